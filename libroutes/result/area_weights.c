/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/area_weights.h"

#include <math.h>
#include <string.h>

#include "core/fault.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/text.h"
#include "result/area_index.h"
#include "routes/contiguity.h"

/* The weights under way. */
struct making {
    const routes_table *areas;
    routes_i_area_index index;
    routes_area_weights_options options;
    routes_weights_options shape;
    bool plane;
    routes_faults *faults;
    size_t faults_before; /* in the list, and errors among all found */
    size_t errors_before;
    routes_error *err;
};

/* A length such as 50km or 10m. False: it is none. */
static bool read_length(double *length_m, const char *text)
{
    char number[64];
    size_t size = strcspn(text, "km");
    if (size == 0 || size >= sizeof number)
        return false;
    memcpy(number, text, size);
    number[size] = '\0';
    double factor = strcmp(text + size, "km") == 0  ? 1000.0
                    : strcmp(text + size, "m") == 0 ? 1.0
                                                    : NAN;
    if (isnan(factor) || !routes_i_number_read(length_m, number) || *length_m < 0.0)
        return false;
    *length_m *= factor;
    return true;
}

/* Arrays of pairs; freed by free_pairs(). */
struct pairs {
    uint32_t *from;
    uint32_t *to;
    double *weight;
    size_t size;
};

static void free_pairs(struct pairs *pairs)
{
    routes_i_free(pairs->from);
    routes_i_free(pairs->to);
    routes_i_free(pairs->weight);
}

static routes_status reserve_pairs(struct pairs *pairs, size_t size, bool weighted,
                                   routes_error *err)
{
    pairs->from = routes_i_calloc(size, sizeof *pairs->from);
    pairs->to = routes_i_calloc(size, sizeof *pairs->to);
    pairs->weight = weighted ? routes_i_calloc(size, sizeof *pairs->weight) : NULL;
    if (!pairs->from || !pairs->to || (weighted && !pairs->weight))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu pairs", size);
    return ROUTES_OK;
}

/* A fault of row `row` of the pairs. */
static routes_status tell_pair(const struct making *making, size_t row, const char *field,
                               const char *value, const char *message, const char *remedy)
{
    const routes_table *pairs = making->options.pairs;
    const char *file = routes_table_meta(pairs, "file");
    const int64_t *rows = routes_table_integers(pairs, routes_table_find(pairs, "row"));
    routes_fault where = {.file = file ? file : "pairs",
                          .row = rows ? (size_t)rows[row] : row + 1,
                          .field = field,
                          .value = value,
                          .remedy = remedy};
    return routes_i_fault(making->faults, &where, making->err, "%s", message);
}

static routes_status find_end(uint32_t *area, const struct making *making, size_t row,
                              const char *field, const char *id)
{
    size_t found = id ? routes_i_area_index_find(&making->index, id) : SIZE_MAX;
    *area = (uint32_t)found;
    if (found != SIZE_MAX)
        return ROUTES_OK;
    *area = 0;
    return tell_pair(making, row, field, id, "no area has this id", "mend it or leave the row out");
}

static routes_status take_pair(struct pairs *to, const struct making *making, size_t row,
                               const char *const ends[2], double weight)
{
    char value[ROUTES_I_NUMBER_SIZE];
    routes_status status = find_end(&to->from[to->size], making, row, "from", ends[0]);
    if (!status)
        status = find_end(&to->to[to->size], making, row, "to", ends[1]);
    if (!status && !(weight > 0.0 && isfinite(weight))) {
        routes_i_number_text(value, weight, 0);
        status = tell_pair(making, row, "weight", isnan(weight) ? NULL : value,
                           "the weight is not above 0", "leave the row out, or weigh it");
    }
    if (to->weight)
        to->weight[to->size] = weight;
    to->size++;
    return status;
}

/* Weights from a list of pairs. */
static routes_status by_pairs(routes_weights **out, struct making *making)
{
    const routes_table *table = making->options.pairs;
    const char *const *from = routes_table_texts(table, routes_table_find(table, "from"));
    const char *const *to = routes_table_texts(table, routes_table_find(table, "to"));
    size_t column = routes_table_find(table, "weight");
    const double *weight = routes_table_numbers(table, column);
    size_t rows = routes_table_rows(table);
    struct pairs pairs = {0};
    if (rows && (!from || !to))
        return routes_i_fail(making->err, ROUTES_E_ARGUMENT,
                             "pairs must have the text columns from and to");
    bool weighted = false;
    for (size_t i = 0; weight && i < rows && !weighted; i++)
        weighted = !isnan(weight[i]);
    routes_status status = reserve_pairs(&pairs, rows, weighted, making->err);
    for (size_t i = 0; i < rows && !status; i++) {
        const char *const ends[2] = {from[i], to[i]};
        status = take_pair(&pairs, making, i, ends, weighted ? weight[i] : 1.0);
    }
    if (!status)
        status = routes_i_faults_judge_since(
            making->faults, making->faults_before,
            routes_faults_count(making->faults, ROUTES_SEVERITY_ERROR) - making->errors_before,
            making->err);
    if (!status)
        status = routes_weights_new(out, making->index.areas, pairs.from, pairs.to, pairs.weight,
                                    pairs.size, &making->shape, making->err);
    free_pairs(&pairs);
    return status;
}

/* The outlines of the areas, [areas], to be freed. */
static routes_status outlines(routes_wkb **out, const struct making *making)
{
    const size_t *sizes = NULL;
    const uint8_t *const *bytes = routes_table_geometries(
        making->areas, routes_table_find(making->areas, "geometry"), &sizes);
    *out = routes_i_calloc(making->index.areas, sizeof **out);
    if (!*out)
        return routes_i_fail(making->err, ROUTES_E_MEMORY, "no memory for %zu outlines",
                             making->index.areas);
    for (size_t i = 0; i < making->index.areas; i++) {
        size_t row = making->index.first_row[i];
        if (!bytes || !bytes[row])
            return routes_i_fail(
                making->err, ROUTES_E_DATA, "area %s has no outline, which %s contiguity needs",
                making->index.ids[i], making->options.rule ? making->options.rule : "queen");
        (*out)[i] = (routes_wkb){bytes[row], sizes[row]};
    }
    return ROUTES_OK;
}

/* Weights of areas that meet. */
static routes_status by_contiguity(routes_weights **out, struct making *making, bool rook,
                                   double tolerance_m)
{
    routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
    routes_contiguity *found = NULL;
    routes_wkb *shapes = NULL;
    struct pairs pairs = {0};
    size_t size = 0;
    options.rook = rook;
    options.tolerance_m = tolerance_m;
    options.plane = making->plane;
    options.unmeasured = 1;
    options.run = making->options.run;
    routes_status status = outlines(&shapes, making);
    if (!status)
        status = routes_contiguity_new(&found, shapes, making->index.areas, &options, making->err);
    const routes_contiguity_pair *list = routes_contiguity_pairs(&size, found);
    if (!status)
        status = reserve_pairs(&pairs, size, false, making->err);
    for (size_t i = 0; i < size && !status; i++) {
        pairs.from[i] = (uint32_t)list[i].a;
        pairs.to[i] = (uint32_t)list[i].b;
    }
    making->shape.both_ways = 1;
    if (!status)
        status = routes_weights_new(out, making->index.areas, pairs.from, pairs.to, NULL, size,
                                    &making->shape, making->err);
    free_pairs(&pairs);
    routes_contiguity_free(found);
    routes_i_free(shapes);
    return status;
}

static routes_status by_rule(routes_weights **out, struct making *making)
{
    const char *rule = making->options.rule ? making->options.rule : "queen";
    size_t size = strcspn(rule, ":");
    bool rook = size == 4 && strncmp(rule, "rook", 4) == 0;
    double tolerance_m = 0.0;
    if (!rook && !(size == 5 && strncmp(rule, "queen", 5) == 0))
        return routes_i_fail(making->err, ROUTES_E_ARGUMENT,
                             "weights \"%s\" are not known; take queen or rook", rule);
    if (rule[size] && !read_length(&tolerance_m, rule + size + 1))
        return routes_i_fail(making->err, ROUTES_E_ARGUMENT,
                             "the tolerance of weights \"%s\" must be a length such as 10m", rule);
    return by_contiguity(out, making, rook, tolerance_m);
}

routes_status routes_area_weights_new(routes_weights **out, const routes_table *areas,
                                      const routes_area_weights_options *options,
                                      routes_faults *faults, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!areas)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "areas must not be null");
    struct making making = {.areas = areas, .faults = faults, .err = err};
    making.shape = (routes_weights_options)ROUTES_WEIGHTS_OPTIONS;
    routes_faults *own = NULL;
    routes_status status =
        routes_i_options_read(&making.options, sizeof making.options, options, err);
    if (!status)
        status = routes_i_area_index_make(&making.index, areas, err);
    if (!status && !faults)
        status = routes_faults_new(&own, 0, err);
    if (status) {
        routes_i_area_index_free(&making.index);
        return status;
    }
    if (own)
        making.faults = own;
    making.faults_before = routes_faults_size(making.faults);
    making.errors_before = routes_faults_count(making.faults, ROUTES_SEVERITY_ERROR);
    const char *crs = routes_table_meta(areas, "crs");
    making.plane = crs && strcmp(crs, "plane") == 0;
    making.shape.with_self = making.options.with_self;
    making.shape.row_standardised = making.options.row_standardised;
    status = making.options.pairs ? by_pairs(out, &making) : by_rule(out, &making);
    routes_i_area_index_free(&making.index);
    routes_faults_free(own);
    return status;
}
