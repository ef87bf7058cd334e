/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/igraph_bridge.h"

#include <math.h>

#include "core/lock.h"
#include "core/memory.h"

/* igraph's handlers get no word from us, so the call under way on a thread is noted here for their
 * sake, and forgotten at its end. */
struct call {
    const routes_run *run;
    routes_error error; /* its message is igraph's first, "" before */
};
static _Thread_local struct call *under_way;

/* Called again for each frame of igraph that an error passes through: the first message counts. */
static void on_error(const char *reason, const char *file, int line, igraph_error_t code)
{
    (void)file;
    (void)line;
    if (under_way && !under_way->error.message[0])
        routes_i_fail(&under_way->error,
                      code == IGRAPH_ENOMEM ? ROUTES_E_MEMORY : ROUTES_E_DEPENDENCY, "igraph: %s",
                      reason);
    /* May free `reason`, hence last. */
    IGRAPH_FINALLY_FREE();
}

static void on_warning(const char *reason, const char *file, int line)
{
    (void)file;
    (void)line;
    if (under_way)
        routes_i_run_log(under_way->run, ROUTES_LOG_WARNING, "igraph: %s", reason);
}

routes_status routes_i_igraph_run(routes_i_igraph_work work, void *context, const routes_run *run,
                                  routes_error *err)
{
    struct call call = {.run = run};
#if !IGRAPH_THREAD_SAFE
    routes_i_lock_take(ROUTES_I_LOCK_IGRAPH);
#endif
    under_way = &call;
    igraph_error_handler_t *error_before = igraph_set_error_handler(on_error);
    igraph_warning_handler_t *warning_before = igraph_set_warning_handler(on_warning);
    /* So that an error frees what igraph made in this call, not what the host has on its stack. */
    IGRAPH_FINALLY_ENTER();
    igraph_error_t code = work(context);
    IGRAPH_FINALLY_EXIT();
    igraph_set_warning_handler(warning_before);
    igraph_set_error_handler(error_before);
    under_way = NULL;
#if !IGRAPH_THREAD_SAFE
    routes_i_lock_give(ROUTES_I_LOCK_IGRAPH);
#endif
    if (code == IGRAPH_SUCCESS)
        return ROUTES_OK;
    if (call.error.message[0])
        return routes_i_fail(err, call.error.status, "%s", call.error.message);
    return routes_i_fail(err, code == IGRAPH_ENOMEM ? ROUTES_E_MEMORY : ROUTES_E_DEPENDENCY,
                         "igraph: %s", igraph_strerror(code));
}

/* Edges as igraph takes them: both ends of each, one after another. */
static void fill(igraph_vector_int_t *pairs, routes_i_igraph *made, const routes_graph *graph,
                 igraph_bool_t directed)
{
    const uint32_t *from = routes_graph_from(graph);
    const uint32_t *to = routes_graph_to(graph);
    const int64_t *length = routes_graph_length_um(graph);
    const unsigned char *both = routes_graph_both_ways(graph);
    igraph_integer_t edge = 0;
    for (size_t i = 0; i < routes_graph_links(graph); i++) {
        for (int back = 0; back < 1 + (directed && both[i]); back++, edge++) {
            igraph_vector_int_set(pairs, 2 * edge, back ? to[i] : from[i]);
            igraph_vector_int_set(pairs, 2 * edge + 1, back ? from[i] : to[i]);
            igraph_vector_set(&made->length_um, edge, (igraph_real_t)length[i]);
            igraph_vector_int_set(&made->link, edge, (igraph_integer_t)i);
        }
    }
}

static igraph_integer_t count_edges(const routes_graph *graph, igraph_bool_t directed)
{
    size_t edges = routes_graph_links(graph);
    for (size_t i = 0; directed && i < routes_graph_links(graph); i++)
        edges += routes_graph_both_ways(graph)[i];
    return (igraph_integer_t)edges;
}

igraph_error_t routes_i_igraph_make(routes_i_igraph *made, const routes_graph *graph,
                                    igraph_bool_t directed)
{
    igraph_vector_int_t ends;
    igraph_integer_t edges = count_edges(graph, directed);
    igraph_error_t code = igraph_vector_int_init(&ends, 2 * edges);
    if (code)
        return code;
    code = igraph_vector_init(&made->length_um, edges);
    if (code)
        goto free_ends;
    code = igraph_vector_int_init(&made->link, edges);
    if (code)
        goto free_length;
    fill(&ends, made, graph, directed);
    code =
        igraph_create(&made->graph, &ends, (igraph_integer_t)routes_graph_nodes(graph), directed);
    if (!code)
        goto free_ends;
    igraph_vector_int_destroy(&made->link);
free_length:
    igraph_vector_destroy(&made->length_um);
free_ends:
    igraph_vector_int_destroy(&ends);
    return code;
}

void routes_i_igraph_destroy(routes_i_igraph *made)
{
    igraph_destroy(&made->graph);
    igraph_vector_destroy(&made->length_um);
    igraph_vector_int_destroy(&made->link);
}

static routes_status read_length(int64_t *length, const igraph_vector_t *lengths,
                                 igraph_integer_t edge, routes_error *err)
{
    double value = lengths ? VECTOR(*lengths)[edge] : 0.0;
    if (!(value >= 0.0 && value <= 0x1p53) || value != floor(value))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "length_um[%lld] is %g, must be a whole number of 0 to 2^53",
                             (long long)edge, value);
    *length = (int64_t)value;
    return ROUTES_OK;
}

routes_status routes_i_igraph_read(routes_graph **graph, const igraph_t *source,
                                   const igraph_vector_t *length_um, routes_error *err)
{
    *graph = NULL;
    igraph_integer_t edges = igraph_ecount(source);
    igraph_integer_t nodes = igraph_vcount(source);
    if ((uint64_t)nodes >= ROUTES_GRAPH_NONE || (uint64_t)edges > ROUTES_GRAPH_MOST_LINKS ||
        (length_um && igraph_vector_size(length_um) != edges))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "an igraph graph of %lld nodes, %lld edges and other lengths",
                             (long long)nodes, (long long)edges);

    routes_status status = ROUTES_OK;
    size_t links = (size_t)edges;
    uint32_t *from = routes_i_calloc(links, sizeof *from);
    uint32_t *to = routes_i_calloc(links, sizeof *to);
    int64_t *length = routes_i_calloc(links, sizeof *length);
    unsigned char *both = routes_i_calloc(links, 1);
    if (!from || !to || !length || !both)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu links", links);
    for (igraph_integer_t edge = 0; !status && edge < edges; edge++) {
        from[edge] = (uint32_t)IGRAPH_FROM(source, edge);
        to[edge] = (uint32_t)IGRAPH_TO(source, edge);
        both[edge] = !igraph_is_directed(source);
        status = read_length(&length[edge], length_um, edge, err);
    }
    if (!status) {
        routes_graph_options options = ROUTES_GRAPH_OPTIONS;
        options.both_ways = both;
        status = routes_graph_new(graph, (size_t)nodes, from, to, length, links, &options, err);
    }
    routes_i_free(from);
    routes_i_free(to);
    routes_i_free(length);
    routes_i_free(both);
    return status;
}
