/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_chokepoint_rank.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "result/answer.h"
#include "result/choke_work.h"
#include "result/network_answer.h"
#include "result/own.h"
#include "result/shape.h"

/* The last two are of a model alone. */
static const routes_column columns[] = {
    {"id", ROUTES_COLUMN_TEXT, NULL, "Crossing, place, node or link"},
    {"name", ROUTES_COLUMN_TEXT, NULL, "Name; of a link the names of its ends"},
    {"kind", ROUTES_COLUMN_TEXT, NULL,
     "crossing, diffuse (other ways over a border), place, node "
     "or link"},
    {"rank", ROUTES_COLUMN_INTEGER, NULL, "By choke_score, the largest first"},
    {"choke_score", ROUTES_COLUMN_NUMBER, NULL, "What its loss costs, of all that is laid, 0 to 1"},
    {"share", ROUTES_COLUMN_NUMBER, NULL, "Part of all that is laid that passes"},
    {"betweenness", ROUTES_COLUMN_NUMBER, NULL,
     "Weight that passes on all shortest ways between the ends"},
    {"detour_m", ROUTES_COLUMN_NUMBER, "m", "Mean lengthening of what goes round"},
    {"detour_s", ROUTES_COLUMN_NUMBER, "s", "The same in time"},
    {"bypass_ratio", ROUTES_COLUMN_NUMBER, NULL, "Cost of what goes round, by that before"},
    {"ways_left", ROUTES_COLUMN_TEXT, NULL,
     "Whether what passes has another way: all, some or none of it"},
    {"cut_off", ROUTES_COLUMN_NUMBER, NULL, "Weight that has no other way"},
    {"rank_lower", ROUTES_COLUMN_INTEGER, NULL, "Rank interval: best"},
    {"rank_upper", ROUTES_COLUMN_INTEGER, NULL, "Rank interval: worst"},
    {"share_in_top", ROUTES_COLUMN_NUMBER, NULL, "Share of draws in which it is in the top"},
    {"rank_low", ROUTES_COLUMN_INTEGER, NULL, "Rank by the low ends of all weights"},
    {"rank_high", ROUTES_COLUMN_INTEGER, NULL, "Rank by the high ends"},
    {"agrees", ROUTES_COLUMN_BOOLEAN, NULL,
     "Whether it is in the top by low, stated and high weights, or by none"},
    {"chokepoint", ROUTES_COLUMN_BOOLEAN, NULL,
     "Its loss costs something, and its rank interval spans less than half the list"},
    {"hot_rank", ROUTES_COLUMN_INTEGER, NULL, "By what begins, ends or passes"},
    {"disagrees", ROUTES_COLUMN_TEXT, NULL,
     "hotspot_only or chokepoint_only where it is in the top by one alone"},
    {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the row"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Position, WGS 84; of a link a straight line"},
};

static const char method[] =
    "each site held in turn, what passes laid again; ranks from draws of lanes by their grades, of "
    "unseen lanes by a gravity seed, and of volumes within their ranges";

/* A row and what orders it. */
struct place {
    double rank;
    const char *id;
    size_t at;
};

static int by_rank(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    int order = strcmp(a->id, b->id);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

static void add_name(routes_i_row *row, const routes_i_choke_work *work, uint32_t site)
{
    routes_i_text name = {0};
    if (row->status)
        return;
    row->status = routes_i_choke_name(&name, work, site, row->err);
    routes_i_row_text(row, name.size ? name.bytes : NULL);
    routes_i_text_free(&name);
}

static const char *kind_of(const routes_i_choke_work *work, uint32_t site)
{
    static const char *const words[] = {[ROUTES_NODE_PLACE] = "place",
                                        [ROUTES_NODE_CROSSING] = "crossing",
                                        [ROUTES_NODE_DIFFUSE] = "diffuse",
                                        [ROUTES_NODE_PLAIN] = "node"};
    return work->links ? "link" : words[routes_network_node(work->network, site)->kind];
}

/* A number that is there only where something goes round; times may not be known. */
static void add_measured(routes_i_row *row, double value, bool measured)
{
    if (measured)
        routes_i_row_number(row, value);
    else
        routes_i_row_empty(row, ROUTES_VALUE_NO_DATA);
}

static void add_rank(routes_i_row *row, double rank)
{
    routes_i_row_integer(row, (int64_t)rank);
}

static const char *disagrees(const routes_i_choke_work *work, size_t at)
{
    double top = (double)work->use.top;
    bool choke = work->ranks[at].rank.stated <= top && work->ranks[at].score > 0.0;
    bool hot = work->hot_rank[at] <= top && work->hot[work->listed[at]] > 0.0;
    if (choke == hot)
        return NULL;
    return choke ? "chokepoint_only" : "hotspot_only";
}

static void add_source(routes_i_row *row, const routes_i_choke_work *work, uint32_t site)
{
    const routes_origin *origin = NULL;
    if (work->links) {
        size_t link = routes_network_link_at(work->network, site)->row;
        if (link != SIZE_MAX)
            origin = &routes_model_links(work->model, NULL)[link].origin;
    } else {
        const routes_node *node = routes_network_node(work->network, site);
        if (node->kind == ROUTES_NODE_PLACE)
            origin = &routes_model_places(work->model, NULL)[node->row].origin;
        else if (node->kind == ROUTES_NODE_CROSSING)
            origin = &routes_model_crossings(work->model, NULL)[node->row].origin;
        else
            origin = &routes_model_areas(work->model, NULL)[node->row].origin;
    }
    routes_i_row_text(row, origin ? origin->source_id : NULL);
}

static void add_shape(routes_i_row *row, const routes_i_choke_work *work, uint32_t site)
{
    const routes_graph *graph = routes_network_graph(work->network);
    const routes_node *a, *b;
    if (!work->links) {
        a = routes_network_node(work->network, site);
        routes_i_row_point(row, (routes_point){a->lon, a->lat});
        return;
    }
    a = routes_network_node(work->network, routes_graph_from(graph)[site]);
    b = routes_network_node(work->network, routes_graph_to(graph)[site]);
    const routes_point ends[] = {{a->lon, a->lat}, {b->lon, b->lat}};
    routes_i_row_line(row, ends, 2);
}

static routes_status add_site(routes_table *table, const routes_i_choke_work *work, size_t at,
                              routes_error *err)
{
    const routes_choke *choke = &work->ranks[at];
    uint32_t site = work->listed[at];
    const routes_i_choke_sums *sums = &work->sums[site];
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, routes_i_choke_site_id(work, site));
    add_name(&row, work, site);
    routes_i_row_text(&row, kind_of(work, site));
    add_rank(&row, choke->rank.stated);
    routes_i_row_number(&row, choke->score);
    routes_i_row_number(&row, choke->share);
    routes_i_row_number(&row, work->through[site]);
    for (int measure = 0; measure < ROUTES_I_CHOKE_MEASURES; measure++)
        add_measured(&row, routes_i_choke_detour(sums, measure), sums->round[measure] > 0.0);
    double ratio = routes_i_choke_ratio(sums, routes_i_choke_measure(work));
    add_measured(&row, ratio, !isnan(ratio));
    routes_i_row_text(&row, routes_i_choke_ways_left(sums));
    routes_i_row_number(&row, sums->cut_off);
    add_rank(&row, choke->rank.lower);
    add_rank(&row, choke->rank.upper);
    routes_i_row_number(&row, choke->rank.share_in_top);
    add_rank(&row, choke->rank_low);
    add_rank(&row, choke->rank_high);
    routes_i_row_boolean(&row, choke->agrees);
    routes_i_row_boolean(&row, choke->stands);
    add_rank(&row, work->hot_rank[at]);
    routes_i_row_text(&row, disagrees(work, at));
    if (work->model) {
        add_source(&row, work, site);
        add_shape(&row, work, site);
    }
    return routes_i_row_end(&row);
}

static routes_status fill(routes_table *table, const routes_i_choke_work *work, routes_error *err)
{
    struct place *places = routes_i_calloc(work->count, sizeof *places);
    routes_status status = ROUTES_OK;
    if (!places)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to list %zu sites", work->count);
    for (size_t i = 0; i < work->count; i++)
        places[i] = (struct place){work->ranks[i].rank.stated,
                                   routes_i_choke_site_id(work, work->listed[i]), i};
    if (work->count)
        qsort(places, work->count, sizeof *places, by_rank);
    for (size_t i = 0; i < work->count && !status; i++)
        status = add_site(table, work, places[i].at, err);
    routes_i_free(places);
    return status;
}

static void add_drawn(routes_i_text *text, const routes_i_choke_work *work)
{
    const routes_chokepoint_rank_options *use = &work->use;
    routes_i_parameter_number(text, "draws", use->draws);
    routes_i_parameter_number(text, "top", (double)use->top);
    routes_i_parameter_number(text, "level", use->level);
    routes_i_parameter_text(text, "spread", routes_spread_kind_text(use->spread));
    routes_i_parameter_text(text, "drawn", use->certain ? "all" : "by grade");
    routes_i_parameter_number(text, "unseen", work->expected);
}

static routes_status set_parameters(routes_table *table, const routes_i_choke_work *work,
                                    routes_error *err)
{
    static const char *const of[] = {"crossings", "places", "links"};
    const routes_chokepoint_rank_options *use = &work->use;
    char seed[24];
    routes_i_text text = {0};
    routes_i_text_print(&text, "{\"of\":\"%s\",\"ways\":\"%s\"", of[use->of],
                        use->kind == ROUTES_PATH_TIME ? "quickest" : "shortest");
    routes_i_parameter_text(&text, "weight", routes_i_choke_unit(work));
    if (!work->undrawn)
        add_drawn(&text, work);
    routes_i_parameter_number(&text, "laid", (double)work->served);
    routes_i_parameter_number(&text, "not_laid", (double)work->unserved);
    routes_i_parameter_number(&text, "without_volume", (double)work->unknown);
    routes_i_parameter_number(&text, "lower_bounds", (double)work->bounds);
    routes_i_text_add(&text, "}");
    snprintf(seed, sizeof seed, "%" PRIu64, use->seed);
    routes_status status = text.failed
                               ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for parameters")
                               : routes_table_set_meta(table, "parameters", text.bytes, err);
    if (!status && !work->undrawn)
        status = routes_table_set_meta(table, "seed", seed, err);
    routes_i_text_free(&text);
    return status;
}

routes_status routes_i_choke_end(routes_table **out, routes_table *table,
                                 const routes_i_choke_work *work, const char *how, const char *key,
                                 routes_status status, routes_error *err)
{
    if (!status)
        status = set_parameters(table, work, err);
    if (!status)
        status = routes_table_set_meta(table, "reference",
                                       "Goldstein and Spiegelhalter 1996; Corley and Sha 1982; "
                                       "Brandes 2008",
                                       err);
    if (work->model)
        return routes_i_answer_end(out, table, work->model, how, key, status, err);
    if (!status)
        status = routes_table_set_meta(table, "primary_key", key, err);
    if (!status)
        status = routes_table_set_meta(table, "method", how, err);
    if (status)
        routes_table_free(table);
    else
        *out = table;
    return status;
}

routes_status routes_answer_chokepoint_rank(routes_table **out, const routes_network *network,
                                            const routes_model *model, const routes_laying *laying,
                                            const routes_chokepoint_rank_options *options,
                                            routes_error *err)
{
    enum { ALL = sizeof columns / sizeof *columns, PLAIN = ALL - 2 };
    routes_i_choke_work work;
    routes_table *table = NULL;
    routes_status status =
        routes_i_network_begin(&table, "chokepoints", columns, model ? ALL : PLAIN, network, err);
    if (out)
        *out = NULL;
    else if (!status)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    if (status) {
        routes_table_free(table);
        return status;
    }
    status = routes_i_choke_work_make(&work, network, model, laying, options, err);
    if (!status)
        status = fill(table, &work, err);
    status = routes_i_choke_end(out, table, &work, method, "id", status, err);
    routes_i_choke_work_free(&work);
    return status;
}
