/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */
/* Timeout: 120 */

#include "render/layout.h"

#include <time.h>

#include "core/memory.h"
#include "render/project.h"
#include "support/check.h"

static const routes_i_rect map = {440.0, 130.0, 1992.0, 1392.0};

static routes_i_layout frame_of(const routes_i_layout_node *nodes, size_t node_count,
                                const routes_i_layout_lane *lanes, size_t lane_count)
{
    return (routes_i_layout){.nodes = nodes,
                             .node_count = node_count,
                             .lanes = lanes,
                             .lane_count = lane_count,
                             .frame = map,
                             .gap = 4.0,
                             .head = 16.0,
                             .long_lane = 700.0};
}

static routes_i_layout_node disc(double x, double y, double radius)
{
    return (routes_i_layout_node){{x, y}, radius, radius, false};
}

static routes_i_layout_lane lane(size_t from, size_t to)
{
    return (routes_i_layout_lane){
        .from = from, .to = to, .through = ROUTES_I_NONE, .mask = ROUTES_I_NONE, .head_to = true};
}

/* The lanes of the sample among provinces: 25 curves. Positions: representative points and places
 * of data/cambodia-2001, two moved apart as the figure does; plates in the neighbours' land. */
enum {
    KH02,
    KH03,
    KH06,
    KH08,
    KH09,
    KH14,
    KH17,
    KH21,
    PNH,
    SIEM,
    SHV,
    POI,
    KKC,
    NEAK,
    KIEN,
    THW,
    THN,
    VN,
    EAST
};

static const struct {
    double lon;
    double lat;
    double half_width;
    double half_height;
} real_nodes[] = {
    [KH02] = {103.19469, 12.99698, 18.1, 18.1}, [KH03] = {105.50398, 12.11067, 37.0, 37.0},
    [KH06] = {105.0, 14.5, 1.0, 1.0},           [KH08] = {105.10, 11.20, 20.2, 20.2},
    [KH09] = {103.43632, 11.69676, 5.0, 5.0},   [KH14] = {105.55, 11.63, 5.0, 5.0},
    [KH17] = {103.96042, 13.65556, 5.0, 5.0},   [KH21] = {104.82991, 11.01333, 12.8, 12.8},
    [PNH] = {104.91601, 11.56245, 13.0, 13.0},  [SIEM] = {103.86056, 13.36179, 13.0, 13.0},
    [SHV] = {103.529, 10.609, 13.0, 13.0},      [POI] = {102.56365, 13.65805, 12.0, 12.0},
    [KKC] = {102.9838, 11.61531, 12.0, 12.0},   [NEAK] = {105.2832, 11.261, 11.0, 11.0},
    [KIEN] = {105.06139, 11.4957, 11.0, 11.0},  [THW] = {102.0, 12.62, 75.0, 27.0},
    [THN] = {103.52, 14.98, 75.0, 22.0},        [VN] = {106.6, 10.65, 103.0, 27.0},
    [EAST] = {106.75, 12.25, 112.0, 30.0},
};

static const size_t real_lanes[][2] = {
    {SIEM, SHV}, {KH14, POI}, {KH03, PNH},  {KH03, SIEM}, {KH03, SHV}, {KH08, PNH},  {KH08, SIEM},
    {KH08, SHV}, {KH02, PNH}, {KH02, SIEM}, {KH02, SHV},  {KH21, PNH}, {KH21, SIEM}, {KH21, SHV},
    {VN, NEAK},  {VN, KIEN},  {EAST, NEAK}, {EAST, KIEN}, {POI, THW},  {KKC, THW},   {SIEM, THN},
    {KH02, THW}, {VN, SHV},   {KH08, SHV},  {KH09, SHV},
};

#define REAL_NODES (sizeof real_nodes / sizeof *real_nodes)
#define REAL_LANES (sizeof real_lanes / sizeof *real_lanes)

static void make_real(routes_i_layout_node *nodes, routes_i_layout_lane *lanes)
{
    routes_i_projection at = routes_i_projection_at(
        ROUTES_I_EQUAL_AREA, (routes_point){105.0, 12.5}, (routes_i_xy){1288.0, 778.0}, 0.0024);
    for (size_t i = 0; i < REAL_NODES; i++)
        nodes[i] = (routes_i_layout_node){
            routes_i_project(&at, (routes_point){real_nodes[i].lon, real_nodes[i].lat}),
            real_nodes[i].half_width, real_nodes[i].half_height, i >= THW};
    for (size_t i = 0; i < REAL_LANES; i++)
        lanes[i] = lane(real_lanes[i][0], real_lanes[i][1]);
}

/* The target's figures (25 curves): 19 crossings, none below 30 degrees, nearest node 13. */
static void the_real_lanes_are_laid_better_than_the_target(void **state)
{
    (void)state;
    routes_i_layout_node nodes[REAL_NODES];
    routes_i_layout_lane lanes[REAL_LANES];
    routes_i_curve curves[REAL_LANES];
    routes_i_curve again[REAL_LANES];
    routes_i_layout_quality quality;
    routes_error err;
    make_real(nodes, lanes);
    routes_i_layout layout = frame_of(nodes, REAL_NODES, lanes, REAL_LANES);
    assert_ok(routes_i_layout_solve(curves, NULL, &layout, &err), &err);
    assert_ok(routes_i_layout_measure(&quality, &layout, curves, &err), &err);
    print_message("%zu crossings, least angle %.1f, nearest node %.1f, heads %.1f apart\n",
                  quality.crossings, quality.least_crossing_deg, quality.nearest_node,
                  quality.nearest_tips);
    assert_true(quality.crossings < 19);
    assert_true(quality.least_crossing_deg > 30.0);
    assert_true(quality.nearest_node > 13.0);
    assert_true(quality.nearest_tips > 12.6); /* the width of a head */
    assert_true(quality.most_bend < 5.0);

    assert_ok(routes_i_layout_solve(again, NULL, &layout, &err), &err);
    assert_memory_equal(curves, again, sizeof curves);
}

/* 200 lanes among 75 nodes, as many as a country of districts may have. */
static void two_hundred_lanes_take_under_a_second(void **state)
{
    (void)state;
    enum { NODES = 75, LANES = 200 };
    static routes_i_layout_node nodes[NODES];
    static routes_i_layout_lane lanes[LANES];
    static routes_i_curve curves[LANES];
    routes_error err;
    uint64_t seed = 11;
    for (size_t i = 0; i < NODES; i++)
        nodes[i] = disc(500.0 + 1400.0 * draw_unit(&seed), 200.0 + 1100.0 * draw_unit(&seed), 6.0);
    for (size_t i = 0; i < LANES; i++) {
        size_t from = draw(&seed) % NODES;
        lanes[i] = lane(from, (from + 1 + draw(&seed) % (NODES - 1)) % NODES);
    }
    routes_i_layout layout = frame_of(nodes, NODES, lanes, LANES);
    clock_t start = clock();
    assert_ok(routes_i_layout_solve(curves, NULL, &layout, &err), &err);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    print_message("200 lanes in %.2f s\n", seconds);
#ifdef __OPTIMIZE__
    assert_true(seconds < 1.0);
#endif
    for (size_t i = 0; i < LANES; i++)
        for (int k = 0; k < 4; k++)
            assert_true(isfinite(curves[i].p[k].x) && isfinite(curves[i].p[k].y));
}

static void one_lane_takes_the_bend_it_wants_and_stops_at_the_rims(void **state)
{
    (void)state;
    const routes_i_layout_node nodes[] = {disc(600.0, 700.0, 10.0), disc(1300.0, 700.0, 20.0)};
    const routes_i_layout_lane lanes[] = {lane(0, 1)};
    routes_i_curve curve;
    routes_error err;
    routes_i_layout layout = frame_of(nodes, 2, lanes, 1);
    assert_ok(routes_i_layout_solve(&curve, NULL, &layout, &err), &err);
    assert_near(routes_i_xy_distance(curve.p[0], nodes[0].at), 14.0, 1e-9);
    assert_near(routes_i_xy_distance(curve.p[3], nodes[1].at), 24.0, 1e-9);
    /* 0.08 + 0.14 min(1, 700 / 700) = 0.22, the nearest step is 0.225: a quadratic curve rises by
     * half of that, 0.1125 of 700. The tips are cut off, so that the cubic is near, not equal. */
    assert_near(fabs(routes_i_curve_at(&curve, 0.5).y - 700.0), 78.75, 0.03);
}

static void a_node_in_the_way_is_gone_round(void **state)
{
    (void)state;
    routes_i_layout_node nodes[] = {disc(600.0, 700.0, 10.0), disc(1300.0, 700.0, 10.0),
                                    disc(950.0, 700.0 - 78.0, 12.0),
                                    disc(950.0, 700.0 + 78.0, 12.0)};
    const routes_i_layout_lane lanes[] = {lane(0, 1)};
    routes_i_curve curve;
    routes_i_layout_quality quality;
    routes_error err;
    routes_i_layout layout = frame_of(nodes, 4, lanes, 1);
    assert_ok(routes_i_layout_solve(&curve, NULL, &layout, &err), &err);
    assert_ok(routes_i_layout_measure(&quality, &layout, &curve, &err), &err);
    assert_true(quality.nearest_node > 13.0);
}

static void a_lane_through_a_node_passes_it_closely(void **state)
{
    (void)state;
    const routes_i_layout_node nodes[] = {disc(600.0, 700.0, 10.0), disc(1300.0, 700.0, 10.0),
                                          disc(900.0, 850.0, 30.0)};
    routes_i_layout_lane lanes[] = {lane(0, 1)};
    lanes[0].through = 2;
    routes_i_curve curve;
    routes_error err;
    routes_i_layout layout = frame_of(nodes, 3, lanes, 1);
    assert_ok(routes_i_layout_solve(&curve, NULL, &layout, &err), &err);
    routes_i_chain chain = routes_i_chain_of(&curve);
    double beside = routes_i_chain_distance(&chain, nodes[2].at) - 30.0;
    assert_true(beside > 5.0 && beside < 25.0);
}

static void a_lane_keeps_to_its_mask_and_the_frame(void **state)
{
    (void)state;
    /* Two cells, left and right of y = 700 swapped: only below the chord is free. */
    const unsigned char cells[] = {0, 1};
    const routes_i_layout_mask mask = {cells, 1, 2, 2000.0, {-400.0, -1300.0}};
    const routes_i_layout_node nodes[] = {disc(600.0, 701.0, 10.0), disc(1300.0, 701.0, 10.0),
                                          disc(700.0, 1380.0, 3.0), disc(1500.0, 1380.0, 3.0)};
    routes_i_layout_lane lanes[] = {lane(0, 1), lane(2, 3)};
    lanes[0].mask = 0;
    routes_i_curve curves[2];
    routes_error err;
    routes_i_layout layout = frame_of(nodes, 4, lanes, 2);
    layout.masks = &mask;
    layout.mask_count = 1;
    assert_ok(routes_i_layout_solve(curves, NULL, &layout, &err), &err);
    assert_true(routes_i_curve_at(&curves[0], 0.5).y > 720.0);
    assert_true(routes_i_curve_at(&curves[1], 0.5).y < 1380.0); /* away from the edge */
}

static void two_lanes_between_the_same_nodes_bend_apart(void **state)
{
    (void)state;
    const routes_i_layout_node nodes[] = {disc(600.0, 700.0, 10.0), disc(1300.0, 760.0, 10.0)};
    const routes_i_layout_lane lanes[] = {lane(0, 1), lane(0, 1), lane(1, 0)};
    routes_i_curve curves[3];
    routes_i_layout_quality quality;
    routes_error err;
    routes_i_layout layout = frame_of(nodes, 2, lanes, 3);
    assert_ok(routes_i_layout_solve(curves, NULL, &layout, &err), &err);
    assert_ok(routes_i_layout_measure(&quality, &layout, curves, &err), &err);
    assert_int_equal(quality.crossings, 0);
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < i; j++) {
            routes_i_chain chain = routes_i_chain_of(&curves[j]);
            assert_true(routes_i_chain_distance(&chain, routes_i_curve_at(&curves[i], 0.5)) > 13.0);
        }
}

static void what_is_no_layout_is_refused(void **state)
{
    (void)state;
    const routes_i_layout_node nodes[] = {disc(600.0, 700.0, 10.0), disc(1300.0, 760.0, 10.0)};
    const routes_i_layout_lane to_itself[] = {lane(0, 1), lane(1, 1)};
    const routes_i_layout_lane to_nowhere[] = {lane(0, 1), lane(1, 2)};
    const routes_i_layout_lane masked = {.from = 0, .to = 1, .through = ROUTES_I_NONE};
    routes_i_curve curves[2];
    routes_error err;
    routes_i_layout layout = frame_of(nodes, 2, to_itself, 2);
    assert_int_equal(routes_i_layout_solve(curves, NULL, &layout, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "lane 1 leads from node 1 to itself, which is no curve");
    layout = frame_of(nodes, 2, to_nowhere, 2);
    assert_int_equal(routes_i_layout_solve(curves, NULL, &layout, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "lane 1 names a node beyond the 2");
    layout = frame_of(nodes, 2, &masked, 1);
    assert_int_equal(routes_i_layout_solve(curves, NULL, &layout, &err), ROUTES_E_ARGUMENT);
    layout.lane_count = 0;
    assert_ok(routes_i_layout_solve(NULL, NULL, &layout, &err), &err);
}

static void laying_out_survives_without_memory(void **state)
{
    (void)state;
    const routes_i_layout_node nodes[] = {disc(600.0, 700.0, 10.0), disc(1300.0, 760.0, 10.0)};
    const routes_i_layout_lane lanes[] = {lane(0, 1), lane(1, 0)};
    routes_i_curve curves[2];
    routes_i_layout layout = frame_of(nodes, 2, lanes, 2);
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_i_layout_quality quality;
        routes_i_memory_fail_after(n);
        status = routes_i_layout_solve(curves, NULL, &layout, NULL);
        if (!status)
            status = routes_i_layout_measure(&quality, &layout, curves, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || status == ROUTES_E_MEMORY);
        assert_int_equal(routes_i_memory_live(), live);
    }
}

/* The part of a curve is the curve. */
static void a_part_of_a_curve_lies_on_it(void **state)
{
    (void)state;
    const routes_i_curve curve = {{{0.0, 0.0}, {30.0, 90.0}, {120.0, -40.0}, {150.0, 60.0}}};
    routes_i_curve part = routes_i_curve_part(&curve, 0.2, 0.7);
    for (int i = 0; i <= 10; i++) {
        routes_i_xy a = routes_i_curve_at(&part, i / 10.0);
        routes_i_xy b = routes_i_curve_at(&curve, 0.2 + 0.5 * i / 10.0);
        assert_near(a.x, b.x, 1e-12);
        assert_near(a.y, b.y, 1e-12);
    }
    /* A straight curve of 100 along x is 100 long and points along x. */
    const routes_i_curve line = {{{0.0, 5.0}, {30.0, 5.0}, {70.0, 5.0}, {100.0, 5.0}}};
    assert_near(routes_i_curve_length(&line), 100.0, 1e-12);
    assert_near(routes_i_curve_direction(&line, 0.3).x, 1.0, 1e-12);
    const routes_i_curve point = {{{1.0, 1.0}, {1.0, 1.0}, {1.0, 1.0}, {1.0, 1.0}}};
    assert_near(routes_i_curve_direction(&point, 0.5).x, 1.0, 1e-12);
}

/* Crossings against the definition: the slow way, every piece with every piece. */
static void crossings_are_those_of_every_pair_of_pieces(void **state)
{
    (void)state;
    uint64_t seed = 9;
    size_t seen = 0;
    for (int round = 0; round < 300; round++) {
        routes_i_curve curves[2];
        for (int c = 0; c < 2; c++)
            for (int k = 0; k < 4; k++)
                curves[c].p[k] = (routes_i_xy){100.0 * draw_unit(&seed), 100.0 * draw_unit(&seed)};
        routes_i_chain a = routes_i_chain_of(&curves[0]);
        routes_i_chain b = routes_i_chain_of(&curves[1]);
        routes_i_crossing crossings[ROUTES_I_CROSSINGS];
        size_t n = routes_i_chain_crossings(crossings, &a, &b);
        size_t slow = 0;
        for (int i = 0; i < ROUTES_I_CHAIN_PIECES; i++)
            for (int j = 0; j < ROUTES_I_CHAIN_PIECES; j++) {
                routes_i_xy p = a.at[i], q = a.at[i + 1], r = b.at[j], s = b.at[j + 1];
                double d1 = routes_i_xy_cross(routes_i_xy_sub(q, p), routes_i_xy_sub(r, p));
                double d2 = routes_i_xy_cross(routes_i_xy_sub(q, p), routes_i_xy_sub(s, p));
                double d3 = routes_i_xy_cross(routes_i_xy_sub(s, r), routes_i_xy_sub(p, r));
                double d4 = routes_i_xy_cross(routes_i_xy_sub(s, r), routes_i_xy_sub(q, r));
                slow += d1 * d2 < 0.0 && d3 * d4 < 0.0;
            }
        assert_int_equal(n, slow);
        seen += n;
    }
    assert_true(seen > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_real_lanes_are_laid_better_than_the_target),
        cmocka_unit_test(two_hundred_lanes_take_under_a_second),
        cmocka_unit_test(one_lane_takes_the_bend_it_wants_and_stops_at_the_rims),
        cmocka_unit_test(a_node_in_the_way_is_gone_round),
        cmocka_unit_test(a_lane_through_a_node_passes_it_closely),
        cmocka_unit_test(a_lane_keeps_to_its_mask_and_the_frame),
        cmocka_unit_test(two_lanes_between_the_same_nodes_bend_apart),
        cmocka_unit_test(what_is_no_layout_is_refused),
        cmocka_unit_test(laying_out_survives_without_memory),
        cmocka_unit_test(a_part_of_a_curve_lies_on_it),
        cmocka_unit_test(crossings_are_those_of_every_pair_of_pieces),
    };
    return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
