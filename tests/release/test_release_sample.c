/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle */

/* What docs/package.md says of the sample at public, row by row. */

#include <stdlib.h>

#include "core/memory.h"
#include "job/answers.h"
#include "routes/package.h"
#include "routes/release.h"
#include "support/answer.h"

static routes_model *model;
static routes_i_answers answers;

static int open_sample(void **state)
{
    (void)state;
    routes_error err;
    routes_faults *faults = NULL;
    routes_run run = ROUTES_RUN;
    run.date = "2026-11-24";
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_package_read(&model, ROUTES_SAMPLE, &run, faults, &err), &err);
    assert_ok(routes_i_answers_make(&answers, model, 5, &run, &err), &err);
    routes_faults_free(faults);
    return 0;
}

static int close_sample(void **state)
{
    (void)state;
    routes_i_answers_free(&answers);
    routes_model_free(model);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static routes_release *released(routes_tier tier)
{
    routes_release *release = NULL;
    routes_release_options options = ROUTES_RELEASE_OPTIONS;
    routes_error err;
    options.tier = tier;
    options.date = "2026-11-24";
    options.purpose = "protection planning";
    options.approver = "TEST-1";
    assert_ok(routes_release_new(&release, model, (const routes_table *const *)answers.tables,
                                 answers.count, &options, NULL, &err),
              &err);
    return release;
}

static const routes_table *layer(const routes_release *release, const char *name)
{
    return routes_layer_table(routes_release_find(release, name));
}

/* The texts of a column must be these words, in this order. */
static void assert_column(const routes_table *table, const char *column, const char *words)
{
    char all[2000] = "";
    for (size_t row = 0; row < routes_table_rows(table); row++) {
        strcat(all, row ? " " : "");
        strcat(all, routes_table_text_at(table, column, row));
    }
    assert_string_equal(all, words);
}

static const char *value(const routes_table *table, const char *key, const char *id,
                         const char *column)
{
    size_t row = answer_row(table, key, id);
    assert_true(row != SIZE_MAX);
    return routes_table_text_at(table, column, row);
}

static void thirty_lanes_are_public(void **state)
{
    (void)state;
    routes_release *release = released(ROUTES_TIER_PUBLIC);
    const routes_table *lanes = layer(release, "lanes");
    assert_column(lanes, "lane_id",
                  "L01 L02 L03 L04 L05 L06 L07 L08 L09 L10 L11 L12 L13 L14 L15 L16 L17 L18 L19 L20 "
                  "L21 L22 L23 L24 L25 L26 L32 L33 L34 L35");
    assert_string_equal(value(lanes, "lane_id", "L02", "to"), "Banteay Meanchey");
    assert_string_equal(value(lanes, "lane_id", "L10", "to"), "Prey Veng");
    assert_string_equal(value(lanes, "lane_id", "L11", "to"), "Kandal");
    assert_string_equal(value(lanes, "lane_id", "L12", "to"), "Prey Veng|Kandal");
    assert_string_equal(value(lanes, "lane_id", "L13", "via"), "Banteay Meanchey");
    assert_string_equal(value(lanes, "lane_id", "L17", "via"), "Cambodia");
    for (size_t row = 0; row < routes_table_rows(lanes); row++) {
        const char *from = routes_table_text_at(lanes, "from_level", row);
        const char *to = routes_table_text_at(lanes, "to_level", row);
        assert_true(strcmp(from, "province") == 0 || strcmp(from, "country") == 0 ||
                    strcmp(from, "group") == 0);
        assert_true(strcmp(to, "province") == 0 || strcmp(to, "country") == 0);
    }
    assert_int_equal(routes_release_stamp(release)->lanes_shown, 30);
    assert_int_equal(routes_release_stamp(release)->lanes_withheld, 5);
    routes_release_free(release);
}

/* Every public lane rests on S17 and S19; S29 on those of children below country level. */
static void s40_lanes_pass_by_override_row_by_row(void **state)
{
    (void)state;
    routes_release *release = released(ROUTES_TIER_PUBLIC);
    const char *children[] = {"L03", "L04", "L05", "L06", "L07", "L13",
                              "L14", "L15", "L16", "L19", "L20"};
    char *json = NULL;
    routes_error err;
    size_t s29 = 0;
    assert_ok(routes_release_json(&json, release, &err), &err);
    for (const char *at = json; (at = strstr(at, "\"requirement\":\"S29\"")); at++)
        s29++;
    assert_int_equal(s29, sizeof children / sizeof *children);
    for (size_t i = 0; i < sizeof children / sizeof *children; i++) {
        char text[100];
        snprintf(text, sizeof text, "\"row_id\":\"%s\",\"requirement\":\"S29\"", children[i]);
        assert_non_null(strstr(json, text));
    }
    routes_text_free(json);
    routes_release_free(release);
}

static void eleven_estimates_are_public(void **state)
{
    (void)state;
    routes_release *release = released(ROUTES_TIER_PUBLIC);
    const routes_table *table = layer(release, "estimates");
    assert_column(table, "observation_id", "E01 E02 E04 E05 E06 E07 E08 E09 E10 E14 E15");
    size_t column = routes_table_find(table, "value");
    const routes_range *values = routes_table_ranges(table, column);
    assert_near(values[0].low, 40000.0, 0.0);
    assert_near(values[0].moderate, 80000.0, 0.0);
    assert_near(values[0].high, 100000.0, 0.0);
    routes_release_free(release);
}

/* S18: the five cases stand nowhere in what is public; at restricted they are drawn as cases. */
static void s18_the_cases_of_the_report_are_not_public(void **state)
{
    (void)state;
    const char *words[] = {
        "L27",           "L28",         "L29",    "L30",      "L31", "Romania\",\"Cambodia",
        "\"smuggling\"", "Neak Loeung", "Poipet", "Kien Svay"};
    routes_release *release = released(ROUTES_TIER_PUBLIC);
    routes_error err;
    for (size_t i = 0; i < routes_release_size(release); i++) {
        char *json = NULL;
        assert_ok(routes_table_json(&json, routes_layer_table(routes_release_at(release, i)), &err),
                  &err);
        for (size_t j = 0; j < sizeof words / sizeof *words; j++)
            if (strstr(json, words[j]))
                fail_msg("%s holds %s", routes_layer_name(routes_release_at(release, i)), words[j]);
        routes_text_free(json);
    }
    routes_release_free(release);
    release = released(ROUTES_TIER_RESTRICTED);
    const routes_table *lanes = layer(release, "lanes");
    assert_int_equal(routes_table_rows(lanes), 35);
    assert_string_equal(value(lanes, "lane_id", "L27", "line_class"), "case");
    assert_string_equal(value(lanes, "lane_id", "L31", "line_class"), "smuggling");
    routes_release_free(release);
}

/* S20, S21: no operational layer, and so no way past anybody, below restricted. */
static void s21_no_way_on_the_network_leaves_below_restricted(void **state)
{
    (void)state;
    const char *inside[] = {
        "crossings",         "links",     "lane_routes",  "hotspots_places",
        "chokepoints_links", "placement", "displacement", "chokepoints_crossings"};
    for (int tier = 0; tier < 3; tier++) {
        routes_release *release = released((routes_tier)tier);
        for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
            assert_int_equal(routes_release_find(release, inside[i]) != NULL,
                             tier == ROUTES_TIER_RESTRICTED);
        routes_release_free(release);
    }
}

/* At public the classes follow from the public lanes: 14 provinces are not named by themselves, as
 * docs/targets counts them for Figure 4-1. */
static void s14_fourteen_provinces_are_not_named(void **state)
{
    (void)state;
    routes_release *release = released(ROUTES_TIER_PUBLIC);
    const routes_table *table = layer(release, "hotspots_provinces");
    size_t not_named = 0;
    for (size_t row = 0; row < routes_table_rows(table); row++)
        not_named += strcmp(routes_table_text_at(table, "class", row), "not named") == 0;
    assert_int_equal(routes_table_rows(table), 24);
    assert_int_equal(not_named, 14);
    assert_string_equal(value(table, "area_id", "KH12", "class"), "named as destination");
    assert_string_equal(value(table, "area_id", "KH09", "class"), "named as origin");
    assert_string_equal(value(table, "area_id", "KH08", "class"),
                        "named as origin and destination");
    routes_release_free(release);
}

static void places_are_24_capitals_and_gateways(void **state)
{
    (void)state;
    routes_release *release = released(ROUTES_TIER_PUBLIC);
    const routes_table *table = layer(release, "places");
    const uint8_t *capital = routes_table_booleans(table, routes_table_find(table, "capital"));
    size_t capitals = 0;
    for (size_t row = 0; row < routes_table_rows(table); row++)
        capitals += capital[row];
    assert_int_equal(capitals, 24);
    assert_int_equal(routes_table_find(table, "role"), SIZE_MAX);
    assert_true(answer_row(table, "name", "Pochentong International Airport") != SIZE_MAX);
    assert_int_equal(answer_row(table, "name", "Bavet"), SIZE_MAX);
    routes_release_free(release);
}

/* S22, S24: each placed team has its displacement and its burden. */
static void s22_the_placement_comes_with_its_displacement(void **state)
{
    (void)state;
    routes_release *release = released(ROUTES_TIER_RESTRICTED);
    const routes_table *placement = layer(release, "placement");
    assert_true(routes_table_rows(placement) > 0);
    for (size_t row = 0; row < routes_table_rows(placement); row++)
        assert_string_equal(routes_table_text_at(placement, "burden", row), "unknown");
    assert_non_null(layer(release, "displacement"));
    routes_release_free(release);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thirty_lanes_are_public),
        cmocka_unit_test(s40_lanes_pass_by_override_row_by_row),
        cmocka_unit_test(eleven_estimates_are_public),
        cmocka_unit_test(s18_the_cases_of_the_report_are_not_public),
        cmocka_unit_test(s21_no_way_on_the_network_leaves_below_restricted),
        cmocka_unit_test(s14_fourteen_provinces_are_not_named),
        cmocka_unit_test(places_are_24_capitals_and_gateways),
        cmocka_unit_test(s22_the_placement_comes_with_its_displacement),
    };
    return cmocka_run_group_tests_name("release_sample", tests, open_sample, close_sample);
}
