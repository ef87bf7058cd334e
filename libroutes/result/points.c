/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/answer.h"
#include "result/shape.h"
#include "routes/answer.h"

static int is_capital(const routes_model *model, const routes_place *place)
{
    size_t count;
    const routes_place *places = routes_model_places(model, &count);
    size_t area =
        place->area_id ? routes_model_find(model, ROUTES_AREAS, place->area_id) : SIZE_MAX;
    size_t capital = area == SIZE_MAX ? SIZE_MAX : routes_model_capital(model, area);
    return capital < count && place == &places[capital];
}

routes_status routes_answer_places(routes_table **out, const routes_model *model, routes_error *err)
{
    static const routes_column columns[] = {
        {"place_id", ROUTES_COLUMN_TEXT, NULL, "Id of the place"},
        {"name", ROUTES_COLUMN_TEXT, NULL, "Name in English"},
        {"name_local", ROUTES_COLUMN_TEXT, NULL, "Name in the local script"},
        {"kind", ROUTES_COLUMN_TEXT, NULL, "What the place is"},
        {"area_id", ROUTES_COLUMN_TEXT, NULL, "Area in which it lies"},
        {"country", ROUTES_COLUMN_TEXT, NULL, "ISO 3166-1 code of the country"},
        {"role", ROUTES_COLUMN_TEXT, NULL, "What the place does in lanes"},
        {"capital", ROUTES_COLUMN_BOOLEAN, NULL, "Whether it is the capital of its province"},
        {"accuracy_m", ROUTES_COLUMN_NUMBER, "m", "How far the position may be off"},
        {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the row"},
        {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Position, WGS 84"},
    };
    static const routes_i_answer_head head = {"places", columns, sizeof columns / sizeof *columns,
                                              ROUTES_KIND_PLACES, ROUTES_SENSITIVITY_MODERATE};
    routes_table *table = NULL;
    routes_status status = routes_i_answer_new(out, &table, model, &head, err);
    if (status)
        return status;

    size_t count;
    const routes_place *places = routes_model_places(model, &count);
    for (size_t i = 0; i < count && !status; i++) {
        const routes_place *place = &places[i];
        routes_i_row row = routes_i_row_start(table, err);
        routes_i_row_text(&row, place->place_id);
        routes_i_row_text(&row, place->name);
        routes_i_row_text(&row, place->name_local);
        routes_i_answer_code(&row, ROUTES_CODES_PLACE_KIND, (int)place->kind);
        routes_i_row_text(&row, place->area_id);
        routes_i_row_text(&row, place->country);
        routes_i_answer_set(&row, ROUTES_CODES_ROLE, place->role);
        routes_i_row_boolean(&row, is_capital(model, place));
        routes_i_row_number(&row, place->accuracy_m);
        routes_i_row_text(&row, place->origin.source_id);
        routes_i_row_point(&row, (routes_point){place->lon, place->lat});
        status = routes_i_row_end(&row);
    }
    return routes_i_answer_end(out, table, model, "as stated by the sources", "place_id", status,
                               err);
}

routes_status routes_answer_crossings(routes_table **out, const routes_model *model,
                                      routes_error *err)
{
    static const routes_column columns[] = {
        {"crossing_id", ROUTES_COLUMN_TEXT, NULL, "Id of the crossing"},
        {"name", ROUTES_COLUMN_TEXT, NULL, "Name on the side of country_a"},
        {"name_other", ROUTES_COLUMN_TEXT, NULL, "Name on the side of country_b"},
        {"country_a", ROUTES_COLUMN_TEXT, NULL, "ISO 3166-1 code"},
        {"country_b", ROUTES_COLUMN_TEXT, NULL, "ISO 3166-1 code"},
        {"type", ROUTES_COLUMN_TEXT, NULL, "Who might use it at the date of the data"},
        {"mode", ROUTES_COLUMN_TEXT, NULL, "Means of travel"},
        {"opened", ROUTES_COLUMN_TEXT, NULL, "First known use"},
        {"closed", ROUTES_COLUMN_TEXT, NULL, "End of use"},
        {"accuracy_m", ROUTES_COLUMN_NUMBER, "m", "How far the position may be off"},
        {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the row"},
        {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Position, WGS 84"},
    };
    static const routes_i_answer_head head = {"crossings", columns,
                                              sizeof columns / sizeof *columns,
                                              ROUTES_KIND_OPERATIONAL, ROUTES_SENSITIVITY_HIGH};
    routes_table *table = NULL;
    routes_status status = routes_i_answer_new(out, &table, model, &head, err);
    if (status)
        return status;

    size_t count;
    const routes_crossing *crossings = routes_model_crossings(model, &count);
    for (size_t i = 0; i < count && !status; i++) {
        const routes_crossing *crossing = &crossings[i];
        routes_i_row row = routes_i_row_start(table, err);
        routes_i_row_text(&row, crossing->crossing_id);
        routes_i_row_text(&row, crossing->name);
        routes_i_row_text(&row, crossing->name_other);
        routes_i_row_text(&row, crossing->country_a);
        routes_i_row_text(&row, crossing->country_b);
        routes_i_answer_code(&row, ROUTES_CODES_CROSSING_TYPE, (int)crossing->type);
        routes_i_answer_set(&row, ROUTES_CODES_MODE, crossing->mode);
        routes_i_row_text(&row, crossing->opened);
        routes_i_row_text(&row, crossing->closed);
        routes_i_row_number(&row, crossing->accuracy_m);
        routes_i_row_text(&row, crossing->origin.source_id);
        routes_i_row_point(&row, (routes_point){crossing->lon, crossing->lat});
        status = routes_i_row_end(&row);
    }
    return routes_i_answer_end(out, table, model, "as stated by the sources", "crossing_id", status,
                               err);
}
