/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory */

#include "routes/centroid.h"

#include "core/memory.h"
#include "routes/geometry.h"
#include "support/check.h"

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static routes_geometry *start(routes_geometry_kind kind)
{
    routes_geometry *geometry = NULL;
    routes_error err;
    assert_ok(routes_geometry_new(&geometry, kind, &err), &err);
    return geometry;
}

static void add_box(routes_geometry *geometry, double west, double south, double east, double north,
                    int hole)
{
    routes_error err;
    const routes_point ring[] = {
        {west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
    assert_ok(hole ? routes_geometry_add_hole(geometry, ring, 5, &err)
                   : routes_geometry_add_part(geometry, ring, 5, &err),
              &err);
}

/* The centroid of a geometry, which is freed. */
static routes_point centre(routes_geometry *geometry, int plane)
{
    routes_wkb wkb = {0};
    uint8_t *bytes = NULL;
    routes_point point = {0};
    routes_error err;
    assert_ok(routes_geometry_write(&bytes, &wkb.size, geometry, &err), &err);
    wkb.bytes = bytes;
    assert_ok(routes_centroid_find(&point, wkb, plane, &err), &err);
    routes_wkb_free(bytes);
    routes_geometry_free(geometry);
    return point;
}

static void holes_are_taken_out_whichever_way_they_turn(void **state)
{
    (void)state;
    routes_geometry *area = start(ROUTES_POLYGON);
    /* 16 at (2, 2) less 4 at (1, 3): (32 - 4) / 12, (32 - 12) / 12 */
    add_box(area, 0, 0, 4, 4, 0);
    add_box(area, 0, 2, 2, 4, 1);
    routes_point point = centre(area, 1);
    assert_near(point.lon, 28.0 / 12.0, 1e-15);
    assert_near(point.lat, 20.0 / 12.0, 1e-15);
    area = start(ROUTES_POLYGON);
    add_box(area, 4, 0, 0, 4, 0);
    add_box(area, 0, 2, 2, 4, 1);
    point = centre(area, 1);
    assert_near(point.lon, 28.0 / 12.0, 1e-15);
    assert_near(point.lat, 20.0 / 12.0, 1e-15);
}

static void parts_on_both_sides_of_the_antimeridian_are_put_together(void **state)
{
    (void)state;
    routes_geometry *area = start(ROUTES_MULTIPOLYGON);
    add_box(area, 178, 0, 180, 2, 0);
    add_box(area, -180, 0, -176, 2, 0);
    routes_point point = centre(area, 0); /* from 178 to 184 */
    assert_near(point.lon, -179.0, 1e-13);
    assert_near(point.lat, 1.0, 1e-15);
    area = start(ROUTES_MULTIPOLYGON);
    add_box(area, 178, 0, 180, 2, 0);
    add_box(area, -180, 0, -176, 2, 0);
    assert_near(centre(area, 1).lon, (2 * 179 - 4 * 178) / 6.0, 1e-13);
}

static void what_has_no_area_goes_by_length_and_then_by_points(void **state)
{
    (void)state;
    routes_error err;
    routes_geometry *area = start(ROUTES_POLYGON);
    const routes_point flat[] = {{0, 0}, {1, 0}, {4, 0}, {0, 0}};
    assert_ok(routes_geometry_add_part(area, flat, 4, &err), &err);
    assert_near(centre(area, 0).lon, 2.0, 1e-15);
    const routes_point line[] = {{0, 0}, {3, 0}, {3, 1}};
    area = start(ROUTES_LINE);
    assert_ok(routes_geometry_add_part(area, line, 3, &err), &err);
    routes_point point = centre(area, 0); /* 3 at (1.5, 0) and 1 at (3, 0.5) */
    assert_near(point.lon, 7.5 / 4.0, 1e-15);
    assert_near(point.lat, 0.5 / 4.0, 1e-15);
    area = start(ROUTES_MULTIPOINT);
    for (size_t i = 0; i < 3; i++)
        assert_ok(routes_geometry_add_part(area, &line[i], 1, &err), &err);
    assert_near(centre(area, 0).lon, 2.0, 1e-15);
}

/* Polygon(points).centroid of Shapely 2.2.0 with GEOS 3.14.1. */
static void agrees_with_geos(void **state)
{
    (void)state;
    routes_error err;
    const routes_point ring[] = {{500000.1, 1400000.2},
                                 {500310.7, 1400020.9},
                                 {500290.3, 1400410.6},
                                 {500120.8, 1400180.4},
                                 {500000.1, 1400000.2}};
    routes_geometry *area = start(ROUTES_POLYGON);
    assert_ok(routes_geometry_add_part(area, ring, 5, &err), &err);
    routes_point point = centre(area, 1);
    assert_near(point.lon, 500198.96087940835, 1e-12);
    assert_near(point.lat, 1400145.0807428523, 1e-12);
}

static void what_is_empty_or_broken_is_refused(void **state)
{
    (void)state;
    routes_point point = {7, 7};
    routes_error err;
    uint8_t *bytes = NULL;
    routes_wkb wkb = {0};
    routes_geometry *none = start(ROUTES_MULTIPOLYGON);
    assert_ok(routes_geometry_write(&bytes, &wkb.size, none, &err), &err);
    wkb.bytes = bytes;
    assert_int_equal(routes_centroid_find(&point, wkb, 0, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "the geometry is empty");
    wkb.size--;
    assert_int_equal(routes_centroid_find(&point, wkb, 0, &err), ROUTES_E_DATA);
    assert_int_equal(routes_centroid_find(NULL, wkb, 0, &err), ROUTES_E_ARGUMENT);
    assert_true(point.lon == 7);
    wkb.size++;
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_i_memory_fail_after(n);
        status = routes_centroid_find(&point, wkb, 0, NULL);
        routes_i_memory_fail_after(-1);
    }
    assert_int_equal(status, ROUTES_E_DATA);
    routes_wkb_free(bytes);
    routes_geometry_free(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holes_are_taken_out_whichever_way_they_turn),
        cmocka_unit_test(parts_on_both_sides_of_the_antimeridian_are_put_together),
        cmocka_unit_test(what_has_no_area_goes_by_length_and_then_by_points),
        cmocka_unit_test(agrees_with_geos),
        cmocka_unit_test(what_is_empty_or_broken_is_refused),
    };
    return cmocka_run_group_tests_name("centroid", tests, NULL, nothing_left);
}
