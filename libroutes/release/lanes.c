/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "release/ends.h"
#include "release/overrides.h"
#include "release/published.h"
#include "release/rules.h"
#include "release/style.h"

/* Ends of the lanes of an answer, by its rows; empty for a row that stays inside. */
struct work {
    routes_i_review *review;
    const routes_table *answer;
    bool *rows;
    routes_i_shown *shown;
};

/* The lane of the model that a row speaks of; what no model knows cannot be judged. */
static routes_status find_lane(size_t *lane, const struct work *work, size_t row, routes_error *err)
{
    const char *id = routes_table_text_at(work->answer, "lane_id", row);
    *lane = routes_model_find(work->review->model, ROUTES_LANES, id);
    if (*lane < routes_model_size(work->review->model, ROUTES_LANES))
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_DATA, "row %zu of \"%s\": the model has no lane \"%s\"", row,
                         routes_table_name(work->answer), id ? id : "");
}

static routes_i_candidate candidate(const routes_lane *lane, bool below_country)
{
    return (routes_i_candidate){
        .table = "lanes",
        .id = lane->lane_id,
        .child = below_country && routes_i_published_is_child(lane->age_group, lane->population),
    };
}

/* Whether the row may leave, and with which ends. */
static routes_status judge(const struct work *work, size_t row, routes_error *err)
{
    routes_i_review *review = work->review;
    size_t at;
    routes_status status = find_lane(&at, work, row, err);
    if (status)
        return status;
    const routes_lane *lane = &routes_model_lanes(review->model, NULL)[at];
    work->rows[row] = review->tier->shows_cases || lane->basis != ROUTES_BASIS_CASE;
    if (!work->rows[row]) {
        routes_i_review_hold(review, ROUTES_I_HELD_CASE);
        return ROUTES_OK;
    }
    if (!review->tier->merges_ends) {
        const routes_i_candidate plain = candidate(lane, false);
        return routes_i_published_pass(&work->rows[row], review, &plain, err);
    }
    status = routes_i_ends_read(&work->shown[row], &work->rows[row], review, at, err);
    if (status)
        return status;
    if (!work->rows[row]) {
        routes_i_review_hold(review, ROUTES_I_HELD_AREA);
        return ROUTES_OK;
    }
    const routes_i_candidate made =
        candidate(lane, routes_i_ends_are_below_country(&work->shown[row], review->model));
    return routes_i_published_pass(&work->rows[row], review, &made, err);
}

/* Row `at` of the released table, which came from row `row` of the answer. */
static routes_status finish(const struct work *work, routes_table *table, size_t at, size_t row,
                            routes_error *err)
{
    routes_i_review *review = work->review;
    size_t lane = routes_model_find(review->model, ROUTES_LANES,
                                    routes_table_text_at(work->answer, "lane_id", row));
    const routes_lane *of = &routes_model_lanes(review->model, NULL)[lane];
    const routes_i_candidate made = candidate(of, false);
    const char *unit = routes_codes_text(ROUTES_CODES_UNIT, (int)of->volume.unit);
    routes_status status = routes_i_published_suppress(
        review, &made, table, routes_table_find(table, "volume"), at, unit, false, err);
    if (!status && review->tier->merges_ends)
        status = routes_i_ends_write(table, at, &work->shown[row], review->model, err);
    if (!status)
        status = routes_table_set_text(table, routes_table_find(table, ROUTES_I_STYLE_LANE), at,
                                       routes_i_style_of_lane(of->crime, of->basis), err);
    return status;
}

static routes_status finish_all(const struct work *work, routes_table *table, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t row = 0, at = 0; !status && row < routes_table_rows(work->answer); row++)
        if (work->rows[row])
            status = finish(work, table, at++, row, err);
    return status;
}

routes_status routes_i_rule_lanes(routes_table **out, routes_i_review *review,
                                  const routes_table *answer, bool *rows, routes_error *err)
{
    static const routes_column more[] = {{ROUTES_I_STYLE_LANE, ROUTES_COLUMN_TEXT, NULL,
                                          "How the lane is drawn: by what it rests on"}};
    size_t n = routes_table_rows(answer);
    struct work work = {review, answer, rows, routes_i_calloc(n + 1, sizeof *work.shown)};
    routes_status status =
        work.shown ? ROUTES_OK : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for lanes");
    for (size_t row = 0; !status && row < n; row++)
        if (rows[row])
            status = judge(&work, row, err);
    if (!status)
        status = routes_i_rule_copy(out, review, answer, rows, more, 1, err);
    if (!status && *out)
        status = finish_all(&work, *out, err);
    for (size_t row = 0; work.shown && row < n; row++)
        routes_i_ends_free(&work.shown[row]);
    routes_i_free(work.shown);
    return status;
}
