/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/reliable.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

struct routes_i_reliable_entry {
    double chance;
    uint32_t node;
};

routes_status routes_i_reliable_search_make(routes_i_reliable_search *search,
                                            const routes_i_reliable *problem, routes_error *err)
{
    *search = (routes_i_reliable_search){.problem = problem};
    search->factor = routes_i_calloc(problem->arcs + 1, sizeof *search->factor);
    search->chance = routes_i_calloc(problem->nodes + 1, sizeof *search->chance);
    search->next = routes_i_calloc(problem->nodes + 1, sizeof *search->next);
    search->done = routes_i_calloc(problem->nodes + 1, 1);
    search->heap = routes_i_calloc(problem->arcs + 2, sizeof *search->heap);
    if (search->factor && search->chance && search->next && search->done && search->heap)
        return ROUTES_OK;
    routes_i_reliable_search_free(search);
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to search %zu nodes", problem->nodes);
}

void routes_i_reliable_search_free(routes_i_reliable_search *search)
{
    routes_i_free(search->factor);
    routes_i_free(search->chance);
    routes_i_free(search->next);
    routes_i_free(search->done);
    routes_i_free(search->heap);
    *search = (routes_i_reliable_search){0};
}

void routes_i_reliable_search_plan(routes_i_reliable_search *search, const unsigned char *plan)
{
    const routes_i_reliable *problem = search->problem;
    for (size_t a = 0; a < problem->arcs; a++) {
        const routes_i_reliable_arc *arc = &problem->arc[a];
        bool watched = arc->site != ROUTES_GRAPH_NONE && plan[arc->site];
        search->factor[a] = watched ? arc->watched : arc->open;
    }
}

void routes_i_reliable_search_part(routes_i_reliable_search *search, const double *x)
{
    const routes_i_reliable *problem = search->problem;
    for (size_t a = 0; a < problem->arcs; a++) {
        const routes_i_reliable_arc *arc = &problem->arc[a];
        double part = arc->site == ROUTES_GRAPH_NONE ? 0 : x[arc->site];
        search->factor[a] = arc->open - (arc->open - arc->watched) * part;
    }
}

/* Better first; of equal ones the lower number, so that ways are the same everywhere. */
static bool before(const struct routes_i_reliable_entry *a, const struct routes_i_reliable_entry *b)
{
    return a->chance > b->chance || (a->chance == b->chance && a->node < b->node);
}

static void push(routes_i_reliable_search *search, uint32_t node)
{
    struct routes_i_reliable_entry entry = {search->chance[node], node};
    size_t at = search->size++;
    while (at > 0) {
        size_t parent = (at - 1) / 4;
        if (!before(&entry, &search->heap[parent]))
            break;
        search->heap[at] = search->heap[parent];
        at = parent;
    }
    search->heap[at] = entry;
}

static uint32_t pop(routes_i_reliable_search *search)
{
    uint32_t node = search->heap[0].node;
    struct routes_i_reliable_entry last = search->heap[--search->size];
    size_t at = 0;
    for (;;) {
        size_t child = 4 * at + 1;
        size_t past = child + 4 < search->size ? child + 4 : search->size;
        if (child >= search->size)
            break;
        size_t first = child;
        for (size_t other = child + 1; other < past; other++)
            if (before(&search->heap[other], &search->heap[first]))
                first = other;
        if (!before(&search->heap[first], &last))
            break;
        search->heap[at] = search->heap[first];
        at = first;
    }
    search->heap[at] = last;
    return node;
}

static void begin(routes_i_reliable_search *search, uint32_t destination)
{
    size_t nodes = search->problem->nodes;
    memset(search->chance, 0, nodes * sizeof *search->chance);
    memset(search->next, 0xff, nodes * sizeof *search->next);
    memset(search->done, 0, nodes);
    search->size = 0;
    search->chance[destination] = 1;
    push(search, destination);
}

static void offer(routes_i_reliable_search *search, uint32_t arc, uint32_t tail, double chance)
{
    if (chance <= search->chance[tail] || search->done[tail])
        return;
    search->chance[tail] = chance;
    search->next[tail] = arc;
    push(search, tail);
}

void routes_i_reliable_search_run(routes_i_reliable_search *search, size_t group)
{
    const routes_i_reliable *problem = search->problem;
    begin(search, problem->destination[group]);
    while (search->size) {
        uint32_t node = pop(search);
        if (search->done[node])
            continue;
        search->done[node] = 1;
        double chance = search->chance[node];
        for (uint32_t a = problem->start[node]; a < problem->start[node + 1]; a++)
            offer(search, a, problem->arc[a].tail, search->factor[a] * chance);
    }
}

void routes_i_reliable_search_rows(routes_i_reliable_search *search, size_t group, const double *x)
{
    const routes_i_reliable *problem = search->problem;
    const double *best = problem->best + group * problem->nodes;
    begin(search, problem->destination[group]);
    while (search->size) {
        uint32_t node = pop(search);
        if (search->done[node])
            continue;
        search->done[node] = 1;
        double chance = search->chance[node];
        for (uint32_t a = problem->start[node]; a < problem->start[node + 1]; a++) {
            const routes_i_reliable_arc *arc = &problem->arc[a];
            double value = arc->open * chance;
            if (arc->site != ROUTES_GRAPH_NONE)
                value = fmax(arc->watched * chance,
                             value - (arc->open - arc->watched) * best[node] * x[arc->site]);
            offer(search, a, arc->tail, value);
        }
    }
}
