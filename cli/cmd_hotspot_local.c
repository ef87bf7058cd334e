/* SPDX-License-Identifier: GPL-3.0-or-later */

/* hotspot local, global: every area against its neighbours, and the map as a whole. */

#include "cli.h"

#include <stdlib.h>

/* What an option says of the test; read in the order of this list. */
static int read_words(const struct cli_call *call, routes_local_options *test)
{
    static const char *const kinds[] = {"gi_star",         "gi",    "moran",     "moran_eb",
                                        "moran_bivariate", "geary", "join_count"};
    static const char *const sides[] = {"default", "two", "greater", "less", "folded"};
    static const char *const adjusts[] = {"bh", "by", "bonferroni", "none"};
    static const char *const moments[] = {"conditional", "total"};
    static const char *const styles[] = {"default", "row", "given"};
    static const char *const divisors[] = {"n", "n-1"};
    static const char *const draws[] = {"each", "shared"};
    int kind = 0, side = 0, adjust = 0, moment = 0, style = 0;
    int exit = cli_word(call, "statistic", kinds, 7, &kind);
    if (!exit)
        exit = cli_word(call, "sided", sides, 5, &side);
    if (!exit)
        exit = cli_word(call, "adjust", adjusts, 4, &adjust);
    if (!exit)
        exit = cli_word(call, "moments", moments, 2, &moment);
    if (!exit)
        exit = cli_word(call, "style", styles, 3, &style);
    if (!exit)
        exit = cli_word(call, "divisor", divisors, 2, &test->divisor_less_one);
    if (!exit)
        exit = cli_word(call, "draws", draws, 2, &test->shared);
    test->kind = (routes_local_kind)kind;
    test->sided = (routes_sided)side;
    test->adjust = (routes_adjust_method)adjust;
    test->moments = (routes_local_moments)moment;
    test->weights = (routes_local_weights)style;
    return exit;
}

static int read_numbers(const struct cli_call *call, routes_local_options *test,
                        routes_hotspot_local_options *options)
{
    double permutations = 9999, stop = 0, areas = 20, redraws = 0;
    test->alpha = 0.05;
    options->least_share = 0.9;
    int exit = cli_number(call, "permutations", 1, 1e9, 1, &permutations);
    if (!exit)
        exit = cli_number(call, "stop", 1, 1e9, 1, &stop);
    if (!exit)
        exit = cli_number(call, "min-areas", 1, 1e9, 1, &areas);
    if (!exit)
        exit = cli_number(call, "min-cases", 0, 1e300, 0, &options->min_cases);
    if (!exit)
        exit = cli_number(call, "alpha", 1e-12, 0.5, 0, &test->alpha);
    if (!exit)
        exit = cli_number(call, "redraws", 0, 1e6, 1, &redraws);
    if (!exit)
        exit = cli_number(call, "least-share", 1e-6, 1, 0, &options->least_share);
    test->replicates = (uint32_t)permutations;
    test->stop = (uint32_t)stop;
    test->min_areas = (size_t)areas;
    options->redraws = (uint32_t)redraws;
    return exit;
}

/* What the normal curve has no use for. */
static int only_normal(const struct cli_call *call)
{
    static const char *const drawn[] = {"permutations", "stop", "draws"};
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++)
        if (cli_value(call, drawn[i]))
            return cli_complain(CLI_USAGE, "take either --normal or --%s", drawn[i]);
    return CLI_DONE;
}

static unsigned needs_of(routes_local_kind kind)
{
    unsigned needs = CLI_NEEDS_VALUE | CLI_NEEDS_WEIGHTS;
    if (kind == ROUTES_LOCAL_MORAN_EB)
        needs |= CLI_NEEDS_POPULATION;
    return kind == ROUTES_LOCAL_MORAN_BIVARIATE ? needs | CLI_NEEDS_OTHER : needs;
}

static int explain(const struct cli_call *call, const struct cli_hotspot *input,
                   const routes_hotspot_local_options *options, const char *id)
{
    char *text = NULL;
    routes_error err;
    routes_status status =
        routes_explain_hotspot_local(&text, input->areas, input->weights, options, id, &err);
    return status ? cli_fail(call, status, &err) : cli_tell(call, id, text);
}

int cmd_hotspot_local(struct cli_call *call)
{
    struct cli_hotspot input;
    routes_local_options test = ROUTES_LOCAL_OPTIONS;
    routes_hotspot_local_options options = ROUTES_HOTSPOT_LOCAL_OPTIONS;
    routes_table *table = NULL;
    routes_error err;
    const char *id = cli_value(call, "explain");
    test.normal = cli_value(call, "normal") != NULL;
    int exit = read_words(call, &test);
    if (!exit)
        exit = read_numbers(call, &test, &options);
    if (!exit)
        exit = cli_seed(call, &test.seed);
    if (!exit && test.normal)
        exit = only_normal(call);
    if (!exit)
        exit = cli_hotspot_read(call, &input, needs_of(test.kind));
    if (exit)
        return exit;
    test.run = &call->run;
    options.test = &test;
    if (id) {
        exit = explain(call, &input, &options, id);
    } else {
        routes_status status =
            routes_answer_hotspot_local(&table, input.areas, input.weights, &options, &err);
        exit = status ? cli_fail(call, status, &err) : cli_print(call, table);
    }
    routes_table_free(table);
    cli_hotspot_free(&input);
    return exit;
}

int cmd_hotspot_global(struct cli_call *call)
{
    static const char *const kinds[] = {"moran", "moran_eb", "geary", "general_g", "join_count"};
    static const char *const assumptions[] = {"randomisation", "normality"};
    static const char *const styles[] = {"default", "row", "given"};
    struct cli_hotspot input;
    routes_global_options options = ROUTES_GLOBAL_OPTIONS;
    routes_table *table = NULL;
    routes_error err;
    double permutations = 0, areas = 20;
    int kind = 0, assumption = 0, style = 0;
    int exit = cli_word(call, "statistic", kinds, 5, &kind);
    if (!exit)
        exit = cli_word(call, "assumption", assumptions, 2, &assumption);
    if (!exit)
        exit = cli_word(call, "style", styles, 3, &style);
    if (!exit)
        exit = cli_number(call, "permutations", 1, 1e9, 1, &permutations);
    if (!exit)
        exit = cli_number(call, "min-areas", 1, 1e9, 1, &areas);
    if (!exit)
        exit = cli_seed(call, &options.seed);
    options.kind = (routes_global_kind)kind;
    options.assumption = (routes_global_assumption)assumption;
    options.weights = (routes_global_weights)style;
    options.replicates = (uint32_t)permutations;
    options.min_areas = (size_t)areas;
    options.run = &call->run;
    unsigned needs = CLI_NEEDS_VALUE | CLI_NEEDS_WEIGHTS;
    if (!exit)
        exit = cli_hotspot_read(
            call, &input,
            options.kind == ROUTES_GLOBAL_MORAN_EB ? needs | CLI_NEEDS_POPULATION : needs);
    if (exit)
        return exit;
    routes_status status =
        routes_answer_hotspot_global(&table, input.areas, input.weights, &options, &err);
    exit = status ? cli_fail(call, status, &err) : cli_print(call, table);
    routes_table_free(table);
    cli_hotspot_free(&input);
    return exit;
}
