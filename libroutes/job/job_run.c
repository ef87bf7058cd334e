/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole job on one page: answers once; then, a tier at a time, release, layers, figures, page
 * and brief into a folder of its own, which takes the place of the former one when it is whole. */

#include "routes/job.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "job/answers.h"
#include "job/job.h"
#include "routes/brief.h"
#include "routes/export.h"
#include "routes/figure.h"
#include "routes/plot.h"
#include "routes/ledger.h"
#include "routes/webpage.h"

static routes_status write_ledger(const char *out, const routes_release *release,
                                  const routes_job_options *options, routes_error *err)
{
    char *folder = routes_i_path_join(out, ".ledger");
    char *path = folder ? routes_i_path_join(folder, "releases.jsonl") : NULL;
    size_t made = 0;
    routes_status status =
        path ? ROUTES_OK : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    if (!status && !options->ledger)
        status = routes_i_folder_make_new(&made, folder, err);
    if (!status)
        status = routes_ledger_append(NULL, options->ledger ? options->ledger : path, release, NULL,
                                      err);
    if (status)
        routes_i_folder_unmake(folder, made);
    routes_i_free(folder);
    routes_i_free(path);
    return status;
}

/* What more teams would find, where the release says so. */
static routes_status write_curve(const char *figures, const routes_release *release,
                                 const routes_run *run, routes_error *err)
{
    static const char *const names[] = {ROUTES_I_JOB_CURVE ".svg", ROUTES_I_JOB_CURVE ".pdf",
                                        ROUTES_I_JOB_CURVE ".png"};
    routes_status status = ROUTES_OK;
    if (!routes_release_find(release, ROUTES_I_JOB_CURVE_LAYER))
        return ROUTES_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names && !status; i++) {
        char *path = routes_i_path_join(figures, names[i]);
        status = path ? routes_plot_write(release, ROUTES_I_JOB_CURVE_LAYER, ROUTES_PLOT_TEAMS,
                                          path, run, err)
                      : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
        routes_i_free(path);
    }
    return status;
}

static routes_status write_figures(const char *folder, const routes_release *release,
                                   const routes_run *run, routes_error *err)
{
    char *figures = routes_i_path_join(folder, "figures");
    routes_status status = figures ? routes_figure_write_all(release, figures, run, err)
                                   : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    if (!status)
        status = write_curve(figures, release, run, err);
    routes_i_free(figures);
    return status;
}

static routes_status write_page(const char *folder, const routes_release *release,
                                const routes_run *run, routes_error *err)
{
    char *path = routes_i_path_join(folder, "map.html");
    routes_status status = path ? routes_webpage_write(release, path, run, err)
                                : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    routes_i_free(path);
    return status;
}

/* All that one tier's folder holds; the release is logged before it becomes visible, so that
 * nothing is out that the ledger does not know. */
static routes_status fill(routes_export *work, const char *out, const routes_release *release,
                          const routes_job_options *options, routes_error *err)
{
    const char *folder = routes_export_folder(work);
    routes_status status = routes_export_release(work, release, options->run, err);
    if (!status)
        status = write_figures(folder, release, options->run, err);
    if (!status)
        status = write_page(folder, release, options->run, err);
    if (!status)
        status = routes_brief_write(release, folder, options->run, err);
    if (!status)
        status = write_ledger(out, release, options, err);
    return status ? status : routes_export_finish(work, err);
}

static routes_status write_tier(const char *out, const routes_release *release,
                                const routes_job_options *options, routes_error *err)
{
    const char *name = routes_tier_text(routes_release_stamp(release)->tier);
    routes_export *work = NULL;
    char *target = routes_i_path_join(out, name);
    routes_status status = target ? routes_export_new(&work, target, err)
                                  : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    if (!status)
        status = fill(work, out, release, options, err);
    routes_export_free(work);
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
    size_t made = 0;
    routes_status status = routes_i_job_options(&use, &run, model, options, err);
    if (!status && !out)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    if (!status)
        status = routes_i_folder_make_new(&made, out, err);
    if (!status)
        status = routes_i_answers_make(&answers, model, use.teams, &run, err);
    for (size_t i = 0; i < use.tier_count && !status; i++)
        status = do_tier(model, &answers, out, use.tiers[i], &use, err);
    routes_i_answers_free(&answers);
    if (status)
        routes_i_folder_unmake(out, made);
    return status;
}
