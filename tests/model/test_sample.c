/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle */

/* The sample package as it lies in data/: read, checked, and every name that the facts use found in
 * it. */

#include <stdlib.h>

#include "core/memory.h"
#include "routes/model.h"
#include "support/sample.h"

static routes_model *model;
static routes_faults *faults;

static int read_package(void **state)
{
    (void)state;
    routes_error err;
    if (routes_model_new(&model, &err) || routes_faults_new(&faults, 0, &err))
        return -1;
    const routes_run run = {.size = sizeof run, .date = "2001-12-31"};
    routes_status status = sample_read(model, ROUTES_SAMPLE, faults, &err);
    if (!status)
        status = routes_model_check(model, &run, faults, &err);
    for (size_t i = 0; status && i < routes_faults_size(faults); i++) {
        const routes_fault *fault = routes_faults_at(faults, i);
        printf("%d %s %zu %s: %s; %s\n", (int)fault->severity, fault->file, fault->row,
               fault->field ? fault->field : "-", fault->message,
               fault->remedy ? fault->remedy : "");
    }
    if (status)
        printf("%s\n", err.message);
    return status ? -1 : 0;
}

static int free_package(void **state)
{
    (void)state;
    routes_faults_free(faults);
    routes_model_free(model);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static void sample_passes(void **state)
{
    (void)state;
    assert_true(routes_model_is_checked(model));
}

static void sample_is_about_cambodia(void **state)
{
    (void)state;
    assert_string_equal(routes_model_home(model), "KH");
    assert_int_equal(routes_model_size(model, ROUTES_LANES), 35);
    size_t count, provinces = 0;
    const routes_area *areas = routes_model_areas(model, &count);
    for (size_t i = 0; i < count; i++) {
        bool province =
            areas[i].level == ROUTES_LEVEL_PROVINCE && strcmp(areas[i].country, "KH") == 0;
        provinces += province;
        if (province && routes_model_capital(model, i) == SIZE_MAX)
            fail_msg("%s has no capital", areas[i].name);
    }
    assert_int_equal(provinces, 24);
}

static void assert_end(const char *lane_id, routes_side side, const char *ids)
{
    size_t lane = routes_model_find(model, ROUTES_LANES, lane_id);
    size_t count;
    const routes_end *ends = routes_model_ends(model, lane, side, &count);
    char found[200] = "";
    for (size_t i = 0; i < count; i++)
        strcat(strcat(found, i ? "|" : ""), routes_model_end_id(model, ends[i]));
    assert_string_equal(found, ids);
}

/* What docs/package.md says of the ends of single lanes. */
static void sample_lanes_end_where_they_should(void **state)
{
    (void)state;
    assert_end("L02", ROUTES_SIDE_TO, "P03");
    assert_end("L03", ROUTES_SIDE_TO, "KH12|KH17|KH18");
    assert_end("L08", ROUTES_SIDE_FROM, "KH");
    assert_end("L08", ROUTES_SIDE_TO, "KH");
    assert_end("L12", ROUTES_SIDE_TO, "P01|P02");
    assert_end("L15", ROUTES_SIDE_VIA, "KH17"); /* the area, not the town */
    assert_end("L17", ROUTES_SIDE_VIA, "KH");
    size_t place = routes_model_find(model, ROUTES_PLACES, "P03");
    size_t province = routes_model_end_province(model, (routes_end){ROUTES_PLACES, place});
    assert_string_equal(routes_model_areas(model, NULL)[province].area_id, "KH01");
}

/* 30-35, 10, 8, 4 and 25 sum to 77-82: the rest is said, not rescaled. */
static void sample_shares_keep_their_remainder(void **state)
{
    (void)state;
    bool said = false;
    for (size_t i = 0; i < routes_faults_size(faults); i++)
        said = said || strstr(routes_faults_at(faults, i)->message, "18 to 23 % of") != NULL;
    assert_true(said);
}

/* docs/package.md: seven countries without hub or link, whose lanes are drawn and not laid. */
static void sample_names_the_countries_without_a_hub(void **state)
{
    (void)state;
    static const char *const expected[] = {"Macao",     "Canada", "Romania",    "Moldova",
                                           "Indonesia", "China",  "Philippines"};
    size_t noted = 0;
    for (size_t i = 0; i < routes_faults_size(faults); i++)
        noted += strstr(routes_faults_at(faults, i)->message, "has no hub") != NULL;
    assert_int_equal(noted, 7);
    for (size_t i = 0; i < 7; i++) {
        char message[80];
        bool found = false;
        snprintf(message, sizeof message,
                 "country \"%s\" has no hub: its lanes are drawn, not laid", expected[i]);
        for (size_t f = 0; f < routes_faults_size(faults); f++)
            found = found || strcmp(routes_faults_at(faults, f)->message, message) == 0;
        assert_true(found);
    }
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 0);
}

/* A cell of the facts as it was written; lists are split. */
static void assert_known(const char *file, const char *cell, routes_level level, size_t *known)
{
    char text[300];
    snprintf(text, sizeof text, "%s", cell);
    for (char *item = strtok(text, "|"); item; item = strtok(NULL, "|")) {
        routes_end end;
        routes_error err;
        if (routes_model_resolve(&end, model, item, level, &err))
            fail_msg("%s: %s", file, err.message);
        (*known)++;
    }
}

static size_t column_of(const routes_i_csv_row *head, const char *name)
{
    for (size_t i = 0; i < head->columns; i++)
        if (strcmp(head->cells[i], name) == 0)
            return i;
    fail_msg("no column %s", name);
    return SIZE_MAX;
}

/* Every cell of one column resolves at a level, or at the level that another column says. */
static void assert_column(const char *file, const char *column, routes_level level,
                          const char *level_column, size_t *known)
{
    char path[SAMPLE_PATH_SIZE];
    routes_i_csv *csv = NULL;
    const routes_i_csv_row *row;
    routes_error err;
    snprintf(path, sizeof path, "%s/facts/%s", ROUTES_SHARED, file);
    assert_ok(routes_i_csv_open(&csv, path, file, faults, &err), &err);
    const routes_i_csv_row *head = routes_i_csv_header(csv);
    size_t at = column_of(head, column);
    size_t at_level = level_column ? column_of(head, level_column) : SIZE_MAX;
    assert_ok(routes_i_csv_next(&row, csv, &err), &err);
    while (row) {
        if (level_column)
            level = (routes_level)routes_codes_find(ROUTES_CODES_LEVEL, row->cells[at_level]);
        assert_known(file, row->cells[at], level, known);
        assert_ok(routes_i_csv_next(&row, csv, &err), &err);
    }
    routes_i_csv_close(csv);
}

static void sample_knows_every_name_of_the_facts(void **state)
{
    (void)state;
    FILE *facts = fopen(ROUTES_SHARED "/facts/lanes.csv", "r");
    if (!facts) {
        print_message("skipped: %s/facts is not here\n", ROUTES_SHARED);
        skip();
    }
    fclose(facts);
    size_t known = 0;
    assert_column("lanes.csv", "from", ROUTES_LEVEL_NOT_STATED, "from_level", &known);
    assert_column("lanes.csv", "to", ROUTES_LEVEL_NOT_STATED, "to_level", &known);
    assert_column("lanes.csv", "via", ROUTES_LEVEL_NOT_STATED, NULL, &known);
    assert_column("places.csv", "name", ROUTES_LEVEL_PLACE, NULL, &known);
    assert_column("places.csv", "province", ROUTES_LEVEL_PROVINCE, NULL, &known);
    assert_column("places.csv", "country", ROUTES_LEVEL_COUNTRY, NULL, &known);
    assert_column("services.csv", "province", ROUTES_LEVEL_PROVINCE, NULL, &known);
    assert_column("police_training_1995_1999.csv", "province", ROUTES_LEVEL_PROVINCE, NULL, &known);
    assert_column("estimates.csv", "place", ROUTES_LEVEL_NOT_STATED, "level", &known);
    /* 35 from, 46 to (five forks of three, one of two), 6 via, 33 of places, 24 of services, 11 of
     * training, 15 of estimates */
    assert_int_equal(known, 170);

    /* the spellings that facts/README.md warns of */
    static const char *const spellings[][2] = {
        {"Kampong Cham", "KH03"},    {"Kompong Cham", "KH03"}, {"Banteay Meanchey", "KH01"},
        {"Bantey Meanchey", "KH01"}, {"Mondolkiri", "KH11"},   {"Krong Pailin", "KH24"},
        {"Kampong Som", "KH18"},     {"Kaôh Kong", "KH09"},    {"Takêv", "KH21"},
        {"ភ្នំពេញ", "KH12"},           {"KH-17", "KH17"},
    };
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        routes_end end;
        routes_error err;
        assert_ok(routes_model_resolve(&end, model, spellings[i][0], ROUTES_LEVEL_PROVINCE, &err),
                  &err);
        assert_string_equal(routes_model_end_id(model, end), spellings[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_passes),
        cmocka_unit_test(sample_is_about_cambodia),
        cmocka_unit_test(sample_lanes_end_where_they_should),
        cmocka_unit_test(sample_shares_keep_their_remainder),
        cmocka_unit_test(sample_names_the_countries_without_a_hub),
        cmocka_unit_test(sample_knows_every_name_of_the_facts),
    };
    return cmocka_run_group_tests_name("sample", tests, read_package, free_package);
}
