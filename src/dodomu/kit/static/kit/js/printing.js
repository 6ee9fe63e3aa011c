// A page that may only be printed for a purpose leads to the form that asks for it; a print view offers the printer.
const asked = document.querySelector(".tab[href*='/print/']");
document.addEventListener("keydown", (event) => {
  if (asked && (event.ctrlKey || event.metaKey) && event.code === "KeyP") {
    event.preventDefault();
    location.assign(asked.href);
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});
