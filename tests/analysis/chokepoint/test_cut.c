/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */
#define _POSIX_C_SOURCE 200809L

#include "routes/cut.h"

#include "core/json.h"
#include "core/memory.h"
#include "graph/igraph_bridge.h"
#include "support/cases.h"
#include "support/network.h"

#define SMALL ROUTES_SHARED "/oracles/exact_small"
#define FLOWS ROUTES_SHARED "/oracles/maxflow"
#define UNLIMITED ROUTES_CUT_UNLIMITED

static routes_cut *find(const network *net, const int64_t *capacity, const int64_t *node_capacity,
                        uint32_t origin, uint32_t destination)
{
    routes_cut *cut = NULL;
    routes_error err;
    routes_cut_options options = ROUTES_CUT_OPTIONS;
    options.node_capacity = node_capacity;
    assert_ok(
        routes_cut_new(&cut, net->graph, capacity, &origin, 1, &destination, 1, &options, &err),
        &err);
    return cut;
}

static void assert_numbers(const uint32_t *found, size_t size, const uint32_t *want, size_t wanted)
{
    assert_int_equal(size, wanted);
    for (size_t i = 0; i < size; i++)
        assert_int_equal(found[i], want[i]);
}

/* A case of an oracle. */
struct oracle {
    char *text;
    routes_i_json *json;
    const routes_i_json_value *root;
    csv names; /* empty where nodes are numbered */
    network net;
    int64_t *capacity;
};

static void read_expected(struct oracle *oracle, const char *folder)
{
    char file[1024];
    routes_error err;
    *oracle = (struct oracle){0};
    snprintf(file, sizeof file, "%s/expected.json", folder);
    oracle->text = csv_slurp(file);
    assert_non_null(oracle->text);
    assert_ok(routes_i_json_read(&oracle->json, oracle->text, strlen(oracle->text), &err), &err);
    oracle->root = routes_i_json_root(oracle->json);
}

static double number(const struct oracle *oracle, const char *key)
{
    return routes_i_json_double(routes_i_json_member(oracle->root, key));
}

static uint32_t node_named(const struct oracle *oracle, const char *name)
{
    return (uint32_t)(oracle->names.rows ? csv_find(&oracle->names, "node", name)
                                         : strtoul(name, NULL, 10));
}

static uint32_t node_of(const struct oracle *oracle, const routes_i_json_value *value)
{
    const char *name = routes_i_json_string(value);
    return name ? node_named(oracle, name) : (uint32_t)routes_i_json_double(value);
}

static void read_links(struct oracle *oracle, const char *folder, const char *column)
{
    char file[1024];
    csv edges;
    snprintf(file, sizeof file, "%s/nodes.csv", folder);
    int named = csv_read(&oracle->names, file);
    size_t nodes = named ? oracle->names.rows : (size_t)number(oracle, "nodes");
    int directed = routes_i_json_truth(routes_i_json_member(oracle->root, "directed")) == 1;
    snprintf(file, sizeof file, "%s/edges.csv", folder);
    assert_true(csv_read(&edges, file));
    oracle->net = network_sized(nodes, edges.rows);
    oracle->capacity = calloc(edges.rows + 1, sizeof *oracle->capacity);
    assert_non_null(oracle->capacity);
    for (size_t i = 0; i < edges.rows; i++) {
        oracle->net.from[i] = node_named(oracle, csv_at(&edges, i, "from"));
        oracle->net.to[i] = node_named(oracle, csv_at(&edges, i, "to"));
        oracle->net.both_ways[i] = !directed;
        oracle->net.reliability[i] = NAN;
        oracle->capacity[i] = strtoll(csv_at(&edges, i, column), NULL, 10);
    }
    csv_free(&edges);
    network_build(&oracle->net);
}

static void free_oracle(struct oracle *oracle)
{
    free(oracle->text);
    routes_i_json_free(oracle->json);
    csv_free(&oracle->names);
    network_free(&oracle->net);
    free(oracle->capacity);
}

/* The nodes of a side, where the oracle lists it. */
static void check_side(const struct oracle *oracle, const char *key, const unsigned char *side,
                       int most)
{
    const routes_i_json_value *list = routes_i_json_member(oracle->root, key);
    size_t count = 0;
    if (!list)
        return;
    for (size_t i = 0; i < routes_i_json_size(list); i++)
        assert_true(side[node_of(oracle, routes_i_json_item(list, i))] <= most);
    for (size_t v = 0; v < oracle->net.nodes; v++)
        count += side[v] <= most;
    assert_int_equal(count, routes_i_json_size(list));
}

static void check_edges(const struct oracle *oracle, const char *key, routes_cut_members found)
{
    const routes_i_json_value *list = routes_i_json_member(oracle->root, key);
    if (!list)
        return;
    assert_int_equal(found.links, routes_i_json_size(list));
    for (size_t i = 0; i < found.links; i++)
        assert_int_equal(found.link[i] + 1,
                         (size_t)routes_i_json_double(routes_i_json_item(list, i)));
}

static void check_case(const char *folder)
{
    struct oracle oracle;
    read_expected(&oracle, folder);
    if (routes_i_json_member(oracle.root, "max_flow")) {
        read_links(&oracle, folder, "capacity");
        routes_cut *cut = find(&oracle.net, oracle.capacity, NULL,
                               node_of(&oracle, routes_i_json_member(oracle.root, "source")),
                               node_of(&oracle, routes_i_json_member(oracle.root, "sink")));
        assert_int_equal(routes_cut_value(cut), (int64_t)number(&oracle, "max_flow"));
        const unsigned char *side = routes_cut_sides(cut);
        check_side(&oracle, "smallest_source_side", side, ROUTES_CUT_WITH_ORIGINS);
        check_side(&oracle, "largest_source_side", side, ROUTES_CUT_BETWEEN);
        const routes_i_json_value *rest =
            routes_i_json_member(oracle.root, "largest_source_side_complement");
        for (size_t i = 0; i < routes_i_json_size(rest); i++)
            assert_int_equal(side[node_of(&oracle, routes_i_json_item(rest, i))],
                             ROUTES_CUT_WITH_DESTINATIONS);
        check_edges(&oracle, "cut_edges_smallest", routes_cut_find(cut, ROUTES_CUT_NEAREST_ORIGIN));
        check_edges(&oracle, "cut_edges_largest",
                    routes_cut_find(cut, ROUTES_CUT_NEAREST_DESTINATION));
        print_message("%s: %lld\n", strrchr(folder, '/') + 1, (long long)routes_cut_value(cut));
        routes_cut_free(cut);
    }
    free_oracle(&oracle);
}

static void cuts_agree_with_exact_cases(void **state)
{
    (void)state;
    if (cases_each(SMALL, "expected.json", check_case) +
            cases_each(FLOWS, "expected.json", check_case) >
        0)
        return;
    print_message("skipped: no %s\n", SMALL);
    skip();
}

/* The least cut between any two nodes is the least between the first and some other. */
static void check_global(const char *folder)
{
    struct oracle oracle;
    int64_t least = INT64_MAX;
    read_expected(&oracle, folder);
    if (routes_i_json_member(oracle.root, "cuts")) {
        read_links(&oracle, folder, "weight");
        for (uint32_t v = 1; v < oracle.net.nodes; v++) {
            routes_cut *cut = find(&oracle.net, oracle.capacity, NULL, 0, v);
            least = routes_cut_value(cut) < least ? routes_cut_value(cut) : least;
            routes_cut_free(cut);
        }
        assert_int_equal(least, (int64_t)number(&oracle, "value"));
    }
    free_oracle(&oracle);
}

static void the_least_cut_of_a_graph_agrees_with_exact_cases(void **state)
{
    (void)state;
    if (cases_each(SMALL, "expected.json", check_global) == 0)
        skip();
}

/* A road 0-1-2-3 of capacities 2, 2, 2, another link 1-2 of 5 and a loop at 1. Cuts of 2: the first
 * link, or the last; with both the cuts share nothing. When node 2 lets 1 pass, it is the only one.
 */
static void a_road_is_cut_at_either_end(void **state)
{
    (void)state;
    network net = network_sized(5, 5);
    const uint32_t from[] = {0, 1, 2, 1, 1};
    const uint32_t to[] = {1, 2, 3, 2, 1};
    const int64_t capacity[] = {2, 2, 2, 5, 9};
    const int64_t node_capacity[] = {UNLIMITED, UNLIMITED, 1, UNLIMITED, UNLIMITED};
    for (size_t i = 0; i < 5; i++) {
        net.from[i] = from[i];
        net.to[i] = to[i];
        net.both_ways[i] = 1;
    }
    network_build(&net);
    routes_cut *cut = find(&net, capacity, NULL, 0, 3);
    assert_int_equal(routes_cut_value(cut), 2);
    routes_cut_members members = routes_cut_find(cut, ROUTES_CUT_NEAREST_ORIGIN);
    assert_numbers(members.link, members.links, (const uint32_t[]){0}, 1);
    members = routes_cut_find(cut, ROUTES_CUT_NEAREST_DESTINATION);
    assert_numbers(members.link, members.links, (const uint32_t[]){2}, 1);
    members = routes_cut_find(cut, ROUTES_CUT_SHARED);
    assert_int_equal(members.links + members.nodes, 0);
    members = routes_cut_find(cut, ROUTES_CUT_ANY);
    assert_numbers(members.link, members.links, (const uint32_t[]){0, 2}, 2);
    const unsigned char side[] = {ROUTES_CUT_WITH_ORIGINS, ROUTES_CUT_BETWEEN, ROUTES_CUT_BETWEEN,
                                  ROUTES_CUT_WITH_DESTINATIONS, ROUTES_CUT_BETWEEN};
    assert_memory_equal(routes_cut_sides(cut), side, 5);
    assert_int_equal(routes_cut_flow(cut)[0], 2);
    assert_int_equal(routes_cut_flow(cut)[1] + routes_cut_flow(cut)[3], 2);
    routes_cut_free(cut);

    cut = find(&net, capacity, NULL, 3, 0);
    assert_int_equal(routes_cut_flow(cut)[0], -2);
    routes_cut_free(cut);

    cut = find(&net, capacity, node_capacity, 0, 3);
    assert_int_equal(routes_cut_value(cut), 1);
    for (int which = 0; which < 4; which++) {
        members = routes_cut_find(cut, (routes_cut_which)which);
        assert_int_equal(members.links, 0);
        assert_numbers(members.node, members.nodes, (const uint32_t[]){2}, 1);
    }
    routes_cut_free(cut);

    cut = find(&net, NULL, NULL, 1, 2);
    assert_int_equal(routes_cut_value(cut), 2);
    routes_cut_free(cut);
    cut = find(&net, NULL, NULL, 0, 4);
    assert_int_equal(routes_cut_value(cut), 0);
    members = routes_cut_find(cut, ROUTES_CUT_NEAREST_ORIGIN);
    assert_int_equal(members.links, 0);
    routes_cut_free(cut);
    network_free(&net);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)user;
    assert_string_equal(what, "minimum cut");
    return 1;
}

static void cuts_refuse_what_is_none(void **state)
{
    (void)state;
    network net = network_sized(3, 2);
    net.to[0] = 1;
    net.from[1] = 1;
    net.to[1] = 2;
    network_build(&net);
    const uint32_t nodes[] = {0, 1, 2, 3};
    int64_t capacity[] = {1, -1};
    routes_cut *cut = NULL;
    routes_error err;
    assert_int_equal(routes_cut_new(NULL, net.graph, NULL, nodes, 1, nodes + 1, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_cut_new(&cut, NULL, NULL, nodes, 1, nodes + 1, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_cut_new(&cut, net.graph, NULL, nodes, 0, nodes + 1, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "origin must name at least one node");
    assert_int_equal(routes_cut_new(&cut, net.graph, NULL, nodes, 1, NULL, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_cut_new(&cut, net.graph, NULL, nodes, 1, nodes + 2, 2, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "destination[1] is 3, must be below the 3 nodes");
    assert_int_equal(routes_cut_new(&cut, net.graph, NULL, nodes, 2, nodes + 1, 1, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(
        err.message, "destination[0]: node 1 is an origin too, and nothing parts it from itself");
    assert_int_equal(routes_cut_new(&cut, net.graph, capacity, nodes, 1, nodes + 2, 1, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "link_capacity[1] is -1, must be 0 or above");
    capacity[1] = ROUTES_CUT_MOST;
    assert_int_equal(routes_cut_new(&cut, net.graph, capacity, nodes, 1, nodes + 2, 1, NULL, &err),
                     ROUTES_E_DATA);
    capacity[0] = capacity[1] = UNLIMITED;
    assert_int_equal(routes_cut_new(&cut, net.graph, capacity, nodes, 1, nodes + 2, 1, NULL, &err),
                     ROUTES_E_NOT_FOUND);
    routes_run run = ROUTES_RUN;
    routes_cut_options options = ROUTES_CUT_OPTIONS;
    run.progress = stop;
    options.run = &run;
    assert_int_equal(routes_cut_new(&cut, net.graph, NULL, nodes, 1, nodes + 2, 1, &options, &err),
                     ROUTES_E_CANCELLED);
    assert_null(cut);

    capacity[0] = ROUTES_CUT_MOST;
    cut = find(&net, capacity, NULL, 0, 2);
    assert_true(routes_cut_value(cut) == ROUTES_CUT_MOST);
    routes_cut_free(cut);
    routes_cut_free(NULL);
    network_free(&net);
}

/* Oracle: every set of nodes that holds the origins and not the destinations, with each node of
 * limited capacity in two (bit v to enter, bit NODES + v to leave). */
enum { NODES = 6, LINKS = 12 };

struct twin {
    const network *net;
    const int64_t *capacity;
    const int64_t *node_capacity;
    unsigned origins, destinations;
    int64_t least;
    unsigned smallest, largest;    /* sets, by bit */
    unsigned links, nodes;         /* in every least cut */
    unsigned any_links, any_nodes; /* in at least one */
};

static unsigned in(unsigned set, uint32_t v)
{
    return set >> v & 1u;
}

static unsigned out(unsigned set, uint32_t v)
{
    return set >> (NODES + v) & 1u;
}

/* What leads out of a set, and what it costs; -1 for a set that is no cut. */
static int64_t cost_of(const struct twin *twin, unsigned set, unsigned *links, unsigned *nodes)
{
    const network *net = twin->net;
    int64_t cost = 0;
    *links = *nodes = 0;
    for (uint32_t v = 0; v < NODES; v++) {
        int limited = twin->node_capacity[v] != UNLIMITED;
        if ((twin->origins >> v & 1u && !in(set, v)) ||
            (twin->destinations >> v & 1u && out(set, v)) ||
            (!limited && in(set, v) != out(set, v)))
            return -1;
        if (in(set, v) && !out(set, v)) {
            *nodes |= 1u << v;
            cost += twin->node_capacity[v];
        }
    }
    for (uint32_t i = 0; i < net->links; i++) {
        uint32_t from = net->from[i];
        uint32_t to = net->to[i];
        int crosses = from != to && ((out(set, from) && !in(set, to)) ||
                                     (net->both_ways[i] && out(set, to) && !in(set, from)));
        if (!crosses)
            continue;
        if (twin->capacity[i] == UNLIMITED)
            return -1;
        *links |= 1u << i;
        cost += twin->capacity[i];
    }
    return cost;
}

static void enumerate(struct twin *twin)
{
    twin->least = INT64_MAX;
    for (unsigned set = 0; set < 1u << 2 * NODES; set++) {
        unsigned links;
        unsigned nodes;
        int64_t cost = cost_of(twin, set, &links, &nodes);
        if (cost < 0 || cost > twin->least)
            continue;
        if (cost < twin->least) {
            twin->least = cost;
            twin->smallest = twin->links = twin->nodes = ~0u;
            twin->largest = twin->any_links = twin->any_nodes = 0;
        }
        twin->smallest &= set;
        twin->largest |= set;
        twin->links &= links;
        twin->nodes &= nodes;
        twin->any_links |= links;
        twin->any_nodes |= nodes;
    }
}

static unsigned bits(const uint32_t *numbers, size_t count)
{
    unsigned set = 0;
    for (size_t i = 0; i < count; i++)
        set |= 1u << numbers[i];
    return set;
}

static void assert_members(const routes_cut *cut, routes_cut_which which, unsigned links,
                           unsigned nodes)
{
    routes_cut_members members = routes_cut_find(cut, which);
    assert_int_equal(bits(members.link, members.links), links);
    assert_int_equal(bits(members.node, members.nodes), nodes);
}

static void compare(const struct twin *twin, const routes_cut *cut)
{
    unsigned links;
    unsigned nodes;
    assert_int_equal(routes_cut_value(cut), twin->least);
    cost_of(twin, twin->smallest, &links, &nodes);
    assert_members(cut, ROUTES_CUT_NEAREST_ORIGIN, links, nodes);
    cost_of(twin, twin->largest, &links, &nodes);
    assert_members(cut, ROUTES_CUT_NEAREST_DESTINATION, links, nodes);
    assert_members(cut, ROUTES_CUT_SHARED, twin->links, twin->nodes);
    assert_members(cut, ROUTES_CUT_ANY, twin->any_links, twin->any_nodes);
    for (uint32_t v = 0; v < NODES; v++)
        assert_int_equal(routes_cut_sides(cut)[v], out(twin->smallest, v) ? ROUTES_CUT_WITH_ORIGINS
                                                   : out(twin->largest, v)
                                                       ? ROUTES_CUT_BETWEEN
                                                       : ROUTES_CUT_WITH_DESTINATIONS);
}

/* Few values, so that several cuts cost the same; one in twelve without limit. */
static int64_t draw_capacity(uint64_t *seed)
{
    return draw(seed) % 12 ? (int64_t)(draw(seed) % 4) : UNLIMITED;
}

static void cuts_agree_with_every_set_of_nodes(void **state)
{
    (void)state;
    uint64_t seed = 1956;
    size_t without = 0;
    for (int round = 0; round < 400; round++) {
        network net = network_draw(&seed, NODES, draw(&seed) % LINKS + 1, 1, 50);
        int64_t capacity[LINKS];
        int64_t node_capacity[NODES];
        uint32_t origin[NODES];
        uint32_t destination[NODES];
        size_t origins = 0;
        size_t destinations = 0;
        for (size_t i = 0; i < net.links; i++)
            capacity[i] = draw_capacity(&seed);
        for (uint32_t v = 0; v < NODES; v++) {
            node_capacity[v] = draw(&seed) % 3 ? UNLIMITED : draw_capacity(&seed);
            unsigned role = v < 2 ? v : (unsigned)(draw(&seed) % 6);
            if (role == 0)
                origin[origins++] = v;
            else if (role == 1)
                destination[destinations++] = v;
        }
        struct twin twin = {.net = &net,
                            .capacity = capacity,
                            .node_capacity = node_capacity,
                            .origins = bits(origin, origins),
                            .destinations = bits(destination, destinations)};
        enumerate(&twin);
        routes_cut *cut = NULL;
        routes_error err;
        routes_cut_options options = ROUTES_CUT_OPTIONS;
        options.node_capacity = node_capacity;
        routes_status status = routes_cut_new(&cut, net.graph, capacity, origin, origins,
                                              destination, destinations, &options, &err);
        if (twin.least == INT64_MAX) {
            assert_int_equal(status, ROUTES_E_NOT_FOUND);
            without++;
        } else {
            assert_ok(status, &err);
            compare(&twin, cut);
        }
        routes_cut_free(cut);
        network_free(&net);
    }
    assert_in_range(without, 1, 200);
}

/* igraph's push-relabel on larger graphs. */
struct question {
    const network *net;
    const int64_t *capacity;
    double value;
};

static igraph_error_t ask(void *context)
{
    struct question *question = context;
    routes_i_igraph made;
    igraph_vector_t capacity;
    igraph_error_t code = routes_i_igraph_make(&made, question->net->graph, 1);
    if (code)
        return code;
    code = igraph_vector_init(&capacity, igraph_ecount(&made.graph));
    if (!code) {
        for (igraph_integer_t i = 0; i < igraph_ecount(&made.graph); i++)
            VECTOR(capacity)[i] = (double)question->capacity[VECTOR(made.link)[i]];
        code = igraph_maxflow_value(&made.graph, &question->value, 0,
                                    (igraph_integer_t)question->net->nodes - 1, &capacity, NULL);
        igraph_vector_destroy(&capacity);
    }
    routes_i_igraph_destroy(&made);
    return code;
}

static void values_agree_with_igraph(void **state)
{
    (void)state;
    uint64_t seed = 1970;
    for (int round = 0; round < 60; round++) {
        network net = network_draw(&seed, 100, 150 + draw(&seed) % 400, 1, 40);
        int64_t *capacity = calloc(net.links, sizeof *capacity);
        assert_non_null(capacity);
        int64_t most = round % 2 ? 5 : 1000000000;
        for (size_t i = 0; i < net.links; i++)
            capacity[i] = (int64_t)(draw(&seed) % (uint64_t)most);
        struct question question = {.net = &net, .capacity = capacity};
        routes_error err;
        assert_ok(routes_i_igraph_run(ask, &question, NULL, &err), &err);
        routes_cut *cut = find(&net, capacity, NULL, 0, 99);
        assert_true((double)routes_cut_value(cut) == question.value);
        routes_cut_free(cut);
        free(capacity);
        network_free(&net);
    }
}

/* A grid of 200 x 200 nodes: what is found is proved, flow against cut, before it is given. */
static void a_large_grid_is_cut_and_proved(void **state)
{
    (void)state;
    enum { SIDE = 200 };
    uint64_t seed = 1980;
    network net = network_sized(SIDE * SIDE, 2 * SIDE * (SIDE - 1));
    int64_t *capacity = calloc(net.links, sizeof *capacity);
    assert_non_null(capacity);
    size_t at = 0;
    for (uint32_t v = 0; v < SIDE * SIDE; v++)
        for (int down = 0; down < 2; down++) {
            if (down ? v / SIDE == SIDE - 1 : v % SIDE == SIDE - 1)
                continue;
            net.from[at] = v;
            net.to[at] = v + (down ? SIDE : 1);
            net.both_ways[at] = 1;
            capacity[at++] = (int64_t)(draw(&seed) % 1000);
        }
    assert_int_equal(at, net.links);
    network_build(&net);
    uint32_t origin[SIDE];
    uint32_t destination[SIDE];
    for (uint32_t i = 0; i < SIDE; i++) {
        origin[i] = i * SIDE;
        destination[i] = i * SIDE + SIDE - 1;
    }
    routes_cut *cut = NULL;
    routes_error err;
    assert_ok(
        routes_cut_new(&cut, net.graph, capacity, origin, SIDE, destination, SIDE, NULL, &err),
        &err);
    assert_true(routes_cut_value(cut) > 0);
    routes_cut_free(cut);
    free(capacity);
    network_free(&net);
}

static void cuts_survive_every_allocation_that_fails(void **state)
{
    (void)state;
    uint64_t seed = 9;
    network net = network_draw(&seed, 8, 14, 3, 30);
    const int64_t node_capacity[] = {5, 1, UNLIMITED, 2, 1, UNLIMITED, 3, 9};
    const uint32_t nodes[] = {0, 7};
    routes_cut_options options = ROUTES_CUT_OPTIONS;
    options.node_capacity = node_capacity;
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_cut *cut = NULL;
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = routes_cut_new(&cut, net.graph, NULL, nodes, 1, nodes + 1, 1, &options, &err);
        routes_i_memory_fail_after(-1);
        assert_true((status == ROUTES_OK) == (cut != NULL));
        routes_cut_free(cut);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    network_free(&net);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_agree_with_exact_cases),
        cmocka_unit_test(the_least_cut_of_a_graph_agrees_with_exact_cases),
        cmocka_unit_test(a_road_is_cut_at_either_end),
        cmocka_unit_test(cuts_refuse_what_is_none),
        cmocka_unit_test(cuts_agree_with_every_set_of_nodes),
        cmocka_unit_test(values_agree_with_igraph),
        cmocka_unit_test(a_large_grid_is_cut_and_proved),
        cmocka_unit_test(cuts_survive_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("cut", tests, NULL, NULL);
}
