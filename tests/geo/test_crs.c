/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory thread */
#define _POSIX_C_SOURCE 200809L

#include "routes/crs.h"

#include <pthread.h>
#include <stdlib.h>

#include "core/memory.h"
#include "routes/geodesic.h"
#include "support/check.h"
#include "support/shape.h"

static routes_crs *open_crs(const char *definition)
{
    routes_crs *crs = NULL;
    routes_error err;
    assert_ok(routes_crs_new(&crs, definition, NULL, &err), &err);
    return crs;
}

static void a_utm_point_is_where_the_manual_puts_it(void **state)
{
    (void)state;
    /* IOGP Guidance Note 7-2 has no UTM 48; by the definition of the projection the central
     * meridian 105 is at easting 500 000, the equator at northing 0, and along the meridian the
     * northing is 0.9996 times its length: 10 degrees are 1105854.833 m (geodesic). */
    routes_crs *crs = open_crs("EPSG:32648");
    double meridian =
        routes_geodesic_distance((routes_point){105.0, 0.0}, (routes_point){105.0, 10.0});
    routes_point point = {500000.0, 0.9996 * meridian};
    routes_error err;
    assert_int_equal(routes_crs_get_kind(crs), ROUTES_CRS_PROJECTED);
    assert_string_equal(routes_crs_name(crs), "WGS 84 / UTM zone 48N");
    assert_false(routes_crs_is_wgs84(crs));
    assert_ok(routes_crs_to_lonlat(&point, crs, &point, 1, &err), &err);
    assert_near(point.lon, 105.0, 1e-11);
    assert_near(point.lat, 10.0, 1e-11);
    routes_crs_free(crs);
}

static void longitude_comes_first_whatever_the_definition_says(void **state)
{
    (void)state;
    /* EPSG:4326 names latitude first, OGC:CRS84 longitude; WKT and PROJ strings alike. */
    const char *names[] = {"EPSG:4326", "OGC:CRS84", "+proj=longlat +datum=WGS84", "WGS 84"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        routes_crs *crs = open_crs(names[i]);
        routes_point point = {104.9, 11.5};
        routes_error err;
        assert_int_equal(routes_crs_get_kind(crs), ROUTES_CRS_GEOGRAPHIC);
        assert_true(routes_crs_is_wgs84(crs));
        assert_ok(routes_crs_to_lonlat(&point, crs, &point, 1, &err), &err);
        assert_near(point.lon, 104.9, 1e-12);
        assert_near(point.lat, 11.5, 1e-12);
        routes_crs_free(crs);
    }
}

static void kinds_of_systems_are_told_apart(void **state)
{
    (void)state;
    const struct {
        const char *definition;
        routes_crs_kind kind;
    } cases[] = {
        {"EPSG:4267", ROUTES_CRS_GEOGRAPHIC}, /* NAD27 */
        {"EPSG:4979", ROUTES_CRS_GEOGRAPHIC}, /* with heights */
        {"EPSG:3857", ROUTES_CRS_PROJECTED},  /* web maps */
        {"EPSG:5554", ROUTES_CRS_PROJECTED},  /* compound: UTM and heights */
        {"+proj=utm +zone=48", ROUTES_CRS_PROJECTED},
        {"+proj=tmerc +lat_0=0 +lon_0=105 +k=1 +ellps=evrst30 +towgs84=204,837,294",
         ROUTES_CRS_PROJECTED}, /* bound to WGS 84 */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        routes_crs *crs = open_crs(cases[i].definition);
        assert_int_equal(routes_crs_get_kind(crs), cases[i].kind);
        assert_false(routes_crs_is_wgs84(crs));
        routes_crs_free(crs);
    }
}

static void there_and_back_is_the_same_place(void **state)
{
    (void)state;
    const char *names[] = {"EPSG:32648", "EPSG:3857", "+proj=laea +lat_0=12 +lon_0=105"};
    uint64_t seed = 31;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        routes_crs *crs = open_crs(names[i]);
        routes_point points[200];
        routes_point away[200];
        routes_error err;
        for (size_t k = 0; k < 200; k++)
            points[k] =
                (routes_point){102.0 + 6.0 * draw_unit(&seed), 10.0 + 5.0 * draw_unit(&seed)};
        assert_ok(routes_crs_from_lonlat(away, crs, points, 200, &err), &err);
        assert_ok(routes_crs_to_lonlat(away, crs, away, 200, &err), &err);
        for (size_t k = 0; k < 200; k++)
            if (!(routes_geodesic_distance(points[k], away[k]) <
                  5e-3)) /* laea is a series: 1.4 mm */
                fail_msg("%s: (%.12g %.12g) came back as (%.12g %.12g)", names[i], points[k].lon,
                         points[k].lat, away[k].lon, away[k].lat);
        routes_crs_free(crs);
    }
}

static void a_geometry_is_brought_over_whole(void **state)
{
    (void)state;
    routes_crs *crs = open_crs("EPSG:3857");
    /* 111319.490793274 m of web map are a degree of longitude. */
    shape s = shape_polygon("0 0, 111319.490793274 0, 111319.490793274 100000, 0 100000");
    shape over = {0};
    routes_box box;
    routes_error err;
    assert_ok(routes_crs_wkb_to_lonlat(&over.bytes, &over.size, crs, shape_wkb(s), &err), &err);
    assert_ok(routes_wkb_describe(NULL, NULL, &box, shape_wkb(over), &err), &err);
    assert_near(box.west, 0.0, 1e-12);
    assert_near(box.east, 1.0, 1e-11);
    shape_free(&s);
    shape_free(&over);
    routes_crs_free(crs);
}

static void a_missing_database_is_told_with_its_path(void **state)
{
    (void)state;
    routes_run run = ROUTES_RUN;
    routes_crs *crs = (routes_crs *)&run;
    routes_error err;
    run.proj_path = "/nowhere/at/all";
    assert_int_equal(routes_crs_new(&crs, "EPSG:4326", &run, &err), ROUTES_E_DEPENDENCY);
    assert_string_equal(err.message, "PROJ's database is missing: tried /nowhere/at/all/proj.db; "
                                     "install it (Debian: proj-data) or name its folder");
    assert_null(crs);
}

static void a_damaged_database_is_told(void **state)
{
    (void)state;
    char folder[] = "/tmp/routes-crs-XXXXXX";
    char path[64];
    routes_run run = ROUTES_RUN;
    routes_crs *crs = NULL;
    routes_error err;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/proj.db", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("not a database", file);
    fclose(file);
    run.proj_path = folder;
    assert_int_equal(routes_crs_new(&crs, "EPSG:4326", &run, &err), ROUTES_E_DEPENDENCY);
    assert_non_null(strstr(err.message, "PROJ cannot use /tmp/routes-crs-"));
    remove(path);
    remove(folder);
}

/* The environment is the program's business: a wrong PROJ_DATA changes nothing. */
static void the_environment_is_not_asked(void **state)
{
    (void)state;
    assert_int_equal(setenv("PROJ_DATA", "/nowhere", 1), 0);
    assert_int_equal(setenv("PROJ_LIB", "/nowhere", 1), 0);
    routes_crs_free(open_crs("EPSG:32648"));
    unsetenv("PROJ_DATA");
    unsetenv("PROJ_LIB");
    assert_non_null(routes_crs_default_path());
    assert_non_null(strchr(routes_crs_proj_version(), '.'));
}

static void what_is_no_system_is_refused(void **state)
{
    (void)state;
    const struct {
        const char *definition;
        const char *message;
    } wrong[] = {
        {"  ", "no coordinate system is named: name one, such as EPSG:4326"},
        {"EPSG:999999", "'EPSG:999999' names no coordinate system: "},
        {"Middle Earth", "'Middle Earth' names no coordinate system: "},
        {"EPSG:4978", "'EPSG:4978' is no system of longitude and latitude or of a plane"},
        {"EPSG:5773", "'EPSG:5773' is no system of longitude and latitude or of a plane"},
    };
    routes_crs *crs = NULL;
    routes_error err;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(routes_crs_new(&crs, wrong[i].definition, NULL, &err), ROUTES_E_DATA);
        assert_memory_equal(err.message, wrong[i].message, strlen(wrong[i].message));
        assert_null(crs);
    }
    assert_int_equal(routes_crs_new(&crs, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_crs_new(NULL, "EPSG:4326", NULL, &err), ROUTES_E_ARGUMENT);
    routes_crs_free(NULL);
}

static void the_box_of_a_layer_is_judged_by_its_system(void **state)
{
    (void)state;
    routes_crs *utm = open_crs("EPSG:32648");
    routes_crs *degrees = open_crs("EPSG:4326");
    routes_box cambodia = {102.3, 10.4, 107.6, 14.7};
    routes_box metres = {211000, 1150000, 785000, 1626000};
    routes_box elsewhere = {211000, 4150000, 785000, 4626000}; /* Mongolia's latitude */
    routes_error err;
    assert_ok(routes_crs_check_box(utm, metres, NULL, &err), &err);
    assert_ok(routes_crs_check_box(utm, metres, &cambodia, &err), &err);
    assert_ok(routes_crs_check_box(degrees, cambodia, &cambodia, &err), &err);
    assert_ok(routes_crs_check_box(utm, routes_box_none(), &cambodia, &err), &err);

    assert_int_equal(routes_crs_check_box(degrees, metres, NULL, &err), ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "these are no degrees"));
    assert_int_equal(routes_crs_check_box(utm, cambodia, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "x 102.3 to 107.6, y 10.4 to 14.7 look like degrees, but the "
                                     "layer is declared in WGS 84 / UTM zone 48N: name its true "
                                     "system");
    assert_int_equal(routes_crs_check_box(utm, elsewhere, &cambodia, &err), ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "outside the area that was expected"));
    assert_int_equal(routes_crs_check_box(NULL, metres, NULL, &err), ROUTES_E_ARGUMENT);
    routes_crs_free(utm);
    routes_crs_free(degrees);
}

static void a_point_out_of_reach_leaves_all_as_it_was(void **state)
{
    (void)state;
    routes_crs *crs = open_crs("EPSG:32648");
    routes_point points[] = {{500000.0, 1000000.0}, {1e30, 1.0}};
    routes_point before[2];
    routes_error err;
    memcpy(before, points, sizeof points);
    assert_int_equal(routes_crs_to_lonlat(points, crs, points, 2, &err), ROUTES_E_DATA);
    assert_memory_equal(points, before, sizeof points);
    assert_string_equal(err.message,
                        "point 1 (1e+30, 1) cannot be brought to WGS 84 from WGS 84 / UTM zone 48N:"
                        " Point outside of projection domain");
    points[1].lon = NAN;
    assert_int_equal(routes_crs_from_lonlat(points, crs, points, 2, &err), ROUTES_E_DATA);
    assert_ok(routes_crs_to_lonlat(NULL, crs, NULL, 0, &err), &err);
    routes_crs_free(crs);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    routes_status status = ROUTES_E_MEMORY;
    shape s = shape_make(ROUTES_LINE, "0 0, 100000 100000");
    long live = routes_i_memory_live();
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_crs *crs = NULL;
        shape over = {0};
        routes_i_memory_fail_after(n);
        status = routes_crs_new(&crs, "+proj=merc", NULL, NULL);
        if (!status)
            status = routes_crs_wkb_to_lonlat(&over.bytes, &over.size, crs, shape_wkb(s), NULL);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || status == ROUTES_E_MEMORY);
        shape_free(&over);
        routes_crs_free(crs);
        assert_int_equal(routes_i_memory_live(), live);
    }
    shape_free(&s);
    assert_int_equal(routes_i_memory_live(), 0);
}

static void *transform_many(void *result)
{
    routes_crs *crs = NULL;
    routes_status status = ROUTES_OK;
    for (int round = 0; round < 5 && !status; round++) {
        status = routes_crs_new(&crs, round % 2 ? "EPSG:32648" : "EPSG:3857", NULL, NULL);
        for (int i = 0; i < 200 && !status; i++) {
            routes_point point = {104.0 + i * 0.01, 11.0};
            routes_point away;
            status = routes_crs_from_lonlat(&away, crs, &point, 1, NULL);
            if (!status)
                status = routes_crs_to_lonlat(&away, crs, &away, 1, NULL);
            if (!status && fabs(away.lon - point.lon) > 1e-9)
                status = ROUTES_E_DATA;
        }
        routes_crs_free(crs);
    }
    *(routes_status *)result = status;
    return NULL;
}

static void threads_with_their_own_objects_do_not_meet(void **state)
{
    (void)state;
    pthread_t threads[4];
    routes_status results[4];
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, transform_many, &results[i]), 0);
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(results[i], ROUTES_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_utm_point_is_where_the_manual_puts_it),
        cmocka_unit_test(longitude_comes_first_whatever_the_definition_says),
        cmocka_unit_test(kinds_of_systems_are_told_apart),
        cmocka_unit_test(there_and_back_is_the_same_place),
        cmocka_unit_test(a_geometry_is_brought_over_whole),
        cmocka_unit_test(a_missing_database_is_told_with_its_path),
        cmocka_unit_test(a_damaged_database_is_told),
        cmocka_unit_test(the_environment_is_not_asked),
        cmocka_unit_test(what_is_no_system_is_refused),
        cmocka_unit_test(the_box_of_a_layer_is_judged_by_its_system),
        cmocka_unit_test(a_point_out_of_reach_leaves_all_as_it_was),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(threads_with_their_own_objects_do_not_meet),
    };
    return cmocka_run_group_tests_name("crs", tests, NULL, NULL);
}
