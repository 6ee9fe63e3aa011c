// Forms: focus goes to the error summary; leaving with unsaved changes asks first; a form is sent once.
document.querySelector("[data-errors]")?.focus();

/** Forms with something typed that was not sent yet. */
export const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
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
