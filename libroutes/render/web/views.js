/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the map can be fitted to, and the projection of a view. */

import { geoAzimuthalEqualArea, geoBounds, geoCentroid, geoDistance } from "d3-geo";

const RADIUS_KM = 6371;
const REGION_KM = 2500;
const LEAST_DEGREES = 0.01;

/* Which lanes belong to a view: those with an end inside the home country, or in another one. */
export const INSIDE = 1;
export const OUTSIDE = 2;

const collect = (type, rows) => ({ type, coordinates: rows.flatMap((row) => row.geometry.coordinates) });

const shapesOf = (layer) => (layer ? layer.rows.filter((row) => row.geometry) : []);

/* The home country's provinces, else all areas, else all there is. */
const homeOf = (layers) => {
  const provinces = layers.find((layer) => layer.name === "provinces" && layer.kind === "area");
  const areas = layers.filter((layer) => layer.kind === "area");
  if (provinces || areas.length)
    return collect("MultiPolygon", (provinces ? [provinces] : areas).flatMap(shapesOf));
  const lines = layers.filter((layer) => layer.kind === "line");
  return lines.length ? collect("MultiLineString", lines.flatMap(shapesOf))
    : collect("MultiPoint", layers.flatMap(shapesOf));
};

/* The corners of what a shape covers: fitting to them is fitting to it. A single point gets room. */
const corners = (shape) => {
  let [[west, south], [east, north]] = geoBounds(shape);
  if (east - west < LEAST_DEGREES && north - south < LEAST_DEGREES)
    [west, south, east, north] = [west - 1, south - 1, east + 1, north + 1];
  return [[west, south], [west, north], [east, south], [east, north], [(west + east) / 2, north]];
};

/* The views: always the home country; its surroundings, when lanes leave it; all ends, when some lie
   farther away than that. */
export const viewsOf = (layers, name) => {
  const home = homeOf(layers);
  if (!home.coordinates.length) return [];
  const centre = geoCentroid(home);
  const around = { type: "MultiPoint", coordinates: corners(home) };
  const fit = home.type === "MultiPolygon" ? home : around;
  const views = [{ name: name || "Near", fit, centre, lanes: INSIDE }];
  const lanes = layers.find((layer) => layer.name === "lanes" && layer.kind === "line");
  const ends = shapesOf(lanes).flatMap((row) => row.geometry.coordinates)
    .flatMap((line) => [line[0], line[line.length - 1]]);
  const far = (end) => geoDistance(end, centre) * RADIUS_KM > REGION_KM;
  const near = ends.filter((end) => !far(end));
  const region = { type: "MultiPoint", coordinates: [...around.coordinates, ...near] };
  if (!lanes) return views;
  views.push({ name: "Region", fit: region, centre, lanes: OUTSIDE });
  if (near.length < ends.length)
    views.push({
      name: "All ends of lanes", centre, lanes: OUTSIDE,
      fit: { type: "MultiPoint", coordinates: [...region.coordinates, ...ends] },
    });
  return views;
};

/* Equal area, so that areas may be compared by eye, about the middle of the home country. `zoom` and
   `moved` (in pixels at zoom 1) are the reader's. */
export const project = (view, width, height, zoom, moved) => {
  const margin = Math.min(24, width / 16);
  const projection = geoAzimuthalEqualArea().rotate([-view.centre[0], -view.centre[1]]).precision(0.3)
    .fitExtent([[margin, margin], [width - margin, height - margin]], view.fit);
  const [x, y] = projection.translate();
  projection.scale(projection.scale() * zoom)
    .translate([width / 2 + (x - width / 2 + moved[0]) * zoom, height / 2 + (y - height / 2 + moved[1]) * zoom]);
  return projection;
};

/* A round length of at most `most` pixels, for the scale bar. */
export const scaleBar = (projection, most) => {
  const perKm = projection.scale() / RADIUS_KM;
  const power = 10 ** Math.floor(Math.log10(most / perKm));
  const km = [5, 2, 1].map((n) => n * power).find((length) => length * perKm <= most);
  return { km, pixels: km * perKm };
};
