/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/ground.h
 * @brief The base of a map: which part of the world it shows, and its land, borders and provinces.
 */
#ifndef ROUTES_RENDER_GROUND_H
#define ROUTES_RENDER_GROUND_H

#include "render/mask.h"
#include "render/scene.h"

/** @brief The ground. */
typedef struct routes_i_ground {
    routes_i_projection projection;
    routes_point centre;         /**< Of the projection. */
    routes_i_rect frame;         /**< The free part of the map on the page. */
    routes_i_outline *countries; /**< [country_count of the scene] */
    size_t country_count;
    routes_i_outline *provinces; /**< [province_count of the scene] */
    size_t province_count;
    routes_i_outline *waters; /**< [water_count of the scene] */
    size_t water_count;
    routes_i_mask home; /**< 1 where the home country is. */
    routes_i_mask land; /**< 1 where any country is. */
} routes_i_ground;

/**
 * @brief Frames the home country: as large as the page allows, all of it and some air.
 *
 * The height of the frame follows from the shape of the country.
 */
routes_status routes_i_ground_fit_home(routes_i_ground *ground, const routes_i_scene *scene,
                                       routes_error *err);

/**
 * @brief Frames the home country with its region: the home takes a good quarter of the width, and
 *        the frame is moved so that it holds as many countries of lanes as it can.
 */
routes_status routes_i_ground_fit_region(routes_i_ground *ground, const routes_i_scene *scene,
                                         routes_error *err);

/** @brief Projects all areas into the frame. Free with routes_i_ground_free(), also after a
 * failure. */
routes_status routes_i_ground_read(routes_i_ground *ground, const routes_i_scene *scene,
                                   routes_error *err);

/** @brief Frees outlines and pictures. */
void routes_i_ground_free(routes_i_ground *ground);

/** @brief Where a point lies on the page. */
routes_i_xy routes_i_ground_at(const routes_i_ground *ground, routes_point point);

/** @brief Colours of the ground. */
typedef struct routes_i_ground_look {
    uint32_t sea;
    uint32_t home;
    uint32_t named; /**< Countries that lanes name. */
    uint32_t other;
    double nation_width;
    bool provinces;     /**< Their borders too. */
    bool hatch_unnamed; /**< Provinces that no lane names: no information. */
} routes_i_ground_look;

/** @brief Draws sea, land and borders. Fills of provinces come between: see the two halves. */
void routes_i_ground_draw_land(const routes_i_ground *ground, const routes_i_page *page,
                               const routes_i_scene *scene, const routes_i_ground_look *look);

/** @brief Draws the waters and the borders over the land. */
void routes_i_ground_draw_borders(const routes_i_ground *ground, const routes_i_page *page,
                                  const routes_i_scene *scene, const routes_i_ground_look *look);

/** @brief Draws a scale bar of a round length in the lower left, and says the projection. */
void routes_i_ground_draw_scale(const routes_i_ground *ground, const routes_i_page *page);

/** @brief The box that the scale bar takes up. */
routes_i_rect routes_i_ground_scale_box(const routes_i_ground *ground);

#endif
