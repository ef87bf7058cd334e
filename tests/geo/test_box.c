/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit */

#include "routes/box.h"

#include "support/check.h"

static void a_point_out_of_range_is_named(void **state)
{
    (void)state;
    routes_error err;
    assert_ok(routes_point_check((routes_point){-180.0, 90.0}, &err), &err);
    assert_ok(routes_point_check((routes_point){180.0, -90.0}, &err), &err);

    assert_int_equal(routes_point_check((routes_point){180.5, 0.0}, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "longitude 180.5 is outside -180..180");
    assert_int_equal(routes_point_check((routes_point){120.0, 91.0}, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "latitude 91 is outside -90..90");
    assert_int_equal(routes_point_check((routes_point){NAN, 0.0}, &err), ROUTES_E_DATA);
    assert_int_equal(routes_point_check((routes_point){0.0, INFINITY}, &err), ROUTES_E_DATA);
}

static void a_point_in_the_wrong_order_is_recognised(void **state)
{
    (void)state;
    routes_error err;
    /* Phnom Penh as (latitude, longitude). */
    assert_int_equal(routes_point_check((routes_point){11.56, 104.92}, &err), ROUTES_E_DATA);
    assert_string_equal(err.message,
                        "latitude 104.92 is outside -90..90: longitude and latitude look swapped");
}

static void nothing_is_in_the_box_of_nothing(void **state)
{
    (void)state;
    routes_box none = routes_box_none();
    routes_box one = {1.0, 2.0, 3.0, 4.0};
    assert_true(routes_box_is_empty(none));
    assert_false(routes_box_is_empty(one));
    assert_false(routes_box_meets(none, one));

    routes_box same = routes_box_join(none, one);
    assert_memory_equal(&same, &one, sizeof one);
    routes_box point = routes_box_add(none, (routes_point){5.0, 6.0});
    assert_false(routes_box_is_empty(point));
    routes_box both = routes_box_join(one, point);
    assert_memory_equal(&both, (&(routes_box){1.0, 2.0, 5.0, 6.0}), sizeof both);
}

static void boxes_that_touch_meet(void **state)
{
    (void)state;
    routes_box a = {0.0, 0.0, 1.0, 1.0};
    assert_true(routes_box_meets(a, (routes_box){1.0, 1.0, 2.0, 2.0}));
    assert_false(routes_box_meets(a, (routes_box){1.0, 1.1, 2.0, 2.0}));
}

static void the_box_of_a_layer_is_judged(void **state)
{
    (void)state;
    /* Cambodia: 102.3 to 107.6 east, 10.4 to 14.7 north. */
    routes_box cambodia = {102.3, 10.4, 107.6, 14.7};
    assert_int_equal(routes_box_judge(cambodia, NULL), ROUTES_BOX_FITS);
    assert_int_equal(routes_box_judge(cambodia, &cambodia), ROUTES_BOX_FITS);
    assert_int_equal(routes_box_judge(routes_box_none(), &cambodia), ROUTES_BOX_EMPTY);
    assert_int_equal(routes_box_judge((routes_box){10.4, 102.3, 14.7, 107.6}, NULL),
                     ROUTES_BOX_SWAPPED);
    /* UTM zone 48: metres. */
    assert_int_equal(routes_box_judge((routes_box){211000, 1150000, 785000, 1626000}, NULL),
                     ROUTES_BOX_NOT_DEGREES);
    assert_int_equal(routes_box_judge((routes_box){100.0, -20.0, 290.0, 20.0}, NULL),
                     ROUTES_BOX_LON_0_360);

    /* Senegal, where both orders are in range: 17.5 to 11.4 west, 12.3 to 16.7 north. */
    routes_box senegal = {-17.5, 12.3, -11.4, 16.7};
    routes_box turned = {12.3, -17.5, 16.7, -11.4};
    assert_int_equal(routes_box_judge(turned, NULL), ROUTES_BOX_FITS);
    assert_int_equal(routes_box_judge(turned, &senegal), ROUTES_BOX_SWAPPED);
    assert_int_equal(routes_box_judge(cambodia, &senegal), ROUTES_BOX_ELSEWHERE);
}

static void a_refused_box_says_what_would_be_right(void **state)
{
    (void)state;
    routes_error err;
    routes_box senegal = {-17.5, 12.3, -11.4, 16.7};
    assert_ok(routes_box_check(senegal, NULL, &err), &err);
    assert_ok(routes_box_check(routes_box_none(), NULL, &err), &err);

    assert_int_equal(routes_box_check((routes_box){10.4, 102.3, 14.7, 107.6}, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "x 10.4 to 14.7, y 102.3 to 107.6: longitude and latitude "
                                     "look swapped: longitude must come first");
    assert_int_equal(routes_box_check((routes_box){211000, 1150000, 785000, 1626000}, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message,
                        "x 211000 to 785000, y 1150000 to 1626000: these are no degrees: they look "
                        "projected, so the layer must name its projection");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_point_out_of_range_is_named),
        cmocka_unit_test(a_point_in_the_wrong_order_is_recognised),
        cmocka_unit_test(nothing_is_in_the_box_of_nothing),
        cmocka_unit_test(boxes_that_touch_meet),
        cmocka_unit_test(the_box_of_a_layer_is_judged),
        cmocka_unit_test(a_refused_box_says_what_would_be_right),
    };
    return cmocka_run_group_tests_name("box", tests, NULL, NULL);
}
