/* SPDX-License-Identifier: GPL-3.0-or-later */

/* graph path, betweenness, articulation, bridges: on a plain table of links, or on the network of a
 * model. */

#include "cli.h"

#include <string.h>

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
    int exit = cli_network(call, &network);
    if (exit)
        return exit;
    routes_status status =
        routes_answer_path(&table, network, from, cli_value(call, "to"), kind, &call->run, &err);
    return finish(call, status, &err, table, network);
}

/* The network, and the demands of --od where it is given; both null after a failure. */
static int read_input(struct cli_call *call, routes_network **network, routes_table **od)
{
    static const routes_plain_column columns[] = {{"origin", 1}, {"destination", 1}, {"volume", 0}};
    const char *file = cli_value(call, "od");
    int exit = cli_network(call, network);
    if (!exit && file)
        exit = cli_plain(call, od, file, columns, 3);
    if (exit) {
        routes_network_free(*network);
        *network = NULL;
    }
    return exit;
}

int cmd_graph_betweenness(struct cli_call *call)
{
    static const char *const words[] = {"nodes", "links"};
    routes_network *network = NULL;
    routes_table *od = NULL, *table = NULL;
    routes_error err;
    int of;
    int exit = cli_word(call, "of", words, 2, &of);
    if (!exit)
        exit = read_input(call, &network, &od);
    if (exit)
        return exit;
    routes_status status =
        routes_answer_betweenness(&table, network, (routes_betweenness_of)of, od, &call->run, &err);
    routes_table_free(od);
    return finish(call, status, &err, table, network);
}

/* Cut nodes or bridges, with the volumes of --od. */
static int structure(struct cli_call *call,
                     routes_status (*answer)(routes_table **, const routes_network *,
                                             const routes_table *, const routes_run *,
                                             routes_error *))
{
    routes_network *network = NULL;
    routes_table *od = NULL, *table = NULL;
    routes_error err;
    int exit = read_input(call, &network, &od);
    if (exit)
        return exit;
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
