/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/scan_near.h
 * @brief The locations round a centre in order of distance, up to the largest window.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_SCAN_NEAR_H
#define ROUTES_ANALYSIS_HOTSPOT_SCAN_NEAR_H

#include "core/fail.h"
#include "graph/heap.h"
#include "routes/scan.h"

/** @brief Where the locations lie; read by many threads. */
typedef struct routes_i_scan_near {
    size_t locations;
    routes_scan_distance distance;
    double *at[3];        /**< [locations] Plane: x, y. Sphere: on the unit sphere. */
    double rounding;      /**< What rounding may do to a distance. */
    const double *weight; /**< [locations] What the cap is a share of; borrowed. */
    double cap;           /**< Largest sum of weights. */
    double cap_radius;    /**< Infinite: no limit. */
    const routes_graph *graph;
    uint32_t *nodes; /**< [locations] */
    uint32_t *start; /**< [graph nodes + 1] Locations at each node, in `there`. */
    uint32_t *there; /**< [locations] */
} routes_i_scan_near;

/** @brief In `order`: the next location is as far, and enters together with this one. */
#define ROUTES_I_SCAN_TIED 0x80000000U

/** @brief A centre's locations. One a thread: it holds what searching needs. */
typedef struct routes_i_scan_fan {
    uint32_t *order;  /**< [size] Locations, nearest first, with ROUTES_I_SCAN_TIED. */
    double *distance; /**< [locations] Scratch: squares by location, or micrometres in order. */
    size_t size;
    uint64_t *keys[2];
    double *bins;
    uint64_t *cost; /**< [nodes] Network alone, as below. */
    uint32_t *links;
    uint32_t *touched;
    routes_i_heap heap;
} routes_i_scan_fan;

/**
 * @brief Takes the places of the locations from `data`; `near->weight` and the caps are set later.
 * @param[in] source [locations] Index of each location in `data`.
 */
routes_status routes_i_scan_near_new(routes_i_scan_near *near, const routes_scan_data *data,
                                     routes_scan_distance distance, const uint32_t *source,
                                     size_t locations, routes_error *err);

/** @brief Frees what it holds. */
void routes_i_scan_near_free(routes_i_scan_near *near);

/** @brief Room for a fan. To be freed on failure too. */
routes_status routes_i_scan_fan_new(routes_i_scan_fan *fan, const routes_i_scan_near *near,
                                    routes_error *err);

/** @brief Frees what it holds. */
void routes_i_scan_fan_free(routes_i_scan_fan *fan);

/**
 * @brief Orders the locations round `centre` by distance.
 * @param[in] shape     Major by minor axis.
 * @param[in] angle_rad Of the major axis.
 */
void routes_i_scan_fan_open(routes_i_scan_fan *fan, const routes_i_scan_near *near, uint32_t centre,
                            double shape, double angle_rad);

/** @brief Distance of the location at a place of the order, as routes_scan_cluster::radius. */
double routes_i_scan_fan_radius(const routes_i_scan_fan *fan, const routes_i_scan_near *near,
                                size_t place);

#endif
