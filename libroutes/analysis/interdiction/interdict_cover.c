/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/interdict_cover.h"

#include <stdlib.h>

#include "analysis/interdiction/interdict_dual.h"
#include "core/fail.h"
#include "core/memory.h"

#define NONE ROUTES_I_NONE

/* Bits of the largest shifted cost. */
#define COST_BITS 40
#define MOST_SHIFT 16

/* Known ways kept, rounds of the dual solution at a node and at the root, where each finds ways
 * that the next one prices with the others, and nodes settled between two looks at whether the
 * caller wants to stop. */
#define MOST_WAYS 6000
#define ROUNDS 3
#define ROOT_ROUNDS 30
#define WORK_A_LOOK 100000

enum { FREE = ROUTES_I_FREE, TAKEN, FORBIDDEN };

/* A node whose sites are tried one after another. */
struct routes_i_cover_frame {
    size_t first, count, next; /* of `candidate` */
    size_t forbidden;          /* where those of this node begin */
    int64_t budget;
};

routes_status routes_i_cover_make(routes_i_cover *tree, const routes_i_interdict_net *net,
                                  int64_t budget, const routes_run *run, routes_error *err)
{
    size_t room = net->sites + 1;
    *tree = (routes_i_cover){.net = net, .run = run, .least = INT64_MAX};
    for (size_t a = 0; a < net->sites; a++)
        if (net->site[a].cost > 0 && net->site[a].cost < tree->least)
            tree->least = net->site[a].cost;
    while (tree->shift < MOST_SHIFT && budget < (INT64_C(1) << (COST_BITS - 1 - tree->shift)))
        tree->shift++;
    tree->state = routes_i_calloc(room, 1);
    tree->extra = routes_i_calloc(room, sizeof *tree->extra);
    tree->trial = routes_i_calloc(room, sizeof *tree->trial);
    tree->rest = routes_i_calloc(room, sizeof *tree->rest);
    tree->mark = routes_i_calloc(room, sizeof *tree->mark);
    tree->hits = routes_i_calloc(room, sizeof *tree->hits);
    tree->taken = routes_i_calloc(room, sizeof *tree->taken);
    tree->plan = routes_i_calloc(room, sizeof *tree->plan);
    tree->forbidden = routes_i_calloc(room, sizeof *tree->forbidden);
    if (!tree->state || !tree->extra || !tree->trial || !tree->rest || !tree->mark || !tree->hits ||
        !tree->taken || !tree->plan || !tree->forbidden)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", net->sites);
    routes_status status = routes_i_known_make(&tree->pool, net->sites, err);
    return status ? status : routes_i_detour_make(&tree->search, net, err);
}

void routes_i_cover_free(routes_i_cover *tree)
{
    routes_i_free(tree->state);
    routes_i_free(tree->extra);
    routes_i_free(tree->trial);
    routes_i_free(tree->rest);
    routes_i_free(tree->mark);
    routes_i_free(tree->hits);
    routes_i_free(tree->taken);
    routes_i_free(tree->plan);
    routes_i_free(tree->forbidden);
    routes_i_free(tree->frame);
    routes_i_free(tree->candidate);
    routes_i_known_free(&tree->pool);
    routes_i_detour_free(&tree->search);
    *tree = (routes_i_cover){0};
}

void routes_i_cover_take(routes_i_cover *tree, uint32_t site)
{
    int64_t delay = tree->net->site[site].delay;
    tree->state[site] = TAKEN;
    tree->extra[site] = delay;
    tree->taken[tree->taken_count++] = site;
    routes_i_known_shift(&tree->pool, site, delay);
}

void routes_i_cover_give_back(routes_i_cover *tree)
{
    uint32_t site = tree->taken[--tree->taken_count];
    tree->state[site] = FREE;
    tree->extra[site] = 0;
    routes_i_known_shift(&tree->pool, site, -tree->net->site[site].delay);
}

static void forbid(routes_i_cover *tree, uint32_t site)
{
    tree->state[site] = FORBIDDEN;
    tree->forbidden[tree->forbidden_count++] = site;
}

static void allow_again(routes_i_cover *tree, size_t down_to)
{
    while (tree->forbidden_count > down_to)
        tree->state[tree->forbidden[--tree->forbidden_count]] = FREE;
}

int routes_i_cover_is_usable(const routes_i_cover *tree, uint32_t site, int64_t budget)
{
    return tree->state[site] == FREE && tree->net->site[site].cost <= budget;
}

static routes_status look_out(routes_i_cover *tree, routes_error *err)
{
    uint64_t work = tree->search.settled + tree->visited;
    if (work - tree->told < WORK_A_LOOK || tree->stopped)
        return ROUTES_OK;
    tree->told = work;
    routes_status status = routes_i_run_tell(tree->run, tree->done, tree->what, err);
    tree->stopped = status == ROUTES_E_CANCELLED;
    return tree->stopped ? ROUTES_OK : status;
}

int routes_i_cover_find_way(routes_i_cover *tree, routes_status *status, routes_error *err)
{
    int64_t now;
    if (!routes_i_detour_find(&now, &tree->search, tree->extra, tree->limit))
        return 0;
    *status = routes_i_known_add(&tree->pool, tree->search.sites, tree->search.site_count, now,
                                 tree->visited, err);
    return !*status;
}

/* Forbids what would cost too much with all else that must be paid. */
static int fix(routes_i_cover *tree, int64_t budget)
{
    int64_t left = (budget << tree->shift) - tree->dual;
    int fixed = 0;
    for (size_t k = 0; k < tree->pool.known_count; k++) {
        uint32_t site = tree->pool.known[k];
        if (tree->rest[site] <= left || tree->state[site] != FREE)
            continue;
        forbid(tree, site);
        fixed = 1;
    }
    return fixed;
}

/* Branching */

static void keep_plan(routes_i_cover *tree)
{
    for (size_t i = 0; i < tree->taken_count; i++)
        tree->plan[i] = tree->taken[i];
    tree->plan_count = tree->taken_count;
}

/* Whether the search ends with the plan in hand. */
static int accept(routes_i_cover *tree, routes_status *status, routes_error *err)
{
    keep_plan(tree);
    return !tree->found || !tree->found(tree, tree->found_user, status, err) || *status;
}

static int reserve_candidates(routes_i_cover *tree, size_t more)
{
    size_t need = tree->candidates + more;
    if (need <= tree->candidate_room)
        return 1;
    size_t room = need > 2 * tree->candidate_room ? need : 2 * tree->candidate_room;
    uint32_t *larger = routes_i_realloc(tree->candidate, room, sizeof *larger);
    if (!larger)
        return 0;
    tree->candidate = larger;
    tree->candidate_room = room;
    return 1;
}

/* The way with the fewest sites that can be taken. */
static size_t find_narrowest(const routes_i_cover *tree, int64_t budget)
{
    const routes_i_known *pool = &tree->pool;
    size_t best = 0;
    size_t fewest = SIZE_MAX;
    for (size_t q = 0; q < pool->ways; q++) {
        size_t count = 0;
        if (pool->now[q] >= tree->limit)
            continue;
        for (size_t i = pool->start[q]; i < pool->start[q + 1] && count < fewest; i++)
            count += (size_t)routes_i_cover_is_usable(tree, pool->site[i], budget);
        if (count < fewest) {
            fewest = count;
            best = q;
        }
    }
    return best;
}

/* How many ways below the limit each candidate is on. */
static void count_hits(routes_i_cover *tree, const uint32_t *candidate, size_t count)
{
    const routes_i_known *pool = &tree->pool;
    for (size_t k = 0; k < count; k++) {
        tree->hits[candidate[k]] = 0;
        for (uint32_t i = pool->first[candidate[k]]; i; i = pool->next[i - 1])
            tree->hits[candidate[k]] += pool->now[pool->way[i - 1]] < tree->limit;
    }
}

static int goes_before(const routes_i_cover *tree, uint32_t a, uint32_t b)
{
    if (tree->hits[a] != tree->hits[b])
        return tree->hits[a] > tree->hits[b];
    if (tree->net->site[a].delay != tree->net->site[b].delay)
        return tree->net->site[a].delay > tree->net->site[b].delay;
    return a < b;
}

static void sort_candidates(const routes_i_cover *tree, uint32_t *candidate, size_t count)
{
    for (size_t k = 1; k < count; k++) {
        uint32_t site = candidate[k];
        size_t at = k;
        for (; at > 0 && goes_before(tree, site, candidate[at - 1]); at--)
            candidate[at] = candidate[at - 1];
        candidate[at] = site;
    }
}

/* Opens a node on the sites of the narrowest way. */
static routes_status open_frame(routes_i_cover *tree, int64_t budget, size_t forbidden,
                                routes_error *err)
{
    const routes_i_known *pool = &tree->pool;
    size_t way = find_narrowest(tree, budget);
    if (tree->frames == tree->frame_room) {
        size_t room = tree->frame_room ? 2 * tree->frame_room : 16;
        struct routes_i_cover_frame *larger = routes_i_realloc(tree->frame, room, sizeof *larger);
        if (!larger)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a tree of depth %zu", room);
        tree->frame = larger;
        tree->frame_room = room;
    }
    if (!reserve_candidates(tree, pool->start[way + 1] - pool->start[way]))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu candidates",
                             tree->candidates);
    struct routes_i_cover_frame frame = {tree->candidates, 0, 0, forbidden, budget};
    for (size_t i = pool->start[way]; i < pool->start[way + 1]; i++)
        if (routes_i_cover_is_usable(tree, pool->site[i], budget))
            tree->candidate[frame.first + frame.count++] = pool->site[i];
    tree->candidates += frame.count;
    count_hits(tree, tree->candidate + frame.first, frame.count);
    sort_candidates(tree, tree->candidate + frame.first, frame.count);
    tree->frame[tree->frames++] = frame;
    return ROUTES_OK;
}

/* The last site */

/* Marks the sites that alone lift a way to the limit. */
static void mark_enough(routes_i_cover *tree, size_t way)
{
    const routes_i_known *pool = &tree->pool;
    tree->round++;
    for (size_t i = pool->start[way]; i < pool->start[way + 1]; i++)
        if (tree->net->site[pool->site[i]].delay >= tree->limit - pool->now[way])
            tree->mark[pool->site[i]] = tree->round;
}

/* Keeps the candidates that alone lift a way. */
static void keep_enough(routes_i_cover *tree, size_t first, size_t way)
{
    size_t kept = first;
    mark_enough(tree, way);
    for (size_t k = first; k < tree->candidates; k++)
        if (tree->mark[tree->candidate[k]] == tree->round)
            tree->candidate[kept++] = tree->candidate[k];
    tree->candidates = kept;
}

/* The candidates that alone lift every known way; false when no way is below the limit. */
static int list_last(routes_i_cover *tree, int64_t budget, size_t first, routes_status *status,
                     routes_error *err)
{
    const routes_i_known *pool = &tree->pool;
    int any = 0;
    for (size_t q = 0; q < pool->ways; q++) {
        if (pool->now[q] >= tree->limit)
            continue;
        if (any) {
            keep_enough(tree, first, q);
        } else {
            if (!reserve_candidates(tree, pool->start[q + 1] - pool->start[q])) {
                *status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu candidates",
                                        tree->candidates);
                return 1;
            }
            mark_enough(tree, q);
            for (size_t i = pool->start[q]; i < pool->start[q + 1]; i++)
                if (tree->mark[pool->site[i]] == tree->round &&
                    routes_i_cover_is_usable(tree, pool->site[i], budget))
                    tree->candidate[tree->candidates++] = pool->site[i];
        }
        any = 1;
        if (tree->candidates == first) {
            tree->pool.used[q] = tree->visited;
            break;
        }
    }
    return any;
}

/* A node at which one site more can be taken at most: it must lift every way alone. */
static routes_i_verdict look_last(routes_i_cover *tree, int64_t budget, routes_status *status,
                                  routes_error *err)
{
    size_t first = tree->candidates;
    routes_i_verdict verdict = ROUTES_I_PRUNED;
    int any = list_last(tree, budget, first, status, err);
    if (!*status && !any && !routes_i_cover_find_way(tree, status, err)) {
        if (!*status && accept(tree, status, err))
            verdict = ROUTES_I_FOUND;
        return verdict;
    }
    if (!*status && !any)
        list_last(tree, budget, first, status, err);
    while (!*status && verdict == ROUTES_I_PRUNED && tree->candidates > first) {
        routes_i_cover_take(tree, tree->candidate[--tree->candidates]);
        int below = routes_i_cover_find_way(tree, status, err);
        if (!*status && !below && accept(tree, status, err))
            verdict = ROUTES_I_FOUND;
        routes_i_cover_give_back(tree);
        if (below)
            keep_enough(tree, first, tree->pool.ways - 1);
    }
    tree->candidates = first;
    return verdict;
}

/* Judges the node of the taken sites; its frame stands on top when it is to be branched on. */
static routes_i_verdict look(routes_i_cover *tree, int64_t budget, routes_status *status,
                             routes_error *err)
{
    size_t forbidden = tree->forbidden_count;
    tree->visited++;
    *status = look_out(tree, err);
    if (!*status)
        *status = routes_i_known_trim(&tree->pool, MOST_WAYS, err);
    if (*status)
        return ROUTES_I_PRUNED;
    if (budget / 2 < tree->least)
        return look_last(tree, budget, status, err);
    routes_i_verdict verdict = ROUTES_I_BRANCH;
    for (int round = 0; round < ROUNDS && verdict == ROUTES_I_BRANCH; round++) {
        verdict = routes_i_dual_solve(tree, budget, status, err);
        if (*status || verdict != ROUTES_I_BRANCH || !fix(tree, budget))
            break;
    }
    if (!*status && verdict == ROUTES_I_FOUND && !accept(tree, status, err))
        verdict = ROUTES_I_PRUNED;
    if (!*status && verdict == ROUTES_I_BRANCH)
        *status = open_frame(tree, budget, forbidden, err);
    if (*status || verdict != ROUTES_I_BRANCH)
        allow_again(tree, forbidden);
    return verdict;
}

/* Closes the node on top and forbids, in the one above it, the site that led to it. */
static void close_frame(routes_i_cover *tree, size_t bottom)
{
    const struct routes_i_cover_frame *frame = &tree->frame[--tree->frames];
    tree->candidates = frame->first;
    allow_again(tree, frame->forbidden);
    if (tree->frames > bottom) {
        uint32_t site = tree->taken[tree->taken_count - 1];
        routes_i_cover_give_back(tree);
        forbid(tree, site);
    }
}

/* Tries the next site of the node on top. */
static routes_i_verdict step(routes_i_cover *tree, size_t bottom, routes_status *status,
                             routes_error *err)
{
    struct routes_i_cover_frame *frame = &tree->frame[tree->frames - 1];
    if (frame->next == frame->count ||
        (frame->next > 0 && routes_i_dual_is_spent(tree, frame->budget))) {
        close_frame(tree, bottom);
        return ROUTES_I_PRUNED;
    }
    uint32_t site = tree->candidate[frame->first + frame->next++];
    int64_t budget = frame->budget - tree->net->site[site].cost;
    routes_i_cover_take(tree, site);
    routes_i_verdict verdict = look(tree, budget, status, err);
    if (verdict == ROUTES_I_BRANCH && !*status)
        return verdict;
    routes_i_cover_give_back(tree);
    if (verdict == ROUTES_I_PRUNED)
        forbid(tree, site);
    return verdict;
}

static void start_question(routes_i_cover *tree, int64_t limit)
{
    tree->limit = limit;
    tree->round = 0;
    for (size_t a = 0; a < tree->net->sites; a++)
        tree->mark[a] = 0;
}

routes_status routes_i_cover_ask(routes_i_cover_answer *answer, routes_i_cover *tree, int64_t limit,
                                 int64_t budget, uint64_t nodes, routes_error *err)
{
    routes_status status = ROUTES_OK;
    size_t bottom = tree->frames;
    size_t taken = tree->taken_count;
    uint64_t end = tree->visited + nodes;
    start_question(tree, limit);
    routes_i_verdict verdict = look(tree, budget, &status, err);
    while (!status && verdict != ROUTES_I_FOUND && tree->frames > bottom && tree->visited < end &&
           !tree->stopped)
        verdict = step(tree, bottom, &status, err);
    *answer = verdict == ROUTES_I_FOUND ? ROUTES_I_YES
              : tree->frames > bottom   ? ROUTES_I_OPEN
                                        : ROUTES_I_NO;
    if (tree->frames > bottom) {
        allow_again(tree, tree->frame[bottom].forbidden);
        tree->candidates = tree->frame[bottom].first;
        tree->frames = bottom;
    }
    while (tree->taken_count > taken)
        routes_i_cover_give_back(tree);
    return status;
}

routes_status routes_i_cover_bound(routes_i_cover_answer *answer, routes_i_cover *tree,
                                   int64_t limit, int64_t budget, routes_error *err)
{
    routes_status status = ROUTES_OK;
    routes_i_verdict verdict = ROUTES_I_BRANCH;
    start_question(tree, limit);
    for (int round = 0; round < ROOT_ROUNDS && !status && verdict == ROUTES_I_BRANCH; round++) {
        size_t ways = tree->pool.ways;
        verdict = routes_i_dual_solve(tree, budget, &status, err);
        if (tree->pool.ways == ways)
            break;
    }
    *answer = verdict == ROUTES_I_PRUNED ? ROUTES_I_NO : ROUTES_I_OPEN;
    return status;
}

int64_t routes_i_cover_value(routes_i_cover *tree, const uint32_t *site, size_t count)
{
    int64_t closed = tree->net->closed;
    int64_t value = closed;
    for (size_t i = 0; i < count; i++)
        tree->trial[site[i]] = tree->net->site[site[i]].delay;
    int is_open = routes_i_detour_find(&value, &tree->search, tree->trial, closed);
    for (size_t i = 0; i < count; i++)
        tree->trial[site[i]] = 0;
    return is_open ? value : closed;
}
