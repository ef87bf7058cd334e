/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the page carries, as layers with shapes in GeoJSON. See render/webpage_data.h. */

const UNITS = 100000;
const KINDS = ["", "MultiPoint", "MultiLineString", "MultiPolygon"];

/* From below to above; what is not named here is drawn by its kind, above these of its kind. */
const ORDER = ["countries", "provinces", "hotspots_provinces", "waters", "neighbours", "links", "lane_routes", "lanes"];

/* Drawn at first; what helps to find one's way cannot be chosen. */
const SHOWN = new Set(["countries", "provinces", "waters", "lanes", "placement"]);
const GROUND = new Set(["countries", "waters", "neighbours"]);

const run = (steps) => {
  const points = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    points.push([x / UNITS, y / UNITS]);
  }
  return points;
};

const geometry = ([kind, parts]) => ({
  type: KINDS[kind],
  coordinates: kind === 1 ? parts.map((part) => run(part)[0])
    : kind === 2 ? parts.map(run)
    : parts.map((rings) => rings.map(run)),
});

/* The kind of a layer is that of its shapes: "area", "line", "point", or "" where it has none. */
const kindOf = (rows) => {
  const first = rows.find((row) => row.geometry && row.geometry.coordinates.length);
  return first ? { MultiPolygon: "area", MultiLineString: "line", MultiPoint: "point" }[first.geometry.type] : "";
};

const rank = (layer) => {
  const place = ORDER.indexOf(layer.name);
  return place >= 0 ? place : ORDER.length + ["area", "line", "point"].indexOf(layer.kind);
};

/* The name of the home country, and all layers in the order of the release, which is that of the
   tables. */
export const readPage = (text) => {
  const data = JSON.parse(text);
  const shapes = data.shapes.map(geometry);
  const layers = data.layers.map((layer, index) => {
    const rows = layer.rows.map((row, number) => ({
      ...row,
      key: `t${index}-${number}`,
      geometry: row.shape >= 0 ? shapes[row.shape] : null,
      at: row.at ? [row.at[0] / UNITS, row.at[1] / UNITS] : null,
    }));
    const kind = kindOf(rows);
    return { ...layer, rows, kind, shown: SHOWN.has(layer.name), ground: GROUND.has(layer.name) };
  });
  return { home: data.home, layers };
};

/* The layers that can be drawn, from below to above. */
export const drawn = (layers) => layers.filter((layer) => layer.kind)
  .sort((a, b) => rank(a) - rank(b));
