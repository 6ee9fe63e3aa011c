// A file that goes out over a bad network: its progress is shown, and what breaks off can be sent again without
// choosing the file anew. The form carries an id of its own, so that what arrives twice counts once.
import { changed } from "./forms.js";

const line = document.querySelector("[data-sending-line]");
const form = document.querySelector("form[data-sending]");
let broken = false;

/** Shows one of the sentences of the line: on its way, kept by the server, broken off. */
const say = (state) => {
  line.hidden = false;
  for (const part of line.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(state);
};

/** The form came back with errors: show it, and keep the file that was chosen. */
const takeOver = (html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const now = document.querySelector("form[data-sending]");
  const next = fresh.querySelector("form[data-sending]");
  if (!next) return false;
  for (const field of now.querySelectorAll("input[type=file]")) {
    const twin = next.querySelector(`input[type=file][name="${field.name}"]`);
    if (twin && field.files.length) twin.replaceWith(field);
  }
  now.innerHTML = "";
  now.append(...next.childNodes);
  document.title = fresh.title;
  line.hidden = true;
  delete now.dataset.sent;
  now.querySelector("[data-errors]")?.focus();
  return true;
};

const send = () => {
  const request = new XMLHttpRequest();
  const bar = line.querySelector("progress");
  broken = false;
  bar.value = 0;
  say("now");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    bar.value = event.loaded / event.total;
    if (event.loaded === event.total) say("kept");
  });
  request.addEventListener("error", () => {
    broken = true;
    say("broken");
  });
  request.addEventListener("load", () => {
    changed.delete(form);
    const go = request.getResponseHeader("X-Go");
    if (go) location.assign(go);
    else if (request.status !== 200 || !takeOver(request.responseText)) location.assign(request.responseURL);
  });
  request.open("POST", form.action || location.href);
  request.setRequestHeader("X-Sending", "yes");
  request.send(new FormData(form));
};

if (form && line) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return;
    event.preventDefault();
    form.dataset.sent = "yes";
    send();
  });
  line.querySelector("[data-again]").addEventListener("click", send);
  addEventListener("online", () => broken && send());
}
