// Forms: focus goes to the error summary; leaving with unsaved changes asks first; a form is sent once.
document.querySelector("[data-errors]")?.focus();

/** Forms with something typed that was not sent yet. */
export const changed = new Set();

/** What a form would send, without its secrets: as text for comparing and keeping. */
export const fieldsOf = (form) => {
  const typed = [...new FormData(form)].map(([name, value]) => [name, typeof value === "string" ? value : value.name]);
  return new URLSearchParams(typed).toString();
};

const guarded = [...document.querySelectorAll("form[data-guard]")];
const before = new Map(guarded.map((form) => [form, fieldsOf(form)]));

// A form that came back with errors holds what was typed and not saved.
const holdsWords = (form) => [...form.elements].some((field) => field.matches("textarea, input.input") && field.value.trim());
for (const form of guarded) {
  if (form.querySelector("[data-errors]") && holdsWords(form)) changed.add(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (!form) return;
  // Typed and taken back again is no change; a form that keeps itself or came back with errors has no such beginning.
  const asBefore = !form.matches("[data-autosave]") && !form.querySelector("[data-errors]") && before.get(form) === fieldsOf(form);
  if (asBefore) changed.delete(form);
  else changed.add(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  changed.delete(form);
  if (form.method === "post" && !form.matches("[data-again]")) form.dataset.sent = "yes";
});

// Back from the cache: the form may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

addEventListener("beforeunload", (event) => {
  // A lock or a quick hide must not be held up by a question.
  if (changed.size > 0 && !document.documentElement.dataset.leaving) event.preventDefault();
});
