/* SPDX-License-Identifier: GPL-3.0-or-later */

/* hotspot scan: clusters by Kulldorff's scan statistics. */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* What the command line says. */
struct asked {
    routes_scan_options how;
    routes_hotspot_scan_options options;
    int distance_given;
    size_t part, parts; /* parts 0: all at once */
    double *maxima;
    routes_network *network;
};

/* A length in metres: "500", "500m", "2km". */
static int read_radius(const struct cli_call *call, double *metres)
{
    const char *text = cli_value(call, "cap-radius");
    char *end;
    if (!text)
        return CLI_DONE;
    *metres = strtod(text, &end);
    int is_km = strcmp(end, "km") == 0;
    int is_length = end != text && (is_km || !*end || strcmp(end, "m") == 0);
    *metres *= is_km ? 1000.0 : 1.0;
    if (!is_length || !(*metres > 0.0) || *metres > 1e15)
        return cli_complain(CLI_USAGE, "--cap-radius %s is no length above 0, such as 500m or 2km",
                            text);
    return CLI_DONE;
}

static int read_words(const struct cli_call *call, struct asked *asked)
{
    static const char *const models[] = {"poisson", "bernoulli", "permutation"};
    static const char *const types[] = {"spatial", "space-time", "prospective"};
    static const char *const windows[] = {"circle", "ellipse"};
    static const char *const penalties[] = {"medium", "strong", "none"};
    static const char *const distances[] = {"sphere", "plane", "network"};
    static const char *const rates[] = {"high", "low", "both"};
    static const char *const units[] = {"auto", "given", "year", "quarter", "month", "day"};
    const struct {
        const char *option;
        const char *const *words;
        size_t count;
        int which;
    } all[] = {{"model", models, 3, 0},       {"type", types, 3, 1},
               {"window", windows, 2, 2},     {"penalty", penalties, 3, 3},
               {"distance", distances, 3, 4}, {"rates", rates, 3, 5},
               {"time-unit", units, 6, 6}};
    int found[7] = {0};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        int exit = cli_word(call, all[i].option, all[i].words, all[i].count, &found[all[i].which]);
        if (exit)
            return exit;
    }
    asked->how.model = (routes_scan_model)found[0];
    asked->how.type = (routes_scan_type)found[1];
    asked->how.window = (routes_scan_window)found[2];
    asked->how.penalty = (routes_scan_penalty)found[3];
    asked->how.distance = (routes_scan_distance)found[4];
    asked->how.rates = (routes_scan_rates)found[5];
    asked->options.unit = (routes_hotspot_scan_unit)found[6];
    asked->distance_given = cli_value(call, "distance") != NULL;
    return CLI_DONE;
}

static int read_numbers(const struct cli_call *call, struct asked *asked)
{
    double periods = 0, least = 2, aggregate = 1, replicates = 999, stop = 0, clusters = 0;
    asked->how.cap = 0.5;
    int exit = cli_number(call, "cap", 1e-9, 0.5, 0, &asked->how.cap);
    if (!exit)
        exit = read_radius(call, &asked->how.cap_radius);
    if (!exit)
        exit = cli_number(call, "cap-periods", 1, 1e9, 1, &periods);
    if (!exit)
        exit = cli_number(call, "least-cases", 1, 1e9, 1, &least);
    if (!exit)
        exit = cli_number(call, "time-aggregation", 1, 1e9, 1, &aggregate);
    if (!exit)
        exit = cli_number(call, "replicates", 1, 1e9, 1, &replicates);
    if (!exit)
        exit = cli_number(call, "stop", 1, 1e9, 1, &stop);
    if (!exit)
        exit = cli_number(call, "clusters", 1, 1e9, 1, &clusters);
    if (!exit)
        exit = cli_seed(call, &asked->how.seed);
    asked->how.cap_periods = (size_t)periods;
    asked->how.least_cases = (uint32_t)least;
    asked->how.replicates = (uint32_t)replicates;
    asked->how.stop_after = (uint32_t)stop;
    asked->how.most_clusters = (size_t)clusters;
    asked->options.aggregate = (size_t)aggregate;
    asked->options.first = cli_value(call, "start");
    asked->options.last = cli_value(call, "end");
    return exit;
}

/* "2/7": the second of seven. */
static int read_shard(const struct cli_call *call, struct asked *asked)
{
    const char *text = cli_value(call, "shard");
    char *end = NULL;
    if (!text)
        return CLI_DONE;
    unsigned long part = strtoul(text, &end, 10);
    unsigned long parts = *end == '/' ? strtoul(end + 1, &end, 10) : 0;
    if (*end || *text == '-' || part < 1 || part > parts || parts > 1000000)
        return cli_complain(CLI_USAGE, "--shard %s: must be K/M, such as 1/4 to 4/4", text);
    if (cli_value(call, "merge"))
        return cli_complain(CLI_USAGE, "take either --shard or --merge");
    asked->part = part - 1;
    asked->parts = parts;
    return CLI_DONE;
}

/* The rows of a part into their places; each data set once. */
static int take_part(const struct cli_call *call, struct asked *asked, unsigned char *known,
                     const char *file)
{
    static const routes_plain_column columns[] = {{"replicate", 1}, {"statistic", 1}};
    routes_table *table = NULL;
    int exit = cli_plain(call, &table, file, columns, 2);
    for (size_t i = 0; !exit && i < routes_table_rows(table); i++) {
        char *ends[2] = {NULL, NULL};
        const char *replicate = routes_table_text_at(table, "replicate", i);
        const char *statistic = routes_table_text_at(table, "statistic", i);
        double at = strtod(replicate ? replicate : "", &ends[0]);
        double value = strtod(statistic ? statistic : "", &ends[1]);
        if (!replicate || !statistic || *ends[0] || *ends[1] || !(at >= 0.0) ||
            at >= asked->how.replicates || known[(size_t)at])
            exit = cli_complain(CLI_INPUT,
                                "%s, row %zu: must be a data set from 0 to %lu that comes once, "
                                "and its statistic",
                                file, i + 1, (unsigned long)asked->how.replicates - 1);
        else {
            known[(size_t)at] = 1;
            asked->maxima[(size_t)at] = value;
        }
    }
    routes_table_free(table);
    return exit;
}

static int read_parts(const struct cli_call *call, struct asked *asked)
{
    size_t size = asked->how.replicates;
    const char *file;
    int exit = CLI_DONE;
    if (!cli_value(call, "merge"))
        return CLI_DONE;
    unsigned char *known = calloc(size, 1);
    asked->maxima = calloc(size, sizeof *asked->maxima);
    if (!known || !asked->maxima) {
        free(known);
        return cli_complain(CLI_ENVIRONMENT, "no memory for %zu data sets", size);
    }
    for (size_t i = 0; !exit && (file = cli_value_at(call, "merge", i)); i++)
        exit = take_part(call, asked, known, file);
    for (size_t k = 0; !exit && k < size; k++)
        if (!known[k])
            exit = cli_complain(CLI_INPUT, "--merge: data set %zu of %zu is in no part", k, size);
    free(known);
    asked->how.maxima = asked->maxima;
    return exit;
}

static int read_options(const struct cli_call *call, struct asked *asked)
{
    *asked = (struct asked){.how = ROUTES_SCAN_OPTIONS, .options = ROUTES_HOTSPOT_SCAN_OPTIONS};
    int exit = read_words(call, asked);
    if (!exit)
        exit = read_numbers(call, asked);
    if (!exit)
        exit = read_shard(call, asked);
    if (!exit)
        exit = read_parts(call, asked);
    if (!exit && asked->how.distance == ROUTES_SCAN_NETWORK)
        exit = cli_network(call, &asked->network);
    asked->how.run = &call->run;
    asked->options.how = &asked->how;
    asked->options.network = asked->network;
    return exit;
}

/* Coordinates of a plane have their distances there, unless something else was asked for. */
static void settle_distance(struct asked *asked, const struct cli_hotspot *input)
{
    const routes_table *table = input->places ? input->places : input->areas;
    const char *crs = routes_table_meta(table, "crs");
    if (!asked->distance_given && crs && strcmp(crs, "plane") == 0)
        asked->how.distance = ROUTES_SCAN_PLANE;
}

int cmd_hotspot_scan(struct cli_call *call)
{
    struct cli_hotspot input = {NULL, NULL, NULL};
    struct asked asked;
    routes_table *table = NULL;
    routes_error err;
    int exit = read_options(call, &asked);
    if (!exit) {
        unsigned needs = CLI_NEEDS_VALUE;
        needs |= asked.how.distance == ROUTES_SCAN_NETWORK ? 0 : CLI_NEEDS_PLACE;
        needs |= asked.how.type == ROUTES_SCAN_SPATIAL ? 0 : CLI_NEEDS_TIME;
        exit = cli_hotspot_read(call, &input, needs);
    }
    if (!exit) {
        settle_distance(&asked, &input);
        asked.options.places = input.places;
        routes_status status =
            asked.parts ? routes_answer_hotspot_scan_part(&table, input.areas, &asked.options,
                                                          asked.part, asked.parts, &err)
                        : routes_answer_hotspot_scan(&table, input.areas, &asked.options, &err);
        exit =
            status ? cli_fail(call, status, &err) : cli_print_or_explain(call, table, input.areas);
    }
    routes_table_free(table);
    cli_hotspot_free(&input);
    routes_network_free(asked.network);
    free(asked.maxima);
    return exit;
}
