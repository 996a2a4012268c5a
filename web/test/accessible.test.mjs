// Every gallery page, light and dark, desktop and phone: axe has nothing to say, nothing is wider than the screen, the console is silent.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { pageNames } from "../gallery/serve.mjs";
import { openGallery } from "../gallery/open.mjs";

const axe = readFileSync(fileURLToPath(new URL("../node_modules/axe-core/axe.min.js", import.meta.url)), "utf8");
const pictures = process.env.SCREENSHOTS;
if (pictures) mkdirSync(pictures, { recursive: true });

let gallery;
before(async () => (gallery = await openGallery()));
after(() => gallery.close());

for (const name of await pageNames()) {
  for (const size of ["desktop", "phone"]) {
    for (const scheme of ["light", "dark"]) {
      test(`${name}, ${size}, ${scheme}`, async () => {
        const page = await gallery.visit(name, { size, scheme });
        if (pictures) await page.screenshot({ path: `${pictures}/${name}-${size}-${scheme}.png`, fullPage: true });
        await page.evaluate(axe);
        const violations = await page.evaluate(async () => (await globalThis.axe.run(document)).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(", ")}`));
        assert.deepEqual(violations, []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "wider than the screen");
        assert.deepEqual(page.complaints, []);
        await page.context().close();
      });
    }
  }
}

test("every page fits a screen of 320 pixels, with words half as long again", async () => {
  for (const name of await pageNames()) {
    const page = await gallery.visit(name, { size: "narrow" });
    await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/\p{L}{3,}/gu, (word) => word + word.slice(0, Math.ceil(word.length / 2)));
    });
    if (pictures) await page.screenshot({ path: `${pictures}/${name}-narrow.png`, fullPage: true });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, name);
    await page.context().close();
  }
});

test("a right-to-left page fits the screen and keeps its navigation at its start", async () => {
  for (const size of ["desktop", "phone"]) {
    for (const name of ["rooms", "room", "wizard", "tenants"]) {
      const page = await gallery.visit(name, { size, dir: "rtl" });
      if (pictures) await page.screenshot({ path: `${pictures}/${name}-${size}-rtl.png`, fullPage: true });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${name} ${size}`);
      if (size === "desktop") {
        const box = await page.locator(".nav").boundingBox();
        assert.ok(box.x > 900, `${name}: navigation at ${box.x}`);
      }
      await page.context().close();
    }
  }
});
