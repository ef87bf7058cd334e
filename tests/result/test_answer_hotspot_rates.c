/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "routes/answer_hotspot_rates.h"

#include "core/memory.h"
#include "routes/poisson_interval.h"
#include "support/csv.h"
#include "support/own.h"

#define SIDS ROUTES_SHARED "/oracles/nc_sids/"
#define HEADS                                                                                      \
    "id:T value:N value_low:N value_high:N population:N population_low:N population_high:N"

static routes_table *rates(const routes_table *areas, const routes_weights *weights,
                           routes_hotspot_rate rate, double per, const routes_run *run)
{
    routes_table *table = NULL;
    routes_hotspot_rates_options options = ROUTES_HOTSPOT_RATES_OPTIONS;
    routes_error err;
    options.rate = rate;
    options.per = per;
    options.run = run;
    assert_ok(routes_answer_hotspot_rates(&table, areas, weights, &options, &err), &err);
    return table;
}

/* b has 20 (10 to 40) of 200 (100 to 400): 20/200, from 10/400 to 40/100. The others say why they
 * have no rate. All with a rate: 10 + 20 + 3 = 33 events of 302 people. */
static const char *const mixed[] = {"b", "20", "10", "40", "200", "100", "400", /* */
                                    "a", "10", "-",  "-",  "100", "-",   "-",   /* */
                                    "c", "-",  "-",  "-",  "50",  "-",   "-",   /* */
                                    "d", "-",  "7",  "-",  "50",  "-",   "-",   /* */
                                    "e", "-",  "1",  "3",  "50",  "-",   "-",   /* */
                                    "f", "4",  "-",  "-",  "-",   "-",   "-",   /* */
                                    "g", "4",  "-",  "-",  "0",   "-",   "-",   /* */
                                    "h", "3",  "-",  "-",  "2",   "-",   "-",   /* */
                                    NULL};

static void rates_carry_ranges_and_reasons(void **state)
{
    (void)state;
    routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, HEADS, mixed);
    routes_table *table = rates(areas, NULL, ROUTES_HOTSPOT_RATE_RAW, 1000, NULL);
    double lower, upper;
    routes_error err;
    assert_int_equal(routes_table_rows(table), 8);
    assert_string_equal(routes_table_text_at(table, "id", 0), "b");
    assert_near(own_number(table, "b", "rate"), 100, 1e-13);
    assert_near(own_range(table, "b", "range").low, 25, 1e-13);
    assert_near(own_range(table, "b", "range").high, 400, 1e-13);
    assert_near(own_range(table, "b", "range").moderate, 100, 1e-13);
    assert_ok(routes_poisson_interval(&lower, NULL, 10, 0.95, &err), &err);
    assert_ok(routes_poisson_interval(NULL, &upper, 40, 0.95, &err), &err);
    assert_near(own_number(table, "b", "lower"), 1000 * lower / 400, 1e-12);
    assert_near(own_number(table, "b", "upper"), 1000 * upper / 100, 1e-12);
    assert_near(own_number(table, "b", "expected"), 200 * 33.0 / 302, 1e-13);
    assert_near(own_number(table, "b", "excess"), 0.1 / (33.0 / 302), 1e-13);
    assert_int_equal(own_range(table, "a", "range").kind, ROUTES_RANGE_SINGLE);
    assert_string_equal(own_text(table, "a", "reason"), "");
    static const char *const reasons[][2] = {
        {"c", "not_stated"},     {"d", "lower_bound"},      {"e", "range_only"},
        {"f", "no_denominator"}, {"g", "zero_denominator"},
    };
    for (size_t i = 0; i < 5; i++) {
        size_t row = answer_row(table, "id", reasons[i][0]);
        assert_true(isnan(own_number(table, reasons[i][0], "rate")));
        assert_int_equal(answer_status(table, "rate", row), ROUTES_VALUE_NO_DATA);
        assert_int_equal(answer_status(table, "few", row), ROUTES_VALUE_NO_DATA);
        assert_string_equal(own_text(table, reasons[i][0], "reason"), reasons[i][1]);
    }
    assert_int_equal(own_range(table, "d", "range").kind, ROUTES_RANGE_LOWER_BOUND);
    assert_near(own_range(table, "d", "range").low, 140, 1e-13);
    assert_true(own_number(table, "d", "lower") > 0.0);
    assert_true(isnan(own_number(table, "d", "upper")));
    assert_near(own_range(table, "e", "range").high, 60, 1e-13);
    assert_int_equal(own_range(table, "g", "range").kind, ROUTES_RANGE_NOT_STATED);
    assert_near(own_number(table, "h", "rate"), 1500, 1e-13);
    assert_string_equal(own_text(table, "h", "reason"), "population_below_observed");
    const uint8_t *few = routes_table_booleans(table, routes_table_find(table, "few"));
    assert_true(few[1] == 1 && few[0] == 0);
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OWN);
    assert_string_equal(routes_table_meta(table, "primary_key"), "id");
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"per\":1000"));
    routes_table_free(table);
    routes_table_free(areas);
}

struct heard {
    char text[1024];
};

static void hear(routes_log_level level, const char *text, void *user)
{
    struct heard *heard = user;
    assert_int_equal(level, ROUTES_LOG_WARNING);
    strncat(heard->text, text, sizeof heard->text - strlen(heard->text) - 1);
    strcat(heard->text, "\n");
}

static void warnings_name_the_areas(void **state)
{
    (void)state;
    struct heard heard = {""};
    routes_run run = ROUTES_RUN;
    run.log = hear;
    run.log_user = &heard;
    routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, HEADS, mixed);
    routes_table *table = rates(areas, NULL, ROUTES_HOTSPOT_RATE_RAW, 0, &run);
    assert_string_equal(heard.text, "2 of 8 areas have rates that rest on too few events: a, h\n"
                                    "2 of 8 areas have no denominator and no rate: f, g\n"
                                    "1 of 8 areas have more events than people: h\n");
    routes_table_free(table);
    routes_table_free(areas);
}

/* Given expected numbers are the denominator of the excess; without a population also of the rate.
 */
static void expected_events_may_be_given(void **state)
{
    (void)state;
    static const char *const cells[] = {"a", "10", "5", "100", "b", "3", "0", "20", NULL};
    static const char *const alone[] = {"a", "10", "5", "b", "3", "4", NULL};
    routes_table *areas =
        answer_make("areas", ROUTES_KIND_OWN, "id:T value:N expected:N population:N", cells);
    routes_table *table = rates(areas, NULL, ROUTES_HOTSPOT_RATE_EXCESS, 1000, NULL);
    assert_near(own_number(table, "a", "rate"), 2, 1e-15);
    assert_near(own_number(table, "a", "excess"), 2, 1e-15);
    assert_near(own_number(table, "a", "raw"), 100, 1e-13);
    assert_string_equal(own_text(table, "b", "reason"), "nothing_expected");
    routes_table_free(table);
    table = rates(areas, NULL, ROUTES_HOTSPOT_RATE_RAW, 0, NULL);
    assert_near(own_number(table, "a", "rate"), 0.1, 1e-15);
    routes_table_free(table);
    routes_table_free(areas);
    areas = answer_make("areas", ROUTES_KIND_OWN, "id:T value:N expected:N", alone);
    table = rates(areas, NULL, ROUTES_HOTSPOT_RATE_EB, 0, NULL);
    assert_true(own_number(table, "a", "rate") > 13.0 / 9 && own_number(table, "a", "rate") <= 2);
    routes_table_free(table);
    routes_table_free(areas);
}

/* In a row of three, d's count has no upper end: so have its neighbours' spatial rates. */
static void spatial_rates_carry_their_neighbours_ranges(void **state)
{
    (void)state;
    static const char *const cells[] = {"a", "10", "-", "-", "100", "-",  "-", "b", "-",  "5",
                                        "-", "50", "-", "-", "c",   "6",  "4", "9", "50", "-",
                                        "-", "d",  "-", "-", "-",   "10", "-", "-", NULL};
    const uint32_t from[] = {0, 2}, to[] = {1, 3};
    routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, HEADS, cells);
    routes_weights *weights = own_weights(4, from, to, 2);
    for (int mean = 0; mean < 2; mean++) {
        routes_table *table =
            rates(areas, weights,
                  mean ? ROUTES_HOTSPOT_RATE_SPATIAL_MEAN : ROUTES_HOTSPOT_RATE_SPATIAL, 0, NULL);
        routes_range range = own_range(table, "a", "range");
        assert_int_equal(range.kind, ROUTES_RANGE_LOWER_BOUND);
        assert_near(range.low, 0.1, 1e-15);
        assert_true(isnan(own_number(table, "a", "rate")));
        assert_string_equal(own_text(table, "a", "reason"), "range_only");
        range = own_range(table, "d", "range");
        assert_near(range.low, 0.08, 1e-15);
        assert_near(range.moderate, 0.12, 1e-15);
        assert_near(range.high, 0.18, 1e-15);
        assert_near(own_number(table, "d", "rate"), 0.12, 1e-15);
        assert_string_equal(own_text(table, "d", "reason"), "from_neighbours");
        assert_near(own_number(table, "d", "rests_on"), 6, 0);
        routes_table_free(table);
    }
    routes_weights_free(weights);
    routes_table_free(areas);
}

/* Every kind by the column of the oracle that is its own; shuffled rows give the same rows. */
static void rates_agree_with_spdep_in_any_order(void **state)
{
    (void)state;
    static const struct {
        routes_hotspot_rate rate;
        const char *column;
    } kinds[] = {{ROUTES_HOTSPOT_RATE_RAW, "raw74"},
                 {ROUTES_HOTSPOT_RATE_EB, "ebglobal74"},
                 {ROUTES_HOTSPOT_RATE_EB_BINOMIAL, "ebglobal74_binomial"},
                 {ROUTES_HOTSPOT_RATE_EB_LOCAL, "eblocal74"},
                 {ROUTES_HOTSPOT_RATE_EB_LOCAL_GEODA, "eblocal74_geoda"}};
    csv counties, pairs, expected;
    if (!csv_read(&counties, SIDS "counties.csv")) {
        print_message("skipped: no %s\n", SIDS);
        skip();
    }
    assert_true(csv_read(&pairs, SIDS "expected_neighbours.csv"));
    assert_true(csv_read(&expected, SIDS "expected.csv"));
    routes_table *tables[2][8];
    for (size_t order = 0; order < 2; order++) {
        static const routes_column heads[] = {{"id", ROUTES_COLUMN_TEXT, NULL, NULL},
                                              {"value", ROUTES_COLUMN_NUMBER, NULL, NULL},
                                              {"population", ROUTES_COLUMN_NUMBER, NULL, NULL}};
        routes_table *areas = NULL;
        routes_error err;
        uint32_t area[512], neighbour[512], place[100];
        assert_ok(routes_table_new(&areas, "areas", heads, 3, &err), &err);
        for (size_t i = 0; i < 100; i++) {
            size_t from = order ? i * 37 % 100 : i;
            assert_ok(routes_table_add_row(areas, &err), &err);
            assert_ok(routes_table_set_text(areas, 0, i, csv_at(&counties, from, "fips"), &err),
                      &err);
            assert_ok(
                routes_table_set_number(areas, 1, i, csv_number(&counties, from, "sid74"), &err),
                &err);
            assert_ok(
                routes_table_set_number(areas, 2, i, csv_number(&counties, from, "bir74"), &err),
                &err);
            place[from] = (uint32_t)i;
        }
        for (size_t k = 0; k < pairs.rows; k++) {
            area[k] = place[csv_find(&counties, "fips", csv_at(&pairs, k, "fips"))];
            neighbour[k] = place[csv_find(&counties, "fips", csv_at(&pairs, k, "neighbour"))];
        }
        routes_weights *weights = own_weights(100, area, neighbour, pairs.rows);
        for (int kind = 0; kind < 8; kind++)
            tables[order][kind] = rates(areas, weights, (routes_hotspot_rate)kind, 0, NULL);
        routes_weights_free(weights);
        routes_table_free(areas);
    }
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < 100; i++) {
            const char *id = csv_at(&counties, i, "fips");
            double wanted = csv_number(&expected, csv_find(&expected, "fips", id), kinds[k].column);
            double rate = own_number(tables[0][kinds[k].rate], id, "rate");
            assert_true(fabs(rate - wanted) <= 1e-10 * wanted + 1e-16);
        }
    static const char *const columns[] = {"rate", "lower", "upper", "expected", "weight"};
    for (int kind = 0; kind < 8; kind++) {
        for (size_t i = 0; i < 100; i++) {
            const char *id = csv_at(&counties, i, "fips");
            for (size_t c = 0; c < 5; c++) {
                double a = own_number(tables[0][kind], id, columns[c]);
                double b = own_number(tables[1][kind], id, columns[c]);
                assert_true(a == b || (isnan(a) && isnan(b)));
            }
            double rate = own_number(tables[0][kind], id, "rate");
            if (kind != ROUTES_HOTSPOT_RATE_EB_BINOMIAL) {
                assert_true(own_number(tables[0][kind], id, "lower") <= rate);
                assert_true(own_number(tables[0][kind], id, "upper") >= rate);
            }
        }
        routes_table_free(tables[0][kind]);
        routes_table_free(tables[1][kind]);
    }
    csv_free(&counties);
    csv_free(&pairs);
    csv_free(&expected);
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *heads;
        const char *cells[10];
        routes_status status;
        const char *message;
    } bad[] = {
        {"id:T value:N population:N",
         {"a", "1", "9", "a", "2", "9"},
         ROUTES_E_DATA,
         "id \"a\" stands twice, in rows 1 and 2"},
        {"id:T value:N population:N",
         {"a", "-1", "9"},
         ROUTES_E_DATA,
         "area \"a\", value: moderate is -1, must be a number from 0 up"},
        {"id:T value:N population:N", {"-", "1", "9"}, ROUTES_E_DATA, "row 1 has no id"},
        {"id:T value:N population:N",
         {"a", "1", "0"},
         ROUTES_E_DATA,
         "none of the 1 areas has both a count and a denominator"},
        {"id:T value:N",
         {"a", "1"},
         ROUTES_E_ARGUMENT,
         "areas need a column population or expected"},
        {"id:T population:N", {"a", "1"}, ROUTES_E_ARGUMENT, "areas need a column value"},
        {"name:T value:N", {"a", "1"}, ROUTES_E_ARGUMENT, "areas need a column id of texts"},
        {"id:T value:N value_low:N value_high:N population:N",
         {"a", "5", "7", "9", "20"},
         ROUTES_E_DATA,
         "area \"a\", value: low 7 is above moderate 5"},
        {"id:T value:N population:N",
         {NULL},
         ROUTES_E_DATA,
         "there are 0 areas, at least one is needed"},
    };
    routes_table *table = NULL;
    routes_error err;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, bad[i].heads, bad[i].cells);
        assert_int_equal(routes_answer_hotspot_rates(&table, areas, NULL, NULL, &err),
                         bad[i].status);
        assert_string_equal(err.message, bad[i].message);
        assert_null(table);
        routes_table_free(areas);
    }
    static const char *const good[] = {"a", "1", "9", "b", "2", "9", NULL};
    routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, "id:T value:N population:N", good);
    routes_hotspot_rates_options options = ROUTES_HOTSPOT_RATES_OPTIONS;
    options.rate = ROUTES_HOTSPOT_RATE_SPATIAL;
    assert_int_equal(routes_answer_hotspot_rates(&table, areas, NULL, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "weights must not be null");
    options.rate = (routes_hotspot_rate)8;
    assert_int_equal(routes_answer_hotspot_rates(&table, areas, NULL, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_null(routes_hotspot_rate_text(options.rate));
    options.rate = ROUTES_HOTSPOT_RATE_RAW;
    options.level = 1;
    assert_int_equal(routes_answer_hotspot_rates(&table, areas, NULL, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_hotspot_rates(NULL, areas, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_hotspot_rates(&table, NULL, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
    routes_table_free(areas);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    static const char *const cells[] = {"a", "1", "9", "b", "2", "9", "c", "0", "4", NULL};
    const uint32_t from[] = {0, 1}, to[] = {1, 2};
    routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, "id:T value:N population:N", cells);
    routes_weights *weights = own_weights(3, from, to, 2);
    long live = routes_i_memory_live();
    for (int kind = 0; kind < 8; kind++) {
        routes_hotspot_rates_options options = ROUTES_HOTSPOT_RATES_OPTIONS;
        routes_status status = ROUTES_E_MEMORY;
        options.rate = (routes_hotspot_rate)kind;
        for (long allowed = 0; status != ROUTES_OK; allowed++) {
            routes_table *table = NULL;
            routes_error err;
            assert_true(allowed < 1000);
            routes_i_memory_fail_after(allowed);
            status = routes_answer_hotspot_rates(&table, areas, weights, &options, &err);
            routes_i_memory_fail_after(-1);
            assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && !table));
            routes_table_free(table);
            assert_int_equal(routes_i_memory_live(), live);
        }
    }
    routes_weights_free(weights);
    routes_table_free(areas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_carry_ranges_and_reasons),
        cmocka_unit_test(warnings_name_the_areas),
        cmocka_unit_test(expected_events_may_be_given),
        cmocka_unit_test(spatial_rates_carry_their_neighbours_ranges),
        cmocka_unit_test(rates_agree_with_spdep_in_any_order),
        cmocka_unit_test(bad_calls_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("answer_hotspot_rates", tests, NULL, NULL);
}
