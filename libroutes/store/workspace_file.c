/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/workspace_file.h"

#include <stdio.h>
#include <string.h>

#include <ogr_api.h>

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"
#include "routes/version.h"

#define TABLE "routes_workspace"

void routes_i_about_free(routes_i_about *about)
{
    routes_i_free(about->home);
    about->home = NULL;
}

static OGRLayerH make_table(routes_i_gpkg *file)
{
    char *options[] = {"FID=fid", NULL};
    OGRLayerH layer = GDALDatasetCreateLayer(file->dataset, TABLE, NULL, wkbNone, options);
    static const char *const columns[] = {"key", "value"};
    for (int i = 0; i < 2 && layer; i++) {
        OGRFieldDefnH column = OGR_Fld_Create(columns[i], OFTString);
        if (OGR_L_CreateField(layer, column, 0) != OGRERR_NONE)
            layer = NULL;
        OGR_Fld_Destroy(column);
    }
    return layer;
}

static routes_status put(routes_i_gpkg *file, OGRLayerH layer, const char *key, const char *value,
                         routes_error *err)
{
    OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(row, 0, key);
    OGR_F_SetFieldString(row, 1, value);
    OGRErr failed = OGR_L_CreateFeature(layer, row);
    OGR_F_Destroy(row);
    return failed == OGRERR_NONE ? ROUTES_OK : routes_i_gpkg_fail(file, "write", err);
}

/* "digest_lanes" */
static void digest_key(char key[64], routes_entity entity)
{
    snprintf(key, 64, "digest_%s", routes_entity_text(entity));
}

routes_status routes_i_about_write(routes_i_gpkg *file, const routes_i_about *about,
                                   routes_error *err)
{
    char text[64];
    OGRLayerH layer = make_table(file);
    if (!layer)
        return routes_i_gpkg_fail(file, "write", err);
    snprintf(text, sizeof text, "%d", ROUTES_I_WORKSPACE_FORMAT);
    routes_status status = put(file, layer, "format", text, err);
    if (!status)
        status = put(file, layer, "library", routes_version(), err);
    if (!status && about->home)
        status = put(file, layer, "home", about->home, err);
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES && !status; entity++) {
        digest_key(text, entity);
        status = put(file, layer, text, about->tables[entity].text, err);
    }
    return status;
}

routes_status routes_i_about_update(routes_i_gpkg *file, const routes_i_about *about,
                                    routes_entity entity, routes_error *err)
{
    char key[64];
    digest_key(key, entity);
    return routes_i_gpkg_do(file, err, "UPDATE " TABLE " SET value = '%s' WHERE key = '%s'",
                            about->tables[entity].text, key);
}

static routes_status check_format(routes_i_gpkg *file, routes_error *err)
{
    char *value = NULL;
    int64_t format = 0;
    if (!GDALDatasetGetLayerByName(file->dataset, TABLE))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "%s is a GeoPackage, and no workspace: it has no table " TABLE,
                             file->path);
    routes_status status =
        routes_i_gpkg_ask(&value, file, err, "SELECT value FROM " TABLE " WHERE key = 'format'");
    if (!status && (!value || !routes_i_integer_read(&format, value) || format < 1))
        status = routes_i_fail(err, ROUTES_E_DATA, "%s does not say which form it has", file->path);
    if (!status && format > ROUTES_I_WORKSPACE_FORMAT)
        status = routes_i_fail(err, ROUTES_E_DATA,
                               "%s has form %s, and this version reads form %d: use a later one",
                               file->path, value, ROUTES_I_WORKSPACE_FORMAT);
    routes_i_free(value);
    return status;
}

static routes_status read_digest(routes_i_about *about, routes_i_gpkg *file, routes_entity entity,
                                 routes_error *err)
{
    char key[64];
    char *value = NULL;
    routes_i_table_digest *digest = &about->tables[entity];
    digest_key(key, entity);
    routes_status status =
        routes_i_gpkg_ask(&value, file, err, "SELECT value FROM " TABLE " WHERE key = '%s'", key);
    if (!status)
        snprintf(digest->text, sizeof digest->text, "%s", value ? value : "");
    routes_i_free(value);
    return status;
}

routes_status routes_i_about_read(routes_i_about *about, routes_i_gpkg *file, routes_error *err)
{
    routes_i_about read = {0};
    routes_status status = check_format(file, err);
    if (!status)
        status = routes_i_gpkg_ask(&read.home, file, err,
                                   "SELECT value FROM " TABLE " WHERE key = 'home'");
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES && !status; entity++)
        status = read_digest(&read, file, entity, err);
    if (status)
        routes_i_about_free(&read);
    else
        *about = read;
    return status;
}

routes_status routes_i_swap_begin(routes_i_swap *swap, const char *target, routes_error *err)
{
    *swap = (routes_i_swap){.target = target, .lock = -1};
    size_t size = strlen(target);
    if (size < 6 || strcmp(target + size - 5, ".gpkg") != 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "a workspace is a file .gpkg, and %s is not",
                             target);
    swap->made = routes_i_path_beside(target, ".", ".part.gpkg");
    if (!swap->made)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    routes_status status = routes_i_folder_lock(&swap->lock, target, err);
    swap->is_held = !status;
    return status;
}

/* The database copies itself: as of one moment, with what still lies beside its file. */
routes_status routes_i_swap_copy(const routes_i_swap *swap, routes_i_gpkg *old, routes_error *err)
{
    routes_i_text path = {0};
    for (const char *at = swap->made; *at; at++)
        routes_i_text_bytes(&path, *at == '\'' ? "''" : at, *at == '\'' ? 2 : 1);
    routes_status status = path.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path")
                                       : routes_i_file_remove(swap->made, err);
    if (!status)
        status = routes_i_gpkg_do(old, err, "VACUUM INTO '%s'", path.bytes);
    routes_i_text_free(&path);
    return status;
}

routes_status routes_i_swap_keep(routes_i_swap *swap, routes_error *err)
{
    return routes_i_file_replace(swap->made, swap->target, err);
}

void routes_i_swap_end(routes_i_swap *swap)
{
    if (swap->is_held) {
        (void)routes_i_file_remove(swap->made, NULL);
        routes_i_folder_unlock(swap->lock);
    }
    routes_i_free(swap->made);
    *swap = (routes_i_swap){.lock = -1};
}
