/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: oracle */

#include "routes/rate.h"

#include "support/csv.h"

#define SIDS ROUTES_SHARED "/oracles/nc_sids/"

static void check(const csv *counties, const csv *expected, const char *events, const char *births,
                  const char *column, routes_rate_eb_family family, routes_rate_eb_prior *prior)
{
    double s[100];
    double b[100];
    double rate[100];
    routes_error err;
    assert_int_equal(counties->rows, 100);
    for (size_t i = 0; i < 100; i++) {
        s[i] = csv_number(counties, i, events);
        b[i] = csv_number(counties, i, births);
    }
    routes_rate_eb_options options = ROUTES_RATE_EB_OPTIONS;
    options.family = family;
    assert_ok(routes_rate_eb(rate, NULL, prior, s, b, 100, &options, &err), &err);
    for (size_t i = 0; i < 100; i++) {
        size_t row = csv_find(expected, "fips", csv_at(counties, i, "fips"));
        double wanted = csv_number(expected, row, column);
        if (fabs(rate[i] - wanted) > 1e-10 * wanted)
            fail_msg("%s %zu is %.17g, expected %.17g", column, i, rate[i], wanted);
    }
}

/* spdep's EBest and a transcription in NumPy (see the oracle's README). */
static void rates_agree_with_spdep_on_the_carolina_counties(void **state)
{
    (void)state;
    csv counties;
    csv expected;
    csv global;
    routes_rate_eb_prior prior;
    if (!csv_read(&counties, SIDS "counties.csv")) {
        print_message("skipped: no %s\n", SIDS);
        skip();
    }
    assert_true(csv_read(&expected, SIDS "expected.csv"));
    assert_true(csv_read(&global, SIDS "expected_global.csv"));
    check(&counties, &expected, "sid74", "bir74", "ebglobal74_binomial", ROUTES_RATE_EB_BINOMIAL,
          &prior);
    check(&counties, &expected, "sid79", "bir79", "ebglobal79", ROUTES_RATE_EB_POISSON, &prior);
    check(&counties, &expected, "sid74", "bir74", "ebglobal74", ROUTES_RATE_EB_POISSON, &prior);
    double a = csv_number(&global, csv_find(&global, "key", "ebglobal74_a"), "value");
    double b = csv_number(&global, csv_find(&global, "key", "ebglobal74_b"), "value");
    assert_true(fabs(prior.variance - a) <= 1e-10 * a);
    assert_true(fabs(prior.mean - b) <= 1e-10 * b);
    csv_free(&global);
    csv_free(&expected);
    csv_free(&counties);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_agree_with_spdep_on_the_carolina_counties),
    };
    return cmocka_run_group_tests_name("rate_sids", tests, NULL, NULL);
}
