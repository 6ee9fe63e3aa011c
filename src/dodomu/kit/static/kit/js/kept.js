// A form that was kept while the page was locked is filled in again: the address ends in #kept=<its number>.
const { keepUrl } = document.documentElement.dataset;
const number = location.hash.match(/^#kept=([0-9a-f-]{36})$/)?.[1];

const pathOf = (address) => new URL(address, location.href).pathname;

const put = (field, values) => {
  if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
  else if (field.tagName === "SELECT" && field.multiple) for (const one of field.options) one.selected = values.includes(one.value);
  else if (values.length > 0) field.value = values.shift();
};

const fill = (form, fields) => {
  const byName = new Map();
  for (const [name, value] of fields) byName.set(name, [...(byName.get(name) ?? []), value]);
  for (const field of form.elements) {
    // What its author saw comes back with what they typed, or an old value would pass for a change of theirs.
    const seen = field.name.startsWith("seen_state") || field.name.startsWith("state_before");
    const leave = !seen && (!field.name || ["hidden", "file", "password", "submit", "button"].includes(field.type) || field.tagName === "BUTTON");
    if (!leave) put(field, byName.get(field.name) ?? []);
  }
  // Sending it tells the server that the kept copy may be destroyed.
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "kept_form", value: number }));
  form.elements[0]?.dispatchEvent(new Event("input", { bubbles: true }));
};

if (keepUrl && number) {
  history.replaceState(null, "", location.pathname + location.search);
  const answer = await fetch(`${keepUrl}?form=${number}`);
  if (answer.ok) {
    const { action, fields } = await answer.json();
    const form = [...document.forms].find((one) => one.matches("[data-guard]") && pathOf(one.action) === pathOf(action));
    if (form) fill(form, fields);
  }
}
