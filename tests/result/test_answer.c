/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory
 * Timeout: 120 */

#include "routes/answer.h"

#include "core/memory.h"
#include "routes/answer_chokepoint.h"
#include "routes/answer_hotspot.h"
#include "routes/geodesic.h"
#include "routes/geometry.h"
#include "support/laid.h"

/* Expected figures are counted by hand in the table of facts: which lanes name which province. */

static size_t row_of(const routes_table *table, const char *key, const char *id)
{
    for (size_t row = 0; row < routes_table_rows(table); row++)
        if (strcmp(routes_table_text_at(table, key, row), id) == 0)
            return row;
    fail_msg("%s has no row %s", routes_table_name(table), id);
    return 0;
}

static int64_t integer(const routes_table *table, const char *column, size_t row)
{
    const int64_t *integers = routes_table_integers(table, routes_table_find(table, column));
    assert_non_null(integers);
    return integers[row];
}

static double number(const routes_table *table, const char *column, size_t row)
{
    const double *numbers = routes_table_numbers(table, routes_table_find(table, column));
    assert_non_null(numbers);
    return numbers[row];
}

static routes_range range(const routes_table *table, const char *column, size_t row)
{
    const routes_range *ranges = routes_table_ranges(table, routes_table_find(table, column));
    assert_non_null(ranges);
    return ranges[row];
}

static void provinces_are_counted_as_lanes_name_them(void **state)
{
    const struct laid *fixture = *state;
    const struct {
        const char *id;
        int from, to;
        const char *class;
    } expected[] = {
        {"KH01", 0, 1, "named as destination"},            /* L02 */
        {"KH02", 2, 0, "named as origin"},                 /* L05 L16 */
        {"KH03", 1, 0, "named as origin"},                 /* L03; L12's group is assumed */
        {"KH04", 0, 0, "not named"},                       /* none */
        {"KH08", 2, 2, "named as origin and destination"}, /* L04 L19; L11 L12 */
        {"KH09", 1, 0, "named as origin"},                 /* L20; L14 passes */
        {"KH12", 0, 5, "named as destination"},            /* L03-L07; L27 is one case */
        {"KH14", 1, 2, "named as origin and destination"}, /* L02; L10 L12 */
        {"KH17", 1, 5, "named as origin and destination"}, /* L01; L03-L07 */
        {"KH18", 0, 9, "named as destination"},            /* L01 L03-L07 L18-L20 */
        {"KH21", 1, 0, "named as origin"},                 /* L06 */
    };
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_answer_hotspots_provinces(&table, fixture->model, fixture->network,
                                               fixture->laying, NULL, &err),
              &err);
    assert_int_equal(routes_table_rows(table), 24);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        size_t row = row_of(table, "area_id", expected[i].id);
        assert_int_equal(integer(table, "lanes_from", row), expected[i].from);
        assert_int_equal(integer(table, "lanes_to", row), expected[i].to);
        assert_string_equal(routes_table_text_at(table, "class", row), expected[i].class);
    }
    routes_table_free(table);
}

static void volumes_of_forks_are_bounds_and_units_stay_apart(void **state)
{
    const struct laid *fixture = *state;
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_answer_hotspots_provinces(&table, fixture->model, fixture->network,
                                               fixture->laying, NULL, &err),
              &err);
    /* 30-35 leave Kampong Cham; of 35 + 10 + 8 + 4 + 25 = 82 per cent any part may come here. */
    size_t cham = row_of(table, "area_id", "KH03"), capital = row_of(table, "area_id", "KH12");
    size_t port = row_of(table, "area_id", "KH18");
    assert_near(range(table, "out_share_of_total", cham).low, 30.0, 0.0);
    assert_near(range(table, "out_share_of_total", cham).high, 35.0, 0.0);
    assert_near(range(table, "in_share_of_total", capital).low, 0.0, 0.0);
    assert_near(range(table, "in_share_of_total", capital).high, 82.0, 1e-12);
    assert_int_equal(range(table, "in_share_of_total", capital).kind, ROUTES_RANGE_BOUNDS);
    assert_near(range(table, "in_share_of_group", port).moderate, 66.0, 0.0);
    assert_int_equal(range(table, "in_flow_per_year", capital).kind, ROUTES_RANGE_NOT_STATED);

    /* 15 000, 17 000, 20 000 of a stated 1 000 000: per 100 000. One province is too few to test.
     */
    assert_near(range(table, "rate", capital).low, 1500.0, 1e-12);
    assert_near(range(table, "rate", capital).moderate, 1700.0, 1e-12);
    assert_near(range(table, "rate", capital).high, 2000.0, 1e-12);
    for (size_t row = 0; row < routes_table_rows(table); row++) {
        assert_string_equal(routes_table_text_at(table, "hot_class", row), "not_tested");
        assert_non_null(routes_table_text_at(table, "reason", row));
        assert_true(isnan(number(table, "rate_eb", row)));
        assert_true(isnan(number(table, "gi_z", row)));
    }
    routes_table_free(table);
}

/* With a floor of one province the one with a figure is ranked first, among itself alone. */
static void provinces_with_figures_are_ranked(void **state)
{
    const struct laid *fixture = *state;
    routes_hotspot_options options = ROUTES_HOTSPOT_OPTIONS;
    routes_table *table = NULL;
    routes_error err;
    options.min_areas = 1;
    assert_ok(routes_answer_hotspots_provinces(&table, fixture->model, fixture->network,
                                               fixture->laying, &options, &err),
              &err);
    size_t capital = row_of(table, "area_id", "KH12");
    for (size_t row = 0; row < routes_table_rows(table); row++) {
        double rank = number(table, "rank", row);
        assert_true(row == capital ? rank == 1.0 : isnan(rank));
        assert_string_equal(routes_table_text_at(table, "hot_class", row), "not_tested");
        assert_true(isnan(number(table, "holds", row)));
    }
    assert_near(number(table, "rank_upper", capital), 1.0, 0.0);
    assert_near(number(table, "share_in_top", capital), 1.0, 0.0);
    routes_table_free(table);
}

static void crossings_carry_the_lanes_that_pass(void **state)
{
    const struct laid *fixture = *state;
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_answer_chokepoints_crossings(&table, fixture->model, fixture->network,
                                                  fixture->laying, NULL, &err),
              &err);
    /* Poipet: L13 L15 L16 L17; Bavet: L10 L11 L17; Cham Yeam: L14. */
    size_t poipet = row_of(table, "crossing_id", "X01"),
           bavet = row_of(table, "crossing_id", "X11");
    assert_int_equal(integer(table, "lanes", poipet), 4);
    assert_int_equal(integer(table, "lanes", bavet), 3);
    assert_int_equal(integer(table, "lanes", row_of(table, "crossing_id", "X02")), 1);
    /* Over 100 a month, by every branch of its lane: a lower bound, and stays one. */
    assert_int_equal(range(table, "flow_per_month", poipet).kind, ROUTES_RANGE_LOWER_BOUND);
    assert_near(range(table, "flow_per_month", poipet).low, 100.0, 0.0);
    assert_int_equal(integer(table, "cut_off", poipet), 0);
    assert_true(number(table, "bypass_ratio", poipet) > 1.0);
    assert_int_equal(integer(table, "rank", poipet), 1);
    assert_int_equal(integer(table, "rank", bavet), 2);
    assert_true(integer(table, "rank_lower", poipet) <= integer(table, "rank_upper", poipet));
    /* Cham Yeam stands on one lane of no grade, which half of the draws leave out. */
    assert_near(number(table, "share_in_top", row_of(table, "crossing_id", "X02")), 0.5, 0.1);
    for (size_t row = 0; row < routes_table_rows(table); row++) {
        double score = number(table, "choke_score", row);
        assert_true(score >= 0.0 && score <= 1.0);
    }
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OPERATIONAL);
    routes_table_free(table);
}

static void lanes_without_a_number_are_not_stated(void **state)
{
    const struct laid *fixture = *state;
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_answer_lanes(&table, fixture->model, &err), &err);
    assert_int_equal(routes_table_rows(table), 35);
    const uint8_t *status = routes_table_status(table, routes_table_find(table, "volume"));
    size_t stated = 0;
    for (size_t row = 0; row < 35; row++) {
        stated += status[row] == ROUTES_VALUE_OK;
        assert_true(status[row] == ROUTES_VALUE_OK || status[row] == ROUTES_VALUE_NOT_STATED);
    }
    assert_int_equal(stated, 9); /* L03-L09, L13, L18 */
    size_t fork = row_of(table, "lane_id", "L03");
    assert_string_equal(routes_table_text_at(table, "to", fork),
                        "Phnom Penh|Siem Reap|Sihanoukville");
    routes_table_free(table);
}

/* Geodesic length of a line or several. */
static double length_of(routes_wkb wkb)
{
    routes_geometry *lines = NULL;
    routes_error err;
    double whole = 0.0;
    assert_ok(routes_geometry_read(&lines, wkb, &err), &err);
    assert_true(routes_geometry_get_kind(lines) == ROUTES_LINE ||
                routes_geometry_get_kind(lines) == ROUTES_MULTILINE);
    for (size_t part = 0; part < routes_geometry_parts(lines); part++) {
        size_t n;
        const routes_point *points = routes_geometry_points(&n, lines, part, 0);
        for (size_t i = 1; i < n; i++)
            whole += routes_geodesic_distance(points[i - 1], points[i]);
    }
    routes_geometry_free(lines);
    return whole;
}

/* A row against one of the list: ids, names, and kilometres, which have two decimals. */
static void assert_pair(const routes_table *table, size_t row, const char *const *cells)
{
    const size_t *sizes = NULL;
    const uint8_t *const *bytes =
        routes_table_geometries(table, routes_table_find(table, "geometry"), &sizes);
    double km;
    assert_string_equal(routes_table_text_at(table, "name_a", row), cells[1]);
    assert_string_equal(routes_table_text_at(table, "name_b", row), cells[3]);
    assert_true(routes_i_number_read(&km, cells[5]));
    double shared_m = routes_table_numbers(table, routes_table_find(table, "shared_m"))[row];
    assert_near(shared_m / 1000.0 - km, 0.0, 0.0051);
    assert_near(length_of((routes_wkb){bytes[row], sizes[row]}), shared_m, 1e-6);
}

/* The list of 44 pairs that the data package carries was made by other code (GDAL's, in Python). */
static void neighbours_are_those_of_the_package(void **state)
{
    const struct laid *fixture = *state;
    routes_table *table = NULL;
    routes_faults *faults = NULL;
    routes_i_csv *csv = NULL;
    const routes_i_csv_row *row = NULL;
    routes_error err;
    size_t pairs = 0;
    assert_ok(routes_answer_neighbours(&table, fixture->model, &err), &err);
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_i_csv_open(&csv, ROUTES_SAMPLE "/neighbours.csv", NULL, faults, &err), &err);
    while (routes_i_csv_next(&row, csv, &err) == ROUTES_OK && row) {
        size_t found = 0;
        for (size_t i = 0; i < routes_table_rows(table); i++)
            if (strcmp(routes_table_text_at(table, "area_a", i), row->cells[0]) == 0 &&
                strcmp(routes_table_text_at(table, "area_b", i), row->cells[2]) == 0) {
                assert_pair(table, i, row->cells);
                found++;
            }
        assert_int_equal(found, 1);
        pairs++;
    }
    assert_int_equal(pairs, 44);
    assert_int_equal(routes_table_rows(table), 44);
    routes_i_csv_close(csv);
    routes_faults_free(faults);
    routes_table_free(table);
}

/* Every answer in turn, as the job asks for them. */
static routes_status ask_all(const struct laid *from)
{
    routes_table *tables[15] = {NULL};
    const routes_model *model = from->model;
    size_t n = 0;
    routes_status status = routes_answer_countries(&tables[n++], model, NULL);
    if (!status)
        status = routes_answer_provinces(&tables[n++], model, NULL);
    if (!status)
        status = routes_answer_waters(&tables[n++], model, NULL);
    if (!status)
        status = routes_answer_neighbours(&tables[n++], model, NULL);
    if (!status)
        status = routes_answer_places(&tables[n++], model, NULL);
    if (!status)
        status = routes_answer_crossings(&tables[n++], model, NULL);
    if (!status)
        status = routes_answer_lanes(&tables[n++], model, NULL);
    if (!status)
        status = routes_answer_estimates(&tables[n++], model, NULL);
    if (!status)
        status = routes_answer_hotspots_provinces(&tables[n++], model, from->network, from->laying,
                                                  NULL, NULL);
    if (!status)
        status =
            routes_answer_hotspots_places(&tables[n++], model, from->network, from->laying, NULL);
    if (!status)
        status = routes_answer_links(&tables[n++], model, from->network, from->laying, NULL, NULL);
    if (!status)
        status =
            routes_answer_lane_routes(&tables[n++], model, from->network, from->laying, NULL, NULL);
    if (!status)
        status = routes_answer_chokepoints_crossings(&tables[n++], model, from->network,
                                                     from->laying, NULL, NULL);
    for (size_t i = 0; i < 15; i++)
        routes_table_free(tables[i]);
    return status;
}

static void answers_survive_running_out_of_memory(void **state)
{
    (void)state;
    struct laid three = {0};
    routes_error err;
    assert_ok(laid_make(&three, ROUTES_TEST_DATA "/three", "AA", &err), &err);
    long live = routes_i_memory_live();
    for (long allowed = 0;; allowed++) {
        routes_i_memory_fail_after(allowed);
        routes_status status = ask_all(&three);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), live);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
    laid_drop(&three);
    assert_int_equal(routes_i_memory_live(), 0);
}

static void an_unchecked_model_gives_no_answer(void **state)
{
    (void)state;
    routes_model *model = NULL;
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_model_new(&model, &err), &err);
    assert_int_equal(routes_answer_lanes(&table, model, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "the model must have passed routes_model_check()");
    assert_null(table);
    routes_model_free(model);
}

int main(void)
{
#define with_sample(test) cmocka_unit_test_setup_teardown(test, laid_setup, laid_teardown)
    const struct CMUnitTest tests[] = {
        with_sample(provinces_are_counted_as_lanes_name_them),
        with_sample(volumes_of_forks_are_bounds_and_units_stay_apart),
        with_sample(provinces_with_figures_are_ranked),
        with_sample(crossings_carry_the_lanes_that_pass),
        with_sample(lanes_without_a_number_are_not_stated),
        with_sample(neighbours_are_those_of_the_package),
        cmocka_unit_test(answers_survive_running_out_of_memory),
        cmocka_unit_test(an_unchecked_model_gives_no_answer),
    };
    return cmocka_run_group_tests_name("answer", tests, NULL, NULL);
}
