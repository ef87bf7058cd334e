/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/area_pairs.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/arena.h"
#include "core/fault.h"
#include "core/memory.h"

#define BLANKS " \t"

/* The list being read. */
struct reading {
    const routes_table *pairs;
    const char *file;
    const int64_t *rows;
    const routes_i_area_index *index;
    routes_i_arena arena;  /* of what stands in `joined` */
    routes_i_index joined; /* areas by their ids with '_', where ids have blanks */
    bool *twice;           /* [areas] whose id with '_' another has too */
    uint32_t *from;
    uint32_t *to;
    double *weight;
    size_t size;
    routes_faults *faults;
    routes_error *err;
};

void routes_i_area_pairs_join(routes_i_text *to, const char *id)
{
    id += strspn(id, BLANKS);
    while (*id) {
        size_t size = strcspn(id, BLANKS);
        routes_i_text_bytes(to, id, size);
        id += size;
        id += strspn(id, BLANKS);
        if (*id)
            routes_i_text_add(to, "_");
    }
}

/* An id with '_' that is two areas is none of them. */
static routes_status file_joined(struct reading *reading, size_t area, routes_i_text *text)
{
    size_t before = SIZE_MAX;
    const char *key = text->failed ? NULL : routes_i_arena_text(&reading->arena, text->bytes);
    if (!key || !routes_i_index_add(&reading->joined, key, area, &before))
        return routes_i_fail(reading->err, ROUTES_E_MEMORY, "no memory for the ids of areas");
    if (before != SIZE_MAX)
        reading->twice[before] = true;
    return ROUTES_OK;
}

/* Files of these formats cannot have blanks in an id. */
static routes_status join_ids(struct reading *reading)
{
    routes_i_text text = {0};
    routes_status status = ROUTES_OK;
    if (!routes_table_meta(reading->pairs, "format"))
        return ROUTES_OK;
    reading->twice = routes_i_calloc(reading->index->areas, sizeof *reading->twice);
    if (!reading->twice)
        return routes_i_fail(reading->err, ROUTES_E_MEMORY, "no memory for the ids of areas");
    for (size_t i = 0; i < reading->index->areas && !status; i++) {
        if (!strpbrk(reading->index->ids[i], BLANKS))
            continue;
        text.size = 0;
        routes_i_area_pairs_join(&text, reading->index->ids[i]);
        if (text.size || text.failed)
            status = file_joined(reading, i, &text);
    }
    routes_i_text_free(&text);
    return status;
}

static routes_status tell(const struct reading *reading, size_t row, const char *field,
                          const char *value, const char *message, const char *remedy)
{
    routes_fault where = {.file = reading->file,
                          .row = reading->rows ? (size_t)reading->rows[row] : row + 1,
                          .field = field,
                          .value = value,
                          .remedy = remedy};
    return routes_i_fault(reading->faults, &where, reading->err, "%s", message);
}

static routes_status find_end(uint32_t *area, const struct reading *reading, size_t row,
                              const char *field, const char *id)
{
    size_t found = id ? routes_i_area_index_find(reading->index, id) : SIZE_MAX;
    if (found == SIZE_MAX && id)
        found = routes_i_index_find(&reading->joined, id);
    if (found != SIZE_MAX && reading->twice && reading->twice[found])
        found = routes_i_area_index_find(reading->index, id);
    *area = found == SIZE_MAX ? 0 : (uint32_t)found;
    return found != SIZE_MAX ? ROUTES_OK
                             : tell(reading, row, field, id, "no area has this id",
                                    "mend it or leave the row out");
}

static routes_status take_pair(struct reading *reading, size_t row, const char *from,
                               const char *to, double weight)
{
    char value[ROUTES_I_NUMBER_SIZE];
    uint32_t a, b;
    routes_status status = find_end(&a, reading, row, "from", from);
    if (status || !to) /* an area without a neighbour */
        return status;
    status = find_end(&b, reading, row, "to", to);
    if (!status && !(weight > 0.0 && isfinite(weight))) {
        routes_i_number_text(value, weight, 0);
        status = tell(reading, row, "weight", isnan(weight) ? NULL : value,
                      "the weight is not above 0", "leave the row out, or weigh it");
    }
    reading->from[reading->size] = a;
    reading->to[reading->size] = b;
    if (reading->weight)
        reading->weight[reading->size] = weight;
    reading->size++;
    return status;
}

static routes_status read_pairs(struct reading *reading)
{
    const routes_table *table = reading->pairs;
    const char *const *from = routes_table_texts(table, routes_table_find(table, "from"));
    const char *const *to = routes_table_texts(table, routes_table_find(table, "to"));
    const double *weight = routes_table_numbers(table, routes_table_find(table, "weight"));
    size_t rows = routes_table_rows(table);
    bool weighted = false;
    if (rows && (!from || !to))
        return routes_i_fail(reading->err, ROUTES_E_ARGUMENT,
                             "pairs must have the text columns from and to");
    for (size_t i = 0; weight && i < rows && !weighted; i++)
        weighted = !isnan(weight[i]);
    reading->from = routes_i_calloc(rows, sizeof *reading->from);
    reading->to = routes_i_calloc(rows, sizeof *reading->to);
    reading->weight = weighted ? routes_i_calloc(rows, sizeof *reading->weight) : NULL;
    if (!reading->from || !reading->to || (weighted && !reading->weight))
        return routes_i_fail(reading->err, ROUTES_E_MEMORY, "no memory for %zu pairs", rows);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < rows && !status; i++)
        status = take_pair(reading, i, from[i], to[i], weighted ? weight[i] : 1.0);
    return status;
}

routes_status routes_i_area_pairs_weights(routes_weights **out, const routes_table *pairs,
                                          const routes_i_area_index *index,
                                          const routes_weights_options *options,
                                          routes_faults *faults, routes_error *err)
{
    const char *file = routes_table_meta(pairs, "file");
    size_t told = routes_faults_size(faults);
    size_t errors = routes_faults_count(faults, ROUTES_SEVERITY_ERROR);
    struct reading reading = {.pairs = pairs,
                              .file = file ? file : "pairs",
                              .rows = routes_table_integers(pairs, routes_table_find(pairs, "row")),
                              .index = index,
                              .faults = faults,
                              .err = err};
    routes_status status = join_ids(&reading);
    if (!status)
        status = read_pairs(&reading);
    if (!status)
        status = routes_i_faults_judge_since(
            faults, told, routes_faults_count(faults, ROUTES_SEVERITY_ERROR) - errors, err);
    if (!status)
        status = routes_weights_new(out, index->areas, reading.from, reading.to, reading.weight,
                                    reading.size, options, err);
    routes_i_free(reading.from);
    routes_i_free(reading.to);
    routes_i_free(reading.weight);
    routes_i_index_free(&reading.joined);
    routes_i_free(reading.twice);
    routes_i_arena_free(&reading.arena);
    return status;
}
