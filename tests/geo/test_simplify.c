/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "routes/simplify.h"

#include <stdlib.h>

#include "core/memory.h"
#include "routes/contiguity.h"
#include "routes/dissolve.h"
#include "routes/geodesic.h"
#include "routes/geometry.h"
#include "routes/snap.h"
#include "routes/validity.h"
#include "support/check.h"
#include "support/geojson.h"
#include "support/shape.h"

static routes_simplify *simpler(const routes_wkb *shapes, size_t n, double tolerance_m)
{
    routes_simplify *simplify = NULL;
    routes_error err;
    assert_ok(routes_simplify_new(&simplify, shapes, n, tolerance_m, &err), &err);
    return simplify;
}

static size_t points_of(routes_wkb wkb)
{
    size_t points = 0;
    routes_error err;
    assert_ok(routes_wkb_describe(NULL, &points, NULL, wkb, &err), &err);
    return points;
}

static void points_within_the_tolerance_go(void **state)
{
    (void)state;
    /* 0.0001 degrees are 11 m; 0.01 are 1.1 km. */
    shape s = shape_make(ROUTES_LINE, "0 0, 1 0.0001, 2 0, 3 0.01, 4 0");
    routes_wkb wkb = shape_wkb(s);
    shape expected = shape_make(ROUTES_LINE, "0 0, 2 0, 3 0.01, 4 0");
    routes_simplify *simplify = simpler(&wkb, 1, 100.0);
    routes_wkb made = routes_simplify_at(simplify, 0);
    assert_int_equal(made.size, expected.size);
    assert_memory_equal(made.bytes, expected.bytes, made.size);
    assert_null(routes_simplify_at(simplify, 1).bytes);
    routes_simplify_free(simplify);
    shape_free(&expected);
    shape_free(&s);
}

static void a_shared_border_stays_shared(void **state)
{
    (void)state;
    /* The common side wiggles; both lose the same points of it. */
    shape shapes[] = {shape_polygon("0 0, 1 0, 1.0001 0.3, 0.9999 0.6, 1 1, 0 1"),
                      shape_polygon("1 0, 2 0, 2 1, 1 1, 0.9999 0.6, 1.0001 0.3")};
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1])};
    routes_simplify *simplify = simpler(areas, 2, 100.0);
    routes_wkb made[] = {routes_simplify_at(simplify, 0), routes_simplify_at(simplify, 1)};
    assert_int_equal(points_of(made[0]), 5);
    assert_int_equal(points_of(made[1]), 5);
    routes_contiguity *contiguity = NULL;
    size_t count = 0;
    routes_error err;
    assert_ok(routes_contiguity_new(&contiguity, made, 2, NULL, &err), &err);
    const routes_contiguity_pair *pairs = routes_contiguity_pairs(&count, contiguity);
    assert_int_equal(count, 1);
    assert_near(pairs[0].shared_m, 110574.388557799, 1e-12);
    routes_contiguity_free(contiguity);
    routes_simplify_free(simplify);
    shape_free(&shapes[0]);
    shape_free(&shapes[1]);
}

static void small_islands_holes_and_enclaves_survive(void **state)
{
    (void)state;
    /* An island of 20 m, a hole of 20 m with what fills it, and an isthmus: the tolerance is 5 km.
     */
    shape shapes[] = {
        shape_make(ROUTES_MULTIPOLYGON, "0 0, 1 0, 1.01 0.5, 1 1, 0 1 | "
                                        "0.5 0.5, 0.5 0.5002, 0.5002 0.5002, 0.5002 0.5; "
                                        "5 5, 5.0002 5, 5.0002 5.0002, 5 5.0002"),
        shape_polygon("0.5 0.5, 0.5002 0.5, 0.5002 0.5002, 0.5 0.5002"),
        shape_polygon("1 0, 1.01 0.5, 1 1, 1.02 0.5"), /* a sliver between two meeting points */
    };
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1]), shape_wkb(shapes[2])};
    routes_simplify *simplify = simpler(areas, 3, 5000.0);
    routes_geometry *geometry = NULL;
    routes_error err;
    assert_ok(routes_geometry_read(&geometry, routes_simplify_at(simplify, 0), &err), &err);
    assert_int_equal(routes_geometry_parts(geometry), 2);
    assert_int_equal(routes_geometry_rings(geometry, 0), 2);
    routes_geometry_free(geometry);
    for (size_t i = 0; i < 3; i++) {
        routes_validity validity;
        assert_ok(routes_validity_check(&validity, routes_simplify_at(simplify, i), &err), &err);
        assert_true(validity.valid && !validity.empty);
    }
    routes_simplify_free(simplify);
    for (size_t i = 0; i < 3; i++)
        shape_free(&shapes[i]);
}

static void points_lines_and_faulty_shapes_pass_through(void **state)
{
    (void)state;
    shape shapes[] = {shape_make(ROUTES_MULTIPOINT, "1 2; 3 4"), shape_make(ROUTES_POLYGON, ""),
                      shape_polygon("0 0, 1 1, 1 0, 0 1"), shape_make(ROUTES_LINE, "7 7, 7 7")};
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1]), shape_wkb(shapes[2]),
                          shape_wkb(shapes[3])};
    routes_simplify *simplify = simpler(areas, 4, 100.0);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(points_of(routes_simplify_at(simplify, i)), points_of(areas[i]));
    routes_simplify_free(simplify);
    for (size_t i = 0; i < 4; i++)
        shape_free(&shapes[i]);
    simplify = simpler(NULL, 0, 100.0);
    routes_simplify_free(simplify);
    routes_simplify_free(NULL);
}

/* A zigzag that falls off: the farthest point from a chord is always the next one, which is the
 * deepest that dividing can go. */
static void a_long_line_does_not_exhaust_the_stack(void **state)
{
    (void)state;
    enum { N = 6000 };
    static routes_point points[N];
    routes_geometry *geometry = NULL;
    shape s = {0};
    routes_error err;
    for (size_t i = 0; i < N; i++)
        points[i] =
            (routes_point){(double)i * 0.001, (double)(N - i) * 0.0001 * (i % 2 ? 1.0 : -1.0)};
    assert_ok(routes_geometry_new(&geometry, ROUTES_LINE, &err), &err);
    assert_ok(routes_geometry_add_part(geometry, points, N, &err), &err);
    assert_ok(routes_geometry_write(&s.bytes, &s.size, geometry, &err), &err);
    routes_geometry_free(geometry);
    routes_wkb wkb = shape_wkb(s);
    routes_simplify *simplify = simpler(&wkb, 1, 1000.0);
    size_t left = points_of(routes_simplify_at(simplify, 0));
    assert_true(left > N / 2 && left < N); /* only the flat end goes */
    routes_simplify_free(simplify);
    shape_free(&s);
}

/* A real layer: fewer points, all valid, no gap or overlap, same neighbours, near the old border.
 */
static void a_layer_of_provinces_stays_a_tiling(void **state)
{
    (void)state;
    geojson region = geojson_read(ROUTES_SHARED "/geodata/region_admin1.geojson", "id");
    routes_wkb *made = calloc(region.n, sizeof *made);
    size_t before = 0;
    routes_error err;
    size_t pairs_before = 0;
    routes_contiguity *old = NULL;
    assert_ok(routes_contiguity_new(&old, region.wkb, region.n, NULL, &err), &err);
    const routes_contiguity_pair *old_pairs = routes_contiguity_pairs(&pairs_before, old);
    for (size_t i = 0; i < region.n; i++)
        before += points_of(region.wkb[i]);

    for (double tolerance = 200.0; tolerance <= 5000.0; tolerance *= 5.0) {
        routes_simplify *simplify = simpler(region.wkb, region.n, tolerance);
        size_t after = 0;
        double sum = 0.0;
        double farthest = 0.0;
        for (size_t i = 0; i < region.n; i++) {
            routes_validity validity;
            double area = 0.0;
            made[i] = routes_simplify_at(simplify, i);
            after += points_of(made[i]);
            assert_ok(routes_validity_check(&validity, made[i], &err), &err);
            assert_true(validity.valid && !validity.empty);
            assert_ok(routes_geodesic_area(&area, NULL, made[i], &err), &err);
            sum += area;

            routes_geometry *given = NULL;
            assert_ok(routes_geometry_read(&given, region.wkb[i], &err), &err);
            size_t n = 0;
            const routes_point *points = routes_geometry_points(&n, given, 0, 0);
            routes_snap_place *places = calloc(n, sizeof *places);
            assert_ok(routes_snap_points(places, points, n, &made[i], 1, NULL, &err), &err);
            for (size_t k = 0; k < n; k++)
                farthest = fmax(farthest, places[k].distance_m);
            free(places);
            routes_geometry_free(given);
        }
        if (!(after < before && (tolerance < 1000.0 || after < before / 2)))
            fail_msg("%zu of %zu points are left at %g m", after, before, tolerance);
        /* The flat map of the whole region is out by the cosine of its edges, some 8 %. */
        assert_true(farthest < 1.2 * tolerance);

        size_t pairs_after = 0;
        routes_contiguity *new = NULL;
        assert_ok(routes_contiguity_new(&new, made, region.n, NULL, &err), &err);
        const routes_contiguity_pair *new_pairs = routes_contiguity_pairs(&pairs_after, new);
        assert_int_equal(pairs_after, pairs_before);
        for (size_t k = 0; k < pairs_after; k++) {
            assert_int_equal(new_pairs[k].a, old_pairs[k].a);
            assert_int_equal(new_pairs[k].b, old_pairs[k].b);
            assert_int_equal(new_pairs[k].shared_m > 0.0, old_pairs[k].shared_m > 0.0);
        }
        routes_contiguity_free(new);

        shape whole = {0};
        double union_area = 0.0;
        assert_ok(routes_dissolve_areas(&whole.bytes, &whole.size, made, region.n, &err), &err);
        assert_ok(routes_geodesic_area(&union_area, NULL, shape_wkb(whole), &err), &err);
        assert_near(union_area, sum, 1e-9);
        shape_free(&whole);
        routes_simplify_free(simplify);
    }
    routes_contiguity_free(old);
    free(made);
    geojson_free(&region);
}

static void what_cannot_be_simplified_is_refused(void **state)
{
    (void)state;
    shape s = shape_box(0, 0, 1, 1);
    routes_wkb wkb = shape_wkb(s);
    routes_simplify *simplify = NULL;
    routes_error err;
    assert_int_equal(routes_simplify_new(&simplify, &wkb, 1, 0.0, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "tolerance_m is 0, must be above 0");
    assert_int_equal(routes_simplify_new(&simplify, &wkb, 1, INFINITY, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_simplify_new(&simplify, NULL, 1, 1.0, &err), ROUTES_E_ARGUMENT);
    shape metres = shape_box(500000, 4000000, 501000, 4001000);
    routes_wkb plane = shape_wkb(metres);
    assert_int_equal(routes_simplify_new(&simplify, &plane, 1, 1.0, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "shape 0: its coordinates are not longitude and latitude");
    shape_free(&metres);
    wkb.size--;
    assert_int_equal(routes_simplify_new(&simplify, &wkb, 1, 1.0, &err), ROUTES_E_DATA);
    assert_memory_equal(err.message, "shape 0: WKB", 12);
    assert_null(simplify);
    shape_free(&s);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    shape shapes[] = {shape_polygon("0 0, 1 0, 1.0001 0.3, 0.9999 0.6, 1 1, 0 1"),
                      shape_polygon("1 0, 2 0, 2 1, 1 1, 0.9999 0.6, 1.0001 0.3")};
    routes_wkb areas[] = {shape_wkb(shapes[0]), shape_wkb(shapes[1])};
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_simplify *simplify = NULL;
        routes_i_memory_fail_after(n);
        status = routes_simplify_new(&simplify, areas, 2, 100.0, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && !simplify));
        routes_simplify_free(simplify);
        assert_int_equal(routes_i_memory_live(), live);
    }
    shape_free(&shapes[0]);
    shape_free(&shapes[1]);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_within_the_tolerance_go),
        cmocka_unit_test(a_shared_border_stays_shared),
        cmocka_unit_test(small_islands_holes_and_enclaves_survive),
        cmocka_unit_test(points_lines_and_faulty_shapes_pass_through),
        cmocka_unit_test(a_long_line_does_not_exhaust_the_stack),
        cmocka_unit_test(a_layer_of_provinces_stays_a_tiling),
        cmocka_unit_test(what_cannot_be_simplified_is_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("simplify", tests, NULL, NULL);
}
