// Changing the language or the look in the middle of a form: the server keeps what was typed, and the page that comes
// back is filled in with it again (kept.js).
import { changed, fieldsOf } from "./forms.js";

const page = document.documentElement.dataset;

const keep = async (form) => {
  const csrfmiddlewaretoken = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  const here = location.pathname + location.search;
  const body = new URLSearchParams({ csrfmiddlewaretoken, page: here, action: form.action, fields: fieldsOf(form) });
  const answer = await fetch(page.keepUrl, { method: "POST", body, redirect: "error" });
  return answer.ok ? (await answer.json()).form : "";
};

// Before forms.js hears of it: the choice is sent once more when the form is kept.
document.addEventListener("submit", async (event) => {
  const choice = event.target;
  const [form] = changed;
  const back = choice.querySelector?.("input[name=next]");
  if (!form || !back || !page.keepUrl || !choice.matches("[data-again]") || choice.dataset.kept) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  choice.dataset.kept = "yes";
  try {
    const number = await keep(form);
    if (number) {
      back.value = `${back.value}#kept=${number}`;
      page.leaving = "yes";
    }
  } finally {
    choice.requestSubmit(event.submitter);
  }
}, { capture: true });
