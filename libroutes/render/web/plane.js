/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Polylines on the screen, in pixels. */

export const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

export const length = (line) => line.slice(1).reduce((sum, at, i) => sum + distance(line[i], at), 0);

const between = (a, b, t) => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];

/* The line from `from` to `to` pixels along it. */
export const cut = (line, from, to) => {
  const made = [];
  let done = 0;
  for (let i = 1; i < line.length; i++) {
    const step = distance(line[i - 1], line[i]);
    const start = Math.max(0, (from - done) / step);
    const end = Math.min(1, (to - done) / step);
    if (step > 0 && start < end) {
      if (!made.length) made.push(between(line[i - 1], line[i], start));
      made.push(between(line[i - 1], line[i], end));
    }
    done += step;
  }
  return made;
};

/* The point at a part of the length, and the direction there as a unit vector. */
export const along = (line, part) => {
  let left = length(line) * part;
  for (let i = 1; i < line.length; i++) {
    const step = distance(line[i - 1], line[i]);
    if (step > 0 && (left <= step || i === line.length - 1)) {
      const towards = [(line[i][0] - line[i - 1][0]) / step, (line[i][1] - line[i - 1][1]) / step];
      return { at: between(line[i - 1], line[i], Math.min(1, left / step)), towards };
    }
    left -= step;
  }
  return { at: line[0], towards: [1, 0] };
};

/* The parts of a line within a box [x0, y0, x1, y1] (Liang and Barsky 1984), each with whether its
   beginning and its end are those of the line. */
export const within = (line, [x0, y0, x1, y1]) => {
  const parts = [];
  let part = null;
  const close = (whole) => {
    if (part && part.points.length > 1) parts.push({ ...part, end: whole });
    part = null;
  };
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    let [start, end] = [0, 1];
    for (const [p, q] of [[-dx, a[0] - x0], [dx, x1 - a[0]], [-dy, a[1] - y0], [dy, y1 - a[1]]]) {
      if (p === 0 && q < 0) end = -1;
      else if (p < 0) start = Math.max(start, q / p);
      else if (p > 0) end = Math.min(end, q / p);
    }
    if (start >= end) {
      close(false);
      continue;
    }
    if (!part) part = { points: [between(a, b, start)], begin: i === 1 && start === 0 };
    part.points.push(between(a, b, end));
    if (end < 1) close(false);
  }
  close(true);
  return parts;
};

/* A line moved sideways, most in its middle, so that lanes with the same ends lie apart. */
export const bend = (line, by) => {
  if (!by) return line;
  const [a, b] = [line[0], line[line.length - 1]];
  const chord = distance(a, b);
  if (chord < 1) return line;
  const side = [(b[1] - a[1]) / chord, -(b[0] - a[0]) / chord];
  return line.map((at, i) => {
    const t = i / (line.length - 1);
    const shift = by * 4 * t * (1 - t);
    return [at[0] + side[0] * shift, at[1] + side[1] * shift];
  });
};

export const path = (line, closed = false) =>
  line.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`).join("") + (closed ? "Z" : "");

/* Whether two boxes [x0, y0, x1, y1] have a point in common. */
export const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
