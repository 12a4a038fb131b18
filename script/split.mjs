// Cuts the built program along src/app/parts.rs and page_parts.rs, so that the first screen's part is fetched first and the others when they are needed.
// Trunk calls this after it has built (Trunk.toml) and before it puts dist/ in place; what trunk wrote of the program is replaced.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

// --- cut, bind, shrink ---------------------------------------------------------------------------------

const bound = join(work, "bound");
rmSync(work, { recursive: true, force: true });
mkdirSync(bound, { recursive: true });
run("wasm-split-cli", join(target, "wasm32-unknown-unknown", release ? "release" : "debug", `${NAME}.wasm`), work, "--out-name", NAME);
run("wasm-bindgen", join(work, `${NAME}.wasm`), "--target", "web", "--keep-lld-exports", "--no-demangle", "--no-typescript", "--out-dir", bound, "--out-name", NAME);
const parts = readdirSync(work).filter((name) => /^(split|chunk)_.*\.wasm$/.test(name));
if (parts.length < 2) fail("the program was not cut: are src/app/parts.rs and page_parts.rs still used?");
const small = (from) => {
  if (release) run("wasm-opt", ...FEATURES, ...SHRINK, from, "-o", `${from}.small`);
  return readFileSync(release ? `${from}.small` : from);
};
const [LOADER, LINKER, MAIN] = [`${NAME}.js`, "__wasm_split.js", `${NAME}_bg.wasm`];
const linker = swap(
  readFileSync(join(work, LINKER), "utf8"),
  // A host that serves the wrong type for wasm would stop the streaming call; the loader has its own way round, the linker gets one.
  "WebAssembly.instantiateStreaming(src, imports)",
  "src.then((r) => r.ok ? r.arrayBuffer() : Promise.reject(new Error(r.status))).then((b) => WebAssembly.instantiate(b, imports))",
);

// --- one folder, whose name says what is inside -----------------------------------------------------------

// They name each other as the tools named them, so no page and no cache can take one of this program for one of another.
const program = new Map([
  [LOADER, readFileSync(join(bound, LOADER))],
  [LINKER, Buffer.from(linker)],
  [MAIN, small(join(bound, MAIN))],
  ...parts.map((name) => [name, small(join(work, name))]),
]);
const folder = `program-${hash(...[...program].flat())}`;
mkdirSync(join(staging, folder));
for (const [name, bytes] of program) writeFileSync(join(staging, folder, name), bytes);

// --- the style sheet, without its blanks -----------------------------------------------------------------

// Trunk would minify the page and the loader with it, so this is done here. In debug builds too: trunk's own would name the hosts that its
// source map quotes.
const sheet = execFileSync("sass", ["--style=compressed", "--no-source-map", join(top, "style", "main.scss")]);

// --- in place of what trunk made ---------------------------------------------------------------------------

const page = join(staging, "index.html");
let html = readFileSync(page, "utf8");
const old = (pattern) => readdirSync(staging).find((name) => pattern.test(name)) ?? fail(`trunk made nothing like ${pattern}`);
// Trunk leaves out the zeros that a digest begins with.
for (const [name, by] of [[old(new RegExp(`^${NAME}-[0-9a-f]{1,16}\\.js$`)), LOADER], [old(new RegExp(`^${NAME}-[0-9a-f]{1,16}_bg\\.wasm$`)), MAIN]]) {
  html = swap(html, integrity(readFileSync(join(staging, name))), integrity(program.get(by)));
  html = swap(html, `./${name}`, `./${folder}/${by}`);
  rmSync(join(staging, name));
}
const trunks = old(/^main-[0-9a-f]{1,16}\.css$/);
const ours = `main-${hash(sheet)}.css`;
html = swap(html, integrity(readFileSync(join(staging, trunks))), integrity(sheet));
html = swap(html, `./${trunks}`, `./${ours}`);
rmSync(join(staging, trunks));
writeFileSync(join(staging, ours), sheet);
const preload = `<link rel="modulepreload" href="./${folder}/${LOADER}"`;
html = swap(html, preload, `<link rel="modulepreload" href="./${folder}/${LINKER}" crossorigin="anonymous" integrity="${integrity(linker)}">${preload}`);
writeFileSync(page, html);
console.log(`cut into ${parts.length + 1}: ${[MAIN, ...parts].join(", ")} (${program.get(MAIN).length} bytes first)`);
