// The life-line by keyboard: one stop for Tab, then the arrows. Left and right go along a lane, up and down to the
// nearest mark of the next lane, Home and End to its ends. Without this module every mark is a stop of its own.
const lanesOf = (drawing) =>
  [...drawing.querySelectorAll("[data-lane]")].map((lane) => [...lane.querySelectorAll("a")]).filter((marks) => marks.length);

const placeOf = (mark) => Number(mark.querySelector("circle").getAttribute("cx"));

const nearest = (marks, to) =>
  marks.reduce((best, mark) => (Math.abs(placeOf(mark) - placeOf(to)) < Math.abs(placeOf(best) - placeOf(to)) ? mark : best));

const target = (lanes, mark, key) => {
  const row = lanes.findIndex((marks) => marks.includes(mark));
  const at = lanes[row].indexOf(mark);
  const steps = {
    ArrowRight: () => lanes[row][at + 1],
    ArrowLeft: () => lanes[row][at - 1],
    Home: () => lanes[row][0],
    End: () => lanes[row].at(-1),
    ArrowDown: () => lanes[row + 1] && nearest(lanes[row + 1], mark),
    ArrowUp: () => lanes[row - 1] && nearest(lanes[row - 1], mark),
  };
  return steps[key]?.();
};

const enable = (drawing) => {
  const lanes = lanesOf(drawing);
  const marks = lanes.flat();
  marks.forEach((mark, at) => mark.setAttribute("tabindex", at ? "-1" : "0"));
  drawing.addEventListener("keydown", (event) => {
    const mark = event.target.closest("a");
    if (!mark || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = target(lanes, mark, event.key);
    if (!next) return;
    event.preventDefault();
    mark.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
};

document.querySelectorAll("[data-lifeline]").forEach(enable);
