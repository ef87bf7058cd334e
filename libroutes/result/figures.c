/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/figures.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "result/answer.h"
#include "result/borders.h"
#include "routes/rate.h"
#include "routes/stability.h"

#define LEAST_AREAS 20
#define PER 1e5

static bool has_ends(routes_range range)
{
    return !isnan(range.low) && !isnan(range.high);
}

/* The observation of an area that was stated last; of equals the first with a whole range. */
static const routes_observation *latest(const routes_model *model, const char *area_id)
{
    size_t count;
    const routes_observation *rows = routes_model_observations(model, &count);
    const routes_observation *best = NULL;
    for (size_t i = 0; i < count; i++) {
        const routes_observation *row = &rows[i];
        if (!row->area_id || strcmp(row->area_id, area_id) != 0 || row->place_id ||
            strcmp(row->quantity, "persons_exploited") != 0 ||
            row->value.unit != ROUTES_UNIT_PERSONS || row->age_group == ROUTES_AGE_CHILD)
            continue;
        if (!best || row->period_end > best->period_end ||
            (row->period_end == best->period_end && has_ends(row->value.range) &&
             !has_ends(best->value.range)))
            best = row;
    }
    return best;
}

static void set_figure(routes_i_figure *figure, const routes_model *model, size_t area)
{
    const routes_area *at = &routes_model_areas(model, NULL)[area];
    const routes_observation *stated = latest(model, at->area_id);
    const routes_population *people =
        routes_i_answer_census(model, at->area_id, routes_i_answer_year(model));
    *figure = (routes_i_figure){.area = area,
                                .number = routes_range_none(),
                                .denominator = people ? people->population : NAN,
                                .rate = routes_range_none(),
                                .eb = NAN,
                                .rank = {NAN, NAN, NAN, NAN, NAN, NAN, NAN},
                                .holds = NAN};
    if (!stated)
        return;
    double denominator;
    figure->number = stated->value.range;
    if (stated->denominator && routes_i_number_read(&denominator, stated->denominator))
        figure->denominator = denominator;
    if (figure->denominator > 0.0)
        figure->rate = routes_range_scale(figure->number, PER / figure->denominator);
}

/* Arrays of the kernels, one entry a province. */
struct arrays {
    double *events, *exposure, *eb, *raw;
    routes_getis_ord *gi;
};

static void free_arrays(struct arrays *arrays)
{
    routes_i_free(arrays->events);
    routes_i_free(arrays->exposure);
    routes_i_free(arrays->eb);
    routes_i_free(arrays->raw);
    routes_i_free(arrays->gi);
}

/* Fills the arrays; how many provinces have a moderate figure and a denominator. */
static size_t fill(struct arrays *arrays, const routes_i_figure *figures, size_t count)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        bool known = !isnan(figures[i].number.moderate) && figures[i].denominator > 0.0;
        arrays->events[i] = known ? figures[i].number.moderate : NAN;
        arrays->exposure[i] = figures[i].denominator > 0.0 ? figures[i].denominator : 1.0;
        arrays->raw[i] = arrays->events[i] / arrays->exposure[i];
        used += known;
    }
    return used;
}

static const char *reason_of(routes_getis_ord_status status)
{
    switch (status) {
    case ROUTES_GETIS_ORD_TESTED:
        return NULL;
    case ROUTES_GETIS_ORD_NOT_REPORTED:
        return "no figure is stated";
    case ROUTES_GETIS_ORD_TOO_FEW:
        return "too few provinces have figures";
    case ROUTES_GETIS_ORD_NO_NEIGHBOUR:
        return "no neighbour has a figure";
    case ROUTES_GETIS_ORD_NO_VARIATION:
        return "the figures do not vary";
    }
    return "not tested";
}

/* Numbers and denominators that can be drawn again, in the order of the areas' rows: their streams
 * follow it. */
static routes_status make_redraw(routes_redraw **out, const routes_i_figure *figures, size_t count,
                                 const routes_hotspot_options *options, routes_error *err)
{
    routes_range *numbers = routes_i_calloc(count, sizeof *numbers);
    routes_range *people = routes_i_calloc(count, sizeof *people);
    routes_redraw_options how = ROUTES_REDRAW_OPTIONS;
    routes_status status = ROUTES_OK;
    how.seed = options->seed;
    how.sampling = ROUTES_SAMPLING_POISSON;
    if (!numbers || !people)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu provinces", count);
    for (size_t i = 0; i < count && !status; i++) {
        double denominator = figures[i].denominator;
        numbers[i] = figures[i].number;
        people[i] = denominator > 0.0 ? (routes_range){NAN, denominator, NAN, ROUTES_RANGE_SINGLE}
                                      : routes_range_none();
    }
    if (!status)
        status = routes_redraw_new(out, numbers, people, NULL, count, &how, err);
    routes_i_free(numbers);
    routes_i_free(people);
    return status;
}

/* Which classes hold, and who comes first, when the figures are drawn again. */
static routes_status draw_again(routes_i_figure *figures, size_t count,
                                const routes_weights *weights, const routes_getis_ord_options *how,
                                const routes_hotspot_options *options, routes_error *err)
{
    routes_redraw *redraw = NULL;
    routes_stability_gi with = {weights, how};
    routes_stability_options draws = ROUTES_STABILITY_OPTIONS;
    routes_rank_options ranking = ROUTES_RANK_OPTIONS;
    routes_stability *held = routes_i_calloc(count, sizeof *held);
    routes_rank *ranks = routes_i_calloc(count, sizeof *ranks);
    draws.run = ranking.run = options->run;
    routes_status status = ROUTES_OK;
    if (!held || !ranks)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu provinces", count);
    if (!status)
        status = make_redraw(&redraw, figures, count, options, err);
    if (!status)
        status =
            routes_stability_test(held, redraw, routes_stability_getis_ord, &with, &draws, err);
    if (!status)
        status = routes_rank_draw(ranks, redraw, &ranking, err);
    for (size_t i = 0; i < count && !status; i++) {
        figures[i].gi.hot = held[i].hot;
        figures[i].holds = held[i].share;
        figures[i].rank = ranks[i];
    }
    routes_redraw_free(redraw);
    routes_i_free(held);
    routes_i_free(ranks);
    return status;
}

static routes_status test(struct arrays *arrays, routes_i_figure *figures, bool enough,
                          const routes_model *model, const size_t *areas, size_t count,
                          const routes_hotspot_options *options, routes_error *err)
{
    routes_weights *weights = NULL;
    routes_getis_ord_options how = ROUTES_GETIS_ORD_OPTIONS;
    how.seed = options->seed;
    how.min_areas = options->min_areas;
    how.run = options->run;
    routes_status status = routes_i_border_weights(&weights, model, areas, count, err);
    if (!status)
        status = routes_getis_ord_test(arrays->gi, NULL, arrays->raw, weights, &how, err);
    for (size_t i = 0; i < count && !status; i++)
        figures[i].gi = arrays->gi[i];
    if (!status && enough)
        status = draw_again(figures, count, weights, &how, options, err);
    routes_weights_free(weights);
    return status;
}

static routes_status compute(struct arrays *arrays, routes_i_figure *figures, size_t count,
                             const routes_model *model, const size_t *areas,
                             const routes_hotspot_options *options, routes_error *err)
{
    size_t least = options->min_areas ? options->min_areas : LEAST_AREAS;
    size_t used = fill(arrays, figures, count);
    bool enough = used >= least;
    routes_status status = test(arrays, figures, enough, model, areas, count, options, err);
    if (!status && enough)
        status = routes_rate_eb(arrays->eb, NULL, NULL, arrays->events, arrays->exposure, count,
                                NULL, err);
    for (size_t i = 0; i < count && !status; i++) {
        figures[i].eb = enough ? arrays->eb[i] * PER : NAN;
        figures[i].reason = reason_of(arrays->gi[i].status);
        if (!enough && figures[i].reason)
            figures[i].reason = reason_of(ROUTES_GETIS_ORD_TOO_FEW);
    }
    return status;
}

routes_status routes_i_figures_make(routes_i_figure **figures, size_t *count,
                                    const routes_model *model,
                                    const routes_hotspot_options *options, routes_error *err)
{
    size_t *areas = NULL, n = 0;
    *figures = NULL;
    *count = 0;
    routes_status status = routes_i_answer_home_areas(&areas, &n, model, err);
    if (status)
        return status;
    routes_i_figure *made = routes_i_calloc(n, sizeof *made);
    struct arrays arrays = {routes_i_calloc(n, sizeof(double)), routes_i_calloc(n, sizeof(double)),
                            routes_i_calloc(n, sizeof(double)), routes_i_calloc(n, sizeof(double)),
                            routes_i_calloc(n, sizeof(routes_getis_ord))};
    if (!made || !arrays.events || !arrays.exposure || !arrays.eb || !arrays.raw || !arrays.gi)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu provinces", n);
    for (size_t i = 0; i < n && !status; i++)
        set_figure(&made[i], model, areas[i]);
    if (!status && n)
        status = compute(&arrays, made, n, model, areas, options, err);
    free_arrays(&arrays);
    routes_i_free(areas);
    if (status) {
        routes_i_free(made);
        return status;
    }
    *figures = made;
    *count = n;
    return ROUTES_OK;
}
