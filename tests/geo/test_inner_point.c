/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "routes/inner_point.h"

#include <stdlib.h>

#include "core/memory.h"
#include "routes/geodesic.h"
#include "routes/geometry.h"
#include "routes/locate.h"
#include "routes/snap.h"
#include "support/check.h"
#include "support/geojson.h"
#include "support/shape.h"

static void the_middle_of_a_square_is_its_inner_point(void **state)
{
    (void)state;
    shape s = shape_box(0, -1, 2, 1);
    routes_point point = {0};
    double clearance = 0.0;
    routes_error err;
    assert_ok(routes_inner_point_find(&point, &clearance, shape_wkb(s), &err), &err);
    /* Half width over perimeter is 0.25 degrees; found to 2 in 100 of twice that. */
    assert_true(fabs(point.lon - 1.0) < 0.02 && fabs(point.lat) < 0.02);
    /* One degree of the equator is 111.3 km, of the meridian 110.6 km. */
    assert_near(clearance, 111000.0, 0.03);
    shape_free(&s);
}

static void a_horseshoe_keeps_its_point_inside(void **state)
{
    (void)state;
    /* The centroid lies in the opening; the thick foot holds the point. */
    shape s = shape_polygon("0 0, 10 0, 10 10, 9 10, 9 4, 1 4, 1 10, 0 10");
    routes_point point = {0};
    routes_error err;
    assert_ok(routes_inner_point_find(&point, NULL, shape_wkb(s), &err), &err);
    assert_true(point.lat > 1.5 && point.lat < 2.5);
    assert_true(point.lon > 1.5 && point.lon < 8.5);
    shape_free(&s);
}

static void the_largest_part_and_no_hole_holds_it(void **state)
{
    (void)state;
    shape s = shape_make(ROUTES_MULTIPOLYGON, "0 0, 1 0, 1 1, 0 1; "
                                              "10 0, 20 0, 20 10, 10 10 | 13 1, 19 1, 19 9, 13 9; "
                                              "30 0, 31 0, 31 1, 30 1");
    routes_point point = {0};
    routes_error err;
    assert_ok(routes_inner_point_find(&point, NULL, shape_wkb(s), &err), &err);
    assert_true(point.lon > 11.0 && point.lon < 12.0); /* the broad side beside the hole */
    shape_free(&s);
    /* Nearer to the pole a degree of longitude is short: 10 by 8 degrees at 70 north hold less than
     * 5 by 5 at the equator. */
    s = shape_make(ROUTES_MULTIPOLYGON, "0 70, 10 70, 10 75, 0 75; 20 0, 25 0, 25 5, 20 5");
    assert_ok(routes_inner_point_find(&point, NULL, shape_wkb(s), &err), &err);
    assert_true(point.lon > 20.0);
    shape_free(&s);
}

static void a_bow_tie_is_mended_and_a_thread_still_has_a_point(void **state)
{
    (void)state;
    shape s = shape_polygon("0 0, 2 2, 2 0, 0 1");
    routes_point point = {0};
    size_t area = 7;
    routes_error err;
    assert_ok(routes_inner_point_find(&point, NULL, shape_wkb(s), &err), &err);
    assert_ok(routes_locate_points(&area, &point, 1, &(routes_wkb){s.bytes, s.size}, 1, NULL, &err),
              &err);
    shape_free(&s);

    s = shape_polygon("0 0, 5 0.0000001, 10 0, 5 -0.0000001");
    routes_wkb thread = shape_wkb(s);
    assert_ok(routes_inner_point_find(&point, NULL, thread, &err), &err);
    assert_ok(routes_locate_points(&area, &point, 1, &thread, 1, NULL, &err), &err);
    assert_int_equal(area, 0);
    shape_free(&s);
}

/* Twin: the best of a fine grid of points inside, by their geodesic way to the border. */
static void provinces_have_theirs_where_a_grid_search_finds_it(void **state)
{
    (void)state;
    enum { GRID = 40 };
    geojson provinces =
        geojson_read(ROUTES_SHARED "/geodata/cambodia_admin1_2001_page.geojson", "id");
    for (size_t i = 0; i < provinces.n; i++) {
        routes_wkb area = provinces.wkb[i];
        static routes_point points[GRID * GRID];
        static routes_snap_place places[GRID * GRID];
        static size_t inside[GRID * GRID];
        routes_box box;
        routes_point point = {0};
        routes_point again = {0};
        double clearance = 0.0;
        double best = 0.0;
        size_t n = 0;
        routes_error err;
        assert_ok(routes_inner_point_find(&point, &clearance, area, &err), &err);
        assert_ok(routes_inner_point_find(&again, NULL, area, &err), &err);
        assert_memory_equal(&point, &again, sizeof point);
        assert_ok(routes_wkb_describe(NULL, NULL, &box, area, &err), &err);
        for (size_t k = 0; k < GRID * GRID; k++)
            points[k] = (routes_point){
                box.west + (box.east - box.west) * (double)(k % GRID) / (GRID - 1.0),
                box.south + (box.north - box.south) * (double)(k / GRID) / (GRID - 1.0)};
        assert_ok(routes_locate_points(inside, points, GRID * GRID, &area, 1, NULL, &err), &err);
        for (size_t k = 0; k < GRID * GRID; k++)
            if (inside[k] == 0)
                points[n++] = points[k];
        assert_ok(routes_snap_points(places, points, n, &area, 1, NULL, &err), &err);
        for (size_t k = 0; k < n; k++)
            best = fmax(best, places[k].distance_m);
        /* At least as far from the border as the best of the grid, but for its fineness and the
         * flatness of the map; and what it says of that is right. */
        assert_ok(routes_snap_points(places, &point, 1, &area, 1, NULL, &err), &err);
        if (places[0].distance_m < 0.98 * best)
            fail_msg("%s: %.0f m from the border, a grid point has %.0f", provinces.ids[i],
                     places[0].distance_m, best);
        assert_true(fabs(places[0].distance_m - clearance) < 0.02 * clearance);
    }
    geojson_free(&provinces);
}

static void what_has_no_area_has_no_inner_point(void **state)
{
    (void)state;
    routes_point point = {7.0, 7.0};
    routes_error err;
    shape s = shape_polygon("");
    assert_int_equal(routes_inner_point_find(&point, NULL, shape_wkb(s), &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "the geometry has no area");
    shape_free(&s);
    s = shape_make(ROUTES_LINE, "0 0, 1 1");
    assert_int_equal(routes_inner_point_find(&point, NULL, shape_wkb(s), &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "the geometry is a line, must be a polygon");
    shape_free(&s);
    s = shape_polygon("0 0, 0 1, 0 95");
    assert_int_equal(routes_inner_point_find(&point, NULL, shape_wkb(s), &err), ROUTES_E_DATA);
    assert_int_equal(routes_inner_point_find(NULL, NULL, shape_wkb(s), &err), ROUTES_E_ARGUMENT);
    shape_free(&s);
    assert_near(point.lon, 7.0, 0.0);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    shape s = shape_polygon("0 0, 1 1, 1 0, 0 1");
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_point point = {7.0, 7.0};
        routes_i_memory_fail_after(n);
        status = routes_inner_point_find(&point, NULL, shape_wkb(s), NULL);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && point.lon == 7.0));
        assert_int_equal(routes_i_memory_live(), live);
    }
    shape_free(&s);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_middle_of_a_square_is_its_inner_point),
        cmocka_unit_test(a_horseshoe_keeps_its_point_inside),
        cmocka_unit_test(the_largest_part_and_no_hole_holds_it),
        cmocka_unit_test(a_bow_tie_is_mended_and_a_thread_still_has_a_point),
        cmocka_unit_test(provinces_have_theirs_where_a_grid_search_finds_it),
        cmocka_unit_test(what_has_no_area_has_no_inner_point),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("inner_point", tests, NULL, NULL);
}
