/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "geo/kd_tree.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "geo/geometry.h"

#define LEAF_SIZE 8
/* Halving any size_t ends within 64 steps; a search holds one waiting branch a level. */
#define DEEPEST 66

/* A point with what it is. */
struct leaf_point {
    double at[3];
    uint32_t item;
    uint32_t rank;
};

struct node {
    double low[3];
    double high[3];
    uint32_t least_rank;
};

/* Points are halved again and again; node k has the children 2k+1 and 2k+2, and what range of the
 * points it covers follows from n. */
struct routes_i_kd_tree {
    size_t n;
    double scale; /* the greatest coordinate */
    struct leaf_point *points;
    struct node *nodes;
};

/* A node with its range, and how far it is. */
struct branch {
    size_t node;
    size_t from;
    size_t to;
    double squared;
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
    return (struct branch){2 * branch->node + 1, branch->from, middle_of(branch), 0.0};
}

static struct branch right_of(const struct branch *branch)
{
    return (struct branch){2 * branch->node + 2, middle_of(branch), branch->to, 0.0};
}

static size_t nodes_for(size_t n)
{
    size_t nodes = 1;
    for (size_t widest = n; widest > LEAF_SIZE; widest -= widest / 2)
        nodes = 2 * nodes + 1;
    return nodes;
}

/* The box of a range, its least rank, and its longest side. */
static int measure(struct node *node, const struct leaf_point *points, const struct branch *branch)
{
    *node = (struct node){
        {INFINITY, INFINITY, INFINITY}, {-INFINITY, -INFINITY, -INFINITY}, UINT32_MAX};
    for (size_t i = branch->from; i < branch->to; i++) {
        for (int axis = 0; axis < 3; axis++) {
            double at = points[i].at[axis];
            node->low[axis] = at < node->low[axis] ? at : node->low[axis];
            node->high[axis] = at > node->high[axis] ? at : node->high[axis];
        }
        if (points[i].rank < node->least_rank)
            node->least_rank = points[i].rank;
    }
    int longest = 0;
    for (int axis = 1; axis < 3; axis++)
        if (node->high[axis] - node->low[axis] > node->high[longest] - node->low[longest])
            longest = axis;
    return longest;
}

/* By coordinate, then by rank: no two are equal, and of points in one place the lower ranks come
 * together, so that a search for these can leave out the others. */
static bool before(const struct leaf_point *a, const struct leaf_point *b, int axis)
{
    return a->at[axis] < b->at[axis] || (a->at[axis] == b->at[axis] && a->rank < b->rank);
}

/* Puts the lesser ones of points[from, to) in front of `middle` (Hoare's selection). The pivot is
 * taken by a mixing of the bounds, so that no order of the input is a bad one by nature. */
static void halve(struct leaf_point *points, int axis, size_t from, size_t to, size_t middle)
{
    ptrdiff_t low = (ptrdiff_t)from;
    ptrdiff_t high = (ptrdiff_t)to - 1;
    while (low < high) {
        uint64_t mixed = (uint64_t)low * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)high;
        mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
        struct leaf_point pivot =
            points[low + (ptrdiff_t)((mixed >> 32) % (uint64_t)(high - low + 1))];
        ptrdiff_t i = low;
        ptrdiff_t j = high;
        while (i <= j) {
            while (before(&points[i], &pivot, axis))
                i++;
            while (before(&pivot, &points[j], axis))
                j--;
            if (i <= j) {
                struct leaf_point kept = points[i];
                points[i++] = points[j];
                points[j--] = kept;
            }
        }
        if ((ptrdiff_t)middle <= j)
            high = j;
        else if ((ptrdiff_t)middle >= i)
            low = i;
        else
            return;
    }
}

static void build(routes_i_kd_tree *tree)
{
    struct branch waiting[DEEPEST];
    size_t count = 0;
    waiting[count++] = (struct branch){0, 0, tree->n, 0.0};
    while (count > 0) {
        struct branch branch = waiting[--count];
        int axis = measure(&tree->nodes[branch.node], tree->points, &branch);
        if (is_leaf(&branch))
            continue;
        halve(tree->points, axis, branch.from, branch.to, middle_of(&branch));
        waiting[count++] = right_of(&branch);
        waiting[count++] = left_of(&branch);
    }
}

routes_status routes_i_kd_tree_new(routes_i_kd_tree **out, const double (*points)[3],
                                   const uint32_t *rank, size_t n, routes_error *err)
{
    *out = NULL;
    routes_i_kd_tree *tree = routes_i_calloc(1, sizeof *tree);
    if (!tree)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a tree");
    tree->n = n;
    tree->points = routes_i_calloc(n, sizeof *tree->points);
    tree->nodes = routes_i_calloc(nodes_for(n), sizeof *tree->nodes);
    if (!tree->points || !tree->nodes) {
        routes_i_kd_tree_free(tree);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a tree of %zu points", n);
    }
    for (size_t i = 0; i < n; i++) {
        struct leaf_point *point = &tree->points[i];
        for (int axis = 0; axis < 3; axis++) {
            point->at[axis] = points[i][axis];
            tree->scale = fmax(tree->scale, fabs(points[i][axis]));
        }
        point->item = (uint32_t)i;
        point->rank = rank ? rank[i] : (uint32_t)i;
    }
    if (n > 0)
        build(tree);
    *out = tree;
    return ROUTES_OK;
}

void routes_i_kd_tree_free(routes_i_kd_tree *tree)
{
    if (!tree)
        return;
    routes_i_free(tree->points);
    routes_i_free(tree->nodes);
    routes_i_free(tree);
}

void routes_i_kd_scratch_free(routes_i_kd_scratch *scratch)
{
    routes_i_free(scratch->found);
    routes_i_free(scratch->ties);
    *scratch = (routes_i_kd_scratch){0};
}

static double tolerance(const routes_i_kd_tree *tree, double distance)
{
    return ROUTES_I_TIE_RELATIVE * distance + ROUTES_I_TIE_ABSOLUTE * tree->scale;
}

double routes_i_kd_tree_reach(const routes_i_kd_tree *tree, double distance)
{
    return distance + tolerance(tree, distance);
}

static double squared_to_node(const struct node *node, const double point[3])
{
    double squares = 0.0;
    for (int axis = 0; axis < 3; axis++) {
        double low = node->low[axis] - point[axis];
        double high = point[axis] - node->high[axis];
        double gap = low > high ? low : high;
        if (gap > 0.0)
            squares += gap * gap;
    }
    return squares;
}

static double squared_to_point(const struct leaf_point *leaf, const double point[3])
{
    double x = leaf->at[0] - point[0];
    double y = leaf->at[1] - point[1];
    double z = leaf->at[2] - point[2];
    return x * x + y * y + z * z;
}

/* A search for the nearest. `found` is a heap with the farthest on top, of as far the one of the
 * higher rank; `ties` holds what was as far as the top when it was met, but for rounding. */
struct search {
    const routes_i_kd_tree *tree;
    routes_i_kd_scratch *scratch;
    const double *point;
    uint32_t but;
    size_t k;
    size_t size;     /* of the heap */
    bool all_here;   /* k points lie at no distance: only ranks count from here on */
    double farthest; /* the square of how far a point may be to matter */
};

static bool above(const struct search *search, const routes_i_kd_found *a,
                  const routes_i_kd_found *b)
{
    if (!search->all_here && a->distance != b->distance)
        return a->distance > b->distance;
    return a->rank > b->rank;
}

static void sift_up(struct search *search, size_t at)
{
    routes_i_kd_found *heap = search->scratch->found, moved = heap[at];
    for (; at > 0 && above(search, &moved, &heap[(at - 1) / 2]); at = (at - 1) / 2)
        heap[at] = heap[(at - 1) / 2];
    heap[at] = moved;
}

static void sift_down(struct search *search, size_t at)
{
    routes_i_kd_found *heap = search->scratch->found, moved = heap[at];
    for (size_t child; (child = 2 * at + 1) < search->size; at = child) {
        if (child + 1 < search->size && above(search, &heap[child + 1], &heap[child]))
            child++;
        if (!above(search, &heap[child], &moved))
            break;
        heap[at] = heap[child];
    }
    heap[at] = moved;
}

static void replace_top(struct search *search, routes_i_kd_found found)
{
    search->scratch->found[0] = found;
    sift_down(search, 0);
}

/* Only from here on: every candidate is as near as another, and the lowest ranks win. */
static void go_by_rank(struct search *search)
{
    routes_i_kd_scratch *scratch = search->scratch;
    double limit = tolerance(search->tree, 0.0);
    search->all_here = true;
    search->farthest = limit * limit;
    for (size_t i = search->size / 2; i-- > 0;)
        sift_down(search, i);
    for (size_t i = 0; i < scratch->ties_size; i++)
        if (scratch->ties[i].distance <= limit &&
            above(search, &scratch->found[0], &scratch->ties[i]))
            replace_top(search, scratch->ties[i]);
    scratch->ties_size = 0;
}

static void set_limit(struct search *search)
{
    double top = search->scratch->found[0].distance;
    if (search->size < search->k)
        return;
    double limit = top + tolerance(search->tree, top);
    search->farthest = limit * limit;
    if (top == 0.0)
        go_by_rank(search);
}

/* Lets go of those that are as far as the top no more. */
static void drop_ties(struct search *search)
{
    routes_i_kd_scratch *scratch = search->scratch;
    double top = scratch->found[0].distance;
    double limit = top + tolerance(search->tree, top);
    size_t kept = 0;
    for (size_t i = 0; i < scratch->ties_size; i++)
        if (scratch->ties[i].distance <= limit)
            scratch->ties[kept++] = scratch->ties[i];
    scratch->ties_size = kept;
}

static routes_status add_tie(routes_i_kd_scratch *scratch, routes_i_kd_found found,
                             routes_error *err)
{
    void *array = scratch->ties;
    bool room = routes_i_reserve(&array, &scratch->ties_capacity, scratch->ties_size + 1,
                                 sizeof *scratch->ties);
    scratch->ties = array;
    if (!room)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the nearest points");
    scratch->ties[scratch->ties_size++] = found;
    return ROUTES_OK;
}

static routes_status meet(struct search *search, routes_i_kd_found found, routes_error *err)
{
    routes_i_kd_found *heap = search->scratch->found;
    routes_status status = ROUTES_OK;
    if (search->size < search->k) {
        heap[search->size++] = found;
        sift_up(search, search->size - 1);
        set_limit(search);
        return ROUTES_OK;
    }
    if (search->all_here) {
        if (above(search, &heap[0], &found))
            replace_top(search, found);
        return ROUTES_OK;
    }
    routes_i_kd_found left = found;
    if (above(search, &heap[0], &found)) {
        left = heap[0];
        replace_top(search, found);
    }
    if (left.distance <= heap[0].distance + tolerance(search->tree, heap[0].distance)) {
        if (search->scratch->ties_size == search->scratch->ties_capacity)
            drop_ties(search);
        status = add_tie(search->scratch, left, err);
    }
    set_limit(search);
    return status;
}

static routes_status search_leaf(struct search *search, const struct branch *leaf,
                                 routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t i = leaf->from; i < leaf->to && !status; i++) {
        const struct leaf_point *point = &search->tree->points[i];
        double squared = squared_to_point(point, search->point);
        if (squared <= search->farthest && point->item != search->but)
            status =
                meet(search, (routes_i_kd_found){sqrt(squared), point->item, point->rank}, err);
    }
    return status;
}

/* Whether no point of the branch can be among the answer. */
static bool is_beyond(const struct search *search, const struct branch *branch)
{
    return branch->squared > search->farthest ||
           (search->all_here &&
            search->tree->nodes[branch->node].least_rank > search->scratch->found[0].rank);
}

static int by_rank(const void *a, const void *b)
{
    const routes_i_kd_found *x = a;
    const routes_i_kd_found *y = b;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Of all that are as far as the k-th, the lowest ranks: the clearly nearer ones stay, and what is
 * left of the k is filled from the ties. */
static routes_status settle(struct search *search, routes_error *err)
{
    routes_i_kd_scratch *scratch = search->scratch;
    double top = scratch->found[0].distance;
    double near = top - tolerance(search->tree, top);
    size_t kept = 0;
    if (!search->all_here)
        drop_ties(search);
    if (search->all_here || scratch->ties_size == 0)
        return ROUTES_OK;
    for (size_t i = 0; i < search->size; i++) {
        routes_i_kd_found found = scratch->found[i];
        if (found.distance < near) {
            scratch->found[kept++] = found;
            continue;
        }
        routes_status status = add_tie(scratch, found, err);
        if (status)
            return status;
    }
    qsort(scratch->ties, scratch->ties_size, sizeof *scratch->ties, by_rank);
    for (size_t i = 0; kept < search->size; i++)
        scratch->found[kept++] = scratch->ties[i];
    return ROUTES_OK;
}

static routes_status start(struct search *search, routes_error *err)
{
    routes_i_kd_scratch *scratch = search->scratch;
    void *array = scratch->found;
    bool room =
        routes_i_reserve(&array, &scratch->found_capacity, search->k, sizeof *scratch->found);
    scratch->found = array;
    scratch->ties_size = 0;
    if (!room)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nearest points", search->k);
    return ROUTES_OK;
}

routes_status routes_i_kd_tree_nearest(routes_i_kd_scratch *scratch, const routes_i_kd_tree *tree,
                                       const double point[3], uint32_t but, size_t k,
                                       routes_error *err)
{
    struct branch waiting[DEEPEST];
    size_t count = 0;
    struct search search = {
        .tree = tree, .scratch = scratch, .point = point, .but = but, .k = k, .farthest = INFINITY};
    routes_status status = start(&search, err);
    if (!status && tree->n > 0)
        waiting[count++] = (struct branch){0, 0, tree->n, squared_to_node(tree->nodes, point)};
    while (count > 0 && !status) {
        struct branch branch = waiting[--count];
        if (is_beyond(&search, &branch))
            continue;
        if (is_leaf(&branch)) {
            status = search_leaf(&search, &branch, err);
            continue;
        }
        /* The nearer child first, so that the other can often be left out. */
        struct branch left = left_of(&branch);
        struct branch right = right_of(&branch);
        left.squared = squared_to_node(&tree->nodes[left.node], point);
        right.squared = squared_to_node(&tree->nodes[right.node], point);
        bool right_first = right.squared < left.squared ||
                           (right.squared == left.squared &&
                            tree->nodes[right.node].least_rank < tree->nodes[left.node].least_rank);
        waiting[count++] = right_first ? left : right;
        waiting[count++] = right_first ? right : left;
    }
    return status ? status : settle(&search, err);
}

routes_status routes_i_kd_tree_within(const routes_i_kd_tree *tree, const double point[3],
                                      double distance, routes_i_kd_visit visit, void *user,
                                      routes_error *err)
{
    struct branch waiting[DEEPEST];
    size_t count = 0;
    double reach = routes_i_kd_tree_reach(tree, distance);
    routes_status status = ROUTES_OK;
    if (tree->n > 0)
        waiting[count++] = (struct branch){0, 0, tree->n, 0.0};
    while (count > 0 && !status) {
        struct branch branch = waiting[--count];
        if (squared_to_node(&tree->nodes[branch.node], point) > reach * reach)
            continue;
        if (!is_leaf(&branch)) {
            waiting[count++] = right_of(&branch);
            waiting[count++] = left_of(&branch);
            continue;
        }
        for (size_t i = branch.from; i < branch.to && !status; i++) {
            double squared = squared_to_point(&tree->points[i], point);
            if (squared <= reach * reach)
                status = visit(tree->points[i].item, sqrt(squared), user, err);
        }
    }
    return status;
}
