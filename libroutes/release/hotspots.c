/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/fail.h"
#include "core/memory.h"
#include "release/areas.h"
#include "release/list.h"
#include "release/rules.h"
#include "release/style.h"

/* What the released lanes say of an area. */
enum { ORIGIN = 1, DESTINATION = 2, PASSED = 4 };

/* Notes for every area that a column of a lane names, by its place in the model, that it is named
 * there. */
static routes_status note(unsigned char *named, const routes_i_review *review, const char *column,
                          unsigned char as, size_t row, routes_error *err)
{
    routes_i_list ids;
    routes_status status =
        routes_i_list_split(&ids, routes_table_text_at(review->lanes, column, row), err);
    for (size_t i = 0; !status && i < ids.count; i++) {
        size_t area = routes_model_find(review->model, ROUTES_AREAS, ids.items[i]);
        if (area < routes_model_size(review->model, ROUTES_AREAS))
            named[area] = (unsigned char)(named[area] | as);
    }
    routes_i_list_free(&ids);
    return status;
}

static routes_status note_all(unsigned char *named, const routes_i_review *review,
                              routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t row = 0; !status && row < routes_table_rows(review->lanes); row++) {
        status = note(named, review, "from_ids", ORIGIN, row, err);
        if (!status)
            status = note(named, review, "to_ids", DESTINATION, row, err);
        if (!status)
            status = note(named, review, "via_ids", PASSED, row, err);
    }
    return status;
}

static const char *words(unsigned char as)
{
    if ((as & ORIGIN) && (as & DESTINATION))
        return ROUTES_I_NAMED_BOTH;
    if (as & ORIGIN)
        return ROUTES_I_NAMED_ORIGIN;
    if (as & DESTINATION)
        return ROUTES_I_NAMED_DESTINATION;
    return as & PASSED ? ROUTES_I_NAMED_PASSED : ROUTES_I_NAMED_NOT;
}

/* Writes the class of each area, from the released lanes alone: so it says no more than they do. */
static routes_status write_classes(routes_i_review *review, routes_table *table,
                                   const unsigned char *named, routes_error *err)
{
    size_t column = routes_table_find(table, "class");
    routes_status status = ROUTES_OK;
    for (size_t row = 0; !status && row < routes_table_rows(table); row++) {
        size_t area = routes_model_find(review->model, ROUTES_AREAS,
                                        routes_table_text_at(table, "area_id", row));
        if (routes_i_areas_pass(review, area)) {
            status = routes_table_set_text(table, column, row, words(named[area]), err);
        } else {
            status = routes_table_set_status(table, column, row, ROUTES_VALUE_SUPPRESSED, err);
            routes_i_review_hold(review, ROUTES_I_HELD_AREA);
        }
    }
    return status;
}

routes_status routes_i_rule_hotspots(routes_table **out, routes_i_review *review,
                                     const routes_table *answer, bool *rows, routes_error *err)
{
    if (review->tier->operational)
        return routes_i_rule_copy(out, review, answer, rows, NULL, 0, err);
    *out = NULL;
    if (!review->lanes || routes_table_find(answer, "class") == SIZE_MAX) {
        routes_i_review_hold_all(review, ROUTES_I_HELD_UNKNOWN);
        return ROUTES_OK;
    }
    size_t areas = routes_model_size(review->model, ROUTES_AREAS);
    unsigned char *named = routes_i_calloc(areas + 1, 1);
    if (!named)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", areas);
    routes_status status = note_all(named, review, err);
    if (!status)
        status = routes_i_rule_copy(out, review, answer, rows, NULL, 0, err);
    if (!status && *out)
        status = write_classes(review, *out, named, err);
    routes_i_free(named);
    return status;
}
