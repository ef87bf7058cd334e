/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/label.h"

#include "core/fail.h"
#include "core/memory.h"

#define TOUCH 60.0  /* two labels touch */
#define COVER 120.0 /* and one covers the other */
#define SWEEPS 12
#define GAIN 1e-9
#define OUTSIDE 400.0 /* a label sticks out of the frame */

static double pair_cost(routes_i_rect a, routes_i_rect b, double air)
{
    routes_i_rect wide = routes_i_rect_grow(a, air);
    if (!routes_i_rect_meet(wide, b))
        return 0.0;
    double least = routes_i_less((a.x1 - a.x0) * (a.y1 - a.y0), (b.x1 - b.x0) * (b.y1 - b.y0));
    return TOUCH + COVER * routes_i_rect_overlap(a, b) / routes_i_more(least, 1.0);
}

/* What a place costs beside the labels that stand; gives up at `limit`. */
static double cost_of(size_t n, const routes_i_label_place *places, const size_t *chosen,
                      size_t self, size_t place, double air, double limit)
{
    double cost = places[place].cost;
    for (size_t i = 0; i < n && cost < limit; i++)
        if (i != self && chosen[i] != ROUTES_I_UNPLACED)
            cost += pair_cost(places[place].box, places[chosen[i]].box, air);
    return cost;
}

/* Best place of one label beside the others; true when it is another than before. */
static bool choose(size_t *chosen, const routes_i_label *labels, size_t n,
                   const routes_i_label_place *places, size_t self, double air)
{
    const routes_i_label *label = &labels[self];
    size_t best = ROUTES_I_UNPLACED;
    double least = label->leave_out;
    for (size_t place = label->first; place < label->first + label->count; place++) {
        double cost = cost_of(n, places, chosen, self, place, air, least);
        if (cost < least - GAIN || (best == ROUTES_I_UNPLACED && isinf(least))) {
            least = cost;
            best = place;
        }
    }
    bool changed = best != chosen[self];
    chosen[self] = best;
    return changed;
}

/* How hard a label is to place: the mean price of its cheaper half. */
static double hardness(const routes_i_label *label, const routes_i_label_place *places)
{
    double sum = 0.0;
    for (size_t i = label->first; i < label->first + label->count; i++)
        sum += routes_i_less(places[i].cost, 100.0);
    return label->count > 0 ? sum / (double)label->count + 100.0 / (double)label->count : 0.0;
}

routes_status routes_i_label_solve(size_t *chosen, const routes_i_label *labels, size_t label_count,
                                   const routes_i_label_place *places, double air,
                                   routes_error *err)
{
    size_t *order = routes_i_calloc(label_count, sizeof *order);
    if (label_count > 0 && !order)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to place %zu labels", label_count);
    for (size_t i = 0; i < label_count; i++) {
        chosen[i] = ROUTES_I_UNPLACED;
        double hard = hardness(&labels[i], places);
        size_t at = i;
        for (; at > 0 && hardness(&labels[order[at - 1]], places) < hard; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    bool changed = true;
    for (int sweep = 0; changed && sweep < SWEEPS; sweep++) {
        changed = false;
        for (size_t i = 0; i < label_count; i++)
            changed |= choose(chosen, labels, label_count, places, order[i], air);
    }
    routes_i_free(order);
    return ROUTES_OK;
}

/* Length of the part of a straight piece inside a box. Source: Y.-D. Liang and B. A. Barsky, "A new
 * concept and method for line clipping", ACM Transactions on Graphics 3(1), 1984, pp. 1-22. */
static double piece_length_in(routes_i_xy a, routes_i_xy b, routes_i_rect box)
{
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double p[4] = {-dx, dx, -dy, dy};
    const double q[4] = {a.x - box.x0, box.x1 - a.x, a.y - box.y0, box.y1 - a.y};
    double from = 0.0;
    double to = 1.0;
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0.0) {
            if (q[i] < 0.0)
                return 0.0;
            continue;
        }
        double t = q[i] / p[i];
        if (p[i] < 0.0)
            from = routes_i_more(from, t);
        else
            to = routes_i_less(to, t);
    }
    return to > from ? (to - from) * sqrt(dx * dx + dy * dy) : 0.0;
}

double routes_i_chain_length_in(const routes_i_chain *chain, routes_i_rect box)
{
    double length = 0.0;
    if (!routes_i_rect_meet(chain->box, box))
        return 0.0;
    for (int block = 0; block < ROUTES_I_CHAIN_BLOCKS; block++) {
        if (!routes_i_rect_meet(routes_i_rect_grow(chain->blocks[block], 0.5), box))
            continue;
        const routes_i_xy *at = chain->at + block * ROUTES_I_CHAIN_BLOCK;
        for (int i = 0; i < ROUTES_I_CHAIN_BLOCK; i++)
            length += piece_length_in(at[i], at[i + 1], box);
    }
    return length;
}

double routes_i_label_price(const routes_i_obstacles *obstacles, routes_i_rect box, size_t own)
{
    double cost = 0.0;
    double area = routes_i_more((box.x1 - box.x0) * (box.y1 - box.y0), 1.0);
    if (!routes_i_rect_within(box, obstacles->frame))
        cost += OUTSIDE;
    for (size_t i = 0; i < obstacles->chain_count; i++)
        if (i != own)
            cost += obstacles->chain_cost * routes_i_chain_length_in(&obstacles->chains[i], box);
    for (size_t i = 0; i < obstacles->obstacle_count; i++) {
        const routes_i_obstacle *obstacle = &obstacles->obstacles[i];
        if (!routes_i_rect_meet(box, obstacle->box))
            continue;
        double least = routes_i_less(area, (obstacle->box.x1 - obstacle->box.x0) *
                                               (obstacle->box.y1 - obstacle->box.y0));
        cost += obstacle->cost *
                (1.0 + routes_i_rect_overlap(box, obstacle->box) / routes_i_more(least, 1.0));
    }
    return cost;
}
