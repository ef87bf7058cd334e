/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/bypass.h
 * @brief What is cut off when a crossing is held, and how long the way round is for the rest.
 */
#ifndef ROUTES_BYPASS_H
#define ROUTES_BYPASS_H

#include "routes/path.h"

ROUTES_BEGIN

/** @brief What holding a site does to a demand whose best way passes it. */
typedef enum routes_bypass_kind {
    ROUTES_BYPASS_ROUND = 0,   /**< There is another way. */
    ROUTES_BYPASS_CUT_OFF = 1, /**< There is none. */
    ROUTES_BYPASS_END = 2      /**< It begins or ends at the site, and has nowhere to go round. */
} routes_bypass_kind;

/** @brief One demand at one site. */
typedef struct routes_bypass_case {
    size_t demand;
    routes_bypass_kind kind;
    int64_t cost;         /**< Of the best way, in the unit of the search. */
    int64_t cost_without; /**< Of the best way when the site is held; -1 where there is none. */
    double ratio;         /**< cost_without / cost, at least 1; 1 where both are 0, infinite where
                               only the first is; NaN where there is no way round. */
} routes_bypass_case;

/** @brief All demands at one site. */
typedef struct routes_bypass_site {
    size_t passing;                  /**< Demands whose best way passes: number of `cases`. */
    size_t cut_off;                  /**< Of these, those without another way. */
    size_t ends;                     /**< Of these, those that begin or end here. */
    const routes_bypass_case *cases; /**< [passing] In order of demand. Borrowed. */
} routes_bypass_site;

/**
 * @brief Settings of routes_bypass_new(). Start from ROUTES_BYPASS_OPTIONS.
 *
 * The arrays are borrowed for the time of the call.
 */
typedef struct routes_bypass_options {
    size_t size;                      /**< sizeof this struct, set by ROUTES_BYPASS_OPTIONS. */
    int sites_are_links;              /**< Other than 0: sites are links, not nodes. */
    routes_path_kind kind;            /**< Length or time. Default: length. */
    const unsigned char *node_closed; /**< [nodes] Closed anyway. Null: all open. */
    const unsigned char *link_closed; /**< [links] Closed anyway. Null: all open. */
    const routes_run *run; /**< Null: one thread, silence. Threads do not change the answer. */
} routes_bypass_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_BYPASS_OPTIONS                                                                      \
    {                                                                                              \
        sizeof(routes_bypass_options), 0, ROUTES_PATH_LENGTH, NULL, NULL, NULL                     \
    }

/** @brief What each site holds up. Made by routes_bypass_new(), never changed. */
typedef struct routes_bypass routes_bypass;

/**
 * @brief Holds each site in turn, alone, and looks for other ways.
 *
 * A demand is laid on its best way (see routes_path_new() for ties) and counts
 * at the sites on it; holding any other site does nothing to it. A demand
 * without a way to begin with counts nowhere.
 *
 * @param[out] bypass  Set to null on failure.
 * @param[in] graph    The graph.
 * @param[in] sites    [site_count] Nodes, or links; each once.
 * @param[in] site_count Number of sites.
 * @param[in] from     [demands] Node where each demand begins.
 * @param[in] to       [demands] Node where it ends.
 * @param[in] demands  Number of demands.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  A required array is null, or an option is unknown.
 * @retval ROUTES_E_DATA      A site or a demand is not in the graph, or a site is given twice.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: a path search for each origin, and for each site and origin that passes
 * it; shared among threads. Thread safety: no shared state.
 * Source: H. W. Corley and D. Y. Sha, "Most vital links and nodes in weighted
 * networks", Operations Research Letters 1(4), 1982, pp. 157-160.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_bypass_new(routes_bypass **bypass, const routes_graph *graph, const uint32_t *sites,
                  size_t site_count, const uint32_t *from, const uint32_t *to, size_t demands,
                  const routes_bypass_options *options, routes_error *err);

/** @brief Frees the answer and all that was borrowed from it. Null is allowed. @since 0.1 */
ROUTES_API void routes_bypass_free(routes_bypass *bypass);

/** @brief What site `site`, counted as given, holds up. @since 0.1 */
ROUTES_API routes_bypass_site routes_bypass_at(const routes_bypass *bypass, size_t site);

ROUTES_END

#endif
