/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/emerging.h"

#include "core/memory.h"
#include "support/csv.h"

/* A series as a text: H hot, C cold, + and - neither with the sign of the score, '.' not tested. */
static routes_emerging_class class_of(const char *cells, int64_t s, double p,
                                      routes_emerging_kind kind)
{
    routes_hot_class hot[64];
    double z[64];
    size_t n = strlen(cells);
    routes_mann_kendall trend = {.n = n, .s = s, .p = p};
    for (size_t t = 0; t < n; t++) {
        hot[t] = cells[t] == 'H'   ? ROUTES_HOT_HOT
                 : cells[t] == 'C' ? ROUTES_HOT_COLD
                 : cells[t] == '.' ? ROUTES_HOT_NOT_TESTED
                                   : ROUTES_HOT_NONE;
        z[t] = cells[t] == '.' ? (double)NAN : strchr("H+", cells[t]) ? 1.0 : -1.0;
    }
    return routes_emerging_classify(hot, z, n, &trend, 0.05, kind);
}

/* One series for each line of the table in the header, and for its borders: 9 of 10 periods are
 * always, 8 are not. */
static void classes_follow_the_table(void **state)
{
    (void)state;
    static const struct {
        const char *cells;
        int64_t s;
        double p;
        const char *class;
    } cases[] = {
        {"+++++++++H", 9, 0.01, "new_hot"},
        {"C++++++++H", 9, 0.01, "new_hot"},
        {"HHHHHHHHHC", 9, 0.9, "new_cold"},
        {"++++++++HH", 9, 0.01, "consecutive_hot"},
        {"++HHHHHHHH", 9, 0.01, "consecutive_hot"},
        {"CCCC++++HH", 9, 0.01, "consecutive_hot"},
        {"+HHHHHHHHH", 9, 0.01, "intensifying_hot"},
        {"HHHHHHHHHH", 9, 0.2, "persistent_hot"},
        {"HHHHHHHHHH", -9, 0.05, "diminishing_hot"},
        {"HHHH+HHHHH", 0, 1.0, "persistent_hot"},
        {"HHHHCHHHHH", 0, 1.0, "persistent_hot"},
        {"H++++++++H", 0, 1.0, "sporadic_hot"},
        {"HHHH++HHHH", 9, 0.01, "sporadic_hot"},
        {"HC+++++++H", 0, 1.0, "oscillating_hot"},
        {"HHHHHHHHH+", 9, 0.01, "historical_hot"},
        {"HHHHHHHHH-", 9, 0.01, "historical_hot"},
        {"HHHHHHHH++", 9, 0.01, "none"},
        {"++++++++++", 9, 0.01, "none"},
        {"---------C", -9, 0.01, "new_cold"},
        {"CCCCCCCCCC", -9, 0.01, "intensifying_cold"},
        {"CCCCCCCCCC", 9, 0.01, "diminishing_cold"},
        {"CCCCCCCCC+", 9, 0.01, "historical_cold"},
        {"C--------C", 0, 1.0, "sporadic_cold"},
        {"CH-------C", 0, 1.0, "oscillating_cold"},
        {"--------CC", 0, 1.0, "consecutive_cold"},
        {"CCCCCCCCCC", 0, 1.0, "persistent_cold"},
        /* Untested periods are as if they were not there, but for the last. */
        {"..HHHHHHHHHH", 0, 1.0, "persistent_hot"},
        {"+H.H.H", 0, 1.0, "consecutive_hot"},
        {"HHHHHHHHHH.", 0, 1.0, "not_tested"},
        {"", 0, 1.0, "not_tested"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(routes_emerging_class_text(class_of(
                                cases[i].cells, cases[i].s, cases[i].p, ROUTES_EMERGING_ARCGIS)),
                            cases[i].class);
    assert_null(routes_emerging_class_text((routes_emerging_class)18));
    assert_null(routes_emerging_status_text((routes_emerging_status)7));
}

/* Hot and cold exchanged, with the trend turned round, exchange the class. */
static void hot_and_cold_are_alike(void **state)
{
    (void)state;
    uint64_t seed = 17;
    size_t met[18] = {0};
    for (int round = 0; round < 4000; round++) {
        char cells[16] = "", turned[16] = "";
        size_t n = 3 + draw(&seed) % 10;
        uint64_t style = draw(&seed);
        for (size_t t = 0; t < n; t++) {
            cells[t] = "HHHHHHHHHHHC+-"[draw(&seed) % (style % 14 + 1)];
            turned[t] = cells[t] == 'H' ? 'C' : cells[t] == 'C' ? 'H' : cells[t] == '+' ? '-' : '+';
        }
        int64_t s = (int64_t)(draw(&seed) % 3) - 1;
        double p = s ? 0.04 : 1.0;
        routes_emerging_class a = class_of(cells, s, p, ROUTES_EMERGING_ARCGIS);
        routes_emerging_class b = class_of(turned, -s, p, ROUTES_EMERGING_ARCGIS);
        assert_int_equal(a == ROUTES_EMERGING_NONE, b == ROUTES_EMERGING_NONE);
        if (a != ROUTES_EMERGING_NONE)
            assert_int_equal((int)a > 9 ? (int)a - 8 : (int)a + 8, b);
        met[a]++;
    }
    for (size_t i = 1; i <= 9; i++)
        assert_true(met[i] > 0);
}

/* Eight random series of each class, classed by the rules of sfdep's source in R. */
static void sfdep_classes_agree_with_sfdep(void **state)
{
    (void)state;
    csv known;
    assert_true(csv_read(&known, ROUTES_TEST_DATA "/emerging_sfdep.csv"));
    assert_true(known.rows > 100);
    for (size_t row = 0; row < known.rows; row++) {
        const char *cells = csv_at(&known, row, "cells");
        routes_emerging_class found = class_of(cells, (int64_t)csv_number(&known, row, "s"),
                                               csv_number(&known, row, "p"), ROUTES_EMERGING_SFDEP);
        if (strcmp(routes_emerging_class_text(found), csv_at(&known, row, "class")) != 0)
            fail_msg("%s is %s, expected %s", cells, routes_emerging_class_text(found),
                     csv_at(&known, row, "class"));
    }
    csv_free(&known);
}

enum { SIDE = 6, AREAS = SIDE * SIDE, PERIODS = 12 };

/* Squares of a board, neighbours across edges; with or without themselves, weights of `w`. */
static routes_weights *board(int with_self, double w)
{
    uint32_t area[4 * AREAS], next[4 * AREAS];
    double weight[4 * AREAS];
    size_t pairs = 0;
    routes_weights *weights = NULL;
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    routes_error err;
    for (uint32_t i = 0; i < AREAS; i++) {
        if (i % SIDE + 1 < SIDE) {
            area[pairs] = i;
            weight[pairs] = w;
            next[pairs++] = i + 1;
        }
        if (i + SIDE < AREAS) {
            area[pairs] = i;
            weight[pairs] = w;
            next[pairs++] = i + SIDE;
        }
        if (with_self) {
            area[pairs] = i;
            weight[pairs] = w;
            next[pairs++] = i;
        }
    }
    options.both_ways = 1;
    assert_ok(routes_weights_new(&weights, AREAS, area, next, weight, pairs, &options, &err), &err);
    return weights;
}

static int near_on_board(size_t a, size_t b)
{
    size_t x = a % SIDE > b % SIDE ? a % SIDE - b % SIDE : b % SIDE - a % SIDE;
    size_t y = a / SIDE > b / SIDE ? a / SIDE - b / SIDE : b / SIDE - a / SIDE;
    return x + y <= 1;
}

/* Noise about 10; the corner of nine squares grows from the middle of the time on. */
static void fill(double *values, uint64_t seed, double growth)
{
    for (size_t i = 0; i < AREAS; i++)
        for (size_t t = 0; t < PERIODS; t++) {
            int corner = i % SIDE < 3 && i / SIDE < 3;
            double up = corner && t >= 6 ? growth * (double)(t - 5) : 0.0;
            values[i * PERIODS + t] = 10 + floor(6 * draw_unit(&seed)) + up;
        }
}

/* Gi* by a dense sum over all cells of the cube. */
static double dense_score(const double *values, size_t area, size_t period, size_t lags,
                          size_t start, size_t end)
{
    double n = 0, sum = 0, squares = 0, wx = 0, w = 0;
    for (size_t j = 0; j < AREAS; j++)
        for (size_t t = start; t < end; t++) {
            double x = values[j * PERIODS + t];
            if (isnan(x))
                continue;
            n++;
            sum += x;
            squares += x * x;
            if (near_on_board(area, j) && t <= period && t + lags >= period) {
                wx += x;
                w++;
            }
        }
    double mean = sum / n;
    double deviation = sqrt(squares / n - mean * mean);
    return (wx - w * mean) / (deviation * sqrt((n * w - w * w) / (n - 1)));
}

static void scores_agree_with_a_dense_sum(void **state)
{
    (void)state;
    double values[AREAS * PERIODS];
    static routes_getis_ord cube[AREAS * PERIODS];
    routes_emerging areas[AREAS];
    routes_error err;
    fill(values, 5, 3);
    values[7 * PERIODS + 4] = NAN;
    for (int lags = -1; lags <= 2; lags++)
        for (int window = 0; window < 2; window++)
            for (int self = 0; self < 2; self++) {
                routes_weights *weights = board(self, 2.5);
                routes_emerging_options options = ROUTES_EMERGING_OPTIONS;
                size_t k = lags == 0 ? 1 : lags < 0 ? 0 : (size_t)lags;
                options.lags = lags;
                options.window = (routes_emerging_window)window;
                options.inference = ROUTES_EMERGING_NORMAL;
                assert_ok(routes_emerging_test(areas, cube, values, NULL, PERIODS, weights,
                                               &options, &err),
                          &err);
                for (size_t i = 0; i < AREAS; i++)
                    for (size_t t = 0; t < PERIODS; t++) {
                        const routes_getis_ord *cell = &cube[i * PERIODS + t];
                        size_t start = window ? (t > k ? t - k : 0) : 0;
                        size_t end = window ? t + 1 : PERIODS;
                        if (isnan(values[i * PERIODS + t])) {
                            assert_true(isnan(cell->z) && cell->status);
                            continue;
                        }
                        assert_near(cell->z, dense_score(values, i, t, k, start, end), 1e-9);
                        assert_near(cell->p, erfc(fabs(cell->z) / sqrt(2)), 1e-12);
                    }
                routes_weights_free(weights);
            }
}

static void a_growing_corner_is_found(void **state)
{
    (void)state;
    double values[AREAS * PERIODS];
    routes_emerging areas[AREAS];
    static routes_getis_ord cube[AREAS * PERIODS];
    routes_emerging_options options = ROUTES_EMERGING_OPTIONS;
    routes_error err;
    routes_weights *weights = board(0, 1);
    fill(values, 8, 4);
    options.replicates = 999;
    options.seed = 3;
    for (int inference = 0; inference < 2; inference++) {
        options.inference = (routes_emerging_inference)inference;
        assert_ok(
            routes_emerging_test(areas, cube, values, values, PERIODS, weights, &options, &err),
            &err);
        /* The corner square and its neighbours have neighbours in the corner alone. */
        assert_int_equal(areas[0].hot, ROUTES_EMERGING_CONSECUTIVE_HOT);
        assert_int_equal(areas[SIDE + 1].hot, ROUTES_EMERGING_CONSECUTIVE_HOT);
        assert_true(areas[0].trend.z > 2.0 && areas[0].trend.p < 0.05);
        assert_true(areas[0].periods == PERIODS && areas[0].periods_hot >= 2);
        assert_true(areas[AREAS - 1].periods_hot == 0);
        for (size_t i = 0; i < AREAS; i++) {
            size_t hot = 0;
            for (size_t t = 0; t < PERIODS; t++) {
                const routes_getis_ord *cell = &cube[i * PERIODS + t];
                hot += cell->hot == ROUTES_HOT_HOT;
                assert_true(cell->p_adjusted >= cell->p);
            }
            assert_int_equal(hot, areas[i].periods_hot);
        }
    }
    options.unadjusted = 1;
    assert_ok(routes_emerging_test(areas, cube, values, NULL, PERIODS, weights, &options, &err),
              &err);
    for (size_t k = 0; k < AREAS * PERIODS; k++)
        assert_true(cube[k].p_adjusted == cube[k].p);
    routes_weights_free(weights);
}

static void assert_all(const routes_emerging *areas, routes_emerging_status status)
{
    for (size_t i = 0; i < AREAS; i++) {
        assert_int_equal(areas[i].status, status);
        assert_int_equal(areas[i].hot, ROUTES_EMERGING_NOT_TESTED);
    }
}

static void below_the_floors_nothing_is_tested(void **state)
{
    (void)state;
    double values[AREAS * PERIODS], cases[AREAS * PERIODS];
    routes_emerging areas[AREAS];
    routes_emerging_options options = ROUTES_EMERGING_OPTIONS;
    routes_error err;
    routes_weights *weights = board(0, 1);
    fill(values, 8, 4);
    options.inference = ROUTES_EMERGING_NORMAL;
    options.min_areas = AREAS + 1;
    assert_ok(routes_emerging_test(areas, NULL, values, NULL, PERIODS, weights, &options, &err),
              &err);
    assert_all(areas, ROUTES_EMERGING_TOO_FEW_AREAS);
    options.min_areas = 0;
    options.min_periods = PERIODS + 1;
    assert_ok(routes_emerging_test(areas, NULL, values, NULL, PERIODS, weights, &options, &err),
              &err);
    assert_all(areas, ROUTES_EMERGING_TOO_FEW_PERIODS);
    /* Nine periods are too short, as they stand in the default. */
    options.min_periods = 0;
    assert_ok(routes_emerging_test(areas, NULL, values, NULL, 9, weights, &options, &err), &err);
    assert_all(areas, ROUTES_EMERGING_TOO_FEW_PERIODS);
    for (size_t k = 0; k < AREAS * PERIODS; k++)
        cases[k] = k < 19;
    assert_ok(routes_emerging_test(areas, NULL, values, cases, PERIODS, weights, &options, &err),
              &err);
    assert_all(areas, ROUTES_EMERGING_TOO_FEW_CASES);
    options.min_cases = -1;
    assert_ok(routes_emerging_test(areas, NULL, values, cases, PERIODS, weights, &options, &err),
              &err);
    assert_int_equal(areas[0].status, ROUTES_EMERGING_TESTED);

    for (size_t k = 0; k < AREAS * PERIODS; k++)
        values[k] = 0;
    options.inference = ROUTES_EMERGING_PERMUTATION;
    assert_ok(routes_emerging_test(areas, NULL, values, NULL, PERIODS, weights, &options, &err),
              &err);
    assert_all(areas, ROUTES_EMERGING_NO_VARIATION);
    options.inference = ROUTES_EMERGING_NORMAL;
    assert_ok(routes_emerging_test(areas, NULL, values, NULL, PERIODS, weights, &options, &err),
              &err);
    assert_all(areas, ROUTES_EMERGING_NO_VARIATION);
    routes_weights_free(weights);

    /* One area alone. */
    routes_weights_options how = ROUTES_WEIGHTS_OPTIONS;
    assert_ok(routes_weights_new(&weights, 1, NULL, NULL, NULL, 0, &how, &err), &err);
    options.min_areas = 1;
    assert_ok(routes_emerging_test(areas, NULL, values, NULL, PERIODS, weights, &options, &err),
              &err);
    assert_int_equal(areas[0].status, ROUTES_EMERGING_NO_VARIATION);
    routes_weights_free(weights);
}

static void an_area_that_is_not_reported_says_so(void **state)
{
    (void)state;
    double values[AREAS * PERIODS];
    routes_emerging areas[AREAS];
    routes_emerging_options options = ROUTES_EMERGING_OPTIONS;
    routes_error err;
    routes_weights *weights = board(0, 1);
    fill(values, 8, 4);
    for (size_t t = 0; t < PERIODS; t++) {
        values[3 * PERIODS + t] = NAN;
        if (t < 3)
            values[4 * PERIODS + t] = NAN;
    }
    values[5 * PERIODS + PERIODS - 1] = NAN;
    options.inference = ROUTES_EMERGING_NORMAL;
    assert_ok(routes_emerging_test(areas, NULL, values, NULL, PERIODS, weights, &options, &err),
              &err);
    assert_int_equal(areas[3].status, ROUTES_EMERGING_NOT_REPORTED);
    assert_true(isnan(areas[3].trend.z) && areas[3].periods == 0);
    assert_int_equal(areas[4].status, ROUTES_EMERGING_TOO_FEW_PERIODS);
    assert_true(areas[4].periods == 9 && !isnan(areas[4].trend.z));
    assert_int_equal(areas[5].status, ROUTES_EMERGING_LAST_NOT_REPORTED);
    routes_weights_free(weights);
}

static void threads_change_no_bit(void **state)
{
    (void)state;
    double values[AREAS * PERIODS];
    static routes_getis_ord one[AREAS * PERIODS], many[AREAS * PERIODS];
    routes_emerging areas[AREAS];
    routes_emerging_options options = ROUTES_EMERGING_OPTIONS;
    routes_run run = ROUTES_RUN;
    routes_error err;
    routes_weights *weights = board(0, 1);
    fill(values, 9, 2);
    options.replicates = 49;
    options.run = &run;
    for (int window = 0; window < 2; window++) {
        options.window = (routes_emerging_window)window;
        for (unsigned threads = 1; threads <= 7; threads += threads == 1 ? 1 : 5) {
            run.threads = threads;
            assert_ok(routes_emerging_test(areas, threads == 1 ? one : many, values, NULL, PERIODS,
                                           weights, &options, &err),
                      &err);
            for (size_t k = 0; threads > 1 && k < AREAS * PERIODS; k++)
                assert_true(one[k].z == many[k].z && one[k].p == many[k].p &&
                            one[k].p_adjusted == many[k].p_adjusted && one[k].hot == many[k].hot);
        }
    }
    routes_weights_free(weights);
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    double values[AREAS * PERIODS], cases[AREAS * PERIODS] = {0};
    routes_emerging areas[AREAS];
    routes_emerging_options options = ROUTES_EMERGING_OPTIONS;
    routes_error err;
    routes_weights *weights = board(0, 1);
    fill(values, 9, 2);
    areas[0].periods = 77;
    values[PERIODS + 2] = -INFINITY;
    assert_int_equal(routes_emerging_test(areas, NULL, values, NULL, PERIODS, weights, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "values[1] of period 2 is -inf, must be finite");
    values[PERIODS + 2] = 3;
    cases[5] = -1;
    assert_int_equal(routes_emerging_test(areas, NULL, values, cases, PERIODS, weights, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "cases[0] of period 5 is -1, must be 0 or above");
    assert_int_equal(routes_emerging_test(areas, NULL, values, NULL, 0, weights, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_emerging_test(NULL, NULL, values, NULL, PERIODS, weights, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_emerging_test(areas, NULL, values, NULL, PERIODS, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
    options.alpha = 1.5;
    assert_int_equal(
        routes_emerging_test(areas, NULL, values, NULL, PERIODS, weights, &options, &err),
        ROUTES_E_ARGUMENT);
    options.alpha = 0.0;
    options.kind = (routes_emerging_kind)4;
    assert_int_equal(
        routes_emerging_test(areas, NULL, values, NULL, PERIODS, weights, &options, &err),
        ROUTES_E_ARGUMENT);

    options.kind = ROUTES_EMERGING_ARCGIS;
    options.replicates = 9;
    long live = routes_i_memory_live();
    for (int way = 0; way < 3; way++) {
        routes_status status = ROUTES_E_MEMORY;
        options.window = (routes_emerging_window)(way > 0);
        options.inference = (routes_emerging_inference)(way > 1);
        for (long allowed = 0; status != ROUTES_OK; allowed += allowed < 60 ? 1 : 7) {
            assert_true(areas[0].periods == 77 && allowed < 20000);
            routes_i_memory_fail_after(allowed);
            status =
                routes_emerging_test(areas, NULL, values, NULL, PERIODS, weights, &options, &err);
            routes_i_memory_fail_after(-1);
            assert_int_equal(routes_i_memory_live(), live);
        }
        areas[0].periods = 77;
    }
    routes_weights_free(weights);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_follow_the_table),
        cmocka_unit_test(hot_and_cold_are_alike),
        cmocka_unit_test(sfdep_classes_agree_with_sfdep),
        cmocka_unit_test(scores_agree_with_a_dense_sum),
        cmocka_unit_test(a_growing_corner_is_found),
        cmocka_unit_test(below_the_floors_nothing_is_tested),
        cmocka_unit_test(an_area_that_is_not_reported_says_so),
        cmocka_unit_test(threads_change_no_bit),
        cmocka_unit_test(bad_calls_are_refused),
    };
    return cmocka_run_group_tests_name("emerging", tests, NULL, NULL);
}
