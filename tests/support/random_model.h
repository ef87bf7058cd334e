/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/random_model.h
 * @brief Models drawn at random that pass every check: same seed, same model.
 */
#ifndef ROUTES_TESTS_SUPPORT_RANDOM_MODEL_H
#define ROUTES_TESTS_SUPPORT_RANDOM_MODEL_H

#include <stdio.h>

#include "support/three_provinces.h"

#define RANDOM_TEXT 160

static inline size_t draw_below(uint64_t *state, size_t n)
{
    return (size_t)(draw(state) % n);
}

/** Words of several scripts, quotes, commas and line ends; null at times. */
static inline const char *draw_text(uint64_t *state, char to[RANDOM_TEXT])
{
    static const char *const pieces[] = {"ford", "a,b",         "\"said\"", "it's", "ក្រុង",
                                         "ü",    "line\nbreak", "\\",       "%s",   ";--",
                                         "NULL", " ",           "ß"};
    if (draw_below(state, 4) == 0)
        return NULL;
    strcpy(to, "n"); /* a name must have a letter */
    for (size_t i = draw_below(state, 6) + 1; i; i--)
        strcat(to, pieces[draw_below(state, sizeof pieces / sizeof *pieces)]);
    return to;
}

/** Small, large, with a long tail of digits, or not stated. */
static inline double draw_amount(uint64_t *state)
{
    switch (draw_below(state, 5)) {
    case 0:
        return NAN;
    case 1:
        return (double)draw_below(state, 100000);
    case 2:
        return draw_unit(state);
    case 3:
        return draw_unit(state) * 1e-12;
    default:
        return draw_unit(state) * 1e15;
    }
}

/** Provinces P0, P1, ... of AA in a row of squares from 100 degrees east; a country BB. */
static inline routes_status random_areas(routes_model *model, uint64_t *state, size_t n,
                                         routes_error *err)
{
    routes_status status = ROUTES_OK;
    char id[32], local[RANDOM_TEXT], note[RANDOM_TEXT], name[64];
    for (size_t i = 0; i < n + 2; i++) {
        uint8_t wkb[SQUARE_SIZE];
        routes_area area;
        routes_entity_clear(ROUTES_AREAS, &area);
        if (i < 2)
            snprintf(id, sizeof id, "%s", i ? "BB" : "AA");
        else
            snprintf(id, sizeof id, "P%zu", i - 2);
        snprintf(name, sizeof name, "Area of %s", id);
        area.area_id = id;
        area.name = name;
        area.level = i < 2 ? ROUTES_LEVEL_COUNTRY : ROUTES_LEVEL_PROVINCE;
        area.country = i == 1 ? "BB" : "AA";
        area.parent = i < 2 ? NULL : "AA";
        area.name_local = draw_text(state, local);
        area.origin.note = draw_text(state, note);
        area.origin.source_id = "S0";
        area.vintage = draw_below(state, 2) ? 2001 : ROUTES_NO_DATE;
        area.valid_from = (int32_t)draw_below(state, 20000) - 10000;
        if (i >= 2) {
            square_wkb(wkb, 98.0 + (double)i, 10.0);
            area.wkb = wkb;
            area.wkb_size = sizeof wkb;
        }
        step(routes_model_add_area(model, &area, err));
    }
    return status;
}

static inline routes_status random_places(routes_model *model, uint64_t *state, size_t areas,
                                          size_t n, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < n; i++) {
        char id[32], name[64], area_id[32], local[RANDOM_TEXT], note[RANDOM_TEXT];
        size_t area = draw_below(state, areas);
        routes_place place;
        routes_entity_clear(ROUTES_PLACES, &place);
        snprintf(id, sizeof id, "N%zu", i);
        snprintf(name, sizeof name, "Place %zu", i);
        snprintf(area_id, sizeof area_id, "P%zu", area);
        place.place_id = id;
        place.name = name;
        place.area_id = area_id;
        place.country = "AA";
        place.kind = (routes_place_kind)(ROUTES_PLACE_CITY + (int)draw_below(state, 7));
        place.lon = 100.0 + (double)area + draw_unit(state);
        place.lat = 10.0 + draw_unit(state);
        place.role = (unsigned)draw_below(state, 1024);
        place.accuracy_m = draw_amount(state);
        place.name_local = draw_text(state, local);
        place.origin.note = draw_text(state, note);
        place.origin.source_id = draw_below(state, 3) ? "S0" : NULL;
        place.origin.file = draw_below(state, 3) ? "places.csv" : NULL;
        place.origin.row = place.origin.file ? i + 2 : 0;
        place.origin.extra = draw_below(state, 3) ? NULL : "{\"x_a\": \"1\", \"x_b\": \"\"}";
        step(routes_model_add_place(model, &place, err));
    }
    for (size_t i = 0; i + 1 < n; i++) {
        char id[32], from[32], to[32];
        routes_link link;
        routes_entity_clear(ROUTES_LINKS, &link);
        snprintf(id, sizeof id, "K%zu", i);
        snprintf(from, sizeof from, "N%zu", i);
        snprintf(to, sizeof to, "N%zu", i + 1 + draw_below(state, n - i - 1));
        link.link_id = id;
        link.from = from;
        link.to = to;
        link.mode = 1U + (unsigned)draw_below(state, 15);
        link.link_class =
            (routes_link_class)(ROUTES_LINK_NATIONAL_ROAD + (int)draw_below(state, 8));
        link.both_ways = (routes_yes_no)draw_below(state, 3);
        link.reliability = draw_below(state, 2) ? draw_unit(state) : NAN;
        step(routes_model_add_link(model, &link, err));
    }
    return status;
}

static inline routes_range draw_range(uint64_t *state)
{
    double low = (double)draw_below(state, 1000) + draw_unit(state);
    double high = low + (double)draw_below(state, 1000);
    switch (draw_below(state, 3)) {
    case 0:
        return (routes_range){low, NAN, NAN, ROUTES_RANGE_LOWER_BOUND};
    case 1:
        return (routes_range){low, (low + high) / 2.0, high, ROUTES_RANGE_SOURCE_SPREAD};
    default:
        return (routes_range){NAN, high, NAN, ROUTES_RANGE_SINGLE};
    }
}

static inline routes_status random_lanes(routes_model *model, uint64_t *state, size_t areas,
                                         size_t n, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < n; i++) {
        char id[32], from[32], to[32], note[RANDOM_TEXT];
        size_t a = draw_below(state, areas), b = draw_below(state, areas);
        snprintf(id, sizeof id, "L%zu", i);
        snprintf(from, sizeof from, "P%zu", a);
        snprintf(to, sizeof to, "P%zu", b);
        routes_lane lane = plain_lane(id, from, ROUTES_LEVEL_PROVINCE, to, ROUTES_LEVEL_PROVINCE);
        lane.origin.source_id = "S0";
        lane.origin.note = draw_text(state, note);
        lane.period_end += (int32_t)draw_below(state, 365);
        lane.mode = (unsigned)draw_below(state, 16);
        if (draw_below(state, 2)) {
            lane.basis = ROUTES_BASIS_STATED;
            lane.volume = (routes_quantity){draw_range(state), ROUTES_MEASURE_FLOW,
                                            ROUTES_UNIT_PERSONS_PER_YEAR};
        }
        step(routes_model_add_lane(model, &lane, err));
    }
    return status;
}

/** Fills an empty model with a source, 1 to 6 provinces, up to 40 places, links and lanes. */
static inline routes_status random_model(routes_model *model, uint64_t seed, routes_error *err)
{
    uint64_t state = seed;
    routes_status status = ROUTES_OK;
    char licence[RANDOM_TEXT];
    size_t areas = draw_below(&state, 6) + 1;
    routes_source source;
    routes_entity_clear(ROUTES_SOURCES, &source);
    source.origin.source_id = "S0";
    source.title = "A \"random\" source, it's said";
    source.year = 2001;
    source.consent_scope = ROUTES_CONSENT_AGGREGATE_PUBLIC;
    source.licence = draw_text(&state, licence);
    source.retention_until = draw_below(&state, 2) ? 2932896 : ROUTES_NO_DATE; /* 9999-12-31 */
    step(routes_model_add_source(model, &source, err));
    step(random_areas(model, &state, areas, err));
    step(random_places(model, &state, areas, draw_below(&state, 40), err));
    step(random_lanes(model, &state, areas, draw_below(&state, 20), err));
    return status;
}

#endif
