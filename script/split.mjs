// Cuts the built program along src/app/parts.rs, so that the first screen's part is fetched first and the others when they are needed.
// Trunk calls this after it has built (Trunk.toml) and before it puts dist/ in place; what trunk wrote of the program is replaced.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NAME = "golden-thread";
// What the compiler takes for granted of every browser of the last years.
const FEATURES = ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "multivalue", "reference-types"].map((f) => `--enable-${f}`);

// Tried on each part: a little faster and three per cent smaller, once compressed, than -Oz. Functions in the order of their names: what
// was made of one piece of source for several types lies side by side, which compresses one per cent better than by use. Nothing of
// ours lies in the first kilobyte: it is the far end of the stack.
const ROUND = ["-O2", "--flatten", "--rereloop"];
const SHRINK = ["--low-memory-unused", ...ROUND, ...ROUND, "-O2", "--gufa", "-O2", "--reorder-functions-by-name", "--reorder-locals"];

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}
const staging = process.env.TRUNK_STAGING_DIR;
const top = process.env.TRUNK_SOURCE_DIR;
if (!staging || !top) fail("this is called by trunk; run script/build");
const release = process.env.TRUNK_PROFILE === "release";
const target = process.env.CARGO_TARGET_DIR || join(top, "target");
const work = join(target, "split");
const run = (tool, ...args) => execFileSync(tool, args, { stdio: ["ignore", "inherit", "ignore"] });
const hash = (...parts) => parts.reduce((all, part) => all.update(part), createHash("sha256")).digest("hex").slice(0, 16);
const integrity = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
/** Replaces what must be there exactly once or more; a tool's new version may word it otherwise, and then this must be looked at. */
function swap(text, old, by) {
  if (!text.includes(old)) fail(`expected ${JSON.stringify(old)} in what the tools made`);
  return text.replaceAll(old, by);
}

/** The program with other names for what it imports. */
function renamed(bytes, names) {
  const number = (at) => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte < 128) return [value, at];
    }
  };
  let at = 8;
  while (bytes[at] !== 2) {
    const [length, start] = number(at + 1);
    at = start + length;
    if (at >= bytes.length) fail("the program imports nothing");
  }
  const [length, start] = number(at + 1);
  let left = names.size;
  // Each name stands behind its length and before the zero that says "function".
  const imports = bytes.toString("latin1", start, start + length).replace(/([^])(__wb\w+)(?=\0)/g, (all, size, name) => {
    if (!names.has(name) || size.charCodeAt(0) !== name.length) fail(`expected an import ${name}`);
    left -= 1;
    return String.fromCharCode(names.get(name).length) + names.get(name);
  });
  if (left) fail(`${left} imports were not found`);
  const size = [];
  for (let rest = imports.length; ; rest >>= 7) {
    size.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest < 128) break;
  }
  return Buffer.concat([bytes.subarray(0, at + 1), Buffer.from(size), Buffer.from(imports, "latin1"), bytes.subarray(start + length)]);
}

// --- cut, bind, shrink ---------------------------------------------------------------------------------

rmSync(work, { recursive: true, force: true });
mkdirSync(join(work, "bound"), { recursive: true });
run("wasm-split-cli", join(target, "wasm32-unknown-unknown", release ? "release" : "debug", `${NAME}.wasm`), work, "--out-name", NAME);
run("wasm-bindgen", join(work, `${NAME}.wasm`), "--target", "web", "--keep-lld-exports", "--no-demangle", "--no-typescript", "--out-dir", join(work, "bound"), "--out-name", NAME);
const parts = readdirSync(work).filter((name) => /^(split|chunk)_.*\.wasm$/.test(name));
if (parts.length < 2) fail("the program was not cut: is src/app/parts.rs still used?");
const small = (from) => {
  if (release) run("wasm-opt", ...FEATURES, ...SHRINK, from, "-o", `${from}.small`);
  return readFileSync(release ? `${from}.small` : from);
};
let loader = readFileSync(join(work, "bound", `${NAME}.js`), "utf8");
let linker = readFileSync(join(work, "__wasm_split.js"), "utf8");

// What the program asks of the loader is named after source and digests, in both; nothing compresses digests, and only these two ever see them.
const names = new Map([...loader.matchAll(/^ +(__wb\w+): function/gm)].map(([, name], n) => [name, `i${n}`]));
for (const [name, short] of names) loader = swap(loader, `${name}: function`, `${short}: function`);
const main = renamed(small(join(work, "bound", `${NAME}_bg.wasm`)), names);

// --- names that say what is inside ----------------------------------------------------------------------

for (const part of parts) {
  const bytes = small(join(work, part));
  const name = `${part.replace(/\.wasm$/, "")}-${hash(bytes)}.wasm`;
  linker = swap(linker, `"./${part}"`, `"./${name}"`);
  writeFileSync(join(staging, name), bytes);
}
// A host that serves the wrong type for wasm would stop the streaming call; the loader has its own way round, the linker gets one.
linker = swap(linker, "WebAssembly.instantiateStreaming(src, imports)", "src.then((r) => r.ok ? r.arrayBuffer() : Promise.reject(new Error(r.status))).then((b) => WebAssembly.instantiate(b, imports))");
// What wasm-bindgen tells developers of the loader's functions is for nobody here.
loader = loader.replace(/^[ \t]*\/\*\*[\s\S]*?\*\/\n/gm, "");
// The two scripts name each other, so one digest over both (and over what is still done to them here) is in both names.
const id = hash(loader, linker, main, readFileSync(join(top, "script", "split.mjs")));
const [loaderName, linkerName, mainName] = [`${NAME}-${id}.js`, `parts-${id}.js`, `${NAME}-${hash(main)}_bg.wasm`];
// Only where it is imported from: the program itself asks for it by its old name.
loader = swap(loader, `from "./__wasm_split.js"`, `from "./${linkerName}"`);
linker = swap(linker, `./${NAME}.js`, `./${loaderName}`);

// --- the style sheet, without its blanks -----------------------------------------------------------------

// Trunk would minify the page and the loader with it, so this is done here.
const sheet = release ? execFileSync("sass", ["--style=compressed", "--no-source-map", join(top, "style", "main.scss")]) : undefined;

// --- in place of what trunk made ---------------------------------------------------------------------------

const page = join(staging, "index.html");
let html = readFileSync(page, "utf8");
const old = (pattern) => readdirSync(staging).find((name) => pattern.test(name)) ?? fail(`trunk made nothing like ${pattern}`);
// Trunk leaves out the zeros that a digest begins with.
const oldLoader = old(new RegExp(`^${NAME}-[0-9a-f]{1,16}\\.js$`));
const oldMain = old(new RegExp(`^${NAME}-[0-9a-f]{1,16}_bg\\.wasm$`));
for (const [name, by, bytes] of [[oldLoader, loaderName, loader], [oldMain, mainName, main]]) {
  html = swap(html, integrity(readFileSync(join(staging, name))), integrity(bytes));
  html = swap(html, `./${name}`, `./${by}`);
  rmSync(join(staging, name));
}
if (sheet) {
  const name = old(/^main-[0-9a-f]{1,16}\.css$/);
  const by = `main-${hash(sheet)}.css`;
  html = swap(html, integrity(readFileSync(join(staging, name))), integrity(sheet));
  html = swap(html, `./${name}`, `./${by}`);
  rmSync(join(staging, name));
  writeFileSync(join(staging, by), sheet);
}
const preload = `<link rel="modulepreload" href="./${loaderName}"`;
html = swap(html, preload, `<link rel="modulepreload" href="./${linkerName}" crossorigin="anonymous" integrity="${integrity(linker)}">${preload}`);
writeFileSync(join(staging, loaderName), loader);
writeFileSync(join(staging, linkerName), linker);
writeFileSync(join(staging, mainName), main);
writeFileSync(page, html);
console.log(`cut into ${parts.length + 1}: ${[mainName, ...parts].join(", ")} (${statSync(join(staging, mainName)).size} bytes first)`);
