// The keyboard: "/" searches, "?" lists the shortcuts, Esc twice hides the page, Ctrl+S and Ctrl+Enter send a form.
// Single letters can be switched off (data-keys="off" on <html>), as WCAG 2.1.4 asks.
import { changed } from "./forms.js";

const root = document.documentElement;
const lettersOn = root.dataset.keys !== "off";
const HIDE_WITHIN_MS = 600;
let lastEscape = -Infinity;

const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

const hide = () => {
  document.body.hidden = true;
  root.dataset.leaving = "yes";
  location.replace(root.dataset.hide);
};

const onEscape = (event) => {
  if (event.repeat || !root.dataset.hide) return;
  if (event.timeStamp - lastEscape < HIDE_WITHIN_MS) hide();
  lastEscape = event.timeStamp;
  const open = event.target.closest("details[open].menu, details[open].tool, details[open].more");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
};

/** The form one stands in; from elsewhere the one that was written in, or the only one there is. */
const formFor = (target, saving) => {
  const here = target.closest("form");
  if (here && (!saving || here.matches("[data-guard]"))) return here;
  if (!saving && target.closest("a[href], button, summary")) return null;
  const open = [...document.querySelectorAll("main form[data-guard]")].filter((form) => form.checkVisibility());
  return open.find((form) => changed.has(form)) ?? (open.length === 1 ? open[0] : null);
};

const sendForm = (event) => {
  const saving = event.code === "KeyS";
  // The browser's own Ctrl+S would lay the page, with a child on it, into a folder of downloads.
  if (saving) event.preventDefault();
  const form = formFor(event.target, saving);
  if (!form) return;
  event.preventDefault();
  // A form that keeps itself is only saved by Ctrl+S: it stays where it is.
  if (saving && form.matches("[data-autosave]")) form.dispatchEvent(new Event("save-now"));
  else form.requestSubmit();
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return onEscape(event);
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (event.key === "Enter" || event.code === "KeyS") sendForm(event);
    return;
  }
  if (!lettersOn || event.altKey || typing(event.target)) return;
  if (event.key === "?") {
    document.getElementById("shortcuts")?.showModal();
  } else if (event.key === "/" || (event.code === "Slash" && !event.shiftKey)) {
    // By its place as well: on a Ukrainian keyboard the key beside the right Shift writes a full stop.
    const box = document.querySelector("[data-search]");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("[data-hides]")) {
    event.preventDefault();
    hide();
  }
  for (const menu of document.querySelectorAll("details.menu[open], details.tool[open], details.more[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
