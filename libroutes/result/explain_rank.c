/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why an area, a place or a crossing has its rank, and what would bring it into the top or out. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "result/explain.h"

/* What is ranked, and against which rows. */
struct ranked {
    const char *value, *role; /* columns; null: all rows are rivals */
    size_t top;
};

static int larger_first(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a < b) - (a > b);
}

static bool is_rival(const routes_i_told *told, const struct ranked *by, size_t row)
{
    const routes_i_told other = {told->answer, row, NULL, NULL, NULL};
    const char *role = by->role ? routes_i_told_text(told, by->role) : NULL;
    const char *its = by->role ? routes_i_told_text(&other, by->role) : NULL;
    return row != told->row && (!role || (its && strcmp(role, its) == 0)) &&
           !isnan(routes_i_told_number(&other, "rank_lower"));
}

/* The `top`-th largest of the rivals' least or most; NaN where they are fewer. */
static double kth_of(const routes_i_told *told, const struct ranked *by, bool most)
{
    size_t rows = routes_table_rows(told->answer);
    size_t found = 0;
    double *ends = routes_i_calloc(rows, sizeof *ends);
    if (!ends) {
        told->to->failed = true;
        return NAN;
    }
    for (size_t row = 0; row < rows; row++) {
        const routes_i_told other = {told->answer, row, NULL, NULL, NULL};
        routes_range range = routes_i_told_range(&other, by->value);
        if (is_rival(told, by, row))
            ends[found++] = most ? routes_range_most(range) : routes_range_least(range);
    }
    qsort(ends, found, sizeof *ends, larger_first);
    double kth = by->top > 0 && found >= by->top ? ends[by->top - 1] : (double)NAN;
    routes_i_free(ends);
    return kth;
}

static void say_rank(const routes_i_told *told, size_t top, double level)
{
    routes_i_text_print(
        told->to,
        "Within the ranges its rank lies between %.4g and %.4g (%.4g %%); its chance to be among "
        "the first %zu is %.3g %%",
        routes_i_told_number(told, "rank_lower"), routes_i_told_number(told, "rank_upper"),
        100.0 * level, top, 100.0 * routes_i_told_number(told, "share_in_top"));
}

/* Ranges alone decide; what chance adds to counts is said, not guessed. */
static void say_change(const routes_i_told *told, const struct ranked *by, bool chance)
{
    routes_range own = routes_i_told_range(told, by->value);
    double above = kth_of(told, by, true);
    double below = kth_of(told, by, false);
    const char *but = chance ? ", but for the chance in counts" : "";
    if (isnan(above))
        routes_i_text_print(told->to,
                            "Whatever its figure, it is among the first %zu: there are "
                            "no more than that.\n",
                            by->top);
    else if (routes_range_least(own) > above)
        routes_i_text_print(told->to,
                            "Nothing within the stated ranges would take it out of the first "
                            "%zu%s: its least is above %.4g, which only %zu others can reach.\n",
                            by->top, but, above, by->top - 1);
    else if (routes_range_most(own) < below)
        routes_i_text_print(told->to,
                            "Nothing within the stated ranges would bring it into the first "
                            "%zu%s: %zu others have %.4g or more for certain.\n",
                            by->top, but, by->top, below);
    else
        routes_i_text_print(told->to,
                            "It would be in the first %zu for certain with a figure above %.4g, "
                            "and out for certain with one below %.4g%s; between them narrower "
                            "ranges decide.\n",
                            by->top, above, below, but);
}

void routes_i_tell_rank(const routes_i_told *told)
{
    const char *sampling = routes_i_told_word(told, "sampling");
    const struct ranked by = {"value", NULL, (size_t)routes_i_told_parameter(told, "top")};
    const char *reason = routes_i_told_text(told, "reason");
    bool chance = sampling && strcmp(sampling, "none") != 0;
    routes_i_text_print(told->to, "%s: its figure is ", told->id);
    routes_i_told_say_range(told, routes_i_told_range(told, "value"));
    if (isnan(routes_i_told_number(told, "rank_lower"))) {
        routes_i_text_add(told->to, ".\n");
        routes_i_told_say_untested(told, reason);
        return;
    }
    routes_i_text_print(told->to, "; by the moderate figures alone its rank is %.4g.\n",
                        routes_i_told_number(told, "rank_stated"));
    say_rank(told, by.top, routes_i_told_parameter(told, "level"));
    routes_i_text_print(told->to, "%s.\n",
                        chance ? ", counting the chance that lies in counts" : "");
    say_change(told, &by, chance);
}

/* As the answer ranks nodes: 95 %, and no chance but that of the ranges. */
void routes_i_tell_node(const routes_i_told *told)
{
    const struct ranked by = {"volume", "role", (size_t)routes_i_told_parameter(told, "top")};
    const char *reason = routes_i_told_text(told, "reason");
    const char *unit = routes_i_told_text(told, "volume_unit");
    double cases = routes_i_told_number(told, "lanes_case");
    routes_i_text_print(told->to, "%s as %s: lanes %.0f", told->id,
                        routes_i_told_text(told, "role"), routes_i_told_number(told, "lanes"));
    if (cases > 0.0)
        routes_i_text_print(told->to, " (and %.0f known from one case)", cases);
    routes_i_text_add(told->to, "; their volume is ");
    routes_i_told_say_range(told, routes_i_told_range(told, "volume"));
    routes_i_text_print(told->to, " (%s).\n", unit ? unit : "no unit");
    if (reason || isnan(routes_i_told_number(told, "rank_lower"))) {
        routes_i_told_say_untested(told, reason);
        return;
    }
    say_rank(told, by.top, 0.95);
    routes_i_text_print(told->to, ": %s, as hot asks for %.3g %%.\n",
                        routes_i_told_text(told, "hot_class"),
                        100.0 * routes_i_told_parameter(told, "least_share"));
    say_change(told, &by, false);
}
