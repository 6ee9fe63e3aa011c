// Keeps a form on the server while it is written: form[data-autosave] names the line that says when it was last kept.
// The page itself answers a save (header X-Autosave): {version, saved, parts: {id: markup}}, {kept: false}, {conflict} or {url}. What could
// not be kept stays in the page and is tried again; a page that is older than what is kept never writes over it.
import { changed } from "./forms.js";

const PAUSE_MS = 2_000;
const AGAIN_MS = [3_000, 5_000, 10_000, 15_000];

const pathOf = (address) => new URL(address, location.href).pathname;

const watch = (form, line) => {
  const words = line.dataset;
  const { version, turn, csrfmiddlewaretoken: token } = form.elements;
  let typed = 0;
  let kept = 0;
  let timer = 0;
  let failed = 0;
  let saving = false;
  let stopped = false;
  let waiting = false;

  const say = (text, state, extra) => {
    const said = Object.assign(document.createElement("span"), { className: "saved-words", textContent: text });
    if (line.dataset.state === state && line.textContent === text && !extra) return;
    line.dataset.state = state;
    line.replaceChildren(said, ...(extra ? [" ", extra] : []));
  };

  const unsaved = (why) => (words.at ? `${words.unsaved} ${words.at}, ${why}` : why);

  const later = (pause) => {
    clearTimeout(timer);
    waiting = true;
    timer = setTimeout(save, pause);
  };

  const tryAgain = () => {
    later(AGAIN_MS[Math.min(failed, AGAIN_MS.length - 1)]);
    failed += 1;
  };

  const keptNow = (answer, upTo) => {
    version.value = answer.version;
    words.at = answer.saved;
    kept = upTo;
    failed = 0;
    for (const [id, markup] of Object.entries(answer.parts ?? {})) {
      const part = document.getElementById(id);
      if (part) part.innerHTML = markup;
    }
    if (answer.named) document.getElementById("possibly")?.removeAttribute("hidden");
    if (typed > kept) return later(PAUSE_MS);
    changed.delete(form);
    say(`${words.saved} ${answer.saved}`, "saved");
  };

  const compare = () => {
    stopped = true;
    const button = Object.assign(document.createElement("button"), { className: "button button-small", textContent: words.compare });
    if (words.compareName) Object.assign(button, { name: words.compareName, value: words.compareValue });
    say(words.conflict, "conflict", button);
  };

  const signedOut = () => {
    const back = new URLSearchParams({ next: location.pathname });
    const link = Object.assign(document.createElement("a"), { href: `${words.signInUrl}?${back}`, target: "_blank", textContent: words.signIn });
    say(unsaved(words.signedOut), "unsaved", link);
    tryAgain();
  };

  // Signing in again gives a new token; the one in the page is fetched anew.
  const renewToken = async () => {
    const page = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("form[data-autosave] [name=csrfmiddlewaretoken]");
    if (!fresh) return false;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh.value;
    return true;
  };

  const leave = (address) => {
    changed.delete(form);
    document.documentElement.dataset.leaving = "yes";
    location.assign(address);
  };

  // Each message of this window is numbered: a save on its way must not arrive after the button and undo it.
  const next = () => {
    turn.value = Number(turn.value) + 1;
  };

  const send = () => {
    next();
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return fetch(form.action, {
      method: "POST",
      headers: { "X-Autosave": "yes", "X-CSRFToken": token.value },
      body: new URLSearchParams(fields),
    });
  };

  const answered = async (answer, upTo) => {
    if (answer.redirected) {
      // Locked: the server has kept the form sealed and offers it again. Signed out: the page waits here.
      const { idleUrl } = document.documentElement.dataset;
      return idleUrl && pathOf(answer.url) === pathOf(idleUrl) ? leave(answer.url) : signedOut();
    }
    if (answer.status === 403 && failed < 3) return (await renewToken()) ? tryAgain() : signedOut();
    // Lawfully destroyed meanwhile: the page itself says so, and nothing is tried again.
    if (answer.status === 410) return leave(location.href);
    if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json")) throw new Error("not kept");
    const told = await answer.json();
    if (told.kept === false) throw new Error("not kept");
    if (told.url) return leave(told.url);
    return told.conflict ? compare() : keptNow(told, upTo);
  };

  const save = async () => {
    clearTimeout(timer);
    waiting = false;
    if (stopped || form.dataset.sent || typed === kept) return;
    if (saving) return later(PAUSE_MS);
    saving = true;
    const upTo = typed;
    try {
      await answered(await send(), upTo);
    } catch {
      say(unsaved(words.trying), "unsaved");
      tryAgain();
    } finally {
      saving = false;
    }
  };

  form.addEventListener("input", () => {
    typed += 1;
    // Never later than a few seconds after the first key, however long somebody writes without a pause.
    if (!failed && !waiting) later(PAUSE_MS);
  });
  form.addEventListener("change", () => later(0));
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    next();
  });
  form.addEventListener("save-now", () => {
    typed += typed === kept ? 1 : 0;
    later(0);
  });
  addEventListener("online", () => later(0));
};

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const line = document.getElementById(form.dataset.autosave);
  if (line) watch(form, line);
}
