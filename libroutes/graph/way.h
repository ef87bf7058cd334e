/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file graph/way.h
 * @brief The best way between two nodes, over a point or through a country.
 */
#ifndef ROUTES_GRAPH_WAY_H
#define ROUTES_GRAPH_WAY_H

#include "routes/network.h"
#include "routes/path.h"

/** @brief A way under construction; start from zero, end with routes_i_way_free(). */
typedef struct routes_i_way {
    uint32_t *nodes; /**< [steps + 1] once there is a first node. */
    uint32_t *links; /**< [steps] */
    size_t steps;
    size_t capacity;
    int begun;
} routes_i_way;

/** @brief Frees a way. */
void routes_i_way_free(routes_i_way *way);

/** @brief What ways may use; arrays are borrowed. */
typedef struct routes_i_ways {
    const routes_network *network;
    const unsigned char *node_closed; /**< [nodes] or null. */
    const unsigned char *link_closed; /**< [links] or null. */
    const routes_run *run;
} routes_i_ways;

/**
 * @brief Appends the best way from `from` to `to`; a way that is there must end at `from`.
 *
 * Between two nodes of the home country it stays inside; between one inside and one abroad it goes
 * over the border once, at a crossing or by a link that joins the two sides (sea, air). A crossing
 * belongs to both sides. Between two nodes abroad, and where no home is named, nothing is closed.
 *
 * @param[in] home ISO code, or null.
 * @retval ROUTES_E_NOT_FOUND There is none; the way is as it was.
 */
routes_status routes_i_way_between(routes_i_way *way, const routes_i_ways *ways, uint32_t from,
                                   uint32_t to, const char *home, routes_error *err);

/**
 * @brief Appends the best way from `from` to `to`, whatever it passes.
 * @retval ROUTES_E_NOT_FOUND There is none; the way is as it was.
 */
routes_status routes_i_way_extend(routes_i_way *way, const routes_i_ways *ways, uint32_t from,
                                  uint32_t to, routes_error *err);

/**
 * @brief Appends the shortest way from `from` to `to` that enters `country` at one of its crossings
 *        and leaves it at another: outside before, inside between, outside after. Of equal ways the
 *        one with the lower entry, then the lower exit.
 * @retval ROUTES_E_NOT_FOUND There is none; the way is as it was.
 */
routes_status routes_i_way_through(routes_i_way *way, const routes_i_ways *ways, uint32_t from,
                                   uint32_t to, const char *country, routes_error *err);

/** @brief Length of a way in metres, by the lengths of its links. */
double routes_i_way_length_m(const routes_i_way *way, const routes_network *network);

#endif
