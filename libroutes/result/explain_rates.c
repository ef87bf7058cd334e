/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an area's rate rests on, how far it is its own, and whether chance alone could make it. */

#include <math.h>

#include "result/explain.h"

static void say_figures(const routes_i_told *told)
{
    double observed = routes_i_told_number(told, "observed");
    double people = routes_i_told_number(told, "population");
    routes_i_text_print(told->to, "%s: ", told->id);
    if (isnan(observed))
        routes_i_text_add(told->to, "its count is not stated");
    else
        routes_i_text_print(told->to, "%.6g events", observed);
    if (isnan(people))
        routes_i_text_add(told->to, ", its denominator is not stated");
    else
        routes_i_text_print(told->to, " among %.6g", people);
    double expected = routes_i_told_number(told, "expected");
    if (!isnan(expected))
        routes_i_text_print(told->to, "; %.4g are expected", expected);
    routes_i_text_add(told->to, ".\n");
}

static void say_rate(const routes_i_told *told)
{
    double weight = routes_i_told_number(told, "weight");
    double lower = routes_i_told_number(told, "lower");
    double upper = routes_i_told_number(told, "upper");
    routes_i_text_print(told->to, "Its rate is %.4g", routes_i_told_number(told, "rate"));
    if (!isnan(lower) && !isnan(upper))
        routes_i_text_print(told->to, ", from %.4g to %.4g by range and chance", lower, upper);
    if (!isnan(weight))
        routes_i_text_print(told->to,
                            "; %.3g %% of it are its own figure (%.4g), the rest is lent by the "
                            "other areas",
                            100.0 * weight, routes_i_told_number(told, "raw"));
    routes_i_text_add(told->to, ".\n");
}

static void say_chance(const routes_i_told *told)
{
    double raw = routes_i_told_number(told, "raw");
    double low = routes_i_told_number(told, "control_low");
    double high = routes_i_told_number(told, "control_high");
    double rests = routes_i_told_number(told, "rests_on");
    size_t at = routes_table_find(told->answer, "few");
    const uint8_t *few = routes_table_booleans(told->answer, at);
    if (isnan(raw) || isnan(low) || isnan(high))
        routes_i_text_add(told->to, "Limits of chance are not known for it.");
    else if (raw < low || raw > high)
        routes_i_text_print(told->to,
                            "Its own figure is %s what chance makes of one rate for all (%.4g to "
                            "%.4g, 95 %%): within that it would not stand out.",
                            raw > high ? "above" : "below", low, high);
    else
        routes_i_text_print(told->to,
                            "Its own figure is within what chance makes of one rate for all (%.4g "
                            "to %.4g, 95 %%): outside of that it would stand out.",
                            low, high);
    if (few && few[told->row])
        routes_i_text_print(told->to,
                            " It rests on %.4g events, too few to trust; more of them would "
                            "change that.",
                            rests);
    routes_i_text_add(told->to, "\n");
}

void routes_i_tell_rate(const routes_i_told *told)
{
    say_figures(told);
    if (isnan(routes_i_told_number(told, "rate"))) {
        const char *reason = routes_i_told_text(told, "reason");
        routes_i_text_print(told->to,
                            "It has no rate: %s.\nThe figure that is missing would change that; "
                            "nothing is put in its place.\n",
                            reason ? reason : "a figure is missing");
        return;
    }
    say_rate(told);
    say_chance(told);
}
