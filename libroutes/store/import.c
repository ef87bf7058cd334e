/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>
#include <string.h>

#include <ogr_api.h>

#include "core/fault.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "core/text.h"
#include "model/model.h"
#include "routes/workspace.h"
#include "source/layer_file.h"
#include "store/fill.h"
#include "store/intake.h"
#include "store/workspace_file.h"

/* Up to so many rows the new workspace is judged as a whole before it takes its place. */
#define WHOLE_ROWS 100000

/* Rows between two words to the caller. */
#define TELL_STEP 4096

/* What an import works with, in the order in which it comes to be. */
struct import {
    const char *path;
    const char *file;
    routes_entity entity;
    routes_import_options options;
    routes_run run;
    routes_run silent; /* the same without progress */
    routes_faults *faults;

    routes_i_swap swap;
    routes_i_about about;
    routes_i_fill base; /* tables that the rows refer to */
    routes_i_intake intake;
    routes_i_feed *feed;
    routes_i_rejects rejects;
    size_t rows; /* in the new workspace */
};

/* Reads what the workspace says of itself, and copies it as one whole whatever else goes on. */
static routes_status copy_workspace(struct import *job, routes_error *err)
{
    routes_i_layer_format format;
    routes_i_gpkg file;
    routes_status status = routes_i_swap_begin(&job->swap, job->path, err);
    if (!status)
        status = routes_i_layer_file_check(&format, job->path, job->path, job->faults, err);
    if (!status)
        status = routes_i_gpkg_read(&file, job->path, err);
    if (status)
        return status;
    status = routes_i_about_read(&job->about, &file, err);
    if (!status)
        status = routes_i_swap_copy(&job->swap, &file, err);
    routes_status closed = routes_i_gpkg_close(&file, status ? NULL : err);
    return status ? status : closed;
}

static routes_status read_base_table(struct import *job, routes_entity entity, routes_error *err)
{
    routes_i_text name = {0};
    routes_i_text_print(&name, "%s:%s", job->path, routes_entity_text(entity));
    const routes_i_feed_from from = {.entity = entity,
                                     .path = job->swap.made,
                                     .layer = routes_entity_text(entity),
                                     .name = name.bytes,
                                     .is_stored = true,
                                     .run = &job->run};
    routes_status status = name.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a text")
                                       : routes_i_fill_table(&job->base, &from, err);
    routes_i_text_free(&name);
    return status;
}

/* Rows of a table that is wrong already cannot be judged against it. */
static routes_status read_base(struct import *job, routes_error *err)
{
    unsigned needs = routes_i_intake_needs(job->entity);
    routes_status status = routes_i_fill_begin(&job->base, &job->silent, job->faults, err);
    if (!status && job->about.home)
        status = routes_model_set_home(job->base.model, job->about.home, err);
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES && !status; entity++)
        if (needs & 1U << entity)
            status = read_base_table(job, entity, err);
    return status ? status : routes_i_fill_judge(&job->base, err);
}

static routes_status open_file(struct import *job, routes_error *err)
{
    const routes_i_feed_from from = {.entity = job->entity,
                                     .path = job->file,
                                     .maps = job->options.maps,
                                     .map_count = job->options.map_count,
                                     .run = &job->run};
    routes_status status = routes_i_intake_begin(&job->intake, job->entity, job->file, &job->silent,
                                                 job->base.model, job->faults, err);
    if (!status)
        status = routes_i_feed_open(&job->feed, &from, job->intake.found, err);
    if (status && job->intake.found)
        (void)routes_i_intake_pass(&job->intake, NULL);
    if (!status)
        status = routes_i_rejects_begin(&job->rejects, job->entity, job->feed, job->file,
                                        job->options.rejects, err);
    return status;
}

static routes_status read_rows(struct import *job, const routes_i_intake_to *to, routes_error *err)
{
    routes_status status = ROUTES_OK;
    bool over = false;
    for (size_t i = 0; !status && !over; i++) {
        routes_i_fed fed;
        status = routes_i_feed_next(&fed, &over, job->feed, err);
        if (status)
            (void)routes_i_intake_pass(&job->intake, NULL); /* what refused the file as a whole */
        else if (over)
            status = routes_i_intake_pass(&job->intake, err);
        else
            status = routes_i_intake_take(&job->intake, job->feed, &fed, err);
        if (!status && (over || routes_i_intake_is_full(&job->intake)))
            status = routes_i_intake_put(&job->intake, to, err);
        if (!status && i % TELL_STEP == 0)
            status = routes_i_run_tell(&job->run, 0.9 * routes_i_feed_done(job->feed), "rows", err);
    }
    return status;
}

static routes_status write_table(struct import *job, routes_i_gpkg *made, routes_i_sheet *sheet,
                                 routes_i_spatial *spatial, routes_error *err)
{
    const routes_i_schema *schema = routes_i_schema_of(job->entity);
    bool is_spatial = routes_i_sheet_is_spatial(schema);
    const routes_i_intake_to to = {.sheet = sheet,
                                   .spatial = is_spatial ? spatial : NULL,
                                   .digest = &job->about.tables[job->entity],
                                   .rejects = &job->rejects};
    routes_status status = routes_i_sheet_open(sheet, made, schema, err);
    if (!status && is_spatial)
        status = routes_i_spatial_begin(spatial, made, schema->name, err);
    if (!status)
        status = read_rows(job, &to, err);
    if (!status)
        status = routes_i_run_tell(&job->run, 0.9, "index", err);
    if (!status && is_spatial)
        status = routes_i_spatial_make(spatial, err);
    return status;
}

static routes_status write_rows(struct import *job, routes_i_gpkg *made, routes_error *err)
{
    routes_i_sheet sheet = {0};
    routes_i_spatial spatial = {0};
    if (GDALDatasetStartTransaction(made->dataset, 0) != OGRERR_NONE)
        return routes_i_gpkg_fail(made, "write to", err);
    routes_status status = write_table(job, made, &sheet, &spatial, err);
    routes_i_sheet_close(&sheet);
    routes_i_spatial_end(&spatial);
    if (!status)
        status = routes_i_about_update(made, &job->about, job->entity, err);
    if (!status && GDALDatasetCommitTransaction(made->dataset) != OGRERR_NONE)
        status = routes_i_gpkg_fail(made, "write to", err);
    return status;
}

/* Rows of all tables. */
static size_t count_rows(const routes_i_gpkg *file)
{
    size_t rows = 0;
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES; entity++) {
        OGRLayerH layer = GDALDatasetGetLayerByName(file->dataset, routes_entity_text(entity));
        GIntBig count = layer ? OGR_L_GetFeatureCount(layer, 1) : 0;
        rows += count > 0 ? (size_t)count : 0;
    }
    return rows;
}

static routes_status write_made(struct import *job, routes_error *err)
{
    routes_i_gpkg made;
    routes_status status = routes_i_gpkg_update(&made, job->swap.made, job->run.date, err);
    if (status)
        return status;
    status = write_rows(job, &made, err);
    if (!status)
        job->rows = count_rows(&made);
    routes_status closed = routes_i_gpkg_close(&made, status ? NULL : err);
    return status ? status : closed;
}

/* Rows may be good each by itself and spoil what was there, as a second place of one name does to a
 * lane that names it. */
static routes_status judge_whole(struct import *job, routes_error *err)
{
    routes_model *model = NULL;
    routes_faults *found = NULL;
    routes_error why;
    if (job->rows > WHOLE_ROWS) {
        routes_i_run_log(&job->run, ROUTES_LOG_WARNING,
                         "%s has %zu rows now: names were judged batch by batch; routes check "
                         "judges the whole",
                         job->path, job->rows);
        return ROUTES_OK;
    }
    routes_status status = routes_faults_new(&found, 0, err);
    if (status)
        return status;
    status = routes_workspace_read(&model, job->swap.made, &job->silent, found, &why);
    routes_status added = ROUTES_OK;
    for (size_t i = 0; status == ROUTES_E_DATA && i < routes_faults_size(found) && !added; i++)
        if (routes_faults_at(found, i)->severity == ROUTES_SEVERITY_ERROR)
            added = routes_faults_add(job->faults, routes_faults_at(found, i), err);
    routes_model_free(model);
    routes_faults_free(found);
    if (added)
        return added;
    if (status == ROUTES_E_DATA)
        return routes_i_fail(err, status,
                             "with these rows the workspace would no longer be in order: %s",
                             why.message);
    if (status && err)
        *err = why;
    return status;
}

static routes_status import(struct import *job, routes_error *err)
{
    routes_status status = copy_workspace(job, err);
    if (!status)
        status = read_base(job, err);
    if (!status)
        status = open_file(job, err);
    if (!status)
        status = write_made(job, err);
    if (!status && job->intake.kept)
        status = judge_whole(job, err);
    if (!status)
        status = routes_i_rejects_keep(&job->rejects, err);
    if (!status && job->intake.kept)
        status = routes_i_swap_keep(&job->swap, err);
    return status;
}

static void end(struct import *job)
{
    routes_i_rejects_end(&job->rejects);
    routes_i_feed_close(job->feed);
    routes_i_intake_end(&job->intake);
    routes_i_fill_end(&job->base);
    routes_i_about_free(&job->about);
    routes_i_swap_end(&job->swap);
}

static routes_status read_call(struct import *job, const char *table, routes_error *err)
{
    job->entity = routes_i_schema_entity(table);
    if (job->entity == ROUTES_ENTITIES)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "there is no table \"%s\"; tables are sources, areas, places, ...",
                             table);
    routes_status status = routes_i_run_read(&job->run, job->options.run, err);
    job->silent = job->run;
    job->silent.progress = NULL;
    return status;
}

routes_status routes_workspace_import(routes_import_count *count, const char *path,
                                      const char *table, const char *file,
                                      const routes_import_options *options, routes_faults *faults,
                                      routes_error *err)
{
    if (!path || !table || !file || !faults)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "path, table, file and faults must not be null");
    struct import job = {.path = path, .file = file, .faults = faults, .swap = {.lock = -1}};
    routes_status status = routes_i_options_read(&job.options, sizeof job.options, options, err);
    if (!status)
        status = read_call(&job, table, err);
    if (!status)
        status = import(&job, err);
    if (!status && count)
        *count = (routes_import_count){job.intake.kept + job.intake.rejected, job.intake.kept,
                                       job.intake.rejected};
    end(&job);
    return status;
}
