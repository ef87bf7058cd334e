/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/layout_cost.h"

/* Prices. A crossing is the unit; the others were set by looking at maps. */
#define BEND 120.0        /* a chord squared off the wanted bend */
#define BEND_LESS 80.0    /* the same, flatter than wanted */
#define NODE 25.0         /* a node that is not the lane's, touched */
#define NODE_TOUCHED 60.0 /* nearer than any lane should come */
#define NODE_DEPTH 30.0   /* and all the way to its middle */
#define PLATE 3.0         /* a sample under a plate that is not the lane's */
#define OUTSIDE 5.0       /* a sample outside the frame */
#define OFF_MASK_FAR 4.0  /* the same, of a lane that may go far round */
#define OFF_MASK 1.1      /* a sample where the lane should not run */
#define CROSSING 5.0      /* two lanes cross */
#define ACUTE 16.0        /* and run almost along each other */
#define CLOSE 0.5         /* a sample close to another lane */
#define NARROW 4.0        /* two lanes leave a node in one direction */
#define THROUGH 1.5       /* a unit away from the node to be passed */

#define BEND_USUAL 0.5     /* lanes that may bend more are bound by something */
#define NODE_LEAST 14.0    /* no lane comes nearer to a rim if it can be helped */
#define NODE_AIR 14.0      /* air round a node */
#define LANE_AIR 13.0      /* air between lanes */
#define SHARED 55.0        /* near a shared node lanes may be close */
#define SHARP 60.0         /* sharper than any crossing should be */
#define SHARP_SINE 0.56    /* 34 degrees */
#define ACUTE_SINE 0.7     /* 44 degrees */
#define NARROW_ANGLE 0.384 /* 22 degrees */

double routes_i_layout_wanted_bend(const routes_i_layout *layout, size_t lane)
{
    routes_i_xy a = layout->nodes[layout->lanes[lane].from].at;
    routes_i_xy b = layout->nodes[layout->lanes[lane].to].at;
    return 0.08 + 0.14 * routes_i_less(1.0, routes_i_xy_distance(a, b) / layout->long_lane);
}

static double node_cost(const routes_i_layout_node *node, double ring, const routes_i_chain *chain)
{
    if (node->plate) {
        routes_i_rect box = routes_i_rect_grow(
            routes_i_rect_about(node->at, 2.0 * node->half_width, 2.0 * node->half_height), 8.0);
        double cost = 0.0;
        if (!routes_i_rect_meet(box, routes_i_rect_grow(chain->box, 1.0)))
            return 0.0;
        for (int i = 0; i <= ROUTES_I_CHAIN_PIECES; i++)
            cost += routes_i_rect_holds(box, chain->at[i]) ? PLATE : 0.0;
        return cost;
    }
    double reach = routes_i_more(ring, node->half_width) + NODE_AIR;
    if (!routes_i_chain_near(chain, node->at, reach))
        return 0.0;
    double distance = routes_i_chain_distance(chain, node->at);
    double cost = NODE + NODE_DEPTH * (1.0 - distance / reach);
    return distance < node->half_width + NODE_LEAST ? cost + NODE_TOUCHED : cost;
}

static double boxes_cost(const routes_i_layout *layout, const routes_i_layout_lane *lane,
                         const routes_i_chain *chain)
{
    double cost = 0.0;
    for (size_t i = 0; i < layout->box_count; i++) {
        const routes_i_layout_box *box = &layout->boxes[i];
        if (box->owner != ROUTES_I_NONE && (box->owner == lane->from || box->owner == lane->to))
            continue;
        if (!routes_i_rect_meet(box->box, routes_i_rect_grow(chain->box, 1.0)))
            continue;
        for (int s = 0; s <= ROUTES_I_CHAIN_PIECES; s++)
            cost += routes_i_rect_holds(box->box, chain->at[s]) ? box->cost : 0.0;
    }
    return cost;
}

static bool free_cell(const routes_i_layout_mask *mask, routes_i_xy p)
{
    double column = floor((p.x - mask->corner.x) / mask->cell);
    double row = floor((p.y - mask->corner.y) / mask->cell);
    if (!(column >= 0.0 && column < (double)mask->width && row >= 0.0 &&
          row < (double)mask->height))
        return false;
    return mask->cells[(size_t)row * mask->width + (size_t)column] != 0;
}

static double place_cost(const routes_i_layout *layout, const routes_i_layout_lane *lane,
                         const routes_i_chain *chain)
{
    double cost = 0.0;
    /* A lane that may bend far is meant to go round what is masked. */
    double off = lane->most > BEND_USUAL ? OFF_MASK_FAR : OFF_MASK;
    if (!routes_i_rect_within(chain->box, layout->frame))
        for (int i = 0; i <= ROUTES_I_CHAIN_PIECES; i++)
            cost += routes_i_rect_holds(layout->frame, chain->at[i]) ? 0.0 : OUTSIDE;
    if (lane->mask != ROUTES_I_NONE)
        for (int i = 1; i < ROUTES_I_CHAIN_PIECES; i++)
            cost += free_cell(&layout->masks[lane->mask], chain->at[i]) ? 0.0 : off;
    return cost;
}

double routes_i_layout_own_cost(const routes_i_layout *layout, const double *ring, size_t index,
                                const routes_i_laid *laid)
{
    const routes_i_layout_lane *lane = &layout->lanes[index];
    double off = fabs(laid->bend) - routes_i_layout_wanted_bend(layout, index);
    /* A lane that must pass a node, or may bend far, has no bend of its own. */
    bool bound = lane->through != ROUTES_I_NONE || lane->most > BEND_USUAL;
    double cost = (off < 0.0 ? BEND_LESS : BEND) * off * off * (bound ? 0.1 : 1.0);

    for (size_t i = 0; i < layout->node_count; i++) {
        if (i == lane->from || i == lane->to)
            continue;
        if (i != lane->through) {
            cost += node_cost(&layout->nodes[i], ring[i], &laid->chain);
            continue;
        }
        double beside = layout->nodes[i].half_width + NODE_AIR;
        double distance = routes_i_chain_distance(&laid->chain, layout->nodes[i].at);
        cost += THROUGH * fabs(distance - beside) + (distance < beside - 8.0 ? NODE : 0.0);
    }
    return cost + boxes_cost(layout, lane, &laid->chain) + place_cost(layout, lane, &laid->chain);
}

static double crossings_cost(const routes_i_chain *a, const routes_i_chain *b)
{
    routes_i_crossing crossings[ROUTES_I_CROSSINGS];
    size_t n = routes_i_chain_crossings(crossings, a, b);
    double cost = 0.0;
    for (size_t i = 0; i < n; i++)
        cost += CROSSING + ACUTE * routes_i_more(0.0, 1.0 - crossings[i].sine / ACUTE_SINE) +
                (crossings[i].sine < SHARP_SINE ? SHARP : 0.0);
    return cost;
}

/* Samples of `a` close to `b`, where they are not about to meet at a node they share. */
static double close_cost(const routes_i_chain *a, const routes_i_chain *b,
                         const routes_i_xy *shared, size_t shared_count)
{
    double cost = 0.0;
    for (int block = 0; block < ROUTES_I_CHAIN_BLOCKS; block++) {
        if (!routes_i_rect_meet(routes_i_rect_grow(a->blocks[block], LANE_AIR), b->box))
            continue;
        for (int i = 1; i <= ROUTES_I_CHAIN_BLOCK; i++) {
            routes_i_xy p = a->at[block * ROUTES_I_CHAIN_BLOCK + i];
            bool exempt = false;
            for (size_t s = 0; s < shared_count; s++)
                exempt = exempt || routes_i_xy_distance(p, shared[s]) < SHARED;
            if (!exempt && routes_i_chain_near(b, p, LANE_AIR))
                cost += CLOSE;
        }
    }
    return cost;
}

double routes_i_layout_pair_cost(const routes_i_layout *layout, size_t a,
                                 const routes_i_laid *laid_a, size_t b, const routes_i_laid *laid_b)
{
    const size_t ends_a[2] = {layout->lanes[a].from, layout->lanes[a].to};
    const size_t ends_b[2] = {layout->lanes[b].from, layout->lanes[b].to};
    routes_i_xy shared[2];
    size_t shared_count = 0;
    double cost = 0.0;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            if (ends_a[i] != ends_b[j])
                continue;
            shared[shared_count++] = layout->nodes[ends_a[i]].at;
            double angle =
                fabs(routes_i_angle_wrap(laid_a->wanted[i] - laid_b->wanted[j])) / NARROW_ANGLE;
            cost += NARROW * routes_i_more(0.0, 1.0 - angle);
        }
    if (!routes_i_rect_meet(routes_i_rect_grow(laid_a->chain.box, LANE_AIR), laid_b->chain.box))
        return cost;
    return cost + crossings_cost(&laid_a->chain, &laid_b->chain) +
           close_cost(&laid_a->chain, &laid_b->chain, shared, shared_count);
}
