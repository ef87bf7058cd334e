/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/route_logit.h
 * @brief Demands shared among their ways: not all take the best, the worse ones are taken less.
 *
 * The choice set is every way that visits no node twice, or those of them that
 * cost no more than so many times the least. For small networks, and for short
 * lists of ways; the recursive logit of routes/recursive_logit.h needs no list.
 */
#ifndef ROUTES_ROUTE_LOGIT_H
#define ROUTES_ROUTE_LOGIT_H

#include "routes/graph.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief What is to be laid: so much from one node to another. */
typedef struct routes_logit_demands {
    size_t count;
    const uint32_t *from; /**< [count] Nodes. */
    const uint32_t *to;   /**< [count] Nodes. One that is its own origin stays where it is. */
    const double *volume; /**< [count] >= 0. Null: 1 each. */
} routes_logit_demands;

/** @brief What a way is worth beside its cost. */
typedef enum routes_route_logit_kind {
    ROUTES_ROUTE_LOGIT_PLAIN = 0,    /**< Nothing. */
    ROUTES_ROUTE_LOGIT_PATH_SIZE = 1 /**< Less, the more of it other ways use too. */
} routes_route_logit_kind;

/** @brief Settings of routes_route_logit_new(). Start from ROUTES_ROUTE_LOGIT_OPTIONS. */
typedef struct routes_route_logit_options {
    size_t size;                  /**< sizeof this struct, set by ROUTES_ROUTE_LOGIT_OPTIONS. */
    routes_route_logit_kind kind; /**< Default: plain. */
    double cutoff;   /**< Ways that cost more than so many times the least are left out; at least 1.
                          0: all ways. */
    double exponent; /**< Of the path size; 0 means 1. */
    size_t most_ways;      /**< More ways of one demand are refused; 0 means 100 000. */
    const routes_run *run; /**< Null: one thread, silence. Threads do not change the answer. */
} routes_route_logit_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_ROUTE_LOGIT_OPTIONS                                                                 \
    {                                                                                              \
        sizeof(routes_route_logit_options), ROUTES_ROUTE_LOGIT_PLAIN, 0.0, 0.0, 0, NULL            \
    }

/** @brief Ways and their shares. Made by routes_route_logit_new(), never changed. */
typedef struct routes_route_logit routes_route_logit;

/**
 * @brief The ways as rows; all borrowed.
 *
 * Ways of demand i are way_start[i] to way_start[i + 1], the cheapest first, of equal ones that
 * with fewer links, then with the lower links. A demand without a way has none, and is in no load.
 */
typedef struct routes_route_logit_rows {
    size_t demands;
    const size_t *way_start;  /**< [demands + 1] */
    const double *cost;       /**< [ways] In the unit of the costs. */
    const double *share;      /**< [ways] Part of its demand; those of one demand sum to 1. */
    const double *path_size;  /**< [ways] Above 0, at most 1; 1: shares no link. */
    const size_t *link_start; /**< [ways + 1] */
    const uint32_t *links;    /**< In the order of the way. */
    const double *load;       /**< [links of the graph] Volume on the link, both directions. */
} routes_route_logit_rows;

/**
 * @brief Shares each demand among its ways.
 *
 * With C the cost of a way,
 *
 *     plain      share ~ exp(-theta C)
 *     path size  share ~ PS^exponent exp(-theta C)
 *     PS = sum over its links of (cost of the link / C) / (ways of this demand that use it)
 *
 * A way visits no node twice; parallel links make different ways, links from a node to itself make
 * none. Of a way without cost every link is the same part. `theta` 0 shares equally, infinity gives
 * all to the cheapest, equally where several are within 1e-12; the cut-off has the same tolerance.
 *
 * @param[out] logit  Set to null on failure.
 * @param[in] graph   Needed only during the call; its lengths are not read.
 * @param[in] cost    [links] Of each link, both directions, >= 0.
 * @param[in] demands What is laid.
 * @param[in] theta   >= 0, may be infinite; per unit of cost.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  A required argument is null, or an option is out of range.
 * @retval ROUTES_E_DATA      A cost, a volume or a demand is wrong, or a demand has too many ways.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: a search and the listing of all ways for each demand; shared among threads. Thread safety:
 * no shared state.
 * Source: M. Ben-Akiva and M. Bierlaire, "Discrete choice methods and their applications to short
 * term travel decisions", Handbook of Transportation Science, 1999 (path size).
 * Oracle: enumeration in 40-digit arithmetic and in R.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_route_logit_new(routes_route_logit **logit, const routes_graph *graph, const double *cost,
                       const routes_logit_demands *demands, double theta,
                       const routes_route_logit_options *options, routes_error *err);

/** @brief Frees the ways and all that was borrowed from them. Null is allowed. @since 0.1 */
ROUTES_API void routes_route_logit_free(routes_route_logit *logit);

/** @brief The ways as rows. @since 0.1 */
ROUTES_API routes_route_logit_rows routes_route_logit_read(const routes_route_logit *logit);

ROUTES_END

#endif
