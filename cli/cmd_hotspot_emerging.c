/* SPDX-License-Identifier: GPL-3.0-or-later */

/* hotspot emerging: the user's own areas over time. */

#include "cli.h"

static int read_numbers(struct cli_call *call, routes_emerging_options *how)
{
    double lags = 1, replicates = 0, areas = 0, periods = 0;
    int exit = cli_number(call, "lags", 0, 1000, 1, &lags);
    if (!exit)
        exit = cli_number(call, "permutations", 1, 1000000000, 1, &replicates);
    if (!exit)
        exit = cli_number(call, "min-areas", 1, 1000000000, 1, &areas);
    if (!exit)
        exit = cli_number(call, "min-periods", 2, 1000000, 1, &periods);
    if (!exit)
        exit = cli_number(call, "min-cases", 0, 1e15, 0, &how->min_cases);
    if (!exit)
        exit = cli_number(call, "alpha", 1e-12, 0.999999, 0, &how->alpha);
    if (!exit)
        exit = cli_number(call, "trend-alpha", 1e-12, 0.999999, 0, &how->trend_alpha);
    if (!exit)
        exit = cli_seed(call, &how->seed);
    how->lags = lags > 0 ? (int)lags : -1;
    how->replicates = (uint32_t)replicates;
    how->min_areas = (size_t)areas;
    how->min_periods = (size_t)periods;
    if (cli_value(call, "min-cases") && how->min_cases == 0.0)
        how->min_cases = -1.0;
    return exit;
}

static int read_emerging(struct cli_call *call, routes_emerging_options *how,
                         routes_hotspot_emerging_options *options)
{
    static const char *const periods[] = {"given", "year", "quarter", "month"};
    static const char *const absents[] = {"unknown", "zero"};
    static const char *const classes[] = {"arcgis", "sfdep"};
    static const char *const windows[] = {"cube", "periods"};
    static const char *const inferences[] = {"permutation", "normal"};
    static const char *const adjusts[] = {"bh", "none"};
    int period = 0, kind = 0, window = 0, inference = 0;
    *how = (routes_emerging_options)ROUTES_EMERGING_OPTIONS;
    *options = (routes_hotspot_emerging_options)ROUTES_HOTSPOT_EMERGING_OPTIONS;
    int exit = cli_word(call, "period", periods, 4, &period);
    if (!exit)
        exit = cli_word(call, "absent", absents, 2, &options->absent_is_zero);
    if (!exit)
        exit = cli_word(call, "classes", classes, 2, &kind);
    if (!exit)
        exit = cli_word(call, "window", windows, 2, &window);
    if (!exit)
        exit = cli_word(call, "inference", inferences, 2, &inference);
    if (!exit)
        exit = cli_word(call, "adjust", adjusts, 2, &how->unadjusted);
    if (!exit)
        exit = cli_length(call, "hexagons", &options->hexagon_m);
    if (!exit)
        exit = read_numbers(call, how);
    how->kind = (routes_emerging_kind)kind;
    how->window = (routes_emerging_window)window;
    how->inference = (routes_emerging_inference)inference;
    how->run = &call->run;
    options->how = how;
    options->period = (routes_hotspot_period)period;
    return exit;
}

int cmd_hotspot_emerging(struct cli_call *call)
{
    routes_emerging_options how;
    routes_hotspot_emerging_options options;
    struct cli_hotspot input;
    routes_table *table = NULL;
    routes_error err;
    int exit = read_emerging(call, &how, &options);
    int points = options.hexagon_m > 0.0;
    if (!exit && points && cli_value(call, "weights"))
        exit = cli_complain(CLI_USAGE, "--hexagons make their own neighbours: leave --weights out");
    if (!exit)
        exit = cli_hotspot_read(call, &input,
                                CLI_NEEDS_TIME | (points ? CLI_NEEDS_POINTS | CLI_NEEDS_PLACE
                                                         : CLI_NEEDS_VALUE | CLI_NEEDS_WEIGHTS));
    if (exit)
        return exit;
    routes_status status =
        routes_answer_hotspot_emerging(&table, input.areas, NULL, input.weights, &options, &err);
    exit = status ? cli_fail(call, status, &err) : cli_print_or_explain(call, table, input.areas);
    routes_table_free(table);
    cli_hotspot_free(&input);
    return exit;
}
