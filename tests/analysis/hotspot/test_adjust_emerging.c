/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: oracle */

#include "routes/adjust.h"

#include "support/csv.h"

#define FILE_OF_CASES ROUTES_SHARED "/oracles/emerging/expected_bh.csv"

/* The adjusted p of each scope, as R's p.adjust gives them (see the oracle's README). */
static void adjusted_chances_agree_with_r_in_every_scope(void **state)
{
    (void)state;
    csv known;
    double p[256], adjusted[256];
    if (!csv_read(&known, FILE_OF_CASES)) {
        print_message("skipped: no %s\n", FILE_OF_CASES);
        skip();
    }
    size_t scopes = 0;
    for (size_t first = 0, n = 0; first < known.rows; first += n, scopes++) {
        const char *scope = csv_at(&known, first, "scope");
        routes_error err;
        for (n = 0; first + n < known.rows; n++) {
            if (strcmp(csv_at(&known, first + n, "scope"), scope) != 0)
                break;
            assert_true(n < 256);
            p[n] = csv_number(&known, first + n, "p_gamma_poisson");
        }
        assert_ok(routes_adjust_bh(adjusted, p, n, &err), &err);
        for (size_t i = 0; i < n; i++) {
            double wanted = csv_number(&known, first + i, "p_adjusted");
            assert_int_equal(isnan(adjusted[i]), isnan(wanted));
            if (isnan(wanted))
                continue;
            assert_true(fabs(adjusted[i] - wanted) <= 1e-10 * wanted);
            assert_int_equal(adjusted[i] <= 0.05,
                             strcmp(csv_at(&known, first + i, "alarm_05"), "yes") == 0);
            assert_int_equal(adjusted[i] <= 0.1,
                             strcmp(csv_at(&known, first + i, "alarm_10"), "yes") == 0);
        }
    }
    assert_true(scopes >= 4);
    csv_free(&known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adjusted_chances_agree_with_r_in_every_scope),
    };
    return cmocka_run_group_tests_name("adjust_emerging", tests, NULL, NULL);
}
