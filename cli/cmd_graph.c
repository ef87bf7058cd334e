/* SPDX-License-Identifier: GPL-3.0-or-later */

/* graph path, articulation, bridges: on a plain table of links, or on the network of a model. */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* The values of a repeated option as an array, to be freed; null when there are none. */
static const char **values_of(const struct cli_call *call, const char *name, size_t *count)
{
    const char **values = calloc(call->given_count + 1, sizeof *values);
    *count = 0;
    while (values && (values[*count] = cli_value_at(call, name, *count)))
        ++*count;
    return values;
}

static int read_plain(const struct cli_call *call, routes_table **table, const char *file,
                      const routes_plain_column *columns, size_t n)
{
    routes_faults *faults = NULL;
    routes_error err;
    size_t map_count;
    const char **maps = values_of(call, "map", &map_count);
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
    int exit = read_plain(call, &links, file, link_columns, 7);
    if (!exit && node_file)
        exit = read_plain(call, &nodes, node_file, node_columns, 1);
    if (!exit) {
        routes_status status = routes_network_from_table(network, links, nodes,
                                                         cli_value(call, "directed") != NULL, &err);
        exit = status ? cli_fail(call, status, &err) : CLI_DONE;
    }
    routes_table_free(links);
    routes_table_free(nodes);
    return exit;
}

/* What a model says of its network is restricted by kind. */
static int model_network(const struct cli_call *call, routes_network **network, const char *path)
{
    routes_job_options options;
    struct cli_tiers tiers;
    routes_model *model = NULL;
    routes_network_options how = ROUTES_NETWORK_OPTIONS;
    routes_error err;
    int exit = cli_release(call, &tiers, &options);
    if (exit)
        return exit;
    if (tiers.count != 1 || tiers.tiers[0] != ROUTES_TIER_RESTRICTED)
        return cli_complain(CLI_NOT_POSSIBLE,
                            "chokepoints of a model are restricted by kind; take --tier restricted "
                            "with --purpose and --approver");
    exit = cli_load(call, path, &model);
    if (exit)
        return exit;
    how.run = &call->run;
    routes_status status = routes_network_new(network, model, &how, &err);
    routes_model_free(model);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

static int make_network(const struct cli_call *call, routes_network **network)
{
    const char *links = cli_value(call, "links");
    if (links && call->argument_count)
        return cli_complain(CLI_USAGE, "take either --links FILE or a package or workspace");
    if (links)
        return plain_network(call, network, links);
    if (call->argument_count)
        return model_network(call, network, call->arguments[0]);
    return cli_complain(CLI_USAGE, "graph needs --links FILE, or a package or workspace");
}

/* A node or a way that is not there is an answer, not a fault of the input. */
static int finish(const struct cli_call *call, routes_status status, const routes_error *err,
                  routes_table *table, routes_network *network)
{
    int exit = status == ROUTES_E_NOT_FOUND ? cli_complain(CLI_NOT_POSSIBLE, "%s", err->message)
               : status                     ? cli_fail(call, status, err)
                                            : cli_print(call, table);
    routes_table_free(table);
    routes_network_free(network);
    return exit;
}

int cmd_graph_path(struct cli_call *call)
{
    const char *from = cli_value(call, "from");
    const char *by = cli_value(call, "by");
    routes_path_kind kind = ROUTES_PATH_LENGTH;
    routes_network *network = NULL;
    routes_table *table = NULL;
    routes_error err;
    if (!from)
        return cli_complain(CLI_USAGE, "graph path needs --from NODE");
    if (by && strcmp(by, "time") == 0)
        kind = ROUTES_PATH_TIME;
    else if (by && strcmp(by, "length") != 0)
        return cli_complain(CLI_USAGE, "--by %s is not known; take length or time", by);
    if (cli_value(call, "reliable"))
        kind = ROUTES_PATH_RELIABILITY;
    int exit = make_network(call, &network);
    if (exit)
        return exit;
    routes_status status =
        routes_answer_path(&table, network, from, cli_value(call, "to"), kind, &call->run, &err);
    return finish(call, status, &err, table, network);
}

/* Cut nodes or bridges, with the volumes of --od. */
static int structure(struct cli_call *call,
                     routes_status (*answer)(routes_table **, const routes_network *,
                                             const routes_table *, const routes_run *,
                                             routes_error *))
{
    static const routes_plain_column columns[] = {{"origin", 1}, {"destination", 1}, {"volume", 0}};
    routes_network *network = NULL;
    routes_table *od = NULL, *table = NULL;
    routes_error err;
    const char *od_file = cli_value(call, "od");
    int exit = make_network(call, &network);
    if (!exit && od_file)
        exit = read_plain(call, &od, od_file, columns, 3);
    if (exit) {
        routes_network_free(network);
        return exit;
    }
    routes_status status = answer(&table, network, od, &call->run, &err);
    routes_table_free(od);
    return finish(call, status, &err, table, network);
}

int cmd_graph_articulation(struct cli_call *call)
{
    return structure(call, routes_answer_articulation);
}

int cmd_graph_bridges(struct cli_call *call)
{
    return structure(call, routes_answer_bridges);
}
