/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/outline.h
 * @brief The outline of an area on the page: projected, cut to the frame, thinned to what can be
 * seen.
 */
#ifndef ROUTES_RENDER_OUTLINE_H
#define ROUTES_RENDER_OUTLINE_H

#include <stddef.h>

#include "render/page.h"
#include "render/project.h"
#include "routes/wkb.h"

/** @brief Rings without a closing point; what lies in an odd number of them is inside. */
typedef struct routes_i_outline {
    routes_i_xy *points; /**< [n] */
    size_t n;
    size_t points_capacity;
    size_t *ends; /**< [rings] Where each ring ends in `points`. */
    size_t rings;
    size_t ends_capacity;
    routes_i_rect box;
} routes_i_outline;

/**
 * @brief Reads a polygon onto the page.
 *
 * @param[out] out   Free with routes_i_outline_free(), also after a failure.
 * @param[in] frame  What lies outside is cut off; make it larger than what is shown, since the cut
 *                   has edges of its own.
 * @retval ROUTES_E_DATA   The bytes are no geometry.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_outline_read(routes_i_outline *out, routes_wkb wkb,
                                    const routes_i_projection *projection, routes_i_rect frame,
                                    routes_error *err);

/** @brief Frees the arrays; the outline is empty again. */
void routes_i_outline_free(routes_i_outline *outline);

/** @brief Adds the rings to the path of the page. */
void routes_i_outline_path(const routes_i_outline *outline, const routes_i_page *page);

/** @brief Whether a point is inside. */
bool routes_i_outline_holds(const routes_i_outline *outline, routes_i_xy p);

/** @brief Distance to the nearest edge; infinity without edges. */
double routes_i_outline_distance(const routes_i_outline *outline, routes_i_xy p);

/** @brief Area in squared page units. */
double routes_i_outline_area(const routes_i_outline *outline);

/**
 * @brief An inner point far from all edges: the pole of inaccessibility, to a hundredth of the box.
 *
 * @param[in] within Where to look; its rim counts as an edge.
 * @param[out] air   Distance from the point to the nearest edge; not above 0 where nothing of the
 *                   outline is within. May be null.
 */
routes_i_xy routes_i_outline_inner(const routes_i_outline *outline, routes_i_rect within,
                                   double *air);

/**
 * @brief An inner point at about a given distance from another: air beyond `enough` counts no more,
 *        and some air is given up for the distance.
 */
routes_i_xy routes_i_outline_inner_at(const routes_i_outline *outline, routes_i_rect within,
                                      routes_i_xy from, double distance, double enough,
                                      double *air);

#endif
