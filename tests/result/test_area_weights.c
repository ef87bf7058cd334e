/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory */

#include "routes/area_weights.h"

#include "core/memory.h"
#include "routes/answer_hotspot_weights.h"
#include "support/csv.h"
#include "support/geojson.h"

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* A table of areas with id and geometry. */
static routes_table *new_areas(const char *crs)
{
    static const routes_column columns[] = {{"id", ROUTES_COLUMN_TEXT, NULL, NULL},
                                            {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, NULL}};
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_table_new(&table, "own", columns, 2, &err), &err);
    assert_ok(routes_table_set_meta(table, "crs", crs, &err), &err);
    return table;
}

static void add_area(routes_table *table, const char *id, routes_wkb shape)
{
    routes_error err;
    size_t row = routes_table_rows(table);
    assert_ok(routes_table_add_row(table, &err), &err);
    assert_ok(routes_table_set_text(table, 0, row, id, &err), &err);
    if (shape.size)
        assert_ok(routes_table_set_geometry(table, 1, row, shape.bytes, shape.size, &err), &err);
}

/* A grid of unit squares, ids a, b, c ... */
static routes_table *grid(size_t columns, size_t rows, const char *crs)
{
    routes_table *table = new_areas(crs);
    routes_error err;
    for (size_t i = 0; i < columns * rows; i++) {
        char id[2] = {(char)('a' + i), '\0'};
        double x = (double)(i % columns), y = (double)(i / columns);
        const routes_point ring[] = {{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}, {x, y}};
        routes_geometry *square = NULL;
        uint8_t *bytes = NULL;
        size_t size;
        assert_ok(routes_geometry_new(&square, ROUTES_POLYGON, &err), &err);
        assert_ok(routes_geometry_add_part(square, ring, 5, &err), &err);
        assert_ok(routes_geometry_write(&bytes, &size, square, &err), &err);
        add_area(table, id, (routes_wkb){bytes, size});
        routes_wkb_free(bytes);
        routes_geometry_free(square);
    }
    return table;
}

static routes_table *pair_table(const char *const (*ends)[2], const double *weight, size_t n)
{
    static const routes_column columns[] = {{"from", ROUTES_COLUMN_TEXT, NULL, NULL},
                                            {"to", ROUTES_COLUMN_TEXT, NULL, NULL},
                                            {"weight", ROUTES_COLUMN_NUMBER, NULL, NULL}};
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_table_new(&table, "pairs", columns, 3, &err), &err);
    for (size_t i = 0; i < n; i++) {
        assert_ok(routes_table_add_row(table, &err), &err);
        assert_ok(routes_table_set_text(table, 0, i, ends[i][0], &err), &err);
        assert_ok(routes_table_set_text(table, 1, i, ends[i][1], &err), &err);
        if (weight)
            assert_ok(routes_table_set_number(table, 2, i, weight[i], &err), &err);
    }
    return table;
}

static routes_weights *make(const routes_table *areas, const routes_area_weights_options *options)
{
    routes_weights *weights = NULL;
    routes_error err;
    assert_ok(routes_area_weights_new(&weights, areas, options, NULL, &err), &err);
    return weights;
}

static size_t row_size(const routes_weights *weights, uint32_t area)
{
    return routes_weights_row(NULL, NULL, weights, area);
}

static void queen_and_rook_of_nine_squares(void **state)
{
    (void)state;
    for (int plane = 0; plane < 2; plane++) {
        routes_table *areas = grid(3, 3, plane ? "plane" : "EPSG:4326");
        routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
        routes_weights *queen = make(areas, NULL);
        assert_int_equal(row_size(queen, 4), 8);
        assert_int_equal(row_size(queen, 0), 3);
        options.rule = "rook";
        options.with_self = 1;
        options.row_standardised = 1;
        routes_weights *rook = make(areas, &options);
        const double *values;
        const uint32_t *neighbours;
        assert_int_equal(routes_weights_row(&neighbours, &values, rook, 4), 5);
        assert_true(neighbours[2] == 4 && values[0] == 0.2);
        routes_weights_free(rook);
        routes_weights_free(queen);
        routes_table_free(areas);
    }
}

static void pairs_name_areas_by_id(void **state)
{
    static const char *const ends[][2] = {{"c", "a"}, {"a", "b"}};
    static const double weight[] = {0.25, 4};
    (void)state;
    routes_table *areas = grid(3, 1, "plane");
    routes_table *pairs = pair_table(ends, weight, 2);
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    options.pairs = pairs;
    routes_weights *weights = make(areas, &options);
    const double *values;
    const uint32_t *neighbours;
    assert_int_equal(routes_weights_row(&neighbours, &values, weights, 2), 1);
    assert_true(neighbours[0] == 0 && values[0] == 0.25);
    assert_int_equal(row_size(weights, 1), 0);

    routes_table *answer = NULL;
    routes_error err;
    assert_ok(routes_answer_hotspot_weights(&answer, areas, weights, &err), &err);
    assert_int_equal(routes_table_rows(answer), 2);
    assert_string_equal(routes_table_text_at(answer, "from", 0), "a");
    assert_string_equal(routes_table_text_at(answer, "to", 1), "a");
    assert_true(routes_table_numbers(answer, 2)[0] == 4);
    assert_string_equal(routes_table_meta(answer, "islands"), "1");
    assert_int_equal(routes_table_kind(answer), ROUTES_KIND_OWN);
    routes_table_free(answer);
    routes_table_free(pairs);
    routes_weights_free(weights);
    routes_table_free(areas);
}

static void unknown_ids_and_wrong_weights_are_faults(void **state)
{
    static const char *const ends[][2] = {{"a", "z"}, {"a", "b"}, {"b", "c"}, {"y", "a"}};
    static const double weight[] = {1, 0, -1, 1};
    (void)state;
    routes_table *areas = grid(3, 1, "plane");
    routes_table *pairs = pair_table(ends, weight, 4);
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    routes_weights *weights = NULL;
    routes_faults *faults = NULL;
    routes_error err;
    options.pairs = pairs;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_int_equal(routes_area_weights_new(&weights, areas, &options, faults, &err),
                     ROUTES_E_DATA);
    assert_null(weights);
    assert_int_equal(routes_faults_size(faults), 4);
    assert_string_equal(routes_faults_at(faults, 0)->value, "z");
    assert_string_equal(routes_faults_at(faults, 1)->field, "weight");
    assert_string_equal(routes_faults_at(faults, 1)->value, "0");
    assert_int_equal(routes_faults_at(faults, 3)->row, 4);
    assert_string_equal(routes_faults_at(faults, 3)->field, "from");
    /* The same faults do not spoil what comes next. */
    options.pairs = NULL;
    assert_ok(routes_area_weights_new(&weights, areas, &options, faults, &err), &err);
    routes_weights_free(weights);
    routes_faults_free(faults);
    routes_table_free(pairs);
    routes_table_free(areas);
}

static void an_id_that_comes_again_is_the_same_area(void **state)
{
    (void)state;
    routes_table *areas = grid(3, 1, "plane");
    add_area(areas, "b", (routes_wkb){NULL, 0});
    routes_weights *weights = make(areas, NULL);
    assert_int_equal(routes_weights_areas(weights), 3);
    assert_int_equal(row_size(weights, 1), 2);
    routes_weights_free(weights);
    routes_table_free(areas);
}

static void counties_have_the_neighbours_of_the_oracle(void **state)
{
    (void)state;
    csv expected;
    if (!csv_read(&expected, ROUTES_SHARED "/oracles/nc_sids/expected_neighbours.csv"))
        skip();
    geojson counties = geojson_read(ROUTES_SHARED "/oracles/nc_sids/counties.geojson", "fips");
    routes_table *areas = new_areas("EPSG:4326");
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    for (size_t i = 0; i < counties.n; i++)
        add_area(areas, counties.ids[i], counties.wkb[i]);
    for (int rook = 0; rook < 2; rook++) {
        options.rule = rook ? "rook" : "queen";
        routes_weights *weights = make(areas, &options);
        size_t wanted = 0;
        for (size_t i = 0; i < expected.rows; i++) {
            if (rook && csv_number(&expected, i, "rook") != 1.0)
                continue;
            uint32_t from = (uint32_t)geojson_find(&counties, csv_at(&expected, i, "fips"));
            uint32_t to = (uint32_t)geojson_find(&counties, csv_at(&expected, i, "neighbour"));
            const uint32_t *row;
            size_t n = routes_weights_row(&row, NULL, weights, from), at = 0;
            while (at < n && row[at] != to)
                at++;
            assert_true(at < n);
            wanted++;
        }
        assert_int_equal(routes_weights_pairs(weights), wanted);
        routes_weights_free(weights);
    }
    routes_table_free(areas);
    geojson_free(&counties);
    csv_free(&expected);
}

static void what_cannot_be_done_is_said(void **state)
{
    static const char *const wrong[] = {"quen", "queen:", "queen:10", "queen:-1m", "rook:ten"};
    (void)state;
    routes_table *areas = grid(2, 1, "plane");
    routes_weights *weights = NULL;
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    routes_error err;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        options.rule = wrong[i];
        assert_int_equal(routes_area_weights_new(&weights, areas, &options, NULL, &err),
                         ROUTES_E_ARGUMENT);
        assert_non_null(strstr(err.message, wrong[i]));
    }
    add_area(areas, "c", (routes_wkb){NULL, 0});
    assert_int_equal(routes_area_weights_new(&weights, areas, NULL, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "area c has no outline, which queen contiguity needs");
    assert_int_equal(routes_area_weights_new(NULL, areas, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_area_weights_new(&weights, NULL, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    routes_table_free(areas);
    areas = grid(1, 1, "plane"); /* one area, alone */
    weights = make(areas, NULL);
    assert_int_equal(routes_weights_pairs(weights), 0);
    routes_table *answer = NULL;
    assert_int_equal(routes_answer_hotspot_weights(NULL, areas, weights, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_hotspot_weights(&answer, NULL, weights, &err),
                     ROUTES_E_ARGUMENT);
    routes_table *other = grid(2, 1, "plane");
    assert_int_equal(routes_answer_hotspot_weights(&answer, other, weights, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "2 areas have weights of 1");
    routes_table_free(other);
    routes_weights_free(weights);
    routes_table_free(areas);
    areas = new_areas("plane"); /* none at all */
    weights = make(areas, NULL);
    assert_int_equal(routes_weights_areas(weights), 0);
    routes_weights_free(weights);
    routes_table_free(areas);
}

static void every_allocation_may_fail(void **state)
{
    static const char *const ends[][2] = {{"a", "b"}, {"b", "a"}};
    (void)state;
    routes_table *areas = grid(2, 2, "plane");
    routes_table *pairs = pair_table(ends, NULL, 2);
    long live = routes_i_memory_live();
    for (int by_pairs = 0; by_pairs < 2; by_pairs++) {
        routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
        options.pairs = by_pairs ? pairs : NULL;
        routes_status status = ROUTES_E_MEMORY;
        for (long n = 0; status == ROUTES_E_MEMORY; n++) {
            routes_weights *weights = NULL;
            routes_table *answer = NULL;
            routes_i_memory_fail_after(n);
            status = routes_area_weights_new(&weights, areas, &options, NULL, NULL);
            if (!status)
                status = routes_answer_hotspot_weights(&answer, areas, weights, NULL);
            routes_i_memory_fail_after(-1);
            assert_true(!status == (answer != NULL));
            routes_weights_free(weights);
            routes_table_free(answer);
            assert_int_equal(routes_i_memory_live(), live);
        }
        assert_int_equal(status, ROUTES_OK);
    }
    routes_table_free(pairs);
    routes_table_free(areas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queen_and_rook_of_nine_squares),
        cmocka_unit_test(pairs_name_areas_by_id),
        cmocka_unit_test(unknown_ids_and_wrong_weights_are_faults),
        cmocka_unit_test(an_id_that_comes_again_is_the_same_area),
        cmocka_unit_test(counties_have_the_neighbours_of_the_oracle),
        cmocka_unit_test(what_cannot_be_done_is_said),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("area_weights", tests, NULL, nothing_left);
}
