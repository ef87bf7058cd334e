/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory thread */

#include "solve/lp.h"

#include <pthread.h>
#include <stdlib.h>

#include <glpk.h>

#include "core/memory.h"
#include "support/check.h"

/* Rows as they are written down: entries of every column. */
static routes_status add_row(routes_i_lp *lp, const double *value, double lower, double upper,
                             routes_error *err)
{
    size_t cols = routes_i_lp_cols(lp);
    size_t start[2] = {0, 0};
    uint32_t col[16];
    double entry[16];
    for (uint32_t j = 0; j < cols; j++)
        if (value[j] != 0) {
            col[start[1]] = j;
            entry[start[1]++] = value[j];
        }
    return routes_i_lp_add_rows(lp, 1, start, col, entry, &lower, &upper, err);
}

static routes_i_lp *make(size_t cols, const double *cost, const double *lower, const double *upper)
{
    routes_i_lp *lp;
    routes_error err;
    assert_ok(routes_i_lp_new(&lp, &err), &err);
    assert_ok(routes_i_lp_add_cols(lp, cols, cost, lower, upper, &err), &err);
    return lp;
}

/* Least -3x - 2y with x + y <= 4, x + 3y <= 6, 0 <= x <= 3: at (3, 1), cost -11. There a unit more
 * of the first row is worth 2, and one more of x's bound 1; the second row is met exactly. */
static routes_i_lp *by_hand(void)
{
    routes_error err;
    routes_i_lp *lp = make(2, (double[]){-3, -2}, (double[]){0, 0}, (double[]){3, INFINITY});
    assert_ok(add_row(lp, (double[]){1, 1}, -INFINITY, 4, &err), &err);
    assert_ok(add_row(lp, (double[]){1, 3}, -INFINITY, 7, &err), &err);
    return lp;
}

static void a_programme_worked_by_hand(void **state)
{
    (void)state;
    routes_error err;
    double x[2];
    double slack[2];
    double dual[2];
    double reduced[2];
    routes_i_lp *lp = by_hand();
    assert_int_equal(routes_i_lp_state_of(lp), ROUTES_I_LP_NONE);
    assert_true(routes_i_lp_objective(lp) == -INFINITY);
    assert_ok(routes_i_lp_solve(lp, 0, INFINITY, &err), &err);
    assert_int_equal(routes_i_lp_state_of(lp), ROUTES_I_LP_OPTIMAL);
    assert_near(routes_i_lp_objective(lp), -11, 1e-12);
    routes_i_lp_read_values(x, lp);
    routes_i_lp_read_slack(slack, lp);
    routes_i_lp_read_duals(dual, lp);
    routes_i_lp_read_reduced_costs(reduced, lp);
    assert_near(x[0], 3, 1e-12);
    assert_near(x[1], 1, 1e-12);
    assert_near(slack[0], 0, 1e-12);
    assert_near(slack[1], 1, 1e-12);
    assert_near(dual[0], -2, 1e-12);
    assert_near(dual[1], 0, 1e-12);
    assert_near(reduced[0], -1, 1e-12);
    assert_near(reduced[1], 0, 1e-12);
    routes_i_lp_free(lp);
}

static void a_change_is_solved_from_where_it_stood(void **state)
{
    (void)state;
    routes_error err;
    double x[2];
    unsigned char cols[2];
    unsigned char rows[3];
    routes_i_lp *lp = by_hand();
    assert_ok(routes_i_lp_solve(lp, 0, INFINITY, &err), &err);
    routes_i_lp_read_basis(cols, rows, lp);
    assert_int_equal(cols[0], ROUTES_I_LP_AT_UPPER);
    assert_int_equal(cols[1], ROUTES_I_LP_BASIC);
    assert_int_equal(rows[0], ROUTES_I_LP_AT_UPPER);
    assert_int_equal(rows[1], ROUTES_I_LP_BASIC);
    /* y >= 2 through a row: (2, 5/3) breaks it; x + 3y <= 7 and y = 2 give x = 1. */
    assert_ok(add_row(lp, (double[]){0, 1}, 2, INFINITY, &err), &err);
    assert_ok(routes_i_lp_solve(lp, 0, INFINITY, &err), &err);
    assert_near(routes_i_lp_objective(lp), -7, 1e-12);
    /* The first row is not tight now: it goes, and nothing changes. */
    assert_ok(routes_i_lp_del_rows(lp, 1, (uint32_t[]){0}, &err), &err);
    assert_int_equal(routes_i_lp_rows(lp), 2);
    assert_ok(routes_i_lp_solve(lp, 0, INFINITY, &err), &err);
    assert_near(routes_i_lp_objective(lp), -7, 1e-12);
    assert_ok(routes_i_lp_set_row_bounds(lp, 1, 2.25, 2.25, &err), &err);
    assert_ok(routes_i_lp_solve(lp, 0, INFINITY, &err), &err);
    routes_i_lp_read_values(x, lp);
    assert_near(x[0], 0.25, 1e-12);
    assert_ok(routes_i_lp_set_col_bounds(lp, 0, 0.5, 1, &err), &err);
    assert_ok(routes_i_lp_solve(lp, 0, INFINITY, &err), &err);
    assert_int_equal(routes_i_lp_state_of(lp), ROUTES_I_LP_INFEASIBLE);
    assert_true(routes_i_lp_objective(lp) == INFINITY);
    assert_ok(routes_i_lp_set_col_bounds(lp, 0, 0, 3, &err), &err);
    assert_ok(routes_i_lp_set_basis(lp, (unsigned char[]){0, 0}, (unsigned char[]){2, 1}, &err),
              &err);
    assert_ok(routes_i_lp_solve(lp, 0, INFINITY, &err), &err);
    assert_near(routes_i_lp_objective(lp), -5.25, 1e-12);
    routes_i_lp_free(lp);
}

static void the_edges_have_their_states(void **state)
{
    (void)state;
    routes_error err;
    routes_i_lp *lp = make(1, (double[]){-1}, (double[]){-INFINITY}, (double[]){INFINITY});
    assert_ok(routes_i_lp_solve(lp, 0, INFINITY, &err), &err);
    assert_int_equal(routes_i_lp_state_of(lp), ROUTES_I_LP_UNBOUNDED);
    routes_i_lp_free(lp);
    lp = make(1, (double[]){-1}, (double[]){-INFINITY}, (double[]){2});
    assert_ok(routes_i_lp_solve(lp, 0, INFINITY, &err), &err);
    assert_near(routes_i_lp_objective(lp), -2, 0);
    routes_i_lp_free(lp);
    lp = make(0, NULL, NULL, NULL);
    assert_ok(routes_i_lp_solve(lp, 0, INFINITY, &err), &err);
    assert_int_equal(routes_i_lp_state_of(lp), ROUTES_I_LP_OPTIMAL);
    assert_near(routes_i_lp_objective(lp), 0, 0);
    assert_ok(routes_i_lp_add_rows(lp, 0, (size_t[]){0}, NULL, NULL, NULL, NULL, &err), &err);
    assert_ok(routes_i_lp_del_rows(lp, 0, NULL, &err), &err);
    routes_i_lp_free(lp);
    routes_i_lp_free(NULL);
    assert_non_null(routes_i_lp_version());
}

/* Covering rows of five columns: some steps away from the first basis. */
static routes_i_lp *covering(void)
{
    static const double rows[5][5] = {
        {1, 1, 0, 0, 0}, {0, 1, 1, 0, 0}, {0, 0, 1, 1, 0}, {0, 0, 0, 1, 1}, {1, 0, 0, 0, 1}};
    routes_error err;
    const double zero[5] = {0};
    const double one[5] = {1, 1, 1, 1, 1};
    routes_i_lp *lp = make(5, one, zero, one);
    for (int i = 0; i < 5; i++)
        assert_ok(add_row(lp, rows[i], 1, INFINITY, &err), &err);
    return lp;
}

static void a_stop_leaves_a_bound(void **state)
{
    (void)state;
    routes_error err;
    routes_i_lp *lp = covering();
    assert_ok(routes_i_lp_solve(lp, 1, INFINITY, &err), &err);
    assert_int_equal(routes_i_lp_state_of(lp), ROUTES_I_LP_LIMIT);
    assert_true(routes_i_lp_objective(lp) <= 2.5 && routes_i_lp_objective(lp) >= 0);
    assert_ok(routes_i_lp_solve(lp, 0, 1.75, &err), &err);
    assert_int_equal(routes_i_lp_state_of(lp), ROUTES_I_LP_CUTOFF);
    assert_true(routes_i_lp_objective(lp) >= 1.75 && routes_i_lp_objective(lp) <= 2.5 + 1e-9);
    assert_ok(routes_i_lp_solve(lp, 0, 100, &err), &err);
    assert_int_equal(routes_i_lp_state_of(lp), ROUTES_I_LP_OPTIMAL);
    assert_near(routes_i_lp_objective(lp), 2.5, 1e-12);
    routes_i_lp_free(lp);
}

/* The least over all corners: three columns in [0, 1] and rows a x >= b, every three of the planes
 * met in a point. */
static double least_corner(const double cost[3], double planes[][4], size_t count)
{
    double least = INFINITY;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            for (size_t k = j + 1; k < count; k++) {
                const double *a = planes[i];
                const double *b = planes[j];
                const double *c = planes[k];
                double det = a[0] * (b[1] * c[2] - b[2] * c[1]) -
                             a[1] * (b[0] * c[2] - b[2] * c[0]) +
                             a[2] * (b[0] * c[1] - b[1] * c[0]);
                if (fabs(det) < 1e-9)
                    continue;
                double x[3];
                x[0] = (a[3] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[3] * c[2] - b[2] * c[3]) +
                        a[2] * (b[3] * c[1] - b[1] * c[3])) /
                       det;
                x[1] = (a[0] * (b[3] * c[2] - b[2] * c[3]) - a[3] * (b[0] * c[2] - b[2] * c[0]) +
                        a[2] * (b[0] * c[3] - b[3] * c[0])) /
                       det;
                x[2] = (a[0] * (b[1] * c[3] - b[3] * c[1]) - a[1] * (b[0] * c[3] - b[3] * c[0]) +
                        a[3] * (b[0] * c[1] - b[1] * c[0])) /
                       det;
                int inside = 1;
                for (size_t p = 0; p < count; p++)
                    inside &= planes[p][0] * x[0] + planes[p][1] * x[1] + planes[p][2] * x[2] >=
                              planes[p][3] - 1e-9;
                double value = cost[0] * x[0] + cost[1] * x[1] + cost[2] * x[2];
                if (inside && value < least)
                    least = value;
            }
    return least;
}

static void random_programmes_agree_with_their_corners(void **state)
{
    (void)state;
    uint64_t seed = 11;
    routes_error err;
    for (int round = 0; round < 300; round++) {
        double planes[12][4] = {{1, 0, 0, 0},   {0, 1, 0, 0},   {0, 0, 1, 0},
                                {-1, 0, 0, -1}, {0, -1, 0, -1}, {0, 0, -1, -1}};
        double cost[3];
        size_t count = 6;
        for (int j = 0; j < 3; j++)
            cost[j] = (double)(draw(&seed) % 11) - 5;
        routes_i_lp *lp = make(3, cost, (double[]){0, 0, 0}, (double[]){1, 1, 1});
        /* Row by row, each solved from the last. */
        while (count < 12) {
            for (int j = 0; j < 4; j++)
                planes[count][j] = (double)(draw(&seed) % 7) - 3;
            planes[count][3] /= 2;
            assert_ok(add_row(lp, planes[count], planes[count][3], INFINITY, &err), &err);
            count++;
            assert_ok(routes_i_lp_solve(lp, 0, INFINITY, &err), &err);
            double want = least_corner(cost, planes, count);
            if (isinf(want))
                assert_int_equal(routes_i_lp_state_of(lp), ROUTES_I_LP_INFEASIBLE);
            else
                assert_near(routes_i_lp_objective(lp), want, 1e-9);
        }
        routes_i_lp_free(lp);
    }
}

static void whole(routes_status *status, routes_error *err)
{
    static const size_t start[2] = {0, 2};
    static const uint32_t col[2] = {0, 1};
    static const double one[2] = {1, 1};
    static const double zero[2] = {0, 0};
    routes_i_lp *lp;
    *status = routes_i_lp_new(&lp, err);
    if (!*status)
        *status = routes_i_lp_add_cols(lp, 2, one, zero, one, err);
    if (!*status)
        *status = routes_i_lp_add_rows(lp, 1, start, col, one, one, one, err);
    if (!*status)
        *status = routes_i_lp_solve(lp, 0, INFINITY, err);
    if (!*status)
        *status = routes_i_lp_del_rows(lp, 1, (uint32_t[]){0}, err);
    routes_i_lp_free(lp);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    routes_error err;
    routes_status status = ROUTES_E_MEMORY;
    long live = routes_i_memory_live();
    for (long n = 0; status; n++) {
        routes_i_memory_fail_after(n);
        whole(&status, &err);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || status == ROUTES_E_MEMORY);
        assert_int_equal(routes_i_memory_live(), live);
    }
}

/* GLPK has a limit of its own, at which it would end the process. */
static void glpk_out_of_memory_comes_back(void **state)
{
    (void)state;
    routes_error err;
    routes_i_lp *lp;
    size_t many = 100000;
    double *zero = calloc(many, sizeof *zero);
    assert_non_null(zero);
    assert_ok(routes_i_lp_new(&lp, &err), &err);
    glp_mem_limit(1);
    assert_int_equal(routes_i_lp_add_cols(lp, many, zero, zero, zero, &err), ROUTES_E_MEMORY);
    assert_non_null(strstr(err.message, "GLPK: "));
    assert_null(strstr(err.message, "\n"));
    assert_int_equal(routes_i_lp_solve(lp, 0, INFINITY, &err), ROUTES_E_DEPENDENCY);
    assert_int_equal(routes_i_lp_rows(lp), 0);
    routes_i_lp_free(lp);
    free(zero);
    glp_free_env();
    a_programme_worked_by_hand(NULL);
}

static void the_host_keeps_its_setting(void **state)
{
    (void)state;
    glp_term_out(GLP_ON);
    a_programme_worked_by_hand(NULL);
    assert_int_equal(glp_term_out(GLP_ON), GLP_ON);
}

static void *work(void *context)
{
    (void)context;
    for (int i = 0; i < 20; i++) {
        routes_error err;
        routes_i_lp *lp = covering();
        routes_i_lp *other = by_hand();
        if (routes_i_lp_solve(lp, 0, INFINITY, &err) ||
            fabs(routes_i_lp_objective(lp) - 2.5) > 1e-12)
            return context;
        routes_i_lp_free(lp);
        routes_i_lp_free(other);
    }
    return NULL;
}

static void threads_have_programmes_of_their_own(void **state)
{
    (void)state;
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, work, threads), 0);
    for (int i = 0; i < 4; i++) {
        void *failed = NULL;
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_programme_worked_by_hand),
        cmocka_unit_test(a_change_is_solved_from_where_it_stood),
        cmocka_unit_test(the_edges_have_their_states),
        cmocka_unit_test(a_stop_leaves_a_bound),
        cmocka_unit_test(random_programmes_agree_with_their_corners),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(glpk_out_of_memory_comes_back),
        cmocka_unit_test(the_host_keeps_its_setting),
        cmocka_unit_test(threads_have_programmes_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
