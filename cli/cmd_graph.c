/* SPDX-License-Identifier: GPL-3.0-or-later */

/* graph path, betweenness, closeness, articulation, bridges, cut: on a plain table of links, or on
 * the network of a model. */

#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
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

/* What is asked for beyond one path; `several` says whether anything is. */
static int read_several(const struct cli_call *call, routes_answer_paths_options *options,
                        int *several)
{
    static const char *const words[] = {"edges", "nodes"};
    int which = 0;
    double k = 0.0;
    int exit = cli_number(call, "k", 1, 1000000, 1, &k);
    if (!exit)
        exit = cli_word(call, "disjoint", words, 2, &which);
    if (exit)
        return exit;
    options->k = (size_t)k;
    if (cli_value(call, "disjoint"))
        options->of = which ? ROUTES_PATHS_DISJOINT_NODES : ROUTES_PATHS_DISJOINT_LINKS;
    *several = options->k || options->of != ROUTES_PATHS_BEST;
    if (*several && !cli_value(call, "to"))
        return cli_complain(CLI_USAGE, "--k and --disjoint need --to NODE");
    if (options->of != ROUTES_PATHS_BEST && cli_value(call, "reliable"))
        return cli_complain(CLI_USAGE, "--disjoint takes length or time, not --reliable");
    return CLI_DONE;
}

int cmd_graph_path(struct cli_call *call)
{
    const char *from = cli_value(call, "from");
    const char *to = cli_value(call, "to");
    const char *by = cli_value(call, "by");
    routes_path_kind kind = ROUTES_PATH_LENGTH;
    routes_answer_paths_options options = ROUTES_ANSWER_PATHS_OPTIONS;
    routes_network *network = NULL;
    routes_table *table = NULL;
    routes_error err;
    int several = 0;
    if (!from)
        return cli_complain(CLI_USAGE, "graph path needs --from NODE");
    if (by && strcmp(by, "time") == 0)
        kind = ROUTES_PATH_TIME;
    else if (by && strcmp(by, "length") != 0)
        return cli_complain(CLI_USAGE, "--by %s is not known; take length or time", by);
    if (cli_value(call, "reliable"))
        kind = ROUTES_PATH_RELIABILITY;
    int exit = read_several(call, &options, &several);
    if (!exit)
        exit = cli_network(call, &network);
    if (exit)
        return exit;
    options.kind = kind;
    options.run = &call->run;
    routes_status status =
        several ? routes_answer_paths(&table, network, from, to, &options, &err)
                : routes_answer_path(&table, network, from, to, kind, &call->run, &err);
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

/* How betweenness is asked for, but for the demands. */
static int read_betweenness(const struct cli_call *call, routes_answer_betweenness_options *options)
{
    static const char *const of[] = {"nodes", "links"};
    static const char *const by[] = {"length", "time", "reliability"};
    int which = 0;
    int kind = 0;
    int exit = cli_word(call, "of", of, 2, &which);
    if (!exit)
        exit = cli_word(call, "by", by, 3, &kind);
    if (!exit)
        exit = cli_number(call, "error", 1e-6, 0.999999, 0, &options->error);
    if (!exit)
        exit = cli_number(call, "confidence", 1e-6, 0.999999999, 0, &options->confidence);
    if (!exit && cli_value(call, "confidence") && !cli_value(call, "error"))
        exit = cli_complain(CLI_USAGE, "--confidence is that of a sample; it needs --error SHARE");
    if (!exit)
        exit = kind == ROUTES_PATH_TIME
                   ? cli_number(call, "cutoff", 1e-3, 1e15, 0, &options->farthest)
                   : cli_length(call, "cutoff", &options->farthest);
    if (!exit && options->farthest > 0.0 &&
        (kind == ROUTES_PATH_RELIABILITY || cli_value(call, "error")))
        exit =
            cli_complain(CLI_USAGE, "--cutoff goes neither with --by reliability nor with --error");
    options->of = (routes_betweenness_of)which;
    options->kind = (routes_path_kind)kind;
    options->run = &call->run;
    return exit ? exit : cli_seed(call, &options->seed);
}

int cmd_graph_betweenness(struct cli_call *call)
{
    routes_answer_betweenness_options options = ROUTES_ANSWER_BETWEENNESS_OPTIONS;
    routes_network *network = NULL;
    routes_table *od = NULL, *table = NULL;
    routes_error err;
    int exit = read_betweenness(call, &options);
    if (!exit)
        exit = read_input(call, &network, &od);
    if (exit)
        return exit;
    routes_status status = routes_answer_betweenness(&table, network, od, &options, &err);
    routes_table_free(od);
    return finish(call, status, &err, table, network);
}

int cmd_graph_closeness(struct cli_call *call)
{
    static const char *const by[] = {"length", "time"};
    routes_answer_closeness_options options = ROUTES_ANSWER_CLOSENESS_OPTIONS;
    routes_network *network = NULL;
    routes_table *table = NULL;
    routes_error err;
    int kind = 0;
    size_t count = 0;
    int exit = cli_word(call, "by", by, 2, &kind);
    while (cli_value_at(call, "to", count))
        count++;
    if (!exit && count > 0 && cli_value(call, "diffuse"))
        exit = cli_complain(CLI_USAGE, "take either --to NODE or --diffuse");
    if (!exit)
        exit = cli_network(call, &network);
    if (exit)
        return exit;
    const char **to = calloc(count + 1, sizeof *to);
    for (size_t i = 0; to && i < count; i++)
        to[i] = cli_value_at(call, "to", i);
    options.kind = (routes_path_kind)kind;
    options.diffuse = cli_value(call, "diffuse") != NULL;
    options.run = &call->run;
    routes_status status =
        to ? routes_answer_closeness(&table, network, to, count, &options, &err) : ROUTES_E_MEMORY;
    if (!to)
        snprintf(err.message, sizeof err.message, "no memory for %zu nodes", count);
    free(to);
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

/* The capacities, from the files that the network came from. */
static int read_capacities(const struct cli_call *call, routes_table **links, routes_table **nodes)
{
    static const routes_plain_column link_columns[] = {{"capacity", 0}};
    static const routes_plain_column node_columns[] = {{"id", 1}, {"capacity", 0}};
    const char *link_file = cli_value(call, "links");
    const char *node_file = cli_value(call, "nodes");
    int exit = CLI_DONE;
    if (link_file)
        exit = cli_plain(call, links, link_file, link_columns, 1);
    if (!exit && link_file && node_file)
        exit = cli_plain(call, nodes, node_file, node_columns, 2);
    return exit;
}

int cmd_graph_cut(struct cli_call *call)
{
    static const char *const words[] = {"origin", "destination"};
    static const char *const members[] = {"one", "shared", "any"};
    static const routes_cut_which of_all[] = {ROUTES_CUT_NEAREST_ORIGIN, ROUTES_CUT_SHARED,
                                              ROUTES_CUT_ANY};
    routes_network *network = NULL;
    routes_table *ends = NULL, *links = NULL, *nodes = NULL, *table = NULL;
    routes_answer_cut_options options = ROUTES_ANSWER_CUT_OPTIONS;
    routes_error err;
    int which = 0, of = 0;
    int exit = cli_word(call, "nearest", words, 2, &which);
    if (!exit)
        exit = cli_word(call, "members", members, 3, &of);
    if (!exit)
        exit = cli_ends(call, &ends);
    if (!exit)
        exit = cli_network(call, &network);
    if (!exit)
        exit = read_capacities(call, &links, &nodes);
    if (!exit) {
        options.links = links;
        options.nodes = nodes;
        options.which = of ? of_all[of] : (routes_cut_which)which;
        options.run = &call->run;
        routes_status status = routes_answer_cut(&table, network, ends, &options, &err);
        exit = finish(call, status, &err, table, network);
        network = NULL;
    }
    routes_network_free(network);
    routes_table_free(ends);
    routes_table_free(links);
    routes_table_free(nodes);
    return exit;
}
