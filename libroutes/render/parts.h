/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/parts.h
 * @brief What the two lane figures have in common: nodes of places, legends, room.
 */
#ifndef ROUTES_RENDER_PARTS_H
#define ROUTES_RENDER_PARTS_H

#include "render/legend.h"
#include "render/sheet.h"

/** @brief Whether a lane leads from the home country to itself. */
bool routes_i_lane_is_loop(const routes_i_scene *scene, const routes_i_lane *lane);

/** @brief Whether one of the ends lies in the home country. */
bool routes_i_ends_inside(const routes_i_scene *scene, const routes_i_ends *ends);

/** @brief Whether a place is a sea port. */
bool routes_i_spot_is_port(const routes_i_spot *spot);

/** @brief The node of a place or crossing. */
routes_i_map_node routes_i_spot_node(const routes_i_scene *scene, const routes_i_ground *ground,
                                     const routes_i_end *end);

/** @brief A name in capitals, in the scene's arena; letters other than ASCII stay. Null: no memory.
 */
const char *routes_i_capitals(routes_i_scene *scene, const char *name);

/** @brief The map, with room for all nodes and lanes that the scene can give it. */
routes_status routes_i_sheet_rooms(routes_i_sheet *sheet, routes_error *err);

/** @brief Legend of line styles: only those on the map. */
void routes_i_legend_lines(routes_i_legend *legend, const routes_i_map *map);

/** @brief Legend of signs: only those on the map. */
void routes_i_legend_places(routes_i_legend *legend, const routes_i_map *map,
                            const char *country_text, const char *end_text);

#endif
