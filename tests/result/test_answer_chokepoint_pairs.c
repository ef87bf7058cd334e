/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "core/memory.h"
#include "routes/answer_chokepoint_rank.h"
#include "support/choke_twin.h"
#include "support/laid_lanes.h"
#include "support/own.h"

static routes_table *pairs(const routes_network *network, const routes_table *od,
                           routes_chokepoint_of of)
{
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    routes_table *table = NULL;
    routes_error err;
    options.od = od;
    options.of = of;
    assert_ok(routes_answer_chokepoint_pairs(&table, network, NULL, NULL, &options, &err), &err);
    return table;
}

static size_t row_of(const routes_table *table, const char *a, const char *b)
{
    for (size_t row = 0; row < routes_table_rows(table); row++)
        if (strcmp(routes_table_text_at(table, "id", row), a) == 0 &&
            strcmp(routes_table_text_at(table, "id_other", row), b) == 0)
            return row;
    return SIZE_MAX;
}

static double number(const routes_table *table, const char *a, const char *b, const char *column)
{
    size_t row = row_of(table, a, b);
    if (row == SIZE_MAX)
        fail_msg("no pair %s, %s", a, b);
    return routes_table_numbers(table, routes_table_find(table, column))[row];
}

/* c is b's way round: without both the 40 of b have none, though c ends nothing of theirs, and what
 * begins at c still does. Without b and d: d cuts off what goes on to e, b turns the 10 that end at
 * d, which end there whoever holds it. */
static void pairs_are_found_as_by_hand(void **state)
{
    (void)state;
    routes_network *network = kite(1);
    routes_table *od = trips();
    routes_table *table = pairs(network, od, ROUTES_CHOKEPOINT_PLACES);
    double alone = (10.0 / 3.0 + 30.0 / 4.0) / 50.0;
    assert_int_equal(routes_table_rows(table), 2);
    assert_near(number(table, "b", "c", "choke_score"), 0.8, 1e-15);
    assert_near(number(table, "b", "c", "beyond"), 0.8 - alone, 1e-12);
    assert_near(number(table, "b", "c", "cut_off"), 40.0, 0.0);
    assert_true(isnan(number(table, "b", "c", "detour_m")));
    assert_string_equal(routes_table_text_at(table, "ways_left", row_of(table, "b", "c")), "none");
    assert_near(number(table, "b", "d", "choke_score"), (40.0 + 10.0 / 3.0) / 50.0, 1e-15);
    assert_near(number(table, "b", "d", "share"), 1.0, 0.0);
    assert_near(number(table, "b", "d", "detour_m"), 100.0, 1e-12);
    assert_near(number(table, "b", "d", "detour_s"), 540.0, 1e-9);
    assert_near(number(table, "b", "d", "bypass_ratio"), 1.5, 1e-15);
    assert_near(number(table, "b", "d", "beyond"), 10.0 / 3.0 / 50.0 - alone, 1e-12);
    assert_string_equal(routes_table_text_at(table, "ways_left", row_of(table, "b", "d")), "some");
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OWN);
    routes_table_free(table);
    table = pairs(network, od, ROUTES_CHOKEPOINT_LINKS);
    assert_near(number(table, "ab", "bd", "beyond"), -alone, 1e-12);
    assert_near(number(table, "ab", "ac", "cut_off"), 40.0, 0.0);
    assert_near(number(table, "ab", "cd", "cut_off"), 50.0, 0.0);
    routes_table_free(table);
    routes_table_free(od);
    routes_network_free(network);
}

/* What a demand loses with two nodes held; one where it ends is not held against it. */
static double loss_of(const struct twin *of, const routes_graph *graph, size_t row, size_t a,
                      size_t b, double *cut)
{
    double with[NODES][NODES], without[NODES][NODES];
    uint32_t from = of->from[row], to = of->to[row];
    a = a == from || a == to ? NODES : a;
    b = b == from || b == to ? NODES : b;
    if (!((a < NODES && passes(graph, from, to, (uint32_t)a)) ||
          (b < NODES && passes(graph, from, to, (uint32_t)b))))
        return 0.0;
    distances(with, graph, NODES, NODES);
    distances(without, graph, a, b);
    double was = with[from][to], is = without[from][to];
    *cut += isinf(is) ? of->volume[row] : 0.0;
    return of->volume[row] * (isinf(is) ? 1.0 : is > was ? 1.0 - was / is : 0.0);
}

static void compare(const struct twin *of, const routes_network *network, const routes_table *table)
{
    const routes_graph *graph = routes_network_graph(network);
    double with[NODES][NODES], whole = 0.0;
    distances(with, graph, NODES, NODES);
    for (size_t i = 0; i < ROWS; i++)
        if (of->from[i] != of->to[i] && !isinf(with[of->from[i]][of->to[i]]))
            whole += of->volume[i];
    for (size_t a = 0; a < NODES; a++)
        for (size_t b = a + 1; b < NODES && whole > 0.0; b++) {
            double both = 0.0, apart = 0.0, cut = 0.0, unread = 0.0;
            for (size_t i = 0; i < ROWS; i++) {
                if (of->from[i] == of->to[i] || isinf(with[of->from[i]][of->to[i]]))
                    continue;
                both += loss_of(of, graph, i, a, b, &cut);
                apart += loss_of(of, graph, i, a, NODES, &unread);
                apart += loss_of(of, graph, i, b, NODES, &unread);
            }
            /* Not listed: nothing is new. */
            if (row_of(table, of->names[a], of->names[b]) == SIZE_MAX) {
                assert_near(both, apart, 1e-12);
                continue;
            }
            assert_near(number(table, of->names[a], of->names[b], "choke_score"), both / whole,
                        1e-12);
            assert_near(number(table, of->names[a], of->names[b], "beyond"), (both - apart) / whole,
                        1e-12);
            assert_near(number(table, of->names[a], of->names[b], "cut_off"), cut, 1e-12);
        }
}

static void pairs_agree_with_all_distances(void **state)
{
    (void)state;
    uint64_t seed = 17;
    for (int round = 0; round < 200; round++) {
        struct twin of;
        draw_twin(&of, &seed);
        routes_network *network = twin_network(&of);
        routes_table *od = twin_od(&of);
        routes_table *table = pairs(network, od, ROUTES_CHOKEPOINT_PLACES);
        compare(&of, network, table);
        routes_table_free(table);
        routes_table_free(od);
        routes_network_free(network);
    }
}

static const laid_lane lanes[] = {{"Westville", "Beetown", NAN, 10.0, NAN},
                                  {"Midtown", "Beetown", 5.0, 10.0, 20.0},
                                  {"Eastham", "Beetown", 1.0, 7.0, 9.0},
                                  {"Midtown", "Eastham", 2.0, 3.0, 4.0}};

static routes_table *pairs_of(const struct laid *made, routes_chokepoint_of of, unsigned threads)
{
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    routes_run run = ROUTES_RUN;
    routes_table *table = NULL;
    routes_error err;
    run.threads = threads;
    options.of = of;
    options.run = &run;
    assert_ok(routes_answer_chokepoint_pairs(&table, made->network, made->model, made->laying,
                                             &options, &err),
              &err);
    return table;
}

/* The gate, and the way past it: without both nobody comes over the border, and the four lanes of
 * nine that pass the gate are cut off. */
static void the_way_past_a_crossing_is_paired_with_it(void **state)
{
    (void)state;
    struct laid made = laid_begin(lanes, 4, 0);
    laid_finish(&made);
    routes_table *table = pairs_of(&made, ROUTES_CHOKEPOINT_CROSSINGS, 1);
    assert_int_equal(routes_table_rows(table), 1);
    assert_near(number(table, "D-AA1-BB", "X1", "cut_off"), 4.0, 1e-12);
    assert_string_equal(routes_table_text_at(table, "ways_left", 0), "none");
    assert_true(number(table, "D-AA1-BB", "X1", "beyond") > 0.0);
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OPERATIONAL);
    routes_table_free(table);
    /* Whoever ends at a place does so whoever holds it. */
    table = pairs_of(&made, ROUTES_CHOKEPOINT_PLACES, 1);
    for (size_t row = 0; row < routes_table_rows(table); row++)
        assert_true(routes_table_numbers(table, 4)[row] <= 1.0);
    routes_table_free(table);
    laid_drop(&made);
}

static void threads_and_order_of_lanes_change_no_byte(void **state)
{
    (void)state;
    static const unsigned counts[] = {1, 1, 2, 7};
    char *first = NULL;
    for (int i = 0; i < 4; i++) {
        struct laid made = laid_begin(lanes, 4, i == 1);
        laid_finish(&made);
        routes_table *table = pairs_of(&made, ROUTES_CHOKEPOINT_PLACES, counts[i]);
        char *json = own_json(table);
        if (first)
            assert_string_equal(json, first);
        else
            first = json;
        if (first != json)
            routes_text_free(json);
        routes_table_free(table);
        laid_drop(&made);
    }
    routes_text_free(first);
}

static int halt(double done, const char *what, void *user)
{
    (void)what;
    (void)user;
    return done > 0.55;
}

static void bad_calls_are_refused_and_work_can_be_stopped(void **state)
{
    (void)state;
    routes_network *network = kite(0);
    routes_table *od = trips(), *table = NULL;
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    routes_run run = ROUTES_RUN;
    routes_error err;
    assert_int_equal(routes_answer_chokepoint_pairs(&table, NULL, NULL, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_chokepoint_pairs(&table, network, NULL, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
    options.od = od;
    assert_int_equal(routes_answer_chokepoint_pairs(NULL, network, NULL, NULL, &options, &err),
                     ROUTES_E_ARGUMENT);
    run.progress = halt;
    options.run = &run;
    assert_int_equal(routes_answer_chokepoint_pairs(&table, network, NULL, NULL, &options, &err),
                     ROUTES_E_CANCELLED);
    assert_null(table);
    routes_table_free(od);
    routes_network_free(network);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct laid made = laid_begin(lanes, 2, 0);
    routes_network *network = kite(1);
    routes_table *od = trips();
    routes_error err;
    laid_finish(&made);
    for (int plain = 0; plain < 2; plain++) {
        routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
        long before = routes_i_memory_live();
        routes_status status = ROUTES_E_MEMORY;
        options.of = plain ? ROUTES_CHOKEPOINT_LINKS : ROUTES_CHOKEPOINT_CROSSINGS;
        options.od = plain ? od : NULL;
        for (long n = 0; status; n++) {
            routes_table *table = NULL;
            assert_true(n < 20000);
            routes_i_memory_fail_after(n);
            status = routes_answer_chokepoint_pairs(&table, plain ? network : made.network,
                                                    plain ? NULL : made.model,
                                                    plain ? NULL : made.laying, &options, &err);
            routes_i_memory_fail_after(-1);
            assert_true(status ? status == ROUTES_E_MEMORY && !table : table != NULL);
            routes_table_free(table);
            assert_int_equal(routes_i_memory_live(), before);
        }
    }
    routes_table_free(od);
    routes_network_free(network);
    laid_drop(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_found_as_by_hand),
        cmocka_unit_test(pairs_agree_with_all_distances),
        cmocka_unit_test(the_way_past_a_crossing_is_paired_with_it),
        cmocka_unit_test(threads_and_order_of_lanes_change_no_byte),
        cmocka_unit_test(bad_calls_are_refused_and_work_can_be_stopped),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
