/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_hotspot.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "result/answer.h"
#include "result/figures.h"
#include "result/named.h"
#include "result/shape.h"

static const routes_column province_columns[] = {
    {"area_id", ROUTES_COLUMN_TEXT, NULL, "Id of the province"},
    {"name", ROUTES_COLUMN_TEXT, NULL, "Name in English"},
    {"class", ROUTES_COLUMN_TEXT, NULL, "What lanes name the province for"},
    {"lanes_from", ROUTES_COLUMN_INTEGER, "lanes", "Lanes that start there"},
    {"lanes_to", ROUTES_COLUMN_INTEGER, "lanes", "Lanes that end there"},
    {"lanes_through", ROUTES_COLUMN_INTEGER, "lanes", "Lanes that pass on their way"},
    {"lanes_case", ROUTES_COLUMN_INTEGER, "lanes", "Lanes known from one case, counted apart"},
    ROUTES_I_VOLUME_COLUMNS("out_"),
    ROUTES_I_VOLUME_COLUMNS("in_"),
    {"exploited", ROUTES_COLUMN_RANGE, "persons", "Persons exploited, as stated last"},
    {"denominator", ROUTES_COLUMN_NUMBER, "persons", "What the rate is divided by"},
    {"rate", ROUTES_COLUMN_RANGE, "per 100 000", "Stated number by its denominator"},
    {"rate_eb", ROUTES_COLUMN_NUMBER, "per 100 000", "Rate, smoothed by empirical Bayes"},
    {"gi_z", ROUTES_COLUMN_NUMBER, NULL, "Gi* of the rate, standard score"},
    {"gi_p", ROUTES_COLUMN_NUMBER, NULL, "Two-sided, by permutation"},
    {"gi_p_adjusted", ROUTES_COLUMN_NUMBER, NULL, "Corrected for the number of provinces"},
    {"hot_class", ROUTES_COLUMN_TEXT, NULL, "hot, none, cold, uncertain, or not_tested"},
    {"holds", ROUTES_COLUMN_NUMBER, NULL, "Share of draws from range and chance with that class"},
    {"rank", ROUTES_COLUMN_NUMBER, NULL, "Median rank of the rate over these draws"},
    {"rank_lower", ROUTES_COLUMN_NUMBER, NULL, "Best rank, at 95 %"},
    {"rank_upper", ROUTES_COLUMN_NUMBER, NULL, "Worst rank, at 95 %"},
    {"share_in_top", ROUTES_COLUMN_NUMBER, NULL, "Share of draws among the first ten"},
    {"reason", ROUTES_COLUMN_TEXT, NULL, "Why not tested"},
    {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the outline"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Outline, WGS 84"},
};

static const char *lane_class(const routes_i_named *named, size_t row)
{
    bool from = named->from[row].lanes, to = named->to[row].lanes;
    if (from && to)
        return "named as origin and destination";
    if (from || to)
        return from ? "named as origin" : "named as destination";
    return named->via[row].lanes ? "named as passed through" : "not named";
}

static void counts(routes_i_row *row, const routes_i_named *named, size_t at)
{
    routes_i_row_integer(row, (int64_t)named->from[at].lanes);
    routes_i_row_integer(row, (int64_t)named->to[at].lanes);
    routes_i_row_integer(row, (int64_t)named->between[at].lanes);
    routes_i_row_integer(row, routes_i_named_cases(named, at));
    routes_i_row_volume(row, &named->out[at]);
    routes_i_row_volume(row, &named->in[at]);
}

/* A number, or no_data where it was not tested. */
static void tested(routes_i_row *row, double value)
{
    if (isnan(value))
        routes_i_row_empty(row, ROUTES_VALUE_NO_DATA);
    else
        routes_i_row_number(row, value);
}

static routes_status add_province(routes_table *table, const routes_model *model,
                                  const routes_i_figure *figure, const routes_i_named *named,
                                  routes_error *err)
{
    const routes_area *area = &routes_model_areas(model, NULL)[figure->area];
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, area->area_id);
    routes_i_row_text(&row, area->name);
    routes_i_row_text(&row, lane_class(named, figure->area));
    counts(&row, named, figure->area);
    routes_i_row_range(&row, figure->number);
    routes_i_row_number(&row, figure->denominator);
    routes_i_row_range(&row, figure->rate);
    tested(&row, figure->eb);
    tested(&row, figure->gi.z);
    tested(&row, figure->gi.p);
    tested(&row, figure->gi.p_adjusted);
    routes_i_row_text(&row, routes_hot_class_text(figure->gi.hot));
    tested(&row, figure->holds);
    tested(&row, figure->rank.median);
    tested(&row, figure->rank.lower);
    tested(&row, figure->rank.upper);
    tested(&row, figure->rank.share_in_top);
    routes_i_row_text(&row, figure->reason);
    routes_i_row_text(&row, area->origin.source_id);
    routes_i_row_geometry(&row, area->wkb, area->wkb_size);
    return routes_i_row_end(&row);
}

static routes_status fill_provinces(routes_table *table, const routes_model *model,
                                    const routes_network *network, const routes_laying *laying,
                                    const routes_hotspot_options *options, routes_error *err)
{
    routes_i_named named = {0};
    routes_i_figure *figures = NULL;
    size_t count = 0;
    routes_status status =
        routes_i_named_count(&named, routes_model_size(model, ROUTES_AREAS), model, network, laying,
                             routes_model_end_province, err);
    if (!status)
        status = routes_i_figures_make(&figures, &count, model, options, err);
    for (size_t i = 0; i < count && !status; i++)
        status = add_province(table, model, &figures[i], &named, err);
    routes_i_named_free(&named);
    routes_i_free(figures);
    return status;
}

routes_status routes_answer_hotspots_provinces(routes_table **out, const routes_model *model,
                                               const routes_network *network,
                                               const routes_laying *laying,
                                               const routes_hotspot_options *options,
                                               routes_error *err)
{
    routes_hotspot_options use;
    routes_table *table = NULL;
    routes_status status = routes_i_answer_begin(out, model, err);
    if (!status && (!network || !laying))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "network and laying must not be null");
    if (!status)
        status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = routes_table_new(&table, "hotspots_provinces", province_columns,
                                  sizeof province_columns / sizeof *province_columns, err);
    if (status)
        return status;
    routes_table_set_kind(table, ROUTES_KIND_HOTSPOTS, ROUTES_SENSITIVITY_MODERATE);
    status = fill_provinces(table, model, network, laying, &use, err);
    return routes_i_answer_end(
        out, table, model,
        "lanes counted at their ends and on the shortest way; rates smoothed after Marshall 1991; "
        "Gi* of Ord and Getis 1995 with queen neighbours, by permutation, Benjamini-Hochberg",
        "area_id", status, err);
}

static const routes_column place_columns[] = {
    {"place_id", ROUTES_COLUMN_TEXT, NULL, "Id of the place"},
    {"name", ROUTES_COLUMN_TEXT, NULL, "Name in English"},
    {"role", ROUTES_COLUMN_TEXT, NULL, "What the place does in lanes"},
    {"area_id", ROUTES_COLUMN_TEXT, NULL, "Area in which it lies"},
    {"lanes_from", ROUTES_COLUMN_INTEGER, "lanes", "Lanes that start there or in its province"},
    {"lanes_to", ROUTES_COLUMN_INTEGER, "lanes", "Lanes that end there or in its province"},
    {"lanes_through", ROUTES_COLUMN_INTEGER, "lanes", "Lanes that pass on their way"},
    {"lanes_case", ROUTES_COLUMN_INTEGER, "lanes", "Lanes known from one case, counted apart"},
    ROUTES_I_VOLUME_COLUMNS("out_"),
    ROUTES_I_VOLUME_COLUMNS("in_"),
    ROUTES_I_VOLUME_COLUMNS("through_"),
    {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the place"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Position, WGS 84"},
};

/* A place stands for itself, a province's capital for the province, as when lanes are laid. */
static size_t place_of_end(const routes_model *model, routes_end end)
{
    if (end.entity == ROUTES_PLACES)
        return end.index;
    if (end.entity == ROUTES_AREAS &&
        routes_model_areas(model, NULL)[end.index].level == ROUTES_LEVEL_PROVINCE)
        return routes_model_capital(model, end.index);
    return SIZE_MAX;
}

static routes_status add_place(routes_table *table, const routes_model *model, size_t at,
                               const routes_i_named *named, routes_error *err)
{
    const routes_place *place = &routes_model_places(model, NULL)[at];
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, place->place_id);
    routes_i_row_text(&row, place->name);
    routes_i_answer_set(&row, ROUTES_CODES_ROLE, place->role);
    routes_i_row_text(&row, place->area_id);
    counts(&row, named, at);
    routes_i_row_volume(&row, &named->passing[at]);
    routes_i_row_text(&row, place->origin.source_id);
    routes_i_row_point(&row, (routes_point){place->lon, place->lat});
    return routes_i_row_end(&row);
}

routes_status routes_answer_hotspots_places(routes_table **out, const routes_model *model,
                                            const routes_network *network,
                                            const routes_laying *laying, routes_error *err)
{
    routes_table *table = NULL;
    routes_i_named named = {0};
    routes_status status = routes_i_answer_begin(out, model, err);
    if (!status && (!network || !laying))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "network and laying must not be null");
    if (!status)
        status = routes_table_new(&table, "hotspots_places", place_columns,
                                  sizeof place_columns / sizeof *place_columns, err);
    if (status)
        return status;
    size_t count = routes_model_size(model, ROUTES_PLACES);
    status = routes_i_named_count(&named, count, model, network, laying, place_of_end, err);
    for (size_t i = 0; i < count && !status; i++)
        if (named.from[i].lanes || named.to[i].lanes || named.between[i].lanes ||
            routes_i_named_cases(&named, i))
            status = add_place(table, model, i, &named, err);
    routes_i_named_free(&named);
    return routes_i_answer_end(out, table, model,
                               "lanes counted at their ends and on the shortest way", "place_id",
                               status, err);
}
