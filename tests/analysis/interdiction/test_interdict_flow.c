/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */
/* Timeout: 120 */
#define _POSIX_C_SOURCE 200809L

#include "routes/interdict_flow.h"

#include "core/memory.h"
#include "routes/cut.h"
#include "support/cases.h"
#include "support/network.h"

#define FLOWS ROUTES_SHARED "/oracles/interdiction/max_flow"
#define UNLIMITED ROUTES_CUT_UNLIMITED
#define CLOSED ROUTES_INTERDICT_CLOSED

static routes_interdict *find(const network *net, uint32_t from, uint32_t to,
                              const routes_interdict_options *options)
{
    routes_interdict *made = NULL;
    routes_error err;
    assert_ok(routes_interdict_flow(&made, net->graph, &from, 1, &to, 1, options, &err), &err);
    return made;
}

/* The twin: ways found breadth first on a table of capacities, each node in two. `taken` says of
 * links, then nodes, whether they are closed; what has no limit carries ENOUGH. */
#define SIDE 24
#define ENOUGH INT64_C(1000000000000)

static int64_t augment(int64_t room[SIDE][SIDE], size_t source, size_t sink)
{
    size_t by[SIDE], list[SIDE], size = 0;
    for (size_t v = 0; v < SIDE; v++)
        by[v] = SIDE;
    by[source] = source;
    list[size++] = source;
    for (size_t at = 0; at < size; at++)
        for (size_t v = 0; v < SIDE; v++)
            if (by[v] == SIDE && room[list[at]][v] > 0) {
                by[v] = list[at];
                list[size++] = v;
            }
    if (by[sink] == SIDE)
        return 0;
    int64_t amount = INT64_MAX;
    for (size_t v = sink; v != source; v = by[v])
        amount = room[by[v]][v] < amount ? room[by[v]][v] : amount;
    for (size_t v = sink; v != source; v = by[v]) {
        room[by[v]][v] -= amount;
        room[v][by[v]] += amount;
    }
    return amount;
}

static int64_t twin_flow(const network *net, const routes_interdict_options *options,
                         const unsigned char *taken, uint32_t from, uint32_t to)
{
    int64_t room[SIDE][SIDE] = {{0}};
    int64_t sum = 0;
    assert_true(2 * net->nodes <= SIDE);
    for (size_t v = 0; v < net->nodes; v++) {
        int64_t most = options->node_capacity ? options->node_capacity[v] : UNLIMITED;
        most = most == UNLIMITED ? ENOUGH : most;
        room[2 * v][2 * v + 1] = taken[net->links + v] ? 0 : most;
    }
    for (size_t i = 0; i < net->links; i++) {
        int64_t most = options->capacity ? options->capacity[i] : 1;
        most = taken[i] || net->from[i] == net->to[i] ? 0 : most == UNLIMITED ? ENOUGH : most;
        room[2 * net->from[i] + 1][2 * net->to[i]] += most;
        if (net->both_ways[i])
            room[2 * net->to[i] + 1][2 * net->from[i]] += most;
    }
    for (int64_t more = 1; more > 0 && sum < ENOUGH; sum += more)
        more = augment(room, 2 * from, 2 * to + 1);
    return sum >= ENOUGH ? UNLIMITED : sum;
}

static int64_t cost_of(const network *net, const routes_interdict_options *options, size_t at)
{
    if (at < net->links)
        return options->link_cost ? options->link_cost[at] : 1;
    return options->node_cost ? options->node_cost[at - net->links] : 1;
}

/* What a plan costs and what it leaves, by the twin. */
static void check_plan(const network *net, const routes_interdict_options *options, uint32_t from,
                       uint32_t to, const routes_interdict_plan *plan)
{
    unsigned char taken[256] = {0};
    int64_t cost = 0;
    assert_true(net->links + net->nodes <= sizeof taken);
    for (size_t i = 0; i < plan->links; i++) {
        assert_true(i == 0 || plan->link[i] > plan->link[i - 1]);
        assert_true(!options->link_delay || options->link_delay[plan->link[i]] > 0);
        taken[plan->link[i]] = 1;
        cost += cost_of(net, options, plan->link[i]);
    }
    for (size_t i = 0; i < plan->nodes; i++) {
        assert_true(plan->node[i] != from && plan->node[i] != to);
        taken[net->links + plan->node[i]] = 1;
        cost += cost_of(net, options, net->links + plan->node[i]);
    }
    assert_int_equal(cost, plan->cost);
    assert_true(cost <= plan->budget);
    assert_int_equal(plan->value, twin_flow(net, options, taken, from, to));
    for (size_t i = 0; plan->link_effect && i < plan->links + plan->nodes; i++) {
        size_t at = i < plan->links ? plan->link[i] : net->links + plan->node[i - plan->links];
        int64_t found = i < plan->links ? plan->link_effect[i] : plan->node_effect[i - plan->links];
        taken[at] = 0;
        int64_t without = twin_flow(net, options, taken, from, to);
        taken[at] = 1;
        assert_int_equal(found, without == plan->value ? 0
                                : without == UNLIMITED ? UNLIMITED
                                                       : without - plan->value);
    }
}

/* The least that a plan within a budget leaves, over all sets of sites. */
static int64_t twin_best(const network *net, const routes_interdict_options *options, uint32_t from,
                         uint32_t to, int64_t budget)
{
    size_t site[32], sites = 0;
    int64_t best = UNLIMITED;
    for (size_t at = 0; at < net->links + net->nodes; at++) {
        size_t node = at - net->links;
        int64_t delay = at < net->links ? options->link_delay[at] : options->node_delay[node];
        if (delay > 0 && (at < net->links || (node != from && node != to)))
            site[sites++] = at;
        assert_true(sites < 20);
    }
    for (size_t set = 0; set < (size_t)1 << sites; set++) {
        unsigned char taken[256] = {0};
        int64_t cost = 0;
        for (size_t i = 0; i < sites; i++)
            if (set >> i & 1) {
                taken[site[i]] = 1;
                cost += cost_of(net, options, site[i]);
            }
        if (cost > budget)
            continue;
        int64_t value = twin_flow(net, options, taken, from, to);
        best = value < best ? value : best;
    }
    return best;
}

/* 0 to 3: by 1 with 5 and 3, by 2 with 4 and 6, directly 2: 3 + 4 + 2 = 9 flow. One link: 0-2, 5
 * are left. Two: 0-2 and 1-3, 2 are left. Three: nothing. Node 2 is worth 4, node 1 only 3. */
static network hand_network(int64_t *capacity)
{
    network net = network_sized(4, 5);
    const uint32_t from[] = {0, 1, 0, 2, 0}, to[] = {1, 3, 2, 3, 3};
    const int64_t given[] = {5, 3, 4, 6, 2};
    for (size_t i = 0; i < 5; i++) {
        net.from[i] = from[i];
        net.to[i] = to[i];
        net.reliability[i] = NAN;
        capacity[i] = given[i];
    }
    network_build(&net);
    return net;
}

static void plans_by_hand(void **state)
{
    (void)state;
    int64_t capacity[5];
    network net = hand_network(capacity);
    const int64_t best[] = {9, 5, 2, 0, 0};
    const int64_t node[] = {1, 1, 1, 1};
    routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
    options.capacity = capacity;
    options.budget = 4;
    options.step = 1;
    routes_interdict *made = find(&net, 0, 3, &options);
    assert_int_equal(routes_interdict_plans(made), 5);
    assert_false(routes_interdict_stopped(made));
    for (size_t b = 0; b < 5; b++) {
        routes_interdict_plan plan = routes_interdict_plan_at(made, b);
        assert_int_equal(plan.budget, b);
        assert_int_equal(plan.value, best[b]);
        assert_int_equal(plan.bound, best[b]);
        assert_int_equal(plan.links, b < 3 ? b : 3);
    }
    assert_int_equal(routes_interdict_plan_at(made, 1).link_effect[0], 4);
    routes_interdict_free(made);

    /* As good with two links: one of 0-1 and 1-3, one of 0-2 and 2-3: of the four, one is the plan.
     * Up to 1 more there is no other. */
    options.budget = 2;
    options.step = 0;
    options.alternatives = 10;
    options.tolerance = 0;
    made = find(&net, 0, 3, &options);
    assert_int_equal(routes_interdict_alternatives(made), 3);
    for (size_t i = 0; i < 3; i++) {
        routes_interdict_plan plan = routes_interdict_alternative_at(made, i);
        assert_int_equal(plan.value, 2);
        assert_null(plan.link_effect);
        check_plan(&net, &options, 0, 3, &plan);
    }
    routes_interdict_free(made);
    options.tolerance = 1;
    made = find(&net, 0, 3, &options);
    assert_int_equal(routes_interdict_alternatives(made), 5);
    routes_interdict_free(made);

    /* Nodes alone. */
    options = (routes_interdict_options)ROUTES_INTERDICT_OPTIONS;
    options.capacity = capacity;
    options.node_delay = node;
    options.budget = 1;
    made = find(&net, 0, 3, &options);
    assert_int_equal(routes_interdict_plan_at(made, 0).value, 5);
    assert_int_equal(routes_interdict_plan_at(made, 0).nodes, 1);
    assert_int_equal(routes_interdict_plan_at(made, 0).node[0], 2);
    assert_int_equal(routes_interdict_plan_at(made, 0).node_effect[0], 4);
    routes_interdict_free(made);
    network_free(&net);
}

static void plans_agree_with_two_solvers(void **state)
{
    (void)state;
    csv reference;
    if (!csv_read(&reference, FLOWS "/reference.csv")) {
        print_message("skipped: no %s\n", FLOWS);
        skip();
    }
    for (size_t row = 0; row < reference.rows; row++) {
        char file[1024];
        csv table;
        snprintf(file, sizeof file, "%s/%s.csv", FLOWS, csv_at(&reference, row, "instance"));
        assert_true(csv_read(&table, file));
        network net = network_sized(0, table.rows);
        int64_t *room = calloc(3 * table.rows + 1, sizeof *room);
        assert_non_null(room);
        routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
        options.capacity = room;
        options.link_cost = room + table.rows;
        options.link_delay = room + 2 * table.rows;
        options.budget = (int64_t)csv_number(&reference, row, "budget");
        for (size_t i = 0; i < table.rows; i++) {
            net.from[i] = (uint32_t)csv_number(&table, i, "from");
            net.to[i] = (uint32_t)csv_number(&table, i, "to");
            net.reliability[i] = NAN;
            room[i] = (int64_t)csv_number(&table, i, "capacity");
            room[table.rows + i] = (int64_t)csv_number(&table, i, "cost");
            room[2 * table.rows + i] = (int64_t)csv_number(&table, i, "interdictable");
            net.nodes = net.from[i] >= net.nodes ? net.from[i] + 1 : net.nodes;
            net.nodes = net.to[i] >= net.nodes ? net.to[i] + 1 : net.nodes;
        }
        network_build(&net);
        int64_t want = (int64_t)csv_number(&reference, row, "min_max_flow");
        routes_interdict *made = find(&net, (uint32_t)csv_number(&reference, row, "source"),
                                      (uint32_t)csv_number(&reference, row, "sink"), &options);
        routes_interdict_plan plan = routes_interdict_plan_at(made, 0);
        assert_int_equal(plan.value, want);
        assert_int_equal(plan.bound, want);
        assert_true(plan.cost <= options.budget);
        routes_interdict_free(made);
        free(room);
        network_free(&net);
        csv_free(&table);
    }
    csv_free(&reference);
}

/* A random case: capacities, costs, some without limit or nothing, few enough sites to try all. */
struct random_case {
    network net;
    int64_t site[64], cost[64], capacity[64]; /* of links, then nodes */
    routes_interdict_options options;
    uint32_t from, to;
};

static void draw_case(struct random_case *made, uint64_t *seed)
{
    size_t nodes = 2 + draw(seed) % 6;
    size_t links = draw(seed) % 17;
    unsigned nodes_too = draw(seed) % 3 == 0;
    unsigned costs = (unsigned)(draw(seed) % 3);
    uint64_t large = draw(seed) % 3 ? 9 : 1000000;
    size_t sites = 0;
    made->net = network_draw(seed, nodes, links, 4, 50);
    for (size_t at = 0; at < links + nodes; at++) {
        int may = sites < 11 && (at < links || nodes_too) && draw(seed) % 6;
        uint64_t which = draw(seed) % 16;
        made->site[at] = may ? (int64_t)(1 + draw(seed) % 3) : 0;
        made->capacity[at] = which == 0   ? UNLIMITED
                             : which == 1 ? 0
                                          : (int64_t)(1 + draw(seed) % large) * 3;
        if (at >= links && draw(seed) % 3)
            made->capacity[at] = UNLIMITED;
        made->cost[at] = costs == 0   ? 1
                         : costs == 1 ? (int64_t)(draw(seed) % 4)
                                      : 10 * (int64_t)(1 + draw(seed) % 3);
        sites += made->site[at] > 0;
    }
    made->from = (uint32_t)(draw(seed) % nodes);
    made->to = (uint32_t)((made->from + 1 + draw(seed) % (nodes - 1)) % nodes);
    made->options = (routes_interdict_options)ROUTES_INTERDICT_OPTIONS;
    made->options.link_delay = made->site;
    made->options.node_delay = made->site + links;
    made->options.link_cost = made->cost;
    made->options.node_cost = made->cost + links;
    made->options.capacity = made->capacity;
    made->options.node_capacity = draw(seed) % 2 ? made->capacity + links : NULL;
    made->options.budget = (int64_t)(draw(seed) % (costs == 2 ? 60 : 5));
    made->options.step = draw(seed) % 2 ? (costs == 2 ? 7 : 1) : 0;
    made->options.alternatives = 200;
    made->options.tolerance = (int64_t)(draw(seed) % 7);
}

/* How many sets of sites within the budget leave no more than `limit` and need all of their sites
 * that cost anything for it, those that cost nothing being in all of them. */
static size_t count_plans(const struct random_case *one, int64_t limit)
{
    size_t site[32], sites = 0, count = 0;
    const network *net = &one->net;
    unsigned char always[256] = {0};
    for (size_t at = 0; at < net->links + net->nodes; at++) {
        int end = at >= net->links && (at - net->links == one->from || at - net->links == one->to);
        if (one->site[at] == 0 || end)
            continue;
        if (one->cost[at] == 0)
            always[at] = 1;
        else
            site[sites++] = at;
    }
    for (size_t set = 0; set < (size_t)1 << sites; set++) {
        unsigned char taken[256];
        int64_t cost = 0;
        memcpy(taken, always, sizeof taken);
        for (size_t i = 0; i < sites; i++)
            if (set >> i & 1) {
                taken[site[i]] = 1;
                cost += one->cost[site[i]];
            }
        if (cost > one->options.budget ||
            twin_flow(net, &one->options, taken, one->from, one->to) > limit)
            continue;
        int needed = 1;
        for (size_t i = 0; i < sites && needed; i++)
            if (set >> i & 1) {
                taken[site[i]] = 0;
                needed = twin_flow(net, &one->options, taken, one->from, one->to) > limit;
                taken[site[i]] = 1;
            }
        count += (size_t)needed;
    }
    return count;
}

static void plans_agree_with_every_set_of_sites(void **state)
{
    (void)state;
    uint64_t seed = 77;
    for (int draw_number = 0; draw_number < 600; draw_number++) {
        struct random_case one;
        draw_case(&one, &seed);
        routes_interdict *made = find(&one.net, one.from, one.to, &one.options);
        for (size_t p = 0; p < routes_interdict_plans(made); p++) {
            routes_interdict_plan plan = routes_interdict_plan_at(made, p);
            int64_t best = twin_best(&one.net, &one.options, one.from, one.to, plan.budget);
            assert_int_equal(plan.value, best);
            assert_int_equal(plan.bound, best);
            check_plan(&one.net, &one.options, one.from, one.to, &plan);
        }
        int64_t value = routes_interdict_plan_at(made, routes_interdict_plans(made) - 1).value;
        for (size_t a = 0; a < routes_interdict_alternatives(made); a++) {
            routes_interdict_plan other = routes_interdict_alternative_at(made, a);
            check_plan(&one.net, &one.options, one.from, one.to, &other);
            assert_true(other.value <= value + one.options.tolerance);
        }
        /* All that need each of their sites are listed, but for the best where it is one. */
        size_t listed = routes_interdict_alternatives(made);
        if (value == UNLIMITED) {
            assert_int_equal(listed, 0);
        } else if (draw_number % 4 == 0 && listed < 200) {
            size_t all = count_plans(&one, value + one.options.tolerance);
            assert_true(listed == all || listed + 1 == all);
        }
        routes_interdict_free(made);
        network_free(&one.net);
    }
}

/* A grid where one search takes many nodes. */
static network draw_grid(int64_t **capacity, uint64_t *seed, size_t side)
{
    network net = network_sized(side * side, 2 * side * side);
    size_t links = 0;
    *capacity = calloc(net.links, sizeof **capacity);
    assert_non_null(*capacity);
    for (size_t v = 0; v < side * side; v++)
        for (size_t k = 0; k < 2; k++) {
            if (k ? v / side == side - 1 : v % side == side - 1)
                continue;
            net.from[links] = (uint32_t)v;
            net.to[links] = (uint32_t)(v + (k ? side : 1));
            net.reliability[links] = NAN;
            net.both_ways[links] = 1;
            (*capacity)[links++] = 1 + (int64_t)(draw(seed) % 20);
        }
    net.links = links;
    network_build(&net);
    return net;
}

static int stop(double done, const char *what, void *user)
{
    int *left = user;
    assert_true(done >= 0.0 && done <= 1.0 && *what);
    return (*left)-- <= 0;
}

static void a_search_cut_short_keeps_plan_and_bound(void **state)
{
    (void)state;
    uint64_t seed = 7;
    int64_t *capacity;
    network net = draw_grid(&capacity, &seed, 9);
    uint32_t left[9], right[9];
    for (uint32_t i = 0; i < 9; i++) {
        left[i] = 9 * i;
        right[i] = 9 * i + 8;
    }
    routes_run run = ROUTES_RUN;
    routes_error err;
    routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
    options.capacity = capacity;
    options.budget = 5;
    routes_interdict *whole = NULL;
    assert_ok(routes_interdict_flow(&whole, net.graph, left, 9, right, 9, &options, &err), &err);
    routes_interdict_plan best = routes_interdict_plan_at(whole, 0);
    assert_int_equal(best.value, best.bound);
    for (uint64_t limit = 1; limit < 40; limit += 5) {
        routes_interdict *part = NULL;
        options.node_limit = limit;
        assert_ok(routes_interdict_flow(&part, net.graph, left, 9, right, 9, &options, &err), &err);
        routes_interdict_plan plan = routes_interdict_plan_at(part, 0);
        assert_true(plan.value >= best.value && plan.bound <= best.value);
        assert_true(routes_interdict_searched(part) <= limit);
        assert_true(routes_interdict_stopped(part) || plan.bound == best.value);
        routes_interdict_free(part);
    }
    options.node_limit = 0;
    options.run = &run;
    options.step = 2;
    run.progress = stop;
    int stopped = 0;
    for (int calls = 0; calls < 200; calls += 3) {
        int left_calls = calls;
        routes_interdict *part = NULL;
        run.progress_user = &left_calls;
        routes_status status =
            routes_interdict_flow(&part, net.graph, left, 9, right, 9, &options, &err);
        if (status) {
            assert_int_equal(status, ROUTES_E_CANCELLED);
            assert_null(part);
            continue;
        }
        size_t plans = routes_interdict_plans(part);
        assert_int_equal(plans, 4);
        routes_interdict_plan plan = routes_interdict_plan_at(part, plans - 1);
        assert_true(plan.value >= best.value && plan.bound <= best.value);
        stopped += routes_interdict_stopped(part);
        routes_interdict_free(part);
    }
    assert_true(stopped > 3);
    routes_interdict_free(whole);
    free(capacity);
    network_free(&net);
}

static void edges_are_what_they_say(void **state)
{
    (void)state;
    network net = network_sized(3, 4);
    const int64_t zero[] = {0, 0, 0, 0};
    const int64_t open[] = {UNLIMITED, 4, 4, 4};
    net.to[0] = net.to[1] = 1; /* parallel */
    net.from[2] = net.to[2] = 1;
    net.to[3] = 1;
    for (size_t i = 0; i < 4; i++)
        net.reliability[i] = NAN;
    network_build(&net);
    routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;

    /* No way: nothing flows, whatever is watched. */
    options.budget = 3;
    routes_interdict *made = find(&net, 0, 2, &options);
    assert_int_equal(routes_interdict_plan_at(made, 0).value, 0);
    assert_int_equal(routes_interdict_plan_at(made, 0).bound, 0);
    assert_int_equal(routes_interdict_plan_at(made, 0).links, 0);
    routes_interdict_free(made);
    /* A budget above all sites; a link from a node to itself is never closed. */
    options.budget = INT64_MAX;
    made = find(&net, 0, 1, &options);
    assert_int_equal(routes_interdict_plan_at(made, 0).value, 0);
    assert_int_equal(routes_interdict_plan_at(made, 0).links, 3);
    routes_interdict_free(made);
    /* What has no limit is closed first; left open, nothing else helps. */
    options.capacity = open;
    options.budget = 1;
    made = find(&net, 0, 1, &options);
    assert_int_equal(routes_interdict_plan_at(made, 0).value, 8);
    assert_int_equal(routes_interdict_plan_at(made, 0).link[0], 0);
    assert_int_equal(routes_interdict_plan_at(made, 0).link_effect[0], UNLIMITED);
    routes_interdict_free(made);
    options.budget = 0;
    options.alternatives = 3;
    made = find(&net, 0, 1, &options);
    assert_int_equal(routes_interdict_plan_at(made, 0).value, UNLIMITED);
    assert_int_equal(routes_interdict_plan_at(made, 0).bound, UNLIMITED);
    assert_int_equal(routes_interdict_alternatives(made), 0);
    routes_interdict_free(made);
    /* Sites that cost nothing are always watched. */
    options.link_cost = zero;
    made = find(&net, 0, 1, &options);
    assert_int_equal(routes_interdict_plan_at(made, 0).value, 0);
    routes_interdict_free(made);
    /* No site at all. */
    options.link_delay = zero;
    options.capacity = NULL;
    options.budget = 5;
    made = find(&net, 0, 1, &options);
    assert_int_equal(routes_interdict_plan_at(made, 0).value, 3);
    assert_int_equal(routes_interdict_plan_at(made, 0).bound, 3);
    routes_interdict_free(made);
    network_free(&net);
}

static void expect(const network *net, const uint32_t *from, size_t froms, uint32_t to,
                   const routes_interdict_options *options, routes_status status, const char *text)
{
    routes_interdict *made = NULL;
    routes_error err;
    assert_int_equal(routes_interdict_flow(&made, net->graph, from, froms, &to, 1, options, &err),
                     status);
    assert_null(made);
    if (!strstr(err.message, text))
        fail_msg("\"%s\" does not say \"%s\"", err.message, text);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    uint64_t seed = 3;
    routes_error err;
    network net = network_draw(&seed, 4, 6, 9, 0);
    const uint32_t zero = 0, two = 2, both[] = {0, 1};
    const int64_t wrong[] = {1, 1, -1, 1, 1, 1};
    const int64_t large[] = {INT64_MAX / 2, 1, 1, 1, 1, 1};
    const int64_t open[] = {INT64_MAX / 40, 1, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED};
    routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
    routes_interdict *made = NULL;
    expect(&net, &zero, 1, 4, NULL, ROUTES_E_ARGUMENT, "below the 4 nodes");
    expect(&net, &two, 1, 2, NULL, ROUTES_E_DATA, "node 2 is an origin too");
    expect(&net, both, 2, 1, NULL, ROUTES_E_DATA, "node 1 is an origin too");
    expect(&net, &zero, 0, 1, NULL, ROUTES_E_ARGUMENT, "origin must name");
    expect(&net, NULL, 1, 1, NULL, ROUTES_E_ARGUMENT, "origin must name");
    assert_int_equal(routes_interdict_flow(NULL, net.graph, &zero, 1, &two, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_interdict_flow(&made, NULL, &zero, 1, &two, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    options.budget = -1;
    expect(&net, &zero, 1, 1, &options, ROUTES_E_DATA, "budget -1");
    options.budget = 1;
    options.capacity = wrong;
    expect(&net, &zero, 1, 1, &options, ROUTES_E_DATA, "capacity[2] is -1");
    options.capacity = large;
    expect(&net, &zero, 1, 1, &options, ROUTES_E_DATA, "all capacities together");
    options.capacity = open;
    expect(&net, &zero, 1, 1, &options, ROUTES_E_DATA, "sites without limit");
    options.capacity = NULL;
    options.node_capacity = wrong;
    expect(&net, &zero, 1, 1, &options, ROUTES_E_DATA, "node_capacity[2] is -1");
    options.node_capacity = NULL;
    options.link_cost = open;
    expect(&net, &zero, 1, 1, &options, ROUTES_E_DATA, "all costs together");
    options.size = 3;
    expect(&net, &zero, 1, 1, &options, ROUTES_E_ARGUMENT, "size");
    network_free(&net);
}

static void plans_survive_every_allocation_that_fails(void **state)
{
    (void)state;
    uint64_t seed = 11;
    int64_t *capacity;
    network net = draw_grid(&capacity, &seed, 5);
    const uint32_t from = 0, to = 24;
    routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
    options.capacity = capacity;
    options.budget = 2;
    options.step = 1;
    options.alternatives = 4;
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_interdict *made = NULL;
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = routes_interdict_flow(&made, net.graph, &from, 1, &to, 1, &options, &err);
        routes_i_memory_fail_after(-1);
        assert_true((status == ROUTES_OK) == (made != NULL));
        routes_interdict_free(made);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    free(capacity);
    network_free(&net);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_by_hand),
        cmocka_unit_test(plans_agree_with_two_solvers),
        cmocka_unit_test(plans_agree_with_every_set_of_sites),
        cmocka_unit_test(a_search_cut_short_keeps_plan_and_bound),
        cmocka_unit_test(edges_are_what_they_say),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(plans_survive_every_allocation_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
