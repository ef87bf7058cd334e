/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file geo/sharing.h
 * @brief What two shapes have in common of their borders: the kernel under contiguity and border.
 *
 * Edges are straight in longitude and latitude (or in the plane), as in the
 * maps that borders come from. About each edge the earth is flat: offsets are
 * metres along the meridian and the parallel there.
 */
#ifndef ROUTES_GEO_SHARING_H
#define ROUTES_GEO_SHARING_H

#include <stdbool.h>

#include "geo/edges.h"
#include "geo/geodesic.h"

/** @brief A line in common is told from a corner from this many tolerances on: beside a corner of
 *         30 degrees, two pieces of two tolerances each lie close enough to the other border. */
#define ROUTES_I_LINE_TOLERANCES 4.0

/** @brief When a comparison has said enough. */
typedef enum routes_i_sharing_until {
    ROUTES_I_UNTIL_MEASURED = 0, /**< All that is shared is measured. */
    ROUTES_I_UNTIL_TOUCHING = 1, /**< They touch, or do not. */
    /** A line is shared, or not: `shared_m` is then more than ROUTES_I_LINE_TOLERANCES, or all. */
    ROUTES_I_UNTIL_LINE = 2
} routes_i_sharing_until;

/** @brief How shapes are compared. */
typedef struct routes_i_sharing {
    struct geod_geodesic earth;
    double tolerance_m;
    bool plane; /**< Coordinates are metres of a plane. */
    routes_i_sharing_until until;
} routes_i_sharing;

/** @brief A piece of an edge of the first shape that is also border of the second. */
typedef struct routes_i_piece {
    size_t edge; /**< In the points of the set. */
    size_t run;  /**< Ring of the first shape. */
    double from; /**< 0 .. 1 along the edge. */
    double to;
    double length_m;
} routes_i_piece;

/** @brief Told of each piece, in the order of the rings of the first shape. */
typedef routes_status (*routes_i_piece_visit)(const routes_i_piece *piece, void *user,
                                              routes_error *err);

/** @brief Scratch space of one worker; start from zero, routes_i_scratch_free() at the end. */
typedef struct routes_i_scratch {
    struct routes_i_rival *rivals;
    size_t rivals_capacity;
    double *reach; /**< [rivals] Greatest upper end so far. */
    size_t reach_capacity;
    double (*spans)[2];
    size_t spans_capacity;
} routes_i_scratch;

/** @brief Frees scratch space. */
void routes_i_scratch_free(routes_i_scratch *scratch);

/**
 * @brief Compares two shapes.
 *
 * @param[in,out] touching Set when the borders come within the tolerance of each other anywhere.
 * @param[in,out] shared_m The length of border in common is added.
 * @param[in] shift        Added to the longitudes of `b`: 0, 360 or -360.
 * @param[in] visit        May be null.
 */
routes_status routes_i_sharing_compare(bool *touching, double *shared_m,
                                       const routes_i_sharing *how, const routes_i_edges *edges,
                                       size_t a, size_t b, double shift, routes_i_scratch *scratch,
                                       routes_i_piece_visit visit, void *user, routes_error *err);

/** @brief Half the least width, in degrees (or metres of the plane), that covers the tolerance
 *         anywhere in the box, for x and y. */
void routes_i_sharing_margin(double *x, double *y, const routes_i_sharing *how, routes_box box);

/** @brief The point at `t`, 0 .. 1, of edge `edge`. */
routes_point routes_i_edge_point(const routes_i_edges *edges, size_t edge, double t);

/** @brief Length in metres of the straight piece between two points. */
double routes_i_sharing_length(const routes_i_sharing *how, routes_point a, routes_point b);

#endif
