/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory */

#include "routes/gazetteer.h"

#include <stdio.h>

#include "core/memory.h"
#include "support/check.h"

static int setup(void **state)
{
    routes_gazetteer *gazetteer = NULL;
    if (routes_gazetteer_new(&gazetteer, NULL))
        return -1;
    *state = gazetteer;
    return 0;
}

static int teardown(void **state)
{
    routes_i_memory_fail_after(-1);
    routes_gazetteer_free(*state);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static void gazetteer_finds_a_name_however_it_is_written(void **state)
{
    routes_gazetteer *gazetteer = *state;
    const char *spellings[] = {"Banteay Meanchey", "banteay  meanchey", "BANTEAY-MEANCHEY",
                               " Banteay\tMeanchey "};
    routes_place_id place;
    routes_error err;

    assert_ok(routes_gazetteer_add(gazetteer, "Banteay Meanchey", 7, &err), &err);
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        assert_ok(routes_gazetteer_find(&place, gazetteer, spellings[i], &err), &err);
        assert_int_equal(place, 7);
    }
}

static void gazetteer_says_not_found(void **state)
{
    routes_place_id place = 99;
    routes_error err;

    assert_int_equal(routes_gazetteer_find(&place, *state, "Poipet", &err), ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "no place is known as \"Poipet\"");
    assert_int_equal(place, 0);
}

static void gazetteer_does_not_guess_between_two_places(void **state)
{
    routes_gazetteer *gazetteer = *state;
    routes_place_id place;
    routes_error err;

    assert_ok(routes_gazetteer_add(gazetteer, "Chong Chom", 4, &err), &err);
    assert_ok(routes_gazetteer_add(gazetteer, "chong-chom", 4, &err), &err);
    assert_int_equal(routes_gazetteer_size(gazetteer), 1);
    assert_ok(routes_gazetteer_find(&place, gazetteer, "Chong Chom", &err), &err);

    assert_ok(routes_gazetteer_add(gazetteer, "Chong Chom", 9, &err), &err);
    assert_int_equal(routes_gazetteer_find(&place, gazetteer, "Chong Chom", &err),
                     ROUTES_E_AMBIGUOUS);
    assert_string_equal(err.message, "\"Chong Chom\" may be place 4 or place 9");
}

static void gazetteer_refuses_bad_calls(void **state)
{
    routes_gazetteer *gazetteer = *state;
    routes_place_id place;

    assert_int_equal(routes_gazetteer_new(NULL, NULL), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_gazetteer_add(NULL, "a", 1, NULL), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_gazetteer_add(gazetteer, NULL, 1, NULL), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_gazetteer_add(gazetteer, "a", 0, NULL), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_gazetteer_add(gazetteer, " - ' ", 1, NULL), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_gazetteer_find(NULL, gazetteer, "a", NULL), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_gazetteer_find(&place, NULL, "a", NULL), ROUTES_E_ARGUMENT);
    routes_gazetteer_free(NULL);
    assert_int_equal(routes_gazetteer_size(NULL), 0);
}

/* Every allocation is made to fail in turn, until none is left to fail. */
static void gazetteer_survives_running_out_of_memory(void **state)
{
    routes_gazetteer *gazetteer = *state;
    routes_error err;
    char name[32];

    for (routes_place_id place = 1; place <= 40; place++) {
        snprintf(name, sizeof name, "place %u", (unsigned)place);
        for (long allowed = 0;; allowed++) {
            routes_i_memory_fail_after(allowed);
            routes_status status = routes_gazetteer_add(gazetteer, name, place, &err);
            routes_i_memory_fail_after(-1);
            if (status == ROUTES_OK)
                break;
            assert_int_equal(status, ROUTES_E_MEMORY);
            assert_int_equal(routes_gazetteer_size(gazetteer), place - 1);
        }
        assert_int_equal(routes_gazetteer_size(gazetteer), place);
    }
}

/* Oracle: a plain list searched from end to end. Names are drawn from so few
 * that repeats and ambiguities are common. */
static void gazetteer_agrees_with_a_plain_list(void **state)
{
    routes_gazetteer *gazetteer = *state;
    enum { NAMES = 60, PLACES = 3, PAIRS = 200 };
    unsigned char known[NAMES][PLACES + 1] = {{0}};
    uint64_t seed = 7;
    size_t distinct = 0;
    char name[32];
    routes_error err;

    for (int i = 0; i < PAIRS; i++) {
        unsigned which = (unsigned)(draw(&seed) % NAMES);
        routes_place_id place = 1 + (routes_place_id)(draw(&seed) % PLACES);
        snprintf(name, sizeof name, "Town-%u", which);
        assert_ok(routes_gazetteer_add(gazetteer, name, place, &err), &err);
        distinct += !known[which][place];
        known[which][place] = 1;
    }
    assert_int_equal(routes_gazetteer_size(gazetteer), distinct);

    for (unsigned which = 0; which < NAMES; which++) {
        routes_place_id expected = 0, found;
        int answers = 0;
        for (routes_place_id place = 1; place <= PLACES; place++)
            if (known[which][place]) {
                expected = place;
                answers++;
            }
        snprintf(name, sizeof name, "town %u", which);
        routes_status status = routes_gazetteer_find(&found, gazetteer, name, &err);
        assert_int_equal(status, answers == 0   ? ROUTES_E_NOT_FOUND
                                 : answers == 1 ? ROUTES_OK
                                                : ROUTES_E_AMBIGUOUS);
        assert_int_equal(found, answers == 1 ? expected : 0);
    }
}

int main(void)
{
#define with_gazetteer(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        with_gazetteer(gazetteer_finds_a_name_however_it_is_written),
        with_gazetteer(gazetteer_says_not_found),
        with_gazetteer(gazetteer_does_not_guess_between_two_places),
        with_gazetteer(gazetteer_refuses_bad_calls),
        with_gazetteer(gazetteer_survives_running_out_of_memory),
        with_gazetteer(gazetteer_agrees_with_a_plain_list),
    };
    return cmocka_run_group_tests_name("gazetteer", tests, NULL, NULL);
}
