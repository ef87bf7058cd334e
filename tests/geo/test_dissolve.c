/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory */

#include "routes/dissolve.h"

#include "core/memory.h"
#include "routes/geodesic.h"
#include "support/check.h"
#include "support/geojson.h"
#include "support/shape.h"

static double area_of(routes_wkb wkb)
{
    double area = 0.0;
    routes_error err;
    assert_ok(routes_geodesic_area(&area, NULL, wkb, &err), &err);
    return area;
}

static void inner_borders_go_and_islands_stay(void **state)
{
    (void)state;
    shape shapes[] = {shape_box(0, 0, 1, 1), shape_box(1, 0, 2, 1), shape_box(5, 5, 6, 6),
                      shape_polygon("")};
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1]), shape_wkb(shapes[2]),
                          shape_wkb(shapes[3])};
    shape one = {0};
    routes_geometry *geometry = NULL;
    routes_error err;
    assert_ok(routes_dissolve_areas(&one.bytes, &one.size, areas, 4, &err), &err);
    assert_ok(routes_geometry_read(&geometry, shape_wkb(one), &err), &err);
    assert_int_equal(routes_geometry_get_kind(geometry), ROUTES_MULTIPOLYGON);
    assert_int_equal(routes_geometry_parts(geometry), 2);
    assert_near(area_of(shape_wkb(one)), area_of(areas[0]) + area_of(areas[1]) + area_of(areas[2]),
                1e-12);
    routes_geometry_free(geometry);
    shape_free(&one);
    for (size_t i = 0; i < 4; i++)
        shape_free(&shapes[i]);
}

static void nothing_stays_nothing(void **state)
{
    (void)state;
    shape shapes[] = {shape_polygon(""), shape_make(ROUTES_MULTIPOLYGON, "")};
    for (size_t i = 0; i < 2; i++) {
        routes_wkb area = shape_wkb(shapes[i]);
        shape one = {0};
        routes_geometry_kind kind = ROUTES_POINT;
        size_t points = 1;
        routes_error err;
        assert_ok(routes_dissolve_areas(&one.bytes, &one.size, &area, 1, &err), &err);
        assert_ok(routes_wkb_describe(&kind, &points, NULL, shape_wkb(one), &err), &err);
        assert_int_equal(kind, ROUTES_POLYGON);
        assert_int_equal(points, 0);
        shape_free(&one);
        shape_free(&shapes[i]);
    }
}

/* Province and lake tile the country without gap or overlap: the geodata's README says so. */
static void provinces_and_lake_are_the_country(void **state)
{
    (void)state;
    geojson provinces = geojson_read(ROUTES_SHARED "/geodata/cambodia_admin1_2001.geojson", "id");
    geojson lake = geojson_read(ROUTES_SHARED "/geodata/cambodia_tonle_sap_lake.geojson", "id");
    routes_wkb areas[32];
    shape country = {0};
    routes_geometry *geometry = NULL;
    double sum = 0.0;
    routes_error err;
    assert_int_equal(lake.n, 1);
    for (size_t i = 0; i < provinces.n; i++)
        areas[i] = provinces.wkb[i];
    areas[provinces.n] = lake.wkb[0];
    for (size_t i = 0; i <= provinces.n; i++)
        sum += area_of(areas[i]);
    assert_ok(routes_dissolve_areas(&country.bytes, &country.size, areas, provinces.n + 1, &err),
              &err);
    /* Inner borders are straight on the map and geodesics in the sum, alike on both sides. */
    assert_near(area_of(shape_wkb(country)), sum, 1e-9);
    assert_ok(routes_geometry_read(&geometry, shape_wkb(country), &err), &err);
    for (size_t part = 0; part < routes_geometry_parts(geometry); part++)
        assert_int_equal(routes_geometry_rings(geometry, part), 1); /* no holes */
    routes_geometry_free(geometry);
    shape_free(&country);
    geojson_free(&provinces);
    geojson_free(&lake);
}

static void what_cannot_be_dissolved_is_refused(void **state)
{
    (void)state;
    shape shapes[] = {shape_box(0, 0, 1, 1), shape_polygon("0 0, 1 1, 1 0, 0 1"),
                      shape_make(ROUTES_LINE, "0 0, 1 1")};
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1]), shape_wkb(shapes[2])};
    shape one = {0};
    routes_error err;
    assert_int_equal(routes_dissolve_areas(&one.bytes, &one.size, areas, 2, &err), ROUTES_E_DATA);
    assert_memory_equal(err.message, "area 1 is not valid (Self-intersection", 38);
    areas[1] = areas[2];
    assert_int_equal(routes_dissolve_areas(&one.bytes, &one.size, areas, 2, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "area 1 is a line, must be a polygon");
    areas[1] = (routes_wkb){shapes[1].bytes, 12};
    assert_int_equal(routes_dissolve_areas(&one.bytes, &one.size, areas, 2, &err), ROUTES_E_DATA);
    assert_memory_equal(err.message, "area 1: WKB", 11);
    assert_int_equal(routes_dissolve_areas(&one.bytes, &one.size, areas, 0, &err),
                     ROUTES_E_ARGUMENT);
    assert_null(one.bytes);
    for (size_t i = 0; i < 3; i++)
        shape_free(&shapes[i]);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    shape shapes[] = {shape_box(0, 0, 1, 1), shape_box(1, 0, 2, 1)};
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1])};
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        shape one = {0};
        routes_i_memory_fail_after(n);
        status = routes_dissolve_areas(&one.bytes, &one.size, areas, 2, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && !one.bytes));
        shape_free(&one);
        assert_int_equal(routes_i_memory_live(), live);
    }
    shape_free(&shapes[0]);
    shape_free(&shapes[1]);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inner_borders_go_and_islands_stay),
        cmocka_unit_test(nothing_stays_nothing),
        cmocka_unit_test(provinces_and_lake_are_the_country),
        cmocka_unit_test(what_cannot_be_dissolved_is_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("dissolve", tests, NULL, NULL);
}
