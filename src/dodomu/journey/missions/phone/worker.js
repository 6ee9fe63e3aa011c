"use strict";
// Keeps the page itself, so that it opens without a connection, and hands in notes when a connection comes back.
importScripts("pad.js");

const SHELL = `${Pad.CACHES}@NUMBER@`;
const FILES = ["./?uk", "./?en", "page.css", "page.js", "pad.js", "manifest.json", "icon", "icon.png"];

self.addEventListener("install", (event) => {
  const fetched = FILES.map((name) => new Request(name, { cache: "no-store" }));
  event.waitUntil(
    caches
      .open(SHELL)
      .then((shell) => shell.addAll(fetched))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const older = (name) => name.startsWith(Pad.CACHES) && name !== SHELL;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(older).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const address = new URL(event.request.url);
  if (!event.request.url.startsWith(self.registration.scope)) return;
  const asked = event.request.mode === "navigate" ? opened(address) : kept(event.request, event.request);
  event.respondWith(asked);
});

async function opened(address) {
  const chosen = ["uk", "en"].find((code) => address.searchParams.has(code)) || (await spoken());
  return kept(new Request(`./?${chosen}`), address.href);
}

async function spoken() {
  const chosen = await Pad.kept("tongue").catch(() => "");
  return chosen || (self.navigator.language.startsWith("en") ? "en" : "uk");
}

async function kept(wanted, address) {
  // Named, not opened: opening would make it again after it was cleared.
  return (await caches.match(wanted, { cacheName: SHELL })) || fetch(address);
}

self.addEventListener("sync", (event) => {
  if (event.tag === "pad") event.waitUntil(handIn());
});

async function handIn() {
  const ahead = (await Pad.waiting()).map((note) => note.due - Date.now());
  const longest = Math.max(0, ...ahead);
  if (longest > 0 && longest < 15000) await new Promise((done) => setTimeout(done, longest));
  const outcome = await Pad.hand();
  for (const page of await self.clients.matchAll()) page.postMessage("handed");
  const finished = (await Pad.kept("over")) && (await Pad.waiting()).length === 0;
  if (finished) await Pad.ask("close");
  if (outcome.over || finished) await Pad.clear();
  else if (outcome.failed) throw new Error("later");
}
