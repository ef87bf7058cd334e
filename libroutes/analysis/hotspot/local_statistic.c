/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/local_statistic.h"

#include <math.h>

#include "analysis/hotspot/eb_index.h"
#include "analysis/hotspot/neighbourhood.h"
#include "analysis/hotspot/permutation.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"

#define REPLICATES 9999
#define ALPHA 0.05
#define MIN_AREAS 20

/* A p_adjusted within rounding of alpha is alpha. */
#define ALPHA_ROUNDING 1e-12

/* A standard deviation below this share of the mean is rounding. */
#define NO_SPREAD 1e-12

const char *routes_local_kind_text(routes_local_kind kind)
{
    static const char *const texts[] = {"gi_star",         "gi",    "moran",     "moran_eb",
                                        "moran_bivariate", "geary", "join_count"};
    return kind >= 0 && kind < sizeof texts / sizeof *texts ? texts[kind] : NULL;
}

const char *routes_local_status_text(routes_local_status status)
{
    static const char *const texts[] = {
        NULL,
        "no figure is stated",
        "too few areas have figures",
        "no neighbour has a figure",
        "the figures do not vary",
        "the figure is the mean",
        "no event here",
    };
    return status >= 0 && status < sizeof texts / sizeof *texts ? texts[status] : NULL;
}

/* All that the statistic of one area is made from. */
struct data {
    const routes_weights *weights;
    const routes_local_options *use;
    double *values;           /* [areas] as tested; owned */
    routes_i_deviations own;  /* of the areas themselves */
    routes_i_deviations next; /* of their neighbours; bivariate alone has others */
    double m2;                /* the divisor of Moran and Geary */
};

/* The statistic is offset + scale * (what the neighbours sum up to). */
struct scale {
    double offset;
    double scale;
};

static bool is_moran(routes_local_kind kind)
{
    return kind == ROUTES_LOCAL_MORAN || kind == ROUTES_LOCAL_MORAN_EB ||
           kind == ROUTES_LOCAL_MORAN_BIVARIATE;
}

static bool is_gi(routes_local_kind kind)
{
    return kind == ROUTES_LOCAL_GI || kind == ROUTES_LOCAL_GI_STAR;
}

static const routes_i_deviations *drawn_from(const struct data *data)
{
    return data->use->kind == ROUTES_LOCAL_MORAN_BIVARIATE ? &data->next : &data->own;
}

static bool by_row(const routes_local_options *use)
{
    return use->weights == ROUTES_LOCAL_WEIGHTS_ROW ||
           (use->weights == ROUTES_LOCAL_WEIGHTS_DEFAULT && use->kind != ROUTES_LOCAL_JOIN_COUNT);
}

/* The area's own weight in Gi*. */
static double self_weight(const routes_i_neighbourhood *near)
{
    if (near->self > 0.0)
        return near->self;
    return near->most > 0.0 ? near->most : 1.0;
}

/* Gi and Gi* are proportions: the mean, taken off the neighbours' sum, comes back as an offset. */
static struct scale scale_of_gi(const struct data *data, uint32_t area,
                                const routes_i_neighbourhood *near)
{
    const routes_i_deviations *own = &data->own;
    bool star = data->use->kind == ROUTES_LOCAL_GI_STAR;
    double self = star ? self_weight(near) : 0.0;
    double w = near->w + self;
    double all = own->total - (star ? 0.0 : data->values[area]);
    double unit = (by_row(data->use) ? 1.0 / w : 1.0) / (all > 0.0 ? all : NAN);
    return (struct scale){unit * (w * own->mean + self * own->d[area]), unit};
}

static struct scale scale_of(const struct data *data, uint32_t area,
                             const routes_i_neighbourhood *near)
{
    double unit = by_row(data->use) ? 1.0 / near->w : 1.0;
    switch (data->use->kind) {
    case ROUTES_LOCAL_GI_STAR:
    case ROUTES_LOCAL_GI:
        return scale_of_gi(data, area, near);
    case ROUTES_LOCAL_MORAN:
    case ROUTES_LOCAL_MORAN_EB:
    case ROUTES_LOCAL_MORAN_BIVARIATE:
        return (struct scale){0.0, unit * data->own.d[area] / data->m2};
    case ROUTES_LOCAL_GEARY:
        return (struct scale){0.0, unit / data->m2};
    case ROUTES_LOCAL_JOIN_COUNT:
        return (struct scale){unit * near->w * data->own.mean, unit};
    }
    return (struct scale){NAN, NAN};
}

/* Mean and variance of the neighbours' sum when the area keeps its value. */
static void conditional(double *mean, double *variance, const struct data *data, uint32_t area,
                        const routes_i_neighbourhood *near)
{
    bool squared = data->use->kind == ROUTES_LOCAL_GEARY;
    routes_i_others others = routes_i_others_of(drawn_from(data), area, squared, data->own.d[area]);
    double far = fmax(fabs(others.mean), squared ? 0.0 : drawn_from(data)->same);
    if (sqrt(others.variance) <= NO_SPREAD * far)
        others.variance = 0.0;
    *mean = near->w * others.mean;
    *variance = routes_i_others_sum_variance(&others, near->w, near->w2);
}

/* The same of Gi*'s, where the area itself is drawn as well: all, and its own part off the sum. */
static void gi_star(double *mean, double *variance, const struct data *data, uint32_t area,
                    const routes_i_neighbourhood *near)
{
    const double *s = data->own.power;
    double self = self_weight(near);
    double centre = s[1] / s[0];
    routes_i_others all = {s[0], centre, s[2] / s[0] - centre * centre};
    *mean = (near->w + self) * centre - self * data->own.d[area];
    *variance = routes_i_others_sum_variance(&all, near->w + self, near->w2 + self * self);
}

/* Moments of the statistic when all values change places. */
static void total(double *expected, double *variance, const struct data *data,
                  const routes_i_neighbourhood *near)
{
    const double *s = data->own.power;
    double n = s[0];
    double b = n * s[4] / (s[2] * s[2]);
    double unit = by_row(data->use) ? 1.0 / near->w : 1.0;
    double w = unit * near->w;
    double w2 = unit * unit * near->w2;
    double given = data->m2 * n / s[2]; /* the divisor asked for, by n */
    if (data->use->kind == ROUTES_LOCAL_GEARY) {
        *expected = 2.0 * n * w / (n - 1.0);
        *variance = (w2 + w * w) * (3.0 + b) * n / (n - 1.0) - *expected * *expected;
    } else {
        *expected = -w / (n - 1.0);
        *variance = w2 * (n - b) / (n - 1.0) +
                    (w * w - w2) * (2.0 * b - n) / ((n - 1.0) * (n - 2.0)) - *expected * *expected;
    }
    *expected /= given;
    *variance /= given * given;
}

static routes_local_status status_of(const struct data *data, uint32_t area,
                                     const routes_i_neighbourhood *near)
{
    const routes_i_deviations *drawn = drawn_from(data);
    const routes_local_options *use = data->use;
    if (isnan(data->own.d[area]))
        return ROUTES_LOCAL_NOT_REPORTED;
    if (data->own.reported < use->min_areas)
        return ROUTES_LOCAL_TOO_FEW;
    if (near->size == 0)
        return ROUTES_LOCAL_NO_NEIGHBOUR;
    if (routes_i_deviations_alike(drawn, UINT32_MAX) ||
        routes_i_deviations_alike(&data->own, UINT32_MAX))
        return ROUTES_LOCAL_NO_VARIATION;
    if (use->kind == ROUTES_LOCAL_JOIN_COUNT && data->values[area] == 0.0)
        return ROUTES_LOCAL_NO_EVENT;
    if (use->kind != ROUTES_LOCAL_GI_STAR && routes_i_deviations_alike(drawn, area))
        return ROUTES_LOCAL_NO_VARIATION;
    if (is_moran(use->kind) && fabs(data->own.d[area]) <= data->own.same)
        return ROUTES_LOCAL_AT_MEAN;
    return ROUTES_LOCAL_TESTED;
}

static void set_moments(routes_local *row, const struct data *data, uint32_t area,
                        const routes_i_neighbourhood *near)
{
    const routes_local_options *use = data->use;
    double sum = use->kind == ROUTES_LOCAL_GEARY ? near->squared : near->lag;
    double mean;
    double variance;
    if (use->kind == ROUTES_LOCAL_GI_STAR)
        gi_star(&mean, &variance, data, area, near);
    else
        conditional(&mean, &variance, data, area, near);
    if (!(variance > 0.0)) {
        row->status = ROUTES_LOCAL_NO_VARIATION;
        return;
    }
    struct scale scale = scale_of(data, area, near);
    row->lag = near->lag / near->w + drawn_from(data)->mean;
    row->statistic = scale.offset + scale.scale * sum;
    row->expected = scale.offset + scale.scale * mean;
    row->variance = scale.scale * scale.scale * variance;
    /* A proportion of a sum that is not above 0 says nothing, its score does. */
    row->z = (sum - mean) / sqrt(variance) * (scale.scale < 0.0 ? -1.0 : 1.0);
    if (use->moments == ROUTES_LOCAL_TOTAL) {
        total(&row->expected, &row->variance, data, near);
        row->z = (row->statistic - row->expected) / sqrt(row->variance);
        if (!(row->variance > 0.0))
            row->status = ROUTES_LOCAL_NO_VARIATION;
    }
    row->p_normal = erfc(fabs(row->z) * sqrt(0.5));
}

/* Everything that is known of an area without permuting; whether it is to be tested. */
static bool begin(routes_local *row, const struct data *data, uint32_t area)
{
    routes_i_neighbourhood near =
        routes_i_neighbourhood_of(data->weights, area, drawn_from(data)->d, data->own.d[area]);
    *row = (routes_local){NAN,
                          NAN,
                          NAN,
                          NAN,
                          NAN,
                          NAN,
                          NAN,
                          NAN,
                          NAN,
                          NAN,
                          NAN,
                          NAN,
                          NAN,
                          NAN,
                          0,
                          0,
                          ROUTES_HOT_NOT_TESTED,
                          ROUTES_LOCAL_TESTED};
    row->status = status_of(data, area, &near);
    row->value = data->values[area];
    row->deviation = data->own.d[area];
    row->neighbours = isnan(row->value) ? 0 : near.size;
    /* An area alone still has a Gi*, of itself; it is not tested, since nothing can be drawn. */
    bool alone =
        row->status == ROUTES_LOCAL_NO_NEIGHBOUR && data->use->kind == ROUTES_LOCAL_GI_STAR;
    if (!row->status || alone)
        set_moments(row, data, area, &near);
    return !row->status;
}

static double by_sides(double high, double low, const routes_local_options *use)
{
    switch (use->sided) {
    case ROUTES_SIDED_GREATER:
        return high;
    case ROUTES_SIDED_LESS:
        return low;
    case ROUTES_SIDED_FOLDED:
        return fmin(high, low);
    case ROUTES_SIDED_DEFAULT:
    case ROUTES_SIDED_TWO:
        break;
    }
    return fmin(1.0, 2.0 * fmin(high, low));
}

/* From the neighbours' sums drawn to the statistic; a scale below 0 turns the sides round. */
static void take(routes_local *row, const routes_i_permuted *permuted, const struct data *data,
                 uint32_t area)
{
    routes_i_neighbourhood near =
        routes_i_neighbourhood_of(data->weights, area, drawn_from(data)->d, data->own.d[area]);
    struct scale scale = scale_of(data, area, &near);
    bool turned = scale.scale < 0.0;
    row->p_high = turned ? permuted->p_low : permuted->p_high;
    row->p_low = turned ? permuted->p_high : permuted->p_low;
    row->drawn_mean = scale.offset + scale.scale * permuted->mean;
    row->drawn_variance = scale.scale * scale.scale * permuted->variance;
    row->draws = permuted->draws;
}

static void take_normal(routes_local *row)
{
    row->p_high = 0.5 * erfc(row->z * sqrt(0.5));
    row->p_low = 0.5 * erfc(-row->z * sqrt(0.5));
}

/* The sides of the neighbours' sum that end the draws when they have reached the stop: a negative
 * scale turns them round, so with one-sided Moran both must. */
static void set_stop(routes_i_permutation *what, const routes_local_options *use)
{
    bool both =
        use->sided == ROUTES_SIDED_TWO || use->sided == ROUTES_SIDED_FOLDED || is_moran(use->kind);
    what->stop = use->stop;
    what->stop_high = both || use->sided == ROUTES_SIDED_GREATER;
    what->stop_low = both || use->sided == ROUTES_SIDED_LESS;
}

static routes_status permute(routes_local *rows, const struct data *data, const routes_run *run,
                             routes_error *err)
{
    const routes_local_options *use = data->use;
    routes_i_permutation what = {.values = drawn_from(data)->d,
                                 .weights = data->weights,
                                 .from = use->from,
                                 .to = use->to,
                                 .replicates = use->replicates,
                                 .seed = use->seed,
                                 .squared = use->kind == ROUTES_LOCAL_GEARY,
                                 .shared = use->shared};
    unsigned char *asked = routes_i_calloc(data->own.areas, sizeof *asked);
    routes_i_permuted *permuted = routes_i_calloc(data->own.areas, sizeof *permuted);
    routes_status status = ROUTES_OK;
    bool any = false;
    if (!asked || !permuted)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", data->own.areas);
    for (size_t i = use->from; !status && i < use->to; i++) {
        asked[i] = rows[i].status == ROUTES_LOCAL_TESTED;
        any = any || asked[i];
    }
    set_stop(&what, use);
    what.asked = asked;
    if (!status && any)
        status = routes_i_permute(permuted, &what, run, err);
    for (size_t i = use->from; !status && i < use->to; i++)
        if (asked[i])
            take(&rows[i], &permuted[i], data, (uint32_t)i);
    routes_i_free(asked);
    routes_i_free(permuted);
    return status;
}

static routes_hot_class class_of(const routes_local *row, const routes_local_options *use)
{
    bool up = row->deviation > 0.0;
    double lag = row->lag - (row->value - row->deviation); /* from the mean */
    bool high = row->p_high < row->p_low;
    if (row->status)
        return ROUTES_HOT_NOT_TESTED;
    if (row->p_adjusted > use->alpha * (1.0 + ALPHA_ROUNDING))
        return ROUTES_HOT_NONE;
    if (is_gi(use->kind))
        return high ? ROUTES_HOT_HOT : ROUTES_HOT_COLD;
    if (use->kind == ROUTES_LOCAL_JOIN_COUNT)
        return high ? ROUTES_HOT_HIGH_HIGH : ROUTES_HOT_HIGH_LOW;
    if (is_moran(use->kind) && high)
        return up ? ROUTES_HOT_HIGH_HIGH : ROUTES_HOT_LOW_LOW;
    if (is_moran(use->kind))
        return up ? ROUTES_HOT_HIGH_LOW : ROUTES_HOT_LOW_HIGH;
    if (high)
        return ROUTES_HOT_NEGATIVE;
    if (up && lag > 0.0)
        return ROUTES_HOT_HIGH_HIGH;
    return row->deviation < 0.0 && lag < 0.0 ? ROUTES_HOT_LOW_LOW : ROUTES_HOT_OTHER_POSITIVE;
}

/* Whether the permutations could find an area that stands alone, and how many could. */
static void set_reach(routes_local_summary *summary, const routes_local_options *use)
{
    double sides = use->sided == ROUTES_SIDED_TWO ? 2.0 : 1.0;
    double factor = routes_adjust_factor(summary->tested, use->adjust);
    summary->least_p = use->normal ? 0.0 : fmin(1.0, sides / ((double)use->replicates + 1.0));
    summary->least_alone = fmin(1.0, factor * summary->least_p);
    summary->enough = 0;
    if (summary->least_alone > use->alpha * (1.0 + ALPHA_ROUNDING)) {
        double enough = ceil(sides * factor / use->alpha * (1.0 - ALPHA_ROUNDING)) - 1.0;
        summary->enough = enough < (double)UINT32_MAX ? (uint32_t)enough : UINT32_MAX;
    }
}

static void warn(const routes_local_summary *summary, const routes_local_options *use,
                 const routes_run *run)
{
    if (summary->islands)
        routes_i_run_log(run, ROUTES_LOG_WARNING,
                         "%zu of %zu areas with figures have no neighbour with one: not tested",
                         summary->islands, summary->reported);
    if (summary->enough)
        routes_i_run_log(
            run, ROUTES_LOG_WARNING,
            "%lu permutations cannot bring a lone area among %zu to %g: the least p is "
            "%.3g, corrected (%s) %.3g; it takes %lu",
            (unsigned long)use->replicates, summary->tested, use->alpha, summary->least_p,
            routes_adjust_method_text(use->adjust), summary->least_alone,
            (unsigned long)summary->enough);
}

static routes_status conclude(routes_local *rows, routes_local_summary *summary, size_t areas,
                              const routes_local_options *use, const routes_run *run,
                              routes_error *err)
{
    routes_local_summary all = {0};
    double *p = routes_i_calloc(areas, sizeof *p);
    if (!p)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", areas);
    for (size_t i = 0; i < areas; i++) {
        all.reported += rows[i].status != ROUTES_LOCAL_NOT_REPORTED;
        all.tested += rows[i].status == ROUTES_LOCAL_TESTED;
        all.islands += rows[i].status == ROUTES_LOCAL_NO_NEIGHBOUR;
        p[i] = rows[i].p;
    }
    routes_status status = routes_adjust(p, p, areas, use->adjust, err);
    for (size_t i = 0; !status && i < areas; i++) {
        rows[i].p_adjusted = p[i];
        rows[i].hot = class_of(&rows[i], use);
    }
    routes_i_free(p);
    if (status)
        return status;
    set_reach(&all, use);
    warn(&all, use, run);
    if (summary)
        *summary = all;
    return ROUTES_OK;
}

static routes_status check_choices(const routes_local_options *use, routes_error *err)
{
    if (!routes_local_kind_text(use->kind))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind is %d, not a known choice",
                             (int)use->kind);
    if (use->sided < ROUTES_SIDED_DEFAULT || use->sided > ROUTES_SIDED_FOLDED)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.sided is %d, not a known choice",
                             (int)use->sided);
    if (use->weights < ROUTES_LOCAL_WEIGHTS_DEFAULT || use->weights > ROUTES_LOCAL_WEIGHTS_GIVEN)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.weights is %d, not a known choice",
                             (int)use->weights);
    if (!routes_adjust_method_text(use->adjust))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.adjust is %d, not a known choice",
                             (int)use->adjust);
    if (!(use->alpha > 0.0 && use->alpha < 1.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.alpha is %g, must be above 0 and below 1", use->alpha);
    bool known = use->kind == ROUTES_LOCAL_MORAN || use->kind == ROUTES_LOCAL_MORAN_EB ||
                 use->kind == ROUTES_LOCAL_GEARY;
    if (use->moments != ROUTES_LOCAL_CONDITIONAL && (use->moments != ROUTES_LOCAL_TOTAL || !known))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.moments is %d; total moments are known of Moran and Geary",
                             (int)use->moments);
    return ROUTES_OK;
}

static routes_status read_options(routes_local_options *use, routes_run *run,
                                  const routes_local_options *options, routes_error *err)
{
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(run, use->run, err);
    if (status)
        return status;
    use->replicates = use->replicates ? use->replicates : REPLICATES;
    use->min_areas = use->min_areas ? use->min_areas : MIN_AREAS;
    use->alpha = use->alpha != 0.0 ? use->alpha : ALPHA;
    if (use->sided == ROUTES_SIDED_DEFAULT)
        use->sided = use->kind == ROUTES_LOCAL_JOIN_COUNT ? ROUTES_SIDED_GREATER : ROUTES_SIDED_TWO;
    return check_choices(use, err);
}

static routes_status check_arrays(const routes_local *rows, const double *values,
                                  const double *other, const routes_weights *weights,
                                  routes_local_options *use, routes_error *err)
{
    bool two = use->kind == ROUTES_LOCAL_MORAN_EB || use->kind == ROUTES_LOCAL_MORAN_BIVARIATE;
    if (!rows || !values || !weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "rows, values and weights must not be null");
    if (two && !other)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s needs a second figure, other is null",
                             routes_local_kind_text(use->kind));
    size_t areas = routes_weights_areas(weights);
    if (use->from == 0 && use->to == 0)
        use->to = areas;
    if (use->from > use->to || use->to > areas)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.from and to are %zu and %zu, must be within the %zu areas",
                             use->from, use->to, areas);
    for (size_t i = 0; use->kind == ROUTES_LOCAL_JOIN_COUNT && i < areas; i++)
        if (!isnan(values[i]) && values[i] != 0.0 && values[i] != 1.0)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "values[%zu] is %g, must be 0 or 1 to be counted as a join", i,
                                 values[i]);
    return ROUTES_OK;
}

/* The figures to be tested: standardised for empirical Bayes, and without a second figure none. */
static routes_status set_values(struct data *data, const double *values, const double *other,
                                size_t areas, routes_error *err)
{
    data->values = routes_i_calloc(areas, sizeof *data->values);
    if (!data->values)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", areas);
    if (data->use->kind == ROUTES_LOCAL_MORAN_EB)
        return routes_i_eb_index(data->values, values, other, areas, err);
    for (size_t i = 0; i < areas; i++)
        data->values[i] =
            data->use->kind == ROUTES_LOCAL_MORAN_BIVARIATE && isnan(other[i]) ? NAN : values[i];
    return ROUTES_OK;
}

/* The second figure, where there is a first. */
static routes_status set_next(struct data *data, const double *other, size_t areas,
                              routes_error *err)
{
    double *both = routes_i_calloc(areas, sizeof *both);
    if (!both)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", areas);
    for (size_t i = 0; i < areas; i++)
        both[i] = isnan(data->values[i]) ? NAN : other[i];
    routes_status status = routes_i_deviations_new(&data->next, both, areas, true, err);
    routes_i_free(both);
    return status;
}

static routes_status set_data(struct data *data, const double *values, const double *other,
                              routes_error *err)
{
    const routes_local_options *use = data->use;
    size_t areas = routes_weights_areas(data->weights);
    routes_status status = set_values(data, values, other, areas, err);
    if (!status)
        status = routes_i_deviations_new(&data->own, data->values, areas,
                                         use->kind != ROUTES_LOCAL_JOIN_COUNT, err);
    if (!status && use->kind == ROUTES_LOCAL_MORAN_BIVARIATE)
        status = set_next(data, other, areas, err);
    if (status)
        return status;
    double squares = data->own.power[2];
    if (use->kind == ROUTES_LOCAL_MORAN_BIVARIATE)
        squares = sqrt(squares) * sqrt(data->next.power[2]);
    data->m2 = squares / (data->own.power[0] - (use->divisor_less_one ? 1.0 : 0.0));
    return ROUTES_OK;
}

static void free_data(struct data *data)
{
    routes_i_free(data->values);
    routes_i_deviations_free(&data->own);
    routes_i_deviations_free(&data->next);
}

/* Tests the areas from .. to - 1 into `made`, which has room for all. */
static routes_status test(routes_local *made, const struct data *data, const routes_run *run,
                          routes_error *err)
{
    const routes_local_options *use = data->use;
    routes_status status = ROUTES_OK;
    for (size_t i = use->from; i < use->to; i++)
        if (begin(&made[i], data, (uint32_t)i) && use->normal)
            take_normal(&made[i]);
    if (!use->normal)
        status = permute(made, data, run, err);
    for (size_t i = use->from; !status && i < use->to; i++)
        if (!made[i].status)
            made[i].p = by_sides(made[i].p_high, made[i].p_low, use);
    return status;
}

routes_status routes_local_test(routes_local *rows, routes_local_summary *summary,
                                const double *values, const double *other,
                                const routes_weights *weights, const routes_local_options *options,
                                routes_error *err)
{
    routes_local_options use;
    routes_run run;
    routes_status status = read_options(&use, &run, options, err);
    if (!status)
        status = check_arrays(rows, values, other, weights, &use, err);
    if (status)
        return status;

    struct data data = {.weights = weights, .use = &use};
    size_t areas = routes_weights_areas(weights);
    bool whole = use.from == 0 && use.to == areas;
    routes_local *made = routes_i_calloc(areas, sizeof *made);
    if (!made)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", areas);
    if (!status)
        status = set_data(&data, values, other, err);
    if (!status)
        status = test(made, &data, &run, err);
    if (!status && whole)
        status = conclude(made, summary, areas, &use, &run, err);
    for (size_t i = use.from; !status && i < use.to; i++)
        rows[i] = made[i];
    free_data(&data);
    routes_i_free(made);
    return status;
}

routes_status routes_local_conclude(routes_local *rows, routes_local_summary *summary, size_t areas,
                                    const routes_local_options *options, routes_error *err)
{
    routes_local_options use;
    routes_run run;
    routes_status status = read_options(&use, &run, options, err);
    if (!status && areas && !rows)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "rows must not be null");
    return status ? status : conclude(rows, summary, areas, &use, &run, err);
}
