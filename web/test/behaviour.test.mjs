// What the keyboard and our few lines of script do, and that the page works without them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openGallery } from "../gallery/open.mjs";

let gallery;
before(async () => (gallery = await openGallery()));
after(() => gallery.close());

const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.name || document.activeElement.id);

test("the first room of a list is within five presses of Tab", async () => {
  const page = await gallery.visit("rooms");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to the list");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Board room 12");
});

test("a focused control has a visible outline", async () => {
  const page = await gallery.visit("rooms");
  await page.locator(".command").first().focus();
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
});

test("a menu closes on Escape, giving the focus back, on a click outside, and when the keyboard leaves it", async () => {
  const page = await gallery.visit("rooms");
  const menu = page.locator(".top-bar details.menu").first();
  const isOpen = () => menu.evaluate((details) => details.open);

  await menu.locator("summary").click();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.equal(await isOpen(), false);
  assert.equal(await focused(page), "Rooms");

  await menu.locator("summary").click();
  await page.locator("h1").click();
  assert.equal(await isOpen(), false);

  await menu.locator("summary").click();
  await page.locator("#q").focus();
  assert.equal(await isOpen(), false);
});

test("on the phone the navigation opens over the page and closes on Escape", async () => {
  const page = await gallery.visit("rooms", { size: "phone" });
  assert.equal(await page.locator(".nav").isVisible(), false);
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  assert.equal(await page.locator(".nav").isVisible(), true);
  assert.equal(await page.getByRole("link", { name: "Audit logs" }).isVisible(), true);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".nav").isVisible(), false);
});

test("ticking rows counts them and switches on what needs them", async () => {
  const page = await gallery.visit("rooms");
  const enrol = page.getByRole("button", { name: "Enrol", exact: true });
  const all = page.locator("[data-select-all]");
  const count = page.locator("[data-selection-count]");
  assert.equal(await enrol.isDisabled(), true);

  await page.getByLabel("Select Bukhansan").check();
  assert.equal(await count.textContent(), "1");
  assert.equal(await all.evaluate((box) => box.indeterminate), true);
  assert.equal(await enrol.isDisabled(), false);

  await all.check();
  assert.equal(await count.textContent(), "12");
  await all.uncheck();
  assert.equal(await count.textContent(), "0");
  assert.equal(await enrol.isDisabled(), true);
});

test("a search swaps the list, keeps the focus in the field, says the new count, and forgets the ticks", async () => {
  const page = await gallery.visit("rooms");
  await page.getByLabel("Select Bukhansan").check();
  await page.locator("#q").pressSequentially("board");
  await page.getByText("1 room", { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  assert.equal(await page.locator("[data-selection-count]").textContent(), "0");
  await page.locator("#announcer", { hasText: "1 room" }).waitFor({ state: "attached" });
  assert.deepEqual(page.complaints, []);
});

test("a changed filter is sent at once", async () => {
  const page = await gallery.visit("rooms");
  const sent = page.waitForRequest(/\/parts\/rooms\?.*group=Training/);
  await page.locator("#group").selectOption("Training");
  await sent;
  await page.getByText("1 room", { exact: true }).waitFor();
});

test("a swap that removes the focused link gives the focus to the same link in the fresh list", async () => {
  const page = await gallery.visit("rooms");
  await page.getByRole("link", { name: "Board room 12" }).focus();
  await page.evaluate(() => globalThis.htmx.ajax("GET", "/parts/rooms", { target: "#rooms", swap: "outerHTML" }));
  await page.getByText("1 room", { exact: true }).waitFor();
  assert.equal(await focused(page), "Board room 12");
});

test("the picker searches as one types and is walked with the arrow keys", async () => {
  const page = await gallery.visit("invitation");
  await page.locator("#find-admins").fill("gr");
  await page.getByText("Green room").waitFor();
  await page.locator("#find-admins").focus();
  const value = () => page.evaluate(() => document.activeElement.value);
  await page.keyboard.press("ArrowDown");
  assert.equal(await value(), "g1");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  assert.equal(await value(), "g5");
  assert.equal(await page.evaluate(() => document.activeElement.checked), true);
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find-admins");
  assert.deepEqual(page.complaints, []);
});

test("an event stream changes the page and is read out", async () => {
  const page = await gallery.visit("components");
  await page.locator("#live", { hasText: "98 healthy" }).waitFor();
  await page.locator("#announcer", { hasText: "98 healthy" }).waitFor({ state: "attached" });
  assert.deepEqual(page.complaints, []);
});

test("copying puts the text on the clipboard and says so", async () => {
  const page = await gallery.visit("audit");
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^9f2c51e0[0-9a-f]{56}$/);
  await page.locator("#announcer", { hasText: "Copied" }).waitFor({ state: "attached" });
});

test("a message is not copied or mailed without its link, and says so where it was put back (R-302, R-381)", async () => {
  const page = await gallery.visit("components");
  const [link, note] = ["https://steward.example/r/1", page.locator("#letter-kept")];
  const section = page.locator("section", { has: page.getByRole("heading", { name: "Message" }) });
  const copied = async () => {
    await section.getByRole("button", { name: "Copy", exact: true }).click();
    await section.getByRole("button", { name: "Copied" }).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  assert.equal(await copied(), `Please look at ${link}`);
  assert.equal(await note.isVisible(), false);
  await page.locator("#letter").fill("Good morning,\nplease confirm.");
  assert.equal((await copied()).replace(/\r/g, ""), `Good morning,\nplease confirm.\n\n${link}\n`);
  assert.equal(await note.isVisible(), true);
  assert.match(await page.locator("#letter").inputValue(), /\/r\/1\n$/);

  await page.locator("#letter").fill("By mail");
  const mail = section.getByRole("link");
  // The click is looked at, the mail program stays closed.
  await page.evaluate(() => window.addEventListener("click", (event) => event.preventDefault()));
  await mail.click();
  const address = await mail.getAttribute("href");
  assert.equal(address, `mailto:?subject=Request&body=${encodeURIComponent(`By mail\r\n\r\n${link}\r\n`)}`);
});

test("without script the filters have their button, nothing that needs script is shown, and search and picker are plain forms", async () => {
  const page = await gallery.visit("rooms", { script: false });
  assert.equal(await page.locator("[data-select-all]").isVisible(), false);
  assert.equal(await page.getByRole("button", { name: "Enrol", exact: true }).isEnabled(), true);
  await page.locator("#q").fill("board");
  await page.getByRole("button", { name: "Show" }).click();
  assert.match(page.url(), /\/rooms\?q=board/);

  await page.goto(`${gallery.base}/invitation`);
  await page.locator("#find-admins").fill("gr");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/invitation\?find=gr&principal=1/);
});

test("beside itself a page takes at most five files, 110 KB before compression", async () => {
  const page = await gallery.visit("rooms");
  const files = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => [entry.name, entry.decodedBodySize]));
  const sizes = new Map(files);
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  assert.ok(sizes.size >= 3 && sizes.size <= 5, [...sizes.keys()].join(" "));
  assert.ok(bytes > 50_000 && bytes <= 110_000, `${bytes} bytes`);
});

test("on paper a wide report has all of its columns on the sheet, and names break between words alone", async () => {
  const page = await gallery.visit("rooms");
  // A4 on its long side, within the margins.
  await page.setViewportSize({ width: 1017, height: 690 });
  await page.emulateMedia({ media: "print" });
  const paper = await page.evaluate(() => {
    const columns = ["Комната", "Клиент", "Загрузка", "Онлайн-бронирования", "Забронированные встречи", "Звонки", "Показатель звонков", "Использование видео", "Вместимость", "Людей в среднем"];
    const cells = columns.slice(1).map(() => '<td class="cell-number nowrap">1,234.5 %</td>').join("");
    const head = columns.map((column) => `<th scope="col">${column}</th>`).join("");
    const main = document.querySelector(".main");
    main.innerHTML = `<section class="card report-sheet"><div class="table-scroll"><table class="table table-plain"><thead><tr>${head}</tr></thead><tbody><tr><th scope="row">Flatiron 12</th>${cells}</tr></tbody></table></div></section>`;
    const name = main.querySelector("tbody th");
    return {
      over: main.querySelector("table").offsetWidth - main.querySelector(".table-scroll").clientWidth,
      isOneLine: name.clientHeight < 2.5 * parseFloat(getComputedStyle(name).fontSize),
      page: getComputedStyle(main).page,
    };
  });
  assert.deepEqual(paper, { over: 0, isOneLine: true, page: "wide" });
});
