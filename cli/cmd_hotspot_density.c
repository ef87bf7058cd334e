/* SPDX-License-Identifier: GPL-3.0-or-later */

/* hotspot density: events along the links of a plain table, or of the network of a model. */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

static int read_options(struct cli_call *call, double *bandwidth_m,
                        routes_hotspot_density_options *options)
{
    static const char *const methods[] = {"discontinuous", "continuous", "simple"};
    static const char *const kernels[] = {"quartic", "epanechnikov", "triangular", "uniform",
                                          "gaussian"};
    static const char *const ends[] = {"keep", "lose"};
    int method = 0, kernel = 0;
    *options = (routes_hotspot_density_options)ROUTES_HOTSPOT_DENSITY_OPTIONS;
    int exit = cli_length(call, "bandwidth", bandwidth_m);
    if (!exit && *bandwidth_m == 0.0)
        exit = cli_complain(CLI_USAGE, "hotspot density needs --bandwidth LENGTH");
    if (!exit)
        exit = cli_length(call, "spacing", &options->spacing_m);
    if (!exit)
        exit = cli_word(call, "method", methods, 3, &method);
    if (!exit)
        exit = cli_word(call, "kernel", kernels, 5, &kernel);
    if (!exit)
        exit = cli_word(call, "dead-ends", ends, 2, &options->ends_lose);
    options->method = (routes_density_method)method;
    options->shape = (routes_density_shape)kernel;
    options->run = &call->run;
    return exit;
}

int cmd_hotspot_density(struct cli_call *call)
{
    static const routes_plain_column columns[] = {{"link", 0}, {"offset_m", 0}, {"node", 0},
                                                  {"lon", 0},  {"lat", 0},      {"weight", 0}};
    const char *file = cli_value(call, "events");
    routes_hotspot_density_options options;
    routes_network *network = NULL;
    routes_table *events = NULL, *table = NULL;
    routes_error err;
    double bandwidth_m = 0.0;
    int exit = file ? read_options(call, &bandwidth_m, &options)
                    : cli_complain(CLI_USAGE, "hotspot density needs --events FILE");
    if (!exit)
        exit = cli_network(call, &network);
    if (!exit)
        exit = cli_plain(call, &events, file, columns, 6);
    if (!exit) {
        routes_status status =
            routes_answer_hotspot_density(&table, network, events, bandwidth_m, &options, &err);
        /* Lengths were judged above: what is left is too many ways to follow. */
        exit = status == ROUTES_E_ARGUMENT ? cli_complain(CLI_NOT_POSSIBLE, "%s", err.message)
               : status                    ? cli_fail(call, status, &err)
                                           : cli_print(call, table);
    }
    routes_table_free(table);
    routes_table_free(events);
    routes_network_free(network);
    return exit;
}
