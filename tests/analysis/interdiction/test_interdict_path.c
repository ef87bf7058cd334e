/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */
/* Timeout: 120 */
#define _POSIX_C_SOURCE 200809L

#include "routes/interdict_path.h"

#include "core/json.h"
#include "core/memory.h"
#include "support/cases.h"
#include "support/network.h"

#define GRIDS ROUTES_SHARED "/oracles/interdiction/shortest_path"
#define SMALL ROUTES_SHARED "/oracles/exact_small"
#define CLOSED ROUTES_INTERDICT_CLOSED

static routes_interdict *find(const network *net, uint32_t from, uint32_t to,
                              const routes_interdict_options *options)
{
    routes_interdict *made = NULL;
    routes_error err;
    assert_ok(routes_interdict_path(&made, net->graph, from, to, options, &err), &err);
    return made;
}

/* The twin: the shortest way by as many rounds over all links as there are nodes. `taken` says of
 * links, then nodes, whether they are watched. */
static int64_t twin_length(const network *net, const routes_interdict_options *options,
                           const unsigned char *taken, uint32_t from, uint32_t to)
{
    int64_t far[64];
    assert_true(net->nodes <= 64);
    for (size_t v = 0; v < net->nodes; v++)
        far[v] = CLOSED;
    far[from] = 0;
    for (size_t round = 0; round < net->nodes; round++)
        for (size_t i = 0; i < 2 * net->links; i++) {
            size_t link = i / 2;
            uint32_t tail = i % 2 ? net->to[link] : net->from[link];
            uint32_t head = i % 2 ? net->from[link] : net->to[link];
            int64_t length = net->length[link];
            if ((i % 2 && !net->both_ways[link]) || far[tail] == CLOSED)
                continue;
            const int64_t delays[] = {taken[link] ? options->link_delay[link] : 0,
                                      taken[net->links + head] ? options->node_delay[head] : 0};
            if (delays[0] == CLOSED || delays[1] == CLOSED)
                continue;
            length += delays[0] + delays[1];
            if (far[tail] + length < far[head])
                far[head] = far[tail] + length;
        }
    return far[to];
}

static int64_t cost_of(const network *net, const routes_interdict_options *options, size_t at)
{
    if (at < net->links)
        return options->link_cost ? options->link_cost[at] : 1;
    return options->node_cost ? options->node_cost[at - net->links] : 1;
}

/* What a plan costs and how long it makes the way, by the twin. */
static void check_plan(const network *net, const routes_interdict_options *options, uint32_t from,
                       uint32_t to, const routes_interdict_plan *plan)
{
    unsigned char taken[256] = {0};
    int64_t cost = 0;
    assert_true(net->links + net->nodes <= sizeof taken);
    for (size_t i = 0; i < plan->links; i++) {
        assert_true(i == 0 || plan->link[i] > plan->link[i - 1]);
        assert_true(options->link_delay[plan->link[i]] > 0);
        taken[plan->link[i]] = 1;
        cost += cost_of(net, options, plan->link[i]);
    }
    for (size_t i = 0; i < plan->nodes; i++) {
        assert_true(i == 0 || plan->node[i] > plan->node[i - 1]);
        assert_true(plan->node[i] != from && plan->node[i] != to);
        taken[net->links + plan->node[i]] = 1;
        cost += cost_of(net, options, net->links + plan->node[i]);
    }
    assert_int_equal(cost, plan->cost);
    assert_true(cost <= plan->budget);
    assert_int_equal(plan->value, twin_length(net, options, taken, from, to));
    for (size_t i = 0; plan->link_effect && i < plan->links; i++) {
        taken[plan->link[i]] = 0;
        int64_t without = twin_length(net, options, taken, from, to);
        taken[plan->link[i]] = 1;
        int64_t effect = plan->value == without  ? 0
                         : plan->value == CLOSED ? CLOSED
                                                 : plan->value - without;
        assert_int_equal(plan->link_effect[i], effect);
    }
}

/* The best value within a budget, over all sets of sites. */
static int64_t twin_best(const network *net, const routes_interdict_options *options, uint32_t from,
                         uint32_t to, int64_t budget)
{
    size_t site[32];
    size_t sites = 0;
    int64_t best = -1;
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
        int64_t value = twin_length(net, options, taken, from, to);
        best = value > best ? value : best;
    }
    return best;
}

/* s = 0, t = 3. Ways 0-1-3 (2 + 2 = 4), 0-2-3 (3 + 3 = 6), 0-3 (9). Delays of 3 each, cost 1.
 * One site: on the first way, 7; the second is 6, so 6. Two: one on each, 7. Three: both of the
 * first, 4 + 6 = 10, with one of the second 9: the direct link, 9. Four: 4 + 6, 6 + 6, 9: 9.
 * Five: the direct link too, 12: 10. */
static void plans_by_hand(void **state)
{
    (void)state;
    const int64_t best[] = {4, 6, 7, 9, 9, 10, 10};
    const int64_t delay[] = {3, 3, 3, 3, 3};
    network net = network_sized(4, 5);
    const uint32_t from[] = {0, 1, 0, 2, 0}, to[] = {1, 3, 2, 3, 3};
    const int64_t length[] = {2, 2, 3, 3, 9};
    for (size_t i = 0; i < 5; i++) {
        net.from[i] = from[i];
        net.to[i] = to[i];
        net.length[i] = length[i];
        net.reliability[i] = NAN;
    }
    network_build(&net);
    routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
    options.link_delay = delay;
    options.budget = 6;
    options.step = 1;
    routes_interdict *made = find(&net, 0, 3, &options);
    assert_int_equal(routes_interdict_plans(made), 7);
    assert_false(routes_interdict_stopped(made));
    for (size_t b = 0; b < 7; b++) {
        routes_interdict_plan plan = routes_interdict_plan_at(made, b);
        assert_int_equal(plan.budget, b);
        assert_int_equal(plan.value, best[b]);
        assert_int_equal(plan.bound, best[b]);
    }
    assert_int_equal(routes_interdict_plan_at(made, 1).links, 1);
    assert_int_equal(routes_interdict_plan_at(made, 1).link_effect[0], 2);
    routes_interdict_free(made);
    routes_interdict_free(NULL);

    /* The most vital links: one of either way leaves the direct link, with it nothing. */
    routes_interdict_options vital = ROUTES_INTERDICT_OPTIONS;
    vital.budget = 3;
    vital.step = 2;
    vital.alternatives = 10;
    made = find(&net, 0, 3, &vital);
    assert_int_equal(routes_interdict_plans(made), 3);
    assert_int_equal(routes_interdict_plan_at(made, 1).value, 9);
    routes_interdict_plan plan = routes_interdict_plan_at(made, 2);
    assert_int_equal(plan.budget, 3);
    assert_int_equal(plan.value, CLOSED);
    assert_int_equal(plan.bound, CLOSED);
    assert_int_equal(plan.link_effect[0], CLOSED);
    /* Two for the first way, two for the second: four plans, one of which is the plan. */
    assert_int_equal(routes_interdict_alternatives(made), 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(routes_interdict_alternative_at(made, i).links, 3);
    routes_interdict_free(made);
    network_free(&net);
}

/* A grid of the oracle; `sites` get what delays them. */
static int read_grid(network *net, int64_t **delay, const char *name)
{
    char file[1024];
    csv table;
    uint32_t nodes = 0;
    snprintf(file, sizeof file, "%s/%s.csv", GRIDS, name ? name : "");
    if (!csv_read(&table, file))
        return 0;
    *net = network_sized(0, table.rows);
    *delay = calloc(table.rows + 1, sizeof **delay);
    assert_non_null(*delay);
    for (size_t i = 0; i < table.rows; i++) {
        net->from[i] = (uint32_t)csv_number(&table, i, "from");
        net->to[i] = (uint32_t)csv_number(&table, i, "to");
        net->length[i] = (int64_t)csv_number(&table, i, "length");
        net->reliability[i] = NAN;
        if (csv_number(&table, i, "interdictable") > 0)
            (*delay)[i] = (int64_t)csv_number(&table, i, "delay");
        nodes = net->from[i] > nodes ? net->from[i] : nodes;
        nodes = net->to[i] > nodes ? net->to[i] : nodes;
    }
    net->nodes = nodes + 1;
    csv_free(&table);
    network_build(net);
    return 1;
}

static void grids_agree_with_two_solvers(void **state)
{
    (void)state;
    csv reference;
    if (!csv_read(&reference, GRIDS "/reference.csv")) {
        print_message("skipped: no %s\n", GRIDS);
        skip();
    }
    for (size_t row = 0; row < reference.rows; row++) {
        network net;
        int64_t *delay = NULL;
        const char *instance = csv_at(&reference, row, "instance");
        assert_non_null(instance);
        assert_true(read_grid(&net, &delay, instance));
        routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
        options.link_delay = delay;
        options.budget = (int64_t)csv_number(&reference, row, "budget");
        routes_interdict *made = find(&net, (uint32_t)csv_number(&reference, row, "source"),
                                      (uint32_t)csv_number(&reference, row, "sink"), &options);
        routes_interdict_plan plan = routes_interdict_plan_at(made, 0);
        assert_int_equal(plan.value, (int64_t)csv_number(&reference, row, "max_shortest_path"));
        assert_int_equal(plan.bound, plan.value);
        routes_interdict_free(made);
        free(delay);
        network_free(&net);
    }
    csv_free(&reference);
}

/* A kind of the exact cases as options; `room` [links + nodes] holds what closes or delays. */
static void set_kind(routes_interdict_options *options, const char *kind, const csv *edges,
                     size_t nodes, int64_t *room)
{
    options->link_delay = room;
    options->node_delay = room + edges->rows;
    for (size_t i = 0; i < edges->rows + nodes; i++)
        room[i] = 0;
    for (size_t i = 0; i < edges->rows; i++) {
        if (strcmp(kind, "remove_edges") == 0)
            room[i] = CLOSED;
        else if (strcmp(kind, "delay_edges") == 0)
            room[i] = (int64_t)csv_number(edges, i, "delay") * 1000000;
    }
    for (size_t v = 0; v < nodes && strcmp(kind, "remove_nodes") == 0; v++)
        room[edges->rows + v] = CLOSED;
}

/* Whether a plan is the one written "1+2+9", or "a+b" of nodes. */
static int is_written(const routes_interdict_plan *plan, const csv *names, const char *text,
                      size_t size)
{
    char built[256] = "";
    size_t at = 0;
    for (size_t i = 0; i < plan->links; i++)
        at += (size_t)snprintf(built + at, sizeof built - at, "%s%u", i ? "+" : "",
                               plan->link[i] + 1);
    for (size_t i = 0; i < plan->nodes; i++)
        at += (size_t)snprintf(built + at, sizeof built - at, "%s%s", i ? "+" : "",
                               csv_at(names, plan->node[i], "node"));
    return at == size && strncmp(built, text, size) == 0;
}

/* Every plan of an exact case that holds `budget` sites must be among those found, unless it holds
 * a site that it does not need; and the one found among those. */
static void check_listed(const routes_interdict *made, const csv *names, const char *optima)
{
    routes_interdict_plan best = routes_interdict_plan_at(made, 0);
    size_t listed = 0, met = 0;
    while (*optima) {
        size_t size = strcspn(optima, "|");
        met += (size_t)is_written(&best, names, optima, size);
        for (size_t i = 0; i < routes_interdict_alternatives(made); i++) {
            routes_interdict_plan other = routes_interdict_alternative_at(made, i);
            met += (size_t)is_written(&other, names, optima, size);
        }
        listed++;
        optima += size + (optima[size] == '|');
    }
    if (listed && best.links + best.nodes == (size_t)best.budget)
        assert_true(met >= 1 && met <= listed);
}

static size_t exact_rows;

static void check_small(const char *folder)
{
    char file[1024];
    csv names, edges, expected;
    network net;
    routes_i_json *json = NULL;
    routes_error err;
    snprintf(file, sizeof file, "%s/expected.csv", folder);
    if (!strstr(folder, "/interdiction_") || !csv_read(&expected, file))
        return;
    snprintf(file, sizeof file, "%s/case.json", folder);
    char *text = csv_slurp(file);
    assert_non_null(text);
    assert_ok(routes_i_json_read(&json, text, strlen(text), &err), &err);
    const routes_i_json_value *root = routes_i_json_root(json);
    int directed = routes_i_json_truth(routes_i_json_member(root, "directed")) == 1;
    assert_true(network_read(&net, &names, folder, directed));
    snprintf(file, sizeof file, "%s/edges.csv", folder);
    assert_true(csv_read(&edges, file));
    uint32_t from = (uint32_t)csv_find(&names, "node",
                                       routes_i_json_string(routes_i_json_member(root, "source")));
    uint32_t to = (uint32_t)csv_find(&names, "node",
                                     routes_i_json_string(routes_i_json_member(root, "sink")));
    int64_t *room = calloc(net.links + net.nodes, sizeof *room);
    assert_non_null(room);
    for (size_t row = 0; row < expected.rows; row++) {
        routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
        set_kind(&options, csv_at(&expected, row, "kind"), &edges, net.nodes, room);
        options.budget = (int64_t)csv_number(&expected, row, "budget");
        options.alternatives = 100;
        routes_interdict *made = find(&net, from, to, &options);
        routes_interdict_plan plan = routes_interdict_plan_at(made, 0);
        const char *worst = csv_at(&expected, row, "worst_shortest_path");
        int64_t value = CLOSED;
        if (strcmp(worst, "inf") != 0)
            assert_ok(routes_decimal_read(&value, worst, NETWORK_DECIMALS, &err), &err);
        assert_int_equal(plan.value, value);
        assert_int_equal(plan.bound, value);
        check_plan(&net, &options, from, to, &plan);
        check_listed(made, &names, csv_at(&expected, row, "optima"));
        routes_interdict_free(made);
        exact_rows++;
    }
    free(room);
    network_free(&net);
    csv_free(&names);
    csv_free(&edges);
    csv_free(&expected);
    routes_i_json_free(json);
    free(text);
}

static void plans_agree_with_exact_cases(void **state)
{
    (void)state;
    if (cases_each(SMALL, "case.json", check_small) == 0) {
        print_message("skipped: no %s\n", SMALL);
        skip();
    }
    assert_true(exact_rows > 0);
}

/* A random case: delays, closings and costs on links and nodes, few enough sites to try all. */
struct random_case {
    network net;
    int64_t delay[64], cost[64]; /* of links, then nodes */
    routes_interdict_options options;
    uint32_t from, to;
};

static void draw_case(struct random_case *made, uint64_t *seed)
{
    size_t nodes = 2 + draw(seed) % 6;
    size_t links = draw(seed) % 15;
    unsigned nodes_too = draw(seed) % 3 == 0;
    unsigned kind = (unsigned)(draw(seed) % 3);
    unsigned costs = (unsigned)(draw(seed) % 3);
    made->net = network_draw(seed, nodes, links, draw(seed) % 2 ? 4 : 1000000, 50);
    size_t sites = 0;
    for (size_t at = 0; at < links + nodes; at++) {
        int64_t delay = kind == 0   ? CLOSED
                        : kind == 1 ? (int64_t)(draw(seed) % 5)
                                    : (draw(seed) % 3 ? (int64_t)(draw(seed) % 8) : CLOSED);
        int may = sites < 11 && (at < links || nodes_too) && draw(seed) % 6;
        made->delay[at] = may ? delay : 0;
        made->cost[at] = costs == 0   ? 1
                         : costs == 1 ? (int64_t)(draw(seed) % 4)
                                      : 10 * (int64_t)(1 + draw(seed) % 3);
        sites += made->delay[at] > 0;
    }
    made->from = (uint32_t)(draw(seed) % nodes);
    made->to = (uint32_t)((made->from + 1 + draw(seed) % (nodes - 1)) % nodes);
    made->options = (routes_interdict_options)ROUTES_INTERDICT_OPTIONS;
    made->options.link_delay = made->delay;
    made->options.node_delay = made->delay + links;
    made->options.link_cost = made->cost;
    made->options.node_cost = made->cost + links;
    made->options.budget = (int64_t)(draw(seed) % (costs == 2 ? 60 : 5));
    made->options.step = draw(seed) % 2 ? (costs == 2 ? 7 : 1) : 0;
    made->options.alternatives = 5;
    made->options.tolerance = (int64_t)(draw(seed) % 3);
}

static void plans_agree_with_every_set_of_sites(void **state)
{
    (void)state;
    uint64_t seed = 51;
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
            assert_true(value == CLOSED ? other.value == CLOSED
                                        : other.value >= value - one.options.tolerance);
        }
        routes_interdict_free(made);
        network_free(&one.net);
    }
}

/* A grid like the oracle's, drawn here. */
static network draw_grid(int64_t **delay, uint64_t *seed, size_t side)
{
    network net = network_sized(side * side, 3 * side * side);
    size_t links = 0;
    *delay = calloc(net.links, sizeof **delay);
    assert_non_null(*delay);
    for (size_t v = 0; v < side * side; v++) {
        const size_t heads[] = {v + 1, v + side, v + side + 1};
        for (size_t k = 0; k < 3; k++) {
            if ((k != 1 && v % side == side - 1) || (k > 0 && v / side == side - 1))
                continue;
            net.from[links] = (uint32_t)v;
            net.to[links] = (uint32_t)heads[k];
            net.length[links] = 1 + (int64_t)(draw(seed) % 10);
            net.reliability[links] = NAN;
            net.both_ways[links] = 1;
            (*delay)[links++] = 1 + (int64_t)(draw(seed) % 10);
        }
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

/* What is cut short still holds: the value is that of the plan, the bound above that of the proof.
 */
static void a_search_cut_short_keeps_plan_and_bound(void **state)
{
    (void)state;
    uint64_t seed = 7;
    int64_t *delay;
    int left = 1;
    network net = draw_grid(&delay, &seed, 14);
    uint32_t to = (uint32_t)net.nodes - 1;
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    run.progress_user = &left;
    routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
    options.link_delay = delay;
    options.budget = 3;
    routes_interdict *whole = find(&net, 0, to, &options);
    routes_interdict_plan best = routes_interdict_plan_at(whole, 0);
    assert_int_equal(best.value, best.bound);
    for (uint64_t limit = 1; limit < 200; limit += 30) {
        options.node_limit = limit;
        routes_interdict *part = find(&net, 0, to, &options);
        routes_interdict_plan plan = routes_interdict_plan_at(part, 0);
        assert_true(plan.value <= best.value && plan.bound >= best.value);
        assert_true(routes_interdict_searched(part) <= limit);
        assert_true(routes_interdict_stopped(part) || plan.bound == best.value);
        routes_interdict_free(part);
    }
    /* Nothing is asked here of how far it comes: it ends, and says so. */
    options.node_limit = 0;
    options.budget = 40;
    options.run = &run;
    routes_interdict *part = find(&net, 0, to, &options);
    assert_true(routes_interdict_stopped(part));
    assert_true(routes_interdict_plan_at(part, 0).value >= best.value);
    assert_true(routes_interdict_plan_at(part, 0).bound >= routes_interdict_plan_at(part, 0).value);
    routes_interdict_free(part);
    routes_interdict_free(whole);
    free(delay);
    network_free(&net);
}

static void edges_are_what_they_say(void **state)
{
    (void)state;
    const int64_t closed[] = {CLOSED, CLOSED, CLOSED, CLOSED};
    const int64_t zero[] = {0, 0, 0, 0};
    network net = network_sized(3, 4);
    net.to[0] = net.to[1] = 1; /* parallel, of length 0 */
    net.from[2] = net.to[2] = 1;
    net.to[3] = 1;
    for (size_t i = 0; i < 4; i++)
        net.reliability[i] = NAN;
    network_build(&net);
    routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;

    /* No way: nothing gets through, whatever is watched. */
    routes_interdict *made = find(&net, 0, 2, &options);
    assert_int_equal(routes_interdict_plan_at(made, 0).value, CLOSED);
    assert_int_equal(routes_interdict_plan_at(made, 0).links, 0);
    routes_interdict_free(made);
    /* Two of three parallel links are not enough; a budget above all sites is. */
    options.budget = 2;
    made = find(&net, 0, 1, &options);
    assert_int_equal(routes_interdict_plan_at(made, 0).value, 0);
    assert_int_equal(routes_interdict_plan_at(made, 0).bound, 0);
    routes_interdict_free(made);
    options.budget = INT64_MAX;
    made = find(&net, 0, 1, &options);
    assert_int_equal(routes_interdict_plan_at(made, 0).value, CLOSED);
    assert_int_equal(routes_interdict_plan_at(made, 0).links, 3);
    routes_interdict_free(made);
    /* Sites that cost nothing are always watched. */
    options.budget = 0;
    options.link_delay = closed;
    options.link_cost = zero;
    made = find(&net, 0, 1, &options);
    assert_int_equal(routes_interdict_plan_at(made, 0).value, CLOSED);
    routes_interdict_free(made);
    /* No site at all. */
    options.link_delay = zero;
    options.budget = 5;
    options.alternatives = 3;
    made = find(&net, 0, 1, &options);
    assert_int_equal(routes_interdict_plan_at(made, 0).value, 0);
    assert_int_equal(routes_interdict_plan_at(made, 0).links, 0);
    assert_int_equal(routes_interdict_alternatives(made), 0);
    routes_interdict_free(made);
    network_free(&net);
}

static void expect(const network *net, uint32_t from, uint32_t to,
                   const routes_interdict_options *options, routes_status status, const char *text)
{
    routes_interdict *made = NULL;
    routes_error err;
    assert_int_equal(routes_interdict_path(&made, net->graph, from, to, options, &err), status);
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
    const int64_t wrong[] = {1, 1, -1, 1, 1, 1};
    const int64_t large[] = {INT64_MAX / 2, 1, 1, 1, 1, 1};
    routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
    expect(&net, 0, 4, NULL, ROUTES_E_ARGUMENT, "below the 4 nodes");
    expect(&net, 2, 2, NULL, ROUTES_E_ARGUMENT, "both 2");
    assert_int_equal(routes_interdict_path(NULL, net.graph, 0, 1, NULL, &err), ROUTES_E_ARGUMENT);
    routes_interdict *made = NULL;
    assert_int_equal(routes_interdict_path(&made, NULL, 0, 1, NULL, &err), ROUTES_E_ARGUMENT);
    options.budget = -1;
    expect(&net, 0, 1, &options, ROUTES_E_DATA, "budget -1");
    options.budget = 1;
    options.link_delay = wrong;
    expect(&net, 0, 1, &options, ROUTES_E_DATA, "link_delay[2] is -1");
    options.link_delay = large;
    expect(&net, 0, 1, &options, ROUTES_E_DATA, "all lengths and delays together");
    options.link_delay = NULL;
    options.link_cost = wrong;
    expect(&net, 0, 1, &options, ROUTES_E_DATA, "link_cost[2] is -1");
    options.link_cost = NULL;
    options.kind = ROUTES_PATH_TIME;
    expect(&net, 0, 1, &options, ROUTES_E_ARGUMENT, "no times");
    options.kind = ROUTES_PATH_RELIABILITY;
    expect(&net, 0, 1, &options, ROUTES_E_ARGUMENT, "length or time");
    options.size = 3;
    expect(&net, 0, 1, &options, ROUTES_E_ARGUMENT, "size");
    network_free(&net);
}

static void plans_survive_every_allocation_that_fails(void **state)
{
    (void)state;
    uint64_t seed = 11;
    int64_t *delay;
    network net = draw_grid(&delay, &seed, 6);
    delay[3] = delay[17] = CLOSED;
    routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
    options.link_delay = delay;
    options.budget = 4;
    options.step = 2;
    options.alternatives = 4;
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_interdict *made = NULL;
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = routes_interdict_path(&made, net.graph, 0, 35, &options, &err);
        routes_i_memory_fail_after(-1);
        assert_true((status == ROUTES_OK) == (made != NULL));
        routes_interdict_free(made);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    free(delay);
    network_free(&net);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_by_hand),
        cmocka_unit_test(grids_agree_with_two_solvers),
        cmocka_unit_test(plans_agree_with_exact_cases),
        cmocka_unit_test(plans_agree_with_every_set_of_sites),
        cmocka_unit_test(a_search_cut_short_keeps_plan_and_bound),
        cmocka_unit_test(edges_are_what_they_say),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(plans_survive_every_allocation_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
