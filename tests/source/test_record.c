/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "source/record.h"

#include "core/fail.h"
#include "core/memory.h"
#include "support/check.h"

static const char text[] = "service_id,organisation,area_id\n"
                           "S01,\"A, B\",KH12\n"
                           "S02,\"two\nlines\",\n"
                           "S03,,KH18\n";

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static void a_table_is_held_whole_with_its_rows_and_lines(void **state)
{
    (void)state;
    routes_i_records *records = NULL;
    routes_faults *faults = NULL;
    routes_error err = {0};

    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_i_records_read_bytes(&records, text, sizeof text - 1, "services.csv", NULL,
                                          NULL, faults, &err),
              &err);
    routes_faults_free(faults);
    assert_string_equal(routes_i_records_file(records), "services.csv");
    assert_int_equal(routes_i_records_size(records), 3);
    assert_int_equal(routes_i_records_columns(records), 3);
    assert_string_equal(routes_i_records_name(records, 1), "organisation");
    assert_int_equal(routes_i_records_find(records, "area_id"), 2);
    assert_int_equal(routes_i_records_find(records, "lon"), SIZE_MAX);
    assert_string_equal(routes_i_records_cell(records, 0, 1), "A, B");
    assert_string_equal(routes_i_records_cell(records, 1, 2), "");
    assert_string_equal(routes_i_records_cell(records, 2, 0), "S03");
    assert_int_equal(routes_i_records_row(records, 2), 4);
    assert_int_equal(routes_i_records_line(records, 2), 5);
    routes_i_records_free(records);
    routes_i_records_free(NULL);
}

static routes_status refuse_phone(const char *const *names, size_t columns, void *user,
                                  routes_error *err)
{
    ++*(int *)user;
    for (size_t i = 0; i < columns; i++)
        if (strcmp(names[i], "phone") == 0)
            return routes_i_fail(err, ROUTES_E_DATA, "column %s is personal", names[i]);
    return ROUTES_OK;
}

static void columns_are_judged_before_any_row_is_read(void **state)
{
    (void)state;
    /* The row is too long, yet nothing of it may be told once its columns are refused. */
    const char personal[] = "service_id,phone\nS01,+855 12 345 678,x\n";
    routes_i_records *records = NULL;
    routes_faults *faults = NULL;
    routes_error err = {0};
    int asked = 0;

    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_int_equal(routes_i_records_read_bytes(&records, personal, sizeof personal - 1, "s.csv",
                                                 refuse_phone, &asked, faults, &err),
                     ROUTES_E_DATA);
    assert_null(records);
    assert_int_equal(asked, 1);
    assert_string_equal(err.message, "column phone is personal");
    assert_int_equal(routes_faults_size(faults), 0);
    routes_faults_free(faults);
}

static void a_faulty_row_refuses_the_table(void **state)
{
    (void)state;
    routes_i_records *records = NULL;
    routes_faults *faults = NULL;
    routes_error err = {0};

    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_int_equal(routes_i_records_read(&records, ROUTES_TEST_DATA "/bad/csv/short_row.csv",
                                           "short_row.csv", NULL, NULL, faults, &err),
                     ROUTES_E_DATA);
    assert_null(records);
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 1);
    assert_int_equal(routes_i_records_read(&records, "no/such.csv", NULL, NULL, NULL, faults, &err),
                     ROUTES_E_IO);
    assert_null(records);
    routes_faults_free(faults);
}

static void a_table_survives_running_out_of_memory(void **state)
{
    (void)state;
    for (long allowed = 0;; allowed++) {
        routes_i_records *records = NULL;
        routes_faults *faults = NULL;
        routes_i_memory_fail_after(allowed);
        routes_status status = routes_faults_new(&faults, 0, NULL);
        if (!status)
            status = routes_i_records_read_bytes(&records, text, sizeof text - 1, "services.csv",
                                                 NULL, NULL, faults, NULL);
        routes_i_memory_fail_after(-1);
        routes_i_records_free(records);
        routes_faults_free(faults);
        assert_int_equal(routes_i_memory_live(), 0);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
        assert_null(records);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_table_is_held_whole_with_its_rows_and_lines, nothing_left),
        cmocka_unit_test_teardown(columns_are_judged_before_any_row_is_read, nothing_left),
        cmocka_unit_test_teardown(a_faulty_row_refuses_the_table, nothing_left),
        cmocka_unit_test_teardown(a_table_survives_running_out_of_memory, nothing_left),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
