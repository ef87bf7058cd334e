/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "core/memory.h"
#include "release/sources.h"
#include "support/scene.h"

#define HEADS                                                                                      \
    "observation_id:T area_id:T place:T level:T quantity:T value:R value_unit:T source_id:T "      \
    "note:T effort:N contributor_id:T geometry:G"

/* One row for every observation of the model, as the room of results makes them. */
static routes_table *figures_answer(const routes_model *model)
{
    routes_table *table = answer_make("estimates", ROUTES_KIND_ESTIMATES, HEADS, NULL);
    routes_error err;
    size_t n = 0;
    const routes_observation *all = routes_model_observations(model, &n);
    for (size_t i = 0; i < n; i++) {
        const char *cells[] = {
            "observation_id", all[i].observation_id,
            "area_id",        all[i].area_id,
            "quantity",       all[i].quantity,
            "value_unit",     routes_codes_text(ROUTES_CODES_UNIT, (int)all[i].value.unit),
            "source_id",      all[i].origin.source_id,
            "note",           "told by a shelter",
            "contributor_id", all[i].contributor_id};
        assert_ok(routes_table_add_row(table, &err), &err);
        for (size_t j = 0; j < sizeof cells / sizeof *cells; j += 2)
            assert_ok(routes_table_set_text(table, routes_table_find(table, cells[j]), i,
                                            cells[j + 1], &err),
                      &err);
        assert_ok(routes_table_set_range(table, routes_table_find(table, "value"), i,
                                         all[i].value.range, &err),
                  &err);
        assert_ok(answer_set(table, routes_table_find(table, "geometry"), i, "104.4 12.9", &err),
                  &err);
    }
    return table;
}

static routes_release *release_of(routes_model *model, routes_tier tier)
{
    scene_check(model);
    routes_table *answer = figures_answer(model);
    const routes_table *answers[] = {answer};
    routes_release *release = scene_release(model, answers, 1, tier);
    routes_table_free(answer);
    routes_model_free(model);
    return release;
}

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static void add_persons(routes_model *model, const char *id, const char *area, double persons)
{
    scene_add_figure(model, id, area, NULL, "persons_exploited", ROUTES_MEASURE_STOCK,
                     ROUTES_UNIT_PERSONS, persons);
}

static bool holds(const routes_release *release, const char *id)
{
    return answer_row(scene_layer(release, "estimates"), "observation_id", id) != SIZE_MAX;
}

/* 0, 1, 10, 11 and 12 persons: passing S19 alone, so that S04 has its say. */
static routes_model *counts_model(void)
{
    const double counts[] = {0, 1, 10, 11, 12, 17, 18};
    const char *ids[] = {"N00", "N01", "N10", "N11", "N12", "N17", "N18"};
    routes_model *model = scene_ground();
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        add_persons(model, ids[i], "KH08", counts[i]);
        scene_publish(model, "observations", ids[i]);
    }
    return model;
}

static void s04_small_counts_are_hidden_at_each_tier(void **state)
{
    (void)state;
    /* status of 0, 1, 10, 11, 12 */
    const int ok = ROUTES_VALUE_OK, merged = ROUTES_VALUE_MERGED, hidden = ROUTES_VALUE_SUPPRESSED;
    const int expected[3][5] = {
        {merged, merged, merged, ok, ok}, {hidden, hidden, ok, ok, ok}, {ok, ok, ok, ok, ok}};
    for (int tier = 0; tier < 3; tier++) {
        routes_release *release = release_of(counts_model(), (routes_tier)tier);
        const routes_table *table = scene_layer(release, "estimates");
        for (size_t row = 0; row < 5; row++)
            assert_int_equal(answer_status(table, "value", row), expected[tier][row]);
        routes_release_free(release);
    }
}

static void s08_zero_and_small_read_the_same_at_public(void **state)
{
    (void)state;
    routes_release *release = release_of(counts_model(), ROUTES_TIER_PUBLIC);
    const routes_table *table = scene_layer(release, "estimates");
    for (size_t column = 0; column < routes_table_columns(table); column++) {
        const routes_column *head = routes_table_column(table, column);
        if (strcmp(head->name, "observation_id") == 0)
            continue;
        assert_int_equal(routes_table_status(table, column)[0],
                         routes_table_status(table, column)[1]);
        if (head->type == ROUTES_COLUMN_TEXT && routes_table_texts(table, column)[0])
            assert_string_equal(routes_table_texts(table, column)[0],
                                routes_table_texts(table, column)[1]);
    }
    const routes_range *values = routes_table_ranges(table, routes_table_find(table, "value"));
    assert_true(isnan(values[0].moderate) && isnan(values[1].moderate));
    routes_release_free(release);
}

static void s40_a_published_figure_is_not_rounded(void **state)
{
    (void)state;
    routes_release *release = release_of(counts_model(), ROUTES_TIER_PUBLIC);
    const routes_table *table = scene_layer(release, "estimates");
    const routes_range *values = routes_table_ranges(table, routes_table_find(table, "value"));
    assert_near(values[4].moderate, 12.0, 0.0);
    assert_non_null(routes_release_stamp(release)->overrides);
    routes_release_free(release);

    routes_model *model = counts_model();
    scene_add_override(model, "observations", "N10", "S04");
    release = release_of(model, ROUTES_TIER_PUBLIC);
    table = scene_layer(release, "estimates");
    values = routes_table_ranges(table, routes_table_find(table, "value"));
    assert_near(values[2].moderate, 10.0, 0.0);
    routes_release_free(release);
}

static void s19_a_count_of_one_contributor_is_not_public(void **state)
{
    (void)state;
    routes_model *model = scene_ground();
    routes_error err;
    const routes_observation shelter = {
        .origin = SCENE_ORIGIN("FG"),
        .observation_id = "S400",
        .area_id = "KH08",
        .quantity = "persons_assisted",
        .crime = ROUTES_CRIME_TRAFFICKING,
        .value = {{NAN, 400, NAN, ROUTES_RANGE_SINGLE}, ROUTES_MEASURE_COUNT, ROUTES_UNIT_PERSONS},
        .period_start = SCENE_START,
        .period_end = SCENE_END,
        .effort = NAN,
        .contributor_id = "ORG-1"};
    assert_ok(routes_model_add_observation(model, &shelter, &err), &err);
    scene_add_override(model, "observations", "S400", "S17");
    routes_release *release = release_of(model, ROUTES_TIER_PUBLIC);
    char *json = NULL;
    assert_false(holds(release, "S400"));
    assert_ok(routes_release_json(&json, release, &err), &err);
    assert_non_null(strstr(json, "\"too few contributors (S19)\":1"));
    assert_null(strstr(json, "400"));
    routes_text_free(json);
    routes_release_free(release);
}

static void counts_without_protected_sums_stay_inside(void **state)
{
    (void)state;
    for (int tier = 0; tier < 3; tier++) {
        routes_model *model = scene_ground();
        add_persons(model, "HL02", "KH", 69);
        scene_add_override(model, "observations", "HL02", "S19");
        routes_release *release = release_of(model, (routes_tier)tier);
        assert_int_equal(holds(release, "HL02"), tier == ROUTES_TIER_RESTRICTED);
        routes_release_free(release);
    }
}

static void areas_finer_than_the_tier_stay_inside(void **state)
{
    (void)state;
    for (int tier = 0; tier < 3; tier++) {
        routes_model *model = scene_ground();
        scene_add_figure(model, "E03", NULL, "P01", "persons_exploited", ROUTES_MEASURE_STOCK,
                         ROUTES_UNIT_PERSONS, 400);
        add_persons(model, "E90", "KH23", 400); /* 19 999 inhabitants */
        scene_publish(model, "observations", "E03");
        scene_publish(model, "observations", "E90");
        routes_release *release = release_of(model, (routes_tier)tier);
        assert_int_equal(holds(release, "E03"), tier == ROUTES_TIER_RESTRICTED);
        assert_int_equal(holds(release, "E90"), tier != ROUTES_TIER_PUBLIC);
        routes_release_free(release);
    }
}

static void s28_health_figures_start_at_partner(void **state)
{
    (void)state;
    for (int tier = 0; tier < 3; tier++) {
        routes_model *model = scene_ground();
        scene_add_figure(model, "E12", "KH08", NULL, "hiv_prevalence", ROUTES_MEASURE_SHARE,
                         ROUTES_UNIT_PERCENT_OF_GROUP, 50);
        scene_publish(model, "observations", "E12");
        routes_release *release = release_of(model, (routes_tier)tier);
        assert_int_equal(holds(release, "E12"), tier != ROUTES_TIER_PUBLIC);
        routes_release_free(release);
    }
}

static void s29_shares_of_children_by_province_stay_inside(void **state)
{
    (void)state;
    routes_model *model = scene_ground();
    const char *ids[] = {"E09", "E11", "E99"}, *areas[] = {"KH", "KH08", "KH08"};
    for (size_t i = 0; i < 3; i++) {
        scene_add_figure(model, ids[i], areas[i], NULL, "share_children", ROUTES_MEASURE_SHARE,
                         ROUTES_UNIT_PERCENT_OF_GROUP, 30);
        scene_publish(model, "observations", ids[i]);
    }
    scene_add_override(model, "observations", "E99", "S29");
    routes_release *release = release_of(model, ROUTES_TIER_PUBLIC);
    assert_true(holds(release, "E09"));
    assert_false(holds(release, "E11"));
    assert_true(holds(release, "E99"));
    assert_int_equal(routes_release_stamp(release)->cells_withheld, 1);
    routes_release_free(release);
}

static void figures_split_too_often_stay_inside(void **state)
{
    (void)state;
    for (int tier = 0; tier < 3; tier++) {
        routes_model *model = scene_ground();
        routes_error err;
        routes_observation split = {.origin = SCENE_ORIGIN("FG"),
                                    .observation_id = "B2",
                                    .area_id = "KH08",
                                    .quantity = "persons_assisted",
                                    .crime = ROUTES_CRIME_TRAFFICKING,
                                    .value = {{NAN, 400, NAN, ROUTES_RANGE_SINGLE},
                                              ROUTES_MEASURE_STOCK,
                                              ROUTES_UNIT_PERSONS},
                                    .period_start = SCENE_START,
                                    .period_end = SCENE_END,
                                    .population = "women",
                                    .age_group = ROUTES_AGE_ADULT,
                                    .victim_status = ROUTES_VICTIM_IDENTIFIED,
                                    .effort = NAN};
        assert_ok(routes_model_add_observation(model, &split, &err), &err);
        split.observation_id = "B1";
        split.victim_status = ROUTES_VICTIM_UNKNOWN;
        assert_ok(routes_model_add_observation(model, &split, &err), &err);
        split.observation_id = "B3";
        split.victim_status = ROUTES_VICTIM_IDENTIFIED;
        split.detection = routes_codes_find(ROUTES_CODES_DETECTION, "reported");
        assert_ok(routes_model_add_observation(model, &split, &err), &err);
        scene_publish(model, "observations", "B1");
        scene_publish(model, "observations", "B2");
        scene_publish(model, "observations", "B3");
        routes_release *release = release_of(model, (routes_tier)tier);
        assert_true(holds(release, "B1"));
        assert_int_equal(holds(release, "B2"), tier >= ROUTES_TIER_PARTNER);
        assert_int_equal(holds(release, "B3"), tier >= ROUTES_TIER_RESTRICTED);
        routes_release_free(release);
    }
}

static void s30_sources_open_to_the_tier_alone_feed_it(void **state)
{
    (void)state;
    const char *ids[] = {"FG", "SHELTER", "CLOSED", "OLD"};
    const bool expected[3][4] = {
        {true, false, false, false}, {true, true, false, false}, {true, true, true, false}};
    for (int tier = 0; tier < 3; tier++) {
        routes_model *model = scene_ground();
        routes_error err;
        char *json = NULL;
        for (size_t i = 0; i < 4; i++) {
            const routes_observation row = {.origin = {.source_id = ids[i]},
                                            .observation_id = ids[i],
                                            .area_id = "KH08",
                                            .quantity = "persons_exploited",
                                            .crime = ROUTES_CRIME_TRAFFICKING,
                                            .value = {{NAN, 4000, NAN, ROUTES_RANGE_SINGLE},
                                                      ROUTES_MEASURE_STOCK,
                                                      ROUTES_UNIT_PERSONS},
                                            .period_start = SCENE_START,
                                            .period_end = SCENE_END,
                                            .effort = NAN};
            assert_ok(routes_model_add_observation(model, &row, &err), &err);
            scene_publish(model, "observations", ids[i]);
        }
        routes_release *release = release_of(model, (routes_tier)tier);
        for (size_t i = 0; i < 4; i++)
            assert_int_equal(holds(release, ids[i]), expected[tier][i]);
        assert_ok(routes_release_json(&json, release, &err), &err);
        assert_non_null(strstr(json, "\"source past its retention date (S30)\":1"));
        assert_int_equal(strstr(json, "\"source not open to this tier (S30)\":") != NULL,
                         tier != ROUTES_TIER_RESTRICTED);
        routes_text_free(json);
        routes_release_free(release);
    }
}

/* A source that says nothing of its consent cannot come through an import; where it does all the
 * same, it opens nothing but the restricted tier. */
static void s30_silence_is_no_consent(void **state)
{
    (void)state;
    for (int tier = 0; tier < 3; tier++) {
        routes_model *model = scene_ground();
        scene_add_source(model, "MUTE", ROUTES_CONSENT_NOT_STATED, ROUTES_NO_DATE);
        const routes_i_review review = {
            .tier = routes_i_tier_of((routes_tier)tier), .model = model, .date = SCENE_START};
        /* Of SHELTER, CLOSED, OLD and MUTE: all but OLD, whose last day it is. */
        const size_t closed[] = {3, 2, 0};
        assert_int_equal(routes_i_sources_closed(&review), closed[tier]);
        routes_model_free(model);
    }
}

static void s15_figures_stand_at_the_fixed_point_of_their_area(void **state)
{
    (void)state;
    routes_release *release = release_of(counts_model(), ROUTES_TIER_PUBLIC);
    const routes_table *table = scene_layer(release, "estimates");
    const size_t *sizes;
    routes_point point;
    routes_error err;
    const uint8_t *const *bytes =
        routes_table_geometries(table, routes_table_find(table, "geometry"), &sizes);
    assert_ok(routes_wkb_read_point(&point, (routes_wkb){bytes[0], sizes[0]}, &err), &err);
    assert_near(point.lon, 105.0, 0.0);
    assert_near(point.lat, 11.3, 0.0);
    assert_int_equal(routes_table_find(table, "note"), SIZE_MAX);
    assert_int_equal(routes_table_find(table, "effort"), SIZE_MAX);
    assert_int_equal(routes_table_find(table, "contributor_id"), SIZE_MAX);
    routes_release_free(release);
}

static void an_answer_the_model_does_not_know_is_refused(void **state)
{
    (void)state;
    routes_model *model = scene_ground();
    routes_release *release = NULL;
    routes_error err;
    const char *cells[] = {"E77", "KH", "-", "-", "-", "-", "-", "FG", "-", "-", "-", "-", NULL};
    routes_table *answer = answer_make("estimates", ROUTES_KIND_ESTIMATES, HEADS, cells);
    const routes_table *answers[] = {answer};
    const routes_release_options options = scene_options(ROUTES_TIER_PUBLIC);
    scene_check(model);
    assert_int_equal(routes_release_new(&release, model, answers, 1, &options, NULL, &err),
                     ROUTES_E_DATA);
    assert_null(release);
    assert_string_equal(err.message, "row 0 of \"estimates\": the model has no such observation");
    routes_table_free(answer);
    routes_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(s04_small_counts_are_hidden_at_each_tier, nothing_left),
        cmocka_unit_test_teardown(s08_zero_and_small_read_the_same_at_public, nothing_left),
        cmocka_unit_test_teardown(s40_a_published_figure_is_not_rounded, nothing_left),
        cmocka_unit_test_teardown(s19_a_count_of_one_contributor_is_not_public, nothing_left),
        cmocka_unit_test_teardown(counts_without_protected_sums_stay_inside, nothing_left),
        cmocka_unit_test_teardown(areas_finer_than_the_tier_stay_inside, nothing_left),
        cmocka_unit_test_teardown(s28_health_figures_start_at_partner, nothing_left),
        cmocka_unit_test_teardown(s29_shares_of_children_by_province_stay_inside, nothing_left),
        cmocka_unit_test_teardown(figures_split_too_often_stay_inside, nothing_left),
        cmocka_unit_test_teardown(s30_sources_open_to_the_tier_alone_feed_it, nothing_left),
        cmocka_unit_test_teardown(s30_silence_is_no_consent, nothing_left),
        cmocka_unit_test_teardown(s15_figures_stand_at_the_fixed_point_of_their_area, nothing_left),
        cmocka_unit_test_teardown(an_answer_the_model_does_not_know_is_refused, nothing_left),
    };
    return cmocka_run_group_tests_name("release_estimates", tests, NULL, NULL);
}
