/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/counted.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "routes/observation.h"

#define PER_HOURS 1000.0

static const char *const words[] = {"discovered", "reported"};

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* A count of events or persons in a period, below the level of a country, found one of two ways. */
static bool is_count(const routes_model *model, const routes_observation *row,
                     routes_i_detection *detection)
{
    if (row->value.measure != ROUTES_MEASURE_COUNT ||
        row->value.range.kind == ROUTES_RANGE_NOT_STATED ||
        (row->crime != ROUTES_CRIME_NOT_STATED && row->crime != ROUTES_CRIME_TRAFFICKING))
        return false;
    if (!row->place_id) {
        size_t area =
            row->area_id ? routes_model_find(model, ROUTES_AREAS, row->area_id) : SIZE_MAX;
        if (area == SIZE_MAX || routes_model_areas(model, NULL)[area].level == ROUTES_LEVEL_COUNTRY)
            return false;
    }
    for (int d = 0; d < ROUTES_I_DETECTIONS; d++)
        if (row->detection == routes_codes_find(ROUTES_CODES_DETECTION, words[d])) {
            *detection = (routes_i_detection)d;
            return true;
        }
    return false;
}

const char *routes_i_counted_quantity(const routes_model *model, const char *asked)
{
    size_t count;
    const routes_observation *rows = routes_model_observations(model, &count);
    const char *found = NULL;
    routes_i_detection detection;
    if (asked)
        return asked;
    for (size_t i = 0; i < count; i++) {
        if (!is_count(model, &rows[i], &detection))
            continue;
        if (found && !same(found, rows[i].quantity))
            return NULL;
        found = rows[i].quantity;
    }
    return found;
}

static bool overlap(const routes_observation *a, const routes_observation *b)
{
    return same(a->contributor_id, b->contributor_id) && same(a->place_id, b->place_id) &&
           same(a->area_id, b->area_id) && a->period_start <= b->period_end &&
           b->period_start <= a->period_end;
}

static bool any_overlap(const routes_observation *rows, const size_t *which, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (overlap(&rows[which[i]], &rows[which[k]]))
                return true;
    return false;
}

/* Hours behind all of these together; NaN where one does not say. */
static double hours_of(const routes_observation *rows, const size_t *which, size_t count)
{
    double hours = 0.0;
    for (size_t i = 0; i < count; i++) {
        const routes_observation *row = &rows[which[i]];
        hours += same(row->effort_unit, "hours") ? row->effort : (double)NAN;
    }
    return hours;
}

static void conclude(routes_i_count *made, const routes_observation *rows, const size_t *which,
                     size_t count)
{
    routes_quantity sum;
    routes_error why;
    if (count == 0) {
        made->reason = "nothing is counted here";
        return;
    }
    if (any_overlap(rows, which, count)) {
        made->reason = "periods of one contributor overlap";
        return;
    }
    if (routes_observation_sum(&sum, rows, which, count, &why)) {
        made->reason = "the counts are of unlike kinds";
        return;
    }
    made->count = sum.range;
    made->hours = hours_of(rows, which, count);
    if (made->hours > 0.0)
        made->rate = routes_range_scale(made->count, PER_HOURS / made->hours);
    else if (made->hours == 0.0)
        made->reason = "nobody looked: 0 monitored hours";
    else
        made->reason = "monitored hours are not stated";
}

routes_status routes_i_counted_sum(routes_i_counted *counted, const routes_model *model,
                                   const char *quantity, routes_i_counts_here here,
                                   const void *context, routes_error *err)
{
    size_t count, used[ROUTES_I_DETECTIONS] = {0};
    const routes_observation *rows = routes_model_observations(model, &count);
    size_t *which = routes_i_calloc(count, ROUTES_I_DETECTIONS * sizeof *which);
    if (!which)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu observations", count);
    for (size_t i = 0; i < count; i++) {
        routes_i_detection detection;
        if (quantity && same(rows[i].quantity, quantity) && is_count(model, &rows[i], &detection) &&
            here(model, i, context))
            which[(size_t)detection * count + used[detection]++] = i;
    }
    for (size_t d = 0; d < ROUTES_I_DETECTIONS; d++) {
        counted->by[d] = (routes_i_count){routes_range_none(), NAN, routes_range_none(), NULL};
        conclude(&counted->by[d], rows, which + d * count, used[d]);
        if (!quantity)
            counted->by[d].reason = "no quantity is counted, or several are";
    }
    routes_i_free(which);
    return ROUTES_OK;
}

bool routes_i_counted_is_blind(const routes_i_counted *counted)
{
    const routes_i_count *found = &counted->by[ROUTES_I_DISCOVERED];
    return found->count.kind != ROUTES_RANGE_NOT_STATED && isnan(found->hours);
}

void routes_i_counted_warn(const routes_run *run, size_t blind, const char *what)
{
    if (blind)
        routes_i_run_log(run, ROUTES_LOG_WARNING,
                         "%zu %s have discovered cases whose monitored hours are not stated: they "
                         "say where somebody looked, and weighing them by nothing would send "
                         "patrols where patrols have been",
                         blind, what);
}
