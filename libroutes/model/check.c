/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/check.h"

#include "core/fault.h"
#include "core/memory.h"
#include "core/run.h"
#include "model/row_check.h"

const void *routes_i_check_at(routes_i_check *check, routes_entity entity, size_t index)
{
    const void *row = routes_i_model_row(check->model, entity, index);
    routes_i_site_at(&check->site, routes_i_schema_of(entity), row, index);
    return row;
}

void routes_i_check_no_memory(routes_i_check *check)
{
    if (!check->site.status)
        check->site.status =
            routes_i_fail(check->site.err, ROUTES_E_MEMORY, "no memory to check the model");
}

void routes_i_check_rows(routes_i_check *check)
{
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES; entity++)
        for (size_t i = 0; i < routes_model_size(check->model, entity); i++) {
            const void *row = routes_i_check_at(check, entity, i);
            routes_i_row_check(&check->site, routes_i_schema_of(entity), row, NULL);
        }
}

/* In this order, since each step uses what the ones before it found. The first looks at each row
 * by itself. */
static const struct step {
    const char *what;
    void (*run)(routes_i_check *check);
} steps[] = {
    {"rows", routes_i_check_rows},
    {"keys", routes_i_check_keys},
    {"groups", routes_i_check_groups},
    {"names", routes_i_check_names},
    {"references", routes_i_check_references},
    {"capitals", routes_i_check_capitals},
    {"lanes", routes_i_check_lanes},
    {"legs", routes_i_check_legs},
    {"shares", routes_i_check_shares},
    {"counts", routes_i_check_counts},
    {"geography", routes_i_check_geography},
    {"network", routes_i_check_network},
};

static routes_status run_steps(routes_i_check *check, size_t first, const routes_run *run)
{
    const size_t count = sizeof steps / sizeof *steps;
    for (size_t i = first; i < count && !check->site.status; i++) {
        check->site.status =
            routes_i_run_tell(run, (double)i / (double)count, steps[i].what, check->site.err);
        if (!check->site.status)
            steps[i].run(check);
    }
    return check->site.status;
}

static routes_status read_date(routes_i_check *check, const char *date)
{
    check->date = ROUTES_NO_DATE;
    if (date && !routes_i_date_read(&check->date, date))
        return routes_i_fail(check->site.err, ROUTES_E_ARGUMENT,
                             "date of the run is \"%s\", must be YYYY-MM-DD", date);
    return ROUTES_OK;
}

/* All steps from the given one on. */
static routes_status check_from(size_t first, routes_model *model, const routes_run *run,
                                routes_faults *faults, routes_error *err)
{
    routes_run known;
    if (!model || !faults)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "model and faults must not be null");
    routes_status status = routes_i_run_read(&known, run, err);
    if (status)
        return status;

    routes_i_check check = {.model = model, .site = {.faults = faults, .err = err}};
    size_t before = routes_faults_size(faults);
    status = read_date(&check, known.date);
    if (status)
        return status;
    check.resolved = routes_i_resolved_new(model);
    if (!check.resolved)
        routes_i_check_no_memory(&check);
    status = check.site.status ? check.site.status : run_steps(&check, first, &known);
    if (!status && check.site.errors)
        status = routes_i_faults_judge_since(faults, before, check.site.errors, err);

    for (int i = 0; i < ROUTES_ENTITIES; i++)
        routes_i_index_free(&check.keys[i]);
    routes_i_arena_free(&check.texts);
    routes_i_resolved_free(model->resolved);
    model->resolved = status ? NULL : check.resolved;
    if (status)
        routes_i_resolved_free(check.resolved);
    return status;
}

routes_status routes_model_check(routes_model *model, const routes_run *run, routes_faults *faults,
                                 routes_error *err)
{
    return check_from(0, model, run, faults, err);
}

routes_status routes_i_model_check_together(routes_model *model, const routes_run *run,
                                            routes_faults *faults, routes_error *err)
{
    return check_from(1, model, run, faults, err);
}
