/* SPDX-License-Identifier: GPL-3.0-or-later */

/* chokepoint rank: of a model, restricted by kind, or of the user's own links and demands. */

#include "cli.h"

/* What is ranked: lanes laid, or a plain network with its demands. */
struct input {
    struct cli_laid laid;
    routes_network *plain;
    routes_table *od;
};

static void free_input(struct input *input)
{
    cli_laid_free(&input->laid);
    routes_network_free(input->plain);
    routes_table_free(input->od);
}

static int read_od(const struct cli_call *call, routes_table **od, const char *file)
{
    static const routes_plain_column columns[] = {{"origin", 1}, {"destination", 1}, {"volume", 0},
                                                  {"low", 0},    {"moderate", 0},    {"high", 0},
                                                  {"chance", 0}};
    return cli_plain(call, od, file, columns, sizeof columns / sizeof *columns);
}

/* A model's lanes, unless --od says other demands. */
static int read_input(struct cli_call *call, struct input *input)
{
    const char *links = cli_value(call, "links");
    const char *od = cli_value(call, "od");
    if (links && !od)
        return cli_complain(CLI_USAGE, "chokepoint rank --links needs --od FILE");
    int exit = CLI_DONE;
    if (links || !call->argument_count)
        exit = cli_network(call, &input->plain);
    else
        exit = cli_lay(call, &input->laid);
    if (!exit && od)
        exit = read_od(call, &input->od, od);
    return exit;
}

static int read_words(const struct cli_call *call, routes_chokepoint_rank_options *options)
{
    static const char *const sites[] = {"crossings", "places", "links"};
    static const char *const weights[] = {"lanes", "volume"};
    static const char *const kinds[] = {"length", "time"};
    static const char *const drawn[] = {"grade", "all"};
    static const char *const spreads[] = {"default", "uniform", "triangular", "pert"};
    int of = 0, weight = 0, kind = 0, lanes = 0, spread = 0;
    int exit = cli_word(call, "of", sites, 3, &of);
    if (!exit)
        exit = cli_word(call, "weight", weights, 2, &weight);
    if (!exit)
        exit = cli_word(call, "by", kinds, 2, &kind);
    if (!exit)
        exit = cli_word(call, "lanes", drawn, 2, &lanes);
    if (!exit)
        exit = cli_word(call, "spread", spreads, 4, &spread);
    options->of = (routes_chokepoint_of)of;
    options->volumes = weight;
    options->kind = kind ? ROUTES_PATH_TIME : ROUTES_PATH_LENGTH;
    options->certain = lanes;
    options->spread = (routes_spread_kind)spread;
    if (!exit && kind && !cli_value(call, "od"))
        exit = cli_complain(CLI_USAGE, "--by time needs --od FILE: lanes are laid by length");
    return exit;
}

static int read_options(const struct cli_call *call, routes_chokepoint_rank_options *options)
{
    double draws = 0.0, top = 0.0, teams = 0.0, unseen = -1.0;
    *options = (routes_chokepoint_rank_options)ROUTES_CHOKEPOINT_RANK_OPTIONS;
    int exit = read_words(call, options);
    if (!exit)
        exit = cli_unit(call, &options->unit);
    if (!exit)
        exit = cli_number(call, "draws", 1, 1000000000, 1, &draws);
    if (!exit)
        exit = cli_number(call, "top", 1, 1000000000, 1, &top);
    if (!exit)
        exit = cli_number(call, "level", 1e-6, 0.999999, 0, &options->level);
    if (!exit)
        exit = cli_number(call, "unseen", 0, 1e9, 0, &unseen);
    if (!exit)
        exit = cli_number(call, "teams", 1, 1000000, 1, &teams);
    if (!exit)
        exit = cli_seed(call, &options->seed);
    options->draws = (uint32_t)draws;
    options->top = (size_t)top;
    options->teams = (size_t)teams;
    options->without_unseen = unseen == 0.0;
    options->unseen = unseen > 0.0 ? unseen : 0.0;
    options->run = &call->run;
    return exit;
}

static int explain(const struct cli_call *call, const struct input *input,
                   const routes_network *network, const routes_chokepoint_rank_options *options,
                   const char *id)
{
    char *text = NULL;
    routes_error err;
    routes_status status = routes_explain_chokepoint(&text, network, input->laid.model,
                                                     input->laid.laying, options, id, &err);
    return status ? cli_fail(call, status, &err) : cli_tell(call, id, text);
}

static int rank(const struct cli_call *call, const struct input *input,
                const routes_network *network, const routes_chokepoint_rank_options *options)
{
    routes_table *table = NULL;
    routes_error err;
    routes_status status;
    if (cli_value(call, "pairs"))
        status = routes_answer_chokepoint_pairs(&table, network, input->laid.model,
                                                input->laid.laying, options, &err);
    else
        status = routes_answer_chokepoint_rank(&table, network, input->laid.model,
                                               input->laid.laying, options, &err);
    /* The words were judged above: what is left are figures that do not add. */
    int exit = status == ROUTES_E_ARGUMENT ? cli_complain(CLI_NOT_POSSIBLE, "%s", err.message)
               : status                    ? cli_fail(call, status, &err)
                                           : cli_print(call, table);
    routes_table_free(table);
    return exit;
}

int cmd_chokepoint_rank(struct cli_call *call)
{
    routes_chokepoint_rank_options options;
    struct input input = {0};
    const char *id = cli_value(call, "explain");
    int exit = read_options(call, &options);
    if (!exit)
        exit = read_input(call, &input);
    if (!exit) {
        const routes_network *network = input.plain ? input.plain : input.laid.network;
        options.od = input.od;
        exit = id ? explain(call, &input, network, &options, id)
                  : rank(call, &input, network, &options);
    }
    free_input(&input);
    return exit;
}
