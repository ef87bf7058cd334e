/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/trace.h"

#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "release/list.h"

const char *routes_i_trace_key(const routes_table *table)
{
    static const char *const usual[] = {"lane_id", "observation_id", "place_id", "crossing_id",
                                        "link_id", "area_id",        "id"};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (routes_table_texts(table, routes_table_find(table, usual[i])))
            return usual[i];
    return NULL;
}

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the provenance");
}

static routes_status file(routes_i_trace *trace, const char *id, const routes_layer *layer,
                          const char *row, routes_error *err)
{
    if (trace->count == trace->capacity) {
        size_t capacity = trace->capacity ? trace->capacity * 2 : 64;
        routes_i_trace_entry *grown = routes_i_realloc(trace->entries, capacity, sizeof *grown);
        if (!grown)
            return no_memory(err);
        trace->entries = grown;
        trace->capacity = capacity;
    }
    const char *copy = routes_i_arena_text(&trace->arena, id);
    if (!copy)
        return no_memory(err);
    trace->entries[trace->count++] = (routes_i_trace_entry){copy, layer, row};
    return ROUTES_OK;
}

static int order(const void *a, const void *b)
{
    const routes_i_trace_entry *left = a, *right = b;
    int by = strcmp(left->id, right->id);
    if (!by)
        by = (left->layer > right->layer) - (left->layer < right->layer);
    return by ? by : strcmp(left->row, right->row);
}

static void sort(routes_i_trace *trace)
{
    size_t kept = 0;
    if (trace->count)
        qsort(trace->entries, trace->count, sizeof *trace->entries, order);
    for (size_t i = 0; i < trace->count; i++)
        if (kept == 0 || order(&trace->entries[kept - 1], &trace->entries[i]) != 0)
            trace->entries[kept++] = trace->entries[i];
    trace->count = kept;
}

routes_status routes_i_trace_rows(routes_i_trace *trace, const routes_release *release,
                                  routes_error *err)
{
    routes_status status = ROUTES_OK;
    *trace = (routes_i_trace){0};
    for (size_t i = 0; i < release->count; i++) {
        const routes_layer *layer = &release->layers[i];
        const char *key = routes_i_trace_key(layer->table);
        for (size_t row = 0; !status && key && row < routes_table_rows(layer->table); row++) {
            const char *id = routes_table_text_at(layer->table, key, row);
            if (id)
                status = file(trace, id, layer, id, err);
        }
    }
    sort(trace);
    return status;
}

static routes_status file_list(routes_i_trace *trace, const routes_layer *layer, size_t row,
                               const char *column, routes_error *err)
{
    const char *lane = routes_table_text_at(layer->table, "lane_id", row);
    routes_i_list ids;
    routes_status status =
        routes_i_list_split(&ids, routes_table_text_at(layer->table, column, row), err);
    for (size_t i = 0; !status && lane && i < ids.count; i++)
        status = file(trace, ids.items[i], layer, lane, err);
    routes_i_list_free(&ids);
    return status;
}

routes_status routes_i_trace_lanes(routes_i_trace *trace, const routes_release *release,
                                   routes_error *err)
{
    static const char *const columns[] = {"from_ids", "to_ids", "via_ids", "links"};
    routes_status status = ROUTES_OK;
    *trace = (routes_i_trace){0};
    for (size_t i = 0; i < release->count; i++) {
        const routes_layer *layer = &release->layers[i];
        if (routes_table_find(layer->table, "lane_id") == SIZE_MAX)
            continue;
        for (size_t row = 0; row < routes_table_rows(layer->table); row++)
            for (size_t j = 0; !status && j < sizeof columns / sizeof *columns; j++)
                status = file_list(trace, layer, row, columns[j], err);
    }
    sort(trace);
    return status;
}

const routes_i_trace_entry *routes_i_trace_find(const routes_i_trace *trace, const char *id,
                                                size_t *count)
{
    size_t low = 0, high = trace->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(trace->entries[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < trace->count && strcmp(trace->entries[low + *count].id, id) == 0)
        ++*count;
    return trace->entries ? trace->entries + low : NULL;
}

void routes_i_trace_free(routes_i_trace *trace)
{
    routes_i_free(trace->entries);
    routes_i_arena_free(&trace->arena);
    *trace = (routes_i_trace){0};
}
