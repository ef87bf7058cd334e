/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/snap.h"

#include "core/memory.h"
#include "routes/geodesic.h"
#include "routes/segment.h"
#include "support/check.h"
#include "support/geojson.h"
#include "support/shape.h"

static void a_point_moves_onto_the_nearest_border(void **state)
{
    (void)state;
    /* One degree north of the equator, and one east of a box. */
    shape borders[] = {shape_make(ROUTES_LINE, "0 0, 10 0"), shape_box(20, -1, 30, 1),
                       shape_make(ROUTES_POINT, "50 50")};
    routes_wkb wkb[] = {shape_wkb(borders[0]), shape_wkb(borders[1]), shape_wkb(borders[2])};
    routes_point points[] = {{5.0, 1.0}, {31.0, 0.0}, {25.0, 0.1}, {51.0, 50.0}};
    routes_snap_place places[4];
    routes_error err;
    assert_ok(routes_snap_points(places, points, 4, wkb, 3, NULL, &err), &err);

    assert_int_equal(places[0].border, 0);
    assert_near(places[0].distance_m, 110574.388557799, 1e-12);
    assert_near(places[0].point.lon, 5.0, 1e-9);
    assert_near(places[0].point.lat, 0.0, 1e-9);
    assert_int_equal(places[1].border, 1);
    assert_near(places[1].distance_m, 111319.490793274, 1e-9);
    /* Inside the box, the border is still where it goes: the upper side, which bends north as a
     * geodesic, is nearer than the lower one. */
    assert_int_equal(places[2].border, 1);
    assert_true(places[2].point.lat > 1.0 && places[2].point.lat < 1.01);
    assert_int_equal(places[3].border, 2);
    assert_near(places[3].point.lon, 50.0, 0.0);
    for (size_t i = 0; i < 3; i++)
        shape_free(&borders[i]);
}

static void of_equally_near_borders_the_first_is_named(void **state)
{
    (void)state;
    shape borders[] = {shape_make(ROUTES_LINE, "7 7, 8 8"), shape_make(ROUTES_LINE, "0 0, 1 0"),
                       shape_make(ROUTES_LINE, "0 0, 1 0")};
    routes_wkb wkb[] = {shape_wkb(borders[0]), shape_wkb(borders[1]), shape_wkb(borders[2])};
    routes_point point = {0.5, 0.5};
    routes_snap_place place;
    routes_error err;
    assert_ok(routes_snap_points(&place, &point, 1, wkb, 3, NULL, &err), &err);
    assert_int_equal(place.border, 1);
    for (size_t i = 0; i < 3; i++)
        shape_free(&borders[i]);
}

/* Twin: the nearest over all segments, one by one. Lines all over the globe, long and short. */
static void the_tree_agrees_with_trying_every_segment(void **state)
{
    (void)state;
    enum { LINES = 60, POINTS = 60, TURNS = 6 };
    uint64_t seed = 71;
    shape borders[LINES];
    routes_wkb wkb[LINES];
    routes_point lines[LINES][TURNS];
    routes_point points[POINTS];
    routes_snap_place places[POINTS];
    routes_error err;
    for (size_t i = 0; i < LINES; i++) {
        routes_geometry *geometry = NULL;
        double reach = pow(10.0, 3.0 + 3.5 * draw_unit(&seed));
        lines[i][0] =
            (routes_point){360.0 * draw_unit(&seed) - 180.0, 178.0 * draw_unit(&seed) - 89.0};
        for (size_t k = 1; k < TURNS; k++)
            lines[i][k] =
                routes_geodesic_destination(lines[i][k - 1], 360.0 * draw_unit(&seed), reach);
        assert_ok(routes_geometry_new(&geometry, ROUTES_LINE, &err), &err);
        assert_ok(routes_geometry_add_part(geometry, lines[i], TURNS, &err), &err);
        assert_ok(routes_geometry_write(&borders[i].bytes, &borders[i].size, geometry, &err), &err);
        routes_geometry_free(geometry);
        wkb[i] = shape_wkb(borders[i]);
    }
    for (size_t i = 0; i < POINTS; i++)
        points[i] =
            (routes_point){360.0 * draw_unit(&seed) - 180.0, 180.0 * draw_unit(&seed) - 90.0};
    assert_ok(routes_snap_points(places, points, POINTS, wkb, LINES, NULL, &err), &err);

    for (size_t i = 0; i < POINTS; i++) {
        routes_segment_foot best = {.distance_m = INFINITY};
        size_t border = 0;
        for (size_t line = 0; line < LINES; line++)
            for (size_t k = 1; k < TURNS; k++) {
                routes_segment_foot foot;
                assert_ok(routes_segment_nearest(&foot, points[i], lines[line][k - 1],
                                                 lines[line][k], &err),
                          &err);
                if (foot.distance_m < best.distance_m) {
                    best = foot;
                    border = line;
                }
            }
        assert_near(places[i].distance_m, best.distance_m, 0.0);
        assert_int_equal(places[i].border, border);
    }

    routes_run run = ROUTES_RUN;
    routes_snap_place again[POINTS];
    run.threads = 3;
    assert_ok(routes_snap_points(again, points, POINTS, wkb, LINES, &run, &err), &err);
    assert_memory_equal(again, places, sizeof places);
    for (size_t i = 0; i < LINES; i++)
        shape_free(&borders[i]);
}

/* The geodata say: every land crossing lies within 0.5 m of the border of its province. */
static void the_crossings_of_the_geodata_lie_on_the_border(void **state)
{
    (void)state;
    geojson provinces = geojson_read(ROUTES_SHARED "/geodata/cambodia_admin1_2001.geojson", "id");
    FILE *file = fopen(ROUTES_SHARED "/geodata/crossings.geojson", "r");
    assert_non_null(file);
    fclose(file);
    json_object *root = json_object_from_file(ROUTES_SHARED "/geodata/crossings.geojson");
    json_object *features = NULL;
    size_t checked = 0;
    json_object_object_get_ex(root, "features", &features);
    for (size_t i = 0; i < json_object_array_length(features); i++) {
        json_object *feature = json_object_array_get_idx(features, i);
        json_object *properties = NULL;
        json_object *id = NULL;
        json_object *geometry = NULL;
        json_object *at = NULL;
        json_object_object_get_ex(feature, "properties", &properties);
        json_object_object_get_ex(properties, "id", &id);
        if (json_object_get_string(id)[0] != 'X') /* airports and ports are no border points */
            continue;
        json_object_object_get_ex(feature, "geometry", &geometry);
        json_object_object_get_ex(geometry, "coordinates", &at);
        routes_point point = {json_object_get_double(json_object_array_get_idx(at, 0)),
                              json_object_get_double(json_object_array_get_idx(at, 1))};
        routes_snap_place place;
        routes_error err;
        assert_ok(routes_snap_points(&place, &point, 1, provinces.wkb, provinces.n, NULL, &err),
                  &err);
        if (place.distance_m > 0.6)
            fail_msg("%s is %.3f m from the border", json_object_get_string(id), place.distance_m);
        checked++;
    }
    assert_int_equal(checked, 23);
    json_object_put(root);
    geojson_free(&provinces);
}

static void what_cannot_be_snapped_is_refused(void **state)
{
    (void)state;
    shape line = shape_make(ROUTES_LINE, "0 0, 1 0");
    shape wild = shape_make(ROUTES_LINE, "0 0, 1 95");
    shape nothing = shape_make(ROUTES_LINE, "");
    routes_wkb wkb[] = {shape_wkb(line), shape_wkb(wild), shape_wkb(nothing)};
    routes_point points[] = {{0.0, 0.0}, {0.0, 91.0}};
    routes_snap_place places[2] = {{.border = 77}, {.border = 77}};
    routes_error err;
    assert_int_equal(routes_snap_points(places, points, 2, wkb, 1, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "point 1 is longitude 0, latitude 91: must be finite, latitude"
                                     " within -90..90");
    assert_int_equal(places[0].border, 77); /* all or nothing */
    assert_int_equal(routes_snap_points(places, points, 1, wkb, 2, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "border 1 has longitude 1, latitude 95: latitude must be "
                                     "within -90..90");
    assert_int_equal(routes_snap_points(places, points, 1, wkb + 2, 1, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "none of the 1 borders has a point to snap to");
    assert_int_equal(routes_snap_points(NULL, points, 1, wkb, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_ok(routes_snap_points(NULL, NULL, 0, wkb, 1, NULL, &err), &err);
    shape_free(&line);
    shape_free(&wild);
    shape_free(&nothing);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    shape line = shape_make(ROUTES_LINE, "0 0, 1 0, 2 1");
    routes_wkb wkb = shape_wkb(line);
    routes_point point = {1.0, 1.0};
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_snap_place place = {.border = 77};
        routes_i_memory_fail_after(n);
        status = routes_snap_points(&place, &point, 1, &wkb, 1, NULL, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && place.border == 77));
        assert_int_equal(routes_i_memory_live(), live);
    }
    shape_free(&line);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_point_moves_onto_the_nearest_border),
        cmocka_unit_test(of_equally_near_borders_the_first_is_named),
        cmocka_unit_test(the_tree_agrees_with_trying_every_segment),
        cmocka_unit_test(the_crossings_of_the_geodata_lie_on_the_border),
        cmocka_unit_test(what_cannot_be_snapped_is_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("snap", tests, NULL, NULL);
}
