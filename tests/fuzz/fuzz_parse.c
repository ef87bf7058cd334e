/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/parse.h"

#include <stdlib.h>
#include <string.h>

#include "model/row_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { COLUMNS = 40 };

static size_t cut(const char *cells[COLUMNS], char *line)
{
    size_t count = 0;
    while (count < COLUMNS) {
        cells[count++] = line;
        line = strchr(line, ',');
        if (!line)
            break;
        *line++ = '\0';
    }
    return count;
}

/* A row that was called good must stay so when it is judged again, and go into a model. */
static void keep(const routes_i_schema *schema, const void *row)
{
    routes_model *model = NULL;
    routes_faults *faults = NULL;
    if (routes_model_new(&model, NULL) || routes_faults_new(&faults, 0, NULL))
        abort();
    routes_i_site site = {.faults = faults};
    routes_i_row_check(&site, schema, row, NULL);
    if (site.status || site.errors)
        abort();
    switch (schema->entity) {
    case ROUTES_PLACES:
        site.status = routes_model_add_place(model, row, NULL);
        break;
    case ROUTES_LANES:
        site.status = routes_model_add_lane(model, row, NULL);
        break;
    default:
        break;
    }
    if (site.status)
        abort();
    routes_faults_free(faults);
    routes_model_free(model);
}

/* The first byte chooses the table, the rest is a head and rows, cells between commas. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    routes_entity entity = (routes_entity)(data[0] % ROUTES_ENTITIES);
    char *text = malloc(size);
    routes_faults *faults = NULL;
    void *row = malloc(routes_i_schema_of(entity)->row_size);
    if (!text || !row || routes_faults_new(&faults, 5, NULL))
        abort();
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';

    const char *names[COLUMNS], *cells[COLUMNS];
    char *at = text;
    char *line = at;
    at = strchr(at, '\n');
    if (at)
        *at++ = '\0';
    routes_i_header header = {.names = names, .count = cut(names, line)};
    routes_i_parser parser;
    if (routes_i_parser_start(&parser, entity, "fuzz", &header, faults, NULL))
        abort();
    for (size_t number = 2; at && !parser.refused; number++) {
        line = at;
        at = strchr(at, '\n');
        if (at)
            *at++ = '\0';
        bool good;
        if (cut(cells, line) < header.count)
            continue;
        if (routes_i_parser_row(&parser, number, cells, NULL, 0, row, &good, faults, NULL))
            abort();
        if (good)
            keep(parser.schema, row);
    }
    routes_i_parser_end(&parser);
    routes_faults_free(faults);
    free(row);
    free(text);
    return 0;
}
