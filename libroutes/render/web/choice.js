/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is chosen on the map, and what is said of it. */

import { html } from "./element.js";

const KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

const options = (list) => [...list.querySelectorAll("[role=option]")];

/* All cells of the row's table that state something, as a list of terms. */
const cellsOf = (key) => {
  const row = document.getElementById(key);
  if (!row) return null;
  const heads = [...row.closest("table").querySelectorAll("thead th")];
  const items = [...row.cells].map((cell, i) => {
    const unstated = cell.classList.contains("u");
    const value = html("dd", { class: unstated ? "u" : null, lang: cell.lang || null }, cell.textContent);
    return html("div", {}, html("dt", {}, heads[i].textContent), value);
  });
  return html("dl", {}, ...items);
};

/* Fills the box beside the map. */
const tell = (box, row, layer) => {
  if (!row) {
    box.replaceChildren(html("p", {}, "Nothing is chosen."));
    return;
  }
  box.replaceChildren(
    html("p", { class: "layer" }, layer.title),
    html("p", { class: "title" }, row.title || ""),
    row.said ? html("p", { class: "statement" }, row.said) : "",
    row.source ? html("p", { class: "source" }, `Source: ${row.source}`) : "",
    html("p", {}, html("a", { href: `#${row.key}` }, "Its row in the table")),
    html("details", {}, html("summary", {}, "All that is stated of it"), cellsOf(row.key) || ""),
  );
};

/* One row at a time is chosen; it stays chosen when the map is drawn anew. */
export const makeChoice = (layers, box) => {
  let chosen = null;
  const rows = new Map(layers.flatMap((layer) => layer.rows.map((row) => [row.key, { row, layer }])));

  const mark = (frame) => {
    for (const list of frame.querySelectorAll("[role=listbox]")) {
      const all = options(list);
      const at = all.find((one) => one.dataset.key === chosen);
      all.forEach((one) => {
        one.setAttribute("aria-selected", one === at ? "true" : "false");
        one.setAttribute("tabindex", one === (at || all[0]) ? "0" : "-1");
      });
    }
    frame.classList.toggle("some", Boolean(frame.querySelector("[aria-selected=true]")));
  };

  const choose = (frame, key) => {
    chosen = key;
    const found = rows.get(key) || {};
    tell(box, found.row, found.layer);
    mark(frame);
  };

  const move = (frame, event) => {
    const at = event.target.closest("[role=option]");
    if (!at) return;
    const all = options(at.closest("[role=listbox]"));
    const here = all.indexOf(at);
    const to = event.key in KEYS ? here + KEYS[event.key]
      : event.key === "Home" ? 0
      : event.key === "End" ? all.length - 1 : here;
    if (event.key === "Escape") choose(frame, null);
    else if (event.key === "Enter" || event.key === " ") choose(frame, at.dataset.key);
    else if (to === here && !(event.key in KEYS)) return;
    else all[(to + all.length) % all.length].focus();
    event.preventDefault();
  };

  return {
    mark,
    choose,
    chosen: () => (chosen ? rows.get(chosen).row : null),
    layerOf: (key) => rows.get(key).layer,
    /* Listens on the frame, whose picture comes and goes. */
    listen: (frame) => {
      frame.addEventListener("focusin", (event) => {
        const at = event.target.closest("[role=option]");
        if (at) choose(frame, at.dataset.key);
      });
      frame.addEventListener("click", (event) => {
        const at = event.target.closest("[role=option]");
        if (at) at.focus({ preventScroll: true });
        else choose(frame, null);
      });
      frame.addEventListener("keydown", (event) => move(frame, event));
    },
  };
};

/* In each table of a layer that is drawn, the first cell leads to the map. */
export const linkTables = (layers, show) => {
  for (const layer of layers.filter((one) => one.kind && !one.ground)) {
    for (const row of layer.rows.filter((one) => one.geometry)) {
      const cell = document.getElementById(row.key)?.cells[0];
      if (!cell) continue;
      const button = html("button", { type: "button", class: "link", "aria-label": `${cell.textContent}, show on the map` }, cell.textContent);
      button.addEventListener("click", () => show(layer, row.key));
      cell.replaceChildren(button);
    }
  }
};
