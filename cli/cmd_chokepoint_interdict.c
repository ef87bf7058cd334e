/* SPDX-License-Identifier: GPL-3.0-or-later */

/* chokepoint interdict: what to watch within a budget, against who answers. */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* Alternatives that are listed where only a tolerance is given. */
#define USUAL_ALTERNATIVES 10.0

static int read_options(const struct cli_call *call, routes_answer_interdict_options *options)
{
    static const char *const kinds[] = {"path", "flow", "reliable"};
    static const char *const by[] = {"length", "time"};
    static const char *const sites[] = {"links", "nodes", "both", "crossings"};
    static const char *const solvers[] = {"own", "highs"};
    int kind, weight, which, solver;
    double alternatives = cli_value(call, "tolerance") ? USUAL_ALTERNATIVES : 0.0;
    options->budget = 1.0;
    int exit = cli_word(call, "kind", kinds, 3, &kind);
    if (!exit)
        exit = cli_word(call, "by", by, 2, &weight);
    if (!exit)
        exit = cli_word(call, "sites", sites, 4, &which);
    if (!exit)
        exit = cli_word(call, "solver", solvers, 2, &solver);
    if (!exit)
        exit = cli_number(call, "budget", 0, 1e300, 0, &options->budget);
    if (!exit)
        exit = cli_number(call, "step", 0, 1e300, 0, &options->step);
    if (!exit)
        exit = cli_number(call, "alternatives", 0, 1e6, 1, &alternatives);
    if (!exit)
        exit = cli_number(call, "tolerance", 0, 1e300, 0, &options->tolerance);
    if (!exit)
        exit = cli_number(call, "watched-factor", 0, 1, 0, &options->watched_factor);
    if (exit)
        return exit;
    options->kind = (routes_interdict_kind)kind;
    options->by = weight ? ROUTES_PATH_TIME : ROUTES_PATH_LENGTH;
    options->sites = (routes_interdict_sites)which;
    options->use_watched_factor = cli_value(call, "watched-factor") != NULL;
    options->ask_highs = solver;
    options->highs = cli_value(call, "highs") ? cli_value(call, "highs") : getenv("ROUTES_HIGHS");
    options->remove = cli_value(call, "remove") != NULL;
    options->alternatives = (size_t)alternatives;
    return CLI_DONE;
}

/* The columns of interdiction, from the files that the network came from. */
static int read_sites(const struct cli_call *call, routes_table **links, routes_table **nodes)
{
    static const routes_plain_column link_columns[] = {{"watchable", 0},
                                                       {"watch_cost", 0},
                                                       {"delay", 0},
                                                       {"capacity", 0},
                                                       {"reliability_watched", 0}};
    static const routes_plain_column node_columns[] = {
        {"id", 1},    {"watchable", 0}, {"watch_cost", 0},
        {"delay", 0}, {"capacity", 0},  {"reliability_watched", 0}};
    const char *link_file = cli_value(call, "links");
    const char *node_file = cli_value(call, "nodes");
    int exit = CLI_DONE;
    if (link_file)
        exit = cli_plain(call, links, link_file, link_columns, 5);
    if (!exit && link_file && node_file)
        exit = cli_plain(call, nodes, node_file, node_columns, 6);
    return exit;
}

static const char *meta(const routes_table *table, const char *key)
{
    const char *value = routes_table_meta(table, key);
    return value ? value : "";
}

/* The plan, and what a table without rows or one cut short does not say by itself. */
static int print(const struct cli_call *call, const routes_table *table)
{
    const char *value = meta(table, "value");
    int exit = cli_print_or_explain(call, table, NULL);
    if (exit)
        return exit;
    if (strcmp(meta(table, "stopped"), "yes") == 0)
        return cli_stopped_short(call, "the best plan so far is told: value %s, bound %s, gap %s",
                                 value, meta(table, "bound"), meta(table, "gap"));
    if (routes_table_rows(table) == 0 && !cli_value(call, "quiet"))
        cli_complain(CLI_DONE, "no plan watches anything: value %s, bound %s", value,
                     meta(table, "bound"));
    return CLI_DONE;
}

/* The file for other solvers, where it is asked for, and the plans. */
static int answer(const struct cli_call *call, const routes_network *network,
                  const routes_table *ends, const routes_answer_interdict_options *options)
{
    const char *mps = cli_value(call, "write-mps");
    routes_table *table = NULL;
    routes_error err;
    routes_status status = ROUTES_OK;
    if (mps)
        status = routes_answer_interdict_write_mps(mps, network, ends, options, &err);
    if (!status)
        status = routes_answer_interdict(&table, network, ends, options, &err);
    int exit = status == ROUTES_E_NOT_FOUND ? cli_complain(CLI_NOT_POSSIBLE, "%s", err.message)
               : status                     ? cli_fail(call, status, &err)
                                            : print(call, table);
    routes_table_free(table);
    return exit;
}

int cmd_chokepoint_interdict(struct cli_call *call)
{
    routes_network *network = NULL;
    routes_table *ends = NULL, *links = NULL, *nodes = NULL;
    routes_answer_interdict_options options = ROUTES_ANSWER_INTERDICT_OPTIONS;
    int exit = read_options(call, &options);
    if (!exit)
        exit = cli_network(call, &network);
    if (!exit)
        exit = cli_ends(call, &ends);
    if (!exit)
        exit = read_sites(call, &links, &nodes);
    if (!exit) {
        options.links = links;
        options.nodes = nodes;
        options.run = &call->run;
        exit = answer(call, network, ends, &options);
    }
    routes_table_free(ends);
    routes_table_free(links);
    routes_table_free(nodes);
    routes_network_free(network);
    return exit;
}
