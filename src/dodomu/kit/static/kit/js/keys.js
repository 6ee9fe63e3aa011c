// The keyboard: "/" searches, "?" lists the shortcuts, Esc twice hides the page, Ctrl+S and Ctrl+Enter send a form.
// Single letters can be switched off (data-keys="off" on <html>), as WCAG 2.1.4 asks.
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

const sendForm = (event) => {
  const form = event.target.closest("form") ?? document.querySelector("main form[data-guard]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
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
