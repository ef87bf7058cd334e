/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/interdict_net.h
 * @brief The arcs among which a shortest-path interdiction searches.
 *
 * Only what lies on some way from the source to the sink, in small whole
 * numbers: lengths are divided by what divides them all, and stand as the
 * detour that an arc makes against the shortest way from its beginning, so that
 * the shortest way of all is 0 long and a search sees only what is near it.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_INTERDICT_NET_H
#define ROUTES_ANALYSIS_INTERDICTION_INTERDICT_NET_H

#include "routes/graph.h"
#include "routes/interdict.h"

#define ROUTES_I_NONE UINT32_MAX

/** @brief An arc. */
typedef struct routes_i_detour {
    int64_t detour; /**< Length, and what is left from its end, less what was left before. */
    uint32_t head, tail;
    uint32_t site; /**< Or ROUTES_I_NONE. */
} routes_i_detour;

/** @brief A link or node that can be watched. */
typedef struct routes_i_interdict_site {
    uint32_t at;   /**< Link, or links + node. */
    int64_t cost;  /**< 0: always watched. */
    int64_t delay; /**< Above 0; `closed` of the net where it closes. */
} routes_i_interdict_site;

/** @brief The arcs and sites; start from zero, end with routes_i_interdict_net_free(). */
typedef struct routes_i_interdict_net {
    size_t nodes, arcs, sites;
    size_t *start;        /**< [nodes + 1] Rows of `arc` by tail, the least detour first. */
    routes_i_detour *arc; /**< [arcs] */
    routes_i_interdict_site *site; /**< [sites] */
    uint32_t source, sink;
    int64_t base;      /**< Length of the shortest way. */
    int64_t unit;      /**< What a length was divided by. */
    int64_t closed;    /**< A delay longer than every way that is open. */
    int64_t cost_unit; /**< What costs were divided by. */
    int reached;       /**< 0: there is no way. */
} routes_i_interdict_net;

/**
 * @brief Makes the net of checked options.
 * @param[in] link_delay As the option, never null.
 */
routes_status routes_i_interdict_net_make(routes_i_interdict_net *net, const routes_graph *graph,
                                          uint32_t from, uint32_t to, const int64_t *link_delay,
                                          const routes_interdict_options *options,
                                          routes_error *err);

/** @brief Frees what was made; a zeroed net is allowed. */
void routes_i_interdict_net_free(routes_i_interdict_net *net);

#endif
