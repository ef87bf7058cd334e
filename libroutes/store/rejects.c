/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/rejects.h"

#include <errno.h>
#include <string.h>

#include <cpl_conv.h>
#include <ogr_api.h>

#include "core/file.h"
#include "core/memory.h"
#include "model/personal.h"
#include "source/gdal_call.h"

#define ROW_COLUMN "x_reject_row"
#define REASON_COLUMN "x_reject_reason"

/* A column of an earlier table of rejects is written anew. */
static bool is_own(const char *column)
{
    return strcmp(column, ROW_COLUMN) == 0 || strcmp(column, REASON_COLUMN) == 0;
}

static bool has_column(const routes_i_rejects *rejects, const char *name)
{
    for (size_t i = 0; i < rejects->column_count; i++)
        if (strcmp(rejects->columns[i], name) == 0)
            return true;
    return false;
}

routes_status routes_i_rejects_begin(routes_i_rejects *rejects, routes_entity entity,
                                     const routes_i_feed *feed, const char *file,
                                     const char *target, routes_error *err)
{
    *rejects = (routes_i_rejects){.schema = routes_i_schema_of(entity)};
    rejects->columns = routes_i_feed_columns(feed, &rejects->column_count);
    if (routes_i_feed_has_geometry(feed)) {
        bool points = routes_i_schema_find(rejects->schema, "lon");
        rejects->is_point = points && !has_column(rejects, "lon") && !has_column(rejects, "lat");
        rejects->is_shape = !points;
    }
    rejects->target =
        routes_i_path_beside(target ? target : file, "", target ? "" : ".rejects.csv");
    rejects->part = rejects->target ? routes_i_path_beside(rejects->target, ".", ".part") : NULL;
    return rejects->part ? ROUTES_OK : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
}

static void begin_line(routes_i_rejects *rejects)
{
    rejects->line.size = 0;
    rejects->cells = 0;
}

/* Appends a cell, quoted where its bytes ask for it. */
static void add_cell(routes_i_rejects *rejects, const char *cell)
{
    routes_i_text *line = &rejects->line;
    if (rejects->cells++)
        routes_i_text_add(line, ",");
    if (!cell[strcspn(cell, ",\"\r\n")]) {
        routes_i_text_add(line, cell);
        return;
    }
    routes_i_text_add(line, "\"");
    for (const char *at = cell; *at; at++)
        routes_i_text_bytes(line, *at == '"' ? "\"\"" : at, *at == '"' ? 2 : 1);
    routes_i_text_add(line, "\"");
}

static routes_status end_line(routes_i_rejects *rejects, routes_error *err)
{
    routes_i_text_add(&rejects->line, "\n");
    if (rejects->line.failed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a rejected row");
    if (fwrite(rejects->line.bytes, 1, rejects->line.size, rejects->file) != rejects->line.size)
        return routes_i_file_fail(err, "write", rejects->target, errno);
    return ROUTES_OK;
}

static routes_status open_part(routes_i_rejects *rejects, routes_error *err)
{
    if (rejects->file)
        return ROUTES_OK;
    rejects->file = fopen(rejects->part, "wb");
    if (!rejects->file)
        return routes_i_file_fail(err, "write", rejects->target, errno);
    begin_line(rejects);
    for (size_t i = 0; i < rejects->column_count; i++)
        if (!is_own(rejects->columns[i]))
            add_cell(rejects, rejects->columns[i]);
    if (rejects->is_point) {
        add_cell(rejects, "lon");
        add_cell(rejects, "lat");
    }
    if (rejects->is_shape)
        add_cell(rejects, "x_wkt");
    add_cell(rejects, ROW_COLUMN);
    add_cell(rejects, REASON_COLUMN);
    return end_line(rejects, err);
}

static bool is_personal(const routes_i_rejects *rejects, const char *column, const char *cell)
{
    const routes_i_field *field = routes_i_schema_find(rejects->schema, column);
    return *cell && routes_i_personal_cell(cell, field ? field->content : ROUTES_I_CONTENT_PROSE);
}

static void add_cells(routes_i_rejects *rejects, const char *const *cells)
{
    for (size_t i = 0; i < rejects->column_count; i++) {
        const char *cell = cells ? cells[i] : "";
        if (!is_own(rejects->columns[i]))
            add_cell(rejects, is_personal(rejects, rejects->columns[i], cell) ? "" : cell);
    }
}

static void add_point(routes_i_rejects *rejects, routes_wkb geometry)
{
    routes_point point;
    char text[ROUTES_I_NUMBER_SIZE];
    bool known = geometry.size && !routes_wkb_read_point(&point, geometry, NULL);
    const double values[] = {known ? point.lon : 0.0, known ? point.lat : 0.0};
    for (int i = 0; i < 2; i++) {
        routes_i_number_text(text, values[i], 0);
        add_cell(rejects, known ? text : "");
    }
}

static void add_shape(routes_i_rejects *rejects, routes_wkb wkb)
{
    routes_i_gdal_call call;
    OGRGeometryH geometry = NULL;
    char *text = NULL;
    routes_i_gdal_begin(&call);
    if (wkb.size && wkb.size <= INT32_MAX &&
        OGR_G_CreateFromWkb(wkb.bytes, NULL, &geometry, (int)wkb.size) == OGRERR_NONE)
        (void)OGR_G_ExportToIsoWkt(geometry, &text);
    routes_i_gdal_end(&call);
    add_cell(rejects, text ? text : "");
    CPLFree(text);
    OGR_G_DestroyGeometry(geometry);
}

routes_status routes_i_rejects_add(routes_i_rejects *rejects, const routes_i_reject *reject,
                                   routes_error *err)
{
    char line[32];
    routes_status status = open_part(rejects, err);
    if (status)
        return status;
    begin_line(rejects);
    add_cells(rejects, reject->cells);
    if (rejects->is_point)
        add_point(rejects, reject->geometry);
    if (rejects->is_shape)
        add_shape(rejects, reject->geometry);
    snprintf(line, sizeof line, "%zu", reject->line);
    add_cell(rejects, line);
    add_cell(rejects, reject->reason);
    return end_line(rejects, err);
}

routes_status routes_i_rejects_keep(routes_i_rejects *rejects, routes_error *err)
{
    if (!rejects->file && !routes_i_file_exists(rejects->target))
        return ROUTES_OK;
    routes_status status = open_part(rejects, err);
    if (status)
        return status;
    int failed = fclose(rejects->file);
    rejects->file = NULL;
    if (failed)
        status = routes_i_file_fail(err, "write", rejects->target, errno);
    if (!status)
        status = routes_i_file_replace(rejects->part, rejects->target, err);
    if (status)
        (void)routes_i_file_remove(rejects->part, NULL);
    return status;
}

void routes_i_rejects_end(routes_i_rejects *rejects)
{
    if (rejects->file) {
        (void)fclose(rejects->file);
        (void)routes_i_file_remove(rejects->part, NULL);
    }
    routes_i_free(rejects->target);
    routes_i_free(rejects->part);
    routes_i_text_free(&rejects->line);
    *rejects = (routes_i_rejects){0};
}
