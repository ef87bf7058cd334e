/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page comes to life: the map above the tables, which stand there already. */

import { linkTables, makeChoice } from "./choice.js";
import { drawn, readPage } from "./data.js";
import { makeLegend } from "./legend.js";
import { drawMap } from "./map.js";
import { makeTools } from "./tools.js";
import { project, viewsOf } from "./views.js";

const stage = document.querySelector(".stage");
const frame = stage.querySelector(".frame");
const { home, layers: all } = readPage(document.getElementById("data").textContent);
const layers = drawn(all);
const views = viewsOf(layers, home);

const start = () => {
  const title = document.querySelector("h1").textContent;
  const choice = makeChoice(all, stage.querySelector(".said"));
  const everyLane = stage.querySelector(".every input");
  const count = stage.querySelector(".count");
  const laneCount = all.filter((layer) => layer.name === "lanes").reduce((sum, layer) => sum + layer.rows.length, 0);
  let pending = false;
  let tools = null;

  const belongs = (row, view) => everyLane.checked || Boolean(row.views & view.lanes);
  const lanesOf = (rows) => {
    const own = rows.filter((row) => belongs(row, tools.state.view));
    count.textContent = `${own.length} of ${laneCount} lanes belong to this view; all stand in the table.`;
    return own;
  };

  const draw = () => {
    pending = false;
    const width = Math.max(240, Math.round(frame.clientWidth));
    const height = Math.round(Math.min(width * 0.86, Math.max(300, window.innerHeight * 0.8)));
    const focused = frame.contains(document.activeElement) && document.activeElement.dataset.key;
    const { view, zoom, moved } = tools.state;
    const projection = project(view, width, height, zoom, moved);
    count.textContent = "";
    const picture = drawMap(layers, projection, width, height, title, lanesOf);
    frame.replaceChildren(picture);
    choice.mark(frame);
    if (focused) frame.querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true });
  };
  const later = () => {
    if (!pending) requestAnimationFrame(draw);
    pending = true;
  };

  stage.hidden = false;
  tools = makeTools(stage.querySelector(".tools"), frame, views, later);
  const showLayer = makeLegend(stage.querySelector(".legend"), layers, later);
  choice.listen(frame);
  everyLane.addEventListener("change", later);
  stage.querySelector(".every").hidden = !layers.some((layer) => layer.name === "lanes");
  linkTables(all, (layer, key) => {
    showLayer(layer);
    const row = layer.rows.find((one) => one.key === key);
    if (row.views && !belongs(row, tools.state.view)) tools.turnTo(views.find((view) => row.views & view.lanes));
    draw();
    choice.choose(frame, key);
    document.getElementById("map").scrollIntoView();
    frame.querySelector(`[data-key="${key}"]`)?.focus({ preventScroll: true });
  });
  new ResizeObserver(later).observe(frame);
  draw();
};

if (views.length) start();
else document.getElementById("map").append("No layer of this release has a shape.");
