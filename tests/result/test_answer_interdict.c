/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "routes/answer_interdict.h"

#include "core/memory.h"
#include "support/answer.h"

/* Three ways from a to d: by b 0.3 m, by c 0.4 m, direct 1 m. */
static const char *const ways[] = {"k1", "a", "b", "0.1", "0.05", "2",   "yes", /* */
                                   "k2", "b", "d", "0.2", "0.5",  "1",   "yes", /* */
                                   "k3", "a", "c", "0.2", "-",    "1",   "yes", /* */
                                   "k4", "c", "d", "0.2", "0.3",  "0.5", "yes", /* */
                                   "k5", "a", "d", "1",   "9",    "1",   "no",  NULL};

static const char heads[] = "id:T from:T to:T length:T delay:T watch_cost:T watchable:T";

struct case_of {
    routes_table *links, *ends, *nodes;
    routes_network *network;
    routes_answer_interdict_options options;
};

static struct case_of make(const char *const *link_cells, const char *const *end_cells,
                           const char *const *node_cells)
{
    struct case_of made = {.options = ROUTES_ANSWER_INTERDICT_OPTIONS};
    routes_error err;
    made.links = answer_make("links", ROUTES_KIND_OWN, heads, link_cells);
    made.ends = answer_make("ends", ROUTES_KIND_OWN, "origin:T destination:T", end_cells);
    if (node_cells)
        made.nodes = answer_make("nodes", ROUTES_KIND_OWN, "id:T watchable:T delay:T watch_cost:T",
                                 node_cells);
    assert_ok(routes_network_from_table(&made.network, made.links, NULL, 0, &err), &err);
    made.options.links = made.links;
    made.options.nodes = made.nodes;
    return made;
}

static void unmake(struct case_of *made)
{
    routes_network_free(made->network);
    routes_table_free(made->links);
    routes_table_free(made->ends);
    routes_table_free(made->nodes);
}

static const char *const a_to_d[] = {"a", "d", NULL};

static routes_table *ask(const struct case_of *made)
{
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_answer_interdict(&table, made->network, made->ends, &made->options, &err),
              &err);
    return table;
}

static double number_at(const routes_table *table, const char *column, size_t row)
{
    size_t at = routes_table_find(table, column);
    if (routes_table_status(table, at)[row] != ROUTES_VALUE_OK)
        return NAN;
    return routes_table_numbers(table, at)[row];
}

static void assert_row(const routes_table *table, size_t row, const char *link, const char *node,
                       double effect, double cost)
{
    const char *found = routes_table_text_at(table, link ? "link" : "node", row);
    assert_string_equal(found, link ? link : node);
    assert_null(routes_table_text_at(table, link ? "node" : "link", row));
    if (isnan(effect))
        assert_true(isnan(number_at(table, "effect", row)));
    else
        assert_near(number_at(table, "effect", row), effect, 1e-12);
    assert_near(number_at(table, "cost", row), cost, 0.0);
}

static void assert_meta(const routes_table *table, const char *key, const char *value)
{
    assert_string_equal(routes_table_meta(table, key), value);
}

/* Budget 1: k2 makes the way by b 0.8, that by c is 0.4. Budget 1.5: k2 and k4 make them 0.8 and
 * 0.7, so 0.7; without k4 0.4, without k2 0.3. */
static void delays_and_costs_are_read_as_decimals(void **state)
{
    (void)state;
    struct case_of made = make(ways, a_to_d, NULL);
    made.options.budget = 1.5;
    routes_table *table = ask(&made);
    assert_int_equal(routes_table_rows(table), 2);
    assert_row(table, 0, "k2", NULL, 0.4, 1);
    assert_row(table, 1, "k4", NULL, 0.3, 0.5);
    assert_near(number_at(table, "value", 0), 0.7, 0.0);
    assert_near(number_at(table, "bound", 1), 0.7, 0.0);
    assert_near(number_at(table, "budget", 0), 1.5, 0.0);
    assert_meta(table, "value", "0.7");
    assert_meta(table, "bound", "0.7");
    assert_meta(table, "gap", "0");
    assert_meta(table, "optimal", "yes");
    assert_meta(table, "stopped", "no");
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OWN);
    routes_table_free(table);

    /* Budgets 0, 0.5, 1 and 1.5: 0.3, 0.3 by nothing or k4 alone, 0.4, 0.7. */
    made.options.step = 0.5;
    table = ask(&made);
    assert_near(number_at(table, "value", 0), 0.3, 0.0);
    assert_null(routes_table_text_at(table, "link", 0));
    assert_null(routes_table_text_at(table, "node", 0));
    size_t rows = routes_table_rows(table);
    assert_near(number_at(table, "budget", rows - 1), 1.5, 0.0);
    assert_near(number_at(table, "value", rows - 3), 0.4, 0.0);
    assert_near(number_at(table, "budget", rows - 3), 1, 0.0);
    routes_table_free(table);
    unmake(&made);
}

/* Nothing stated: all links, closed. Two of them leave the direct link; three leave none. */
static void the_most_vital_links_and_nodes(void **state)
{
    (void)state;
    static const char *const nodes[] = {"c", "yes", "0.05", "2", "b", "no", "-", "-", NULL};
    struct case_of made = make(ways, a_to_d, NULL);
    made.options.links = NULL;
    made.options.budget = 3;
    made.options.alternatives = 20;
    routes_table *table = ask(&made);
    assert_row(table, 2, "k5", NULL, NAN, 1);
    assert_true(isnan(number_at(table, "value", 0)) && isnan(number_at(table, "bound", 0)));
    assert_meta(table, "value", "inf");
    assert_meta(table, "bound", "inf");
    assert_meta(table, "optimal", "yes");
    /* Two for either way, one direct: four plans of three. */
    assert_int_equal(routes_table_rows(table), 12);
    assert_int_equal(routes_table_integers(table, routes_table_find(table, "plan"))[11], 4);
    routes_table_free(table);

    made.options.sites = ROUTES_INTERDICT_NODES;
    made.options.alternatives = 0;
    table = ask(&made);
    assert_int_equal(routes_table_rows(table), 2);
    assert_row(table, 0, NULL, "b", 0.7, 1);
    assert_row(table, 1, NULL, "c", 0.6, 1);
    assert_meta(table, "value", "1");
    routes_table_free(table);
    /* A model has crossings, a table of links has none. */
    made.options.sites = ROUTES_INTERDICT_CROSSINGS;
    table = ask(&made);
    assert_int_equal(routes_table_rows(table), 0);
    assert_meta(table, "value", "0.3");
    routes_table_free(table);
    unmake(&made);

    /* Links by their delays, though closed by `remove`; of the nodes only c, which nobody needs. */
    made = make(ways, a_to_d, nodes);
    made.options.sites = ROUTES_INTERDICT_BOTH;
    made.options.remove = 1;
    made.options.budget = 1.5;
    table = ask(&made);
    assert_int_equal(routes_table_rows(table), 2);
    assert_row(table, 0, "k2", NULL, 0.7, 1);
    assert_row(table, 1, "k4", NULL, 0.6, 0.5);
    routes_table_free(table);
    unmake(&made);
}

/* By b 0.5 can flow, by c 0.25, directly 1; each may be closed at 1, k3 at 2. One: the direct one
 * is left 0.75. With c limited to 0.2 in its middle, 0.7. */
static void what_can_flow_is_made_least(void **state)
{
    (void)state;
    static const char *const flows[] = {"k1", "a", "b", "0.5",       "1", "yes", /* */
                                        "k2", "b", "d", "unlimited", "1", "yes", /* */
                                        "k3", "a", "c", "0.3",       "2", "yes", /* */
                                        "k4", "c", "d", "0.25",      "1", "no",  /* */
                                        "k5", "a", "d", "1",         "1", "yes", NULL};
    static const char *const narrow[] = {"c", "0.2", NULL};
    routes_error err;
    struct case_of made = {.options = ROUTES_ANSWER_INTERDICT_OPTIONS};
    made.links = answer_make("links", ROUTES_KIND_OWN,
                             "id:T from:T to:T capacity:T watch_cost:T watchable:T", flows);
    made.ends = answer_make("ends", ROUTES_KIND_OWN, "origin:T destination:T", a_to_d);
    made.nodes = answer_make("nodes", ROUTES_KIND_OWN, "id:T capacity:T", narrow);
    assert_ok(routes_network_from_table(&made.network, made.links, NULL, 1, &err), &err);
    made.options.links = made.links;
    made.options.kind = ROUTES_INTERDICT_FLOW;
    made.options.budget = 1;
    routes_table *table = ask(&made);
    assert_int_equal(routes_table_rows(table), 1);
    assert_row(table, 0, "k5", NULL, 1, 1);
    assert_meta(table, "value", "0.75");
    assert_meta(table, "kind_of_interdiction", "flow");
    routes_table_free(table);
    made.options.nodes = made.nodes;
    table = ask(&made);
    assert_meta(table, "value", "0.7");
    routes_table_free(table);
    made.options.budget = 4;
    table = ask(&made);
    assert_int_equal(routes_table_rows(table), 3);
    assert_meta(table, "value", "0");
    assert_meta(table, "gap", "0");
    routes_table_free(table);
    unmake(&made);
}

static void refuse(const char *const *link_cells, const char *const *end_cells,
                   const char *const *node_cells, routes_status want, const char *message)
{
    struct case_of made = make(link_cells, end_cells, node_cells);
    routes_table *table = NULL;
    routes_error err;
    made.options.budget = 1;
    made.options.sites = ROUTES_INTERDICT_BOTH;
    assert_int_equal(routes_answer_interdict(&table, made.network, made.ends, &made.options, &err),
                     want);
    assert_null(table);
    assert_string_equal(err.message, message);
    unmake(&made);
}

static void refuse_options(struct case_of *made, const char *message)
{
    routes_table *table = NULL;
    routes_error err;
    assert_int_not_equal(
        routes_answer_interdict(&table, made->network, made->ends, &made->options, &err),
        ROUTES_OK);
    assert_null(table);
    assert_non_null(strstr(err.message, message));
    made->options = (routes_answer_interdict_options)ROUTES_ANSWER_INTERDICT_OPTIONS;
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    static const char *const both[] = {"a", "a", NULL};
    static const char *const two[] = {"a", "d", "b", "d", NULL};
    static const char *const unknown[] = {"a", "x", NULL};
    static const char *const less[] = {"k1", "a", "d", "1", "-1", "1", "yes", NULL};
    static const char *const cost[] = {"k1", "a", "d", "1", "1", "dear", "yes", NULL};
    static const char *const word[] = {"k1", "a", "d", "1", "1", "1", "maybe", NULL};
    static const char *const nodes[] = {"q", "yes", "1", "1", NULL};
    refuse(ways, both, NULL, ROUTES_E_DATA, "\"a\" is both an origin and a destination");
    refuse(ways, two, NULL, ROUTES_E_DATA,
           "a way has one origin and one destination; \"b\" is a second");
    refuse(ways, unknown, NULL, ROUTES_E_NOT_FOUND, "no node is called \"x\"");
    refuse(less, a_to_d, NULL, ROUTES_E_DATA,
           "links row 2 delay: \"-1\" must be 0 or above, or closed");
    refuse(cost, a_to_d, NULL, ROUTES_E_DATA,
           "links row 2 watch_cost: 'dear' is not a decimal number");
    refuse(word, a_to_d, NULL, ROUTES_E_DATA, "links row 2 watchable: \"maybe\" must be yes or no");
    refuse(ways, a_to_d, nodes, ROUTES_E_DATA, "nodes row 2 id: no node is called \"q\"");

    struct case_of made = make(ways, a_to_d, NULL);
    routes_table *table = NULL;
    routes_error err;
    assert_int_equal(routes_answer_interdict(NULL, made.network, made.ends, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_interdict(&table, NULL, made.ends, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_interdict(&table, made.network, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
    made.options.budget = -1;
    refuse_options(&made, "budget is -1, must be 0 or above");
    made.options.budget = NAN;
    refuse_options(&made, "budget is nan");
    made.options.tolerance = -1;
    refuse_options(&made, "tolerance is -1");
    made.options.ask_highs = 1;
    made.options.highs = "/nowhere/libhighs.so";
    refuse_options(&made, "there is no HiGHS in /nowhere/libhighs.so");
    assert_int_equal(routes_answer_interdict_write_mps("/nowhere/at/all.mps", made.network,
                                                       made.ends, &made.options, &err),
                     ROUTES_E_IO);
    assert_int_equal(
        routes_answer_interdict_write_mps(NULL, made.network, made.ends, &made.options, &err),
        ROUTES_E_ARGUMENT);
    made.options.watched_factor = 1.5;
    refuse_options(&made, "watched_factor is 1.5");
    made.options.kind = (routes_interdict_kind)7;
    refuse_options(&made, "kind is 7");
    made.options.sites = (routes_interdict_sites)4;
    refuse_options(&made, "sites is 4");
    made.options.by = ROUTES_PATH_RELIABILITY;
    refuse_options(&made, "by is");
    made.options.by = ROUTES_PATH_TIME;
    refuse_options(&made, "no times");
    made.options.budget = 1e9;
    made.options.step = 1e-3;
    refuse_options(&made, "more than 100000 budgets");
    routes_table *other =
        answer_make("links", ROUTES_KIND_OWN, "delay:T", (const char *const[]){"1", NULL});
    made.options.links = other;
    refuse_options(&made, "links has 1 rows, the network 5 links");
    routes_table_free(other);
    unmake(&made);
}

static void the_edges_are_answers(void **state)
{
    (void)state;
    static const char *const apart[] = {"k1", "a", "b", "2", "1", "1", "yes", /* */
                                        "k2", "c", "d", "2", "1", "1", "yes", NULL};
    struct case_of made = make(apart, a_to_d, NULL);
    made.options.budget = 1e300;
    routes_table *table = ask(&made);
    assert_int_equal(routes_table_rows(table), 0);
    assert_meta(table, "value", "inf");
    assert_meta(table, "optimal", "yes");
    routes_table_free(table);
    unmake(&made);

    made = make(ways, a_to_d, NULL);
    made.options.budget = 1e300;
    table = ask(&made);
    assert_meta(table, "value", "0.7");
    routes_table_free(table);
    made.options.budget = 0;
    table = ask(&made);
    assert_int_equal(routes_table_rows(table), 0);
    assert_meta(table, "value", "0.3");
    routes_table_free(table);
    unmake(&made);
}

/* From a to d 2 go, from b 1. By b 0.9 x 0.8, directly 0.5; only k1 and k3 may be watched. One of
 * them: k1 leaves 2 x 0.5 + 0.8, k3 leaves 2 x 0.72 + 0.8. */
static void the_most_reliable_ways_are_made_less_so(void **state)
{
    (void)state;
    static const char *const chances[] = {"k1", "a", "b", "0.9", "0.1", /* */
                                          "k2", "b", "d", "0.8", "-",   /* */
                                          "k3", "a", "d", "0.5", "0.2", NULL};
    static const char *const who[] = {"a", "d", "2", "b", "d", "1", NULL};
    static const char *const gap[] = {"a", "d", "2", "b", "d", "-", NULL};
    routes_error err;
    routes_table *table = NULL;
    struct case_of made = {.options = ROUTES_ANSWER_INTERDICT_OPTIONS};
    made.links = answer_make("links", ROUTES_KIND_OWN,
                             "id:T from:T to:T reliability:T reliability_watched:T", chances);
    made.ends = answer_make("od", ROUTES_KIND_OWN, "origin:T destination:T volume:T", who);
    assert_ok(routes_network_from_table(&made.network, made.links, NULL, 1, &err), &err);
    made.options.links = made.links;
    made.options.kind = ROUTES_INTERDICT_RELIABLE;
    made.options.budget = 1;
    table = ask(&made);
    assert_int_equal(routes_table_rows(table), 1);
    assert_row(table, 0, "k1", NULL, 0.44, 1);
    assert_near(number_at(table, "value", 0), 1.8, 1e-12);
    assert_meta(table, "optimal", "yes");
    assert_meta(table, "kind_of_interdiction", "reliable");
    routes_table_free(table);
    /* Both with half their chance: 0.36 is left by b. */
    made.options.budget = 2;
    made.options.use_watched_factor = 1;
    made.options.watched_factor = 0.5;
    table = ask(&made);
    assert_near(number_at(table, "value", 0), 1.52, 1e-12);
    routes_table_free(table);
    made.options.remove = 1;
    made.options.step = 1;
    table = ask(&made);
    assert_near(number_at(table, "value", 0), 2.24, 1e-12);
    assert_near(number_at(table, "value", routes_table_rows(table) - 1), 0.8, 1e-12);
    routes_table_free(table);
    routes_table_free(made.ends);
    made.ends = answer_make("od", ROUTES_KIND_OWN, "origin:T destination:T volume:T", gap);
    refuse_options(&made, "od row 3 volume: must be a number, as in the other rows");
    unmake(&made);
}

static void the_answer_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    static const char *const nodes[] = {"c", "yes", "0.05", "2", NULL};
    struct case_of made = make(ways, a_to_d, nodes);
    made.options.sites = ROUTES_INTERDICT_BOTH;
    made.options.budget = 2;
    made.options.step = 1;
    made.options.alternatives = 3;
    for (int kind = 0; kind < 3; kind++) {
        long live = routes_i_memory_live();
        routes_status status = ROUTES_E_MEMORY;
        made.options.kind = (routes_interdict_kind)kind;
        for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
            routes_table *table = NULL;
            routes_error err;
            routes_i_memory_fail_after(allowed);
            status = routes_answer_interdict(&table, made.network, made.ends, &made.options, &err);
            routes_i_memory_fail_after(-1);
            assert_true((status == ROUTES_OK) == (table != NULL));
            routes_table_free(table);
            assert_int_equal(routes_i_memory_live(), live);
        }
        assert_int_equal(status, ROUTES_OK);
    }
    unmake(&made);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delays_and_costs_are_read_as_decimals),
        cmocka_unit_test(the_most_vital_links_and_nodes),
        cmocka_unit_test(what_can_flow_is_made_least),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(the_most_reliable_ways_are_made_less_so),
        cmocka_unit_test(the_edges_are_answers),
        cmocka_unit_test(the_answer_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("answer_interdict", tests, NULL, NULL);
}
