/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole job on one page: answers once; then, a tier at a time, release, layers, figures, page
 * and brief into a folder of its own, which takes the place of the former one when it is whole. */

#include "routes/job.h"

#include <string.h>

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "job/answers.h"
#include "job/job.h"
#include "routes/export.h"
#include "routes/ledger.h"

static routes_status write_text(const char *folder, const char *name, const char *text,
                                routes_error *err)
{
    char *path = routes_i_path_join(folder, name);
    routes_status status = path ? routes_i_file_write(path, text, strlen(text), err)
                                : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    routes_i_free(path);
    return status;
}

static routes_status write_records(const char *folder, const routes_release *release,
                                   routes_error *err)
{
    char *provenance = NULL, *record = NULL;
    routes_status status = routes_release_provenance(&provenance, release, err);
    if (!status)
        status = write_text(folder, "provenance.json", provenance, err);
    if (!status)
        status = routes_release_json(&record, release, err);
    if (!status)
        status = write_text(folder, "release.json", record, err);
    routes_text_free(provenance);
    routes_text_free(record);
    return status;
}

/* All that one tier's folder holds. */
static routes_status fill(const char *folder, const routes_release *release, const routes_run *run,
                          routes_error *err)
{
    routes_status status = routes_export_release(release, folder, run, err);
    return status ? status : write_records(folder, release, err);
}

static routes_status write_ledger(const char *out, const routes_release *release,
                                  const routes_job_options *options, routes_error *err)
{
    char *folder = routes_i_path_join(out, ".ledger");
    char *path = folder ? routes_i_path_join(folder, "releases.jsonl") : NULL;
    routes_status status =
        path ? ROUTES_OK : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    if (!status && !options->ledger)
        status = routes_i_folder_make(folder, err);
    if (!status)
        status = routes_ledger_append(NULL, options->ledger ? options->ledger : path, release, NULL,
                                      err);
    routes_i_free(folder);
    routes_i_free(path);
    return status;
}

/* Fills the folder beside its target; the release is logged before it becomes visible, so that
 * nothing is out that the ledger does not know. */
static routes_status fill_and_swap(const char *made, const char *target, const char *out,
                                   const routes_release *release, const routes_job_options *options,
                                   routes_error *err)
{
    int lock = -1;
    routes_status status = routes_i_folder_claim(&lock, made, err);
    if (status)
        return status;
    status = fill(made, release, options->run, err);
    if (!status)
        status = routes_i_folder_flush(made, err);
    if (!status)
        status = write_ledger(out, release, options, err);
    if (!status)
        status = routes_i_folder_swap(made, target, err);
    /* The first failure is the one to tell; what is left of the folder goes. */
    if (status && routes_i_folder_remove(made, NULL))
        routes_i_run_log(options->run, ROUTES_LOG_WARNING, "%s could not be removed", made);
    routes_i_folder_unlock(lock);
    return status;
}

static routes_status write_tier(const char *out, const routes_release *release,
                                const routes_job_options *options, routes_error *err)
{
    const char *name = routes_tier_text(routes_release_stamp(release)->tier);
    char *target = routes_i_path_join(out, name);
    char *made = target ? routes_i_path_beside(target, ".", ".part") : NULL;
    routes_status status = made ? fill_and_swap(made, target, out, release, options, err)
                                : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    routes_i_free(made);
    routes_i_free(target);
    return status;
}

static routes_status do_tier(const routes_model *model, const routes_i_answers *answers,
                             const char *out, routes_tier tier, const routes_job_options *options,
                             routes_error *err)
{
    routes_release *release = NULL;
    routes_status status = routes_i_job_release(&release, model, answers, tier, options, err);
    if (!status)
        status = write_tier(out, release, options, err);
    routes_release_free(release);
    return status;
}

routes_status routes_job_run(const routes_model *model, const char *out,
                             const routes_job_options *options, routes_error *err)
{
    routes_job_options use;
    routes_run run;
    routes_i_answers answers = {0};
    routes_status status = routes_i_job_options(&use, &run, model, options, err);
    if (!status && !out)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    if (!status)
        status = routes_i_folder_make(out, err);
    if (!status)
        status = routes_i_answers_make(&answers, model, use.teams, &run, err);
    for (size_t i = 0; i < use.tier_count && !status; i++)
        status = do_tier(model, &answers, out, use.tiers[i], &use, err);
    routes_i_answers_free(&answers);
    return status;
}
