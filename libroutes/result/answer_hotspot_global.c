/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_hotspot_global.h"

#include <math.h>

#include "core/fail.h"
#include "core/options.h"
#include "result/tested.h"

static const routes_column columns[] = {
    {"statistic", ROUTES_COLUMN_NUMBER, NULL, "Value of the statistic"},
    {"expected", ROUTES_COLUMN_NUMBER, NULL, "Its mean, were the figures in any order"},
    {"variance", ROUTES_COLUMN_NUMBER, NULL, "Its variance, under the assumption"},
    {"z", ROUTES_COLUMN_NUMBER, NULL, "Standard score"},
    {"p", ROUTES_COLUMN_NUMBER, NULL, "Both sides; by permutation where there are any"},
    {"name", ROUTES_COLUMN_TEXT, NULL, "Which statistic"},
    {"assumption", ROUTES_COLUMN_TEXT, NULL, "randomisation or normality"},
    {"p_greater", ROUTES_COLUMN_NUMBER, NULL, "Chance of a statistic as high; as p"},
    {"p_less", ROUTES_COLUMN_NUMBER, NULL, "Chance of a statistic as low; as p"},
    {"p_normal", ROUTES_COLUMN_NUMBER, NULL, "Both sides, of z, were it normal"},
    {"drawn_mean", ROUTES_COLUMN_NUMBER, NULL, "Mean over the permutations"},
    {"drawn_variance", ROUTES_COLUMN_NUMBER, NULL, "Variance over the permutations"},
    {"draws", ROUTES_COLUMN_INTEGER, NULL, "Permutations"},
    {"areas", ROUTES_COLUMN_INTEGER, NULL, "Areas with figures"},
    {"islands", ROUTES_COLUMN_INTEGER, NULL, "Of these, without a neighbour that has one"},
    {"sum_of_weights", ROUTES_COLUMN_NUMBER, NULL, "S0"},
    {"reason", ROUTES_COLUMN_TEXT, NULL, "Why there is no answer"},
};

static const char *reference_of(routes_global_kind kind)
{
    switch (kind) {
    case ROUTES_GLOBAL_MORAN_EB:
        return "Assuncao and Reis 1999; Cliff and Ord 1981";
    case ROUTES_GLOBAL_GENERAL_G:
        return "Getis and Ord 1992";
    case ROUTES_GLOBAL_MORAN:
    case ROUTES_GLOBAL_GEARY:
    case ROUTES_GLOBAL_JOIN_BB:
    case ROUTES_GLOBAL_JOIN_BW:
    case ROUTES_GLOBAL_JOIN_WW:
        break;
    }
    return "Cliff and Ord 1981";
}

static routes_i_tested_need need_of(routes_global_kind kind)
{
    if (kind >= ROUTES_GLOBAL_JOIN_BB)
        return ROUTES_I_TESTED_JOIN;
    if (kind == ROUTES_GLOBAL_MORAN_EB)
        return ROUTES_I_TESTED_EVENTS;
    return kind == ROUTES_GLOBAL_GENERAL_G ? ROUTES_I_TESTED_SUM : ROUTES_I_TESTED_ANY;
}

/* Why there is no answer, in a word. */
static const char *reason_of(routes_global_status status)
{
    static const char *const words[] = {NULL, "too_few_areas", "no_neighbour", "no_variation"};
    return (size_t)status < sizeof words / sizeof *words ? words[status] : NULL;
}

static const char *assumption_text(routes_global_assumption assumption)
{
    return assumption == ROUTES_GLOBAL_NORMALITY ? "normality" : "randomisation";
}

static routes_status add_answer(routes_table *table, const routes_global *answer,
                                const routes_global_options *use, routes_error *err)
{
    bool drawn = !isnan(answer->drawn_two);
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_own_computed(&row, answer->statistic);
    routes_i_own_computed(&row, answer->expected);
    routes_i_own_computed(&row, answer->variance);
    routes_i_own_computed(&row, answer->z);
    routes_i_own_computed(&row, drawn ? answer->drawn_two : answer->p_two);
    routes_i_row_text(&row, routes_global_kind_text(use->kind));
    routes_i_row_text(&row, assumption_text(use->assumption));
    routes_i_own_computed(&row, drawn ? answer->drawn_greater : answer->p_greater);
    routes_i_own_computed(&row, drawn ? answer->drawn_less : answer->p_less);
    routes_i_own_computed(&row, answer->p_two);
    routes_i_own_computed(&row, answer->drawn_mean);
    routes_i_own_computed(&row, answer->drawn_variance);
    routes_i_row_integer(&row, drawn ? (int64_t)use->replicates : 0);
    routes_i_row_integer(&row, (int64_t)answer->reported);
    routes_i_row_integer(&row, (int64_t)answer->islands);
    routes_i_row_number(&row, answer->s0);
    routes_i_row_text(&row, reason_of(answer->status));
    return routes_i_row_end(&row);
}

static routes_status fill(routes_table *table, const routes_i_tested *tested,
                          routes_global_options *use, routes_error *err)
{
    bool joins = use->kind >= ROUTES_GLOBAL_JOIN_BB;
    routes_global_kind last = joins ? ROUTES_GLOBAL_JOIN_WW : use->kind;
    routes_status status = ROUTES_OK;
    for (use->kind = joins ? ROUTES_GLOBAL_JOIN_BB : use->kind; !status && use->kind <= last;
         use->kind++) {
        routes_global answer;
        status =
            routes_global_test(&answer, tested->values, tested->second, tested->weights, use, err);
        if (!status)
            status = add_answer(table, &answer, use, err);
    }
    use->kind = last;
    return status;
}

static routes_status end(routes_table **out, routes_table *table, const routes_i_tested *tested,
                         const routes_global_options *use, routes_status status, routes_error *err)
{
    static const char *const weights[] = {"default", "row", "given"};
    routes_i_text parameters = {0};
    bool joins = use->kind >= ROUTES_GLOBAL_JOIN_BB;
    const routes_i_own_meta meta = {"global test of spatial association", reference_of(use->kind),
                                    "name", &parameters, use->replicates ? &use->seed : NULL};
    routes_i_parameter_text(&parameters, "statistic",
                            joins ? "join_count" : routes_global_kind_text(use->kind));
    routes_i_parameter_text(&parameters, "assumption", assumption_text(use->assumption));
    routes_i_parameter_text(&parameters, "style", weights[use->weights]);
    routes_i_parameter_number(&parameters, "permutations", use->replicates);
    routes_i_parameter_number(&parameters, "min_areas",
                              use->min_areas ? (double)use->min_areas : 20.0);
    if (tested->divisor)
        routes_i_parameter_text(&parameters, "divided_by", tested->divisor);
    routes_i_parameter_weights(&parameters, tested->own.table);
    status = routes_i_own_end(out, table, &meta, status, err);
    routes_i_text_free(&parameters);
    return status;
}

routes_status routes_answer_hotspot_global(routes_table **out, const routes_table *areas,
                                           const routes_weights *weights,
                                           const routes_global_options *options, routes_error *err)
{
    routes_global_options use;
    routes_i_tested tested = {0};
    routes_table *table = NULL;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status && !routes_global_kind_text(use.kind))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind is %d, not a known choice",
                               (int)use.kind);
    if (!status)
        status = routes_i_tested_read(&tested, areas, weights, need_of(use.kind), err);
    if (!status)
        status = routes_table_new(&table, "hotspot_global", columns,
                                  sizeof columns / sizeof *columns, err);
    if (!status)
        status = fill(table, &tested, &use, err);
    if (table)
        status = end(out, table, &tested, &use, status, err);
    routes_i_tested_free(&tested);
    return status;
}
