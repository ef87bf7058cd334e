/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/gpkg.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <ogr_api.h>

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"

/* What the environment might set otherwise. A file has one writer, who removes it on failure, so
 * that neither journal nor flush of each step is of use. The threads that GDAL may use for an
 * index are not the caller's. */
static const char *const settings[][2] = {
    {"OGR_SQLITE_JOURNAL", "OFF"},
    {"OGR_SQLITE_SYNCHRONOUS", "OFF"},
    {"OGR_SQLITE_CACHE", "64"}, /* MB */
    {"OGR_SQLITE_PRAGMA", ""},
    {"OGR_SQLITE_LIST_VIRTUAL_OGR", "NO"},
    {"OGR_GPKG_ALLOW_THREADED_RTREE", "NO"},
    {"OGR_GPKG_INTEGRITY_CHECK", "YES"},
    {"SQLITE_USE_OGR_VFS", "NO"},
    {"SQLITE_LIST_ALL_TABLES", "NO"},
};

static void begin(routes_i_gpkg *file, const char *path, const char *date)
{
    char moment[48];
    *file = (routes_i_gpkg){.path = path};
    routes_i_gdal_begin(&file->call);
    file->settings = CPLGetThreadLocalConfigOptions();
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        CPLSetThreadLocalConfigOption(settings[i][0], settings[i][1]);
    snprintf(moment, sizeof moment, "%.10sT00:00:00.000Z", date ? date : "1970-01-01");
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", moment);
    file->is_open = true;
}

static routes_status open_file(routes_i_gpkg *file, unsigned how, routes_error *err)
{
    routes_status status = routes_i_gdal_driver("GPKG", err);
    if (status)
        return status;
    /* Behind "./" GDAL cannot take a path for something else than a file. */
    char *path = file->path[0] == '/' ? NULL : routes_i_path_join(".", file->path);
    if (file->path[0] != '/' && !path)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    const char *const drivers[] = {"GPKG", NULL};
    file->dataset = GDALOpenEx(path ? path : file->path,
                               GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR | how, drivers, NULL, NULL);
    routes_i_free(path);
    return ROUTES_OK;
}

static routes_status create_file(routes_i_gpkg *file, routes_error *err)
{
    char *options[] = {"VERSION=1.3", NULL};
    routes_status status = routes_i_gdal_driver("GPKG", err);
    if (!status)
        status = routes_i_file_remove(file->path, err);
    if (!status)
        file->dataset =
            GDALCreate(GDALGetDriverByName("GPKG"), file->path, 0, 0, 0, GDT_Unknown, options);
    return status;
}

/* What is open is closed on failure. */
static routes_status settle(routes_i_gpkg *file, routes_status status, const char *what,
                            routes_error *err)
{
    if (!status && (!file->dataset || file->call.failures))
        status = routes_i_gpkg_fail(file, what, err);
    if (status)
        (void)routes_i_gpkg_close(file, NULL);
    return status;
}

routes_status routes_i_gpkg_create(routes_i_gpkg *file, const char *path, const char *date,
                                   routes_error *err)
{
    begin(file, path, date);
    return settle(file, create_file(file, err), "write", err);
}

routes_status routes_i_gpkg_update(routes_i_gpkg *file, const char *path, const char *date,
                                   routes_error *err)
{
    begin(file, path, date);
    return settle(file, open_file(file, GDAL_OF_UPDATE, err), "write to", err);
}

routes_status routes_i_gpkg_read(routes_i_gpkg *file, const char *path, routes_error *err)
{
    begin(file, path, NULL);
    routes_status status = settle(file, open_file(file, GDAL_OF_READONLY, err), "read", err);
    if (status == ROUTES_E_IO && err)
        err->status = ROUTES_E_DATA;
    return status == ROUTES_E_IO ? ROUTES_E_DATA : status;
}

routes_status routes_i_gpkg_close(routes_i_gpkg *file, routes_error *err)
{
    if (!file->is_open)
        return ROUTES_OK;
    if (file->dataset)
        GDALClose(file->dataset);
    CPLSetThreadLocalConfigOptions((const char *const *)file->settings);
    CSLDestroy(file->settings);
    routes_i_gdal_end(&file->call);
    file->dataset = NULL;
    file->settings = NULL;
    file->is_open = false;
    return file->call.failures ? routes_i_gpkg_fail(file, "write", err) : ROUTES_OK;
}

routes_status routes_i_gpkg_fail(const routes_i_gpkg *file, const char *what, routes_error *err)
{
    routes_status status =
        routes_i_gdal_lacks_proj(file->call.failure) ? ROUTES_E_DEPENDENCY : ROUTES_E_IO;
    return routes_i_fail(err, status, "cannot %s %s: %s", what, file->path,
                         file->call.failures ? file->call.failure : "GDAL does not say why");
}

/* The statement as text; null when memory is out. */
ROUTES_I_PRINTF(1, 0) static char *make_statement(const char *sql, va_list args)
{
    va_list again;
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, sql, again);
    va_end(again);
    char *made = size < 0 ? NULL : routes_i_calloc((size_t)size + 1, 1);
    if (made)
        vsnprintf(made, (size_t)size + 1, sql, args);
    return made;
}

/* The first value; false when memory is out. */
static bool take_value(char **value, OGRLayerH answer)
{
    OGRFeatureH row = OGR_L_GetNextFeature(answer);
    if (!row)
        return true;
    routes_i_text text = {0};
    if (OGR_F_GetFieldCount(row) > 0 && OGR_F_IsFieldSetAndNotNull(row, 0))
        routes_i_text_add(&text, OGR_F_GetFieldAsString(row, 0));
    OGR_F_Destroy(row);
    *value = text.failed ? NULL : text.bytes;
    return !text.failed;
}

/* Runs a statement; null `value`: what it answers is not wanted. */
ROUTES_I_PRINTF(5, 0)
static routes_status execute(char **value, routes_i_gpkg *file, const char *what, routes_error *err,
                             const char *sql, va_list args)
{
    char *made = make_statement(sql, args);
    if (!made)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a statement");
    size_t before = file->call.failures;
    OGRLayerH answer = GDALDatasetExecuteSQL(file->dataset, made, NULL, NULL);
    bool taken = !answer || !value || take_value(value, answer);
    if (answer)
        GDALDatasetReleaseResultSet(file->dataset, answer);
    routes_i_free(made);
    if (!taken)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for an answer");
    return file->call.failures > before ? routes_i_gpkg_fail(file, what, err) : ROUTES_OK;
}

routes_status routes_i_gpkg_do(routes_i_gpkg *file, routes_error *err, const char *sql, ...)
{
    va_list args;
    va_start(args, sql);
    routes_status status = execute(NULL, file, "write", err, sql, args);
    va_end(args);
    return status;
}

routes_status routes_i_gpkg_ask(char **value, routes_i_gpkg *file, routes_error *err,
                                const char *sql, ...)
{
    va_list args;
    *value = NULL;
    va_start(args, sql);
    routes_status status = execute(value, file, "read", err, sql, args);
    va_end(args);
    return status;
}
