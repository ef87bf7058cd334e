/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/layout_state.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

#define BEND_STEP 0.025
#define BEND_STEP_MANY 0.1
#define BEND_LEAST 0.05
#define BEND_MOST 0.5
#define CROWDED_ARC 2.8 /* radians over which the ends of a crowded node should fit */
#define RING_MOST 30.0  /* farthest from a rim that crowding moves the tips */
#define TAIL 0.6        /* width of an end without a head, in heads */

static size_t node_of(const routes_i_layout_state *state, size_t end)
{
    const routes_i_layout_lane *lane = &state->layout->lanes[end / 2];
    return end % 2 ? lane->to : lane->from;
}

static double end_width(const routes_i_layout_state *state, size_t end)
{
    const routes_i_layout_lane *lane = &state->layout->lanes[end / 2];
    bool head = end % 2 ? lane->head_to : lane->head_from;
    return state->layout->head * (head ? 1.0 : TAIL);
}

void routes_i_laid_free(routes_i_layout_state *state)
{
    routes_i_free(state->laid);
    routes_i_free(state->kept);
    routes_i_free(state->ring);
    routes_i_free(state->end_start);
    routes_i_free(state->ends);
    routes_i_free(state->slots);
    routes_i_free(state->touched);
    routes_i_free(state->is_touched);
}

/* Ends by node, in the order of the lanes. */
static void sort_ends(routes_i_layout_state *state)
{
    const routes_i_layout *layout = state->layout;
    for (size_t end = 0; end < 2 * layout->lane_count; end++)
        state->end_start[node_of(state, end) + 1]++;
    for (size_t i = 0; i < layout->node_count; i++)
        state->end_start[i + 1] += state->end_start[i];
    for (size_t end = 2 * layout->lane_count; end-- > 0;)
        state->ends[--state->end_start[node_of(state, end) + 1]] = end;
    /* The starts now stand one too far to the right. */
    memmove(state->end_start, state->end_start + 1, layout->node_count * sizeof(size_t));
    state->end_start[layout->node_count] = 2 * layout->lane_count;
}

/* A crowded disc takes its tips farther out, as far as its nearest neighbour allows. */
static void set_rings(routes_i_layout_state *state)
{
    const routes_i_layout *layout = state->layout;
    for (size_t i = 0; i < layout->node_count; i++) {
        const routes_i_layout_node *node = &layout->nodes[i];
        double width = 0.0;
        for (size_t e = state->end_start[i]; e < state->end_start[i + 1]; e++)
            width += end_width(state, state->ends[e]);
        double room = RING_MOST;
        for (size_t j = 0; j < layout->node_count; j++)
            if (j != i) {
                const routes_i_layout_node *other = &layout->nodes[j];
                routes_i_rect box = routes_i_rect_about(other->at, 2.0 * other->half_width,
                                                        2.0 * other->half_height);
                double apart = routes_i_rect_distance(box, node->at) - node->half_width;
                room = routes_i_less(room, routes_i_more(layout->gap, apart - 14.0));
            }
        double rim = node->half_width;
        state->ring[i] =
            routes_i_less(routes_i_more(rim + layout->gap, width / CROWDED_ARC), rim + room);
    }
}

routes_status routes_i_laid_new(routes_i_layout_state *state, const routes_i_layout *layout,
                                routes_error *err)
{
    size_t lanes = layout->lane_count;
    *state = (routes_i_layout_state){
        .layout = layout, .step = lanes <= ROUTES_I_LAYOUT_FEW ? BEND_STEP : BEND_STEP_MANY};
    state->laid = routes_i_calloc(lanes, sizeof *state->laid);
    state->kept = routes_i_calloc(lanes, sizeof *state->kept);
    state->ring = routes_i_calloc(layout->node_count, sizeof *state->ring);
    state->end_start = routes_i_calloc(layout->node_count + 1, sizeof *state->end_start);
    state->ends = routes_i_calloc(2 * lanes, sizeof *state->ends);
    state->slots = routes_i_calloc(2 * lanes, sizeof *state->slots);
    state->touched = routes_i_calloc(lanes, sizeof *state->touched);
    state->is_touched = routes_i_calloc(lanes, sizeof *state->is_touched);
    if (!state->laid || !state->kept || !state->ring || !state->end_start || !state->ends ||
        !state->slots || !state->touched || !state->is_touched)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to lay out %zu lanes", lanes);
    sort_ends(state);
    set_rings(state);
    return ROUTES_OK;
}

/* How far from the middle of a node a lane in this direction has its tip. */
static double reach(const routes_i_layout_state *state, size_t node_index, double angle)
{
    const routes_i_layout_node *node = &state->layout->nodes[node_index];
    if (!node->plate)
        return state->ring[node_index];
    routes_i_xy e = routes_i_xy_polar(angle);
    double gap = state->layout->gap;
    return routes_i_less((node->half_width + gap) / routes_i_more(fabs(e.x), 1e-9),
                         (node->half_height + gap) / routes_i_more(fabs(e.y), 1e-9));
}

void routes_i_laid_shape(const routes_i_layout_state *state, size_t index, routes_i_laid *laid)
{
    const routes_i_layout *layout = state->layout;
    const routes_i_layout_lane *lane = &layout->lanes[index];
    const size_t nodes[2] = {lane->from, lane->to};
    routes_i_xy a = layout->nodes[lane->from].at;
    routes_i_xy chord = routes_i_xy_sub(layout->nodes[lane->to].at, a);
    double length = routes_i_more(routes_i_xy_length(chord), 1.0);
    routes_i_xy normal = {-chord.y, chord.x};
    routes_i_xy control = routes_i_xy_move(routes_i_xy_move(a, chord, 0.5), normal, laid->bend);

    routes_i_xy direction[2];
    routes_i_xy tips[2];
    double out[2];
    double used = 0.0;
    for (int side = 0; side < 2; side++) {
        routes_i_xy to = routes_i_xy_sub(control, layout->nodes[nodes[side]].at);
        laid->wanted[side] = atan2(to.y, to.x);
        double angle = laid->wanted[side] + laid->turned[side];
        direction[side] = routes_i_xy_polar(angle);
        out[side] = reach(state, nodes[side], angle);
        used += out[side];
    }
    /* Two close nodes: the tips come nearer, or the lane would run backwards. */
    double fit = routes_i_less(1.0, 0.7 * length / routes_i_more(used, 1.0));
    for (int side = 0; side < 2; side++)
        tips[side] =
            routes_i_xy_move(layout->nodes[nodes[side]].at, direction[side], fit * out[side]);
    /* The handles of the quadratic curve through the middles, less what lies inside the nodes. */
    double handle = 2.0 / 3.0 * routes_i_xy_distance(control, a);
    double least = 0.25 * routes_i_xy_distance(tips[0], tips[1]);
    laid->curve.p[0] = tips[0];
    laid->curve.p[1] =
        routes_i_xy_move(tips[0], direction[0], routes_i_more(handle - fit * out[0], least));
    laid->curve.p[2] =
        routes_i_xy_move(tips[1], direction[1], routes_i_more(handle - fit * out[1], least));
    laid->curve.p[3] = tips[1];
    laid->chain = routes_i_chain_of(&laid->curve);
}

void routes_i_laid_spread(routes_i_layout_state *state, size_t node)
{
    size_t n = 0;
    for (size_t e = state->end_start[node]; e < state->end_start[node + 1]; e++) {
        size_t end = state->ends[e];
        double wanted = state->laid[end / 2].wanted[end % 2];
        double radius = routes_i_more(reach(state, node, wanted), 1.0);
        state->slots[n++] =
            (routes_i_slot){.wanted = wanted, .width = end_width(state, end) / radius, .id = end};
    }
    routes_i_slots_spread(state->slots, n);
    for (size_t i = 0; i < n; i++) {
        size_t end = state->slots[i].id;
        routes_i_laid *laid = &state->laid[end / 2];
        laid->turned[end % 2] = routes_i_angle_wrap(state->slots[i].angle - laid->wanted[end % 2]);
    }
}

void routes_i_laid_spread_all(routes_i_layout_state *state)
{
    for (size_t i = 0; i < state->layout->node_count; i++)
        routes_i_laid_spread(state, i);
    for (size_t i = 0; i < state->layout->lane_count; i++)
        routes_i_laid_shape(state, i, &state->laid[i]);
}

bool routes_i_laid_next_bend(double *bend, const routes_i_layout_state *state, size_t lane)
{
    double most = state->layout->lanes[lane].most;
    if (*bend == 0.0)
        *bend = BEND_LEAST;
    else if (*bend > 0.0)
        *bend = -*bend;
    else
        *bend = -*bend + state->step;
    return fabs(*bend) <= (most > 0.0 ? most : BEND_MOST) + 1e-9;
}
