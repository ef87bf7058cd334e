/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property */

#include "render/slots.h"

#include "render/plane.h"
#include "support/check.h"

static void ends_that_are_apart_stay(void **state)
{
    (void)state;
    routes_i_slot slots[] = {{.wanted = 1.0, .width = 0.3, .id = 0},
                             {.wanted = -2.0, .width = 0.3, .id = 1},
                             {.wanted = 3.0, .width = 0.3, .id = 2}};
    routes_i_slots_spread(slots, 3);
    for (size_t i = 0; i < 3; i++)
        assert_near(routes_i_angle_wrap(slots[i].angle - slots[i].wanted), 0.0, 1e-12);
    routes_i_slots_spread(slots, 0);
}

static void one_direction_wanted_thrice_is_shared_evenly(void **state)
{
    (void)state;
    /* 0.2, 0.2, 0.2 of width 0.3: the least squares are -0.1, 0.2, 0.5, in the order of the ids. */
    routes_i_slot slots[] = {{.wanted = 0.2, .width = 0.3, .id = 7},
                             {.wanted = 0.2, .width = 0.3, .id = 3},
                             {.wanted = 0.2, .width = 0.3, .id = 5}};
    routes_i_slots_spread(slots, 3);
    assert_int_equal(slots[0].id, 3);
    assert_int_equal(slots[1].id, 5);
    assert_int_equal(slots[2].id, 7);
    assert_near(slots[0].angle, -0.1, 1e-12);
    assert_near(slots[1].angle, 0.2, 1e-12);
    assert_near(slots[2].angle, 0.5, 1e-12);
}

static void ends_on_both_sides_of_south_are_neighbours(void **state)
{
    (void)state;
    /* 3.1 and -3.1 are 0.083 apart over the half turn. */
    routes_i_slot slots[] = {{.wanted = 3.1, .width = 0.4, .id = 0},
                             {.wanted = -3.1, .width = 0.4, .id = 1}};
    routes_i_slots_spread(slots, 2);
    assert_int_equal(slots[0].id, 0);
    assert_near(slots[1].angle - slots[0].angle, 0.4, 1e-12);
    assert_near((slots[1].angle + slots[0].angle) / 2.0, ROUTES_I_PI, 1e-12);
}

static void too_many_heads_shrink_alike(void **state)
{
    (void)state;
    routes_i_slot slots[20];
    for (size_t i = 0; i < 20; i++)
        slots[i] = (routes_i_slot){.wanted = 1.0, .width = 1.0, .id = i};
    routes_i_slots_spread(slots, 20);
    double step = slots[1].angle - slots[0].angle;
    assert_true(20.0 * step <= 2.0 * ROUTES_I_PI);
    for (size_t i = 1; i < 20; i++)
        assert_near(slots[i].angle - slots[i - 1].angle, step, 1e-9);
}

static double moves(const routes_i_slot *slots, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        double move = slots[i].angle - slots[i].wanted;
        sum += move * move;
    }
    return sum;
}

/* Apart, in order, and no small feasible change does better: the problem is convex, so that is the
 * least. */
static void the_moves_are_the_least(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < 500; round++) {
        routes_i_slot slots[8];
        size_t n = 1 + draw(&seed) % 8;
        for (size_t i = 0; i < n; i++)
            slots[i] = (routes_i_slot){.wanted = -3.0 + 4.0 * draw_unit(&seed),
                                       .width = 0.1 + 0.2 * draw_unit(&seed),
                                       .id = i};
        routes_i_slots_spread(slots, n);
        double least = moves(slots, n);
        for (size_t i = 1; i < n; i++) {
            assert_true(slots[i].wanted >= slots[i - 1].wanted);
            assert_true(slots[i].angle - slots[i - 1].angle >
                        (slots[i].width + slots[i - 1].width) / 2.0 - 1e-9);
        }
        for (int attempt = 0; attempt < 30; attempt++) {
            routes_i_slot other[8];
            memcpy(other, slots, sizeof other);
            /* Moves a stretch of neighbours together, which keeps their distances. */
            size_t from = draw(&seed) % n;
            size_t to = from + 1 + draw(&seed) % (n - from);
            double by = 0.02 * (draw_unit(&seed) - 0.5);
            for (size_t i = from; i < to; i++)
                other[i].angle += by;
            bool feasible = true;
            for (size_t i = 1; i < n; i++)
                feasible = feasible && other[i].angle - other[i - 1].angle >=
                                           (other[i].width + other[i - 1].width) / 2.0 - 1e-12;
            if (feasible)
                assert_true(moves(other, n) >= least - 1e-9);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_that_are_apart_stay),
        cmocka_unit_test(one_direction_wanted_thrice_is_shared_evenly),
        cmocka_unit_test(ends_on_both_sides_of_south_are_neighbours),
        cmocka_unit_test(too_many_heads_shrink_alike),
        cmocka_unit_test(the_moves_are_the_least),
    };
    return cmocka_run_group_tests_name("slots", tests, NULL, NULL);
}
