/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property */

#include "routes/segment.h"

#include "routes/geodesic.h"
#include "support/check.h"

/* A millimetre is promised within 9000 km, and a tenth of it asked; 5 mm beyond. */
#define TOLERANCE_M 1e-4
#define FAR_M 9.0e6
#define FAR_TOLERANCE_M 5e-3

/* The slow obvious way: the nearest of many points of the segment, and then again between its two
 * neighbours, until they lie close. Knows no angles. */
static double by_sampling(routes_point point, routes_point a, routes_point b)
{
    enum { STEPS = 400 };
    double length = 0.0;
    double azimuth = 0.0;
    routes_error err;
    assert_ok(routes_geodesic_inverse(&length, &azimuth, NULL, a, b, &err), &err);
    double from = 0.0;
    double to = length;
    double best = INFINITY;
    double nearest = from;
    for (;;) {
        double step = (to - from) / STEPS;
        for (int i = 0; i <= STEPS; i++) {
            routes_point at = routes_geodesic_destination(a, azimuth, from + step * i);
            double distance = routes_geodesic_distance(at, point);
            if (distance < best) {
                best = distance;
                nearest = from + step * i;
            }
        }
        if (step < 1e-4)
            return best;
        from = fmax(0.0, nearest - 1.5 * step);
        to = fmin(length, nearest + 1.5 * step);
    }
}

static void check_against_sampling(routes_point point, routes_point a, routes_point b)
{
    routes_segment_foot foot;
    routes_error err;
    assert_ok(routes_segment_nearest(&foot, point, a, b, &err), &err);
    double expected = by_sampling(point, a, b);
    double tolerance = expected > FAR_M ? FAR_TOLERANCE_M : TOLERANCE_M;
    if (fabs(foot.distance_m - expected) > tolerance)
        fail_msg("(%.9f %.9f) to (%.9f %.9f)-(%.9f %.9f): %.6f m, sampling says %.6f m", point.lon,
                 point.lat, a.lon, a.lat, b.lon, b.lat, foot.distance_m, expected);
    /* What is told of the foot hangs together. */
    double length = routes_geodesic_distance(a, b);
    assert_true(fabs(foot.length_m - length) < 1e-6);
    assert_true(foot.along_m >= 0.0 && foot.along_m <= length + 1e-6);
    assert_true(fabs(routes_geodesic_distance(foot.point, point) - foot.distance_m) < 1e-6);
    assert_true(fabs(routes_geodesic_distance(a, foot.point) - foot.along_m) < 1e-5);
}

static routes_point draw_point(uint64_t *seed)
{
    double z = 2.0 * draw_unit(seed) - 1.0;
    return (routes_point){360.0 * draw_unit(seed) - 180.0, asin(z) * 180.0 / acos(-1.0)};
}

static void a_foot_on_the_equator_is_known(void **state)
{
    (void)state;
    routes_segment_foot foot;
    routes_error err;
    /* Due north of the middle: 1 degree of meridian from the equator is 110574.388557799 m. */
    assert_ok(routes_segment_nearest(&foot, (routes_point){1.0, 1.0}, (routes_point){0.0, 0.0},
                                     (routes_point){2.0, 0.0}, &err),
              &err);
    assert_near(foot.distance_m, 110574.388557799, 1e-12);
    assert_near(foot.along_m, 111319.490793274, 1e-10);
    assert_near(foot.length_m, 2 * 111319.490793274, 1e-12);
    assert_near(foot.point.lon, 1.0, 1e-11);
    assert_near(foot.point.lat, 0.0, 1e-11);
}

static void beyond_the_ends_the_end_is_nearest(void **state)
{
    (void)state;
    routes_segment_foot foot;
    routes_error err;
    assert_ok(routes_segment_nearest(&foot, (routes_point){3.0, 0.0}, (routes_point){0.0, 0.0},
                                     (routes_point){2.0, 0.0}, &err),
              &err);
    assert_near(foot.distance_m, 111319.490793274, 1e-12);
    assert_near(foot.point.lon, 2.0, 1e-12);
    assert_ok(routes_segment_nearest(&foot, (routes_point){-1.0, 0.0}, (routes_point){0.0, 0.0},
                                     (routes_point){2.0, 0.0}, &err),
              &err);
    assert_near(foot.along_m, 0.0, 0.0);
}

static void a_segment_may_be_a_point_and_a_point_lie_on_it(void **state)
{
    (void)state;
    routes_point a = {104.9, 11.5};
    routes_segment_foot foot;
    routes_error err;
    assert_ok(routes_segment_nearest(&foot, (routes_point){105.0, 11.5}, a, a, &err), &err);
    assert_near(foot.distance_m, routes_geodesic_distance((routes_point){105.0, 11.5}, a), 1e-12);
    assert_near(foot.length_m, 0.0, 0.0);
    assert_ok(routes_segment_nearest(&foot, a, a, (routes_point){105.0, 12.0}, &err), &err);
    assert_near(foot.distance_m, 0.0, 1e-9);
    assert_ok(routes_segment_nearest(&foot, (routes_point){1.0, 0.0}, (routes_point){0.0, 0.0},
                                     (routes_point){2.0, 0.0}, &err),
              &err);
    assert_near(foot.distance_m, 0.0, 1e-6);
}

static void short_segments_agree_with_sampling(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int round = 0; round < 300; round++) {
        double reach = pow(10.0, 1.0 + 4.0 * draw_unit(&seed));
        routes_point a = draw_point(&seed);
        routes_point b = routes_geodesic_destination(a, 360.0 * draw_unit(&seed), reach);
        routes_point p = routes_geodesic_destination(a, 360.0 * draw_unit(&seed),
                                                     2.0 * reach * draw_unit(&seed));
        check_against_sampling(p, a, b);
    }
}

static void segments_over_the_globe_agree_with_sampling(void **state)
{
    (void)state;
    uint64_t seed = 12;
    for (int round = 0; round < 200; round++)
        check_against_sampling(draw_point(&seed), draw_point(&seed), draw_point(&seed));
}

/* Where the way to the point is about the same everywhere: the pole of the segment. */
static void a_point_a_quarter_of_the_globe_away_agrees_with_sampling(void **state)
{
    (void)state;
    uint64_t seed = 13;
    for (int round = 0; round < 60; round++) {
        routes_point a = draw_point(&seed);
        double azimuth = 360.0 * draw_unit(&seed);
        routes_point b = routes_geodesic_destination(a, azimuth, 1.5e7 * draw_unit(&seed));
        routes_point p = routes_geodesic_destination(a, azimuth + 90.0, 1.0e7);
        check_against_sampling(p, a, b);
    }
}

static void poles_and_the_antimeridian_agree_with_sampling(void **state)
{
    (void)state;
    const routes_point cases[][3] = {
        {{0.0, 89.0}, {90.0, 85.0}, {-90.0, 85.0}},      /* over the north pole */
        {{45.0, -90.0}, {0.0, -80.0}, {100.0, -80.0}},   /* from the south pole */
        {{179.9, 1.0}, {179.0, 0.0}, {-179.0, 0.0}},     /* over the antimeridian */
        {{-179.9, 66.0}, {178.0, 64.0}, {-170.0, 68.0}}, /* Chukotka */
        {{10.0, 0.0}, {0.0, 90.0}, {0.0, -90.0}},        /* half a meridian */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_against_sampling(cases[i][0], cases[i][1], cases[i][2]);
}

static void what_is_no_position_is_refused(void **state)
{
    (void)state;
    routes_segment_foot foot = {.distance_m = 5.0};
    routes_error err;
    routes_point good = {0.0, 0.0};
    assert_int_equal(routes_segment_nearest(&foot, good, good, (routes_point){0.0, 95.0}, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message,
                        "b is longitude 0, latitude 95: must be finite, latitude within -90..90");
    assert_near(foot.distance_m, 5.0, 0.0);
    assert_int_equal(routes_segment_nearest(NULL, good, good, good, &err), ROUTES_E_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_foot_on_the_equator_is_known),
        cmocka_unit_test(beyond_the_ends_the_end_is_nearest),
        cmocka_unit_test(a_segment_may_be_a_point_and_a_point_lie_on_it),
        cmocka_unit_test(short_segments_agree_with_sampling),
        cmocka_unit_test(segments_over_the_globe_agree_with_sampling),
        cmocka_unit_test(a_point_a_quarter_of_the_globe_away_agrees_with_sampling),
        cmocka_unit_test(poles_and_the_antimeridian_agree_with_sampling),
        cmocka_unit_test(what_is_no_position_is_refused),
    };
    return cmocka_run_group_tests_name("segment", tests, NULL, NULL);
}
