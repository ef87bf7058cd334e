/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file graph/passage.h
 * @brief Ways over borders: which nodes lie on which side, and what a way costs.
 */
#ifndef ROUTES_GRAPH_PASSAGE_H
#define ROUTES_GRAPH_PASSAGE_H

#include <stdbool.h>

#include "graph/way.h"

/** @brief The best ways from a node, as the ways allow, with other nodes closed. */
routes_status routes_i_way_search(routes_path **path, const routes_i_ways *ways, uint32_t from,
                                  const unsigned char *node_closed, routes_error *err);

/** @brief What adds up along a way: micrometres, or minus the logarithm of a chance. */
double routes_i_way_cost(const routes_path *path, uint32_t to);

/** @brief Whether a node is a crossing, known or diffuse, of the country. */
bool routes_i_is_crossing_of(const routes_node *node, const char *country);

/** @brief Whether a node lies inside the country: no crossing. */
bool routes_i_is_inside(const routes_node *node, const char *country);

/** @brief [nodes] each: nodes closed outside and inside a country; its crossings are open to both.
 */
typedef struct routes_i_masks {
    unsigned char *outside;
    unsigned char *inside;
} routes_i_masks;

/** @brief Makes the masks; to be freed, also after a failure. */
routes_status routes_i_masks_make(routes_i_masks *masks, const routes_i_ways *ways,
                                  const char *country, routes_error *err);

/** @brief Frees the masks. */
void routes_i_masks_free(routes_i_masks *masks);

/** @brief Appends the best way with a mask in the place of the ways' own closed nodes. */
routes_status routes_i_way_extend_by(routes_i_way *way, const routes_i_ways *ways,
                                     const unsigned char *closed, uint32_t from, uint32_t to,
                                     routes_error *err);

/** @brief Appends one link. */
routes_status routes_i_way_step(routes_i_way *way, uint32_t link, uint32_t to, routes_error *err);

#endif
