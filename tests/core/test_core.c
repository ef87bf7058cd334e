/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit */

#include "core/fail.h"
#include "core/options.h"
#include "support/check.h"

static void fail_without_an_error_only_returns(void **state)
{
    (void)state;
    assert_int_equal(routes_i_fail(NULL, ROUTES_E_IO, "unseen"), ROUTES_E_IO);
}

static void fail_cuts_between_characters(void **state)
{
    (void)state;
    enum { SIZE = ROUTES_ERROR_MESSAGE_SIZE };
    const char *last[] = {"\xC3\xA9", "\xE1\x9E\x80", "\xF0\x9F\x8C\x8D"};
    routes_error err;
    char text[SIZE + 8];

    for (size_t k = 0; k < 3; k++) {
        memset(text, 'x', sizeof text);
        strcpy(text + SIZE - 2, last[k]);
        routes_i_fail(&err, ROUTES_E_DATA, "%s", text);
        assert_int_equal(strlen(err.message), SIZE - 2);

        strcpy(text + SIZE - 1 - strlen(last[k]), last[k]);
        routes_i_fail(&err, ROUTES_E_DATA, "%s", text);
        assert_string_equal(err.message, text);
    }
}

static void status_text_answers_for_any_value(void **state)
{
    (void)state;
    assert_string_equal(routes_status_text(ROUTES_E_DEPENDENCY), "a library underneath failed");
    assert_string_equal(routes_status_text((routes_status)1234), "unknown status");
}

struct settings {
    size_t size;
    double a;
};

static void options_read_defaults_values_and_strangers(void **state)
{
    (void)state;
    struct settings given = {sizeof given, 5.0};
    struct settings known = {0, 99.0};
    routes_error err;

    assert_ok(routes_i_options_read(&known, sizeof known, NULL, &err), &err);
    assert_near(known.a, 0.0, 0.0);
    assert_int_equal(known.size, sizeof known);

    assert_ok(routes_i_options_read(&known, sizeof known, &given, &err), &err);
    assert_near(known.a, 5.0, 0.0);

    given.size = sizeof given + 8;
    given.a = 6.0;
    assert_int_equal(routes_i_options_read(&known, sizeof known, &given, &err), ROUTES_E_ARGUMENT);
    assert_near(known.a, 5.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fail_without_an_error_only_returns),
        cmocka_unit_test(fail_cuts_between_characters),
        cmocka_unit_test(status_text_answers_for_any_value),
        cmocka_unit_test(options_read_defaults_values_and_strangers),
    };
    return cmocka_run_group_tests_name("core", tests, NULL, NULL);
}
