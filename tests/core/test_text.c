/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "core/text.h"

#include <locale.h>
#include <stdio.h>

#include "core/memory.h"
#include "support/check.h"

static void numbers_read_back_the_same(void **state)
{
    (void)state;
    uint64_t seed = 5;
    char text[ROUTES_I_NUMBER_SIZE];
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = draw(&seed);
        double value, back;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        routes_i_number_text(text, value, 0);
        assert_true(routes_i_number_read(&back, text));
        assert_memory_equal(&value, &back, sizeof value);
    }
    routes_i_number_text(text, 0.1, 0);
    assert_string_equal(text, "0.1");
    routes_i_number_text(text, 0.1, 17);
    assert_string_equal(text, "0.10000000000000001");
    routes_i_number_text(text, -40000, 0);
    assert_string_equal(text, "-40000");
    routes_i_number_text(text, NAN, 0);
    assert_string_equal(text, "nan");
}

static void numbers_do_not_follow_the_locale(void **state)
{
    (void)state;
    const char *commas[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "km_KH.UTF-8"};
    for (size_t i = 0; i < 3 && !setlocale(LC_NUMERIC, commas[i]); i++)
        ;
    char text[ROUTES_I_NUMBER_SIZE];
    double value = 0;
    routes_i_number_text(text, 1.5, 0);
    assert_string_equal(text, "1.5");
    assert_true(routes_i_number_read(&value, "2.25"));
    assert_near(value, 2.25, 0.0);
    setlocale(LC_NUMERIC, "C");
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    const char *bad[] = {"",    " 1",  "1 ",    "0x10",     "nan", "inf",   "1,5", "1e",
                         "1e+", "--1", "1.2.3", "infinity", ".",   "1e999", "+",   "12a"};
    const char *good[] = {"1.", ".5", "+3", "-0", "1e-320", "1E5"};
    double value = 7;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(routes_i_number_read(&value, bad[i]));
    assert_near(value, 7.0, 0.0);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(routes_i_number_read(&value, good[i]));

    int64_t whole = 7;
    assert_true(routes_i_integer_read(&whole, "-9223372036854775808"));
    assert_true(whole == INT64_MIN);
    assert_false(routes_i_integer_read(&whole, "9223372036854775808"));
    assert_false(routes_i_integer_read(&whole, "1.0"));
    assert_false(routes_i_integer_read(&whole, "-"));
}

static void dates_are_counted_from_1970(void **state)
{
    (void)state;
    int32_t days = 9;
    char text[16];
    assert_true(routes_i_date_read(&days, "1970-01-01"));
    assert_int_equal(days, 0);
    assert_true(routes_i_date_read(&days, "2000-03-01"));
    assert_int_equal(days, 11017); /* 30 years, 7 leap days, 31 + 29 days: 10950 + 7 + 60 */
    const char *bad[] = {"2001-02-29", "1900-02-29", "2001-13-01", "2001-00-10", "2001-04-31",
                         "2001-4-1",   "01-04-2001", "2001-04-1x", "0000-01-01", "2001"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(routes_i_date_read(&days, bad[i]));
    assert_true(routes_i_date_read(&days, "2000-02-29"));

    for (int32_t day = -700000; day < 2000000; day += 997) {
        int32_t back = 0;
        routes_i_date_text(text, day);
        assert_true(routes_i_date_read(&back, text));
        assert_int_equal(back, day);
    }
    routes_i_date_text(text, ROUTES_I_NO_DATE);
    assert_string_equal(text, "");
}

static void utf8_is_judged_by_the_standard(void **state)
{
    (void)state;
    const char *good[] = {"", "abc", "\xC3\xA9", "ភ្នំពេញ", "\xF0\x9F\x8C\x8D", "\xEF\xBF\xBD"};
    const char *bad[] = {"\x80",
                         "\xC3",
                         "\xC0\xAF",
                         "\xE0\x80\xAF",
                         "\xED\xA0\x80",
                         "\xF5\x80\x80\x80",
                         "\xF0\x80\x80\x80",
                         "caf\xE9"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(routes_i_utf8_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(routes_i_utf8_valid(bad[i], strlen(bad[i])));
    assert_false(routes_i_utf8_valid("a\0b", 3));
}

static void text_is_escaped_for_xml(void **state)
{
    (void)state;
    routes_i_text text = {0};
    routes_i_text_markup(&text, "<a href=\"x\">R&D's\001</a>\tភ\n");
    routes_i_text_markup(&text, NULL);
    assert_string_equal(routes_i_text_get(&text),
                        "&lt;a href=&quot;x&quot;&gt;R&amp;D&apos;s &lt;/a&gt;\tភ\n");
    routes_i_text_free(&text);
}

static void a_text_remembers_that_memory_ran_out(void **state)
{
    (void)state;
    for (long allowed = 0;; allowed++) {
        routes_i_text text = {0};
        routes_i_memory_fail_after(allowed);
        for (int i = 0; i < 100; i++) {
            routes_i_text_print(&text, "row %d, ", i);
            routes_i_text_number(&text, i / 8.0);
        }
        routes_i_memory_fail_after(-1);
        int failed = text.failed;
        if (!failed)
            assert_memory_equal(text.bytes, "row 0, 0row 1, 0.125", 20);
        routes_i_text_free(&text);
        assert_int_equal(routes_i_memory_live(), 0);
        if (!failed)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_read_back_the_same),
        cmocka_unit_test(numbers_do_not_follow_the_locale),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(dates_are_counted_from_1970),
        cmocka_unit_test(utf8_is_judged_by_the_standard),
        cmocka_unit_test(text_is_escaped_for_xml),
        cmocka_unit_test(a_text_remembers_that_memory_ran_out),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
