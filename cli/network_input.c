/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The network that a command works on: of a plain table of links, or of a model. */

#include "cli.h"

#include <stdlib.h>

int cli_plain(const struct cli_call *call, routes_table **table, const char *file,
              const routes_plain_column *columns, size_t n)
{
    routes_faults *faults = NULL;
    routes_error err;
    size_t map_count;
    const char **maps = cli_values(call, "map", &map_count);
    routes_status status = routes_faults_new(&faults, 0, &err);
    if (!status)
        status = routes_plain_read(table, file, columns, n, maps, map_count, faults, &err);
    if (status == ROUTES_E_DATA)
        cli_faults(faults);
    routes_faults_free(faults);
    free(maps);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

static int plain_network(const struct cli_call *call, routes_network **network, const char *file)
{
    static const routes_plain_column link_columns[] = {
        {"from", 1}, {"to", 1},          {"id", 0},      {"length", 0},
        {"time", 0}, {"reliability", 0}, {"directed", 0}};
    static const routes_plain_column node_columns[] = {{"id", 1}};
    routes_table *links = NULL, *nodes = NULL;
    routes_error err;
    const char *node_file = cli_value(call, "nodes");
    int exit = cli_plain(call, &links, file, link_columns, 7);
    if (!exit && node_file)
        exit = cli_plain(call, &nodes, node_file, node_columns, 1);
    if (!exit) {
        routes_status status = routes_network_from_table(network, links, nodes,
                                                         cli_value(call, "directed") != NULL, &err);
        exit = status ? cli_fail(call, status, &err) : CLI_DONE;
    }
    routes_table_free(links);
    routes_table_free(nodes);
    return exit;
}

int cli_restricted(const struct cli_call *call, routes_model **model)
{
    routes_job_options options;
    struct cli_tiers tiers;
    int exit = cli_release(call, &tiers, &options);
    if (exit)
        return exit;
    if (tiers.count != 1 || tiers.tiers[0] != ROUTES_TIER_RESTRICTED)
        return cli_complain(CLI_NOT_POSSIBLE,
                            "what is found on the network of a model is restricted by kind; take "
                            "--tier restricted with --purpose and --approver");
    return cli_load(call, call->arguments[0], model);
}

static int model_network(const struct cli_call *call, routes_network **network)
{
    routes_model *model = NULL;
    routes_network_options how = ROUTES_NETWORK_OPTIONS;
    routes_error err;
    int exit = cli_restricted(call, &model);
    if (exit)
        return exit;
    how.run = &call->run;
    routes_status status = routes_network_new(network, model, &how, &err);
    routes_model_free(model);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

int cli_network(const struct cli_call *call, routes_network **network)
{
    const char *links = cli_value(call, "links");
    if (links && call->argument_count)
        return cli_complain(CLI_USAGE, "take either --links FILE or a package or workspace");
    if (links)
        return plain_network(call, network, links);
    if (call->argument_count)
        return model_network(call, network);
    return cli_complain(CLI_USAGE, "%s %s needs --links FILE, or a package or workspace",
                        call->command->noun, call->command->verb);
}

/* Adds the values of --from or --to, in the rows from `first` on. */
static routes_status add_ends(const struct cli_call *call, routes_table *ends, size_t column,
                              size_t first, routes_error *err)
{
    const char *value;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && (value = cli_value_at(call, column ? "to" : "from", i)); i++) {
        if (first + i == routes_table_rows(ends))
            status = routes_table_add_row(ends, err);
        if (!status)
            status = routes_table_set_text(ends, column, first + i, value, err);
    }
    return status;
}

int cli_ends(const struct cli_call *call, routes_table **ends)
{
    static const routes_plain_column wanted[] = {{"origin", 0}, {"destination", 0}, {"volume", 0}};
    static const routes_column columns[] = {{"origin", ROUTES_COLUMN_TEXT, NULL, NULL},
                                            {"destination", ROUTES_COLUMN_TEXT, NULL, NULL},
                                            {"volume", ROUTES_COLUMN_TEXT, NULL, NULL}};
    const char *file = cli_value(call, "od");
    routes_error err;
    routes_status status = ROUTES_OK;
    if (!file && !(cli_value(call, "from") && cli_value(call, "to")))
        return cli_complain(CLI_USAGE, "%s %s needs --from NODE and --to NODE, or --od FILE",
                            call->command->noun, call->command->verb);
    if (file) {
        int exit = cli_plain(call, ends, file, wanted, 3);
        if (exit)
            return exit;
    } else {
        status = routes_table_new(ends, "ends", columns, 3, &err);
    }
    size_t first = status ? 0 : routes_table_rows(*ends);
    for (size_t column = 0; column < 2 && !status; column++)
        status = add_ends(call, *ends, column, first, &err);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}
