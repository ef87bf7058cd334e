/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why a link or node is watched in a plan of interdiction, and how good the plan is. */

#include <math.h>
#include <string.h>

#include "result/explain.h"

/* What a plan is about, in words. */
struct words {
    const char *what, *loss, *none;
};

static struct words words_of(const routes_i_told *told)
{
    const char *kind = routes_table_meta(told->answer, "kind_of_interdiction");
    if (kind && strcmp(kind, "flow") == 0)
        return (struct words){"the most that can still flow", "more could flow", "no limit"};
    if (kind && strcmp(kind, "reliable") == 0)
        return (struct words){"the chance to pass", "greater would be the chance", "none"};
    return (struct words){"the shortest way that is left", "shorter would be the way", "no way"};
}

static void say_value(const routes_i_told *told, const char *column, const char *none)
{
    double value = routes_i_told_number(told, column);
    if (isnan(value))
        routes_i_text_add(told->to, none);
    else
        routes_i_text_print(told->to, "%.6g", value);
}

void routes_i_tell_interdict(const routes_i_told *told)
{
    const struct words words = words_of(told);
    double plan = routes_i_told_number(told, "plan");
    double effect = routes_i_told_number(told, "effect");
    double bound = routes_i_told_number(told, "bound");
    double value = routes_i_told_number(told, "value");
    routes_i_text_print(told->to, "%s: it is watched in ", told->id);
    if (plan > 1.0)
        routes_i_text_print(told->to, "another plan (%.0f)", plan);
    else
        routes_i_text_add(told->to, "the best plan found");
    routes_i_text_print(told->to, " of the budget %.6g, of which it takes %.6g. ",
                        routes_i_told_number(told, "budget"), routes_i_told_number(told, "cost"));
    if (isnan(effect))
        routes_i_text_add(told->to, "What it adds alone has no number.");
    else
        routes_i_text_print(told->to, "Were it left out, the others staying, by %.6g %s.", effect,
                            words.loss);
    routes_i_text_print(told->to, " With the plan %s is ", words.what);
    say_value(told, "value", words.none);
    if (isnan(value) || value == bound)
        routes_i_text_add(told->to, ", and no plan of this budget does better.\n");
    else {
        routes_i_text_add(told->to, "; a better plan could not pass ");
        say_value(told, "bound", words.none);
        routes_i_text_add(told->to, ".\n");
    }
}
