/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/area_weights.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/ids.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "core/text.h"
#include "result/area_index.h"
#include "result/area_pairs.h"
#include "result/area_rule.h"
#include "routes/contiguity.h"
#include "routes/distance_weights.h"
#include "routes/network_weights.h"

/* Borders that are one, unless the rule says otherwise: on the earth, and in a plane as a part of
 * the greatest coordinate. */
#define TOLERANCE_M 0.001
#define TOLERANCE_PART 1e-9
/* Islands a warning names. */
#define NAMED 10

/* The weights under way. */
struct making {
    const routes_table *areas;
    routes_i_area_index index;
    routes_area_weights_options options;
    routes_run run;
    routes_i_area_rule rule;
    bool plane;
    uint32_t *rank;       /* [areas] place among the ids; null until asked for */
    routes_point *points; /* [areas] null until asked for */
    routes_error *err;
};

static routes_status out_of_memory(const struct making *making)
{
    return routes_i_fail(making->err, ROUTES_E_MEMORY, "no memory for the weights of %zu areas",
                         making->index.areas);
}

static routes_status make_rank(struct making *making)
{
    size_t n = making->index.areas;
    routes_i_id *list = routes_i_calloc(n, sizeof *list);
    making->rank = routes_i_calloc(n, sizeof *making->rank);
    if (!list || !making->rank) {
        routes_i_free(list);
        return out_of_memory(making);
    }
    for (uint32_t i = 0; i < n; i++)
        list[i] = (routes_i_id){making->index.ids[i], i};
    routes_i_ids_sort(list, n);
    for (uint32_t i = 0; i < n; i++)
        making->rank[list[i].row] = i;
    routes_i_free(list);
    return ROUTES_OK;
}

/* Where the areas stand. */
static routes_status make_points(struct making *making)
{
    const double *x = routes_table_numbers(making->areas, routes_table_find(making->areas, "x"));
    const double *y = routes_table_numbers(making->areas, routes_table_find(making->areas, "y"));
    size_t n = making->index.areas;
    making->points = routes_i_calloc(n, sizeof *making->points);
    if (!making->points)
        return out_of_memory(making);
    for (size_t i = 0; i < n; i++) {
        size_t row = making->index.first_row[i];
        routes_error why;
        if (!x || !y || isnan(x[row]) || isnan(y[row]))
            return routes_i_fail(making->err, ROUTES_E_DATA,
                                 "area %s has no position, which distances need",
                                 making->index.ids[i]);
        making->points[i] = (routes_point){x[row], y[row]};
        if (!making->plane && routes_point_check(making->points[i], &why))
            return routes_i_fail(making->err, ROUTES_E_DATA, "area %s: %s", making->index.ids[i],
                                 why.message);
    }
    return ROUTES_OK;
}

/* The outlines of the areas, [areas], to be freed, and their greatest coordinate. */
static routes_status outlines(routes_wkb **out, double *greatest, const struct making *making)
{
    const size_t *sizes = NULL;
    const uint8_t *const *bytes = routes_table_geometries(
        making->areas, routes_table_find(making->areas, "geometry"), &sizes);
    *greatest = 0.0;
    *out = routes_i_calloc(making->index.areas, sizeof **out);
    if (!*out)
        return out_of_memory(making);
    for (size_t i = 0; i < making->index.areas; i++) {
        size_t row = making->index.first_row[i];
        routes_box box = routes_box_none();
        routes_error why;
        if (!bytes || !bytes[row])
            return routes_i_fail(making->err, ROUTES_E_DATA,
                                 "area %s has no outline, which contiguity needs",
                                 making->index.ids[i]);
        (*out)[i] = (routes_wkb){bytes[row], sizes[row]};
        if (!making->plane)
            continue;
        routes_status status = routes_wkb_describe(NULL, NULL, &box, (*out)[i], &why);
        if (status)
            return routes_i_fail(making->err, status, "area %s: %s", making->index.ids[i],
                                 why.message);
        if (!routes_box_is_empty(box))
            *greatest = fmax(*greatest, fmax(fmax(fabs(box.west), fabs(box.east)),
                                             fmax(fabs(box.south), fabs(box.north))));
    }
    return ROUTES_OK;
}

static routes_status pairs_to_weights(routes_weights **out, const struct making *making,
                                      const routes_contiguity *found,
                                      const routes_weights_options *shape)
{
    size_t size = 0;
    const routes_contiguity_pair *list = routes_contiguity_pairs(&size, found);
    uint32_t *a = routes_i_calloc(size, sizeof *a);
    uint32_t *b = routes_i_calloc(size, sizeof *b);
    routes_status status = a && b ? ROUTES_OK : out_of_memory(making);
    for (size_t i = 0; i < size && !status; i++) {
        a[i] = (uint32_t)list[i].a;
        b[i] = (uint32_t)list[i].b;
    }
    routes_weights_options use = *shape;
    use.both_ways = 1;
    if (!status)
        status = routes_weights_new(out, making->index.areas, a, b, NULL, size, &use, making->err);
    routes_i_free(a);
    routes_i_free(b);
    return status;
}

static routes_status by_contiguity(routes_weights **out, struct making *making,
                                   const routes_weights_options *shape)
{
    routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
    routes_contiguity *found = NULL;
    routes_wkb *shapes = NULL;
    double greatest;
    routes_status status = outlines(&shapes, &greatest, making);
    options.rook = making->rule.kind == ROUTES_I_RULE_ROOK;
    options.tolerance_m = making->rule.has_length ? making->rule.length_m
                          : making->plane         ? TOLERANCE_PART * greatest
                                                  : TOLERANCE_M;
    options.plane = making->plane;
    options.unmeasured = 1;
    options.run = &making->run;
    if (!status)
        status = routes_contiguity_new(&found, shapes, making->index.areas, &options, making->err);
    if (!status)
        status = pairs_to_weights(out, making, found, shape);
    routes_contiguity_free(found);
    routes_i_free(shapes);
    return status;
}

static routes_distance_weights_options distance_options(const struct making *making,
                                                        const routes_weights_options *shape)
{
    routes_distance_weights_options options = ROUTES_DISTANCE_WEIGHTS_OPTIONS;
    options.plane = making->plane;
    options.sphere = making->options.sphere;
    options.rank = making->rank;
    options.both_ways = making->options.both_ways;
    options.with_self = shape->with_self;
    options.row_standardised = shape->row_standardised;
    options.run = &making->run;
    return options;
}

static routes_status by_distance(routes_weights **out, struct making *making,
                                 const routes_weights_options *shape)
{
    const routes_i_area_rule *rule = &making->rule;
    size_t n = making->index.areas;
    routes_status status = making->points ? ROUTES_OK : make_points(making);
    if (status)
        return status;
    routes_distance_weights_options options = distance_options(making, shape);
    switch (rule->kind) {
    case ROUTES_I_RULE_NEAREST:
        return routes_distance_weights_nearest(out, making->points, n, rule->k, &options,
                                               making->err);
    case ROUTES_I_RULE_BAND:
        return routes_distance_weights_band(out, making->points, n, rule->length_m, &options,
                                            making->err);
    default:
        return routes_distance_weights_kernel(out, making->points, n, rule->shape, rule->length_m,
                                              rule->k, &options, making->err);
    }
}

static routes_status find_nodes(uint32_t **out, const struct making *making)
{
    *out = routes_i_calloc(making->index.areas, sizeof **out);
    if (!*out)
        return out_of_memory(making);
    for (size_t i = 0; i < making->index.areas; i++) {
        (*out)[i] = routes_network_find(making->options.network, making->index.ids[i]);
        if ((*out)[i] == ROUTES_GRAPH_NONE)
            return routes_i_fail(making->err, ROUTES_E_DATA,
                                 "area %s is no node of the network: its id must be that of one",
                                 making->index.ids[i]);
    }
    return ROUTES_OK;
}

static routes_status by_network(routes_weights **out, struct making *making,
                                const routes_weights_options *shape)
{
    const routes_i_area_rule *rule = &making->rule;
    size_t n = making->index.areas;
    uint32_t *nodes = NULL;
    if (!making->options.network)
        return routes_i_fail(making->err, ROUTES_E_ARGUMENT, "weights \"%s\" need a network",
                             making->options.rule);
    const routes_graph *graph = routes_network_graph(making->options.network);
    routes_distance_weights_options options = distance_options(making, shape);
    routes_status status = find_nodes(&nodes, making);
    if (!status && rule->kind == ROUTES_I_RULE_NEAREST)
        status =
            routes_network_weights_nearest(out, graph, nodes, n, rule->k, &options, making->err);
    else if (!status && rule->kind == ROUTES_I_RULE_BAND)
        status = routes_network_weights_band(out, graph, nodes, n, rule->length_m, &options,
                                             making->err);
    else if (!status)
        status = routes_network_weights_kernel(out, graph, nodes, n, rule->shape, rule->length_m,
                                               rule->k, &options, making->err);
    routes_i_free(nodes);
    return status;
}

static routes_status by_rule(routes_weights **out, struct making *making,
                             const routes_weights_options *shape)
{
    if (making->rule.network)
        return by_network(out, making, shape);
    if (making->rule.kind <= ROUTES_I_RULE_ROOK)
        return by_contiguity(out, making, shape);
    return by_distance(out, making, shape);
}

/* Puts `made` in the place of what it was made of. */
static void take(routes_weights **weights, routes_weights *made)
{
    if (!made)
        return;
    routes_weights_free(*weights);
    *weights = made;
}

static routes_status make_higher(routes_weights **weights, struct making *making)
{
    routes_weights_higher_options options = ROUTES_WEIGHTS_HIGHER_OPTIONS;
    routes_weights *made = NULL;
    options.lower = making->options.lower;
    options.run = &making->run;
    routes_status status =
        routes_weights_higher(&made, *weights, making->options.order, &options, making->err);
    take(weights, made);
    return status;
}

/* The names of islands, as many as a sentence bears. */
static void name_islands(routes_i_text *text, const struct making *making, const uint32_t *islands,
                         size_t count)
{
    for (size_t i = 0; i < count && i < NAMED; i++)
        routes_i_text_print(text, "%s%s", i ? ", " : "", making->index.ids[islands[i]]);
    if (count > NAMED)
        routes_i_text_print(text, " and %zu more", count - NAMED);
}

/* Each island and the area nearest to it, beside the pairs that are there. */
static routes_status join_islands(routes_weights **weights, struct making *making,
                                  const uint32_t *islands, size_t count)
{
    routes_weights *nearest = NULL, *made = NULL;
    routes_weights_options shape = ROUTES_WEIGHTS_OPTIONS;
    size_t n = making->index.areas, size = 0, most = routes_weights_pairs(*weights) + 2 * count;
    routes_status status = making->points ? ROUTES_OK : make_points(making);
    routes_distance_weights_options options = distance_options(making, &shape);
    options.both_ways = 0;
    if (!status)
        status =
            routes_distance_weights_nearest(&nearest, making->points, n, 1, &options, making->err);
    uint32_t *from = routes_i_calloc(most, sizeof *from);
    uint32_t *to = routes_i_calloc(most, sizeof *to);
    double *value = routes_i_calloc(most, sizeof *value);
    if (!status && (!from || !to || !value))
        status = out_of_memory(making);
    for (uint32_t i = 0; i < n && !status; i++) {
        const uint32_t *row;
        const double *values;
        size_t row_size = routes_weights_row(&row, &values, *weights, i);
        for (size_t k = 0; k < row_size; k++, size++) {
            from[size] = i;
            to[size] = row[k];
            value[size] = values[k];
        }
    }
    for (size_t i = 0; i < count && !status; i++) {
        const uint32_t *row;
        routes_weights_row(&row, NULL, nearest, islands[i]);
        from[size] = to[size + 1] = islands[i];
        to[size] = from[size + 1] = row[0];
        value[size] = value[size + 1] = 1.0;
        size += 2;
    }
    if (!status)
        status = routes_weights_new(&made, n, from, to, value, size, &shape, making->err);
    take(weights, made);
    routes_i_free(from);
    routes_i_free(to);
    routes_i_free(value);
    routes_weights_free(nearest);
    return status;
}

static routes_status treat_islands(routes_weights **weights, struct making *making,
                                   const uint32_t *islands, size_t count)
{
    routes_i_text names = {0};
    routes_islands how = making->options.islands;
    /* One area has nobody to be joined to. */
    bool joined = how == ROUTES_ISLANDS_NEAREST && making->index.areas > 1;
    routes_status status = ROUTES_OK;
    name_islands(&names, making, islands, count);
    const char *has = count == 1 ? "has" : "have";
    const char *then = joined ? "and get the nearest one" : "and keep none";
    if (count == 1)
        then = joined ? "and gets the nearest one" : "and keeps none";
    if (names.failed)
        status = out_of_memory(making);
    else if (how == ROUTES_ISLANDS_REFUSE)
        status = routes_i_fail(making->err, ROUTES_E_DATA, "%zu area%s %s no neighbour: %s", count,
                               count == 1 ? "" : "s", has, names.bytes);
    else
        routes_i_run_log(&making->run, ROUTES_LOG_WARNING, "%zu area%s %s no neighbour %s: %s",
                         count, count == 1 ? "" : "s", has, then, names.bytes);
    if (!status && joined)
        status = join_islands(weights, making, islands, count);
    routes_i_text_free(&names);
    return status;
}

static routes_status check_islands(routes_weights **weights, struct making *making)
{
    size_t count = routes_weights_islands(NULL, *weights);
    if (count == 0)
        return ROUTES_OK;
    uint32_t *islands = routes_i_calloc(count, sizeof *islands);
    if (!islands)
        return out_of_memory(making);
    routes_weights_islands(islands, *weights);
    routes_status status = treat_islands(weights, making, islands, count);
    routes_i_free(islands);
    return status;
}

/* Neighbours first, without their form; then orders and islands; then the form. */
static routes_status make_weights(routes_weights **weights, struct making *making,
                                  routes_faults *faults)
{
    routes_weights_options shape = ROUTES_WEIGHTS_OPTIONS;
    routes_weights *made = NULL;
    bool higher = making->options.order > 1;
    /* A kernel has a weight for the area itself, which no later step could give. */
    shape.with_self = making->options.with_self && making->rule.kind == ROUTES_I_RULE_KERNEL &&
                      !making->options.pairs && !higher;
    routes_status status =
        making->options.pairs
            ? routes_i_area_pairs_weights(weights, making->options.pairs, &making->index, &shape,
                                          faults, making->err)
            : by_rule(weights, making, &shape);
    if (!status && higher)
        status = make_higher(weights, making);
    if (!status)
        status = check_islands(weights, making);
    if (status || (!making->options.with_self && !making->options.row_standardised))
        return status;
    shape.with_self = making->options.with_self;
    shape.row_standardised = making->options.row_standardised;
    status = routes_weights_copy(&made, *weights, &shape, making->err);
    take(weights, made);
    return status;
}

static routes_status prepare(struct making *making, const routes_area_weights_options *options)
{
    routes_status status =
        routes_i_options_read(&making->options, sizeof making->options, options, making->err);
    if (!status)
        status = routes_i_run_read(&making->run, making->options.run, making->err);
    if (!status && !making->options.pairs)
        status = routes_i_area_rule_read(
            &making->rule, making->options.rule ? making->options.rule : "queen", making->err);
    if (!status && (making->options.islands < ROUTES_ISLANDS_KEEP ||
                    making->options.islands > ROUTES_ISLANDS_REFUSE))
        status = routes_i_fail(making->err, ROUTES_E_ARGUMENT, "islands %d are not known",
                               (int)making->options.islands);
    if (!status)
        status = routes_i_area_index_make(&making->index, making->areas, making->err);
    return status ? status : make_rank(making);
}

routes_status routes_area_weights_new(routes_weights **out, const routes_table *areas,
                                      const routes_area_weights_options *options,
                                      routes_faults *faults, routes_error *err)
{
    routes_faults *own = NULL;
    routes_weights *weights = NULL;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!areas)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "areas must not be null");
    struct making making = {.areas = areas, .err = err};
    const char *crs = routes_table_meta(areas, "crs");
    making.plane = crs && strcmp(crs, "plane") == 0;
    routes_status status = prepare(&making, options);
    if (!status && !faults)
        status = routes_faults_new(&own, 0, err);
    if (!status)
        status = make_weights(&weights, &making, faults ? faults : own);
    if (status)
        routes_weights_free(weights);
    else
        *out = weights;
    routes_faults_free(own);
    routes_i_free(making.rank);
    routes_i_free(making.points);
    routes_i_area_index_free(&making.index);
    return status;
}
