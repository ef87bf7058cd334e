/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */
/* Timeout: 180 */

#include "routes/interdict_reliable.h"

#include <unistd.h>

#include <glpk.h>

#include "core/memory.h"
#include "support/reliable.h"

static routes_interdict_reliable *find(const reliable *problem)
{
    routes_interdict_reliable *found;
    routes_error err;
    assert_ok(routes_interdict_reliable_new(&found, problem->net.graph, &problem->scenarios,
                                            &problem->options, &err),
              &err);
    return found;
}

/*    0 --0.9--> 1 --0.8--> 3      Ways of chance 0.72 and 0.49 from 0 to 3. Watching the first link
 *    0 --0.7--> 2 --0.7--> 3      (0.1) leaves 0.49; the second (0.2): 0.49 too; the first of both
 *                                 ways (0.1, 0.3): max(0.08, 0.21) = 0.21. */
static reliable by_hand(double budget)
{
    reliable problem;
    const uint32_t from[] = {0, 1, 0, 2};
    const uint32_t to[] = {1, 3, 2, 3};
    const double open[] = {0.9, 0.8, 0.7, 0.7};
    const double watched[] = {0.1, 0.2, 0.3, NAN};
    reliable_size(&problem, 4, 4, 1);
    for (int i = 0; i < 4; i++) {
        problem.net.from[i] = from[i];
        problem.net.to[i] = to[i];
        problem.net.reliability[i] = open[i];
        problem.link_watched[i] = watched[i];
        problem.link_cost[i] = 1;
    }
    problem.destination[0] = 3;
    problem.weight[0] = 2;
    problem.options.budget = budget;
    network_build(&problem.net);
    return problem;
}

static void two_ways_worked_by_hand(void **state)
{
    (void)state;
    const double want[] = {2 * 0.72, 2 * 0.49, 2 * 0.21, 2 * 0.21};
    for (int budget = 0; budget < 4; budget++) {
        reliable problem = by_hand(budget);
        routes_interdict_reliable *found = find(&problem);
        assert_int_equal(routes_interdict_reliable_plans(found), 1);
        routes_interdict_reliable_plan plan = routes_interdict_reliable_plan_at(found, 0);
        assert_near(plan.value, want[budget], 1e-14);
        assert_true(plan.proved);
        reliable_check(&problem, &plan, 1);
        if (budget >= 2) {
            /* The first of both ways, and what each keeps off: without the first 0.72, without
             * the other 0.49. The third site changes nothing and is not in the plan. */
            assert_int_equal(plan.links, 2);
            assert_int_equal(plan.link[0], 0);
            assert_int_equal(plan.link[1], 2);
            assert_near(plan.link_effect[0], 2 * (0.72 - 0.21), 1e-14);
            assert_near(plan.link_effect[1], 2 * (0.49 - 0.21), 1e-14);
        }
        assert_int_equal(routes_interdict_reliable_stopped(found), 0);
        assert_int_equal(routes_interdict_reliable_saturated(found), budget >= 2);
        routes_interdict_reliable_free(found);
        reliable_free(&problem);
    }
}

static void budgets_end_where_nothing_more_is_gained(void **state)
{
    (void)state;
    reliable problem = by_hand(50);
    problem.options.step = 1;
    problem.link_watched[1] = NAN;
    routes_interdict_reliable *found = find(&problem);
    assert_int_equal(routes_interdict_reliable_plans(found), 3);
    assert_true(routes_interdict_reliable_saturated(found));
    for (size_t i = 0; i < 3; i++) {
        routes_interdict_reliable_plan plan = routes_interdict_reliable_plan_at(found, i);
        assert_near(plan.budget, (double)i, 0);
        reliable_check(&problem, &plan, 1);
    }
    routes_interdict_reliable_free(found);
    reliable_free(&problem);
}

static void shares_follow_the_most_reliable_ways(void **state)
{
    (void)state;
    routes_error err;
    reliable problem = by_hand(0);
    const unsigned char plan[] = {1, 0, 0, 0};
    double chance[1];
    double links[4];
    double nodes[4] = {0};
    routes_interdict_reliable_effect effect = {0, chance, links, nodes};
    assert_ok(routes_interdict_reliable_evaluate(&effect, problem.net.graph, &problem.scenarios,
                                                 plan, NULL, &problem.options, &err),
              &err);
    assert_near(chance[0], 0.49, 1e-15);
    for (int i = 0; i < 4; i++) {
        assert_near(links[i], i >= 2, 0);
        assert_near(nodes[i], i != 1, 0);
    }
    const unsigned char wrong[] = {0, 0, 0, 1};
    assert_int_equal(routes_interdict_reliable_evaluate(&effect, problem.net.graph,
                                                        &problem.scenarios, wrong, NULL,
                                                        &problem.options, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "link 3 of the plan cannot be watched");
    reliable_free(&problem);
}

static void a_watched_node_is_met_by_all_that_enter(void **state)
{
    (void)state;
    /* The same network with nodes as sites: node 1 (0.5) leaves 0.49, the destination (0.1)
     * 0.072; the origin is not entered. */
    reliable problem = by_hand(1);
    double node[] = {0.0, 0.5, NAN, NAN};
    problem.options.link_watched = NULL;
    problem.options.node_watched = node;
    problem.node_watched = calloc(4, sizeof(double));
    memcpy(problem.node_watched, node, sizeof node);
    routes_interdict_reliable *found = find(&problem);
    routes_interdict_reliable_plan plan = routes_interdict_reliable_plan_at(found, 0);
    assert_near(plan.value, 2 * 0.49, 1e-14);
    assert_int_equal(plan.links, 0);
    assert_int_equal(plan.nodes, 1);
    assert_int_equal(plan.node[0], 1);
    assert_near(plan.node_effect[0], 2 * (0.72 - 0.49), 1e-14);
    routes_interdict_reliable_free(found);
    node[3] = problem.node_watched[3] = 0.1;
    found = find(&problem);
    plan = routes_interdict_reliable_plan_at(found, 0);
    assert_near(plan.value, 2 * 0.072, 1e-14);
    assert_int_equal(plan.node[0], 3);
    reliable_check(&problem, &plan, 1);
    routes_interdict_reliable_free(found);
    reliable_free(&problem);
}

static void edges_have_plans(void **state)
{
    (void)state;
    routes_error err;
    routes_interdict_reliable *found;
    /* One node, no link; from it to itself. */
    reliable problem;
    reliable_size(&problem, 1, 0, 1);
    problem.weight[0] = 3;
    problem.options.budget = 5;
    network_build(&problem.net);
    found = find(&problem);
    assert_near(routes_interdict_reliable_plan_at(found, 0).value, 3, 0);
    assert_true(routes_interdict_reliable_plan_at(found, 0).proved);
    routes_interdict_reliable_free(found);
    /* Nobody comes. */
    problem.scenarios.count = 0;
    found = find(&problem);
    assert_near(routes_interdict_reliable_plan_at(found, 0).value, 0, 0);
    routes_interdict_reliable_free(found);
    assert_ok(
        routes_interdict_reliable_new(&found, problem.net.graph, &problem.scenarios, NULL, &err),
        &err);
    routes_interdict_reliable_free(found);
    routes_interdict_reliable_free(NULL);
    reliable_free(&problem);
    /* No way: chance 0, and no site does anything. */
    reliable_size(&problem, 3, 1, 1);
    problem.net.from[0] = 0;
    problem.net.to[0] = 1;
    problem.net.reliability[0] = 1;
    problem.destination[0] = 2;
    problem.weight[0] = 1;
    problem.options.budget = 5;
    network_build(&problem.net);
    found = find(&problem);
    assert_near(routes_interdict_reliable_plan_at(found, 0).value, 0, 0);
    assert_int_equal(routes_interdict_reliable_plan_at(found, 0).links, 0);
    assert_int_equal(routes_interdict_reliable_wayless(found), 1);
    routes_interdict_reliable_free(found);
    reliable_free(&problem);
}

static void refuse(const reliable *problem, routes_status want, const char *message)
{
    routes_error err;
    routes_interdict_reliable *found;
    assert_int_equal(routes_interdict_reliable_new(&found, problem->net.graph, &problem->scenarios,
                                                   &problem->options, &err),
                     want);
    assert_null(found);
    assert_string_equal(err.message, message);
}

static void what_is_wrong_is_refused_with_its_place(void **state)
{
    (void)state;
    reliable problem = by_hand(1);
    const unsigned char rule[] = {0, 0, 1, 1};
    problem.link_watched[1] = 0.85;
    refuse(&problem, ROUTES_E_DATA,
           "link_watched[1] is 0.85, must be 0 to the chance without, 0.8");
    problem.link_watched[1] = -0.1;
    refuse(&problem, ROUTES_E_DATA,
           "link_watched[1] is -0.1, must be 0 to the chance without, 0.8");
    problem.link_watched[1] = 0.2;
    problem.link_cost[2] = -1;
    refuse(&problem, ROUTES_E_DATA, "link_cost[2] is -1, must be at least 0");
    problem.link_cost[2] = 2;
    problem.weight[0] = NAN;
    refuse(&problem, ROUTES_E_DATA, "weight[0] is nan, must be at least 0");
    problem.weight[0] = 1;
    problem.origin[0] = 4;
    refuse(&problem, ROUTES_E_DATA, "scenario 0 goes from node 4 to 3, there are 4");
    problem.origin[0] = 0;
    problem.options.link_rule = rule;
    refuse(&problem, ROUTES_E_DATA, "link 3 is fixed, but cannot be watched");
    problem.link_watched[3] = 0.1;
    refuse(&problem, ROUTES_E_DATA, "what is fixed costs 3, more than the budget of 1");
    problem.options.budget = NAN;
    refuse(&problem, ROUTES_E_DATA, "budget nan and step 0 must be at least 0");
    problem.options.budget = 3;
    problem.scenarios.origin = NULL;
    refuse(&problem, ROUTES_E_ARGUMENT,
           "graph, scenarios, origin and destination must not be null");
    reliable_free(&problem);
}

/* A random problem: parallel links, loops, chances 0 and 1, sites on links and nodes. */
static reliable draw_problem(uint64_t *seed)
{
    static const double chances[] = {0.0, 0.3, 0.5, 0.5, 0.8, 1.0, 1.0};
    static const double factors[] = {0.0, 0.1, 0.5, 0.5, 0.9, 1.0};
    reliable problem;
    size_t nodes = 2 + draw(seed) % 6;
    size_t links = draw(seed) % 16;
    size_t scenarios = 1 + draw(seed) % 5;
    int plain = draw(seed) % 2 == 0;
    reliable_size(&problem, nodes, links, scenarios);
    for (size_t i = 0; i < links; i++) {
        problem.net.from[i] = (uint32_t)(draw(seed) % nodes);
        problem.net.to[i] = (uint32_t)(draw(seed) % nodes);
        problem.net.reliability[i] = plain ? draw_unit(seed) : chances[draw(seed) % 7];
        problem.net.both_ways[i] = draw(seed) % 3 == 0;
        problem.link_cost[i] = (double)(draw(seed) % 4);
        problem.link_watched[i] =
            draw(seed) % 3
                ? problem.net.reliability[i] * (plain ? draw_unit(seed) : factors[draw(seed) % 6])
                : NAN;
    }
    if (draw(seed) % 2) {
        problem.node_watched = calloc(nodes, sizeof(double));
        problem.node_cost = calloc(nodes, sizeof(double));
        assert_true(problem.node_watched && problem.node_cost);
        for (size_t v = 0; v < nodes; v++) {
            problem.node_watched[v] = draw(seed) % 3 ? NAN : draw_unit(seed);
            problem.node_cost[v] = (double)(1 + draw(seed) % 3);
        }
        problem.options.node_watched = problem.node_watched;
        problem.options.node_cost = problem.node_cost;
    }
    for (size_t k = 0; k < scenarios; k++) {
        problem.origin[k] = (uint32_t)(draw(seed) % nodes);
        problem.destination[k] = (uint32_t)(draw(seed) % nodes);
        problem.weight[k] = draw(seed) % 5 ? draw_unit(seed) : 0;
    }
    network_build(&problem.net);
    return problem;
}

/* The least value of all plans, by trying them. */
static double brute(const reliable *problem, const unsigned char *rule, double budget)
{
    uint32_t site[24];
    size_t sites = 0;
    size_t links = problem->net.links;
    for (size_t i = 0; i < links + problem->net.nodes; i++) {
        double watched = i < links
                             ? problem->link_watched[i]
                             : (problem->node_watched ? problem->node_watched[i - links] : NAN);
        if (!isnan(watched))
            site[sites++] = (uint32_t)i;
    }
    double best = INFINITY;
    for (uint32_t set = 0; set < UINT32_C(1) << sites; set++) {
        unsigned char link[16] = {0};
        unsigned char node[8] = {0};
        double cost = 0;
        int allowed = 1;
        for (size_t s = 0; s < sites; s++) {
            int in = set >> s & 1;
            if (site[s] < links && rule)
                allowed &= in ? rule[site[s]] != ROUTES_INTERDICT_FORBIDDEN
                              : rule[site[s]] != ROUTES_INTERDICT_FIXED;
            if (site[s] < links && in) {
                link[site[s]] = 1;
                cost += problem->link_cost[site[s]];
            } else if (in) {
                node[site[s] - links] = 1;
                cost += problem->node_cost[site[s] - links];
            }
        }
        if (!allowed || cost > budget)
            continue;
        double value = reliable_twin(problem, link, node);
        best = value < best ? value : best;
    }
    return best;
}

static void small_problems_agree_with_trying_all_plans(void **state)
{
    (void)state;
    uint64_t seed = 20;
    for (int round = 0; round < 400; round++) {
        reliable problem = draw_problem(&seed);
        unsigned char rule[16] = {0};
        double fixed = 0;
        problem.options.budget = (double)(draw(&seed) % 9);
        size_t sites = 0;
        for (size_t i = 0; i < problem.net.links; i++)
            sites += isnan(problem.link_watched[i]) ? 0 : 1;
        for (size_t v = 0; problem.node_watched && v < problem.net.nodes; v++)
            sites += isnan(problem.node_watched[v]) ? 0 : 1;
        for (size_t i = 0; round % 4 == 0 && i < problem.net.links; i++) {
            rule[i] = (unsigned char)(draw(&seed) % 6 > 2 ? 0 : draw(&seed) % 3);
            if (isnan(problem.link_watched[i]) || fixed + problem.link_cost[i] > 3)
                rule[i] = 0;
            fixed += rule[i] == ROUTES_INTERDICT_FIXED ? problem.link_cost[i] : 0;
        }
        if (sites > 11 || fixed > problem.options.budget) {
            reliable_free(&problem);
            continue;
        }
        problem.options.link_rule = round % 4 == 0 ? rule : NULL;
        routes_interdict_reliable *found = find(&problem);
        routes_interdict_reliable_plan plan = routes_interdict_reliable_plan_at(found, 0);
        double want = brute(&problem, problem.options.link_rule, problem.options.budget);
        assert_near(plan.value, want, 1e-9);
        assert_true(plan.proved && plan.bound <= want + 1e-12);
        reliable_check(&problem, &plan, 1);
        for (size_t i = 0; i < problem.net.links; i++) {
            int in = 0;
            for (size_t k = 0; k < plan.links; k++)
                in |= plan.link[k] == i;
            assert_true(rule[i] == ROUTES_INTERDICT_FREE || in == (rule[i] == 1));
        }
        routes_interdict_reliable_free(found);
        reliable_free(&problem);
    }
}

static void budgets_in_one_run_are_those_asked_for_one_by_one(void **state)
{
    (void)state;
    uint64_t seed = 21;
    for (int round = 0; round < 60; round++) {
        reliable problem = draw_problem(&seed);
        problem.options.budget = 5;
        problem.options.step = 1;
        routes_interdict_reliable *found = find(&problem);
        double before = INFINITY;
        size_t plans = routes_interdict_reliable_plans(found);
        assert_true(plans == 6 || routes_interdict_reliable_saturated(found));
        for (size_t i = 0; i < 6; i++) {
            routes_interdict_reliable_plan plan =
                routes_interdict_reliable_plan_at(found, i < plans ? i : plans - 1);
            problem.options.budget = (double)i;
            problem.options.step = 0;
            routes_interdict_reliable *alone = find(&problem);
            assert_near(plan.value, routes_interdict_reliable_plan_at(alone, 0).value, 1e-9);
            assert_true(plan.value <= before);
            before = plan.value;
            reliable_check(&problem, &plan, 1);
            routes_interdict_reliable_free(alone);
        }
        routes_interdict_reliable_free(found);
        reliable_free(&problem);
    }
}

/* Persons instead of chances: the same plans are proved, to the same part. */
static void weights_may_be_volumes(void **state)
{
    (void)state;
    uint64_t seed = 27;
    for (int round = 0; round < 100; round++) {
        reliable problem = draw_problem(&seed);
        problem.options.budget = (double)(draw(&seed) % 6);
        routes_interdict_reliable *found = find(&problem);
        double value = routes_interdict_reliable_plan_at(found, 0).value;
        routes_interdict_reliable_free(found);
        const double scale = round % 2 ? 1e9 : 1e-9;
        for (size_t k = 0; k < problem.scenarios.count; k++)
            problem.weight[k] *= scale;
        found = find(&problem);
        routes_interdict_reliable_plan plan = routes_interdict_reliable_plan_at(found, 0);
        assert_near(plan.value / scale, value, 1e-8);
        assert_true(plan.proved);
        routes_interdict_reliable_free(found);
        reliable_free(&problem);
    }
}

static void alternatives_are_different_and_near(void **state)
{
    (void)state;
    uint64_t seed = 22;
    size_t met = 0;
    for (int round = 0; round < 60; round++) {
        reliable problem = draw_problem(&seed);
        problem.options.budget = 3;
        problem.options.alternatives = 5;
        problem.options.tolerance = 0.1;
        routes_interdict_reliable *found = find(&problem);
        routes_interdict_reliable_plan best = routes_interdict_reliable_plan_at(found, 0);
        size_t others = routes_interdict_reliable_alternatives(found);
        double before = best.value - 1e-12;
        assert_true(others <= 5);
        for (size_t i = 0; i < others; i++) {
            routes_interdict_reliable_plan plan =
                routes_interdict_reliable_alternative_at(found, i);
            assert_true(plan.value >= before && plan.value <= best.value + 0.1);
            assert_false(plan.links == best.links && plan.nodes == best.nodes &&
                         memcmp(plan.link, best.link, plan.links * sizeof *plan.link) == 0 &&
                         memcmp(plan.node, best.node, plan.nodes * sizeof *plan.node) == 0);
            before = plan.value;
            reliable_check(&problem, &plan, 1);
        }
        met += others;
        routes_interdict_reliable_free(found);
        reliable_free(&problem);
    }
    assert_true(met > 30);
}

static void the_tiny_oracles_are_met(void **state)
{
    (void)state;
    csv reference;
    if (!csv_read(&reference, ROUTES_SHARED "/oracles/interdiction/tiny/reference.csv"))
        skip();
    for (size_t row = 0; row < reference.rows; row++) {
        reliable problem;
        char path[512];
        const char *name = csv_at(&reference, row, "instance");
        snprintf(path, sizeof path, "%s/oracles/interdiction/tiny/%s.csv", ROUTES_SHARED, name);
        assert_true(reliable_read(&problem, path, -1, 3));
        uint32_t n = 8 + (uint32_t)strtoul(name + strlen("maxrel"), NULL, 10) % 4;
        const uint32_t origin[] = {0, 1, 0};
        const uint32_t destination[] = {n - 1, n - 1, n - 2};
        const double weight[] = {0.5, 0.3, 0.2};
        memcpy(problem.origin, origin, sizeof origin);
        memcpy(problem.destination, destination, sizeof destination);
        memcpy(problem.weight, weight, sizeof weight);
        problem.options.budget = csv_number(&reference, row, "budget");
        routes_interdict_reliable *found = find(&problem);
        routes_interdict_reliable_plan plan = routes_interdict_reliable_plan_at(found, 0);
        assert_near(plan.value, csv_number(&reference, row, "optimal_value"), 1e-9);
        assert_true(plan.proved);
        reliable_check(&problem, &plan, 1);
        routes_interdict_reliable_free(found);
        reliable_free(&problem);
    }
    csv_free(&reference);
}

/* Which links a row of evaluations.csv watches: none, all, or every third sensor arc by ends. */
static void watch_as_said(unsigned char *plan, const reliable *problem, const char *said)
{
    const network *net = &problem->net;
    for (size_t i = 0; i < net->links; i++) {
        size_t before = 0;
        for (size_t k = 0; k < net->links; k++)
            before += !isnan(problem->link_watched[k]) &&
                      (net->from[k] < net->from[i] ||
                       (net->from[k] == net->from[i] && net->to[k] < net->to[i]));
        plan[i] = !isnan(problem->link_watched[i]) &&
                  (strcmp(said, "all") == 0 || (strcmp(said, "none") != 0 && before % 3 == 0));
    }
}

static void the_evaluations_are_met(void **state)
{
    (void)state;
    csv table;
    const char *folder = ROUTES_SHARED "/oracles/interdiction/snip";
    if (!csv_read(&table, ROUTES_SHARED "/oracles/interdiction/snip/evaluations.csv"))
        skip();
    for (size_t row = 0; row < table.rows; row++) {
        reliable problem;
        routes_error err;
        const char *number = csv_at(&table, row, "snipno");
        int snipno = strcmp(number, "any") == 0 ? 1 : (int)strtol(number, NULL, 10);
        assert_true(reliable_read_snip(&problem, folder, csv_at(&table, row, "instance"), snipno));
        unsigned char *plan = calloc(problem.net.links, 1);
        assert_non_null(plan);
        watch_as_said(plan, &problem, csv_at(&table, row, "sensors"));
        routes_interdict_reliable_effect effect = {0};
        assert_ok(routes_interdict_reliable_evaluate(&effect, problem.net.graph, &problem.scenarios,
                                                     plan, NULL, &problem.options, &err),
                  &err);
        assert_near(effect.value, csv_number(&table, row, "objective"), 1e-10);
        free(plan);
        reliable_free(&problem);
    }
    csv_free(&table);
}

/* Those that take a moment; all of them are in the slow test. */
static void the_quick_instances_are_met(void **state)
{
    (void)state;
    csv table;
    const char *folder = ROUTES_SHARED "/oracles/interdiction/snip";
    if (!csv_read(&table, ROUTES_SHARED "/oracles/interdiction/snip/reference.csv"))
        skip();
    for (size_t row = 0; row < table.rows; row++) {
        reliable problem;
        if (strcmp(csv_at(&table, row, "status"), "verified") != 0 ||
            strcmp(csv_at(&table, row, "snipno"), "1") != 0)
            continue;
        assert_true(reliable_read_snip(&problem, folder, csv_at(&table, row, "instance"), 1));
        problem.options.budget = csv_number(&table, row, "budget");
        routes_interdict_reliable *found = find(&problem);
        routes_interdict_reliable_plan plan = routes_interdict_reliable_plan_at(found, 0);
        assert_near(plan.value, csv_number(&table, row, "optimal_value"), 1e-7);
        assert_true(plan.proved);
        reliable_check(&problem, &plan, 0);
        routes_interdict_reliable_free(found);
        reliable_free(&problem);
    }
    csv_free(&table);
}

/* Budgets 0, 10, 20 ... of one run meet the same reference, and end where nothing more is gained.
 */
static void the_budgets_of_an_instance_are_met_in_one_run(void **state)
{
    (void)state;
    csv table;
    reliable problem;
    const char *folder = ROUTES_SHARED "/oracles/interdiction/snip";
    size_t met = 0;
    if (!csv_read(&table, ROUTES_SHARED "/oracles/interdiction/snip/reference.csv"))
        skip();
    assert_true(reliable_read_snip(&problem, folder, "0", 1));
    problem.options.budget = 90;
    problem.options.step = 10;
    routes_interdict_reliable *found = find(&problem);
    size_t plans = routes_interdict_reliable_plans(found);
    double least = routes_interdict_reliable_plan_at(found, plans - 1).value;
    assert_true(plans == 10 || routes_interdict_reliable_saturated(found));
    for (size_t row = 0; row < table.rows; row++) {
        double budget = csv_number(&table, row, "budget");
        size_t plan = (size_t)(budget / 10);
        double want = csv_number(&table, row, "optimal_value");
        if (strcmp(csv_at(&table, row, "instance"), "0") != 0 ||
            strcmp(csv_at(&table, row, "snipno"), "1") != 0)
            continue;
        double value = plan < plans ? routes_interdict_reliable_plan_at(found, plan).value : least;
        assert_near(value, want, 1e-7);
        met++;
    }
    assert_true(met > 0);
    routes_interdict_reliable_free(found);
    reliable_free(&problem);
    csv_free(&table);
}

/* Says stop at a call. */
static int count_down(double done, const char *what, void *user)
{
    long *left = user;
    assert_true(done >= 0 && done <= 1);
    assert_non_null(what);
    return (*left)-- <= 0;
}

/* A grid of two-way streets with some traffic: larger than the problems drawn above. */
static reliable draw_grid(uint64_t *seed, size_t side)
{
    reliable problem;
    size_t links = 2 * side * (side - 1);
    size_t at = 0;
    reliable_size(&problem, side * side, links, 12);
    for (size_t v = 0; v < side * side; v++)
        for (int down = 0; down < 2; down++) {
            if (down ? v + side >= side * side : v % side == side - 1)
                continue;
            problem.net.from[at] = (uint32_t)v;
            problem.net.to[at] = (uint32_t)(down ? v + side : v + 1);
            problem.net.both_ways[at] = 1;
            problem.net.reliability[at] = 0.5 + 0.5 * draw_unit(seed);
            problem.link_watched[at] = draw(seed) % 2 ? 0.2 * problem.net.reliability[at] : NAN;
            problem.link_cost[at++] = (double)(1 + draw(seed) % 3);
        }
    assert_int_equal(at, links);
    for (size_t k = 0; k < 12; k++) {
        problem.origin[k] = (uint32_t)(draw(seed) % (side * side));
        problem.destination[k] = (uint32_t)(k % 4 * 5 % (side * side));
        problem.weight[k] = 0.1 + draw_unit(seed);
    }
    problem.options.budget = 12;
    network_build(&problem.net);
    return problem;
}

static void a_stop_leaves_the_best_so_far_with_a_true_bound(void **state)
{
    (void)state;
    uint64_t seed = 23;
    reliable problem = draw_grid(&seed, 5);
    routes_interdict_reliable *found = find(&problem);
    double best = routes_interdict_reliable_plan_at(found, 0).value;
    uint64_t searched = routes_interdict_reliable_searched(found);
    routes_interdict_reliable_free(found);
    for (long calls = 0; calls < 30; calls++) {
        long left = calls;
        routes_run run = ROUTES_RUN;
        run.progress = count_down;
        run.progress_user = &left;
        problem.options.run = &run;
        found = find(&problem);
        routes_interdict_reliable_plan plan = routes_interdict_reliable_plan_at(found, 0);
        assert_true(routes_interdict_reliable_stopped(found) || left >= 0);
        assert_true(plan.bound <= best + 1e-9 && plan.value >= best - 1e-12);
        reliable_check(&problem, &plan, 1);
        routes_interdict_reliable_free(found);
    }
    problem.options.run = NULL;
    problem.options.node_limit = 1;
    found = find(&problem);
    assert_true(routes_interdict_reliable_stopped(found) || searched <= 1);
    assert_true(routes_interdict_reliable_plan_at(found, 0).bound <= best + 1e-9);
    routes_interdict_reliable_free(found);
    reliable_free(&problem);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    uint64_t seed = 24;
    reliable problem = draw_grid(&seed, 3);
    routes_error err;
    problem.options.budget = 4;
    problem.options.step = 2;
    problem.options.alternatives = 3;
    problem.options.tolerance = 1;
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status; n++) {
        routes_interdict_reliable *found;
        routes_i_memory_fail_after(n);
        status = routes_interdict_reliable_new(&found, problem.net.graph, &problem.scenarios,
                                               &problem.options, &err);
        routes_i_memory_fail_after(-1);
        if (status) {
            assert_int_equal(status, ROUTES_E_MEMORY);
            assert_null(found);
        }
        routes_interdict_reliable_free(found);
        assert_int_equal(routes_i_memory_live(), live);
    }
    status = ROUTES_E_MEMORY;
    for (long n = 0; status; n++) {
        routes_interdict_reliable_effect effect = {0};
        routes_i_memory_fail_after(n);
        status = routes_interdict_reliable_evaluate(&effect, problem.net.graph, &problem.scenarios,
                                                    NULL, NULL, &problem.options, &err);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || status == ROUTES_E_MEMORY);
        assert_int_equal(routes_i_memory_live(), live);
    }
    reliable_free(&problem);
}

/* The file read by another, with a plan's sites fixed: its least value is that of the plan. */
static void the_extensive_form_values_plans_alike(void **state)
{
    (void)state;
    uint64_t seed = 25;
    char path[256];
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/routes_reliable_%ld.mps", folder ? folder : "/tmp",
             (long)getpid());
    for (int round = 0; round < 40; round++) {
        reliable problem = draw_problem(&seed);
        routes_error err;
        unsigned char link[16] = {0};
        unsigned char node[8] = {0};
        problem.options.budget = 100;
        assert_ok(routes_interdict_reliable_write_mps(path, problem.net.graph, &problem.scenarios,
                                                      &problem.options, &err),
                  &err);
        glp_term_out(GLP_OFF);
        glp_prob *read = glp_create_prob();
        assert_int_equal(glp_read_mps(read, GLP_MPS_FILE, NULL, path), 0);
        for (int j = 1; j <= glp_get_num_cols(read); j++) {
            const char *name = glp_get_col_name(read, j);
            size_t number = strtoul(name + 1, NULL, 10);
            int in = (int)(draw(&seed) % 2);
            assert_int_equal(glp_get_col_kind(read, j) != GLP_CV, name[0] != 'y');
            if (name[0] == 'y')
                continue;
            (name[0] == 'x' ? link : node)[number] = (unsigned char)in;
            glp_set_col_bnds(read, j, GLP_FX, in, in);
        }
        glp_smcp how;
        glp_init_smcp(&how);
        assert_int_equal(glp_simplex(read, &how), 0);
        assert_int_equal(glp_get_status(read), GLP_OPT);
        assert_near(glp_get_obj_val(read), reliable_twin(&problem, link, node), 1e-6);
        glp_delete_prob(read);
        reliable_free(&problem);
    }
    glp_free_env();
    remove(path);
}

static void a_second_opinion_agrees(void **state)
{
    (void)state;
    uint64_t seed = 26;
    for (int round = 0; round < 30; round++) {
        reliable problem = draw_problem(&seed);
        routes_error err;
        routes_interdict_opinion opinion;
        problem.options.budget = 4;
        routes_status status =
            routes_interdict_reliable_ask_highs(&opinion, problem.net.graph, &problem.scenarios,
                                                &problem.options, getenv("ROUTES_HIGHS"), 60, &err);
        if (status == ROUTES_E_DEPENDENCY) {
            reliable_free(&problem);
            print_message("no HiGHS here (ROUTES_HIGHS names its library): skipped\n");
            skip();
        }
        assert_ok(status, &err);
        routes_interdict_reliable *found = find(&problem);
        assert_near(opinion.value, routes_interdict_reliable_plan_at(found, 0).value, 1e-6);
        assert_near(opinion.said, opinion.value, 1e-5);
        assert_true(opinion.proved);
        routes_interdict_reliable_free(found);
        reliable_free(&problem);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_ways_worked_by_hand),
        cmocka_unit_test(budgets_end_where_nothing_more_is_gained),
        cmocka_unit_test(shares_follow_the_most_reliable_ways),
        cmocka_unit_test(a_watched_node_is_met_by_all_that_enter),
        cmocka_unit_test(edges_have_plans),
        cmocka_unit_test(what_is_wrong_is_refused_with_its_place),
        cmocka_unit_test(small_problems_agree_with_trying_all_plans),
        cmocka_unit_test(budgets_in_one_run_are_those_asked_for_one_by_one),
        cmocka_unit_test(weights_may_be_volumes),
        cmocka_unit_test(alternatives_are_different_and_near),
        cmocka_unit_test(the_tiny_oracles_are_met),
        cmocka_unit_test(the_evaluations_are_met),
        cmocka_unit_test(the_quick_instances_are_met),
        cmocka_unit_test(the_budgets_of_an_instance_are_met_in_one_run),
        cmocka_unit_test(a_stop_leaves_the_best_so_far_with_a_true_bound),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(the_extensive_form_values_plans_alike),
        cmocka_unit_test(a_second_opinion_agrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
