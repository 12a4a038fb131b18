// Serves the page of `script/bench`, opens it in Chromium without a window, and prints what it measured.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";

const [folder] = process.argv.slice(2);
const kinds = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };
const profile = mkdtempSync(join(tmpdir(), "golden-thread-bench-"));
let browser;

const end = (code) => {
  browser?.kill();
  setTimeout(() => { rmSync(profile, { recursive: true, force: true, maxRetries: 5 }); process.exit(code); }, 500);
};

function print({ error, sizes, told, figures, agent }) {
  if (error) { console.error(error); return end(1); }
  const ms = (name) => `${figures[name].median.toFixed(0)} ms`;
  const each = (all) => all.map((n) => n.toFixed(0)).join(", ");
  const beside = (one, other) => (figures[one].median / figures[other].median).toFixed(2);
  console.log(`${agent.match(/Chrome\/[\d.]+/)}; ${(sizes.json / 1e6).toFixed(1)} MB of files (as Yjs updates ${(sizes.yjs / 1e6).toFixed(1)} MB), ` +
    `${told.records} records, ${told.conflicts} contradictions, ${told.proven} signatures that fit`);
  for (const [name, { all, held }] of Object.entries(figures)) {
    console.log(`${name.padEnd(32)} ${ms(name).padStart(8)}   (${each(all)}; the longest task of each ${each(held)})`);
  }
  const lines = [["read, join, conflicts", "Yjs: apply, read", 1], ["read, verify, join, conflicts", "Yjs: apply, read", 1], ["keep", "raw puts", 0.5]];
  for (const [one, other, aim] of lines) console.log(`${one} / ${other}: ${beside(one, other)} (the aim: at most ${aim})`);
  end(0);
}

const server = createServer((request, response) => {
  if (request.method === "POST") {
    let body = "";
    request.on("data", (some) => { body += some; }).on("end", () => { response.end(); print(JSON.parse(body)); });
    return;
  }
  let path = normalize(new URL(request.url, "http://here").pathname);
  if (path === "/") path = "/index.html";
  if (path.startsWith("/node_modules/") && !extname(path)) path += ".js";
  try {
    const bytes = readFileSync(path.startsWith("/node_modules/") ? `.${path}` : join(folder, path));
    response.writeHead(200, { "content-type": kinds[extname(path)] ?? "application/octet-stream" }).end(bytes);
  } catch { response.writeHead(404).end(); }
});
server.listen(0, "127.0.0.1", () => {
  const options = ["--headless=new", "--no-first-run", "--disable-extensions", `--user-data-dir=${profile}`];
  if (process.getuid?.() === 0) options.push("--no-sandbox");
  browser = spawn(process.env.CHROMIUM ?? "chromium", [...options, `http://127.0.0.1:${server.address().port}/`], { stdio: "ignore" });
  browser.on("error", () => { console.error("Chromium is not here"); end(1); });
});
setTimeout(() => { console.error("nothing came back within ten minutes"); end(1); }, 600_000).unref();
