/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "core/memory.h"
#include "support/scene.h"

#define HEADS                                                                                      \
    "lane_id:T from:T to:T via:T from_level:T to_level:T from_ids:T to_ids:T via_ids:T crime:T "   \
    "basis:T population:T age_group:T measure:T volume:R volume_unit:T period_start:D "            \
    "period_end:D laid:B reason:T source_id:T section:T attributed_to:T note:T x_word:T "          \
    "geometry:G"

/* The lanes of the scene, in the form of the facts of 2001: the same ids where they match. */
static routes_model *lanes_model(void)
{
    routes_model *model = scene_ground();
    const routes_level country = ROUTES_LEVEL_COUNTRY, province = ROUTES_LEVEL_PROVINCE,
                       place = ROUTES_LEVEL_PLACE, group = ROUTES_LEVEL_GROUP;
    const routes_basis named = ROUTES_BASIS_EXISTENCE;
    routes_lane lane;

    scene_add_lane(model, scene_lane("L02", "KH14", province, "P03", place, NULL, named));
    lane = scene_lane("L07", "G_OTHER", group, "KH01|KH08", province, NULL, ROUTES_BASIS_SHARE);
    lane.population = "children";
    lane.age_group = ROUTES_AGE_CHILD;
    lane.volume = (routes_quantity){
        {NAN, 25, NAN, ROUTES_RANGE_SINGLE}, ROUTES_MEASURE_SHARE, ROUTES_UNIT_PERCENT_OF_TOTAL};
    scene_add_lane(model, lane);
    lane = scene_lane("L08", "KH", country, "KH", country, NULL, ROUTES_BASIS_STATED);
    lane.volume = (routes_quantity){{40003, NAN, NAN, ROUTES_RANGE_LOWER_BOUND},
                                    ROUTES_MEASURE_FLOW,
                                    ROUTES_UNIT_PERSONS_PER_YEAR};
    scene_add_lane(model, lane);
    scene_add_lane(model, scene_lane("L12", "G_EAST", group, "P02|P04|P01", place, NULL, named));
    lane = scene_lane("L13", "KH", country, "TH", country, "P03", ROUTES_BASIS_STATED);
    lane.population = "children";
    lane.age_group = ROUTES_AGE_CHILD;
    lane.volume = (routes_quantity){{7, NAN, NAN, ROUTES_RANGE_LOWER_BOUND},
                                    ROUTES_MEASURE_FLOW,
                                    ROUTES_UNIT_PERSONS_PER_MONTH};
    scene_add_lane(model, lane);
    scene_add_lane(model, scene_lane("L17", "VN", country, "TH", country, "KH", named));
    scene_add_lane(model, scene_lane("L27", "KH", country, "TH", country, NULL, ROUTES_BASIS_CASE));
    lane = scene_lane("L31", "KH", country, "VN", country, NULL, ROUTES_BASIS_CASE);
    lane.crime = ROUTES_CRIME_SMUGGLING;
    scene_add_lane(model, lane);
    scene_add_lane(model, scene_lane("L40", "KH23", province, "KH08", province, NULL, named));
    scene_add_lane(model, scene_lane("L41", "G_COAST", group, "KH08", province, NULL, named));
    return model;
}

static routes_table *lanes_answer(const routes_model *model)
{
    routes_table *table = answer_make("lanes", ROUTES_KIND_LANES, HEADS, NULL);
    routes_error err;
    size_t n = 0;
    const routes_lane *lanes = routes_model_lanes(model, &n);
    for (size_t i = 0; i < n; i++) {
        const routes_lane *lane = &lanes[i];
        assert_ok(routes_table_add_row(table, &err), &err);
        const char *cells[] = {
            "lane_id",     lane->lane_id,
            "from",        lane->from,
            "to",          lane->to,
            "via",         lane->via,
            "from_ids",    lane->from,
            "to_ids",      lane->to,
            "via_ids",     lane->via,
            "crime",       routes_codes_text(ROUTES_CODES_CRIME, (int)lane->crime),
            "basis",       routes_codes_text(ROUTES_CODES_BASIS, (int)lane->basis),
            "population",  lane->population,
            "volume_unit", routes_codes_text(ROUTES_CODES_UNIT, (int)lane->volume.unit),
            "reason",      "laid by Poipet",
            "source_id",   lane->origin.source_id,
            "section",     "Section 1",
            "note",        "told by a shelter",
            "x_word",      "the word",
            "from_level",  "place",
            "to_level",    "place"};
        for (size_t j = 0; j < sizeof cells / sizeof *cells; j += 2)
            assert_ok(routes_table_set_text(table, routes_table_find(table, cells[j]), i,
                                            cells[j + 1], &err),
                      &err);
        assert_ok(routes_table_set_range(table, routes_table_find(table, "volume"), i,
                                         lane->volume.range, &err),
                  &err);
        assert_ok(answer_set(table, routes_table_find(table, "geometry"), i,
                             "/105.2832 11.261, 102 13", &err),
                  &err);
    }
    assert_ok(routes_table_set_meta(table, "inputs", "{\"lanes.csv\":\"abc\"}", &err), &err);
    assert_ok(routes_table_set_meta(table, "period", "2001", &err), &err);
    return table;
}

/* The lanes of the scene at a tier, with overrides of S17 and S19 for all of them and of S29 for
 * those of children. */
static routes_release *released(routes_tier tier)
{
    routes_model *model = lanes_model();
    const char *ids[] = {"L02", "L07", "L08", "L12", "L13", "L17", "L27", "L31", "L40", "L41"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        scene_publish(model, "lanes", ids[i]);
    scene_add_override(model, "lanes", "L07", "S29");
    scene_add_override(model, "lanes", "L13", "S29");
    scene_check(model);
    routes_table *answer = lanes_answer(model);
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

static const char *said(const routes_table *table, const char *lane, const char *column)
{
    size_t row = answer_row(table, "lane_id", lane);
    assert_true(row != SIZE_MAX);
    return routes_table_text_at(table, column, row);
}

static void s17_ends_become_provinces_countries_or_groups(void **state)
{
    (void)state;
    routes_release *release = released(ROUTES_TIER_PUBLIC);
    const routes_table *lanes = scene_layer(release, "lanes");

    assert_string_equal(said(lanes, "L02", "to"), "Banteay Meanchey");
    assert_string_equal(said(lanes, "L02", "to_ids"), "KH01");
    assert_string_equal(said(lanes, "L02", "to_level"), "province");
    /* Kien Svay and Prek Leap lie in Kandal: one end, not two. */
    assert_string_equal(said(lanes, "L12", "to"), "Kandal|Prey Veng");
    assert_string_equal(said(lanes, "L12", "to_level"), "province");
    assert_string_equal(said(lanes, "L12", "from_level"), "group");
    assert_string_equal(said(lanes, "L07", "from"), "other provinces");
    assert_string_equal(said(lanes, "L13", "via"), "Banteay Meanchey");
    assert_string_equal(said(lanes, "L13", "via_ids"), "KH01");
    assert_string_equal(said(lanes, "L17", "via"), "Cambodia");
    /* Kep has fewer than 20 000 inhabitants: the country stands for it; a group with it does not
     * pass. */
    assert_string_equal(said(lanes, "L40", "from"), "Cambodia");
    assert_int_equal(answer_row(lanes, "lane_id", "L41"), SIZE_MAX);
    routes_release_free(release);

    release = released(ROUTES_TIER_PARTNER);
    lanes = scene_layer(release, "lanes");
    assert_string_equal(said(lanes, "L02", "to"), "P03");
    routes_release_free(release);
}

static void s17_without_an_override_no_lane_is_public(void **state)
{
    (void)state;
    routes_model *model = lanes_model();
    scene_publish(model, "lanes", "L02");
    scene_add_override(model, "lanes", "L17", "S17");
    scene_add_override(model, "lanes", "L08", "S19");
    scene_publish(model, "lanes", "L07");
    scene_check(model);
    routes_table *answer = lanes_answer(model);
    const routes_table *answers[] = {answer};
    routes_release *release = scene_release(model, answers, 1, ROUTES_TIER_PUBLIC);
    /* L17 lacks S19, L08 lacks S17, L07 lacks S29, the others lack all. */
    assert_int_equal(routes_table_rows(scene_layer(release, "lanes")), 1);
    assert_string_equal(routes_table_text_at(scene_layer(release, "lanes"), "lane_id", 0), "L02");
    assert_int_equal(routes_release_stamp(release)->lanes_withheld, 9);
    routes_release_free(release);
    release = scene_release(model, answers, 1, ROUTES_TIER_RESTRICTED);
    assert_int_equal(routes_table_rows(scene_layer(release, "lanes")), 10);
    assert_null(routes_release_stamp(release)->overrides);
    routes_release_free(release);
    routes_table_free(answer);
    routes_model_free(model);
}

static void s18_lanes_of_one_case_are_counted_only(void **state)
{
    (void)state;
    for (int tier = ROUTES_TIER_PUBLIC; tier <= ROUTES_TIER_PARTNER; tier++) {
        routes_release *release = released((routes_tier)tier);
        char *json = NULL, *provenance = NULL;
        routes_error err;
        const routes_table *lanes = scene_layer(release, "lanes");
        assert_int_equal(answer_row(lanes, "lane_id", "L27"), SIZE_MAX);
        assert_int_equal(answer_row(lanes, "lane_id", "L31"), SIZE_MAX);
        assert_ok(routes_release_json(&json, release, &err), &err);
        assert_ok(routes_release_provenance(&provenance, release, &err), &err);
        assert_non_null(strstr(json, "\"one documented case (S18)\":2"));
        assert_null(strstr(json, "L27"));
        assert_null(strstr(provenance, "L27"));
        routes_text_free(json);
        routes_text_free(provenance);
        routes_release_free(release);
    }
    routes_release *release = released(ROUTES_TIER_RESTRICTED);
    assert_string_equal(said(scene_layer(release, "lanes"), "L27", "line_class"), "case");
    routes_release_free(release);
}

static void s27_smuggling_keeps_its_own_class(void **state)
{
    (void)state;
    routes_release *release = released(ROUTES_TIER_RESTRICTED);
    const routes_style *style = routes_layer_style(routes_release_find(release, "lanes"));
    assert_string_equal(said(scene_layer(release, "lanes"), "L31", "line_class"), "smuggling");
    assert_string_equal(style->column, "line_class");
    assert_int_equal(style->count, 5);
    assert_string_equal(style->classes[4].value, "smuggling");
    assert_int_equal(style->classes[4].dash, ROUTES_DASH_MIXED);
    routes_release_free(release);
}

static void s29_lanes_of_children_below_country_level_need_their_override(void **state)
{
    (void)state;
    routes_model *model = lanes_model();
    routes_lane abroad = scene_lane("L22", "KH", ROUTES_LEVEL_COUNTRY, "TH", ROUTES_LEVEL_COUNTRY,
                                    NULL, ROUTES_BASIS_EXISTENCE);
    abroad.age_group = ROUTES_AGE_CHILD;
    scene_add_lane(model, abroad);
    scene_publish(model, "lanes", "L07");
    scene_publish(model, "lanes", "L13");
    scene_publish(model, "lanes", "L22");
    scene_check(model);
    routes_table *answer = lanes_answer(model);
    const routes_table *answers[] = {answer};
    routes_release *release = scene_release(model, answers, 1, ROUTES_TIER_PUBLIC);
    const routes_table *lanes = scene_layer(release, "lanes");
    assert_int_equal(answer_row(lanes, "lane_id", "L07"), SIZE_MAX);
    assert_int_equal(answer_row(lanes, "lane_id", "L13"), SIZE_MAX);
    assert_int_equal(answer_row(lanes, "lane_id", "L22"), 0);
    routes_release_free(release);
    routes_table_free(answer);
    routes_model_free(model);
}

static void s04_a_published_lane_may_still_be_too_small(void **state)
{
    (void)state;
    routes_release *release = released(ROUTES_TIER_PUBLIC);
    const routes_table *lanes = scene_layer(release, "lanes");
    size_t small = answer_row(lanes, "lane_id", "L13"), large = answer_row(lanes, "lane_id", "L08"),
           share = answer_row(lanes, "lane_id", "L07");
    size_t volume = routes_table_find(lanes, "volume");
    assert_int_equal(answer_status(lanes, "volume", small), ROUTES_VALUE_MERGED);
    /* By override, so not rounded; a share is no count. */
    assert_near(routes_table_ranges(lanes, volume)[large].low, 40003.0, 0.0);
    assert_near(routes_table_ranges(lanes, volume)[share].moderate, 25.0, 0.0);
    assert_int_equal(routes_release_stamp(release)->cells_withheld, 1);
    routes_release_free(release);
}

/* The points of a lane's curves, all parts in one. */
static routes_geometry *curves(const routes_table *lanes, const char *lane)
{
    const size_t *sizes;
    routes_geometry *geometry = NULL;
    routes_error err;
    size_t row = answer_row(lanes, "lane_id", lane);
    const uint8_t *const *bytes =
        routes_table_geometries(lanes, routes_table_find(lanes, "geometry"), &sizes);
    if (!bytes[row])
        return NULL;
    assert_ok(routes_geometry_read(&geometry, (routes_wkb){bytes[row], sizes[row]}, &err), &err);
    return geometry;
}

static void s15_curves_join_fixed_points_and_not_places(void **state)
{
    (void)state;
    routes_release *release = released(ROUTES_TIER_PUBLIC);
    const routes_table *lanes = scene_layer(release, "lanes");
    routes_geometry *geometry = curves(lanes, "L02");
    size_t n;
    const routes_point *points = routes_geometry_points(&n, geometry, 0, 0);
    assert_int_equal(routes_geometry_parts(geometry), 1);
    assert_near(points[0].lon, 105.4, 1e-12);
    assert_near(points[0].lat, 11.4, 1e-12);
    assert_near(points[n - 1].lon, 103.0, 1e-12);
    assert_near(points[n - 1].lat, 13.7, 1e-12);
    routes_geometry_free(geometry);

    /* Cambodia by way of Banteay Meanchey: the curve begins there. */
    geometry = curves(lanes, "L13");
    points = routes_geometry_points(&n, geometry, 0, 0);
    assert_int_equal(routes_geometry_parts(geometry), 1);
    assert_near(points[0].lon, 103.0, 1e-12);
    routes_geometry_free(geometry);
    /* By way of a country: two curves. The middle of Prey Veng and Kandal stands for the east. */
    geometry = curves(lanes, "L17");
    assert_int_equal(routes_geometry_parts(geometry), 2);
    routes_geometry_free(geometry);
    geometry = curves(lanes, "L12");
    points = routes_geometry_points(&n, geometry, 0, 0);
    assert_int_equal(routes_geometry_parts(geometry), 2);
    assert_near(points[0].lon, 105.2, 1e-12);
    assert_near(points[0].lat, 11.35, 1e-12);
    routes_geometry_free(geometry);
    assert_null(curves(lanes, "L07"));
    routes_release_free(release);
}

static void s30_notes_reasons_and_unknown_columns_stay_inside(void **state)
{
    (void)state;
    routes_release *release = released(ROUTES_TIER_PUBLIC);
    const routes_table *lanes = scene_layer(release, "lanes");
    const char *inside[] = {"note", "reason", "laid", "x_word"};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        assert_int_equal(routes_table_find(lanes, inside[i]), SIZE_MAX);
    assert_null(routes_table_meta(lanes, "inputs"));
    assert_string_equal(routes_table_meta(lanes, "period"), "2001");
    assert_string_equal(routes_table_meta(lanes, "sources"), "[\"FG\"]");
    assert_int_equal(routes_table_sensitivity(lanes), ROUTES_SENSITIVITY_LOW);
    routes_release_free(release);

    release = released(ROUTES_TIER_RESTRICTED);
    lanes = scene_layer(release, "lanes");
    assert_true(routes_table_find(lanes, "note") != SIZE_MAX);
    assert_int_equal(routes_table_find(lanes, "x_word"), SIZE_MAX);
    assert_non_null(routes_table_meta(lanes, "inputs"));
    assert_int_equal(routes_table_sensitivity(lanes), ROUTES_SENSITIVITY_HIGH);
    routes_release_free(release);
}

static void lanes_survive_running_out_of_memory(void **state)
{
    (void)state;
    routes_model *model = lanes_model();
    scene_publish(model, "lanes", "L02");
    scene_publish(model, "lanes", "L12");
    scene_check(model);
    routes_table *answer = lanes_answer(model);
    const routes_table *answers[] = {answer};
    const routes_release_options options = scene_options(ROUTES_TIER_PUBLIC);
    long before = routes_i_memory_live();
    for (long allowed = 0;; allowed++) {
        routes_release *release = NULL;
        char *json = NULL, *provenance = NULL;
        routes_i_memory_fail_after(allowed);
        routes_status status =
            routes_release_new(&release, model, answers, 1, &options, NULL, NULL);
        if (!status)
            status = routes_release_json(&json, release, NULL);
        if (!status)
            status = routes_release_provenance(&provenance, release, NULL);
        routes_i_memory_fail_after(-1);
        routes_text_free(json);
        routes_text_free(provenance);
        routes_release_free(release);
        assert_int_equal(routes_i_memory_live(), before);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
    routes_table_free(answer);
    routes_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(s17_ends_become_provinces_countries_or_groups, nothing_left),
        cmocka_unit_test_teardown(s17_without_an_override_no_lane_is_public, nothing_left),
        cmocka_unit_test_teardown(s18_lanes_of_one_case_are_counted_only, nothing_left),
        cmocka_unit_test_teardown(s27_smuggling_keeps_its_own_class, nothing_left),
        cmocka_unit_test_teardown(s29_lanes_of_children_below_country_level_need_their_override,
                                  nothing_left),
        cmocka_unit_test_teardown(s04_a_published_lane_may_still_be_too_small, nothing_left),
        cmocka_unit_test_teardown(s15_curves_join_fixed_points_and_not_places, nothing_left),
        cmocka_unit_test_teardown(s30_notes_reasons_and_unknown_columns_stay_inside, nothing_left),
        cmocka_unit_test_teardown(lanes_survive_running_out_of_memory, nothing_left),
    };
    return cmocka_run_group_tests_name("release_lanes", tests, NULL, NULL);
}
