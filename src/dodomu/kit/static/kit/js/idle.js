// Idle lock: a warning one minute before, then the page goes to the lock. What was typed and not sent is kept by the
// server first (sealed), and offered again after unlocking.
import { changed, fieldsOf } from "./forms.js";

const page = document.documentElement.dataset;
const dialog = document.getElementById("idle");
const WARN_MS = 60_000;
const TELL_EVERY_MS = 120_000;

const post = (url, body) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  return fetch(url, { method: "POST", headers: { "X-CSRFToken": token }, body, keepalive: true }).catch(() => {});
};

const keepForms = () => {
  if (!page.keepUrl) return Promise.resolve();
  const here = location.pathname + location.search;
  const kept = [...changed].map((form) =>
    post(page.keepUrl, new URLSearchParams({ page: here, action: form.action, fields: fieldsOf(form) })));
  return Promise.all(kept);
};

const lock = async () => {
  await keepForms();
  page.leaving = "yes";
  location.replace(page.idleUrl);
};

const watch = () => {
  const limit = Number(page.idleMinutes) * 60_000;
  // Many tabs are one reader: a move in any of them counts in all.
  const tabs = new BroadcastChannel("dodomu-awake");
  let last = Date.now();
  let told = last;
  const awake = () => {
    last = Date.now();
    if (dialog.open) dialog.close();
  };
  const moved = ({ target }) => {
    if (Date.now() - last > 5_000) tabs.postMessage(null);
    // The button of the dialog closes it. Gone before the finger is lifted, it would let the tap through to the page.
    if (dialog.open && dialog.contains(target)) last = Date.now();
    else awake();
    // Reading and typing do not reach the server by themselves: tell it now and then that somebody is here.
    if (last - told > TELL_EVERY_MS) {
      told = last;
      post(page.hereUrl);
    }
  };
  tabs.addEventListener("message", awake);
  for (const kind of ["keydown", "pointerdown", "scroll"]) addEventListener(kind, moved, { passive: true, capture: true });
  const looking = setInterval(() => {
    const idle = Date.now() - last;
    if (idle >= limit) {
      clearInterval(looking);
      lock();
    } else if (idle >= limit - WARN_MS && !dialog.open) {
      dialog.showModal();
    }
  }, 1_000);
};

if (page.idleMinutes && page.idleUrl && dialog) watch();
