/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all `hotspot` verbs read: a table or layer of areas, and who is whose neighbour. */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* FILE[:LAYER]; the file as it stands comes first, so that a name may hold a colon. */
static int split_layer(char **file, const char **layer, const char *given)
{
    size_t size = strlen(given) + 1;
    *file = malloc(size);
    *layer = NULL;
    if (!*file)
        return cli_complain(CLI_ENVIRONMENT, "no memory for the name of a file");
    memcpy(*file, given, size);
    FILE *there = fopen(given, "rb");
    char *colon = strrchr(*file, ':');
    if (there) {
        fclose(there);
    } else if (colon && colon > *file && colon[1] && !strchr(colon, '/')) {
        *colon = '\0';
        *layer = colon + 1;
    }
    return CLI_DONE;
}

static int maps_field(const struct cli_call *call, const char *field)
{
    const char *map;
    for (size_t i = 0; (map = cli_value_at(call, "map", i)); i++)
        if (strncmp(map, field, strlen(field)) == 0 && map[strlen(field)] == '=')
            return 1;
    return 0;
}

/* What a field is, and which option names its column. */
struct field {
    const char *name;
    const char *option;
    unsigned need; /* of enum cli_needs: read although nobody names it */
    int number;
    int key;
    const char *description;
};

static const struct field all_fields[] = {
    {"id", "id", 0, 0, 1, "Id of the area"},
    {"value", "value", CLI_NEEDS_VALUE, 1, 0, "What is looked at"},
    {"population", "population", CLI_NEEDS_POPULATION, 1, 0,
     "Population, or what else the value is set against"},
    {"expected", "expected", CLI_NEEDS_EXPECTED, 1, 0, "Value that is expected"},
    {"other", "other", CLI_NEEDS_OTHER, 1, 0, "Figure of the neighbours, of two"},
    {"time", "time", CLI_NEEDS_TIME, 0, 1, "Period"},
    {"value_low", "low", CLI_NEEDS_RANGE, 1, 0, "The least it may be"},
    {"value_high", "high", CLI_NEEDS_RANGE, 1, 0, "The most it may be"},
    {"population_low", "population-low", 0, 1, 0, "The least population"},
    {"population_high", "population-high", 0, 1, 0, "The most population"},
    {"distribution", "distribution", CLI_NEEDS_RANGE, 0, 0, "How the range is spread"},
};
enum { FIELD_COUNT = sizeof all_fields / sizeof *all_fields };

/* Columns of strata; the answer finds them by these names. */
static const char *const strata[] = {"stratum", "stratum_2", "stratum_3", "stratum_4"};
enum { STRATA = sizeof strata / sizeof *strata };

/* The fields to be read, at most FIELD_COUNT + STRATA. Those beside id and value are asked for by
 * name, or by the verb. */
static size_t list_fields(routes_plain_field *fields, const struct cli_call *call, unsigned needs)
{
    int points = (needs & CLI_NEEDS_POINTS) != 0;
    size_t n = 0;
    for (size_t i = points ? 1 : 0; i < FIELD_COUNT; i++) {
        const struct field *field = &all_fields[i];
        const char *column = cli_value(call, field->option);
        /* Controls are made a population when they are read. */
        if (field->need == CLI_NEEDS_POPULATION && cli_value(call, "controls"))
            column = cli_value(call, "controls");
        int needed = i == 0 || (needs & field->need) != 0;
        if (!needed && !column && !maps_field(call, field->name) && i != 1)
            continue;
        fields[n++] = (routes_plain_field){
            .name = field->name,
            .column = column,
            .number = field->number,
            .required = i == 0 || field->need == CLI_NEEDS_TIME,
            .key = field->key && !points,
            .description = field->description,
        };
    }
    for (size_t i = 0; i < STRATA && cli_value_at(call, "strata", i); i++)
        fields[n++] = (routes_plain_field){.name = strata[i],
                                           .column = cli_value_at(call, "strata", i),
                                           .required = 1,
                                           .key = 1,
                                           .description = "Stratum of the people"};
    return n;
}

/* Whether the column is there at all, where a verb cannot do without. */
static int check_needs(const struct cli_call *call, const routes_table *areas, unsigned needs)
{
    static const struct {
        const char *name;
        unsigned need;
    } all[] = {{"value", CLI_NEEDS_VALUE},
               {"population", CLI_NEEDS_POPULATION},
               {"expected", CLI_NEEDS_EXPECTED},
               {"other", CLI_NEEDS_OTHER}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const double *numbers = routes_table_numbers(areas, routes_table_find(areas, all[i].name));
        size_t rows = routes_table_rows(areas), known = 0;
        if (!(needs & all[i].need))
            continue;
        while (known < rows && !(numbers && numbers[known] == numbers[known]))
            known++;
        if (known == rows)
            return cli_complain(CLI_INPUT, "%s: no row has a %s; say --%s COLUMN",
                                cli_value(call, "input"), all[i].name, all[i].name);
    }
    return CLI_DONE;
}

/* Persons are cases and controls. */
static int add_controls(const struct cli_call *call, routes_table *areas)
{
    routes_error err;
    size_t population = routes_table_find(areas, "population");
    const double *values = routes_table_numbers(areas, routes_table_find(areas, "value"));
    if (!cli_value(call, "controls") || !values)
        return CLI_DONE;
    for (size_t i = 0; i < routes_table_rows(areas); i++) {
        double controls = routes_table_numbers(areas, population)[i];
        routes_status status =
            routes_table_set_number(areas, population, i, controls + values[i], &err);
        if (status)
            return cli_fail(call, status, &err);
    }
    return CLI_DONE;
}

/* A table of --input or of --places; only one of them has x and y. */
static int read_table(const struct cli_call *call, routes_table **table, const char *input,
                      const routes_plain_field *fields, size_t n, unsigned needs, int placed)
{
    routes_plain_layer_options options = ROUTES_PLAIN_LAYER_OPTIONS;
    routes_faults *faults = NULL;
    routes_error err;
    char *file = NULL;
    options.x = placed ? cli_value(call, "x") : NULL;
    options.y = placed ? cli_value(call, "y") : NULL;
    if (!options.x != !options.y)
        return cli_complain(CLI_USAGE, "--x and --y go together");
    int exit = cli_proj_ready(call);
    if (!exit)
        exit = split_layer(&file, &options.layer, input);
    if (exit)
        return exit;
    options.crs = placed ? cli_value(call, "crs") : NULL;
    options.geometry =
        needs & CLI_NEEDS_PLACE ? ROUTES_PLAIN_EACH_GEOMETRY : ROUTES_PLAIN_ANY_GEOMETRY;
    options.run = &call->run;
    const char **maps = cli_values(call, "map", &options.map_count);
    options.maps = maps;
    routes_status status = routes_faults_new(&faults, 0, &err);
    if (!status)
        status = routes_plain_layer_read(table, file, fields, n, &options, faults, &err);
    if (status == ROUTES_OK || status == ROUTES_E_DATA)
        cli_faults(faults);
    routes_faults_free(faults);
    free(maps);
    free(file);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

static int read_areas(const struct cli_call *call, routes_table **areas, unsigned needs)
{
    routes_plain_field fields[FIELD_COUNT + STRATA];
    const char *input = cli_value(call, "input");
    if (!input)
        return cli_complain(CLI_USAGE, "%s %s needs --input FILE[:LAYER]", call->command->noun,
                            call->command->verb);
    if (cli_value(call, "controls") && cli_value(call, "population"))
        return cli_complain(CLI_USAGE, "take either --population or --controls");
    if (cli_value_at(call, "strata", STRATA))
        return cli_complain(CLI_USAGE, "--strata is taken %d times at most", (int)STRATA);
    size_t n = list_fields(fields, call, needs);
    int placed = cli_value(call, "places") == NULL;
    int exit = read_table(call, areas, input, fields, n,
                          placed ? needs : needs & ~(unsigned)CLI_NEEDS_PLACE, placed);
    if (exit)
        return exit;
    exit = add_controls(call, *areas);
    if (!exit)
        exit = check_needs(call, *areas, needs);
    if (exit) {
        routes_table_free(*areas);
        *areas = NULL;
    }
    return exit;
}

/* Ids with their places, of a file of its own. */
static int read_places(const struct cli_call *call, routes_table **places)
{
    const routes_plain_field field = {.name = "id",
                                      .column = cli_value(call, "id"),
                                      .required = 1,
                                      .key = 1,
                                      .description = "Id of the area"};
    const char *file = cli_value(call, "places");
    return file ? read_table(call, places, file, &field, 1, CLI_NEEDS_PLACE, 1) : CLI_DONE;
}

static int ends_in(const char *text, const char *end)
{
    size_t size = strlen(text), tail = strlen(end);
    return size > tail && strcmp(text + size - tail, end) == 0;
}

/* Whether weights are a file, not a rule. */
static int is_file(const char *weights)
{
    return ends_in(weights, ".csv") || ends_in(weights, ".gal") || ends_in(weights, ".gwt");
}

static int is_network(const char *weights)
{
    return strncmp(weights, "network", 7) == 0;
}

/* The pairs of --weights FILE, or the network of --links. */
static int read_sources(const struct cli_call *call, routes_table **pairs, routes_network **network,
                        routes_faults *faults)
{
    const char *rule = cli_value(call, "weights");
    routes_error err;
    size_t map_count;
    if (rule && is_network(rule)) {
        if (!cli_value(call, "links"))
            return cli_complain(CLI_USAGE, "--weights %s needs --links FILE", rule);
        return cli_network(call, network);
    }
    if (!rule || !is_file(rule))
        return CLI_DONE;
    const char **maps = cli_values(call, "map", &map_count);
    routes_status status = routes_pairs_read(pairs, rule, maps, map_count, faults, &err);
    free(maps);
    if (status == ROUTES_E_DATA)
        cli_faults(faults);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

static int read_options(const struct cli_call *call, routes_area_weights_options *options,
                        unsigned needs)
{
    static const char *const words[] = {"keep", "nearest", "refuse"};
    double order = 1.0;
    int islands = 0;
    int exit = cli_number(call, "order", 1, 1e6, 1, &order);
    if (!exit)
        exit = cli_word(call, "islands", words, 3, &islands);
    options->rule = cli_value(call, "weights");
    options->order = (size_t)order;
    options->lower = cli_value(call, "lower") != NULL;
    options->both_ways = cli_value(call, "both-ways") != NULL;
    options->sphere = cli_value(call, "sphere") != NULL;
    options->islands = (routes_islands)islands;
    options->with_self = (needs & CLI_NEEDS_SELF) != 0 || cli_value(call, "with-self") != NULL;
    options->row_standardised = cli_value(call, "row-standardised") != NULL;
    options->run = &call->run;
    return exit;
}

static int read_weights(const struct cli_call *call, struct cli_hotspot *input, unsigned needs)
{
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    routes_table *pairs = NULL;
    routes_network *network = NULL;
    routes_faults *faults = NULL;
    routes_error err;
    int exit = read_options(call, &options, needs);
    if (exit)
        return exit;
    routes_status status = routes_faults_new(&faults, 0, &err);
    if (status)
        return cli_fail(call, status, &err);
    exit = read_sources(call, &pairs, &network, faults);
    if (!exit) {
        options.pairs = pairs;
        options.network = network;
        status = routes_area_weights_new(&input->weights, input->areas, &options, faults, &err);
        if (status == ROUTES_E_DATA)
            cli_faults(faults);
        exit = status ? cli_fail(call, status, &err) : CLI_DONE;
    }
    routes_faults_free(faults);
    routes_table_free(pairs);
    routes_network_free(network);
    return exit;
}

/* The rule, as answers state it. */
static int say_rule(const struct cli_call *call, routes_table *areas)
{
    static const char *const switches[][2] = {{"lower", ", with lower orders"},
                                              {"both-ways", ", both ways"},
                                              {"sphere", ", on a sphere"},
                                              {"with-self", ", with self"},
                                              {"row-standardised", ", row-standardised"}};
    char text[512];
    routes_error err;
    const char *rule = cli_value(call, "weights"), *order = cli_value(call, "order");
    const char *islands = cli_value(call, "islands");
    size_t size = (size_t)snprintf(text, sizeof text, "%.300s%s%.20s%s%.20s", rule ? rule : "queen",
                                   order ? ", order " : "", order ? order : "",
                                   islands ? ", islands " : "", islands ? islands : "");
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (cli_value(call, switches[i][0]))
            size += (size_t)snprintf(text + size, sizeof text - size, "%s", switches[i][1]);
    routes_status status = routes_table_set_meta(areas, "weights", text, &err);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

int cli_hotspot_read(const struct cli_call *call, struct cli_hotspot *input, unsigned needs)
{
    const char *rule = cli_value(call, "weights");
    *input = (struct cli_hotspot){NULL, NULL, NULL};
    int weighted = (needs & CLI_NEEDS_WEIGHTS) != 0 || rule;
    const char *islands = cli_value(call, "islands");
    int elsewhere = rule && (is_file(rule) || is_network(rule)); /* where neighbours come from */
    if (weighted && (!elsewhere || (islands && strcmp(islands, "nearest") == 0)))
        needs |= CLI_NEEDS_PLACE;
    int exit = read_areas(call, &input->areas, needs);
    if (!exit)
        exit = read_places(call, &input->places);
    if (!exit && weighted)
        exit = read_weights(call, input, needs);
    if (!exit && weighted)
        exit = say_rule(call, input->areas);
    if (exit)
        cli_hotspot_free(input);
    return exit;
}

void cli_hotspot_free(struct cli_hotspot *input)
{
    routes_table_free(input->areas);
    routes_table_free(input->places);
    routes_weights_free(input->weights);
    *input = (struct cli_hotspot){NULL, NULL, NULL};
}
