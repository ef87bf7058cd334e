/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/layout.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "render/layout_cost.h"
#include "render/slots.h"

#define BEND_STEP 0.025
#define BEND_STEP_MANY 0.1
#define BEND_LEAST 0.05
#define BEND_MOST 0.5
#define SWEEPS 8
#define SWEEPS_MANY 4
#define POLISH_SWEEPS 4
#define STARTS 3
#define FEW_LANES 64    /* up to here all starts and all lanes are polished */
#define CROWDED_ARC 2.4 /* radians over which the ends of a crowded node should fit */
#define RING_MOST 30.0  /* farthest from a rim that crowding moves the tips */
#define TAIL 0.6        /* width of an end without a head, in heads */
#define GAIN 1e-9       /* less is no gain: rounding must not decide */

/* One end of a lane at a node is `2 * lane + side`. */
struct state {
    const routes_i_layout *layout;
    unsigned starts;           /* of which the best is kept */
    int sweeps;                /* at most */
    double step;               /* between the bends that are tried */
    routes_i_laid *laid;       /* [lane_count] as they lie */
    routes_i_laid *kept;       /* [lane_count] what may have to be put back */
    double *ring;              /* [node_count] from a disc's middle to the tips */
    size_t *end_start;         /* [node_count + 1] */
    size_t *ends;              /* [2 lane_count] by node */
    routes_i_slot *slots;      /* [2 lane_count] scratch */
    size_t *touched;           /* [lane_count] scratch: lanes at two nodes */
    unsigned char *is_touched; /* [lane_count] */
};

static size_t node_of(const struct state *state, size_t end)
{
    const routes_i_layout_lane *lane = &state->layout->lanes[end / 2];
    return end % 2 ? lane->to : lane->from;
}

static double end_width(const struct state *state, size_t end)
{
    const routes_i_layout_lane *lane = &state->layout->lanes[end / 2];
    bool head = end % 2 ? lane->head_to : lane->head_from;
    return state->layout->head * (head ? 1.0 : TAIL);
}

static void state_free(struct state *state)
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

static routes_status check(const routes_i_layout *layout, routes_error *err)
{
    for (size_t i = 0; i < layout->lane_count; i++) {
        const routes_i_layout_lane *lane = &layout->lanes[i];
        if (lane->from >= layout->node_count || lane->to >= layout->node_count ||
            (lane->through != ROUTES_I_NONE && lane->through >= layout->node_count))
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "lane %zu names a node beyond the %zu", i,
                                 layout->node_count);
        if (lane->from == lane->to)
            return routes_i_fail(err, ROUTES_E_ARGUMENT,
                                 "lane %zu leads from node %zu to itself, which is no curve", i,
                                 lane->from);
        if (lane->mask != ROUTES_I_NONE && lane->mask >= layout->mask_count)
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "lane %zu names a mask beyond the %zu", i,
                                 layout->mask_count);
    }
    return ROUTES_OK;
}

/* Ends by node, in the order of the lanes. */
static void sort_ends(struct state *state)
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
static void set_rings(struct state *state)
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

static routes_status state_new(struct state *state, const routes_i_layout *layout,
                               routes_error *err)
{
    size_t lanes = layout->lane_count;
    bool few = lanes <= FEW_LANES;
    *state = (struct state){.layout = layout,
                            .step = few ? BEND_STEP : BEND_STEP_MANY,
                            .sweeps = few ? SWEEPS : SWEEPS_MANY,
                            .starts = few ? STARTS : 1};
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
static double reach(const struct state *state, size_t node_index, double angle)
{
    const routes_i_layout_node *node = &state->layout->nodes[node_index];
    if (!node->plate)
        return state->ring[node_index];
    routes_i_xy e = routes_i_xy_polar(angle);
    double gap = state->layout->gap;
    return routes_i_less((node->half_width + gap) / routes_i_more(fabs(e.x), 1e-9),
                         (node->half_height + gap) / routes_i_more(fabs(e.y), 1e-9));
}

/* The curve of a lane from its bend and the turns of its ends. */
static void shape(const struct state *state, size_t index, routes_i_laid *laid)
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

/* Spreads the ends at one node round it. */
static void spread(struct state *state, size_t node)
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

static void spread_all(struct state *state)
{
    for (size_t i = 0; i < state->layout->node_count; i++)
        spread(state, i);
    for (size_t i = 0; i < state->layout->lane_count; i++)
        shape(state, i, &state->laid[i]);
}

static double bend_most(const struct state *state, size_t lane)
{
    double most = state->layout->lanes[lane].most;
    return most > 0.0 ? most : BEND_MOST;
}

/* The bends to be tried, from flat to strong, left before right; false when there are no more. */
static bool next_bend(double *bend, double most, double step)
{
    if (*bend == 0.0)
        *bend = BEND_LEAST;
    else if (*bend > 0.0)
        *bend = -*bend;
    else
        *bend = -*bend + step;
    return fabs(*bend) <= most + 1e-9;
}

/* Cost of lane `index` lying like `laid` among the others; at least `limit` once it passes that. */
static double cost_among(const struct state *state, size_t index, const routes_i_laid *laid,
                         double limit, bool alone)
{
    double cost = routes_i_layout_own_cost(state->layout, state->ring, index, laid);
    for (size_t i = 0; !alone && i < state->layout->lane_count && cost < limit; i++)
        if (i != index)
            cost += routes_i_layout_pair_cost(state->layout, index, laid, i, &state->laid[i]);
    return cost;
}

/* Gives a lane its best bend; true when that is another than before. */
static bool choose(struct state *state, size_t index, bool alone)
{
    routes_i_laid best = {.bend = state->laid[index].bend};
    routes_i_laid tried = {0};
    double bend = 0.0;
    shape(state, index, &best); /* most lanes keep what they have: the others soon cost more */
    double least = cost_among(state, index, &best, INFINITY, alone);
    while (next_bend(&bend, bend_most(state, index), state->step)) {
        tried.bend = bend;
        shape(state, index, &tried);
        double cost = cost_among(state, index, &tried, least, alone);
        if (cost < least - GAIN) {
            least = cost;
            best = tried;
        }
    }
    bool changed = best.bend != state->laid[index].bend;
    state->laid[index] = best;
    return changed;
}

static double total_cost(const struct state *state)
{
    double cost = 0.0;
    for (size_t i = 0; i < state->layout->lane_count; i++) {
        cost += routes_i_layout_own_cost(state->layout, state->ring, i, &state->laid[i]);
        for (size_t j = 0; j < i; j++)
            cost +=
                routes_i_layout_pair_cost(state->layout, i, &state->laid[i], j, &state->laid[j]);
    }
    return cost;
}

/* The side to which start number `start` bends a lane: all, none, or mixed by a fixed hash. */
static int start_side(unsigned start, size_t lane)
{
    if (start == 0)
        return 1;
    if (start == 1)
        return -1;
    uint32_t mixed = (uint32_t)(lane + 1) * UINT32_C(2654435761) ^ start * UINT32_C(2246822519);
    mixed ^= mixed >> 15;
    mixed *= UINT32_C(2246822519);
    mixed ^= mixed >> 13;
    return mixed & 1 ? 1 : -1;
}

/* Bends every lane as it likes best by itself, or to the side that `start` says. */
static void begin(struct state *state, unsigned start)
{
    for (size_t i = 0; i < state->layout->lane_count; i++) {
        double wanted = routes_i_layout_wanted_bend(state->layout, i);
        state->laid[i] = (routes_i_laid){.bend = wanted};
        if (start == 0)
            choose(state, i, true);
        else {
            state->laid[i].bend = wanted * start_side(start - 1, i);
            shape(state, i, &state->laid[i]);
        }
    }
    spread_all(state);
}

/* One lane after the other takes its best bend, until none changes. */
static void settle(struct state *state)
{
    bool changed = true;
    for (int sweep = 0; changed && sweep < state->sweeps; sweep++) {
        changed = false;
        for (size_t i = 0; i < state->layout->lane_count; i++)
            changed |= choose(state, i, false);
        spread_all(state);
    }
}

/* Lists the lanes at both nodes of a lane. */
static size_t touch(struct state *state, size_t index)
{
    const routes_i_layout_lane *lane = &state->layout->lanes[index];
    const size_t nodes[2] = {lane->from, lane->to};
    size_t n = 0;
    memset(state->is_touched, 0, state->layout->lane_count);
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

/* What the touched lanes cost, themselves and with all others. */
static double touched_cost(const struct state *state, size_t touched, double limit)
{
    double cost = 0.0;
    for (size_t k = 0; k < touched && cost < limit; k++) {
        size_t i = state->touched[k];
        cost += routes_i_layout_own_cost(state->layout, state->ring, i, &state->laid[i]);
        for (size_t j = 0; j < state->layout->lane_count && cost < limit; j++)
            if (j < i || !state->is_touched[j])
                if (j != i)
                    cost += routes_i_layout_pair_cost(state->layout, i, &state->laid[i], j,
                                                      &state->laid[j]);
    }
    return cost;
}

/* Tries one bend with everything that follows at both nodes. */
static double try_bend(struct state *state, size_t index, size_t touched, double bend, double limit)
{
    const routes_i_layout_lane *lane = &state->layout->lanes[index];
    state->laid[index].bend = bend;
    shape(state, index, &state->laid[index]); /* for the directions it wants */
    spread(state, lane->from);
    spread(state, lane->to);
    for (size_t k = 0; k < touched; k++)
        shape(state, state->touched[k], &state->laid[state->touched[k]]);
    return touched_cost(state, touched, limit);
}

/* Gives a lane its best bend, heads spread; true when that is another than before. */
static bool polish(struct state *state, size_t index)
{
    size_t touched = touch(state, index);
    double before = state->laid[index].bend;
    double best = before;
    double least = touched_cost(state, touched, INFINITY);
    memcpy(state->kept, state->laid, state->layout->lane_count * sizeof *state->laid);
    double bend = 0.0;
    while (next_bend(&bend, bend_most(state, index), state->step)) {
        double cost = try_bend(state, index, touched, bend, least);
        if (cost < least - GAIN) {
            least = cost;
            best = bend;
            memcpy(state->kept, state->laid, state->layout->lane_count * sizeof *state->laid);
        }
    }
    memcpy(state->laid, state->kept, state->layout->lane_count * sizeof *state->laid);
    return best != before;
}

static void polish_all(struct state *state)
{
    size_t n = state->layout->lane_count;
    bool changed = n <= FEW_LANES;
    for (int sweep = 0; changed && sweep < POLISH_SWEEPS; sweep++) {
        changed = false;
        for (size_t i = 0; i < n; i++)
            changed |= polish(state, i);
    }
}

routes_status routes_i_layout_solve(routes_i_curve *curves, const routes_i_layout *layout,
                                    routes_error *err)
{
    struct state state = {0};
    size_t n = layout->lane_count;
    routes_status status = check(layout, err);
    if (status || n == 0)
        return status;
    status = state_new(&state, layout, err);
    if (status)
        goto done;

    double least = INFINITY;
    for (unsigned start = 0; start < state.starts; start++) {
        begin(&state, start);
        settle(&state);
        polish_all(&state);
        double cost = state.starts > 1 ? total_cost(&state) : 0.0;
        if (cost >= least - GAIN)
            continue;
        least = cost;
        for (size_t i = 0; i < n; i++)
            curves[i] = state.laid[i].curve;
    }
done:
    state_free(&state);
    return status;
}
