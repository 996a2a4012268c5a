// Builds web/dist: one script, one stylesheet, one icon sprite, one favicon, each named by its content,
// and manifest.json, which tells the server the name of the day.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dist = here("dist/");

async function bundle(entry) {
  const result = await build({
    entryPoints: [here(entry)],
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2022", "chrome123", "firefox121", "safari17.5"],
    legalComments: "none",
    charset: "utf8",
    write: false,
  });
  return result.outputFiles[0].text;
}

/** One `<symbol>` for each word in icons.json; stroke and fill come from the stylesheet's `.icon`. */
async function sprite() {
  const icons = JSON.parse(await readFile(here("src/icons.json"), "utf8"));
  const licence = await readFile(here("node_modules/lucide-static/LICENSE"), "utf8");
  const symbols = await Promise.all(
    Object.entries(icons).map(async ([word, lucide]) => {
      const source = await readFile(here(`node_modules/lucide-static/icons/${lucide}.svg`), "utf8");
      const shapes = source
        .replace(/^[\s\S]*?<svg[^>]*>/, "")
        .replace(/<\/svg>\s*$/, "")
        .replace(/\s*\n\s*/g, "")
        .replace(/ \/>/g, "/>");
      return `<symbol id="${word}" viewBox="0 0 24 24">${shapes}</symbol>`;
    }),
  );
  const notice = licence.replace(/-{2,}/g, "").trim();
  return `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Icons by Lucide.\n${notice} -->\n${symbols.join("\n")}\n</svg>\n`;
}

const parts = {
  "app.js": await bundle("src/app.ts"),
  "app.css": await bundle("src/app.css"),
  "icons.svg": await sprite(),
  "favicon.svg": await readFile(here("src/favicon.svg"), "utf8"),
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const manifest = {};
for (const [name, text] of Object.entries(parts)) {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  manifest[name] = name.replace(".", `-${hash}.`);
  await writeFile(dist + manifest[name], text);
  console.log(`${manifest[name].padEnd(26)} ${Buffer.byteLength(text)} bytes`);
}
await writeFile(`${dist}manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
