/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/area_index.h"

#include "core/memory.h"

static routes_status add_row(routes_i_area_index *index, const char *id, size_t row,
                             routes_error *err)
{
    size_t before;
    if (!id || !*id)
        return routes_i_fail(err, ROUTES_E_DATA, "row %zu of the areas has no id", row + 1);
    if (!routes_i_index_add(&index->index, id, index->areas, &before))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the ids of the areas");
    if (before == SIZE_MAX) {
        before = index->areas++;
        index->ids[before] = id;
        index->first_row[before] = row;
    }
    index->row_area[row] = (uint32_t)before;
    return ROUTES_OK;
}

routes_status routes_i_area_index_make(routes_i_area_index *index, const routes_table *table,
                                       routes_error *err)
{
    size_t rows = routes_table_rows(table);
    const char *const *ids = routes_table_texts(table, routes_table_find(table, "id"));
    *index = (routes_i_area_index){0};
    if (rows && !ids)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "the areas have no text column id");
    if (rows >= UINT32_MAX)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu areas are too many, must be below 2^32",
                             rows);
    index->ids = routes_i_calloc(rows, sizeof *index->ids);
    index->first_row = routes_i_calloc(rows, sizeof *index->first_row);
    index->row_area = routes_i_calloc(rows, sizeof *index->row_area);
    routes_status status = ROUTES_OK;
    if (!index->ids || !index->first_row || !index->row_area)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", rows);
    for (size_t row = 0; row < rows && !status; row++)
        status = add_row(index, ids[row], row, err);
    if (status)
        routes_i_area_index_free(index);
    return status;
}

size_t routes_i_area_index_find(const routes_i_area_index *index, const char *id)
{
    return routes_i_index_find(&index->index, id);
}

void routes_i_area_index_free(routes_i_area_index *index)
{
    routes_i_index_free(&index->index);
    routes_i_free(index->ids);
    routes_i_free(index->first_row);
    routes_i_free(index->row_area);
    *index = (routes_i_area_index){0};
}
