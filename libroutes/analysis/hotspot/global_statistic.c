/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/global_statistic.h"

#include <math.h>

#include "analysis/hotspot/eb_index.h"
#include "analysis/hotspot/neighbourhood.h"
#include "analysis/hotspot/permutation.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"
#include "core/random.h"

#define MIN_AREAS 20

/* The variance of Moran's I has n - 3 below. */
#define LEAST_AREAS 4

/* A variance below this share of its terms is rounding: every order gives the same statistic. */
#define NO_SPREAD 1e-12

const char *routes_global_kind_text(routes_global_kind kind)
{
    static const char *const texts[] = {"moran",   "moran_eb", "geary",  "general_g",
                                        "join_bb", "join_bw",  "join_ww"};
    size_t at = (size_t)kind;
    return at < sizeof texts / sizeof *texts ? texts[at] : NULL;
}

const char *routes_global_status_text(routes_global_status status)
{
    static const char *const texts[] = {NULL, "too few areas have figures",
                                        "no area has a neighbour with a figure",
                                        "the figures do not vary"};
    size_t at = (size_t)status;
    return at < sizeof texts / sizeof *texts ? texts[at] : NULL;
}

/* The areas with figures alone, renumbered: their values and the weights between them. */
struct map {
    size_t n;
    double *x;      /* [n] deviations of Moran and Geary, else the figures */
    size_t *start;  /* [n + 1] */
    uint32_t *next; /* [start[n]] sorted in each row */
    double *w;      /* [start[n]] */
    double s0, s1, s2;
    double power[5]; /* sums of x^0 .. x^4 */
    double size;     /* largest x, without its sign */
    size_t islands;
    double scale; /* the statistic is scale * the sum over pairs */
    routes_global_kind kind;
};

static bool is_join(routes_global_kind kind)
{
    return kind >= ROUTES_GLOBAL_JOIN_BB;
}

static bool is_moran(routes_global_kind kind)
{
    return kind == ROUTES_GLOBAL_MORAN || kind == ROUTES_GLOBAL_MORAN_EB;
}

static bool by_row(const routes_global_options *use)
{
    bool usual = is_moran(use->kind) || use->kind == ROUTES_GLOBAL_GEARY;
    return use->weights == ROUTES_GLOBAL_WEIGHTS_ROW ||
           (use->weights == ROUTES_GLOBAL_WEIGHTS_DEFAULT && usual);
}

static void free_map(struct map *map)
{
    routes_i_free(map->x);
    routes_i_free(map->start);
    routes_i_free(map->next);
    routes_i_free(map->w);
}

/* Rows of the neighbours with figures, standardised where asked. */
static void set_rows(struct map *map, const double *d, const routes_weights *weights,
                     const uint32_t *place, bool standardise)
{
    size_t row_at = 0;
    size_t at = 0;
    for (uint32_t i = 0; i < routes_weights_areas(weights); i++) {
        const uint32_t *neighbours;
        const double *values;
        size_t row = routes_weights_row(&neighbours, &values, weights, i);
        double w = 1.0;
        if (isnan(d[i]))
            continue;
        if (standardise)
            w = routes_i_neighbourhood_of(weights, i, d, 0.0).w;
        for (size_t k = 0; k < row; k++) {
            if (neighbours[k] == i || isnan(d[neighbours[k]]))
                continue;
            map->next[at] = place[neighbours[k]];
            map->w[at++] = values[k] / w;
        }
        map->islands += at == map->start[row_at];
        map->start[++row_at] = at;
    }
}

/* The weight of `i` on `j`, 0 where there is none. */
static double weight_of(const struct map *map, size_t i, size_t j)
{
    size_t low = map->start[i];
    size_t high = map->start[i + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map->next[middle] < j)
            low = middle + 1;
        else
            high = middle;
    }
    return low < map->start[i + 1] && map->next[low] == j ? map->w[low] : 0.0;
}

static routes_status sum_weights(struct map *map, routes_error *err)
{
    double *both = routes_i_calloc(map->n, sizeof *both);
    if (!both)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", map->n);
    for (size_t i = 0; i < map->n; i++)
        for (size_t k = map->start[i]; k < map->start[i + 1]; k++) {
            double w = map->w[k];
            double back = weight_of(map, map->next[k], i);
            map->s0 += w;
            /* A pair with weights both ways is met from either side. */
            map->s1 += back > 0.0 ? 0.5 * (w + back) * (w + back) : w * w;
            both[i] += w;
            both[map->next[k]] += w;
        }
    for (size_t i = 0; i < map->n; i++)
        map->s2 += both[i] * both[i];
    routes_i_free(both);
    return ROUTES_OK;
}

static routes_status make_map(struct map *map, const routes_i_deviations *figures,
                              const routes_weights *weights, bool standardise, routes_error *err)
{
    size_t areas = figures->areas;
    uint32_t *place = routes_i_calloc(areas, sizeof *place);
    map->n = figures->reported;
    map->x = routes_i_calloc(map->n, sizeof *map->x);
    map->start = routes_i_calloc(map->n + 1, sizeof *map->start);
    map->next = routes_i_calloc(routes_weights_pairs(weights), sizeof *map->next);
    map->w = routes_i_calloc(routes_weights_pairs(weights), sizeof *map->w);
    if (!place || !map->x || !map->start || !map->next || !map->w) {
        routes_i_free(place);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", areas);
    }
    size_t at = 0;
    for (size_t i = 0; i < areas; i++) {
        if (isnan(figures->d[i]))
            continue;
        place[i] = (uint32_t)at;
        map->x[at++] = figures->d[i];
        map->size = fmax(map->size, fabs(figures->d[i]));
    }
    for (int k = 0; k < 5; k++)
        map->power[k] = figures->power[k];
    set_rows(map, figures->d, weights, place, standardise);
    routes_i_free(place);
    return sum_weights(map, err);
}

/* What a pair of areas adds to the sum, its weight aside. */
static double join(routes_global_kind kind, double a, double b)
{
    switch (kind) {
    case ROUTES_GLOBAL_GEARY:
        return (a - b) * (a - b);
    case ROUTES_GLOBAL_JOIN_BW:
        return a * (1.0 - b) + b * (1.0 - a);
    case ROUTES_GLOBAL_JOIN_WW:
        return (1.0 - a) * (1.0 - b);
    case ROUTES_GLOBAL_MORAN:
    case ROUTES_GLOBAL_MORAN_EB:
    case ROUTES_GLOBAL_GENERAL_G:
    case ROUTES_GLOBAL_JOIN_BB:
        break;
    }
    return a * b;
}

static double sum_pairs(const struct map *map, const double *x)
{
    double sum = 0.0;
    for (size_t i = 0; i < map->n; i++) {
        double row = 0.0;
        for (size_t k = map->start[i]; k < map->start[i + 1]; k++)
            row += map->w[k] * join(map->kind, x[i], x[map->next[k]]);
        sum += row;
    }
    return sum;
}

static double scale_of(const struct map *map)
{
    const double *s = map->power;
    if (is_moran(map->kind))
        return s[0] / (map->s0 * s[2]);
    if (map->kind == ROUTES_GLOBAL_GEARY)
        return (s[0] - 1.0) / (2.0 * map->s0 * s[2]);
    if (map->kind == ROUTES_GLOBAL_GENERAL_G)
        return 1.0 / (s[1] * s[1] - s[2]);
    return 0.5;
}

/* n (n - 1) ... of `terms` factors. */
static double falling(double n, int terms)
{
    double product = 1.0;
    for (int k = 0; k < terms; k++)
        product *= n - k;
    return product;
}

static void moran_moments(double *mean, double *variance, const struct map *map,
                          routes_global_assumption assumption)
{
    const double *s = map->power;
    double n = s[0];
    double n2 = n * n;
    double s02 = map->s0 * map->s0;
    double b = n * s[4] / (s[2] * s[2]);
    *mean = -1.0 / (n - 1.0);
    if (assumption == ROUTES_GLOBAL_NORMALITY)
        *variance = (n2 * map->s1 - n * map->s2 + 3.0 * s02) / (s02 * (n2 - 1.0)) - *mean * *mean;
    else
        *variance = (n * ((n2 - 3.0 * n + 3.0) * map->s1 - n * map->s2 + 3.0 * s02) -
                     b * ((n2 - n) * map->s1 - 2.0 * n * map->s2 + 6.0 * s02)) /
                        ((n - 1.0) * (n - 2.0) * (n - 3.0) * s02) -
                    *mean * *mean;
}

static void geary_moments(double *mean, double *variance, const struct map *map,
                          routes_global_assumption assumption)
{
    const double *s = map->power;
    double n = s[0];
    double n2 = n * n;
    double s02 = map->s0 * map->s0;
    double b = n * s[4] / (s[2] * s[2]);
    *mean = 1.0;
    if (assumption == ROUTES_GLOBAL_NORMALITY)
        *variance = ((2.0 * map->s1 + map->s2) * (n - 1.0) - 4.0 * s02) / (2.0 * (n + 1.0) * s02);
    else
        *variance = ((n - 1.0) * map->s1 * (n2 - 3.0 * n + 3.0 - (n - 1.0) * b) -
                     0.25 * (n - 1.0) * map->s2 * (n2 + 3.0 * n - 6.0 - (n2 - n + 2.0) * b) +
                     s02 * (n2 - 3.0 - (n - 1.0) * (n - 1.0) * b)) /
                    (n * (n - 2.0) * (n - 3.0) * s02);
}

/* Of sum(w x x) over all orders of the figures: general G and, with figures 0 and 1, twice BB. The
 * square of the sum has terms of two, three and four different areas. */
static void product_moments(double *mean, double *variance, const struct map *map, const double *s)
{
    double n = s[0];
    double s1_2 = s[1] * s[1];
    double two = s1_2 - s[2];                                                  /* of x x */
    double squares = s[2] * s[2] - s[4];                                       /* of x^2 x^2 */
    double three = s[2] * s1_2 - s[2] * s[2] - 2.0 * s[1] * s[3] + 2.0 * s[4]; /* of x^2 x x */
    double four = s1_2 * s1_2 - 6.0 * s[2] * s1_2 + 8.0 * s[1] * s[3] + 3.0 * s[2] * s[2] -
                  6.0 * s[4]; /* of x x x x */
    *mean = map->s0 * two / falling(n, 2);
    *variance = map->s1 * squares / falling(n, 2) +
                (map->s2 - 2.0 * map->s1) * three / falling(n, 3) +
                (map->s0 * map->s0 + map->s1 - map->s2) * four / falling(n, 4) - *mean * *mean;
}

static void join_moments(double *mean, double *variance, const struct map *map)
{
    double n = map->power[0];
    double black = map->power[1];
    double white = n - black;
    double same = map->kind == ROUTES_GLOBAL_JOIN_WW ? white : black;
    if (map->kind != ROUTES_GLOBAL_JOIN_BW) {
        const double s[5] = {n, same, same, same, same};
        product_moments(mean, variance, map, s);
        *mean *= 0.5;
        *variance *= 0.25;
        return;
    }
    *mean = map->s0 * black * white / falling(n, 2);
    *variance =
        0.25 * (2.0 * map->s1 * black * white / falling(n, 2) +
                (map->s2 - 2.0 * map->s1) * black * white * (black + white - 2.0) / falling(n, 3) +
                4.0 * (map->s0 * map->s0 + map->s1 - map->s2) * falling(black, 2) *
                    falling(white, 2) / falling(n, 4)) -
        *mean * *mean;
}

static void set_moments(routes_global *out, const struct map *map,
                        routes_global_assumption assumption)
{
    double mean;
    double variance;
    if (is_moran(map->kind))
        moran_moments(&mean, &variance, map, assumption);
    else if (map->kind == ROUTES_GLOBAL_GEARY)
        geary_moments(&mean, &variance, map, assumption);
    else if (is_join(map->kind))
        join_moments(&mean, &variance, map);
    else {
        product_moments(&mean, &variance, map, map->power);
        mean *= map->scale;
        variance *= map->scale * map->scale;
    }
    if (!(variance > NO_SPREAD * fmax(mean * mean, 1.0 / (map->power[0] * map->power[0])))) {
        out->status = ROUTES_GLOBAL_NO_VARIATION;
        return;
    }
    out->expected = mean;
    out->variance = variance;
    out->z = (out->statistic - mean) / sqrt(variance);
    out->p_greater = 0.5 * erfc(out->z * sqrt(0.5));
    out->p_less = 0.5 * erfc(-out->z * sqrt(0.5));
    out->p_two = erfc(fabs(out->z) * sqrt(0.5));
}

/* No area has this number. */
#define SITE UINT32_MAX

struct shuffler {
    const struct map *map;
    double *orders; /* [workers][n] */
    double *sums;   /* [replicates] */
    uint64_t seed;
};

static routes_status shuffle_some(size_t from, size_t to, unsigned worker, void *context,
                                  routes_error *err)
{
    (void)err;
    const struct shuffler *shuffler = context;
    const struct map *map = shuffler->map;
    double *x = shuffler->orders + worker * map->n;
    for (size_t r = from; r < to; r++) {
        routes_i_random stream =
            routes_i_random_start(shuffler->seed, ROUTES_I_PURPOSE_PERMUTATION, SITE, (uint32_t)r);
        /* From the order on the map, inside out: R. Durstenfeld, CACM 7(7), 1964. */
        for (size_t i = 0; i < map->n; i++) {
            size_t at = routes_i_random_below(&stream, (uint32_t)i + 1);
            x[i] = x[at];
            x[at] = map->x[i];
        }
        shuffler->sums[r] = sum_pairs(map, x);
    }
    return ROUTES_OK;
}

static void take(routes_global *out, const struct map *map, const double *sums, uint32_t replicates,
                 double sum)
{
    double pair =
        map->kind == ROUTES_GLOBAL_GEARY ? 4.0 * map->size * map->size : map->size * map->size;
    double same = ROUTES_I_SAME_SUM * map->s0 * fmax(pair, is_join(map->kind) ? 1.0 : 0.0);
    double high = 0.0;
    double low = 0.0;
    double gaps = 0.0;
    double squares = 0.0;
    for (uint32_t r = 0; r < replicates; r++) {
        double gap = sums[r] - sum;
        high += gap >= -same;
        low += gap <= same;
        gaps += gap;
        squares += gap * gap;
    }
    double n = replicates;
    out->drawn_greater = (high + 1.0) / (n + 1.0);
    out->drawn_less = (low + 1.0) / (n + 1.0);
    out->drawn_two = fmin(1.0, 2.0 * fmin(out->drawn_greater, out->drawn_less));
    out->drawn_mean = map->scale * (sum + gaps / n);
    out->drawn_variance =
        n > 1.0 ? map->scale * map->scale * fmax(0.0, squares - gaps * gaps / n) / (n - 1.0) : 0.0;
}

static routes_status permute(routes_global *out, const struct map *map, double sum,
                             const routes_global_options *use, const routes_run *run,
                             routes_error *err)
{
    size_t workers = run->threads < use->replicates ? run->threads : use->replicates;
    struct shuffler shuffler = {.map = map, .seed = use->seed};
    routes_status status = ROUTES_OK;
    shuffler.orders = routes_i_calloc(workers, map->n * sizeof *shuffler.orders);
    shuffler.sums = routes_i_calloc(use->replicates, sizeof *shuffler.sums);
    if (!shuffler.orders || !shuffler.sums)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to permute %zu areas", map->n);
    if (!status)
        status = routes_i_parallel(run, use->replicates, 4, shuffle_some, &shuffler, "permutations",
                                   err);
    if (!status)
        take(out, map, shuffler.sums, use->replicates, sum);
    routes_i_free(shuffler.orders);
    routes_i_free(shuffler.sums);
    return status;
}

static routes_global_status status_of(const struct map *map, const routes_i_deviations *figures,
                                      size_t min_areas)
{
    if (map->n < min_areas)
        return ROUTES_GLOBAL_TOO_FEW;
    if (map->s0 == 0.0)
        return ROUTES_GLOBAL_NO_NEIGHBOUR;
    return routes_i_deviations_alike(figures, UINT32_MAX) ? ROUTES_GLOBAL_NO_VARIATION
                                                          : ROUTES_GLOBAL_TESTED;
}

static routes_status test(routes_global *out, const routes_i_deviations *figures,
                          const routes_weights *weights, const routes_global_options *use,
                          const routes_run *run, routes_error *err)
{
    struct map map = {.kind = use->kind};
    routes_status status = make_map(&map, figures, weights, by_row(use), err);
    if (!status) {
        out->s0 = map.s0;
        out->reported = map.n;
        out->islands = map.islands;
        out->status = status_of(&map, figures, use->min_areas);
    }
    if (!status && !out->status) {
        map.scale = scale_of(&map);
        double sum = sum_pairs(&map, map.x);
        out->statistic = map.scale * sum;
        set_moments(out, &map, use->assumption);
        if (use->replicates && !out->status)
            status = permute(out, &map, sum, use, run, err);
    }
    free_map(&map);
    return status;
}

static routes_status check_values(const double *values, size_t areas, routes_global_kind kind,
                                  routes_error *err)
{
    for (size_t i = 0; i < areas; i++) {
        if (isnan(values[i]))
            continue;
        if (kind == ROUTES_GLOBAL_GENERAL_G && values[i] < 0.0)
            return routes_i_fail(err, ROUTES_E_DATA, "values[%zu] is %g, general G needs 0 or more",
                                 i, values[i]);
        if (is_join(kind) && values[i] != 0.0 && values[i] != 1.0)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "values[%zu] is %g, must be 0 or 1 to be counted as a join", i,
                                 values[i]);
    }
    return ROUTES_OK;
}

static routes_status read_options(routes_global_options *use, routes_run *run,
                                  const routes_global_options *options, routes_error *err)
{
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(run, use->run, err);
    if (status)
        return status;
    use->min_areas = use->min_areas ? use->min_areas : MIN_AREAS;
    use->min_areas = use->min_areas < LEAST_AREAS ? LEAST_AREAS : use->min_areas;
    if (!routes_global_kind_text(use->kind))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind is %d, not a known choice",
                             (int)use->kind);
    bool normal = is_moran(use->kind) || use->kind == ROUTES_GLOBAL_GEARY;
    if (use->assumption != ROUTES_GLOBAL_RANDOMISATION &&
        (use->assumption != ROUTES_GLOBAL_NORMALITY || !normal))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.assumption is %d; normality is for Moran and Geary",
                             (int)use->assumption);
    if (use->weights < ROUTES_GLOBAL_WEIGHTS_DEFAULT || use->weights > ROUTES_GLOBAL_WEIGHTS_GIVEN)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.weights is %d, not a known choice",
                             (int)use->weights);
    return ROUTES_OK;
}

/* Deviations for what is about them, the figures as they are for products and counts. */
static routes_status set_figures(routes_i_deviations *figures, const double *values,
                                 const double *people, size_t areas, routes_global_kind kind,
                                 routes_error *err)
{
    double *index = NULL;
    routes_status status = ROUTES_OK;
    bool centred = is_moran(kind) || kind == ROUTES_GLOBAL_GEARY;
    if (kind == ROUTES_GLOBAL_MORAN_EB) {
        index = routes_i_calloc(areas, sizeof *index);
        status = index ? routes_i_eb_index(index, values, people, areas, err)
                       : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", areas);
    }
    if (!status)
        status = routes_i_deviations_new(figures, index ? index : values, areas, centred, err);
    routes_i_free(index);
    return status;
}

routes_status routes_global_test(routes_global *out, const double *values, const double *people,
                                 const routes_weights *weights,
                                 const routes_global_options *options, routes_error *err)
{
    routes_global_options use;
    routes_run run;
    routes_status status = read_options(&use, &run, options, err);
    if (!status && (!out || !values || !weights))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "out, values and weights must not be null");
    if (!status && use.kind == ROUTES_GLOBAL_MORAN_EB && !people)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "moran_eb needs people, which are null");
    size_t areas = status ? 0 : routes_weights_areas(weights);
    if (!status)
        status = check_values(values, areas, use.kind, err);
    if (status)
        return status;
    routes_global made = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
                          NAN, NAN, NAN, NAN, 0.0, 0,   0,   ROUTES_GLOBAL_TESTED};
    routes_i_deviations figures = {0};
    status = set_figures(&figures, values, people, areas, use.kind, err);
    if (!status)
        status = test(&made, &figures, weights, &use, &run, err);
    routes_i_deviations_free(&figures);
    if (!status)
        *out = made;
    return status;
}
