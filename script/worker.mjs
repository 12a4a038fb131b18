// The worker for passphrases (public/scrypt.js) and the library it imports, in one file, as it is served. Nothing is made shorter, so that
// what is served can be read. The same packages give the same file.
// Usage: node script/worker.mjs > scrypt.js
import { buildSync } from "esbuild";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const top = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Its text, and the packages of npm that are in it. */
export function worker() {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: top,
    entryPoints: ["public/scrypt.js"],
    bundle: true,
    format: "iife",
    target: "es2022",
    legalComments: "inline",
    charset: "utf8",
    metafile: true,
    write: false,
  });
  const packages = Object.keys(metafile.inputs).flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []);
  return { text: outputFiles[0].text, packages: [...new Set(packages)] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(worker().text);
