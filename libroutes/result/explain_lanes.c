/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why a lane is hot, cold or neither among the lanes with figures like its own. */

#include <math.h>

#include "result/explain.h"

#define ALPHA 0.05

/* Discovered and reported stand apart, here as there. */
static void say_counts(const routes_i_told *told, const char *what, const char *count,
                       const char *rate, const char *hot_class, const char *reason)
{
    routes_range counted = routes_i_told_range(told, count);
    if (counted.kind == ROUTES_RANGE_NOT_STATED)
        return;
    routes_i_text_print(told->to, " Cases %s near it: ", what);
    routes_i_told_say_range(told, counted);
    routes_range per_hours = routes_i_told_range(told, rate);
    if (per_hours.kind != ROUTES_RANGE_NOT_STATED) {
        routes_i_text_add(told->to, "; by 1000 monitored hours ");
        routes_i_told_say_range(told, per_hours);
    }
    const char *why = routes_i_told_text(told, reason);
    if (why)
        routes_i_text_print(told->to, " (not tested: %s)", why);
    else
        routes_i_text_print(told->to, " (%s)", routes_i_told_text(told, hot_class));
    routes_i_text_add(told->to, ".");
}

static void say_figure(const routes_i_told *told)
{
    const char *unit = routes_i_told_text(told, "volume_unit");
    routes_range volume = routes_i_told_range(told, "volume");
    routes_i_text_print(told->to, "%s: its volume is ", told->id);
    routes_i_told_say_range(told, volume);
    if (volume.kind != ROUTES_RANGE_NOT_STATED)
        routes_i_text_print(told->to, " (%s)", unit ? unit : "no unit");
    routes_i_text_print(told->to,
                        "; of %.0f lanes with such figures %.0f share an end or a way with "
                        "it.",
                        fmax(0.0, routes_i_told_number(told, "alike")),
                        fmax(0.0, routes_i_told_number(told, "neighbours")));
    say_counts(told, "discovered", "discovered", "discovered_rate", "discovered_class",
               "discovered_reason");
    say_counts(told, "reported", "reported", "reported_rate", "reported_class", "reported_reason");
    routes_i_text_add(told->to, "\n");
}

void routes_i_tell_lane(const routes_i_told *told)
{
    const char *reason = routes_i_told_text(told, "reason");
    double adjusted = routes_i_told_number(told, "p_adjusted");
    double share = routes_i_told_number(told, "share_of_draws");
    say_figure(told);
    if (reason || isnan(adjusted)) {
        routes_i_told_say_untested(told, reason);
        return;
    }
    routes_i_text_print(
        told->to,
        "The lane and those that share an end or a way with it are asked whether they "
        "are higher, or lower, than lanes drawn by lot (%s): z is %.3g, p %.3g, "
        "corrected for the number of lanes %.3g: %s.\n",
        routes_i_told_word(told, "statistic"), routes_i_told_number(told, "z"),
        routes_i_told_number(told, "p"), adjusted, routes_i_told_text(told, "hot_class"));
    routes_i_text_print(told->to, "It would change if the corrected p came %s %.2g",
                        adjusted <= ALPHA ? "above" : "to at most", ALPHA);
    if (!isnan(share))
        routes_i_text_print(told->to,
                            "; within the stated ranges its class holds in %.3g %% of the draws, "
                            "and narrower ranges would make it surer",
                            100.0 * share);
    routes_i_text_add(told->to, ".\n");
}
