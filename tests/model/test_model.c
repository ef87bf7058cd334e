/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "routes/model.h"

#include <stdlib.h>

#include "core/memory.h"
#include "model/model.h"
#include "support/check.h"
#include "support/three_provinces.h"

static int setup(void **state)
{
    routes_model *model = NULL;
    if (routes_model_new(&model, NULL))
        return -1;
    *state = model;
    return 0;
}

static int teardown(void **state)
{
    routes_i_memory_fail_after(-1);
    routes_model_free(*state);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static void model_keeps_what_it_is_given(void **state)
{
    routes_model *model = *state;
    routes_error err;
    assert_ok(three_provinces(model, &err), &err);

    const size_t expected[ROUTES_ENTITIES] = {1, 5, 2, 1, 3, 5, 1, 6, 4, 2, 1, 1, 1};
    for (int i = 0; i < ROUTES_ENTITIES; i++)
        assert_int_equal(routes_model_size(model, (routes_entity)i), expected[i]);

    size_t count;
    const routes_lane *lanes = routes_model_lanes(model, &count);
    assert_int_equal(count, 4);
    assert_string_equal(lanes[1].lane_id, "L2");
    assert_string_equal(lanes[1].via, "West Gate");
    assert_int_equal(lanes[1].volume.unit, ROUTES_UNIT_PERSONS_PER_MONTH);
    assert_true(isnan(lanes[1].volume.range.high));
    const routes_area *areas = routes_model_areas(model, &count);
    assert_int_equal(areas[4].wkb_size, SQUARE_SIZE);
    assert_null(areas[0].wkb);
    assert_int_equal(routes_model_sources(model, NULL)[0].year, 2001);
    assert_int_equal(routes_model_is_checked(model), 0);
}

/* The row and its texts belong to the caller, who may use them again at once. */
static void model_copies_texts(void **state)
{
    routes_model *model = *state;
    routes_error err;
    char name[] = "Poipet";
    char file[] = "places.csv";
    routes_place place;
    routes_entity_clear(ROUTES_PLACES, &place);
    place.place_id = "P03";
    place.name = name;
    place.origin.file = file;
    place.name_local = "";
    assert_ok(routes_model_add_place(model, &place, &err), &err);
    assert_ok(routes_model_add_place(model, &place, &err), &err);
    memset(name, 'x', sizeof name - 1);
    memset(file, 'x', sizeof file - 1);

    const routes_place *places = routes_model_places(model, NULL);
    assert_string_equal(places[0].name, "Poipet");
    assert_string_equal(places[0].origin.file, "places.csv");
    assert_ptr_equal(places[0].origin.file, places[1].origin.file);
    assert_null(places[0].name_local);
}

static void model_refuses_bad_calls(void **state)
{
    routes_model *model = *state;
    routes_error err;
    routes_place place;
    routes_entity_clear(ROUTES_PLACES, &place);

    assert_int_equal(routes_model_new(NULL, NULL), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_model_add_place(NULL, &place, NULL), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_model_add_place(model, NULL, NULL), ROUTES_E_ARGUMENT);
    place.name = "Poip\xC3";
    assert_int_equal(routes_model_add_place(model, &place, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "name of a row of places is not UTF-8");
    assert_int_equal(routes_model_size(model, ROUTES_PLACES), 0);

    assert_int_equal(routes_model_set_home(model, "kh", &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "home country \"kh\" must be two capital letters, ISO 3166 "
                                     "alpha-2");
    assert_null(routes_model_home(model));
    assert_ok(routes_model_set_home(model, "KH", &err), &err);
    assert_string_equal(routes_model_home(model), "KH");

    routes_model_free(NULL);
    assert_int_equal(routes_model_size(NULL, ROUTES_PLACES), 0);
    assert_int_equal(routes_model_size(model, ROUTES_ENTITIES), 0);
    assert_null(routes_model_places(NULL, NULL));
    assert_null(routes_entity_text(ROUTES_ENTITIES));
    assert_string_equal(routes_entity_text(ROUTES_LEGS), "legs");
}

static void model_clears_rows_to_not_stated(void **state)
{
    (void)state;
    routes_place place;
    memset(&place, 0x5A, sizeof place);
    routes_entity_clear(ROUTES_PLACES, &place);
    assert_null(place.name);
    assert_true(isnan(place.lon));
    assert_int_equal(place.role, 0);
    assert_int_equal(place.origin.row, 0);
    routes_link link;
    routes_entity_clear(ROUTES_LINKS, &link);
    assert_int_equal(link.open_from, ROUTES_NO_DATE);
    for (int i = 0; i < ROUTES_ENTITIES; i++) {
        const routes_i_schema *schema = routes_i_schema_of((routes_entity)i);
        void *row = malloc(schema->row_size);
        assert_non_null(row);
        routes_entity_clear((routes_entity)i, row);
        for (size_t f = 0; f < schema->field_count; f++)
            assert_false(routes_i_field_stated(&schema->fields[f], row));
        free(row);
    }
}

static const char *cell(const routes_table *table, const char *column, size_t row)
{
    return routes_table_text_at(table, column, row);
}

static void model_answers_as_a_table(void **state)
{
    routes_model *model = *state;
    routes_error err;
    assert_ok(three_provinces(model, &err), &err);
    routes_table *table = NULL;

    assert_ok(routes_model_table(&table, model, ROUTES_LANES, &err), &err);
    assert_string_equal(routes_table_name(table), "lanes");
    assert_int_equal(routes_table_rows(table), 4);
    assert_string_equal(routes_table_meta(table, "primary_key"), "lane_id");
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_LANES);
    assert_string_equal(cell(table, "from_level", 0), "province");
    assert_string_equal(cell(table, "unit", 1), "persons_per_month");
    assert_string_equal(cell(table, "range_kind", 2), "source_spread");
    assert_null(cell(table, "via", 0));
    size_t low = routes_table_find(table, "low");
    assert_int_equal(routes_table_status(table, low)[0], ROUTES_VALUE_NOT_STATED);
    assert_near(routes_table_numbers(table, low)[1], 100.0, 0.0);
    assert_int_equal(routes_table_dates(table, routes_table_find(table, "period_start"))[0], 11323);
    routes_table_free(table);

    assert_ok(routes_model_table(&table, model, ROUTES_PLACES, &err), &err);
    assert_string_equal(cell(table, "role", 1), "hub");
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OPERATIONAL);
    assert_string_equal(routes_table_column(table, routes_table_find(table, "lon"))->unit,
                        "degrees");
    routes_table_free(table);

    assert_ok(routes_model_table(&table, model, ROUTES_AREAS, &err), &err);
    const size_t *sizes;
    routes_table_geometries(table, routes_table_find(table, "geometry"), &sizes);
    assert_int_equal(sizes[2], SQUARE_SIZE);
    routes_table_free(table);

    assert_ok(routes_model_table(&table, model, ROUTES_OVERRIDES, &err), &err);
    assert_string_equal(routes_table_meta(table, "primary_key"), "table|row_id|requirement");
    routes_table_free(table);

    assert_int_equal(routes_model_table(&table, model, ROUTES_ENTITIES, &err), ROUTES_E_ARGUMENT);
    assert_null(table);
}

/* The columns of docs/package.md, required ones first, in its order. */
static void schema_has_the_columns_of_the_package(void **state)
{
    (void)state;
    static const struct {
        routes_entity entity;
        const char *required, *others;
    } package[] = {
        {ROUTES_SOURCES, "source_id title year consent_scope",
         "author publisher owner source_grade lawful_basis purpose retention_until licence url"},
        {ROUTES_AREAS, "area_id level name",
         "name_local iso pcode country parent pred_pcode vintage valid_from valid_to rep_lon "
         "rep_lat source_id geometry"},
        {ROUTES_GROUPS, "group_id name", "member member_basis source_id"},
        {ROUTES_ALIASES, "alias target_id", "kind"},
        {ROUTES_POPULATIONS, "area_id year population", "male female source_id"},
        {ROUTES_PLACES, "place_id name kind lon lat",
         "name_local area_id country role accuracy_m position_source source_id"},
        {ROUTES_CROSSINGS, "crossing_id name country_a country_b lon lat type mode",
         "name_other area_a area_b opened closed hours_open hours_monitored reliability "
         "reliability_watched accuracy_m status_confidence source_id reliability_low "
         "reliability_high reliability_watched_low reliability_watched_high"},
        {ROUTES_LINKS, "link_id from to mode class",
         "length_m time_s reliability reliability_watched both_ways open_from open_to source_id "
         "reliability_low reliability_high reliability_watched_low reliability_watched_high"},
        {ROUTES_LANES,
         "lane_id from from_level to to_level crime basis bidirectional period_start period_end "
         "source_id",
         "via scope mode purpose population age_group measure unit denominator low moderate high "
         "range_kind info_grade"},
        {ROUTES_LEGS, "lane_id leg_no from to", "mode"},
        {ROUTES_OBSERVATIONS,
         "observation_id quantity measure unit period_start period_end source_id",
         "area_id place_id crime low moderate high range_kind denominator denominator_area "
         "detection victim_status age_group population effort effort_unit contributor_id"},
        {ROUTES_SERVICES, "service_id organisation service_kind area_id",
         "capacity_low capacity_high occupancy year source_id"},
        {ROUTES_OVERRIDES, "table row_id requirement citation reason approver date", ""},
        {ROUTES_WATERS, "water_id kind name", "name_local geometry"},
    };
    for (size_t i = 0; i < ROUTES_ENTITIES; i++) {
        const routes_i_schema *schema = routes_i_schema_of(package[i].entity);
        size_t known = 0;
        for (int required = 0; required < 2; required++) {
            char words[400];
            strcpy(words, required ? package[i].required : package[i].others);
            for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
                const routes_i_field *field = routes_i_schema_find(schema, word);
                if (!field || field->required != required)
                    fail_msg("%s.%s", schema->name, word);
                known++;
            }
        }
        /* and those that may stand in every table */
        const char *const common[] = {"section", "attributed_to", "note", "extra"};
        for (size_t c = 0; c < 4; c++)
            assert_non_null(routes_i_schema_find(schema, common[c]));
        known += 4;
        if (!strstr(package[i].required, "source_id") && !strstr(package[i].others, "source_id"))
            known++; /* a source is welcome everywhere */
        assert_int_equal(schema->field_count, known);
        assert_int_equal(routes_i_schema_entity(schema->name), package[i].entity);
        assert_non_null(routes_i_schema_key(schema, 0));
        assert_null(routes_i_schema_key(schema, 3));
    }
    assert_int_equal(routes_i_schema_entity("persons"), ROUTES_ENTITIES);
}

/* Every allocation is made to fail in turn; a row is added whole or not at all. */
static void model_survives_running_out_of_memory(void **state)
{
    routes_model *model = *state;
    routes_error err;
    routes_model_free(model);
    *state = NULL;
    for (long allowed = 0;; allowed++) {
        routes_i_memory_fail_after(allowed);
        routes_table *table = NULL;
        routes_status status = routes_model_new(&model, &err);
        if (!status)
            status = three_provinces(model, &err);
        for (int i = 0; i < ROUTES_ENTITIES && !status; i++) {
            status = routes_model_table(&table, model, (routes_entity)i, &err);
            routes_table_free(table);
        }
        routes_model_free(model);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), 0);
        if (status == ROUTES_OK)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
}

int main(void)
{
#define with_model(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        with_model(model_keeps_what_it_is_given),
        with_model(model_copies_texts),
        with_model(model_refuses_bad_calls),
        with_model(model_clears_rows_to_not_stated),
        with_model(model_answers_as_a_table),
        with_model(schema_has_the_columns_of_the_package),
        with_model(model_survives_running_out_of_memory),
    };
    return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
