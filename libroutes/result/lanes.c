/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/fail.h"
#include "core/text.h"
#include "geo/schematic.h"
#include "result/answer.h"
#include "result/lanes.h"
#include "routes/answer.h"

static const routes_column columns[] = {
    {"lane_id", ROUTES_COLUMN_TEXT, NULL, "Id of the lane"},
    {"from", ROUTES_COLUMN_TEXT, NULL, "Origin; several are a fork whose split is not stated"},
    {"to", ROUTES_COLUMN_TEXT, NULL, "Destination"},
    {"via", ROUTES_COLUMN_TEXT, NULL, "Passed on the way"},
    {"from_level", ROUTES_COLUMN_TEXT, NULL, "Kind of area of the origin"},
    {"to_level", ROUTES_COLUMN_TEXT, NULL, "Kind of area of the destination"},
    {"from_ids", ROUTES_COLUMN_TEXT, NULL, "Ids of the origin"},
    {"to_ids", ROUTES_COLUMN_TEXT, NULL, "Ids of the destination"},
    {"via_ids", ROUTES_COLUMN_TEXT, NULL, "Ids of what is passed"},
    {"crime", ROUTES_COLUMN_TEXT, NULL, "Trafficking, smuggling or mixed; never added"},
    {"basis", ROUTES_COLUMN_TEXT, NULL, "What the lane rests on"},
    {"bidirectional", ROUTES_COLUMN_TEXT, NULL, "Whether it runs both ways"},
    {"scope", ROUTES_COLUMN_TEXT, NULL, "Reach"},
    {"mode", ROUTES_COLUMN_TEXT, NULL, "Means of travel"},
    {"purpose", ROUTES_COLUMN_TEXT, NULL, "Form of exploitation"},
    {"population", ROUTES_COLUMN_TEXT, NULL, "Group of which the lane or its number speaks"},
    {"age_group", ROUTES_COLUMN_TEXT, NULL, "Ages"},
    {"measure", ROUTES_COLUMN_TEXT, NULL, "What the number measures"},
    {"volume", ROUTES_COLUMN_RANGE, NULL, "Number as stated; empty is not stated, never zero"},
    {"volume_unit", ROUTES_COLUMN_TEXT, NULL, "Unit of the number"},
    {"denominator", ROUTES_COLUMN_TEXT, NULL, "Whole of a share"},
    {"period_start", ROUTES_COLUMN_DATE, NULL, "First day"},
    {"period_end", ROUTES_COLUMN_DATE, NULL, "Last day"},
    {"info_grade", ROUTES_COLUMN_TEXT, NULL, "Credibility of the item, Admiralty 1 to 6"},
    {"source_grade", ROUTES_COLUMN_TEXT, NULL, "Reliability of the source, Admiralty A to F"},
    ROUTES_I_ORIGIN_COLUMNS,
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Curves that join the ends; no routes"},
};

/* Names or ids of one side, joined by '|'. */
static void side_text(routes_i_row *row, const routes_model *model, size_t lane, routes_side side,
                      const char *(*text_of)(const routes_model *, routes_end))
{
    size_t count;
    const routes_end *ends = routes_model_ends(model, lane, side, &count);
    routes_i_text text = {0};
    for (size_t i = 0; i < count; i++) {
        routes_i_text_add(&text, i ? "|" : "");
        routes_i_text_add(&text, text_of(model, ends[i]));
    }
    if (text.failed && !row->status)
        row->status = routes_i_fail(row->err, ROUTES_E_MEMORY, "no memory for the ends of a lane");
    routes_i_row_text(row, text.size ? text.bytes : NULL);
    routes_i_text_free(&text);
}

/* The middle of a group's members, so that its lanes have a bearing; a group without members has
 * none. */
static int group_point(const routes_model *model, size_t first, routes_point *point)
{
    size_t count, areas, n = 0;
    const routes_group *groups = routes_model_groups(model, &count);
    const routes_area *area = routes_model_areas(model, &areas);
    routes_point sum = {0.0, 0.0};
    for (size_t i = first; i < count; i++) {
        if (!groups[i].member || strcmp(groups[i].group_id, groups[first].group_id) != 0)
            continue;
        size_t member = routes_model_find(model, ROUTES_AREAS, groups[i].member);
        if (member >= areas)
            continue;
        routes_point at = {area[member].rep_lon, area[member].rep_lat};
        if (routes_point_check(at, NULL))
            continue;
        sum.lon += at.lon;
        sum.lat += at.lat;
        n++;
    }
    if (n > 0)
        *point = (routes_point){sum.lon / (double)n, sum.lat / (double)n};
    return n > 0;
}

/* The fixed point of an end. */
static int end_point(const routes_model *model, routes_end end, routes_point *point)
{
    if (end.entity == ROUTES_AREAS) {
        const routes_area *area = &routes_model_areas(model, NULL)[end.index];
        *point = (routes_point){area->rep_lon, area->rep_lat};
    } else if (end.entity == ROUTES_PLACES) {
        const routes_place *place = &routes_model_places(model, NULL)[end.index];
        *point = (routes_point){place->lon, place->lat};
    } else if (end.entity == ROUTES_CROSSINGS) {
        const routes_crossing *crossing = &routes_model_crossings(model, NULL)[end.index];
        *point = (routes_point){crossing->lon, crossing->lat};
    } else {
        return end.entity == ROUTES_GROUPS && group_point(model, end.index, point);
    }
    return routes_point_check(*point, NULL) == ROUTES_OK;
}

static int is_home_country(const routes_model *model, routes_end end)
{
    const char *home = routes_model_home(model);
    const char *country = routes_model_end_country(model, end);
    return home && country && end.entity == ROUTES_AREAS &&
           routes_model_areas(model, NULL)[end.index].level == ROUTES_LEVEL_COUNTRY &&
           strcmp(home, country) == 0;
}

/* One branch: from, over via where there is one, to. The home country as an end gives way to the
 * via, since the leg before it is not stated. */
static routes_status add_branch(routes_geometry *lines, const routes_model *model, routes_end from,
                                const routes_end *via, routes_end to, routes_error *err)
{
    routes_point a, b, middle;
    if (!end_point(model, from, &a) || !end_point(model, to, &b))
        return ROUTES_OK;
    if (!via || !end_point(model, *via, &middle))
        return routes_i_schematic_add(lines, a, b, err);
    routes_status status = ROUTES_OK;
    if (!is_home_country(model, from))
        status = routes_i_schematic_add(lines, a, middle, err);
    if (!status && !is_home_country(model, to))
        status = routes_i_schematic_add(lines, middle, b, err);
    return status;
}

static routes_status add_branches(routes_geometry *lines, const routes_model *model, size_t lane,
                                  routes_error *err)
{
    size_t from_count, to_count, via_count;
    const routes_end *from = routes_model_ends(model, lane, ROUTES_SIDE_FROM, &from_count);
    const routes_end *to = routes_model_ends(model, lane, ROUTES_SIDE_TO, &to_count);
    const routes_end *via = routes_model_ends(model, lane, ROUTES_SIDE_VIA, &via_count);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < from_count && !status; i++)
        for (size_t j = 0; j < to_count && !status; j++)
            status = add_branch(lines, model, from[i], via_count ? via : NULL, to[j], err);
    return status;
}

void routes_i_row_lane_curves(routes_i_row *row, const routes_model *model, size_t lane)
{
    routes_geometry *lines = NULL;
    uint8_t *wkb = NULL;
    size_t size = 0;
    if (row->status)
        return;
    row->status = routes_geometry_new(&lines, ROUTES_MULTILINE, row->err);
    if (!row->status)
        row->status = add_branches(lines, model, lane, row->err);
    if (!row->status && routes_geometry_parts(lines))
        row->status = routes_geometry_write(&wkb, &size, lines, row->err);
    routes_i_row_geometry(row, wkb, size);
    routes_wkb_free(wkb);
    routes_geometry_free(lines);
}

static int source_grade(const routes_model *model, const routes_lane *lane)
{
    size_t at = lane->origin.source_id
                    ? routes_model_find(model, ROUTES_SOURCES, lane->origin.source_id)
                    : SIZE_MAX;
    return at == SIZE_MAX ? 0 : routes_model_sources(model, NULL)[at].source_grade;
}

static routes_status add_lane(routes_table *table, const routes_model *model, size_t index,
                              routes_error *err)
{
    const routes_lane *lane = &routes_model_lanes(model, NULL)[index];
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, lane->lane_id);
    side_text(&row, model, index, ROUTES_SIDE_FROM, routes_model_end_name);
    side_text(&row, model, index, ROUTES_SIDE_TO, routes_model_end_name);
    side_text(&row, model, index, ROUTES_SIDE_VIA, routes_model_end_name);
    routes_i_answer_code(&row, ROUTES_CODES_LEVEL, (int)lane->from_level);
    routes_i_answer_code(&row, ROUTES_CODES_LEVEL, (int)lane->to_level);
    side_text(&row, model, index, ROUTES_SIDE_FROM, routes_model_end_id);
    side_text(&row, model, index, ROUTES_SIDE_TO, routes_model_end_id);
    side_text(&row, model, index, ROUTES_SIDE_VIA, routes_model_end_id);
    routes_i_answer_code(&row, ROUTES_CODES_CRIME, (int)lane->crime);
    routes_i_answer_code(&row, ROUTES_CODES_BASIS, (int)lane->basis);
    routes_i_answer_code(&row, ROUTES_CODES_DIRECTION, (int)lane->bidirectional);
    routes_i_answer_code(&row, ROUTES_CODES_SCOPE, (int)lane->scope);
    routes_i_answer_set(&row, ROUTES_CODES_MODE, lane->mode);
    routes_i_answer_code(&row, ROUTES_CODES_PURPOSE, lane->purpose);
    routes_i_row_text(&row, lane->population);
    routes_i_answer_code(&row, ROUTES_CODES_AGE_GROUP, (int)lane->age_group);
    routes_i_answer_code(&row, ROUTES_CODES_MEASURE, (int)lane->volume.measure);
    routes_i_row_range(&row, lane->volume.range);
    routes_i_answer_code(&row, ROUTES_CODES_UNIT, (int)lane->volume.unit);
    routes_i_row_text(&row, lane->denominator);
    routes_i_row_date(&row, lane->period_start);
    routes_i_row_date(&row, lane->period_end);
    routes_i_answer_code(&row, ROUTES_CODES_INFO_GRADE, lane->info_grade);
    routes_i_answer_code(&row, ROUTES_CODES_SOURCE_GRADE, source_grade(model, lane));
    routes_i_row_origin(&row, &lane->origin);
    routes_i_row_lane_curves(&row, model, index);
    return routes_i_row_end(&row);
}

routes_status routes_answer_lanes(routes_table **out, const routes_model *model, routes_error *err)
{
    static const routes_i_answer_head head = {"lanes", columns, sizeof columns / sizeof *columns,
                                              ROUTES_KIND_LANES, ROUTES_SENSITIVITY_MODERATE};
    routes_table *table = NULL;
    routes_status status = routes_i_answer_new(out, &table, model, &head, err);
    if (status)
        return status;
    for (size_t i = 0; i < routes_model_size(model, ROUTES_LANES) && !status; i++)
        status = add_lane(table, model, i, err);
    return routes_i_answer_end(out, table, model,
                               "as stated by the sources; curves join fixed points of the ends",
                               "lane_id", status, err);
}
