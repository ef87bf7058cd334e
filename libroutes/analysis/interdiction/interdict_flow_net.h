/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/interdict_flow_net.h
 * @brief The arcs through which an interdicted flow runs, what can still flow, and the least that
 *        a budget can leave of it.
 *
 * Capacities are divided by what divides them all. One without limit counts as more than all the
 * limited ones together, where it can be watched, and else as more than all of these too.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_INTERDICT_FLOW_NET_H
#define ROUTES_ANALYSIS_INTERDICTION_INTERDICT_FLOW_NET_H

#include "analysis/flow/max_flow.h"
#include "routes/graph.h"
#include "routes/interdict.h"

/** @brief No site. */
#define ROUTES_I_NO_SITE UINT32_MAX

/** @brief What is decided of a site. */
enum { ROUTES_I_OPEN_SITE = 0, ROUTES_I_WATCHED = 1, ROUTES_I_LEFT = 2 };

/** @brief A link or node that can be watched. */
typedef struct routes_i_flow_site {
    uint32_t at;      /**< Link, or links + node. */
    int64_t cost;     /**< Divided by what divides all costs. */
    int64_t capacity; /**< Above 0. */
} routes_i_flow_site;

/** @brief The net; start from zero, end with routes_i_flow_net_free(). */
typedef struct routes_i_flow_net {
    routes_i_flow flow;
    size_t pairs;             /**< Half the arcs. */
    int64_t *there;           /**< [pairs] Capacity of arc 2i. */
    int64_t *back;            /**< [pairs] Of arc 2i + 1. */
    uint32_t *of;             /**< [pairs] Site, or ROUTES_I_NO_SITE. */
    routes_i_flow_site *site; /**< [sites] */
    size_t sites;
    uint32_t source, sink;
    int64_t unit;           /**< What capacities were divided by. */
    int64_t cost_unit;      /**< What costs were divided by. */
    int64_t unlimited;      /**< A flow from here on has no limit. */
    int64_t infinite;       /**< More than any cut of what can be watched. */
    unsigned shift;         /**< Prices are counted in 2^-shift. */
    unsigned char *state;   /**< [sites] */
    unsigned char *reached; /**< [flow.nodes] The source's side of the last cut. */
    unsigned char *is_cut;  /**< [sites] Whether the last cut crosses it. */
    const routes_run *run;  /**< Asked during a flow. */
    uint64_t flows;         /**< How many were run. */
} routes_i_flow_net;

/** @brief Makes the net of checked options; all sites are open. */
routes_status routes_i_flow_net_make(routes_i_flow_net *net, const routes_graph *graph,
                                     const uint32_t *origin, size_t origins,
                                     const uint32_t *destination, size_t destinations,
                                     const routes_interdict_options *options, routes_error *err);

/** @brief Frees what was made; a zeroed net is allowed. */
void routes_i_flow_net_free(routes_i_flow_net *net);

/**
 * @brief The most that can flow past what is watched, `unlimited` at the most.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 */
routes_status routes_i_flow_net_value(int64_t *value, routes_i_flow_net *net, routes_error *err);

/** @brief A cut, with open sites at the lesser of their capacity and of price x cost. */
typedef struct routes_i_priced_cut {
    int64_t flow;     /**< What it costs, in 2^-shift. */
    int64_t capacity; /**< Of what it crosses and does not pay for. */
    int64_t cost;     /**< Of the sites that it pays for. */
} routes_i_priced_cut;

/**
 * @brief The cheapest cut at a price; `is_cut` is 1 for the sites that it pays for, else 0.
 * @param[in] price In 2^-shift, 0 or above.
 */
routes_status routes_i_flow_net_price(routes_i_priced_cut *cut, routes_i_flow_net *net,
                                      int64_t price, routes_error *err);

#endif
