/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/symbol.h
 * @brief The signs of the maps: strokes of lanes, heads, nodes, plates.
 */
#ifndef ROUTES_RENDER_SYMBOL_H
#define ROUTES_RENDER_SYMBOL_H

#include "render/block.h"
#include "render/curve.h"
#include "routes/layer.h"

/** @brief Length and width of an arrow head. */
#define ROUTES_I_HEAD_LONG 15.0
#define ROUTES_I_HEAD_WIDE 12.6

/** @brief Radius of the signs of nodes. */
#define ROUTES_I_RADIUS_DESTINATION 13.0
#define ROUTES_I_RADIUS_RALLYING 11.0
#define ROUTES_I_RADIUS_CROSSING 12.0
#define ROUTES_I_RADIUS_COUNTRY 9.0
#define ROUTES_I_RADIUS_END 5.0

/** @brief Signs of nodes. */
typedef enum routes_i_symbol {
    ROUTES_I_SYMBOL_END = 0,         /**< Small dot: an end like any other. */
    ROUTES_I_SYMBOL_DESTINATION = 1, /**< Ring with a core. */
    ROUTES_I_SYMBOL_RALLYING = 2,    /**< Triangle. */
    ROUTES_I_SYMBOL_CROSSING = 3,    /**< Diamond with a bar. */
    ROUTES_I_SYMBOL_PORT = 4,        /**< Anchor. */
    ROUTES_I_SYMBOL_AIRPORT = 5,     /**< Aeroplane. */
    ROUTES_I_SYMBOL_COUNTRY = 6,     /**< Small ring: a fixed inner point of a country. */
    ROUTES_I_SYMBOL_SHARE = 7,       /**< Disc whose area is a share. */
    ROUTES_I_SYMBOL_TEAM = 8,        /**< Disc with a number: a proposed team. */
    ROUTES_I_SYMBOL_DRAWN = 9        /**< None: the figure draws it by itself. */
} routes_i_symbol;

/** @brief How the line of a lane looks. */
typedef struct routes_i_stroke {
    routes_dash dash;
    uint32_t rgb;
    int head_to;   /**< 0 none, 1 full, -1 small and hollow. */
    int head_from; /**< The same. */
} routes_i_stroke;

/** @brief The white casing below a lane, so that a crossing reads as over and under. */
void routes_i_symbol_casing(const routes_i_page *page, const routes_i_curve *curve,
                            routes_i_stroke stroke);

/** @brief The line of a lane. */
void routes_i_symbol_line(const routes_i_page *page, const routes_i_curve *curve,
                          routes_i_stroke stroke);

/** @brief Its heads; drawn after all lines, so that no casing cuts into them. */
void routes_i_symbol_heads(const routes_i_page *page, const routes_i_curve *curve,
                           routes_i_stroke stroke);

/** @brief An arrow head at `tip`, flying in `direction`; hollow ones are smaller. */
void routes_i_symbol_head(const routes_i_page *page, routes_i_xy tip, routes_i_xy direction,
                          uint32_t rgb, bool hollow);

/** @brief The sign of a node about its middle. */
void routes_i_symbol_node(const routes_i_page *page, routes_i_symbol symbol, routes_i_xy at,
                          uint32_t rgb);

/** @brief Its radius. */
double routes_i_symbol_radius(routes_i_symbol symbol);

/** @brief Radius of the disc of a share, in per cent: its area is proportional to it. */
double routes_i_share_radius(double percent);

/** @brief Disc of a share: dark to the low end, light from there to the high end. */
void routes_i_symbol_share(const routes_i_page *page, routes_i_xy at, double low, double high,
                           uint32_t rgb, const char *text);

/** @brief Disc with a number in it. */
void routes_i_symbol_badge(const routes_i_page *page, routes_i_xy at, const char *text);

/** @brief Two half discs back to back: before on the left, after on the right. */
void routes_i_symbol_halves(const routes_i_page *page, routes_i_xy at, uint32_t before,
                            double before_radius, uint32_t after, double after_radius);

/** @brief Three short strokes that come in from `away`: "from the country at large". */
void routes_i_symbol_feather(const routes_i_page *page, routes_i_xy at, double radius,
                             routes_i_xy away, uint32_t rgb);

/** @brief A plate with text: an end outside the map. Dotted rim: a group, no place. */
void routes_i_symbol_plate(const routes_i_page *page, routes_i_rect box,
                           const routes_i_block *block, uint32_t rgb, bool dotted);

/** @brief Round arrow of a lane that stays within one country, with its id. */
void routes_i_symbol_loop(const routes_i_page *page, routes_i_xy at, double radius, uint32_t rgb,
                          routes_dash dash, const char *id);

/** @brief Hatches the present path and drops it. */
void routes_i_symbol_hatch(const routes_i_page *page, routes_hatch hatch, uint32_t rgb);

/** @brief A lane's id in a white box with a rim. */
void routes_i_symbol_id(const routes_i_page *page, routes_i_rect box, const char *id, uint32_t rgb);

#endif
