// Idle lock: a warning one minute before, then the page goes to the lock. A module that keeps drafts listens to
// "dodomu:locking" on document; what it does there is finished before the page leaves.
const { idleMinutes, idleUrl } = document.documentElement.dataset;
const WARN_MS = 60_000;
const dialog = document.getElementById("idle");

if (idleMinutes && idleUrl && dialog) {
  const limit = Number(idleMinutes) * 60_000;
  let last = Date.now();
  const awake = () => {
    last = Date.now();
    if (dialog.open) dialog.close();
  };
  const lock = async () => {
    const waits = [];
    document.dispatchEvent(new CustomEvent("dodomu:locking", { detail: { until: (promise) => waits.push(promise) } }));
    await Promise.allSettled(waits);
    document.documentElement.dataset.leaving = "yes";
    location.replace(idleUrl);
  };
  // Many tabs are one reader: a move in any of them counts in all.
  const channel = new BroadcastChannel("dodomu-awake");
  channel.addEventListener("message", awake);
  for (const kind of ["keydown", "pointerdown", "scroll"]) {
    addEventListener(kind, () => {
      if (Date.now() - last > 5_000 || dialog.open) channel.postMessage(null);
      awake();
    }, { passive: true, capture: true });
  }
  const look = setInterval(() => {
    const idle = Date.now() - last;
    if (idle >= limit) {
      clearInterval(look);
      lock();
    } else if (idle >= limit - WARN_MS && !dialog.open) {
      dialog.showModal();
    }
  }, 1_000);
}
