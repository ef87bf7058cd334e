/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory thread */

#include "routes/answer_hotspot_rank.h"

#include "core/memory.h"
#include "support/csv.h"
#include "support/own.h"

#define ORACLE ROUTES_SHARED "/oracles/rank_uncertainty/"

static routes_table *rank(const routes_table *areas, const routes_hotspot_rank_options *options)
{
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_answer_hotspot_rank(&table, areas, options, &err), &err);
    return table;
}

/* a and b as in the kernel's test: 0..2 and 1..3, so that a is first with chance 1/8. */
static void ranges_are_ranked_exactly(void **state)
{
    (void)state;
    static const char *const cells[] = {"b", "-",  "1",       "3",  "-", "a", "-",
                                        "0", "2",  "uniform", "no", "-", "-", "-",
                                        "-", "up", "-",       "9",  "-", "-", NULL};
    routes_table *areas = answer_make(
        "areas", ROUTES_KIND_OWN, "id:T value:N value_low:N value_high:N distribution:T", cells);
    routes_hotspot_rank_options options = ROUTES_HOTSPOT_RANK_OPTIONS;
    options.top = 1;
    routes_table *table = rank(areas, &options);
    assert_near(own_number(table, "a", "share_in_top"), 0.125, 1e-12);
    assert_near(own_number(table, "a", "rank"), 2, 0);
    assert_near(own_number(table, "b", "rank_mean"), 1.125, 1e-12);
    assert_near(own_number(table, "b", "rank_lower"), 1, 0);
    assert_near(own_number(table, "b", "rank_upper"), 2, 0);
    assert_near(own_range(table, "b", "value").high, 3, 0);
    assert_string_equal(own_text(table, "b", "distribution"), "uniform");
    assert_string_equal(own_text(table, "no", "reason"), "not_stated");
    assert_string_equal(own_text(table, "up", "reason"), "lower_bound");
    assert_true(isnan(own_number(table, "up", "rank")));
    assert_int_equal(answer_status(table, "rank", 3), ROUTES_VALUE_NO_DATA);
    assert_string_equal(routes_table_text_at(table, "id", 0), "b");
    assert_null(routes_table_meta(table, "seed"));
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"method\":\"exact\""));
    routes_table_free(table);

    options.method = ROUTES_HOTSPOT_RANK_DRAWS;
    options.seed = 3;
    table = rank(areas, &options);
    assert_true(fabs(own_number(table, "a", "share_in_top") - 0.125) < 0.014);
    assert_string_equal(routes_table_meta(table, "seed"), "3");
    routes_table_free(table);
    routes_table_free(areas);
}

/* One case more in a village than in a city of a thousand times its people: first by far as stated,
 * and anything as a rank. */
static void a_small_denominator_makes_no_sure_rank(void **state)
{
    (void)state;
    static const char *const cells[] = {"city", "200",     "20000", "town", "30",
                                        "2500", "village", "1",     "20",   NULL};
    routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, "id:T value:N population:N", cells);
    routes_hotspot_rank_options options = ROUTES_HOTSPOT_RANK_OPTIONS;
    options.top = 1;
    routes_table *table = rank(areas, &options);
    assert_near(own_number(table, "village", "rank_stated"), 1, 0);
    assert_near(own_number(table, "village", "rank_lower"), 1, 0);
    assert_near(own_number(table, "village", "rank_upper"), 3, 0);
    assert_true(own_number(table, "village", "share_in_top") < 0.95);
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"sampling\":\"poisson\""));
    routes_table_free(table);
    options.sampling = ROUTES_HOTSPOT_RANK_NOTHING;
    table = rank(areas, &options);
    assert_near(own_number(table, "village", "rank_upper"), 1, 0);
    routes_table_free(table);
    routes_table_free(areas);
}

/* All cases of the oracle as one table each, shuffled, on 1, 2 and 7 threads. */
static void shares_agree_with_exact_fractions_in_any_order(void **state)
{
    (void)state;
    csv items, expected;
    if (!csv_read(&items, ORACLE "items.csv")) {
        print_message("skipped: no %s\n", ORACLE);
        skip();
    }
    assert_true(csv_read(&expected, ORACLE "expected.csv"));
    for (size_t first = 0, n = 0; first < items.rows; first += n) {
        const char *name = csv_at(&items, first, "case");
        const char *cells[64 * 5 + 1] = {NULL};
        for (n = 0; first + n < items.rows; n++)
            if (strcmp(csv_at(&items, first + n, "case"), name) != 0)
                break;
        for (size_t i = 0; i < n; i++) {
            size_t row = first + (n - 1 - i);
            cells[5 * i] = csv_at(&items, row, "item");
            cells[5 * i + 1] = csv_at(&items, row, "moderate");
            cells[5 * i + 2] = csv_at(&items, row, "low");
            cells[5 * i + 3] = csv_at(&items, row, "high");
            cells[5 * i + 4] = csv_at(&items, row, "distribution");
        }
        routes_table *areas =
            answer_make("areas", ROUTES_KIND_OWN,
                        "id:T value:N value_low:N value_high:N distribution:T", cells);
        routes_hotspot_rank_options options = ROUTES_HOTSPOT_RANK_OPTIONS;
        routes_run run = ROUTES_RUN;
        options.run = &run;
        options.draws = 999;
        options.top = 2;
        routes_table *exact = rank(areas, &options);
        options.method = ROUTES_HOTSPOT_RANK_DRAWS;
        char *jsons[3];
        for (int k = 0; k < 3; k++) {
            run.threads = k == 0 ? 1 : k == 1 ? 2 : 7;
            routes_table *drawn = rank(areas, &options);
            jsons[k] = own_json(drawn);
            routes_table_free(drawn);
        }
        assert_string_equal(jsons[0], jsons[1]);
        assert_string_equal(jsons[0], jsons[2]);
        for (int k = 0; k < 3; k++)
            routes_text_free(jsons[k]);
        for (size_t row = 0; row < expected.rows; row++) {
            if (strcmp(csv_at(&expected, row, "case"), name) != 0 ||
                csv_number(&expected, row, "rank") != 2)
                continue;
            const char *item = csv_at(&expected, row, "item");
            assert_true(fabs(own_number(exact, item, "share_in_top") -
                             csv_number(&expected, row, "at_most")) <= 1e-10);
            assert_true(fabs(own_number(exact, item, "rank_mean") -
                             csv_number(&expected, row, "expected_rank")) <= 1e-9);
        }
        routes_table_free(exact);
        routes_table_free(areas);
    }
    csv_free(&items);
    csv_free(&expected);
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    static const char *const odd[] = {"a", "1", "round", NULL};
    static const char *const good[] = {"a", "1", "5", "b", "2", "9", NULL};
    routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, "id:T value:N distribution:T", odd);
    routes_table *table = NULL;
    routes_hotspot_rank_options options = ROUTES_HOTSPOT_RANK_OPTIONS;
    routes_error err;
    assert_int_equal(routes_answer_hotspot_rank(&table, areas, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message,
                        "area \"a\": distribution \"round\" is not uniform, triangular or pert");
    routes_table_free(areas);
    areas = answer_make("areas", ROUTES_KIND_OWN, "id:T value:N population:N", good);
    options.method = ROUTES_HOTSPOT_RANK_EXACT;
    assert_int_equal(routes_answer_hotspot_rank(&table, areas, &options, &err), ROUTES_E_ARGUMENT);
    options.method = (routes_hotspot_rank_method)5;
    assert_int_equal(routes_answer_hotspot_rank(&table, areas, &options, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_hotspot_rank(NULL, areas, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_hotspot_rank(&table, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    assert_null(table);

    options = (routes_hotspot_rank_options)ROUTES_HOTSPOT_RANK_OPTIONS;
    options.draws = 5;
    long live = routes_i_memory_live();
    for (int sampling = 1; sampling < 3; sampling++) {
        routes_status status = ROUTES_E_MEMORY;
        options.sampling = (routes_hotspot_rank_sampling)sampling;
        for (long allowed = 0; status != ROUTES_OK; allowed++) {
            assert_true(allowed < 1000);
            routes_i_memory_fail_after(allowed);
            status = routes_answer_hotspot_rank(&table, areas, &options, &err);
            routes_i_memory_fail_after(-1);
            assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && !table));
            routes_table_free(table);
            assert_int_equal(routes_i_memory_live(), live);
        }
    }
    routes_table_free(areas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_are_ranked_exactly),
        cmocka_unit_test(a_small_denominator_makes_no_sure_rank),
        cmocka_unit_test(shares_agree_with_exact_fractions_in_any_order),
        cmocka_unit_test(bad_calls_are_refused),
    };
    return cmocka_run_group_tests_name("answer_hotspot_rank", tests, NULL, NULL);
}
