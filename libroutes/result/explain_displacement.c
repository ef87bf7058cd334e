/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of a crossing or link when others are watched, and what would change that. */

#include <math.h>
#include <string.h>

#include "result/explain.h"

static bool is_watched(const routes_i_told *told)
{
    const uint8_t *watched =
        routes_table_booleans(told->answer, routes_table_find(told->answer, "watched"));
    return watched && watched[told->row];
}

static bool is_link(const routes_i_told *told)
{
    const char *kind = routes_i_told_text(told, "kind");
    return kind && strcmp(kind, "link") == 0;
}

/* Place among the unwatched of its like by what it gains, and how many gain anything. */
static void count_gains(size_t *place, size_t *gain, const routes_i_told *told)
{
    double own = routes_i_told_number(told, "change");
    *place = 1;
    *gain = 0;
    for (size_t row = 0; row < routes_table_rows(told->answer); row++) {
        const routes_i_told other = {told->answer, row, NULL, NULL, NULL};
        double change = routes_i_told_number(&other, "change");
        if (is_watched(&other) || is_link(&other) != is_link(told) || !(change > 0.0))
            continue;
        *gain += 1;
        *place += change > own;
    }
}

static const char *unit_of(const routes_i_told *told)
{
    const routes_column *column =
        routes_table_column(told->answer, routes_table_find(told->answer, "before"));
    return column && column->unit ? column->unit : "lanes";
}

void routes_i_tell_displacement(const routes_i_told *told)
{
    const char *name = routes_i_told_text(told, "name");
    double change = routes_i_told_number(told, "change");
    size_t place, gain;
    routes_i_text_print(told->to, "%s %s: %.3g %s pass before anyone watches, ", told->id,
                        name ? name : "", routes_i_told_number(told, "before"), unit_of(told));
    routes_i_text_print(told->to, "%.3g after that, found or not (%+.3g); %.3g if all knew.\n",
                        routes_i_told_number(told, "after"), change,
                        routes_i_told_number(told, "after_all"));
    if (is_watched(told)) {
        routes_i_text_add(told->to, "A team stands here: part of what passed goes other ways.\n"
                                    "Without the team it would come back.\n");
        return;
    }
    count_gains(&place, &gain, told);
    if (change > 0.0)
        routes_i_text_print(told->to, "Of the %zu %s that gain it comes number %zu: %s.\n", gain,
                            is_link(told) ? "links" : "crossings and places", place,
                            place == 1 ? "the first place to look next" : "a place to look");
    else
        routes_i_text_add(told->to, "It gains nothing: it shares ways with a watched one, or lies "
                                    "on none that takes over.\n");
    routes_i_text_add(told->to, "Other places watched, a team here, or another theta would change "
                                "that; displacement is neither certain nor total.\n");
}
