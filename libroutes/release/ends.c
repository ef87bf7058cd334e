/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/ends.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "geo/schematic.h"
#include "release/areas.h"

/* Adds an end unless it stands there already: two towns of one province become one end. */
static void add_once(routes_i_shown *shown, routes_side side, routes_end end)
{
    for (size_t i = 0; i < shown->counts[side]; i++)
        if (shown->ends[side][i].entity == end.entity && shown->ends[side][i].index == end.index)
            return;
    shown->ends[side][shown->counts[side]++] = end;
}

/* A town passed on the way that became the province of an end says no more than the end. */
static bool is_an_end(const routes_i_shown *shown, routes_end via)
{
    for (int side = ROUTES_SIDE_FROM; side <= ROUTES_SIDE_TO; side++)
        for (size_t i = 0; i < shown->counts[side]; i++)
            if (shown->ends[side][i].entity == via.entity &&
                shown->ends[side][i].index == via.index)
                return true;
    return false;
}

routes_status routes_i_ends_read(routes_i_shown *shown, bool *pass, const routes_i_review *review,
                                 size_t lane, routes_error *err)
{
    *pass = true;
    for (int i = 0; i < 3; i++) {
        routes_side side = (routes_side)i;
        size_t n = 0;
        const routes_end *ends = routes_model_ends(review->model, lane, side, &n);
        shown->ends[side] = routes_i_calloc(n + 1, sizeof *shown->ends[side]);
        if (!shown->ends[side])
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the ends of a lane");
        for (size_t j = 0; ends && j < n && *pass; j++) {
            routes_end end = ends[j];
            *pass = routes_i_areas_generalise(review, &end);
            if (*pass && !(side == ROUTES_SIDE_VIA && is_an_end(shown, end)))
                add_once(shown, side, end);
        }
    }
    *pass = *pass && shown->counts[ROUTES_SIDE_FROM] && shown->counts[ROUTES_SIDE_TO];
    return ROUTES_OK;
}

void routes_i_ends_free(routes_i_shown *shown)
{
    for (int side = 0; side < 3; side++)
        routes_i_free(shown->ends[side]);
    *shown = (routes_i_shown){0};
}

bool routes_i_ends_are_below_country(const routes_i_shown *shown, const routes_model *model)
{
    for (int side = 0; side < 3; side++)
        for (size_t i = 0; i < shown->counts[side]; i++)
            if (routes_i_areas_level(model, shown->ends[side][i]) != ROUTES_LEVEL_COUNTRY)
                return true;
    return false;
}

typedef const char *(*words_of)(const routes_model *model, routes_end end);

static const char *level_of(const routes_model *model, routes_end end)
{
    return routes_codes_text(ROUTES_CODES_LEVEL, (int)routes_i_areas_level(model, end));
}

/* Joins what `words` says of each end into the column, if the table has it; a level that all
 * share stands once. */
static routes_status write_side(routes_table *table, size_t row, const char *column,
                                const routes_i_shown *shown, routes_side side, words_of words,
                                const routes_model *model, routes_error *err)
{
    size_t at = routes_table_find(table, column);
    routes_i_text text = {0};
    if (at == SIZE_MAX)
        return ROUTES_OK;
    for (size_t i = 0; i < shown->counts[side]; i++) {
        const char *word = words(model, shown->ends[side][i]);
        if (words == level_of && i && strcmp(word, routes_i_text_get(&text)) == 0)
            continue;
        routes_i_text_print(&text, "%s%s", text.size ? "|" : "", word ? word : "");
    }
    routes_status status =
        text.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the ends of a lane")
                    : routes_table_set_text(table, at, row, text.bytes, err);
    routes_i_text_free(&text);
    return status;
}

/* Whether the lane begins, or ends, at its via point: the report names the country as the end and
 * the point in it where the lane is seen. */
static bool stands_for(const routes_model *model, routes_end via, routes_end end)
{
    if (routes_i_areas_level(model, end) != ROUTES_LEVEL_COUNTRY ||
        routes_i_areas_level(model, via) == ROUTES_LEVEL_COUNTRY)
        return false;
    const char *a = routes_model_end_country(model, via), *b = routes_model_end_country(model, end);
    return a && b && strcmp(a, b) == 0;
}

/* The curve of one branch: from, the via points, to; ends without a point are left out. */
static routes_status add_branch(routes_geometry *lines, const routes_i_shown *shown,
                                const routes_model *model, routes_end from, routes_end to,
                                routes_error *err)
{
    size_t vias = shown->counts[ROUTES_SIDE_VIA];
    const routes_end *via = shown->ends[ROUTES_SIDE_VIA];
    routes_point before, at;
    bool started =
        !(vias && stands_for(model, via[0], from)) && routes_i_areas_point(&before, model, from);
    if (!started && !(vias && stands_for(model, via[0], from)))
        return ROUTES_OK;
    for (size_t i = 0; i <= vias; i++) {
        routes_end end = i < vias ? via[i] : to;
        if (i == vias && vias && stands_for(model, via[vias - 1], to))
            break;
        if (!routes_i_areas_point(&at, model, end))
            continue;
        if (started) {
            routes_status status = routes_i_schematic_add(lines, before, at, err);
            if (status)
                return status;
        }
        before = at;
        started = true;
    }
    return ROUTES_OK;
}

static routes_status make_curves(routes_geometry **lines, const routes_i_shown *shown,
                                 const routes_model *model, routes_error *err)
{
    routes_status status = routes_geometry_new(lines, ROUTES_MULTILINE, err);
    for (size_t i = 0; !status && i < shown->counts[ROUTES_SIDE_FROM]; i++)
        for (size_t j = 0; !status && j < shown->counts[ROUTES_SIDE_TO]; j++)
            status = add_branch(*lines, shown, model, shown->ends[ROUTES_SIDE_FROM][i],
                                shown->ends[ROUTES_SIDE_TO][j], err);
    return status;
}

static routes_status write_curves(routes_table *table, size_t row, const routes_i_shown *shown,
                                  const routes_model *model, routes_error *err)
{
    size_t at = routes_table_find(table, "geometry"), size = 0;
    routes_geometry *lines = NULL;
    uint8_t *bytes = NULL;
    if (at == SIZE_MAX)
        return ROUTES_OK;
    routes_status status = make_curves(&lines, shown, model, err);
    if (!status && routes_geometry_parts(lines))
        status = routes_geometry_write(&bytes, &size, lines, err);
    if (!status)
        status = bytes ? routes_table_set_geometry(table, at, row, bytes, size, err)
                       : routes_table_set_status(table, at, row, ROUTES_VALUE_NO_DATA, err);
    routes_wkb_free(bytes);
    routes_geometry_free(lines);
    return status;
}

routes_status routes_i_ends_write(routes_table *table, size_t row, const routes_i_shown *shown,
                                  const routes_model *model, routes_error *err)
{
    const struct {
        const char *column;
        routes_side side;
        words_of words;
    } columns[] = {
        {"from", ROUTES_SIDE_FROM, routes_model_end_name},
        {"to", ROUTES_SIDE_TO, routes_model_end_name},
        {"via", ROUTES_SIDE_VIA, routes_model_end_name},
        {"from_level", ROUTES_SIDE_FROM, level_of},
        {"to_level", ROUTES_SIDE_TO, level_of},
        {"from_ids", ROUTES_SIDE_FROM, routes_model_end_id},
        {"to_ids", ROUTES_SIDE_TO, routes_model_end_id},
        {"via_ids", ROUTES_SIDE_VIA, routes_model_end_id},
    };
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && i < sizeof columns / sizeof *columns; i++)
        status = write_side(table, row, columns[i].column, shown, columns[i].side, columns[i].words,
                            model, err);
    return status ? status : write_curves(table, row, shown, model, err);
}
