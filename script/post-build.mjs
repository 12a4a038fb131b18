// Finishes what trunk built: content policy, service worker, compressed copies, sizes. Safe to run again on the same folder.
// Usage: node script/post-build.mjs dist [--check]      --check fails when the app has outgrown its budget
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { headers } from "./headers.mjs";
import { worker as passphrases } from "./worker.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "..");
const args = process.argv.slice(2);
const dist = args.find((arg) => !arg.startsWith("--"));
const check = args.includes("--check");

// Brotli bytes. What must arrive before the first screen can be used, and what must arrive before everything works without a connection.
const FIRST_SCREEN_MOST = 300_000;
const EVERYTHING_MOST = 1_500_000;
// The same at a desk, which keeps papers, risks, the partnership and the plan as a table too.
const DESK_MOST = 2_000_000;
// The same on a device of the partnership office, which keeps the office's part too.
const OFFICE_MOST = 3_000_000;

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}
if (args.includes("--help") || !dist) {
  console.log("Usage: node script/post-build.mjs <folder trunk built> [--check]");
  process.exit(dist || args.includes("--help") ? 0 : 1);
}
if (!existsSync(join(dist, "index.html"))) fail(`there is no index.html in ${dist}; run trunk first`);

const read = (name) => readFileSync(join(dist, name));
const digest = (bytes) => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
const compressed = /\.(br|gz)$/;

function list(folder = dist) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? list(join(folder, entry.name)) : [relative(dist, join(folder, entry.name)).split(sep).join("/")]))
    .sort();
}

// --- a clean start: nothing of an earlier run, nothing that only the build needs -------------------

for (const name of list()) if (compressed.test(name) || name === "sw.js" || name === "sw.template.js") rmSync(join(dist, name));
// Trunk has copied it as it is written, without what it imports.
writeFileSync(join(dist, "scrypt.js"), passphrases().text);
// For hosts, and for whoever wants to know what is inside: no page asks for these, so no device keeps them.
const BESIDE = new Set(["_headers", "sbom.cdx.json"]);
const files = list().filter((name) => !BESIDE.has(name) && !name.split("/").some((part) => part.startsWith(".")));

// --- the content policy ----------------------------------------------------------------------------

let html = read("index.html").toString().replace(/\s*<meta http-equiv="Content-Security-Policy"[^>]*>/g, "");
const inline = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)].filter(([, attributes]) => !/\ssrc\s*=/.test(attributes));
const policy = [
  "default-src 'none'",
  ["script-src 'self' 'wasm-unsafe-eval'", ...inline.map(([, , code]) => `'${digest(code)}'`)].join(" "),
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  // What is put together as HTML or as the address of a script goes through one policy (src/platform/trust.rs), or not at all.
  "require-trusted-types-for 'script'",
  "trusted-types default",
].join("; ");
html = html.replace(/<head>/, `<head>\n  <meta http-equiv="Content-Security-Policy" content="${policy}">`);
if (!html.includes(policy)) fail("index.html has no <head> to put the content policy in");
if (Buffer.byteLength(html.slice(0, html.indexOf("charset"))) > 1000) fail("the content policy pushes the charset out of the first 1024 bytes, where browsers look for it");
writeFileSync(join(dist, "index.html"), html);
writeFileSync(join(dist, "_headers"), headers(policy));

// --- what the policy would block, or what would leave the origin ------------------------------------

// Addresses that are names of things, not places: XML namespaces, and what wasm-bindgen and licences mention in comments.
const NAMES = /^https?:\/\/(www\.w3\.org\/|schemas\.openxmlformats\.org\/|purl\.org\/|rustwasm\.github\.io\/|developer\.mozilla\.org\/)/; // the last two stand in comments of the loader
for (const name of files.filter((f) => /\.(html|css|js|mjs|svg|webmanifest)$/.test(f))) {
  const text = read(name).toString();
  if (/\.(html|svg)$/.test(name) && /<[^>]*\sstyle\s*=/.test(text)) fail(`${name} has a style attribute, which the content policy blocks`);
  if (/\.html$/.test(name) && /<[^>]*\son[a-z]+\s*=/.test(text)) fail(`${name} has an inline event handler, which the content policy blocks`);
  if (/\.html$/.test(name) && /<style\b/.test(text)) fail(`${name} has a style element, which the content policy blocks`);
  const elsewhere = [...text.matchAll(/https?:\/\/[^\s"'`)<>]+/gi)].map(([url]) => url).filter((url) => !NAMES.test(url));
  if (elsewhere.length) fail(`${name} names another host: ${elsewhere[0]}`);
  for (const [, url] of text.matchAll(/url\(\s*["']?(?!data:|#)([^"')]+)/g)) if (/\.css$/.test(name) && !files.includes(url.replace(/^\.\//, ""))) fail(`${name} asks for ${url}, which is not there`);
}
for (const [, url] of html.matchAll(/\s(?:href|src)="([^"#][^"]*)"/g)) {
  // The page itself may be asked for again.
  if (url !== "./" && (!url.startsWith("./") || !files.includes(url.slice(2)))) fail(`index.html asks for ${url}; every address must be relative and there`);
}

// --- the service worker ------------------------------------------------------------------------------

const build = createHash("sha256");
for (const name of files) build.update(name).update("\0").update(read(name)).update("\0");
const id = build.digest("hex").slice(0, 16);
// Hosts answer "./" with index.html and may redirect the longer name, so the page is kept under the address that is opened.
// What is wanted only with a connection: the pictures that a system takes when the app is installed (the page's own is mark.svg), and the
// sample, which is looked at when the app is first met.
const atNeed = (name) => name === "sample.thread.json" || /^icons\/.*\.png$/.test(name);
const precache = files.filter((name) => !atNeed(name)).map((name) => [name === "index.html" ? "./" : name, digest(read(name))]);
// What is kept only on devices that ask for it (src/app/page_parts.rs): a part's own file, and the pieces that only such parts stand on. The
// linker says above each piece which parts those are.
const linker = files.find((name) => name.endsWith("/__wasm_split.js")) ?? fail("the program was not cut: see script/split.mjs");
const folder = linker.slice(0, linker.lastIndexOf("/") + 1);
const users = new Map([["split_office.wasm", ["office"]], ["split_desk.wasm", ["desk"]]]);
for (const [, parts, piece] of read(linker).toString().matchAll(/\/\* ([a-z, ]+) \*\/\nconst __(chunk_\d+) = /g)) users.set(`${piece}.wasm`, parts.split(", "));
const only = (...parts) => (name) => users.get(name.startsWith(folder) ? name.slice(folder.length) : "")?.every((part) => parts.includes(part)) ?? false;
const office = only("office");
const desk = (name) => only("office", "desk")(name) && !office(name);
for (const part of [office, desk]) if (!files.some(part)) fail("a part is missing: does src/app/page_parts.rs still have one for the office and one for the desk?");

const worker = readFileSync(join(top, "public", "sw.template.js"), "utf8")
  .replace('"__BUILD__"', () => JSON.stringify(id))
  .replace("__LATER__", () => JSON.stringify({ DESK: precache.map(([name]) => name).filter(desk), OFFICE: precache.map(([name]) => name).filter(office) }))
  .replace("__FILES__", () => `[\n${precache.map((entry) => `  ${JSON.stringify(entry)},`).join("\n")}\n]`);
if (/__[A-Z]+__/.test(worker)) fail("public/sw.template.js has a placeholder that nothing filled");
writeFileSync(join(dist, "sw.js"), worker);

// --- compressed copies, for hosts that serve them ------------------------------------------------------

const squeeze = (bytes, name) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_MODE]: /\.wasm$/.test(name) ? constants.BROTLI_MODE_GENERIC : constants.BROTLI_MODE_TEXT,
    },
  });
const rows = [];
for (const name of [...files, "sw.js"].sort()) {
  const bytes = read(name);
  const compressible = /\.(html|css|js|mjs|wasm|json|webmanifest|svg|txt|md|ftl|yml|csv)$/.test(name);
  const small = compressible ? squeeze(bytes, name) : bytes;
  if (compressible && bytes.length > 1024) {
    writeFileSync(join(dist, `${name}.br`), small);
    writeFileSync(join(dist, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
  rows.push({ name, bytes: bytes.length, brotli: Math.min(small.length, bytes.length) });
}

// --- sizes ------------------------------------------------------------------------------------------------

// What index.html itself loads (icons and manifest are fetched by the browser at leisure).
const wanted = new Set(["index.html"]);
for (const [tag, url] of html.matchAll(/<(?:script|link)\b[^>]*\s(?:src|href)="\.\/([^"]+)"[^>]*>/g)) if (!/rel="(?:icon|apple-touch-icon|manifest)"/.test(tag)) wanted.add(url);
for (const [, url] of html.matchAll(/'\.\/([^']+\.(?:js|wasm))'/g)) wanted.add(url);
const sum = (of) => of.reduce((total, row) => ({ bytes: total.bytes + row.bytes, brotli: total.brotli + row.brotli }), { bytes: 0, brotli: 0 });
// What the worker fetches.
const kept = rows.filter(({ name }) => name !== "sw.js" && !atNeed(name));
// The names carry digests; the record of sizes does not, so that two builds can be compared.
const plainName = (name) => name.replace(/-[0-9a-f]{16}(?=[./])/, "");
const sizes = {
  build: id,
  firstScreen: sum(rows.filter((row) => wanted.has(row.name))),
  everything: sum(kept.filter((row) => !office(row.name) && !desk(row.name))),
  desk: sum(kept.filter((row) => !office(row.name))),
  office: sum(kept),
  files: rows.map((row) => ({ ...row, name: plainName(row.name), firstScreen: wanted.has(row.name) })),
};
mkdirSync(join(top, "target"), { recursive: true });
writeFileSync(join(top, "target", "sizes.json"), `${JSON.stringify(sizes, null, 2)}\n`);

const number = (n) => n.toLocaleString("en-GB").padStart(11);
console.log(`${"file".padEnd(40)}${"bytes".padStart(11)}${"brotli".padStart(11)}`);
for (const row of sizes.files) console.log(`${(row.name + (row.firstScreen ? " *" : "")).padEnd(40)}${number(row.bytes)}${number(row.brotli)}`);
console.log(`${"first screen (*)".padEnd(40)}${number(sizes.firstScreen.bytes)}${number(sizes.firstScreen.brotli)}`);
console.log(`${"everything precached".padEnd(40)}${number(sizes.everything.bytes)}${number(sizes.everything.brotli)}`);
console.log(`${"with the desk's part".padEnd(40)}${number(sizes.desk.bytes)}${number(sizes.desk.brotli)}`);
console.log(`${"with the office's part too".padEnd(40)}${number(sizes.office.bytes)}${number(sizes.office.brotli)}`);
console.log(`build ${id}, ${precache.length} files precached`);

if (check) {
  if (sizes.firstScreen.brotli > FIRST_SCREEN_MOST) fail(`the first screen weighs ${sizes.firstScreen.brotli} bytes compressed; the most it may is ${FIRST_SCREEN_MOST}`);
  if (sizes.office.brotli > OFFICE_MOST) fail(`with the office's part everything weighs ${sizes.office.brotli} bytes compressed; the most it may is ${OFFICE_MOST}`);
  if (sizes.desk.brotli > DESK_MOST) fail(`with the desk's part everything weighs ${sizes.desk.brotli} bytes compressed; the most it may is ${DESK_MOST}`);
  if (sizes.everything.brotli > EVERYTHING_MOST) fail(`everything together weighs ${sizes.everything.brotli} bytes compressed; the most it may is ${EVERYTHING_MOST}`);
}
