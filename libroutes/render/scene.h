/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/scene.h
 * @brief What a figure is drawn from: the released layers, resolved to areas, points and lanes.
 *
 * All texts and shapes are borrowed from the layers or live in the scene's arena.
 * What a layer does not hold is not there: the scene invents nothing.
 */
#ifndef ROUTES_RENDER_SCENE_H
#define ROUTES_RENDER_SCENE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "routes/layer.h"
#include "routes/point.h"
#include "routes/release.h"
#include "routes/wkb.h"

/** @brief The tables that the figures know; null where the release does not hold one. */
typedef struct routes_i_layers {
    const routes_table *countries;
    const routes_table *provinces;
    const routes_table *waters; /**< Null: none to draw. */
    const routes_table *places;
    const routes_table *crossings;
    const routes_table *lanes;
    const routes_stamp *stamp;
    const routes_release *release; /**< For the layers of single figures. */
} routes_i_layers;

/** @brief A country or a province of the home country. */
typedef struct routes_i_area {
    const char *id;
    const char *name;
    const char *local; /**< Null where not stated. */
    routes_point rep;
    routes_wkb shape;
    bool named; /**< Some lane names it. */
} routes_i_area;

/** @brief A place or a crossing. */
typedef struct routes_i_spot {
    const char *id;
    const char *name;
    const char *local;
    const char *kind;
    const char *area;
    const char *role;
    bool capital;
    routes_point at;
} routes_i_spot;

/** @brief What an end of a lane is. */
typedef enum routes_i_end_kind {
    ROUTES_I_END_COUNTRY = 0,
    ROUTES_I_END_PROVINCE = 1,
    ROUTES_I_END_PLACE = 2,
    ROUTES_I_END_CROSSING = 3,
    ROUTES_I_END_GROUP = 4
} routes_i_end_kind;

/** @brief An end of a lane, or what it goes by way of. */
typedef struct routes_i_end {
    routes_i_end_kind kind;
    size_t index; /**< In the countries, provinces, places or crossings; of no use for a group. */
    const char *id;
    const char *name;
    routes_point at;
    bool located; /**< Whether `at` is known. */
} routes_i_end;

/** @brief The ends on one side of a lane. */
typedef struct routes_i_ends {
    const routes_i_end *items;
    size_t count;
} routes_i_ends;

/** @brief A lane as released. Texts may be null where not stated. */
typedef struct routes_i_lane {
    const char *id;
    routes_i_ends from;
    routes_i_ends to;
    routes_i_ends via;
    const char *crime;
    const char *basis;
    const char *bidirectional;
    const char *mode;
    const char *population;
    const char *unit;
    const char *denominator;
    const char *section;
    const char *attributed_to;
    const char *reason;
    routes_range volume;
    int year_first; /**< 0: not stated. */
    int year_last;
    bool has_volume;
} routes_i_lane;

/** @brief The scene. */
typedef struct routes_i_scene {
    const routes_stamp *stamp;
    const routes_release *release;
    const char *period; /**< That of most lanes, "2001"; of the release where there are none. */
    routes_i_area *countries; /**< [country_count] */
    size_t country_count;
    routes_i_area *provinces; /**< [province_count] */
    size_t province_count;
    routes_i_area *waters; /**< [water_count] Lakes and wide rivers. */
    size_t water_count;
    routes_i_spot *places; /**< [place_count] */
    size_t place_count;
    routes_i_spot *crossings; /**< [crossing_count] */
    size_t crossing_count;
    routes_i_lane *lanes; /**< [lane_count] */
    size_t lane_count;
    size_t home; /**< Country of the provinces; country_count where there is none. */
    routes_i_arena arena;
} routes_i_scene;

/** @brief The layers of a release. */
routes_i_layers routes_i_layers_of(const routes_release *release);

/**
 * @brief Reads the layers.
 *
 * @param[out] scene Free with routes_i_scene_free(), also after a failure.
 * @retval ROUTES_E_NOT_FOUND The countries or the provinces are not in the release.
 * @retval ROUTES_E_DATA      A geometry cannot be read, or no country is that of the provinces.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_scene_read(routes_i_scene *scene, const routes_i_layers *layers,
                                  routes_error *err);

/** @brief Frees what the scene holds. */
void routes_i_scene_free(routes_i_scene *scene);

/** @brief Whether two texts are the same; null is like nothing. */
bool routes_i_same(const char *a, const char *b);

/** @brief Whether a list joined by '|' has this item. */
bool routes_i_list_has(const char *list, const char *item);

/** @brief Whether an end is the home country itself. */
bool routes_i_end_is_home(const routes_i_scene *scene, const routes_i_end *end);

/** @brief Whether an end lies in the home country: a province, a place, a crossing, a group. */
bool routes_i_end_is_inside(const routes_i_scene *scene, const routes_i_end *end);

#endif
