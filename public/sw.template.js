// The service worker's template: script/post-build.mjs fills in the build and its files and writes it to dist/sw.js.
//
// What it promises:
// - One cache per build, filled whole or not at all, each file checked against its digest: no page is ever put together from two builds.
// - A new build waits. It takes over when no page of the old one is open, or when a page asks (SKIP_WAITING) after saving its work.
// - While a page of an older build is still open, that build's files stay; they go once no such page is left.
// - It touches its own caches and nothing else: never IndexedDB, never localStorage.
"use strict";

const BUILD = "__BUILD__";
const FILES = new Map(__FILES__); // name → sha256-…; the page itself is "./". Some are fetched only when they are asked for (script/post-build.mjs)
// Of these, what is kept only on devices that ask for it: DESK by all but those who stand at events, OFFICE by the partnership office, which
// has a desk too.
const LATER = __LATER__;

const scope = new URL("./", self.location.href);
// Two copies under two paths of one host share one cache storage, hence the path in the name.
const mine = `@${scope.pathname}`;
const CACHE = `golden-thread-${BUILD}${mine}`;
// Not a file: remembers which pages were open when this build took over.
const OPEN_BEFORE = new URL(".open-before", scope).href;

// Not a file either: what this device has asked for.
const mark = (name) => new URL(`.${name.toLowerCase()}`, scope).href;

const address = (name) => new URL(name, scope).href;
const ourCaches = async () => (await caches.keys()).filter((name) => name.startsWith("golden-thread-") && name.endsWith(mine));

// --- filling -------------------------------------------------------------------------------------

async function fetchAndKeep(cache, name) {
  const asked = (mode) => fetch(address(name), { cache: mode, integrity: FILES.get(name), credentials: "same-origin" });
  // "reload": past the browser's own cache, which may hold another build's file of the same name. Where the name says what is inside,
  // what the page has just fetched will do.
  const response = /-[0-9a-f]{16}[./]/.test(name) ? await asked("default").catch(() => asked("reload")) : await asked("reload");
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  // Some hosts redirect "./"; a redirected response may not answer a navigation, a copy of it may.
  const whole = response.redirected ? new Response(response.body, { headers: response.headers }) : response;
  await cache.put(address(name), whole.clone());
  return whole;
}

// Noted in the cache of the build that was asked; a newer build asks the caches before it.
async function askedFor() {
  const found = new Set();
  for (const name of await ourCaches()) {
    const cache = await caches.open(name);
    for (const one of Object.keys(LATER)) if (await cache.match(mark(one))) found.add(one);
  }
  if (found.has("OFFICE")) found.add("DESK");
  return found;
}

async function note(names) {
  const cache = await caches.open(CACHE);
  for (const name of names) await cache.put(mark(name), new Response(""));
}

async function missing(cache) {
  const there = new Set((await cache.keys()).map((request) => request.url));
  const asked = await askedFor();
  const not = new Set(Object.keys(LATER).filter((name) => !asked.has(name)).flatMap((name) => LATER[name]));
  return [...FILES.keys()].filter((name) => !not.has(name) && !there.has(address(name)));
}

async function fillNow() {
  const cache = await caches.open(CACHE);
  await note(await askedFor()); // the older caches go one day
  // Each is kept as soon as it is there and found whole, so that a connection which breaks off half-way was not in vain.
  await Promise.all((await missing(cache)).map((name) => fetchAndKeep(cache, name)));
}

// One after the other: a second one finds what the first has brought.
let filling = Promise.resolve();
const fill = () => (filling = filling.catch(() => {}).then(fillNow));

// --- taking over ---------------------------------------------------------------------------------

const openPages = async () => (await self.clients.matchAll({ type: "window", includeUncontrolled: true })).map((page) => page.id);

async function takeOver() {
  const cache = await caches.open(CACHE);
  await cache.put(OPEN_BEFORE, new Response(JSON.stringify(await openPages()))).catch(() => {}); // a full disk must not stop it
  await self.clients.claim();
  await tidy();
}

// Deletes the caches of older builds, if nothing can still need them.
async function tidy() {
  const names = await ourCaches();
  // Another build is on its way in: one of the caches may be its own. It will tidy when its turn comes.
  if (self.registration.installing || self.registration.waiting) return;
  const older = names.filter((name) => name !== CACHE);
  if (older.length === 0) return;
  const noted = await (await caches.open(CACHE)).match(OPEN_BEFORE);
  const now = new Set(await openPages());
  const before = noted ? await noted.json() : [...now];
  if (before.some((page) => now.has(page))) return;
  await Promise.all(older.map((name) => caches.delete(name)));
}

// --- answering -----------------------------------------------------------------------------------

// A file of this build: from the cache, else from the network and back into the cache.
async function ownFile(name, request) {
  let cache;
  try {
    cache = await caches.open(CACHE);
    const kept = await cache.match(address(name));
    if (kept) return kept;
    return await fetchAndKeep(cache, name);
  } catch {
    // Either there is no connection (then this fails too), or the host has moved on to another build.
    const response = await fetch(request);
    if (name === "./" && response.ok && cache) await self.registration.unregister(); // no page left to offer, and a newer one exists: obsolete
    return response;
  }
}

// Anything else under our path: a file of an older build that a page is still using, or simply the network's.
async function otherFile(request) {
  for (const name of await ourCaches().catch(() => [])) {
    const kept = name !== CACHE && (await (await caches.open(name)).match(request.url));
    if (kept) return kept;
  }
  return fetch(request);
}

function answer(request) {
  const url = new URL(request.url);
  const name = url.href.slice(scope.href.length).split(/[?#]/)[0];
  if (request.mode === "navigate") {
    if (name === "" || name === "index.html") return ownFile("./", request);
    return fetch(request).catch(() => ownFile("./", request));
  }
  return FILES.has(name) ? ownFile(name, request) : otherFile(request);
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope.href)) return;
  if (request.url.split(/[?#]/)[0] === self.location.href) return; // the worker's own script is the browser's business
  event.respondWith(answer(request));
  if (request.mode === "navigate") event.waitUntil(tidy().catch(() => {}));
});

// --- being asked ---------------------------------------------------------------------------------

async function status() {
  const of = FILES.size;
  try {
    const cached = of - (await missing(await caches.open(CACHE))).length;
    return { build: BUILD, cached, of, complete: cached === of };
  } catch {
    return { build: BUILD, cached: 0, of, complete: false };
  }
}

async function forget() {
  await Promise.all((await ourCaches()).map((name) => caches.delete(name)));
  return { forgotten: await self.registration.unregister() };
}

self.addEventListener("message", (event) => {
  const asked = event.data && event.data.type ? event.data.type : event.data;
  const reply = (value) => event.ports[0] && event.ports[0].postMessage(value);
  if (asked === "SKIP_WAITING") event.waitUntil(self.skipWaiting());
  if (asked === "FORGET") event.waitUntil(forget().then(reply));
  // Answered once they are there, or cannot be fetched.
  if (Object.hasOwn(LATER, asked)) event.waitUntil(note([asked]).then(fill).catch(() => {}).then(status).then(reply));
  if (asked === "STATUS") {
    // Having answered, put right what it found.
    event.waitUntil(status().then((found) => { reply(found); return found.complete ? tidy() : fill(); }).catch(() => {}));
  }
});
