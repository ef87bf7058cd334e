/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/spatial.h"

#include <stdio.h>
#include <string.h>

#include <ogr_api.h>

#include "core/memory.h"
#include "store/rtree.h"
#include "store/sheet.h"

/* Between two statements. */
#define SEPARATOR '\x1F'

/* A function of GDAL's that answers 1 when it worked. */
static routes_status call(routes_i_gpkg *file, const char *function, const char *table,
                          routes_error *err)
{
    char *answer = NULL;
    routes_status status = routes_i_gpkg_ask(
        &answer, file, err, "SELECT %s('%s', '" ROUTES_I_SHEET_GEOMETRY "')", function, table);
    if (!status && (!answer || strcmp(answer, "1") != 0))
        status = routes_i_gpkg_fail(file, "write the spatial index of", err);
    routes_i_free(answer);
    return status;
}

/* The index is a virtual table, a line among the extensions, and triggers; as GDAL made them they
 * are made again. */
static routes_status keep_statements(routes_i_spatial *spatial, routes_error *err)
{
    return routes_i_gpkg_ask(
        &spatial->statements, spatial->file, err,
        "SELECT group_concat(statement, char(%d)) FROM ("
        "SELECT sql AS statement FROM sqlite_master"
        " WHERE type = 'table' AND name = 'rtree_%s_" ROUTES_I_SHEET_GEOMETRY "'"
        " UNION ALL SELECT 'INSERT INTO gpkg_extensions VALUES (' || quote(table_name) || ', ' ||"
        " quote(column_name) || ', ' || quote(extension_name) || ', ' || quote(definition) ||"
        " ', ' || quote(scope) || ')' FROM gpkg_extensions"
        " WHERE table_name = '%s' AND extension_name = 'gpkg_rtree_index'"
        " UNION ALL SELECT sql FROM sqlite_master"
        " WHERE type = 'trigger' AND tbl_name = '%s' AND name LIKE 'rtree_%%')",
        SEPARATOR, spatial->table, spatial->table, spatial->table);
}

static routes_status add_row(routes_i_spatial *spatial, OGRFeatureH row, routes_error *err)
{
    return routes_i_spatial_add(spatial, OGR_F_GetFieldAsInteger64(row, 0),
                                OGR_F_GetFieldAsDouble(row, 1), OGR_F_GetFieldAsDouble(row, 2),
                                OGR_F_GetFieldAsDouble(row, 3), OGR_F_GetFieldAsDouble(row, 4),
                                err);
}

static routes_status add_rows(routes_i_spatial *spatial, routes_error *err)
{
    char sql[512];
    routes_status status = ROUTES_OK;
    routes_i_gpkg *file = spatial->file;
    snprintf(sql, sizeof sql,
             "SELECT fid + 0 AS id, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), ST_MaxY(geom)"
             " FROM \"%s\" WHERE geom NOT NULL AND NOT ST_IsEmpty(geom)",
             spatial->table);
    OGRLayerH rows = GDALDatasetExecuteSQL(file->dataset, sql, NULL, NULL);
    OGRFeatureH row;
    while (rows && !status && (row = OGR_L_GetNextFeature(rows))) {
        status = add_row(spatial, row, err);
        OGR_F_Destroy(row);
    }
    if (rows)
        GDALDatasetReleaseResultSet(file->dataset, rows);
    if (!status && file->call.failures)
        status = routes_i_gpkg_fail(file, "read", err);
    return status;
}

routes_status routes_i_spatial_begin(routes_i_spatial *spatial, routes_i_gpkg *file,
                                     const char *table, routes_error *err)
{
    *spatial = (routes_i_spatial){.file = file, .table = table, .sorter.beside = file->path};
    routes_status status = keep_statements(spatial, err);
    if (status || !spatial->statements)
        return status;
    status = add_rows(spatial, err);
    return status ? status : call(file, "DisableSpatialIndex", table, err);
}

routes_status routes_i_spatial_add(routes_i_spatial *spatial, int64_t fid, double west, double east,
                                   double south, double north, routes_error *err)
{
    if (!spatial->statements)
        return ROUTES_OK;
    const routes_i_boxed boxed = routes_i_boxed_make(fid, west, east, south, north);
    return routes_i_sorter_add(&spatial->sorter, &boxed, err);
}

static routes_status run_statements(routes_i_spatial *spatial, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (char *at = spatial->statements; at && !status;) {
        char *end = strchr(at, SEPARATOR);
        if (end)
            *end = '\0';
        status = routes_i_gpkg_do(spatial->file, err, "%s", at);
        at = end ? end + 1 : NULL;
    }
    return status;
}

routes_status routes_i_spatial_make(routes_i_spatial *spatial, routes_error *err)
{
    if (!spatial->statements)
        return call(spatial->file, "CreateSpatialIndex", spatial->table, err);
    routes_i_text name = {0};
    routes_i_text_print(&name, "rtree_%s_" ROUTES_I_SHEET_GEOMETRY, spatial->table);
    routes_i_rtree *tree = routes_i_calloc(1, sizeof *tree);
    routes_status status = tree && !name.failed
                               ? run_statements(spatial, err)
                               : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for an index");
    if (!status)
        status = routes_i_rtree_begin(tree, spatial->file, name.bytes, err);
    if (!status)
        status = routes_i_sorter_turn(&spatial->sorter, err);
    bool more = !status;
    while (more && !status) {
        routes_i_boxed boxed;
        status = routes_i_sorter_next(&boxed, &more, &spatial->sorter, err);
        if (!status && more)
            status = routes_i_rtree_add(tree, &boxed, err);
    }
    if (!status)
        status = routes_i_rtree_finish(tree, err);
    if (tree)
        routes_i_rtree_end(tree);
    routes_i_free(tree);
    routes_i_text_free(&name);
    return status;
}

void routes_i_spatial_end(routes_i_spatial *spatial)
{
    routes_i_sorter_end(&spatial->sorter);
    routes_i_free(spatial->statements);
    spatial->statements = NULL;
}
