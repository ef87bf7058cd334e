/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "routes/rate_local.h"

#include <stdbool.h>

#include "core/memory.h"
#include "routes/poisson_interval.h"
#include "support/csv.h"

#define SIDS ROUTES_SHARED "/oracles/nc_sids/"

static routes_weights *weights_of(size_t areas, const uint32_t *area, const uint32_t *neighbour,
                                  size_t pairs, int with_self)
{
    routes_weights *weights = NULL;
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    routes_error err;
    options.both_ways = 1;
    options.with_self = with_self;
    assert_ok(routes_weights_new(&weights, areas, area, neighbour, NULL, pairs, &options, &err),
              &err);
    return weights;
}

/* Three areas in a row, 10, 30 and 2 of 100 each: by hand.
 * m: 40/200 = 0.2, 42/300 = 0.14, 32/200 = 0.16. Of the first area, GeoDa: s2 = (100 * 0.1^2 +
 * 100 * 0.1^2) / 200 = 0.01, a = 0.01 - 0.2/100 = 0.008, w = 0.008/(0.008 + 0.002) = 0.8,
 * rate = 0.2 - 0.8 * 0.1 = 0.12. spdep: s2 = (100 * 0.1^2 + 100 * 0.16^2) / 200 = 0.0178,
 * a = 0.0158, w = 0.0158/0.0178, rate = 0.2 - 0.1 * 0.0158/0.0178. */
static void local_eb_by_hand(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1}, to[] = {1, 2};
    const double events[] = {10, 30, 2}, exposure[] = {100, 100, 100};
    double rate[3], weight[3];
    routes_rate_eb_prior priors[3];
    routes_error err;
    for (int self = 0; self < 2; self++) {
        routes_weights *weights = weights_of(3, from, to, 2, self);
        assert_ok(routes_rate_local_eb(rate, weight, priors, events, exposure, weights,
                                       ROUTES_RATE_LOCAL_EB_GEODA, &err),
                  &err);
        assert_near(rate[0], 0.12, 1e-14);
        assert_near(priors[1].mean, 0.14, 1e-14);
        assert_near(priors[0].variance, 0.008, 1e-14);
        assert_near(weight[0], 0.8, 1e-14);
        assert_true(priors[0].events == 40 && priors[0].exposure == 200 && priors[0].used == 2);
        assert_ok(routes_rate_local_eb(rate, NULL, NULL, events, exposure, weights,
                                       ROUTES_RATE_LOCAL_EB_SPDEP, &err),
                  &err);
        assert_near(rate[0], 0.2 - 0.1 * 0.0158 / 0.0178, 1e-14);
        routes_weights_free(weights);
    }
}

static void spatial_rates_by_hand(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1}, to[] = {1, 2};
    const double events[] = {10, 30, 2}, exposure[] = {100, 400, 50};
    double rate[4];
    routes_rate_local_sum sums[4];
    routes_error err;
    routes_weights *weights = weights_of(3, from, to, 2, 0);
    assert_ok(routes_rate_local_spatial(rate, sums, events, exposure, weights,
                                        ROUTES_RATE_LOCAL_POOLED, &err),
              &err);
    assert_near(rate[0], 40.0 / 500.0, 1e-15);
    assert_near(rate[1], 42.0 / 550.0, 1e-15);
    assert_int_equal(sums[1].members, 3);
    assert_ok(routes_rate_local_spatial(rate, NULL, events, exposure, weights,
                                        ROUTES_RATE_LOCAL_MEAN, &err),
              &err);
    assert_near(rate[0], (0.1 + 0.075) / 2.0, 1e-15);
    assert_near(rate[1], (0.1 + 0.075 + 0.04) / 3.0, 1e-15);
    routes_weights_free(weights);
}

/* Area 1 is not reported, area 3 has nobody: areas 0 and 2 are alone, area 1 has their rate. */
static void what_is_missing_is_not_on_the_map(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1, 2}, to[] = {1, 2, 3};
    const double events[] = {10, NAN, 2, 5}, exposure[] = {100, 100, 50, 0};
    double rate[4];
    routes_rate_local_sum sums[4];
    routes_error err;
    routes_weights *weights = weights_of(4, from, to, 3, 1);
    assert_ok(routes_rate_local_eb(rate, NULL, NULL, events, exposure, weights,
                                   ROUTES_RATE_LOCAL_EB_SPDEP, &err),
              &err);
    assert_near(rate[0], 0.1, 1e-15);
    assert_true(isnan(rate[1]));
    assert_near(rate[2], 0.04, 1e-15);
    assert_true(isnan(rate[3]));
    assert_ok(routes_rate_local_spatial(rate, sums, events, exposure, weights,
                                        ROUTES_RATE_LOCAL_POOLED, &err),
              &err);
    assert_near(rate[1], 12.0 / 150.0, 1e-15);
    assert_near(rate[3], 0.04, 1e-15);
    assert_int_equal(sums[0].members, 1);
    routes_weights_free(weights);

    /* Nobody anywhere near: no rate. */
    weights = weights_of(4, from, to, 0, 0);
    assert_ok(routes_rate_local_spatial(rate, sums, events, exposure, weights,
                                        ROUTES_RATE_LOCAL_MEAN, &err),
              &err);
    assert_true(isnan(rate[1]) && isnan(rate[3]));
    assert_int_equal(sums[1].members, 0);
    routes_weights_free(weights);
}

/* The three areas of above: pooled 40 of 500 and so on; the mean of rates of the first area adds
 * 1/200 an event of its own and 1/800 of its neighbour's. */
static void intervals_are_those_of_the_counts(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1}, to[] = {1, 2};
    const double events[] = {10, 30, 2}, exposure[] = {100, 400, 50};
    const double counts[] = {30, 10}, shares[] = {1.0 / 800, 1.0 / 200};
    const double none[] = {NAN, NAN, NAN};
    double lower[3], upper[3], low, high;
    routes_error err;
    routes_weights *weights = weights_of(3, from, to, 2, 1);
    assert_ok(routes_rate_local_interval(lower, upper, events, exposure, weights,
                                         ROUTES_RATE_LOCAL_POOLED, 0.9, &err),
              &err);
    assert_ok(routes_poisson_interval(&low, &high, 40, 0.9, &err), &err);
    assert_near(lower[0], low / 500, 1e-14);
    assert_near(upper[0], high / 500, 1e-14);
    assert_ok(routes_rate_local_interval(lower, upper, events, exposure, weights,
                                         ROUTES_RATE_LOCAL_MEAN, 0.9, &err),
              &err);
    assert_ok(routes_poisson_interval_sum(&low, &high, counts, shares, 2, 0.9, &err), &err);
    assert_near(lower[0], low, 1e-14);
    assert_near(upper[0], high, 1e-14);
    assert_ok(routes_rate_local_interval(lower, upper, none, exposure, weights,
                                         ROUTES_RATE_LOCAL_MEAN, 0.9, &err),
              &err);
    assert_true(isnan(lower[1]) && isnan(upper[1]));
    assert_int_equal(routes_rate_local_interval(lower, upper, events, exposure, weights,
                                                ROUTES_RATE_LOCAL_MEAN, 1.0, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_rate_local_interval(NULL, upper, events, exposure, weights,
                                                ROUTES_RATE_LOCAL_MEAN, 0, &err),
                     ROUTES_E_ARGUMENT);
    long live = routes_i_memory_live();
    for (long allowed = 0; allowed < 2; allowed++) {
        routes_i_memory_fail_after(allowed);
        assert_int_equal(routes_rate_local_interval(lower, upper, events, exposure, weights,
                                                    ROUTES_RATE_LOCAL_MEAN, 0, &err),
                         ROUTES_E_MEMORY);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), live);
    }
    routes_weights_free(weights);
}

static void no_events_give_rates_of_zero(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1}, to[] = {1, 2};
    const double events[] = {0, 0, 0}, exposure[] = {1, 20, 300};
    double rate[3];
    routes_error err;
    routes_weights *weights = weights_of(3, from, to, 2, 0);
    for (int kind = 0; kind < 2; kind++) {
        assert_ok(routes_rate_local_eb(rate, NULL, NULL, events, exposure, weights,
                                       (routes_rate_local_eb_kind)kind, &err),
                  &err);
        assert_true(rate[0] == 0.0 && rate[1] == 0.0 && rate[2] == 0.0);
        assert_ok(routes_rate_local_spatial(rate, NULL, events, exposure, weights,
                                            (routes_rate_local_spatial_kind)kind, &err),
                  &err);
        assert_true(rate[0] == 0.0 && rate[1] == 0.0 && rate[2] == 0.0);
    }
    routes_weights_free(weights);
}

static routes_weights *carolina(const csv *counties)
{
    csv pairs;
    assert_true(csv_read(&pairs, SIDS "expected_neighbours.csv"));
    uint32_t area[512], neighbour[512];
    assert_true(pairs.rows <= 512);
    for (size_t i = 0; i < pairs.rows; i++) {
        area[i] = (uint32_t)csv_find(counties, "fips", csv_at(&pairs, i, "fips"));
        neighbour[i] = (uint32_t)csv_find(counties, "fips", csv_at(&pairs, i, "neighbour"));
    }
    routes_weights *weights = weights_of(counties->rows, area, neighbour, pairs.rows, 0);
    csv_free(&pairs);
    return weights;
}

static void compare(const double *values, const csv *counties, const csv *expected,
                    const char *column)
{
    for (size_t i = 0; i < counties->rows; i++) {
        size_t row = csv_find(expected, "fips", csv_at(counties, i, "fips"));
        double wanted = csv_number(expected, row, column);
        if (!(fabs(values[i] - wanted) <= fmax(1e-12, 1e-10 * wanted) * (wanted != 0.0) + 1e-18))
            fail_msg("%s %zu is %.17g, expected %.17g", column, i, values[i], wanted);
    }
}

/* spdep's EBlocal, both rules; PySAL's Spatial_Rate, Disk_Smoother (weights with the counties
 * themselves) and Spatial_Empirical_Bayes of eight counties. */
static void rates_agree_with_spdep_and_pysal_on_the_carolina_counties(void **state)
{
    (void)state;
    static const struct {
        const char *fips;
        double pooled, mean, eb;
    } pysal[] = {
        {"37009", 0.00099222755085166207, 0.00073597599994209802, 0.00099222755085166207},
        {"37005", 0.0012639029322548028, 0.00093910688285430387, 0.0012639029322548028},
        {"37033", 0.0026216724926055391, 0.0024292263530550232, 0.0026216724926055391},
        {"37115", 0.0011648745519713263, 0.0011899627934911703, 0.0011648745519713263},
        {"37147", 0.0026275859516672216, 0.0027431288701117531, 0.0026275859516672216},
        {"37113", 0.0016125316747293251, 0.0013569408984539057, 0.0016125316747293251},
        {"37129", 0.0023503077783995521, 0.0025738026714777363, 0.0023503077783995521},
        {"37019", 0.0029304029304029304, 0.0030497549886829289, 0.0029116981412509006},
    };
    csv counties, expected;
    if (!csv_read(&counties, SIDS "counties.csv")) {
        print_message("skipped: no %s\n", SIDS);
        skip();
    }
    assert_true(csv_read(&expected, SIDS "expected.csv"));
    double events[100], births[100], rate[100], mean[100], variance[100];
    routes_rate_eb_prior priors[100];
    double pooled[100], raw_mean[100];
    routes_error err;
    assert_int_equal(counties.rows, 100);
    for (size_t i = 0; i < 100; i++) {
        events[i] = csv_number(&counties, i, "sid74");
        births[i] = csv_number(&counties, i, "bir74");
    }
    routes_weights *weights = carolina(&counties);
    assert_ok(routes_rate_local_eb(rate, NULL, priors, events, births, weights,
                                   ROUTES_RATE_LOCAL_EB_SPDEP, &err),
              &err);
    for (size_t i = 0; i < 100; i++) {
        mean[i] = priors[i].mean;
        variance[i] = priors[i].variance;
    }
    compare(rate, &counties, &expected, "eblocal74");
    compare(mean, &counties, &expected, "eblocal74_m");
    compare(variance, &counties, &expected, "eblocal74_a");
    assert_ok(routes_rate_local_eb(rate, NULL, priors, events, births, weights,
                                   ROUTES_RATE_LOCAL_EB_GEODA, &err),
              &err);
    for (size_t i = 0; i < 100; i++)
        variance[i] = priors[i].variance;
    compare(rate, &counties, &expected, "eblocal74_geoda");
    compare(variance, &counties, &expected, "eblocal74_geoda_a");
    assert_ok(routes_rate_local_spatial(pooled, NULL, events, births, weights,
                                        ROUTES_RATE_LOCAL_POOLED, &err),
              &err);
    assert_ok(routes_rate_local_spatial(raw_mean, NULL, events, births, weights,
                                        ROUTES_RATE_LOCAL_MEAN, &err),
              &err);
    for (size_t k = 0; k < sizeof pysal / sizeof *pysal; k++) {
        size_t i = csv_find(&counties, "fips", pysal[k].fips);
        assert_true(fabs(pooled[i] - pysal[k].pooled) <= 1e-12 * pysal[k].pooled);
        assert_true(fabs(raw_mean[i] - pysal[k].mean) <= 1e-12 * pysal[k].mean);
        assert_true(fabs(rate[i] - pysal[k].eb) <= 1e-12 * pysal[k].eb);
    }
    routes_weights_free(weights);
    csv_free(&expected);
    csv_free(&counties);
}

/* Local means are those of a brute force over all pairs; a rate lies between its raw rate and its
 * local mean. */
static void rates_lie_between_raw_and_local_mean(void **state)
{
    (void)state;
    enum { N = 30 };
    uint64_t seed = 1991;
    for (int round = 0; round < 200; round++) {
        uint32_t from[200], to[200];
        unsigned char near[N][N] = {0};
        size_t pairs = draw(&seed) % 80;
        for (size_t k = 0; k < pairs; k++) {
            from[k] = (uint32_t)(draw(&seed) % N);
            to[k] = (uint32_t)(draw(&seed) % N);
            near[from[k]][to[k]] = near[to[k]][from[k]] = 1;
        }
        double events[N], exposure[N], rate[N];
        routes_rate_eb_prior priors[N];
        for (size_t i = 0; i < N; i++) {
            exposure[i] = draw(&seed) % 10 ? 1.0 + (double)(draw(&seed) % 5000) : NAN;
            events[i] = draw(&seed) % 10 ? (double)(draw(&seed) % 20) : NAN;
        }
        routes_weights *weights = weights_of(N, from, to, pairs, 0);
        routes_error err;
        assert_ok(routes_rate_local_eb(rate, NULL, priors, events, exposure, weights,
                                       (routes_rate_local_eb_kind)(round % 2), &err),
                  &err);
        for (size_t i = 0; i < N; i++) {
            double x = 0, e = 0;
            for (size_t j = 0; j < N; j++)
                if ((near[i][j] || i == j) && !isnan(events[j]) && !isnan(exposure[j])) {
                    x += events[j];
                    e += exposure[j];
                }
            bool known = !isnan(events[i]) && !isnan(exposure[i]);
            assert_int_equal(isnan(rate[i]), !known);
            if (!known)
                continue;
            double raw = events[i] / exposure[i];
            double mean = priors[i].mean;
            assert_near(mean, x / e, 1e-13);
            assert_true(rate[i] >= fmin(raw, mean) - 1e-14);
            assert_true(rate[i] <= fmax(raw, mean) + 1e-14);
        }
        routes_weights_free(weights);
    }
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    const uint32_t from[] = {0}, to[] = {1};
    const double good[] = {1, 2}, minus[] = {1, -2}, endless[] = {INFINITY, 2};
    double rate[2] = {7, 7};
    routes_error err;
    routes_weights *weights = weights_of(2, from, to, 1, 0);
    assert_int_equal(routes_rate_local_eb(rate, NULL, NULL, minus, good, weights, 0, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "events[1] is -2, must be 0 or above");
    assert_int_equal(routes_rate_local_spatial(rate, NULL, good, endless, weights, 0, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "exposure[0] is inf, must be 0 or above");
    assert_int_equal(routes_rate_local_eb(rate, NULL, NULL, good, good, weights,
                                          (routes_rate_local_eb_kind)9, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_rate_local_spatial(rate, NULL, good, good, weights,
                                               (routes_rate_local_spatial_kind)9, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_rate_local_eb(NULL, NULL, NULL, good, good, weights, 0, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_rate_local_spatial(rate, NULL, good, good, NULL, 0, &err),
                     ROUTES_E_ARGUMENT);
    assert_true(rate[0] == 7 && rate[1] == 7);

    long live = routes_i_memory_live();
    routes_i_memory_fail_after(0);
    assert_int_equal(routes_rate_local_eb(rate, NULL, NULL, good, good, weights, 0, &err),
                     ROUTES_E_MEMORY);
    routes_i_memory_fail_after(-1);
    assert_int_equal(routes_i_memory_live(), live);
    assert_true(rate[0] == 7 && rate[1] == 7);
    routes_weights_free(weights);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(local_eb_by_hand),
        cmocka_unit_test(spatial_rates_by_hand),
        cmocka_unit_test(what_is_missing_is_not_on_the_map),
        cmocka_unit_test(intervals_are_those_of_the_counts),
        cmocka_unit_test(no_events_give_rates_of_zero),
        cmocka_unit_test(rates_agree_with_spdep_and_pysal_on_the_carolina_counties),
        cmocka_unit_test(rates_lie_between_raw_and_local_mean),
        cmocka_unit_test(bad_calls_are_refused),
    };
    return cmocka_run_group_tests_name("rate_local", tests, NULL, NULL);
}
