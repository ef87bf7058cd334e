/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/job.h"

#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/options.h"
#include "core/run.h"
#include "job/job.h"
#include "routes/date.h"
#include "routes/export.h"
#include "routes/figure.h"
#include "routes/plot.h"

#define DEFAULT_TEAMS 5

routes_status routes_i_job_options(routes_job_options *use, routes_run *run,
                                   const routes_model *model, const routes_job_options *given,
                                   routes_error *err)
{
    static const routes_tier public_only[] = {ROUTES_TIER_PUBLIC};
    int32_t day;
    routes_status status = routes_i_options_read(use, sizeof *use, given, err);
    if (!status)
        status = routes_i_run_read(run, use->run, err);
    if (status)
        return status;
    if (!model || !routes_model_is_checked(model))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "the model must have passed a check");
    if (!run->date || !routes_date_read(&day, run->date))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "the date of the run is %s%s%s, must be "
                             "YYYY-MM-DD",
                             run->date ? "\"" : "", run->date ? run->date : "missing",
                             run->date ? "\"" : "");
    use->run = run;
    if (!use->tiers || use->tier_count == 0) {
        use->tiers = public_only;
        use->tier_count = 1;
    }
    if (use->teams == 0)
        use->teams = DEFAULT_TEAMS;
    return ROUTES_OK;
}

routes_status routes_i_job_release(routes_release **out, const routes_model *model,
                                   const routes_i_answers *answers, routes_tier tier,
                                   const routes_job_options *options, routes_error *err)
{
    routes_release_options how = ROUTES_RELEASE_OPTIONS;
    how.tier = tier;
    how.date = options->run->date;
    if (tier != ROUTES_TIER_PUBLIC) {
        how.purpose = options->purpose;
        how.approver = options->approver;
    }
    return routes_release_new(out, model, (const routes_table *const *)answers->tables,
                              answers->count, &how, options->run, err);
}

/* One release of the first tier asked for, for a job that writes one thing of it. */
static routes_status release_first(routes_release **out, const routes_model *model,
                                   const routes_job_options *options, routes_error *err)
{
    routes_job_options use;
    routes_run run;
    routes_i_answers answers = {0};
    *out = NULL;
    routes_status status = routes_i_job_options(&use, &run, model, options, err);
    if (!status)
        status = routes_i_answers_make(&answers, model, use.teams, &run, err);
    if (!status)
        status = routes_i_job_release(out, model, &answers, use.tiers[0], &use, err);
    routes_i_answers_free(&answers);
    return status;
}

routes_status routes_job_export(const routes_model *model, const char *layer, const char *file,
                                const routes_job_options *options, routes_error *err)
{
    routes_release *release = NULL;
    if (!layer || !file)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "layer and file must not be null");
    routes_status status = release_first(&release, model, options, err);
    if (status)
        return status;
    const routes_layer *found = routes_release_find(release, layer);
    const char *tier = routes_tier_text(routes_release_stamp(release)->tier);
    if (!found)
        status = routes_i_fail(err, ROUTES_E_NOT_FOUND, "there is no layer \"%s\" at tier %s",
                               layer, tier);
    if (!status)
        status = routes_export_layer(release, layer, file, options->run, err);
    routes_release_free(release);
    return status;
}

routes_status routes_job_map(const routes_model *model, const char *figure, const char *file,
                             const routes_job_options *options, routes_error *err)
{
    routes_release *release = NULL;
    routes_figure wanted = ROUTES_FIGURE_LANES;
    if (!figure || !file)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "figure and file must not be null");
    bool is_curve = strcmp(figure, ROUTES_I_JOB_CURVE) == 0; /* no map, but asked for like one */
    routes_status status = is_curve ? ROUTES_OK : routes_figure_find(&wanted, figure, err);
    if (!status)
        status = release_first(&release, model, options, err);
    if (!status && is_curve && !routes_release_find(release, ROUTES_I_JOB_CURVE_LAYER))
        status = routes_i_fail(err, ROUTES_E_NOT_FOUND,
                               "the %s release holds no layer \"" ROUTES_I_JOB_CURVE_LAYER
                               "\": ask for restricted",
                               routes_tier_text(routes_release_stamp(release)->tier));
    if (!status)
        status = is_curve ? routes_plot_write(release, ROUTES_I_JOB_CURVE_LAYER, ROUTES_PLOT_TEAMS,
                                              file, options->run, err)
                          : routes_figure_write(release, wanted, file, options->run, err);
    routes_release_free(release);
    return status;
}
