/* SPDX-License-Identifier: GPL-3.0-or-later */

/* hotspot rank: the user's own areas in order, and how sure it is. */

#include "cli.h"

static int read_rank(struct cli_call *call, routes_hotspot_rank_options *options)
{
    static const char *const methods[] = {"auto", "draws", "exact"};
    static const char *const samplings[] = {"counts", "none", "poisson"};
    static const char *const spreads[] = {"default", "uniform", "triangular", "pert"};
    int method = 0, sampling = 0, spread = 0;
    double draws = 0, top = 0;
    *options = (routes_hotspot_rank_options)ROUTES_HOTSPOT_RANK_OPTIONS;
    int exit = cli_word(call, "method", methods, 3, &method);
    if (!exit)
        exit = cli_word(call, "sampling", samplings, 3, &sampling);
    if (!exit)
        exit = cli_word(call, "spread", spreads, 4, &spread);
    if (!exit)
        exit = cli_number(call, "draws", 1, 1000000000, 1, &draws);
    if (!exit)
        exit = cli_number(call, "top", 1, 1000000000, 1, &top);
    if (!exit)
        exit = cli_number(call, "level", 1e-6, 0.999999, 0, &options->level);
    if (!exit)
        exit = cli_seed(call, &options->seed);
    options->method = (routes_hotspot_rank_method)method;
    options->sampling = (routes_hotspot_rank_sampling)sampling;
    options->spread = (routes_spread_kind)spread;
    options->draws = (uint32_t)draws;
    options->top = (size_t)top;
    options->run = &call->run;
    return exit;
}

int cmd_hotspot_rank(struct cli_call *call)
{
    routes_hotspot_rank_options options;
    struct cli_hotspot input;
    routes_table *table = NULL;
    routes_error err;
    int exit = read_rank(call, &options);
    if (!exit)
        exit = cli_hotspot_read(call, &input,
                                CLI_NEEDS_RANGE | (cli_value(call, "low") ? 0 : CLI_NEEDS_VALUE));
    if (exit)
        return exit;
    routes_status status = routes_answer_hotspot_rank(&table, input.areas, &options, &err);
    /* The words were judged above: what is left is an exact ranking where there is none. */
    exit = status == ROUTES_E_ARGUMENT ? cli_complain(CLI_NOT_POSSIBLE, "%s", err.message)
           : status                    ? cli_fail(call, status, &err)
                                       : cli_print_or_explain(call, table, input.areas);
    routes_table_free(table);
    cli_hotspot_free(&input);
    return exit;
}
