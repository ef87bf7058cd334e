/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_hotspot_local.h"

#include <math.h>
#include <stdio.h>

#include "core/fail.h"
#include "result/hotspot_local.h"

static const routes_column columns[] = {
    {"id", ROUTES_COLUMN_TEXT, NULL, "Id of the area"},
    {"value", ROUTES_COLUMN_NUMBER, NULL, "What is tested"},
    {"statistic", ROUTES_COLUMN_NUMBER, NULL, "The statistic asked for"},
    {"expected", ROUTES_COLUMN_NUMBER, NULL, "Its mean, were values in no order"},
    {"variance", ROUTES_COLUMN_NUMBER, NULL, "Its variance, the same"},
    {"z", ROUTES_COLUMN_NUMBER, NULL, "Standard score"},
    {"p", ROUTES_COLUMN_NUMBER, NULL, "Chance of one as far out, by the sides asked for"},
    {"p_adjusted", ROUTES_COLUMN_NUMBER, NULL, "The same, corrected for the number of areas"},
    {"hot_class", ROUTES_COLUMN_TEXT, NULL, "What p_adjusted says of the area"},
    {"neighbours", ROUTES_COLUMN_INTEGER, NULL, "Neighbours with figures"},
    {"lag", ROUTES_COLUMN_NUMBER, NULL, "Mean of the neighbours"},
    {"p_high", ROUTES_COLUMN_NUMBER, NULL, "Chance of one at least as high"},
    {"p_low", ROUTES_COLUMN_NUMBER, NULL, "Chance of one at least as low"},
    {"p_normal", ROUTES_COLUMN_NUMBER, NULL, "Of z, both sides, were it normal"},
    {"draws", ROUTES_COLUMN_INTEGER, NULL, "Permutations made"},
    {"drawn_mean", ROUTES_COLUMN_NUMBER, NULL, "Mean of the statistic over the permutations"},
    {"drawn_variance", ROUTES_COLUMN_NUMBER, NULL, "Its variance over the permutations"},
    {"deviation", ROUTES_COLUMN_NUMBER, NULL, "Of the value from the mean of all"},
    {"share_held", ROUTES_COLUMN_NUMBER, NULL, "Share of redraws in which the class held"},
    {"reason", ROUTES_COLUMN_TEXT, NULL, "Why there is no answer"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "As given"},
};

static routes_status add_area(routes_table *table, const routes_i_hotspot_local *made, size_t k,
                              routes_error *err)
{
    size_t size;
    const routes_local *one = &made->rows[k];
    const uint8_t *shape =
        routes_i_own_geometry(&size, made->tested.own.table, made->tested.own.row[k]);
    const double scores[] = {one->statistic, one->expected, one->variance,
                             one->z,         one->p,        one->p_adjusted};
    const double chances[] = {made->rows[k].lag, one->p_high, one->p_low, one->p_normal};
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, made->tested.own.ids[k]);
    routes_i_row_number(&row, one->value);
    for (size_t i = 0; i < sizeof scores / sizeof *scores; i++)
        routes_i_own_computed(&row, scores[i]);
    routes_i_row_text(&row, routes_hot_class_text(routes_i_hotspot_local_class(made, k)));
    routes_i_row_integer(&row, (int64_t)one->neighbours);
    for (size_t i = 0; i < sizeof chances / sizeof *chances; i++)
        routes_i_own_computed(&row, chances[i]);
    routes_i_row_integer(&row, (int64_t)one->draws);
    routes_i_own_computed(&row, one->drawn_mean);
    routes_i_own_computed(&row, one->drawn_variance);
    routes_i_own_computed(&row, one->deviation);
    routes_i_own_computed(&row, made->held ? made->held[k].share : (double)NAN);
    routes_i_row_text(&row, routes_i_hotspot_local_reason(made, k));
    routes_i_row_geometry(&row, shape, size);
    return routes_i_row_end(&row);
}

/* In the order of the rows of the user's table. */
static routes_status fill(routes_table *table, const routes_i_hotspot_local *made,
                          routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t row = 0; row < made->tested.own.n && !status; row++)
        if (made->here[made->tested.own.place[row]])
            status = add_area(table, made, made->tested.own.place[row], err);
    return status;
}

static routes_status end(routes_table **out, routes_table *table,
                         const routes_i_hotspot_local *made, routes_status status,
                         routes_error *err)
{
    static const char *const sides[] = {"default", "two", "greater", "less", "folded"};
    static const char *const styles[] = {"default", "row", "given"};
    const routes_local_options *test = &made->test;
    const char *by = made->tested.divisor;
    char figure[64];
    routes_i_text parameters = {0};
    routes_i_own_meta meta = {
        "local statistics by conditional permutation, corrected for the "
        "number of areas",
        "Getis and Ord 1992; Ord and Getis 1995; Anselin 1995; Sokal, Oden and "
        "Thomson 1998",
        "id", &parameters, &test->seed};
    routes_i_parameter_text(&parameters, "statistic", routes_local_kind_text(test->kind));
    snprintf(figure, sizeof figure, by ? "value by %s" : "value", by);
    routes_i_parameter_text(&parameters, "figure", figure);
    routes_i_parameter_text(&parameters, "style",
                            (unsigned)test->weights < 3 ? styles[test->weights] : "");
    routes_i_parameter_text(&parameters, "divisor", test->divisor_less_one ? "n-1" : "n");
    routes_i_parameter_text(&parameters, "moments", test->moments ? "total" : "conditional");
    routes_i_parameter_number(&parameters, "permutations",
                              test->normal       ? 0.0
                              : test->replicates ? test->replicates
                                                 : 9999);
    routes_i_parameter_text(&parameters, "sided",
                            (unsigned)test->sided < 5 ? sides[test->sided] : "");
    routes_i_parameter_text(&parameters, "adjust", routes_adjust_method_text(test->adjust));
    routes_i_parameter_number(&parameters, "alpha", test->alpha > 0.0 ? test->alpha : 0.05);
    routes_i_parameter_number(&parameters, "min_areas",
                              (double)(test->min_areas ? test->min_areas : 20));
    routes_i_parameter_number(&parameters, "min_cases", made->use.min_cases);
    routes_i_parameter_number(&parameters, "stop", test->stop);
    routes_i_parameter_text(&parameters, "draws", test->shared ? "shared" : "each");
    routes_i_parameter_number(&parameters, "redraws", made->use.redraws);
    routes_i_parameter_weights(&parameters, made->tested.own.table);
    status = routes_i_own_end(out, table, &meta, status, err);
    routes_i_text_free(&parameters);
    return status;
}

/* The table of what was made, which is freed. */
static routes_status tell(routes_table **out, routes_i_hotspot_local *made, routes_status status,
                          routes_error *err)
{
    routes_table *table = NULL;
    if (!status)
        status = routes_table_new(&table, "hotspot_local", columns,
                                  sizeof columns / sizeof *columns, err);
    if (!status)
        status = fill(table, made, err);
    if (table)
        status = end(out, table, made, status, err);
    routes_i_hotspot_local_free(made);
    return status;
}

routes_status routes_answer_hotspot_local(routes_table **out, const routes_table *areas,
                                          const routes_weights *weights,
                                          const routes_hotspot_local_options *options,
                                          routes_error *err)
{
    routes_i_hotspot_local made;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_status status = routes_i_hotspot_local_make(&made, areas, weights, options, err);
    return tell(out, &made, status, err);
}

routes_status routes_answer_hotspot_local_merge(routes_table **out, const routes_table *areas,
                                                const routes_weights *weights,
                                                const routes_table *const *parts, size_t count,
                                                const routes_hotspot_local_options *options,
                                                routes_error *err)
{
    routes_i_hotspot_local made;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_status status =
        routes_i_hotspot_local_merge(&made, areas, weights, parts, count, options, err);
    return tell(out, &made, status, err);
}
