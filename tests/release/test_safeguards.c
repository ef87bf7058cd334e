/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

/* S01 to S04: a program that tries to get out what never leaves. */

#include "release/persons.h"

#include "core/memory.h"
#include "support/whole.h"

static const routes_tier tiers[] = {ROUTES_TIER_PUBLIC, ROUTES_TIER_PARTNER,
                                    ROUTES_TIER_RESTRICTED};

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* Asks for a release of the whole scene with one more answer, at each tier. */
static void assert_stays_inside(routes_table *answer, const char *rule, const char *secret)
{
    for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++) {
        struct whole answers = whole_make();
        const routes_table *tables[17];
        routes_release *release = NULL;
        const routes_release_options options = scene_options(tiers[i]);
        routes_error err = {ROUTES_OK, ""};
        for (size_t t = 0; t < answers.n; t++)
            tables[t] = answers.tables[t];
        tables[answers.n] = answer;
        routes_status status = routes_release_new(&release, answers.model, tables, answers.n + 1,
                                                  &options, NULL, &err);
        if (status != ROUTES_E_DATA || release)
            fail_msg("\"%s\" got out as %s", secret, routes_tier_text(tiers[i]));
        assert_non_null(strstr(err.message, rule));
        assert_null(strstr(err.message, secret));
        whole_free(&answers);
    }
    routes_table_free(answer);
}

static void s01_no_column_about_a_person_leaves(void **state)
{
    (void)state;
    static const char *const names[] = {
        "victim_name",   "first_name",   "surname",       "nickname",     "date_of_birth",
        "dob",           "age",          "birthplace",    "phone",        "mobile",
        "whatsapp",      "telephone_no", "email",         "facebook",     "x_instagram",
        "passport_no",   "national_id",  "id_card",       "bank_account", "licence_plate",
        "case_id",       "victim_id",    "survivor_id",   "home_address", "street",
        "photo",         "fingerprint",  "diagnosis",     "hiv_status",   "testimony",
        "case_notes",    "life_story",   "x_phone",       "suspect_name", "trafficker_name",
        "recruitername", "contact",      "informant_name"};
    const char *cells[] = {"KH08", "Kandal", "Sentinel", "FG", NULL};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char heads[128];
        snprintf(heads, sizeof heads, "area_id:T name:T %s:T source_id:T", names[i]);
        assert_stays_inside(answer_make("provinces", ROUTES_KIND_PLACES, heads, cells), "(S01)",
                            "Sentinel");
    }
}

static void s01_no_cell_about_a_person_leaves(void **state)
{
    (void)state;
    static const char *const secrets[] = {
        "sok.dara@example.org",   "call +855 12 345 678", "passport N1234567",
        "Sok Dara, 12/03/1987",   "born 12/03/1987",      "a girl aged 14",
        "#12 St. 271 Phnom Penh", "Mrs. Chan Thy",        "facebook.com/sok.dara",
        "see photo_sok.jpg",      "she was taken away",   "she is pregnant"};
    static const char *const columns[] = {"note", "name"};
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        for (size_t c = 0; c < 2; c++) {
            const char *cells[] = {"L01", secrets[i], "FG", NULL};
            char heads[64];
            snprintf(heads, sizeof heads, "lane_id:T %s:T source_id:T", columns[c]);
            assert_stays_inside(answer_make("remarks", ROUTES_KIND_OPERATIONAL, heads, cells),
                                "(S01)", secrets[i]);
        }
    /* Where a cell has no content of its own, what has an unmistakable form is still found. */
    const char *cells[] = {"1", "sok.dara@example.org", NULL};
    assert_stays_inside(answer_make("own", ROUTES_KIND_OPERATIONAL, "team:I words:T", cells),
                        "(S01)", "sok.dara");
}

/* What is in the package's own columns passes: counts, codes, names of places. */
static void s01_counts_and_places_pass(void **state)
{
    (void)state;
    struct whole answers = whole_make();
    routes_error err;
    for (size_t i = 0; i < answers.n; i++)
        assert_ok(routes_i_persons_check(answers.tables[i], &err), &err);
    whole_free(&answers);
}

static void s01_a_model_that_holds_a_person_is_not_released(void **state)
{
    (void)state;
    routes_model *model = scene_ground();
    routes_faults *faults = NULL;
    routes_release *release = NULL;
    routes_error err;
    const routes_release_options options = scene_options(ROUTES_TIER_RESTRICTED);
    routes_lane lane = scene_lane("L01", "KH14", ROUTES_LEVEL_PROVINCE, "KH01",
                                  ROUTES_LEVEL_PROVINCE, NULL, ROUTES_BASIS_CASE);
    lane.origin.note = "her mother's phone is +855 12 345 678";
    scene_add_lane(model, lane);
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_int_equal(routes_model_check(model, NULL, faults, &err), ROUTES_E_DATA);
    for (size_t i = 0; i < routes_faults_size(faults); i++) {
        const routes_fault *fault = routes_faults_at(faults, i);
        assert_null(strstr(fault->message, "345"));
        assert_true(!fault->value || !strstr(fault->value, "345"));
    }
    assert_int_equal(routes_release_new(&release, model, NULL, 0, &options, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_null(release);
    routes_faults_free(faults);
    routes_model_free(model);
}

static void s02_no_position_of_a_service_leaves(void **state)
{
    (void)state;
    static const struct {
        const char *name, *heads;
        const char *cells[8];
    } tries[] = {
        {"services", "service_id:T area_id:T lon:N lat:N", {"V1", "KH08", "104.92345", "11.55678"}},
        {"services", "service_id:T area_id:T geometry:G", {"V1", "KH08", "104.92345 11.55678"}},
        {"services", "service_id:T area_id:T place_id:T", {"V1", "KH08", "P02"}},
        {"services", "service_id:T area_id:T commune:T", {"V1", "KH08", "Prek Leap"}},
        {"services", "service_id:T area_id:T x_gps:T", {"V1", "KH08", "near the market"}},
        {"services", "service_id:T note:T", {"V1", "at 11.55678, 104.92345"}},
        /* under another name, which the columns give away */
        {"places", "organisation:T geometry:G", {"A shelter", "104.92345 11.55678"}},
        {"places", "service_kind:T rep_lon:N rep_lat:N", {"shelter", "104.92345", "11.55678"}},
        {"dots", "service_id:T geometry:G", {"V1", "104.92345 11.55678"}},
    };
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
        for (int kind = 0; kind < 2; kind++)
            assert_stays_inside(answer_make(tries[i].name,
                                            kind ? ROUTES_KIND_OPERATIONAL : ROUTES_KIND_PLACES,
                                            tries[i].heads, tries[i].cells),
                                "(S02)", "55678");
}

/* All that a release says, as one text. */
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
        assert_ok(routes_table_json(&part, routes_layer_table(routes_release_at(release, i)), &err),
                  &err);
        routes_i_text_add(&all, part);
        routes_text_free(part);
    }
    assert_false(all.failed);
    return all.bytes;
}

/* Who runs a service and for how many is inside at public and partner, even as a plain list. */
static void s02_who_runs_a_service_stays_below_restricted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++) {
        struct whole answers = whole_make();
        const char *cells[] = {"V1", "Sentinel House", "shelter", "KH08", "77", "FG", NULL};
        whole_add(&answers, answer_make("services", ROUTES_KIND_PLACES,
                                        "service_id:T organisation:T service_kind:T area_id:T "
                                        "capacity_high:N source_id:T",
                                        cells));
        routes_release *release = NULL;
        const routes_release_options options = scene_options(tiers[i]);
        routes_error err;
        assert_ok(whole_try(&release, &answers, &options, &err), &err);
        char *all = everything(release);
        bool out = tiers[i] == ROUTES_TIER_RESTRICTED;
        assert_int_equal(routes_release_find(release, "services") != NULL, out);
        assert_int_equal(strstr(all, "Sentinel House") != NULL, out);
        routes_text_free(all);
        routes_release_free(release);
        whole_free(&answers);
    }
}

/* No options, options of zero, and a tier that is none: never more than public. */
static void s03_what_is_not_asked_for_is_public(void **state)
{
    (void)state;
    struct whole answers = whole_make();
    routes_release *release = NULL;
    routes_error err;
    routes_release_options options = ROUTES_RELEASE_OPTIONS;
    options.date = "2003-01-31";
    assert_int_equal(options.tier, ROUTES_TIER_PUBLIC);
    assert_ok(whole_try(&release, &answers, &options, &err), &err);
    assert_int_equal(routes_release_stamp(release)->tier, ROUTES_TIER_PUBLIC);
    assert_string_equal(routes_release_stamp(release)->tlp, "TLP:CLEAR");
    assert_null(routes_release_find(release, "placement"));
    routes_release_free(release);
    release = NULL;
    assert_int_not_equal(whole_try(&release, &answers, NULL, &err), ROUTES_OK); /* no date */
    assert_null(release);
    for (int tier = 4; tier < 8; tier++) {
        options.tier = (routes_tier)tier;
        assert_int_not_equal(whole_try(&release, &answers, &options, &err), ROUTES_OK);
        assert_null(release);
    }
    whole_free(&answers);
}

/* A count below k, wherever a row may carry one: in its range, and in no other figure. */
static void s04_no_small_count_is_anywhere(void **state)
{
    (void)state;
    static const double k[] = {11.0, 5.0, 1.0};
    for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++)
        for (int count = 1; count <= 12; count++) {
            routes_model *model = scene_ground();
            scene_add_figure(model, "E01", "KH08", NULL, "persons_exploited", ROUTES_MEASURE_COUNT,
                             ROUTES_UNIT_PERSONS, count);
            scene_publish(model, "observations", "E01");
            scene_check(model);
            char shown[32];
            snprintf(shown, sizeof shown, "- %d - single", count);
            const char *cells[] = {"E01",   "KH08", "Kandal",  "province", "persons_exploited",
                                   "count", shown,  "persons", "FG",       NULL};
            routes_table *table =
                answer_make("estimates", ROUTES_KIND_ESTIMATES,
                            "observation_id:T area_id:T place:T level:T quantity:T measure:T "
                            "value:R value_unit:T source_id:T",
                            cells);
            const routes_table *answers[] = {table};
            routes_release *release = scene_release(model, answers, 1, tiers[i]);
            const routes_table *out = scene_layer(release, "estimates");
            size_t column = out ? routes_table_find(out, "value") : SIZE_MAX;
            bool stated = out && routes_table_rows(out) == 1 &&
                          routes_table_status(out, column)[0] == ROUTES_VALUE_OK;
            if (stated) {
                routes_range value = routes_table_ranges(out, column)[0];
                assert_true(count >= k[i]);
                assert_true(isnan(value.low) || value.low >= k[i]);
                assert_true(value.moderate >= k[i]);
            }
            assert_int_equal(stated, count >= k[i]);
            routes_release_free(release);
            routes_table_free(table);
            routes_model_free(model);
        }
}

static void looking_survives_running_out_of_memory(void **state)
{
    (void)state;
    const char *cells[] = {"V1", "KH08", "a note", NULL};
    routes_table *table =
        answer_make("services", ROUTES_KIND_OPERATIONAL, "service_id:T area_id:T note:T", cells);
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    long allowed = 0;
    for (; status == ROUTES_E_MEMORY; allowed++) {
        routes_i_memory_fail_after(allowed);
        status = routes_i_persons_check(table, NULL);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    assert_true(allowed > 3);
    routes_table_free(table);
}

#define safeguard(name) cmocka_unit_test_teardown(name, nothing_left)

int main(void)
{
    const struct CMUnitTest tests[] = {
        safeguard(s01_no_column_about_a_person_leaves),
        safeguard(s01_no_cell_about_a_person_leaves),
        safeguard(s01_counts_and_places_pass),
        safeguard(s01_a_model_that_holds_a_person_is_not_released),
        safeguard(s02_no_position_of_a_service_leaves),
        safeguard(s02_who_runs_a_service_stays_below_restricted),
        safeguard(s03_what_is_not_asked_for_is_public),
        safeguard(s04_no_small_count_is_anywhere),
        safeguard(looking_survives_running_out_of_memory),
    };
    return cmocka_run_group_tests_name("safeguards", tests, NULL, NULL);
}
