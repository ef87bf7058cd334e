/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "routes/densify.h"

#include "core/memory.h"
#include "routes/geodesic.h"
#include "routes/geometry.h"
#include "support/check.h"

static routes_geometry *densified(const routes_point *points, size_t n, double longest_m)
{
    uint8_t *bytes = NULL;
    size_t size = 0;
    routes_geometry *geometry = NULL;
    routes_error err;
    assert_ok(routes_densify_line(&bytes, &size, points, n, longest_m, &err), &err);
    assert_ok(routes_geometry_read(&geometry, (routes_wkb){bytes, size}, &err), &err);
    routes_wkb_free(bytes);
    return geometry;
}

static void points_are_spread_evenly(void **state)
{
    (void)state;
    /* Two degrees of the equator, 222639 m, in pieces of at most 60 km: four of 55659.7 m. */
    routes_point line[] = {{0.0, 0.0}, {2.0, 0.0}};
    routes_geometry *geometry = densified(line, 2, 60000.0);
    size_t n = 0;
    const routes_point *points = routes_geometry_points(&n, geometry, 0, 0);
    assert_int_equal(routes_geometry_get_kind(geometry), ROUTES_LINE);
    assert_int_equal(n, 5);
    for (size_t i = 0; i < n; i++) {
        assert_near(points[i].lon, 0.5 * (double)i, 1e-12);
        assert_near(points[i].lat, 0.0, 1e-12);
    }
    routes_geometry_free(geometry);
}

static void an_infinite_piece_adds_nothing(void **state)
{
    (void)state;
    routes_point line[] = {{0.0, 0.0}, {2.0, 0.0}, {2.0, 50.0}};
    routes_geometry *geometry = densified(line, 3, INFINITY);
    size_t n = 0;
    const routes_point *points = routes_geometry_points(&n, geometry, 0, 0);
    assert_int_equal(n, 3);
    assert_memory_equal(points, line, sizeof line);
    routes_geometry_free(geometry);
}

static void the_antimeridian_cuts_a_line_in_two(void **state)
{
    (void)state;
    /* Along the equator: the cut is at latitude 0. */
    routes_point line[] = {{179.0, 0.0}, {-179.0, 0.0}};
    routes_geometry *geometry = densified(line, 2, INFINITY);
    size_t n = 0;
    assert_int_equal(routes_geometry_get_kind(geometry), ROUTES_MULTILINE);
    assert_int_equal(routes_geometry_parts(geometry), 2);
    const routes_point *points = routes_geometry_points(&n, geometry, 0, 0);
    assert_int_equal(n, 2);
    assert_near(points[1].lon, 180.0, 0.0);
    assert_near(points[1].lat, 0.0, 1e-12);
    points = routes_geometry_points(&n, geometry, 1, 0);
    assert_int_equal(n, 2);
    assert_near(points[0].lon, -180.0, 0.0);
    assert_near(points[1].lon, -179.0, 0.0);
    routes_geometry_free(geometry);
}

static void a_point_on_the_antimeridian_belongs_to_both_sides(void **state)
{
    (void)state;
    size_t n = 0;
    /* Ends there: no cut. */
    routes_point ends[] = {{179.0, 10.0}, {-180.0, 10.0}};
    routes_geometry *geometry = densified(ends, 2, INFINITY);
    const routes_point *points = routes_geometry_points(&n, geometry, 0, 0);
    assert_int_equal(routes_geometry_parts(geometry), 1);
    assert_near(points[1].lon, 180.0, 0.0);
    routes_geometry_free(geometry);

    /* Begins there, on the wrong side: begins on the right one. */
    routes_point begins[] = {{180.0, 10.0}, {-179.0, 10.0}};
    geometry = densified(begins, 2, INFINITY);
    points = routes_geometry_points(&n, geometry, 0, 0);
    assert_int_equal(routes_geometry_parts(geometry), 1);
    assert_int_equal(n, 2);
    assert_near(points[0].lon, -180.0, 0.0);
    routes_geometry_free(geometry);

    /* Passes through: two parts, joined there. */
    routes_point passes[] = {{179.0, 10.0}, {180.0, 11.0}, {-179.0, 12.0}};
    geometry = densified(passes, 3, INFINITY);
    assert_int_equal(routes_geometry_parts(geometry), 2);
    points = routes_geometry_points(&n, geometry, 0, 0);
    assert_int_equal(n, 2);
    assert_near(points[1].lat, 11.0, 0.0);
    points = routes_geometry_points(&n, geometry, 1, 0);
    assert_int_equal(n, 2);
    assert_near(points[0].lon, -180.0, 0.0);
    assert_near(points[0].lat, 11.0, 0.0);
    routes_geometry_free(geometry);

    /* Runs along it: one part. */
    routes_point along[] = {{180.0, 10.0}, {-180.0, 20.0}};
    geometry = densified(along, 2, 100000.0);
    assert_int_equal(routes_geometry_parts(geometry), 1);
    routes_geometry_free(geometry);
}

static void a_way_over_the_pole_is_cut_there(void **state)
{
    (void)state;
    routes_point line[] = {{-80.0, 85.0}, {100.0, 80.0}};
    routes_geometry *geometry = densified(line, 2, 200000.0);
    size_t n = 0;
    assert_int_equal(routes_geometry_parts(geometry), 2);
    const routes_point *points = routes_geometry_points(&n, geometry, 0, 0);
    for (size_t i = 0; i < n; i++)
        assert_near(points[i].lon, -80.0, 1e-9);
    assert_near(points[n - 1].lat, 90.0, 0.0);
    points = routes_geometry_points(&n, geometry, 1, 0);
    assert_near(points[0].lat, 90.0, 0.0);
    for (size_t i = 0; i < n; i++)
        assert_near(points[i].lon, 100.0, 1e-9);
    routes_geometry_free(geometry);
}

/* Whatever the line: cutting and adding points keeps its length, pieces are short enough, and no
 * stroke jumps over the map. */
static void any_line_keeps_its_length(void **state)
{
    (void)state;
    uint64_t seed = 21;
    for (int round = 0; round < 300; round++) {
        routes_point line[4];
        double longest = pow(10.0, 4.5 + 3.0 * draw_unit(&seed));
        for (size_t i = 0; i < 4; i++)
            line[i] =
                (routes_point){720.0 * draw_unit(&seed) - 360.0, 180.0 * draw_unit(&seed) - 90.0};
        if (round % 3 == 0) /* over the edge more often */
            line[1].lon = 170.0 + 20.0 * draw_unit(&seed);
        routes_geometry *geometry = densified(line, 4, longest);
        double length = 0.0;
        for (size_t part = 0; part < routes_geometry_parts(geometry); part++) {
            size_t n = 0;
            const routes_point *points = routes_geometry_points(&n, geometry, part, 0);
            assert_true(n >= 2);
            length += routes_geodesic_line(points, n);
            for (size_t i = 0; i < n; i++) {
                assert_true(fabs(points[i].lon) <= 180.0);
                if (i > 0) {
                    assert_true(fabs(points[i].lon - points[i - 1].lon) <= 180.0);
                    assert_true(routes_geodesic_distance(points[i - 1], points[i]) <=
                                longest + 1e-6);
                }
            }
        }
        assert_near(length, routes_geodesic_line(line, 4), 1e-10);
        routes_geometry_free(geometry);
    }
}

static void what_cannot_be_drawn_is_refused(void **state)
{
    (void)state;
    routes_point line[] = {{0.0, 0.0}, {2.0, 0.0}, {2.0, 95.0}};
    uint8_t *bytes = NULL;
    size_t size = 0;
    routes_error err;
    assert_int_equal(routes_densify_line(&bytes, &size, line, 1, 1000.0, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "a line has 1 points, must have 2 or more");
    assert_int_equal(routes_densify_line(&bytes, &size, line, 2, 0.0, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "longest_m is 0, must be above 0");
    assert_int_equal(routes_densify_line(&bytes, &size, line, 2, NAN, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_densify_line(&bytes, &size, line, 2, 1e-3, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message,
                        "longest_m is 0.001, which would make 2.23e+08 points: at most 1e+07");
    assert_int_equal(routes_densify_line(&bytes, &size, line, 3, 1000.0, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "point 2 is longitude 2, latitude 95: must be finite, "
                                     "latitude within -90..90");
    assert_null(bytes);
}

static void densifying_survives_without_memory(void **state)
{
    (void)state;
    routes_point line[] = {{179.0, 0.0}, {-179.0, 5.0}, {-170.0, 5.0}};
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        uint8_t *bytes = NULL;
        size_t size = 0;
        routes_i_memory_fail_after(n);
        status = routes_densify_line(&bytes, &size, line, 3, 50000.0, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && !bytes));
        routes_wkb_free(bytes);
        assert_int_equal(routes_i_memory_live(), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_are_spread_evenly),
        cmocka_unit_test(an_infinite_piece_adds_nothing),
        cmocka_unit_test(the_antimeridian_cuts_a_line_in_two),
        cmocka_unit_test(a_point_on_the_antimeridian_belongs_to_both_sides),
        cmocka_unit_test(a_way_over_the_pole_is_cut_there),
        cmocka_unit_test(any_line_keeps_its_length),
        cmocka_unit_test(what_cannot_be_drawn_is_refused),
        cmocka_unit_test(densifying_survives_without_memory),
    };
    return cmocka_run_group_tests_name("densify", tests, NULL, NULL);
}
