/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "result/answer.h"
#include "routes/answer.h"

routes_status routes_answer_countries(routes_table **out, const routes_model *model,
                                      routes_error *err)
{
    static const routes_column columns[] = {
        {"area_id", ROUTES_COLUMN_TEXT, NULL, "Id of the area"},
        {"name", ROUTES_COLUMN_TEXT, NULL, "Name in English"},
        {"name_local", ROUTES_COLUMN_TEXT, NULL, "Name in the local script"},
        {"iso", ROUTES_COLUMN_TEXT, NULL, "ISO 3166-1 code"},
        {"rep_lon", ROUTES_COLUMN_NUMBER, "degrees", "Longitude of the representative point"},
        {"rep_lat", ROUTES_COLUMN_NUMBER, "degrees", "Latitude of the representative point"},
        {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the row"},
        {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Outline, WGS 84"},
    };
    static const routes_i_answer_head head = {"countries", columns,
                                              sizeof columns / sizeof *columns, ROUTES_KIND_PLACES,
                                              ROUTES_SENSITIVITY_LOW};
    routes_table *table = NULL;
    routes_status status = routes_i_answer_new(out, &table, model, &head, err);
    if (status)
        return status;

    size_t count;
    const routes_area *areas = routes_model_areas(model, &count);
    for (size_t i = 0; i < count && !status; i++) {
        if (areas[i].level != ROUTES_LEVEL_COUNTRY)
            continue;
        routes_i_row row = routes_i_row_start(table, err);
        routes_i_row_text(&row, areas[i].area_id);
        routes_i_row_text(&row, areas[i].name);
        routes_i_row_text(&row, areas[i].name_local);
        routes_i_row_text(&row, areas[i].iso ? areas[i].iso : areas[i].country);
        routes_i_row_number(&row, areas[i].rep_lon);
        routes_i_row_number(&row, areas[i].rep_lat);
        routes_i_row_text(&row, areas[i].origin.source_id);
        routes_i_row_geometry(&row, areas[i].wkb, areas[i].wkb_size);
        status = routes_i_row_end(&row);
    }
    return routes_i_answer_end(out, table, model, "as stated by the sources", "area_id", status,
                               err);
}

routes_status routes_answer_waters(routes_table **out, const routes_model *model, routes_error *err)
{
    static const routes_column columns[] = {
        {"water_id", ROUTES_COLUMN_TEXT, NULL, "Id of the water"},
        {"kind", ROUTES_COLUMN_TEXT, NULL, "lake or river"},
        {"name", ROUTES_COLUMN_TEXT, NULL, "Name in English"},
        {"name_local", ROUTES_COLUMN_TEXT, NULL, "Name in the local script"},
        {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the row"},
        {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Outline, WGS 84"},
    };
    static const routes_i_answer_head head = {"waters", columns, sizeof columns / sizeof *columns,
                                              ROUTES_KIND_PLACES, ROUTES_SENSITIVITY_LOW};
    routes_table *table = NULL;
    size_t count;
    routes_status status = routes_i_answer_new(out, &table, model, &head, err);
    if (status)
        return status;
    const routes_water *waters = routes_model_waters(model, &count);
    for (size_t i = 0; i < count && !status; i++) {
        routes_i_row row = routes_i_row_start(table, err);
        routes_i_row_text(&row, waters[i].water_id);
        routes_i_answer_code(&row, ROUTES_CODES_WATER_KIND, waters[i].kind);
        routes_i_row_text(&row, waters[i].name);
        routes_i_row_text(&row, waters[i].name_local);
        routes_i_row_text(&row, waters[i].origin.source_id);
        routes_i_row_geometry(&row, waters[i].wkb, waters[i].wkb_size);
        status = routes_i_row_end(&row);
    }
    return routes_i_answer_end(out, table, model, "as stated by the sources", "water_id", status,
                               err);
}

static int has_service(const routes_model *model, const char *area_id)
{
    size_t count;
    const routes_service *services = routes_model_services(model, &count);
    for (size_t i = 0; i < count; i++)
        if (services[i].area_id && strcmp(services[i].area_id, area_id) == 0)
            return 1;
    return 0;
}

static routes_status add_province(routes_table *table, const routes_model *model,
                                  const routes_area *area, int32_t year, routes_error *err)
{
    const routes_population *people = routes_i_answer_census(model, area->area_id, year);
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, area->area_id);
    routes_i_row_text(&row, area->name);
    routes_i_row_text(&row, area->name_local);
    routes_i_row_text(&row, area->iso);
    routes_i_row_text(&row, area->pcode);
    routes_i_row_text(&row, area->country);
    if (area->vintage == ROUTES_NO_DATE)
        routes_i_row_empty(&row, ROUTES_VALUE_NOT_STATED);
    else
        routes_i_row_integer(&row, area->vintage);
    routes_i_row_number(&row, people ? people->population : NAN);
    if (people)
        routes_i_row_integer(&row, people->year);
    else
        routes_i_row_empty(&row, ROUTES_VALUE_NOT_STATED);
    routes_i_row_boolean(&row, has_service(model, area->area_id));
    routes_i_row_number(&row, area->rep_lon);
    routes_i_row_number(&row, area->rep_lat);
    routes_i_row_text(&row, area->origin.source_id);
    routes_i_row_geometry(&row, area->wkb, area->wkb_size);
    return routes_i_row_end(&row);
}

routes_status routes_answer_provinces(routes_table **out, const routes_model *model,
                                      routes_error *err)
{
    static const routes_column columns[] = {
        {"area_id", ROUTES_COLUMN_TEXT, NULL, "Id of the province"},
        {"name", ROUTES_COLUMN_TEXT, NULL, "Name in English"},
        {"name_local", ROUTES_COLUMN_TEXT, NULL, "Name in the local script"},
        {"iso", ROUTES_COLUMN_TEXT, NULL, "ISO 3166-2 code"},
        {"pcode", ROUTES_COLUMN_TEXT, NULL, "P-code"},
        {"country", ROUTES_COLUMN_TEXT, NULL, "ISO 3166-1 code of the country"},
        {"vintage", ROUTES_COLUMN_INTEGER, "year", "Year for which the boundary holds"},
        {"population", ROUTES_COLUMN_NUMBER, "persons", "Inhabitants by census"},
        {"population_year", ROUTES_COLUMN_INTEGER, "year", "Year of the census"},
        {"services", ROUTES_COLUMN_BOOLEAN, NULL, "Whether a service is known in the province"},
        {"rep_lon", ROUTES_COLUMN_NUMBER, "degrees", "Longitude of the representative point"},
        {"rep_lat", ROUTES_COLUMN_NUMBER, "degrees", "Latitude of the representative point"},
        {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the row"},
        {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Outline, WGS 84"},
    };
    static const routes_i_answer_head head = {"provinces", columns,
                                              sizeof columns / sizeof *columns, ROUTES_KIND_PLACES,
                                              ROUTES_SENSITIVITY_LOW};
    routes_table *table = NULL;
    routes_status status = routes_i_answer_new(out, &table, model, &head, err);
    if (status)
        return status;

    size_t count;
    const routes_area *areas = routes_model_areas(model, &count);
    int32_t year = routes_i_answer_year(model);
    for (size_t i = 0; i < count && !status; i++)
        if (routes_i_answer_is_home(model, &areas[i]))
            status = add_province(table, model, &areas[i], year, err);
    return routes_i_answer_end(out, table, model, "as stated by the sources", "area_id", status,
                               err);
}
