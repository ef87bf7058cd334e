/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/density.h
 * @brief Kernel density along a network: where on the roads and rivers events lie together.
 *
 * A density on the plane spreads an event over fields and water. This one
 * spreads it along the links alone, by the distance that is travelled, and
 * says how many events there are per metre of way.
 */
#ifndef ROUTES_DENSITY_H
#define ROUTES_DENSITY_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/graph.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief What becomes of an event's mass where links meet. */
typedef enum routes_density_method {
    /** Shared equally among the other links. Mass is kept; the density jumps at nodes. */
    ROUTES_DENSITY_DISCONTINUOUS = 0,
    /** Shared so that the density is continuous: 2/n goes on by each other link, and 2/n - 1,
     * which is below 0 where n > 2, back by the same. Mass is kept. */
    ROUTES_DENSITY_CONTINUOUS = 1,
    /** Copied into every link, by the shortest way. Mass grows at every node of more than two
     * links, so that the density speaks of junctions rather than of events. */
    ROUTES_DENSITY_SIMPLE = 2
} routes_density_method;

/** @brief The kernel k(t), with u = t / bandwidth; 0 where |u| > 1, and of integral 1. */
typedef enum routes_density_shape {
    ROUTES_DENSITY_QUARTIC = 0,      /**< 15/16 (1 - u^2)^2 / h, the biweight. */
    ROUTES_DENSITY_EPANECHNIKOV = 1, /**< 3/4 (1 - u^2) / h. */
    ROUTES_DENSITY_TRIANGULAR = 2,   /**< (1 - |u|) / h. */
    ROUTES_DENSITY_UNIFORM = 3,      /**< 1/2 / h. */
    ROUTES_DENSITY_GAUSSIAN =
        4 /**< Normal of standard deviation h/3, cut at h, made to sum to 1. */
} routes_density_shape;

/** @brief Points on links: events, or where the density is asked for. */
typedef struct routes_density_points {
    size_t count;             /**< How many; 0 is allowed, and the arrays may then be null. */
    const uint32_t *link;     /**< [count] Link of the graph. */
    const int64_t *offset_um; /**< [count] Micrometres from the link's `from`, 0 .. its length. */
    const double *weight;     /**< [count] Events at the point, finite. Null: 1 each. Not read of
                                   the points where the density is asked for. */
} routes_density_points;

/** @brief Settings of routes_density_estimate(). Start from ROUTES_DENSITY_OPTIONS. */
typedef struct routes_density_options {
    size_t size;                  /**< sizeof this struct, set by ROUTES_DENSITY_OPTIONS. */
    routes_density_method method; /**< Default: discontinuous. */
    routes_density_shape shape;   /**< Default: quartic. */
    int ends_lose;         /**< Other than 0: what arrives at a dead end is lost. Else it is given
                                back, so that no mass is lost. Not of the simple method. */
    size_t most_paths;     /**< Ways followed from one event; 0 means 1 000 000. */
    const routes_run *run; /**< Null: one thread, silence. Threads do not change the answer. */
} routes_density_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_DENSITY_OPTIONS                                                                     \
    {                                                                                              \
        sizeof(routes_density_options), ROUTES_DENSITY_DISCONTINUOUS, ROUTES_DENSITY_QUARTIC, 0,   \
            0, NULL                                                                                \
    }

/**
 * @brief Events per metre at points of a network.
 *
 * Of an event at y of weight w, a point x has
 *
 *     simple:        w k(d)                          d: length of the shortest way
 *     discontinuous: w sum over ways of k(length) / product of (n - 1)
 *     continuous:    w sum over ways of k(length) product of (2/n - [the way turns back])
 *
 * with the products over the nodes that the way passes, n the number of link
 * ends at a node, and the ways all walks no longer than the bandwidth. A walk
 * turns back at a dead end (n = 1: 2/n - 1 = 1), unless `ends_lose`, and, for the
 * continuous method, at every other node. Round a cycle an event is met from both
 * sides, and again after each turn; nothing assumes that cycles are longer than
 * the bandwidth. A node of two links changes nothing: a link may be cut into pieces.
 *
 * An event on a node goes to each of its n links as 2 k(t) / n. Links may be used both
 * ways, whatever the graph says of their direction, and links of length 0 join
 * their ends into one node. The density of a point on a node is that of the link
 * it is given with.
 *
 * The integral over the network is the sum of the weights for the two methods
 * that share (unless ends lose); not for the simple one.
 *
 * @param[out] density  [samples->count] Events per metre; NaN on a link of length 0.
 * @param[in] graph     The network; its lengths alone are used.
 * @param[in] events    Where events are.
 * @param[in] samples   Where the density is asked for.
 * @param[in] bandwidth_um Reach of the kernel, micrometres, above 0, at most 2^60.
 * @param[in] options   Null for the defaults.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT  A null, an option that is not known, a bandwidth out of range, or more
 *                            ways from an event than `most_paths`: their number grows with every
 *                            node within the bandwidth.
 * @retval ROUTES_E_DATA      A link or an offset that is not there, a weight that is not finite.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop. Outputs are untouched on failure.
 *
 * Cost: O(events x (ways from one, and the points on them)), shared among threads; walks that meet
 * on a link after the same length, in micrometres, go on as one. Thread safety: no shared state.
 * Source: A. Okabe, T. Satoh and K. Sugihara, "A kernel density estimation method for networks, its
 * computational method and a GIS-based tool", International Journal of Geographical Information
 * Science 23(1), 2009, pp. 7-32; A. Okabe and K. Sugihara, "Spatial analysis along networks", 2012,
 * sections 9.2.2 and 9.2.3; ways round cycles: G. McSwiggan, A. Baddeley and G. Nair, "Kernel
 * density estimation on a linear network", Scandinavian Journal of Statistics 44(2), 2017,
 * pp. 324-345. Simple: Z. Xie and J. Yan, "Kernel density estimation of traffic accidents in a
 * network space", Computers, Environment and Urban Systems 32(5), 2008, pp. 396-406. Systems
 * differ at dead ends: spatstat's discontinuous method loses what arrives (`ends_lose`), its
 * continuous one gives it back. Its bandwidth is the kernel's standard deviation (quartic:
 * h / sqrt(7), Epanechnikov: h / sqrt(5)).
 * Oracle: spatstat.linnet 3.0-6, densityEqualSplit(); all walks one by one.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_density_estimate(
    double *density, const routes_graph *graph, const routes_density_points *events,
    const routes_density_points *samples, int64_t bandwidth_um,
    const routes_density_options *options, routes_error *err);

/**
 * @brief The middles of equal pieces of every link, none longer than `spacing_um` (lixels).
 *
 * A link of length L has ceil(L / spacing_um) pieces; one of length 0 has none.
 *
 * @param[out] count     How many there are.
 * @param[out] link      [count] Null, as `offset_um`, to learn the count alone.
 * @param[out] offset_um [count] In order of link, then offset; rounded down.
 * @param[in] graph      The network.
 * @param[in] spacing_um Above 0.
 * @param[out] err       May be null.
 * @retval ROUTES_E_ARGUMENT A null, or a spacing that gives a link more than 2^30 pieces.
 *
 * Cost: O(links + count). Source: Xie and Yan 2008, as above.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_density_lixels(size_t *count, uint32_t *link,
                                                            int64_t *offset_um,
                                                            const routes_graph *graph,
                                                            int64_t spacing_um, routes_error *err);

/** @brief The word for a method: discontinuous, continuous, simple; null for another value. */
ROUTES_API const char *routes_density_method_text(routes_density_method method);

/** @brief The word for a shape: quartic, epanechnikov, triangular, uniform, gaussian; or null. */
ROUTES_API const char *routes_density_shape_text(routes_density_shape shape);

ROUTES_END

#endif
