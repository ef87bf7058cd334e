/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/curve.h"

routes_i_xy routes_i_curve_at(const routes_i_curve *curve, double t)
{
    double u = 1.0 - t;
    double b0 = u * u * u;
    double b1 = 3.0 * u * u * t;
    double b2 = 3.0 * u * t * t;
    double b3 = t * t * t;
    const routes_i_xy *p = curve->p;
    return (routes_i_xy){b0 * p[0].x + b1 * p[1].x + b2 * p[2].x + b3 * p[3].x,
                         b0 * p[0].y + b1 * p[1].y + b2 * p[2].y + b3 * p[3].y};
}

routes_i_xy routes_i_curve_direction(const routes_i_curve *curve, double t)
{
    double u = 1.0 - t;
    const routes_i_xy *p = curve->p;
    routes_i_xy a = routes_i_xy_sub(p[1], p[0]);
    routes_i_xy b = routes_i_xy_sub(p[2], p[1]);
    routes_i_xy c = routes_i_xy_sub(p[3], p[2]);
    routes_i_xy d = {u * u * a.x + 2.0 * u * t * b.x + t * t * c.x,
                     u * u * a.y + 2.0 * u * t * b.y + t * t * c.y};
    return routes_i_xy_unit(routes_i_xy_length(d) > 0.0 ? d : routes_i_xy_sub(p[3], p[0]));
}

/* The part from 0 to t, by de Casteljau's halving. */
static routes_i_curve head_part(const routes_i_curve *curve, double t)
{
    routes_i_xy q[4] = {curve->p[0], curve->p[1], curve->p[2], curve->p[3]};
    routes_i_curve part;
    for (int level = 0; level < 4; level++) {
        part.p[level] = q[0];
        for (int i = 0; i + level < 3; i++)
            q[i] = routes_i_xy_move(q[i], routes_i_xy_sub(q[i + 1], q[i]), t);
    }
    return part;
}

static routes_i_curve turned(const routes_i_curve *curve)
{
    return (routes_i_curve){{curve->p[3], curve->p[2], curve->p[1], curve->p[0]}};
}

routes_i_curve routes_i_curve_part(const routes_i_curve *curve, double t0, double t1)
{
    routes_i_curve front = head_part(curve, t1);
    if (t0 <= 0.0 || t1 <= 0.0)
        return front;
    routes_i_curve back = turned(&front);
    back = head_part(&back, 1.0 - t0 / t1);
    return turned(&back);
}

double routes_i_curve_length(const routes_i_curve *curve)
{
    double length = 0.0;
    routes_i_xy last = curve->p[0];
    for (int i = 1; i <= ROUTES_I_CHAIN_PIECES; i++) {
        routes_i_xy next = routes_i_curve_at(curve, (double)i / ROUTES_I_CHAIN_PIECES);
        length += routes_i_xy_distance(last, next);
        last = next;
    }
    return length;
}

routes_i_chain routes_i_chain_of(const routes_i_curve *curve)
{
    routes_i_chain chain;
    chain.box = routes_i_rect_none();
    for (int i = 0; i <= ROUTES_I_CHAIN_PIECES; i++)
        chain.at[i] = routes_i_curve_at(curve, (double)i / ROUTES_I_CHAIN_PIECES);
    for (int block = 0; block < ROUTES_I_CHAIN_BLOCKS; block++) {
        routes_i_rect box = routes_i_rect_none();
        for (int i = 0; i <= ROUTES_I_CHAIN_BLOCK; i++)
            box = routes_i_rect_add(box, chain.at[block * ROUTES_I_CHAIN_BLOCK + i]);
        chain.blocks[block] = box;
        chain.box = routes_i_rect_join(chain.box, box);
    }
    return chain;
}

static double box_squared(routes_i_rect r, routes_i_xy p)
{
    double dx = routes_i_more(routes_i_more(r.x0 - p.x, p.x - r.x1), 0.0);
    double dy = routes_i_more(routes_i_more(r.y0 - p.y, p.y - r.y1), 0.0);
    return dx * dx + dy * dy;
}

static double piece_squared(routes_i_xy a, routes_i_xy b, routes_i_xy p)
{
    routes_i_xy along = routes_i_xy_sub(b, a);
    routes_i_xy to = routes_i_xy_sub(p, a);
    double squared = routes_i_xy_dot(along, along);
    double t = squared > 0.0 ? routes_i_xy_dot(to, along) / squared : 0.0;
    routes_i_xy off = routes_i_xy_move(to, along, -routes_i_less(routes_i_more(t, 0.0), 1.0));
    return routes_i_xy_dot(off, off);
}

/* Squared distance to the chain, or `reach` (squared too) when the chain is not nearer. */
static double squared_below(const routes_i_chain *chain, routes_i_xy p, double reach)
{
    double best = reach;
    if (box_squared(chain->box, p) >= best)
        return best;
    for (int block = 0; block < ROUTES_I_CHAIN_BLOCKS; block++) {
        if (box_squared(chain->blocks[block], p) >= best)
            continue;
        const routes_i_xy *at = chain->at + block * ROUTES_I_CHAIN_BLOCK;
        for (int i = 0; i < ROUTES_I_CHAIN_BLOCK; i++)
            best = routes_i_less(best, piece_squared(at[i], at[i + 1], p));
    }
    return best;
}

double routes_i_chain_distance(const routes_i_chain *chain, routes_i_xy p)
{
    return sqrt(squared_below(chain, p, INFINITY));
}

bool routes_i_chain_near(const routes_i_chain *chain, routes_i_xy p, double reach)
{
    return squared_below(chain, p, reach * reach) < reach * reach;
}

/* Whether [a0, a1) and [b0, b1) cross: half open, so that a crossing at a joint counts once. */
static bool pieces_cross(routes_i_crossing *crossing, const routes_i_xy *a, const routes_i_xy *b)
{
    routes_i_xy u = routes_i_xy_sub(a[1], a[0]);
    routes_i_xy v = routes_i_xy_sub(b[1], b[0]);
    routes_i_xy w = routes_i_xy_sub(b[0], a[0]);
    double d = routes_i_xy_cross(u, v);
    if (d == 0.0)
        return false;
    double s = routes_i_xy_cross(w, v) / d;
    double t = routes_i_xy_cross(w, u) / d;
    if (!(s >= 0.0 && s < 1.0 && t >= 0.0 && t < 1.0))
        return false;
    crossing->at = routes_i_xy_move(a[0], u, s);
    crossing->sine = fabs(d) / (routes_i_xy_length(u) * routes_i_xy_length(v));
    return true;
}

static size_t blocks_cross(routes_i_crossing *crossings, size_t n, const routes_i_xy *a,
                           const routes_i_xy *b)
{
    for (int i = 0; i < ROUTES_I_CHAIN_BLOCK; i++)
        for (int j = 0; j < ROUTES_I_CHAIN_BLOCK && n < ROUTES_I_CROSSINGS; j++)
            if (pieces_cross(&crossings[n], a + i, b + j))
                n++;
    return n;
}

static bool boxes_touch(routes_i_rect a, routes_i_rect b)
{
    return a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1;
}

size_t routes_i_chain_crossings(routes_i_crossing *crossings, const routes_i_chain *a,
                                const routes_i_chain *b)
{
    size_t n = 0;
    if (!boxes_touch(a->box, b->box))
        return 0;
    for (int i = 0; i < ROUTES_I_CHAIN_BLOCKS; i++) {
        if (!boxes_touch(a->blocks[i], b->box))
            continue;
        for (int j = 0; j < ROUTES_I_CHAIN_BLOCKS; j++)
            if (boxes_touch(a->blocks[i], b->blocks[j]))
                n = blocks_cross(crossings, n, a->at + i * ROUTES_I_CHAIN_BLOCK,
                                 b->at + j * ROUTES_I_CHAIN_BLOCK);
    }
    return n;
}
