/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "geo/tree.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "core/memory.h"

#define LEAF_SIZE 8
/* Halving any size_t ends within 64 steps; a search holds one waiting branch a level. */
#define DEEPEST 66

/* Items are halved again and again; node k has the children 2k+1 and 2k+2, and what range of
 * `order` it covers follows from n, so that a node is its box alone. */
struct routes_i_tree {
    size_t n;
    size_t *order;          /* [n] items, leaf by leaf */
    routes_i_cuboid *boxes; /* [n] in that order */
    routes_i_cuboid *nodes;
};

/* A node with its range. */
struct branch {
    size_t node;
    size_t from;
    size_t to;
};

static bool is_leaf(const struct branch *branch)
{
    return branch->to - branch->from <= LEAF_SIZE;
}

static size_t middle_of(const struct branch *branch)
{
    return branch->from + (branch->to - branch->from) / 2;
}

static struct branch left_of(const struct branch *branch)
{
    return (struct branch){2 * branch->node + 1, branch->from, middle_of(branch)};
}

static struct branch right_of(const struct branch *branch)
{
    return (struct branch){2 * branch->node + 2, middle_of(branch), branch->to};
}

static size_t nodes_for(size_t n)
{
    size_t nodes = 1;
    for (size_t widest = n; widest > LEAF_SIZE; widest -= widest / 2)
        nodes = 2 * nodes + 1;
    return nodes;
}

/* The middle of a box, doubled. */
static double centre(const routes_i_cuboid *box, int axis)
{
    return box->low[axis] + box->high[axis];
}

static void grow(routes_i_cuboid *box, const routes_i_cuboid *other)
{
    for (int axis = 0; axis < 3; axis++) {
        if (other->low[axis] < box->low[axis])
            box->low[axis] = other->low[axis];
        if (other->high[axis] > box->high[axis])
            box->high[axis] = other->high[axis];
    }
}

/* Boxes of a range, and the axis on which their middles lie farthest apart. */
static int measure(routes_i_cuboid *all, const routes_i_cuboid *boxes, const size_t *order,
                   const struct branch *branch)
{
    double low[3] = {INFINITY, INFINITY, INFINITY};
    double high[3] = {-INFINITY, -INFINITY, -INFINITY};
    *all = boxes[order[branch->from]];
    for (size_t i = branch->from; i < branch->to; i++) {
        const routes_i_cuboid *box = &boxes[order[i]];
        grow(all, box);
        for (int axis = 0; axis < 3; axis++) {
            double c = centre(box, axis);
            low[axis] = c < low[axis] ? c : low[axis];
            high[axis] = c > high[axis] ? c : high[axis];
        }
    }
    int widest = 0;
    for (int axis = 1; axis < 3; axis++)
        if (high[axis] - low[axis] > high[widest] - low[widest])
            widest = axis;
    return widest;
}

/* By the middle, then by number: no two are equal, so the outcome is one. */
static bool before(const routes_i_cuboid *boxes, int axis, size_t a, size_t b)
{
    double ca = centre(&boxes[a], axis);
    double cb = centre(&boxes[b], axis);
    return ca < cb || (ca == cb && a < b);
}

static void swap(size_t *a, size_t *b)
{
    size_t kept = *a;
    *a = *b;
    *b = kept;
}

/* Puts the lesser ones of order[from, to) in front of `middle` (Hoare's selection). The pivot is
 * taken by a mixing of the bounds, so that no order of the input is a bad one by nature. */
static void halve(size_t *order, const routes_i_cuboid *boxes, int axis, size_t from, size_t to,
                  size_t middle)
{
    ptrdiff_t low = (ptrdiff_t)from;
    ptrdiff_t high = (ptrdiff_t)to - 1;
    while (low < high) {
        uint64_t mixed = (uint64_t)low * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)high;
        mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
        size_t pivot = order[low + (ptrdiff_t)((mixed >> 32) % (uint64_t)(high - low + 1))];
        ptrdiff_t i = low;
        ptrdiff_t j = high;
        while (i <= j) {
            while (before(boxes, axis, order[i], pivot))
                i++;
            while (before(boxes, axis, pivot, order[j]))
                j--;
            if (i <= j)
                swap(&order[i++], &order[j--]);
        }
        if ((ptrdiff_t)middle <= j)
            high = j;
        else if ((ptrdiff_t)middle >= i)
            low = i;
        else
            return;
    }
}

static void build(routes_i_tree *tree, const routes_i_cuboid *boxes)
{
    struct branch waiting[DEEPEST];
    size_t count = 0;
    waiting[count++] = (struct branch){0, 0, tree->n};
    while (count > 0) {
        struct branch branch = waiting[--count];
        int axis = measure(&tree->nodes[branch.node], boxes, tree->order, &branch);
        if (is_leaf(&branch))
            continue;
        halve(tree->order, boxes, axis, branch.from, branch.to, middle_of(&branch));
        waiting[count++] = right_of(&branch);
        waiting[count++] = left_of(&branch);
    }
    for (size_t i = 0; i < tree->n; i++)
        tree->boxes[i] = boxes[tree->order[i]];
}

routes_status routes_i_tree_new(routes_i_tree **out, const routes_i_cuboid *boxes, size_t n,
                                routes_error *err)
{
    *out = NULL;
    routes_i_tree *tree = routes_i_calloc(1, sizeof *tree);
    if (!tree)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a tree");
    tree->n = n;
    tree->order = routes_i_calloc(n, sizeof *tree->order);
    tree->boxes = routes_i_calloc(n, sizeof *tree->boxes);
    tree->nodes = routes_i_calloc(nodes_for(n), sizeof *tree->nodes);
    if (!tree->order || !tree->boxes || !tree->nodes) {
        routes_i_tree_free(tree);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a tree of %zu boxes", n);
    }
    for (size_t i = 0; i < n; i++)
        tree->order[i] = i;
    if (n > 0)
        build(tree, boxes);
    *out = tree;
    return ROUTES_OK;
}

void routes_i_tree_free(routes_i_tree *tree)
{
    if (!tree)
        return;
    routes_i_free(tree->order);
    routes_i_free(tree->boxes);
    routes_i_free(tree->nodes);
    routes_i_free(tree);
}

static bool meets(const routes_i_cuboid *a, const routes_i_cuboid *b)
{
    for (int axis = 0; axis < 3; axis++)
        if (a->low[axis] > b->high[axis] || b->low[axis] > a->high[axis])
            return false;
    return true;
}

void routes_i_tree_find(const routes_i_tree *tree, const routes_i_cuboid *box,
                        routes_i_tree_visit visit, void *user)
{
    struct branch waiting[DEEPEST];
    size_t count = 0;
    if (tree->n > 0)
        waiting[count++] = (struct branch){0, 0, tree->n};
    while (count > 0) {
        struct branch branch = waiting[--count];
        if (!meets(&tree->nodes[branch.node], box))
            continue;
        if (!is_leaf(&branch)) {
            waiting[count++] = right_of(&branch);
            waiting[count++] = left_of(&branch);
            continue;
        }
        for (size_t i = branch.from; i < branch.to; i++)
            if (meets(&tree->boxes[i], box) && !visit(tree->order[i], user))
                return;
    }
}

static double distance_to_box(const routes_i_cuboid *box, const double point[3])
{
    double squares = 0.0;
    for (int axis = 0; axis < 3; axis++) {
        double gap = 0.0;
        if (point[axis] < box->low[axis])
            gap = box->low[axis] - point[axis];
        else if (point[axis] > box->high[axis])
            gap = point[axis] - box->high[axis];
        squares += gap * gap;
    }
    return sqrt(squares);
}

struct nearest {
    double distance;
    size_t item;
};

static void search_leaf(struct nearest *best, const routes_i_tree *tree, const struct branch *leaf,
                        const double point[3], routes_i_tree_distance distance, void *user)
{
    for (size_t i = leaf->from; i < leaf->to; i++) {
        if (distance_to_box(&tree->boxes[i], point) > best->distance)
            continue;
        double found = distance(tree->order[i], best->distance, user);
        if (found < best->distance || (found == best->distance && tree->order[i] < best->item))
            *best = (struct nearest){found, tree->order[i]};
    }
}

double routes_i_tree_nearest(size_t *item, const routes_i_tree *tree, const double point[3],
                             routes_i_tree_distance distance, void *user)
{
    struct branch waiting[DEEPEST];
    struct nearest best = {INFINITY, SIZE_MAX};
    size_t count = 0;
    if (tree->n > 0)
        waiting[count++] = (struct branch){0, 0, tree->n};
    while (count > 0) {
        struct branch branch = waiting[--count];
        if (distance_to_box(&tree->nodes[branch.node], point) > best.distance)
            continue;
        if (is_leaf(&branch)) {
            search_leaf(&best, tree, &branch, point, distance, user);
            continue;
        }
        /* The nearer child first, so that the other can often be left out. */
        struct branch left = left_of(&branch);
        struct branch right = right_of(&branch);
        bool right_first = distance_to_box(&tree->nodes[right.node], point) <
                           distance_to_box(&tree->nodes[left.node], point);
        waiting[count++] = right_first ? left : right;
        waiting[count++] = right_first ? right : left;
    }
    if (best.distance < INFINITY)
        *item = best.item;
    return best.distance;
}
