/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lanes that nobody states and that are plausible: a gravity seed on the ends of those stated. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/ids.h"
#include "core/memory.h"
#include "graph/passage.h"
#include "result/choke_work.h"

/* Pairs kept, those with the most lanes at their ends: beyond, each is hardly ever drawn. On a
 * large network fewer, since each is laid again without every site on its way. */
#define MOST 2000
#define LEAST 200
#define WORK 4000000 /* pairs by nodes */

struct pair {
    uint32_t from, to;
    uint32_t order[2]; /* of the ids of its ends */
    double pull;       /* lanes from the one, times lanes to the other; then over the distance */
    bool inside;       /* both ends in the home country */
};

struct seed {
    routes_i_choke_work *work;
    size_t nodes;
    double *out, *in; /* [nodes] stated lanes that begin and end */
    uint32_t *order;  /* [nodes] place of a node's id among all */
    struct pair *stated, *pairs;
    size_t stated_count, count, most;
    routes_i_masks masks;
    unsigned char *air; /* [links] open to none but the air */
};

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for lanes that nobody saw");
}

static int by_ends(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    for (int i = 0; i < 2; i++)
        if (a->order[i] != b->order[i])
            return a->order[i] < b->order[i] ? -1 : 1;
    return 0;
}

static int by_pull(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    if (a->pull != b->pull)
        return a->pull > b->pull ? -1 : 1;
    return by_ends(left, right);
}

static routes_status order_nodes(struct seed *seed, routes_error *err)
{
    routes_i_id *ids = routes_i_calloc(seed->nodes, sizeof *ids);
    seed->order = routes_i_calloc(seed->nodes, sizeof *seed->order);
    if (!ids || !seed->order) {
        routes_i_free(ids);
        return no_memory(err);
    }
    for (size_t v = 0; v < seed->nodes; v++)
        ids[v] = (routes_i_id){routes_network_node(seed->work->network, v)->id, v};
    routes_i_ids_sort(ids, seed->nodes);
    for (size_t i = 0; i < seed->nodes; i++)
        seed->order[ids[i].row] = (uint32_t)i;
    routes_i_free(ids);
    return ROUTES_OK;
}

static struct pair pair_of(const struct seed *seed, uint32_t from, uint32_t to)
{
    return (struct pair){from, to, {seed->order[from], seed->order[to]}, 0.0, false};
}

/* Lanes at each end, and the pairs that are stated. */
static routes_status count_stated(struct seed *seed, routes_error *err)
{
    const routes_i_choke_work *work = seed->work;
    seed->out = routes_i_calloc(seed->nodes, sizeof *seed->out);
    seed->in = routes_i_calloc(seed->nodes, sizeof *seed->in);
    seed->stated = routes_i_calloc(work->pair_count, sizeof *seed->stated);
    if (!seed->out || !seed->in || !seed->stated)
        return no_memory(err);
    for (size_t i = 0; i < work->pair_count; i++) {
        const routes_i_choke_pair *pair = &work->pairs[i];
        seed->out[pair->from] += pair->part;
        seed->in[pair->to] += pair->part;
        seed->stated[seed->stated_count++] = pair_of(seed, pair->from, pair->to);
    }
    if (seed->stated_count)
        qsort(seed->stated, seed->stated_count, sizeof *seed->stated, by_ends);
    return ROUTES_OK;
}

static bool is_candidate(const struct seed *seed, const struct pair *pair)
{
    return pair->from != pair->to && seed->out[pair->from] > 0.0 && seed->in[pair->to] > 0.0 &&
           !bsearch(pair, seed->stated, seed->stated_count, sizeof *pair, by_ends);
}

/* The heaviest are kept by dropping the rest whenever there is twice the room. */
static void keep_heaviest(struct seed *seed)
{
    if (seed->count > seed->most) {
        qsort(seed->pairs, seed->count, sizeof *seed->pairs, by_pull);
        seed->count = seed->most;
    }
}

static routes_status find_pairs(struct seed *seed, routes_error *err)
{
    const char *home = seed->work->model ? routes_model_home(seed->work->model) : NULL;
    size_t most = WORK / (seed->nodes ? seed->nodes : 1);
    seed->most = most > MOST ? MOST : most < LEAST ? LEAST : most;
    seed->pairs = routes_i_calloc(2 * seed->most, sizeof *seed->pairs);
    if (!seed->pairs)
        return no_memory(err);
    for (uint32_t from = 0; from < seed->nodes; from++) {
        const routes_node *a = routes_network_node(seed->work->network, from);
        if (!(seed->out[from] > 0.0))
            continue;
        for (uint32_t to = 0; to < seed->nodes; to++) {
            struct pair pair = pair_of(seed, from, to);
            const routes_node *b = routes_network_node(seed->work->network, to);
            if (!is_candidate(seed, &pair))
                continue;
            pair.pull = seed->out[from] * seed->in[to];
            pair.inside = home && routes_i_is_inside(a, home) && routes_i_is_inside(b, home);
            seed->pairs[seed->count++] = pair;
            if (seed->count == 2 * seed->most)
                keep_heaviest(seed);
        }
    }
    keep_heaviest(seed);
    if (seed->count)
        qsort(seed->pairs, seed->count, sizeof *seed->pairs, by_ends);
    return ROUTES_OK;
}

/* What ways may not use: the air; and abroad, for those that stay inside. */
static routes_status close_ways(struct seed *seed, routes_error *err)
{
    const unsigned ground = ROUTES_MODE_LAND | ROUTES_MODE_WATER | ROUTES_MODE_SEA;
    const routes_network *network = seed->work->network;
    const char *home = seed->work->model ? routes_model_home(seed->work->model) : NULL;
    const routes_i_ways ways = {network, NULL, NULL, NULL};
    size_t links = routes_graph_links(routes_network_graph(network));
    seed->air = routes_i_calloc(links, 1);
    if (!seed->air)
        return no_memory(err);
    for (size_t i = 0; i < links; i++) {
        unsigned mode = routes_network_link_at(network, i)->mode;
        seed->air[i] = mode && !(mode & ground);
    }
    return home ? routes_i_masks_make(&seed->masks, &ways, home, err) : ROUTES_OK;
}

/* The mean cost of the stated ways, by which the distance of the others is judged. */
static double mean_cost(const routes_i_choke_work *work)
{
    double sum = 0.0, parts = 0.0;
    for (size_t i = 0; i < work->pair_count; i++) {
        sum += work->pairs[i].part * work->pairs[i].cost;
        parts += work->pairs[i].part;
    }
    return parts > 0.0 ? sum / parts : 0.0;
}

/* Divides the pull of a pair by its distance; without a way there is none. */
static void weigh(struct pair *pair, const routes_path *path, double mean, routes_path_kind kind)
{
    double unit = kind == ROUTES_PATH_TIME ? 1e3 : 1e6;
    if (!routes_path_reaches(path, pair->to)) {
        pair->pull = 0.0;
        return;
    }
    double cost = (double)routes_path_costs(path)[pair->to] / unit;
    pair->pull /= mean > 0.0 ? 1.0 + cost / mean : 1.0;
}

static routes_status weigh_all(struct seed *seed, routes_error *err)
{
    const routes_i_choke_work *work = seed->work;
    double mean = mean_cost(work);
    routes_status status = ROUTES_OK;
    for (int inside = 0; inside < 2; inside++) {
        routes_path *path = NULL;
        routes_path_options options = ROUTES_PATH_OPTIONS;
        options.kind = work->use.kind;
        options.link_closed = seed->air;
        options.node_closed = inside ? seed->masks.inside : NULL;
        uint32_t source = ROUTES_GRAPH_NONE;
        for (size_t i = 0; i < seed->count && !status; i++) {
            struct pair *pair = &seed->pairs[i];
            if (pair->inside != (inside == 1))
                continue;
            if (pair->from != source) {
                routes_path_free(path);
                path = NULL;
                source = pair->from;
                status = routes_path_new(&path, routes_network_graph(work->network), source,
                                         &options, err);
            }
            if (!status)
                weigh(pair, path, mean, work->use.kind);
        }
        routes_path_free(path);
    }
    return status;
}

static double wanted(const routes_i_choke_work *work)
{
    double left_out = 0.0;
    if (work->use.unseen > 0.0)
        return work->use.unseen;
    for (size_t i = 0; i < work->of.demand_count; i++)
        left_out += 1.0 - work->of.demands[i].chance;
    return left_out;
}

/* The pairs with a way, those inside or those across, as demands. */
static routes_status add_pairs(struct seed *seed, bool inside, double each, routes_error *err)
{
    routes_i_choke_work *work = seed->work;
    uint32_t *room = routes_i_calloc(seed->count, 3 * sizeof *room);
    routes_status status = room ? ROUTES_OK : no_memory(err);
    size_t used = 0;
    for (size_t i = 0; i < seed->count && !status; i++) {
        const struct pair *pair = &seed->pairs[i];
        routes_i_choke_demand demand = {
            .row = SIZE_MAX, .stream = (uint32_t)i, .weight = routes_range_none(), .unseen = 1};
        if (pair->inside != inside || !(pair->pull > 0.0))
            continue;
        demand.chance = fmin(1.0, each * pair->pull);
        work->expected += demand.chance;
        room[used] = pair->from;
        room[seed->count + used] = pair->to;
        room[2 * seed->count + used++] = (uint32_t)work->of.demand_count;
        status = routes_i_choke_add_demand(&work->of, demand, err);
    }
    if (!status && used) {
        const routes_i_choke_ways ways = {room,
                                          room + seed->count,
                                          room + 2 * seed->count,
                                          used,
                                          inside ? seed->masks.inside : NULL,
                                          seed->air};
        status = routes_i_choke_go_round(work, &ways, err);
    }
    routes_i_free(room);
    return status;
}

static void free_seed(struct seed *seed)
{
    routes_i_free(seed->out);
    routes_i_free(seed->in);
    routes_i_free(seed->order);
    routes_i_free(seed->stated);
    routes_i_free(seed->pairs);
    routes_i_free(seed->air);
    routes_i_masks_free(&seed->masks);
}

routes_status routes_i_choke_unseen(routes_i_choke_work *work, routes_error *err)
{
    struct seed seed = {.work = work};
    double number = work->use.without_unseen ? 0.0 : wanted(work);
    double pull = 0.0;
    if (!(number > 0.0))
        return ROUTES_OK;
    seed.nodes = routes_graph_nodes(routes_network_graph(work->network));
    routes_status status = order_nodes(&seed, err);
    if (!status)
        status = count_stated(&seed, err);
    if (!status)
        status = find_pairs(&seed, err);
    if (!status)
        status = close_ways(&seed, err);
    if (!status)
        status = weigh_all(&seed, err);
    for (size_t i = 0; i < seed.count && !status; i++)
        pull += seed.pairs[i].pull;
    const routes_run whole = work->run;
    for (int inside = 0; inside < 2 && !status && pull > 0.0; inside++) {
        routes_i_run_part part;
        work->run = *routes_i_run_part_of(&part, &whole, 0.5 * inside, 0.5 * (inside + 1));
        status = add_pairs(&seed, inside == 1, number / pull, err);
    }
    work->run = whole;
    free_seed(&seed);
    return status;
}
