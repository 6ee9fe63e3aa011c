// Two people on one record: while the page is open it says so, and shows who else is there. No words travel, only a token.
const EVERY_MS = 20_000;
const place = document.querySelector("[data-presence]");

const body = (extra) => {
  const csrfmiddlewaretoken = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  return new URLSearchParams({ token: place.dataset.token, csrfmiddlewaretoken, ...extra });
};

const ask = async () => {
  try {
    const answer = await fetch(place.dataset.presence, { method: "POST", body: body({}), redirect: "error" });
    if (answer.status !== 200) return;
    place.dataset.until = answer.headers.get("X-Until") ?? "";
    const notice = await answer.text();
    // Said again only when it says something else: a screen reader would read it aloud each time.
    if (notice !== place.dataset.said) place.innerHTML = notice;
    place.dataset.said = notice;
  } catch {
    // Without the network the notice stays as it was.
  }
};

if (place) {
  setInterval(ask, EVERY_MS);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
  // What is not told here passes by itself within a minute.
  addEventListener("pagehide", () => navigator.sendBeacon(place.dataset.presence, body({ left: place.dataset.until })));
}
