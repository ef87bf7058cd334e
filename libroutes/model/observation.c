/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/observation.h"

#include "core/fail.h"

static const char *shown(routes_codes list, int value)
{
    const char *word = routes_codes_text(list, value);
    return word && *word ? word : "not stated";
}

static routes_status check_alike(const routes_observation *a, const routes_observation *b,
                                 routes_error *err)
{
    const struct {
        const char *field;
        routes_codes list;
        int a, b;
    } kinds[] = {
        {"victim_status", ROUTES_CODES_VICTIM_STATUS, (int)a->victim_status, (int)b->victim_status},
        {"crime", ROUTES_CODES_CRIME, (int)a->crime, (int)b->crime},
        {"detection", ROUTES_CODES_DETECTION, a->detection, b->detection},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].a != kinds[i].b)
            return routes_i_fail(
                err, ROUTES_E_DATA, "observations %s and %s do not add: %s is %s and %s",
                a->observation_id, b->observation_id, kinds[i].field,
                shown(kinds[i].list, kinds[i].a), shown(kinds[i].list, kinds[i].b));
    return ROUTES_OK;
}

routes_status routes_i_observation_sum(routes_quantity *sum, const routes_observation *rows,
                                       const size_t *which, size_t count, routes_error *err)
{
    routes_quantity total = {.range = routes_range_none()};
    for (size_t i = 0; i < count; i++) {
        const routes_observation *row = &rows[which[i]];
        routes_status status = i ? check_alike(&rows[which[0]], row, err) : ROUTES_OK;
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
