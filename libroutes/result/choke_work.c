/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/choke_work.h"

#include <math.h>
#include <string.h>

#include "analysis/hotspot/ranking.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "routes/betweenness.h"

#define DRAWS 1000
#define TOP 5
#define LEVEL 0.95

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to rank chokepoints");
}

const char *routes_i_choke_site_id(const routes_i_choke_work *work, uint32_t site)
{
    return work->links ? routes_network_link_at(work->network, site)->id
                       : routes_network_node(work->network, site)->id;
}

static void add_node_name(routes_i_text *to, const routes_node *node)
{
    routes_i_text_add(to, node->name ? node->name : node->id);
}

routes_status routes_i_choke_name(routes_i_text *to, const routes_i_choke_work *work, uint32_t site,
                                  routes_error *err)
{
    const routes_graph *graph = routes_network_graph(work->network);
    if (work->links) {
        add_node_name(to, routes_network_node(work->network, routes_graph_from(graph)[site]));
        routes_i_text_add(to, " - ");
        add_node_name(to, routes_network_node(work->network, routes_graph_to(graph)[site]));
    } else if (routes_network_node(work->network, site)->name) {
        add_node_name(to, routes_network_node(work->network, site));
    }
    return to->failed ? no_memory(err) : ROUTES_OK;
}

const char *routes_i_choke_unit(const routes_i_choke_work *work)
{
    if (work->use.od)
        return "volume";
    return work->use.volumes ? routes_unit_text(work->use.unit) : "lanes";
}

int routes_i_choke_measure(const routes_i_choke_work *work)
{
    return work->use.kind == ROUTES_PATH_TIME ? ROUTES_I_CHOKE_S : ROUTES_I_CHOKE_M;
}

static bool is_crossing(const routes_node *node)
{
    return node->kind == ROUTES_NODE_CROSSING || node->kind == ROUTES_NODE_DIFFUSE;
}

bool routes_i_choke_end_passes(const routes_i_choke_work *work, uint32_t node)
{
    return !work->links && is_crossing(routes_network_node(work->network, node));
}

routes_status routes_i_choke_add_pair(routes_i_choke_work *work, routes_i_choke_pair pair,
                                      routes_error *err)
{
    if (work->pair_count == work->pair_room) {
        size_t room = work->pair_room ? 2 * work->pair_room : 64;
        routes_i_choke_pair *grown = routes_i_realloc(work->pairs, room, sizeof *grown);
        if (!grown)
            return no_memory(err);
        work->pairs = grown;
        work->pair_room = room;
    }
    work->pairs[work->pair_count++] = pair;
    return ROUTES_OK;
}

static routes_status read_options(routes_i_choke_work *work,
                                  const routes_chokepoint_rank_options *options, routes_error *err)
{
    routes_chokepoint_rank_options *use = &work->use;
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(&work->run, use->run, err);
    if (status)
        return status;
    use->draws = use->draws ? use->draws : DRAWS;
    use->top = use->top ? use->top : TOP;
    use->level = use->level != 0.0 ? use->level : LEVEL;
    use->unit = use->unit ? use->unit : ROUTES_UNIT_PERSONS_PER_YEAR;
    if ((unsigned)use->of > ROUTES_CHOKEPOINT_LINKS)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.of is %d, must be 0 to 2",
                             (int)use->of);
    if (use->kind != ROUTES_PATH_LENGTH && use->kind != ROUTES_PATH_TIME)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind is %d, must be length or time",
                             (int)use->kind);
    if (!(use->unseen >= 0.0) || isinf(use->unseen))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.unseen is %g, must be 0 or above",
                             use->unseen);
    return ROUTES_OK;
}

static bool is_wanted(const routes_i_choke_work *work, const routes_node *node)
{
    if (node->kind == ROUTES_NODE_PLAIN)
        return true;
    return is_crossing(node) == (work->use.of == ROUTES_CHOKEPOINT_CROSSINGS);
}

static routes_status find_wanted(routes_i_choke_work *work, routes_error *err)
{
    const routes_graph *graph = routes_network_graph(work->network);
    work->links = work->use.of == ROUTES_CHOKEPOINT_LINKS;
    work->sites = work->links ? routes_graph_links(graph) : routes_graph_nodes(graph);
    work->wanted = routes_i_calloc(work->sites, 1);
    work->sums = routes_i_calloc(work->sites, sizeof *work->sums);
    work->hot = routes_i_calloc(work->sites, sizeof *work->hot);
    if (!work->wanted || !work->sums || !work->hot)
        return no_memory(err);
    for (size_t s = 0; s < work->sites; s++)
        work->wanted[s] = work->links || is_wanted(work, routes_network_node(work->network, s));
    return ROUTES_OK;
}

static void count_demands(routes_i_choke_work *work)
{
    for (size_t i = 0; i < work->of.demand_count; i++) {
        const routes_i_choke_demand *demand = &work->of.demands[i];
        if (demand->unseen)
            continue;
        work->served++;
        work->unknown += demand->weight.kind == ROUTES_RANGE_NOT_STATED;
        work->bounds += demand->weight.kind == ROUTES_RANGE_LOWER_BOUND;
        work->whole += routes_i_choke_weight(demand);
    }
}

static double weight_of_pair(const routes_i_choke_work *work, const routes_i_choke_pair *pair)
{
    return pair->part * routes_i_choke_weight(&work->of.demands[pair->demand]);
}

/* What begins and ends at a place counts there as well; at a crossing it passes. */
static void find_hot(routes_i_choke_work *work)
{
    routes_i_choke_sum(work->sums, &work->of);
    for (size_t s = 0; s < work->sites; s++)
        work->hot[s] = work->sums[s].passes;
    for (size_t i = 0; i < work->pair_count && !work->links; i++) {
        const routes_i_choke_pair *pair = &work->pairs[i];
        double weight = weight_of_pair(work, pair);
        const uint32_t ends[] = {pair->from, pair->to};
        for (int end = 0; end < 2; end++)
            if (work->wanted[ends[end]] && !routes_i_choke_end_passes(work, ends[end]))
                work->hot[ends[end]] += weight;
    }
}

static routes_status rank_hot(routes_i_choke_work *work, routes_error *err)
{
    routes_i_ranked *values = routes_i_calloc(work->count, sizeof *values);
    uint32_t *ranks = routes_i_calloc(work->count, sizeof *ranks);
    work->hot_rank = routes_i_calloc(work->count, sizeof *work->hot_rank);
    routes_status status = values && ranks && work->hot_rank ? ROUTES_OK : no_memory(err);
    for (size_t i = 0; i < work->count && !status; i++)
        values[i] = (routes_i_ranked){work->hot[work->listed[i]], (uint32_t)i};
    if (!status && work->count)
        routes_i_ranking_order(ranks, values, work->count);
    for (size_t i = 0; i < work->count && !status; i++)
        work->hot_rank[i] = work->hot[work->listed[i]] > 0.0 ? ranks[i] + 1.0 : (double)work->count;
    routes_i_free(values);
    routes_i_free(ranks);
    return status;
}

static routes_status rank_sites(routes_i_choke_work *work, const routes_run *run, routes_error *err)
{
    routes_choke_options options = ROUTES_CHOKE_OPTIONS;
    options.seed = work->use.seed;
    options.draws = work->use.draws;
    options.top = work->use.top;
    options.level = work->use.level;
    options.spread = work->use.spread;
    options.run = run;
    unsigned char *also = routes_i_calloc(work->sites, 1);
    if (!also)
        return no_memory(err);
    /* Every crossing of a model has a rank; of the rest, what is passed, or is an end. */
    for (size_t s = 0; s < work->sites; s++)
        also[s] = work->hot[s] > 0.0 ||
                  (work->wanted[s] && work->model && work->use.of == ROUTES_CHOKEPOINT_CROSSINGS);
    routes_status status = routes_i_choke_rank(&work->ranks, &work->listed, &work->count, &work->of,
                                               also, work->sites, &options, err);
    routes_i_free(also);
    return status;
}

/* On all shortest ways between the ends; at a crossing, what begins or ends there as well. */
static routes_status find_through(routes_i_choke_work *work, routes_error *err)
{
    routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
    uint32_t *ends = routes_i_calloc(work->pair_count, 2 * sizeof *ends);
    double *volume = routes_i_calloc(work->pair_count, sizeof *volume);
    double *with_ends = routes_i_calloc(work->sites, sizeof *with_ends);
    work->through = routes_i_calloc(work->sites, sizeof *work->through);
    routes_status status =
        ends && volume && with_ends && work->through ? ROUTES_OK : no_memory(err);
    for (size_t i = 0; i < work->pair_count && !status; i++) {
        ends[i] = work->pairs[i].from;
        ends[work->pair_count + i] = work->pairs[i].to;
        volume[i] = weight_of_pair(work, &work->pairs[i]);
    }
    options.kind = work->use.kind;
    options.from = ends;
    options.to = ends ? ends + work->pair_count : NULL;
    options.volume = volume;
    options.demands = work->pair_count;
    if (!status)
        status = routes_betweenness_compute(work->links ? NULL : work->through,
                                            work->links ? NULL : with_ends,
                                            work->links ? work->through : NULL, NULL,
                                            routes_network_graph(work->network), &options, err);
    for (uint32_t s = 0; s < work->sites && !status && !work->links; s++)
        if (routes_i_choke_end_passes(work, s))
            work->through[s] = with_ends[s];
    routes_i_free(ends);
    routes_i_free(volume);
    routes_i_free(with_ends);
    return status;
}

/* The demands, stated and unseen, with what they lose. */
static routes_status gather(routes_i_choke_work *work, const routes_run *whole, routes_error *err)
{
    routes_i_run_part part;
    work->run = *routes_i_run_part_of(&part, whole, 0.0, 0.6);
    routes_status status =
        work->use.od ? routes_i_choke_table(work, err) : routes_i_choke_lanes(work, err);
    if (status)
        return status;
    work->run = *routes_i_run_part_of(&part, whole, 0.6, 0.8);
    return routes_i_choke_unseen(work, err);
}

static routes_status make(routes_i_choke_work *work, routes_error *err)
{
    routes_i_run_part part;
    const routes_run whole = work->run;
    routes_status status = find_wanted(work, err);
    if (!status)
        status = gather(work, &whole, err);
    work->run = whole;
    if (!status)
        status = routes_i_choke_sort(&work->of, err);
    if (status)
        return status;
    count_demands(work);
    find_hot(work);
    status = rank_sites(work, routes_i_run_part_of(&part, &whole, 0.8, 1.0), err);
    if (!status)
        status = rank_hot(work, err);
    return status ? status : find_through(work, err);
}

routes_status routes_i_choke_work_make(routes_i_choke_work *work, const routes_network *network,
                                       const routes_model *model, const routes_laying *laying,
                                       const routes_chokepoint_rank_options *options,
                                       routes_error *err)
{
    *work = (routes_i_choke_work){.network = network, .model = model, .laying = laying};
    if (!network)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "network must not be null");
    routes_status status = read_options(work, options, err);
    if (!status && !work->use.od && (!model || !laying))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT,
                               "give options.od, or a model and its lanes laid on the network");
    return status ? status : make(work, err);
}

void routes_i_choke_work_free(routes_i_choke_work *work)
{
    routes_i_choke_entries_free(&work->of);
    routes_i_free(work->wanted);
    routes_i_free(work->pairs);
    routes_i_free(work->ranks);
    routes_i_free(work->listed);
    routes_i_free(work->sums);
    routes_i_free(work->through);
    routes_i_free(work->hot);
    routes_i_free(work->hot_rank);
    *work = (routes_i_choke_work){0};
}
