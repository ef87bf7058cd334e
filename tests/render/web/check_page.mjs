// SPDX-License-Identifier: GPL-3.0-or-later
// node check_page.mjs MODULES CHROMIUM FOLDER: opens the pages that make_pages wrote to FOLDER as a
// reader would, and says what is wrong with them. Leaves with 77 where the modules are not here.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, chromium, folder] = process.argv.slice(2).map((path) => resolve(path));
const axe = join(modules, "axe-core/axe.min.js");
if (!existsSync(axe) || !existsSync(join(modules, "playwright-core"))) {
  console.log("skipped: scripts/build-page has not fetched the modules here");
  process.exit(77);
}
const { chromium: driver } = createRequire(join(modules, "/"))("playwright-core");

let wrong = 0;
const check = (holds, what) => {
  if (holds) return;
  console.error(`wrong: ${what}`);
  wrong++;
};

const browser = await driver.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update"],
});

// Opens a page, notes all that it says and asks for, and looks at it with `look`.
const open = async (name, width, look, options = {}) => {
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...options });
  const page = await context.newPage();
  const url = pathToFileURL(join(folder, `${name}.html`)).href;
  const where = `${name}.html at ${width} px`;
  page.on("console", (message) => check(false, `${where}: console: ${message.text()}`));
  page.on("pageerror", (error) => check(false, `${where}: ${error.message}`));
  page.on("request", (request) => check(request.url() === url, `${where}: asks for ${request.url()}`));
  await page.goto(url);
  await look(page, where);
  await context.close();
};

const text = (page, selector) => page.locator(selector).first().innerText();

const lookAtAll = async (page, where) => {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(overflow <= 0, `${where}: ${overflow} px wider than the window`);
  check(await page.locator(".frame svg").count() === 1, `${where}: no map`);
  // axe looks at every cell; five rows of a table stand for the hundreds that are made alike.
  await page.evaluate(() => document.querySelectorAll("tbody tr:nth-child(n+6)").forEach((row) => row.remove()));
  await page.evaluate(readFileSync(axe, "utf8"));
  const { violations } = await page.evaluate(() => window.axe.run(document));
  for (const one of violations)
    check(false, `${where}: ${one.impact}: ${one.id}: ${one.help}: ${one.nodes[0].html.slice(0, 120)}`);
};

// A ring the wrong way round would be all of the earth but the province.
const lookAtShapes = async (page, where) => {
  const broad = await page.evaluate(() => {
    const all = document.querySelector(".frame svg").getBoundingClientRect();
    return [...document.querySelectorAll("[data-layer=provinces] path")]
      .filter((path) => path.getBoundingClientRect().width > all.width / 2).length;
  });
  check(broad === 0, `${where}: ${broad} provinces as broad as half the map`);
  check(await page.locator("[data-layer=provinces] [role=option]").count() === 24, `${where}: not 24 provinces`);
};

const lookAtKeys = async (page, where) => {
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement.className) === "skip", `${where}: no skip link first`);
  const stops = await page.locator("[role=option][tabindex='0']").count();
  const lists = await page.locator("[role=listbox]").count();
  check(stops === lists && lists >= 2, `${where}: ${stops} stops of the Tab key in ${lists} layers`);
  await page.locator("[data-layer=lanes] [tabindex='0']").focus();
  const first = await text(page, ".said .title");
  await page.keyboard.press("ArrowRight");
  const second = await text(page, ".said .title");
  check(/^L\d\d: .+ [→↔] /.test(first), `${where}: the first lane is told as "${first}"`);
  check(first !== second, `${where}: the arrow key does not move on from ${first}`);
  check(/Source: .*FG2001/.test(await text(page, ".said .source")), `${where}: no source of ${second}`);
  check(await page.locator("[aria-selected=true]").count() === 1, `${where}: not one chosen row`);
  const selected = await page.evaluate(() => document.activeElement.getAttribute("aria-selected"));
  check(selected === "true", `${where}: the chosen row has not the focus`);
  await page.keyboard.press("Escape");
  check(await text(page, ".said") === "Nothing is chosen.", `${where}: Escape leaves a row chosen`);
};

// From the table to the map, to a lane that the first view does not show; its figure is not a zero.
const lookAtTable = async (page, where) => {
  await page.locator("button.link", { hasText: /^L25$/ }).click();
  const said = await text(page, ".said");
  check(said.includes("L25: Cambodia ↔ Taiwan") && said.includes("named, no figure"), `${where}: L25 is told as "${said}"`);
  check(await page.locator("[aria-pressed=true]").innerText() === "Region", `${where}: L25 not shown in its view`);
  check(await page.evaluate(() => document.activeElement.dataset.key === document.querySelector("[aria-selected=true]").dataset.key),
    `${where}: the table does not lead to the map`);
};

const lookAtLayers = async (page, where) => {
  const hotspots = page.locator("label", { hasText: "Provinces by the lanes that name them" });
  check(await page.locator("[data-layer=hotspots_provinces]").count() === 0, `${where}: classes are drawn at first`);
  await hotspots.click();
  await page.locator("[data-layer=hotspots_provinces]").waitFor();
  check(await page.getByText("not named: no information").first().isVisible(), `${where}: the legend lacks a class`);
  await hotspots.click();
  await page.locator("[data-layer=hotspots_provinces]").waitFor({ state: "detached" });
};

const lookAtPrint = async (page, where) => {
  await page.emulateMedia({ media: "print" });
  check(await page.locator(".tools").isHidden(), `${where}: buttons on paper`);
  check(await page.locator(".frame svg").isVisible(), `${where}: no map on paper`);
  check(await page.locator("#t0 table").isVisible(), `${where}: no table on paper`);
  check((await page.pdf({ preferCSSPageSize: true })).length > 10000, `${where}: nothing on paper`);
};

for (const width of [1280, 320])
  for (const name of ["public", "restricted"]) await open(name, width, lookAtAll);
for (const look of [lookAtShapes, lookAtKeys, lookAtTable, lookAtLayers, lookAtPrint])
  await open("public", 1280, look);
await open("restricted", 1280, async (page, where) => {
  check(await page.locator("[data-layer=placement] [role=option]").count() > 0, `${where}: no placed team`);
  check(await page.getByRole("button", { name: "All ends of lanes" }).count() === 1, `${where}: no view of far ends`);
});
await open("evil", 1280, async (page, where) => {
  check(await page.evaluate(() => window.evil) === undefined, `${where}: a name ran as a script`);
  check(await page.locator("img").count() === 0, `${where}: a name became an element`);
  check((await text(page, "td")).startsWith("</script><script>"), `${where}: the name is not there`);
});
await open("public", 1280, async (page, where) => {
  check(await page.locator("#t4 tbody tr").count() === 30, `${where} without scripts: not 30 lanes in the table`);
  const word = await page.locator("noscript").boundingBox();
  check(word && word.height > 0, `${where} without scripts: no word of the map`);
}, { javaScriptEnabled: false });

await browser.close();
if (wrong) process.exit(1);
console.log("the pages read as they should");
