/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why an area's history has its class, and what the last period would have had to be for another.
 */

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "result/explain.h"
#include "routes/emerging.h"

/* What a class of ArcGIS's rules says; of cold with the words exchanged. */
static const char *meaning_of(const char *hot_class)
{
    static const char *const meanings[][2] = {
        {"none", "no pattern of these"},
        {"new", "in the last period, and never before"},
        {"consecutive", "in an unbroken run up to the last period, never before that run, and in "
                        "less than 90 % of the periods"},
        {"intensifying", "in 90 % of the periods or more, the last among them, and ever more so"},
        {"persistent", "in 90 % of the periods or more, the last among them, without a trend"},
        {"diminishing", "in 90 % of the periods or more, the last among them, and ever less so"},
        {"sporadic", "in the last period, and on and off before, never the opposite"},
        {"oscillating", "in the last period, and the opposite in an earlier one"},
        {"historical", "in 90 % of the periods or more, but not in the last"},
    };
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (strncmp(hot_class, meanings[i][0], strlen(meanings[i][0])) == 0)
            return meanings[i][1];
    return "see the rules chosen";
}

static routes_hot_class class_of(char letter)
{
    return letter == 'H'   ? ROUTES_HOT_HOT
           : letter == 'C' ? ROUTES_HOT_COLD
           : letter == '-' ? ROUTES_HOT_NONE
                           : ROUTES_HOT_NOT_TESTED;
}

/* The class of the same history with another last period; the trend is left as it is. */
static routes_emerging_class with_last(const routes_i_told *told, routes_hot_class last)
{
    const char *letters = routes_i_told_text(told, "hot");
    size_t periods = strlen(letters);
    routes_mann_kendall trend = {0};
    routes_emerging_class made = ROUTES_EMERGING_NOT_TESTED;
    routes_hot_class *hot = routes_i_calloc(periods, sizeof *hot);
    double *scores = routes_i_calloc(periods, sizeof *scores); /* whose signs no rule asks for */
    for (size_t i = 0; hot && i < periods; i++)
        hot[i] = i + 1 < periods ? class_of(letters[i]) : last;
    trend.z = routes_i_told_number(told, "trend_z");
    trend.p = routes_i_told_number(told, "trend_p");
    trend.s = (trend.z > 0.0) - (trend.z < 0.0);
    if (hot && scores)
        made = routes_emerging_classify(hot, scores, periods, &trend,
                                        routes_i_told_parameter(told, "trend_alpha"),
                                        ROUTES_EMERGING_ARCGIS);
    else
        told->to->failed = true;
    routes_i_free(scores);
    routes_i_free(hot);
    return made;
}

static void say_change(const routes_i_told *told)
{
    static const routes_hot_class others[] = {ROUTES_HOT_HOT, ROUTES_HOT_NONE, ROUTES_HOT_COLD};
    static const char *const words[] = {"hot", "neither", "cold"};
    const char *rules = routes_i_told_word(told, "classes");
    const char *letters = routes_i_told_text(told, "hot");
    const char *join = "";
    if (!letters || !*letters || !rules || strcmp(rules, "arcgis") != 0) {
        routes_i_text_add(told->to, "Another answer in the last period, or another trend, would "
                                    "change that.\n");
        return;
    }
    routes_hot_class last = class_of(letters[strlen(letters) - 1]);
    routes_i_text_add(told->to, "Had the last period been ");
    for (int i = 0; i < 3; i++) {
        if (others[i] == last)
            continue;
        routes_i_text_print(told->to, "%s%s, it would be %s", join, words[i],
                            routes_emerging_class_text(with_last(told, others[i])));
        join = "; ";
    }
    routes_i_text_add(told->to, ", the trend staying as it is.\n");
}

void routes_i_tell_emerging(const routes_i_told *told)
{
    const char *hot_class = routes_i_told_text(told, "hot_class");
    const char *reason = routes_i_told_text(told, "reason");
    const char *rules = routes_i_told_word(told, "classes");
    double cases = routes_i_told_number(told, "cases");
    routes_i_text_print(told->to, "%s: ", told->id);
    if (!isnan(cases))
        routes_i_text_print(told->to, "its values sum to %.4g; ", cases);
    routes_i_text_print(told->to, "of %.0f periods tested it was hot in %.0f and cold in %.0f",
                        routes_i_told_number(told, "periods"),
                        routes_i_told_number(told, "periods_hot"),
                        routes_i_told_number(told, "periods_cold"));
    const char *letters = routes_i_told_text(told, "hot");
    routes_i_text_print(told->to, letters ? ", oldest first: %s.\n" : ".%s\n",
                        letters ? letters : "");
    if (reason || !hot_class) {
        routes_i_told_say_untested(told, reason);
        return;
    }
    int is_arcgis = rules && strcmp(rules, "arcgis") == 0;
    routes_i_text_print(told->to,
                        "Gi* of each period, then the trend of its scores (z = %.3g, p = %.3g): "
                        "%s by the rules of %s",
                        routes_i_told_number(told, "trend_z"),
                        routes_i_told_number(told, "trend_p"), hot_class,
                        is_arcgis ? "ArcGIS"
                        : rules   ? rules
                                  : "nobody");
    if (is_arcgis)
        routes_i_text_print(told->to, ": %s", meaning_of(hot_class));
    routes_i_text_add(told->to, ".\n");
    say_change(told);
}
