/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_chokepoint.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"
#include "result/answer.h"
#include "result/choke_work.h"
#include "result/own.h"
#include "result/shape.h"
#include "result/volume.h"
#include "routes/articulation.h"

#define CHOKE_COLUMNS                                                                              \
    {"lanes", ROUTES_COLUMN_INTEGER, "lanes", "Lanes that pass"},                                  \
        {"lanes_surely", ROUTES_COLUMN_INTEGER, "lanes", "Of these, by every branch"},             \
        {"lanes_case", ROUTES_COLUMN_INTEGER, "lanes", "Lanes of one case, counted apart"},        \
        ROUTES_I_VOLUME_COLUMNS(""),                                                               \
        {"choke_score", ROUTES_COLUMN_NUMBER, NULL, "Mean loss of all laid lanes, 0 to 1"},        \
        {"rank", ROUTES_COLUMN_INTEGER, NULL, "By choke_score, the largest first"},                \
        {"rank_lower", ROUTES_COLUMN_INTEGER, NULL, "Rank interval over draws: best"},             \
        {"rank_upper", ROUTES_COLUMN_INTEGER, NULL, "Rank interval over draws: worst"},            \
        {"share_in_top", ROUTES_COLUMN_NUMBER, NULL, "Share of draws with a rank up to 5"},        \
        {"chokepoint", ROUTES_COLUMN_BOOLEAN, NULL,                                                \
         "Its loss costs something, and its rank interval spans less than half the list"},         \
        {"share", ROUTES_COLUMN_NUMBER, NULL, "Lanes that pass, by laid lanes"},                   \
        {"cut_off", ROUTES_COLUMN_INTEGER, "lanes", "Lanes with a branch without another way"},    \
        {"detour_m", ROUTES_COLUMN_NUMBER, "m", "Mean lengthening of what goes round"},            \
        {"detour_s", ROUTES_COLUMN_NUMBER, "s", "The same in time"},                               \
        {"bypass_ratio", ROUTES_COLUMN_NUMBER, NULL, "Length without by length with"},             \
        {"cut", ROUTES_COLUMN_BOOLEAN, NULL, "Whether its loss takes the network apart"},          \
    {                                                                                              \
        "separated_nodes", ROUTES_COLUMN_INTEGER, "nodes", "Nodes that its loss cuts off"          \
    }

static const routes_column crossing_columns[] = {
    {"crossing_id", ROUTES_COLUMN_TEXT, NULL, "Id of the crossing"},
    {"name", ROUTES_COLUMN_TEXT, NULL, "Name"},
    {"country_a", ROUTES_COLUMN_TEXT, NULL, "ISO 3166-1 code"},
    {"country_b", ROUTES_COLUMN_TEXT, NULL, "ISO 3166-1 code"},
    {"diffuse", ROUTES_COLUMN_BOOLEAN, NULL, "All other ways over a stretch of border"},
    CHOKE_COLUMNS,
    {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the crossing"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Position, WGS 84"},
};

static const routes_column link_columns[] = {
    {"link_id", ROUTES_COLUMN_TEXT, NULL, "Id of the link"},
    {"from", ROUTES_COLUMN_TEXT, NULL, "Where it begins"},
    {"to", ROUTES_COLUMN_TEXT, NULL, "Where it ends"},
    {"class", ROUTES_COLUMN_TEXT, NULL, "What it is"},
    CHOKE_COLUMNS,
    {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the link"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Straight line between its ends, WGS 84"},
};

/* What both answers need to know of all nodes or links. */
struct sites {
    const routes_model *model;
    const routes_network *network;
    const routes_laying *laying;
    const routes_run *run;
    int links;
    size_t count;
    routes_through *lanes, *cases;
    routes_i_volume *volumes;
    int64_t *separated; /* [count] nodes cut off; 0: it cuts nothing */
    routes_i_choke_work ranked;
    size_t *place;    /* [count] of a site among those ranked, plus 1; 0: it is not */
    int64_t *cut_off; /* [count] lanes with a branch without another way */
};

static void free_sites(struct sites *sites)
{
    routes_i_free(sites->lanes);
    routes_i_free(sites->cases);
    routes_i_free(sites->volumes);
    routes_i_free(sites->separated);
    routes_i_free(sites->place);
    routes_i_free(sites->cut_off);
    routes_i_choke_work_free(&sites->ranked);
}

static routes_status find_cuts(struct sites *sites, routes_error *err)
{
    routes_articulation *found = NULL;
    routes_status status =
        routes_articulation_new(&found, routes_network_graph(sites->network), NULL, err);
    if (status)
        return status;
    for (size_t i = 0; !sites->links && i < routes_articulation_nodes(found); i++) {
        routes_cut_node cut = routes_articulation_node(found, i);
        for (size_t k = 1; k < cut.pieces; k++)
            sites->separated[cut.node] += cut.sizes[k];
    }
    for (size_t i = 0; sites->links && i < routes_articulation_bridges(found); i++) {
        routes_bridge bridge = routes_articulation_bridge(found, i);
        sites->separated[bridge.link] =
            bridge.from_side < bridge.to_side ? bridge.from_side : bridge.to_side;
    }
    routes_articulation_free(found);
    return ROUTES_OK;
}

/* Scores, and ranks over draws: as routes_answer_chokepoint_rank() has them by default. */
static routes_status find_ranks(struct sites *sites, routes_error *err)
{
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    routes_i_choke_work *ranked = &sites->ranked;
    options.of = sites->links ? ROUTES_CHOKEPOINT_LINKS : ROUTES_CHOKEPOINT_CROSSINGS;
    options.run = sites->run;
    routes_status status = routes_i_choke_work_make(ranked, sites->network, sites->model,
                                                    sites->laying, &options, err);
    for (size_t i = 0; i < ranked->count && !status; i++)
        sites->place[ranked->listed[i]] = i + 1;
    for (size_t i = 0; i < ranked->of.entry_count && !status; i++) {
        const routes_i_choke_entry *entry = &ranked->of.entries[i];
        sites->cut_off[entry->site] +=
            entry->cut > 0.0 && !ranked->of.demands[entry->demand].unseen;
    }
    return status;
}

static routes_status find_sites(struct sites *sites, routes_error *err)
{
    const routes_graph *graph = routes_network_graph(sites->network);
    const routes_i_passing_of of = {
        sites->model,     sites->network,
        sites->laying,    sites->links ? ROUTES_I_PASSING_LINKS : ROUTES_I_PASSING_NODES,
        ROUTES_SIDE_FROM, NULL};
    sites->count = sites->links ? routes_graph_links(graph) : routes_graph_nodes(graph);
    sites->lanes = routes_i_calloc(sites->count, sizeof *sites->lanes);
    sites->cases = routes_i_calloc(sites->count, sizeof *sites->cases);
    sites->separated = routes_i_calloc(sites->count, sizeof *sites->separated);
    sites->place = routes_i_calloc(sites->count, sizeof *sites->place);
    sites->cut_off = routes_i_calloc(sites->count, sizeof *sites->cut_off);
    if (!sites->lanes || !sites->cases || !sites->separated || !sites->place || !sites->cut_off)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", sites->count);
    routes_status status =
        routes_i_passing_sum(sites->lanes, sites->count, &of, routes_i_wants_lane, NULL, 0, err);
    if (!status)
        status = routes_i_passing_sum(sites->cases, sites->count, &of, routes_i_wants_case, NULL, 0,
                                      err);
    if (!status)
        status = routes_i_volume_sum(&sites->volumes, sites->count, &of, err);
    if (!status)
        status = find_cuts(sites, err);
    return status ? status : find_ranks(sites, err);
}

static bool is_passed(const struct sites *sites, size_t at)
{
    return sites->lanes[at].lanes || sites->cases[at].lanes;
}

/* What only lanes of one case pass is not ranked: null. */
static void add_ranks(routes_i_row *row, const routes_choke *ranked)
{
    if (!ranked) {
        for (int i = 0; i < 5; i++)
            routes_i_row_empty(row, ROUTES_VALUE_NO_DATA);
        return;
    }
    routes_i_row_integer(row, (int64_t)ranked->rank.stated);
    routes_i_row_integer(row, (int64_t)ranked->rank.lower);
    routes_i_row_integer(row, (int64_t)ranked->rank.upper);
    routes_i_row_number(row, ranked->rank.share_in_top);
    routes_i_row_boolean(row, ranked->stands);
}

/* The columns of CHOKE_COLUMNS. */
static void add_choke(routes_i_row *row, const struct sites *sites, size_t at)
{
    const routes_i_choke_sums *sums = &sites->ranked.sums[at];
    const routes_choke *ranked =
        sites->place[at] ? &sites->ranked.ranks[sites->place[at] - 1] : NULL;
    routes_i_row_integer(row, (int64_t)sites->lanes[at].lanes);
    routes_i_row_integer(row, (int64_t)sites->lanes[at].surely);
    routes_i_row_integer(row, (int64_t)sites->cases[at].lanes);
    routes_i_row_volume(row, &sites->volumes[at]);
    routes_i_row_number(row, ranked ? ranked->score : 0.0);
    add_ranks(row, ranked);
    routes_i_row_number(row, ranked ? ranked->share : 0.0);
    routes_i_row_integer(row, sites->cut_off[at]);
    routes_i_own_computed(row, routes_i_choke_detour(sums, ROUTES_I_CHOKE_M));
    routes_i_own_computed(row, routes_i_choke_detour(sums, ROUTES_I_CHOKE_S));
    routes_i_own_computed(row, routes_i_choke_ratio(sums, ROUTES_I_CHOKE_M));
    routes_i_row_boolean(row, sites->separated[at] > 0);
    routes_i_row_integer(row, sites->separated[at]);
}

static const char *source_of_node(const struct sites *sites, const routes_node *node)
{
    if (node->kind == ROUTES_NODE_CROSSING)
        return routes_model_crossings(sites->model, NULL)[node->row].origin.source_id;
    return routes_model_areas(sites->model, NULL)[node->row].origin.source_id;
}

static routes_status add_crossing(routes_table *table, const struct sites *sites, size_t at,
                                  routes_error *err)
{
    const routes_node *node = routes_network_node(sites->network, at);
    if ((node->kind != ROUTES_NODE_CROSSING && node->kind != ROUTES_NODE_DIFFUSE) ||
        !is_passed(sites, at))
        return ROUTES_OK;
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, node->id);
    routes_i_row_text(&row, node->name);
    routes_i_row_text(&row, node->country);
    routes_i_row_text(&row, node->country_other);
    routes_i_row_boolean(&row, node->kind == ROUTES_NODE_DIFFUSE);
    add_choke(&row, sites, at);
    routes_i_row_text(&row, source_of_node(sites, node));
    routes_i_row_point(&row, (routes_point){node->lon, node->lat});
    return routes_i_row_end(&row);
}

/* A straight line between the ends of a link. */
static void link_shape(routes_i_row *row, const routes_network *network, size_t link)
{
    const routes_graph *graph = routes_network_graph(network);
    const routes_node *a = routes_network_node(network, routes_graph_from(graph)[link]);
    const routes_node *b = routes_network_node(network, routes_graph_to(graph)[link]);
    const routes_point ends[] = {{a->lon, a->lat}, {b->lon, b->lat}};
    routes_i_row_line(row, ends, 2);
}

static const char *node_id(const routes_network *network, const uint32_t *ends, size_t link)
{
    return routes_network_node(network, ends[link])->id;
}

static const char *source_of_link(const struct sites *sites, const routes_network_link *link)
{
    return link->row == SIZE_MAX
               ? NULL
               : routes_model_links(sites->model, NULL)[link->row].origin.source_id;
}

static routes_status add_link(routes_table *table, const struct sites *sites, size_t at,
                              routes_error *err)
{
    const routes_network_link *link = routes_network_link_at(sites->network, at);
    const routes_graph *graph = routes_network_graph(sites->network);
    if (!is_passed(sites, at))
        return ROUTES_OK;
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, link->id);
    routes_i_row_text(&row, node_id(sites->network, routes_graph_from(graph), at));
    routes_i_row_text(&row, node_id(sites->network, routes_graph_to(graph), at));
    routes_i_answer_code(&row, ROUTES_CODES_LINK_CLASS, (int)link->link_class);
    add_choke(&row, sites, at);
    routes_i_row_text(&row, source_of_link(sites, link));
    link_shape(&row, sites->network, at);
    return routes_i_row_end(&row);
}

static routes_status answer(routes_table **out, const char *name, const routes_column *columns,
                            size_t column_count, struct sites *sites, const char *key,
                            routes_status (*add)(routes_table *, const struct sites *, size_t,
                                                 routes_error *),
                            routes_error *err)
{
    routes_table *table = NULL;
    routes_status status = routes_i_answer_begin(out, sites->model, err);
    if (!status && (!sites->network || !sites->laying))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "network and laying must not be null");
    if (!status)
        status = routes_table_new(&table, name, columns, column_count, err);
    if (status)
        return status;
    routes_table_set_kind(table, ROUTES_KIND_OPERATIONAL, ROUTES_SENSITIVITY_HIGH);
    status = find_sites(sites, err);
    for (size_t i = 0; i < sites->count && !status; i++)
        status = add(table, sites, i, err);
    status = routes_i_choke_end(out, table, &sites->ranked,
                                "lanes on their shortest ways, laid again with each site closed; "
                                "ranks from draws of lanes by their grades and of unseen ones; "
                                "cut nodes and bridges after Tarjan 1972",
                                key, status, err);
    free_sites(sites);
    return status;
}

routes_status routes_answer_chokepoints_crossings(routes_table **out, const routes_model *model,
                                                  const routes_network *network,
                                                  const routes_laying *laying,
                                                  const routes_run *run, routes_error *err)
{
    struct sites sites = {.model = model, .network = network, .laying = laying, .run = run};
    return answer(out, "chokepoints_crossings", crossing_columns,
                  sizeof crossing_columns / sizeof *crossing_columns, &sites, "crossing_id",
                  add_crossing, err);
}

routes_status routes_answer_chokepoints_links(routes_table **out, const routes_model *model,
                                              const routes_network *network,
                                              const routes_laying *laying, const routes_run *run,
                                              routes_error *err)
{
    struct sites sites = {
        .model = model, .network = network, .laying = laying, .run = run, .links = 1};
    return answer(out, "chokepoints_links", link_columns,
                  sizeof link_columns / sizeof *link_columns, &sites, "link_id", add_link, err);
}
