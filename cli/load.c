/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli.h"

#include <string.h>

int cli_load(const struct cli_call *call, const char *path, routes_model **model)
{
    routes_faults *faults = NULL;
    routes_error err;
    int exit = cli_proj_ready(call);
    if (exit)
        return exit;
    routes_status status = routes_faults_new(&faults, 0, &err);
    if (!status)
        status = routes_workspace_is(path)
                     ? routes_workspace_read(model, path, &call->run, faults, &err)
                     : routes_package_read(model, path, &call->run, faults, &err);
    if (status == ROUTES_E_DATA && routes_faults_size(faults))
        cli_faults(faults);
    routes_faults_free(faults);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

static int tier_of(const char *word, routes_tier *tier)
{
    static const char *const words[] = {"public", "partner", "restricted"};
    for (int i = 0; i < 3; i++)
        if (strcmp(word, words[i]) == 0) {
            *tier = (routes_tier)i;
            return CLI_DONE;
        }
    const char *nearest = cli_nearest(word, words, 3);
    return cli_complain(CLI_USAGE,
                        "--tier %s is not known; %s%s%stake public, partner or restricted", word,
                        nearest ? "nearest is " : "", nearest ? nearest : "", nearest ? "; " : "");
}

int cli_release(const struct cli_call *call, struct cli_tiers *tiers, routes_job_options *options)
{
    const char *word;
    *options = (routes_job_options)ROUTES_JOB_OPTIONS;
    tiers->count = 0;
    for (size_t i = 0; (word = cli_value_at(call, "tier", i)); i++) {
        routes_tier tier = ROUTES_TIER_PUBLIC;
        int exit = tier_of(word, &tier);
        if (exit)
            return exit;
        int known = 0;
        for (size_t k = 0; k < tiers->count; k++)
            known = known || tiers->tiers[k] == tier;
        if (!known)
            tiers->tiers[tiers->count++] = tier;
    }
    options->purpose = cli_value(call, "purpose");
    options->approver = cli_value(call, "approver");
    for (size_t k = 0; k < tiers->count; k++)
        if (tiers->tiers[k] != ROUTES_TIER_PUBLIC && (!options->purpose || !options->approver))
            return cli_complain(CLI_USAGE, "--tier %s needs --purpose TEXT and --approver CODE",
                                routes_tier_text(tiers->tiers[k]));
    options->tiers = tiers->tiers;
    options->tier_count = tiers->count;
    options->run = &call->run;
    return CLI_DONE;
}
