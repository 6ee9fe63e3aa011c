// The live board: it counts down by itself, hears from the server that something has changed, then fetches its own part.
// What is open or being written stays. Without a sign from the server it says how old its data are.
const board = document.querySelector("[data-board]");
const SILENT_MS = 30_000;
const ASK_EVERY_MS = 10_000;
const TRY_STREAM_EVERY_MS = 60_000;
const STATES = ["critical", "overdue", "late", "due"];
const WORSE = new Set(["late", "overdue", "critical"]);

const said = (name) => board.getAttribute(`data-say-${name}`) ?? "";
const clock = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "uk-UA", {
  timeZone: "Europe/Kyiv", hour: "2-digit", minute: "2-digit",
});

let ahead = 0; // by how much the server's clock is ahead of ours
let pulse = "";
let heardAt = Date.now();
let dataAt = Date.now();
let source = null;
let asking = 0;
let failures = 0;
let refreshing = false;
let again = false;
let locked = false;
const states = new Map();

const now = () => Date.now() + ahead;
const content = () => board.querySelector("[data-board-content]");
const moment = (element, name) => Number(element.dataset[name]) * 1000;

/** 1 h 16 min, 12 min, 2 d 3 h, in the words of the page. */
const span = (lasted) => {
  const whole = Math.max(Math.floor(lasted / 60_000), 0);
  const [d, h, m] = [Math.floor(whole / 1440), Math.floor(whole / 60) % 24, whole % 60];
  const size = d ? "days" : h ? (m ? "hours" : "whole") : m ? "minutes" : "none";
  return said(`span-${size}`).replace("{d}", d).replace("{h}", h).replace("{m}", m);
};

const write = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

const show = (status, tone, icon, words) => {
  status.className = `status tone-${tone}`;
  status.querySelector("use").setAttribute("href", `${board.dataset.icons}#${icon}`);
  if (status.lastChild.textContent !== words) status.lastChild.textContent = words;
};

const stateOf = (element) => STATES.find((state) => now() >= moment(element, state)) ?? "ahead";

/** A word that was ahead and is now late, overdue or critical: said once, aloud for those who listen. */
const tell = (group, state, words) => {
  const before = states.get(group.id);
  states.set(group.id, state);
  if (before && before !== state && WORSE.has(state)) write(board.querySelector("[data-board-says]"), `${group.dataset.name}: ${words}`);
};

const countDown = (element) => {
  const state = stateOf(element);
  if (state === "ahead" && element.hasAttribute("data-silent")) return;
  const due = moment(element, "due");
  const words = said(state).replace("{time}", span(Math.abs(now() - due)));
  const [tone, icon] = looks(state);
  show(element.querySelector(".status"), tone, icon, words);
  const group = element.closest("[data-board-group]");
  if (WORSE.has(state) && state !== "late") toned(group, "harm");
  else if (state === "late" && !group.classList.contains("tone-harm")) toned(group, "notice");
  tell(group, state, words);
};

const looks = (state) => (board.getAttribute(`data-look-${state}`) ?? "neutral more").split(" ");

const toned = (group, tone) => {
  for (const name of [...group.classList]) if (name.startsWith("tone-") && name !== `tone-${tone}`) group.classList.remove(name);
  group.classList.add(`tone-${tone}`);
};

const connection = () => {
  const status = board.querySelector("[data-board-connection] .status");
  const words = (name) => said(name).replace("{clock}", clock.format(dataAt)).replace("{time}", span(now() - dataAt));
  if (locked) show(status, "harm", "lock", words("locked"));
  else if (Date.now() - heardAt > SILENT_MS) show(status, "notice", "alert", words("stale"));
  else if (source) show(status, "well", "check", words("live"));
  else show(status, "neutral", "refresh", words("asking"));
  board.toggleAttribute("data-stale", locked || Date.now() - heardAt > SILENT_MS);
};

const tick = () => {
  for (const element of board.querySelectorAll("[data-countdown]")) countDown(element);
  for (const kind of ["ago", "lasting"]) {
    for (const element of board.querySelectorAll(`[data-${kind}]`)) write(element, said(kind).replace("{time}", span(now() - moment(element, kind))));
  }
  connection();
};

/** The server spoke: how its clock stands, and whether what it knows is what stands here. */
const heard = ({ at, pulse: fresh }) => {
  heardAt = Date.now();
  ahead = at - heardAt;
  failures = 0;
  if (fresh === pulse) dataAt = at;
  else refresh();
  connection();
};

const answered = async (url, accept) => {
  const answer = await fetch(url, { headers: { Accept: accept }, redirect: "manual", cache: "no-store" });
  // A redirect leads to the lock or to the sign-in page: this page shows nothing new any more.
  if (answer.type === "opaqueredirect") locked = true;
  return answer.ok ? answer : null;
};

const refresh = async () => {
  if (refreshing) {
    again = true;
    return;
  }
  refreshing = true;
  try {
    const answer = await answered(board.dataset.part, "text/html");
    if (answer) put(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-board-content]"));
  } catch {
    // Out of touch: the line above says so, and the next message asks again.
  } finally {
    refreshing = false;
    if (again) {
      again = false;
      refresh();
    }
  }
};

/** The new part in place of the old one; a panel somebody has opened stays, with what is typed in it, and so does the focus. */
const put = (fresh) => {
  if (!fresh) return;
  const old = content();
  for (const kept of old.querySelectorAll("[data-board-keep][open]")) {
    fresh.querySelector(`#${CSS.escape(kept.id)}`)?.replaceWith(kept);
  }
  const focused = document.activeElement?.id;
  old.replaceWith(fresh);
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  pulse = fresh.dataset.pulse;
  dataAt = Number(fresh.dataset.at) * 1000;
  const lead = document.querySelector("[data-board-lead]");
  if (lead) write(lead, fresh.dataset.lead);
  tick();
};

const ask = async () => {
  if (locked) return;
  try {
    const answer = await answered(board.dataset.changes, "application/json");
    if (answer) heard(await answer.json());
  } catch {
    // No network: the age of the data shows it.
  }
};

const askOn = () => {
  source?.close();
  source = null;
  if (asking) return;
  asking = setInterval(ask, ASK_EVERY_MS);
  ask();
  setTimeout(listen, TRY_STREAM_EVERY_MS);
};

/** Listen to the stream; where it does not come through, ask now and then and try it again later. */
const listen = () => {
  if (locked || document.hidden) return;
  source?.close();
  source = new EventSource(board.dataset.changes);
  source.onmessage = (event) => {
    clearInterval(asking);
    asking = 0;
    heard(JSON.parse(event.data));
  };
  source.onerror = () => {
    failures += 1;
    if (failures > 1 || source.readyState === EventSource.CLOSED) askOn();
  };
};

/** A board nobody looks at holds no line open: a browser has few of them for all its tabs. */
const onVisible = () => {
  if (document.hidden) askOn();
  else listen();
};

if (board) {
  const start = content();
  pulse = start.dataset.pulse;
  dataAt = Number(start.dataset.at) * 1000;
  listen();
  tick();
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", onVisible);
  addEventListener("online", listen);
  // Once the network is gone nothing on its way still counts as a sign of the server.
  addEventListener("offline", askOn);
  addEventListener("pagehide", () => source?.close());
}
