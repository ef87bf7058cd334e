/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_hotspot_weights.h"

#include "core/fail.h"
#include "core/row.h"
#include "core/text.h"
#include "result/area_index.h"

static routes_status add_area(routes_table *table, const routes_i_area_index *index,
                              const routes_weights *weights, uint32_t area, routes_error *err)
{
    const uint32_t *neighbours;
    const double *values;
    routes_status status = ROUTES_OK;
    size_t count = routes_weights_row(&neighbours, &values, weights, area);
    for (size_t k = 0; k < count && !status; k++) {
        routes_i_row row = routes_i_row_start(table, err);
        routes_i_row_text(&row, index->ids[area]);
        routes_i_row_text(&row, index->ids[neighbours[k]]);
        routes_i_row_number(&row, values[k]);
        status = routes_i_row_end(&row);
    }
    return status;
}

static routes_status set_meta(routes_table *table, const routes_table *areas, size_t count,
                              size_t islands, routes_error *err)
{
    routes_i_text number = {0};
    const char *rule = routes_table_meta(areas, "weights");
    routes_status status =
        routes_table_set_meta(table, "method", rule ? rule : "spatial weights", err);
    if (!status)
        status = routes_table_set_meta(table, "primary_key", "from|to", err);
    routes_i_text_print(&number, "%zu", count);
    if (!status && !number.failed)
        status = routes_table_set_meta(table, "areas", number.bytes, err);
    routes_i_text_free(&number);
    routes_i_text_print(&number, "%zu", islands);
    if (!status && !number.failed)
        status = routes_table_set_meta(table, "islands", number.bytes, err);
    if (!status && number.failed)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the weights");
    routes_i_text_free(&number);
    return status;
}

routes_status routes_answer_hotspot_weights(routes_table **out, const routes_table *areas,
                                            const routes_weights *weights, routes_error *err)
{
    static const routes_column columns[] = {
        {"from", ROUTES_COLUMN_TEXT, NULL, "Area"},
        {"to", ROUTES_COLUMN_TEXT, NULL, "Its neighbour"},
        {"weight", ROUTES_COLUMN_NUMBER, NULL, "Weight of the neighbour on the area"},
    };
    routes_i_area_index index = {0};
    routes_table *table = NULL;
    size_t islands = 0;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!areas || !weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "areas and weights must not be null");
    routes_status status = routes_i_area_index_make(&index, areas, err);
    if (!status && index.areas != routes_weights_areas(weights))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu areas have weights of %zu", index.areas,
                               routes_weights_areas(weights));
    if (!status)
        status = routes_table_new(&table, "weights", columns, 3, err);
    if (!status)
        routes_table_set_kind(table, ROUTES_KIND_OWN, ROUTES_SENSITIVITY_LOW);
    for (uint32_t i = 0; i < index.areas && !status; i++) {
        islands += routes_weights_row(NULL, NULL, weights, i) == 0;
        status = add_area(table, &index, weights, i, err);
    }
    if (!status)
        status = set_meta(table, areas, index.areas, islands, err);
    routes_i_area_index_free(&index);
    if (status)
        routes_table_free(table);
    else
        *out = table;
    return status;
}
