/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_hotspot_rates.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "result/own.h"
#include "routes/funnel.h"
#include "routes/poisson_interval.h"
#include "routes/rate.h"
#include "routes/rate_local.h"

#define MIN_COUNT 20.0
#define LEVEL 0.95

/* Areas named in a warning. */
#define NAMED 5

static const routes_column columns[] = {
    {"id", ROUTES_COLUMN_TEXT, NULL, "Id of the area"},
    {"observed", ROUTES_COLUMN_NUMBER, "events", "Count, the moderate figure"},
    {"population", ROUTES_COLUMN_NUMBER, NULL, "Denominator, the moderate figure"},
    {"rate", ROUTES_COLUMN_NUMBER, NULL, "The rate asked for"},
    {"lower", ROUTES_COLUMN_NUMBER, NULL, "Lower limit of the rate, from range and chance"},
    {"upper", ROUTES_COLUMN_NUMBER, NULL, "Upper limit of the rate, from range and chance"},
    {"expected", ROUTES_COLUMN_NUMBER, "events", "As given, or at the rate of all areas"},
    {"raw", ROUTES_COLUMN_NUMBER, NULL, "Observed by population"},
    {"excess", ROUTES_COLUMN_NUMBER, NULL, "Observed by expected"},
    {"weight", ROUTES_COLUMN_NUMBER, NULL, "How far a smoothed rate is the area's own, 0 to 1"},
    {"rests_on", ROUTES_COLUMN_NUMBER, "events", "Events on which the rate rests"},
    {"few", ROUTES_COLUMN_BOOLEAN, NULL, "Whether these are too few to trust the rate"},
    {"range", ROUTES_COLUMN_RANGE, NULL, "The rate within the ranges of count and denominator"},
    {"control_low", ROUTES_COLUMN_NUMBER, NULL, "95 % limit of chance for raw, were all one rate"},
    {"control_high", ROUTES_COLUMN_NUMBER, NULL, "95 % limit of chance for raw, were all one rate"},
    {"alarm_low", ROUTES_COLUMN_NUMBER, NULL, "99.8 % limit of chance for raw, were all one rate"},
    {"alarm_high", ROUTES_COLUMN_NUMBER, NULL, "99.8 % limit of chance for raw, were all one rate"},
    {"reason", ROUTES_COLUMN_TEXT, NULL, "Why there is no rate, or what is odd"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "As given"},
};

const char *routes_hotspot_rate_text(routes_hotspot_rate rate)
{
    static const char *const words[] = {"raw",      "excess",         "eb",      "eb_binomial",
                                        "eb_local", "eb_local_geoda", "spatial", "spatial_mean"};
    size_t at = (size_t)rate;
    return at < sizeof words / sizeof *words ? words[at] : NULL;
}

/* Counts and denominators of all areas in order of id, and what becomes of them. Where a figure has
 * no upper end its most is NaN. */
struct work {
    routes_i_own own;
    routes_hotspot_rates_options use;
    routes_run run;
    routes_weights *weights; /* null where not asked */
    routes_range *counts;
    routes_range *people;  /* what the rate is divided by: expected events for excess */
    double *observed;      /* middles */
    double *population;    /* [n] or null */
    double *expected;      /* as given or worked out */
    double *by;            /* middles of `people` */
    double *least, *most;  /* of the counts */
    double *fewest, *many; /* of the people */
    double *rate, *raw, *excess, *weight, *rests_on, *lower, *upper;
    double *funnel[4]; /* limits of chance: 95 % low and high, 99.8 % low and high */
    routes_range *range;
    double per;
};

static void free_work(struct work *work)
{
    double *const arrays[] = {work->observed,  work->population, work->expected, work->by,
                              work->least,     work->most,       work->fewest,   work->many,
                              work->rate,      work->raw,        work->excess,   work->weight,
                              work->rests_on,  work->lower,      work->upper,    work->funnel[0],
                              work->funnel[1], work->funnel[2],  work->funnel[3]};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        routes_i_free(arrays[i]);
    routes_i_free(work->counts);
    routes_i_free(work->people);
    routes_i_free(work->range);
    routes_weights_free(work->weights);
    routes_i_own_free(&work->own);
}

static routes_status make_room(struct work *work, routes_error *err)
{
    double **const arrays[] = {
        &work->least,    &work->most,      &work->fewest,    &work->many,      &work->rate,
        &work->raw,      &work->excess,    &work->weight,    &work->lower,     &work->upper,
        &work->rests_on, &work->funnel[0], &work->funnel[1], &work->funnel[2], &work->funnel[3]};
    bool have = true;
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        have = (*arrays[i] = routes_i_calloc(work->own.n, sizeof(double))) && have;
    work->range = routes_i_calloc(work->own.n, sizeof *work->range);
    if (!have || !work->range)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", work->own.n);
    for (size_t k = 0; k < work->own.n; k++)
        work->weight[k] = work->lower[k] = work->upper[k] = NAN;
    return ROUTES_OK;
}

static bool is_local(routes_hotspot_rate rate)
{
    return rate >= ROUTES_HOTSPOT_RATE_EB_LOCAL;
}

static routes_status read_options(struct work *work, const routes_hotspot_rates_options *options,
                                  routes_error *err)
{
    routes_hotspot_rates_options *use = &work->use;
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(&work->run, use->run, err);
    if (status)
        return status;
    use->level = use->level != 0.0 ? use->level : LEVEL;
    use->min_count = use->min_count != 0.0 ? use->min_count : MIN_COUNT;
    use->per = use->per != 0.0 ? use->per : 1.0;
    if (!routes_hotspot_rate_text(use->rate))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.rate is %d, not a known choice",
                             (int)use->rate);
    if (!(use->per > 0.0) || isinf(use->per) || !(use->level > 0.0 && use->level < 1.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.per is %g and level %g, must be above 0, and level below 1",
                             use->per, use->level);
    work->per = use->rate == ROUTES_HOTSPOT_RATE_EXCESS ? 1.0 : use->per;
    return ROUTES_OK;
}

static double finite_or_none(double value)
{
    return isinf(value) ? (double)NAN : value;
}

static void split(double *least, double *most, const routes_range *ranges, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        least[k] = routes_range_least(ranges[k]);
        most[k] = finite_or_none(routes_range_most(ranges[k]));
    }
}

/* Expected events from elsewhere are a denominator of single values. */
static routes_status people_from_expected(struct work *work, routes_error *err)
{
    routes_i_free(work->people);
    work->people = NULL;
    return routes_i_own_ranges(&work->people, &work->own, "expected", err);
}

/* At the rate of all areas, where no expected events are given. */
static routes_status expect(struct work *work, routes_error *err)
{
    work->expected = routes_i_calloc(work->own.n, sizeof *work->expected);
    if (!work->expected)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", work->own.n);
    return routes_rate_raw(NULL, NULL, work->expected, work->observed, work->population,
                           work->own.n, err);
}

/* Expected events at the rate of all areas, with the range of the population. */
static void scale_people(struct work *work)
{
    for (size_t k = 0; k < work->own.n; k++) {
        double factor = work->expected[k] / work->population[k];
        work->people[k] =
            isnan(factor) ? routes_range_none() : routes_range_scale(work->people[k], factor);
    }
}

static routes_status read_figures(struct work *work, routes_error *err)
{
    const routes_i_own *own = &work->own;
    routes_status status = routes_i_own_ranges(&work->counts, own, "value", err);
    if (!status)
        status = routes_i_own_ranges(&work->people, own, "population", err);
    if (!status)
        status = routes_i_own_numbers(&work->expected, own, "expected", err);
    if (!status && !work->counts)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "areas need a column value");
    if (!status && !work->people && !work->expected)
        status =
            routes_i_fail(err, ROUTES_E_ARGUMENT, "areas need a column population or expected");
    if (!status)
        status = routes_i_own_middles(&work->observed, work->counts, own->n, err);
    if (!status)
        status = routes_i_own_middles(&work->population, work->people, own->n, err);
    if (status)
        return status;
    bool given = work->expected != NULL;
    bool excess = work->use.rate == ROUTES_HOTSPOT_RATE_EXCESS;
    if (given && (excess || !work->people))
        status = people_from_expected(work, err);
    else if (!given)
        status = expect(work, err);
    if (!status && !given && excess)
        scale_people(work);
    return status ? status : routes_i_own_middles(&work->by, work->people, own->n, err);
}

static routes_range plus(routes_range range, double more)
{
    return (routes_range){range.low + more, range.moderate + more, range.high + more, range.kind};
}

/* A smoothed rate is its weight times the raw rate and the rest of the mean, within the range too.
 */
static void smooth_range(struct work *work, size_t k, double mean)
{
    double w = work->weight[k];
    if (!isnan(w))
        work->range[k] =
            plus(routes_range_scale(routes_range_divide(work->counts[k], work->people[k]), w),
                 (1.0 - w) * mean);
}

static routes_status limits(struct work *work, size_t k, const routes_rate_eb_prior *prior,
                            routes_error *err)
{
    double level = work->use.level;
    routes_status status = routes_rate_eb_interval(&work->lower[k], NULL, work->least[k],
                                                   work->many[k], prior, level, err);
    return status ? status
                  : routes_rate_eb_interval(NULL, &work->upper[k], work->most[k], work->fewest[k],
                                            prior, level, err);
}

static routes_status bayes(struct work *work, routes_error *err)
{
    bool binomial = work->use.rate == ROUTES_HOTSPOT_RATE_EB_BINOMIAL;
    routes_rate_eb_options options = ROUTES_RATE_EB_OPTIONS;
    routes_rate_eb_prior prior;
    options.family = binomial ? ROUTES_RATE_EB_BINOMIAL : ROUTES_RATE_EB_POISSON;
    routes_status status = routes_rate_eb(work->rate, work->weight, &prior, work->observed,
                                          work->by, work->own.n, &options, err);
    for (size_t k = 0; k < work->own.n && !status; k++) {
        if (isnan(work->rate[k]))
            continue;
        smooth_range(work, k, prior.mean);
        if (!binomial)
            status = limits(work, k, &prior, err);
    }
    return status;
}

static routes_status local_bayes(struct work *work, routes_error *err)
{
    bool geoda = work->use.rate == ROUTES_HOTSPOT_RATE_EB_LOCAL_GEODA;
    routes_rate_eb_prior *priors = routes_i_calloc(work->own.n, sizeof *priors);
    if (!priors)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", work->own.n);
    routes_status status = routes_rate_local_eb(
        work->rate, work->weight, priors, work->observed, work->by, work->weights,
        geoda ? ROUTES_RATE_LOCAL_EB_GEODA : ROUTES_RATE_LOCAL_EB_SPDEP, err);
    for (size_t k = 0; k < work->own.n && !status; k++) {
        if (isnan(work->rate[k]))
            continue;
        smooth_range(work, k, priors[k].mean);
        status = limits(work, k, &priors[k], err);
    }
    routes_i_free(priors);
    return status;
}

/* The spatial rate from one end of all ranges, and its limit. */
struct end {
    double *rate;
    double *lower;
    double *upper;
    routes_rate_local_sum *sums;
};

static routes_status take_end(struct end *end, const struct work *work, const double *counts,
                              const double *people, routes_error *err)
{
    size_t n = work->own.n;
    routes_rate_local_spatial_kind kind = work->use.rate == ROUTES_HOTSPOT_RATE_SPATIAL
                                              ? ROUTES_RATE_LOCAL_POOLED
                                              : ROUTES_RATE_LOCAL_MEAN;
    end->rate = routes_i_calloc(n, sizeof *end->rate);
    end->lower = routes_i_calloc(n, sizeof *end->lower);
    end->upper = routes_i_calloc(n, sizeof *end->upper);
    end->sums = routes_i_calloc(n, sizeof *end->sums);
    if (!end->rate || !end->lower || !end->upper || !end->sums)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    routes_status status =
        routes_rate_local_spatial(end->rate, end->sums, counts, people, work->weights, kind, err);
    return status ? status
                  : routes_rate_local_interval(end->lower, end->upper, counts, people,
                                               work->weights, kind, work->use.level, err);
}

static void free_end(struct end *end)
{
    routes_i_free(end->rate);
    routes_i_free(end->lower);
    routes_i_free(end->upper);
    routes_i_free(end->sums);
}

/* From the three ends of one area: a neighbour without a middle leaves none, one without an upper
 * end a lower bound. */
static void join_ends(struct work *work, size_t k, const struct end *low, const struct end *mid,
                      const struct end *high)
{
    bool closed = high->sums[k].members == low->sums[k].members;
    bool middle = mid->sums[k].members == low->sums[k].members;
    work->rate[k] = middle ? mid->rate[k] : (double)NAN;
    work->rests_on[k] = middle ? mid->sums[k].events : low->sums[k].events;
    work->lower[k] = low->lower[k];
    work->upper[k] = closed ? high->upper[k] : (double)NAN;
    double least = low->rate[k];
    double most = high->rate[k];
    work->range[k] = routes_range_none();
    if (!low->sums[k].members)
        return;
    if (!closed)
        work->range[k] = (routes_range){least, NAN, NAN, ROUTES_RANGE_LOWER_BOUND};
    else if (least == most)
        work->range[k] = (routes_range){NAN, most, NAN, ROUTES_RANGE_SINGLE};
    else
        work->range[k] = (routes_range){least, work->rate[k], most, ROUTES_RANGE_SOURCE_SPREAD};
}

static routes_status spatial(struct work *work, routes_error *err)
{
    struct end low = {0};
    struct end mid = {0};
    struct end high = {0};
    routes_status status = take_end(&low, work, work->least, work->many, err);
    if (!status)
        status = take_end(&mid, work, work->observed, work->by, err);
    if (!status)
        status = take_end(&high, work, work->most, work->fewest, err);
    for (size_t k = 0; k < work->own.n && !status; k++)
        join_ends(work, k, &low, &mid, &high);
    free_end(&low);
    free_end(&mid);
    free_end(&high);
    return status;
}

static routes_status plain(struct work *work, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t k = 0; k < work->own.n && !status; k++) {
        work->range[k] = routes_range_divide(work->counts[k], work->people[k]);
        work->rate[k] = work->by[k] > 0.0 ? work->observed[k] / work->by[k] : (double)NAN;
        status =
            routes_poisson_interval(&work->lower[k], NULL, work->least[k], work->use.level, err);
        if (!status)
            status =
                routes_poisson_interval(NULL, &work->upper[k], work->most[k], work->use.level, err);
        work->lower[k] = work->many[k] > 0.0 ? work->lower[k] / work->many[k] : (double)NAN;
        work->upper[k] = work->fewest[k] > 0.0 ? work->upper[k] / work->fewest[k] : (double)NAN;
    }
    return status;
}

/* What chance would make of the rate of all areas with both figures. */
static routes_status find_funnel(struct work *work, routes_error *err)
{
    double events = 0.0, people = 0.0;
    double *exposure = routes_i_calloc(work->own.n, sizeof *exposure);
    if (!exposure)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", work->own.n);
    for (size_t k = 0; k < work->own.n; k++) {
        double here = work->population ? work->population[k] : (double)NAN;
        exposure[k] = here > 0.0 ? here : (double)NAN;
        if (isnan(work->raw[k]))
            continue;
        events += work->observed[k];
        people += here;
    }
    routes_status status = ROUTES_OK;
    for (size_t k = 0; k < work->own.n && !(people > 0.0); k++)
        exposure[k] = NAN;
    double rate = people > 0.0 ? events / people : 0.0;
    for (int i = 0; i < 4 && !status; i += 2)
        status = routes_funnel_limits(work->funnel[i], work->funnel[i + 1], exposure, work->own.n,
                                      rate, i ? 0.998 : 0.95, err);
    routes_i_free(exposure);
    return status;
}

static routes_status compute(struct work *work, routes_error *err)
{
    split(work->least, work->most, work->counts, work->own.n);
    split(work->fewest, work->many, work->people, work->own.n);
    for (size_t k = 0; k < work->own.n; k++) {
        double people = work->population ? work->population[k] : (double)NAN;
        work->range[k] = routes_range_none();
        work->rests_on[k] = isnan(work->observed[k]) ? work->least[k] : work->observed[k];
        work->raw[k] = people > 0.0 ? work->observed[k] / people : (double)NAN;
        work->excess[k] =
            work->expected[k] > 0.0 ? work->observed[k] / work->expected[k] : (double)NAN;
    }
    routes_status status = find_funnel(work, err);
    if (status)
        return status;
    switch (work->use.rate) {
    case ROUTES_HOTSPOT_RATE_EB:
    case ROUTES_HOTSPOT_RATE_EB_BINOMIAL:
        return bayes(work, err);
    case ROUTES_HOTSPOT_RATE_EB_LOCAL:
    case ROUTES_HOTSPOT_RATE_EB_LOCAL_GEODA:
        return local_bayes(work, err);
    case ROUTES_HOTSPOT_RATE_SPATIAL:
    case ROUTES_HOTSPOT_RATE_SPATIAL_MEAN:
        return spatial(work, err);
    case ROUTES_HOTSPOT_RATE_RAW:
    case ROUTES_HOTSPOT_RATE_EXCESS:
        break;
    }
    return plain(work, err);
}

/* Why an area has no rate, or what is odd about it; null where all is well. */
static const char *reason(const struct work *work, size_t k)
{
    const routes_range *count = &work->counts[k];
    const routes_range *people = &work->people[k];
    if (isnan(work->rate[k])) {
        if (count->kind == ROUTES_RANGE_NOT_STATED)
            return "not_stated";
        if (work->use.rate == ROUTES_HOTSPOT_RATE_EXCESS && work->population &&
            work->population[k] > 0.0 && !(work->expected[k] > 0.0))
            return "nothing_expected";
        if (people->kind != ROUTES_RANGE_NOT_STATED && routes_range_most(*people) == 0.0)
            return "zero_denominator";
        if (people->kind == ROUTES_RANGE_NOT_STATED)
            return "no_denominator";
        return count->kind == ROUTES_RANGE_LOWER_BOUND ? "lower_bound" : "range_only";
    }
    if (isnan(work->observed[k]) || !(work->by[k] > 0.0))
        return "from_neighbours";
    if (work->population && work->population[k] < work->observed[k])
        return "population_below_observed";
    return NULL;
}

static bool is_few(const struct work *work, size_t k)
{
    return work->rests_on[k] < work->use.min_count;
}

static routes_status add_area(routes_table *table, const struct work *work, size_t k,
                              routes_error *err)
{
    size_t size;
    const uint8_t *shape = routes_i_own_geometry(&size, work->own.table, work->own.row[k]);
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, work->own.ids[k]);
    routes_i_row_number(&row, work->observed[k]);
    routes_i_row_number(&row, work->population ? work->population[k] : (double)NAN);
    routes_i_own_computed(&row, work->rate[k] * work->per);
    routes_i_own_computed(&row, work->lower[k] * work->per);
    routes_i_own_computed(&row, work->upper[k] * work->per);
    routes_i_own_computed(&row, work->expected[k]);
    routes_i_own_computed(&row, work->raw[k] * work->use.per);
    routes_i_own_computed(&row, work->excess[k]);
    routes_i_own_computed(&row, work->weight[k]);
    routes_i_own_computed(&row, work->rests_on[k]);
    if (isnan(work->rate[k]))
        routes_i_row_empty(&row, ROUTES_VALUE_NO_DATA);
    else
        routes_i_row_boolean(&row, is_few(work, k));
    routes_i_row_range(&row, routes_range_scale(work->range[k], work->per));
    for (int i = 0; i < 4; i++)
        routes_i_own_computed(&row, work->funnel[i][k] * work->use.per);
    routes_i_row_text(&row, reason(work, k));
    routes_i_row_geometry(&row, shape, size);
    return routes_i_row_end(&row);
}

/* "N areas ...: a, b, c ...", by the ids of the first. */
static void warn(const struct work *work, bool (*is)(const struct work *, size_t), const char *what)
{
    routes_i_text names = {0};
    size_t count = 0;
    for (size_t k = 0; k < work->own.n; k++) {
        if (!is(work, k))
            continue;
        if (count < NAMED)
            routes_i_text_print(&names, "%s%s", count ? ", " : "", work->own.ids[k]);
        count++;
    }
    if (count && !names.failed)
        routes_i_run_log(&work->run, ROUTES_LOG_WARNING, "%zu of %zu areas %s: %s%s", count,
                         work->own.n, what, names.bytes, count > NAMED ? ", ..." : "");
    routes_i_text_free(&names);
}

static bool rests_on_few(const struct work *work, size_t k)
{
    return !isnan(work->rate[k]) && is_few(work, k);
}

static bool lacks_denominator(const struct work *work, size_t k)
{
    const char *why = reason(work, k);
    return why && (strcmp(why, "no_denominator") == 0 || strcmp(why, "zero_denominator") == 0);
}

static bool has_more_events_than_people(const struct work *work, size_t k)
{
    const char *why = reason(work, k);
    return why && strcmp(why, "population_below_observed") == 0;
}

static void warn_all(const struct work *work)
{
    warn(work, rests_on_few, "have rates that rest on too few events");
    warn(work, lacks_denominator, "have no denominator and no rate");
    warn(work, has_more_events_than_people, "have more events than people");
}

static routes_status fill(routes_table *table, const struct work *work, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t row = 0; row < work->own.n && !status; row++)
        status = add_area(table, work, work->own.place[row], err);
    return status;
}

static routes_status prepare(struct work *work, const routes_table *areas,
                             const routes_weights *weights,
                             const routes_hotspot_rates_options *options, routes_error *err)
{
    routes_status status = read_options(work, options, err);
    if (!status)
        status = routes_i_own_read(&work->own, areas, err);
    if (!status)
        status = make_room(work, err);
    if (!status)
        status = read_figures(work, err);
    if (!status && is_local(work->use.rate))
        status = routes_i_own_weights(&work->weights, &work->own, weights, err);
    return status ? status : compute(work, err);
}

static const char *method_of(routes_hotspot_rate rate)
{
    static const char *const methods[] = {
        "raw rates",
        "observed by expected events",
        "empirical Bayes rates, method of moments, Poisson",
        "empirical Bayes rates, method of moments, binomial",
        "local empirical Bayes rates, means of each neighbour's neighbourhood (spdep)",
        "local empirical Bayes rates, mean of the area's neighbourhood (GeoDa)",
        "spatial rates, events by people of the neighbourhood (GeoDa, PySAL)",
        "spatial rates, mean of the rates of the neighbourhood",
    };
    return methods[rate];
}

static const char *reference_of(routes_hotspot_rate rate)
{
    switch (rate) {
    case ROUTES_HOTSPOT_RATE_EB_BINOMIAL:
        return "Martuzzi and Elliott 1996";
    case ROUTES_HOTSPOT_RATE_EB:
    case ROUTES_HOTSPOT_RATE_EB_LOCAL:
    case ROUTES_HOTSPOT_RATE_EB_LOCAL_GEODA:
        return "Marshall 1991; limits: Clayton and Kaldor 1987";
    case ROUTES_HOTSPOT_RATE_SPATIAL_MEAN:
        return "Kafadar 1996; limits: Fay and Feuer 1997";
    default:
        return "limits: Garwood 1936";
    }
}

static routes_status end(routes_table **out, routes_table *table, const struct work *work,
                         routes_status status, routes_error *err)
{
    routes_i_text parameters = {0};
    routes_i_own_meta meta = {method_of(work->use.rate), reference_of(work->use.rate), "id",
                              &parameters, NULL};
    routes_i_parameter_text(&parameters, "rate", routes_hotspot_rate_text(work->use.rate));
    routes_i_parameter_number(&parameters, "per", work->per);
    routes_i_parameter_number(&parameters, "level", work->use.level);
    routes_i_parameter_number(&parameters, "min_count", work->use.min_count);
    if (is_local(work->use.rate))
        routes_i_parameter_weights(&parameters, work->own.table);
    status = routes_i_own_end(out, table, &meta, status, err);
    routes_i_text_free(&parameters);
    return status;
}

routes_status routes_answer_hotspot_rates(routes_table **out, const routes_table *areas,
                                          const routes_weights *weights,
                                          const routes_hotspot_rates_options *options,
                                          routes_error *err)
{
    struct work work = {0};
    routes_table *table = NULL;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_status status = prepare(&work, areas, weights, options, err);
    if (!status)
        status = routes_table_new(&table, "hotspot_rates", columns,
                                  sizeof columns / sizeof *columns, err);
    if (!status)
        status = fill(table, &work, err);
    if (!status)
        warn_all(&work);
    if (table)
        status = end(out, table, &work, status, err);
    free_work(&work);
    return status;
}
