/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/axis.h
 * @brief The scales of a plot: which part of the numbers they show, and their round ticks.
 */
#ifndef ROUTES_RENDER_AXIS_H
#define ROUTES_RENDER_AXIS_H

#include <stddef.h>

#include "render/page.h"

/** @brief A scale, linear or by powers of ten. */
typedef struct routes_i_axis {
    double low;
    double high;
    double step; /**< Between ticks; of a scale by powers: 1. */
    bool log;
} routes_i_axis;

/** @brief A scale that holds `low` to `high`, with round ends and four to nine ticks. */
routes_i_axis routes_i_axis_linear(double low, double high);

/** @brief The same by powers of ten; `low` must be above 0. */
routes_i_axis routes_i_axis_log(double low, double high);

/** @brief Where a number lies: 0 at the low end, 1 at the high one. */
double routes_i_axis_part(const routes_i_axis *axis, double value);

/** @brief Tick `index`, or NaN beyond the last. */
double routes_i_axis_tick(const routes_i_axis *axis, size_t index);

/** @brief Where a point lies on the page. */
routes_i_xy routes_i_axes_at(const routes_i_axis *x, const routes_i_axis *y, routes_i_rect frame,
                             double at_x, double at_y);

/** @brief Grid, ticks with their numbers, and titles; `y_title` null: no scale at the left. */
void routes_i_axes_draw(const routes_i_page *page, const routes_i_axis *x, const routes_i_axis *y,
                        routes_i_rect frame, const char *x_title, const char *y_title);

#endif
