/* SPDX-License-Identifier: GPL-3.0-or-later */

/* run, export and map: what leaves, through the one door. */

#include "cli.h"

#include <stdlib.h>

static int teams(const struct cli_call *call, size_t *count)
{
    const char *text = cli_value(call, "teams");
    if (!text)
        return CLI_DONE;
    char *end = NULL;
    long read = strtol(text, &end, 10);
    if (end == text || *end || read < 1 || read > 10000)
        return cli_complain(CLI_USAGE, "--teams %s: must be a whole number from 1 up", text);
    *count = (size_t)read;
    return CLI_DONE;
}

int cmd_run(struct cli_call *call)
{
    const char *out = cli_value(call, "out");
    const char *workspace = cli_value(call, "workspace");
    routes_job_options options;
    struct cli_tiers tiers;
    routes_model *model = NULL;
    routes_error err;
    if (!out)
        return cli_complain(CLI_USAGE, "run needs --out FOLDER");
    int exit = cli_release(call, &tiers, &options);
    if (!exit)
        exit = teams(call, &options.teams);
    options.ledger = cli_value(call, "ledger");
    if (!exit)
        exit = cli_load(call, call->arguments[0], &model);
    if (exit)
        return exit;
    routes_status status = ROUTES_OK;
    if (workspace)
        status = routes_workspace_write(workspace, model, &call->run, &err);
    if (!status)
        status = routes_job_run(model, out, &options, &err);
    routes_model_free(model);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

/* Loads the model and hands it on with the one tier asked for. */
static int with_model(struct cli_call *call, const char *name, const char *file,
                      routes_status (*work)(const routes_model *, const char *, const char *,
                                            const routes_job_options *, routes_error *))
{
    routes_job_options options;
    struct cli_tiers tiers;
    routes_model *model = NULL;
    routes_error err;
    int exit = cli_release(call, &tiers, &options);
    if (!exit && tiers.count > 1)
        exit = cli_complain(CLI_USAGE, "%s takes one --tier", call->command->noun);
    if (!exit)
        exit = cli_load(call, call->arguments[0], &model);
    if (exit)
        return exit;
    routes_status status = work(model, name, file, &options, &err);
    routes_model_free(model);
    /* What a tier does not hold is no fault of the input. */
    if (status == ROUTES_E_NOT_FOUND)
        return cli_complain(CLI_NOT_POSSIBLE, "%s", err.message);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

int cmd_export(struct cli_call *call)
{
    return with_model(call, call->arguments[1], call->arguments[2], routes_job_export);
}

int cmd_map(struct cli_call *call)
{
    const char *figure = cli_value(call, "figure");
    const char *out = cli_value(call, "out");
    if (!figure || !out)
        return cli_complain(CLI_USAGE, "map needs --figure NAME and --out FILE");
    return with_model(call, figure, out, routes_job_map);
}
