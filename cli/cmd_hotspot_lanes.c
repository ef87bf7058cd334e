/* SPDX-License-Identifier: GPL-3.0-or-later */

/* hotspot nodes, lanes: of a model, restricted by kind. */

#include "cli.h"

#include <stdlib.h>

/* A whole number from 1 up; 0, the default, where the option is not given. */
static int count_of(const struct cli_call *call, const char *option, unsigned long *count)
{
    double number = 0.0;
    int exit = cli_number(call, option, 1, 1e9, 1, &number);
    *count = (unsigned long)number;
    return exit;
}

static int finish(const struct cli_call *call, routes_status status, const routes_error *err,
                  routes_table *table, struct cli_laid *laid)
{
    int exit = status ? cli_fail(call, status, err) : cli_print_or_explain(call, table, NULL);
    routes_table_free(table);
    cli_laid_free(laid);
    return exit;
}

int cmd_hotspot_nodes(struct cli_call *call)
{
    routes_hotspot_nodes_options options = ROUTES_HOTSPOT_NODES_OPTIONS;
    unsigned long top = 0, draws = 0, nodes = 0, lanes = 0;
    struct cli_laid laid = {0};
    routes_table *table = NULL;
    routes_error err;
    int exit = count_of(call, "top", &top);
    if (!exit)
        exit = count_of(call, "draws", &draws);
    if (!exit)
        exit = count_of(call, "min-nodes", &nodes);
    if (!exit)
        exit = count_of(call, "min-lanes", &lanes);
    if (!exit)
        exit = cli_seed(call, &options.seed);
    if (!exit)
        exit = cli_unit(call, &options.unit);
    if (!exit)
        exit = cli_lay(call, &laid);
    if (exit) {
        cli_laid_free(&laid);
        return exit;
    }
    options.quantity = cli_value(call, "quantity");
    options.top = top;
    options.draws = (uint32_t)draws;
    options.min_nodes = nodes;
    options.min_lanes = lanes;
    options.run = &call->run;
    routes_status status =
        routes_answer_hotspots_nodes(&table, laid.model, laid.network, laid.laying, &options, &err);
    return finish(call, status, &err, table, &laid);
}

static int read_words(const struct cli_call *call, routes_hotspot_lanes_options *options)
{
    static const char *const neighbours[] = {"ends", "links"};
    static const char *const statistics[] = {"gi_star", "moran"};
    int by = 0, statistic = 0;
    int exit = cli_word(call, "neighbours", neighbours, 2, &by);
    if (!exit)
        exit = cli_word(call, "statistic", statistics, 2, &statistic);
    options->neighbours = by ? ROUTES_LANE_NEIGHBOURS_LINKS : ROUTES_LANE_NEIGHBOURS_ENDS;
    options->statistic = statistic ? ROUTES_LOCAL_MORAN : ROUTES_LOCAL_GI_STAR;
    return exit;
}

int cmd_hotspot_lanes(struct cli_call *call)
{
    routes_hotspot_lanes_options options = ROUTES_HOTSPOT_LANES_OPTIONS;
    unsigned long permutations = 0, draws = 0, lanes = 0, cases = 0;
    struct cli_laid laid = {0};
    routes_table *table = NULL;
    routes_error err;
    int exit = read_words(call, &options);
    if (!exit)
        exit = count_of(call, "permutations", &permutations);
    if (!exit)
        exit = count_of(call, "draws", &draws);
    if (!exit)
        exit = count_of(call, "min-lanes", &lanes);
    if (!exit)
        exit = count_of(call, "min-cases", &cases);
    if (!exit)
        exit = cli_seed(call, &options.seed);
    if (!exit)
        exit = cli_lay(call, &laid);
    if (exit) {
        cli_laid_free(&laid);
        return exit;
    }
    options.quantity = cli_value(call, "quantity");
    options.replicates = (uint32_t)permutations;
    options.draws = (uint32_t)draws;
    options.min_lanes = lanes;
    options.min_cases = (double)cases;
    options.run = &call->run;
    routes_status status =
        routes_answer_hotspots_lanes(&table, laid.model, laid.network, laid.laying, &options, &err);
    return finish(call, status, &err, table, &laid);
}
