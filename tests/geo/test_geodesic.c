/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property */

#include "routes/geodesic.h"

#include <stdio.h>
#include <stdlib.h>

#include "support/check.h"
#include "support/shape.h"

#define ORACLE ROUTES_SHARED "/oracles/geodesic_lengths/"

/* GeographicLib's own figures: 1e-6 m for a distance, 1e-9 of an area (see the oracle's README). */
#define DISTANCE_M 1e-6
#define AREA_SHARE 1e-9

static FILE *open_oracle(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        print_message("skipped: no %s\n", path);
        skip();
    }
    return file;
}

static void distances_agree_with_geographiclib(void **state)
{
    (void)state;
    FILE *file = open_oracle(ORACLE "pairs.csv");
    char line[512];
    size_t rows = 0;
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        char name[64];
        routes_point a;
        routes_point b;
        double expected = 0.0;
        assert_int_equal(sscanf(line, "%63[^,],%lf,%lf,%lf,%lf,%lf", name, &a.lat, &a.lon, &b.lat,
                                &b.lon, &expected),
                         6);
        double there = routes_geodesic_distance(a, b);
        double back = routes_geodesic_distance(b, a);
        if (fabs(there - expected) > DISTANCE_M || fabs(back - expected) > DISTANCE_M)
            fail_msg("%s: %.9f m, expected %.9f", name, there, expected);
        rows++;
    }
    fclose(file);
    assert_int_equal(rows, 200);
}

/* Azimuths where they are unique: not at poles, coincident or antipodal points. */
static void directions_agree_with_geographiclib(void **state)
{
    (void)state;
    FILE *file = open_oracle(ORACLE "pairs.csv");
    char line[512];
    size_t rows = 0;
    while (fgets(line, sizeof line, file)) {
        routes_point a;
        routes_point b;
        double expected[3];
        double found[3];
        routes_error err;
        if (strncmp(line, "random_", 7) != 0)
            continue;
        assert_int_equal(sscanf(strchr(line, ','), ",%lf,%lf,%lf,%lf,%lf,%lf,%lf", &a.lat, &a.lon,
                                &b.lat, &b.lon, &expected[0], &expected[1], &expected[2]),
                         7);
        assert_ok(routes_geodesic_inverse(&found[0], &found[1], &found[2], a, b, &err), &err);
        assert_near(found[1], expected[1], 1e-9);
        assert_near(found[2], expected[2], 1e-9);
        routes_point end = routes_geodesic_destination(a, found[1], found[0]);
        assert_true(routes_geodesic_distance(end, b) < DISTANCE_M);
        rows++;
    }
    fclose(file);
    assert_true(rows >= 100);
}

/* One polygon of the oracle: its points, up to 100. */
static size_t read_polygon(routes_point *points, const char *wanted)
{
    FILE *file = open_oracle(ORACLE "polygons.csv");
    char line[512];
    size_t n = 0;
    while (fgets(line, sizeof line, file)) {
        char name[64];
        routes_point point;
        size_t vertex = 0;
        if (sscanf(line, "%63[^,],%zu,%lf,%lf", name, &vertex, &point.lat, &point.lon) == 4 &&
            strcmp(name, wanted) == 0) {
            assert_true(n < 100);
            points[n++] = point;
        }
    }
    fclose(file);
    return n;
}

static void areas_and_perimeters_agree_with_geographiclib(void **state)
{
    (void)state;
    FILE *file = open_oracle(ORACLE "polygon_expected.csv");
    char line[512];
    size_t rows = 0;
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        char name[64];
        double expected[3];
        routes_point points[101];
        double area = 0.0;
        double perimeter = 0.0;
        routes_error err;
        assert_int_equal(
            sscanf(line, "%63[^,],%lf,%lf,%lf", name, &expected[0], &expected[1], &expected[2]), 4);
        size_t n = read_polygon(points, name);
        double tolerance = strcmp(name, "tiny_100m") == 0 ? 1e-7 : AREA_SHARE;

        assert_ok(routes_geodesic_ring(&area, &perimeter, points, n, &err), &err);
        assert_near(area, expected[0], tolerance);
        assert_true(fabs(perimeter - expected[2]) < DISTANCE_M);

        /* The same as WKB, where the direction does not matter; closed by the builder. */
        routes_geometry *geometry = NULL;
        shape s = {0};
        assert_ok(routes_geometry_new(&geometry, ROUTES_POLYGON, &err), &err);
        assert_ok(routes_geometry_add_part(geometry, points, n, &err), &err);
        assert_ok(routes_geometry_write(&s.bytes, &s.size, geometry, &err), &err);
        assert_ok(routes_geodesic_area(&area, &perimeter, shape_wkb(s), &err), &err);
        assert_near(area, expected[1], tolerance);
        assert_true(fabs(perimeter - expected[2]) < DISTANCE_M);
        shape_free(&s);
        routes_geometry_free(geometry);
        rows++;
    }
    fclose(file);
    assert_int_equal(rows, 10);
}

static void a_repeated_last_point_changes_nothing(void **state)
{
    (void)state;
    routes_point ring[] = {{0.0, 0.0}, {1.0, 0.0}, {1.0, 1.0}, {0.0, 1.0}, {0.0, 0.0}};
    double open[2];
    double closed[2];
    routes_error err;
    assert_ok(routes_geodesic_ring(&open[0], &open[1], ring, 4, &err), &err);
    assert_ok(routes_geodesic_ring(&closed[0], &closed[1], ring, 5, &err), &err);
    assert_memory_equal(open, closed, sizeof open);
}

/* A hole takes its area away and adds its rim; two parts add. Whichever way the rings run. */
static void holes_and_parts_are_counted(void **state)
{
    (void)state;
    const char *outer = "0 0, 3 0, 3 3, 0 3";
    const char *hole = "1 1, 2 1, 2 2, 1 2";
    const char *hole_turned = "1 1, 1 2, 2 2, 2 1";
    double area[4];
    double rim[4];
    char text[128];
    routes_error err;

    shape s = shape_polygon(outer);
    assert_ok(routes_geodesic_area(&area[0], &rim[0], shape_wkb(s), &err), &err);
    shape_free(&s);
    s = shape_polygon(hole);
    assert_ok(routes_geodesic_area(&area[1], &rim[1], shape_wkb(s), &err), &err);
    shape_free(&s);
    for (size_t turned = 0; turned < 2; turned++) {
        snprintf(text, sizeof text, "%s | %s", outer, turned ? hole_turned : hole);
        s = shape_polygon(text);
        assert_ok(routes_geodesic_area(&area[2], &rim[2], shape_wkb(s), &err), &err);
        shape_free(&s);
        assert_near(area[2], area[0] - area[1], 1e-12);
        assert_near(rim[2], rim[0] + rim[1], 1e-12);
    }
    snprintf(text, sizeof text, "%s; 11 1, 12 1, 12 2, 11 2", outer);
    s = shape_make(ROUTES_MULTIPOLYGON, text);
    assert_ok(routes_geodesic_area(&area[3], &rim[3], shape_wkb(s), &err), &err);
    shape_free(&s);
    assert_near(area[3], area[0] + area[1], 1e-12);
}

static void the_length_of_a_line_is_the_sum_of_its_pieces(void **state)
{
    (void)state;
    /* Two degrees of the equator (111319.490793274 m each) and, in a second part, one more. */
    shape s = shape_make(ROUTES_MULTILINE, "0 0, 1 0, 2 0; 50 0, 51 0");
    double length = 0.0;
    routes_error err;
    assert_ok(routes_geodesic_length(&length, shape_wkb(s), &err), &err);
    assert_near(length, 3 * 111319.490793274, 1e-12);
    assert_int_equal(routes_geodesic_area(&length, NULL, shape_wkb(s), &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "the geometry is a multiline, must be a polygon");
    shape_free(&s);

    routes_point points[] = {{0.0, 0.0}, {1.0, 0.0}, {2.0, 0.0}};
    assert_near(routes_geodesic_line(points, 3), 2 * 111319.490793274, 1e-12);
    assert_near(routes_geodesic_line(points, 1), 0.0, 0.0);
    assert_near(routes_geodesic_line(NULL, 0), 0.0, 0.0);
}

static void empty_shapes_measure_nothing(void **state)
{
    (void)state;
    double area = -1.0;
    double rim = -1.0;
    routes_error err;
    shape s = shape_polygon("");
    assert_ok(routes_geodesic_area(&area, &rim, shape_wkb(s), &err), &err);
    assert_near(area, 0.0, 0.0);
    assert_near(rim, 0.0, 0.0);
    assert_int_equal(routes_geodesic_length(&rim, shape_wkb(s), &err), ROUTES_E_DATA);
    shape_free(&s);
}

static void what_is_no_position_has_no_length(void **state)
{
    (void)state;
    routes_point good = {104.9, 11.5};
    routes_point bad = {11.5, 104.9};
    routes_point ring[] = {{0.0, 0.0}, {1.0, 0.0}, {1.0, 91.0}};
    double distance = 5.0;
    routes_error err;

    assert_true(isnan(routes_geodesic_distance(good, bad)));
    assert_true(isnan(routes_geodesic_distance((routes_point){NAN, 0.0}, good)));
    assert_true(isnan(routes_geodesic_line(ring, 3)));
    assert_true(isnan(routes_geodesic_destination(bad, 0.0, 1.0).lon));
    assert_true(isnan(routes_geodesic_destination(good, 0.0, INFINITY).lon));
    assert_int_equal(routes_geodesic_inverse(&distance, NULL, NULL, good, bad, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "point 1 is longitude 11.5, latitude 104.9: must be finite, "
                                     "latitude within -90..90");
    assert_near(distance, 5.0, 0.0);
    assert_int_equal(routes_geodesic_ring(NULL, NULL, ring, 3, &err), ROUTES_E_DATA);
    assert_int_equal(routes_geodesic_ring(NULL, NULL, ring, 2, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "a ring has 2 points, must have 3 or more");
    assert_int_equal(routes_geodesic_ring(NULL, NULL, NULL, 2, &err), ROUTES_E_ARGUMENT);
}

/* A quarter of the globe cut into boxes of ten degrees: shared edges cancel, areas add up. The
 * edges of a box along a parallel are geodesics, hence those on the outside, the equator and the
 * two meridians, are exact; an eighth of the ellipsoid is 510065621724088.4 m2 / 8. */
static void boxes_of_an_octant_add_up(void **state)
{
    (void)state;
    double sum = 0.0;
    routes_error err;
    for (int lon = 0; lon < 90; lon += 10)
        for (int lat = 0; lat < 90; lat += 10) {
            routes_point box[] = {
                {lon, lat}, {lon + 10, lat}, {lon + 10, lat + 10}, {lon, lat + 10}};
            double area = 0.0;
            assert_ok(routes_geodesic_ring(&area, NULL, box, 4, &err), &err);
            assert_true(area > 0.0);
            sum += area;
        }
    assert_near(sum, 510065621724088.4 / 8, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_agree_with_geographiclib),
        cmocka_unit_test(directions_agree_with_geographiclib),
        cmocka_unit_test(areas_and_perimeters_agree_with_geographiclib),
        cmocka_unit_test(a_repeated_last_point_changes_nothing),
        cmocka_unit_test(holes_and_parts_are_counted),
        cmocka_unit_test(the_length_of_a_line_is_the_sum_of_its_pieces),
        cmocka_unit_test(empty_shapes_measure_nothing),
        cmocka_unit_test(what_is_no_position_has_no_length),
        cmocka_unit_test(boxes_of_an_octant_add_up),
    };
    return cmocka_run_group_tests_name("geodesic", tests, NULL, NULL);
}
