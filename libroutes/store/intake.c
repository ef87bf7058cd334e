/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/intake.h"

#include <string.h>

#include "core/fault.h"
#include "core/memory.h"
#include "core/run.h"
#include "core/text.h"
#include "model/model.h"

/* A batch is put away before it is full when its geometry and texts are heavy. */
#define HEAVY ((size_t)16 * 1024 * 1024)

/* Stands for the file in the batch's model: a row read long ago may bear the same name. */
#define HERE "\x1Fimport"

#define IN(entity) (1U << (entity))
#define NODES (IN(ROUTES_AREAS) | IN(ROUTES_GROUPS) | IN(ROUTES_PLACES) | IN(ROUTES_CROSSINGS))
#define ALL (IN(ROUTES_ENTITIES) - 1U)

unsigned routes_i_intake_needs(routes_entity entity)
{
    const unsigned sources = IN(ROUTES_SOURCES), areas = IN(ROUTES_AREAS);
    switch (entity) {
    case ROUTES_SOURCES:
        return 0;
    case ROUTES_AREAS:
    case ROUTES_GROUPS:
        return sources | NODES;
    case ROUTES_ALIASES:
        return sources | NODES | IN(ROUTES_ALIASES);
    case ROUTES_PLACES: /* their own ids are kept apart by the database */
        return sources | (NODES & ~IN(ROUTES_PLACES));
    case ROUTES_CROSSINGS:
        return sources | (NODES & ~IN(ROUTES_CROSSINGS));
    case ROUTES_POPULATIONS:
    case ROUTES_SERVICES:
        return sources | areas;
    case ROUTES_LINKS:
        return sources | NODES;
    case ROUTES_LANES:
        return sources | NODES | IN(ROUTES_ALIASES) | IN(ROUTES_LANES);
    case ROUTES_LEGS:
        return sources | NODES | IN(ROUTES_ALIASES) | IN(ROUTES_LANES) | IN(ROUTES_LEGS);
    case ROUTES_OBSERVATIONS:
        return sources | NODES | IN(ROUTES_OBSERVATIONS);
    case ROUTES_WATERS:
        return sources;
    case ROUTES_OVERRIDES:
    case ROUTES_ENTITIES:
        break;
    }
    return ALL;
}

static routes_status out_of_memory(const routes_i_intake *intake, routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for rows of %s", intake->schema->name);
}

static const char *without_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Areas, places, crossings and groups have one set of ids. */
static routes_status file_nodes(routes_i_intake *intake, routes_error *err)
{
    routes_entity own = intake->schema->entity;
    if (!(NODES & IN(own)))
        return ROUTES_OK;
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES; entity++) {
        if (entity == own || !(NODES & IN(entity)))
            continue;
        const routes_i_field *key = routes_i_schema_key(routes_i_schema_of(entity), 0);
        for (size_t i = 0; i < routes_model_size(intake->base, entity); i++) {
            size_t before;
            const char *id = routes_i_field_text(key, routes_i_model_row(intake->base, entity, i));
            if (id && !routes_i_index_add(&intake->nodes, id, (size_t)entity, &before))
                return out_of_memory(intake, err);
        }
    }
    return ROUTES_OK;
}

routes_status routes_i_intake_begin(routes_i_intake *intake, routes_entity entity, const char *file,
                                    const routes_run *run, routes_model *base,
                                    routes_faults *faults, routes_error *err)
{
    *intake = (routes_i_intake){.schema = routes_i_schema_of(entity),
                                .file = file,
                                .name = without_folder(file),
                                .run = run,
                                .base = base,
                                .faults = faults};
    intake->taken = routes_i_calloc(ROUTES_I_INTAKE_ROWS, sizeof *intake->taken);
    intake->scratch = routes_i_calloc(1, intake->schema->row_size);
    if (!intake->taken || !intake->scratch)
        return out_of_memory(intake, err);
    routes_status status = file_nodes(intake, err);
    return status ? status : routes_faults_new(&intake->found, 0, err);
}

/* Ready for the next batch. */
static void empty(routes_i_intake *intake)
{
    routes_model_free(intake->batch);
    intake->batch = NULL;
    routes_i_arena_free(&intake->arena);
    intake->size = 0;
    intake->bytes = 0;
}

void routes_i_intake_end(routes_i_intake *intake)
{
    empty(intake);
    routes_faults_free(intake->found);
    routes_i_index_free(&intake->nodes);
    routes_i_free(intake->taken);
    routes_i_free(intake->scratch);
    *intake = (routes_i_intake){0};
}

bool routes_i_intake_is_full(const routes_i_intake *intake)
{
    return intake->size == ROUTES_I_INTAKE_ROWS || intake->bytes >= HEAVY;
}

static routes_status copy_tables(routes_model *to, const routes_model *from, routes_error *err)
{
    routes_status status = ROUTES_OK;
    if (routes_model_home(from))
        status = routes_model_set_home(to, routes_model_home(from), err);
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES && !status; entity++)
        for (size_t i = 0; i < routes_model_size(from, entity) && !status; i++)
            status = routes_i_model_add(to, entity, routes_i_model_row(from, entity, i), err);
    return status;
}

static routes_status start_batch(routes_i_intake *intake, routes_error *err)
{
    if (intake->batch)
        return ROUTES_OK;
    routes_status status = routes_model_new(&intake->batch, err);
    return status ? status : copy_tables(intake->batch, intake->base, err);
}

/* Notes a reason to refuse a row, behind those before. */
static routes_status refuse(routes_i_intake *intake, routes_i_taken *taken,
                            const routes_fault *fault, routes_error *err)
{
    routes_i_text reason = {0};
    if (taken->record.reason)
        routes_i_text_print(&reason, "%s | ", taken->record.reason);
    if (fault->field)
        routes_i_text_print(&reason, "%s: ", fault->field);
    routes_i_text_add(&reason, fault->message);
    if (fault->remedy)
        routes_i_text_print(&reason, "; %s", fault->remedy);
    const char *kept = routes_i_arena_text(&intake->arena, reason.bytes);
    routes_i_text_free(&reason);
    if (!kept)
        return out_of_memory(intake, err);
    taken->record.reason = kept;
    return ROUTES_OK;
}

routes_status routes_i_intake_pass(routes_i_intake *intake, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < routes_faults_size(intake->found) && !status; i++)
        status = routes_faults_add(intake->faults, routes_faults_at(intake->found, i), err);
    return status;
}

/* Adds a fault to a good row when its id stands in another table of nodes. */
static routes_status check_node(routes_i_intake *intake, const routes_i_fed *fed, bool *good,
                                routes_error *err)
{
    const routes_i_field *key = routes_i_schema_key(intake->schema, 0);
    const char *id = *good && intake->nodes.size ? routes_i_field_text(key, fed->row) : NULL;
    size_t entity = id ? routes_i_index_find(&intake->nodes, id) : SIZE_MAX;
    if (entity == SIZE_MAX)
        return ROUTES_OK;
    *good = false;
    const routes_fault where = {.file = intake->file,
                                .row = fed->line,
                                .field = key->name,
                                .value = id,
                                .remedy = "ids of areas, places, crossings and groups are one set"};
    return routes_i_fault(intake->found, &where, err, "\"%s\" is the id of a %s too", id,
                          routes_i_schema_of((routes_entity)entity)->single);
}

/* The line of a record that could not be taken apart: its fault comes last, behind those of blank
 * lines, which are no rows. */
static size_t line_of_fault(const routes_faults *found)
{
    for (size_t i = routes_faults_size(found); i-- > 0;)
        if (routes_faults_at(found, i)->severity == ROUTES_SEVERITY_ERROR)
            return routes_faults_at(found, i)->row;
    return 0;
}

static routes_status keep_cells(routes_i_intake *intake, routes_i_taken *taken,
                                const routes_i_fed *fed, size_t columns, routes_error *err)
{
    if (!fed->cells)
        return ROUTES_OK;
    size_t bytes = 0;
    for (size_t i = 0; i < columns; i++)
        bytes += strlen(fed->cells[i]) + 1;
    const char **cells = routes_i_arena_take(&intake->arena, columns * sizeof *cells);
    char *text = routes_i_arena_take(&intake->arena, bytes);
    if (!cells || !text)
        return out_of_memory(intake, err);
    for (size_t i = 0; i < columns; i++) {
        size_t size = strlen(fed->cells[i]) + 1;
        cells[i] = memcpy(text, fed->cells[i], size);
        text += size;
    }
    taken->record.cells = cells;
    intake->bytes += bytes;
    if (!fed->geometry.size)
        return ROUTES_OK;
    const uint8_t *wkb =
        routes_i_arena_copy(&intake->arena, fed->geometry.bytes, fed->geometry.size);
    if (!wkb)
        return out_of_memory(intake, err);
    taken->record.geometry = (routes_wkb){wkb, fed->geometry.size};
    intake->bytes += fed->geometry.size;
    return ROUTES_OK;
}

/* A row as it is, but for the file it names. */
static void *copy_row(routes_i_intake *intake, const void *row, const char *file)
{
    memcpy(intake->scratch, row, intake->schema->row_size);
    ((routes_origin *)(void *)intake->scratch)->file = file;
    return intake->scratch;
}

static routes_status refuse_or_add(routes_i_intake *intake, routes_i_taken *taken,
                                   const routes_i_fed *fed, bool good, routes_error *err)
{
    routes_status status = ROUTES_OK;
    if (good) {
        routes_entity entity = intake->schema->entity;
        status = start_batch(intake, err);
        if (!status)
            status =
                routes_i_model_add(intake->batch, entity, copy_row(intake, fed->row, HERE), err);
        if (!status)
            taken->row = routes_model_size(intake->batch, entity) - 1;
        return status;
    }
    for (size_t i = 0; i < routes_faults_size(intake->found) && !status; i++) {
        const routes_fault *fault = routes_faults_at(intake->found, i);
        if (fault->severity == ROUTES_SEVERITY_ERROR && fault->row == taken->record.line)
            status = refuse(intake, taken, fault, err);
    }
    return status;
}

routes_status routes_i_intake_take(routes_i_intake *intake, const routes_i_feed *feed,
                                   const routes_i_fed *fed, routes_error *err)
{
    size_t columns;
    routes_i_taken *taken = &intake->taken[intake->size];
    *taken = (routes_i_taken){.row = SIZE_MAX};
    taken->record.line = fed->line ? fed->line : line_of_fault(intake->found);
    (void)routes_i_feed_columns(feed, &columns);
    bool good = fed->row && fed->good;
    routes_status status = check_node(intake, fed, &good, err);
    if (!status)
        status = routes_i_intake_pass(intake, err);
    if (!status)
        status = keep_cells(intake, taken, fed, columns, err);
    if (!status)
        status = refuse_or_add(intake, taken, fed, good, err);
    if (!status)
        intake->size++;
    routes_i_faults_clear(intake->found);
    return status;
}

/* The row of the batch that was read from a line. */
static routes_i_taken *find_taken(const routes_i_intake *intake, size_t line)
{
    size_t low = 0, high = intake->size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (intake->taken[middle].record.line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low < intake->size && intake->taken[low].record.line == line ? &intake->taken[low]
                                                                        : NULL;
}

/* One thing that the check found; `elsewhere` when it is wrong in what was there before. */
static routes_status sort_out(routes_i_intake *intake, const routes_fault *given, bool *elsewhere,
                              routes_error *err)
{
    routes_fault fault = *given;
    bool is_error = fault.severity == ROUTES_SEVERITY_ERROR;
    routes_i_taken *taken = NULL;
    if (fault.file && strcmp(fault.file, HERE) == 0) {
        fault.file = intake->file;
        taken = find_taken(intake, fault.row);
    }
    /* What the tables around lack is not to be said anew with every batch. */
    if (!is_error && (!taken || fault.severity == ROUTES_SEVERITY_NOTE))
        return ROUTES_OK;
    *elsewhere = *elsewhere || (is_error && !taken);
    routes_status status = routes_faults_add(intake->faults, &fault, err);
    if (!status && is_error && taken)
        status = refuse(intake, taken, &fault, err);
    return status;
}

static routes_status check_batch(routes_i_intake *intake, routes_error *err)
{
    routes_faults *found = NULL;
    routes_error why;
    bool elsewhere = false;
    if (!intake->batch)
        return ROUTES_OK;
    routes_status status = routes_faults_new(&found, intake->size * 8 + 200, err);
    if (status)
        return status;
    routes_status checked = routes_i_model_check_together(intake->batch, intake->run, found, &why);
    if (checked && checked != ROUTES_E_DATA) {
        status = checked;
        if (err)
            *err = why;
    }
    size_t listed = 0;
    for (size_t i = 0; i < routes_faults_size(found) && !status; i++) {
        listed += routes_faults_at(found, i)->severity == ROUTES_SEVERITY_ERROR;
        status = sort_out(intake, routes_faults_at(found, i), &elsewhere, err);
    }
    elsewhere = elsewhere || listed < routes_faults_count(found, ROUTES_SEVERITY_ERROR);
    routes_faults_free(found);
    if (!status && elsewhere)
        status = routes_i_fail(err, ROUTES_E_DATA,
                               "with these rows the workspace would no longer be in order: %s",
                               why.message);
    return status;
}

/* The database has the key already. */
static routes_status say_doubled(routes_i_intake *intake, routes_i_taken *taken, const void *row,
                                 routes_error *err)
{
    const routes_i_field *key = routes_i_schema_key(intake->schema, 0);
    routes_i_text value = {0};
    routes_i_field_write(&value, key, row);
    if (value.failed) {
        routes_i_text_free(&value);
        return out_of_memory(intake, err);
    }
    const routes_fault fault = {.file = intake->file,
                                .row = taken->record.line,
                                .field = key->name,
                                .value = value.bytes,
                                .message = "stands in the workspace, or in a row before, already",
                                .remedy = "keep one of them"};
    routes_status status = routes_faults_add(intake->faults, &fault, err);
    if (!status)
        status = refuse(intake, taken, &fault, err);
    routes_i_text_free(&value);
    return status;
}

/* The spatial index is made of boxes, a point being one too. */
static routes_status add_box(const routes_i_intake_to *to, const void *row, routes_error *err)
{
    const routes_i_sheet *sheet = to->sheet;
    if (sheet->lon) {
        double lon = routes_i_field_number(sheet->lon, row);
        double lat = routes_i_field_number(sheet->lat, row);
        return routes_i_spatial_add(to->spatial, sheet->fid, lon, lon, lat, lat, err);
    }
    routes_box box;
    routes_wkb wkb;
    wkb.bytes = routes_i_field_geometry(sheet->outline, row, &wkb.size);
    if (!wkb.bytes || !wkb.size)
        return ROUTES_OK;
    routes_status status = routes_wkb_describe(NULL, NULL, &box, wkb, err);
    if (!status)
        status = routes_i_spatial_add(to->spatial, sheet->fid, box.west, box.east, box.south,
                                      box.north, err);
    return status;
}

static routes_status write_row(routes_i_intake *intake, routes_i_taken *taken,
                               const routes_i_intake_to *to, routes_error *err)
{
    bool doubled = false;
    routes_entity entity = intake->schema->entity;
    const void *row =
        copy_row(intake, routes_i_model_row(intake->batch, entity, taken->row), intake->name);
    routes_status status = routes_i_sheet_put(&doubled, to->sheet, row, err);
    if (status)
        return status;
    if (doubled)
        return say_doubled(intake, taken, row, err);
    routes_i_table_digest_add(to->digest, intake->schema, row);
    intake->kept++;
    if (to->spatial)
        status = add_box(to, row, err);
    if (!status && routes_i_intake_needs(entity) & IN(entity))
        status = routes_i_model_add(intake->base, entity, row, err);
    return status;
}

routes_status routes_i_intake_put(routes_i_intake *intake, const routes_i_intake_to *to,
                                  routes_error *err)
{
    routes_status status = check_batch(intake, err);
    for (size_t i = 0; i < intake->size && !status; i++) {
        routes_i_taken *taken = &intake->taken[i];
        if (!taken->record.reason)
            status = write_row(intake, taken, to, err);
        if (!status && taken->record.reason) {
            status = routes_i_rejects_add(to->rejects, &taken->record, err);
            intake->rejected++;
        }
    }
    empty(intake);
    return status;
}
