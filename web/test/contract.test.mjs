// README.md is what page writers copy from: its classes and icons are those of the stylesheet and the sprite, no more and no fewer.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path) => readFileSync(here(path), "utf8");
const every = (folder) => readdirSync(here(folder)).map((name) => read(`${folder}/${name}`)).join("\n");
const found = (text, pattern) => new Set([...text.matchAll(pattern)].flatMap(([, words]) => words.split(/\s+/).filter(Boolean)));
const missing = (from, all) => [...from].filter((word) => !all.has(word)).sort();

const readme = read("README.md");
const gallery = every("gallery/pages") + every("gallery/parts") + every("gallery/frames");
const styled = found(every("src/css").replace(/\/\*[\s\S]*?\*\//g, ""), /\.(?=[a-z])(?!htmx)([a-z][a-z-]*)/g);
const icons = new Set(Object.keys(JSON.parse(read("src/icons.json"))));

test("each class of README and gallery has a rule", () => {
  assert.deepEqual(missing(found(readme + gallery, /class="([^"{]*)"/g), styled), []);
});

test("each class of the stylesheet is named in README", () => {
  assert.deepEqual(missing(styled, new Set(readme.match(/[a-z][a-z-]*/g))), []);
});

test("each icon of README and gallery is in the sprite, and README lists them all", () => {
  assert.deepEqual(missing(found(readme + gallery, /\{icons\}#([\w-]+)/g), icons), []);
  const list = readme.match(/Today:\n\n([\s\S]*?)\n\n/)[1];
  assert.deepEqual(list.split(/\s+/).sort(), [...icons].sort());
});

test("each icon that a page names is in the sprite", () => {
  const pages = "../crates/server/src";
  const names = readdirSync(here(pages), { recursive: true }).filter((name) => name.endsWith(".html"));
  const written = names.map((name) => read(`${pages}/${name}`)).join("\n");
  const named = found(written, /\bicons \}\}#([a-z][\w-]*)/g);
  assert.ok(named.size > 30, "the pages are found");
  assert.deepEqual(missing(named, icons), []);
});
