/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The map as one picture: ground, areas, lines, signs, names. */

import { geoDistance, geoPath } from "d3-geo";
import { svg } from "./element.js";
import { about, beside, makeLabels } from "./labels.js";
import { drawBranch, layLanes, leaving, nodesOf } from "./lanes.js";
import { along, distance, length } from "./plane.js";
import { scaleBar } from "./views.js";
import { fillOf, hatches, lineOf, radiusOf, symbolOf } from "./signs.js";

export const HATCH = "hatch";

const NAMELESS = new Set(["estimates", "displacement", "hotspots_places"]);
const LEAST_COUNTRY = 900; /* square pixels that a name asks for */
const LEAST_SCALE = 2000; /* pixels a radian, from which on areas are named */
const FAR_END = 0.01; /* radians: an end as near as this to a country's point is that country */

/* What a reader of the picture hears of a row. */
const spoken = (row) => [row.title, row.said, row.source && `source: ${row.source}`].filter(Boolean).join("; ");

const option = (row, ...children) => svg("g",
  { role: "option", "aria-selected": "false", "aria-label": spoken(row), class: "row", "data-key": row.key }, ...children);

const group = (layer, rows) => layer.ground
  ? svg("g", { "aria-hidden": "true" }, ...rows)
  : svg("g", { role: "listbox", "aria-label": layer.title, "data-layer": layer.name }, ...rows);

const lookOf = (layer, row) => layer.classes[row.class];

const rowsOf = (layer) => layer.rows.filter((row) => row.geometry && lookOf(layer, row));

const drawArea = (layer, outline) => rowsOf(layer).map((row) => {
  const d = outline(row.geometry);
  const look = lookOf(layer, row);
  if (!d) return null;
  const parts = [svg("path", { d, ...fillOf(look) })];
  if (look.hatch) parts.push(svg("path", { d, fill: `url(#${HATCH}${look.hatch})`, class: "hatched" }));
  return layer.ground ? svg("g", {}, ...parts) : option(row, ...parts, svg("path", { d, class: "rim" }));
}).filter(Boolean);

const drawLine = (layer, outline) => rowsOf(layer).map((row) => {
  const d = outline(row.geometry);
  if (!d) return null;
  const line = svg("path", { d, ...lineOf(lookOf(layer, row)) });
  return layer.ground ? line : option(row, svg("path", { d, class: "hit" }), line);
}).filter(Boolean);

/* Least certain lanes lie below: the classes come from the most certain on. */
const drawLanes = (layer, rows, branches) => {
  const sorted = [...rows].sort((a, b) => b.class - a.class);
  return sorted.map((row) => {
    const own = branches.filter((branch) => branch.row === row && branch.parts.length);
    if (!own.length) return null;
    return option(row, ...own.flatMap((branch) => drawBranch(branch, lookOf(layer, row))));
  }).filter(Boolean);
};

/* Several signs of a layer on one point stand in a ring about it. */
const placePoints = (layer, projection, inside) => {
  const met = new Map();
  for (const row of rowsOf(layer)) {
    const at = projection(row.geometry.coordinates[0]);
    const key = at.map(Math.round).join();
    if (inside(at)) met.set(key, [...(met.get(key) || []), { row, at }]);
  }
  for (const same of met.values()) {
    if (same.length < 2) continue;
    const radius = Math.max(10, (same.length * 11) / (2 * Math.PI));
    same.forEach((one, i) => {
      const angle = (2 * Math.PI * i) / same.length - Math.PI / 2;
      one.at = [one.at[0] + radius * Math.cos(angle), one.at[1] + radius * Math.sin(angle)];
    });
  }
  return [...met.values()].flat();
};

const drawPoints = (layer, points) => points.map(({ row, at }) => {
  const look = lookOf(layer, row);
  return option(row, svg("circle", { cx: at[0].toFixed(1), cy: at[1].toFixed(1), r: radiusOf(look) + 5, class: "hit" }),
    svg("circle", { cx: at[0].toFixed(1), cy: at[1].toFixed(1), r: radiusOf(look) + 3, class: "rim" }), symbolOf(look, at));
});

/* Names of countries: at their fixed point where they are large or a lane ends there, or in the middle
   of what is seen of them. */
const nameCountries = (labels, layer, projection, outline, inside, nodes) => {
  for (const row of layer.rows) {
    if (!row.geometry) continue;
    const large = outline.area(row.geometry) > LEAST_COUNTRY;
    const fixed = row.at && projection(row.at);
    const seen = fixed && inside(fixed);
    const ends = seen && nodes.some((node) => distance(node, fixed) < 2);
    const at = seen ? fixed : outline.centroid(row.geometry);
    if (Number.isFinite(at[0]) && (large || ends))
      labels.add(row.title, ends ? [...about(at, 13), ...beside(at, 5, 13)] : [[at, "middle"], ...about(at, 13)],
        { size: 13, bold: true, kind: "country" });
  }
};

const nameAreas = (labels, layer, projection, inside) => {
  if (projection.scale() < LEAST_SCALE) return;
  for (const row of rowsOf(layer)) {
    const at = row.at && projection(row.at);
    if (at && inside(at)) labels.add(row.title, about(at), { kind: "province" });
  }
};

/* Lanes that leave the frame say where they go. */
const nameFarEnds = (labels, branches, countries, [x0, , x1]) => {
  const said = new Set();
  for (const { at, end } of branches.flatMap(leaving)) {
    const country = countries && countries.rows.find((row) => row.at && geoDistance(row.at, end) < FAR_END);
    const side = at[0] - x0 < 3 ? "start" : x1 - at[0] < 3 ? "end" : "middle";
    const key = country && `${country.title} ${side} ${side === "middle" && at[1] < 20}`;
    if (!country || said.has(key)) continue;
    said.add(key);
    const shift = { start: 4, end: -4, middle: 0 }[side];
    labels.add(country.title, [16, -10, 28, -22].map((dy) => [[at[0] + shift, at[1] + dy], side]), { size: 11, kind: "far" });
  }
};

/* The id of a lane, on the longest piece that is seen of it; rings come first, they have little room. */
const tagLane = (labels, branch) => {
  if (!branch.parts.length) return;
  const longest = branch.parts.reduce((a, b) => (length(b.points) > length(a.points) ? b : a));
  labels.tag(branch.row.title.split(":")[0],
    [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].map((part) => along(longest.points, part).at));
};

const drawScale = (projection, width, height) => {
  const { km, pixels } = scaleBar(projection, Math.min(120, width / 5));
  return svg("g", { class: "scale", "aria-hidden": "true", transform: `translate(12,${height - 12})` },
    svg("rect", { x: -6, y: -20, width: (pixels + 12).toFixed(1), height: 26, class: "plate" }),
    svg("path", { d: `M0,-4V0H${pixels.toFixed(1)}V-4` }),
    svg("text", { x: (pixels / 2).toFixed(1), y: -7, "text-anchor": "middle", "font-size": 11 }, `${km.toLocaleString("en")} km`));
};

/* Draws what is shown. `layers` stand from below to above; `lanesOf` says which lanes of its layer. */
export const drawMap = (layers, projection, width, height, title, lanesOf) => {
  const frame = [0, 0, width, height];
  const inner = [6, 6, width - 6, height - 6];
  const inside = ([x, y]) => x > 0 && y > 0 && x < width && y < height;
  const outline = geoPath(projection.clipExtent([[-20, -20], [width + 20, height + 20]])).digits(1);
  const labels = makeLabels(frame);
  const shown = layers.filter((layer) => layer.shown);
  const countries = layers.find((layer) => layer.name === "countries");
  const picture = svg("svg", {
    viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": title, "aria-describedby": "hint",
  }, hatches(HATCH), svg("rect", { width, height, class: "sea" }));

  labels.keep([0, height - 34, Math.min(140, width / 4), height]);
  const lanes = shown.find((layer) => layer.name === "lanes" && layer.kind === "line");
  projection.clipExtent(null);
  const laneRows = lanes ? lanesOf(rowsOf(lanes)) : [];
  const branches = layLanes(laneRows, projection, inner);
  const nodes = nodesOf(branches, projection, frame);
  const points = new Map();
  for (const layer of shown)
    if (layer.kind === "point") points.set(layer, placePoints(layer, projection, inside));
  projection.clipExtent([[-20, -20], [width + 20, height + 20]]);

  for (const layer of shown) {
    const rows = layer === lanes ? drawLanes(layer, laneRows, branches)
      : layer.kind === "area" ? drawArea(layer, outline)
      : layer.kind === "line" ? drawLine(layer, outline)
      : drawPoints(layer, points.get(layer));
    if (rows.length) picture.append(group(layer, rows));
    if (layer === lanes)
      picture.append(svg("g", { "aria-hidden": "true", class: "nodes" },
        ...nodes.map(([x, y]) => svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 2.6 }))));
  }

  for (const { at } of [...points.values()].flat()) labels.keep([at[0] - 4, at[1] - 4, at[0] + 4, at[1] + 4]);
  for (const [x, y] of nodes) labels.keep([x - 4, y - 4, x + 4, y + 4]);
  nameFarEnds(labels, branches, countries, inner);
  for (const layer of shown)
    if (layer.name === "placement")
      for (const { row, at } of points.get(layer) || []) labels.add(row.title, beside(at, 8), { bold: true, kind: "place" });
  if (countries && countries.shown) nameCountries(labels, countries, projection, outline, inside, nodes);
  for (const layer of shown)
    if (layer.kind === "area" && layer !== countries) {
      nameAreas(labels, layer, projection, inside);
      break;
    }
  for (const branch of [...branches].sort((a, b) => b.loop - a.loop)) tagLane(labels, branch);
  for (const [layer, all] of points)
    if (!NAMELESS.has(layer.name))
      for (const { row, at } of all) labels.add(row.title, beside(at, radiusOf(lookOf(layer, row))), { size: 11, kind: "place" });
  picture.append(svg("g", { class: "names", "aria-hidden": "true" }, ...labels.elements), drawScale(projection, width, height));
  return picture;
};
