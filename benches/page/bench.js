// What two hundred people returned, read, joined and kept: by Golden Thread, by Yjs, and by hand. Every way does the same
// work in the same page, one after the other, several times; the medians are sent to whoever started the page.
import init, { Device, Joined, make } from "./in_a_page.js";
import * as Y from "yjs";

const FILES = 200, ROUNDS = 5, SLICE = 12;
/** How the office's stamps end: the id with which it writes. */
const OFFICE = "-00000000-0000-0003-0000-000000000000";
const longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });

const channel = new MessageChannel();
// Lets the browser draw and answer keys. A timer would wait four milliseconds each time.
const pause = () => new Promise((go) => { channel.port1.onmessage = go; channel.port2.postMessage(0); });
const still = (ms) => new Promise((go) => setTimeout(go, ms));

/** Does work for each item, and lets the page breathe in between. */
async function each(items, work) {
  let begun = performance.now();
  for (const item of items) {
    work(item);
    if (performance.now() - begun > SLICE) { await pause(); begun = performance.now(); }
  }
}

const figures = {}, held = {};
/** Measures one way: how long it takes, and the longest that it holds the page up. */
async function measure(name, work) {
  await still(150);
  const begun = performance.now();
  const made = await work();
  const ended = performance.now();
  await still(150);
  (figures[name] ??= []).push(ended - begun);
  const tasks = longTasks.filter((t) => t.startTime + t.duration > begun && t.startTime < ended).map((t) => t.duration);
  (held[name] ??= []).push(Math.max(0, ...tasks));
  return made;
}

/** A file's records as a Yjs document of the person who wrote it, over the office's; as an update of the whole. */
function yjsOf(file, n, office) {
  const bundle = JSON.parse(file);
  const doc = new Y.Doc();
  doc.clientID = n + 2;
  Y.applyUpdate(doc, office);
  const records = doc.getMap("records");
  doc.transact(() => {
    for (const { id, kind, fields } of bundle.records) {
      const known = records.get(id), record = known ?? records.set(id, new Y.Map());
      if (!known) record.set("kind", kind);
      for (const [name, { writes }] of Object.entries(fields)) {
        const value = writes[0].value;
        if (JSON.stringify(record.get(name)) !== JSON.stringify(value)) record.set(name, value);
      }
    }
  });
  return Y.encodeStateAsUpdate(doc);
}

/** What the office knew: the shared records, as nobody has edited them. */
function officeOf(files) {
  const first = new Map();
  for (const file of files) for (const record of JSON.parse(file).records) {
    if (Object.values(record.fields).every(({ writes }) => writes.every(({ at }) => at.endsWith(OFFICE)))) first.set(record.id, record);
  }
  const doc = new Y.Doc();
  doc.clientID = 1;
  const records = doc.getMap("records");
  doc.transact(() => {
    for (const { id, kind, fields } of first.values()) {
      const record = records.set(id, new Y.Map());
      record.set("kind", kind);
      for (const [name, { writes }] of Object.entries(fields)) record.set(name, writes[0].value);
    }
  });
  return [Y.encodeStateAsUpdate(doc), first.size];
}

const asked = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
/** A database of one table, new and empty. */
async function table(name) {
  await asked(indexedDB.deleteDatabase(name));
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore("rows");
  return asked(request);
}
/** Puts rows into one transaction that is on the disk when this is done. */
function put(database, rows) {
  const transaction = database.transaction("rows", "readwrite", { durability: "strict" });
  const store = transaction.objectStore("rows");
  for (const [key, value] of rows) store.put(value, key);
  return new Promise((done, failed) => { transaction.oncomplete = done; transaction.onabort = () => failed(transaction.error); });
}

async function run() {
  await init();
  const files = [];
  for (let n = 0; n < FILES; n++) files.push(await make(n));
  const [office, shared] = officeOf(files);
  // What is opened comes as bytes, from the disk; so do Yjs's updates.
  const opened = files.map((file) => new TextEncoder().encode(file));
  const updates = files.map((file, n) => yjsOf(file, n, office));
  const sizes = { json: files.reduce((sum, f) => sum + f.length, 0), yjs: updates.reduce((sum, u) => sum + u.length, 0) };
  const told = { shared };
  for (let round = 0; round < ROUNDS; round++) {
    await measure("JSON.parse", () => each(files, JSON.parse));
    const alone = new Joined();
    await measure("read", () => each(opened, (file) => alone.read(file)));
    const joined = await measure("read, join, conflicts", async () => {
      const joined = new Joined();
      await each(opened, (file) => joined.join(file));
      told.conflicts = joined.conflicts();
      return joined;
    });
    const verified = await measure("read, verify, join, conflicts", async () => {
      const joined = new Joined();
      let proven = 0;
      await each(opened, (file) => { proven += joined.take(file); });
      told.proven = proven;
      told.conflicts = joined.conflicts();
      return joined;
    });
    verified.free();
    const doc = await measure("Yjs: apply, read", async () => {
      const doc = new Y.Doc();
      await each(updates, (update) => Y.applyUpdate(doc, update));
      const records = doc.getMap("records");
      let length = 0;
      await each([...records.keys()], (id) => { for (const value of records.get(id).values()) length += String(value).length; });
      told.yjsRecords = records.size;
      return doc;
    });
    const rows = joined.lines().map((line) => [JSON.parse(line).id, line]);
    told.records = rows.length;
    told.keptBytes = rows.reduce((sum, [, line]) => sum + line.length, 0);
    const raw = await table("raw");
    await measure("raw puts", () => put(raw, rows));
    raw.close();
    const ids = await table("yjs");
    await measure("Yjs: keep", () => put(ids, [["doc", Y.encodeStateAsUpdate(doc)]]));
    ids.close();
    doc.destroy();
    await asked(indexedDB.deleteDatabase("golden-thread.bench"));
    const device = await Device.begin("bench");
    await measure("keep", () => device.keep(joined));
    device.end();
  }
  const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
  const medians = Object.fromEntries(Object.keys(figures).map((name) => [name, { median: median(figures[name]), all: figures[name], held: held[name] }]));
  return { sizes, told, figures: medians, agent: navigator.userAgent };
}

run().then(
  (found) => fetch("/result", { method: "POST", body: JSON.stringify(found) }),
  (error) => fetch("/result", { method: "POST", body: JSON.stringify({ error: String(error?.stack ?? error) }) }),
);
