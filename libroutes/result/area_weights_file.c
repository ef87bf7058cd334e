/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/arena.h"
#include "core/file.h"
#include "result/area_pairs.h"
#include "routes/area_weights.h"

/* What the writing needs. */
struct writing {
    const routes_weights *weights;
    routes_i_area_index index;
    routes_i_arena arena;
    routes_i_index taken; /* names that stand already */
    const char **names;   /* [areas] ids as the file has them */
    const char *id_name;
    routes_i_text text;
    routes_error *err;
};

static int ends_in(const char *file, const char *end)
{
    size_t size = strlen(file), tail = strlen(end);
    return size > tail && strcmp(file + size - tail, end) == 0;
}

static routes_status out_of_memory(const struct writing *writing)
{
    return routes_i_fail(writing->err, ROUTES_E_MEMORY, "no memory for the weights of %zu areas",
                         writing->index.areas);
}

/* Ids with '_' for blanks; two that become the same could not be told apart. */
static routes_status name_areas(struct writing *writing)
{
    routes_i_text text = {0};
    routes_status status = ROUTES_OK;
    size_t n = writing->index.areas;
    writing->names = routes_i_arena_take(&writing->arena, n * sizeof *writing->names + 1);
    if (!writing->names)
        return out_of_memory(writing);
    for (size_t i = 0; i < n && !status; i++) {
        size_t before = SIZE_MAX;
        text.size = 0;
        routes_i_area_pairs_join(&text, writing->index.ids[i]);
        writing->names[i] =
            text.failed ? NULL : routes_i_arena_text(&writing->arena, routes_i_text_get(&text));
        if (!writing->names[i] ||
            !routes_i_index_add(&writing->taken, writing->names[i], i, &before))
            status = out_of_memory(writing);
        else if (!*writing->names[i] || before != SIZE_MAX)
            status =
                routes_i_fail(writing->err, ROUTES_E_DATA,
                              "the id \"%s\" is \"%s\" in such a file, which is not one area's "
                              "alone; write a .csv",
                              writing->index.ids[i], writing->names[i]);
    }
    routes_i_text_free(&text);
    return status;
}

static void write_head(struct writing *writing)
{
    routes_i_text_print(&writing->text, "0 %zu Unknown ", writing->index.areas);
    if (writing->id_name)
        routes_i_area_pairs_join(&writing->text, writing->id_name);
    else
        routes_i_text_add(&writing->text, "Unknown");
    routes_i_text_add(&writing->text, "\n");
}

static routes_status write_gal(struct writing *writing)
{
    const uint32_t *row;
    const double *values;
    routes_status status = name_areas(writing);
    if (status)
        return status;
    write_head(writing);
    for (uint32_t i = 0; i < writing->index.areas; i++) {
        size_t size = routes_weights_row(&row, &values, writing->weights, i);
        routes_i_text_print(&writing->text, "%s %zu\n", writing->names[i], size);
        for (size_t k = 0; k < size; k++) {
            if (values[k] != 1.0)
                return routes_i_fail(
                    writing->err, ROUTES_E_DATA,
                    "%s weighs %g on %s, and a .gal holds no weights; write a .gwt",
                    writing->index.ids[row[k]], values[k], writing->index.ids[i]);
            routes_i_text_print(&writing->text, "%s%s", k ? " " : "", writing->names[row[k]]);
        }
        routes_i_text_add(&writing->text, "\n");
    }
    return ROUTES_OK;
}

static void add_weight(struct writing *writing, double weight)
{
    char number[ROUTES_I_NUMBER_SIZE];
    routes_i_number_text(number, weight, 17);
    routes_i_text_print(&writing->text, "%s\n", number);
}

static routes_status write_gwt(struct writing *writing)
{
    const uint32_t *row;
    const double *values;
    routes_status status = name_areas(writing);
    if (status)
        return status;
    write_head(writing);
    for (uint32_t i = 0; i < writing->index.areas; i++) {
        size_t size = routes_weights_row(&row, &values, writing->weights, i);
        for (size_t k = 0; k < size; k++) {
            routes_i_text_print(&writing->text, "%s %s ", writing->names[i],
                                writing->names[row[k]]);
            add_weight(writing, values[k]);
        }
    }
    return ROUTES_OK;
}

/* RFC 4180: in quotes where it must be. */
static void add_cell(routes_i_text *text, const char *cell)
{
    if (!strpbrk(cell, ",\"\r\n")) {
        routes_i_text_add(text, cell);
        return;
    }
    routes_i_text_add(text, "\"");
    for (; *cell; cell++) {
        if (*cell == '"')
            routes_i_text_add(text, "\"");
        routes_i_text_bytes(text, cell, 1);
    }
    routes_i_text_add(text, "\"");
}

static routes_status write_csv(struct writing *writing)
{
    const uint32_t *row;
    const double *values;
    routes_i_text_add(&writing->text, "from,to,weight\n");
    for (uint32_t i = 0; i < writing->index.areas; i++) {
        size_t size = routes_weights_row(&row, &values, writing->weights, i);
        for (size_t k = 0; k < size; k++) {
            add_cell(&writing->text, writing->index.ids[i]);
            routes_i_text_add(&writing->text, ",");
            add_cell(&writing->text, writing->index.ids[row[k]]);
            routes_i_text_add(&writing->text, ",");
            add_weight(writing, values[k]);
        }
    }
    return ROUTES_OK;
}

routes_status routes_area_weights_write(const char *file, const routes_table *areas,
                                        const routes_weights *weights, const char *id_name,
                                        routes_error *err)
{
    if (!file || !areas || !weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "file, areas and weights must be given");
    routes_status (*write)(struct writing *) = ends_in(file, ".gal")   ? write_gal
                                               : ends_in(file, ".gwt") ? write_gwt
                                               : ends_in(file, ".csv") ? write_csv
                                                                       : NULL;
    if (!write)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "weights are written as .gal, .gwt or .csv, not as %s", file);
    struct writing writing = {.weights = weights, .id_name = id_name, .err = err};
    routes_status status = routes_i_area_index_make(&writing.index, areas, err);
    if (!status && writing.index.areas != routes_weights_areas(weights))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu areas have weights of %zu",
                               writing.index.areas, routes_weights_areas(weights));
    if (!status)
        status = write(&writing);
    if (!status && writing.text.failed)
        status = out_of_memory(&writing);
    if (!status)
        status =
            routes_i_file_write(file, routes_i_text_get(&writing.text), writing.text.size, err);
    routes_i_text_free(&writing.text);
    routes_i_index_free(&writing.taken);
    routes_i_arena_free(&writing.arena);
    routes_i_area_index_free(&writing.index);
    return status;
}
