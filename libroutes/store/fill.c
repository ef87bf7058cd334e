/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/fill.h"

#include <string.h>

#include "core/fault.h"
#include "core/memory.h"
#include "core/run.h"
#include "model/model.h"

/* Beyond so many rows with faults nobody reads what their names would have meant. */
#define MOST_TOLD 1000

/* Rows between two words to the caller. */
#define TELL_STEP 1024

static size_t errors_of(const routes_faults *faults)
{
    return routes_faults_count(faults, ROUTES_SEVERITY_ERROR);
}

routes_status routes_i_fill_begin(routes_i_fill *fill, const routes_run *run, routes_faults *faults,
                                  routes_error *err)
{
    *fill = (routes_i_fill){.faults = faults,
                            .run = run,
                            .faults_before = routes_faults_size(faults),
                            .errors_before = errors_of(faults)};
    return routes_model_new(&fill->model, err);
}

routes_status routes_i_fill_fault(routes_i_fill *fill, const routes_fault *where, const char *what,
                                  routes_error *err)
{
    fill->is_partial = true;
    return routes_i_fault(fill->faults, where, err, "%s", what);
}

static routes_status tell(routes_i_fill *fill, routes_entity entity, size_t row, routes_error *err)
{
    if (fill->told_count == fill->told_capacity) {
        size_t capacity = fill->told_capacity ? fill->told_capacity * 2 : 16;
        routes_i_told *grown = routes_i_realloc(fill->told, capacity, sizeof *grown);
        if (!grown)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the rows with faults");
        fill->told = grown;
        fill->told_capacity = capacity;
    }
    const routes_origin *origin = routes_i_row_origin(routes_i_model_row(fill->model, entity, row));
    fill->told[fill->told_count++] = (routes_i_told){origin->file, origin->row};
    return ROUTES_OK;
}

static routes_status take(routes_i_fill *fill, routes_entity entity, const routes_i_fed *fed,
                          routes_error *err)
{
    if (!fed->row) {
        fill->is_partial = true;
        return ROUTES_OK;
    }
    routes_status status = routes_i_model_add(fill->model, entity, fed->row, err);
    if (!status && !fed->good)
        status = tell(fill, entity, routes_model_size(fill->model, entity) - 1, err);
    return status;
}

static routes_status take_all(routes_i_fill *fill, routes_i_feed *feed, routes_entity entity,
                              routes_error *err)
{
    routes_status status = ROUTES_OK;
    bool over = false;
    for (size_t i = 0; !status && !over; i++) {
        routes_i_fed fed;
        status = routes_i_feed_next(&fed, &over, feed, err);
        if (!status && !over)
            status = take(fill, entity, &fed, err);
        if (!status && i % TELL_STEP == 0)
            status = routes_i_run_tell(fill->run, routes_i_feed_done(feed),
                                       routes_entity_text(entity), err);
    }
    return status;
}

routes_status routes_i_fill_table(routes_i_fill *fill, const routes_i_feed_from *from,
                                  routes_error *err)
{
    size_t before = errors_of(fill->faults);
    routes_i_feed *feed = NULL;
    routes_error why = {ROUTES_OK, ""};
    routes_status status = routes_i_feed_open(&feed, from, fill->faults, &why);
    if (!status)
        status = take_all(fill, feed, from->entity, &why);
    routes_i_feed_close(feed);
    if (status == ROUTES_E_DATA) {
        const routes_fault where = {.file = from->name ? from->name : from->path};
        fill->is_partial = true;
        return errors_of(fill->faults) > before
                   ? ROUTES_OK
                   : routes_i_fill_fault(fill, &where, why.message, err);
    }
    if (status && err)
        *err = why;
    return status;
}

static bool is_told(const routes_i_fill *fill, const routes_fault *fault)
{
    for (size_t i = 0; i < fill->told_count; i++)
        if (fill->told[i].row == fault->row && fill->told[i].file && fault->file &&
            strcmp(fill->told[i].file, fault->file) == 0)
            return true;
    return false;
}

/* The check's faults, but for those in rows that have been told of. */
static routes_status check_the_rest(routes_i_fill *fill, routes_error *err)
{
    routes_faults *found = NULL;
    routes_error ignored;
    routes_status status = routes_faults_new(&found, fill->told_count * 20 + 1000, err);
    if (status)
        return status;
    status = routes_i_model_check_together(fill->model, fill->run, found, &ignored);
    if (status && status != ROUTES_E_DATA && err)
        *err = ignored;
    if (status == ROUTES_E_DATA)
        status = ROUTES_OK;
    for (size_t i = 0; i < routes_faults_size(found) && !status; i++)
        if (!is_told(fill, routes_faults_at(found, i)))
            status = routes_faults_add(fill->faults, routes_faults_at(found, i), err);
    routes_faults_free(found);
    return status;
}

static routes_status say_unchecked(routes_i_fill *fill, routes_error *err)
{
    const routes_fault note = {.severity = ROUTES_SEVERITY_NOTE,
                               .remedy = "mend what is told and check again"};
    return routes_i_fault(fill->faults, &note, err,
                          "names and references are not checked yet: rows are missing");
}

routes_status routes_i_fill_judge(const routes_i_fill *fill, routes_error *err)
{
    return routes_i_faults_judge_since(fill->faults, fill->faults_before,
                                       errors_of(fill->faults) - fill->errors_before, err);
}

routes_status routes_i_fill_check(routes_i_fill *fill, routes_error *err)
{
    routes_status status;
    if (fill->is_partial || fill->told_count > MOST_TOLD)
        status = say_unchecked(fill, err);
    else if (fill->told_count)
        status = check_the_rest(fill, err);
    else
        status = routes_i_model_check_together(fill->model, fill->run, fill->faults, err);
    return status ? status : routes_i_fill_judge(fill, err);
}

routes_model *routes_i_fill_model(routes_i_fill *fill)
{
    routes_model *model = fill->model;
    fill->model = NULL;
    return model;
}

void routes_i_fill_end(routes_i_fill *fill)
{
    routes_model_free(fill->model);
    routes_i_free(fill->told);
    *fill = (routes_i_fill){.model = NULL};
}
