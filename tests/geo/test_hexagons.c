/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "routes/hexagons.h"

#include <stdlib.h>

#include "core/memory.h"
#include "routes/geodesic.h"
#include "routes/geometry.h"
#include "support/check.h"

#define SQRT3 1.7320508075688772

static routes_hexagons *gather(const routes_point *points, size_t n, double spacing, int plane)
{
    routes_hexagons *hexagons = NULL;
    routes_hexagons_options options = ROUTES_HEXAGONS_OPTIONS;
    routes_error err;
    options.plane = plane;
    assert_ok(routes_hexagons_new(&hexagons, points, n, spacing, &options, &err), &err);
    return hexagons;
}

static void assert_at(const routes_hexagons *hexagons, size_t point, int32_t column, int32_t row)
{
    int32_t c, r;
    routes_hexagons_at(&c, &r, hexagons, routes_hexagons_cells(hexagons)[point]);
    assert_int_equal(c, column);
    assert_int_equal(r, row);
}

/* Width 100: the neighbours' centres lie 100 m to the east, and 50 m east and 86.6 m north. */
static void points_lie_in_the_cell_of_the_nearest_centre(void **state)
{
    (void)state;
    const routes_point points[] = {{0, 0},      {49, 0},   {51, 0},   {100, 0},  {50, 86.6},
                                   {-50, 86.6}, {0, 57.7}, {0, 57.8}, {-100, 0}, {-50, -86.6}};
    routes_hexagons *hexagons = gather(points, 10, 100, 1);
    assert_at(hexagons, 0, 0, 0);
    assert_at(hexagons, 1, 0, 0);
    assert_at(hexagons, 2, 1, 0);
    assert_at(hexagons, 3, 1, 0);
    assert_at(hexagons, 4, 0, 1);
    assert_at(hexagons, 5, -1, 1);
    assert_at(hexagons, 6, 0, 0); /* the upper corner lies at 100 / sqrt 3 = 57.74 */
    assert_at(hexagons, 8, -1, 0);
    assert_at(hexagons, 9, 0, -1);
    /* Origin, four around it and the one to the south-west: not the south-east. */
    assert_int_equal(routes_hexagons_size(hexagons), 6);
    /* The origin has all five as neighbours; around it four more pairs of neighbours stand
     * together. */
    assert_int_equal(routes_hexagons_pairs(NULL, NULL, hexagons), 9);
    routes_hexagons_free(hexagons);
    routes_hexagons_free(NULL);
}

/* By brute force: no centre of another cell is nearer, and cells are neighbours when their centres
 * are one width apart. */
static void cells_are_those_of_the_nearest_centres(void **state)
{
    (void)state;
    enum { N = 400 };
    uint64_t seed = 6;
    for (int round = 0; round < 20; round++) {
        routes_point points[N];
        double spacing = 1 + 200 * draw_unit(&seed);
        for (size_t i = 0; i < N; i++)
            points[i] =
                (routes_point){2000 * draw_unit(&seed) - 1000, 2000 * draw_unit(&seed) - 1000};
        routes_hexagons *hexagons = gather(points, N, spacing, 1);
        size_t size = routes_hexagons_size(hexagons);
        double x[N] = {0}, y[N] = {0};
        for (uint32_t k = 0; k < size; k++) {
            int32_t column, row;
            routes_hexagons_at(&column, &row, hexagons, k);
            x[k] = spacing * (column + 0.5 * row);
            y[k] = spacing * SQRT3 / 2 * row;
        }
        for (size_t i = 0; i < N; i++) {
            uint32_t own = routes_hexagons_cells(hexagons)[i];
            double nearest = hypot(points[i].lon - x[own], points[i].lat - y[own]);
            for (size_t k = 0; k < size; k++)
                assert_true(hypot(points[i].lon - x[k], points[i].lat - y[k]) >= nearest - 1e-9);
        }
        uint32_t *cell = calloc(3 * size, sizeof *cell), *next = calloc(3 * size, sizeof *next);
        size_t pairs = routes_hexagons_pairs(cell, next, hexagons), expected = 0;
        for (size_t a = 0; a < size; a++)
            for (size_t b = a + 1; b < size; b++)
                expected += fabs(hypot(x[a] - x[b], y[a] - y[b]) - spacing) < 1e-6 * spacing;
        assert_int_equal(pairs, expected);
        for (size_t p = 0; p < pairs; p++)
            assert_near(hypot(x[cell[p]] - x[next[p]], y[cell[p]] - y[next[p]]), spacing, 1e-9);
        free(cell);
        free(next);
        routes_hexagons_free(hexagons);
    }
}

static routes_geometry *outline(const routes_hexagons *hexagons, uint32_t cell)
{
    uint8_t *bytes = NULL;
    size_t size;
    routes_geometry *geometry = NULL;
    routes_error err;
    assert_ok(routes_hexagons_outline(&bytes, &size, hexagons, cell, &err), &err);
    assert_ok(routes_geometry_read(&geometry, (routes_wkb){bytes, size}, &err), &err);
    routes_wkb_free(bytes);
    return geometry;
}

/* Around Phnom Penh, and on both sides of the antimeridian: outlines of six corners about the
 * point, each of the area sqrt(3) / 2 width^2 on the ellipsoid, to 1 in 10 000. */
static void cells_on_the_earth_have_one_area(void **state)
{
    (void)state;
    const routes_point points[] = {{104.92, 11.56}, {104.3, 10.9}, {106.1, 13.2}};
    const routes_point across[] = {{179.9, -17.1}, {-179.8, -16.9}, {179.99, -18}};
    for (int which = 0; which < 2; which++) {
        const routes_point *some = which ? across : points;
        routes_hexagons *hexagons = gather(some, 3, 20000, 0);
        assert_int_equal(routes_hexagons_size(hexagons), 3);
        for (size_t i = 0; i < 3; i++) {
            routes_geometry *shape = outline(hexagons, routes_hexagons_cells(hexagons)[i]);
            size_t n;
            const routes_point *ring = routes_geometry_points(&n, shape, 0, 0);
            assert_int_equal(n, 7);
            double area, west = 999, east = -999;
            routes_error err;
            for (size_t k = 0; k < n; k++) {
                west = fmin(west, ring[k].lon);
                east = fmax(east, ring[k].lon);
            }
            assert_true(east - west < 0.4);
            assert_ok(routes_geodesic_ring(&area, NULL, ring, n, &err), &err);
            assert_true(fabs(area / (SQRT3 / 2 * 4e8) - 1) < 1e-4);
            routes_geometry_free(shape);
        }
        routes_hexagons_free(hexagons);
    }
}

static void order_changes_no_cell(void **state)
{
    (void)state;
    enum { N = 100 };
    routes_point points[N], turned[N];
    uint64_t seed = 3;
    for (size_t i = 0; i < N; i++)
        points[i] = (routes_point){103 + 3 * draw_unit(&seed), 10 + 3 * draw_unit(&seed)};
    for (size_t i = 0; i < N; i++)
        turned[i * 37 % N] = points[i];
    routes_hexagons *a = gather(points, N, 15000, 0), *b = gather(turned, N, 15000, 0);
    assert_int_equal(routes_hexagons_size(a), routes_hexagons_size(b));
    for (size_t i = 0; i < N; i++)
        assert_int_equal(routes_hexagons_cells(a)[i], routes_hexagons_cells(b)[i * 37 % N]);
    routes_hexagons_free(a);
    routes_hexagons_free(b);
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    const routes_point good[] = {{1, 2}}, far[] = {{1e300, 0}}, wrong[] = {{0, 91}},
                       nowhere[] = {{NAN, 1}};
    routes_hexagons *hexagons = NULL;
    routes_hexagons_options options = ROUTES_HEXAGONS_OPTIONS;
    routes_error err;
    assert_int_equal(routes_hexagons_new(&hexagons, good, 1, 0, NULL, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "spacing_m is 0, must be above 0");
    assert_int_equal(routes_hexagons_new(&hexagons, good, 0, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_hexagons_new(NULL, good, 1, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_hexagons_new(&hexagons, wrong, 1, 1, NULL, &err), ROUTES_E_DATA);
    options.plane = 1;
    assert_int_equal(routes_hexagons_new(&hexagons, far, 1, 1, &options, &err), ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "take larger hexagons"));
    assert_int_equal(routes_hexagons_new(&hexagons, nowhere, 1, 1, &options, &err), ROUTES_E_DATA);
    assert_null(hexagons);
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status != ROUTES_OK; allowed++) {
        assert_true(allowed < 100);
        routes_i_memory_fail_after(allowed);
        status = routes_hexagons_new(&hexagons, good, 1, 1000, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || !hexagons);
    }
    routes_hexagons_free(hexagons);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_lie_in_the_cell_of_the_nearest_centre),
        cmocka_unit_test(cells_are_those_of_the_nearest_centres),
        cmocka_unit_test(cells_on_the_earth_have_one_area),
        cmocka_unit_test(order_changes_no_cell),
        cmocka_unit_test(bad_calls_are_refused),
    };
    return cmocka_run_group_tests_name("hexagons", tests, NULL, NULL);
}
