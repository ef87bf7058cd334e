/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How classes look: the same in the map and in the legend. */

import { svg } from "./element.js";
import { path } from "./plane.js";

const PIXELS_PER_MM = 3.78;
const [LONG, DOTTED, SPARSE, MIXED] = [1, 2, 3, 4];

export const widthOf = (look) => Math.max(1, look.width * PIXELS_PER_MM);

/* Attributes of a line of this class. */
export const lineOf = (look) => {
  const width = widthOf(look);
  const round = look.dash === DOTTED || look.dash === SPARSE || look.dash === MIXED;
  const dashes = {
    [LONG]: [5 * width, 2.4 * width],
    [DOTTED]: [0.1, 2.1 * width],
    [SPARSE]: [0.1, 4 * width],
    [MIXED]: [4 * width, 2.4 * width, 0.1, 2.4 * width],
  }[look.dash];
  return {
    fill: "none",
    stroke: look.stroke,
    "stroke-width": width.toFixed(2),
    "stroke-linecap": round ? "round" : "butt",
    "stroke-linejoin": "round",
    "stroke-dasharray": dashes ? dashes.map((dash) => dash.toFixed(1)).join(" ") : null,
  };
};

const polygon = (n, radius, turn) => Array.from({ length: n }, (_, i) => {
  const angle = turn + (2 * Math.PI * i) / n;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
});

const star = (radius) => polygon(10, 1, -Math.PI / 2)
  .map(([x, y], i) => (i % 2 ? [x * radius * 0.45, y * radius * 0.45] : [x * radius, y * radius]));

/* Outline of a symbol about (0, 0). */
const outline = (symbol, radius) => {
  switch (symbol) {
    case "square": return polygon(4, radius * 1.25, Math.PI / 4);
    case "diamond": return polygon(4, radius * 1.2, 0);
    case "triangle": return polygon(3, radius * 1.25, -Math.PI / 2);
    case "star": return star(radius * 1.3);
    default: return polygon(24, radius, 0);
  }
};

export const radiusOf = (look) => Math.max(2, (look.size * PIXELS_PER_MM) / 2);

export const symbolOf = (look, [x, y]) => svg("path", {
  d: path(outline(look.symbol, radiusOf(look)), true),
  transform: `translate(${x.toFixed(1)},${y.toFixed(1)})`,
  fill: look.fill,
  stroke: look.stroke,
  "stroke-width": widthOf(look).toFixed(2),
});

/* Hatches: one way for "no information", crossed for "not shown". */
export const hatches = (prefix) => svg("defs", {}, ...[1, 2].map((hatch) => svg("pattern",
  { id: `${prefix}${hatch}`, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
  svg("path", { d: hatch === 1 ? "M0,3H6" : "M0,3H6M3,0V6", stroke: "#8f8b80", "stroke-width": 1 }))));

export const fillOf = (look) => ({
  fill: look.fill,
  stroke: look.stroke,
  "stroke-width": widthOf(look).toFixed(2),
  "stroke-linejoin": "round",
});

/* A filled head of an arrow with its tip at `tip`; hollow for the lesser way. */
export const headOf = (look, tip, [ux, uy], hollow) => {
  const size = 6 + 2 * widthOf(look);
  const back = [tip[0] - ux * size, tip[1] - uy * size];
  const half = size * 0.42;
  return svg("path", {
    d: path([tip, [back[0] - uy * half, back[1] + ux * half], [back[0] + uy * half, back[1] - ux * half]], true),
    fill: hollow ? "#fff" : look.stroke,
    stroke: hollow ? look.stroke : "#fff",
    "stroke-width": hollow ? 1.2 : 0.8,
    "stroke-linejoin": "round",
  });
};

/* A class as a small picture for the legend. */
export const sampleOf = (kind, look, prefix) => {
  const box = svg("svg", { width: 44, height: 18, viewBox: "0 0 44 18", "aria-hidden": "true", focusable: "false" });
  if (kind === "line") {
    box.append(svg("path", { d: "M2,9H42", ...lineOf(look) }));
  } else if (kind === "area") {
    const d = "M4,2H40V16H4Z";
    box.append(svg("path", { d, ...fillOf(look) }));
    if (look.hatch) box.append(svg("path", { d, fill: `url(#${prefix}${look.hatch})` }));
  } else {
    box.append(symbolOf(look, [22, 9]));
  }
  return box;
};
