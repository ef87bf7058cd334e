/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names on the map: each at the first of its places where it covers no other; else it is left out, and
   stands in the table. */

import { svg } from "./element.js";
import { distance, meet } from "./plane.js";

/* Nearer than this to itself a name need not stand twice: layers share places. In pixels. */
const NEAR = 60;

const context = document.createElement("canvas").getContext("2d");

const widthOfText = (text, size, bold) => {
  context.font = `${bold ? "600 " : ""}${size}px "Noto Sans", "DejaVu Sans", Arial, sans-serif`;
  return context.measureText(text).width;
};

/* The box of a text whose anchor stands at (x, y). */
const boxOf = ([x, y], anchor, width, size) => {
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return [left - 2, y - size * 0.85, left + width + 2, y + size * 0.3];
};

/* Collects boxes that are taken, and texts. */
export const makeLabels = (frame) => {
  const taken = [];
  const made = [];
  const said = new Map();
  const free = (box) => box[0] > frame[0] && box[1] > frame[1] && box[2] < frame[2] && box[3] < frame[3]
    && !taken.some((other) => meet(box, other));
  return {
    /* Keeps a box free of names. */
    keep: (box) => taken.push(box),
    /* `places` is a list of [point, anchor]. */
    add: (text, places, { size = 12, bold = false, kind = "" } = {}) => {
      const width = widthOfText(text, size, bold);
      const before = said.get(text) || [];
      if (before.some((at) => distance(at, places[0][0]) < NEAR)) return;
      for (const [at, anchor] of places) {
        const box = boxOf(at, anchor, width, size);
        if (!free(box)) continue;
        taken.push(box);
        said.set(text, [...before, at]);
        made.push(svg("text", {
          x: at[0].toFixed(1), y: at[1].toFixed(1), "text-anchor": anchor, "font-size": size, class: `name ${kind}`,
        }, text));
        return;
      }
    },
    /* The id of a lane in a small box on its line. */
    tag: (text, points) => {
      const size = 11;
      const width = widthOfText(text, size, true);
      for (const [x, y] of points) {
        const box = [x - width / 2 - 3, y - 8, x + width / 2 + 3, y + 8];
        if (!free(box)) continue;
        taken.push(box);
        made.push(svg("rect", { x: box[0].toFixed(1), y: box[1].toFixed(1), width: (box[2] - box[0]).toFixed(1), height: 16, rx: 3, class: "tag" }),
          svg("text", { x: x.toFixed(1), y: (y + 4).toFixed(1), "text-anchor": "middle", "font-size": size, class: "id" }, text));
        return;
      }
    },
    elements: made,
  };
};

/* Beside a sign of this radius: right, left, below, above. */
export const beside = ([x, y], radius, size = 12) => [
  [[x + radius + 3, y + size * 0.35], "start"],
  [[x - radius - 3, y + size * 0.35], "end"],
  [[x, y + radius + size], "middle"],
  [[x, y - radius - 4], "middle"],
];

/* About a point inside an area: on it, below, above. */
export const about = ([x, y], size = 12) => [
  [[x, y + size + 4], "middle"],
  [[x, y - 8], "middle"],
  [[x, y + 2 * size + 6], "middle"],
  [[x, y - size - 10], "middle"],
  [[x + 8, y + 4], "start"],
  [[x - 8, y + 4], "end"],
];
