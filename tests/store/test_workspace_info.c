/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "core/memory.h"
#include "routes/date.h"
#include "routes/workspace.h"
#include "support/check.h"
#include "support/three_provinces.h"

static int nothing_left(void **state)
{
    (void)state;
    routes_i_memory_fail_after(-1);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static routes_model *three(void)
{
    routes_model *model = NULL;
    routes_error err;
    assert_ok(routes_model_new(&model, &err), &err);
    assert_ok(three_provinces(model, &err), &err);
    return model;
}

static void assert_date(const routes_table *table, const char *column, size_t row, const char *date)
{
    char text[ROUTES_DATE_SIZE] = "";
    size_t at = routes_table_find(table, column);
    if (routes_table_status(table, at)[row] == ROUTES_VALUE_OK)
        routes_date_text(text, routes_table_dates(table, at)[row]);
    assert_string_equal(text, date);
}

static void info_says_rows_period_and_sources(void **state)
{
    (void)state;
    routes_model *model = three();
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_workspace_info(&table, model, &err), &err);
    assert_int_equal(routes_table_rows(table), ROUTES_ENTITIES);
    const int64_t *rows = routes_table_integers(table, routes_table_find(table, "rows"));
    assert_string_equal(routes_table_text_at(table, "table", ROUTES_LANES), "lanes");
    assert_int_equal(rows[ROUTES_LANES], 4);
    assert_int_equal(rows[ROUTES_AREAS], 5);
    assert_date(table, "period_start", ROUTES_LANES, "2001-01-01");
    assert_date(table, "period_end", ROUTES_LANES, "2001-12-31");
    assert_date(table, "period_start", ROUTES_POPULATIONS, "1998-01-01");
    assert_date(table, "period_end", ROUTES_POPULATIONS, "1998-12-31");
    assert_date(table, "period_start", ROUTES_PLACES, "");
    assert_string_equal(routes_table_text_at(table, "sources", ROUTES_LANES), "S1");
    assert_null(routes_table_text_at(table, "sources", ROUTES_LEGS));
    assert_int_equal(strlen(routes_table_meta(table, "digest")), 64);
    routes_table_free(table);
    routes_model_free(model);
}

/* A value, an order or a table more is another digest; the line of a row is not. */
static void the_digest_is_that_of_the_data(void **state)
{
    (void)state;
    routes_model *a = three(), *b = three();
    routes_table *table_a = NULL, *table_b = NULL;
    routes_error err;
    assert_ok(routes_workspace_info(&table_a, a, &err), &err);
    assert_ok(routes_workspace_info(&table_b, b, &err), &err);
    assert_string_equal(routes_table_meta(table_a, "digest"), routes_table_meta(table_b, "digest"));
    routes_table_free(table_b);

    routes_leg leg;
    routes_entity_clear(ROUTES_LEGS, &leg);
    leg.lane_id = "L1";
    leg.leg_no = 3;
    leg.origin.row = 7;
    assert_ok(routes_model_add_leg(b, &leg, &err), &err);
    assert_ok(routes_workspace_info(&table_b, b, &err), &err);
    assert_string_not_equal(routes_table_meta(table_a, "digest"),
                            routes_table_meta(table_b, "digest"));
    leg.origin.row = 8;
    assert_ok(routes_model_add_leg(a, &leg, &err), &err);
    routes_table_free(table_a);
    assert_ok(routes_workspace_info(&table_a, a, &err), &err);
    assert_string_equal(routes_table_meta(table_a, "digest"), routes_table_meta(table_b, "digest"));
    routes_table_free(table_a);
    routes_table_free(table_b);
    routes_model_free(a);
    routes_model_free(b);
}

static void info_survives_running_out_of_memory(void **state)
{
    (void)state;
    routes_model *model = three();
    long live = routes_i_memory_live();
    for (long allowed = 0;; allowed++) {
        routes_table *table = NULL;
        routes_i_memory_fail_after(allowed);
        routes_status status = routes_workspace_info(&table, model, NULL);
        routes_i_memory_fail_after(-1);
        routes_table_free(table);
        assert_int_equal(routes_i_memory_live(), live);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
        assert_null(table);
    }
    assert_int_equal(routes_workspace_info(NULL, model, NULL), ROUTES_E_ARGUMENT);
    routes_table *table = NULL;
    assert_int_equal(routes_workspace_info(&table, NULL, NULL), ROUTES_E_ARGUMENT);
    routes_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(info_says_rows_period_and_sources, nothing_left),
        cmocka_unit_test_teardown(the_digest_is_that_of_the_data, nothing_left),
        cmocka_unit_test_teardown(info_survives_running_out_of_memory, nothing_left),
    };
    return cmocka_run_group_tests_name("workspace_info", tests, NULL, NULL);
}
