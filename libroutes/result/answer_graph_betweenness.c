/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_graph_betweenness.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "core/fail.h"
#include "core/json.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/row.h"
#include "core/text.h"
#include "result/network_answer.h"

/* What the kernel is asked, and what it says. */
struct asked {
    const routes_network *network;
    routes_answer_betweenness_options use;
    routes_i_demands demands;
    size_t unknown;
    double *through, *through_plus_ends, *flow;
    routes_betweenness_totals totals;
    routes_betweenness_sampled sampled;
};

/* Leaves out demands without a volume; where none has one, each counts 1. */
static void leave_out_unknown(struct asked *asked)
{
    routes_i_demands *demands = &asked->demands;
    size_t known = 0;
    for (size_t i = 0; i < demands->count; i++) {
        if (isnan(demands->volume[i]))
            continue;
        demands->from[known] = demands->from[i];
        demands->to[known] = demands->to[i];
        demands->volume[known++] = demands->volume[i];
    }
    if (known == 0)
        for (; known < demands->count; known++)
            demands->volume[known] = 1.0;
    asked->unknown = demands->count - known;
    demands->count = known;
}

static routes_status make_room(struct asked *asked, routes_error *err)
{
    const routes_graph *graph = routes_network_graph(asked->network);
    size_t nodes = routes_graph_nodes(graph);
    if (asked->use.of == ROUTES_BETWEENNESS_LINKS) {
        asked->flow = routes_i_calloc(routes_graph_links(graph), sizeof *asked->flow);
    } else {
        asked->through = routes_i_calloc(nodes, sizeof *asked->through);
        asked->through_plus_ends = routes_i_calloc(nodes, sizeof *asked->through_plus_ends);
    }
    if (!asked->flow && !(asked->through && asked->through_plus_ends))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for betweenness");
    return ROUTES_OK;
}

static routes_status draw_sample(struct asked *asked, const routes_table *od, routes_error *err)
{
    routes_betweenness_sample_options options = ROUTES_BETWEENNESS_SAMPLE_OPTIONS;
    options.kind = asked->use.kind;
    options.error = asked->use.error;
    options.confidence = asked->use.confidence;
    options.seed = asked->use.seed;
    options.run = asked->use.run;
    options.from = od ? asked->demands.from : NULL;
    options.to = asked->demands.to;
    options.volume = asked->demands.volume;
    options.demands = asked->demands.count;
    routes_status status = routes_betweenness_sample(
        asked->through, asked->through_plus_ends, asked->flow, &asked->sampled,
        routes_network_graph(asked->network), &options, err);
    asked->totals.served = asked->sampled.served;
    asked->totals.unserved = fmax(asked->sampled.demand - asked->sampled.served, 0.0);
    return status;
}

/* In the graph's unit: micrometres or milliseconds. */
static int64_t farthest_of(const routes_answer_betweenness_options *use)
{
    double units = use->kind == ROUTES_PATH_TIME ? 1e3 : 1e6;
    double farthest = floor(use->farthest * units + 0.5);
    return farthest >= 9e18                        ? INT64_MAX
           : use->farthest > 0.0 && farthest < 1.0 ? 1
                                                   : (int64_t)farthest;
}

static routes_status check_farthest(const routes_answer_betweenness_options *use, routes_error *err)
{
    if (!(use->farthest >= 0.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.farthest is %g, must be from 0 up",
                             use->farthest);
    if (use->farthest > 0.0 && use->error != 0.0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "a sample knows no farthest way");
    return ROUTES_OK;
}

static routes_status compute(struct asked *asked, const routes_table *od, routes_error *err)
{
    routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
    routes_status status = make_room(asked, err);
    if (!status && od)
        status = routes_i_demands_read(&asked->demands, asked->network, od, err);
    if (status)
        return status;
    leave_out_unknown(asked);
    if (asked->use.error != 0.0)
        return draw_sample(asked, od, err);
    options.kind = asked->use.kind;
    options.farthest = farthest_of(&asked->use);
    options.run = asked->use.run;
    options.from = od ? asked->demands.from : NULL;
    options.to = asked->demands.to;
    options.volume = asked->demands.volume;
    options.demands = asked->demands.count;
    return routes_betweenness_compute(asked->through, asked->through_plus_ends, asked->flow,
                                      &asked->totals, routes_network_graph(asked->network),
                                      &options, err);
}

static routes_status add_rows(routes_table *table, const struct asked *asked,
                              routes_betweenness_of of, routes_error *err)
{
    const routes_graph *graph = routes_network_graph(asked->network);
    size_t rows =
        of == ROUTES_BETWEENNESS_LINKS ? routes_graph_links(graph) : routes_graph_nodes(graph);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < rows && !status; i++) {
        routes_i_row row = routes_i_row_start(table, err);
        if (of == ROUTES_BETWEENNESS_LINKS) {
            routes_i_row_text(&row, routes_network_link_at(asked->network, i)->id);
            routes_i_row_number(&row, asked->flow[i]);
        } else {
            routes_i_row_text(&row, routes_network_node(asked->network, i)->id);
            routes_i_row_number(&row, asked->through[i]);
            routes_i_row_number(&row, asked->through_plus_ends[i]);
        }
        status = routes_i_row_end(&row);
    }
    return status;
}

static routes_status note_number(routes_table *table, const char *key, double value,
                                 routes_error *err)
{
    routes_i_text text = {0};
    routes_i_json_number(&text, value);
    routes_status status = text.failed
                               ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %s", key)
                               : routes_table_set_meta(table, key, text.bytes, err);
    routes_i_text_free(&text);
    return status;
}

static routes_status note_sample(routes_table *table, const struct asked *asked, routes_error *err)
{
    double confidence = asked->use.confidence == 0.0 ? 0.99 : asked->use.confidence;
    routes_status status = note_number(table, "samples", (double)asked->sampled.samples, err);
    if (!status)
        status = note_number(table, "error", asked->sampled.error, err);
    if (!status)
        status = note_number(table, "confidence", confidence, err);
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, asked->use.seed);
    return status ? status : routes_table_set_meta(table, "seed", seed, err);
}

static routes_status note(routes_table *table, const struct asked *asked, const routes_table *od,
                          routes_error *err)
{
    routes_status status = routes_table_set_meta(table, "reference", "Brandes 2001, 2008", err);
    if (!status)
        status = routes_table_set_meta(table, "primary_key", "id", err);
    if (!status)
        status = routes_table_set_meta(
            table, "demand", od ? "origin-destination table" : "1 for every ordered pair", err);
    if (!status)
        status = note_number(table, "served", asked->totals.served, err);
    if (!status)
        status = note_number(table, "unserved", asked->totals.unserved, err);
    if (!status)
        status = note_number(table, "unknown_demands", (double)asked->unknown, err);
    if (!status && asked->use.farthest > 0.0)
        status = note_number(table, "farthest", asked->use.farthest, err);
    if (!status && asked->use.error != 0.0)
        status = note_sample(table, asked, err);
    return status;
}

static routes_status begin(routes_table **out, const routes_network *network,
                           routes_betweenness_of of, routes_error *err)
{
    static const routes_column nodes[] = {
        {"id", ROUTES_COLUMN_TEXT, NULL, "Node"},
        {"through", ROUTES_COLUMN_NUMBER, NULL, "Volume that passes, without what ends there"},
        {"through_plus_ends", ROUTES_COLUMN_NUMBER, NULL,
         "Volume that passes, begins or ends there"},
    };
    static const routes_column links[] = {
        {"id", ROUTES_COLUMN_TEXT, NULL, "Link"},
        {"flow", ROUTES_COLUMN_NUMBER, NULL, "Volume on the link, both directions together"},
    };
    if (of == ROUTES_BETWEENNESS_LINKS)
        return routes_i_network_begin(out, "betweenness", links, 2, network, err);
    if (of == ROUTES_BETWEENNESS_NODES)
        return routes_i_network_begin(out, "betweenness", nodes, 3, network, err);
    return routes_i_fail(err, ROUTES_E_ARGUMENT, "of is %d, must be nodes or links", (int)of);
}

routes_status routes_answer_betweenness(routes_table **out, const routes_network *network,
                                        const routes_table *od,
                                        const routes_answer_betweenness_options *options,
                                        routes_error *err)
{
    struct asked asked = {.network = network};
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_status status = routes_i_options_read(&asked.use, sizeof asked.use, options, err);
    if (!status)
        status = check_farthest(&asked.use, err);
    if (!status)
        status = begin(out, network, asked.use.of, err);
    if (status)
        return status;
    status = compute(&asked, od, err);
    if (!status)
        status = add_rows(*out, &asked, asked.use.of, err);
    if (!status)
        status = note(*out, &asked, od, err);
    routes_i_demands_free(&asked.demands);
    routes_i_free(asked.through);
    routes_i_free(asked.through_plus_ends);
    routes_i_free(asked.flow);
    const char *method = asked.sampled.samples > 0
                             ? "betweenness from a sample of shortest ways, on whole lengths"
                             : "exact betweenness on whole lengths; equal ways share";
    return routes_i_network_end(out, method, status, err);
}
