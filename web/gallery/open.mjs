// Opens gallery pages in Chromium and keeps what the console and the network complained about.
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";

export const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 }, narrow: { width: 320, height: 640 } };

export async function openGallery() {
  const server = await serve(0);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  const base = `http://127.0.0.1:${server.address().port}`;
  return {
    base,
    async visit(name, { size = "desktop", scheme = "light", script = true, dir = "ltr" } = {}) {
      const context = await browser.newContext({ viewport: sizes[size], colorScheme: scheme, javaScriptEnabled: script });
      await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: base });
      const page = await context.newPage();
      page.setDefaultTimeout(5000);
      page.complaints = [];
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.complaints.push(message.text()));
      page.on("pageerror", (error) => page.complaints.push(error.message));
      page.on("response", (response) => response.status() >= 400 && page.complaints.push(`${response.status()} ${response.url()}`));
      await page.goto(`${base}/${name}`, { waitUntil: "load" });
      if (dir === "rtl") await page.evaluate(() => (document.documentElement.dir = "rtl"));
      return page;
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
