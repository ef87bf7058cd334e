/* SPDX-License-Identifier: GPL-3.0-or-later */

/* chokepoint place, displace: of a model, restricted by kind. */

#include "cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is read for both verbs; the arrays and the table are owned. */
struct asked {
    routes_answer_place_options options;
    double theta;
    const char **fixed, **forbidden;
    routes_table *sites;
    struct cli_laid laid;
};

static void free_asked(struct asked *asked)
{
    free(asked->fixed);
    free(asked->forbidden);
    routes_table_free(asked->sites);
    cli_laid_free(&asked->laid);
}

/* How much is known to those who evade, as a word or a number. */
static int read_theta(const struct cli_call *call, double *theta)
{
    static const char *const words[] = {"nobody", "few", "some", "most", "all"};
    static const double values[] = {0.0, 1.0, ROUTES_PLACE_THETA, 16.0, INFINITY};
    const char *text = cli_value(call, "theta");
    *theta = ROUTES_PLACE_THETA;
    if (!text)
        return CLI_DONE;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(text, words[i]) == 0) {
            *theta = values[i];
            return CLI_DONE;
        }
    if (*text >= '0' && *text <= '9')
        return cli_number(call, "theta", 0.0, 1e9, 0, theta);
    int which;
    return cli_word(call, "theta", words, sizeof words / sizeof *words, &which);
}

/* The file of sites. Who travels may not steer where people are stopped (S23): such columns are
 * read so that they can be refused. */
static int read_sites(const struct cli_call *call, routes_table **sites)
{
    static const routes_plain_column columns[] = {
        {"id", 1},        {"detection", 0}, {"detection_low", 0}, {"detection_high", 0},
        {"hours", 0},     {"most", 0},      {"cost", 0},          {"fixed", 0},
        {"forbidden", 0}, {"traffic", 0},   {"nationality", 0},   {"ethnicity", 0},
        {"race", 0},      {"sex", 0},       {"gender", 0},        {"age", 0},
        {"age_group", 0}};
    const char *file = cli_value(call, "sites");
    return file ? cli_plain(call, sites, file, columns, sizeof columns / sizeof *columns)
                : CLI_DONE;
}

static int read_choices(const struct cli_call *call, struct asked *asked)
{
    static const char *const aims[] = {"expected", "worst"};
    static const char *const at[] = {"crossings", "places", "links"};
    static const char *const lanes[] = {"grade", "all"};
    routes_answer_place_options *options = &asked->options;
    int aim = 0, where = 0, all = 0;
    int exit = read_theta(call, &asked->theta);
    if (!exit)
        exit = cli_word(call, "aim", aims, 2, &aim);
    if (!exit)
        exit = cli_word(call, "at", at, 3, &where);
    if (!exit)
        exit = cli_word(call, "lanes", lanes, 2, &all);
    if (!exit)
        exit = cli_number(call, "habit", 1e-6, 1000, 0, &options->habit);
    if (!exit)
        exit = cli_number(call, "cutoff", 1, 1e9, 0, &options->cutoff);
    if (!exit)
        exit = cli_unit(call, &options->unit);
    options->theta = &asked->theta;
    options->aim = aim ? ROUTES_PLACE_WORST : ROUTES_PLACE_EXPECTED;
    options->at = (routes_place_at)where;
    options->certain = all;
    return exit;
}

static int read_plan(const struct cli_call *call, struct asked *asked)
{
    routes_answer_place_options *options = &asked->options;
    double teams = 5.0, budget = NAN, draws = 0.0, others = 0.0;
    int exit = cli_number(call, "teams", 0, 1000, 1, &teams);
    if (!exit)
        exit = cli_number(call, "budget", 0, 9007199254740992.0, 1, &budget);
    if (!exit)
        exit = cli_number(call, "draws", 1, 1e6, 1, &draws);
    if (!exit)
        exit = cli_number(call, "alternatives", 1, 10000, 1, &others);
    if (!exit)
        exit = cli_number(call, "tolerance", 1e-12, 0.99, 0, &options->tolerance);
    if (!exit)
        exit = cli_seed(call, &options->seed);
    if (exit)
        return exit;
    options->teams = teams > 0.0 ? (size_t)teams : ROUTES_PLACE_NO_TEAMS;
    options->budget = isnan(budget) ? 0 : budget > 0.0 ? (int64_t)budget : -1;
    options->draws = (uint32_t)draws;
    options->alternatives = (size_t)others;
    return CLI_DONE;
}

static int begin(struct cli_call *call, struct asked *asked, const char *fixed, int plan)
{
    *asked = (struct asked){.options = ROUTES_ANSWER_PLACE_OPTIONS};
    int exit = read_choices(call, asked);
    if (!exit && plan)
        exit = read_plan(call, asked);
    if (exit)
        return exit;
    asked->fixed = cli_values(call, fixed, &asked->options.fixed_count);
    asked->options.fixed = asked->fixed;
    if (plan) {
        asked->forbidden = cli_values(call, "forbid", &asked->options.forbidden_count);
        asked->options.forbidden = asked->forbidden;
    }
    asked->options.run = &call->run;
    exit = cli_lay(call, &asked->laid);
    if (!exit)
        exit = read_sites(call, &asked->sites);
    asked->options.sites = asked->sites;
    return exit;
}

/* An id that is no site is a fault of the command line's words, told like any other input. */
static int explain(const struct cli_call *call, const struct asked *asked, const char *id)
{
    char *text = NULL;
    routes_error err;
    routes_status status = routes_explain_place(&text, asked->laid.model, asked->laid.network,
                                                asked->laid.laying, &asked->options, id, &err);
    if (status)
        return cli_fail(call, status, &err);
    fputs(text, stdout);
    routes_text_free(text);
    return CLI_DONE;
}

static double last_of(const routes_table *table, const char *name)
{
    const double *numbers = routes_table_numbers(table, routes_table_find(table, name));
    size_t rows = routes_table_rows(table);
    return numbers && rows ? numbers[rows - 1] : NAN;
}

/* What the numbers do not say by themselves. */
static void remark(const struct cli_call *call, const routes_placed *placed)
{
    size_t rows = routes_table_rows(placed->placement);
    if (cli_value(call, "quiet"))
        return;
    if (rows == 0)
        cli_complain(CLI_DONE, "no team finds anything");
    else if (last_of(placed->placement, "interception_all") < 1e-9)
        cli_complain(CLI_DONE,
                     "if all knew every team, the plan would find nothing: there is always another "
                     "way, if only over the stretches of border between the known crossings");
    cli_complain(CLI_DONE, "theta, habit, the split of forks and detection marked so are assumed; "
                           "fewer lanes found is not fewer lanes");
}

static int print(const struct cli_call *call, const routes_placed *placed)
{
    static const char *const words[] = {"teams",  "curve",        "others",
                                        "regret", "displacement", "sites"};
    const routes_table *const tables[] = {placed->placement, placed->curve,        placed->others,
                                          placed->regret,    placed->displacement, placed->sites};
    int which = 0;
    int exit = cli_word(call, "show", words, 6, &which);
    if (!exit)
        exit = cli_print(call, tables[which]);
    /* S22: as JSON the plan holds its displacement; as text it follows. */
    if (!exit && which == 0 && !cli_value(call, "json") && !cli_value(call, "out") &&
        routes_table_rows(placed->displacement) > 0) {
        putchar('\n');
        exit = cli_print(call, placed->displacement);
    }
    if (exit)
        return exit;
    if (placed->stopped)
        return cli_stopped_short(call, "the best plan so far is told: value %s, bound %s, gap %s",
                                 routes_table_meta(placed->placement, "value"),
                                 routes_table_meta(placed->placement, "bound"),
                                 routes_table_meta(placed->placement, "gap"));
    remark(call, placed);
    return CLI_DONE;
}

int cmd_chokepoint_place(struct cli_call *call)
{
    struct asked asked;
    routes_placed placed = {0};
    routes_error err;
    const char *id = cli_value(call, "explain");
    int exit = begin(call, &asked, "fix", 1);
    if (!exit && id) {
        exit = explain(call, &asked, id);
    } else if (!exit) {
        routes_status status = routes_answer_place(&placed, asked.laid.model, asked.laid.network,
                                                   asked.laid.laying, &asked.options, &err);
        exit = status ? cli_fail(call, status, &err) : print(call, &placed);
    }
    routes_placed_free(&placed);
    free_asked(&asked);
    return exit;
}

int cmd_chokepoint_displace(struct cli_call *call)
{
    struct asked asked;
    routes_table *table = NULL;
    routes_error err;
    if (!cli_value(call, "watch"))
        return cli_complain(CLI_USAGE, "chokepoint displace needs --watch ID");
    int exit = begin(call, &asked, "watch", 0);
    if (!exit) {
        routes_status status = routes_answer_displace(&table, asked.laid.model, asked.laid.network,
                                                      asked.laid.laying, &asked.options, &err);
        exit = status ? cli_fail(call, status, &err) : cli_print_or_explain(call, table, NULL);
    }
    routes_table_free(table);
    free_asked(&asked);
    return exit;
}
