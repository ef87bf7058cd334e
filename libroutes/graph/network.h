/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file graph/network.h
 * @brief A network under construction: nodes and links are added, then frozen.
 */
#ifndef ROUTES_GRAPH_NETWORK_H
#define ROUTES_GRAPH_NETWORK_H

#include "core/arena.h"
#include "model/index.h"
#include "routes/network.h"

/** @brief A link as it is added. Not known: negative time, NaN reliability. */
typedef struct routes_i_link {
    routes_network_link about;
    uint32_t from, to;
    int64_t length_um;
    int64_t time_ms;
    double reliability;
    unsigned char both_ways;
} routes_i_link;

struct routes_network {
    routes_i_arena texts;
    routes_node *nodes;
    size_t node_count, node_capacity;
    routes_network_link *links;
    size_t link_count;
    routes_i_index ids;
    routes_graph *graph;
};

/** @brief Links that wait to be frozen; start from zero. */
typedef struct routes_i_links {
    routes_i_link *links;
    size_t count, capacity;
} routes_i_links;

/** @brief An empty network. */
routes_status routes_i_network_new(routes_network **out, routes_error *err);

/**
 * @brief Adds a node; its texts are copied.
 * @param[out] number May be null.
 * @retval ROUTES_E_DATA Its id is taken.
 */
routes_status routes_i_network_add_node(uint32_t *number, routes_network *network,
                                        const routes_node *node, routes_error *err);

/** @brief Keeps a link for later; the text of its id is copied into the network. */
routes_status routes_i_network_add_link(routes_network *network, routes_i_links *links,
                                        const routes_i_link *link, routes_error *err);

/** @brief Makes the graph; `links` is freed in any case. */
routes_status routes_i_network_freeze(routes_network *network, routes_i_links *links,
                                      routes_error *err);

#endif
