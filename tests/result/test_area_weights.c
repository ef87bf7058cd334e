/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory */

#include "routes/area_weights.h"

#include <stdio.h>

#include "core/memory.h"
#include "routes/answer_hotspot_weights.h"
#include "routes/geometry.h"
#include "routes/pairs.h"
#include "support/expected_weights.h"
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
    static const char *const wrong[] = {
        "quen",     "queen:",        "queen:10",       "queen:-1m",
        "rook:ten", "knn",           "knn:",           "knn:8km",
        "knn:-1",   "band",          "band:50",        "band:50mi",
        "kernel",   "kernel:box",    "kernel:uniform", "kernel:uniform:0m",
        "network",  "network:queen", "networks",       "kernel:gaussian:x"};
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
    assert_string_equal(err.message, "area c has no outline, which contiguity needs");
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

/* Notes of what a run was told. */
struct told {
    size_t count;
    char last[512];
};

static void note(routes_log_level level, const char *text, void *user)
{
    struct told *told = user;
    assert_int_equal(level, ROUTES_LOG_WARNING);
    told->count++;
    snprintf(told->last, sizeof told->last, "%s", text);
}

/* Points in a plane: ids p0, p1 ...; NaN: none. */
static routes_table *point_table(const routes_point *points, size_t n, const char *crs)
{
    static const routes_column columns[] = {{"id", ROUTES_COLUMN_TEXT, NULL, NULL},
                                            {"x", ROUTES_COLUMN_NUMBER, NULL, NULL},
                                            {"y", ROUTES_COLUMN_NUMBER, NULL, NULL}};
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_table_new(&table, "own", columns, 3, &err), &err);
    assert_ok(routes_table_set_meta(table, "crs", crs, &err), &err);
    for (size_t i = 0; i < n; i++) {
        char id[32];
        snprintf(id, sizeof id, "p%zu", i);
        assert_ok(routes_table_add_row(table, &err), &err);
        assert_ok(routes_table_set_text(table, 0, i, id, &err), &err);
        assert_ok(routes_table_set_number(table, 1, i, points[i].lon, &err), &err);
        assert_ok(routes_table_set_number(table, 2, i, points[i].lat, &err), &err);
    }
    return table;
}

static void islands_are_named_joined_or_refused(void **state)
{
    static const routes_point points[] = {{0, 0}, {1, 0}, {5, 0}, {9, 0}, {9.5, 0}, {20, 0}};
    (void)state;
    routes_table *areas = point_table(points, 6, "plane");
    struct told told = {0};
    routes_run run = ROUTES_RUN;
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    routes_error err;
    run.log = note;
    run.log_user = &told;
    options.run = &run;
    options.rule = "band:2m";
    routes_weights *weights = make(areas, &options);
    assert_int_equal(routes_weights_pairs(weights), 4);
    assert_string_equal(told.last, "2 areas have no neighbour and keep none: p2, p5");
    routes_weights_free(weights);

    options.islands = ROUTES_ISLANDS_NEAREST;
    options.row_standardised = 1;
    weights = make(areas, &options);
    assert_string_equal(told.last, "2 areas have no neighbour and get the nearest one: p2, p5");
    const uint32_t *row;
    const double *values;
    assert_int_equal(routes_weights_row(&row, NULL, weights, 2), 1);
    assert_int_equal(row[0], 1); /* 4 to p1 as to p3: the lower id */
    assert_int_equal(routes_weights_row(&row, &values, weights, 4), 2);
    assert_true(row[0] == 3 && row[1] == 5 && values[1] == 0.5);
    assert_int_equal(told.count, 2);
    routes_weights_free(weights);

    options.islands = ROUTES_ISLANDS_REFUSE;
    assert_int_equal(routes_area_weights_new(&weights, areas, &options, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "2 areas have no neighbour: p2, p5");
    options.islands = (routes_islands)7;
    assert_int_equal(routes_area_weights_new(&weights, areas, &options, NULL, &err),
                     ROUTES_E_ARGUMENT);
    routes_table_free(areas);
    areas = point_table(points, 1, "plane"); /* nobody to be joined to */
    options.islands = ROUTES_ISLANDS_NEAREST;
    weights = make(areas, &options);
    assert_string_equal(told.last, "1 area has no neighbour and keeps none: p0");
    assert_int_equal(routes_weights_pairs(weights), 0);
    routes_weights_free(weights);
    routes_table_free(areas);
}

static void rules_say_orders_kernels_and_both_ways(void **state)
{
    static const routes_point points[] = {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4.5, 0}};
    (void)state;
    routes_table *areas = point_table(points, 5, "plane");
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    const uint32_t *row;
    const double *values;
    options.rule = "band:0.001km";
    options.order = 2;
    routes_weights *weights = make(areas, &options);
    assert_int_equal(routes_weights_row(&row, NULL, weights, 1), 1);
    assert_int_equal(row[0], 3);
    routes_weights_free(weights);
    options.lower = 1;
    options.with_self = 1;
    weights = make(areas, &options);
    assert_int_equal(routes_weights_row(&row, NULL, weights, 1), 4);
    routes_weights_free(weights);

    options = (routes_area_weights_options)ROUTES_AREA_WEIGHTS_OPTIONS;
    options.rule = "kernel:triangular:2m";
    options.with_self = 1;
    weights = make(areas, &options);
    assert_int_equal(routes_weights_row(&row, &values, weights, 0), 2);
    assert_true(values[0] == 1.0 && values[1] == 0.5);
    routes_weights_free(weights);
    options.rule = "kernel:uniform:2";
    weights = make(areas, &options);
    assert_int_equal(routes_weights_row(&row, &values, weights, 0), 3);
    assert_true(values[0] == 0.5);
    routes_weights_free(weights);

    options = (routes_area_weights_options)ROUTES_AREA_WEIGHTS_OPTIONS;
    options.rule = "knn:1";
    weights = make(areas, &options);
    assert_int_equal(routes_weights_pairs(weights), 5);
    routes_weights_free(weights);
    options.both_ways = 1;
    weights = make(areas, &options);
    assert_int_equal(routes_weights_row(&row, NULL, weights, 3), 2);
    routes_weights_free(weights);
    routes_error err;
    options.rule = "knn:5";
    assert_int_equal(routes_area_weights_new(&weights, areas, &options, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_non_null(strstr(err.message, "each of the 5 areas has 4 others"));
    routes_table_free(areas);
    const routes_point wrong[] = {{100, 10}, {NAN, 1}};
    areas = point_table(wrong, 2, "EPSG:4326");
    options.rule = "knn:1";
    assert_int_equal(routes_area_weights_new(&weights, areas, &options, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "area p1 has no position, which distances need");
    routes_table_free(areas);
    const routes_point swapped[] = {{10, 100}, {11, 1}};
    areas = point_table(swapped, 2, "EPSG:4326");
    assert_int_equal(routes_area_weights_new(&weights, areas, &options, NULL, &err), ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "area p0"));
    routes_table_free(areas);
}

static void areas_stand_at_nodes_of_a_network(void **state)
{
    static const char *const ends[][2] = {{"p0", "p1"}, {"p1", "p2"}, {"p0", "p3"}};
    static const routes_point points[] = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
    (void)state;
    static const routes_column columns[] = {{"from", ROUTES_COLUMN_TEXT, NULL, NULL},
                                            {"to", ROUTES_COLUMN_TEXT, NULL, NULL},
                                            {"length", ROUTES_COLUMN_TEXT, NULL, NULL}};
    routes_table *links = NULL, *areas = point_table(points, 4, "plane");
    routes_network *network = NULL;
    routes_weights *weights = NULL;
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    routes_error err;
    assert_ok(routes_table_new(&links, "links", columns, 3, &err), &err);
    for (size_t i = 0; i < 3; i++) {
        assert_ok(routes_table_add_row(links, &err), &err);
        assert_ok(routes_table_set_text(links, 0, i, ends[i][0], &err), &err);
        assert_ok(routes_table_set_text(links, 1, i, ends[i][1], &err), &err);
        assert_ok(routes_table_set_text(links, 2, i, i == 1 ? "30" : "10", &err), &err);
    }
    assert_ok(routes_network_from_table(&network, links, NULL, 0, &err), &err);
    options.network = network;
    options.rule = "network:band:20m";
    weights = make(areas, &options);
    assert_int_equal(row_size(weights, 0), 2);
    assert_int_equal(row_size(weights, 1), 2); /* p3 by p0 */
    assert_int_equal(row_size(weights, 2), 0);
    routes_weights_free(weights);
    options.rule = "network:knn:1";
    weights = make(areas, &options);
    const uint32_t *row;
    assert_int_equal(routes_weights_row(&row, NULL, weights, 2), 1);
    assert_int_equal(row[0], 1);
    routes_weights_free(weights);
    options.rule = "network:kernel:triangular:40m";
    options.row_standardised = 1;
    weights = make(areas, &options);
    const double *values;
    assert_int_equal(routes_weights_row(&row, &values, weights, 0), 2);
    assert_true(values[0] == 0.5); /* p2 is 40 away: no weight is left */
    routes_weights_free(weights);
    options.network = NULL;
    assert_int_equal(routes_area_weights_new(&weights, areas, &options, NULL, &err),
                     ROUTES_E_ARGUMENT);
    options.network = network;
    assert_ok(routes_table_set_text(areas, 0, 3, "p9", &err), &err);
    assert_int_equal(routes_area_weights_new(&weights, areas, &options, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message,
                        "area p9 is no node of the network: its id must be that of one");
    routes_network_free(network);
    routes_table_free(links);
    routes_table_free(areas);
}

/* A lattice of libpysal's, its ids with blanks. */
static routes_table *lattice(geojson *areas)
{
    *areas = geojson_read(ROUTES_TEST_DATA "/weights/areas.geojson", "id");
    routes_table *table = new_areas("EPSG:4326");
    for (size_t i = 0; i < areas->n; i++)
        add_area(table, areas->ids[i], areas->wkb[i]);
    return table;
}

static uint32_t area_of(const char *id, const void *user)
{
    return (uint32_t)geojson_find(user, id);
}

static void contiguity_is_that_of_libpysal(void **state)
{
    (void)state;
    geojson json;
    csv expected;
    routes_table *areas = lattice(&json);
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    assert_true(csv_read(&expected, ROUTES_TEST_DATA "/weights/expected_areas.csv"));
    static const char *const rules[] = {"queen", "rook"};
    for (size_t i = 0; i < 2; i++) {
        options.rule = rules[i];
        routes_weights *weights = make(areas, &options);
        expected_check(weights, &expected, rules[i], area_of, &json, 0);
        routes_weights_free(weights);
    }
    routes_table_free(areas);
    geojson_free(&json);
    csv_free(&expected);
}

static routes_weights *from_file(const char *file, const routes_table *areas)
{
    routes_table *pairs = NULL;
    routes_faults *faults = NULL;
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    routes_error err;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_pairs_read(&pairs, file, NULL, 0, faults, &err), &err);
    options.pairs = pairs;
    routes_weights *weights = make(areas, &options);
    routes_table_free(pairs);
    routes_faults_free(faults);
    return weights;
}

static void same(const routes_weights *a, const routes_weights *b)
{
    assert_int_equal(routes_weights_areas(a), routes_weights_areas(b));
    for (uint32_t i = 0; i < routes_weights_areas(a); i++) {
        const uint32_t *p, *q;
        const double *v, *w;
        size_t n = routes_weights_row(&p, &v, a, i);
        assert_int_equal(routes_weights_row(&q, &w, b, i), n);
        for (size_t k = 0; k < n; k++)
            assert_true(p[k] == q[k] && v[k] == w[k]);
    }
}

static void files_go_to_libpysal_and_back(void **state)
{
    (void)state;
    geojson json;
    routes_table *areas = lattice(&json);
    routes_error err;
    /* What libpysal wrote is what we find, '_' for the blanks of ids. */
    routes_weights *queen = make(areas, NULL);
    routes_weights *read = from_file(ROUTES_TEST_DATA "/weights/areas.gal", areas);
    same(queen, read);
    routes_weights_free(read);
    read = from_file(ROUTES_TEST_DATA "/weights/areas.gwt", areas);
    assert_int_equal(routes_weights_pairs(read), 2 * json.n);
    routes_weights_free(read);
    /* What we write we read. */
    assert_ok(routes_area_weights_write("area_weights_test.gal", areas, queen, "my id", &err),
              &err);
    read = from_file("area_weights_test.gal", areas);
    same(queen, read);
    routes_weights_free(read);
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    options.row_standardised = 1;
    options.with_self = 1;
    routes_weights *rows = make(areas, &options);
    static const char *const names[] = {"area_weights_test.gwt", "area_weights_test.csv"};
    for (size_t i = 0; i < 2; i++) {
        assert_ok(routes_area_weights_write(names[i], areas, rows, NULL, &err), &err);
        read = from_file(names[i], areas);
        same(rows, read);
        routes_weights_free(read);
        remove(names[i]);
    }
    assert_int_equal(routes_area_weights_write("area_weights_test.gal", areas, rows, NULL, &err),
                     ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "holds no weights"));
    assert_int_equal(routes_area_weights_write("weights.txt", areas, rows, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_area_weights_write("no/such/folder.csv", areas, rows, NULL, &err),
                     ROUTES_E_IO);
    assert_int_equal(routes_area_weights_write(NULL, areas, rows, NULL, &err), ROUTES_E_ARGUMENT);
    remove("area_weights_test.gal");
    routes_weights_free(rows);
    routes_weights_free(queen);
    routes_table_free(areas);
    geojson_free(&json);
}

static void ids_that_a_file_cannot_tell_apart_are_refused(void **state)
{
    static const char *const ends[][2] = {{"a_b", "c"}};
    (void)state;
    routes_table *areas = grid(3, 1, "plane");
    routes_error err;
    assert_ok(routes_table_set_text(areas, 0, 0, "a b", &err), &err);
    assert_ok(routes_table_set_text(areas, 0, 1, "a  b", &err), &err);
    routes_weights *weights = make(areas, NULL);
    assert_int_equal(routes_area_weights_write("x.gal", areas, weights, NULL, &err), ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "not one area's alone"));
    routes_weights_free(weights);
    routes_table *pairs = pair_table(ends, NULL, 1);
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    assert_ok(routes_table_set_meta(pairs, "format", "gal", &err), &err);
    options.pairs = pairs;
    assert_int_equal(routes_area_weights_new(&weights, areas, &options, NULL, &err), ROUTES_E_DATA);
    assert_ok(routes_table_set_text(areas, 0, 1, "d", &err), &err);
    weights = make(areas, &options);
    assert_int_equal(row_size(weights, 0), 1);
    routes_weights_free(weights);
    routes_table_free(pairs);
    routes_table_free(areas);
}

/* A shared border that has a vertex on one side only, and was cut by rounding. */
static void borders_whose_vertices_do_not_match_are_shared(void **state)
{
    (void)state;
    static const routes_point left[] = {{0, 0}, {1, 3}, {0, 3}, {0, 0}};
    static const routes_point low[] = {{0, 0}, {1.0 / 3.0, 1}, {1, 0}, {0, 0}};
    for (int plane = 0; plane < 2; plane++) {
        double scale = plane ? 1e5 : 1.0; /* a unit square in degrees, a large one in metres */
        routes_table *areas = new_areas(plane ? "plane" : "EPSG:4326");
        for (int k = 0; k < 2; k++) {
            routes_geometry *shape = NULL;
            routes_point ring[4];
            routes_error err;
            uint8_t *bytes = NULL;
            size_t size;
            for (size_t i = 0; i < 4; i++)
                ring[i] = (routes_point){(k ? low : left)[i].lon * scale + 0.1,
                                         (k ? low : left)[i].lat * scale + 0.1};
            assert_ok(routes_geometry_new(&shape, ROUTES_POLYGON, &err), &err);
            assert_ok(routes_geometry_add_part(shape, ring, 4, &err), &err);
            assert_ok(routes_geometry_write(&bytes, &size, shape, &err), &err);
            add_area(areas, k ? "low" : "left", (routes_wkb){bytes, size});
            routes_wkb_free(bytes);
            routes_geometry_free(shape);
        }
        routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
        options.rule = "rook";
        routes_weights *weights = make(areas, &options);
        assert_int_equal(routes_weights_pairs(weights), 2);
        routes_weights_free(weights);
        routes_table_free(areas);
    }
}

/* Rows in another order, joined by id: the same neighbours and the same bits. */
static void the_order_of_rows_changes_nothing(void **state)
{
    enum { N = 144 };
    static const char *const rules[] = {"knn:5", "band:1m", "kernel:gaussian:3m",
                                        "kernel:quartic:7"};
    (void)state;
    routes_point points[N], shuffled[N];
    uint32_t place[N] = {0};
    uint64_t seed = 9;
    routes_error err;
    for (uint32_t i = 0; i < N; i++) {
        points[i] = (routes_point){(double)(i % 12) * 0.7, (double)(i / 12) * 0.7};
        uint32_t to = (uint32_t)(draw(&seed) % (i + 1));
        place[i] = place[to];
        place[to] = i;
    }
    for (uint32_t i = 0; i < N; i++)
        shuffled[i] = points[place[i]];
    routes_table *straight = point_table(points, N, "plane");
    routes_table *other = point_table(shuffled, N, "plane");
    for (uint32_t i = 0; i < N; i++) {
        char id[32];
        snprintf(id, sizeof id, "p%lu", (unsigned long)place[i]);
        assert_ok(routes_table_set_text(other, 0, i, id, &err), &err);
    }
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
        routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
        options.rule = rules[r];
        options.row_standardised = 1;
        routes_weights *a = make(straight, &options), *b = make(other, &options);
        for (uint32_t i = 0; i < N; i++) {
            const uint32_t *p, *q;
            const double *v, *w;
            size_t n = routes_weights_row(&p, &v, a, place[i]);
            assert_int_equal(routes_weights_row(&q, &w, b, i), n);
            for (size_t k = 0; k < n; k++) {
                size_t at = 0;
                while (at < n && p[at] != place[q[k]])
                    at++;
                assert_true(at < n && v[at] == w[k]);
            }
        }
        routes_weights_free(a);
        routes_weights_free(b);
    }
    routes_table_free(straight);
    routes_table_free(other);
}

static void every_allocation_may_fail(void **state)
{
    static const char *const ends[][2] = {{"a", "b"}, {"b", "a"}};
    (void)state;
    routes_table *areas = grid(2, 2, "plane");
    routes_table *pairs = pair_table(ends, NULL, 2);
    long live;
    static const routes_point points[] = {{0, 0}, {1, 0}, {9, 0}};
    routes_table *places = point_table(points, 3, "plane");
    assert_int_equal(routes_table_set_meta(pairs, "format", "gal", NULL), ROUTES_OK);
    assert_int_equal(routes_table_set_text(areas, 0, 3, "d e", NULL), ROUTES_OK);
    live = routes_i_memory_live();
    for (int what = 0; what < 4; what++) {
        const routes_table *use = what == 2 ? places : areas;
        routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
        options.pairs = what == 1 ? pairs : NULL;
        options.rule = what == 2 ? "knn:1" : "rook";
        options.order = what == 3 ? 2 : what == 2 ? 3 : 0;
        options.islands = ROUTES_ISLANDS_NEAREST;
        options.with_self = what == 2;
        if (what == 1)
            options.islands = ROUTES_ISLANDS_KEEP;
        routes_status status = ROUTES_E_MEMORY;
        for (long n = 0; status == ROUTES_E_MEMORY; n++) {
            routes_weights *weights = NULL;
            routes_table *answer = NULL;
            routes_i_memory_fail_after(n);
            status = routes_area_weights_new(&weights, use, &options, NULL, NULL);
            if (!status)
                status = routes_answer_hotspot_weights(&answer, use, weights, NULL);
            if (!status)
                status =
                    routes_area_weights_write("area_weights_memory.gwt", use, weights, "id", NULL);
            routes_i_memory_fail_after(-1);
            routes_weights_free(weights);
            routes_table_free(answer);
            assert_int_equal(routes_i_memory_live(), live);
        }
        assert_int_equal(status, ROUTES_OK);
    }
    remove("area_weights_memory.gwt");
    routes_table_free(places);
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
        cmocka_unit_test(islands_are_named_joined_or_refused),
        cmocka_unit_test(rules_say_orders_kernels_and_both_ways),
        cmocka_unit_test(areas_stand_at_nodes_of_a_network),
        cmocka_unit_test(contiguity_is_that_of_libpysal),
        cmocka_unit_test(files_go_to_libpysal_and_back),
        cmocka_unit_test(ids_that_a_file_cannot_tell_apart_are_refused),
        cmocka_unit_test(borders_whose_vertices_do_not_match_are_shared),
        cmocka_unit_test(the_order_of_rows_changes_nothing),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("area_weights", tests, NULL, nothing_left);
}
