/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/way.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"
#include "graph/passage.h"

void routes_i_way_free(routes_i_way *way)
{
    routes_i_free(way->nodes);
    routes_i_free(way->links);
    *way = (routes_i_way){0};
}

static bool reserve(routes_i_way *way, size_t more)
{
    size_t need = way->steps + more + 1;
    if (need <= way->capacity)
        return true;
    size_t capacity = way->capacity * 2 > need ? way->capacity * 2 : need;
    uint32_t *nodes = routes_i_realloc(way->nodes, capacity, sizeof *nodes);
    if (!nodes)
        return false;
    way->nodes = nodes;
    uint32_t *links = routes_i_realloc(way->links, capacity, sizeof *links);
    if (!links)
        return false;
    way->links = links;
    way->capacity = capacity;
    return true;
}

routes_status routes_i_way_search(routes_path **path, const routes_i_ways *ways, uint32_t from,
                                  const unsigned char *node_closed, routes_error *err)
{
    routes_path_options options = ROUTES_PATH_OPTIONS;
    options.kind = ROUTES_PATH_RELIABILITY;
    options.node_closed = node_closed;
    options.link_closed = ways->link_closed;
    options.run = ways->run;
    return routes_path_new(path, routes_network_graph(ways->network), from, &options, err);
}

static routes_status append(routes_i_way *way, const routes_path *path, uint32_t to,
                            routes_error *err)
{
    size_t steps = routes_path_size(path, to);
    if (!reserve(way, steps))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a way of %zu links", steps);
    routes_status status =
        routes_path_read(way->nodes + way->steps, way->links + way->steps, path, to, err);
    if (!status) {
        way->steps += steps;
        way->begun = 1;
    }
    return status;
}

routes_status routes_i_way_extend(routes_i_way *way, const routes_i_ways *ways, uint32_t from,
                                  uint32_t to, routes_error *err)
{
    routes_path *path = NULL;
    routes_status status = routes_i_way_search(&path, ways, from, ways->node_closed, err);
    if (!status && !routes_path_reaches(path, to))
        status = routes_i_fail(err, ROUTES_E_NOT_FOUND, "no way from %s to %s",
                               routes_network_node(ways->network, from)->id,
                               routes_network_node(ways->network, to)->id);
    if (!status)
        status = append(way, path, to, err);
    routes_path_free(path);
    return status;
}

routes_status routes_i_way_step(routes_i_way *way, uint32_t link, uint32_t to, routes_error *err)
{
    if (!reserve(way, 1))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a way");
    way->links[way->steps++] = link;
    way->nodes[way->steps] = to;
    return ROUTES_OK;
}

double routes_i_way_length_m(const routes_i_way *way, const routes_network *network)
{
    int64_t length_um = 0;
    const int64_t *lengths = routes_graph_length_um(routes_network_graph(network));
    for (size_t i = 0; i < way->steps; i++)
        length_um += lengths[way->links[i]];
    return (double)length_um / 1e6;
}
