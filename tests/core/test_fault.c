/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "core/fault.h"

#include "core/memory.h"
#include "support/check.h"

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static void faults_keep_copies_up_to_the_limit_and_count_the_rest(void **state)
{
    (void)state;
    routes_faults *faults = NULL;
    routes_error err;
    char field[] = "low";

    assert_ok(routes_faults_new(&faults, 2, &err), &err);
    for (size_t i = 0; i < 5; i++) {
        routes_fault where = {.file = "lanes.csv", .row = i + 2, .field = field, .value = "7"};
        assert_ok(routes_i_fault(faults, &where, &err, "low %zu is above high", i), &err);
    }
    field[0] = 'X';
    assert_int_equal(routes_faults_size(faults), 2);
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 5);
    assert_string_equal(routes_faults_at(faults, 1)->field, "low");
    assert_string_equal(routes_faults_at(faults, 1)->message, "low 1 is above high");
    assert_null(routes_faults_at(faults, 2));

    assert_int_equal(routes_i_faults_judge(faults, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "lanes.csv row 2 low: low 0 is above high (and 4 more)");
    routes_faults_free(faults);
}

static void a_list_of_warnings_is_no_failure(void **state)
{
    (void)state;
    routes_faults *faults = NULL;
    routes_error err;

    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_i_faults_judge(faults, &err), &err);
    routes_fault where = {.severity = ROUTES_SEVERITY_WARNING};
    assert_ok(routes_i_fault(faults, &where, &err, "look"), &err);
    assert_ok(routes_i_faults_judge(faults, &err), &err);
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_WARNING), 1);
    assert_int_equal(routes_faults_add(faults, &where, &err), ROUTES_E_ARGUMENT);
    routes_faults_free(faults);
    routes_faults_free(NULL);
    assert_int_equal(routes_faults_size(NULL), 0);
}

static void a_list_can_be_used_again(void **state)
{
    (void)state;
    routes_faults *faults = NULL;
    routes_error err;
    routes_fault where = {.file = "a.csv", .row = 2};
    assert_ok(routes_faults_new(&faults, 2, &err), &err);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 3; i++)
            assert_ok(routes_i_fault(faults, &where, &err, "fault %d", i), &err);
        assert_int_equal(routes_faults_size(faults), 2);
        assert_string_equal(routes_faults_at(faults, 1)->message, "fault 1");
        assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 3);
        routes_i_faults_clear(faults);
        assert_int_equal(routes_faults_size(faults), 0);
        assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 0);
    }
    routes_faults_free(faults);
}

static void faults_survive_running_out_of_memory(void **state)
{
    (void)state;
    for (long allowed = 0;; allowed++) {
        routes_faults *faults = NULL;
        routes_status status = ROUTES_OK;
        routes_fault where = {.file = "a", .field = "b", .value = "c", .remedy = "d"};
        routes_i_memory_fail_after(allowed);
        status = routes_faults_new(&faults, 0, NULL);
        for (int i = 0; i < 40 && !status; i++) {
            status = routes_i_fault(faults, &where, NULL, "fault %d", i);
            if (status)
                assert_int_equal(routes_faults_size(faults), (size_t)i);
        }
        routes_i_memory_fail_after(-1);
        routes_faults_free(faults);
        assert_int_equal(routes_i_memory_live(), 0);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(faults_keep_copies_up_to_the_limit_and_count_the_rest,
                                  nothing_left),
        cmocka_unit_test_teardown(a_list_of_warnings_is_no_failure, nothing_left),
        cmocka_unit_test_teardown(a_list_can_be_used_again, nothing_left),
        cmocka_unit_test_teardown(faults_survive_running_out_of_memory, nothing_left),
    };
    return cmocka_run_group_tests_name("fault", tests, NULL, NULL);
}
