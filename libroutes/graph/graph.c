/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/graph.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"

/* Values are whole, not negative, and all together fit, so that no way can overflow. */
static routes_status check_costs(const int64_t *values, size_t n, const char *name,
                                 routes_error *err)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (values[i] < 0)
            return routes_i_fail(err, ROUTES_E_DATA, "%s[%zu] is %lld, must be 0 or above", name, i,
                                 (long long)values[i]);
        if (values[i] > INT64_MAX - sum)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "%s adds up to more than 2^63 at link %zu of %zu", name, i, n);
        sum += values[i];
    }
    return ROUTES_OK;
}

static routes_status check_links(size_t nodes, const uint32_t *from, const uint32_t *to,
                                 size_t links, const double *reliability, routes_error *err)
{
    for (size_t i = 0; i < links; i++) {
        if (from[i] >= nodes || to[i] >= nodes)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "link %zu joins %lu and %lu, must be below the %zu nodes", i,
                                 (unsigned long)from[i], (unsigned long)to[i], nodes);
        if (reliability && (reliability[i] < 0.0 || reliability[i] > 1.0))
            return routes_i_fail(err, ROUTES_E_DATA, "reliability[%zu] is %g, must be 0 to 1", i,
                                 reliability[i]);
    }
    return ROUTES_OK;
}

static void *copy(const void *source, size_t count, size_t size)
{
    void *block = routes_i_calloc(count, size);
    if (block && count)
        memcpy(block, source, count * size);
    return block;
}

static int copy_links(routes_graph *graph, const uint32_t *from, const uint32_t *to,
                      const int64_t *length_um, const routes_graph_options *options)
{
    size_t links = graph->links;
    graph->from = copy(from, links, sizeof *from);
    graph->to = copy(to, links, sizeof *to);
    graph->length_um = copy(length_um, links, sizeof *length_um);
    if (options->time_ms)
        graph->time_ms = copy(options->time_ms, links, sizeof *options->time_ms);
    if (options->reliability)
        graph->reliability = copy(options->reliability, links, sizeof *options->reliability);
    graph->both_ways = routes_i_calloc(links, 1);
    if (!graph->from || !graph->to || !graph->length_um || !graph->both_ways ||
        (options->time_ms && !graph->time_ms) || (options->reliability && !graph->reliability))
        return 0;
    for (size_t i = 0; i < links; i++)
        graph->both_ways[i] = !options->both_ways || options->both_ways[i];
    return 1;
}

/* A link from a node to itself stands once, among those used both ways. */
static int in_both_part(const routes_graph *graph, size_t link)
{
    return graph->both_ways[link] || graph->from[link] == graph->to[link];
}

/* Turns the number of entries in each part of each row into where the part begins. */
static void lay_out_rows(routes_graph *graph, const uint32_t *leaving, const uint32_t *both,
                         const uint32_t *entering)
{
    uint32_t at = 0;
    for (size_t v = 0; v < graph->nodes; v++) {
        graph->start[v] = at;
        graph->both[v] = at += leaving[v];
        graph->in[v] = at += both[v];
        at += entering[v];
    }
    graph->start[graph->nodes] = at;
}

static void put(routes_graph *graph, uint32_t *cursor, uint32_t end, size_t link)
{
    graph->end[*cursor] = end;
    graph->link[*cursor] = (uint32_t)link;
    ++*cursor;
}

/* Two passes: count, then place. Links come in order of their number, so that each part of a row
 * is in that order too. */
static int build_rows(routes_graph *graph)
{
    size_t nodes = graph->nodes;
    size_t entries = 0;
    int built = 0;
    uint32_t *leaving = routes_i_calloc(nodes, sizeof *leaving);
    uint32_t *both = routes_i_calloc(nodes, sizeof *both);
    uint32_t *entering = routes_i_calloc(nodes, sizeof *entering);
    if (!leaving || !both || !entering)
        goto done;

    for (size_t i = 0; i < graph->links; i++) {
        uint32_t from = graph->from[i];
        uint32_t to = graph->to[i];
        entries += from == to ? 1 : 2;
        if (in_both_part(graph, i)) {
            both[from]++;
            both[to] += from != to;
        } else {
            leaving[from]++;
            entering[to]++;
        }
    }
    graph->start = routes_i_calloc(nodes + 1, sizeof *graph->start);
    graph->both = routes_i_calloc(nodes, sizeof *graph->both);
    graph->in = routes_i_calloc(nodes, sizeof *graph->in);
    graph->end = routes_i_calloc(entries, sizeof *graph->end);
    graph->link = routes_i_calloc(entries, sizeof *graph->link);
    if (!graph->start || !graph->both || !graph->in || !graph->end || !graph->link)
        goto done;

    lay_out_rows(graph, leaving, both, entering);
    memcpy(leaving, graph->start, nodes * sizeof *leaving);
    memcpy(both, graph->both, nodes * sizeof *both);
    memcpy(entering, graph->in, nodes * sizeof *entering);
    for (size_t i = 0; i < graph->links; i++) {
        uint32_t from = graph->from[i];
        uint32_t to = graph->to[i];
        if (in_both_part(graph, i)) {
            put(graph, &both[from], to, i);
            if (from != to)
                put(graph, &both[to], from, i);
        } else {
            put(graph, &leaving[from], to, i);
            put(graph, &entering[to], from, i);
        }
    }
    built = 1;
done:
    routes_i_free(leaving);
    routes_i_free(both);
    routes_i_free(entering);
    return built;
}

routes_status routes_graph_new(routes_graph **graph, size_t nodes, const uint32_t *from,
                               const uint32_t *to, const int64_t *length_um, size_t links,
                               const routes_graph_options *options, routes_error *err)
{
    if (!graph)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "graph must not be null");
    *graph = NULL;
    if (links && (!from || !to || !length_um))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "from, to and length_um must not be null");
    if (nodes >= ROUTES_GRAPH_NONE || links > ROUTES_GRAPH_MOST_LINKS)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "%zu nodes and %zu links are too many, must be below 2^32 and 2^31",
                             nodes, links);
    routes_graph_options use;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = check_links(nodes, from, to, links, use.reliability, err);
    if (!status)
        status = check_costs(length_um, links, "length_um", err);
    if (!status && use.time_ms)
        status = check_costs(use.time_ms, links, "time_ms", err);
    if (status)
        return status;

    routes_graph *made = routes_i_calloc(1, sizeof *made);
    if (made) {
        made->nodes = nodes;
        made->links = links;
    }
    if (!made || !copy_links(made, from, to, length_um, &use) || !build_rows(made)) {
        routes_graph_free(made);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes and %zu links", nodes,
                             links);
    }
    *graph = made;
    return ROUTES_OK;
}

void routes_graph_free(routes_graph *graph)
{
    if (!graph)
        return;
    routes_i_free(graph->from);
    routes_i_free(graph->to);
    routes_i_free(graph->length_um);
    routes_i_free(graph->time_ms);
    routes_i_free(graph->reliability);
    routes_i_free(graph->both_ways);
    routes_i_free(graph->start);
    routes_i_free(graph->both);
    routes_i_free(graph->in);
    routes_i_free(graph->end);
    routes_i_free(graph->link);
    routes_i_free(graph);
}

size_t routes_graph_nodes(const routes_graph *graph)
{
    return graph->nodes;
}

size_t routes_graph_links(const routes_graph *graph)
{
    return graph->links;
}

size_t routes_graph_bytes(const routes_graph *graph)
{
    size_t a_link = sizeof *graph->from + sizeof *graph->to + sizeof *graph->length_um +
                    sizeof *graph->both_ways + (graph->time_ms ? sizeof *graph->time_ms : 0) +
                    (graph->reliability ? sizeof *graph->reliability : 0);
    size_t a_node = sizeof *graph->start + sizeof *graph->both + sizeof *graph->in;
    size_t an_entry = sizeof *graph->end + sizeof *graph->link;
    return sizeof *graph + sizeof *graph->start + graph->nodes * a_node + graph->links * a_link +
           graph->start[graph->nodes] * an_entry;
}

const uint32_t *routes_graph_from(const routes_graph *graph)
{
    return graph->from;
}

const uint32_t *routes_graph_to(const routes_graph *graph)
{
    return graph->to;
}

const int64_t *routes_graph_length_um(const routes_graph *graph)
{
    return graph->length_um;
}

const int64_t *routes_graph_time_ms(const routes_graph *graph)
{
    return graph->time_ms;
}

const double *routes_graph_reliability(const routes_graph *graph)
{
    return graph->reliability;
}

const unsigned char *routes_graph_both_ways(const routes_graph *graph)
{
    return graph->both_ways;
}

static size_t stretch(const uint32_t **ends, const uint32_t **links, const routes_graph *graph,
                      uint32_t first, uint32_t past)
{
    if (ends)
        *ends = graph->end + first;
    if (links)
        *links = graph->link + first;
    return past - first;
}

size_t routes_graph_leaving(const uint32_t **ends, const uint32_t **links,
                            const routes_graph *graph, uint32_t node)
{
    return stretch(ends, links, graph, graph->start[node], graph->in[node]);
}

size_t routes_graph_entering(const uint32_t **ends, const uint32_t **links,
                             const routes_graph *graph, uint32_t node)
{
    return stretch(ends, links, graph, graph->both[node], graph->start[node + 1]);
}

size_t routes_graph_touching(const uint32_t **ends, const uint32_t **links,
                             const routes_graph *graph, uint32_t node)
{
    return stretch(ends, links, graph, graph->start[node], graph->start[node + 1]);
}
