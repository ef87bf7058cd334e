/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/answer.h"
#include "result/shape.h"
#include "routes/answer.h"

static const routes_column columns[] = {
    {"observation_id", ROUTES_COLUMN_TEXT, NULL, "Id of the observation"},
    {"area_id", ROUTES_COLUMN_TEXT, NULL, "Area it speaks of"},
    {"place_id", ROUTES_COLUMN_TEXT, NULL, "Place it speaks of"},
    {"place", ROUTES_COLUMN_TEXT, NULL, "Name of the area or place"},
    {"level", ROUTES_COLUMN_TEXT, NULL, "Kind of area"},
    {"quantity", ROUTES_COLUMN_TEXT, NULL, "What was counted or estimated"},
    {"crime", ROUTES_COLUMN_TEXT, NULL, "Trafficking, smuggling or mixed; never added"},
    {"measure", ROUTES_COLUMN_TEXT, NULL, "What the number measures"},
    {"value", ROUTES_COLUMN_RANGE, NULL, "Number as stated"},
    {"value_unit", ROUTES_COLUMN_TEXT, NULL, "Unit of the number"},
    {"denominator", ROUTES_COLUMN_TEXT, NULL, "What it is a part of"},
    {"population", ROUTES_COLUMN_TEXT, NULL, "Group of which the number speaks"},
    {"age_group", ROUTES_COLUMN_TEXT, NULL, "Ages"},
    {"victim_status", ROUTES_COLUMN_TEXT, NULL, "Presumed, identified or intercepted; never added"},
    {"detection", ROUTES_COLUMN_TEXT, NULL, "Discovered or reported; kept apart"},
    {"effort", ROUTES_COLUMN_NUMBER, NULL, "Effort behind a count"},
    {"effort_unit", ROUTES_COLUMN_TEXT, NULL, "Unit of the effort"},
    {"contributor_id", ROUTES_COLUMN_TEXT, NULL, "Organisation behind the count, by code"},
    {"period_start", ROUTES_COLUMN_DATE, NULL, "First day"},
    {"period_end", ROUTES_COLUMN_DATE, NULL, "Last day"},
    ROUTES_I_ORIGIN_COLUMNS,
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Fixed point of the area or place"},
};

/* What an observation speaks of. */
struct subject {
    const char *name;
    const char *level;
    routes_point point;
};

static struct subject subject_of(const routes_model *model, const routes_observation *observation)
{
    size_t at = SIZE_MAX;
    if (observation->place_id) {
        at = routes_model_find(model, ROUTES_PLACES, observation->place_id);
        if (at != SIZE_MAX) {
            const routes_place *place = &routes_model_places(model, NULL)[at];
            return (struct subject){place->name, "place", {place->lon, place->lat}};
        }
    } else if (observation->area_id) {
        at = routes_model_find(model, ROUTES_AREAS, observation->area_id);
        if (at != SIZE_MAX) {
            const routes_area *area = &routes_model_areas(model, NULL)[at];
            return (struct subject){area->name,
                                    routes_codes_text(ROUTES_CODES_LEVEL, (int)area->level),
                                    {area->rep_lon, area->rep_lat}};
        }
    }
    return (struct subject){NULL, NULL, {1e9, 1e9}};
}

static routes_status add(routes_table *table, const routes_model *model,
                         const routes_observation *observation, routes_error *err)
{
    struct subject subject = subject_of(model, observation);
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, observation->observation_id);
    routes_i_row_text(&row, observation->area_id);
    routes_i_row_text(&row, observation->place_id);
    routes_i_row_text(&row, subject.name);
    routes_i_row_text(&row, subject.level);
    routes_i_row_text(&row, observation->quantity);
    routes_i_answer_code(&row, ROUTES_CODES_CRIME, (int)observation->crime);
    routes_i_answer_code(&row, ROUTES_CODES_MEASURE, (int)observation->value.measure);
    routes_i_row_range(&row, observation->value.range);
    routes_i_answer_code(&row, ROUTES_CODES_UNIT, (int)observation->value.unit);
    routes_i_row_text(&row, observation->denominator);
    routes_i_row_text(&row, observation->population);
    routes_i_answer_code(&row, ROUTES_CODES_AGE_GROUP, (int)observation->age_group);
    routes_i_answer_code(&row, ROUTES_CODES_VICTIM_STATUS, (int)observation->victim_status);
    routes_i_answer_code(&row, ROUTES_CODES_DETECTION, observation->detection);
    routes_i_row_number(&row, observation->effort);
    routes_i_row_text(&row, observation->effort_unit);
    routes_i_row_text(&row, observation->contributor_id);
    routes_i_row_date(&row, observation->period_start);
    routes_i_row_date(&row, observation->period_end);
    routes_i_row_origin(&row, &observation->origin);
    routes_i_row_point(&row, subject.point);
    return routes_i_row_end(&row);
}

routes_status routes_answer_estimates(routes_table **out, const routes_model *model,
                                      routes_error *err)
{
    static const routes_i_answer_head head = {"estimates", columns,
                                              sizeof columns / sizeof *columns,
                                              ROUTES_KIND_ESTIMATES, ROUTES_SENSITIVITY_MODERATE};
    routes_table *table = NULL;
    routes_status status = routes_i_answer_new(out, &table, model, &head, err);
    if (status)
        return status;
    size_t count;
    const routes_observation *observations = routes_model_observations(model, &count);
    for (size_t i = 0; i < count && !status; i++)
        status = add(table, model, &observations[i], err);
    return routes_i_answer_end(out, table, model, "as stated by the sources", "observation_id",
                               status, err);
}
