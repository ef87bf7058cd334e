/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory thread */

#include "routes/stability.h"

#include <stdlib.h>

#include "core/memory.h"
#include "support/check.h"

static routes_range spread(double low, double moderate, double high)
{
    return (routes_range){low, moderate, high, ROUTES_RANGE_SOURCE_SPREAD};
}

static routes_redraw *make(const routes_range *values, size_t n)
{
    routes_redraw_options options = ROUTES_REDRAW_OPTIONS;
    routes_redraw *redraw = NULL;
    routes_error err;
    options.seed = 5;
    assert_ok(routes_redraw_new(&redraw, values, NULL, NULL, n, &options, &err), &err);
    return redraw;
}

/* Hot from the limit up, cold below a tenth of it, none between. */
static routes_status by_limit(routes_hot_class *classes, const double *values, size_t n, void *user,
                              routes_error *err)
{
    (void)err;
    double limit = *(const double *)user;
    for (size_t i = 0; i < n; i++)
        classes[i] = isnan(values[i])          ? ROUTES_HOT_NOT_TESTED
                     : values[i] >= limit      ? ROUTES_HOT_HOT
                     : values[i] < 0.1 * limit ? ROUTES_HOT_COLD
                                               : ROUTES_HOT_NONE;
    return ROUTES_OK;
}

/* Limit 10. Always hot; hot in half of the draws (uniform 5..15); hot as stated, in 1 - (5/15)^2
 * ... of a triangle 5..10..25: below 10 lies 5^2/(20*5) = 1/4, so hot in 3/4; none; not stated. */
static void what_holds_in_too_few_draws_is_uncertain(void **state)
{
    (void)state;
    const routes_range values[] = {spread(20, 25, 30), spread(5, NAN, 15),  spread(5, 10, 25),
                                   spread(2, 3, 4),    routes_range_none(), spread(0, 0.1, 0.2)};
    double limit = 10;
    routes_stability areas[6];
    routes_stability_options options = ROUTES_STABILITY_OPTIONS;
    routes_error err;
    routes_redraw *redraw = make(values, 6);
    assert_ok(routes_stability_test(areas, redraw, by_limit, &limit, NULL, &err), &err);
    assert_int_equal(areas[0].hot, ROUTES_HOT_HOT);
    assert_true(areas[0].share == 1.0 && areas[0].share_hot == 1.0);
    assert_int_equal(areas[1].stated, ROUTES_HOT_HOT);
    assert_int_equal(areas[1].hot, ROUTES_HOT_UNCERTAIN);
    assert_true(fabs(areas[1].share - 0.5) < 4 * sqrt(0.25 / 999));
    assert_true(fabs(areas[2].share - 0.75) < 4 * sqrt(0.1875 / 999));
    assert_int_equal(areas[2].hot, ROUTES_HOT_UNCERTAIN);
    assert_int_equal(areas[3].hot, ROUTES_HOT_NONE);
    assert_true(areas[3].share == 1.0 && areas[3].share_hot == 0.0);
    assert_int_equal(areas[4].hot, ROUTES_HOT_NOT_TESTED);
    assert_true(isnan(areas[4].share) && isnan(areas[4].share_hot));
    assert_int_equal(areas[5].hot, ROUTES_HOT_COLD);

    options.least_share = 0.6;
    options.draws = 4000;
    assert_ok(routes_stability_test(areas, redraw, by_limit, &limit, &options, &err), &err);
    assert_int_equal(areas[1].hot, ROUTES_HOT_UNCERTAIN);
    assert_int_equal(areas[2].hot, ROUTES_HOT_HOT);
    routes_redraw_free(redraw);
}

/* Each area has two neighbours on either side. */
static routes_weights *ring(size_t n)
{
    uint32_t area[128], next[128];
    routes_weights *weights = NULL;
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    routes_error err;
    for (uint32_t i = 0; i < 2 * n; i++) {
        area[i] = (uint32_t)(i % n);
        next[i] = (uint32_t)((i % n + 1 + i / n) % n);
    }
    options.both_ways = 1;
    options.with_self = 1;
    assert_ok(routes_weights_new(&weights, n, area, next, NULL, 2 * n, &options, &err), &err);
    return weights;
}

/* A ring of 40 with a high stretch, once with figures that are sure and once with the same stated
 * figures in ranges so wide that the stretch drowns. */
static void a_hotspot_of_sure_figures_holds(void **state)
{
    (void)state;
    enum { N = 40 };
    routes_range sure[N], wide[N];
    routes_stability areas[N];
    routes_getis_ord_options gi = ROUTES_GETIS_ORD_OPTIONS;
    routes_stability_options options = ROUTES_STABILITY_OPTIONS;
    routes_error err;
    uint64_t seed = 3;
    for (size_t i = 0; i < N; i++) {
        double x = (i >= 10 && i < 18 ? 60 : 10) + floor(5 * draw_unit(&seed));
        sure[i] = spread(x - 0.5, x, x + 0.5);
        wide[i] = spread(0, x, 400);
    }
    routes_weights *weights = ring(N);
    routes_stability_gi with = {weights, &gi};
    gi.replicates = 999;
    gi.seed = 1;
    options.draws = 50;
    size_t hot = 0;
    routes_redraw *redraw = make(sure, N);
    assert_ok(
        routes_stability_test(areas, redraw, routes_stability_getis_ord, &with, &options, &err),
        &err);
    for (size_t i = 0; i < N; i++)
        hot += areas[i].hot == ROUTES_HOT_HOT;
    /* Of the eight high ones four have high neighbours alone. */
    assert_true(hot >= 4);
    /* Any local statistic can be asked again; Gi* by its own engine says the same. */
    routes_stability twins[N];
    routes_local_options local = ROUTES_LOCAL_OPTIONS;
    routes_stability_statistic any = {weights, NULL, &local};
    local.replicates = 999;
    local.seed = 1;
    assert_ok(routes_stability_test(twins, redraw, routes_stability_local, &any, &options, &err),
              &err);
    for (size_t i = 0; i < N; i++)
        assert_true(twins[i].hot == areas[i].hot && twins[i].share == areas[i].share);
    local.kind = ROUTES_LOCAL_MORAN;
    assert_ok(routes_stability_test(twins, redraw, routes_stability_local, &any, &options, &err),
              &err);
    assert_int_equal(twins[13].hot, ROUTES_HOT_HIGH_HIGH);
    assert_true(twins[13].share_hot == 1.0);
    routes_redraw_free(redraw);
    redraw = make(wide, N);
    assert_ok(
        routes_stability_test(areas, redraw, routes_stability_getis_ord, &with, &options, &err),
        &err);
    for (size_t i = 0; i < N; i++) {
        assert_int_not_equal(areas[i].hot, ROUTES_HOT_HOT);
        if (areas[i].stated == ROUTES_HOT_HOT)
            assert_int_equal(areas[i].hot, ROUTES_HOT_UNCERTAIN);
    }
    routes_redraw_free(redraw);
    assert_int_equal(routes_stability_getis_ord(NULL, NULL, N, &with, &err), ROUTES_E_ARGUMENT);
    routes_hot_class classes[N];
    double values[N] = {0};
    assert_int_equal(routes_stability_getis_ord(classes, values, N - 1, &with, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "40 areas have weights, 39 have figures");
    assert_int_equal(routes_stability_local(classes, values, N - 1, &any, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_stability_local(NULL, values, N, &any, &err), ROUTES_E_ARGUMENT);
    routes_weights_free(weights);
}

static void threads_change_no_bit(void **state)
{
    (void)state;
    enum { N = 50 };
    routes_range values[N];
    routes_stability one[N] = {0}, many[N] = {0};
    double limit = 12;
    routes_run run = ROUTES_RUN;
    routes_stability_options options = ROUTES_STABILITY_OPTIONS;
    routes_error err;
    for (size_t i = 0; i < N; i++)
        values[i] = spread((double)(i % 13), (double)(i % 13) + 1, 20);
    routes_redraw *redraw = make(values, N);
    options.draws = 300;
    options.run = &run;
    for (unsigned threads = 1; threads <= 7; threads += threads == 1 ? 1 : 5) {
        run.threads = threads;
        assert_ok(routes_stability_test(threads == 1 ? one : many, redraw, by_limit, &limit,
                                        &options, &err),
                  &err);
        for (size_t i = 0; threads > 1 && i < N; i++)
            assert_true(one[i].stated == many[i].stated && one[i].hot == many[i].hot &&
                        one[i].share == many[i].share && one[i].share_hot == many[i].share_hot);
    }
    routes_redraw_free(redraw);
}

static routes_status refuse(routes_hot_class *classes, const double *values, size_t n, void *user,
                            routes_error *err)
{
    (void)classes;
    (void)values;
    (void)n;
    (void)user;
    strcpy(err->message, "not today");
    return err->status = ROUTES_E_DATA;
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    const routes_range values[] = {spread(1, 2, 3)};
    routes_stability areas[1] = {{.share = 7}};
    double limit = 1;
    routes_stability_options options = ROUTES_STABILITY_OPTIONS;
    routes_error err;
    routes_redraw *redraw = make(values, 1);
    options.least_share = 1.5;
    assert_int_equal(routes_stability_test(areas, redraw, by_limit, &limit, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "options.least_share is 1.5, must be above 0, 1 at most");
    assert_int_equal(routes_stability_test(areas, redraw, NULL, &limit, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_stability_test(areas, redraw, refuse, NULL, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "not today");
    assert_int_equal(routes_stability_test(areas, redraw, refuse, NULL, NULL, NULL), ROUTES_E_DATA);

    routes_status status = ROUTES_E_MEMORY;
    long live = routes_i_memory_live();
    for (long allowed = 0; status != ROUTES_OK; allowed++) {
        assert_true(allowed < 100 && areas[0].share == 7);
        routes_i_memory_fail_after(allowed);
        status = routes_stability_test(areas, redraw, by_limit, &limit, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), live);
    }
    routes_redraw_free(redraw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_holds_in_too_few_draws_is_uncertain),
        cmocka_unit_test(a_hotspot_of_sure_figures_holds),
        cmocka_unit_test(threads_change_no_bit),
        cmocka_unit_test(bad_calls_are_refused),
    };
    return cmocka_run_group_tests_name("stability", tests, NULL, NULL);
}
