/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */
#define _POSIX_C_SOURCE 200809L

#include "routes/locate.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/memory.h"
#include "support/check.h"
#include "support/geojson.h"
#include "support/shape.h"

static void points_find_their_area(void **state)
{
    (void)state;
    /* Two squares side by side, a square with a hole, nothing, and a multipolygon. */
    shape shapes[] = {
        shape_box(0, 0, 1, 1),
        shape_box(1, 0, 2, 1),
        shape_polygon("10 0, 19 0, 19 9, 10 9 | 12 2, 15 2, 15 5, 12 5"),
        shape_polygon(""),
        shape_make(ROUTES_MULTIPOLYGON, "30 0, 31 0, 31 1, 30 1; 40 0, 41 0, 41 1, 40 1"),
    };
    const struct {
        routes_point point;
        size_t area;
    } cases[] = {
        {{0.5, 0.5}, 0},
        {{1.5, 0.5}, 1},
        {{1.0, 0.5}, 0}, /* on the border of both: the first */
        {{0.0, 0.0}, 0}, /* a corner */
        {{11.0, 1.0}, 2},
        {{13.0, 3.0}, ROUTES_LOCATE_NOWHERE}, /* in the hole */
        {{12.0, 3.0}, 2},                     /* on its rim */
        {{30.5, 0.5}, 4},
        {{40.5, 0.5}, 4},
        {{35.0, 0.5}, ROUTES_LOCATE_NOWHERE}, /* in the box, between the parts */
        {{-5.0, 0.5}, ROUTES_LOCATE_NOWHERE},
    };
    enum { N = sizeof cases / sizeof *cases, M = sizeof shapes / sizeof *shapes };
    routes_wkb areas[M];
    routes_point points[N];
    size_t found[N];
    routes_error err;
    for (size_t i = 0; i < M; i++)
        areas[i] = shape_wkb(shapes[i]);
    for (size_t i = 0; i < N; i++)
        points[i] = cases[i].point;
    assert_ok(routes_locate_points(found, points, N, areas, M, NULL, &err), &err);
    for (size_t i = 0; i < N; i++)
        assert_int_equal(found[i], cases[i].area);
    for (size_t i = 0; i < M; i++)
        shape_free(&shapes[i]);
}

/* Twin: even-odd crossings of a ray, over all areas. Random points hit no border. */
static bool inside(const routes_geometry *area, routes_point point)
{
    bool odd = false;
    for (size_t part = 0; part < routes_geometry_parts(area); part++)
        for (size_t ring = 0; ring < routes_geometry_rings(area, part); ring++) {
            size_t n = 0;
            const routes_point *p = routes_geometry_points(&n, area, part, ring);
            for (size_t i = 0; i + 1 < n; i++)
                if ((p[i].lat > point.lat) != (p[i + 1].lat > point.lat) &&
                    point.lon < p[i].lon + (point.lat - p[i].lat) / (p[i + 1].lat - p[i].lat) *
                                               (p[i + 1].lon - p[i].lon))
                    odd = !odd;
        }
    return odd;
}

static void counties_hold_what_counting_crossings_says(void **state)
{
    (void)state;
    enum { N = 3000 };
    static routes_point points[N];
    static size_t found[N];
    static size_t again[N];
    geojson counties = geojson_read(ROUTES_SHARED "/oracles/nc_sids/counties.geojson", "fips");
    routes_geometry **areas = calloc(counties.n, sizeof(routes_geometry *));
    uint64_t seed = 91;
    size_t hits = 0;
    routes_run run = ROUTES_RUN;
    routes_error err;
    for (size_t i = 0; i < counties.n; i++)
        assert_ok(routes_geometry_read(&areas[i], counties.wkb[i], &err), &err);
    for (size_t i = 0; i < N; i++)
        points[i] = (routes_point){-84.5 + 9.5 * draw_unit(&seed), 33.5 + 3.5 * draw_unit(&seed)};
    assert_ok(routes_locate_points(found, points, N, counties.wkb, counties.n, NULL, &err), &err);
    for (size_t i = 0; i < N; i++) {
        size_t expected = ROUTES_LOCATE_NOWHERE;
        for (size_t a = counties.n; a-- > 0;)
            if (inside(areas[a], points[i]))
                expected = a;
        assert_int_equal(found[i], expected);
        hits += expected != ROUTES_LOCATE_NOWHERE;
    }
    assert_true(hits > N / 4);

    run.threads = 4;
    assert_ok(routes_locate_points(again, points, N, counties.wkb, counties.n, &run, &err), &err);
    assert_memory_equal(again, found, sizeof found);
    for (size_t i = 0; i < counties.n; i++)
        routes_geometry_free(areas[i]);
    free(areas);
    geojson_free(&counties);
}

/* The geodata's places lie in the province that their table names. */
static void places_of_the_geodata_lie_in_their_province(void **state)
{
    (void)state;
    geojson provinces = geojson_read(ROUTES_SHARED "/geodata/cambodia_admin1_2001.geojson", "id");
    FILE *file = fopen(ROUTES_SHARED "/geodata/places.csv", "r");
    char line[1024];
    size_t checked = 0;
    int at_lon = -1;
    int at_lat = -1;
    int at_province = -1;
    assert_non_null(file);
    for (size_t row = 0; fgets(line, sizeof line, file); row++) {
        char *field = line;
        char *fields[32] = {0};
        int n = 0;
        if (strchr(line, '"')) /* rows with quotes are left out here */
            continue;
        while (field && n < 32) {
            fields[n++] = field;
            field = strchr(field, ',');
            if (field)
                *field++ = '\0';
        }
        if (row == 0) {
            for (int k = 0; k < n; k++) {
                at_lon = strcmp(fields[k], "lon") == 0 ? k : at_lon;
                at_lat = strcmp(fields[k], "lat") == 0 ? k : at_lat;
                at_province = strcmp(fields[k], "province_2001") == 0 ? k : at_province;
            }
            assert_true(at_lon >= 0 && at_lat >= 0 && at_province >= 0);
            continue;
        }
        if (n <= at_lon || n <= at_lat || n <= at_province ||
            strncmp(fields[at_province], "KH", 2) != 0)
            continue;
        routes_point point = {strtod(fields[at_lon], NULL), strtod(fields[at_lat], NULL)};
        size_t found = 0;
        routes_error err;
        assert_ok(routes_locate_points(&found, &point, 1, provinces.wkb, provinces.n, NULL, &err),
                  &err);
        assert_int_equal(found, geojson_find(&provinces, fields[at_province]));
        checked++;
    }
    fclose(file);
    assert_true(checked >= 60);
    geojson_free(&provinces);
}

static void what_cannot_be_looked_for_is_refused(void **state)
{
    (void)state;
    shape square = shape_box(0, 0, 1, 1);
    shape line = shape_make(ROUTES_LINE, "0 0, 1 1");
    routes_wkb areas[] = {shape_wkb(square), shape_wkb(line)};
    routes_point points[] = {{0.5, 0.5}, {NAN, 0.5}};
    size_t found[2] = {77, 77};
    routes_error err;
    assert_int_equal(routes_locate_points(found, points, 2, areas, 1, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "point 1 is (nan, 0.5): must be finite");
    assert_int_equal(found[0], 77);
    assert_int_equal(routes_locate_points(found, points, 1, areas, 2, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "area 1 is no polygon");
    areas[0].size = 7;
    assert_int_equal(routes_locate_points(found, points, 1, areas, 1, NULL, &err), ROUTES_E_DATA);
    assert_memory_equal(err.message, "area 0: WKB", 11);
    assert_int_equal(routes_locate_points(found, NULL, 1, areas, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_ok(routes_locate_points(found, points, 1, NULL, 0, NULL, &err), &err);
    assert_true(found[0] == ROUTES_LOCATE_NOWHERE);
    shape_free(&square);
    shape_free(&line);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    shape square = shape_box(0, 0, 1, 1);
    routes_wkb area = shape_wkb(square);
    routes_point point = {0.5, 0.5};
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        size_t found = 77;
        routes_i_memory_fail_after(n);
        status = routes_locate_points(&found, &point, 1, &area, 1, NULL, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && found == 77));
        assert_int_equal(routes_i_memory_live(), live);
    }
    shape_free(&square);
    assert_int_equal(routes_i_memory_live(), 0);
}

struct caller {
    const routes_wkb *areas;
    routes_status status;
};

static void *call(void *argument)
{
    struct caller *caller = argument;
    uint64_t seed = 92;
    for (int round = 0; round < 50 && !caller->status; round++) {
        routes_point points[20];
        size_t found[20];
        for (size_t i = 0; i < 20; i++)
            points[i] = (routes_point){2.0 * draw_unit(&seed), draw_unit(&seed)};
        caller->status = routes_locate_points(found, points, 20, caller->areas, 2, NULL, NULL);
        for (size_t i = 0; i < 20; i++)
            if (found[i] != (points[i].lon > 1.0))
                caller->status = ROUTES_E_DATA;
    }
    return NULL;
}

static void several_callers_at_once_do_not_meet(void **state)
{
    (void)state;
    shape shapes[] = {shape_box(0, 0, 1, 1), shape_box(1, 0, 2, 1)};
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1])};
    pthread_t threads[4];
    struct caller callers[4];
    for (size_t i = 0; i < 4; i++) {
        callers[i] = (struct caller){areas, ROUTES_OK};
        assert_int_equal(pthread_create(&threads[i], NULL, call, &callers[i]), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(callers[i].status, ROUTES_OK);
    }
    shape_free(&shapes[0]);
    shape_free(&shapes[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_find_their_area),
        cmocka_unit_test(counties_hold_what_counting_crossings_says),
        cmocka_unit_test(places_of_the_geodata_lie_in_their_province),
        cmocka_unit_test(what_cannot_be_looked_for_is_refused),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(several_callers_at_once_do_not_meet),
    };
    return cmocka_run_group_tests_name("locate", tests, NULL, NULL);
}
