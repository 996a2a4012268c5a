// Serves the gallery: each pages/*.html set into its frame, under the policy the server sends. For eyes and tests; never shipped.
import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";
const types = { js: "text/javascript", css: "text/css", svg: "image/svg+xml" };

export async function pageNames() {
  return (await readdir(here("pages"))).filter((name) => name.endsWith(".html")).map((name) => name.slice(0, -5)).sort();
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

/** The addresses that `{css}`, `{js}`, `{icons}` and `{favicon}` stand for. */
async function assets() {
  const manifest = JSON.parse(await readFile(here("../dist/manifest.json"), "utf8"));
  const files = { css: "app.css", js: "app.js", icons: "icons.svg", favicon: "favicon.svg" };
  return Object.fromEntries(Object.entries(files).map(([key, file]) => [key, `/assets/${manifest[file]}`]));
}

/** The first line of a page is a JSON comment: `{"frame": "partner", "title": "Tenants", "nav": "tenants"}`. */
async function page(name) {
  const source = await readFile(here(`pages/${name}.html`), "utf8");
  const [, head, body] = source.match(/^<!-- (\{.*\}) -->\n([\s\S]*)$/);
  const { frame, title, nav = "", lang = "en", main = "" } = JSON.parse(head);
  const bar = frame === "gate" ? "" : await readFile(here(`frames/${frame}.html`), "utf8");
  const shell = await readFile(here(frame === "gate" ? "frames/bare.html" : "frames/shell.html"), "utf8");
  const current = bar.replace(`data-nav="${nav}"`, 'aria-current="page"').replace(/ data-nav="[^"]*"/g, "");
  const [top, side] = current.split("<!-- nav -->");
  const list = body.includes('id="list"') ? '<a class="skip-link" href="#list">Skip to the list</a>' : "";
  return fill(fill(shell, { title, lang, top, side, list, body, main }), await assets());
}

async function answer(url) {
  const name = url.pathname.slice(1) || "rooms";
  if (name.startsWith("assets/")) {
    const file = name.slice("assets/".length);
    if (!/^[\w-]+\.(js|css|svg)$/.test(file)) return undefined;
    return { type: types[file.split(".").pop()], text: await readFile(here(`../dist/${file}`)) };
  }
  if (name.startsWith("parts/") && /^parts\/[\w-]+$/.test(name)) return { type: "text/html", text: fill(await readFile(here(`${name}.html`), "utf8"), await assets()) };
  if ((await pageNames()).includes(name)) return { type: "text/html", text: await page(name) };
  return undefined;
}

export function serve(port) {
  const server = createServer(async (request, response) => {
    try {
      if (request.url === "/events") {
        response.writeHead(200, { "content-type": "text/event-stream", "content-security-policy": policy });
        response.write('data: <hx-partial hx-target="#live" hx-swap="outerMorph"><p id="live" class="figure" data-announce>98 healthy</p></hx-partial>\n\n');
        return;
      }
      const found = await answer(new URL(request.url, "http://gallery"));
      response.writeHead(found ? 200 : 404, { "content-type": `${found?.type ?? "text/plain"}; charset=utf-8`, "content-security-policy": policy });
      response.end(found?.text ?? "no such page");
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  return new Promise((ready) => server.listen(port, "127.0.0.1", () => ready(server)));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const server = await serve(Number(process.env.PORT ?? 4600));
  for (const name of await pageNames()) console.log(`http://127.0.0.1:${server.address().port}/${name}`);
}
