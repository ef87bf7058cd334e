/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory */

#include "render/label.h"

#include "core/memory.h"
#include "render/words.h"
#include "support/check.h"

static routes_i_label_place place(double x, double y, double cost)
{
    return (routes_i_label_place){{x, y, x + 10.0, y + 4.0}, cost};
}

static void each_label_takes_its_cheapest_place(void **state)
{
    (void)state;
    const routes_i_label_place places[] = {place(0, 0, 2), place(20, 0, 1), place(0, 50, 0),
                                           place(40, 50, 3)};
    const routes_i_label labels[] = {{0, 2, INFINITY}, {2, 2, INFINITY}};
    size_t chosen[2];
    routes_error err;
    assert_ok(routes_i_label_solve(chosen, labels, 2, places, 2.0, &err), &err);
    assert_int_equal(chosen[0], 1);
    assert_int_equal(chosen[1], 2);
}

static void two_labels_that_would_touch_part(void **state)
{
    (void)state;
    /* Both like the middle best; one of them has a second place. */
    const routes_i_label_place places[] = {place(0, 0, 0), place(2, 1, 0), place(30, 0, 5)};
    const routes_i_label labels[] = {{0, 1, INFINITY}, {1, 2, INFINITY}};
    size_t chosen[2];
    routes_error err;
    assert_ok(routes_i_label_solve(chosen, labels, 2, places, 2.0, &err), &err);
    assert_int_equal(chosen[0], 0);
    assert_int_equal(chosen[1], 2);
}

static void a_label_may_be_left_out_where_that_is_cheaper(void **state)
{
    (void)state;
    const routes_i_label_place places[] = {place(0, 0, 9), place(0, 0, 0)};
    const routes_i_label labels[] = {{0, 1, 5.0}, {1, 1, INFINITY}, {2, 0, INFINITY}};
    size_t chosen[3];
    routes_error err;
    assert_ok(routes_i_label_solve(chosen, labels, 3, places, 2.0, &err), &err);
    assert_int_equal(chosen[0], ROUTES_I_UNPLACED);
    assert_int_equal(chosen[1], 1);
    assert_int_equal(chosen[2], ROUTES_I_UNPLACED);
}

/* The length of a chain in a box against many small steps along it. */
static void the_length_in_a_box_is_that_of_small_steps(void **state)
{
    (void)state;
    uint64_t seed = 2;
    for (int round = 0; round < 200; round++) {
        routes_i_curve curve;
        for (int k = 0; k < 4; k++)
            curve.p[k] = (routes_i_xy){100.0 * draw_unit(&seed), 100.0 * draw_unit(&seed)};
        routes_i_chain chain = routes_i_chain_of(&curve);
        routes_i_rect box = routes_i_rect_about(
            (routes_i_xy){100.0 * draw_unit(&seed), 100.0 * draw_unit(&seed)}, 30.0, 20.0);
        double slow = 0.0;
        for (int i = 0; i < ROUTES_I_CHAIN_PIECES; i++) {
            routes_i_xy step = routes_i_xy_sub(chain.at[i + 1], chain.at[i]);
            for (int k = 0; k < 100; k++)
                if (routes_i_rect_holds(box, routes_i_xy_move(chain.at[i], step, (k + 0.5) / 100)))
                    slow += routes_i_xy_length(step) / 100.0;
        }
        assert_true(fabs(routes_i_chain_length_in(&chain, box) - slow) < 0.5);
    }
}

static void what_is_covered_is_dear(void **state)
{
    (void)state;
    const routes_i_curve line = {{{0, 50}, {30, 50}, {70, 50}, {100, 50}}};
    const routes_i_chain chains[] = {routes_i_chain_of(&line)};
    const routes_i_obstacle obstacles[] = {{{0, 0, 10, 10}, 45.0}};
    const routes_i_obstacles stands = {chains, 1, 0.5, obstacles, 1, {0, 0, 100, 100}};
    /* 20 units of the line at 0.5. */
    assert_near(routes_i_label_price(&stands, (routes_i_rect){40, 45, 60, 55}, SIZE_MAX), 10.0,
                1e-9);
    assert_near(routes_i_label_price(&stands, (routes_i_rect){40, 45, 60, 55}, 0), 0.0, 1e-9);
    /* A quarter of the obstacle: 45 (1 + 25 / 100). */
    assert_near(routes_i_label_price(&stands, (routes_i_rect){5, 5, 15, 15}, SIZE_MAX), 56.25,
                1e-9);
    assert_true(routes_i_label_price(&stands, (routes_i_rect){95, 80, 105, 90}, SIZE_MAX) > 300);
}

static void placing_survives_without_memory(void **state)
{
    (void)state;
    const routes_i_label_place places[] = {place(0, 0, 0)};
    const routes_i_label labels[] = {{0, 1, INFINITY}};
    size_t chosen[1];
    routes_i_memory_fail_after(0);
    assert_int_equal(routes_i_label_solve(chosen, labels, 1, places, 2.0, NULL), ROUTES_E_MEMORY);
    routes_i_memory_fail_after(-1);
}

static const char *said(routes_i_text *text)
{
    return routes_i_text_get(text);
}

static void a_number_is_said_as_stated(void **state)
{
    (void)state;
    const routes_i_end home = {.name = "Cambodia"};
    const routes_i_end away = {.name = "Thailand"};
    const routes_i_end gate = {.name = "Poipet"};
    routes_i_lane lane = {.id = "L13",
                          .from = {&home, 1},
                          .to = {&away, 1},
                          .via = {&gate, 1},
                          .basis = "stated",
                          .bidirectional = "mostly_forward",
                          .mode = "land",
                          .population = "women_and_children",
                          .unit = "persons_per_month",
                          .section = "Section 4 Thailand",
                          .attributed_to = "Chea Pyden 2001",
                          .volume = {100.0, NAN, NAN, ROUTES_RANGE_LOWER_BOUND},
                          .year_first = 2001,
                          .year_last = 2001,
                          .has_volume = true};
    routes_i_text text = {0};
    routes_i_words_figure(&text, &lane, "2001");
    assert_string_equal(said(&text), "over 100 women and children a month; both ways, mostly "
                                     "outward; by land");
    routes_i_text_free(&text);
    routes_i_words_ends(&text, &lane);
    assert_string_equal(said(&text), "Cambodia → Thailand via Poipet");
    routes_i_text_free(&text);
    routes_i_words_source(&text, &lane);
    assert_string_equal(said(&text), "Chea Pyden 2001, §4");
    routes_i_text_free(&text);

    lane.volume = (routes_range){NAN, 12000.0, NAN, ROUTES_RANGE_SINGLE};
    lane.unit = "persons_total";
    lane.bidirectional = "no";
    lane.year_first = 1979;
    routes_i_words_figure(&text, &lane, "2001");
    assert_string_equal(said(&text), "12,000 women and children in all, 1979–2001; by land");
    routes_i_text_free(&text);

    lane.volume = (routes_range){30.0, NAN, 35.0, ROUTES_RANGE_SOURCE_SPREAD};
    lane.unit = "percent_of_total";
    lane.denominator = "all children sold";
    lane.mode = NULL;
    lane.year_first = 2001;
    routes_i_words_figure(&text, &lane, "2001");
    assert_string_equal(said(&text), "30–35 % of all children sold");
    routes_i_text_free(&text);
}

static void no_number_is_never_zero(void **state)
{
    (void)state;
    routes_i_lane lane = {.id = "L27", .basis = "existence", .year_first = 1997, .year_last = 1997};
    routes_i_text text = {0};
    routes_i_words_figure(&text, &lane, "2001");
    assert_string_equal(said(&text), "named, no figure; 1997");
    routes_i_text_free(&text);
    lane.basis = "case";
    lane.crime = "smuggling";
    routes_i_words_figure(&text, &lane, "1997");
    assert_string_equal(said(&text), "one documented case; smuggling of migrants, not trafficking");
    routes_i_text_free(&text);
    routes_i_words_amount(&text, &lane);
    assert_string_equal(said(&text), "");
    routes_i_words_number(&text, 1234567.0);
    assert_string_equal(said(&text), "1,234,567");
    routes_i_text_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_label_takes_its_cheapest_place),
        cmocka_unit_test(two_labels_that_would_touch_part),
        cmocka_unit_test(a_label_may_be_left_out_where_that_is_cheaper),
        cmocka_unit_test(the_length_in_a_box_is_that_of_small_steps),
        cmocka_unit_test(what_is_covered_is_dear),
        cmocka_unit_test(placing_survives_without_memory),
        cmocka_unit_test(a_number_is_said_as_stated),
        cmocka_unit_test(no_number_is_never_zero),
    };
    return cmocka_run_group_tests_name("label", tests, NULL, NULL);
}
