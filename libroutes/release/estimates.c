/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "release/areas.h"
#include "release/published.h"
#include "release/rules.h"
#include "routes/wkb.h"

/* Quantities that speak of people's health: a rate of a town's clinic points at its patients. */
static bool is_health(const char *quantity)
{
    static const char *const words[] = {"hiv", "aids", "health", "disease", "tubercul", "pregnan"};
    for (size_t i = 0; quantity && i < sizeof words / sizeof *words; i++)
        if (strstr(quantity, words[i]))
            return true;
    return false;
}

static bool speaks_of_children(const routes_observation *of)
{
    return routes_i_published_is_child(of->age_group, of->population) ||
           (of->quantity && strstr(of->quantity, "child"));
}

static bool is_said(const char *word)
{
    return word && *word && strcmp(word, "all") != 0 && strcmp(word, "unknown") != 0;
}

/* Dimensions along which the figure is split; population and age speak of the same persons. */
static unsigned breakdowns(const routes_observation *of)
{
    bool who = is_said(of->population) || of->age_group == ROUTES_AGE_CHILD ||
               of->age_group == ROUTES_AGE_ADULT;
    bool status = is_said(routes_codes_text(ROUTES_CODES_VICTIM_STATUS, (int)of->victim_status));
    bool found = is_said(routes_codes_text(ROUTES_CODES_DETECTION, of->detection));
    return (unsigned)who + (unsigned)status + (unsigned)found;
}

/* The area a figure stands for, or SIZE_MAX for one of a single place. */
static size_t area_of(const routes_i_review *review, const routes_observation *of)
{
    return of->place_id ? SIZE_MAX : routes_model_find(review->model, ROUTES_AREAS, of->area_id);
}

static routes_i_candidate candidate(const routes_i_review *review, const routes_observation *of)
{
    size_t area = area_of(review, of), n = 0;
    const routes_area *areas = routes_model_areas(review->model, &n);
    bool country = area < n && areas[area].level == ROUTES_LEVEL_COUNTRY;
    return (routes_i_candidate){
        .table = "observations",
        .id = of->observation_id,
        .contributor = of->contributor_id,
        .child = !country && speaks_of_children(of),
    };
}

static const routes_observation *observation(const routes_i_review *review,
                                             const routes_table *answer, size_t row)
{
    size_t n = 0;
    const routes_observation *all = routes_model_observations(review->model, &n);
    size_t at = routes_model_find(review->model, ROUTES_OBSERVATIONS,
                                  routes_table_text_at(answer, "observation_id", row));
    return at < n ? &all[at] : NULL;
}

static routes_status judge(bool *pass, routes_i_review *review, const routes_observation *of,
                           routes_error *err)
{
    const routes_i_candidate row = candidate(review, of);
    const routes_i_tier *tier = review->tier;
    routes_i_reason why = ROUTES_I_REASONS;
    if (!tier->operational && !routes_i_areas_pass(review, area_of(review, of)))
        why = ROUTES_I_HELD_AREA;
    else if (!tier->shows_health && is_health(of->quantity))
        why = ROUTES_I_HELD_HEALTH;
    else if (breakdowns(of) > tier->breakdowns)
        why = ROUTES_I_HELD_BREAKDOWN;
    *pass = why == ROUTES_I_REASONS;
    if (*pass)
        return routes_i_published_pass(pass, review, &row, err);
    routes_i_review_hold(review, why);
    return ROUTES_OK;
}

/* S15: the symbol stands at the area's fixed point, wherever the answer had it. */
static routes_status write_point(routes_table *table, size_t at, const routes_i_review *review,
                                 const routes_observation *of, routes_error *err)
{
    size_t column = routes_table_find(table, "geometry");
    routes_point point;
    uint8_t wkb[ROUTES_WKB_POINT_SIZE];
    if (column == SIZE_MAX)
        return ROUTES_OK;
    const routes_end end = {ROUTES_AREAS, area_of(review, of)};
    if (!routes_i_areas_point(&point, review->model, end))
        return routes_table_set_status(table, column, at, ROUTES_VALUE_NO_DATA, err);
    routes_wkb_write_point(wkb, point);
    return routes_table_set_geometry(table, column, at, wkb, sizeof wkb, err);
}

static routes_status finish(routes_table *table, size_t at, routes_i_review *review,
                            const routes_observation *of, routes_error *err)
{
    const routes_i_candidate row = candidate(review, of);
    const char *unit = routes_codes_text(ROUTES_CODES_UNIT, (int)of->value.unit);
    routes_status status = routes_i_published_suppress(
        review, &row, table, routes_table_find(table, "value"), at, unit, of->effort > 0.0, err);
    if (!status && !review->tier->operational)
        status = write_point(table, at, review, of, err);
    return status;
}

routes_status routes_i_rule_estimates(routes_table **out, routes_i_review *review,
                                      const routes_table *answer, bool *rows, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t row = 0; !status && row < routes_table_rows(answer); row++) {
        const routes_observation *of = observation(review, answer, row);
        if (!of)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "row %zu of \"%s\": the model has no such observation", row,
                                 routes_table_name(answer));
        if (rows[row])
            status = judge(&rows[row], review, of, err);
    }
    if (!status)
        status = routes_i_rule_copy(out, review, answer, rows, NULL, 0, err);
    for (size_t row = 0, at = 0; !status && *out && row < routes_table_rows(answer); row++)
        if (rows[row])
            status = finish(*out, at++, review, observation(review, answer, row), err);
    return status;
}
