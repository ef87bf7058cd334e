/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/plates.h
 * @brief Where the plates of ends without a place of their own stand: foreign countries, groups.
 */
#ifndef ROUTES_RENDER_PLATES_H
#define ROUTES_RENDER_PLATES_H

#include "render/map.h"

/** @brief Plates of one country at most. */
#define ROUTES_I_PLATES 2

/**
 * @brief Where a country's plates stand, so that no lane runs across the home country to reach one.
 *
 * On the country's own land where it can be seen, else at the frame in its direction. A second
 * plate only where it saves the lanes a long way.
 *
 * @param[out] at   [ROUTES_I_PLATES]
 * @param[in] map     Plates so far; the new ones keep off them.
 * @param[in] country Of the scene.
 * @param[in] size    Width and height of a plate.
 * @param[in] anchors [n] Inner ends of the lanes.
 * @return 1 or 2.
 */
size_t routes_i_plates_find(routes_i_xy *at, const routes_i_map *map, const routes_i_scene *scene,
                            size_t country, routes_i_xy size, const routes_i_xy *anchors, size_t n);

/** @brief Which of the plates a lane from this inner end takes. */
size_t routes_i_plates_choose(const routes_i_xy *at, size_t count, const routes_i_map *map,
                              routes_i_xy anchor);

/** @brief Where the plate of a country outside the map stands: at the frame, in its direction. */
routes_i_xy routes_i_plates_at_edge(const routes_i_map *map, const routes_i_scene *scene,
                                    size_t country, routes_i_xy size);

/**
 * @brief Where a plate inside the map disturbs least, as near as may be to `wanted`.
 * @param[in] pull What a page unit away from `wanted` costs.
 */
routes_i_xy routes_i_plates_settle(const routes_i_map *map, routes_i_xy size, routes_i_xy wanted,
                                   double pull);

#endif
