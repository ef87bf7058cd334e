/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/network_weights.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/hotspot/kernel.h"
#include "analysis/hotspot/weights.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "graph/heap.h"

#define NOT_REACHED UINT64_MAX
#define MICROMETRES 1e6

/* An area that was reached. */
struct found {
    uint64_t cost_um;
    uint32_t area;
    uint32_t rank;
};

/* What one worker needs for itself; between two areas all costs are NOT_REACHED again. */
struct worker {
    routes_i_heap heap;
    uint64_t *cost;    /* [nodes] micrometres */
    uint32_t *links;   /* [nodes] zeros: the heap's second key, which does not matter here */
    uint32_t *touched; /* [nodes] */
    size_t touched_size;
    struct found *found; /* [n] */
    size_t found_size;
};

/* The search under way. */
struct search {
    const routes_graph *graph;
    const uint32_t *nodes;
    size_t n;
    routes_distance_weights_options options;
    routes_run run;
    uint32_t *first; /* [nodes] an area at each node, plus 1; 0: none */
    uint32_t *next;  /* [n] another one there, plus 1 */
    struct worker *workers;
    uint64_t reach_um; /* UINT64_MAX: by k */
    size_t k;          /* SIZE_MAX: by reach */
    double bandwidth_m;
    bool weighted;
    routes_kernel shape;
};

static routes_status place_areas(struct search *search, routes_error *err)
{
    size_t nodes = routes_graph_nodes(search->graph);
    search->first = routes_i_calloc(nodes, sizeof *search->first);
    search->next = routes_i_calloc(search->n, sizeof *search->next);
    if (!search->first || !search->next)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", search->n);
    for (size_t i = search->n; i-- > 0;) {
        uint32_t node = search->nodes[i];
        if (node >= nodes)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "area %zu stands at node %lu, must be below the %zu nodes", i,
                                 (unsigned long)node, nodes);
        search->next[i] = search->first[node];
        search->first[node] = (uint32_t)i + 1;
    }
    return ROUTES_OK;
}

static routes_status make_workers(struct search *search, routes_error *err)
{
    size_t nodes = routes_graph_nodes(search->graph);
    search->workers = routes_i_calloc(search->run.threads, sizeof *search->workers);
    bool failed = !search->workers;
    for (unsigned i = 0; i < search->run.threads && !failed; i++) {
        struct worker *worker = &search->workers[i];
        worker->cost = routes_i_calloc(nodes, sizeof *worker->cost);
        worker->links = routes_i_calloc(nodes, sizeof *worker->links);
        worker->touched = routes_i_calloc(nodes, sizeof *worker->touched);
        worker->found = routes_i_calloc(search->n, sizeof *worker->found);
        failed = !worker->cost || !worker->links || !worker->touched || !worker->found ||
                 !routes_i_heap_new(&worker->heap, nodes, worker->cost, worker->links);
        for (size_t v = 0; v < nodes && !failed; v++)
            worker->cost[v] = NOT_REACHED;
    }
    return failed
               ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the ways of %zu nodes", nodes)
               : ROUTES_OK;
}

/* Reads the options and makes what the search needs; end with close_search(). */
static routes_status open_search(struct search *search, routes_weights **out,
                                 const routes_graph *graph, const uint32_t *nodes, size_t n,
                                 const routes_distance_weights_options *options, routes_error *err)
{
    *search = (struct search){.graph = graph, .nodes = nodes, .n = n};
    search->reach_um = UINT64_MAX;
    search->k = SIZE_MAX;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!graph || (n && !nodes))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "graph and nodes must not be null");
    if (n >= UINT32_MAX)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu areas are too many, must be below 2^32",
                             n);
    routes_status status =
        routes_i_options_read(&search->options, sizeof search->options, options, err);
    if (!status)
        status = routes_i_run_read(&search->run, search->options.run, err);
    if (!status)
        status = place_areas(search, err);
    return status ? status : make_workers(search, err);
}

static void close_search(struct search *search)
{
    for (unsigned i = 0; search->workers && i < search->run.threads; i++) {
        struct worker *worker = &search->workers[i];
        routes_i_heap_free(&worker->heap);
        routes_i_free(worker->cost);
        routes_i_free(worker->links);
        routes_i_free(worker->touched);
        routes_i_free(worker->found);
    }
    routes_i_free(search->workers);
    routes_i_free(search->first);
    routes_i_free(search->next);
}

static void reach(struct worker *worker, uint32_t node, uint64_t cost_um)
{
    if (cost_um >= worker->cost[node])
        return;
    if (worker->cost[node] == NOT_REACHED)
        worker->touched[worker->touched_size++] = node;
    worker->cost[node] = cost_um;
    routes_i_heap_lower(&worker->heap, node);
}

/* Leaves no trace for the next area. */
static void clear(struct worker *worker)
{
    while (worker->heap.size > 0)
        routes_i_heap_take(&worker->heap);
    for (size_t i = 0; i < worker->touched_size; i++)
        worker->cost[worker->touched[i]] = NOT_REACHED;
    worker->touched_size = 0;
}

/* Walks outwards from an area; found come by rising cost. With k the walk ends behind the last
 * that is as far as the k-th. */
static void walk(const struct search *search, struct worker *worker, uint32_t area)
{
    const int64_t *length = routes_graph_length_um(search->graph);
    uint64_t reach_um = search->reach_um;
    worker->found_size = 0;
    reach(worker, search->nodes[area], 0);
    while (worker->heap.size > 0) {
        uint32_t node = routes_i_heap_take(&worker->heap);
        uint64_t cost = worker->cost[node];
        if (cost > reach_um)
            break;
        for (uint32_t at = search->first[node]; at; at = search->next[at - 1]) {
            uint32_t other = at - 1;
            if (other == area)
                continue;
            worker->found[worker->found_size++] = (struct found){
                cost, other, search->options.rank ? search->options.rank[other] : other};
            if (worker->found_size == search->k)
                reach_um = cost;
        }
        const uint32_t *ends, *links;
        size_t count = routes_graph_leaving(&ends, &links, search->graph, node);
        for (size_t i = 0; i < count; i++)
            reach(worker, ends[i], cost + (uint64_t)length[links[i]]);
    }
    clear(worker);
}

static int by_cost(const void *a, const void *b)
{
    const struct found *x = a;
    const struct found *y = b;
    if (x->cost_um != y->cost_um)
        return x->cost_um < y->cost_um ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

static double bandwidth_of(const struct search *search, const struct worker *worker, size_t size)
{
    if (search->bandwidth_m > 0.0 || size == 0)
        return search->bandwidth_m;
    return ROUTES_I_ADAPTIVE_STRETCH * (double)worker->found[size - 1].cost_um / MICROMETRES;
}

static routes_status find_row(routes_i_row_block *to, uint32_t area, unsigned at, void *context,
                              routes_error *err)
{
    struct search *search = context;
    struct worker *worker = &search->workers[at];
    walk(search, worker, area);
    size_t size = worker->found_size;
    if (size > search->k) {
        qsort(worker->found, size, sizeof *worker->found, by_cost);
        size = search->k;
    }
    double bandwidth_m = bandwidth_of(search, worker, size);
    if (search->weighted && bandwidth_m == 0.0 && size > 0)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "the %zu nearest of area %lu all stand at its node: there is no "
                             "bandwidth; take more, or a fixed one",
                             size, (unsigned long)area);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < size && !status; i++) {
        double z = fmin(1.0, (double)worker->found[i].cost_um / MICROMETRES / bandwidth_m);
        double weight = search->weighted ? routes_i_kernel(search->shape, z) : 1.0;
        if (weight > 0.0)
            status = routes_i_row_add(to, worker->found[i].area, weight, err);
    }
    if (!status && search->weighted && search->options.with_self)
        status = routes_i_row_add(to, area, routes_i_kernel(search->shape, 0.0), err);
    return status;
}

static routes_status find_all(routes_weights **out, struct search *search, routes_error *err)
{
    routes_weights *found = NULL;
    routes_weights_options shape = ROUTES_WEIGHTS_OPTIONS;
    bool both_ways = search->options.both_ways && !search->weighted;
    if (!both_ways) {
        shape.with_self = search->options.with_self;
        shape.row_standardised = search->options.row_standardised;
    }
    routes_status status = routes_i_weights_by_rows(&found, search->n, find_row, search, &shape,
                                                    &search->run, "neighbours", err);
    if (status || !both_ways) {
        *out = found;
        return status;
    }
    shape.both_ways = 1;
    shape.with_self = search->options.with_self;
    shape.row_standardised = search->options.row_standardised;
    status = routes_weights_copy(out, found, &shape, err);
    routes_weights_free(found);
    return status;
}

/* Micrometres, rounded; what no way can be as long as is no limit. */
static uint64_t to_um(double distance_m)
{
    return distance_m < 9e12 ? (uint64_t)(distance_m * MICROMETRES + 0.5) : UINT64_MAX - 1;
}

routes_status routes_network_weights_nearest(routes_weights **out, const routes_graph *graph,
                                             const uint32_t *nodes, size_t n, size_t k,
                                             const routes_distance_weights_options *options,
                                             routes_error *err)
{
    struct search search;
    routes_status status = open_search(&search, out, graph, nodes, n, options, err);
    search.k = k;
    if (!status)
        status = routes_i_nearest_check(k, n, err);
    if (!status)
        status = find_all(out, &search, err);
    close_search(&search);
    return status;
}

routes_status routes_network_weights_band(routes_weights **out, const routes_graph *graph,
                                          const uint32_t *nodes, size_t n, double distance_m,
                                          const routes_distance_weights_options *options,
                                          routes_error *err)
{
    struct search search;
    routes_status status = open_search(&search, out, graph, nodes, n, options, err);
    if (!status)
        status = routes_i_band_check(distance_m, err);
    if (!status) {
        search.reach_um = to_um(distance_m);
        status = find_all(out, &search, err);
    }
    close_search(&search);
    return status;
}

routes_status routes_network_weights_kernel(routes_weights **out, const routes_graph *graph,
                                            const uint32_t *nodes, size_t n, routes_kernel shape,
                                            double bandwidth_m, size_t k,
                                            const routes_distance_weights_options *options,
                                            routes_error *err)
{
    struct search search;
    routes_status status = open_search(&search, out, graph, nodes, n, options, err);
    search.weighted = true;
    search.shape = shape;
    if (!status)
        status = routes_i_kernel_check(shape, bandwidth_m, k, n, err);
    if (!status) {
        search.bandwidth_m = bandwidth_m;
        if (bandwidth_m > 0.0)
            search.reach_um = to_um(bandwidth_m);
        else
            search.k = k;
        status = find_all(out, &search, err);
    }
    close_search(&search);
    return status;
}
