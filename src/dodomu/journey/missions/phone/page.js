"use strict";

(() => {
  const UNDO = 10000;
  const FIRM = 2500;
  const LOOK = 240000;
  const PAUSES = [2000, 5000, 15000, 30000, 60000];
  const $ = (id) => document.getElementById(id);
  const say = (name, values = {}) =>
    ($("words").content.querySelector(`[data-word="${name}"]`).textContent || "").replace(
      /\{(\w+)\}/g,
      (all, key) => (key in values ? values[key] : all),
    );
  const tongue = document.documentElement.lang;
  let latest = null;
  let failures = 0;
  let busy = false;
  let again = 0;
  let done = false;
  let over = false;
  let finishing = false;
  let linked = navigator.onLine;

  // --- words -------------------------------------------------------------------------------------------------

  function clock(at) {
    const day = new Date(at).toDateString() === new Date().toDateString() ? {} : { weekday: "short", day: "numeric", month: "short" };
    return new Intl.DateTimeFormat(tongue, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  }

  const only = (name) => ["start", "pad"].forEach((id) => ($(id).hidden = id !== name));

  async function show() {
    if (done) return;
    const [state, last, notes] = [await Pad.kept("state"), await Pad.kept("last"), await Pad.waiting()];
    if (!state || done) return;
    $("name").textContent = state.name;
    $("next").textContent = state.next ? say("next", { time: clock(state.next * 1000) }) : say("none");
    const lines = notes.slice(-5).map((note) => say("waiting", { time: clock(note.at) }));
    if (notes.length > 5) lines.unshift(say("more", { count: notes.length - 5 }));
    if (last) lines.unshift(say("sent", { time: clock(last.at), sent: clock(last.sent) }));
    $("list").textContent = "";
    $("list").append(...lines.map(item));
    $("line").textContent = say(linked ? "linked" : "cut", { time: clock(state.at) });
    $("line").dataset.linked = linked;
    $("plain").hidden = Pad.safe && "serviceWorker" in navigator;
  }

  function item(text) {
    const line = document.createElement("li");
    line.textContent = text;
    return line;
  }

  function count() {
    const left = latest ? Math.ceil((latest.due - Date.now()) / 1000) : 0;
    $("undo").hidden = left <= 0;
    if (left > 0) {
      const time = clock(latest.at);
      $("undo-what").textContent = latest.says ? say("kept", { what: latest.says, time }) : say("kept-plain", { time });
      $("undo-left").textContent = left;
      setTimeout(count, 250);
    } else if (latest) {
      latest = null;
      flush();
    }
  }

  // --- noting ------------------------------------------------------------------------------------------------

  async function note(button, firm) {
    if (done || over) return;
    panel("");
    const kept = await Pad.put(Number(button.dataset.i) * 2 + Number(firm), UNDO);
    // What the note says stands nowhere but here, as long as it can be undone.
    latest = { ...kept, says: button.dataset.says || button.textContent.trim() };
    count();
    await show();
    await later();
  }

  async function undo() {
    if (!latest) return;
    const gone = latest;
    latest = null;
    $("undo").hidden = true;
    await Pad.drop(gone.id);
    await show();
  }

  // Asks the browser to hand in even when the page is left; not every browser can.
  async function later() {
    try {
      const worker = await navigator.serviceWorker.ready;
      await worker.sync.register("pad");
    } catch {
      return;
    }
  }

  // How long a button was pressed goes along with it, for every button alike.
  function pressable(button) {
    let began = 0;
    let ended = -Infinity;
    const end = (inside) => {
      const firm = performance.now() - began >= FIRM;
      began = 0;
      ended = performance.now();
      if (inside) note(button, firm);
    };
    button.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary || event.button) return;
      began = performance.now();
      button.setPointerCapture(event.pointerId);
    });
    button.addEventListener("pointerup", (event) => {
      if (began) end(button.contains(document.elementFromPoint(event.clientX, event.clientY)));
    });
    button.addEventListener("pointercancel", () => (began = 0));
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      if (!event.repeat) began = performance.now();
    });
    button.addEventListener("keyup", (event) => {
      if ((event.key === "Enter" || event.key === " ") && began) end(true);
    });
    // A screen reader clicks without pressing; after a press the click says nothing new.
    button.addEventListener("click", () => {
      if (!began && performance.now() - ended > 700) note(button, false);
    });
  }

  function panel(name) {
    ["late", "sure", "wipe"].forEach((id) => ($(id).hidden = id !== name));
    $("keys").hidden = over || Boolean(name);
    if (name) $(name).querySelector("button").focus();
  }

  // --- handing in --------------------------------------------------------------------------------------------

  async function flush() {
    if (busy || done) return;
    busy = true;
    clearTimeout(again);
    try {
      if (await Pad.expired()) return await finish();
      const outcome = await Pad.hand();
      if (outcome.over) return await wipe(false);
      const due = (await Pad.waiting()).some((one) => one.due <= Date.now());
      failures = outcome.failed ? failures + 1 : 0;
      if (outcome.failed) linked = outcome.linked;
      if (due) again = setTimeout(flush, PAUSES[Math.min(failures, PAUSES.length) - 1] || 0);
    } finally {
      busy = false;
    }
    await show();
  }

  async function look() {
    if (done) return;
    if (await Pad.expired()) return finish();
    const answer = await Pad.ask("look");
    linked = Boolean(answer);
    if (answer && answer.over) return finish();
    if (answer) await Pad.heard(answer);
    await show();
    return flush();
  }

  // Its time is over: what was noted before is handed in late, then the pad clears itself. Until then it says only how many.
  async function finish() {
    if (done || finishing) return;
    finishing = true;
    clearTimeout(again);
    try {
      over = true;
      latest = null;
      await Pad.lapse();
      if (await left()) {
        const outcome = await Pad.hand();
        if (outcome.over) return await wipe(false);
        failures += 1;
      }
      if (!(await left())) return await wipe(true);
      again = setTimeout(finish, PAUSES[Math.min(failures, PAUSES.length) - 1]);
    } finally {
      finishing = false;
    }
  }

  async function left() {
    const count = (await Pad.waiting()).length;
    ["name", "next", "list", "line"].forEach((id) => ($(id).textContent = ""));
    $("undo").hidden = true;
    if (count) {
      only("pad");
      panel("wipe");
      $("wipe-what").textContent = say("left", { count });
      $("wipe").querySelector("[data-back]").hidden = true;
    }
    return count;
  }

  // --- clearing ----------------------------------------------------------------------------------------------

  async function wipe(tell) {
    done = true;
    clearTimeout(again);
    latest = null;
    if (tell && navigator.onLine) await Pad.ask("close");
    await Pad.clear();
    ["list", "name", "next", "line"].forEach((id) => ($(id).textContent = ""));
    $("code").value = "";
    $("answer").textContent = say("empty");
    only("start");
  }

  async function wish() {
    const notes = (await Pad.waiting()).length;
    $("wipe-what").textContent = notes ? say("lose", { count: notes }) : say("clear");
    panel("wipe");
  }

  // --- opening -----------------------------------------------------------------------------------------------

  async function start(event) {
    event.preventDefault();
    const code = $("code").value.trim();
    if (!code) return answerWith("code");
    // Asked first: a code opens once, and a browser that keeps nothing would use it up for nothing.
    try {
      await Pad.ready();
    } catch {
      return answerWith("keepless");
    }
    const answer = await Pad.ask("open", { code });
    if (!answer || !answer.half) {
      await Pad.clear();
      return answerWith(!answer ? "offline" : answer.later ? "later" : "no");
    }
    await Pad.begin(answer);
    done = over = false;
    failures = 0;
    $("wipe").querySelector("[data-back]").hidden = false;
    linked = true;
    answerWith("");
    return opened();
  }

  function answerWith(name) {
    $("answer").textContent = name ? say(name) : "";
  }

  async function opened() {
    only("pad");
    panel("");
    await Pad.keep("tongue", tongue);
    await show();
    if ("serviceWorker" in navigator) {
      await navigator.serviceWorker.register("worker.js", { scope: "./" }).catch(() => null);
    }
    const [pending] = (await Pad.waiting()).slice(-1);
    if (pending && pending.due > Date.now()) {
      latest = pending;
      count();
    }
    await look();
  }

  async function first() {
    document.querySelectorAll("[data-i]").forEach(pressable);
    $("form").addEventListener("submit", start);
    $("undo-button").addEventListener("click", undo);
    $("late-open").addEventListener("click", () => panel("late"));
    $("sure-open").addEventListener("click", () => panel("sure"));
    $("wipe-open").addEventListener("click", wish);
    $("wipe-yes").addEventListener("click", () => wipe(true));
    document.querySelectorAll("[data-back]").forEach((one) => one.addEventListener("click", () => panel("")));
    const given = /^#([0-9A-Za-z-]{10,11})$/.exec(location.hash);
    if (given) {
      $("code").value = given[1];
      history.replaceState(null, "", location.pathname + location.search);
    }
    const known = await Pad.kept("half").catch(() => null);
    if (known && (await Pad.expired())) await finish();
    else if (known) await opened();
    else {
      only("start");
      if (navigator.onLine) Pad.ask("close");
    }
    window.addEventListener("online", () => (failures = 0, look()));
    window.addEventListener("offline", () => ((linked = false), show()));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && !$("pad").hidden && look());
    if ("serviceWorker" in navigator) navigator.serviceWorker.addEventListener("message", () => show());
    setInterval(() => document.visibilityState === "visible" && !$("pad").hidden && look(), LOOK);
  }

  first();
})();
