/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/map.h
 * @brief A lane map in the making: nodes, lanes, names; curves and labels solved together.
 *
 * A figure says what stands where and what is joined; the map lays out the
 * curves, places ids, names and numbers, and draws all of it.
 */
#ifndef ROUTES_RENDER_MAP_H
#define ROUTES_RENDER_MAP_H

#include "render/ground.h"
#include "render/label.h"
#include "render/symbol.h"

/** @brief Masks of the layout: where a lane may run. */
#define ROUTES_I_MASK_OWN 0 /* not over the land of neighbours */
#define ROUTES_I_MASK_SEA 1

/** @brief How a name is written, and where it may stand. */
typedef enum routes_i_name {
    ROUTES_I_NAME_NONE = 0,
    ROUTES_I_NAME_DESTINATION = 1, /**< Large and bold, beside its node. */
    ROUTES_I_NAME_PLACE = 2,       /**< Bold, beside its node. */
    ROUTES_I_NAME_AREA = 3,        /**< Beside its node, within its area if it fits. */
    ROUTES_I_NAME_COUNTRY = 4,     /**< Bold capitals, beside its node. */
    ROUTES_I_NAME_SMALL = 5        /**< Small and bold, in an inset. */
} routes_i_name;

/** @brief A node. */
typedef struct routes_i_map_node {
    routes_i_end_kind kind;
    size_t index; /**< As in routes_i_end; tells nodes apart together with `kind` and `twin`. */
    size_t twin;  /**< Number of the plate, where a country has several. */
    routes_i_symbol symbol;
    bool plate;
    bool dotted; /**< A group's plate. */
    routes_i_xy at;
    double half_width;
    double half_height;
    uint32_t rgb;
    routes_i_name name_style;
    const char *name;
    const char *local;
    const char *sub;  /**< Second line of a plate or a country. */
    double share_low; /**< Per cent; NaN: no share. */
    double share_high;
    const char *share_text;
    const routes_i_lane *loop;       /**< Lane from the node to itself; null: none. */
    const char *loop_text[3];        /**< Its number and what it counts; for a plate. */
    bool port;                       /**< An anchor beside it. */
    const routes_i_outline *outline; /**< Of its area; null: none. */
} routes_i_map_node;

/** @brief A branch of a lane, from node to node. */
typedef struct routes_i_map_lane {
    const routes_i_lane *lane;
    routes_i_layout_lane ends;
    routes_i_stroke stroke;
    bool feather_from; /**< From the country at large. */
    bool feather_to;
    bool labelled;      /**< Carries the lane's id. */
    const char *tag[3]; /**< Number and what it counts, beside the line; null: none. */
    routes_i_curve curve;
    double bend; /**< Of the layout before. */
} routes_i_map_lane;

/** @brief A name of an area without a node. */
typedef struct routes_i_map_area {
    const char *name;
    const char *local;
    const char *sub; /**< A small line below; null: none. */
    const routes_i_outline *outline;
    routes_i_xy at; /**< Where it would stand best. */
    routes_i_type type;
    double leave_out;
} routes_i_map_area;

/** @brief The map. Arrays have room for what the figure said at the start. */
typedef struct routes_i_map {
    const routes_i_fonts *fonts;
    routes_i_ground *ground;
    routes_i_arena *arena;
    routes_i_map_node *nodes;
    size_t node_count;
    size_t node_room;
    routes_i_map_lane *lanes;
    size_t lane_count;
    size_t lane_room;
    routes_i_map_area *areas;
    size_t area_count;
    size_t area_room;
    routes_i_obstacle
        *fixed; /**< What labels and lanes keep off: the scale, the numbers of a plate. */
    size_t fixed_count;
    size_t fixed_room;
    double long_lane;
    struct routes_i_map_label *labels; /**< As solved. */
    size_t label_count;
} routes_i_map;

/** @brief Makes room. */
routes_status routes_i_map_new(routes_i_map *map, routes_i_ground *ground,
                               const routes_i_fonts *fonts, routes_i_arena *arena, size_t nodes,
                               size_t lanes, size_t areas, routes_error *err);

/** @brief Node of this key, or ROUTES_I_NONE. */
size_t routes_i_map_find(const routes_i_map *map, routes_i_end_kind kind, size_t index,
                         size_t twin);

/** @brief Adds a node and returns its index; there must be room. */
size_t routes_i_map_add(routes_i_map *map, routes_i_map_node node);

/** @brief Adds the names of all countries that can be seen and are neither home nor a node. */
routes_status routes_i_map_name_countries(routes_i_map *map, routes_i_scene *scene,
                                          routes_error *err);

/** @brief Adds the names of the waters within the home country; they give way to all others. */
void routes_i_map_name_waters(routes_i_map *map, const routes_i_scene *scene);

/** @brief Size of the plate that a node's texts need. */
void routes_i_map_size_plate(const routes_i_map *map, routes_i_map_node *node);

/** @brief Lays out the curves, then the labels, then both once more with regard to each other. */
routes_status routes_i_map_solve(routes_i_map *map, routes_error *err);

/** @brief How good the curves are. */
routes_status routes_i_map_measure(routes_i_layout_quality *quality, const routes_i_map *map,
                                   routes_error *err);

/** @brief Direction of the feather at an end of a lane: away from it, where no lane comes in. */
routes_i_xy routes_i_map_feather(const routes_i_map *map, size_t index, int side);

/** @brief Draws lanes, nodes, plates and labels over the ground. */
void routes_i_map_draw(const routes_i_map *map, const routes_i_page *page);

#endif
