/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/choke_ways.h"

#include <math.h>
#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"
#include "routes/path.h"

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the ways of what is laid");
}

static routes_status add_site(routes_i_choke_laid *laid, uint32_t site, routes_error *err)
{
    if (laid->site_count == laid->site_room) {
        size_t room = laid->site_room ? 2 * laid->site_room : 256;
        uint32_t *grown = routes_i_realloc(laid->sites, room, sizeof *grown);
        if (!grown)
            return no_memory(err);
        laid->sites = grown;
        laid->site_room = room;
    }
    laid->sites[laid->site_count++] = site;
    return ROUTES_OK;
}

/* The wanted sites on a way; an end counts where it is a crossing. */
static routes_status add_sites(routes_i_choke_laid *laid, const uint32_t *nodes,
                               const uint32_t *links, size_t steps, routes_error *err)
{
    const routes_i_choke_work *work = laid->work;
    const uint32_t *items = work->links ? links : nodes;
    size_t count = steps + !work->links;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < count && !status; i++) {
        bool is_end = !work->links && (i == 0 || i == steps);
        if (work->wanted[items[i]] && (!is_end || routes_i_choke_end_passes(work, items[i])))
            status = add_site(laid, items[i], err);
    }
    return status;
}

static routes_status add_way(routes_i_choke_laid *laid, routes_i_choke_way way, routes_error *err)
{
    if (laid->count == laid->room) {
        size_t room = laid->room ? 2 * laid->room : 64;
        routes_i_choke_way *grown = routes_i_realloc(laid->ways, room, sizeof *grown);
        if (!grown)
            return no_memory(err);
        laid->ways = grown;
        laid->room = room;
    }
    way.end = laid->site_count;
    laid->ways[laid->count++] = way;
    return ROUTES_OK;
}

static void measure_branch(double *cost, const routes_i_choke_work *work,
                           const routes_branch *branch)
{
    cost[ROUTES_I_CHOKE_M] = branch->length_m;
    cost[ROUTES_I_CHOKE_S] = routes_i_choke_seconds(work, branch);
}

static routes_status add_lane(routes_i_choke_laid *laid, uint32_t demand, routes_error *err)
{
    const routes_i_choke_work *work = laid->work;
    size_t first, count, row = work->of.demands[demand].row;
    routes_status status = ROUTES_OK;
    routes_laying_lane(work->laying, row, &first, &count);
    for (size_t i = first; i < first + count && !status; i++) {
        const routes_branch *branch = routes_laying_at(work->laying, i);
        routes_i_choke_way way = {.demand = demand,
                                  .from = branch->nodes[0],
                                  .to = branch->nodes[branch->steps],
                                  .lane = row,
                                  .branch = branch,
                                  .part = 1.0 / (double)count,
                                  .start = laid->site_count};
        measure_branch(way.cost, work, branch);
        status = add_sites(laid, branch->nodes, branch->links, branch->steps, err);
        if (!status)
            status = add_way(laid, way, err);
    }
    return status;
}

static routes_status add_lanes(routes_i_choke_laid *laid, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (uint32_t i = 0; i < laid->work->of.demand_count && !status; i++)
        if (!laid->work->of.demands[i].unseen)
            status = add_lane(laid, i, err);
    return status;
}

/* A path search that is kept while the next way begins where the last one did. */
struct search {
    const routes_i_choke_laid *laid;
    unsigned bits;         /* of the sites that are closed */
    unsigned char *closed; /* [sites] */
    routes_path *path;
    uint32_t source;
    uint32_t *nodes, *links;
};

static routes_status search_begin(struct search *search, const routes_i_choke_laid *laid,
                                  routes_error *err)
{
    size_t nodes = routes_graph_nodes(routes_network_graph(laid->work->network));
    *search = (struct search){.laid = laid};
    search->closed = routes_i_calloc(laid->work->sites, 1);
    search->nodes = routes_i_calloc(nodes, sizeof *search->nodes);
    search->links = routes_i_calloc(nodes, sizeof *search->links);
    return search->closed && search->nodes && search->links ? ROUTES_OK : no_memory(err);
}

static void search_end(struct search *search)
{
    routes_path_free(search->path);
    routes_i_free(search->closed);
    routes_i_free(search->nodes);
    routes_i_free(search->links);
}

static routes_status search_from(struct search *search, uint32_t from, routes_error *err)
{
    routes_path_options options = ROUTES_PATH_OPTIONS;
    if (search->path && search->source == from)
        return ROUTES_OK;
    routes_path_free(search->path);
    search->path = NULL;
    search->source = from;
    options.kind = search->laid->kind;
    options.node_closed = search->laid->work->links ? NULL : search->closed;
    options.link_closed = search->laid->work->links ? search->closed : NULL;
    return routes_path_new(&search->path, routes_network_graph(search->laid->work->network), from,
                           &options, err);
}

/* The cost by the measure of the search; the other is not known. */
static void measure_path(double *cost, const struct search *search, uint32_t to)
{
    bool time = search->laid->kind == ROUTES_PATH_TIME;
    double whole = (double)routes_path_costs(search->path)[to];
    cost[ROUTES_I_CHOKE_M] = time ? NAN : whole / 1e6;
    cost[ROUTES_I_CHOKE_S] = time ? whole / 1e3 : NAN;
}

static routes_status add_rows(routes_i_choke_laid *laid, routes_error *err)
{
    const routes_i_choke_work *work = laid->work;
    struct search search;
    routes_status status = search_begin(&search, laid, err);
    for (size_t i = 0; i < work->pair_count && !status; i++) {
        const routes_i_choke_pair *pair = &work->pairs[i];
        routes_i_choke_way way = {.demand = pair->demand,
                                  .from = pair->from,
                                  .to = pair->to,
                                  .part = pair->part,
                                  .start = laid->site_count};
        status = search_from(&search, pair->from, err);
        if (!status)
            status = routes_path_read(search.nodes, search.links, search.path, pair->to, err);
        if (!status)
            status = add_sites(laid, search.nodes, search.links,
                               routes_path_size(search.path, pair->to), err);
        if (!status) {
            measure_path(way.cost, &search, pair->to);
            status = add_way(laid, way, err);
        }
    }
    search_end(&search);
    return status;
}

/* The ways on which each site lies, in their order. */
static routes_status index_ways(routes_i_choke_laid *laid, routes_error *err)
{
    size_t sites = laid->work->sites;
    size_t *filled = routes_i_calloc(sites, sizeof *filled);
    laid->on_start = routes_i_calloc(sites + 1, sizeof *laid->on_start);
    laid->on = routes_i_calloc(laid->site_count, sizeof *laid->on);
    if (!filled || !laid->on_start || !laid->on) {
        routes_i_free(filled);
        return no_memory(err);
    }
    for (size_t i = 0; i < laid->site_count; i++)
        laid->on_start[laid->sites[i] + 1]++;
    for (size_t s = 0; s < sites; s++)
        laid->on_start[s + 1] += laid->on_start[s];
    for (uint32_t way = 0; way < laid->count; way++)
        for (size_t i = laid->ways[way].start; i < laid->ways[way].end; i++) {
            uint32_t site = laid->sites[i];
            laid->on[laid->on_start[site] + filled[site]++] = way;
        }
    routes_i_free(filled);
    return ROUTES_OK;
}

routes_status routes_i_choke_laid_make(routes_i_choke_laid *laid, const routes_i_choke_work *work,
                                       routes_path_kind kind, routes_error *err)
{
    *laid = (routes_i_choke_laid){.work = work, .kind = kind, .scored = kind == work->use.kind};
    routes_status status = work->use.od ? add_rows(laid, err) : add_lanes(laid, err);
    return status ? status : index_ways(laid, err);
}

void routes_i_choke_laid_free(routes_i_choke_laid *laid)
{
    routes_i_free(laid->ways);
    routes_i_free(laid->sites);
    routes_i_free(laid->on_start);
    routes_i_free(laid->on);
    *laid = (routes_i_choke_laid){0};
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* The ways that pass any of the sites, each once, in their order. */
static routes_status find_held(uint32_t **held, size_t *count, const routes_i_choke_laid *laid,
                               const uint32_t *sites, size_t site_count, routes_error *err)
{
    size_t most = 0, kept = 0;
    *count = 0;
    for (size_t i = 0; i < site_count; i++)
        most += laid->on_start[sites[i] + 1] - laid->on_start[sites[i]];
    *held = routes_i_calloc(most, sizeof **held);
    if (!*held)
        return no_memory(err);
    for (size_t i = 0; i < site_count; i++)
        for (size_t k = laid->on_start[sites[i]]; k < laid->on_start[sites[i] + 1]; k++)
            (*held)[kept++] = laid->on[k];
    if (kept)
        qsort(*held, kept, sizeof **held, by_number);
    for (size_t i = 0; i < kept; i++)
        if (i == 0 || (*held)[i] != (*held)[i - 1])
            (*held)[(*count)++] = (*held)[i];
    return ROUTES_OK;
}

/* What is held: of a way that begins or ends at a place, the rest. */
struct held {
    const routes_i_choke_laid *laid;
    const uint32_t *sites; /* [count] */
    size_t count;
    routes_i_choke_told *tell;
    void *context;
};

/* The sites of a way that is not kept. */
static routes_status tell_way(const struct held *held, const routes_i_choke_way *way,
                              const double *cost, const uint32_t *nodes, const uint32_t *links,
                              size_t steps, routes_error *err)
{
    routes_i_choke_laid one = {.work = held->laid->work};
    routes_status status = add_sites(&one, nodes, links, steps, err);
    if (!status)
        status = held->tell(way, cost, one.sites, one.site_count, held->context, err);
    routes_i_free(one.sites);
    return status;
}

/* The sites that are held against a way, as bits. */
static unsigned bits_for(const struct held *held, const routes_i_choke_way *way)
{
    const routes_i_choke_work *work = held->laid->work;
    unsigned bits = 0;
    for (size_t i = 0; i < held->count; i++) {
        uint32_t site = held->sites[i];
        bool is_end = !work->links && (site == way->from || site == way->to);
        if (!is_end || routes_i_choke_end_passes(work, site))
            bits |= 1U << i;
    }
    return bits;
}

static size_t sites_of(uint32_t *sites, const struct held *held, unsigned bits)
{
    size_t count = 0;
    for (size_t i = 0; i < held->count; i++)
        if (bits >> i & 1U)
            sites[count++] = held->sites[i];
    return count;
}

/* The other way of a way in its lane: all before it are looked for too, since ends may recur. */
static const routes_branch *find_round(const routes_i_choke_laid *laid, const routes_laying *other,
                                       size_t way)
{
    const routes_branch *round = NULL;
    size_t next, count, lane = laid->ways[way].lane, first = way;
    routes_laying_lane(other, lane, &next, &count);
    size_t end = next + count;
    while (first > 0 && laid->ways[first - 1].lane == lane)
        first--;
    for (size_t i = first; i <= way; i++)
        round = routes_i_choke_counterpart(laid->ways[i].branch, other, &next, end);
    return round;
}

static routes_status hold_lanes(const struct held *held, const uint32_t *ways, size_t count,
                                routes_error *err)
{
    const routes_i_choke_laid *laid = held->laid;
    routes_laying *layings[1U << ROUTES_I_CHOKE_HELD] = {NULL};
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < count && !status; i++) {
        const routes_i_choke_way *way = &laid->ways[ways[i]];
        unsigned bits = bits_for(held, way);
        uint32_t sites[ROUTES_I_CHOKE_HELD];
        double cost[ROUTES_I_CHOKE_MEASURES];
        if (!layings[bits])
            status = routes_i_choke_lay(&layings[bits], laid->work, sites,
                                        sites_of(sites, held, bits), err);
        if (status)
            break;
        const routes_branch *round = find_round(laid, layings[bits], ways[i]);
        if (!round) {
            status = held->tell(way, NULL, NULL, 0, held->context, err);
            continue;
        }
        measure_branch(cost, laid->work, round);
        status = tell_way(held, way, cost, round->nodes, round->links, round->steps, err);
    }
    for (size_t i = 0; i < sizeof layings / sizeof *layings; i++)
        routes_laying_free(layings[i]);
    return status;
}

static void close_sites(struct search *search, const struct held *held, unsigned bits)
{
    if (search->bits == bits)
        return;
    search->bits = bits;
    for (size_t i = 0; i < held->count; i++)
        search->closed[held->sites[i]] = (unsigned char)(bits >> i & 1U);
    routes_path_free(search->path);
    search->path = NULL;
}

static routes_status hold_row(struct search *search, const struct held *held,
                              const routes_i_choke_way *way, routes_error *err)
{
    double cost[ROUTES_I_CHOKE_MEASURES];
    close_sites(search, held, bits_for(held, way));
    bool gone =
        !search->laid->work->links && (search->closed[way->from] || search->closed[way->to]);
    routes_status status = gone ? ROUTES_OK : search_from(search, way->from, err);
    if (status)
        return status;
    if (gone || !routes_path_reaches(search->path, way->to))
        return held->tell(way, NULL, NULL, 0, held->context, err);
    status = routes_path_read(search->nodes, search->links, search->path, way->to, err);
    if (status)
        return status;
    measure_path(cost, search, way->to);
    return tell_way(held, way, cost, search->nodes, search->links,
                    routes_path_size(search->path, way->to), err);
}

static routes_status hold_rows(const struct held *held, const uint32_t *ways, size_t count,
                               routes_error *err)
{
    struct search search;
    routes_status status = search_begin(&search, held->laid, err);
    for (size_t i = 0; i < count && !status; i++)
        status = hold_row(&search, held, &held->laid->ways[ways[i]], err);
    search_end(&search);
    return status;
}

routes_status routes_i_choke_hold(const routes_i_choke_laid *laid, const uint32_t *sites,
                                  size_t count, routes_i_choke_told *tell, void *context,
                                  routes_error *err)
{
    const struct held held = {laid, sites, count, tell, context};
    uint32_t *ways;
    size_t way_count;
    routes_status status = find_held(&ways, &way_count, laid, sites, count, err);
    if (!status && way_count)
        status = laid->work->use.od ? hold_rows(&held, ways, way_count, err)
                                    : hold_lanes(&held, ways, way_count, err);
    routes_i_free(ways);
    return status;
}
