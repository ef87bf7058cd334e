/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property */

#include "render/project.h"

#include "routes/geodesic.h"
#include "support/check.h"

/* Metres by `proj -f %.4f +proj=laea +lat_0=12.5 +lon_0=105 +R=6371007.2` and
 * `+proj=aeqd +lat_0=11.56245 +lon_0=104.91601 +R=6371007.2` of PROJ 9.1.1. */
static const struct {
    routes_point point;
    routes_i_xy equal_area;
    routes_i_xy equidistant;
} cited[] = {
    {{105.0, 12.5}, {0.0, 0.0}, {9118.3012, 104252.2966}},
    {{105.4635, 11.99339}, {50414.2305, -56288.6464}, {59549.8284, 47976.1220}},
    {{102.5496, 13.66096}, {-264754.4954, 130344.3558}, {-255742.8250, 234465.8288}},
    {{103.53, 10.61}, {-160679.0619, -209719.5653}, {-151488.9741, -105550.4003}},
    {{114.17, 22.32}, {945452.8687, 1110194.0653}, {957158.2185, 1216477.8555}},
    {{-113.48905, 58.00762}, {3366664.0557, 9370691.2415}, {3905993.9534, 10848658.3781}},
    {{24.97481, 45.77191}, {-5485798.6350, 5377675.5702}, {-5917023.7214, 5837879.9956}},
};

static const routes_i_xy zero = {0.0, 0.0};

static void positions_are_those_of_proj(void **state)
{
    (void)state;
    routes_i_projection a =
        routes_i_projection_at(ROUTES_I_EQUAL_AREA, (routes_point){105.0, 12.5}, zero, 1.0);
    routes_i_projection b = routes_i_projection_at(ROUTES_I_EQUIDISTANT,
                                                   (routes_point){104.91601, 11.56245}, zero, 1.0);
    for (size_t i = 0; i < sizeof cited / sizeof *cited; i++) {
        routes_i_xy p = routes_i_project(&a, cited[i].point);
        routes_i_xy q = routes_i_project(&b, cited[i].point);
        assert_true(fabs(p.x - cited[i].equal_area.x) < 1e-3); /* a millimetre */
        assert_true(fabs(-p.y - cited[i].equal_area.y) < 1e-3);
        assert_true(fabs(q.x - cited[i].equidistant.x) < 1e-3);
        assert_true(fabs(-q.y - cited[i].equidistant.y) < 1e-3);
    }
}

static void the_centre_lies_at_the_origin_and_the_unit_is_kept(void **state)
{
    (void)state;
    routes_i_xy origin = {1288.0, 778.0};
    routes_point centre = {105.0, 12.5};
    for (int kind = ROUTES_I_EQUAL_AREA; kind <= ROUTES_I_EQUIDISTANT; kind++) {
        routes_i_projection at =
            routes_i_projection_at((routes_i_projection_kind)kind, centre, origin, 0.0024);
        routes_i_xy p = routes_i_project(&at, centre);
        assert_near(p.x, origin.x, 1e-12);
        assert_near(p.y, origin.y, 1e-12);
        /* One km north: 2.4 units up. */
        p = routes_i_project(&at, (routes_point){105.0, 12.5 + 1.0 / 111.19494});
        assert_near(p.x, origin.x, 1e-12);
        assert_true(fabs(p.y - (origin.y - 2.4)) < 1e-4);
    }
}

/* The antipode has no place of its own; nothing is lost to NaN. */
static void the_antipode_comes_to_lie_at_the_rim(void **state)
{
    (void)state;
    routes_point centre = {105.0, 12.5};
    routes_point antipode = {-75.0, -12.5};
    routes_i_projection a = routes_i_projection_at(ROUTES_I_EQUAL_AREA, centre, zero, 1.0);
    routes_i_projection b = routes_i_projection_at(ROUTES_I_EQUIDISTANT, centre, zero, 1.0);
    assert_near(routes_i_xy_length(routes_i_project(&a, antipode)), 2.0 * ROUTES_I_SPHERE_M, 1e-6);
    assert_near(routes_i_xy_length(routes_i_project(&b, antipode)), ROUTES_I_PI * ROUTES_I_SPHERE_M,
                1e-6);
}

/* Small squares anywhere keep their area; their sides are of the sphere. */
static void equal_area_keeps_areas(void **state)
{
    (void)state;
    uint64_t seed = 3;
    routes_i_projection at =
        routes_i_projection_at(ROUTES_I_EQUAL_AREA, (routes_point){107.0, 10.5}, zero, 1.0);
    for (int i = 0; i < 200; i++) {
        double lon = 60.0 + 90.0 * draw_unit(&seed);
        double lat = -40.0 + 80.0 * draw_unit(&seed);
        double side = 1e-3; /* degrees */
        routes_i_xy p = routes_i_project(&at, (routes_point){lon, lat});
        routes_i_xy east = routes_i_project(&at, (routes_point){lon + side, lat});
        routes_i_xy north = routes_i_project(&at, (routes_point){lon, lat + side});
        double area = fabs(routes_i_xy_cross(routes_i_xy_sub(east, p), routes_i_xy_sub(north, p)));
        double one = ROUTES_I_SPHERE_M * side * ROUTES_I_PI / 180.0;
        assert_near(area / (one * one * cos(lat * ROUTES_I_PI / 180.0)), 1.0, 1e-4);
    }
}

/* Distance and bearing from the centre agree with the ellipsoid's to the half per cent by which the
 * two surfaces differ. */
static void equidistant_keeps_distances_from_the_centre(void **state)
{
    (void)state;
    uint64_t seed = 4;
    routes_point centre = {104.91601, 11.56245};
    routes_i_projection at = routes_i_projection_at(ROUTES_I_EQUIDISTANT, centre, zero, 1.0);
    for (int i = 0; i < 200; i++) {
        routes_point p = {-180.0 + 360.0 * draw_unit(&seed), -80.0 + 160.0 * draw_unit(&seed)};
        double distance = routes_geodesic_distance(centre, p);
        if (distance > 1.9e7) /* near the antipode bearings mean nothing */
            continue;
        double azimuth = 0.0;
        assert_int_equal(routes_geodesic_inverse(NULL, &azimuth, NULL, centre, p, NULL), 0);
        routes_i_xy q = routes_i_project(&at, p);
        double bearing = atan2(q.x, -q.y) * 180.0 / ROUTES_I_PI;
        assert_near(routes_i_xy_length(q) / distance, 1.0, 0.006);
        assert_true(fabs(remainder(bearing - azimuth, 360.0)) < 2.5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_are_those_of_proj),
        cmocka_unit_test(the_centre_lies_at_the_origin_and_the_unit_is_kept),
        cmocka_unit_test(the_antipode_comes_to_lie_at_the_rim),
        cmocka_unit_test(equal_area_keeps_areas),
        cmocka_unit_test(equidistant_keeps_distances_from_the_centre),
    };
    return cmocka_run_group_tests_name("project", tests, NULL, NULL);
}
