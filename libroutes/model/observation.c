/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/observation.h"

#include <stdbool.h>
#include <string.h>

#include "core/fail.h"

static const char *shown(const char *word)
{
    return word && *word ? word : "not stated";
}

static bool counts_persons(const routes_observation *of)
{
    return of->value.unit == ROUTES_UNIT_PERSONS || of->value.unit == ROUTES_UNIT_PERSONS_TOTAL ||
           of->value.unit == ROUTES_UNIT_PERSONS_PER_YEAR ||
           of->value.unit == ROUTES_UNIT_PERSONS_PER_MONTH;
}

static routes_status check_alike(const routes_observation *a, const routes_observation *b,
                                 routes_error *err)
{
    const struct {
        const char *field, *a, *b;
        bool must; /* be stated, where persons are counted */
    } kinds[] = {
        {"quantity", a->quantity, b->quantity, false},
        {"victim_status", routes_codes_text(ROUTES_CODES_VICTIM_STATUS, (int)a->victim_status),
         routes_codes_text(ROUTES_CODES_VICTIM_STATUS, (int)b->victim_status), true},
        {"crime", routes_codes_text(ROUTES_CODES_CRIME, (int)a->crime),
         routes_codes_text(ROUTES_CODES_CRIME, (int)b->crime), true},
        {"detection", routes_codes_text(ROUTES_CODES_DETECTION, a->detection),
         routes_codes_text(ROUTES_CODES_DETECTION, b->detection), false},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const char *of_a = shown(kinds[i].a), *of_b = shown(kinds[i].b);
        if (strcmp(of_a, of_b) != 0)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "observations %s and %s do not add: %s is %s and %s",
                                 a->observation_id, b->observation_id, kinds[i].field, of_a, of_b);
        if (kinds[i].must && counts_persons(a) && (!kinds[i].a || !*kinds[i].a))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "observations %s and %s do not add: persons of which the %s is "
                                 "not stated may be of several kinds",
                                 a->observation_id, b->observation_id, kinds[i].field);
    }
    return ROUTES_OK;
}

routes_status routes_observation_sum(routes_quantity *sum, const routes_observation *rows,
                                     const size_t *which, size_t count, routes_error *err)
{
    routes_quantity total = {.range = routes_range_none()};
    if (!sum || (!rows && count))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "sum and rows must not be null");
    const routes_observation *first = count ? &rows[which ? which[0] : 0] : NULL;
    for (size_t i = 0; i < count; i++) {
        const routes_observation *row = &rows[which ? which[i] : i];
        routes_status status = i ? check_alike(first, row, err) : ROUTES_OK;
        if (!status && i)
            status = routes_quantity_add(&total, total, row->value, err);
        if (status)
            return status;
        if (!i)
            total = row->value;
    }
    *sum = total;
    return ROUTES_OK;
}
