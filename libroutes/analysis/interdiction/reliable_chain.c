/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows from chains of ways. Let a way have chance u while none of the sites in N is watched, its
 * other sites counted as watched. For ways of falling u, with L the chance when every site is
 * watched,
 *
 *     chance >= u_1 - sum over k of (u_k - u_(k+1)) z_k,   z_k = min(1, sum of x over N_k),
 *
 * the last u_(k+1) = L: where the first k ways are all met, u_(k+1) is left. These are the star
 * inequalities of the mixing set (Atamturk, Nemhauser and Savelsbergh 2000); of ways that cross one
 * site each, as at a border, they are the whole hull. The row that a point breaks most takes the
 * ways that are best for what they hold of x: found from each destination backwards, labels of
 * chance u and sum z set by falling u, each node keeping those of falling z. */

#include <math.h>

#include "analysis/interdiction/reliable_chain.h"
#include "core/fail.h"
#include "core/memory.h"

#define NONE UINT32_MAX
/* A label is kept when its sum is less by so much. */
#define LESS 1e-6
/* Most labels of a search, a node. */
#define PER_NODE 64

struct label {
    double chance;
    double sum; /* z */
    uint32_t node;
    uint32_t parent; /* the label it goes on from, towards the destination; NONE: the first */
    uint32_t site;   /* counted in `sum` on the way to the parent, or ROUTES_GRAPH_NONE */
    uint32_t before; /* the one kept before at the node, or NONE */
};

routes_status routes_i_reliable_chain_make(routes_i_reliable_chain *chain,
                                           const routes_i_reliable *problem, routes_error *err)
{
    *chain = (routes_i_reliable_chain){.problem = problem};
    chain->last = routes_i_calloc(problem->nodes + 1, sizeof *chain->last);
    chain->least = routes_i_calloc(problem->nodes + 1, sizeof *chain->least);
    chain->value = routes_i_calloc(problem->sites + 1, sizeof *chain->value);
    chain->touched = routes_i_calloc(problem->sites + 1, sizeof *chain->touched);
    if (chain->last && chain->least && chain->value && chain->touched)
        return ROUTES_OK;
    routes_i_reliable_chain_free(chain);
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for chains over %zu nodes",
                         problem->nodes);
}

void routes_i_reliable_chain_free(routes_i_reliable_chain *chain)
{
    routes_i_free(chain->label);
    routes_i_free(chain->heap);
    routes_i_free(chain->last);
    routes_i_free(chain->least);
    routes_i_free(chain->value);
    routes_i_free(chain->touched);
    *chain = (routes_i_reliable_chain){0};
}

static bool is_before(const routes_i_reliable_chain *chain, uint32_t a, uint32_t b)
{
    const struct label *left = &chain->label[a];
    const struct label *right = &chain->label[b];
    if (left->chance != right->chance)
        return left->chance > right->chance;
    return left->sum < right->sum || (left->sum == right->sum && a < b);
}

static bool make_room(routes_i_reliable_chain *chain)
{
    if (chain->labels < chain->room)
        return true;
    size_t room = 2 * chain->room + 4096;
    struct label *label = routes_i_realloc(chain->label, room, sizeof *label);
    chain->label = label ? label : chain->label;
    uint32_t *heap = routes_i_realloc(chain->heap, room, sizeof *heap);
    chain->heap = heap ? heap : chain->heap;
    if (!label || !heap)
        return false;
    chain->room = room;
    return true;
}

static bool push(routes_i_reliable_chain *chain, struct label label)
{
    if (!(label.sum < chain->least[label.node] - LESS) || !(label.chance > 0))
        return true;
    if (!make_room(chain))
        return false;
    uint32_t made = (uint32_t)chain->labels++;
    chain->label[made] = label;
    size_t at = chain->size++;
    for (; at > 0 && is_before(chain, made, chain->heap[(at - 1) / 2]); at = (at - 1) / 2)
        chain->heap[at] = chain->heap[(at - 1) / 2];
    chain->heap[at] = made;
    return true;
}

static uint32_t pop(routes_i_reliable_chain *chain)
{
    uint32_t top = chain->heap[0];
    uint32_t last = chain->heap[--chain->size];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= chain->size)
            break;
        if (child + 1 < chain->size && is_before(chain, chain->heap[child + 1], chain->heap[child]))
            child++;
        if (!is_before(chain, chain->heap[child], last))
            break;
        chain->heap[at] = chain->heap[child];
        at = child;
    }
    chain->heap[at] = last;
    return top;
}

/* The labels that go on from one over an arc: its site left open, or watched. */
static bool extend(routes_i_reliable_chain *chain, uint32_t from, const routes_i_reliable_arc *arc,
                   const double *x)
{
    struct label next = {.node = arc->tail, .parent = from, .site = ROUTES_GRAPH_NONE};
    double chance = chain->label[from].chance;
    next.sum = chain->label[from].sum;
    if (arc->site == ROUTES_GRAPH_NONE) {
        next.chance = chance * arc->open;
        return push(chain, next);
    }
    next.chance = chance * arc->watched;
    if (!push(chain, next))
        return false;
    next.chance = chance * arc->open;
    next.sum += x[arc->site];
    next.site = arc->site;
    return push(chain, next);
}

routes_status routes_i_reliable_chain_search(routes_i_reliable_chain *chain, size_t group,
                                             const double *x, routes_error *err)
{
    const routes_i_reliable *problem = chain->problem;
    size_t most = PER_NODE * problem->nodes;
    size_t kept = 0;
    chain->labels = 0;
    chain->size = 0;
    for (size_t v = 0; v < problem->nodes; v++) {
        chain->last[v] = NONE;
        chain->least[v] = 1; /* What is met for sure is no way. */
    }
    bool whole = push(chain, (struct label){.chance = 1,
                                            .node = problem->destination[group],
                                            .parent = NONE,
                                            .site = ROUTES_GRAPH_NONE});
    while (whole && chain->size && kept < most) {
        uint32_t at = pop(chain);
        struct label *label = &chain->label[at];
        uint32_t node = label->node;
        if (!(label->sum < chain->least[node] - LESS))
            continue;
        label->before = chain->last[node];
        chain->last[node] = at;
        chain->least[node] = label->sum;
        kept++;
        for (uint32_t a = problem->start[node]; whole && a < problem->start[node + 1]; a++)
            whole = extend(chain, at, &problem->arc[a], x);
    }
    return whole ? ROUTES_OK
                 : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu ways", chain->labels);
}

/* Adds `by` for every site that a way needs open. */
static void add_sites(routes_i_reliable_chain *chain, size_t *size, uint32_t label, double by)
{
    for (uint32_t at = label; at != NONE; at = chain->label[at].parent) {
        uint32_t site = chain->label[at].site;
        if (site == ROUTES_GRAPH_NONE)
            continue;
        if (!(chain->value[site] > 0))
            chain->touched[(*size)++] = site;
        chain->value[site] += by;
    }
}

static void sort(uint32_t *site, size_t size)
{
    for (size_t i = 1; i < size; i++) {
        uint32_t moved = site[i];
        size_t at = i;
        for (; at > 0 && site[at - 1] > moved; at--)
            site[at] = site[at - 1];
        site[at] = moved;
    }
}

routes_status routes_i_reliable_pool_chain(routes_i_reliable_cut **added,
                                           routes_i_reliable_pool *pool,
                                           routes_i_reliable_chain *chain, size_t scenario,
                                           double chance, double least, routes_error *err)
{
    const routes_i_reliable *problem = pool->problem;
    uint32_t last = chain->last[problem->origin[scenario]];
    double below = problem->least[scenario];
    double side = below;
    double at = below;
    size_t size = 0;
    *added = NULL;
    for (uint32_t k = last; k != NONE; k = chain->label[k].before) {
        double step = chain->label[k].chance - side;
        if (!(step > 0))
            continue;
        at += step * (1 - chain->label[k].sum);
        side = chain->label[k].chance;
    }
    if (at <= chance + least)
        return ROUTES_OK;
    side = below;
    for (uint32_t k = last; k != NONE; k = chain->label[k].before) {
        double step = chain->label[k].chance - side;
        if (!(step > 0))
            continue;
        add_sites(chain, &size, k, step);
        side = chain->label[k].chance;
    }
    sort(chain->touched, size);
    for (size_t i = 0; i < size; i++) {
        pool->site[i] = chain->touched[i];
        pool->value[i] = chain->value[chain->touched[i]];
        chain->value[chain->touched[i]] = 0;
    }
    routes_i_reliable_pool_tighten(pool, scenario, size, side);
    return routes_i_reliable_pool_keep(added, pool, scenario, size, side, err);
}
