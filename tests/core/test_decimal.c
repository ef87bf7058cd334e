/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property */

#include "routes/decimal.h"

#include <stdio.h>

#include "support/check.h"

static void decimals_become_whole_numbers(void **state)
{
    (void)state;
    const struct {
        const char *text;
        unsigned decimals;
        int64_t count;
    } good[] = {
        {"0.1", 1, 1},
        {"0.3", 6, 300000},
        {"12", 0, 12},
        {"-12.5", 3, -12500},
        {"+7.", 2, 700},
        {".25", 2, 25},
        {"00012.3400", 2, 1234},
        {"1.0000000000000000000000000", 0, 1},
        {"3e-1", 1, 3},
        {"2.5E3", 0, 2500},
        {"1e+2", 6, 100000000},
        {"0e999999999999", 0, 0},
        {"0.000e-5", 0, 0},
        {"9223372036854775807", 0, INT64_MAX},
        {"-9.223372036854775807", 18, -INT64_MAX},
        {"0.000000000000000001", 18, 1},
    };
    routes_error err;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        int64_t count = -1;
        assert_ok(routes_decimal_read(&count, good[i].text, good[i].decimals, &err), &err);
        if (count != good[i].count)
            fail_msg("%s: %lld", good[i].text, (long long)count);
    }
}

/* The reason for all this: as doubles the two differ. */
static void sums_of_decimals_tie(void **state)
{
    (void)state;
    int64_t a = 0;
    int64_t b = 0;
    int64_t c = 0;
    routes_error err;
    assert_ok(routes_decimal_read(&a, "0.1", 6, &err), &err);
    assert_ok(routes_decimal_read(&b, "0.2", 6, &err), &err);
    assert_ok(routes_decimal_read(&c, "0.3", 6, &err), &err);
    assert_true(a + b == c);
}

static void what_is_no_such_number_is_refused(void **state)
{
    (void)state;
    const struct {
        const char *text;
        const char *says;
    } bad[] = {
        {"", "'' is not a decimal number"},
        {"-", "'-' is not a decimal number"},
        {".", "'.' is not a decimal number"},
        {"1e", "'1e' is not a decimal number"},
        {" 1", "' 1' is not a decimal number"},
        {"1,5", "'1,5' is not a decimal number"},
        {"nan", "'nan' is not a decimal number"},
        {"0x10", "'0x10' is not a decimal number"},
        {"0.0000001", "'0.0000001' has more than 6 decimals"},
        {"1e-7", "'1e-7' has more than 6 decimals"},
        {"1e-99999999", "'1e-99999999' has more than 6 decimals"},
        {"9223372036854.775808", "'9223372036854.775808' is too large for 6 decimals"},
        {"1e30", "'1e30' is too large for 6 decimals"},
        {"1e99999999999", "'1e99999999999' is too large for 6 decimals"},
    };
    routes_error err;
    int64_t count = 7;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(routes_decimal_read(&count, bad[i].text, 6, &err), ROUTES_E_DATA);
        assert_string_equal(err.message, bad[i].says);
    }
    assert_int_equal(routes_decimal_read(&count, "1", 19, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "decimals is 19, must be at most 18");
    assert_int_equal(routes_decimal_read(NULL, "1", 1, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_decimal_read(&count, NULL, 1, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(count, 7);
}

static void doubles_round_to_the_nearest_count(void **state)
{
    (void)state;
    int64_t count = 0;
    routes_error err;
    assert_ok(routes_decimal_round(&count, 0.1, 6, &err), &err);
    assert_int_equal(count, 100000);
    assert_ok(routes_decimal_round(&count, -1.0000005, 6, &err), &err);
    assert_in_range(-count, 1000000, 1000001);
    assert_ok(routes_decimal_round(&count, 2.5, 0, &err), &err);
    assert_int_equal(count, 3);
    assert_int_equal(routes_decimal_round(&count, NAN, 6, &err), ROUTES_E_DATA);
    assert_int_equal(routes_decimal_round(&count, INFINITY, 6, &err), ROUTES_E_DATA);
    assert_int_equal(routes_decimal_round(&count, 1e13, 6, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "1e+13 is not a number that 6 decimals can hold");
    assert_int_equal(routes_decimal_round(&count, 1.0, 19, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(count, 3);
}

/* Oracle: the C library writes a whole number with a point put in by hand. */
static void what_is_written_is_read_back(void **state)
{
    (void)state;
    uint64_t seed = 11;
    routes_error err;
    for (int round = 0; round < 2000; round++) {
        int64_t value = (int64_t)(draw(&seed) >> (1 + draw(&seed) % 60));
        char text[64];
        snprintf(text, sizeof text, "%lld.%06lld", (long long)(value / 1000000),
                 (long long)(value % 1000000));
        int64_t back = -1;
        assert_ok(routes_decimal_read(&back, text, 6, &err), &err);
        assert_true(back == value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_become_whole_numbers),
        cmocka_unit_test(sums_of_decimals_tie),
        cmocka_unit_test(what_is_no_such_number_is_refused),
        cmocka_unit_test(doubles_round_to_the_nearest_count),
        cmocka_unit_test(what_is_written_is_read_back),
    };
    return cmocka_run_group_tests_name("decimal", tests, NULL, NULL);
}
