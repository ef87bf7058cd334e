/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "render/layout_state.h"

#define SWEEPS 4
#define PAIR_ROUNDS 2
#define PAIR_STEP 0.05 /* between the bends that two lanes try together */
#define PAIR_MOST 8
#define FAULT_SINE 0.6  /* a crossing this narrow is a fault: 37 degrees */
#define FAULT_COST 20.0 /* so is a lane that costs this much by itself */

/* Adds the lanes at both nodes of a lane to the list of those touched. */
static size_t touch(routes_i_layout_state *state, size_t index, size_t n)
{
    const routes_i_layout_lane *lane = &state->layout->lanes[index];
    const size_t nodes[2] = {lane->from, lane->to};
    for (int side = 0; side < 2; side++)
        for (size_t e = state->end_start[nodes[side]]; e < state->end_start[nodes[side] + 1]; e++) {
            size_t other = state->ends[e] / 2;
            if (state->is_touched[other])
                continue;
            state->is_touched[other] = 1;
            state->touched[n++] = other;
        }
    return n;
}

static size_t touch_none(routes_i_layout_state *state)
{
    memset(state->is_touched, 0, state->layout->lane_count);
    return 0;
}

/* What the touched lanes cost, themselves and with all others. */
static double touched_cost(const routes_i_layout_state *state, size_t touched, double limit)
{
    double cost = 0.0;
    for (size_t k = 0; k < touched && cost < limit; k++) {
        size_t i = state->touched[k];
        cost += routes_i_layout_own_cost(state->layout, state->ring, i, &state->laid[i]);
        for (size_t j = 0; j < state->layout->lane_count && cost < limit; j++)
            if (j != i && (j < i || !state->is_touched[j]))
                cost += routes_i_layout_pair_cost(state->layout, i, &state->laid[i], j,
                                                  &state->laid[j]);
    }
    return cost;
}

/* Bends some lanes and lets everything follow at their nodes. */
static double try_bends(routes_i_layout_state *state, const size_t *lanes, const double *bends,
                        size_t n, size_t touched, double limit)
{
    for (size_t k = 0; k < n; k++) {
        state->laid[lanes[k]].bend = bends[k];
        routes_i_laid_shape(state, lanes[k], &state->laid[lanes[k]]); /* for what it wants */
    }
    for (size_t k = 0; k < n; k++) {
        routes_i_laid_spread(state, state->layout->lanes[lanes[k]].from);
        routes_i_laid_spread(state, state->layout->lanes[lanes[k]].to);
    }
    for (size_t k = 0; k < touched; k++)
        routes_i_laid_shape(state, state->touched[k], &state->laid[state->touched[k]]);
    return touched_cost(state, touched, limit);
}

static void keep(routes_i_layout_state *state)
{
    memcpy(state->kept, state->laid, state->layout->lane_count * sizeof *state->laid);
}

static void put_back(routes_i_layout_state *state)
{
    memcpy(state->laid, state->kept, state->layout->lane_count * sizeof *state->laid);
}

/* Gives a lane its best bend, heads spread; true when that is another than before. */
static bool polish(routes_i_layout_state *state, size_t index)
{
    size_t touched = touch(state, index, touch_none(state));
    double before = touched_cost(state, touched, INFINITY);
    double least = before;
    double bend = 0.0;
    keep(state);
    while (routes_i_laid_next_bend(&bend, state, index)) {
        double cost = try_bends(state, &index, &bend, 1, touched, least);
        if (cost < least - ROUTES_I_LAYOUT_GAIN) {
            least = cost;
            keep(state);
        }
    }
    put_back(state);
    return least < before;
}

/* Two lanes take their best bends together. */
static bool polish_pair(routes_i_layout_state *state, size_t a, size_t b)
{
    const size_t lanes[2] = {a, b};
    size_t touched = touch(state, b, touch(state, a, touch_none(state)));
    double before = touched_cost(state, touched, INFINITY);
    double least = before;
    keep(state);
    for (int i = -PAIR_MOST; i <= PAIR_MOST; i++)
        for (int j = -PAIR_MOST; j <= PAIR_MOST; j++) {
            const double bends[2] = {PAIR_STEP * i, PAIR_STEP * j};
            if (i == 0 || j == 0)
                continue;
            double cost = try_bends(state, lanes, bends, 2, touched, least);
            if (cost < least - ROUTES_I_LAYOUT_GAIN) {
                least = cost;
                keep(state);
            }
        }
    put_back(state);
    return least < before;
}

static void polish_one_by_one(routes_i_layout_state *state)
{
    bool changed = true;
    for (int sweep = 0; changed && sweep < SWEEPS; sweep++) {
        changed = false;
        for (size_t i = 0; i < state->layout->lane_count; i++)
            changed |= polish(state, i);
    }
}

/* The first lane that this one crosses at a narrow angle; `lane_count` where there is none. */
static size_t crossed_narrowly(const routes_i_layout_state *state, size_t index)
{
    const routes_i_laid *laid = state->laid;
    routes_i_crossing crossings[ROUTES_I_CROSSINGS];
    size_t i = 0;
    for (; i < state->layout->lane_count; i++) {
        size_t n = i == index
                       ? 0
                       : routes_i_chain_crossings(crossings, &laid[index].chain, &laid[i].chain);
        for (size_t c = 0; c < n; c++)
            if (crossings[c].sine < FAULT_SINE)
                return i;
    }
    return i;
}

/* Whether a lane lies badly: across another at a narrow angle, or on something. */
static bool is_at_fault(const routes_i_layout_state *state, size_t index)
{
    return routes_i_layout_own_cost(state->layout, state->ring, index, &state->laid[index]) >
               FAULT_COST ||
           crossed_narrowly(state, index) < state->layout->lane_count;
}

/* The lane whose end lies next to that of `lane` at a node, to one side; `lane` where it is alone.
 */
static size_t neighbour(routes_i_layout_state *state, size_t node, size_t lane, int side)
{
    size_t n = state->end_start[node + 1] - state->end_start[node];
    routes_i_laid_spread(state, node); /* puts the slots in order */
    for (size_t k = 0; k < n; k++)
        if (state->slots[k].id / 2 == lane)
            return state->slots[(k + n + (side ? 1 : n - 1)) % n].id / 2;
    return lane;
}

/* What lies badly moves together with each of its neighbours, which may be what holds it there, and
 * with what it crosses. */
static bool polish_faults(routes_i_layout_state *state)
{
    bool changed = false;
    for (size_t i = 0; i < state->layout->lane_count; i++) {
        const size_t nodes[2] = {state->layout->lanes[i].from, state->layout->lanes[i].to};
        for (int k = 0; k < 4 && is_at_fault(state, i); k++) {
            size_t other = neighbour(state, nodes[k / 2], i, k % 2);
            if (other != i)
                changed |= polish_pair(state, i, other);
        }
        size_t crossed = crossed_narrowly(state, i);
        if (crossed < state->layout->lane_count)
            changed |= polish_pair(state, i, crossed);
    }
    return changed;
}

void routes_i_layout_polish(routes_i_layout_state *state)
{
    bool changed = true;
    polish_one_by_one(state);
    for (int round = 0; changed && round < PAIR_ROUNDS; round++) {
        changed = polish_faults(state);
        if (changed)
            polish_one_by_one(state);
    }
}
