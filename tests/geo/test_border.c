/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory */

#include "routes/border.h"

#include "core/memory.h"
#include "routes/geodesic.h"
#include "routes/geometry.h"
#include "routes/snap.h"
#include "support/check.h"
#include "support/geojson.h"
#include "support/shape.h"

struct found {
    routes_geometry *lines;
    double length_m;
    routes_point middle;
};

static struct found common(const char *a, const char *b, double tolerance_m)
{
    shape shapes[] = {shape_polygon(a), shape_polygon(b)};
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1])};
    routes_border_options options = ROUTES_BORDER_OPTIONS;
    struct found found = {0};
    uint8_t *bytes = NULL;
    size_t size = 0;
    routes_error err;
    options.tolerance_m = tolerance_m;
    assert_ok(
        routes_border_common(&bytes, &size, &found.length_m, &found.middle, areas, &options, &err),
        &err);
    assert_ok(routes_geometry_read(&found.lines, (routes_wkb){bytes, size}, &err), &err);
    routes_wkb_free(bytes);
    shape_free(&shapes[0]);
    shape_free(&shapes[1]);
    return found;
}

static void two_squares_share_a_side(void **state)
{
    (void)state;
    struct found found = common("0 0, 1 0, 1 1, 0 1", "1 0, 2 0, 2 1, 1 1", 0.0);
    size_t n = 0;
    assert_int_equal(routes_geometry_get_kind(found.lines), ROUTES_LINE);
    const routes_point *points = routes_geometry_points(&n, found.lines, 0, 0);
    assert_int_equal(n, 2);
    assert_near(points[0].lon, 1.0, 0.0);
    assert_near(found.length_m, 110574.388557799, 1e-12);
    assert_near(found.middle.lon, 1.0, 0.0);
    assert_near(found.middle.lat, 0.5, 1e-12);
    routes_geometry_free(found.lines);
}

static void the_start_of_a_ring_does_not_cut_the_line(void **state)
{
    (void)state;
    /* The ring of a starts in the middle of the common side, at (1, 0.4). */
    struct found found = common("1 0.4, 1 1, 0 1, 0 0, 1 0", "1 0, 2 0, 2 1, 1 1", 0.0);
    size_t n = 0;
    assert_int_equal(routes_geometry_get_kind(found.lines), ROUTES_LINE);
    const routes_point *points = routes_geometry_points(&n, found.lines, 0, 0);
    assert_int_equal(n, 3);
    assert_near(points[0].lat, 0.0, 0.0);
    assert_near(points[1].lat, 0.4, 1e-15);
    assert_near(points[2].lat, 1.0, 0.0);
    /* Pieces are measured apart, each evenly along its degrees: the middle is good to metres. */
    assert_near(found.middle.lat, 0.5, 1e-4);
    routes_geometry_free(found.lines);
}

static void a_broken_border_has_its_middle_on_it(void **state)
{
    (void)state;
    /* a's east side is shared from 0 to 1 and from 2 to 6; the lake between belongs to no one. Of 5
     * degrees, half is reached at 1 + (2.5 - 1) = 3.5, going up; the long way round is the gap. */
    struct found found = common("0 0, 1 0, 1 6, 0 6", "1 0, 2 0, 2 6, 1 6, 1 2, 1.5 1.5, 1 1", 0.0);
    assert_int_equal(routes_geometry_parts(found.lines), 2);
    assert_near(found.middle.lon, 1.0, 0.0);
    assert_near(found.middle.lat, 3.5, 1e-3);
    assert_near(found.length_m,
                routes_geodesic_distance((routes_point){1, 0}, (routes_point){1, 1}) +
                    routes_geodesic_distance((routes_point){1, 2}, (routes_point){1, 6}),
                1e-12);
    routes_geometry_free(found.lines);
}

static void an_enclave_shares_its_whole_ring(void **state)
{
    (void)state;
    struct found found =
        common("0 0, 9 0, 9 9, 0 9 | 3 3, 6 3, 6 6, 3 6", "3 3, 6 3, 6 6, 3 6", 0.0);
    double rim = 0.0;
    routes_point ring[] = {{3, 3}, {6, 3}, {6, 6}, {3, 6}};
    size_t n = 0;
    routes_error err;
    assert_ok(routes_geodesic_ring(NULL, &rim, ring, 4, &err), &err);
    assert_near(found.length_m, rim, 1e-12);
    assert_int_equal(routes_geometry_parts(found.lines), 1);
    routes_geometry_points(&n, found.lines, 0, 0);
    assert_int_equal(n, 5);
    assert_near(found.middle.lon, 6.0, 1e-2);
    assert_near(found.middle.lat, 6.0, 1e-2);
    routes_geometry_free(found.lines);
}

static void lines_that_do_not_match_need_a_tolerance(void **state)
{
    (void)state;
    /* A gap of 0.0005 degrees, 55.6 m, and b has a bend of its own. */
    const char *a = "0 0, 1 0, 1 1, 0 1";
    const char *b = "1.0005 0, 2 0, 2 1, 1.0005 1, 1.0007 0.5";
    struct found found = common(a, b, 100.0);
    assert_near(found.length_m, 110574.388557799, 1e-9);
    assert_near(found.middle.lat, 0.5, 1e-3);
    routes_geometry_free(found.lines);

    shape shapes[] = {shape_polygon(a), shape_polygon(b)};
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1])};
    double length = 7.0;
    routes_error err;
    assert_int_equal(routes_border_common(NULL, NULL, &length, NULL, areas, NULL, &err),
                     ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "the two areas have no border line in common");
    assert_near(length, 7.0, 0.0);
    shape_free(&shapes[0]);
    shape_free(&shapes[1]);
}

static void a_corner_is_no_border(void **state)
{
    (void)state;
    shape shapes[] = {shape_box(0, 0, 1, 1), shape_box(1, 1, 2, 2)};
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1])};
    routes_border_options options = ROUTES_BORDER_OPTIONS;
    routes_error err;
    for (options.tolerance_m = 0.0; options.tolerance_m < 200.0; options.tolerance_m += 100.0)
        assert_int_equal(routes_border_common(NULL, NULL, NULL, NULL, areas, &options, &err),
                         ROUTES_E_NOT_FOUND);
    shape_free(&shapes[0]);
    shape_free(&shapes[1]);
}

static void a_border_may_be_the_antimeridian(void **state)
{
    (void)state;
    struct found found =
        common("179 0, 180 0, 180 1, 179 1", "-180 0, -179 0, -179 1, -180 1", 0.0);
    assert_near(found.length_m, 110574.388557799, 1e-12);
    assert_near(found.middle.lon, 180.0, 0.0);
    routes_geometry_free(found.lines);
}

static void what_is_asked_wrongly_is_refused(void **state)
{
    (void)state;
    shape shapes[] = {shape_box(0, 0, 1, 1), shape_box(1, 0, 2, 1)};
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1])};
    routes_border_options options = ROUTES_BORDER_OPTIONS;
    uint8_t *bytes = NULL;
    routes_error err;
    options.tolerance_m = NAN;
    assert_int_equal(routes_border_common(NULL, NULL, NULL, NULL, areas, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_border_common(&bytes, NULL, NULL, NULL, areas, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_border_common(NULL, NULL, NULL, NULL, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
    areas[1].size = 3;
    assert_int_equal(routes_border_common(NULL, NULL, NULL, NULL, areas, NULL, &err),
                     ROUTES_E_DATA);
    assert_memory_equal(err.message, "shape 1: ", 9);
    shape_free(&shapes[0]);
    shape_free(&shapes[1]);
}

/* Cambodian provinces and their neighbours abroad: the table's kilometres, and middles on both. */
static void the_borders_of_the_geodata_are_found(void **state)
{
    (void)state;
    geojson region = geojson_read(ROUTES_SHARED "/geodata/region_admin1.geojson", "id");
    FILE *file = fopen(ROUTES_SHARED "/geodata/region_admin1_border_adjacency.csv", "r");
    char line[256];
    size_t rows = 0;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        char here[32];
        char there[64];
        double km = 0.0;
        if (sscanf(line, "%31[^,],%*[^,],%63[^,],%*[^,],%*[^,],%lf", here, there, &km) != 3)
            continue;
        routes_wkb areas[2] = {region.wkb[geojson_find(&region, here)],
                               region.wkb[geojson_find(&region, there)]};
        double length = 0.0;
        routes_point middle;
        routes_snap_place place;
        routes_error err;
        assert_ok(routes_border_common(NULL, NULL, &length, &middle, areas, NULL, &err), &err);
        if (fabs(length / 1000.0 - km) > 0.006)
            fail_msg("%s - %s: %.3f km expected, %.3f found", here, there, km, length / 1000.0);
        for (size_t i = 0; i < 2; i++) {
            assert_ok(routes_snap_points(&place, &middle, 1, &areas[i], 1, NULL, &err), &err);
            assert_true(place.distance_m < 5.0);
        }
        rows++;
    }
    fclose(file);
    assert_int_equal(rows, 37);
    geojson_free(&region);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    shape shapes[] = {shape_polygon("0 0, 1 0, 1 6, 0 6"),
                      shape_polygon("1 0, 2 0, 2 6, 1 6, 1 2, 1.5 1.5, 1 1")};
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1])};
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        uint8_t *bytes = NULL;
        size_t size = 0;
        routes_i_memory_fail_after(n);
        status = routes_border_common(&bytes, &size, NULL, NULL, areas, NULL, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && !bytes));
        routes_wkb_free(bytes);
        assert_int_equal(routes_i_memory_live(), live);
    }
    shape_free(&shapes[0]);
    shape_free(&shapes[1]);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_squares_share_a_side),
        cmocka_unit_test(the_start_of_a_ring_does_not_cut_the_line),
        cmocka_unit_test(a_broken_border_has_its_middle_on_it),
        cmocka_unit_test(an_enclave_shares_its_whole_ring),
        cmocka_unit_test(lines_that_do_not_match_need_a_tolerance),
        cmocka_unit_test(a_corner_is_no_border),
        cmocka_unit_test(a_border_may_be_the_antimeridian),
        cmocka_unit_test(what_is_asked_wrongly_is_refused),
        cmocka_unit_test(the_borders_of_the_geodata_are_found),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("border", tests, NULL, NULL);
}
