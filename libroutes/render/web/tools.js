/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The view: which part of the earth, how near, moved where to; by buttons, and by dragging too. */

import { html } from "./element.js";

const MOST = 16;

export const makeTools = (bar, frame, views, changed) => {
  const state = { view: views[0], zoom: 1, moved: [0, 0] };

  const move = (dx, dy) => {
    state.moved = [state.moved[0] + dx / state.zoom, state.moved[1] + dy / state.zoom];
    changed();
  };
  const zoom = (factor) => {
    state.zoom = Math.min(MOST, Math.max(0.5, state.zoom * factor));
    changed();
  };
  const button = (text, label, act) => {
    const made = html("button", { type: "button", "aria-label": label }, text);
    made.addEventListener("click", act);
    return made;
  };

  const choices = views.map((view) => {
    const made = html("button", { type: "button", "aria-pressed": view === state.view ? "true" : "false" }, view.name);
    made.addEventListener("click", () => turnTo(view));
    return made;
  });
  const turnTo = (view) => {
    Object.assign(state, { view, zoom: 1, moved: [0, 0] });
    choices.forEach((one, i) => one.setAttribute("aria-pressed", views[i] === view ? "true" : "false"));
    changed();
  };
  bar.append(html("span", { class: "set" }, ...choices),
    html("span", { class: "set" }, button("+", "Nearer", () => zoom(1.6)), button("−", "Farther", () => zoom(1 / 1.6))),
    html("span", { class: "set" },
      button("←", "Move the view west", () => move(80, 0)), button("↑", "Move the view north", () => move(0, 80)),
      button("↓", "Move the view south", () => move(0, -80)), button("→", "Move the view east", () => move(-80, 0))));

  let from = null;
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0) from = { at: [event.clientX, event.clientY], far: false };
  });
  window.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [dx, dy] = [event.clientX - from.at[0], event.clientY - from.at[1]];
    if (!from.far && Math.hypot(dx, dy) < 5) return;
    Object.assign(from, { at: [event.clientX, event.clientY], far: true });
    move(dx, dy);
  });
  window.addEventListener("pointerup", () => {
    /* A drag ends with a click that chooses nothing. */
    if (from && from.far) frame.addEventListener("click", (event) => event.stopPropagation(), { capture: true, once: true });
    from = null;
  });

  return { state, turnTo };
};
