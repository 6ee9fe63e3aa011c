"use strict";
// The pad: what was noted is kept here until it has been handed in, each note exactly once.
// Page and worker use it alike. It opens what it keeps for one step at a time, so that clearing never has to wait.

const Pad = (() => {
  const NAME = "pad";
  const CACHES = "pad-";
  const PATIENCE = 20000;
  const safe = Boolean(globalThis.crypto && crypto.subtle);

  // --- keeping -----------------------------------------------------------------------------------------------

  function opened(make) {
    return new Promise((done, fail) => {
      const asked = indexedDB.open(NAME, 1);
      let nothing = false;
      asked.onupgradeneeded = () => {
        if (!make) {
          nothing = true;
          asked.transaction.abort();
          return;
        }
        asked.result.createObjectStore("kept");
        asked.result.createObjectStore("out");
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => asked.result.close();
        done(asked.result);
      };
      asked.onerror = () => (nothing ? done(null) : fail(asked.error));
    });
  }

  async function step(store, mode, act, make = false) {
    const base = await opened(make);
    if (!base) return undefined;
    try {
      return await new Promise((done, fail) => {
        const going = base.transaction(store, mode, { durability: "strict" });
        const asked = act(going.objectStore(store));
        going.oncomplete = () => done(asked && asked.result);
        going.onabort = going.onerror = () => fail(going.error);
      });
    } finally {
      base.close();
    }
  }

  const read = (store, name) => step(store, "readonly", (rows) => rows.get(name));
  const write = (store, name, value, make) => step(store, "readwrite", (rows) => rows.put(value, name), make);

  // Everything kept is locked with a key that no script can read out.
  async function lock(value) {
    const key = safe && (await read("kept", "key"));
    if (!key) return { open: value };
    const once = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(value));
    return { once, shut: await crypto.subtle.encrypt({ name: "AES-GCM", iv: once }, key, text) };
  }

  async function unlock(box) {
    if (!box || !box.shut) return box && box.open;
    const key = await read("kept", "key");
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.once }, key, box.shut);
    return JSON.parse(new TextDecoder().decode(text));
  }

  const keep = async (name, value) => write("kept", name, await lock(value));
  const kept = async (name) => unlock(await read("kept", name));

  async function ready() {
    await write("kept", "try", 1, true);
  }

  async function begin(given) {
    if (safe) {
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      await write("kept", "key", key, true);
    }
    await keep("half", given.half);
    await keep("deck", { codes: given.deck, point: given.point });
    await heard(given);
  }

  async function heard(answer) {
    const state = { name: answer.name, next: answer.next, until: answer.until, at: Date.now() };
    state.ahead = answer.now * 1000 - state.at;
    await keep("state", state);
    return state;
  }

  // --- notes -------------------------------------------------------------------------------------------------

  function freshId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
    return { bytes, text: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") };
  }

  const fromHex = (text) => Uint8Array.from(text.match(/../g), (two) => parseInt(two, 16));
  const fromBase64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

  // A note is closed for whoever keeps the pad at home; afterwards not even this page can read it.
  async function closed(id, code, at) {
    const { point } = await kept("deck");
    const inside = new Uint8Array(24);
    inside.set(fromHex(code));
    new DataView(inside.buffer).setBigUint64(16, BigInt(at));
    const whole = new Uint8Array(118);
    if (!safe) {
      whole.set(inside, 1);
      return toBase64(whole);
    }
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const home = await crypto.subtle.importKey("raw", fromBase64(point), curve, false, []);
    const pair = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
    const mine = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: home }, pair.privateKey, 256);
    const base = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
    const way = { name: "HKDF", hash: "SHA-256", salt: mine, info: new TextEncoder().encode("note") };
    const key = await crypto.subtle.deriveKey(way, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const once = crypto.getRandomValues(new Uint8Array(12));
    const shut = await crypto.subtle.encrypt({ name: "AES-GCM", iv: once, additionalData: id.bytes }, key, inside);
    whole[0] = 1;
    whole.set(mine, 1);
    whole.set(once, 66);
    whole.set(new Uint8Array(shut), 78);
    return toBase64(whole);
  }

  async function put(place, wait) {
    const id = freshId();
    const at = Date.now();
    const { codes } = await kept("deck");
    const note = await closed(id, codes[place], at);
    await write("out", id.text, await lock({ id: id.text, at, due: at + wait, note }));
    return { id: id.text, at, due: at + wait };
  }

  const drop = (id) => step("out", "readwrite", (rows) => rows.delete(id));

  async function waiting() {
    const boxes = (await step("out", "readonly", (rows) => rows.getAll())) || [];
    const notes = await Promise.all(boxes.map(unlock));
    return notes.sort((one, other) => one.at - other.at);
  }

  // --- handing in --------------------------------------------------------------------------------------------

  async function ask(name, body) {
    const half = (await kept("half")) || "";
    const stop = new AbortController();
    const bell = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(new URL(name, self.location.href), {
        method: "POST",
        body: JSON.stringify(body || {}),
        headers: { "Content-Type": "application/json", ...(half && { "X-Half": half }) },
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        signal: stop.signal,
      });
      // A page that some network puts in between is no answer; a refusal is one that names nothing.
      return answer.ok ? await answer.json() : {};
    } catch {
      return null;
    } finally {
      clearTimeout(bell);
    }
  }

  // Hand in what is due, the oldest first. A note is forgotten only when the answer names it.
  async function hand() {
    const outcome = { linked: true };
    for (const note of await waiting()) {
      if (note.due > Date.now()) continue;
      const answer = await ask("add", { id: note.id, note: note.note, at: Date.now() });
      if (answer === null) return { failed: true, linked: false };
      if (answer.over) return { over: true };
      if (answer.id !== note.id) {
        outcome.failed = true;
        continue;
      }
      const over = await kept("over");
      if (!over) await keep("last", { at: note.at, sent: Date.now() });
      await drop(note.id);
      if (!over) await heard(answer);
    }
    return outcome;
  }

  // Past its day nothing new is noted, and what the pad was told is forgotten. What was noted before and not yet handed in
  // stays closed as it is: until it is handed in, or somebody clears it.
  async function lapse() {
    await keep("over", 1);
    for (const name of ["deck", "state", "last"]) await step("kept", "readwrite", (rows) => rows.delete(name));
  }

  // Past its day the pad is over, whether anybody says so or not.
  async function expired() {
    if (await kept("over")) return true;
    const state = await kept("state");
    return Boolean(state) && Date.now() + state.ahead > state.until * 1000;
  }

  async function clear() {
    if (self.caches) for (const name of await caches.keys()) if (name.startsWith(CACHES)) await caches.delete(name);
    await new Promise((done) => {
      const asked = indexedDB.deleteDatabase(NAME);
      asked.onsuccess = asked.onerror = asked.onblocked = done;
    });
    const workers = self.navigator.serviceWorker;
    const worker = self.registration || (workers && (await workers.getRegistration()));
    if (worker) await worker.unregister();
  }

  return { safe, ready, begin, keep, kept, heard, put, drop, waiting, ask, hand, expired, lapse, clear, CACHES };
})();
