/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "geo/tree.h"

#include <stdlib.h>

#include "core/memory.h"
#include "support/check.h"

enum { MOST = 3000 };

static void draw_boxes(routes_i_cuboid *boxes, size_t n, uint64_t *seed, int kind)
{
    for (size_t i = 0; i < n; i++)
        for (int axis = 0; axis < 3; axis++) {
            double low = draw_unit(seed);
            if (kind == 1) /* many equal ones */
                low = (double)(draw(seed) % 4);
            if (kind == 2) /* in order, on a line */
                low = axis == 0 ? (double)i : 0.0;
            boxes[i].low[axis] = low;
            boxes[i].high[axis] = low + (kind == 0 ? 0.05 * draw_unit(seed) : 0.0);
        }
}

struct seen {
    unsigned char hits[MOST];
};

static bool mark(size_t item, void *user)
{
    ((struct seen *)user)->hits[item]++;
    return true;
}

static bool meet(const routes_i_cuboid *a, const routes_i_cuboid *b)
{
    for (int axis = 0; axis < 3; axis++)
        if (a->low[axis] > b->high[axis] || b->low[axis] > a->high[axis])
            return false;
    return true;
}

static void a_search_finds_what_looking_at_all_finds(void **state)
{
    (void)state;
    static routes_i_cuboid boxes[MOST];
    static struct seen seen;
    const size_t sizes[] = {0, 1, 2, 7, 8, 9, 16, 17, 100, 1000, MOST};
    uint64_t seed = 41;
    for (int kind = 0; kind < 3; kind++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            size_t n = sizes[k];
            routes_i_tree *tree = NULL;
            routes_error err;
            draw_boxes(boxes, n, &seed, kind);
            assert_ok(routes_i_tree_new(&tree, boxes, n, &err), &err);
            for (int round = 0; round < 20; round++) {
                routes_i_cuboid box;
                draw_boxes(&box, 1, &seed, kind);
                box.high[0] += 0.3;
                memset(&seen, 0, sizeof seen);
                routes_i_tree_find(tree, &box, mark, &seen);
                for (size_t i = 0; i < n; i++)
                    assert_int_equal(seen.hits[i], meet(&boxes[i], &box) ? 1 : 0);
            }
            routes_i_tree_free(tree);
        }
}

struct targets {
    const routes_i_cuboid *boxes;
    const double *point;
    size_t asked;
};

/* Items are the low corners of their boxes. */
static double to_corner(size_t item, double limit, void *user)
{
    struct targets *targets = user;
    (void)limit;
    targets->asked++;
    double squares = 0.0;
    for (int axis = 0; axis < 3; axis++) {
        double gap = targets->boxes[item].low[axis] - targets->point[axis];
        squares += gap * gap;
    }
    return sqrt(squares);
}

static void the_nearest_is_the_nearest_of_all(void **state)
{
    (void)state;
    static routes_i_cuboid boxes[MOST];
    uint64_t seed = 42;
    size_t asked = 0;
    for (int kind = 0; kind < 3; kind++) {
        routes_i_tree *tree = NULL;
        routes_error err;
        draw_boxes(boxes, MOST, &seed, kind);
        assert_ok(routes_i_tree_new(&tree, boxes, MOST, &err), &err);
        for (int round = 0; round < 200; round++) {
            double point[3] = {draw_unit(&seed), draw_unit(&seed), draw_unit(&seed)};
            struct targets targets = {boxes, point, 0};
            size_t found = MOST;
            double distance = routes_i_tree_nearest(&found, tree, point, to_corner, &targets);
            asked += targets.asked;
            double least = INFINITY;
            size_t first = MOST;
            for (size_t i = 0; i < MOST; i++) {
                double d = to_corner(i, 0.0, &targets);
                if (d < least) {
                    least = d;
                    first = i;
                }
            }
            assert_near(distance, least, 0.0);
            assert_int_equal(found, first);
        }
        routes_i_tree_free(tree);
    }
    /* A tree that looks at everything is no tree. Half of kind 1 lies on few places. */
    assert_true(asked < 600 * MOST / 8);
}

static void an_empty_tree_has_no_nearest(void **state)
{
    (void)state;
    routes_i_tree *tree = NULL;
    routes_error err;
    size_t found = 5;
    double point[3] = {0};
    assert_ok(routes_i_tree_new(&tree, NULL, 0, &err), &err);
    assert_true(isinf(routes_i_tree_nearest(&found, tree, point, to_corner, NULL)));
    assert_int_equal(found, 5);
    routes_i_tree_free(tree);
    routes_i_tree_free(NULL);
}

static bool stop_at_third(size_t item, void *user)
{
    (void)item;
    return ++*(int *)user < 3;
}

static void a_visitor_can_stop(void **state)
{
    (void)state;
    static routes_i_cuboid boxes[100];
    routes_i_cuboid all = {{-1.0, -1.0, -1.0}, {200.0, 200.0, 200.0}};
    routes_i_tree *tree = NULL;
    routes_error err;
    int visits = 0;
    assert_ok(routes_i_tree_new(&tree, boxes, 100, &err), &err);
    routes_i_tree_find(tree, &all, stop_at_third, &visits);
    assert_int_equal(visits, 3);
    routes_i_tree_free(tree);
}

static void building_survives_without_memory(void **state)
{
    (void)state;
    static routes_i_cuboid boxes[100];
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_i_tree *tree = NULL;
        routes_i_memory_fail_after(n);
        status = routes_i_tree_new(&tree, boxes, 100, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && !tree));
        routes_i_tree_free(tree);
        assert_int_equal(routes_i_memory_live(), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_search_finds_what_looking_at_all_finds),
        cmocka_unit_test(the_nearest_is_the_nearest_of_all),
        cmocka_unit_test(an_empty_tree_has_no_nearest),
        cmocka_unit_test(a_visitor_can_stop),
        cmocka_unit_test(building_survives_without_memory),
    };
    return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
