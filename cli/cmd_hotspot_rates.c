/* SPDX-License-Identifier: GPL-3.0-or-later */

/* hotspot rates: rates of the user's own areas. */

#include "cli.h"

static int read_rates(struct cli_call *call, routes_hotspot_rates_options *options)
{
    const char *words[8];
    int rate = 0;
    *options = (routes_hotspot_rates_options)ROUTES_HOTSPOT_RATES_OPTIONS;
    for (int i = 0; i < 8; i++)
        words[i] = routes_hotspot_rate_text((routes_hotspot_rate)i);
    int exit = cli_word(call, "rate", words, 8, &rate);
    if (!exit)
        exit = cli_number(call, "per", 1e-15, 1e15, 0, &options->per);
    if (!exit)
        exit = cli_number(call, "level", 1e-6, 0.999999, 0, &options->level);
    if (!exit)
        exit = cli_number(call, "min-count", 0, 1e15, 0, &options->min_count);
    /* No least count at all is what the library calls one below 0. */
    if (!exit && cli_value(call, "min-count") && options->min_count == 0.0)
        options->min_count = -1.0;
    options->rate = (routes_hotspot_rate)rate;
    options->run = &call->run;
    return exit;
}

int cmd_hotspot_rates(struct cli_call *call)
{
    routes_hotspot_rates_options options;
    struct cli_hotspot input;
    routes_table *table = NULL;
    routes_error err;
    int exit = read_rates(call, &options);
    if (exit)
        return exit;
    int local = options.rate >= ROUTES_HOTSPOT_RATE_EB_LOCAL;
    exit = cli_hotspot_read(call, &input, CLI_NEEDS_VALUE | (local ? CLI_NEEDS_WEIGHTS : 0));
    if (exit)
        return exit;
    routes_status status =
        routes_answer_hotspot_rates(&table, input.areas, input.weights, &options, &err);
    exit = status ? cli_fail(call, status, &err) : cli_print_or_explain(call, table, input.areas);
    routes_table_free(table);
    cli_hotspot_free(&input);
    return exit;
}
