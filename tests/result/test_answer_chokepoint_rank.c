/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/answer_chokepoint_rank.h"

#include "core/memory.h"
#include "support/choke_twin.h"
#include "support/laid_lanes.h"
#include "support/own.h"

static routes_table *rank(const routes_network *network,
                          const routes_chokepoint_rank_options *options)
{
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_answer_chokepoint_rank(&table, network, NULL, NULL, options, &err), &err);
    return table;
}

static int64_t integer(const routes_table *table, const char *id, const char *column)
{
    for (size_t row = 0; row < routes_table_rows(table); row++)
        if (strcmp(routes_table_text_at(table, "id", row), id) == 0)
            return routes_table_integers(table, routes_table_find(table, column))[row];
    fail_msg("no row %s", id);
    return 0;
}

/* Without b the 10 to d go 300 in place of 200, the 30 to e 400 in place of 300: a loss of 10 / 3 +
 * 30 / 4 of 50, 100 m further each, 15 000 / 11 000 times the way. Without d the 40 to e have no
 * way. What only begins or ends is hot, and no chokepoint. */
static void nodes_are_ranked_as_by_hand(void **state)
{
    (void)state;
    routes_network *network = kite(0);
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    routes_table *od = trips();
    options.od = od;
    options.top = 1;
    routes_table *table = rank(network, &options);
    assert_int_equal(routes_table_rows(table), 5);
    assert_string_equal(routes_table_text_at(table, "id", 0), "d");
    assert_string_equal(routes_table_text_at(table, "id", 1), "b");
    assert_near(own_number(table, "b", "choke_score"), (10.0 / 3.0 + 30.0 / 4.0) / 50.0, 1e-15);
    assert_near(own_number(table, "b", "share"), 0.8, 1e-15);
    assert_near(own_number(table, "b", "betweenness"), 40.0, 1e-12);
    assert_near(own_number(table, "b", "detour_m"), 100.0, 1e-12);
    assert_near(own_number(table, "b", "bypass_ratio"), 15000.0 / 11000.0, 1e-15);
    assert_near(own_number(table, "b", "cut_off"), 0.0, 0.0);
    assert_string_equal(own_text(table, "b", "ways_left"), "all");
    assert_near(own_number(table, "d", "choke_score"), 0.8, 1e-15);
    assert_near(own_number(table, "d", "cut_off"), 40.0, 0.0);
    assert_string_equal(own_text(table, "d", "ways_left"), "none");
    assert_true(isnan(own_number(table, "d", "detour_m")));
    assert_true(isnan(own_number(table, "d", "bypass_ratio")));
    assert_string_equal(own_text(table, "c", "ways_left"), "");
    assert_true(isnan(own_number(table, "b", "detour_s")));
    assert_int_equal(integer(table, "d", "rank"), 1);
    assert_int_equal(integer(table, "b", "rank_upper"), 2);
    assert_int_equal(integer(table, "c", "rank"), 5);
    assert_int_equal(integer(table, "d", "hot_rank"), 1);
    assert_int_equal(integer(table, "b", "hot_rank"), 2);
    assert_int_equal(integer(table, "a", "hot_rank"), 2);
    assert_string_equal(own_text(table, "d", "disagrees"), "");
    assert_string_equal(routes_table_meta(table, "primary_key"), "id");
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OWN);
    routes_table_free(table);
    options.top = 2;
    table = rank(network, &options);
    assert_string_equal(own_text(table, "a", "disagrees"), "hotspot_only");
    assert_string_equal(own_text(table, "b", "disagrees"), "");
    routes_table_free(table);
    routes_table_free(od);
    routes_network_free(network);
}

/* Without c-d the 10 from c to e go 450 in place of 250. By time a-b-d takes 120 s and a-c-d 660 s:
 * b's 40 go 540 s further. */
static void links_and_times_are_ranked_as_by_hand(void **state)
{
    (void)state;
    routes_network *network = kite(1);
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    routes_table *od = trips();
    options.od = od;
    options.of = ROUTES_CHOKEPOINT_LINKS;
    routes_table *table = rank(network, &options);
    assert_int_equal(routes_table_rows(table), 4);
    assert_near(own_number(table, "cd", "choke_score"), 10.0 * (1.0 - 250.0 / 450.0) / 50.0, 1e-15);
    assert_near(own_number(table, "cd", "detour_m"), 200.0, 1e-12);
    assert_string_equal(own_text(table, "cd", "name"), "c - d");
    assert_near(own_number(table, "de", "cut_off"), 40.0, 0.0);
    assert_near(own_number(table, "ab", "betweenness"), 40.0, 1e-12);
    assert_near(own_number(table, "ab", "detour_s"), 540.0, 1e-9);
    routes_table_free(table);
    options.of = ROUTES_CHOKEPOINT_PLACES;
    options.kind = ROUTES_PATH_TIME;
    table = rank(network, &options);
    assert_near(own_number(table, "b", "choke_score"),
                (10.0 * (1.0 - 120.0 / 660.0) + 30.0 * (1.0 - 180.0 / 720.0)) / 50.0, 1e-15);
    assert_near(own_number(table, "b", "detour_s"), 540.0, 1e-9);
    assert_near(own_number(table, "b", "detour_m"), 100.0, 1e-9);
    assert_near(own_number(table, "b", "bypass_ratio"),
                (10.0 * 660.0 + 30.0 * 720.0) / (10.0 * 120.0 + 30.0 * 180.0), 1e-12);
    routes_table_free(table);
    routes_table_free(od);
    routes_network_free(network);
}

static void compare_twin(const struct twin *of, const routes_network *network,
                         const routes_table *table)
{
    const routes_graph *graph = routes_network_graph(network);
    double with[NODES][NODES], without[NODES][NODES];
    distances(with, graph, NODES, NODES);
    for (uint32_t node = 0; node < NODES; node++) {
        double score = 0.0, whole = 0.0, share = 0.0, cut = 0.0, before = 0.0, after = 0.0;
        double round = 0.0;
        distances(without, graph, node, NODES);
        for (size_t i = 0; i < ROWS; i++) {
            double was = with[of->from[i]][of->to[i]], is = without[of->from[i]][of->to[i]];
            if (of->from[i] == of->to[i] || isinf(was))
                continue;
            whole += of->volume[i];
            if (!passes(graph, of->from[i], of->to[i], node))
                continue;
            share += of->volume[i];
            score += of->volume[i] * (isinf(is) ? 1.0 : is > was ? 1.0 - was / is : 0.0);
            cut += isinf(is) ? of->volume[i] : 0.0;
            round += isinf(is) ? 0.0 : of->volume[i];
            before += isinf(is) ? 0.0 : of->volume[i] * was;
            after += isinf(is) ? 0.0 : of->volume[i] * is;
        }
        const char *id = routes_network_node(network, node)->id;
        int listed = 0;
        for (size_t row = 0; row < routes_table_rows(table); row++)
            listed = listed || strcmp(routes_table_text_at(table, "id", row), id) == 0;
        if (!listed) {
            assert_near(share, 0.0, 0.0);
            continue;
        }
        whole = whole > 0.0 ? whole : 1.0;
        assert_near(own_number(table, id, "choke_score"), score / whole, 1e-12);
        assert_near(own_number(table, id, "share"), share / whole, 1e-12);
        assert_near(own_number(table, id, "cut_off"), cut, 1e-12);
        if (round > 0.0)
            assert_near(own_number(table, id, "detour_m"), (after - before) / round, 1e-12);
        else
            assert_true(isnan(own_number(table, id, "detour_m")));
    }
}

static void ranking_agrees_with_all_distances(void **state)
{
    (void)state;
    uint64_t seed = 71;
    for (int round = 0; round < 200; round++) {
        struct twin of;
        routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
        draw_twin(&of, &seed);
        routes_network *network = twin_network(&of);
        routes_table *od = twin_od(&of);
        options.od = od;
        options.draws = 3;
        routes_table *table = rank(network, &options);
        compare_twin(&of, network, table);
        routes_table_free(table);
        routes_table_free(od);
        routes_network_free(network);
    }
}

static routes_table *rank_lanes(const struct laid *of,
                                const routes_chokepoint_rank_options *options)
{
    routes_table *table = NULL;
    routes_error err;
    assert_ok(
        routes_answer_chokepoint_rank(&table, of->network, of->model, of->laying, options, &err),
        &err);
    return table;
}

/* What the lanes lose without a node, laid again here: the mean over lanes of 1 for a branch that
 * is gone and 1 - with / without for one that is longer. Branches of a lane keep their order. */
static double lost_without(const struct laid *of, uint32_t node, double *detour)
{
    routes_laying_options options = ROUTES_LAYING_OPTIONS;
    routes_laying *other = NULL;
    routes_error err;
    double loss = 0.0, lanes = 0.0, longer = 0.0, round = 0.0;
    unsigned char *closed = calloc(routes_graph_nodes(routes_network_graph(of->network)), 1);
    assert_non_null(closed);
    closed[node] = 1;
    options.node_closed = closed;
    assert_ok(routes_laying_new(&other, of->model, of->network, &options, &err), &err);
    for (size_t lane = 0; lane < routes_model_size(of->model, ROUTES_LANES); lane++) {
        size_t first, count, next, left;
        routes_laying_lane(of->laying, lane, &first, &count);
        routes_laying_lane(other, lane, &next, &left);
        const routes_lane *stated = &routes_model_lanes(of->model, NULL)[lane];
        if (count == 0 || stated->crime != ROUTES_CRIME_TRAFFICKING ||
            stated->basis == ROUTES_BASIS_CASE)
            continue;
        lanes += 1.0;
        for (size_t i = first; i < first + count; i++) {
            const routes_branch *a = routes_laying_at(of->laying, i);
            const routes_branch *b = left ? routes_laying_at(other, next) : NULL;
            if (!b || b->nodes[0] != a->nodes[0] || b->nodes[b->steps] != a->nodes[a->steps]) {
                loss += 1.0 / (double)count;
                continue;
            }
            next++;
            left--;
            loss += (1.0 - a->length_m / b->length_m) / (double)count;
            if (b->length_m > a->length_m) {
                longer += (b->length_m - a->length_m) / (double)count;
                round += 1.0 / (double)count;
            }
        }
    }
    *detour = longer / round;
    routes_laying_free(other);
    free(closed);
    return loss / lanes;
}

/* Two lanes over the border, one within, and those of the three provinces, of which one begins at
 * the gate, with a volume by the month. The way past the gate is there, and nobody takes it. */
static void lanes_agree_with_a_laying_without_the_gate(void **state)
{
    (void)state;
    static const laid_lane lanes[] = {{"Westville", "Beetown", NAN, 10.0, NAN},
                                      {"Midtown", "Beetown", 5.0, 10.0, 20.0},
                                      {"Westville", "Midtown", NAN, NAN, NAN}};
    struct laid made = laid_begin(lanes, 3, 0);
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    double detour;
    laid_finish(&made);
    options.certain = 1;
    options.without_unseen = 1;
    routes_table *table = rank_lanes(&made, &options);
    double score = lost_without(&made, routes_network_find(made.network, "X1"), &detour);
    assert_int_equal(routes_table_rows(table), 2);
    assert_string_equal(routes_table_text_at(table, "kind", 0), "crossing");
    assert_string_equal(routes_table_text_at(table, "kind", 1), "diffuse");
    assert_near(own_number(table, "X1", "choke_score"), score, 1e-12);
    assert_near(own_number(table, "X1", "detour_m"), detour, 1e-6);
    assert_near(own_number(table, "X1", "cut_off"), 1.0, 1e-12);
    assert_string_equal(own_text(table, "X1", "ways_left"), "some");
    assert_int_equal(integer(table, "X1", "rank_upper"), 1);
    assert_near(own_number(table, "X1", "betweenness"), 3.0, 1e-12);
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OPERATIONAL);
    assert_string_equal(own_text(table, "X1", "source_id"), "S1");
    routes_table_free(table);
    /* By volume the lane within the country counts nowhere. */
    options.volumes = 1;
    table = rank_lanes(&made, &options);
    assert_near(own_number(table, "X1", "share"), 1.0, 1e-15);
    assert_near(own_number(table, "X1", "betweenness"), 20.0, 1e-12);
    routes_table_free(table);
    laid_drop(&made);
}

/* Lanes without a grade are there in half of the draws (F and 6 are .5, and the source is not
 * graded). Three pass the gate: in an eighth of the draws it costs nothing, and comes last. */
static void doubtful_lanes_make_doubtful_ranks(void **state)
{
    (void)state;
    static const laid_lane lanes[] = {{"Westville", "Beetown", NAN, 10.0, NAN},
                                      {"Midtown", "Beetown", NAN, 10.0, NAN}};
    struct laid made = laid_begin(lanes, 2, 0);
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    laid_finish(&made);
    options.without_unseen = 1;
    options.top = 1;
    options.draws = 4000;
    routes_table *table = rank_lanes(&made, &options);
    assert_near(own_number(table, "X1", "share_in_top"), 0.875, 4.0 * sqrt(0.875 * 0.125 / 4000.0));
    assert_int_equal(integer(table, "X1", "rank_upper"), 2);
    routes_table_free(table);
    options.certain = 1;
    table = rank_lanes(&made, &options);
    assert_near(own_number(table, "X1", "share_in_top"), 1.0, 0.0);
    routes_table_free(table);
    laid_drop(&made);
}

/* West to the capital abroad and Midtown to Eastham are stated: that Midtown sends abroad, or West
 * to Eastham, nobody states. Midtown is passed by the one alone, in the draws and not in the score.
 * One such lane a draw, by the ends alike; the longer is the less likely. */
static void unseen_lanes_are_drawn(void **state)
{
    (void)state;
    static const laid_lane lanes[] = {{"Westville", "Beetown", NAN, 10.0, NAN},
                                      {"Midtown", "Eastham", NAN, 10.0, NAN}};
    struct laid made = laid_begin(lanes, 2, 0);
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    laid_finish(&made);
    options.certain = 1;
    options.unseen = 0.5;
    options.of = ROUTES_CHOKEPOINT_PLACES;
    options.top = 1;
    options.draws = 4000;
    routes_table *table = rank_lanes(&made, &options);
    assert_near(own_number(table, "W1", "choke_score"), 0.0, 0.0);
    double west = own_number(table, "W1", "share_in_top");
    assert_true(west > 0.15 && west < 0.35);
    routes_table_free(table);
    options.without_unseen = 1;
    table = rank_lanes(&made, &options);
    assert_near(own_number(table, "W1", "share_in_top"), 0.0, 0.0);
    routes_table_free(table);
    laid_drop(&made);
}

static const laid_lane several[] = {{"Westville", "Beetown", NAN, 10.0, NAN},
                                    {"Midtown", "Beetown", 5.0, 10.0, 20.0},
                                    {"Eastham", "Beetown", 1.0, 7.0, 9.0},
                                    {"Westville", "Midtown", NAN, NAN, NAN},
                                    {"Eastham", "Westville", 2.0, 3.0, 4.0}};

/* The same bytes on 1, 2 and 7 threads, and whatever the order of the lanes. */
static void threads_and_order_of_lanes_change_no_byte(void **state)
{
    (void)state;
    char *first = NULL;
    for (unsigned threads = 0; threads < 4; threads++) {
        static const unsigned counts[] = {1, 1, 2, 7};
        struct laid made = laid_begin(several, 5, threads == 1);
        routes_run run = ROUTES_RUN;
        routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
        laid_finish(&made);
        run.threads = counts[threads];
        options.run = &run;
        options.draws = 300;
        options.volumes = 1;
        options.of = ROUTES_CHOKEPOINT_PLACES;
        routes_table *table = rank_lanes(&made, &options);
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

static void has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in: %s", part, text);
}

static char *explain(const struct laid *of, const routes_chokepoint_rank_options *options,
                     const char *id)
{
    char *text = NULL;
    routes_error err;
    assert_ok(
        routes_explain_chokepoint(&text, of->network, of->model, of->laying, options, id, &err),
        &err);
    return text;
}

static void a_rank_is_explained(void **state)
{
    (void)state;
    routes_network *network = kite(0);
    routes_table *od = trips();
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    const struct laid plain = {.network = network};
    options.od = od;
    options.top = 1;
    char *text = explain(&plain, &options, "b");
    assert_string_equal(
        text, "b comes 2nd of 5 nodes: its loss would cost 21.7 % of all volume laid.\n"
              "2 of 3 demands pass, 80 % of all volume: a to d; a to e.\n"
              "All that passes has another way: it would go 100 m further on average, 1.36 times "
              "the way.\n"
              "In 95 % of 1000 draws its rank is 2 to 2, and in 0 % it is in the top 1: a "
              "chokepoint.\n"
              "By what begins, ends or passes it comes 2nd.\n");
    routes_text_free(text);
    text = explain(&plain, &options, "de");
    has(text, "d - e (de) comes 1st of 4 links");
    has(text, "Nothing of what passes has another way.\n");
    routes_text_free(text);
    text = explain(&plain, &options, "c");
    has(text, "Nothing of what is stated passes.\n");
    has(text, "no chokepoint, since of what is stated its loss costs nothing");
    routes_text_free(text);
    routes_table_free(od);
    routes_network_free(network);
}

/* With detection .5 a team at the gate finds half a lane of each that passes; where one stands
 * already nothing is added. */
static void what_a_team_adds_is_told(void **state)
{
    (void)state;
    struct laid made = laid_begin(several, 5, 0);
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    laid_finish(&made);
    options.draws = 20;
    char *text = explain(&made, &options, "X1");
    has(text, "West Gate (X1) comes 1st of 2 crossings");
    has(text, "4 of 9 lanes pass, 44.4 % of all lanes: L2 West Gate to Beetown; N000 Westville to "
              "Beetown; N001 Midtown to Beetown; N002 Eastham to Beetown.");
    has(text, "25 % of what passes has no other way; the rest would go ");
    has(text, "One of the 1 teams (West Gate) of the best plan stands here. Together they find");
    routes_text_free(text);
    text = explain(&made, &options, "D-AA1-BB");
    has(text, "no one team can watch it");
    routes_text_free(text);
    text = explain(&made, &options, "M1");
    has(text, "Midtown (M1) comes ");
    routes_text_free(text);
    laid_drop(&made);
}

static int halt(double done, const char *what, void *user)
{
    (void)done;
    (void)what;
    (void)user;
    return 1;
}

static int rising(double done, const char *what, void *user)
{
    double *last = user;
    if (done < *last || done > 1.0)
        fail_msg("%s: %g after %g", what, done, *last);
    *last = done;
    return 0;
}

static void refuse(const routes_network *network, const routes_chokepoint_rank_options *options,
                   routes_status status, const char *message)
{
    routes_table *table = (routes_table *)1;
    routes_error err;
    assert_int_equal(routes_answer_chokepoint_rank(&table, network, NULL, NULL, options, &err),
                     status);
    assert_null(table);
    if (message)
        assert_string_equal(err.message, message);
}

static void wrong_demands_are_refused(const routes_network *network)
{
    static const char *const heads[] = {"origin", "destination", "volume", "low", "high", "chance"};
    static const struct {
        const char *cells[6], *message;
    } cases[] = {
        {{"a", "q", "1", NULL, NULL, NULL}, "od row 2 destination: no node is called \"q\""},
        {{NULL, "a", "1", NULL, NULL, NULL}, "od row 2 origin: no node is called \"\""},
        {{"a", "b", "-1", NULL, NULL, NULL}, "od row 2 volume: \"-1\" must be a number from 0 up"},
        {{"a", "b", NULL, "3", "2", NULL}, NULL},
        {{"a", "b", "1", NULL, NULL, "2"}, "od row 2 chance: 2 must be 0 to 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
        routes_table *od = texts("od", heads, 6, cases[i].cells, 1);
        options.od = od;
        refuse(network, &options, ROUTES_E_DATA, cases[i].message);
        routes_table_free(od);
    }
}

static void bad_calls_are_refused_and_work_can_be_stopped(void **state)
{
    (void)state;
    routes_network *network = kite(0);
    routes_table *od = trips();
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    routes_run run = ROUTES_RUN;
    routes_error err;
    char *text = NULL;
    double last = 0.0;
    refuse(NULL, NULL, ROUTES_E_ARGUMENT, "network must not be null");
    refuse(network, NULL, ROUTES_E_ARGUMENT,
           "give options.od, or a model and its lanes laid on the network");
    wrong_demands_are_refused(network);
    options.od = od;
    assert_int_equal(routes_answer_chokepoint_rank(NULL, network, NULL, NULL, &options, &err),
                     ROUTES_E_ARGUMENT);
    options.of = (routes_chokepoint_of)3;
    refuse(network, &options, ROUTES_E_ARGUMENT, "options.of is 3, must be 0 to 2");
    options.of = ROUTES_CHOKEPOINT_LINKS;
    options.unseen = -1.0;
    refuse(network, &options, ROUTES_E_ARGUMENT, "options.unseen is -1, must be 0 or above");
    options.unseen = 0.0;
    options.kind = ROUTES_PATH_RELIABILITY;
    refuse(network, &options, ROUTES_E_ARGUMENT, "options.kind is 2, must be length or time");
    options.kind = ROUTES_PATH_TIME;
    refuse(network, &options, ROUTES_E_ARGUMENT, NULL);
    options.kind = ROUTES_PATH_LENGTH;
    run.progress = halt;
    options.run = &run;
    refuse(network, &options, ROUTES_E_CANCELLED, NULL);
    run.progress = rising;
    run.progress_user = &last;
    routes_table_free(rank(network, &options));
    last = 0.0;
    assert_int_equal(routes_explain_chokepoint(&text, network, NULL, NULL, &options, "dee", &err),
                     ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "\"dee\" is not among the 4 links ranked; nearest is \"de\"");
    assert_int_equal(routes_explain_chokepoint(&text, network, NULL, NULL, &options, NULL, &err),
                     ROUTES_E_ARGUMENT);
    routes_table_free(od);
    routes_network_free(network);
}

/* Nothing to lay, or nothing that passes anything: an empty list, or ends alone. */
static void a_table_without_demands_ranks_nothing(void **state)
{
    (void)state;
    static const char *const heads[] = {"origin", "destination"};
    static const char *const cells[] = {"a", "b"};
    routes_network *network = kite(0);
    for (size_t rows = 0; rows < 2; rows++) {
        routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
        routes_table *od = texts("od", heads, 2, cells, rows);
        options.od = od;
        routes_table *table = rank(network, &options);
        assert_int_equal(routes_table_rows(table), 2 * rows);
        if (rows)
            assert_near(own_number(table, "a", "choke_score"), 0.0, 0.0);
        routes_table_free(table);
        routes_table_free(od);
    }
    routes_network_free(network);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct laid made = laid_begin(several, 2, 0);
    routes_chokepoint_rank_options options = ROUTES_CHOKEPOINT_RANK_OPTIONS;
    routes_error err;
    laid_finish(&made);
    options.draws = 3;
    for (int explained = 0; explained < 2; explained++) {
        long before = routes_i_memory_live();
        routes_status status = ROUTES_E_MEMORY;
        for (long n = 0; status; n++) {
            routes_table *table = NULL;
            char *text = NULL;
            assert_true(n < 20000);
            routes_i_memory_fail_after(n);
            status = explained ? routes_explain_chokepoint(&text, made.network, made.model,
                                                           made.laying, &options, "X1", &err)
                               : routes_answer_chokepoint_rank(&table, made.network, made.model,
                                                               made.laying, &options, &err);
            routes_i_memory_fail_after(-1);
            assert_true(status ? status == ROUTES_E_MEMORY && !table && !text : table || text);
            routes_table_free(table);
            routes_text_free(text);
            assert_int_equal(routes_i_memory_live(), before);
        }
    }
    laid_drop(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_are_ranked_as_by_hand),
        cmocka_unit_test(links_and_times_are_ranked_as_by_hand),
        cmocka_unit_test(ranking_agrees_with_all_distances),
        cmocka_unit_test(lanes_agree_with_a_laying_without_the_gate),
        cmocka_unit_test(doubtful_lanes_make_doubtful_ranks),
        cmocka_unit_test(unseen_lanes_are_drawn),
        cmocka_unit_test(threads_and_order_of_lanes_change_no_byte),
        cmocka_unit_test(a_rank_is_explained),
        cmocka_unit_test(what_a_team_adds_is_told),
        cmocka_unit_test(bad_calls_are_refused_and_work_can_be_stopped),
        cmocka_unit_test(a_table_without_demands_ranks_nothing),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
