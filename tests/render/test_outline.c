/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "render/outline.h"

#include "core/memory.h"
#include "render/mask.h"
#include "support/shape.h"

/* One degree is 100 page units at the centre. */
static routes_i_projection plain(void)
{
    return routes_i_projection_at(ROUTES_I_EQUAL_AREA, (routes_point){0.0, 0.0},
                                  (routes_i_xy){500.0, 500.0}, 100.0 / 111194.93);
}

static const routes_i_rect wide = {0.0, 0.0, 1000.0, 1000.0};

static routes_i_outline read(const char *text, routes_i_rect frame)
{
    routes_i_outline outline;
    routes_i_projection at = plain();
    routes_error err;
    shape s = shape_polygon(text);
    assert_ok(routes_i_outline_read(&outline, shape_wkb(s), &at, frame, &err), &err);
    shape_free(&s);
    return outline;
}

static void a_square_comes_to_lie_where_it_should(void **state)
{
    (void)state;
    routes_i_outline o = read("0 0, 1 0, 1 1, 0 1", wide);
    assert_int_equal(o.rings, 1);
    assert_int_equal(o.n, 4);
    assert_near(o.box.x0, 500.0, 1e-3);
    assert_near(o.box.x1, 600.0, 1e-3);
    assert_near(o.box.y0, 400.0, 1e-3);
    assert_near(routes_i_outline_area(&o), 10000.0, 1e-3);
    assert_true(routes_i_outline_holds(&o, (routes_i_xy){550.0, 450.0}));
    assert_false(routes_i_outline_holds(&o, (routes_i_xy){650.0, 450.0}));
    assert_near(routes_i_outline_distance(&o, (routes_i_xy){550.0, 470.0}), 30.0, 1e-2);
    double air = 0.0;
    routes_i_xy inner = routes_i_outline_inner(&o, wide, &air);
    assert_true(routes_i_xy_distance(inner, (routes_i_xy){550.0, 450.0}) < 3.0);
    assert_true(air > 47.0 && air <= 50.1);
    routes_i_outline_free(&o);
}

static void a_hole_is_outside_and_counts_off(void **state)
{
    (void)state;
    routes_i_outline o = read("0 0, 1 0, 1 1, 0 1 | 0.4 0.4, 0.4 0.6, 0.6 0.6, 0.6 0.4", wide);
    assert_int_equal(o.rings, 2);
    assert_false(routes_i_outline_holds(&o, (routes_i_xy){550.0, 450.0}));
    assert_near(routes_i_outline_area(&o), 10000.0 - 400.0, 1e-3);
    routes_i_outline_free(&o);
}

static void what_lies_outside_the_frame_is_cut(void **state)
{
    (void)state;
    /* The right half of the square. */
    routes_i_outline o = read("0 0, 1 0, 1 1, 0 1", (routes_i_rect){550.0, 0.0, 1000.0, 1000.0});
    assert_near(o.box.x0, 550.0, 1e-9);
    assert_near(routes_i_outline_area(&o), 5000.0, 1e-3);
    routes_i_outline_free(&o);
    o = read("0 0, 1 0, 1 1, 0 1", (routes_i_rect){0.0, 0.0, 100.0, 100.0});
    assert_int_equal(o.n, 0);
    assert_true(routes_i_rect_empty(o.box));
    double air = 0.0;
    routes_i_outline_inner(&o, wide, &air);
    assert_true(air < 0.0);
    routes_i_outline_free(&o);
}

static void an_inner_point_may_be_asked_at_a_distance(void **state)
{
    (void)state;
    /* A strip ten times as long as wide: the point is drawn to 300 units from its left end. */
    routes_i_outline o = read("-4 0, 4 0, 4 0.8, -4 0.8", wide);
    double air = 0.0;
    routes_i_xy p =
        routes_i_outline_inner_at(&o, wide, (routes_i_xy){100.0, 460.0}, 300.0, 60.0, &air);
    assert_true(fabs(p.x - 400.0) < 15.0);
    assert_true(air > 25.0);
    routes_i_outline_free(&o);
}

/* The picture against the outline, point by point, away from the edges. */
static void the_picture_agrees_with_the_outline(void **state)
{
    (void)state;
    uint64_t seed = 6;
    routes_i_outline o =
        read("0 0, 3 0.4, 2.5 3, 1.2 1.4, 0.3 2.6 | 1 0.5, 1.4 0.5, 1.2 0.9", wide);
    routes_i_mask mask;
    routes_error err;
    assert_ok(routes_i_mask_new(&mask, wide, 4.0, 0, &err), &err);
    assert_ok(routes_i_mask_fill(&mask, &o, 1, &err), &err);
    for (int i = 0; i < 3000; i++) {
        routes_i_xy p = {450.0 + 400.0 * draw_unit(&seed), 150.0 + 400.0 * draw_unit(&seed)};
        if (routes_i_outline_distance(&o, p) > 4.0)
            assert_int_equal(routes_i_mask_at(&mask, p), routes_i_outline_holds(&o, p));
    }
    assert_int_equal(routes_i_mask_at(&mask, (routes_i_xy){-5.0, 5.0}), 0);
    assert_near(routes_i_mask_share(&mask, (routes_i_rect){0.0, 0.0, 10.0, 10.0}), 0.0, 0.0);
    assert_true(routes_i_mask_length(&mask, (routes_i_xy){520.0, 480.0},
                                     (routes_i_xy){560.0, 480.0}) > 35.0);
    routes_i_mask_free(&mask);
    routes_i_outline_free(&o);
}

static void reading_survives_without_memory(void **state)
{
    (void)state;
    routes_i_projection at = plain();
    shape s = shape_polygon("0 0, 1 0, 1 1, 0 1 | 0.4 0.4, 0.4 0.6, 0.6 0.6");
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_i_outline o = {0};
        routes_i_mask mask = {0};
        routes_i_memory_fail_after(n);
        status = routes_i_outline_read(&o, shape_wkb(s), &at, wide, NULL);
        if (!status)
            status = routes_i_mask_new(&mask, wide, 10.0, 1, NULL);
        if (!status)
            status = routes_i_mask_fill(&mask, &o, 0, NULL);
        routes_i_memory_fail_after(-1);
        routes_i_mask_free(&mask);
        routes_i_outline_free(&o);
        assert_true(status == ROUTES_OK || status == ROUTES_E_MEMORY);
        assert_int_equal(routes_i_memory_live(), live);
    }
    shape_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_square_comes_to_lie_where_it_should),
        cmocka_unit_test(a_hole_is_outside_and_counts_off),
        cmocka_unit_test(what_lies_outside_the_frame_is_cut),
        cmocka_unit_test(an_inner_point_may_be_asked_at_a_distance),
        cmocka_unit_test(the_picture_agrees_with_the_outline),
        cmocka_unit_test(reading_survives_without_memory),
    };
    return cmocka_run_group_tests_name("outline", tests, NULL, NULL);
}
