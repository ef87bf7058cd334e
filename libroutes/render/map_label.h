/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/map_label.h
 * @brief The labels of a lane map: where each may stand, and how it is drawn.
 */
#ifndef ROUTES_RENDER_MAP_LABEL_H
#define ROUTES_RENDER_MAP_LABEL_H

#include "render/map.h"

/** @brief A label with its place. */
typedef struct routes_i_map_label {
    routes_i_block blocks[2]; /**< In one line, or its name broken in two. */
    size_t shape;             /**< Which of the two. */
    routes_i_rect box;
    routes_i_xy leads_to; /**< Where a thin line leads from a name far off; NaN: none. */
    bool placed;
    size_t id_of; /**< Lane whose id this is, or ROUTES_I_NONE. */
    size_t node;  /**< Node whose name it is, or ROUTES_I_NONE. */
    uint32_t rgb; /**< Of an id. */
    routes_i_align align;
} routes_i_map_label;

/** @brief Places all labels of a map whose curves are known. */
routes_status routes_i_map_place_labels(routes_i_map *map, routes_error *err);

/** @brief Draws them. */
void routes_i_map_draw_labels(const routes_i_map *map, const routes_i_page *page);

#endif
