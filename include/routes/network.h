/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/network.h
 * @brief The model as a geo-graph: places and crossings as nodes, ways between them as links.
 *
 * A network is a frozen routes_graph with the names that belong to its numbers.
 * It comes from a model, or from a plain table of links.
 */
#ifndef ROUTES_NETWORK_H
#define ROUTES_NETWORK_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/graph.h"
#include "routes/model.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief What a node is. */
typedef enum routes_node_kind {
    ROUTES_NODE_PLACE = 0,    /**< A place of the model. */
    ROUTES_NODE_CROSSING = 1, /**< A known crossing of the model. */
    ROUTES_NODE_DIFFUSE = 2,  /**< All other ways over one stretch of border. */
    ROUTES_NODE_PLAIN = 3     /**< Of a plain table. */
} routes_node_kind;

/** @brief A node; texts are borrowed from the network. */
typedef struct routes_node {
    routes_node_kind kind;
    const char *id;
    const char *name;          /**< In English; null for a plain node. */
    const char *country;       /**< ISO code; null when not stated. */
    const char *country_other; /**< Of a crossing: the other side; else null. */
    size_t row;      /**< Row in places or crossings; of a diffuse one, its province in areas. */
    double lon, lat; /**< NaN for a plain node. */
} routes_node;

/** @brief A link; texts are borrowed from the network. */
typedef struct routes_network_link {
    const char *id;
    size_t row;    /**< Row in links; SIZE_MAX for a diffuse or plain link. */
    unsigned mode; /**< Bits of routes_mode; 0 when not stated. */
    routes_link_class link_class;
    double length_m;
} routes_network_link;

/** @brief A network. Opaque, frozen; many threads may read it. */
typedef struct routes_network routes_network;

/** @brief Settings of routes_network_new(). Start from ROUTES_NETWORK_OPTIONS. */
typedef struct routes_network_options {
    size_t size;
    const char *date;      /**< Links open on this day, YYYY-MM-DD; null: the 30th of June of the
                                latest year of which a lane speaks. */
    double diffuse_factor; /**< Cost of a diffuse way against a plain one; 0 means 3. */
    int without_diffuse;   /**< Other than 0: no diffuse crossings. */
    const routes_run *run; /**< May be null; told of parts that hang together with nothing. */
} routes_network_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_NETWORK_OPTIONS                                                                     \
    {                                                                                              \
        sizeof(routes_network_options), NULL, 0.0, 0, NULL                                         \
    }

/**
 * @brief Builds the network of a checked model.
 *
 * Nodes are the places, then the crossings, then one diffuse crossing for each
 * pair of a home province and a foreign country with a common border: at the
 * middle of that border, joined to the province's capital and to the nearest
 * foreign place, by links whose length is the geodesic times `diffuse_factor`.
 * Without it every official crossing would look like a chokepoint. Links are
 * those open on the date; a link without length gets the geodesic one.
 *
 * @param[out] out     Owned by the caller: routes_network_free(). Null on failure.
 * @param[in] model    Checked; needed only during the call.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT The model is not checked, a date or factor is wrong.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_network_new(routes_network **out,
                                                         const routes_model *model,
                                                         const routes_network_options *options,
                                                         routes_error *err);

/**
 * @brief Builds a network from a plain table of links.
 *
 * Text columns `from` and `to`, and any of `id`, `length`, `time`, `reliability`, `directed`.
 * Lengths are decimals in metres and times in seconds, read exactly to 6 and 3 decimals; where a
 * whole column is missing every link counts 1. Nodes are numbered as they are first met, those of
 * `nodes` (column `id`) first.
 *
 * @param[in] links    Needed only during the call.
 * @param[in] nodes    May be null.
 * @param[in] directed Other than 0: links run one way, unless their `directed` says no.
 * @retval ROUTES_E_DATA A value is wrong; the message names the row.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_network_from_table(routes_network **out,
                                                                const routes_table *links,
                                                                const routes_table *nodes,
                                                                int directed, routes_error *err);

/** @brief Frees a network. Null is allowed. */
ROUTES_API void routes_network_free(routes_network *network);

/** @brief Its graph, borrowed. */
ROUTES_API const routes_graph *routes_network_graph(const routes_network *network);
/** @brief A node, borrowed; null beyond. */
ROUTES_API const routes_node *routes_network_node(const routes_network *network, size_t node);
/** @brief A link, borrowed; null beyond. */
ROUTES_API const routes_network_link *routes_network_link_at(const routes_network *network,
                                                             size_t link);
/** @brief The node of an id, or ROUTES_GRAPH_NONE. */
ROUTES_API uint32_t routes_network_find(const routes_network *network, const char *id);

ROUTES_END

#endif
