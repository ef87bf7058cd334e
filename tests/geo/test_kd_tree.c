/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "geo/kd_tree.h"

#include <stdlib.h>

#include "core/memory.h"
#include "support/check.h"

enum { MOST = 300 };

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static double distance(const double a[3], const double b[3])
{
    double x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];
    return sqrt(x * x + y * y + z * z);
}

/* One point as the slow twin sees it. */
struct seen {
    double distance;
    uint32_t item;
    uint32_t rank;
};

static int nearer(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

static int by_item(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* All others sorted; of those as far as the k-th the lowest ranks. */
static void slow_nearest(uint32_t *out, const double (*points)[3], const uint32_t *rank, size_t n,
                         uint32_t but, size_t k, double scale)
{
    struct seen all[MOST] = {{0}}, ties[MOST] = {{0}};
    size_t size = 0, kept = 0, tied = 0;
    for (uint32_t i = 0; i < n; i++)
        if (i != but)
            all[size++] = (struct seen){distance(points[i], points[but]), i, rank[i]};
    qsort(all, size, sizeof *all, nearer);
    double top = all[k - 1].distance;
    double tolerance = 1e-9 * top + 1e-14 * scale;
    for (size_t i = 0; i < size; i++) {
        if (all[i].distance < top - tolerance)
            out[kept++] = all[i].item;
        else if (all[i].distance <= top + tolerance)
            ties[tied++] = (struct seen){0.0, all[i].item, all[i].rank};
    }
    qsort(ties, tied, sizeof *ties, nearer);
    for (size_t i = 0; kept < k; i++)
        out[kept++] = ties[i].item;
    qsort(out, k, sizeof *out, by_item);
}

/* Kind 0: anywhere; 1: a lattice with many ties; 2: few places, many points in each; 3: one place;
 * 4: a lattice of tenths, whose ties are equal but for rounding. */
static double scatter(double (*points)[3], size_t n, int kind, uint64_t *seed)
{
    double scale = 0.0;
    for (size_t i = 0; i < n; i++)
        for (int axis = 0; axis < 3; axis++) {
            double at = draw_unit(seed) * 2.0 - 1.0;
            if (kind == 1)
                at = floor(at * 3.0);
            else if (kind == 2)
                at = floor(at * 1.5);
            else if (kind == 3)
                at = 0.5;
            else if (kind == 4)
                at = floor(at * 4.0) * 0.1 + 1.0;
            points[i][axis] = axis == 2 && kind != 0 ? 0.0 : at;
            scale = fmax(scale, fabs(points[i][axis]));
        }
    return scale;
}

static void shuffle(uint32_t *rank, size_t n, uint64_t *seed)
{
    for (uint32_t i = 0; i < n; i++)
        rank[i] = i;
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)(draw(seed) % i);
        uint32_t kept = rank[i - 1];
        rank[i - 1] = rank[j];
        rank[j] = kept;
    }
}

static void the_nearest_are_those_of_the_slow_search(void **state)
{
    (void)state;
    uint64_t seed = 7;
    routes_i_kd_scratch scratch = {0};
    routes_error err;
    /* Scratch space is made anew at times: it must not matter how much of it there is. */
    for (int round = 0; round < 200; round++) {
        double points[MOST][3];
        uint32_t rank[MOST], wanted[MOST], got[MOST];
        routes_i_kd_tree *tree = NULL;
        size_t n = 2 + (size_t)(draw(&seed) % (MOST - 2));
        double scale = scatter(points, n, round % 5, &seed);
        shuffle(rank, n, &seed);
        assert_ok(routes_i_kd_tree_new(&tree, (const double(*)[3])points, rank, n, &err), &err);
        for (int ask = 0; ask < 20; ask++) {
            if (ask % 5 == 0)
                routes_i_kd_scratch_free(&scratch);
            uint32_t item = (uint32_t)(draw(&seed) % n);
            size_t k = 1 + (size_t)(draw(&seed) % (n - 1 < 12 ? n - 1 : 12));
            assert_ok(routes_i_kd_tree_nearest(&scratch, tree, points[item], item, k, &err), &err);
            for (size_t i = 0; i < k; i++) {
                got[i] = scratch.found[i].item;
                assert_true(scratch.found[i].rank == rank[got[i]]);
                assert_true(scratch.found[i].distance == distance(points[got[i]], points[item]));
            }
            qsort(got, k, sizeof *got, by_item);
            slow_nearest(wanted, (const double(*)[3])points, rank, n, item, k, scale);
            assert_memory_equal(got, wanted, k * sizeof *got);
        }
        routes_i_kd_tree_free(tree);
    }
    routes_i_kd_scratch_free(&scratch);
}

struct count {
    size_t size;
    bool stop;
};

static routes_status note(uint32_t item, double found, void *user, routes_error *err)
{
    struct count *count = user;
    (void)item;
    (void)found;
    (void)err;
    count->size++;
    return count->stop ? ROUTES_E_CANCELLED : ROUTES_OK;
}

static void all_within_a_distance_are_visited(void **state)
{
    (void)state;
    uint64_t seed = 8;
    routes_error err;
    for (int round = 0; round < 100; round++) {
        double points[MOST][3];
        routes_i_kd_tree *tree = NULL;
        size_t n = 1 + (size_t)(draw(&seed) % (MOST - 1));
        scatter(points, n, round % 5, &seed);
        assert_ok(routes_i_kd_tree_new(&tree, (const double(*)[3])points, NULL, n, &err), &err);
        for (int ask = 0; ask < 10; ask++) {
            const double *from = points[draw(&seed) % n];
            double reach = ask % 2 ? distance(from, points[draw(&seed) % n]) : draw_unit(&seed);
            struct count got = {0, false};
            size_t wanted = 0;
            for (size_t i = 0; i < n; i++)
                wanted += distance(points[i], from) <= routes_i_kd_tree_reach(tree, reach);
            assert_int_equal(routes_i_kd_tree_within(tree, from, reach, note, &got, &err),
                             ROUTES_OK);
            assert_int_equal(got.size, wanted);
            got = (struct count){0, true};
            assert_int_equal(routes_i_kd_tree_within(tree, from, 9.0, note, &got, &err),
                             ROUTES_E_CANCELLED);
            assert_int_equal(got.size, 1);
        }
        routes_i_kd_tree_free(tree);
    }
}

/* Without the lowest ranks coming first this would take as many steps as there are pairs. */
static void a_crowd_in_one_place_is_no_trap(void **state)
{
    (void)state;
    enum { CROWD = 60000 };
    double(*points)[3] = calloc(CROWD, sizeof *points);
    routes_i_kd_tree *tree = NULL;
    routes_i_kd_scratch scratch = {0};
    routes_error err;
    assert_non_null(points);
    assert_ok(routes_i_kd_tree_new(&tree, (const double(*)[3])points, NULL, CROWD, &err), &err);
    for (uint32_t i = 0; i < CROWD; i++) {
        assert_ok(routes_i_kd_tree_nearest(&scratch, tree, points[i], i, 3, &err), &err);
        uint32_t sum = 0;
        for (size_t k = 0; k < 3; k++)
            sum += scratch.found[k].item;
        assert_int_equal(sum, i < 3 ? 6 - i : 3);
    }
    routes_i_kd_scratch_free(&scratch);
    routes_i_kd_tree_free(tree);
    free(points);
}

static void an_empty_tree_has_nothing(void **state)
{
    (void)state;
    const double here[3] = {0};
    struct count got = {0, false};
    routes_i_kd_tree *tree = NULL;
    routes_error err;
    assert_ok(routes_i_kd_tree_new(&tree, NULL, NULL, 0, &err), &err);
    assert_ok(routes_i_kd_tree_within(tree, here, 1.0, note, &got, &err), &err);
    assert_int_equal(got.size, 0);
    routes_i_kd_tree_free(tree);
    routes_i_kd_tree_free(NULL);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    const double points[4][3] = {{0, 0, 0}, {1, 0, 0}, {-1, 0, 0}, {0, 1, 0}};
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_i_kd_tree *tree = NULL;
        routes_i_kd_scratch scratch = {0};
        routes_i_memory_fail_after(n);
        status = routes_i_kd_tree_new(&tree, points, NULL, 4, NULL);
        if (!status)
            status = routes_i_kd_tree_nearest(&scratch, tree, points[0], 0, 1, NULL);
        routes_i_memory_fail_after(-1);
        routes_i_kd_scratch_free(&scratch);
        routes_i_kd_tree_free(tree);
        assert_int_equal(routes_i_memory_live(), 0);
    }
    assert_int_equal(status, ROUTES_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_are_those_of_the_slow_search),
        cmocka_unit_test(all_within_a_distance_are_visited),
        cmocka_unit_test(a_crowd_in_one_place_is_no_trap),
        cmocka_unit_test(an_empty_tree_has_nothing),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("kd_tree", tests, NULL, nothing_left);
}
