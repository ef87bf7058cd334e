/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/laid_lanes.h
 * @brief The three provinces with many lanes and counts, laid on their network.
 */
#ifndef ROUTES_TESTS_SUPPORT_LAID_LANES_H
#define ROUTES_TESTS_SUPPORT_LAID_LANES_H

#include <stdio.h>

#include "support/laid.h"
#include "support/three_provinces.h"

/** A lane with a yearly flow; `moderate` NaN for none. */
typedef struct laid_lane {
    const char *from, *to;
    double low, moderate, high;
} laid_lane;

static inline routes_range laid_range(const laid_lane *of)
{
    routes_range_kind kind = isnan(of->low) ? ROUTES_RANGE_SINGLE : ROUTES_RANGE_SOURCE_SPREAD;
    if (isnan(of->moderate) && isnan(of->low))
        kind = ROUTES_RANGE_NOT_STATED;
    return (routes_range){of->low, of->moderate, of->high, kind};
}

/** Adds lane `number`, whose id is N and three digits. */
static inline routes_status laid_add(routes_model *model, int number, const laid_lane *of,
                                     routes_error *err)
{
    char id[8];
    snprintf(id, sizeof id, "N%03d", number % 1000);
    routes_lane lane = plain_lane(id, of->from, ROUTES_LEVEL_PLACE, of->to, ROUTES_LEVEL_PLACE);
    lane.volume.range = laid_range(of);
    if (lane.volume.range.kind != ROUTES_RANGE_NOT_STATED) {
        lane.basis = ROUTES_BASIS_STATED;
        lane.volume.measure = ROUTES_MEASURE_FLOW;
        lane.volume.unit = ROUTES_UNIT_PERSONS_PER_YEAR;
    }
    return routes_model_add_lane(model, &lane, err);
}

/** Adds a count of a month of 2001 at a place or, without one, in an area. */
static inline routes_status laid_count(routes_model *model, const char *id, const char *place,
                                       const char *area, const char *detection, double count,
                                       double hours, routes_error *err)
{
    routes_observation seen;
    routes_entity_clear(ROUTES_OBSERVATIONS, &seen);
    seen.origin.source_id = "S1";
    seen.observation_id = id;
    seen.place_id = place;
    seen.area_id = area;
    seen.quantity = "reports";
    seen.crime = ROUTES_CRIME_TRAFFICKING;
    seen.detection = routes_codes_find(ROUTES_CODES_DETECTION, detection);
    seen.period_start = 11323;
    seen.period_end = 11353;
    seen.value = (routes_quantity){
        {NAN, count, NAN, ROUTES_RANGE_SINGLE}, ROUTES_MEASURE_COUNT, ROUTES_UNIT_EVENTS};
    seen.effort = hours;
    seen.effort_unit = isnan(hours) ? NULL : "hours";
    return routes_model_add_observation(model, &seen, err);
}

/** Checks the model and lays its lanes. */
static inline void laid_finish(struct laid *made)
{
    routes_error err;
    assert_ok(routes_model_check(made->model, NULL, made->faults, &err), &err);
    assert_ok(routes_network_new(&made->network, made->model, NULL, &err), &err);
    assert_ok(routes_laying_new(&made->laying, made->model, made->network, NULL, &err), &err);
}

/** An unchecked model of the three provinces with these lanes; `backwards`: the last first. */
static inline struct laid laid_begin(const laid_lane *lanes, int count, int backwards)
{
    struct laid made = {0};
    routes_error err;
    assert_ok(routes_faults_new(&made.faults, 0, &err), &err);
    assert_ok(routes_model_new(&made.model, &err), &err);
    assert_ok(routes_model_set_home(made.model, "AA", &err), &err);
    assert_ok(three_provinces(made.model, &err), &err);
    for (int i = 0; i < count; i++) {
        int at = backwards ? count - 1 - i : i;
        assert_ok(laid_add(made.model, at, &lanes[at], &err), &err);
    }
    return made;
}

#endif
