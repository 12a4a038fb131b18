// Writes dist/sbom.cdx.json: what the served program is made of, as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/). From
// `cargo metadata` and the two lock files, without anything of its own to install: what is compiled into what is served, so neither
// what builds it (macros, build scripts) nor what tests it. The linker leaves out what nothing uses, so it lists rather too much (of
// Leptos the parts for a server) than too little. The same sources give the same file.
// Usage: node script/sbom.mjs <folder>
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { worker } from "./worker.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "..");
const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("Usage: node script/sbom.mjs <folder>");
  process.exit(1);
}
const read = (name) => readFileSync(join(top, name), "utf8");
const run = (tool, ...args) => execFileSync(tool, args, { cwd: top, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] }).toString();

const metadata = JSON.parse(run("cargo", "metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", "wasm32-unknown-unknown"));
const packages = new Map(metadata.packages.map((one) => [one.id, one]));
const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
const checksums = new Map([...read("Cargo.lock").matchAll(/name = "([^"]+)"\nversion = "([^"]+)"\nsource = "[^"]+"\nchecksum = "([^"]+)"/g)].map(([, name, version, sum]) => [`${name}@${version}`, sum]));

/** A macro runs in the compiler and is not shipped, and neither is what only it stands on. */
const isMacro = (id) => packages.get(id).targets.every((target) => !target.kind.some((kind) => ["lib", "rlib", "cdylib"].includes(kind)));
const shipped = (id) => nodes.get(id).deps.filter((dep) => dep.dep_kinds.some((kind) => kind.kind === null)).map((dep) => dep.pkg).filter((pkg) => !isMacro(pkg));

const root = metadata.resolve.root;
const found = new Set([root]);
for (const id of found) for (const dep of shipped(id)) found.add(dep);

const reference = (id) => `pkg:cargo/${packages.get(id).name}@${packages.get(id).version}`;
const licence = (text) => (text ? [{ expression: text.replaceAll("/", " OR ") }] : []);
const component = (id) => {
  const { name, version, license, description } = packages.get(id);
  const sum = checksums.get(`${name}@${version}`);
  return {
    type: "library",
    "bom-ref": reference(id),
    name,
    version,
    ...(description && { description: description.replaceAll(/\s+/g, " ").trim() }),
    ...(sum && { hashes: [{ alg: "SHA-256", content: sum }] }),
    licenses: licence(license),
    purl: reference(id),
  };
};
const crates = [...found].filter((id) => id !== root);

// The style sheet is built from one package of npm, the worker for passphrases from another; the rest only build and test.
const locked = JSON.parse(read("package-lock.json")).packages;
const npm = ["nhsuk-frontend", ...worker().packages].map((full) => {
  const { version, license } = locked[`node_modules/${full}`];
  const [name, group] = full.split("/").reverse();
  const purl = `pkg:npm/${full.replace("@", "%40")}@${version}`;
  return { type: "library", "bom-ref": purl, ...(group && { group }), name, version, licenses: licence(license), purl };
});
const compiler = run("rustc", "--version").match(/^rustc (\S+)/)[1];
const std = `pkg:generic/rust-std@${compiler}`;
const others = [
  ...npm,
  { type: "library", "bom-ref": std, name: "rust-std", version: compiler, description: "Rust's standard library for wasm32-unknown-unknown", licenses: licence("MIT OR Apache-2.0"), purl: std },
];

const own = packages.get(root);
const byReference = (a, b) => (a["bom-ref"] ?? a.ref).localeCompare(b["bom-ref"] ?? b.ref, "en");
const components = [...crates.map(component), ...others].sort(byReference);
const dependencies = [...found].map((id) => ({ ref: reference(id), dependsOn: [...new Set([...shipped(id).map(reference), ...(id === root ? others.map((one) => one.purl) : [])])].sort() })).sort(byReference);
const bom = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component: { type: "application", "bom-ref": reference(root), name: own.name, version: own.version, description: own.description, licenses: licence(own.license), purl: reference(root) } },
  components,
  dependencies,
};
// Named by what it lists.
const digest = createHash("sha256").update(JSON.stringify(bom)).digest("hex");
bom.serialNumber = `urn:uuid:${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
writeFileSync(join(folder, "sbom.cdx.json"), `${JSON.stringify(bom, null, 2)}\n`);
console.log(`sbom.cdx.json: ${components.length} components`);
