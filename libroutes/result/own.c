/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/own.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/ids.h"
#include "core/json.h"
#include "core/memory.h"

static routes_status order_by_id(routes_i_own *own, routes_i_id *named, const char *const *ids,
                                 routes_error *err)
{
    for (size_t i = 0; i < own->n; i++) {
        if (!ids[i])
            return routes_i_fail(err, ROUTES_E_DATA, "row %zu has no id", i + 1);
        named[i] = (routes_i_id){ids[i], i};
    }
    routes_i_ids_sort(named, own->n);
    for (size_t k = 0; k < own->n; k++) {
        if (k && strcmp(named[k].id, named[k - 1].id) == 0)
            return routes_i_fail(err, ROUTES_E_DATA, "id \"%s\" stands twice, in rows %zu and %zu",
                                 named[k].id, named[k - 1].row + 1, named[k].row + 1);
        own->ids[k] = named[k].id;
        own->row[k] = named[k].row;
        own->place[named[k].row] = (uint32_t)k;
    }
    return ROUTES_OK;
}

routes_status routes_i_own_read(routes_i_own *own, const routes_table *areas, routes_error *err)
{
    *own = (routes_i_own){.table = areas, .n = routes_table_rows(areas)};
    if (!areas)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "areas must not be null");
    const char *const *ids = routes_table_texts(areas, routes_table_find(areas, "id"));
    if (routes_table_find(areas, "id") == SIZE_MAX || (own->n && !ids))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "areas need a column id of texts");
    if (own->n == 0 || own->n >= UINT32_MAX)
        return routes_i_fail(err, ROUTES_E_DATA, "there are %zu areas, at least one is needed",
                             own->n);
    routes_i_id *named = routes_i_calloc(own->n, sizeof *named);
    own->ids = routes_i_calloc(own->n, sizeof *own->ids);
    own->row = routes_i_calloc(own->n, sizeof *own->row);
    own->place = routes_i_calloc(own->n, sizeof *own->place);
    routes_status status =
        named && own->ids && own->row && own->place
            ? order_by_id(own, named, ids, err)
            : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", own->n);
    routes_i_free(named);
    return status;
}

void routes_i_own_free(routes_i_own *own)
{
    routes_i_free(own->ids);
    routes_i_free(own->row);
    routes_i_free(own->place);
    *own = (routes_i_own){0};
}

static const double *numbers_of(const routes_i_own *own, const char *name, const char *end)
{
    char full[64];
    snprintf(full, sizeof full, "%s%s", name, end);
    return routes_table_numbers(own->table, routes_table_find(own->table, full));
}

routes_status routes_i_own_numbers(double **out, const routes_i_own *own, const char *name,
                                   routes_error *err)
{
    const double *given = numbers_of(own, name, "");
    *out = NULL;
    if (!given)
        return ROUTES_OK;
    *out = routes_i_calloc(own->n, sizeof **out);
    if (!*out)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", own->n);
    for (size_t k = 0; k < own->n; k++)
        (*out)[k] = given[own->row[k]];
    return ROUTES_OK;
}

static routes_range from_numbers(double low, double moderate, double high)
{
    if (isnan(low) && isnan(high))
        return isnan(moderate) ? routes_range_none()
                               : (routes_range){NAN, moderate, NAN, ROUTES_RANGE_SINGLE};
    if (isnan(moderate) && isnan(high))
        return (routes_range){low, NAN, NAN, ROUTES_RANGE_LOWER_BOUND};
    return (routes_range){low, moderate, high, ROUTES_RANGE_SOURCE_SPREAD};
}

routes_status routes_i_own_ranges(routes_range **out, const routes_i_own *own, const char *name,
                                  routes_error *err)
{
    const routes_range *given =
        routes_table_ranges(own->table, routes_table_find(own->table, name));
    const double *moderate = numbers_of(own, name, "");
    const double *low = numbers_of(own, name, "_low");
    const double *high = numbers_of(own, name, "_high");
    *out = NULL;
    if (!given && !moderate && !low && !high)
        return ROUTES_OK;
    routes_range *made = routes_i_calloc(own->n, sizeof *made);
    routes_status status = ROUTES_OK;
    if (!made)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", own->n);
    for (size_t k = 0; k < own->n && !status; k++) {
        routes_error why;
        size_t row = own->row[k];
        made[k] = given ? given[row]
                        : from_numbers(low ? low[row] : NAN, moderate ? moderate[row] : NAN,
                                       high ? high[row] : NAN);
        if (routes_range_check(made[k], &why))
            status = routes_i_fail(err, ROUTES_E_DATA, "area \"%s\", %s: %s", own->ids[k], name,
                                   why.message);
    }
    if (status)
        routes_i_free(made);
    else
        *out = made;
    return status;
}

routes_status routes_i_own_middles(double **out, const routes_range *ranges, size_t n,
                                   routes_error *err)
{
    *out = NULL;
    if (!ranges)
        return ROUTES_OK;
    *out = routes_i_calloc(n, sizeof **out);
    if (!*out)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    for (size_t k = 0; k < n; k++)
        (*out)[k] = ranges[k].moderate;
    return ROUTES_OK;
}

/* Pairs of the rows as pairs of the areas in their order. */
static void renumber(uint32_t *area, uint32_t *neighbour, double *weight, const routes_i_own *own,
                     const routes_weights *weights)
{
    size_t size = 0;
    for (uint32_t i = 0; i < own->n; i++) {
        const uint32_t *neighbours;
        const double *values;
        size_t row = routes_weights_row(&neighbours, &values, weights, i);
        for (size_t k = 0; k < row; k++) {
            area[size] = own->place[i];
            neighbour[size] = own->place[neighbours[k]];
            weight[size++] = values[k];
        }
    }
}

routes_status routes_i_own_weights(routes_weights **out, const routes_i_own *own,
                                   const routes_weights *weights, routes_error *err)
{
    *out = NULL;
    if (!weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "weights must not be null");
    if (routes_weights_areas(weights) != own->n)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "there are %zu areas, and weights of %zu",
                             own->n, routes_weights_areas(weights));
    size_t pairs = routes_weights_pairs(weights);
    uint32_t *area = routes_i_calloc(pairs, sizeof *area);
    uint32_t *neighbour = routes_i_calloc(pairs, sizeof *neighbour);
    double *weight = routes_i_calloc(pairs, sizeof *weight);
    routes_status status;
    if (area && neighbour && weight) {
        renumber(area, neighbour, weight, own, weights);
        status = routes_weights_new(out, own->n, area, neighbour, weight, pairs, NULL, err);
    } else {
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu weights", pairs);
    }
    routes_i_free(area);
    routes_i_free(neighbour);
    routes_i_free(weight);
    return status;
}

const uint8_t *routes_i_own_geometry(size_t *size, const routes_table *table, size_t row)
{
    const size_t *sizes = NULL;
    const uint8_t *const *shapes =
        routes_table_geometries(table, routes_table_find(table, "geometry"), &sizes);
    *size = shapes ? sizes[row] : 0;
    return shapes ? shapes[row] : NULL;
}

static void name_parameter(routes_i_text *text, const char *name)
{
    routes_i_text_add(text, text->size ? "," : "");
    routes_i_json_text(text, name);
    routes_i_text_add(text, ":");
}

void routes_i_own_computed(routes_i_row *row, double value)
{
    if (isnan(value))
        routes_i_row_empty(row, ROUTES_VALUE_NO_DATA);
    else
        routes_i_row_number(row, value);
}

void routes_i_parameter_text(routes_i_text *text, const char *name, const char *value)
{
    name_parameter(text, name);
    routes_i_json_text(text, value);
}

void routes_i_parameter_number(routes_i_text *text, const char *name, double value)
{
    name_parameter(text, name);
    routes_i_json_number(text, value);
}

void routes_i_parameter_weights(routes_i_text *text, const routes_table *areas)
{
    const char *rule = routes_table_meta(areas, "weights");
    if (rule)
        routes_i_parameter_text(text, "weights", rule);
}

static routes_status set_parameters(routes_table *table, const routes_i_text *parameters,
                                    routes_error *err)
{
    routes_i_text all = {0};
    routes_i_text_add(&all, "{");
    if (parameters->size)
        routes_i_text_add(&all, parameters->bytes);
    routes_i_text_add(&all, "}");
    routes_status status = parameters->failed || all.failed
                               ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for parameters")
                               : routes_table_set_meta(table, "parameters", all.bytes, err);
    routes_i_text_free(&all);
    return status;
}

routes_status routes_i_own_end(routes_table **out, routes_table *table,
                               const routes_i_own_meta *meta, routes_status status,
                               routes_error *err)
{
    char seed[24];
    if (!status)
        status = routes_table_set_meta(table, "method", meta->method, err);
    if (!status)
        status = routes_table_set_meta(table, "reference", meta->reference, err);
    if (!status)
        status = routes_table_set_meta(table, "primary_key", meta->primary_key, err);
    if (!status)
        status = set_parameters(table, meta->parameters, err);
    if (!status && meta->seed) {
        snprintf(seed, sizeof seed, "%" PRIu64, *meta->seed);
        status = routes_table_set_meta(table, "seed", seed, err);
    }
    if (status) {
        routes_table_free(table);
        return status;
    }
    routes_table_set_kind(table, ROUTES_KIND_OWN, ROUTES_SENSITIVITY_LOW);
    *out = table;
    return ROUTES_OK;
}
