/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "render/layout_state.h"

#define STARTS 48
#define SWEEPS 12
#define PAIR_SWEEPS 4
#define SWEEPS_MANY 4

/* All bends of all lanes with their prices, for the lanes of a small map: then a whole layout costs
 * some additions, and many can be tried. */
struct table {
    size_t *start; /* [lane_count + 1] first bend of each lane */
    double *bends; /* [n] */
    float *own;    /* [n] */
    float *pairs;  /* [n][n] */
    size_t n;
    size_t *chosen; /* [lane_count] bend of each lane */
    size_t *best;   /* [lane_count] of the best layout so far */
};

static void table_free(struct table *table)
{
    routes_i_free(table->start);
    routes_i_free(table->bends);
    routes_i_free(table->own);
    routes_i_free(table->pairs);
    routes_i_free(table->chosen);
    routes_i_free(table->best);
}

static size_t count_bends(const routes_i_layout_state *state, size_t lane)
{
    size_t n = 0;
    double bend = 0.0;
    while (routes_i_laid_next_bend(&bend, state, lane))
        n++;
    return n;
}

static routes_status table_new(struct table *table, const routes_i_layout_state *state,
                               routes_error *err)
{
    size_t lanes = state->layout->lane_count;
    for (size_t i = 0; i < lanes; i++)
        table->n += count_bends(state, i);
    table->start = routes_i_calloc(lanes + 1, sizeof *table->start);
    table->bends = routes_i_calloc(table->n, sizeof *table->bends);
    table->own = routes_i_calloc(table->n, sizeof *table->own);
    table->pairs = routes_i_calloc(table->n, table->n * sizeof *table->pairs);
    table->chosen = routes_i_calloc(lanes, sizeof *table->chosen);
    table->best = routes_i_calloc(lanes, sizeof *table->best);
    if (!table->start || !table->bends || !table->own || !table->pairs || !table->chosen ||
        !table->best)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu curves", table->n);
    return ROUTES_OK;
}

/* Prices every bend, and every pair of bends of two lanes. */
static routes_status fill(struct table *table, const routes_i_layout_state *state,
                          routes_error *err)
{
    const routes_i_layout *layout = state->layout;
    routes_i_laid *laid = routes_i_calloc(table->n, sizeof *laid);
    size_t n = 0;
    if (!laid)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu curves", table->n);
    for (size_t i = 0; i < layout->lane_count; i++) {
        double bend = 0.0;
        table->start[i] = n;
        while (routes_i_laid_next_bend(&bend, state, i)) {
            laid[n].bend = bend;
            table->bends[n] = bend;
            routes_i_laid_shape(state, i, &laid[n]);
            table->own[n] = (float)routes_i_layout_own_cost(layout, state->ring, i, &laid[n]);
            n++;
        }
        table->start[i + 1] = n;
        for (size_t j = 0; j < i; j++)
            for (size_t a = table->start[i]; a < table->start[i + 1]; a++)
                for (size_t b = table->start[j]; b < table->start[j + 1]; b++)
                    table->pairs[a * table->n + b] = table->pairs[b * table->n + a] =
                        (float)routes_i_layout_pair_cost(layout, i, &laid[a], j, &laid[b]);
    }
    routes_i_free(laid);
    return ROUTES_OK;
}

/* What a bend costs beside the bends chosen for the other lanes, but for `except`. */
static double cost_of(const struct table *table, size_t lanes, size_t lane, size_t bend,
                      size_t except)
{
    double cost = table->own[bend];
    for (size_t j = 0; j < lanes; j++)
        if (j != lane && j != except)
            cost += table->pairs[bend * table->n + table->chosen[j]];
    return cost;
}

static double total(const struct table *table, size_t lanes)
{
    double cost = 0.0;
    for (size_t i = 0; i < lanes; i++) {
        cost += table->own[table->chosen[i]];
        for (size_t j = 0; j < i; j++)
            cost += table->pairs[table->chosen[i] * table->n + table->chosen[j]];
    }
    return cost;
}

/* One lane after the other takes its best bend, until none changes. */
static void descend(const struct table *table, size_t lanes)
{
    bool changed = true;
    for (int sweep = 0; changed && sweep < SWEEPS; sweep++) {
        changed = false;
        for (size_t i = 0; i < lanes; i++) {
            double least = cost_of(table, lanes, i, table->chosen[i], i);
            for (size_t b = table->start[i]; b < table->start[i + 1]; b++) {
                double cost = cost_of(table, lanes, i, b, i);
                if (cost < least - ROUTES_I_LAYOUT_GAIN) {
                    least = cost;
                    table->chosen[i] = b;
                    changed = true;
                }
            }
        }
    }
}

/* Two lanes take their best bends together; true when that is better than before. */
static bool descend_pair(const struct table *table, size_t lanes, size_t i, size_t j)
{
    size_t best_a = table->chosen[i];
    size_t best_b = table->chosen[j];
    double before = cost_of(table, lanes, i, best_a, j) + cost_of(table, lanes, j, best_b, i) +
                    table->pairs[best_a * table->n + best_b];
    double least = before;
    for (size_t a = table->start[i]; a < table->start[i + 1]; a++) {
        double alone = cost_of(table, lanes, i, a, j);
        for (size_t b = table->start[j]; b < table->start[j + 1] && alone < least; b++) {
            double cost = alone + table->pairs[a * table->n + b];
            if (cost < least &&
                (cost += cost_of(table, lanes, j, b, i)) < least - ROUTES_I_LAYOUT_GAIN) {
                least = cost;
                best_a = a;
                best_b = b;
            }
        }
    }
    table->chosen[i] = best_a;
    table->chosen[j] = best_b;
    return least < before - ROUTES_I_LAYOUT_GAIN;
}

static void descend_pairs(const struct table *table, size_t lanes)
{
    bool changed = true;
    for (int sweep = 0; changed && sweep < PAIR_SWEEPS; sweep++) {
        changed = false;
        for (size_t i = 0; i < lanes; i++)
            for (size_t j = 0; j < i; j++)
                changed |= descend_pair(table, lanes, i, j);
    }
}

/* A lane's bend at the start: its cheapest alone, or one that a fixed hash names. */
static size_t first_bend(const struct table *table, unsigned start, size_t lane)
{
    size_t from = table->start[lane];
    size_t count = table->start[lane + 1] - from;
    if (start > 0 && count > 0) {
        uint32_t mixed = (uint32_t)(lane + 1) * UINT32_C(2654435761) + start * UINT32_C(40503);
        mixed = (mixed ^ mixed >> 15) * UINT32_C(2246822519);
        mixed = (mixed ^ mixed >> 13) * UINT32_C(3266489917);
        return from + (mixed ^ mixed >> 16) % count;
    }
    size_t best = from;
    for (size_t b = from; b < from + count; b++)
        if (table->own[b] < table->own[best])
            best = b;
    return best;
}

static routes_status search_table(routes_i_layout_state *state, routes_error *err)
{
    struct table table = {0};
    size_t lanes = state->layout->lane_count;
    double least = INFINITY;
    routes_status status = table_new(&table, state, err);
    if (!status)
        status = fill(&table, state, err);
    for (unsigned start = 0; !status && start < STARTS; start++) {
        for (size_t i = 0; i < lanes; i++)
            table.chosen[i] = first_bend(&table, start, i);
        descend(&table, lanes);
        double cost = total(&table, lanes);
        if (cost < least - ROUTES_I_LAYOUT_GAIN) {
            least = cost;
            memcpy(table.best, table.chosen, lanes * sizeof *table.best);
        }
    }
    if (!status) {
        memcpy(table.chosen, table.best, lanes * sizeof *table.best);
        descend_pairs(&table, lanes);
    }
    for (size_t i = 0; !status && i < lanes; i++)
        state->laid[i] = (routes_i_laid){.bend = table.bends[table.chosen[i]]};
    table_free(&table);
    return status;
}

/* Cost of lane `index` lying like `laid` among the others; at least `limit` once it passes that. */
static double cost_among(const routes_i_layout_state *state, size_t index,
                         const routes_i_laid *laid, double limit)
{
    double cost = routes_i_layout_own_cost(state->layout, state->ring, index, laid);
    for (size_t i = 0; i < state->layout->lane_count && cost < limit; i++)
        if (i != index)
            cost += routes_i_layout_pair_cost(state->layout, index, laid, i, &state->laid[i]);
    return cost;
}

/* Gives a lane its best bend; true when that is another than before. */
static bool choose(routes_i_layout_state *state, size_t index)
{
    routes_i_laid best = {.bend = state->laid[index].bend};
    routes_i_laid tried = {0};
    double bend = 0.0;
    routes_i_laid_shape(state, index,
                        &best); /* most lanes keep what they have: the others soon cost more */
    double least = cost_among(state, index, &best, INFINITY);
    while (routes_i_laid_next_bend(&bend, state, index)) {
        tried.bend = bend;
        routes_i_laid_shape(state, index, &tried);
        double cost = cost_among(state, index, &tried, least);
        if (cost < least - ROUTES_I_LAYOUT_GAIN) {
            least = cost;
            best = tried;
        }
    }
    bool changed = best.bend != state->laid[index].bend;
    state->laid[index] = best;
    return changed;
}

/* Many lanes: each curve is priced when it is tried, and few are. */
static void search_on_the_fly(routes_i_layout_state *state)
{
    size_t n = state->layout->lane_count;
    for (size_t i = 0; i < n; i++) {
        double wanted = routes_i_layout_wanted_bend(state->layout, i);
        state->laid[i] = (routes_i_laid){.bend = i % 2 ? wanted : -wanted};
    }
    routes_i_laid_spread_all(state);
    bool changed = true;
    for (int sweep = 0; changed && sweep < SWEEPS_MANY; sweep++) {
        changed = false;
        for (size_t i = 0; i < n; i++)
            changed |= choose(state, i);
        routes_i_laid_spread_all(state);
    }
}

routes_status routes_i_layout_search(routes_i_layout_state *state, routes_error *err)
{
    if (state->layout->lane_count <= ROUTES_I_LAYOUT_FEW)
        return search_table(state, err);
    search_on_the_fly(state);
    return ROUTES_OK;
}
