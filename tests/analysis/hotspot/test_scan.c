/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Labels: unit property memory thread
 *
 * Kulldorff's scan statistics: by hand, against all data sets that chance can make, in any order of
 * work, and what is refused. SaTScan's figures stand in test_scan_oracles, a slow twin in
 * test_scan_twin. */
#include <stdlib.h>

#include "analysis/hotspot/scan_lanes.h"
#include "core/memory.h"
#include "routes/scan.h"
#include "support/check.h"

/* Places on a line, 1 apart. */
static void line(routes_point *points, size_t n)
{
    for (size_t i = 0; i < n; i++)
        points[i] = (routes_point){(double)i, 0.0};
}

static routes_scan_data data_of(const double *cases, const double *measure,
                                const routes_point *points, size_t locations, size_t periods)
{
    routes_scan_data data = ROUTES_SCAN_DATA;
    data.locations = locations;
    data.periods = periods;
    data.cases = cases;
    data.measure = measure;
    data.points = points;
    return data;
}

static routes_scan_options options_of(uint32_t replicates)
{
    routes_scan_options options = ROUTES_SCAN_OPTIONS;
    options.distance = ROUTES_SCAN_PLANE;
    options.replicates = replicates;
    options.seed = 3;
    return options;
}

/* Ten persons each, 8 cases, so 2 expected in each. {0}: 6 ln(6/2) + 2 ln(2/6) = 4 ln 3; {0, 1}: 7
 * ln(7/4) + 1 ln(1/4), less. No other place has more than expected. */
static void a_cluster_by_hand(void **state)
{
    (void)state;
    const double cases[] = {6, 1, 1, 0};
    const double persons[] = {10, 10, 10, 10};
    routes_point points[4];
    line(points, 4);
    routes_scan_data data = data_of(cases, persons, points, 4, 1);
    routes_scan_options options = options_of(99);
    routes_scan *scan = NULL;
    routes_error err;
    assert_ok(routes_scan_new(&scan, &data, &options, &err), &err);
    assert_int_equal(routes_scan_size(scan), 1);
    assert_int_equal(routes_scan_drawn(scan), 99);
    const routes_scan_cluster *cluster = routes_scan_at(scan, 0);
    assert_int_equal(cluster->centre, 0);
    assert_int_equal(cluster->location_count, 1);
    assert_int_equal(cluster->locations[0], 0);
    assert_near(cluster->llr, 4.0 * log(3.0), 1e-14);
    assert_near(cluster->statistic, cluster->llr, 0.0);
    assert_near(cluster->observed, 6.0, 0.0);
    assert_near(cluster->expected, 2.0, 1e-14);
    assert_near(cluster->relative_risk, 9.0, 1e-13);
    assert_near(cluster->radius, 0.0, 0.0);
    assert_near(cluster->shape, 1.0, 0.0);
    assert_null(routes_scan_at(scan, 1));
    routes_scan_free(scan);

    /* The other way: 1 of 4 at the other end; from the third place both its neighbours would enter
     * together, and be too many. */
    options.rates = ROUTES_SCAN_LOW;
    assert_ok(routes_scan_new(&scan, &data, &options, &err), &err);
    assert_int_equal(routes_scan_at(scan, 0)->centre, 3);
    assert_near(routes_scan_at(scan, 0)->radius, 1.0, 0.0);
    assert_int_equal(routes_scan_at(scan, 0)->location_count, 2);
    assert_near(routes_scan_at(scan, 0)->observed, 1.0, 0.0);
    assert_near(routes_scan_at(scan, 0)->llr, log(1.0 / 4.0) + 7.0 * log(7.0 / 4.0), 1e-14);
    routes_scan_free(scan);

    /* Bernoulli: 6 of 10 in 8 of 40. */
    options = options_of(99);
    options.model = ROUTES_SCAN_BERNOULLI;
    assert_ok(routes_scan_new(&scan, &data, &options, &err), &err);
    double llr = 6 * log(0.6) + 4 * log(0.4) + 2 * log(2.0 / 30) + 28 * log(28.0 / 30) -
                 8 * log(0.2) - 32 * log(0.8);
    assert_near(routes_scan_at(scan, 0)->llr, llr, 1e-13);
    assert_near(routes_scan_at(scan, 0)->expected, 2.0, 0.0);
    assert_near(routes_scan_at(scan, 0)->relative_risk, 9.0, 1e-13);
    routes_scan_free(scan);
}

/* The ratio of c in e of C, by the definition, when there are too many. */
static double ratio(double c, double e, double all)
{
    if (c <= e || c < 2)
        return 0.0;
    return c * log(c / e) + (c < all ? (all - c) * log((all - c) / (all - e)) : 0.0);
}

/* Each of 4^8 ways to spread 8 cases is as likely; windows are single places, and the ends with
 * their neighbours. */
static double exact_poisson(double statistic)
{
    size_t reach = 0;
    for (size_t way = 0; way < 65536; way++) {
        double c[4] = {0};
        for (size_t k = 0, left = way; k < 8; k++, left /= 4)
            c[left % 4]++;
        double most = 0.0;
        for (size_t i = 0; i < 4; i++)
            most = fmax(most, ratio(c[i], 2.0, 8.0));
        for (size_t i = 0; i < 4; i += 2)
            most = fmax(most, ratio(c[i] + c[i + 1], 4.0, 8.0));
        reach += most >= statistic - 1e-9;
    }
    return (double)reach / 65536.0;
}

static double binomial(size_t n, size_t k)
{
    double ways = 1.0;
    for (size_t i = 0; i < k; i++)
        ways = ways * (double)(n - i) / (double)(i + 1);
    return k > n ? 0.0 : ways;
}

static double bernoulli(double c, double n, double C, double N)
{
    if (c * N <= C * n || c < 2)
        return 0.0;
    const double count[] = {c, n - c, C - c, N - n - C + c};
    const double mean[] = {n * C / N, n * (N - C) / N, (N - n) * C / N, (N - n) * (N - C) / N};
    double sum = 0.0;
    for (size_t i = 0; i < 4; i++)
        sum += count[i] > 0.0 ? count[i] * log(count[i] / mean[i]) : 0.0;
    return sum;
}

/* All ways to choose the cases among 4, 5 and 6 persons in a row; the ends alone fit the cap. */
static double exact_bernoulli(double statistic, size_t all)
{
    double reach = 0.0;
    for (size_t a = 0; a <= 4; a++)
        for (size_t b = 0; b <= 5; b++) {
            if (a + b > all || all - a - b > 6)
                continue;
            size_t c = all - a - b;
            double most = fmax(bernoulli((double)a, 4, (double)all, 15),
                               fmax(bernoulli((double)b, 5, (double)all, 15),
                                    bernoulli((double)c, 6, (double)all, 15)));
            if (most >= statistic - 1e-9)
                reach += binomial(4, a) * binomial(5, b) * binomial(6, c);
        }
    return reach / binomial(15, all);
}

static void p_of(double *p, double *llr, const routes_scan_data *data,
                 const routes_scan_options *options)
{
    routes_scan *scan = NULL;
    routes_error err;
    assert_ok(routes_scan_new(&scan, data, options, &err), &err);
    *p = routes_scan_at(scan, 0)->p;
    *llr = routes_scan_at(scan, 0)->llr;
    routes_scan_free(scan);
}

/* Four standard deviations of the share of draws. */
static void near_chance(double p, double exact, double draws)
{
    assert_true(fabs(p - exact) <= 4.0 * sqrt(exact * (1.0 - exact) / draws) + 1.0 / draws);
}

static void p_is_the_share_of_all_data_sets(void **state)
{
    (void)state;
    enum { R = 4000 };
    double p;
    double llr;
    routes_point points[4];
    line(points, 4);
    const double persons[] = {10, 10, 10, 10};
    const double some[][4] = {{6, 1, 1, 0}, {4, 4, 0, 0}, {3, 2, 2, 1}, {0, 1, 2, 5}};
    routes_scan_options options = options_of(R);
    for (size_t i = 0; i < 4; i++) {
        routes_scan_data data = data_of(some[i], persons, points, 4, 1);
        p_of(&p, &llr, &data, &options);
        near_chance(p, exact_poisson(llr), R);
    }
    /* Few cases are drawn as cases, many as controls. */
    const double three[] = {4, 5, 6};
    const double cases[][3] = {{3, 0, 1}, {1, 1, 3}, {4, 4, 2}, {4, 4, 5}};
    const size_t all[] = {4, 5, 10, 13};
    options.model = ROUTES_SCAN_BERNOULLI;
    for (size_t i = 0; i < 4; i++) {
        routes_scan_data data = data_of(cases[i], three, points, 3, 1);
        p_of(&p, &llr, &data, &options);
        near_chance(p, exact_bernoulli(llr, all[i]), R);
    }
}

/* Two places, two times, 3 + 2 cases of which 3 early: the count of the first place in the first
 * time decides, and is hypergeometric. Windows: one place (under the cap, the second alone: 2 of
 * 5), one time. */
static void permutation_shuffles_times(void **state)
{
    (void)state;
    enum { R = 4000 };
    routes_point points[2];
    line(points, 2);
    const double cases[] = {1, 2, 2, 0};
    routes_scan_data data = data_of(cases, NULL, points, 2, 2);
    routes_scan_options options = options_of(R);
    options.model = ROUTES_SCAN_PERMUTATION;
    options.type = ROUTES_SCAN_SPACE_TIME;
    double p;
    double llr;
    p_of(&p, &llr, &data, &options);
    /* 2 cases where 2 x 3 / 5 are expected. */
    assert_near(llr, ratio(2, 1.2, 5), 1e-14);
    /* Both of the second place early, 3 ways of 10; or both late, more striking, 1 way. */
    assert_near(ratio(2, 0.8, 5) > llr, 1.0, 0.0);
    near_chance(p, 0.4, R);
}

static void fill(double *cases, double *persons, routes_point *points, size_t n, size_t periods)
{
    uint64_t seed = 5;
    for (size_t i = 0; i < n; i++) {
        points[i] = (routes_point){100.0 + 4.0 * draw_unit(&seed), 10.0 + 4.0 * draw_unit(&seed)};
        for (size_t t = 0; t < periods; t++) {
            persons[i * periods + t] = (double)(1 + draw(&seed) % 900);
            cases[i * periods + t] = (double)(draw(&seed) % 4);
        }
    }
}

static void any_number_of_threads_gives_the_same_bits(void **state)
{
    (void)state;
    enum { N = 70, T = 4, R = 150 };
    double cases[N * T];
    double persons[N * T];
    routes_point points[N];
    fill(cases, persons, points, N, T);
    for (int type = 0; type < 3; type++) {
        double one[R];
        double many[R];
        routes_error err;
        routes_run run = ROUTES_RUN;
        routes_scan_data data = data_of(cases, persons, points, N, T);
        routes_scan_options options = ROUTES_SCAN_OPTIONS;
        options.type = (routes_scan_type)type;
        options.replicates = R;
        options.rates = ROUTES_SCAN_BOTH;
        options.run = &run;
        assert_ok(routes_scan_maxima(one, &data, &options, 0, R, &err), &err);
        const unsigned threads[] = {2, 7};
        for (size_t k = 0; k < 2; k++) {
            run.threads = threads[k];
            assert_ok(routes_scan_maxima(many, &data, &options, 0, R, &err), &err);
            assert_memory_equal(one, many, sizeof one);
        }
        options.seed = 9;
        assert_ok(routes_scan_maxima(many, &data, &options, 0, R, &err), &err);
        assert_true(memcmp(one, many, sizeof one) != 0);
    }
}

static void same_scan(const routes_scan *a, const routes_scan *b)
{
    assert_int_equal(routes_scan_size(a), routes_scan_size(b));
    assert_int_equal(routes_scan_drawn(a), routes_scan_drawn(b));
    for (size_t i = 0; i < routes_scan_size(a); i++) {
        const routes_scan_cluster *x = routes_scan_at(a, i);
        const routes_scan_cluster *y = routes_scan_at(b, i);
        assert_memory_equal(&x->p, &y->p, sizeof x->p);
        assert_memory_equal(&x->p_gumbel, &y->p_gumbel, sizeof x->p_gumbel);
        assert_memory_equal(&x->llr, &y->llr, sizeof x->llr);
        assert_int_equal(x->centre, y->centre);
    }
}

static void shards_put_together_give_the_same_bits(void **state)
{
    (void)state;
    enum { N = 40, R = 211, PARTS = 3 };
    double cases[N];
    double persons[N];
    routes_point points[N];
    double maxima[R];
    size_t covered = 0;
    routes_error err;
    routes_scan *whole = NULL;
    routes_scan *merged = NULL;
    fill(cases, persons, points, N, 1);
    routes_scan_data data = data_of(cases, persons, points, N, 1);
    routes_scan_options options = ROUTES_SCAN_OPTIONS;
    options.replicates = R;
    for (size_t part = 0; part < PARTS; part++) {
        size_t from;
        size_t to;
        assert_ok(routes_scan_plan(&from, &to, R, part, PARTS, &err), &err);
        assert_int_equal(from, covered);
        covered = to;
        assert_ok(routes_scan_maxima(maxima + from, &data, &options, from, to, &err), &err);
    }
    assert_int_equal(covered, R);
    for (uint32_t after = 0; after < 40; after += 13) {
        options.stop_after = after;
        options.maxima = NULL;
        assert_ok(routes_scan_new(&whole, &data, &options, &err), &err);
        options.maxima = maxima;
        assert_ok(routes_scan_new(&merged, &data, &options, &err), &err);
        same_scan(whole, merged);
        routes_scan_free(whole);
        routes_scan_free(merged);
    }
    assert_int_equal(routes_scan_plan(&covered, &covered, R, 3, 3, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "part is 3, must be below 3");
}

/* Besag and Clifford: h of l. And Gumbel, by the moments of what was drawn. */
static void drawing_stops_when_enough_reach_the_best(void **state)
{
    (void)state;
    enum { N = 30, R = 500, H = 10 };
    double cases[N];
    double persons[N];
    routes_point points[N];
    double maxima[R];
    routes_error err;
    routes_scan *scan = NULL;
    fill(cases, persons, points, N, 1);
    for (size_t i = 0; i < N; i++)
        persons[i] = 100.0;
    routes_scan_data data = data_of(cases, persons, points, N, 1);
    routes_scan_options options = ROUTES_SCAN_OPTIONS;
    options.replicates = R;
    options.stop_after = H;
    assert_ok(routes_scan_maxima(maxima, &data, &options, 0, R, &err), &err);
    assert_ok(routes_scan_new(&scan, &data, &options, &err), &err);
    double best = routes_scan_at(scan, 0)->statistic;
    size_t reached = 0;
    size_t drawn = 0;
    while (drawn < R && reached < H)
        reached += maxima[drawn++] >= best - 1e-9;
    assert_true(drawn < R);
    assert_int_equal(routes_scan_drawn(scan), drawn);
    assert_near(routes_scan_at(scan, 0)->p, (double)H / (double)drawn, 0.0);
    double mean = 0.0;
    double variance = 0.0;
    for (size_t k = 0; k < drawn; k++)
        mean += maxima[k] / (double)drawn;
    for (size_t k = 0; k < drawn; k++)
        variance += pow(maxima[k] - mean, 2.0) / (double)(drawn - 1);
    double scale = sqrt(6.0 * variance) / acos(-1.0);
    double x = (best - (mean - 0.5772156649015329 * scale)) / scale;
    assert_near(routes_scan_at(scan, 0)->p_gumbel, 1.0 - exp(-exp(-x)), 1e-12);
    for (size_t i = 1; i < routes_scan_size(scan); i++)
        assert_true(routes_scan_at(scan, i)->p >= routes_scan_at(scan, i - 1)->p);
    routes_scan_free(scan);
}

/* Two of the places are one; and the third lies 0.2 degrees away across the antimeridian, 22 km. */
/* p is at most alpha exactly where the statistic passes the limit. */
static void the_limit_parts_what_stands_out(void **state)
{
    (void)state;
    double cases[40], persons[40];
    routes_point points[40];
    static const double alphas[] = {0.5, 0.2, 0.05, 0.02, 0.0101, 0.01};
    size_t above = 0, below = 0;
    fill(cases, persons, points, 40, 1);
    routes_scan_data data = data_of(cases, persons, points, 40, 1);
    for (uint64_t seed = 1; seed <= 20; seed++) {
        routes_scan_options options = options_of(99);
        routes_scan *scan = NULL;
        routes_error err;
        options.seed = seed;
        assert_ok(routes_scan_new(&scan, &data, &options, &err), &err);
        for (size_t a = 0; a < sizeof alphas / sizeof *alphas; a++)
            for (size_t i = 0; i < routes_scan_size(scan); i++) {
                const routes_scan_cluster *cluster = routes_scan_at(scan, i);
                double limit = routes_scan_limit(scan, alphas[a]);
                bool passes = cluster->statistic > limit + 1e-9;
                assert_true(passes == (cluster->p <= alphas[a] + 1e-12));
                above += passes;
                below += !passes;
            }
        assert_true(isnan(routes_scan_limit(scan, 0.009)));
        assert_true(isnan(routes_scan_limit(scan, 0.0)));
        assert_true(isnan(routes_scan_limit(NULL, 0.5)));
        double all = 0.0;
        for (size_t i = 0; i < 40; i++)
            all += cases[i];
        assert_near((double)routes_scan_cases(scan), all, 0.0);
        routes_scan_free(scan);
        options.stop_after = 1;
        assert_ok(routes_scan_new(&scan, &data, &options, &err), &err);
        assert_true(isnan(routes_scan_limit(scan, 0.5)) == (routes_scan_drawn(scan) < 99));
        routes_scan_free(scan);
    }
    assert_true(above > 20 && below > 20);
}

static void places_at_one_point_and_over_the_antimeridian(void **state)
{
    (void)state;
    const double cases[] = {5, 4, 4, 0, 0, 0, 1};
    const double persons[] = {10, 10, 10, 40, 40, 40, 40};
    const routes_point points[] = {{179.9, 0}, {179.9, 0}, {-179.9, 0}, {170, 0},
                                   {-170, 0},  {160, 0},   {150, 0}};
    routes_scan_data data = data_of(cases, persons, points, 7, 1);
    routes_scan_options options = ROUTES_SCAN_OPTIONS;
    routes_scan *scan = NULL;
    routes_error err;
    assert_ok(routes_scan_new(&scan, &data, &options, &err), &err);
    const routes_scan_cluster *cluster = routes_scan_at(scan, 0);
    assert_int_equal(cluster->location_count, 3);
    assert_int_equal(cluster->centre, 0);
    assert_near(cluster->observed, 13.0, 0.0);
    assert_near(cluster->radius, 6371008.8 * 0.2 * acos(-1.0) / 180.0, 1e-9);
    routes_scan_free(scan);
    /* A limit of 10 km leaves the two. */
    options.cap_radius = 10000.0;
    assert_ok(routes_scan_new(&scan, &data, &options, &err), &err);
    assert_int_equal(routes_scan_at(scan, 0)->location_count, 2);
    routes_scan_free(scan);
}

static void one_place_or_none_under_the_cap_gives_no_cluster(void **state)
{
    (void)state;
    const double cases[] = {3, NAN, 0};
    const double persons[] = {10, 5, NAN};
    routes_point points[3];
    line(points, 3);
    routes_scan_data data = data_of(cases, persons, points, 3, 1);
    routes_scan_options options = options_of(9);
    routes_scan *scan = NULL;
    routes_error err;
    assert_ok(routes_scan_new(&scan, &data, &options, &err), &err);
    assert_int_equal(routes_scan_size(scan), 0);
    assert_int_equal(routes_scan_drawn(scan), 0);
    assert_int_equal(routes_scan_left_out(scan), 2);
    routes_scan_free(scan);
    data.locations = 1;
    assert_ok(routes_scan_new(&scan, &data, &options, &err), &err);
    assert_int_equal(routes_scan_size(scan), 0);
    routes_scan_free(scan);
    /* The same rate everywhere. */
    const double same[] = {2, 1, 3};
    const double alike[] = {20, 10, 30};
    data = data_of(same, alike, points, 3, 1);
    options.rates = ROUTES_SCAN_BOTH;
    assert_ok(routes_scan_new(&scan, &data, &options, &err), &err);
    assert_int_equal(routes_scan_size(scan), 0);
    routes_scan_free(scan);
    assert_int_equal(routes_scan_size(NULL), 0);
    routes_scan_free(NULL);
}

/* Expects the call to fail with this status and text. */
static void refuses(const routes_scan_data *data, const routes_scan_options *options,
                    routes_status status, const char *message)
{
    routes_scan *scan = NULL;
    routes_error err;
    double maxima[9] = {7.0};
    assert_int_equal(routes_scan_new(&scan, data, options, &err), status);
    assert_string_equal(err.message, message);
    assert_null(scan);
    assert_int_equal(routes_scan_maxima(maxima, data, options, 0, 9, &err), status);
    assert_string_equal(err.message, message);
    assert_near(maxima[0], 7.0, 0.0);
}

static void bad_values_are_refused(void **state)
{
    (void)state;
    const double cases[] = {1, 2, 3};
    const double persons[] = {10, 10, 10};
    routes_point points[3];
    line(points, 3);
    routes_scan_data data = data_of(cases, persons, points, 3, 1);
    routes_scan_options options = options_of(9);
    const double bad[][3] = {{1, -1, 3}, {1, 1.5, 3}, {1, INFINITY, 3}};
    const char *const said[] = {"cases[1] is -1, must be a whole number",
                                "cases[1] is 1.5, must be a whole number",
                                "cases[1] is inf, must be a whole number"};
    for (size_t i = 0; i < 3; i++) {
        data.cases = bad[i];
        refuses(&data, &options, ROUTES_E_DATA, said[i]);
    }
    data.cases = cases;
    const double measures[][3] = {{10, 10, -3}, {10, 10, 0}, {10, 10, 2}, {10, 10, 3.5}};
    const char *const told[] = {"measure[2] is -3, must be 0 or more", "cases[2] is 3 among 0",
                                "cases[2] is 3 among 2",
                                "measure[2] is 3.5, must be a whole number of persons"};
    for (size_t i = 0; i < 4; i++) {
        data.measure = measures[i];
        options.model = i < 2 ? ROUTES_SCAN_POISSON : ROUTES_SCAN_BERNOULLI;
        refuses(&data, &options, ROUTES_E_DATA, told[i]);
    }
    const double few[] = {1, 2, 3};
    data.measure = few;
    refuses(&data, &options, ROUTES_E_DATA, "all 6 persons are cases: there is no control");
    options.model = ROUTES_SCAN_POISSON;
    const double none[] = {0, 0, 0};
    data.cases = none;
    refuses(&data, &options, ROUTES_E_DATA, "there are no cases to scan");
    data.cases = cases;
    const routes_point nowhere[] = {{0, 0}, {NAN, 0}, {2, 0}};
    data.points = nowhere;
    refuses(&data, &options, ROUTES_E_DATA, "points[1] is (nan, 0), must be finite");
    const routes_point beyond[] = {{0, 0}, {200, 0}, {2, 0}};
    data.points = beyond;
    options.distance = ROUTES_SCAN_SPHERE;
    routes_scan *scan = NULL;
    routes_error err;
    assert_int_equal(routes_scan_new(&scan, &data, &options, &err), ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "points[1]"));
    data.points = points;
    const double maxima[9] = {1, 2, -1};
    options.maxima = maxima;
    assert_int_equal(routes_scan_new(&scan, &data, &options, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "maxima[2] is -1, must be 0 or more");
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    const double cases[] = {1, 2, 3, 1};
    const double persons[] = {10, 10, 10, 10};
    routes_point points[4];
    line(points, 4);
    routes_scan_data data = data_of(cases, persons, points, 4, 1);
    routes_scan_options options = options_of(9);
    options.cap = 0.6;
    refuses(&data, &options, ROUTES_E_ARGUMENT,
            "options.cap is 0.6, must be above 0 and at most 0.5");
    options = options_of(9);
    options.type = ROUTES_SCAN_SPACE_TIME;
    refuses(&data, &options, ROUTES_E_ARGUMENT, "windows in time need 2 periods or more, not 1");
    data.periods = 2;
    data.locations = 2;
    options.cap_periods = 3;
    refuses(&data, &options, ROUTES_E_ARGUMENT, "options.cap_periods is 3, of 2 periods");
    options = options_of(9);
    options.model = ROUTES_SCAN_PERMUTATION;
    refuses(&data, &options, ROUTES_E_ARGUMENT,
            "the permutation model needs space-time or prospective windows");
    options.type = ROUTES_SCAN_PROSPECTIVE;
    refuses(&data, &options, ROUTES_E_ARGUMENT,
            "the permutation model takes no measure, the others need one");
    const double hole[] = {1, NAN, 3, 1};
    data.cases = hole;
    data.measure = NULL;
    refuses(&data, &options, ROUTES_E_DATA,
            "cases[1] is not reported: the permutation model needs all");
    data = data_of(cases, persons, points, 4, 1);
    options = options_of(9);
    options.window = ROUTES_SCAN_ELLIPSE;
    options.distance = ROUTES_SCAN_SPHERE;
    refuses(&data, &options, ROUTES_E_ARGUMENT,
            "elliptic windows need distances in a plane: project the points");
    options.distance = ROUTES_SCAN_NETWORK;
    options.window = ROUTES_SCAN_CIRCLE;
    refuses(&data, &options, ROUTES_E_ARGUMENT, "distances along a network need graph and nodes");
    options = options_of(9);
    options.model = (routes_scan_model)7;
    refuses(&data, &options, ROUTES_E_ARGUMENT, "options.model is 7, not a known choice");
    options = options_of(9);
    data.points = NULL;
    refuses(&data, &options, ROUTES_E_ARGUMENT, "points must not be null");
    data.points = points;
    data.locations = 0;
    refuses(&data, &options, ROUTES_E_ARGUMENT, "there must be locations and cases");
    routes_error err;
    assert_int_equal(routes_scan_new(NULL, &data, &options, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_scan_maxima(NULL, &data, &options, 0, 1, &err), ROUTES_E_ARGUMENT);
    data.locations = 4;
    double maxima[9];
    assert_int_equal(routes_scan_maxima(maxima, &data, &options, 0, 10, &err), ROUTES_E_ARGUMENT);
    assert_ok(routes_scan_maxima(maxima, &data, &options, 9, 9, &err), &err);
}

static void expected_cases_by_strata(void **state)
{
    (void)state;
    /* Young: 3 cases among 30; old: 6 among 20; the third area tells nothing of its old. */
    const double cases[] = {1, 4, 2, 2, 0, NAN};
    const double persons[] = {10, 10, 10, 10, 10, 50};
    double expected[3] = {7};
    routes_error err;
    assert_ok(routes_scan_expected(expected, cases, persons, 3, 2, &err), &err);
    assert_near(expected[0], 10 * 0.1 + 10 * 0.3, 1e-14);
    assert_near(expected[1], 10 * 0.1 + 10 * 0.3, 1e-14);
    assert_near(expected[2], 10 * 0.1, 1e-14);
    const double nobody[] = {10, 0, 10, 0, 10, 0};
    assert_int_equal(routes_scan_expected(expected, cases, nobody, 3, 2, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "stratum 1 has 6 cases among nobody");
    const double bad[] = {10, 0, -10, 0, 10, 0};
    assert_int_equal(routes_scan_expected(expected, cases, bad, 3, 2, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "population[2] is -10, must be 0 or more");
    assert_int_equal(routes_scan_expected(expected, bad, persons, 3, 2, &err), ROUTES_E_DATA);
    assert_int_equal(routes_scan_expected(NULL, cases, persons, 3, 2, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_scan_expected(expected, cases, persons, 3, 0, &err), ROUTES_E_ARGUMENT);
    assert_near(expected[0], 10 * 0.1 + 10 * 0.3, 1e-14);
}

/* Whatever registers a machine has: the same counts. */
static void loops_of_every_width_agree(void **state)
{
    (void)state;
    enum { L = ROUTES_I_SCAN_LANES, ROWS = 20, STRIDE = 2 * L };
    _Alignas(64) static uint8_t bytes[ROWS * STRIDE];
    _Alignas(64) static uint32_t words[ROWS * STRIDE];
    uint64_t seed = 1;
    int met[2] = {0};
    for (size_t k = 0; k < ROWS * STRIDE; k++) {
        bytes[k] = (uint8_t)(draw(&seed) % 12);
        words[k] = bytes[k];
    }
    for (int round = 0; round < 200; round++) {
        uint32_t order[ROWS];
        int32_t count[L];
        int32_t least[L];
        int32_t sum[L];
        size_t size = draw(&seed) % (ROWS + 1);
        for (size_t k = 0; k < ROWS; k++)
            order[k] = (uint32_t)(draw(&seed) % ROWS) | (draw(&seed) % 2 ? 0x80000000U : 0);
        int from = 0;
        int to = 0;
        for (size_t l = 0; l < L; l++) {
            count[l] = (int32_t)(draw(&seed) % 100000);
            sum[l] = count[l];
            for (size_t k = 0; k < size; k++)
                sum[l] += bytes[(order[k] & 0x7FFFFFFFU) * STRIDE + L + l];
            least[l] = sum[l] + (draw(&seed) % 60 == 0 ? 0 : 1);
            from |= sum[l] >= least[l];
            to |= sum[l] - count[l] <= least[l] - 100000;
        }
        met[from]++;
        for (int width = 0; width <= (int)routes_i_scan_widest(); width++) {
            routes_i_scan_lanes lanes = routes_i_scan_lanes_of((routes_i_scan_width)width);
            int32_t next[L];
            int any = lanes.add_bytes(next, count, bytes + L, STRIDE, order, size, least);
            assert_int_equal(any != 0, from);
            assert_memory_equal(next, sum, sizeof sum);
            memset(next, 0, sizeof next);
            any = lanes.add_words(next, count, words + L, STRIDE, order, size, least);
            assert_int_equal(any != 0, from);
            assert_memory_equal(next, sum, sizeof sum);
            int32_t low[L];
            for (size_t l = 0; l < L; l++)
                low[l] = least[l] - 100000;
            assert_int_equal(lanes.any_to(sum, count, low) != 0, to);
            int32_t none[L] = {0};
            assert_int_equal(lanes.any_from(sum, none, least) != 0, from);
        }
    }
    assert_true(met[0] > 10 && met[1] > 10);
}

static int stop(double done, const char *what, void *user)
{
    (void)what;
    double *last = user;
    assert_true(done >= *last && done <= 1.0);
    *last = done;
    return done > 0.3;
}

static void a_scan_tells_how_far_it_is_and_stops_when_told(void **state)
{
    (void)state;
    enum { N = 60 };
    double cases[N];
    double persons[N];
    routes_point points[N];
    double last = 0.0;
    fill(cases, persons, points, N, 1);
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    run.progress_user = &last;
    routes_scan_data data = data_of(cases, persons, points, N, 1);
    routes_scan_options options = ROUTES_SCAN_OPTIONS;
    options.replicates = 300;
    options.stop_after = 200;
    options.run = &run;
    routes_scan *scan = NULL;
    routes_error err;
    assert_int_equal(routes_scan_new(&scan, &data, &options, &err), ROUTES_E_CANCELLED);
    assert_null(scan);
    assert_true(last > 0.3);
}

static void a_scan_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    enum { N = 6, T = 2 };
    double cases[N * T];
    double persons[N * T];
    routes_point points[N];
    uint32_t nodes[N] = {0, 1, 2, 3, 3, 1};
    const uint32_t from[] = {0, 1, 2};
    const uint32_t to[] = {1, 2, 3};
    const int64_t length[] = {5, 5, 5};
    routes_graph *graph = NULL;
    routes_error err;
    fill(cases, persons, points, N, T);
    assert_ok(routes_graph_new(&graph, 4, from, to, length, 3, NULL, &err), &err);
    /* Counts above 255, so that words are needed. */
    cases[0] = 4000;
    persons[0] = 4100;
    for (int kind = 0; kind < 5; kind++) {
        routes_scan_options options = ROUTES_SCAN_OPTIONS;
        routes_scan_data data = data_of(cases, kind == 4 ? NULL : persons, points, N, T);
        data.graph = graph;
        data.nodes = nodes;
        options.replicates = 3;
        options.model = kind == 4   ? ROUTES_SCAN_PERMUTATION
                        : kind == 1 ? ROUTES_SCAN_BERNOULLI
                                    : ROUTES_SCAN_POISSON;
        options.type = kind < 2 ? ROUTES_SCAN_SPATIAL : ROUTES_SCAN_SPACE_TIME;
        options.distance = kind == 3 ? ROUTES_SCAN_NETWORK : ROUTES_SCAN_SPHERE;
        options.rates = ROUTES_SCAN_BOTH;
        if (kind == 1)
            for (size_t k = 0; k < N * T; k++)
                persons[k] = fmax(persons[k], cases[k]);
        routes_status status = ROUTES_E_MEMORY;
        long live = routes_i_memory_live();
        long allowed = 0;
        for (; status == ROUTES_E_MEMORY; allowed++) {
            routes_scan *scan = NULL;
            routes_i_memory_fail_after(allowed);
            status = routes_scan_new(&scan, &data, &options, &err);
            routes_i_memory_fail_after(-1);
            assert_true(status == ROUTES_OK || !scan);
            routes_scan_free(scan);
            assert_int_equal(routes_i_memory_live(), live);
        }
        assert_ok(status, &err);
        assert_true(allowed > 20);
    }
    routes_graph_free(graph);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cluster_by_hand),
        cmocka_unit_test(p_is_the_share_of_all_data_sets),
        cmocka_unit_test(permutation_shuffles_times),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
        cmocka_unit_test(shards_put_together_give_the_same_bits),
        cmocka_unit_test(drawing_stops_when_enough_reach_the_best),
        cmocka_unit_test(the_limit_parts_what_stands_out),
        cmocka_unit_test(places_at_one_point_and_over_the_antimeridian),
        cmocka_unit_test(one_place_or_none_under_the_cap_gives_no_cluster),
        cmocka_unit_test(bad_values_are_refused),
        cmocka_unit_test(bad_calls_are_refused),
        cmocka_unit_test(expected_cases_by_strata),
        cmocka_unit_test(loops_of_every_width_agree),
        cmocka_unit_test(a_scan_tells_how_far_it_is_and_stops_when_told),
        cmocka_unit_test(a_scan_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
