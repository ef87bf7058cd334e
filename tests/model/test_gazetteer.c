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

/* Natural Earth's and the statistics office's spellings against those of English texts. */
static void gazetteer_reads_over_accents_and_ligatures(void **state)
{
    routes_gazetteer *gazetteer = *state;
    static const struct {
        const char *recorded, *written;
    } pairs[] = {
        {"Kaôh Kong", "Kaoh Kong"},
        {"Kâmpóng Spœ", "Kampong Spoe"},
        {"Poŭthĭsăt", "POUTHISAT"},
        {"Bântéay Méanchey", "Banteay Meanchey"},
        {"Đắk Nông", "Dak Nong"},
        {"Takêv", "Take\u0302v"},            /* composed, decomposed */
        {"Sihanoukville", "Ｓihanoukville"}, /* full width */
        {"Ban Khlong Luek", "Ban\u00A0Khlong\u2011Luek"},
        {"O'Smach", "O\u2019Smach"},
        {"Straße", "STRASSE"},
        {"Łódź", "lodz"},
    };
    routes_place_id place;
    routes_error err;
    for (routes_place_id i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_ok(routes_gazetteer_add(gazetteer, pairs[i].recorded, i + 1, &err), &err);
        assert_ok(routes_gazetteer_find(&place, gazetteer, pairs[i].written, &err), &err);
        assert_int_equal(place, i + 1);
    }
}

/* Vowel signs and the coeng are marks for Unicode, and make another word when they are lost:
 * ក ko is not កំ kam nor កែ kae. Zero-width spaces between words are not seen. */
static void gazetteer_keeps_khmer_vowels(void **state)
{
    routes_gazetteer *gazetteer = *state;
    routes_place_id place;
    routes_error err;
    assert_ok(routes_gazetteer_add(gazetteer, "កំពត", 7, &err), &err);
    assert_ok(routes_gazetteer_add(gazetteer, "កែប", 23, &err), &err);
    assert_ok(routes_gazetteer_add(gazetteer, "ភ្នំពេញ", 12, &err), &err);
    assert_int_equal(routes_gazetteer_find(&place, gazetteer, "កពត", &err), ROUTES_E_NOT_FOUND);
    assert_int_equal(routes_gazetteer_find(&place, gazetteer, "កប", &err), ROUTES_E_NOT_FOUND);
    assert_ok(routes_gazetteer_find(&place, gazetteer, "ភ្នំ\u200Bពេញ", &err), &err);
    assert_int_equal(place, 12);
}

static void gazetteer_knows_kinds_of_names(void **state)
{
    routes_gazetteer *gazetteer = *state;
    routes_error err;
    assert_ok(routes_gazetteer_add(gazetteer, "Sihanoukville", 18, &err), &err);
    assert_ok(routes_gazetteer_add_name(gazetteer, "Kampong Som", 18, ROUTES_NAME_FORMER, &err),
              &err);
    assert_ok(routes_gazetteer_add_name(gazetteer, "KH-18", 18, ROUTES_NAME_CODE, &err), &err);
    assert_ok(routes_gazetteer_add_name(gazetteer, "kampong-som", 18, ROUTES_NAME_LOCAL, &err),
              &err);
    assert_int_equal(routes_gazetteer_size(gazetteer), 3);

    routes_place_id place;
    routes_name_kind kind;
    assert_string_equal(routes_gazetteer_at(&place, &kind, gazetteer, 1), "Kampong Som");
    assert_int_equal(place, 18);
    assert_int_equal(kind, ROUTES_NAME_FORMER);
    assert_string_equal(routes_gazetteer_at(NULL, NULL, gazetteer, 2), "KH-18");
    assert_null(routes_gazetteer_at(NULL, NULL, gazetteer, 3));
    assert_ok(routes_gazetteer_find(&place, gazetteer, "kh-18", &err), &err);
    assert_int_equal(place, 18);

    assert_int_equal(routes_gazetteer_add_name(gazetteer, "x", 1, (routes_name_kind)9, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_gazetteer_add(gazetteer, "Poip\xC3", 1, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "a name is not UTF-8");
}

static void gazetteer_lists_all_places_of_a_name(void **state)
{
    routes_gazetteer *gazetteer = *state;
    const routes_place_id order[] = {9, 4, 7, 2};
    routes_place_id places[3];
    size_t count;
    routes_error err;
    for (int i = 0; i < 4; i++)
        assert_ok(routes_gazetteer_add(gazetteer, "Koh Kong", order[i], &err), &err);
    assert_ok(routes_gazetteer_find_all(places, 3, &count, gazetteer, "koh kong", &err), &err);
    assert_int_equal(count, 4);
    assert_int_equal(places[0], 2);
    assert_int_equal(places[1], 4);
    assert_int_equal(places[2], 7);
    assert_ok(routes_gazetteer_find_all(NULL, 0, &count, gazetteer, "Koh Kong", &err), &err);
    assert_int_equal(count, 4);
    assert_ok(routes_gazetteer_find_all(NULL, 0, &count, gazetteer, "Kep", &err), &err);
    assert_int_equal(count, 0);
}

static void assert_suggestion(const routes_gazetteer *gazetteer, const char *wanted,
                              const char *expected)
{
    const char *name = NULL;
    routes_status status = routes_gazetteer_suggest(&name, NULL, gazetteer, wanted, NULL);
    assert_int_equal(status, expected ? ROUTES_OK : ROUTES_E_NOT_FOUND);
    if (expected)
        assert_string_equal(name, expected);
}

static void gazetteer_suggests_what_was_probably_meant(void **state)
{
    routes_gazetteer *gazetteer = *state;
    static const char *const names[] = {"Kampong Cham", "Kampong Thom", "Kampot", "Kep",
                                        "Pailin",       "Poipet",       "កំពត"};
    routes_error err;
    for (routes_place_id i = 0; i < 7; i++)
        assert_ok(routes_gazetteer_add(gazetteer, names[i], i + 1, &err), &err);
    assert_ok(routes_gazetteer_add_name(gazetteer, "KH-01", 1, ROUTES_NAME_CODE, &err), &err);

    assert_suggestion(gazetteer, "Kompong Cham", "Kampong Cham"); /* one changed */
    assert_suggestion(gazetteer, "Kamopt", "Kampot");             /* two swapped: 1 */
    assert_suggestion(gazetteer, "Popet", "Poipet");              /* one left out */
    assert_suggestion(gazetteer, "Poi  Pet", "Poipet");           /* one put in */
    assert_suggestion(gazetteer, "Kop", "Kep");
    assert_suggestion(gazetteer, "កពត", "កំពត");
    assert_suggestion(gazetteer, "Kampong C", NULL); /* 3 off Kampong Cham, 9 excuse 2 */
    assert_suggestion(gazetteer, "KH-02", NULL);
    assert_suggestion(gazetteer, "Bangkok", NULL);
    assert_suggestion(gazetteer, "Ke", NULL); /* too short to guess from */
    assert_suggestion(gazetteer, "", NULL);

    const char *name = NULL;
    routes_place_id place = 0;
    assert_ok(routes_gazetteer_suggest(&name, &place, gazetteer, "Pailim", &err), &err);
    assert_int_equal(place, 5);
    assert_int_equal(routes_gazetteer_suggest(&name, NULL, gazetteer, "Vientiane", &err),
                     ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "no known name is near \"Vientiane\"");
}

/* KH03 of 2001 is KH03 and KH25 since the end of 2013; a later split of KH25 follows on. */
static void gazetteer_follows_boundaries_through_time(void **state)
{
    routes_gazetteer *gazetteer = *state;
    enum { OLD = 3, NOW = 30, SPLIT = 31, LATER_A = 40, LATER_B = 41 };
    routes_place_id places[4];
    size_t count;
    routes_error err;
    assert_ok(routes_gazetteer_add_successor(gazetteer, OLD, SPLIT, 2014, &err), &err);
    assert_ok(routes_gazetteer_add_successor(gazetteer, OLD, NOW, 2014, &err), &err);
    assert_ok(routes_gazetteer_add_successor(gazetteer, OLD, NOW, 2014, &err), &err);
    assert_ok(routes_gazetteer_add_successor(gazetteer, SPLIT, LATER_B, 2030, &err), &err);
    assert_ok(routes_gazetteer_add_successor(gazetteer, SPLIT, LATER_A, 2030, &err), &err);

    assert_ok(routes_gazetteer_successors(places, 4, &count, gazetteer, OLD, 2001, &err), &err);
    assert_int_equal(count, 1);
    assert_int_equal(places[0], OLD);
    assert_ok(routes_gazetteer_successors(places, 4, &count, gazetteer, OLD, 2014, &err), &err);
    assert_int_equal(count, 2);
    assert_int_equal(places[0], NOW);
    assert_int_equal(places[1], SPLIT);
    assert_ok(routes_gazetteer_successors(places, 4, &count, gazetteer, OLD, 2031, &err), &err);
    assert_int_equal(count, 3);
    assert_int_equal(places[0], NOW);
    assert_int_equal(places[1], LATER_A);
    assert_int_equal(places[2], LATER_B);

    assert_ok(routes_gazetteer_add_successor(gazetteer, LATER_A, OLD, 2031, &err), &err);
    assert_int_equal(routes_gazetteer_successors(places, 4, &count, gazetteer, OLD, 2031, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "place 3 succeeds itself in a circle");
    assert_int_equal(routes_gazetteer_add_successor(gazetteer, 3, 3, 2014, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "predecessor 3 and place 3 must be two places");
}

/* The same for searches and successors. */
static void gazetteer_asks_for_memory_and_may_not_get_it(void **state)
{
    routes_gazetteer *gazetteer = *state;
    routes_error err;
    assert_ok(routes_gazetteer_add(gazetteer, "Kampong Cham", 1, &err), &err);
    for (routes_place_id i = 2; i < 40; i++)
        for (long allowed = 0;; allowed++) {
            routes_place_id found;
            const char *name;
            size_t count;
            routes_i_memory_fail_after(allowed);
            routes_status status =
                routes_gazetteer_add_successor(gazetteer, i - 1, i, (int)i, &err);
            if (!status)
                status = routes_gazetteer_successors(&found, 1, &count, gazetteer, 1, 40, &err);
            if (!status)
                status = routes_gazetteer_find(&found, gazetteer, "Kâmpóng Cham", &err);
            if (!status)
                status = routes_gazetteer_suggest(&name, NULL, gazetteer, "Kompong Cham", &err);
            routes_i_memory_fail_after(-1);
            if (status == ROUTES_OK)
                break;
            assert_int_equal(status, ROUTES_E_MEMORY);
        }
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
        with_gazetteer(gazetteer_reads_over_accents_and_ligatures),
        with_gazetteer(gazetteer_keeps_khmer_vowels),
        with_gazetteer(gazetteer_knows_kinds_of_names),
        with_gazetteer(gazetteer_lists_all_places_of_a_name),
        with_gazetteer(gazetteer_suggests_what_was_probably_meant),
        with_gazetteer(gazetteer_follows_boundaries_through_time),
        with_gazetteer(gazetteer_survives_running_out_of_memory),
        with_gazetteer(gazetteer_asks_for_memory_and_may_not_get_it),
        with_gazetteer(gazetteer_agrees_with_a_plain_list),
    };
    return cmocka_run_group_tests_name("gazetteer", tests, NULL, NULL);
}
