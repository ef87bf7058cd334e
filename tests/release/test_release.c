/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "routes/release.h"

#include "core/json.h"
#include "core/memory.h"
#include "release/overrides.h"
#include "support/whole.h"

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* All that a release can say, as one text: its papers and every table as JSON. */
static char *everything(const routes_release *release)
{
    routes_i_text all = {0};
    routes_error err;
    char *part = NULL;
    assert_ok(routes_release_json(&part, release, &err), &err);
    routes_i_text_add(&all, part);
    routes_text_free(part);
    assert_ok(routes_release_provenance(&part, release, &err), &err);
    routes_i_text_add(&all, part);
    routes_text_free(part);
    for (size_t i = 0; i < routes_release_size(release); i++) {
        const routes_layer *layer = routes_release_at(release, i);
        assert_ok(routes_table_json(&part, routes_layer_table(layer), &err), &err);
        routes_i_text_add(&all, part);
        routes_i_text_add(&all, routes_layer_abstract(layer));
        routes_text_free(part);
    }
    assert_false(all.failed);
    return all.bytes;
}

static void s03_no_tier_is_public(void **state)
{
    (void)state;
    struct whole answers = whole_make();
    routes_release *silent = NULL, *public = whole_release(ROUTES_TIER_PUBLIC);
    routes_release_options options = ROUTES_RELEASE_OPTIONS;
    routes_error err;
    options.date = "2003-01-31";
    assert_ok(whole_try(&silent, &answers, &options, &err), &err);
    char *a = everything(silent), *b = everything(public);
    assert_string_equal(a, b);
    routes_text_free(a);
    routes_text_free(b);
    routes_release_free(silent);
    routes_release_free(public);
    whole_free(&answers);
}

static void s20_operational_results_are_restricted_by_kind(void **state)
{
    (void)state;
    const char *inside[] = {"chokepoints_crossings", "links", "placement", "displacement"};
    routes_error err;
    for (int tier = 0; tier < 3; tier++) {
        routes_release *release = whole_release((routes_tier)tier);
        for (size_t i = 0; i < 4; i++)
            assert_int_equal(routes_release_find(release, inside[i]) != NULL,
                             tier == ROUTES_TIER_RESTRICTED);
        assert_int_equal(routes_release_size(release), tier == ROUTES_TIER_RESTRICTED ? 9 : 5);
        routes_release_free(release);
    }
    assert_int_equal(routes_release_admits(ROUTES_KIND_OPERATIONAL, ROUTES_TIER_PUBLIC, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message,
                        "chokepoints, placement and alarms are restricted by kind and not "
                        "released as public: ask for restricted, with purpose and approver");
    assert_int_equal(routes_release_admits(ROUTES_KIND_OPERATIONAL, ROUTES_TIER_PARTNER, NULL),
                     ROUTES_E_DATA);
    assert_ok(routes_release_admits(ROUTES_KIND_OPERATIONAL, ROUTES_TIER_RESTRICTED, &err), &err);
    assert_ok(routes_release_admits(ROUTES_KIND_LANES, ROUTES_TIER_PUBLIC, &err), &err);
    assert_int_equal(routes_release_admits(ROUTES_KIND_OWN, ROUTES_TIER_PUBLIC, NULL),
                     ROUTES_E_DATA);
    assert_int_equal(routes_release_admits(ROUTES_KIND_LANES, ROUTES_TIER_OWN, NULL),
                     ROUTES_E_DATA);
    assert_int_equal(routes_release_admits((routes_kind)99, ROUTES_TIER_PUBLIC, NULL),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_release_admits(ROUTES_KIND_LANES, (routes_tier)9, NULL),
                     ROUTES_E_ARGUMENT);
}

/* S11, S14, S36, S37: what is inside leaves no trace in what is outside. */
static void s11_nothing_held_back_is_anywhere_in_a_public_release(void **state)
{
    (void)state;
    const char *sentinels[] = {"Poipet",   "Neak Loeung", "Kien Svay",   "told by",
                               "seven",    "L27",         "gi_z",        "2.9",
                               "lanes_to", "P01",         "choke_score", "/home",
                               "somebody", "secret",      "role",        "105.28"};
    routes_release *release = whole_release(ROUTES_TIER_PUBLIC);
    char *all = everything(release);
    for (size_t i = 0; i < sizeof sentinels / sizeof *sentinels; i++)
        if (strstr(all, sentinels[i]))
            fail_msg("\"%s\" got out", sentinels[i]);
    assert_null(strstr(all, "data_sha256"));
    routes_text_free(all);
    routes_release_free(release);

    release = whole_release(ROUTES_TIER_RESTRICTED);
    all = everything(release);
    assert_non_null(strstr(all, "told by"));
    assert_non_null(strstr(all, "data_sha256"));
    assert_null(strstr(all, "/home"));
    routes_text_free(all);
    routes_release_free(release);
}

static void s14_hotspots_are_classes_of_the_released_lanes(void **state)
{
    (void)state;
    routes_release *release = whole_release(ROUTES_TIER_PUBLIC);
    const routes_table *table = scene_layer(release, "hotspots_provinces");
    const routes_style *style =
        routes_layer_style(routes_release_find(release, "hotspots_provinces"));
    /* By L01 alone, by way of a town in Prey Veng; Kandal is named by a case. Kep is too small. */
    assert_string_equal(routes_table_text_at(table, "class", 0), "named as destination");
    assert_string_equal(routes_table_text_at(table, "class", 1), "not named");
    assert_string_equal(routes_table_text_at(table, "class", 2), "named as origin");
    assert_int_equal(answer_status(table, "class", 3), ROUTES_VALUE_SUPPRESSED);
    assert_int_equal(routes_table_columns(table), 4);
    assert_true(style->count <= 5);
    routes_release_free(release);

    /* Without the released lanes nobody can say; so nothing is said. */
    struct whole answers = whole_make();
    routes_error err;
    const routes_release_options options = scene_options(ROUTES_TIER_PUBLIC);
    const routes_table *alone[] = {answers.tables[3]};
    assert_ok(routes_release_new(&release, answers.model, alone, 1, &options, NULL, &err), &err);
    assert_int_equal(routes_release_size(release), 0);
    routes_release_free(release);
    whole_free(&answers);
}

static void places_are_capitals_and_gateways_without_roles(void **state)
{
    (void)state;
    routes_release *release = whole_release(ROUTES_TIER_PUBLIC);
    const routes_table *table = scene_layer(release, "places");
    assert_int_equal(routes_table_rows(table), 2);
    assert_string_equal(routes_table_text_at(table, "name", 0), "Prey Veng");
    assert_string_equal(routes_table_text_at(table, "name", 1), "Kampong Port");
    assert_int_equal(routes_table_find(table, "role"), SIZE_MAX);
    routes_release_free(release);
}

static routes_status placement_with(const char *heads, const char *const *teams,
                                    const char *const *moved, const char *parameters,
                                    routes_error *err)
{
    struct whole answers = {.model = scene_ground()};
    routes_release *release = NULL;
    const routes_release_options options = scene_options(ROUTES_TIER_RESTRICTED);
    scene_check(answers.model);
    whole_add(&answers, answer_make("placement", ROUTES_KIND_OPERATIONAL, heads, teams));
    if (parameters)
        assert_ok(routes_table_set_meta(answers.tables[0], "parameters", parameters, err), err);
    if (moved)
        whole_add(&answers,
                  answer_make("displacement", ROUTES_KIND_OPERATIONAL, "id:T team:I", moved));
    routes_status status = whole_try(&release, &answers, &options, err);
    assert_int_equal(release != NULL, status == ROUTES_OK);
    routes_release_free(release);
    whole_free(&answers);
    return status;
}

#define TEAMS "team:I id:T moved_share:N burden:T"

static void s22_a_placement_needs_its_displacement(void **state)
{
    (void)state;
    routes_error err;
    const char *teams[] = {"1", "X1", "0.25", "unknown", "2", "X2", "0.5", "unknown", NULL};
    const char *both[] = {"X3", "1", "X4", "2", NULL}, *one[] = {"X3", "1", NULL};
    assert_ok(placement_with(TEAMS, teams, both, NULL, &err), &err);
    assert_int_equal(placement_with(TEAMS, teams, NULL, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "a placement is not released without its displacement (S22)");
    assert_int_equal(placement_with(TEAMS, teams, one, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message,
                        "team 2 is placed without the flow it moves and where to (S22)");
    const char *unsaid[] = {"1", "X1", "-", "unknown", NULL};
    assert_int_equal(placement_with(TEAMS, unsaid, one, NULL, &err), ROUTES_E_DATA);
    /* A team that stops all that comes moves nothing, and says so. */
    const char *closed[] = {"1", "X1", "0", "unknown", NULL}, *nothing[] = {NULL};
    assert_ok(placement_with(TEAMS, closed, nothing, NULL, &err), &err);
}

static void s23_who_people_are_does_not_steer_a_placement(void **state)
{
    (void)state;
    routes_error err;
    const char *teams[] = {"1", "X1", "0.25", "unknown", "7", NULL}, *moved[] = {"X3", "1", NULL};
    const char *heads[] = {TEAMS " nationality:I", TEAMS " sex_ratio:I", TEAMS " age_group:I"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(placement_with(heads[i], teams, moved, NULL, &err), ROUTES_E_DATA);
        assert_non_null(strstr(err.message, "(S23)"));
    }
    assert_ok(placement_with(TEAMS " coverage:I", teams, moved, NULL, &err), &err);
    const char *plain[] = {"1", "X1", "0.25", "unknown", NULL};
    assert_int_equal(placement_with(TEAMS, plain, moved, "{\"weight\":\"ethnicity\"}", &err),
                     ROUTES_E_DATA);
    assert_ok(placement_with(TEAMS, plain, moved, "{\"teams\":1}", &err), &err);
}

static void s24_a_placement_states_its_screening_burden(void **state)
{
    (void)state;
    routes_error err;
    const char *unsaid[] = {"1", "X1", "0.25", "-", NULL}, *moved[] = {"X3", "1", NULL};
    assert_int_equal(placement_with(TEAMS, unsaid, moved, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "team 1 is placed without its screening burden; where it is "
                                     "not known, say \"unknown\" (S24)");
    const char *known[] = {"1", "X1", "0.25", "812.5", NULL};
    assert_ok(placement_with("team:I id:T moved_share:N burden:N", known, moved, NULL, &err), &err);
}

static void s26_s27_mixed_sums_are_refused(void **state)
{
    (void)state;
    const struct {
        const char *column, *value, *rule;
    } mixed[] = {{"victim_status", "identified|intercepted", "(S26)"},
                 {"crime", "trafficking|smuggling", "(S27)"}};
    for (size_t i = 0; i < 2; i++) {
        struct whole answers = whole_make();
        routes_release *release = NULL;
        routes_error err;
        const routes_release_options options = scene_options(ROUTES_TIER_RESTRICTED);
        assert_ok(routes_table_set_meta(answers.tables[6], mixed[i].column, mixed[i].value, &err),
                  &err);
        assert_int_equal(whole_try(&release, &answers, &options, &err), ROUTES_E_DATA);
        assert_non_null(strstr(err.message, mixed[i].rule));
        assert_null(release);
        whole_free(&answers);
    }
}

/* The whole-table rule of sources: a layer that rests on one closed source stays inside. */
static void s30_a_layer_on_a_closed_source_stays_inside(void **state)
{
    (void)state;
    const char *lists[] = {"[\"MAP\",\"SHELTER\"]", "[]", "[\"NOBODY\"]", "[\"OLD\"]"};
    for (size_t i = 0; i < 4; i++) {
        struct whole answers = whole_make();
        routes_release *release = NULL;
        routes_error err;
        const routes_release_options options = scene_options(ROUTES_TIER_PUBLIC);
        assert_ok(routes_table_set_meta(answers.tables[1], "sources", lists[i], &err), &err);
        assert_ok(whole_try(&release, &answers, &options, &err), &err);
        assert_null(routes_release_find(release, "neighbours"));
        char *json = NULL;
        assert_ok(routes_release_json(&json, release, &err), &err);
        assert_non_null(strstr(json, "{\"layer\":\"neighbours\",\"whole\":\"source "));
        assert_non_null(strstr(json, "\"sources\":3,"));
        routes_text_free(json);
        routes_release_free(release);
        whole_free(&answers);
    }
}

static void s33_purpose_approver_and_end_date(void **state)
{
    (void)state;
    struct whole answers = whole_make();
    routes_release *release = NULL;
    routes_error err;
    routes_release_options options = scene_options(ROUTES_TIER_RESTRICTED);
    options.purpose = NULL;
    assert_int_equal(whole_try(&release, &answers, &options, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message,
                        "a restricted release needs a purpose and the code of its approver");
    options.purpose = "x";
    options.approver = "";
    assert_int_equal(whole_try(&release, &answers, &options, &err), ROUTES_E_ARGUMENT);
    options = scene_options(ROUTES_TIER_PARTNER);
    options.approver = NULL;
    assert_int_equal(whole_try(&release, &answers, &options, &err), ROUTES_E_ARGUMENT);
    const char *dates[] = {NULL, "", "2003-02-29", "31.1.2003"};
    for (size_t i = 0; i < 4; i++) {
        options = scene_options(ROUTES_TIER_PUBLIC);
        options.date = dates[i];
        assert_int_equal(whole_try(&release, &answers, &options, &err), ROUTES_E_ARGUMENT);
    }
    assert_null(release);

    /* 2003-01-31 and 90 days: 28 of February, 31 of March, 30 of April, one of May. */
    options = scene_options(ROUTES_TIER_RESTRICTED);
    assert_ok(whole_try(&release, &answers, &options, &err), &err);
    const routes_stamp *stamp = routes_release_stamp(release);
    assert_string_equal(stamp->end_date, "2003-05-01");
    assert_string_equal(stamp->tlp, "TLP:AMBER+STRICT");
    assert_string_equal(stamp->purpose, "protection planning");
    assert_string_equal(stamp->approver, "TEST-9");
    routes_release_free(release);
    options.days = 1;
    assert_ok(whole_try(&release, &answers, &options, &err), &err);
    assert_string_equal(routes_release_stamp(release)->end_date, "2003-02-01");
    routes_release_free(release);
    whole_free(&answers);
}

static void s34_the_stamp_has_all_that_a_map_must_say(void **state)
{
    (void)state;
    routes_release *release = whole_release(ROUTES_TIER_PUBLIC);
    const routes_stamp *stamp = routes_release_stamp(release);
    assert_int_equal(stamp->tier, ROUTES_TIER_PUBLIC);
    assert_string_equal(stamp->tlp, "TLP:CLEAR");
    assert_string_equal(stamp->date, "2003-01-31");
    assert_non_null(strstr(stamp->release_id, "public-2003-01-31-"));
    assert_string_equal(stamp->sources, "Field Group, Report on Child Sex Slavery, 2001");
    assert_string_equal(stamp->credits, "Report on Child Sex Slavery (public domain)");
    assert_non_null(strstr(stamp->notice, "not prevalence"));
    assert_non_null(strstr(stamp->boundary, "no opinion"));
    assert_string_equal(stamp->overrides, "4 overrides of S17, S19, row by row: already published "
                                          "in Field Group 2001");
    assert_int_equal(stamp->lanes_shown, 2);
    assert_int_equal(stamp->lanes_withheld, 1);
    assert_int_equal(stamp->cells_withheld, 1); /* Kep's class */
    assert_null(stamp->end_date);
    assert_null(stamp->purpose);
    assert_null(stamp->approver);
    routes_release_free(release);
}

static void s36_a_failure_releases_nothing(void **state)
{
    (void)state;
    struct whole answers = whole_make();
    routes_error err;
    for (int tier = 0; tier < 3; tier += 2) {
        const routes_release_options options = scene_options((routes_tier)tier);
        long before = routes_i_memory_live();
        for (long allowed = 0;; allowed++) {
            routes_release *release = (routes_release *)&answers;
            char *json = NULL, *provenance = NULL;
            routes_i_memory_fail_after(allowed);
            routes_status status = whole_try(&release, &answers, &options, &err);
            if (status)
                assert_null(release);
            else if (!(status = routes_release_json(&json, release, &err)))
                status = routes_release_provenance(&provenance, release, &err);
            routes_i_memory_fail_after(-1);
            routes_text_free(json);
            routes_text_free(provenance);
            routes_release_free(release);
            assert_int_equal(routes_i_memory_live(), before);
            if (!status)
                break;
            assert_int_equal(status, ROUTES_E_MEMORY);
        }
    }
    whole_free(&answers);
}

/* Repeated releases are the same to the last byte, so that averaging tells nothing (S10). */
static void s10_repeated_releases_are_identical(void **state)
{
    (void)state;
    routes_release *release = whole_release(ROUTES_TIER_RESTRICTED);
    char *first = everything(release);
    routes_release_free(release);
    for (int i = 0; i < 100; i++) {
        release = whole_release(ROUTES_TIER_RESTRICTED);
        char *again = everything(release);
        assert_string_equal(first, again);
        routes_text_free(again);
        routes_release_free(release);
    }
    routes_text_free(first);
}

static routes_status override_with(const char *requirement, const char *citation,
                                   const char *reason, const char *approver, routes_error *err)
{
    routes_model *model = NULL;
    assert_ok(routes_model_new(&model, err), err);
    const routes_override row = {.table = "lanes",
                                 .row_id = "L01",
                                 .requirement = requirement,
                                 .citation = citation,
                                 .reason = reason,
                                 .approver = approver,
                                 .date = SCENE_START};
    routes_i_review review = {.model = model};
    assert_ok(routes_model_add_override(model, &row, err), err);
    routes_status status = routes_i_overrides_start(&review, err);
    routes_i_review_end(&review);
    routes_model_free(model);
    return status;
}

static void s40_an_override_needs_its_record_and_has_its_bounds(void **state)
{
    (void)state;
    routes_error err;
    const char *may[] = {"S04", "S17", "S19", "S29"};
    const char *never[] = {"S01", "S02", "S18", "S20", "S21", "S28", "S99", "s17", ""};
    for (size_t i = 0; i < 4; i++)
        assert_ok(override_with(may[i], "Report 2001", "published", "A1", &err), &err);
    for (size_t i = 0; i < 9; i++)
        assert_int_equal(override_with(never[i], "Report 2001", "published", "A1", &err),
                         ROUTES_E_DATA);
    assert_int_equal(override_with("S18", "Report 2001", "published", "A1", &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "override of S18 for lanes L01: only S04, S17, S19 and S29 "
                                     "may be overridden");
    assert_int_equal(override_with("S17", NULL, "published", "A1", &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "override of S17 for lanes L01 has no citation");
    assert_int_equal(override_with("S17", "Report 2001", "", "A1", &err), ROUTES_E_DATA);
    assert_int_equal(override_with("S17", "Report 2001", "published", NULL, &err), ROUTES_E_DATA);
}

static void provenance_leads_from_rows_to_rows_and_sources(void **state)
{
    (void)state;
    routes_release *release = whole_release(ROUTES_TIER_RESTRICTED);
    routes_i_json *json = NULL;
    routes_error err;
    char *text = NULL;
    assert_ok(routes_release_provenance(&text, release, &err), &err);
    assert_ok(routes_i_json_read(&json, text, strlen(text), &err), &err);
    assert_non_null(strstr(text, "{\"row\":1,\"id\":\"L01\",\"sources\":[\"FG\"],\"rows\":["
                                 "{\"layer\":\"provinces\",\"id\":\"KH14\"},"
                                 "{\"layer\":\"hotspots_provinces\",\"id\":\"KH14\"},"
                                 "{\"layer\":\"places\",\"id\":\"P01\"}]}"));
    assert_non_null(strstr(text, "\"id\":\"KH14\",\"sources\":[\"FG\",\"MAP\"],\"rows\":["
                                 "{\"layer\":\"provinces\",\"id\":\"KH14\"},"
                                 "{\"layer\":\"lanes\",\"id\":\"L01\"}]}"));
    routes_i_json_free(json);
    routes_text_free(text);
    routes_release_free(release);
}

static void the_json_of_a_release_can_be_read(void **state)
{
    (void)state;
    for (int tier = 0; tier < 3; tier++) {
        routes_release *release = whole_release((routes_tier)tier);
        routes_i_json *json = NULL;
        routes_error err;
        char *text = NULL;
        assert_ok(routes_release_json(&text, release, &err), &err);
        assert_ok(routes_i_json_read(&json, text, strlen(text), &err), &err);
        const routes_i_json_value *root = routes_i_json_root(json);
        assert_string_equal(routes_i_json_string(routes_i_json_member(root, "tier")),
                            routes_tier_text((routes_tier)tier));
        assert_int_equal(routes_i_json_size(routes_i_json_member(root, "layers")),
                         routes_release_size(release));
        routes_i_json_free(json);
        routes_text_free(text);
        routes_release_free(release);
    }
}

static void ones_own_table_comes_back_as_it_is(void **state)
{
    (void)state;
    const char *cells[] = {"a", "7", NULL};
    routes_table *own = answer_make("ranks", ROUTES_KIND_OWN, "id:T x_score:N", cells);
    routes_table *other = answer_make("lanes", ROUTES_KIND_LANES, "lane_id:T", NULL);
    const routes_table *answers[] = {own, other};
    routes_model *model = scene_ground();
    routes_release *release = NULL;
    routes_error err;
    const routes_release_options options = scene_options(ROUTES_TIER_OWN);
    assert_ok(routes_release_new(&release, NULL, answers, 1, &options, NULL, &err), &err);
    assert_near(routes_table_numbers(scene_layer(release, "ranks"), 1)[0], 7.0, 0.0);
    assert_int_equal(routes_layer_tier(routes_release_at(release, 0)), ROUTES_TIER_OWN);
    routes_release_free(release);
    assert_int_equal(routes_release_new(&release, NULL, answers, 2, &options, NULL, &err),
                     ROUTES_E_DATA);
    assert_int_equal(routes_release_new(&release, model, answers, 1, &options, NULL, &err),
                     ROUTES_E_ARGUMENT);
    const routes_release_options public = scene_options(ROUTES_TIER_PUBLIC);
    assert_int_equal(routes_release_new(&release, NULL, answers, 1, &public, NULL, &err),
                     ROUTES_E_ARGUMENT);
    /* Not checked. */
    assert_int_equal(routes_release_new(&release, model, answers, 1, &public, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_release_new(NULL, model, answers, 1, &public, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_null(release);
    routes_model_free(model);
    routes_table_free(own);
    routes_table_free(other);
}

static void a_release_of_nothing_is_empty(void **state)
{
    (void)state;
    routes_model *model = scene_ground();
    scene_check(model);
    routes_release *release = scene_release(model, NULL, 0, ROUTES_TIER_PUBLIC);
    assert_int_equal(routes_release_size(release), 0);
    assert_null(routes_release_at(release, 0));
    assert_null(routes_release_find(release, "lanes"));
    assert_null(routes_release_stamp(release)->sources);
    assert_null(routes_layer_table(NULL));
    routes_release_free(release);
    routes_release_free(NULL);
    routes_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(s03_no_tier_is_public, nothing_left),
        cmocka_unit_test_teardown(s20_operational_results_are_restricted_by_kind, nothing_left),
        cmocka_unit_test_teardown(s11_nothing_held_back_is_anywhere_in_a_public_release,
                                  nothing_left),
        cmocka_unit_test_teardown(s14_hotspots_are_classes_of_the_released_lanes, nothing_left),
        cmocka_unit_test_teardown(places_are_capitals_and_gateways_without_roles, nothing_left),
        cmocka_unit_test_teardown(s22_a_placement_needs_its_displacement, nothing_left),
        cmocka_unit_test_teardown(s23_who_people_are_does_not_steer_a_placement, nothing_left),
        cmocka_unit_test_teardown(s24_a_placement_states_its_screening_burden, nothing_left),
        cmocka_unit_test_teardown(s26_s27_mixed_sums_are_refused, nothing_left),
        cmocka_unit_test_teardown(s30_a_layer_on_a_closed_source_stays_inside, nothing_left),
        cmocka_unit_test_teardown(s33_purpose_approver_and_end_date, nothing_left),
        cmocka_unit_test_teardown(s34_the_stamp_has_all_that_a_map_must_say, nothing_left),
        cmocka_unit_test_teardown(s36_a_failure_releases_nothing, nothing_left),
        cmocka_unit_test_teardown(s10_repeated_releases_are_identical, nothing_left),
        cmocka_unit_test_teardown(s40_an_override_needs_its_record_and_has_its_bounds,
                                  nothing_left),
        cmocka_unit_test_teardown(provenance_leads_from_rows_to_rows_and_sources, nothing_left),
        cmocka_unit_test_teardown(the_json_of_a_release_can_be_read, nothing_left),
        cmocka_unit_test_teardown(ones_own_table_comes_back_as_it_is, nothing_left),
        cmocka_unit_test_teardown(a_release_of_nothing_is_empty, nothing_left),
    };
    return cmocka_run_group_tests_name("release", tests, NULL, NULL);
}
