/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/legend.h
 * @brief The rows of a legend: a sample and what it means, from top to bottom of the panel.
 */
#ifndef ROUTES_RENDER_LEGEND_H
#define ROUTES_RENDER_LEGEND_H

#include "render/symbol.h"

/** @brief A legend being written. */
typedef struct routes_i_legend {
    const routes_i_page *page;
    double y; /**< Where the next row begins. */
} routes_i_legend;

/** @brief Heading of a group of rows. */
void routes_i_legend_head(routes_i_legend *legend, const char *text);
/** @brief Small text over the whole width; `italic` for remarks. */
void routes_i_legend_remark(routes_i_legend *legend, const char *text, bool italic);
/** @brief A line as lanes have it. */
void routes_i_legend_line(routes_i_legend *legend, routes_i_stroke stroke, const char *text);
/** @brief A line in several colours. */
void routes_i_legend_colours(routes_i_legend *legend, routes_dash dash, const uint32_t *colours,
                             size_t n, const char *text);
/** @brief A sign. */
void routes_i_legend_symbol(routes_i_legend *legend, routes_i_symbol symbol, const char *text);
/** @brief A filled, hatched box. */
void routes_i_legend_fill(routes_i_legend *legend, uint32_t fill, uint32_t line, routes_hatch hatch,
                          const char *text);
/** @brief A plate; dotted for a group. */
void routes_i_legend_plate(routes_i_legend *legend, bool dotted, const char *text);
/** @brief "From the country at large." */
void routes_i_legend_feather(routes_i_legend *legend, uint32_t rgb, const char *text);
/** @brief A round arrow. */
void routes_i_legend_loop(routes_i_legend *legend, uint32_t rgb, const char *text);
/** @brief A number with what it counts, by the id of its lane. */
void routes_i_legend_number(routes_i_legend *legend, const char *id, uint32_t rgb,
                            const char *number, const char *unit);
/** @brief A plain line of a width. */
void routes_i_legend_stroke(routes_i_legend *legend, uint32_t rgb, double width, const char *text);
/** @brief A disc of a radius. */
void routes_i_legend_disc(routes_i_legend *legend, uint32_t rgb, double radius, const char *text);
/** @brief A disc of two halves: before and after. */
void routes_i_legend_halves(routes_i_legend *legend, uint32_t before, double before_radius,
                            uint32_t after, double after_radius, const char *text);
/** @brief An empty square: a stretch of border. */
void routes_i_legend_square(routes_i_legend *legend, const char *text);
/** @brief A triangle: more would pass. */
void routes_i_legend_gain(routes_i_legend *legend, const char *text);
/** @brief Space between groups. */
void routes_i_legend_space(routes_i_legend *legend);

#endif
