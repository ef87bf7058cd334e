/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lanes on the screen: curves that lie apart, arrows, and where they leave the frame. */

import { svg } from "./element.js";
import { along, bend, cut, distance, length, path, within } from "./plane.js";
import { headOf, lineOf, widthOf } from "./signs.js";

const APART = 9;
const NODE = 5;
const LEAST_LOOP = 18;
const [BOTH, MOSTLY_FORWARD] = [2, 3];

/* A lane from a place to itself is a ring; it stays to be seen when the map is small. */
const widen = (line) => {
  const across = Math.max(...line.map((at) => distance(at, line[0])));
  if (across >= LEAST_LOOP || across === 0) return line;
  const by = LEAST_LOOP / across;
  return line.map((at) => [line[0][0] + (at[0] - line[0][0]) * by, line[0][1] + (at[1] - line[0][1]) * by]);
};

/* Without what the signs at its ends cover. */
const trim = (line) => {
  const all = length(line);
  return all > 5 * NODE ? cut(line, NODE, all - NODE) : line;
};

/* A line cut in two where the 180th meridian is crossed is one line. */
const mend = (lines) => {
  const made = [];
  for (const line of lines) {
    const last = made.length ? made[made.length - 1][made[made.length - 1].length - 1] : null;
    const goesOn = last && Math.abs(last[0]) === 180 && line[0][0] === -last[0] && line[0][1] === last[1];
    if (goesOn) made[made.length - 1] = [...made[made.length - 1], ...line.slice(1)];
    else made.push(line);
  }
  return made;
};

/* All branches of these lanes: row, line on the screen, its parts within the box. */
export const layLanes = (rows, projection, box) => {
  const met = new Map();
  const branches = [];
  for (const row of rows) {
    for (const coordinates of mend(row.geometry.coordinates)) {
      const raw = coordinates.map(projection);
      const [first, last] = [raw[0], raw[raw.length - 1]];
      const loop = distance(first, last) < 0.5;
      const key = [...first, ...last].map(Math.round).join();
      const before = met.get(key) || 0;
      met.set(key, before + 1);
      const line = loop ? widen(raw) : trim(bend(raw, before * APART));
      branches.push({
        row, line, loop, ends: [coordinates[0], coordinates[coordinates.length - 1]],
        parts: line.length > 1 ? within(line, box) : [],
      });
    }
  }
  return branches;
};

/* Arrows of a branch: at its end, and at its beginning where it runs both ways. */
const heads = (branch, look) => {
  const made = [];
  const first = branch.parts[0];
  const last = branch.parts[branch.parts.length - 1];
  const end = along(last.points, 1);
  made.push(headOf(look, end.at, end.towards, false));
  if (branch.row.heads === BOTH || branch.row.heads === MOSTLY_FORWARD) {
    const begin = along(first.points, 0);
    made.push(headOf(look, begin.at, [-begin.towards[0], -begin.towards[1]], branch.row.heads === MOSTLY_FORWARD));
  }
  return made;
};

/* A branch drawn: what can be hit, a casing that tells over from under, the line, its arrows. */
export const drawBranch = (branch, look) => {
  const d = branch.parts.map((part) => path(part.points)).join("");
  return [
    svg("path", { d, class: "hit" }),
    svg("path", { d, class: "casing", "stroke-width": (widthOf(look) + 4).toFixed(1) }),
    svg("path", { d, ...lineOf(look) }),
    ...heads(branch, look),
  ];
};

/* Where lanes end within the box: points of the ground, each once. */
export const nodesOf = (branches, projection, [x0, y0, x1, y1]) => {
  const nodes = new Map();
  for (const branch of branches) {
    for (const end of branch.loop ? [branch.ends[0]] : branch.ends) {
      const [x, y] = projection(end);
      if (x > x0 && x < x1 && y > y0 && y < y1) nodes.set(`${Math.round(x)},${Math.round(y)}`, [x, y]);
    }
  }
  return [...nodes.values()];
};

/* Where a lane leaves the frame, and the end that lies beyond. */
export const leaving = (branch) => {
  const made = [];
  const first = branch.parts[0];
  const last = branch.parts[branch.parts.length - 1];
  if (first && !first.begin) made.push({ at: first.points[0], end: branch.ends[0] });
  if (last && !last.end) made.push({ at: last.points[last.points.length - 1], end: branch.ends[1] });
  return made;
};
