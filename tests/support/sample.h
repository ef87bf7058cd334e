/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/sample.h
 * @brief The tables of a data package read into a model, without a store.
 */
#ifndef ROUTES_TESTS_SUPPORT_SAMPLE_H
#define ROUTES_TESTS_SUPPORT_SAMPLE_H

#include <stdio.h>

#include "model/model.h"
#include "model/parse.h"
#include "source/csv.h"
#include "source/layer_in.h"
#include "support/check.h"

#define SAMPLE_PATH_SIZE 512

static inline int sample_has(const char *root, const char *table, const char *ending,
                             char path[SAMPLE_PATH_SIZE])
{
    snprintf(path, SAMPLE_PATH_SIZE, "%s/%s.%s", root, table, ending);
    FILE *file = fopen(path, "r");
    if (file)
        fclose(file);
    return file != NULL;
}

static inline routes_status sample_table(routes_model *model, const char *path,
                                         routes_entity entity, routes_faults *faults,
                                         routes_error *err)
{
    routes_i_csv *csv = NULL;
    const routes_i_csv_row *row = NULL;
    routes_i_parser parser = {0};
    union {
        routes_crossing crossing;
        routes_area area;
        routes_lane lane;
        routes_observation observation;
        routes_link link;
    } any;
    const char *file = routes_entity_text(entity);
    routes_status status = routes_i_csv_open(&csv, path, file, faults, err);
    if (!status) {
        row = routes_i_csv_header(csv);
        const routes_i_header header = {.names = row->cells, .count = row->columns};
        status = routes_i_parser_start(&parser, entity, file, &header, faults, err);
    }
    while (!status && !parser.refused && row) {
        bool good = false;
        status = routes_i_csv_next(&row, csv, err);
        if (!status && row)
            status = routes_i_parser_row(&parser, row->row, row->cells, NULL, 0, &any, &good,
                                         faults, err);
        if (!status && good)
            status = routes_i_model_add(model, entity, &any, err);
    }
    routes_i_parser_end(&parser);
    routes_i_csv_close(csv);
    return status;
}

/* Fields of a GeoJSON layer as cells of text; numbers live in `digits` until the next row. */
static inline routes_status sample_layer(routes_model *model, const char *path,
                                         routes_faults *faults, routes_error *err)
{
    enum { MOST_FIELDS = 64 };
    const char *names[MOST_FIELDS], *cells[MOST_FIELDS];
    static char digits[MOST_FIELDS][ROUTES_I_NUMBER_SIZE];
    routes_i_layer *layer = NULL;
    const routes_i_batch *batch = NULL;
    routes_i_parser parser = {0};
    routes_i_header header = {.names = names, .has_geometry = true};
    routes_status status = routes_i_layer_open(&layer, path, NULL, "areas", faults, err);
    if (!status) {
        const routes_i_layer_field *fields = routes_i_layer_fields(&header.count, layer);
        assert_true(header.count <= MOST_FIELDS);
        for (size_t i = 0; i < header.count; i++)
            names[i] = fields[i].name;
        status = routes_i_parser_start(&parser, ROUTES_AREAS, "areas", &header, faults, err);
    }
    while (!status && !(status = routes_i_layer_next(&batch, layer, faults, err)) && batch)
        for (size_t row = 0; row < batch->size && !status && !parser.refused; row++) {
            routes_area area;
            bool good = false;
            for (size_t i = 0; i < header.count; i++)
                cells[i] = routes_i_batch_text(digits[i], batch, i, row);
            status = routes_i_parser_row(&parser, batch->first_row + row, cells,
                                         batch->geometry[row].bytes, batch->geometry[row].size,
                                         &area, &good, faults, err);
            if (!status && good)
                status = routes_model_add_area(model, &area, err);
        }
    routes_i_parser_end(&parser);
    routes_i_layer_close(layer);
    return status;
}

/** Reads what is there: <table>.csv, and areas.geojson. */
static inline routes_status sample_read(routes_model *model, const char *root,
                                        routes_faults *faults, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (int i = 0; i < ROUTES_ENTITIES && !status; i++) {
        char path[SAMPLE_PATH_SIZE];
        const char *table = routes_entity_text((routes_entity)i);
        if (i == ROUTES_AREAS && sample_has(root, table, "geojson", path))
            status = sample_layer(model, path, faults, err);
        else if (sample_has(root, table, "csv", path))
            status = sample_table(model, path, (routes_entity)i, faults, err);
    }
    return status;
}

#endif
