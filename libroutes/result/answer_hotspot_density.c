/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_hotspot_density.h"

#include <stdlib.h>

#include "core/fail.h"
#include "core/ids.h"
#include "core/json.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/row.h"
#include "core/run.h"
#include "result/density_events.h"
#include "routes/decimal.h"

/* Pieces in the bandwidth where no spacing is asked for. */
#define PIECES 10.0

static const routes_column columns[] = {
    {"link", ROUTES_COLUMN_TEXT, NULL, "Link"},
    {"offset_m", ROUTES_COLUMN_NUMBER, "m", "Middle of a piece, from the link's beginning"},
    {"density", ROUTES_COLUMN_NUMBER, "events per m", "Events per metre of way"},
};

/* Everything in order of ids. */
struct work {
    routes_i_link_order order;
    routes_i_density_place *places;
    routes_graph *graph;                /* links by rank, nodes by id */
    uint32_t *event_link, *sample_link; /* ranks */
    int64_t *event_offset, *sample_offset;
    double *weight, *density;
    size_t events, samples;
    size_t *first; /* [links + 1] samples of a rank */
};

static void free_work(struct work *work)
{
    routes_i_link_order_free(&work->order);
    routes_graph_free(work->graph);
    routes_i_free(work->places);
    routes_i_free(work->event_link);
    routes_i_free(work->sample_link);
    routes_i_free(work->event_offset);
    routes_i_free(work->sample_offset);
    routes_i_free(work->weight);
    routes_i_free(work->density);
    routes_i_free(work->first);
}

static routes_status rank_nodes(uint32_t **ranks, const routes_network *network, size_t nodes,
                                routes_error *err)
{
    routes_i_id *sorted = routes_i_calloc(nodes, sizeof *sorted);
    *ranks = routes_i_calloc(nodes, sizeof **ranks);
    if (!sorted || !*ranks) {
        routes_i_free(sorted);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", nodes);
    }
    for (uint32_t v = 0; v < nodes; v++)
        sorted[v] = (routes_i_id){routes_network_node(network, v)->id, v};
    routes_i_ids_sort(sorted, nodes);
    for (uint32_t i = 0; i < nodes; i++)
        (*ranks)[sorted[i].row] = i;
    routes_i_free(sorted);
    return ROUTES_OK;
}

/* The network's graph again, with links and nodes numbered by their ids. */
static routes_status order_graph(struct work *work, const routes_network *network,
                                 routes_error *err)
{
    const routes_graph *graph = routes_network_graph(network);
    size_t links = work->order.count;
    size_t nodes = routes_graph_nodes(graph);
    uint32_t *ranks = NULL;
    uint32_t *from = routes_i_calloc(links, sizeof *from);
    uint32_t *to = routes_i_calloc(links, sizeof *to);
    int64_t *length = routes_i_calloc(links, sizeof *length);
    routes_status status = from && to && length ? rank_nodes(&ranks, network, nodes, err)
                                                : routes_i_fail(err, ROUTES_E_MEMORY,
                                                                "no memory for %zu links", links);
    for (size_t i = 0; i < links && !status; i++) {
        uint32_t link = work->order.links[i];
        from[i] = ranks[routes_graph_from(graph)[link]];
        to[i] = ranks[routes_graph_to(graph)[link]];
        length[i] = routes_graph_length_um(graph)[link];
    }
    if (!status)
        status = routes_graph_new(&work->graph, nodes, from, to, length, links, NULL, err);
    routes_i_free(ranks);
    routes_i_free(from);
    routes_i_free(to);
    routes_i_free(length);
    return status;
}

static int compare_places(const void *a, const void *b)
{
    const routes_i_density_place *p = a;
    const routes_i_density_place *q = b;
    if (p->link != q->link)
        return p->link < q->link ? -1 : 1;
    if (p->offset_um != q->offset_um)
        return p->offset_um < q->offset_um ? -1 : 1;
    return p->weight < q->weight ? -1 : p->weight > q->weight;
}

static routes_status order_events(struct work *work, const routes_table *events,
                                  const routes_run *run, routes_error *err)
{
    work->events = routes_table_rows(events);
    routes_status status =
        routes_i_density_events_read(&work->places, &work->order, events, run, err);
    if (status)
        return status;
    work->event_link = routes_i_calloc(work->events, sizeof *work->event_link);
    work->event_offset = routes_i_calloc(work->events, sizeof *work->event_offset);
    work->weight = routes_i_calloc(work->events, sizeof *work->weight);
    if (!work->event_link || !work->event_offset || !work->weight)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu events", work->events);
    for (size_t i = 0; i < work->events; i++)
        work->places[i].link = work->order.rank[work->places[i].link];
    qsort(work->places, work->events, sizeof *work->places, compare_places);
    for (size_t i = 0; i < work->events; i++) {
        work->event_link[i] = (uint32_t)work->places[i].link;
        work->event_offset[i] = work->places[i].offset_um;
        work->weight[i] = work->places[i].weight;
    }
    return ROUTES_OK;
}

static routes_status order_samples(struct work *work, int64_t spacing_um, routes_error *err)
{
    routes_status status =
        routes_density_lixels(&work->samples, NULL, NULL, work->graph, spacing_um, err);
    if (status)
        return status;
    work->sample_link = routes_i_calloc(work->samples, sizeof *work->sample_link);
    work->sample_offset = routes_i_calloc(work->samples, sizeof *work->sample_offset);
    work->density = routes_i_calloc(work->samples, sizeof *work->density);
    work->first = routes_i_calloc(work->order.count + 1, sizeof *work->first);
    if (!work->sample_link || !work->sample_offset || !work->density || !work->first)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu pieces of links",
                             work->samples);
    status = routes_density_lixels(&work->samples, work->sample_link, work->sample_offset,
                                   work->graph, spacing_um, err);
    for (size_t i = 0; i < work->samples && !status; i++)
        work->first[work->sample_link[i] + 1]++;
    for (size_t l = 0; l < work->order.count; l++)
        work->first[l + 1] += work->first[l];
    return status;
}

/* Rows in the order of the network's links. */
static routes_status fill(routes_table *table, const struct work *work, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t link = 0; link < work->order.count && !status; link++) {
        const char *id = routes_network_link_at(work->order.network, link)->id;
        size_t rank = work->order.rank[link];
        for (size_t i = work->first[rank]; i < work->first[rank + 1] && !status; i++) {
            routes_i_row row = routes_i_row_start(table, err);
            routes_i_row_text(&row, id);
            routes_i_row_number(&row, (double)work->sample_offset[i] * 1e-6);
            routes_i_row_number(&row, work->density[i]);
            status = routes_i_row_end(&row);
        }
    }
    return status;
}

/* What the answer was made with. */
struct settings {
    double bandwidth_m;
    int64_t bandwidth_um;
    int64_t spacing_um;
    routes_hotspot_density_options use;
};

static routes_status read_metres(int64_t *count, double metres, const char *name, routes_error *err)
{
    if (!(metres > 0.0) || routes_decimal_round(count, metres, 6, NULL) || *count <= 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s is %g, must be above 0 metres", name,
                             metres);
    return ROUTES_OK;
}

static routes_status read_settings(struct settings *settings, double bandwidth_m,
                                   const routes_hotspot_density_options *options, routes_error *err)
{
    settings->bandwidth_m = bandwidth_m;
    routes_status status =
        routes_i_options_read(&settings->use, sizeof settings->use, options, err);
    if (!status)
        status = read_metres(&settings->bandwidth_um, bandwidth_m, "bandwidth_m", err);
    if (status)
        return status;
    if (settings->use.spacing_m == 0.0)
        settings->use.spacing_m = bandwidth_m / PIECES;
    status = read_metres(&settings->spacing_um, settings->use.spacing_m, "options.spacing_m", err);
    if (!status && (!routes_density_method_text(settings->use.method) ||
                    !routes_density_shape_text(settings->use.shape)))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT,
                               "options.method or options.shape is not a known choice");
    return status;
}

static routes_status estimate(struct work *work, const struct settings *settings, routes_error *err)
{
    const routes_density_points events = {work->events, work->event_link, work->event_offset,
                                          work->weight};
    const routes_density_points samples = {work->samples, work->sample_link, work->sample_offset,
                                           NULL};
    routes_density_options how = ROUTES_DENSITY_OPTIONS;
    how.method = settings->use.method;
    how.shape = settings->use.shape;
    how.ends_lose = settings->use.ends_lose;
    how.most_paths = settings->use.most_paths;
    how.run = settings->use.run;
    return routes_density_estimate(work->density, work->graph, &events, &samples,
                                   settings->bandwidth_um, &how, err);
}

static routes_status set_parameters(routes_table *table, const struct work *work,
                                    const struct settings *settings, routes_error *err)
{
    routes_i_text text = {0};
    double weight = 0.0;
    for (size_t i = 0; i < work->events; i++)
        weight += work->weight[i];
    routes_i_text_print(&text, "{\"method\":\"%s\",\"kernel\":\"%s\",\"bandwidth_m\":",
                        routes_density_method_text(settings->use.method),
                        routes_density_shape_text(settings->use.shape));
    routes_i_json_number(&text, settings->bandwidth_m);
    routes_i_text_add(&text, ",\"spacing_m\":");
    routes_i_json_number(&text, settings->use.spacing_m);
    routes_i_text_print(&text, ",\"dead_ends\":\"%s\",\"events\":%zu,\"weight\":",
                        settings->use.ends_lose ? "lose" : "keep", work->events);
    routes_i_json_number(&text, weight);
    routes_i_text_add(&text, "}");
    routes_status status = text.failed
                               ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for parameters")
                               : routes_table_set_meta(table, "parameters", text.bytes, err);
    routes_i_text_free(&text);
    return status;
}

/* A plain table's answer is its owner's; that of a model stays inside. */
static void set_kind(routes_table *table, const routes_network *network)
{
    const routes_node *first = routes_network_node(network, 0);
    int is_own = !first || first->kind == ROUTES_NODE_PLAIN;
    routes_table_set_kind(table, is_own ? ROUTES_KIND_OWN : ROUTES_KIND_OPERATIONAL,
                          is_own ? ROUTES_SENSITIVITY_LOW : ROUTES_SENSITIVITY_HIGH);
}

static routes_status describe(routes_table *table, const struct work *work,
                              const struct settings *settings, routes_error *err)
{
    static const char *const references[] = {
        "Okabe, Satoh and Sugihara 2009; Okabe and Sugihara 2012, section 9.2.2",
        "Okabe and Sugihara 2012, section 9.2.3; McSwiggan, Baddeley and Nair 2017",
        "Xie and Yan 2008",
    };
    set_kind(table, work->order.network);
    routes_status status =
        routes_table_set_meta(table, "method", "kernel density along a network", err);
    if (!status)
        status = routes_table_set_meta(table, "reference", references[settings->use.method], err);
    if (!status)
        status = routes_table_set_meta(table, "primary_key", "link|offset_m", err);
    return status ? status : set_parameters(table, work, settings, err);
}

static routes_status compute(struct work *work, const routes_network *network,
                             const routes_table *events, const struct settings *settings,
                             routes_error *err)
{
    routes_status status = routes_i_link_order_new(&work->order, network, err);
    if (!status)
        status = order_graph(work, network, err);
    if (!status)
        status = order_events(work, events, settings->use.run, err);
    if (!status)
        status = order_samples(work, settings->spacing_um, err);
    return status ? status : estimate(work, settings, err);
}

routes_status routes_answer_hotspot_density(routes_table **out, const routes_network *network,
                                            const routes_table *events, double bandwidth_m,
                                            const routes_hotspot_density_options *options,
                                            routes_error *err)
{
    struct work work = {0};
    struct settings settings = {0};
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!network || !events)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "network and events must not be null");
    routes_status status = read_settings(&settings, bandwidth_m, options, err);
    if (!status)
        status = compute(&work, network, events, &settings, err);
    if (!status)
        status = routes_table_new(out, "hotspot_density", columns, sizeof columns / sizeof *columns,
                                  err);
    if (!status)
        status = fill(*out, &work, err);
    if (!status)
        status = describe(*out, &work, &settings, err);
    free_work(&work);
    if (status) {
        routes_table_free(*out);
        *out = NULL;
    }
    return status;
}
