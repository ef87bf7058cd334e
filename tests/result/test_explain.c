/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory
 *
 * What is said of a row, from tables written by hand whose turning points are worked out beside
 * them. */
#include "routes/explain.h"

#include "core/memory.h"
#include "support/answer.h"
#include "support/check.h"

#define RANK_HEADS "id:T value:R rank_lower:N rank_upper:N rank_stated:N share_in_top:N reason:T"

static void set_parameters(routes_table *table, const char *json)
{
    routes_error err;
    assert_ok(routes_table_set_meta(table, "parameters", json, &err), &err);
}

/* That it is `lines` lines, each with its part, and no number is missing. */
static void says(const routes_table *answer, const routes_table *areas, const char *id,
                 const char *const *parts, size_t lines)
{
    char *text = NULL;
    routes_error err;
    assert_ok(routes_explain(&text, answer, areas, id, &err), &err);
    const char *at = text;
    for (size_t i = 0; i < lines; i++) {
        const char *end = strchr(at, '\n');
        const char *part = strstr(at, parts[i]);
        assert_non_null(end);
        if (!part || part > end)
            fail_msg("\"%s\" is not in line %zu of %s", parts[i], i + 1, text);
        at = end + 1;
    }
    assert_string_equal(at, "");
    assert_null(strstr(text, "nan"));
    assert_null(strstr(text, "(null)"));
    routes_text_free(text);
}

/* a 50 to 60, b 10 to 20, c 15 to 55, d 5 for certain. In the first two for certain: above the
 * second largest that two others can reach; out for certain: below the second largest of what they
 * have at least. */
static routes_table *ranks(void)
{
    static const char *const cells[] = {
        "a",    "50 55 60 source_spread", "1", "2", "1", "1",    "-",
        "b",    "10 15 20 source_spread", "3", "3", "3", "0.05", "-",
        "c",    "15 - 55 source_spread",  "1", "3", "2", "0.95", "-",
        "d",    "- 5 - single",           "4", "4", "4", "0",    "-",
        "most", "9 - - lower_bound",      "-", "-", "-", "-",    "lower_bound",
        NULL};
    routes_table *table = answer_make("hotspot_rank", ROUTES_KIND_OWN, RANK_HEADS, cells);
    set_parameters(table, "{\"sampling\":\"none\",\"top\":2,\"level\":0.95}");
    return table;
}

static void ranks_turn_where_others_end(void **state)
{
    (void)state;
    routes_table *table = ranks();
    /* Others can reach 55, 20, 5: 50 is above 20, which only one of them passes for certain. */
    static const char *const a[] = {
        "a: its figure is between 50 and 60, 55 the moderate",
        ("between 1 and 2 (95 %); its chance to be among the first 2 is "
         "100 %."),
        ("Nothing within the stated ranges would take it out of the "
         "first 2: its least is above 20, which only 1 others can")};
    /* Others reach 60, 55, 5 and have 50, 15, 5 at least. */
    static const char *const b[] = {"b: its figure is between 10 and 20",
                                    "among the first 2 is 5 %",
                                    ("for certain with a figure above 55, and out for certain with "
                                     "one below 15;")};
    static const char *const d[] = {"d: its figure is 5;", "its rank lies between 4 and 4",
                                    ("Nothing within the stated ranges would bring it into the "
                                     "first 2: 2 others have 15 or more for certain.")};
    static const char *const most[] = {"most: its figure is at least 9.",
                                       "It was not tested: lower_bound.", "would change that"};
    says(table, NULL, "a", a, 3);
    says(table, NULL, "b", b, 3);
    says(table, NULL, "d", d, 3);
    says(table, NULL, "most", most, 3);
    set_parameters(table, "{\"sampling\":\"poisson\",\"top\":4,\"level\":0.9}");
    static const char *const all[] = {
        "c: its figure is between 15 and 55;",
        "(90 %); its chance to be among the first 4 is 95 %, counting",
        "Whatever its figure, it is among the first 4"};
    says(table, NULL, "c", all, 3);
    routes_table_free(table);
}

static void a_node_is_told_in_each_role_and_among_its_like(void **state)
{
    (void)state;
    static const char *const cells[] = {"P1",
                                        "origin",
                                        "3",
                                        "1",
                                        "10 12 14 source_spread",
                                        "persons_per_year",
                                        "1",
                                        "1",
                                        "1",
                                        "1",
                                        "hot",
                                        "-",
                                        "P1",
                                        "transit",
                                        "2",
                                        "0",
                                        "-",
                                        "persons_per_year",
                                        "-",
                                        "-",
                                        "-",
                                        "-",
                                        "not_tested",
                                        "no volume is stated in this unit",
                                        "P2",
                                        "origin",
                                        "1",
                                        "0",
                                        "- 4 - single",
                                        "persons_per_year",
                                        "2",
                                        "2",
                                        "2",
                                        "0",
                                        "none",
                                        "-",
                                        "P2",
                                        "transit",
                                        "1",
                                        "0",
                                        "- 90 - single",
                                        "persons_per_year",
                                        "1",
                                        "1",
                                        "1",
                                        "1",
                                        "hot",
                                        "-",
                                        NULL};
    routes_table *table = answer_make(
        "hotspots_nodes", ROUTES_KIND_OPERATIONAL,
        "id:T role:T lanes:I lanes_case:I volume:R volume_unit:T rank:N rank_lower:N rank_upper:N "
        "share_in_top:N hot_class:T reason:T",
        cells);
    set_parameters(table, "{\"top\":1,\"least_share\":0.9}");
    static const char *const p1[] = {
        "P1 as origin: lanes 3 (and 1 known from one case); their volume is between 10 and 14",
        "among the first 1 is 100 %: hot, as hot asks for 90 %.",
        "its least is above 4, which only 0 others can reach.",
        "P1 as transit: lanes 2; their volume is not stated",
        "no volume is stated in this unit",
        "would change that"};
    says(table, NULL, "P1", p1, 6);
    routes_table_free(table);
}

static routes_table *clusters(const char *parameters)
{
    static const char *const cells[] = {"1",  "a1", "2.5", "2001-01-01", "2001-06-30", "a1|a10|b",
                                        "30", "15", "2.2", "8.5",        "0.001",      "2",
                                        "c",  "0",  "-",   "-",          "c",          "4",
                                        "9",  "-",  "2.1", "0.4",        NULL};
    routes_table *table = answer_make("hotspot_scan", ROUTES_KIND_OWN,
                                      "cluster:I centre:T radius_m:N:m start:T end:T areas:T "
                                      "observed:I expected:N relative_risk:N llr:N p:N",
                                      cells);
    set_parameters(table, parameters);
    return table;
}

/* 100 cases, 15 expected. c ln(c/15) + (100-c) ln((100-c)/85) is 4.760 for c = 27 and 5.525 for 28:
 * at the limit 5.5 a window with 28 stands out, with 27 not. Of 9 expected, few: 3 gives 2.898, 2
 * gives 4.254, 1 gives 6.145. */
static void a_cluster_turns_at_a_count(void **state)
{
    (void)state;
    routes_table *table = clusters("{\"model\":\"poisson\",\"window\":\"circle\",\"cap\":0.5,"
                                   "\"drawn\":999,\"cases\":100,\"limit_at_0.05\":5.5}");
    static const char *const ids[] = {"a1", "a10", "b", "c", "d", NULL};
    routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, "id:T", ids);
    static const char *const a10[] = {
        ("a10: it is in cluster 1, of 3 areas round a1 within 2.5 m, from 2001-01-01 to "
         "2001-06-30: "
         "30 cases where 15 were expected, a risk 2.2 times"),
        "Of 999 data sets", "stands out with at least 28 cases: its ratio, now 8.5, then passes"};
    static const char *const c[] = {"c: it is in cluster 2, of 1 areas round c", "may be chance",
                                    "stands out with at most 1 cases"};
    static const char *const d[] = {"d: it is in none of the clusters listed (2).", "up to 0.5",
                                    "would change that"};
    char *text = NULL;
    routes_error err;
    says(table, areas, "a10", a10, 3);
    says(table, areas, "c", c, 3);
    says(table, areas, "d", d, 3);
    assert_int_equal(routes_explain(&text, table, areas, "a100", &err), ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "no area is called \"a100\"; nearest is \"a10\"");
    routes_table_free(table);

    table = clusters("{\"model\":\"bernoulli\",\"window\":\"circle\",\"cap\":0.5,\"drawn\":999,"
                     "\"cases\":100,\"limit_at_0.05\":5.5}");
    static const char *const other[] = {"b: it is in cluster 1", "stands out at 0.05",
                                        "no longer stand out if its ratio, now 8.5, fell to 5.5"};
    says(table, areas, "b", other, 3);
    routes_table_free(table);

    table = clusters("{\"model\":\"poisson\",\"window\":\"circle\",\"cap\":0.5,\"drawn\":9,"
                     "\"cases\":100,\"limit_at_0.05\":null}");
    static const char *const few[] = {"b: it is in cluster 1", "Of 9 data sets",
                                      "more data sets make p surer"};
    says(table, areas, "b", few, 3);
    routes_table_free(table);
    routes_table_free(areas);
}

/* The rules of emerging.h by hand. */
static void a_history_turns_with_its_last_period(void **state)
{
    (void)state;
    static const char *const cells[] = {"new",        "new_hot",
                                        "0.5",        "0.6",
                                        "1",          "0",
                                        "10",         "40",
                                        "---------H", "-",
                                        "osc",        "none",
                                        "0.5",        "0.6",
                                        "2",          "1",
                                        "10",         "-",
                                        "H--C--H---", "-",
                                        "all",        "diminishing_hot",
                                        "-3",         "0.003",
                                        "9",          "0",
                                        "10",         "80",
                                        "-HHHHHHHHH", "-",
                                        "out",        "not_tested",
                                        "-",          "-",
                                        "0",          "0",
                                        "0",          "-",
                                        "..........", "not_reported",
                                        NULL};
    routes_table *table = answer_make("hotspot_emerging", ROUTES_KIND_OWN,
                                      "id:T hot_class:T trend_z:N trend_p:N periods_hot:I "
                                      "periods_cold:I periods:I cases:N hot:T reason:T",
                                      cells);
    set_parameters(table, "{\"classes\":\"arcgis\",\"trend_alpha\":0.05}");
    static const char *const new_hot[] = {("new: its values sum to 40; of 10 periods tested it was "
                                           "hot in 1 and cold in 0, oldest first: ---------H."),
                                          "new_hot by the rules of ArcGIS: in the last period",
                                          "neither, it would be none; cold, it would be new_cold"};
    static const char *const osc[] = {"osc: of 10 periods", "none by the rules",
                                      ("been hot, it would be oscillating_hot; cold, it would be "
                                       "oscillating_cold")};
    static const char *const all[] = {"hot in 9", "diminishing_hot by the rules of ArcGIS: in 90 %",
                                      "neither, it would be none; cold, it would be new_cold"};
    static const char *const out[] = {"out: of 0 periods", "It was not tested: not_reported.",
                                      "would change that"};
    says(table, NULL, "new", new_hot, 3);
    says(table, NULL, "osc", osc, 3);
    says(table, NULL, "all", all, 3);
    says(table, NULL, "out", out, 3);
    set_parameters(table, "{\"classes\":\"sfdep\",\"trend_alpha\":0.05}");
    static const char *const sfdep[] = {"new: ", "new_hot by the rules of sfdep.",
                                        "Another answer in the last period"};
    says(table, NULL, "new", sfdep, 3);
    routes_table_free(table);
}

static void rates_and_lanes_say_what_they_rest_on(void **state)
{
    (void)state;
    static const char *const areas[] = {
        "x",     "3",   "500", "0.01", "0.002", "0.02",  "2",
        "0.006", "0.4", "3",   "yes",  "0.001", "0.005", "-",
        "y",     "2",   "-",   "-",    "-",     "-",     "-",
        "-",     "-",   "-",   "-",    "-",     "-",     "no_denominator",
        NULL};
    routes_table *table = answer_make("hotspot_rates", ROUTES_KIND_OWN,
                                      "id:T observed:N population:N rate:N lower:N upper:N "
                                      "expected:N raw:N weight:N rests_on:N few:B control_low:N "
                                      "control_high:N reason:T",
                                      areas);
    static const char *const x[] = {"x: 3 events among 500; 2 are expected.",
                                    ("Its rate is 0.01, from 0.002 to 0.02 by range and chance; 40 "
                                     "% of it are its own figure (0.006)"),
                                    ("above what chance makes of one rate for all (0.001 to 0.005, "
                                     "95 %): within that it would not stand out. It rests on 3")};
    static const char *const y[] = {"y: 2 events, its denominator is not stated.",
                                    "It has no rate: no_denominator.", "would change that"};
    says(table, NULL, "x", x, 3);
    says(table, NULL, "y", y, 3);
    routes_table_free(table);

    static const char *const lanes[] = {"L1",
                                        "10 - 20 source_spread",
                                        "persons_per_year",
                                        "25",
                                        "4",
                                        "3.1",
                                        "0.001",
                                        "0.02",
                                        "0.97",
                                        "hot",
                                        "-",
                                        "- 7 - single",
                                        "- 2 - single",
                                        "none",
                                        "-",
                                        "- 3 - single",
                                        "-",
                                        "not_tested",
                                        "monitored hours are not stated",
                                        NULL};
    table = answer_make("hotspots_lanes", ROUTES_KIND_OPERATIONAL,
                        "lane_id:T volume:R volume_unit:T alike:I neighbours:I z:N p:N "
                        "p_adjusted:N share_of_draws:N hot_class:T reason:T discovered:R "
                        "discovered_rate:R discovered_class:T discovered_reason:T reported:R "
                        "reported_rate:R reported_class:T reported_reason:T",
                        lanes);
    set_parameters(table, "{\"statistic\":\"gi_star\"}");
    static const char *const l1[] = {
        ("of 25 lanes with such figures 4 share an end or a way with it. Cases discovered near it: "
         "7; by 1000 monitored hours 2 (none). Cases reported near it: 3 (not tested: monitored"),
        "(gi_star): z is 3.1, p 0.001, corrected for the number of lanes 0.02: hot.",
        "came above 0.05; within the stated ranges its class holds in 97 %"};
    says(table, NULL, "L1", l1, 3);
    routes_table_free(table);
}

static void plans_and_displacement_say_what_each_adds(void **state)
{
    (void)state;
    static const char *const plans[] = {"l1", "4",  "-", "1", "2",  "1",  "16", "16", "-",
                                        "2",  "n7", "1", "2", "1",  "16", "16", "l1", "3",
                                        "-",  "1",  "2", "2", "15", "16", NULL};
    routes_table *table = answer_make("interdict", ROUTES_KIND_OWN,
                                      "link:T effect:N node:T cost:N budget:N plan:I value:N "
                                      "bound:N",
                                      plans);
    static const char *const l1[] = {
        ("l1: it is watched in the best plan found of the budget 2, of which it takes 1. Were it "
         "left out, the others staying, by 4 shorter would be the way. With the plan the shortest "
         "way that is left is 16, and no plan of this budget does better."),
        ("another plan (2) of the budget 2, of which it takes 1. Were it left out, the others "
         "staying, by 3 shorter would be the way. With the plan the shortest way that is left is "
         "15; a better plan could not pass 16.")};
    static const char *const n7[] = {"n7: it is watched in the best plan found"};
    char *text = NULL;
    routes_error err;
    says(table, NULL, "l1", l1, 2);
    says(table, NULL, "n7", n7, 1);
    assert_int_equal(routes_explain(&text, table, NULL, "l2", &err), ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "no link or node of a plan is called \"l2\"");
    routes_table_free(table);

    static const char *const moved[] = {"X1", "crossing", "Gate", "yes", "2", "0.5", "-1.5", "0",
                                        "X2", "diffuse",  "Ford", "no",  "0", "1",   "1",    "1.5",
                                        "X3", "crossing", "Pass", "no",  "1", "1.5", "0.5",  "1.5",
                                        "X4", "place",    "Hill", "no",  "1", "1",   "0",    "1",
                                        "K1", "link",     "Road", "no",  "0", "3",   "3",    "3",
                                        NULL};
    table = answer_make("displacement", ROUTES_KIND_OPERATIONAL,
                        "id:T kind:T name:T watched:B before:N:lanes after:N change:N after_all:N",
                        moved);
    static const char *const x1[] = {
        ("X1 Gate: 2 lanes pass before anyone watches, 0.5 after that, "
         "found or not (-1.5); 0 if all knew."),
        "A team stands here", "come back"};
    static const char *const x3[] = {
        "(+0.5); 1.5 if all knew.",
        "Of the 2 crossings and places that gain it comes number 2: a place",
        "neither certain nor total"};
    static const char *const x4[] = {"(+0);", "It gains nothing", "another theta"};
    says(table, NULL, "X1", x1, 3);
    says(table, NULL, "X3", x3, 3);
    says(table, NULL, "X4", x4, 3);
    routes_table_free(table);
}

static void what_cannot_be_explained_is_refused(void **state)
{
    (void)state;
    routes_table *table = ranks();
    char *text = NULL;
    routes_error err;
    assert_int_equal(routes_explain(&text, table, NULL, "e", &err), ROUTES_E_NOT_FOUND);
    assert_null(text);
    assert_int_equal(routes_explain(&text, table, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_explain(&text, NULL, NULL, "a", &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_explain(NULL, table, NULL, "a", &err), ROUTES_E_ARGUMENT);
    set_parameters(table, "{\"top\":");
    assert_int_equal(routes_explain(&text, table, NULL, "a", &err), ROUTES_E_DATA);
    routes_table_free(table);
    static const char *const cells[] = {"a", NULL};
    table = answer_make("lanes", ROUTES_KIND_OWN, "id:T", cells);
    assert_int_equal(routes_explain(&text, table, NULL, "a", &err), ROUTES_E_ARGUMENT);
    assert_non_null(strstr(err.message, "\"lanes\" is no answer that can be explained"));
    routes_table_free(table);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    routes_table *table = ranks();
    static const char *const asked[] = {"b", "e"};
    long live = routes_i_memory_live();
    for (int i = 0; i < 2; i++) {
        routes_status status = ROUTES_E_MEMORY;
        for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
            char *text = NULL;
            routes_error err;
            assert_true(allowed < 500);
            routes_i_memory_fail_after(allowed);
            status = routes_explain(&text, table, NULL, asked[i], &err);
            routes_i_memory_fail_after(-1);
            assert_true((status == ROUTES_OK) == (text != NULL));
            routes_text_free(text);
            assert_int_equal(routes_i_memory_live(), live);
        }
        assert_int_equal(status, i ? ROUTES_E_NOT_FOUND : ROUTES_OK);
    }
    routes_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_turn_where_others_end),
        cmocka_unit_test(a_node_is_told_in_each_role_and_among_its_like),
        cmocka_unit_test(a_cluster_turns_at_a_count),
        cmocka_unit_test(a_history_turns_with_its_last_period),
        cmocka_unit_test(rates_and_lanes_say_what_they_rest_on),
        cmocka_unit_test(plans_and_displacement_say_what_each_adds),
        cmocka_unit_test(what_cannot_be_explained_is_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
