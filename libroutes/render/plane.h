/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/plane.h
 * @brief Points and boxes on the page: x to the right, y downwards, in page units.
 *
 * One page unit is 0.1485 mm: 2000 of them are the long side of an A4 sheet.
 */
#ifndef ROUTES_RENDER_PLANE_H
#define ROUTES_RENDER_PLANE_H

#include <math.h>
#include <stdbool.h>

#define ROUTES_I_PI 3.14159265358979323846

/** @brief A point, or a direction. */
typedef struct routes_i_xy {
    double x;
    double y;
} routes_i_xy;

/** @brief A box: left, top, right, bottom. Empty when left is beyond right. */
typedef struct routes_i_rect {
    double x0;
    double y0;
    double x1;
    double y1;
} routes_i_rect;

/* fmin and fmax mind NaN and are calls: too slow for the layout, which knows no NaN. */
static inline double routes_i_less(double a, double b)
{
    return a < b ? a : b;
}

static inline double routes_i_more(double a, double b)
{
    return a > b ? a : b;
}

static inline routes_i_xy routes_i_xy_sub(routes_i_xy a, routes_i_xy b)
{
    return (routes_i_xy){a.x - b.x, a.y - b.y};
}

/** @brief `a` and `t` times `b`. */
static inline routes_i_xy routes_i_xy_move(routes_i_xy a, routes_i_xy b, double t)
{
    return (routes_i_xy){a.x + t * b.x, a.y + t * b.y};
}

static inline double routes_i_xy_length(routes_i_xy a)
{
    return sqrt(a.x * a.x + a.y * a.y);
}

static inline double routes_i_xy_distance(routes_i_xy a, routes_i_xy b)
{
    return routes_i_xy_length(routes_i_xy_sub(a, b));
}

/** @brief The direction of `a`, of length 1; (1, 0) where `a` has no length. */
static inline routes_i_xy routes_i_xy_unit(routes_i_xy a)
{
    double length = routes_i_xy_length(a);
    return length > 0.0 ? (routes_i_xy){a.x / length, a.y / length} : (routes_i_xy){1.0, 0.0};
}

static inline double routes_i_xy_dot(routes_i_xy a, routes_i_xy b)
{
    return a.x * b.x + a.y * b.y;
}

static inline double routes_i_xy_cross(routes_i_xy a, routes_i_xy b)
{
    return a.x * b.y - a.y * b.x;
}

static inline routes_i_xy routes_i_xy_polar(double angle)
{
    return (routes_i_xy){cos(angle), sin(angle)};
}

/** @brief The angle from -pi to pi that differs from `angle` by whole turns. */
static inline double routes_i_angle_wrap(double angle)
{
    return angle - 2.0 * ROUTES_I_PI * floor((angle + ROUTES_I_PI) / (2.0 * ROUTES_I_PI));
}

static inline routes_i_rect routes_i_rect_none(void)
{
    return (routes_i_rect){INFINITY, INFINITY, -INFINITY, -INFINITY};
}

static inline bool routes_i_rect_empty(routes_i_rect r)
{
    return !(r.x0 <= r.x1 && r.y0 <= r.y1);
}

/** @brief The box of a width and height about its centre. */
static inline routes_i_rect routes_i_rect_about(routes_i_xy centre, double width, double height)
{
    return (routes_i_rect){centre.x - width / 2.0, centre.y - height / 2.0, centre.x + width / 2.0,
                           centre.y + height / 2.0};
}

/** @brief The box made larger by `by` on all sides; smaller where negative. */
static inline routes_i_rect routes_i_rect_grow(routes_i_rect r, double by)
{
    return (routes_i_rect){r.x0 - by, r.y0 - by, r.x1 + by, r.y1 + by};
}

static inline routes_i_rect routes_i_rect_add(routes_i_rect r, routes_i_xy p)
{
    return (routes_i_rect){routes_i_less(r.x0, p.x), routes_i_less(r.y0, p.y),
                           routes_i_more(r.x1, p.x), routes_i_more(r.y1, p.y)};
}

static inline routes_i_rect routes_i_rect_join(routes_i_rect a, routes_i_rect b)
{
    return (routes_i_rect){routes_i_less(a.x0, b.x0), routes_i_less(a.y0, b.y0),
                           routes_i_more(a.x1, b.x1), routes_i_more(a.y1, b.y1)};
}

static inline routes_i_xy routes_i_rect_centre(routes_i_rect r)
{
    return (routes_i_xy){(r.x0 + r.x1) / 2.0, (r.y0 + r.y1) / 2.0};
}

static inline bool routes_i_rect_holds(routes_i_rect r, routes_i_xy p)
{
    return p.x >= r.x0 && p.x <= r.x1 && p.y >= r.y0 && p.y <= r.y1;
}

static inline bool routes_i_rect_within(routes_i_rect inner, routes_i_rect outer)
{
    return inner.x0 >= outer.x0 && inner.x1 <= outer.x1 && inner.y0 >= outer.y0 &&
           inner.y1 <= outer.y1;
}

static inline bool routes_i_rect_meet(routes_i_rect a, routes_i_rect b)
{
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

/** @brief Area that two boxes share; 0 when they do not meet. */
static inline double routes_i_rect_overlap(routes_i_rect a, routes_i_rect b)
{
    double width = routes_i_less(a.x1, b.x1) - routes_i_more(a.x0, b.x0);
    double height = routes_i_less(a.y1, b.y1) - routes_i_more(a.y0, b.y0);
    return width > 0.0 && height > 0.0 ? width * height : 0.0;
}

/** @brief The middle of cell `index` of a box cut into columns and rows. */
static inline routes_i_xy routes_i_rect_cell(routes_i_rect r, int index, int columns, int rows)
{
    int column = index % columns;
    int row = index / columns;
    return (routes_i_xy){r.x0 + (r.x1 - r.x0) * (column + 0.5) / columns,
                         r.y0 + (r.y1 - r.y0) * (row + 0.5) / rows};
}

/** @brief Point `index` of a net over a box, its rim included: `columns` x `rows` points, 2 at
 * least. */
static inline routes_i_xy routes_i_rect_net(routes_i_rect r, int index, int columns, int rows)
{
    int column = index % columns;
    int row = index / columns;
    return (routes_i_xy){r.x0 + (r.x1 - r.x0) * column / (columns - 1.0),
                         r.y0 + (r.y1 - r.y0) * row / (rows - 1.0)};
}

/** @brief Distance from a point to the nearest point of a box; 0 inside. */
static inline double routes_i_rect_distance(routes_i_rect r, routes_i_xy p)
{
    double dx = routes_i_more(routes_i_more(r.x0 - p.x, p.x - r.x1), 0.0);
    double dy = routes_i_more(routes_i_more(r.y0 - p.y, p.y - r.y1), 0.0);
    return sqrt(dx * dx + dy * dy);
}

#endif
