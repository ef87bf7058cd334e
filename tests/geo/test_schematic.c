/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "geo/schematic.h"

#include "core/memory.h"
#include "support/check.h"

static routes_geometry *lines(void)
{
    routes_geometry *made = NULL;
    routes_error err;
    assert_ok(routes_geometry_new(&made, ROUTES_MULTILINE, &err), &err);
    return made;
}

static void a_curve_joins_its_ends_and_bends_left(void **state)
{
    (void)state;
    routes_geometry *made = lines();
    routes_error err;
    size_t n = 0;
    assert_ok(routes_i_schematic_add(made, (routes_point){100, 10}, (routes_point){110, 10}, &err),
              &err);
    assert_int_equal(routes_geometry_parts(made), 1);
    const routes_point *points = routes_geometry_points(&n, made, 0, 0);
    assert_int_equal(n, 25);
    assert_near(points[0].lon, 100, 0);
    assert_near(points[24].lon, 110, 0);
    assert_near(points[24].lat, 10, 0);
    /* The control point is 0.16 x 10 degrees to the north; the middle half as far. */
    assert_near(points[12].lon, 105, 1e-12);
    assert_near(points[12].lat, 10.8, 1e-12);
    routes_geometry_free(made);
}

static void a_curve_is_cut_at_the_antimeridian(void **state)
{
    (void)state;
    routes_geometry *made = lines();
    routes_error err;
    size_t n = 0;
    assert_ok(routes_i_schematic_add(made, (routes_point){170, 10}, (routes_point){-170, 10}, &err),
              &err);
    assert_int_equal(routes_geometry_parts(made), 2);
    const routes_point *west = routes_geometry_points(&n, made, 0, 0);
    assert_near(west[0].lon, 170, 0);
    assert_near(west[n - 1].lon, 180, 0);
    double lat = west[n - 1].lat;
    const routes_point *east = routes_geometry_points(&n, made, 1, 0);
    assert_near(east[0].lon, -180, 0);
    assert_near(east[0].lat, lat, 0);
    assert_near(east[n - 1].lon, -170, 1e-12);
    routes_geometry_free(made);
}

static void a_lane_to_itself_is_a_ring(void **state)
{
    (void)state;
    routes_geometry *made = lines();
    routes_error err;
    size_t n = 0;
    routes_point at = {105, 12};
    assert_ok(routes_i_schematic_add(made, at, at, &err), &err);
    const routes_point *ring = routes_geometry_points(&n, made, 0, 0);
    assert_near(ring[0].lon, 105, 0);
    assert_near(ring[n - 1].lon, ring[0].lon, 0);
    assert_near(ring[n - 1].lat, ring[0].lat, 0);
    assert_near(ring[12].lat, 12.3, 1e-12);
    routes_geometry_free(made);
}

static void drawn_curves_stay_on_the_earth_and_keep_their_ends(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int i = 0; i < 2000; i++) {
        routes_geometry *made = lines();
        routes_error err;
        routes_point a = {360 * draw_unit(&seed) - 180, 180 * draw_unit(&seed) - 90};
        routes_point b = {360 * draw_unit(&seed) - 180, 180 * draw_unit(&seed) - 90};
        assert_ok(routes_i_schematic_add(made, a, b, &err), &err);
        size_t parts = routes_geometry_parts(made), n = 0;
        assert_in_range(parts, 1, 3);
        routes_point last = {0, 0};
        for (size_t part = 0; part < parts; part++) {
            const routes_point *points = routes_geometry_points(&n, made, part, 0);
            for (size_t k = 0; k < n; k++)
                assert_ok(routes_point_check(points[k], &err), &err);
            last = points[n - 1];
        }
        assert_near(last.lon, b.lon, 1e-9);
        assert_near(last.lat, b.lat, 1e-9);
        routes_geometry_free(made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_curve_joins_its_ends_and_bends_left),
        cmocka_unit_test(a_curve_is_cut_at_the_antimeridian),
        cmocka_unit_test(a_lane_to_itself_is_a_ring),
        cmocka_unit_test(drawn_curves_stay_on_the_earth_and_keep_their_ends),
    };
    return cmocka_run_group_tests_name("schematic", tests, NULL, NULL);
}
