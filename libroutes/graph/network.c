/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/network.h"

#include <math.h>

#include "core/fail.h"
#include "core/memory.h"
#include "graph/network.h"

routes_status routes_i_network_new(routes_network **out, routes_error *err)
{
    *out = routes_i_calloc(1, sizeof **out);
    if (!*out)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a network");
    return ROUTES_OK;
}

void routes_network_free(routes_network *network)
{
    if (!network)
        return;
    routes_graph_free(network->graph);
    routes_i_index_free(&network->ids);
    routes_i_free(network->nodes);
    routes_i_free(network->links);
    routes_i_arena_free(&network->texts);
    routes_i_free(network);
}

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a network");
}

static int copy(routes_network *network, const char **text)
{
    if (!*text)
        return 1;
    *text = routes_i_arena_text(&network->texts, *text);
    return *text != NULL;
}

static int reserve(void **array, size_t *capacity, size_t size, size_t width)
{
    if (size < *capacity)
        return 1;
    size_t more = *capacity ? *capacity * 2 : 64;
    void *grown = routes_i_realloc(*array, more, width);
    if (!grown)
        return 0;
    *array = grown;
    *capacity = more;
    return 1;
}

routes_status routes_i_network_add_node(uint32_t *number, routes_network *network,
                                        const routes_node *node, routes_error *err)
{
    routes_node made = *node;
    void *nodes = network->nodes;
    int room = reserve(&nodes, &network->node_capacity, network->node_count, sizeof made);
    network->nodes = nodes;
    if (!room || !copy(network, &made.id) || !copy(network, &made.name) ||
        !copy(network, &made.country) || !copy(network, &made.country_other))
        return no_memory(err);
    size_t before = SIZE_MAX;
    if (!routes_i_index_add(&network->ids, made.id, network->node_count, &before))
        return no_memory(err);
    if (before != SIZE_MAX)
        return routes_i_fail(err, ROUTES_E_DATA, "two nodes have the id \"%s\"", made.id);
    if (number)
        *number = (uint32_t)network->node_count;
    network->nodes[network->node_count++] = made;
    return ROUTES_OK;
}

routes_status routes_i_network_add_link(routes_network *network, routes_i_links *links,
                                        const routes_i_link *link, routes_error *err)
{
    routes_i_link made = *link;
    void *array = links->links;
    int room = reserve(&array, &links->capacity, links->count, sizeof made);
    links->links = array;
    if (!room || !copy(network, &made.about.id))
        return no_memory(err);
    links->links[links->count++] = made;
    return ROUTES_OK;
}

/* The links as the columns that routes_graph_new() takes. */
struct columns {
    uint32_t *from, *to;
    int64_t *length_um, *time_ms;
    double *reliability;
    unsigned char *both_ways;
};

static int take_columns(struct columns *columns, routes_network *network, size_t count)
{
    columns->from = routes_i_calloc(count, sizeof *columns->from);
    columns->to = routes_i_calloc(count, sizeof *columns->to);
    columns->length_um = routes_i_calloc(count, sizeof *columns->length_um);
    columns->time_ms = routes_i_calloc(count, sizeof *columns->time_ms);
    columns->reliability = routes_i_calloc(count, sizeof *columns->reliability);
    columns->both_ways = routes_i_calloc(count, 1);
    network->links = routes_i_calloc(count, sizeof *network->links);
    return columns->from && columns->to && columns->length_um && columns->time_ms &&
           columns->reliability && columns->both_ways && network->links;
}

static void free_columns(struct columns *columns)
{
    routes_i_free(columns->from);
    routes_i_free(columns->to);
    routes_i_free(columns->length_um);
    routes_i_free(columns->time_ms);
    routes_i_free(columns->reliability);
    routes_i_free(columns->both_ways);
}

routes_status routes_i_network_freeze(routes_network *network, routes_i_links *links,
                                      routes_error *err)
{
    struct columns columns = {0};
    routes_graph_options options = ROUTES_GRAPH_OPTIONS;
    int timed = links->count > 0, reliable = 0;
    routes_status status =
        take_columns(&columns, network, links->count) ? ROUTES_OK : no_memory(err);
    for (size_t i = 0; i < links->count && !status; i++) {
        const routes_i_link *link = &links->links[i];
        columns.from[i] = link->from;
        columns.to[i] = link->to;
        columns.length_um[i] = link->length_um;
        columns.time_ms[i] = link->time_ms;
        columns.reliability[i] = link->reliability;
        columns.both_ways[i] = link->both_ways;
        network->links[i] = link->about;
        timed = timed && link->time_ms >= 0;
        reliable = reliable || !isnan(link->reliability);
    }
    if (!status) {
        network->link_count = links->count;
        options.time_ms = timed ? columns.time_ms : NULL;
        options.reliability = reliable ? columns.reliability : NULL;
        options.both_ways = columns.both_ways;
        status = routes_graph_new(&network->graph, network->node_count, columns.from, columns.to,
                                  columns.length_um, links->count, &options, err);
    }
    free_columns(&columns);
    routes_i_free(links->links);
    *links = (routes_i_links){0};
    return status;
}

const routes_graph *routes_network_graph(const routes_network *network)
{
    return network ? network->graph : NULL;
}

const routes_node *routes_network_node(const routes_network *network, size_t node)
{
    return network && node < network->node_count ? &network->nodes[node] : NULL;
}

const routes_network_link *routes_network_link_at(const routes_network *network, size_t link)
{
    return network && link < network->link_count ? &network->links[link] : NULL;
}

uint32_t routes_network_find(const routes_network *network, const char *id)
{
    size_t node = network && id ? routes_i_index_find(&network->ids, id) : SIZE_MAX;
    return node == SIZE_MAX ? ROUTES_GRAPH_NONE : (uint32_t)node;
}
