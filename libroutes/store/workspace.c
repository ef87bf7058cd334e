/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/workspace.h"

#include <string.h>

#include "core/fault.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/run.h"
#include "core/text.h"
#include "model/model.h"
#include "source/layer_file.h"
#include "store/fill.h"
#include "store/sheet.h"
#include "store/workspace_file.h"

/* Rows between two words to the caller. */
#define TELL_STEP 4096

int routes_workspace_is(const char *path)
{
    size_t size = path ? strlen(path) : 0;
    return size > 5 && strcmp(path + size - 5, ".gpkg") == 0;
}

/* A file of somebody else's is not replaced. */
static routes_status check_former(const char *path, routes_error *err)
{
    routes_i_gpkg file;
    routes_i_about about;
    routes_error why;
    if (!routes_i_file_exists(path))
        return ROUTES_OK;
    routes_status status = routes_i_gpkg_read(&file, path, &why);
    if (!status)
        status = routes_i_about_read(&about, &file, &why);
    if (!status)
        routes_i_about_free(&about);
    (void)routes_i_gpkg_close(&file, NULL);
    if (status == ROUTES_E_DATA)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "%s is there and is not a workspace: remove it, or take another name",
                             path);
    if (status && err)
        *err = why;
    return status;
}

static routes_status write_table(routes_i_gpkg *file, routes_i_about *about,
                                 const routes_model *model, routes_entity entity,
                                 const routes_run *run, routes_error *err)
{
    const routes_i_schema *schema = routes_i_schema_of(entity);
    routes_i_sheet sheet;
    routes_status status = routes_i_sheet_make(&sheet, file, schema, err);
    size_t count = routes_model_size(model, entity);
    for (size_t i = 0; i < count && !status; i++) {
        const void *row = routes_i_model_row(model, entity, i);
        status = routes_i_sheet_put(NULL, &sheet, row, err);
        if (!status)
            routes_i_table_digest_add(&about->tables[entity], schema, row);
        if (!status && i % TELL_STEP == 0)
            status = routes_i_run_tell(run, (double)entity / ROUTES_ENTITIES, schema->name, err);
    }
    routes_i_sheet_close(&sheet);
    return status;
}

static routes_status write_all(routes_i_gpkg *file, const routes_model *model,
                               const routes_run *run, routes_error *err)
{
    routes_i_about about = {.home = NULL};
    if (GDALDatasetStartTransaction(file->dataset, 0) != OGRERR_NONE)
        return routes_i_gpkg_fail(file, "write", err);
    routes_status status = ROUTES_OK;
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES && !status; entity++)
        status = write_table(file, &about, model, entity, run, err);
    if (!status) {
        routes_i_text home = {0};
        if (routes_model_home(model))
            routes_i_text_add(&home, routes_model_home(model));
        about.home = home.bytes;
        status = home.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a text")
                             : routes_i_about_write(file, &about, err);
        routes_i_text_free(&home);
    }
    if (!status && GDALDatasetCommitTransaction(file->dataset) != OGRERR_NONE)
        status = routes_i_gpkg_fail(file, "write", err);
    return status;
}

static routes_status write_new(const routes_i_swap *swap, const routes_model *model,
                               const routes_run *run, routes_error *err)
{
    routes_i_gpkg file;
    routes_status status = routes_i_gpkg_create(&file, swap->made, run->date, err);
    if (status)
        return status;
    status = write_all(&file, model, run, err);
    routes_status closed = routes_i_gpkg_close(&file, status ? NULL : err);
    return status ? status : closed;
}

routes_status routes_workspace_write(const char *path, const routes_model *model,
                                     const routes_run *run, routes_error *err)
{
    routes_run known;
    routes_i_swap swap;
    if (!path || !model)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "path and model must not be null");
    if (!routes_model_is_checked(model))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "the model is not checked: routes_model_check() first");
    routes_status status = routes_i_run_read(&known, run, err);
    if (status)
        return status;
    status = routes_i_swap_begin(&swap, path, err);
    if (!status)
        status = check_former(path, err);
    if (!status)
        status = write_new(&swap, model, &known, err);
    if (!status)
        status = routes_i_swap_keep(&swap, err);
    routes_i_swap_end(&swap);
    return status;
}

/* What a workspace says of itself. */
static routes_status read_about(routes_i_about *about, const char *path, routes_faults *faults,
                                routes_error *err)
{
    routes_i_layer_format format;
    routes_i_gpkg file;
    routes_error why;
    routes_status status = routes_i_layer_file_check(&format, path, path, faults, err);
    if (status)
        return status;
    status = routes_i_gpkg_read(&file, path, &why);
    if (!status)
        status = routes_i_about_read(about, &file, &why);
    (void)routes_i_gpkg_close(&file, NULL);
    if (status && err)
        *err = why;
    if (status != ROUTES_E_DATA)
        return status;
    const routes_fault where = {.file = path, .remedy = "give a workspace, made by routes init"};
    status = routes_i_fault(faults, &where, err, "%s", why.message);
    return status ? status : ROUTES_E_DATA;
}

static routes_status read_tables(routes_i_fill *fill, const char *path, routes_error *err)
{
    routes_status status = ROUTES_OK;
    const routes_run *whole = fill->run;
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES && !status; entity++) {
        routes_i_run_part part;
        fill->run = routes_i_run_part_of(&part, whole, 0.5 * (int)entity / (int)ROUTES_ENTITIES,
                                         0.5 * ((int)entity + 1) / (int)ROUTES_ENTITIES);
        routes_i_text name = {0};
        routes_i_text_print(&name, "%s:%s", path, routes_entity_text(entity));
        const routes_i_feed_from from = {.entity = entity,
                                         .path = path,
                                         .layer = routes_entity_text(entity),
                                         .name = name.bytes,
                                         .is_stored = true,
                                         .run = whole};
        status = name.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a text")
                             : routes_i_fill_table(fill, &from, err);
        routes_i_text_free(&name);
    }
    fill->run = whole;
    return status;
}

/* Someone may work on a workspace with a GIS: it is worth knowing, no more. */
static routes_status compare(routes_i_fill *fill, const routes_i_about *about, const char *path,
                             routes_error *err)
{
    char written[ROUTES_I_DIGEST_SIZE], found[ROUTES_I_DIGEST_SIZE];
    routes_i_digest_all(written, about->tables, about->home);
    routes_i_model_digest(found, fill->model);
    if (strcmp(written, found) == 0)
        return ROUTES_OK;
    const routes_fault note = {.severity = ROUTES_SEVERITY_NOTE, .file = path};
    return routes_i_fault(fill->faults, &note, err,
                          "another program has changed the workspace since it was written");
}

static routes_status judge(routes_i_fill *fill, const routes_i_about *about, const char *path,
                           routes_error *err)
{
    const routes_run *whole = fill->run;
    routes_i_run_part part;
    routes_status status =
        about->home ? routes_model_set_home(fill->model, about->home, err) : ROUTES_OK;
    if (status)
        return status;
    fill->run = routes_i_run_part_of(&part, whole, 0.5, 1.0);
    status = routes_i_fill_check(fill, err);
    fill->run = whole;
    return status ? status : compare(fill, about, path, err);
}

routes_status routes_workspace_read(routes_model **out, const char *path, const routes_run *run,
                                    routes_faults *faults, routes_error *err)
{
    routes_run known;
    if (!out || !path || !faults)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out, path and faults must not be null");
    *out = NULL;
    routes_i_about about = {.home = NULL};
    routes_i_fill fill = {.model = NULL};
    routes_status status = routes_i_run_read(&known, run, err);
    if (!status)
        status = read_about(&about, path, faults, err);
    if (!status)
        status = routes_i_fill_begin(&fill, &known, faults, err);
    if (!status)
        status = read_tables(&fill, path, err);
    if (!status)
        status = judge(&fill, &about, path, err);
    if (!status)
        *out = routes_i_fill_model(&fill);
    routes_i_fill_end(&fill);
    routes_i_about_free(&about);
    return status;
}
