/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/local_statistic.h"

#include <stdio.h>

#include "core/memory.h"
#include "support/neighbours.h"

#define KINDS 7

static routes_local_options options_of(routes_local_kind kind, uint32_t replicates)
{
    routes_local_options options = ROUTES_LOCAL_OPTIONS;
    options.kind = kind;
    options.replicates = replicates;
    options.min_areas = 2;
    options.seed = 42;
    return options;
}

/* Values 1 2 3 6 on a road: m = 3, d = -2 -1 0 3, m2 = 14/4 = 3.5.
 * Moran of 0: row of 1: -2 / 3.5 * -1 = 4/7; others' d: -1 0 3, mean 2/3: expected -2/3.5 * 2/3 =
 * -8/21; their variance 10/3 - 4/9 = 26/9, drawn one: variance (4/7)^2 26/9.
 * Moran of 2 is not tested: its figure is the mean. Geary of 3: (6 - 3)^2 / 3.5 = 18/7; over the
 * others (25 + 16 + 9) / 3 / 3.5 = 100/21. Gi of 1: (1 + 3) / 2 / (12 - 2) = 0.2, expected 1/3. */
static void statistics_by_hand(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3, 6};
    routes_local rows[4];
    routes_error err;
    routes_weights *weights = road(4, 1, 0);
    routes_local_options options = options_of(ROUTES_LOCAL_MORAN, 99);
    assert_ok(routes_local_test(rows, NULL, values, NULL, weights, &options, &err), &err);
    assert_near(rows[0].deviation, -2.0, 1e-15);
    assert_near(rows[0].lag, 2.0, 1e-15);
    assert_near(rows[0].statistic, 4.0 / 7.0, 1e-15);
    assert_near(rows[0].expected, -8.0 / 21.0, 1e-15);
    assert_near(rows[0].variance, 16.0 / 49.0 * 26.0 / 9.0, 1e-15);
    assert_near(rows[0].z, 20.0 / 21.0 / sqrt(16.0 / 49.0 * 26.0 / 9.0), 1e-15);
    assert_int_equal(rows[2].status, ROUTES_LOCAL_AT_MEAN);
    options.kind = ROUTES_LOCAL_GEARY;
    assert_ok(routes_local_test(rows, NULL, values, NULL, weights, &options, &err), &err);
    assert_near(rows[3].statistic, 18.0 / 7.0, 1e-15);
    assert_near(rows[3].expected, 100.0 / 21.0, 1e-15);
    options.kind = ROUTES_LOCAL_GI;
    assert_ok(routes_local_test(rows, NULL, values, NULL, weights, &options, &err), &err);
    assert_near(rows[1].statistic, 0.2, 1e-15);
    assert_near(rows[1].expected, 1.0 / 3.0, 1e-15);
    assert_int_equal(rows[1].neighbours, 2);
    /* Gi* of 0: (1 + 2) / 2 / 12, expected 1/4. */
    options.kind = ROUTES_LOCAL_GI_STAR;
    assert_ok(routes_local_test(rows, NULL, values, NULL, weights, &options, &err), &err);
    assert_near(rows[0].statistic, 0.125, 1e-15);
    assert_near(rows[0].expected, 0.25, 1e-15);
    routes_weights_free(weights);
}

/* Five of six on a road have an event: 1 1 0 1 1 1. Of area 1: one of its two neighbours.
 * Others: 4 events of 5: expected 2 * 4/5, variance of the hypergeometric 2 (4/5) (1/5) (3/4). */
static void join_counts_by_hand(void **state)
{
    (void)state;
    const double values[] = {1, 1, 0, 1, 1, 1};
    routes_local rows[6];
    routes_error err;
    routes_weights *weights = road(6, 1, 0);
    routes_local_options options = options_of(ROUTES_LOCAL_JOIN_COUNT, 999);
    assert_ok(routes_local_test(rows, NULL, values, NULL, weights, &options, &err), &err);
    assert_near(rows[1].statistic, 1.0, 0.0);
    assert_near(rows[1].expected, 1.6, 1e-15);
    assert_near(rows[1].variance, 0.24, 1e-14);
    assert_near(rows[1].p_high, 1.0, 0.0);
    assert_near(rows[1].p, rows[1].p_high, 0.0);
    assert_int_equal(rows[2].status, ROUTES_LOCAL_NO_EVENT);
    assert_string_equal(routes_local_status_text(rows[2].status), "no event here");
    routes_weights_free(weights);
}

/* A number of a row, by its place in the struct. */
static double field_of(const routes_local *row, size_t field)
{
    double value;
    memcpy(&value, (const char *)row + field, sizeof value);
    return value;
}

/* One column of the counties' oracle against one field of the rows. */
static void compare(const csv *counties, const csv *expected, const char *column,
                    const routes_local *rows, size_t field)
{
    for (size_t i = 0; i < counties->rows; i++) {
        size_t row = csv_find(expected, "fips", csv_at(counties, i, "fips"));
        double value = field_of(&rows[i], field);
        double wanted = csv_number(expected, row, column);
        assert_true(fabs(value - wanted) <= (wanted == 0.0 ? 1e-12 : 1e-10 * fabs(wanted)));
    }
}

#define FIELD(name) offsetof(routes_local, name)

static void moran_and_gi_agree_with_spdep_on_the_carolina_counties(void **state)
{
    (void)state;
    const struct {
        const char *events;
        const char *births;
        routes_local_kind kind;
        routes_local_weights weights;
        int divisor_less_one;
        routes_local_moments moments;
        const char *column;
        size_t field;
    } cases[] = {
        {"sid74", "bir74", ROUTES_LOCAL_GI_STAR, 0, 0, 0, "gistar_r74", FIELD(z)},
        {"sid74", "bir74", ROUTES_LOCAL_GI, 0, 0, 0, "gi_r74", FIELD(z)},
        {"sid74", "bir74", ROUTES_LOCAL_GI, ROUTES_LOCAL_WEIGHTS_GIVEN, 0, 0, "gi_r74", FIELD(z)},
        {"sid79", "bir79", ROUTES_LOCAL_GI_STAR, 0, 0, 0, "gistar_r79", FIELD(z)},
        {"sid74", "bir74", ROUTES_LOCAL_MORAN, 0, 0, 0, "moran_i", FIELD(statistic)},
        {"sid74", "bir74", ROUTES_LOCAL_MORAN, 0, 0, 0, "moran_e_cond", FIELD(expected)},
        {"sid74", "bir74", ROUTES_LOCAL_MORAN, 0, 0, 0, "moran_var_cond", FIELD(variance)},
        {"sid74", "bir74", ROUTES_LOCAL_MORAN, 0, 0, 0, "moran_z_cond", FIELD(z)},
        {"sid74", "bir74", ROUTES_LOCAL_MORAN, 0, 0, 0, "moran_p2_cond", FIELD(p_normal)},
        {"sid74", "bir74", ROUTES_LOCAL_MORAN, 0, 0, 1, "moran_e_rand", FIELD(expected)},
        {"sid74", "bir74", ROUTES_LOCAL_MORAN, 0, 0, 1, "moran_var_rand", FIELD(variance)},
        {"sid74", "bir74", ROUTES_LOCAL_MORAN, 0, 0, 1, "moran_z_rand", FIELD(z)},
        {"sid74", "bir74", ROUTES_LOCAL_MORAN, 0, 1, 0, "moran_i_nminus1", FIELD(statistic)},
        {"sid74", "bir74", ROUTES_LOCAL_MORAN, ROUTES_LOCAL_WEIGHTS_GIVEN, 0, 0, "moran_i_binary",
         FIELD(statistic)},
        {"sid74", "bir74", ROUTES_LOCAL_MORAN, ROUTES_LOCAL_WEIGHTS_GIVEN, 0, 0,
         "moran_z_cond_binary", FIELD(z)},
    };
    csv counties;
    csv expected;
    read_or_skip(&counties, SIDS "counties.csv");
    assert_true(csv_read(&expected, SIDS "expected.csv"));
    routes_weights *weights = read_weights(&counties, "fips", SIDS "expected_neighbours.csv", NULL);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        double values[100];
        routes_local rows[100];
        routes_error err;
        routes_local_options options = options_of(cases[c].kind, 9);
        options.weights = cases[c].weights;
        options.divisor_less_one = cases[c].divisor_less_one;
        options.moments = cases[c].moments;
        for (size_t i = 0; i < 100; i++)
            values[i] = csv_number(&counties, i, cases[c].events) /
                        csv_number(&counties, i, cases[c].births);
        assert_ok(routes_local_test(rows, NULL, values, NULL, weights, &options, &err), &err);
        compare(&counties, &expected, cases[c].column, rows, cases[c].field);
    }
    print_message("%zu columns of %zu counties\n", sizeof cases / sizeof *cases, counties.rows);
    routes_weights_free(weights);
    csv_free(&expected);
    csv_free(&counties);
}

/* The local statistics of Assuncao and Reis's index add up to the global one. */
static void moran_of_empirical_bayes_adds_up_to_spdeps(void **state)
{
    (void)state;
    csv counties;
    csv global;
    double events[100];
    double people[100];
    double sum = 0.0;
    routes_local rows[100];
    routes_error err;
    read_or_skip(&counties, SIDS "counties.csv");
    assert_true(csv_read(&global, SIDS "expected_global.csv"));
    routes_weights *weights = read_weights(&counties, "fips", SIDS "expected_neighbours.csv", NULL);
    routes_local_options options = options_of(ROUTES_LOCAL_MORAN_EB, 9);
    for (size_t i = 0; i < 100; i++) {
        events[i] = csv_number(&counties, i, "sid74");
        people[i] = csv_number(&counties, i, "bir74");
    }
    assert_ok(routes_local_test(rows, NULL, events, people, weights, &options, &err), &err);
    for (size_t i = 0; i < 100; i++)
        sum += rows[i].statistic;
    size_t at = csv_find(&global, "key", "ebi_moran_I_W");
    assert_near(sum / 100.0, csv_number(&global, at, "value"), 1e-12);
    routes_weights_free(weights);
    csv_free(&global);
    csv_free(&counties);
}

static void statistics_agree_with_spdep_on_guerrys_departments(void **state)
{
    (void)state;
    const struct {
        const char *column;
        routes_local_kind kind;
        size_t field;
    } cases[] = {{"local_moran_nminus1", ROUTES_LOCAL_MORAN, FIELD(statistic)},
                 {"gstar_raw", ROUTES_LOCAL_GI_STAR, FIELD(statistic)},
                 {"g_raw", ROUTES_LOCAL_GI, FIELD(statistic)},
                 {"gistar_z", ROUTES_LOCAL_GI_STAR, FIELD(z)},
                 {"gi_z", ROUTES_LOCAL_GI, FIELD(z)}};
    csv departments;
    csv expected;
    read_or_skip(&departments, GUERRY "departments.csv");
    assert_true(csv_read(&expected, GUERRY "expected.csv"));
    routes_weights *weights = read_weights(&departments, "dept", GUERRY "neighbours.csv", NULL);
    size_t checked = 0;
    for (size_t begin = 0; begin < expected.rows; begin++) {
        const char *variable = csv_at(&expected, begin, "variable");
        if (strcmp(csv_at(&expected, begin, "dept"), csv_at(&departments, 0, "dept")) != 0)
            continue;
        double values[85];
        for (size_t i = 0; i < 85; i++)
            values[i] = csv_number(&departments, i, variable);
        for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
            routes_local rows[85];
            routes_error err;
            routes_local_options options = options_of(cases[c].kind, 9);
            options.divisor_less_one = 1;
            assert_ok(routes_local_test(rows, NULL, values, NULL, weights, &options, &err), &err);
            for (size_t row = 0; row < expected.rows; row++) {
                if (strcmp(csv_at(&expected, row, "variable"), variable) != 0)
                    continue;
                size_t i = csv_find(&departments, "dept", csv_at(&expected, row, "dept"));
                double value = field_of(&rows[i], cases[c].field);
                double wanted = csv_number(&expected, row, cases[c].column);
                assert_true(fabs(value - wanted) <= 1e-9 * fabs(wanted));
                checked++;
            }
        }
    }
    assert_int_equal(checked, 5 * expected.rows);
    print_message("%zu figures\n", checked);
    routes_weights_free(weights);
    csv_free(&expected);
    csv_free(&departments);
}

/* A statistic by the words of its definition, on all figures as they stand. */
static double slow(routes_local_kind kind, const double *x, const double *y,
                   const routes_weights *weights, uint32_t i)
{
    const uint32_t *neighbours;
    const double *w;
    size_t n = routes_weights_areas(weights);
    size_t row = routes_weights_row(&neighbours, &w, weights, i);
    double mx = 0, my = 0, m2 = 0, n2 = 0, all = 0, sum = 0, total = 0, most = 0;
    for (size_t k = 0; k < n; k++) {
        mx += x[k] / (double)n;
        my += y[k] / (double)n;
        all += x[k];
    }
    for (size_t k = 0; k < n; k++) {
        m2 += (x[k] - mx) * (x[k] - mx) / (double)n;
        n2 += (y[k] - my) * (y[k] - my) / (double)n;
    }
    for (size_t k = 0; k < row; k++) {
        double xj = x[neighbours[k]];
        double f = xj;
        if (kind == ROUTES_LOCAL_MORAN)
            f = (x[i] - mx) * (xj - mx) / m2;
        if (kind == ROUTES_LOCAL_MORAN_BIVARIATE)
            f = (x[i] - mx) * (y[neighbours[k]] - my) / sqrt(m2 * n2);
        if (kind == ROUTES_LOCAL_GEARY)
            f = (x[i] - xj) * (x[i] - xj) / m2;
        sum += w[k] * f;
        total += w[k];
        most = fmax(most, w[k]);
    }
    if (kind == ROUTES_LOCAL_GI_STAR)
        return (sum + most * x[i]) / (total + most) / all;
    if (kind == ROUTES_LOCAL_GI)
        return sum / total / (all - x[i]);
    return kind == ROUTES_LOCAL_JOIN_COUNT ? x[i] * sum : sum / total;
}

static void swap(double *x, size_t a, size_t b)
{
    double kept = x[a];
    x[a] = x[b];
    x[b] = kept;
}

/* Mean and variance over all orders of the figures from `at` on, by Heap's way, counting those as
 * high and as low as `map`. */
struct orders {
    double n, mean, square, high, low;
};

static void all_orders(struct orders *orders, double *x, double *y, size_t at, size_t n,
                       routes_local_kind kind, const routes_weights *weights, uint32_t area,
                       double map)
{
    if (at == n) {
        double s = slow(kind, x, y, weights, area);
        orders->n++;
        orders->mean += s;
        orders->square += s * s;
        orders->high += s >= map - 1e-12;
        orders->low += s <= map + 1e-12;
        return;
    }
    for (size_t k = at; k < n; k++) {
        double *moved = kind == ROUTES_LOCAL_MORAN_BIVARIATE ? y : x;
        swap(moved, at, k);
        all_orders(orders, x, y, at + 1, n, kind, weights, area, map);
        swap(moved, at, k);
    }
}

/* Area 0 keeps its value, or does not; the rest in all 720 orders, or 5 040. With ties, so that
 * equal sums count. The share of draws is binomial: 5 standard deviations of 20 000. */
static void moments_and_chances_agree_with_all_orders(void **state)
{
    (void)state;
    enum { N = 7, DRAWS = 20000 };
    uint64_t seed = 6;
    for (int round = 0; round < 6; round++)
        for (int kind = 0; kind < KINDS; kind++)
            for (int total = 0; total < 2; total++) {
                double x[N], y[N];
                routes_local rows[N];
                routes_error err;
                routes_local_options options = options_of((routes_local_kind)kind, DRAWS);
                if (kind == ROUTES_LOCAL_MORAN_EB)
                    continue;
                if (total && kind != ROUTES_LOCAL_MORAN && kind != ROUTES_LOCAL_GEARY)
                    continue;
                for (size_t i = 0; i < N; i++) {
                    x[i] = (double)(draw(&seed) % 5 + 1);
                    y[i] = (double)(draw(&seed) % 5);
                    if (kind == ROUTES_LOCAL_JOIN_COUNT)
                        x[i] = i == 0 || i == 4 || draw(&seed) % 2;
                }
                x[0] = kind == ROUTES_LOCAL_JOIN_COUNT ? 1 : 9;
                x[1] = 0;
                routes_weights *weights = tangle(N, 0.5, &seed);
                options.moments = total ? ROUTES_LOCAL_TOTAL : ROUTES_LOCAL_CONDITIONAL;
                options.sided = ROUTES_SIDED_FOLDED;
                assert_ok(routes_local_test(rows, NULL, x, y, weights, &options, &err), &err);
                if (rows[0].status) {
                    routes_weights_free(weights);
                    continue;
                }
                struct orders orders = {0};
                double map = slow(options.kind, x, y, weights, 0);
                int whole = total || kind == ROUTES_LOCAL_GI_STAR;
                assert_near(rows[0].statistic, map, 1e-12);
                all_orders(&orders, x, y, !whole, N, options.kind, weights, 0, map);
                double mean = orders.mean / orders.n;
                assert_near(rows[0].expected, mean, 1e-12);
                assert_near(rows[0].variance, orders.square / orders.n - mean * mean, 1e-11);
                if (!whole) {
                    double error = 5.0 * sqrt(0.25 / DRAWS) + 1.0 / DRAWS;
                    assert_true(fabs(rows[0].p_high - orders.high / orders.n) < error);
                    assert_true(fabs(rows[0].p_low - orders.low / orders.n) < error);
                    assert_near(rows[0].p, fmin(rows[0].p_high, rows[0].p_low), 0.0);
                }
                routes_weights_free(weights);
            }
}

/* The mean of R draws has the variance v / R about the expectation, so that its score is standard
 * normal, and that of the mean square of n scores 1 give or take sqrt(2 / n); the variance drawn is
 * within five standard errors, a kurtosis of 9 allowed for. Gi* has moments of another kind; its
 * neighbours' draws are Gi's. */
static void draws_have_the_moments_of_the_closed_forms(void **state)
{
    (void)state;
    enum { N = 150, R = 999 };
    double x[N], people[N];
    uint64_t seed = 11;
    routes_weights *weights = tangle(N, 0.05, &seed);
    for (int shared = 0; shared < 2; shared++)
        for (int kind = ROUTES_LOCAL_GI; kind < KINDS; kind++) {
            routes_local rows[N];
            routes_error err;
            double squares = 0.0, scores = 0.0, tested = 0.0;
            routes_local_options options = options_of((routes_local_kind)kind, R);
            options.shared = shared;
            for (size_t i = 0; i < N; i++) {
                x[i] = draw_unit(&seed) + draw_unit(&seed) + 0.5;
                people[i] = 100.0 + 900.0 * draw_unit(&seed);
                if (kind == ROUTES_LOCAL_JOIN_COUNT)
                    x[i] = draw(&seed) % 3 == 0;
            }
            assert_ok(routes_local_test(rows, NULL, x, people, weights, &options, &err), &err);
            for (size_t i = 0; i < N; i++) {
                if (rows[i].status)
                    continue;
                double score = (rows[i].drawn_mean - rows[i].expected) / sqrt(rows[i].variance / R);
                double ratio = rows[i].drawn_variance / rows[i].variance;
                assert_true(fabs(score) < 5.0);
                assert_true(fabs(ratio - 1.0) < 5.0 * sqrt(8.0 / R));
                scores += score;
                squares += score * score;
                tested++;
            }
            assert_true(tested > 30);
            /* Shared draws err alike, so that their scores do not average out. */
            if (!shared) {
                assert_true(fabs(scores) < 5.0 * sqrt(tested));
                assert_true(fabs(squares / tested - 1.0) < 5.0 * sqrt(2.0 / tested));
            }
        }
    routes_weights_free(weights);
}

/* Besag and Clifford: with the same streams, the draws made up to the stop are those of a test with
 * as many replicates, which counts `stop` of them on the side that came last. */
static void stopped_draws_are_the_first_of_all(void **state)
{
    (void)state;
    enum { N = 40, R = 2000, STOP = 20 };
    double x[N];
    routes_local rows[N], part[N];
    routes_error err;
    uint64_t seed = 5;
    routes_weights *weights = road(N, 3, 0);
    size_t stopped = 0;
    for (size_t i = 0; i < N; i++)
        x[i] = draw_unit(&seed) + (i < 8 ? 2 : 0);
    for (int sided = ROUTES_SIDED_TWO; sided <= ROUTES_SIDED_FOLDED; sided++) {
        routes_local_options options = options_of(ROUTES_LOCAL_GI, R);
        options.stop = STOP;
        options.sided = (routes_sided)sided;
        assert_ok(routes_local_test(rows, NULL, x, NULL, weights, &options, &err), &err);
        options.stop = 0;
        for (size_t i = 0; i < N; i++) {
            options.replicates = rows[i].draws;
            assert_ok(routes_local_test(part, NULL, x, NULL, weights, &options, &err), &err);
            double after = rows[i].draws;
            double high = round(part[i].p_high * (after + 1.0)) - 1.0;
            double low = round(part[i].p_low * (after + 1.0)) - 1.0;
            if (rows[i].draws == R) {
                assert_true(high <= STOP || low <= STOP);
                continue;
            }
            stopped++;
            double last = sided == ROUTES_SIDED_GREATER ? high
                          : sided == ROUTES_SIDED_LESS  ? low
                                                        : fmin(high, low);
            assert_near(last, STOP, 0.0);
            double p = sided == ROUTES_SIDED_TWO ? fmin(1.0, 2.0 * STOP / after) : STOP / after;
            assert_near(rows[i].p, p, 1e-15);
        }
    }
    assert_true(stopped > 100);
    routes_weights_free(weights);
}

static void threads_and_shards_give_the_same_bits(void **state)
{
    (void)state;
    enum { N = 60 };
    double x[N], people[N];
    routes_local one[N], many[N];
    routes_run run = ROUTES_RUN;
    uint64_t seed = 8;
    routes_error err;
    routes_weights *weights = tangle(N, 0.1, &seed);
    for (int kind = 0; kind < KINDS; kind++)
        for (int way = 0; way < 3; way++) {
            routes_local_options options = options_of((routes_local_kind)kind, 199);
            options.shared = way == 1;
            options.stop = way == 2 ? 10 : 0;
            options.run = &run;
            for (size_t i = 0; i < N; i++) {
                x[i] =
                    kind == ROUTES_LOCAL_JOIN_COUNT ? (double)(draw(&seed) % 2) : draw_unit(&seed);
                x[i] = i == 7 ? NAN : x[i];
                people[i] = 5.0 + draw_unit(&seed);
            }
            memset(one, 0, sizeof one);
            assert_ok(routes_local_test(one, NULL, x, people, weights, &options, &err), &err);
            options.run = &run;
            for (run.threads = 2; run.threads <= 7; run.threads += 5) {
                memset(many, 0, sizeof many);
                assert_ok(routes_local_test(many, NULL, x, people, weights, &options, &err), &err);
                assert_memory_equal(one, many, sizeof one);
            }
            memset(many, 0, sizeof many);
            for (options.from = 0; options.from < N; options.from = options.to) {
                options.to = options.from + 13 < N ? options.from + 13 : N;
                assert_ok(routes_local_test(many, NULL, x, people, weights, &options, &err), &err);
            }
            options.from = options.to = 0;
            assert_ok(routes_local_conclude(many, NULL, N, &options, &err), &err);
            assert_memory_equal(one, many, sizeof one);
        }
    routes_weights_free(weights);
}

/* A high end and a low end of a road, noise between, one low area in the high end. */
static void classes_say_what_lies_where(void **state)
{
    (void)state;
    enum { N = 100 };
    double x[N], event[N];
    routes_local rows[N];
    uint64_t seed = 8;
    routes_error err;
    routes_local_summary summary;
    routes_weights *weights = road(N, 4, 0);
    for (size_t i = 0; i < N; i++) {
        x[i] = draw_unit(&seed) + (i < 12 ? 10 : 0) - (i >= N - 12 ? 10 : 0);
        event[i] = i < 10 || i == 60;
    }
    x[6] = -9;
    routes_local_options options = options_of(ROUTES_LOCAL_MORAN, 0);
    assert_ok(routes_local_test(rows, &summary, x, NULL, weights, &options, &err), &err);
    assert_int_equal(summary.tested, N);
    assert_int_equal(rows[5].hot, ROUTES_HOT_HIGH_HIGH);
    assert_int_equal(rows[6].hot, ROUTES_HOT_LOW_HIGH);
    assert_int_equal(rows[50].hot, ROUTES_HOT_NONE);
    assert_int_equal(rows[N - 6].hot, ROUTES_HOT_LOW_LOW);
    assert_near(rows[6].draws, 9999, 0.0);
    options.kind = ROUTES_LOCAL_GI;
    assert_ok(routes_local_test(rows, NULL, x, NULL, weights, &options, &err), &err);
    assert_int_equal(rows[6].hot, ROUTES_HOT_HOT);
    assert_int_equal(rows[N - 6].hot, ROUTES_HOT_COLD);
    options.kind = ROUTES_LOCAL_GEARY;
    assert_ok(routes_local_test(rows, NULL, x, NULL, weights, &options, &err), &err);
    assert_int_equal(rows[6].hot, ROUTES_HOT_NEGATIVE);
    assert_int_equal(rows[N - 6].hot, ROUTES_HOT_LOW_LOW);
    options.kind = ROUTES_LOCAL_JOIN_COUNT;
    assert_ok(routes_local_test(rows, NULL, event, NULL, weights, &options, &err), &err);
    assert_int_equal(rows[5].hot, ROUTES_HOT_HIGH_HIGH);
    assert_int_equal(rows[60].hot, ROUTES_HOT_NONE);
    assert_int_equal(rows[61].hot, ROUTES_HOT_NOT_TESTED);
    assert_string_equal(routes_hot_class_text(ROUTES_HOT_LOW_HIGH), "low_high");
    assert_string_equal(routes_hot_class_text(ROUTES_HOT_OTHER_POSITIVE), "other_positive");
    routes_weights_free(weights);
}

static void note(routes_log_level level, const char *text, void *user)
{
    assert_int_equal(level, ROUTES_LOG_WARNING);
    snprintf(user, 400, "%s", text);
}

static void too_few_permutations_are_warned_of(void **state)
{
    (void)state;
    double x[52];
    char said[400] = "";
    routes_local rows[52];
    routes_local_summary summary;
    routes_error err;
    routes_run run = ROUTES_RUN;
    run.log = note;
    run.log_user = said;
    for (size_t i = 0; i < 52; i++)
        x[i] = (double)(i * i);
    for (size_t n = 50; n <= 51; n++) {
        routes_weights *weights = road(n, 1, 0);
        routes_local_options options = options_of(ROUTES_LOCAL_GI, 999);
        options.sided = ROUTES_SIDED_GREATER;
        options.run = &run;
        assert_ok(routes_local_test(rows, &summary, x, NULL, weights, &options, &err), &err);
        assert_near(summary.least_p, 0.001, 1e-18);
        assert_near(summary.least_alone, 0.001 * (double)n, 1e-15);
        assert_int_equal(summary.enough, n == 50 ? 0 : 1019);
        if (n == 50)
            assert_string_equal(said, "");
        routes_weights_free(weights);
    }
    assert_string_equal(said, "999 permutations cannot bring a lone area among 51 to 0.05: the "
                              "least p is 0.001, corrected (bh) 0.051; it takes 1019");
    /* Two sides: 2/1000 * 26 = 0.052. Yekutieli: 2/(R+1) * 26 * 3.8544 <= 0.05. */
    routes_weights *weights = road(26, 1, 0);
    routes_local_options options = options_of(ROUTES_LOCAL_GI, 999);
    assert_ok(routes_local_test(rows, &summary, x, NULL, weights, &options, &err), &err);
    assert_int_equal(summary.enough, 1039);
    options.adjust = ROUTES_ADJUST_BY;
    assert_ok(routes_local_test(rows, &summary, x, NULL, weights, &options, &err), &err);
    assert_int_equal(summary.enough, 4008);
    options.adjust = ROUTES_ADJUST_NONE;
    assert_ok(routes_local_test(rows, &summary, x, NULL, weights, &options, &err), &err);
    assert_int_equal(summary.enough, 0);
    options.normal = 1;
    options.adjust = ROUTES_ADJUST_BONFERRONI;
    assert_ok(routes_local_test(rows, &summary, x, NULL, weights, &options, &err), &err);
    assert_int_equal(summary.enough, 0);
    for (size_t i = 0; i < 26; i++)
        if (!rows[i].status)
            assert_near(rows[i].p, rows[i].p_normal, 1e-14);
    routes_weights_free(weights);
}

static void nothing_is_tested_without_a_reason(void **state)
{
    (void)state;
    enum { N = 24 };
    double x[N], people[N];
    routes_local rows[N];
    routes_local_summary summary;
    routes_error err;
    routes_weights *weights = road(N, 1, 0);
    routes_weights *islands = road(N, 0, 0);
    for (int kind = 0; kind < KINDS; kind++) {
        routes_local_options options = options_of((routes_local_kind)kind, 99);
        for (size_t i = 0; i < N; i++)
            people[i] = 10.0 + (double)i;
        for (int what = 0; what < 5; what++) {
            for (size_t i = 0; i < N; i++)
                x[i] = what == 0   ? 0.0
                       : what == 1 ? 1.0
                       : what == 2 ? NAN
                       : what == 3 ? (i ? NAN : 1.0)
                                   : (double)(i % 2);
            const routes_weights *near = what == 4 ? islands : weights;
            assert_ok(routes_local_test(rows, &summary, x, people, near, &options, &err), &err);
            for (size_t i = 0; i < N; i++) {
                /* The same events among unlike people are rates that differ. */
                if (kind == ROUTES_LOCAL_MORAN_EB && what == 1)
                    continue;
                assert_int_not_equal(rows[i].status, ROUTES_LOCAL_TESTED);
                assert_non_null(routes_local_status_text(rows[i].status));
                assert_int_equal(rows[i].hot, ROUTES_HOT_NOT_TESTED);
                assert_true(isnan(rows[i].p) && isnan(rows[i].p_adjusted));
            }
            assert_int_equal(summary.islands, what == 4 ? N : what == 3 ? summary.islands : 0);
        }
        options.min_areas = 0;
        for (size_t i = 0; i < N; i++)
            x[i] = i < 19 ? (double)(i % 2) : NAN;
        assert_ok(routes_local_test(rows, &summary, x, people, weights, &options, &err), &err);
        assert_int_equal(summary.tested, 0);
        assert_int_equal(rows[0].status, ROUTES_LOCAL_TOO_FEW);
        assert_int_equal(rows[23].status, ROUTES_LOCAL_NOT_REPORTED);
    }
    /* Every other area is a neighbour of equal weight: nothing is left to vary. */
    routes_weights *all = road(5, 4, 0);
    const double five[] = {1, 2, 3, 5, 4};
    routes_local_options options = options_of(ROUTES_LOCAL_GI, 99);
    assert_ok(routes_local_test(rows, NULL, five, NULL, all, &options, &err), &err);
    assert_int_equal(rows[0].status, ROUTES_LOCAL_NO_VARIATION);
    /* One area, and none. */
    routes_weights *one = road(1, 1, 0);
    assert_ok(routes_local_test(rows, &summary, five, NULL, one, &options, &err), &err);
    assert_int_equal(summary.tested, 0);
    routes_weights *none = road(0, 1, 0);
    assert_ok(routes_local_test(rows, &summary, five, NULL, none, &options, &err), &err);
    assert_int_equal(summary.reported, 0);
    routes_weights_free(none);
    routes_weights_free(one);
    routes_weights_free(all);
    routes_weights_free(weights);
    routes_weights_free(islands);
}

/* Figures that sum to nothing have no proportions, but scores; the far end of a road of values that
 * hardly differ beside one that dwarfs them keeps its digits. */
static void hard_figures_keep_their_answers(void **state)
{
    (void)state;
    const double balanced[] = {-3, 1, 2, -1, 4, -3};
    const double dwarfed[] = {1e9, 1, 2, 4, 7, 11};
    routes_local rows[6];
    routes_error err;
    routes_weights *weights = road(6, 1, 0);
    routes_local_options options = options_of(ROUTES_LOCAL_GI_STAR, 99);
    assert_ok(routes_local_test(rows, NULL, balanced, NULL, weights, &options, &err), &err);
    assert_true(isnan(rows[2].statistic) && isfinite(rows[2].z) && isfinite(rows[2].p));
    options.kind = ROUTES_LOCAL_GI;
    assert_ok(routes_local_test(rows, NULL, dwarfed, NULL, weights, &options, &err), &err);
    /* Others of area 0: mean 5, variance (16 + 9 + 1 + 4 + 36) / 5 = 13.2; drawn one. */
    assert_near(rows[0].z, -4.0 / sqrt(13.2), 1e-6);
    routes_weights_free(weights);
}

static void refused(const char *message, routes_status expected, const double *values,
                    const double *other, const routes_weights *weights,
                    const routes_local_options *options)
{
    routes_local rows[30] = {{.z = 7}};
    routes_error err;
    assert_int_equal(routes_local_test(rows, NULL, values, other, weights, options, &err),
                     expected);
    assert_string_equal(err.message, message);
    assert_near(rows[0].z, 7.0, 0.0);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)user;
    assert_string_equal(what, "permutations");
    return 1;
}

static void bad_calls_are_refused_and_touch_nothing(void **state)
{
    (void)state;
    const double good[] = {1, 2, 3, 5};
    const double infinite[] = {1, 2, 3, INFINITY};
    const double people[] = {9, 9, 0, 9};
    const double negative[] = {1, -2, 3, 5};
    routes_weights *weights = road(4, 1, 0);
    routes_local_options options = options_of(ROUTES_LOCAL_MORAN, 9);
    refused("values[3] is inf, must be finite", ROUTES_E_DATA, infinite, NULL, weights, &options);
    refused("rows, values and weights must not be null", ROUTES_E_ARGUMENT, NULL, NULL, weights,
            &options);
    options.kind = ROUTES_LOCAL_MORAN_EB;
    refused("moran_eb needs a second figure, other is null", ROUTES_E_ARGUMENT, good, NULL, weights,
            &options);
    refused("people[2] is 0, must be above 0", ROUTES_E_DATA, good, people, weights, &options);
    refused("events[1] is -2, must be 0 or more", ROUTES_E_DATA, negative, good, weights, &options);
    options.moments = ROUTES_LOCAL_TOTAL;
    options.kind = ROUTES_LOCAL_GI;
    refused("options.moments is 1; total moments are known of Moran and Geary", ROUTES_E_ARGUMENT,
            good, NULL, weights, &options);
    options = options_of(ROUTES_LOCAL_JOIN_COUNT, 9);
    refused("values[1] is 2, must be 0 or 1 to be counted as a join", ROUTES_E_DATA, good, NULL,
            weights, &options);
    options.kind = (routes_local_kind)7;
    refused("options.kind is 7, not a known choice", ROUTES_E_ARGUMENT, good, NULL, weights,
            &options);
    options = options_of(ROUTES_LOCAL_GI, 9);
    options.sided = (routes_sided)5;
    refused("options.sided is 5, not a known choice", ROUTES_E_ARGUMENT, good, NULL, weights,
            &options);
    options = options_of(ROUTES_LOCAL_GI, 9);
    options.weights = (routes_local_weights)3;
    refused("options.weights is 3, not a known choice", ROUTES_E_ARGUMENT, good, NULL, weights,
            &options);
    options = options_of(ROUTES_LOCAL_GI, 9);
    options.adjust = (routes_adjust_method)9;
    refused("options.adjust is 9, not a known choice", ROUTES_E_ARGUMENT, good, NULL, weights,
            &options);
    options = options_of(ROUTES_LOCAL_GI, 9);
    options.alpha = 1.5;
    refused("options.alpha is 1.5, must be above 0 and below 1", ROUTES_E_ARGUMENT, good, NULL,
            weights, &options);
    options = options_of(ROUTES_LOCAL_GI, 9);
    options.from = 2;
    options.to = 5;
    refused("options.from and to are 2 and 5, must be within the 4 areas", ROUTES_E_ARGUMENT, good,
            NULL, weights, &options);
    options = options_of(ROUTES_LOCAL_GI, 9);
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    options.run = &run;
    refused("stopped by the caller during: permutations", ROUTES_E_CANCELLED, good, NULL, weights,
            &options);
    assert_null(routes_local_kind_text((routes_local_kind)7));
    assert_string_equal(routes_local_kind_text(ROUTES_LOCAL_GI_STAR), "gi_star");
    assert_null(routes_local_status_text(ROUTES_LOCAL_TESTED));
    routes_weights_free(weights);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3, 5, 4};
    const double y[] = {11, 21, 13, 15, 14};
    routes_weights *weights = road(5, 1, 0);
    long live = routes_i_memory_live();
    for (int shared = 0; shared < 2; shared++)
        for (int kind = 0; kind < ROUTES_LOCAL_JOIN_COUNT; kind++) {
            routes_status status = ROUTES_E_MEMORY;
            routes_local_options options = options_of((routes_local_kind)kind, 9);
            options.shared = shared;
            for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
                routes_local rows[5] = {{.z = 7}};
                routes_error err;
                routes_i_memory_fail_after(allowed);
                status = routes_local_test(rows, NULL, x, y, weights, &options, &err);
                routes_i_memory_fail_after(-1);
                assert_true(status == ROUTES_OK || rows[0].z == 7.0);
                assert_int_equal(routes_i_memory_live(), live);
            }
            assert_int_equal(status, ROUTES_OK);
        }
    routes_weights_free(weights);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statistics_by_hand),
        cmocka_unit_test(join_counts_by_hand),
        cmocka_unit_test(moran_and_gi_agree_with_spdep_on_the_carolina_counties),
        cmocka_unit_test(moran_of_empirical_bayes_adds_up_to_spdeps),
        cmocka_unit_test(statistics_agree_with_spdep_on_guerrys_departments),
        cmocka_unit_test(moments_and_chances_agree_with_all_orders),
        cmocka_unit_test(draws_have_the_moments_of_the_closed_forms),
        cmocka_unit_test(stopped_draws_are_the_first_of_all),
        cmocka_unit_test(threads_and_shards_give_the_same_bits),
        cmocka_unit_test(classes_say_what_lies_where),
        cmocka_unit_test(too_few_permutations_are_warned_of),
        cmocka_unit_test(nothing_is_tested_without_a_reason),
        cmocka_unit_test(hard_figures_keep_their_answers),
        cmocka_unit_test(bad_calls_are_refused_and_touch_nothing),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("local_statistic", tests, NULL, NULL);
}
