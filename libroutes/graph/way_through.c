/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The best way through a country, between two of its crossings. */

#include "core/fail.h"
#include "core/memory.h"
#include "graph/passage.h"

/* The best pair of crossings found so far. */
struct passage {
    uint32_t entry, exit;
    double cost;
};

/* Exits that beat `best` for one entry. */
static routes_status try_entry(struct passage *best, const routes_i_ways *ways, uint32_t entry,
                               double before, const unsigned char *inside, const double *after,
                               const char *country, size_t nodes, routes_error *err)
{
    routes_path *path = NULL;
    routes_status status = routes_i_way_search(&path, ways, entry, inside, err);
    for (uint32_t exit = 0; exit < nodes && !status; exit++) {
        if (exit == entry || after[exit] < 0.0 || !routes_path_reaches(path, exit) ||
            !routes_i_is_crossing_of(routes_network_node(ways->network, exit), country))
            continue;
        double whole = before + routes_i_way_cost(path, exit) + after[exit];
        if (best->entry == ROUTES_GRAPH_NONE || whole < best->cost)
            *best = (struct passage){entry, exit, whole};
    }
    routes_path_free(path);
    return status;
}

/* Cost from every crossing of the country to the end, -1 where there is no way. */
static routes_status costs_after(double *after, const routes_i_ways *ways, uint32_t to,
                                 const unsigned char *outside, const char *country, size_t nodes,
                                 routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (uint32_t i = 0; i < nodes && !status; i++) {
        after[i] = -1.0;
        if (outside[i] || !routes_i_is_crossing_of(routes_network_node(ways->network, i), country))
            continue;
        routes_path *path = NULL;
        status = routes_i_way_search(&path, ways, i, outside, err);
        if (!status && routes_path_reaches(path, to))
            after[i] = routes_i_way_cost(path, to);
        routes_path_free(path);
    }
    return status;
}

static routes_status choose(struct passage *best, const routes_i_ways *ways, uint32_t from,
                            uint32_t to, const char *country, const unsigned char *outside,
                            const unsigned char *inside, double *after, size_t nodes,
                            routes_error *err)
{
    routes_path *path = NULL;
    routes_status status = costs_after(after, ways, to, outside, country, nodes, err);
    if (!status)
        status = routes_i_way_search(&path, ways, from, outside, err);
    for (uint32_t entry = 0; entry < nodes && !status; entry++)
        if (routes_i_is_crossing_of(routes_network_node(ways->network, entry), country) &&
            routes_path_reaches(path, entry))
            status = try_entry(best, ways, entry, routes_i_way_cost(path, entry), inside, after,
                               country, nodes, err);
    routes_path_free(path);
    return status;
}

routes_status routes_i_way_through(routes_i_way *way, const routes_i_ways *ways, uint32_t from,
                                   uint32_t to, const char *country, routes_error *err)
{
    size_t nodes = routes_graph_nodes(routes_network_graph(ways->network));
    routes_i_masks masks = {NULL, NULL};
    double *after = routes_i_calloc(nodes, sizeof *after);
    struct passage best = {ROUTES_GRAPH_NONE, ROUTES_GRAPH_NONE, 0.0};
    size_t steps = way->steps;
    routes_status status =
        after ? routes_i_masks_make(&masks, ways, country, err)
              : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a way through a country");
    if (!status)
        status =
            choose(&best, ways, from, to, country, masks.outside, masks.inside, after, nodes, err);
    if (!status && best.entry == ROUTES_GRAPH_NONE)
        status = routes_i_fail(err, ROUTES_E_NOT_FOUND, "no way from %s to %s through %s",
                               routes_network_node(ways->network, from)->id,
                               routes_network_node(ways->network, to)->id, country);
    if (!status)
        status = routes_i_way_extend_by(way, ways, masks.outside, from, best.entry, err);
    if (!status)
        status = routes_i_way_extend_by(way, ways, masks.inside, best.entry, best.exit, err);
    if (!status)
        status = routes_i_way_extend_by(way, ways, masks.outside, best.exit, to, err);
    if (status)
        way->steps = steps;
    routes_i_masks_free(&masks);
    routes_i_free(after);
    return status;
}
