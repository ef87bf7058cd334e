/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which layers are drawn, and what their signs mean: only of what is drawn. */

import { html } from "./element.js";
import { HATCH } from "./map.js";
import { sampleOf } from "./signs.js";

const HOW_SURE = "From most to least sure: a broken line rests on less. No width and no colour says how many; figures stand in the tables.";
const ARROWS = "An arrow shows which way; two arrows: both ways, the hollow one the lesser. A dot is a fixed point of its area, not a place where something happened.";

const BLANK = "Only countries that the data know are drawn: what is blank may be land or sea.";

const notesOf = (layer) => ({ lanes: [HOW_SURE, ARROWS], countries: [BLANK] }[layer.name] || []);

/* What changes with a box: the samples of the layer. */
const samples = (layer) => html("div", { class: "samples" },
  html("ul", {}, ...layer.classes.map((look) =>
    html("li", {}, sampleOf(layer.kind, look, HATCH), html("span", {}, look.label)))),
  ...notesOf(layer).map((note) => html("p", {}, note)));

/* `layers` from below to above; what is shown at first comes first. `changed` draws the map anew. */
export const makeLegend = (form, layers, changed) => {
  const boxes = new Map();
  const order = [...layers].reverse().sort((a, b) => b.shown - a.shown);
  for (const layer of order) {
    const box = html("input", { type: "checkbox" });
    const list = samples(layer);
    const part = html("div", { class: "part" }, html("label", {}, box, html("span", {}, layer.title)), list);
    const update = () => {
      box.checked = layer.shown;
      list.hidden = !layer.shown;
      part.classList.toggle("off", !layer.shown);
    };
    box.addEventListener("change", () => {
      layer.shown = box.checked;
      update();
      changed();
    });
    update();
    boxes.set(layer, update);
    form.append(part);
  }
  /* Shows a layer that was not, as when a row of it is asked for. */
  return (layer) => {
    layer.shown = true;
    boxes.get(layer)();
    changed();
  };
};
