/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/contiguity.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/memory.h"
#include "routes/geodesic.h"
#include "support/check.h"
#include "support/geojson.h"
#include "support/shape.h"

enum { MOST = 64 };

/* Areas of a hand case, and what is found among them. */
struct layer {
    size_t n;
    shape shapes[MOST];
    routes_wkb areas[MOST];
};

static void add(struct layer *layer, shape s)
{
    layer->shapes[layer->n] = s;
    layer->areas[layer->n++] = shape_wkb(s);
}

static void empty(struct layer *layer)
{
    for (size_t i = 0; i < layer->n; i++)
        shape_free(&layer->shapes[i]);
    layer->n = 0;
}

/* What is not measured must be the same pairs, queen and rook. */
static void check_unmeasured(const routes_wkb *areas, size_t n,
                             const routes_contiguity_options *options)
{
    routes_contiguity_options use = ROUTES_CONTIGUITY_OPTIONS;
    routes_error err;
    if (options)
        use = *options;
    for (use.rook = 0; use.rook < 2; use.rook++) {
        routes_contiguity *measured = NULL, *found = NULL;
        size_t count = 0, wanted = 0;
        use.unmeasured = 0;
        assert_ok(routes_contiguity_new(&measured, areas, n, &use, &err), &err);
        use.unmeasured = 1;
        assert_ok(routes_contiguity_new(&found, areas, n, &use, &err), &err);
        const routes_contiguity_pair *expected = routes_contiguity_pairs(&wanted, measured);
        const routes_contiguity_pair *pairs = routes_contiguity_pairs(&count, found);
        assert_int_equal(count, wanted);
        for (size_t i = 0; i < count; i++) {
            assert_true(pairs[i].a == expected[i].a && pairs[i].b == expected[i].b);
            assert_true(isnan(pairs[i].shared_m));
        }
        routes_contiguity_free(measured);
        routes_contiguity_free(found);
    }
}

static routes_contiguity *neighbours(const struct layer *layer,
                                     const routes_contiguity_options *options)
{
    routes_contiguity *found = NULL;
    routes_error err;
    check_unmeasured(layer->areas, layer->n, options);
    assert_ok(routes_contiguity_new(&found, layer->areas, layer->n, options, &err), &err);
    return found;
}

/* Checks the pairs against "0-1 0-2 ..." where a trailing dot marks a point contact. */
static void assert_pairs(const routes_contiguity *found, const char *expected)
{
    char text[1024] = "";
    size_t count = 0;
    const routes_contiguity_pair *pairs = routes_contiguity_pairs(&count, found);
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%zu-%zu%s", i ? " " : "", pairs[i].a,
                 pairs[i].b, pairs[i].shared_m > 0.0 ? "" : ".");
    }
    assert_string_equal(text, expected);
}

static void check_layer(struct layer *layer, const routes_contiguity_options *options,
                        const char *expected)
{
    routes_contiguity *found = neighbours(layer, options);
    assert_pairs(found, expected);
    routes_contiguity_free(found);
}

static void four_squares_meet_in_a_corner(void **state)
{
    (void)state;
    /* 2 3
     * 0 1 */
    struct layer layer = {0};
    routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
    size_t count = 0;
    add(&layer, shape_box(0, 0, 1, 1));
    add(&layer, shape_box(1, 0, 2, 1));
    add(&layer, shape_box(0, 1, 1, 2));
    add(&layer, shape_box(1, 1, 2, 2));
    routes_contiguity *found = neighbours(&layer, NULL);
    assert_pairs(found, "0-1 0-2 0-3. 1-2. 1-3 2-3");
    const routes_contiguity_pair *pairs = routes_contiguity_pairs(&count, found);
    /* A degree of meridian from the equator is 110574.388557799 m, of the parallel at 1 degree
     * (on the geodesic between its ends, which is what is measured) a little less than 111319.5. */
    assert_near(pairs[0].shared_m, 110574.388557799, 1e-12);
    assert_near(pairs[1].shared_m,
                routes_geodesic_distance((routes_point){0, 1}, (routes_point){1, 1}), 1e-12);
    routes_contiguity_free(found);

    options.rook = 1;
    check_layer(&layer, &options, "0-1 0-2 1-3 2-3");
    options.tolerance_m = 10.0;
    check_layer(&layer, &options, "0-1 0-2 1-3 2-3");
    options.rook = 0;
    check_layer(&layer, &options, "0-1 0-2 0-3. 1-2. 1-3 2-3");
    empty(&layer);
}

static void corners_that_do_not_match_need_a_tolerance(void **state)
{
    (void)state;
    /* The long side of 0 is cut in two by 1 and 2, on a slope where no rounding is exact; there is
     * a gap of about a metre to 3. */
    struct layer layer = {0};
    routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
    add(&layer, shape_polygon("0 0, 0.3 0.1, 0.2 0.5, 0 0.5"));
    add(&layer, shape_polygon("0.3 0.1, 0.6 0.2, 0.6 0.3, 0.25 0.3"));
    add(&layer, shape_polygon("0.25 0.3, 0.6 0.3, 0.6 0.5, 0.2 0.5"));
    add(&layer, shape_polygon("0 0.50001, 0.2 0.50001, 0.2 0.9"));
    options.tolerance_m = 2.0;
    check_layer(&layer, &options, "0-1 0-2 0-3 1-2 2-3.");
    options.tolerance_m = 0.5;
    check_layer(&layer, &options, "0-1 0-2 1-2");
    empty(&layer);
}

static void a_part_of_a_side_is_measured(void **state)
{
    (void)state;
    /* 1 stands against a quarter of the side of 0, away from its corners. */
    struct layer layer = {0};
    size_t count = 0;
    add(&layer, shape_box(0, 0, 1, 1));
    add(&layer, shape_box(1, 0.25, 2, 0.5));
    routes_contiguity *found = neighbours(&layer, NULL);
    assert_pairs(found, "0-1");
    assert_near(routes_contiguity_pairs(&count, found)[0].shared_m,
                routes_geodesic_distance((routes_point){1, 0.25}, (routes_point){1, 0.5}), 1e-10);
    routes_contiguity_free(found);
    empty(&layer);
}

static void holes_islands_and_parts(void **state)
{
    (void)state;
    struct layer layer = {0};
    add(&layer, shape_polygon("0 0, 9 0, 9 9, 0 9 | 3 3, 6 3, 6 6, 3 6")); /* with a hole */
    add(&layer, shape_box(3, 3, 6, 6));                                    /* fills it */
    add(&layer, shape_box(20, 20, 21, 21));                                /* an island */
    add(&layer, shape_box(4, 4, 5, 5));                                    /* inside 1, no touch */
    add(&layer, shape_make(ROUTES_MULTIPOLYGON, /* two parts: at 0 and 2 */
                           "9 0, 10 0, 10 9, 9 9; 21 20, 22 20, 22 21, 21 21"));
    add(&layer, shape_polygon("")); /* nothing */
    check_layer(&layer, NULL, "0-1 0-4 2-4");
    empty(&layer);
}

static void areas_that_overlap_touch_where_borders_cross(void **state)
{
    (void)state;
    struct layer layer = {0};
    routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
    add(&layer, shape_box(0, 0, 2, 2));
    add(&layer, shape_box(1, 1, 3, 3));
    add(&layer, shape_polygon("0.5 0.5, 0.5 -1, 0.6 -1")); /* a spike into 0 */
    check_layer(&layer, NULL, "0-1. 0-2.");
    options.rook = 1;
    check_layer(&layer, &options, "");
    empty(&layer);
}

static void a_bow_tie_is_compared_as_it_stands(void **state)
{
    (void)state;
    struct layer layer = {0};
    add(&layer, shape_polygon("0 0, 1 1, 1 0, 0 1"));
    add(&layer, shape_box(1, 0, 2, 1));
    check_layer(&layer, NULL, "0-1");
    empty(&layer);
}

static void the_antimeridian_parts_nobody(void **state)
{
    (void)state;
    struct layer layer = {0};
    routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
    size_t count = 0;
    add(&layer, shape_box(-180, 0, -179, 1));
    add(&layer, shape_box(179, 0, 180, 1));
    add(&layer, shape_box(179, 1, 180, 2));
    add(&layer, shape_box(-179.5, 1, -179, 2));
    routes_contiguity *found = neighbours(&layer, NULL);
    assert_pairs(found, "0-1 0-2. 0-3 1-2");
    assert_near(routes_contiguity_pairs(&count, found)[0].shared_m, 110574.388557799, 1e-12);
    routes_contiguity_free(found);
    options.plane = 1; /* in a plane they are far apart */
    check_layer(&layer, &options, "0-3 1-2");
    empty(&layer);
}

static void in_a_plane_lengths_are_plain(void **state)
{
    (void)state;
    struct layer layer = {0};
    routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
    size_t count = 0;
    options.plane = 1;
    add(&layer, shape_box(500000, 4000000, 501000, 4001000));
    add(&layer, shape_box(501000, 4000500, 502000, 4002000));
    routes_contiguity *found = neighbours(&layer, &options);
    assert_pairs(found, "0-1");
    assert_near(routes_contiguity_pairs(&count, found)[0].shared_m, 500.0, 1e-12);
    routes_contiguity_free(found);
    empty(&layer);
}

static void counties_have_the_neighbours_of_spdep(void **state)
{
    (void)state;
    geojson counties = geojson_read(ROUTES_SHARED "/oracles/nc_sids/counties.geojson", "fips");
    FILE *file = fopen(ROUTES_SHARED "/oracles/nc_sids/expected_neighbours.csv", "r");
    assert_non_null(file);
    char *expected = calloc(counties.n, counties.n);
    char line[128];
    size_t rows = 0;
    while (fgets(line, sizeof line, file)) {
        char from[16];
        char to[16];
        int rook = 0;
        if (sscanf(line, "%15[0-9],%15[0-9],%d", from, to, &rook) != 3)
            continue;
        size_t a = geojson_find(&counties, from);
        size_t b = geojson_find(&counties, to);
        expected[a * counties.n + b] = rook ? 2 : 1;
        rows++;
    }
    fclose(file);
    assert_int_equal(rows, 490);

    /* Exactly, and with a metre of tolerance. */
    for (double tolerance = 0.0; tolerance <= 1.0; tolerance += 1.0) {
        routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
        routes_contiguity *found = NULL;
        routes_error err;
        size_t count = 0;
        options.tolerance_m = tolerance;
        check_unmeasured(counties.wkb, counties.n, &options);
        assert_ok(routes_contiguity_new(&found, counties.wkb, counties.n, &options, &err), &err);
        const routes_contiguity_pair *pairs = routes_contiguity_pairs(&count, found);
        assert_int_equal(2 * count, rows);
        for (size_t i = 0; i < count; i++) {
            int contact = pairs[i].shared_m > 0.0 ? 2 : 1;
            assert_int_equal(expected[pairs[i].a * counties.n + pairs[i].b], contact);
            assert_int_equal(expected[pairs[i].b * counties.n + pairs[i].a], contact);
        }
        routes_contiguity_free(found);
    }
    free(expected);
    geojson_free(&counties);
}

/* The figures of the geodata: contact and length, to 0.01 km as printed. */
static void cambodian_provinces_share_what_the_table_says(void **state)
{
    (void)state;
    geojson provinces = geojson_read(ROUTES_SHARED "/geodata/cambodia_admin1_2001.geojson", "id");
    FILE *file = fopen(ROUTES_SHARED "/geodata/cambodia_admin1_adjacency.csv", "r");
    assert_non_null(file);
    routes_contiguity *found = NULL;
    routes_error err;
    size_t count = 0;
    size_t rows = 0;
    char line[256];
    assert_ok(routes_contiguity_new(&found, provinces.wkb, provinces.n, NULL, &err), &err);
    const routes_contiguity_pair *pairs = routes_contiguity_pairs(&count, found);
    while (fgets(line, sizeof line, file)) {
        char a_id[16];
        char b_id[16];
        double km = 0.0;
        if (sscanf(line, "cambodia_admin1_2001,%15[^,],%*[^,],%15[^,],%*[^,],rook,%lf", a_id, b_id,
                   &km) != 3)
            continue;
        size_t a = geojson_find(&provinces, a_id);
        size_t b = geojson_find(&provinces, b_id);
        size_t i = 0;
        while (i < count &&
               !((pairs[i].a == a && pairs[i].b == b) || (pairs[i].a == b && pairs[i].b == a)))
            i++;
        if (i == count || fabs(pairs[i].shared_m / 1000.0 - km) > 0.006)
            fail_msg("%s - %s: %.3f km expected, %.3f found", a_id, b_id, km,
                     i < count ? pairs[i].shared_m / 1000.0 : 0.0);
        rows++;
    }
    fclose(file);
    assert_int_equal(rows, 43);
    assert_int_equal(count, 43);
    routes_contiguity_free(found);
    geojson_free(&provinces);
}

/* A tiling of a rectangle into cells with bent sides: vertices (i, j) moved about, each side with
 * extra points known to both of its cells. */
static void make_tiling(shape *cells, size_t columns, size_t rows, size_t extra, uint64_t seed)
{
    size_t width = columns + 1;
    size_t along = extra + 1;
    /* grid[j][i][k]: k = 0 the vertex, then `extra` points of its side to the east, then north. */
    size_t each = 2 * extra + 1;
    routes_point *grid = calloc(width * (rows + 1) * each, sizeof *grid);
    routes_point *ring = calloc(4 * along, sizeof *ring);
    double step = 10.0 / (double)(columns > rows ? columns : rows);
    assert_true(grid && ring);
    for (size_t j = 0; j <= rows; j++)
        for (size_t i = 0; i <= columns; i++)
            for (size_t k = 0; k < each; k++) {
                double east = k <= extra ? (double)k / (double)along : 0.0;
                double north = k <= extra ? 0.0 : (double)(k - extra) / (double)along;
                double jitter = 0.2 / (double)along;
                grid[(j * width + i) * each + k] = (routes_point){
                    100.0 + step * ((double)i + east + jitter * (draw_unit(&seed) - 0.5)),
                    10.0 + step * ((double)j + north + jitter * (draw_unit(&seed) - 0.5))};
            }
#define AT(i, j, k) grid[((j)*width + (i)) * each + (k)]
    for (size_t j = 0; j < rows; j++)
        for (size_t i = 0; i < columns; i++) {
            size_t n = 0;
            for (size_t k = 0; k <= extra; k++)
                ring[n++] = AT(i, j, k);
            ring[n++] = AT(i + 1, j, 0);
            for (size_t k = 1; k <= extra; k++)
                ring[n++] = AT(i + 1, j, extra + k);
            ring[n++] = AT(i + 1, j + 1, 0);
            for (size_t k = extra; k >= 1; k--)
                ring[n++] = AT(i, j + 1, k);
            ring[n++] = AT(i, j + 1, 0);
            for (size_t k = extra; k >= 1; k--)
                ring[n++] = AT(i, j, extra + k);
            routes_geometry *geometry = NULL;
            shape *cell = &cells[j * columns + i];
            routes_error err;
            assert_ok(routes_geometry_new(&geometry, ROUTES_POLYGON, &err), &err);
            assert_ok(routes_geometry_add_part(geometry, ring, n, &err), &err);
            assert_ok(routes_geometry_write(&cell->bytes, &cell->size, geometry, &err), &err);
            routes_geometry_free(geometry);
        }
#undef AT
    free(grid);
    free(ring);
}

/* Twin: two areas are queen when they have a vertex in common, rook when two in a row. */
static int by_vertices(double *shared_m, routes_wkb a, routes_wkb b)
{
    routes_geometry *left = NULL;
    routes_geometry *right = NULL;
    routes_error err;
    size_t n = 0;
    size_t m = 0;
    int contact = 0;
    assert_ok(routes_geometry_read(&left, a, &err), &err);
    assert_ok(routes_geometry_read(&right, b, &err), &err);
    const routes_point *p = routes_geometry_points(&n, left, 0, 0);
    const routes_point *q = routes_geometry_points(&m, right, 0, 0);
    *shared_m = 0.0;
    for (size_t i = 0; i + 1 < n; i++)
        for (size_t j = 0; j + 1 < m; j++) {
            if (memcmp(&p[i], &q[j], sizeof *p) == 0 && contact < 1)
                contact = 1;
            if (memcmp(&p[i], &q[j + 1], sizeof *p) == 0 &&
                memcmp(&p[i + 1], &q[j], sizeof *p) == 0) {
                contact = 2;
                *shared_m += routes_geodesic_distance(p[i], p[i + 1]);
            }
        }
    routes_geometry_free(left);
    routes_geometry_free(right);
    return contact;
}

static void tilings_agree_with_comparing_all_vertices(void **state)
{
    (void)state;
    enum { COLUMNS = 9, ROWS = 7, N = COLUMNS * ROWS };
    for (size_t extra = 0; extra <= 40; extra += 20) {
        shape cells[N];
        struct layer layer = {0};
        size_t count = 0;
        make_tiling(cells, COLUMNS, ROWS, extra, 51 + extra);
        for (size_t i = 0; i < N; i++)
            add(&layer, cells[i]);
        for (double tolerance = 0.0; tolerance <= 1.0; tolerance += 1.0) {
            routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
            options.tolerance_m = tolerance;
            routes_contiguity *found = neighbours(&layer, &options);
            const routes_contiguity_pair *pairs = routes_contiguity_pairs(&count, found);
            size_t expected = 0;
            for (size_t a = 0; a < N; a++)
                for (size_t b = a + 1; b < N; b++) {
                    double shared_m = 0.0;
                    int contact = by_vertices(&shared_m, layer.areas[a], layer.areas[b]);
                    if (contact == 0)
                        continue;
                    assert_true(expected < count);
                    const routes_contiguity_pair *pair = &pairs[expected++];
                    assert_int_equal(pair->a, a);
                    assert_int_equal(pair->b, b);
                    assert_int_equal(pair->shared_m > 0.0, contact == 2);
                    /* With a tolerance, bent ends of a side run on beside the next one a little. */
                    assert_near(pair->shared_m, shared_m, tolerance > 0.0 ? 1e-3 : 1e-9);
                }
            assert_int_equal(expected, count);
            routes_contiguity_free(found);
        }
        empty(&layer);
    }
}

/* Boxes of whole numbers that touch, overlap and lie in each other at random; some are moved by
 * less than the tolerance. */
static void boxes_at_random_are_the_same_unmeasured(void **state)
{
    (void)state;
    uint64_t seed = 12;
    for (int round = 0; round < 60; round++) {
        struct layer layer = {0};
        routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
        double moved = round % 3 == 2 ? 0.004 : 0.0;
        options.plane = 1;
        options.tolerance_m = round % 3 == 0 ? 0.0 : 0.01;
        for (size_t i = 0; i < 20; i++) {
            double x = (double)(draw(&seed) % 8) + moved * draw_unit(&seed);
            double y = (double)(draw(&seed) % 8) + moved * draw_unit(&seed);
            add(&layer, shape_box(x, y, x + 1.0 + (double)(draw(&seed) % 3),
                                  y + 1.0 + (double)(draw(&seed) % 3)));
        }
        check_unmeasured(layer.areas, layer.n, &options);
        empty(&layer);
    }
}

static int refuse(double done, const char *what, void *user)
{
    (void)done;
    (void)what;
    (void)user;
    return 1;
}

static void threads_change_nothing_and_the_caller_can_stop(void **state)
{
    (void)state;
    enum { COLUMNS = 40, ROWS = 40, N = COLUMNS * ROWS };
    static shape cells[N];
    static routes_wkb areas[N];
    routes_run run = ROUTES_RUN;
    routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
    routes_contiguity *one = NULL;
    routes_contiguity *many = NULL;
    size_t count = 0;
    size_t again = 0;
    routes_error err;
    make_tiling(cells, COLUMNS, ROWS, 2, 61);
    for (size_t i = 0; i < N; i++)
        areas[i] = shape_wkb(cells[i]);
    assert_ok(routes_contiguity_new(&one, areas, N, NULL, &err), &err);
    const routes_contiguity_pair *first = routes_contiguity_pairs(&count, one);
    /* Of a grid: sides inside, and two corners for each inner vertex. */
    assert_int_equal(count, 39 * 40 * 2 + 2 * 39 * 39);

    options.run = &run;
    run.threads = 4;
    assert_ok(routes_contiguity_new(&many, areas, N, &options, &err), &err);
    const routes_contiguity_pair *second = routes_contiguity_pairs(&again, many);
    assert_int_equal(again, count);
    assert_memory_equal(first, second, count * sizeof *first);
    routes_contiguity_free(one);
    routes_contiguity_free(many);

    routes_run stopped = ROUTES_RUN;
    stopped.progress = refuse;
    options.run = &stopped;
    assert_int_equal(routes_contiguity_new(&many, areas, N, &options, &err), ROUTES_E_CANCELLED);
    assert_null(many);
    for (size_t i = 0; i < N; i++)
        shape_free(&cells[i]);
}

static void what_cannot_be_compared_is_refused(void **state)
{
    (void)state;
    struct layer layer = {0};
    routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
    routes_contiguity *found = NULL;
    routes_error err;
    add(&layer, shape_box(0, 0, 1, 1));
    add(&layer, shape_box(1, 0, 2, 1));
    options.tolerance_m = -1.0;
    assert_int_equal(routes_contiguity_new(&found, layer.areas, 2, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "options.tolerance_m is -1, must be 0 or above");
    layer.areas[1].size--;
    assert_int_equal(routes_contiguity_new(&found, layer.areas, 2, NULL, &err), ROUTES_E_DATA);
    assert_memory_equal(err.message, "shape 1: WKB ", 13);
    assert_int_equal(routes_contiguity_new(NULL, layer.areas, 2, NULL, &err), ROUTES_E_ARGUMENT);
    assert_ok(routes_contiguity_new(&found, NULL, 0, NULL, &err), &err);
    assert_pairs(found, "");
    routes_contiguity_free(found);
    routes_contiguity_free(NULL);
    empty(&layer);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct layer layer = {0};
    add(&layer, shape_box(0, 0, 1, 1));
    add(&layer, shape_box(1, 0, 2, 1));
    add(&layer, shape_box(0, 1, 1, 2));
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_contiguity *found = NULL;
        routes_i_memory_fail_after(n);
        status = routes_contiguity_new(&found, layer.areas, layer.n, NULL, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && !found));
        routes_contiguity_free(found);
        assert_int_equal(routes_i_memory_live(), live);
    }
    empty(&layer);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_squares_meet_in_a_corner),
        cmocka_unit_test(corners_that_do_not_match_need_a_tolerance),
        cmocka_unit_test(a_part_of_a_side_is_measured),
        cmocka_unit_test(holes_islands_and_parts),
        cmocka_unit_test(areas_that_overlap_touch_where_borders_cross),
        cmocka_unit_test(a_bow_tie_is_compared_as_it_stands),
        cmocka_unit_test(the_antimeridian_parts_nobody),
        cmocka_unit_test(in_a_plane_lengths_are_plain),
        cmocka_unit_test(counties_have_the_neighbours_of_spdep),
        cmocka_unit_test(cambodian_provinces_share_what_the_table_says),
        cmocka_unit_test(tilings_agree_with_comparing_all_vertices),
        cmocka_unit_test(boxes_at_random_are_the_same_unmeasured),
        cmocka_unit_test(threads_change_nothing_and_the_caller_can_stop),
        cmocka_unit_test(what_cannot_be_compared_is_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("contiguity", tests, NULL, NULL);
}
