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

/* The fields to be read, at most five. Those beside id and value are asked for by name. */
static size_t list_fields(routes_plain_field *fields, const struct cli_call *call, unsigned needs)
{
    static const struct {
        const char *name;
        unsigned need;
        int number;
        const char *description;
    } all[] = {
        {"id", 0, 0, "Id of the area"},
        {"value", CLI_NEEDS_VALUE, 1, "What is looked at"},
        {"population", CLI_NEEDS_POPULATION, 1,
         "Population, or what else the value is set against"},
        {"expected", CLI_NEEDS_EXPECTED, 1, "Value that is expected"},
        {"time", CLI_NEEDS_TIME, 0, "Period"},
    };
    size_t n = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const char *column = cli_value(call, all[i].name);
        int needed = i == 0 || (needs & all[i].need) != 0;
        if (!needed && !column && !maps_field(call, all[i].name) && i != 1)
            continue;
        fields[n++] = (routes_plain_field){
            .name = all[i].name,
            .column = column,
            .number = all[i].number,
            .required = i == 0 || all[i].need == CLI_NEEDS_TIME,
            .key = !all[i].number,
            .description = all[i].description,
        };
    }
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
               {"expected", CLI_NEEDS_EXPECTED}};
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

static int read_areas(const struct cli_call *call, routes_table **areas, unsigned needs)
{
    routes_plain_field fields[5];
    routes_plain_layer_options options = ROUTES_PLAIN_LAYER_OPTIONS;
    routes_faults *faults = NULL;
    routes_error err;
    char *file = NULL;
    const char *input = cli_value(call, "input");
    if (!input)
        return cli_complain(CLI_USAGE, "%s %s needs --input FILE[:LAYER]", call->command->noun,
                            call->command->verb);
    options.x = cli_value(call, "x");
    options.y = cli_value(call, "y");
    if (!options.x != !options.y)
        return cli_complain(CLI_USAGE, "--x and --y go together");
    int exit = split_layer(&file, &options.layer, input);
    if (exit)
        return exit;
    options.crs = cli_value(call, "crs");
    options.geometry =
        needs & CLI_NEEDS_PLACE ? ROUTES_PLAIN_EACH_GEOMETRY : ROUTES_PLAIN_ANY_GEOMETRY;
    options.run = &call->run;
    const char **maps = cli_values(call, "map", &options.map_count);
    options.maps = maps;
    size_t n = list_fields(fields, call, needs);
    routes_status status = routes_faults_new(&faults, 0, &err);
    if (!status)
        status = routes_plain_layer_read(areas, file, fields, n, &options, faults, &err);
    if (status == ROUTES_OK || status == ROUTES_E_DATA)
        cli_faults(faults);
    routes_faults_free(faults);
    free(maps);
    free(file);
    if (status)
        return cli_fail(call, status, &err);
    exit = check_needs(call, *areas, needs);
    if (exit) {
        routes_table_free(*areas);
        *areas = NULL;
    }
    return exit;
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

static int read_weights(const struct cli_call *call, struct cli_hotspot *input, unsigned needs)
{
    routes_area_weights_options options = ROUTES_AREA_WEIGHTS_OPTIONS;
    const char *rule = cli_value(call, "weights");
    routes_table *pairs = NULL;
    routes_faults *faults = NULL;
    routes_error err;
    routes_status status = routes_faults_new(&faults, 0, &err);
    if (rule && is_file(rule)) {
        size_t map_count;
        const char **maps = cli_values(call, "map", &map_count);
        if (!status)
            status = routes_pairs_read(&pairs, rule, maps, map_count, faults, &err);
        free(maps);
    }
    options.rule = rule;
    options.pairs = pairs;
    options.with_self = (needs & CLI_NEEDS_SELF) != 0 || cli_value(call, "with-self") != NULL;
    options.row_standardised = cli_value(call, "row-standardised") != NULL;
    options.run = &call->run;
    if (!status)
        status = routes_area_weights_new(&input->weights, input->areas, &options, faults, &err);
    if (status == ROUTES_OK || status == ROUTES_E_DATA)
        cli_faults(faults);
    routes_faults_free(faults);
    routes_table_free(pairs);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

/* The rule, as answers state it. */
static int say_rule(const struct cli_call *call, routes_table *areas)
{
    char text[512];
    routes_error err;
    const char *rule = cli_value(call, "weights");
    snprintf(text, sizeof text, "%s%s%s", rule ? rule : "queen",
             cli_value(call, "with-self") ? ", with self" : "",
             cli_value(call, "row-standardised") ? ", row-standardised" : "");
    routes_status status = routes_table_set_meta(areas, "weights", text, &err);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

int cli_hotspot_read(const struct cli_call *call, struct cli_hotspot *input, unsigned needs)
{
    const char *rule = cli_value(call, "weights");
    *input = (struct cli_hotspot){NULL, NULL};
    int weighted = (needs & CLI_NEEDS_WEIGHTS) != 0 || rule;
    if (weighted && !(rule && is_file(rule)))
        needs |= CLI_NEEDS_PLACE;
    int exit = read_areas(call, &input->areas, needs);
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
    routes_weights_free(input->weights);
    *input = (struct cli_hotspot){NULL, NULL};
}
