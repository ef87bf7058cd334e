/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why an area has its class: its value and its neighbours', the test, what would change it. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/gamma.h"
#include "model/near.h"
#include "result/hotspot_local.h"

#define NAMED 6 /* neighbours told one by one */

static const char *question_of(routes_local_kind kind)
{
    static const char *const questions[] = {
        [ROUTES_LOCAL_GI_STAR] =
            "Gi* asks whether the area and its neighbours together are higher, "
            "or lower, than areas drawn by lot",
        [ROUTES_LOCAL_GI] = "Gi asks whether its neighbours together are higher, or lower, than "
                            "areas drawn by lot",
        [ROUTES_LOCAL_MORAN] = "Local Moran asks whether the area is more like its neighbours, or "
                               "less, than like areas drawn by lot",
        [ROUTES_LOCAL_MORAN_EB] = "Local Moran of empirical Bayes rates asks whether the area is "
                                  "more like its neighbours, or less, than like areas drawn by lot",
        [ROUTES_LOCAL_MORAN_BIVARIATE] = "The bivariate local Moran asks whether the second figure "
                                         "of its neighbours goes with the area's own",
        [ROUTES_LOCAL_GEARY] =
            "Local Geary asks whether the area differs from its neighbours less, "
            "or more, than from areas drawn by lot",
        [ROUTES_LOCAL_JOIN_COUNT] = "The local join count asks whether more of its neighbours have "
                                    "the event than of areas drawn by lot",
    };
    return questions[kind];
}

static void add_neighbours(routes_i_text *to, const routes_i_hotspot_local *made, size_t k)
{
    const uint32_t *neighbours;
    size_t told = 0;
    size_t n = routes_weights_row(&neighbours, NULL, made->tested.weights, (uint32_t)k);
    for (size_t i = 0; i < n; i++) {
        size_t j = neighbours[i];
        if (j == k)
            continue;
        if (told++ >= NAMED)
            continue;
        routes_i_text_print(to, "%s%s ", told == 1 ? ": " : ", ", made->tested.own.ids[j]);
        if (isnan(made->tested.values[j]))
            routes_i_text_add(to, "not stated");
        else
            routes_i_text_print(to, "%.4g", made->tested.values[j]);
    }
    if (told > NAMED)
        routes_i_text_print(to, " and %zu more", told - NAMED);
}

static void say_values(routes_i_text *to, const routes_i_hotspot_local *made, size_t k)
{
    const routes_local *row = &made->rows[k];
    const char *by = made->tested.divisor;
    char what[64];
    snprintf(what, sizeof what, by ? "rate (value by %s)" : "value", by);
    routes_i_text_print(to, "%s: ", made->tested.own.ids[k]);
    if (isnan(row->value))
        routes_i_text_print(to, "its %s is not stated.", what);
    else
        routes_i_text_print(to, "its %s is %.4g, the mean of all %zu areas is %.4g.", what,
                            row->value, made->summary.reported, row->value - row->deviation);
    if (row->neighbours == 0) {
        routes_i_text_add(to, " No neighbour has a figure.\n");
        return;
    }
    double lag = made->rows[k].lag;
    routes_i_text_print(to, " Neighbours with figures: %lu", (unsigned long)row->neighbours);
    if (!isnan(lag))
        routes_i_text_print(to, "; their mean is %.4g", lag);
    add_neighbours(to, made, k);
    routes_i_text_add(to, ".\n");
}

static void say_untested(routes_i_text *to, const routes_i_hotspot_local *made, size_t k)
{
    routes_local_status status = made->rows[k].status;
    size_t least = made->test.min_areas ? made->test.min_areas : 20;
    const char *why = routes_local_status_text(status);
    if (made->few_cases)
        routes_i_text_print(to,
                            "It was not tested: %.4g cases in all are fewer than the %.4g asked "
                            "for.\nMore cases, or another floor, would change that.\n",
                            made->tested.cases, made->use.min_cases);
    else if (status == ROUTES_LOCAL_TOO_FEW)
        routes_i_text_print(to,
                            "It was not tested: %zu areas have figures, a test needs %zu.\n"
                            "Figures of more areas would change that.\n",
                            made->summary.reported, least);
    else
        routes_i_text_print(to, "It was not tested: %s.\n%s would change that.\n", why ? why : "",
                            status == ROUTES_LOCAL_NOT_REPORTED   ? "A figure of its own"
                            : status == ROUTES_LOCAL_NO_NEIGHBOUR ? "A neighbour with a figure, or "
                                                                    "another rule of neighbours,"
                                                                  : "Other figures");
}

static double alpha_of(const routes_i_hotspot_local *made)
{
    return made->test.alpha > 0.0 ? made->test.alpha : 0.05;
}

static void say_test(routes_i_text *to, const routes_i_hotspot_local *made, size_t k)
{
    const routes_local *row = &made->rows[k];
    bool high = row->p_high <= row->p_low;
    routes_i_text_print(to, "%s: z is %.3g", question_of(made->test.kind), row->z);
    if (row->draws)
        routes_i_text_print(to, "; of %lu drawings, a statistic as %s or %s came with p = %.3g",
                            (unsigned long)row->draws, high ? "high" : "low",
                            high ? "higher" : "lower", high ? row->p_high : row->p_low);
    routes_i_text_print(to, "; p is %.3g, corrected for %zu areas %.3g: ", row->p,
                        made->summary.tested, row->p_adjusted);
    routes_i_text_print(to, "%s at %.3g",
                        routes_hot_class_text(routes_i_hotspot_local_class(made, k)),
                        alpha_of(made));
    if (made->held && row->hot != ROUTES_HOT_NONE)
        routes_i_text_print(to, "; its class held in %.0f %% of %lu redraws",
                            100.0 * made->held[k].share, (unsigned long)made->use.redraws);
    routes_i_text_add(to, ".\n");
}

/* The largest p that passes, were this area among those that do. */
static double passing_p(const routes_i_hotspot_local *made, size_t k)
{
    double tested = (double)made->summary.tested;
    double alpha = alpha_of(made);
    double passed = 0.0, harmonic = 0.0;
    for (size_t i = 0; i < made->tested.own.n; i++)
        passed += i != k && made->rows[i].p_adjusted <= alpha;
    for (size_t i = 1; i <= made->summary.tested; i++)
        harmonic += 1.0 / (double)i;
    switch (made->test.adjust) {
    case ROUTES_ADJUST_BH:
        return alpha * (passed + 1.0) / tested;
    case ROUTES_ADJUST_BY:
        return alpha * (passed + 1.0) / (tested * harmonic);
    case ROUTES_ADJUST_BONFERRONI:
        return alpha / tested;
    case ROUTES_ADJUST_NONE:
        break;
    }
    return alpha;
}

/* The distance from its mean, in standard deviations, at which a side has this p. */
static double distance_of(const routes_i_hotspot_local *made, double p)
{
    bool both = made->test.sided == ROUTES_SIDED_TWO || made->test.sided == ROUTES_SIDED_DEFAULT;
    return sqrt(2.0 * routes_i_gamma_upper_inverse(0.5, fmin(1.0, both ? p : 2.0 * p)));
}

/* Whether the statistic is a straight line of the neighbours' mean. */
static bool follows_lag(routes_local_kind kind)
{
    return kind != ROUTES_LOCAL_GEARY && kind != ROUTES_LOCAL_JOIN_COUNT &&
           kind != ROUTES_LOCAL_MORAN_BIVARIATE;
}

/* The mean of the neighbours at which the class would change: as far from what lots would give as
 * the largest p that passes allows. NaN where it cannot be told. */
static double turning_lag(double *middle, const routes_i_hotspot_local *made, size_t k)
{
    const routes_local *row = &made->rows[k];
    bool drawn = row->draws > 1 && row->drawn_variance > 0.0;
    double z = drawn ? (row->statistic - row->drawn_mean) / sqrt(row->drawn_variance) : row->z;
    double others = -row->deviation / ((double)made->summary.reported - 1.0);
    double lag = made->rows[k].lag;
    *middle = row->value - row->deviation + others;
    if (!follows_lag(made->test.kind) || !isfinite(z) || fabs(z) < 1e-9)
        return NAN;
    return *middle + distance_of(made, passing_p(made, k)) / fabs(z) * (lag - *middle);
}

/* Whether some areas' figures have this mean. */
static bool occurs(const routes_i_hotspot_local *made, double lag)
{
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < made->tested.own.n; i++) {
        least = fmin(least, made->rows[i].value);
        most = fmax(most, made->rows[i].value);
    }
    return lag >= least && lag <= most;
}

static void say_change(routes_i_text *to, const routes_i_hotspot_local *made, size_t k)
{
    double middle;
    double lag = made->rows[k].lag;
    double turn = turning_lag(&middle, made, k);
    bool none = made->rows[k].hot == ROUTES_HOT_NONE;
    const char *what = none ? "get a class" : "lose its class";
    /* Where the normal curve and the permutations disagree, the area is at the limit. */
    bool agrees = none == (fabs(turn - middle) > fabs(lag - middle));
    if (isnan(turn) || !agrees)
        routes_i_text_print(to, "It would %s if its p, before correction, were %s about %.3g.\n",
                            what, none ? "below" : "above", passing_p(made, k));
    else if (!occurs(made, turn))
        routes_i_text_add(to, "No mean that its neighbours could have among these figures would "
                              "change that, all else staying.\n");
    else
        routes_i_text_print(to,
                            "It would %s if the mean of its neighbours were %s about %.4g (it is "
                            "%.4g) and all else stayed.\n",
                            what, turn > lag ? "above" : "below", turn, lag);
}

static routes_status find_area(size_t *k, const routes_i_own *own, const char *id,
                               routes_error *err)
{
    routes_i_near near;
    for (size_t i = 0; i < own->n; i++)
        if (strcmp(own->ids[i], id) == 0) {
            *k = i;
            return ROUTES_OK;
        }
    routes_i_near_start(&near, id);
    for (size_t i = 0; i < own->n; i++)
        routes_i_near_try(&near, own->ids[i], own->ids[i], i);
    const char *found = near.failed ? NULL : near.best;
    routes_i_near_end(&near);
    return routes_i_fail(err, ROUTES_E_NOT_FOUND, "no area is called \"%s\"%s%s%s", id,
                         found ? "; nearest is \"" : "", found ? found : "", found ? "\"" : "");
}

routes_status routes_explain_hotspot_local(char **text, const routes_table *areas,
                                           const routes_weights *weights,
                                           const routes_hotspot_local_options *options,
                                           const char *id, routes_error *err)
{
    routes_i_hotspot_local made;
    routes_i_text lines = {0};
    size_t k = 0;
    if (text)
        *text = NULL;
    if (!text || !id)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "text and id must not be null");
    routes_status status = routes_i_hotspot_local_make(&made, areas, weights, options, err);
    if (!status)
        status = find_area(&k, &made.tested.own, id, err);
    if (!status && (made.test.from || made.test.to))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "a shard has no classes to explain");
    if (!status) {
        say_values(&lines, &made, k);
        if (made.rows[k].status != ROUTES_LOCAL_TESTED) {
            say_untested(&lines, &made, k);
        } else {
            say_test(&lines, &made, k);
            say_change(&lines, &made, k);
        }
        status = lines.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for an explanation")
                              : ROUTES_OK;
    }
    routes_i_hotspot_local_free(&made);
    if (status) {
        routes_i_text_free(&lines);
        return status;
    }
    *text = lines.bytes;
    return ROUTES_OK;
}
