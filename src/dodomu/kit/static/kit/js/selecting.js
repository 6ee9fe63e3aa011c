// Ticking lines of a list: how many are ticked, all of a page with one box, "all filtered" instead of single ones.
const start = (list) => {
  const boxes = [...list.querySelectorAll("[data-tick]")];
  const all = list.querySelector("[data-tick-all]");
  const every = list.querySelector("[data-every]");
  const [untold, told, bar] = ["[data-untold]", "[data-told]", ".bulk"].map((one) => list.querySelector(one));
  if (!bar || !told) return;
  const allBox = all.querySelector("input");
  all.hidden = false;
  const tell = () => {
    const ticked = every?.checked ? Number(every.dataset.every) : boxes.filter((box) => box.checked).length;
    told.hidden = ticked === 0;
    untold.hidden = ticked > 0;
    told.textContent = `${told.dataset.told}: ${ticked}`;
    bar.classList.toggle("bulk-on", ticked > 0);
    allBox.checked = boxes.length > 0 && boxes.every((box) => box.checked);
    allBox.indeterminate = !allBox.checked && boxes.some((box) => box.checked);
  };
  list.addEventListener("change", ({ target }) => {
    if (target === allBox) for (const box of boxes) box.checked = allBox.checked;
    else if (target === every && every.checked) for (const box of boxes) box.checked = true;
    else if (target.matches("[data-tick]") && !target.checked && every) every.checked = false;
    if (target === allBox && !allBox.checked && every) every.checked = false;
    tell();
  });
  told.setAttribute("role", "status");
  tell();
};

for (const list of document.querySelectorAll("[data-selecting]")) start(list);
