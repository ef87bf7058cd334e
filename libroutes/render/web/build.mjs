// SPDX-License-Identifier: GPL-3.0-or-later
// node build.mjs MODULES OUT: puts script, style and template together as one file. Called by
// scripts/build-page; MODULES is the folder node_modules.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [modules, out] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const esbuild = createRequire(join(modules, "/"))("esbuild");

const bundle = (entry, more) => esbuild.buildSync({
  entryPoints: [join(here, entry)],
  nodePaths: [modules],
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  target: "es2020",
  write: false,
  ...more,
}).outputFiles[0].text.trim();

// The policy of the page admits this script and this style, and no other.
const hash = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

const script = bundle("main.js", { format: "iife" });
const style = bundle("page.css");
for (const text of [script, style])
  if (/<\/(script|style)|<!--|\{\{/i.test(text)) throw new Error("the bundle holds what would end its element");

const parts = {
  script,
  style,
  "script-hash": hash(script),
  "style-hash": hash(style),
  notice: readFileSync(join(modules, "d3-geo/LICENSE"), "utf8").replace(/--+/g, "-").trim(),
};
const template = readFileSync(join(here, "page.template.html"), "utf8");
writeFileSync(out, template.replace(/\{\{([a-z-]+)\}\}/g, (_, name) => parts[name]));
