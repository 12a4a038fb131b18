// Serves a built folder to this machine only, with the headers that hosts are asked to send: those in the folder's own _headers
// (script/post-build.mjs), read as Netlify and Cloudflare Pages read it, so that what is tested is what is published.
// Files of a folder named third stand in for those of the same name: tests open the sample of a fixed day.
// Usage: node script/serve.mjs <folder> <port> [instead]
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sirv from "sirv";

const [folder, port, instead] = process.argv.slice(2);
if (!folder || !/^\d+$/.test(port ?? "")) {
  console.error("Usage: node script/serve.mjs <folder> <port> [instead]");
  process.exit(1);
}

/** Rules of a _headers file: a path, then its headers, indented. Only the paths that we write are understood: "/*" and whole names. */
function rules(text) {
  const found = [];
  for (const line of text.split("\n").filter((line) => line.trim() && !line.trim().startsWith("#"))) {
    if (!/^\s/.test(line)) found.push({ path: line.trim(), headers: [] });
    else found.at(-1).headers.push([line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]);
  }
  return found;
}

const asked = rules(readFileSync(join(folder, "_headers"), "utf8"));
// Without https this one means nothing, and nobody wants it remembered of 127.0.0.1.
const here = ([name]) => name.toLowerCase() !== "strict-transport-security";
const headersOf = (path) => asked.filter((rule) => rule.path === "/*" || rule.path === path).flatMap((rule) => rule.headers.filter(here));

// Browsers ask again for every file (max-age 0 with ETags), so what they show is what was built. In "dev" each file is looked up when it is
// asked for, as a host does that was given another build meanwhile.
const files = sirv(folder, { brotli: true, gzip: true, etag: true, maxAge: 0, dev: true });
const first = instead ? sirv(instead, { etag: true, maxAge: 0, dev: true }) : (_request, _response, next) => next();
const server = createServer((request, response) => {
  for (const [name, value] of headersOf(new URL(request.url, "http://here").pathname)) response.setHeader(name, value);
  const missing = () => {
    response.statusCode = 404;
    response.end("Not found");
  };
  first(request, response, () => files(request, response, missing));
});
server.listen(Number(port), "127.0.0.1");
