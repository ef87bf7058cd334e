/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/feed.h"

#include <string.h>

#include "core/arena.h"
#include "core/fault.h"
#include "core/memory.h"
#include "core/text.h"
#include "model/parse.h"
#include "routes/crs.h"
#include "routes/wkb.h"
#include "source/package_in.h"
#include "source/rows.h"
#include "store/sheet.h"

struct routes_i_feed {
    routes_i_feed_from from;
    routes_faults *faults;
    routes_i_arena arena;
    routes_i_rows *rows;
    const char **columns; /* [count] as in the file */
    const char **names;   /* [count] of the fields they are read as */
    const char **cells;   /* [count] of a stored table, without the origin */
    size_t count;
    size_t file_column, row_column; /* of a stored table; SIZE_MAX: none */
    routes_crs *crs;                /* null: longitude and latitude already */
    routes_box box;                 /* of all geometry, in the coordinates of `crs` */
    uint8_t *wkb;                   /* of this row, moved to longitude and latitude */
    routes_i_parser parser;
    void *row;
};

static routes_status out_of_memory(const routes_i_feed *feed, routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to read %s", feed->from.name);
}

static routes_status check_maps(const routes_i_feed_from *from, routes_error *err)
{
    for (size_t i = 0; i < from->map_count; i++) {
        const char *equals = strchr(from->maps[i], '=');
        if (!equals || equals == from->maps[i] || !equals[1])
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "\"%s\" must be field=column",
                                 from->maps[i]);
    }
    return ROUTES_OK;
}

/* The name under which a column is read; null when memory is out. */
static const char *field_name(routes_i_feed *feed, const char *column)
{
    const routes_i_feed_from *from = &feed->from;
    for (size_t i = 0; i < from->map_count; i++) {
        const char *equals = strchr(from->maps[i], '=');
        if (strcmp(equals + 1, column) == 0)
            return routes_i_arena_copy(&feed->arena, from->maps[i],
                                       (size_t)(equals - from->maps[i]));
    }
    return column;
}

/* What this library added to a stored table is no column of the model. */
static bool is_origin(routes_i_feed *feed, const char *column, size_t at)
{
    if (!feed->from.is_stored)
        return false;
    if (strcmp(column, ROUTES_I_SHEET_FILE) == 0)
        feed->file_column = at;
    else if (strcmp(column, ROUTES_I_SHEET_ROW) == 0)
        feed->row_column = at;
    return feed->file_column == at || feed->row_column == at;
}

static routes_status take_names(routes_i_feed *feed, routes_error *err)
{
    size_t count;
    const char *const *columns = routes_i_rows_names(&count, feed->rows);
    feed->columns = routes_i_arena_take(&feed->arena, count * sizeof *feed->columns);
    feed->names = routes_i_arena_take(&feed->arena, count * sizeof *feed->names);
    feed->cells = routes_i_arena_take(&feed->arena, count * sizeof *feed->cells);
    if (!feed->columns || !feed->names || !feed->cells)
        return out_of_memory(feed, err);
    for (size_t i = 0; i < count; i++) {
        if (is_origin(feed, columns[i], i))
            continue;
        feed->columns[feed->count] = columns[i];
        feed->names[feed->count] = field_name(feed, columns[i]);
        if (!feed->names[feed->count++])
            return out_of_memory(feed, err);
    }
    return ROUTES_OK;
}

/* The system is asked for even where nothing is to be moved: a missing proj.db is found out here,
 * not in the middle of the work. */
static routes_status open_crs(routes_i_feed *feed, routes_error *err)
{
    const char *definition = routes_i_rows_crs(feed->rows);
    routes_status status =
        routes_crs_new(&feed->crs, definition ? definition : "OGC:CRS84", feed->from.run, err);
    if (!status && routes_crs_is_wgs84(feed->crs)) {
        routes_crs_free(feed->crs);
        feed->crs = NULL;
    }
    return status;
}

static routes_status start_parser(routes_i_feed *feed, routes_error *err)
{
    const routes_i_schema *schema = routes_i_schema_of(feed->from.entity);
    const routes_i_header header = {feed->names, feed->count, routes_i_feed_has_geometry(feed),
                                    feed->from.is_stored};
    size_t before = routes_faults_size(feed->faults);
    size_t errors = routes_faults_count(feed->faults, ROUTES_SEVERITY_ERROR);
    feed->row = routes_i_arena_take(&feed->arena, schema->row_size);
    if (!feed->row)
        return out_of_memory(feed, err);
    routes_status status = routes_i_parser_start(&feed->parser, feed->from.entity, feed->from.name,
                                                 &header, feed->faults, err);
    if (status || !feed->parser.refused)
        return status;
    errors = routes_faults_count(feed->faults, ROUTES_SEVERITY_ERROR) - errors;
    return routes_i_faults_judge_since(feed->faults, before, errors, err);
}

static routes_status open_rows(routes_i_feed *feed, routes_error *err)
{
    const routes_i_feed_from *from = &feed->from;
    routes_status status =
        routes_i_rows_open(&feed->rows, from->path, from->layer, from->name, feed->faults, err);
    if (!status && routes_i_rows_has_geometry(feed->rows))
        status = open_crs(feed, err);
    if (!status)
        status = take_names(feed, err);
    if (!status)
        status = start_parser(feed, err);
    if (!status && from->resource)
        status = routes_i_package_in_check_columns(from->resource, feed->columns, feed->count,
                                                   feed->faults, err);
    return status;
}

routes_status routes_i_feed_open(routes_i_feed **out, const routes_i_feed_from *from,
                                 routes_faults *faults, routes_error *err)
{
    *out = NULL;
    routes_status status = check_maps(from, err);
    if (status)
        return status;
    routes_i_feed *feed = routes_i_calloc(1, sizeof *feed);
    if (!feed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to read %s", from->path);
    feed->from = *from;
    feed->faults = faults;
    feed->file_column = feed->row_column = SIZE_MAX;
    feed->box = routes_box_none();
    if (!from->name)
        feed->from.name = from->path;
    status = open_rows(feed, err);
    if (status)
        routes_i_feed_close(feed);
    else
        *out = feed;
    return status;
}

void routes_i_feed_close(routes_i_feed *feed)
{
    if (!feed)
        return;
    routes_i_parser_end(&feed->parser);
    routes_i_rows_close(feed->rows);
    routes_crs_free(feed->crs);
    routes_wkb_free(feed->wkb);
    routes_i_arena_free(&feed->arena);
    routes_i_free(feed);
}

const char *const *routes_i_feed_columns(const routes_i_feed *feed, size_t *count)
{
    *count = feed->count;
    return feed->columns;
}

bool routes_i_feed_has_geometry(const routes_i_feed *feed)
{
    return routes_i_rows_has_geometry(feed->rows);
}

double routes_i_feed_done(const routes_i_feed *feed)
{
    return routes_i_rows_done(feed->rows);
}

/* Brings the geometry of a row to longitude and latitude. */
static routes_status take_geometry(routes_i_fed *fed, bool *moved, routes_i_feed *feed,
                                   routes_wkb given, routes_error *err)
{
    *moved = true;
    fed->geometry = given;
    if (!feed->crs || !given.size)
        return ROUTES_OK;
    routes_error why;
    routes_box box = routes_box_none();
    size_t size = 0;
    routes_wkb_free(feed->wkb);
    feed->wkb = NULL;
    routes_status status = routes_crs_wkb_to_lonlat(&feed->wkb, &size, feed->crs, given, &why);
    if (!status && !routes_wkb_describe(NULL, NULL, &box, given, NULL))
        feed->box = routes_box_join(feed->box, box);
    fed->geometry = (routes_wkb){feed->wkb, size};
    if (status == ROUTES_E_DATA) {
        const routes_fault where = {.file = feed->from.name,
                                    .row = fed->line,
                                    .field = "geometry",
                                    .remedy = "look whether the layer names its coordinate system"};
        *moved = false;
        fed->geometry = (routes_wkb){NULL, 0};
        return routes_i_fault(feed->faults, &where, err, "%s", why.message);
    }
    if (status && err)
        *err = why;
    return status;
}

/* Whether the coordinates can be those of the system that the layer names: degrees that are said
 * to be metres lie where nobody looks for them, and are valid there. */
static routes_status check_place(routes_i_feed *feed, routes_error *err)
{
    routes_error why;
    routes_status status =
        feed->crs ? routes_crs_check_box(feed->crs, feed->box, NULL, &why) : ROUTES_OK;
    if (status != ROUTES_E_DATA) {
        if (status && err)
            *err = why;
        return status;
    }
    const routes_fault where = {.file = feed->from.name,
                                .field = "geometry",
                                .remedy = "look whether the layer names its coordinate system"};
    status = routes_i_fault(feed->faults, &where, err, "%s", why.message);
    return status ? status
                  : routes_i_fail(err, ROUTES_E_DATA, "%s: %s", feed->from.name, why.message);
}

/* The cells without those of the origin. */
static const char *const *model_cells(routes_i_feed *feed, const routes_i_raw *raw)
{
    size_t kept = 0;
    if (!feed->from.is_stored)
        return raw->cells;
    for (size_t i = 0; i < raw->columns; i++)
        if (i != feed->file_column && i != feed->row_column)
            feed->cells[kept++] = raw->cells[i];
    return feed->cells;
}

/* A row stored by this library says itself where it was read. */
static void take_origin(routes_i_feed *feed, const routes_i_raw *raw)
{
    routes_origin *origin = feed->row;
    int64_t row;
    if (feed->file_column == SIZE_MAX || feed->row_column == SIZE_MAX)
        return;
    const char *file = raw->cells[feed->file_column];
    origin->file = *file ? file : NULL;
    origin->row =
        routes_i_integer_read(&row, raw->cells[feed->row_column]) && row > 0 ? (size_t)row : 0;
}

routes_status routes_i_feed_next(routes_i_fed *fed, bool *over, routes_i_feed *feed,
                                 routes_error *err)
{
    const routes_i_raw *raw;
    bool moved = false;
    *fed = (routes_i_fed){0};
    routes_status status = routes_i_rows_next(&raw, feed->rows, err);
    *over = !status && !raw;
    if (*over)
        status = check_place(feed, err);
    if (status || !raw)
        return status;
    fed->line = raw->row;
    if (!raw->sound)
        return ROUTES_OK;
    fed->cells = model_cells(feed, raw);
    status = take_geometry(fed, &moved, feed, raw->geometry, err);
    if (!status)
        status = routes_i_parser_row(&feed->parser, fed->line, fed->cells, fed->geometry.bytes,
                                     fed->geometry.size, feed->row, &fed->good, feed->faults, err);
    if (status)
        return status;
    fed->good = fed->good && moved;
    fed->row = feed->row;
    take_origin(feed, raw);
    return ROUTES_OK;
}
