/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "routes/laying.h"

#include <stdlib.h>

#include "core/memory.h"
#include "support/laid.h"

/* The sample of 2001, laid; expected ways are read off the road table by hand. */

/* The branches of the lane with this id, and why it is not laid. */
static const char *lane(const struct laid *fixture, const char *id, size_t *first, size_t *count)
{
    size_t at = routes_model_find(fixture->model, ROUTES_LANES, id);
    assert_true(at != SIZE_MAX);
    return routes_laying_lane(fixture->laying, at, first, count);
}

static void assert_way(const struct laid *fixture, const char *id, const char *nodes)
{
    size_t first, count;
    char way[512] = "";
    assert_null(lane(fixture, id, &first, &count));
    assert_int_equal(count, 1);
    const routes_branch *branch = routes_laying_at(fixture->laying, first);
    for (size_t i = 0; i <= branch->steps; i++) {
        strcat(way, i ? " " : "");
        strcat(way, routes_network_node(fixture->network, branch->nodes[i])->id);
    }
    assert_string_equal(way, nodes);
}

static void lanes_follow_the_roads(void **state)
{
    /* Vietnam's hub, Moc Bai, Bavet, Svay Rieng, Kampong Trabaek, Neak Loeung: national road 1. */
    assert_way(*state, "L10", "F13 F14 X11 T01 C20 T15 P01");
    /* From Poipet over its crossing to Bangkok: the home country gives way to the via. */
    assert_way(*state, "L13", "P03 X01 F01 F05 F09");
    /* Koh Kong is the town of the facts, which is the capital of its province. */
    assert_way(*state, "L14", "P04 T25 X02 F02 F03 F04 F09");
}

static void what_cannot_be_laid_has_a_reason(void **state)
{
    const struct {
        const char *id;
        const char *reason;
    } expected[] = {
        {"L07", "the members of the group are not stated"},
        {"L08", "from an area to itself; where in it is not stated"},
        {"L09", "where in the home country is not stated"},
        {"L22", "where in the home country is not stated"},
        {"L27", "Macao has no hub place in the network"},
        {"L34", "Philippines has no hub place in the network"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        size_t first, count;
        const char *reason = lane(*state, expected[i].id, &first, &count);
        assert_int_equal(count, 0);
        assert_non_null(reason);
        assert_string_equal(reason, expected[i].reason);
    }
}

static void a_fork_has_a_branch_for_each_end(void **state)
{
    const struct laid *fixture = *state;
    size_t first, count;
    assert_null(lane(fixture, "L03", &first, &count));
    assert_int_equal(count, 3);
    /* Eastern provinces: nine members, assumed, two ends. */
    assert_null(lane(fixture, "L12", &first, &count));
    assert_int_equal(count, 18);
    assert_true(routes_laying_at(fixture->laying, first)->assumed);
}

/* Which side of the border a node lies on: 1 home, 0 abroad, -1 a crossing. */
static int side_of(const struct laid *fixture, uint32_t node)
{
    const routes_node *at = routes_network_node(fixture->network, node);
    if (at->kind != ROUTES_NODE_PLACE)
        return -1;
    return strcmp(at->country, routes_model_home(fixture->model)) == 0;
}

static void lanes_pass_the_border_as_seldom_as_they_say(void **state)
{
    const struct laid *fixture = *state;
    const routes_lane *lanes = routes_model_lanes(fixture->model, NULL);
    for (size_t b = 0; b < routes_laying_size(fixture->laying); b++) {
        const routes_branch *branch = routes_laying_at(fixture->laying, b);
        int changes = 0, last = side_of(fixture, branch->nodes[0]);
        for (size_t i = 1; i <= branch->steps; i++) {
            int side = side_of(fixture, branch->nodes[i]);
            changes += side >= 0 && last >= 0 && side != last;
            last = side >= 0 ? side : last;
        }
        const routes_lane *at = &lanes[branch->lane];
        int through = strcmp(at->lane_id, "L17") == 0; /* Vietnam to Thailand through Cambodia */
        assert_int_equal(changes, at->scope == ROUTES_SCOPE_DOMESTIC ? 0 : through ? 2 : 1);
    }
}

static void branches_are_chains_of_open_links(void **state)
{
    const struct laid *fixture = *state;
    const routes_graph *graph = routes_network_graph(fixture->network);
    for (size_t b = 0; b < routes_laying_size(fixture->laying); b++) {
        const routes_branch *branch = routes_laying_at(fixture->laying, b);
        double length_m = 0.0;
        for (size_t i = 0; i < branch->steps; i++) {
            uint32_t from = routes_graph_from(graph)[branch->links[i]];
            uint32_t to = routes_graph_to(graph)[branch->links[i]];
            assert_true((from == branch->nodes[i] && to == branch->nodes[i + 1]) ||
                        (to == branch->nodes[i] && from == branch->nodes[i + 1]));
            length_m += routes_network_link_at(fixture->network, branch->links[i])->length_m;
        }
        assert_near(branch->length_m, length_m, 1e-9);
    }
}

static void the_ferry_of_2001_is_there_and_the_later_bridge_is_not(void **state)
{
    const struct laid *fixture = *state;
    size_t links = routes_graph_links(routes_network_graph(fixture->network));
    int ferry = 0, bridge = 0;
    for (size_t i = 0; i < links; i++) {
        const char *id = routes_network_link_at(fixture->network, i)->id;
        ferry += strcmp(id, "E003") == 0;
        bridge += strcmp(id, "E004") == 0;
    }
    assert_int_equal(ferry, 1);
    assert_int_equal(bridge, 0);

    routes_network *later = NULL;
    routes_network_options options = ROUTES_NETWORK_OPTIONS;
    routes_error err;
    options.date = "2016-01-01";
    assert_ok(routes_network_new(&later, fixture->model, &options, &err), &err);
    links = routes_graph_links(routes_network_graph(later));
    for (size_t i = 0; i < links; i++)
        bridge += strcmp(routes_network_link_at(later, i)->id, "E004") == 0;
    assert_int_equal(bridge, 1);
    routes_network_free(later);
    options.date = "2016-13-01";
    assert_int_equal(routes_network_new(&later, fixture->model, &options, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "options.date \"2016-13-01\" is no date, YYYY-MM-DD");
}

/* 20 pairs of a border province and a neighbour country in the sample's outlines. */
static void each_stretch_of_border_has_a_diffuse_crossing(void **state)
{
    const struct laid *fixture = *state;
    size_t nodes = routes_graph_nodes(routes_network_graph(fixture->network)), found = 0;
    for (size_t i = 0; i < nodes; i++)
        found += routes_network_node(fixture->network, i)->kind == ROUTES_NODE_DIFFUSE;
    assert_int_equal(found, 20);
    uint32_t diffuse = routes_network_find(fixture->network, "D-KH01-TH");
    assert_true(diffuse != ROUTES_GRAPH_NONE);
    assert_string_equal(routes_network_node(fixture->network, diffuse)->country_other, "TH");
}

static void a_closed_crossing_is_gone_round(void **state)
{
    const struct laid *fixture = *state;
    size_t nodes = routes_graph_nodes(routes_network_graph(fixture->network)), first, count;
    unsigned char *closed = routes_i_calloc(nodes, 1);
    routes_laying *other = NULL;
    routes_laying_options options = ROUTES_LAYING_OPTIONS;
    routes_error err;
    uint32_t poipet = routes_network_find(fixture->network, "X01");
    assert_non_null(closed);
    closed[poipet] = 1;
    options.node_closed = closed;
    assert_ok(routes_laying_new(&other, fixture->model, fixture->network, &options, &err), &err);
    for (size_t b = 0; b < routes_laying_size(other); b++) {
        const routes_branch *branch = routes_laying_at(other, b);
        for (size_t i = 0; i <= branch->steps; i++)
            assert_int_not_equal(branch->nodes[i], poipet);
    }
    size_t l13 = routes_model_find(fixture->model, ROUTES_LANES, "L13");
    assert_null(routes_laying_lane(other, l13, &first, &count));
    assert_int_equal(count, 1);
    double round_m = routes_laying_at(other, first)->length_m;
    routes_laying_lane(fixture->laying, l13, &first, &count);
    assert_true(round_m > routes_laying_at(fixture->laying, first)->length_m);
    routes_laying_free(other);
    routes_i_free(closed);
}

static void legs_are_laid_one_by_one(void **state)
{
    (void)state;
    struct laid three = {0};
    routes_error err;
    assert_ok(laid_make(&three, ROUTES_TEST_DATA "/three", "AA", &err), &err);
    size_t legs;
    const routes_leg *leg = routes_model_legs(three.model, &legs);
    assert_true(legs > 0);
    size_t first, count;
    assert_null(lane(&three, leg[0].lane_id, &first, &count));
    assert_int_equal(count, 1);
    /* W1 by road to Midtown and on to E1, though the river from W1 to E1 is as near. */
    const routes_branch *branch = routes_laying_at(three.laying, first);
    assert_int_equal(branch->steps, 2);
    assert_string_equal(routes_network_node(three.network, branch->nodes[1])->id, "M1");
    laid_drop(&three);
    assert_int_equal(routes_i_memory_live(), 0);
}

static void laying_survives_running_out_of_memory(void **state)
{
    (void)state;
    struct laid three = {0};
    routes_error err;
    assert_ok(laid_make(&three, ROUTES_TEST_DATA "/three", "AA", &err), &err);
    routes_laying_free(three.laying);
    routes_network_free(three.network);
    three.laying = NULL;
    three.network = NULL;
    long live = routes_i_memory_live();
    for (long allowed = 0;; allowed++) {
        routes_network *network = NULL;
        routes_laying *laying = NULL;
        routes_i_memory_fail_after(allowed);
        routes_status status = routes_network_new(&network, three.model, NULL, NULL);
        if (!status)
            status = routes_laying_new(&laying, three.model, network, NULL, NULL);
        routes_i_memory_fail_after(-1);
        routes_laying_free(laying);
        routes_network_free(network);
        assert_int_equal(routes_i_memory_live(), live);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
    laid_drop(&three);
}

/* All lanes but one left out: that one is laid as before. */
static void lanes_may_be_left_out(void **state)
{
    const struct laid *fixture = *state;
    size_t lanes = routes_model_size(fixture->model, ROUTES_LANES);
    size_t wanted = routes_model_find(fixture->model, ROUTES_LANES, "L13"), first, count;
    unsigned char *left_out = malloc(lanes);
    routes_laying_options options = ROUTES_LAYING_OPTIONS;
    routes_laying *laying = NULL;
    routes_error err;
    assert_non_null(left_out);
    memset(left_out, 1, lanes);
    left_out[wanted] = 0;
    options.lane_closed = left_out;
    assert_ok(routes_laying_new(&laying, fixture->model, fixture->network, &options, &err), &err);
    assert_int_equal(routes_laying_size(laying), 1);
    assert_null(routes_laying_lane(laying, wanted, &first, &count));
    assert_int_equal(count, 1);
    const routes_branch *one = routes_laying_at(laying, first);
    assert_null(lane(fixture, "L13", &first, &count));
    const routes_branch *before = routes_laying_at(fixture->laying, first);
    assert_int_equal(one->steps, before->steps);
    assert_memory_equal(one->links, before->links, one->steps * sizeof *one->links);
    assert_string_equal(routes_laying_lane(laying, wanted == 0, &first, &count), "left out");
    assert_int_equal(count, 0);
    routes_laying_free(laying);
    free(left_out);
}

int main(void)
{
#define with_sample(test) cmocka_unit_test_setup_teardown(test, laid_setup, laid_teardown)
    const struct CMUnitTest tests[] = {
        with_sample(lanes_may_be_left_out),
        with_sample(lanes_follow_the_roads),
        with_sample(what_cannot_be_laid_has_a_reason),
        with_sample(a_fork_has_a_branch_for_each_end),
        with_sample(lanes_pass_the_border_as_seldom_as_they_say),
        with_sample(branches_are_chains_of_open_links),
        with_sample(the_ferry_of_2001_is_there_and_the_later_bridge_is_not),
        with_sample(each_stretch_of_border_has_a_diffuse_crossing),
        with_sample(a_closed_crossing_is_gone_round),
        cmocka_unit_test(legs_are_laid_one_by_one),
        cmocka_unit_test(laying_survives_running_out_of_memory),
    };
    return cmocka_run_group_tests_name("laying", tests, NULL, NULL);
}
