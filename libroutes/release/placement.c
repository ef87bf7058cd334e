/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/placement.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "core/fail.h"

static const routes_table *find(const routes_table *const *answers, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(routes_table_name(answers[i]), name) == 0)
            return answers[i];
    return NULL;
}

/* Whether `word` stands in `text` between characters that are no letters. */
static bool names(const char *text, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = text; at && (at = strstr(at, word)); at += size) {
        bool begins = at == text || !((at[-1] >= 'a' && at[-1] <= 'z'));
        bool ends = !(at[size] >= 'a' && at[size] <= 'z');
        if (begins && ends)
            return true;
    }
    return false;
}

/* S23. Who people are must not decide where they are stopped. */
static routes_status check_fields(const routes_table *table, routes_error *err)
{
    static const char *const forbidden[] = {"nationality", "ethnicity", "ethnic", "race",
                                            "sex",         "gender",    "age",    "age_group"};
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        bool used = names(routes_table_meta(table, "parameters"), forbidden[i]);
        for (size_t j = 0; j < routes_table_columns(table); j++)
            used = used || names(routes_table_column(table, j)->name, forbidden[i]);
        if (used)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "\"%s\" rests on %s of travellers, which may not steer where "
                                 "they are stopped (S23)",
                                 routes_table_name(table), forbidden[i]);
    }
    return ROUTES_OK;
}

static bool team_at(const routes_table *table, size_t row, int64_t *team)
{
    size_t column = routes_table_find(table, "team");
    const int64_t *teams = routes_table_integers(table, column);
    if (!teams || routes_table_status(table, column)[row] != ROUTES_VALUE_OK)
        return false;
    *team = teams[row];
    return true;
}

static bool is_moved_for(const routes_table *displacement, int64_t team)
{
    for (size_t row = 0; row < routes_table_rows(displacement); row++) {
        int64_t other;
        if (team_at(displacement, row, &other) && other == team)
            return true;
    }
    return false;
}

static bool is_stated(const routes_table *table, const char *name, size_t row)
{
    const uint8_t *status = routes_table_status(table, routes_table_find(table, name));
    return status && status[row] == ROUTES_VALUE_OK;
}

/* Whether a team stops all that comes, so that nothing moves. */
static bool moves_nothing(const routes_table *placement, size_t row)
{
    size_t column = routes_table_find(placement, "moved_share");
    const routes_range *ranges = routes_table_ranges(placement, column);
    const double *numbers = routes_table_numbers(placement, column);
    double most = ranges ? routes_range_most(ranges[row]) : numbers ? numbers[row] : NAN;
    return most <= 0.0;
}

static routes_status check_team(const routes_table *placement, const routes_table *displacement,
                                size_t row, routes_error *err)
{
    int64_t team;
    if (!team_at(placement, row, &team))
        return routes_i_fail(err, ROUTES_E_DATA, "row %zu of \"placement\" names no team", row);
    bool moved = is_moved_for(displacement, team) || moves_nothing(placement, row);
    if (!moved || !is_stated(placement, "moved_share", row))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "team %lld is placed without the flow it moves and where to (S22)",
                             (long long)team);
    const char *burden = routes_table_text_at(placement, "burden", row);
    if (!(burden && *burden) && !is_stated(placement, "burden", row))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "team %lld is placed without its screening burden; where it is not "
                             "known, say \"unknown\" (S24)",
                             (long long)team);
    return ROUTES_OK;
}

routes_status routes_i_placement_check(const routes_table *const *answers, size_t n,
                                       routes_error *err)
{
    const routes_table *placement = find(answers, n, "placement");
    const routes_table *displacement = find(answers, n, "displacement");
    if (!placement)
        return ROUTES_OK;
    if (!displacement)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "a placement is not released without its displacement (S22)");
    routes_status status = check_fields(placement, err);
    if (!status)
        status = check_fields(displacement, err);
    for (size_t row = 0; !status && row < routes_table_rows(placement); row++)
        status = check_team(placement, displacement, row, err);
    return status;
}
