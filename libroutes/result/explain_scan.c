/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why an area is in a cluster of a scan, and with how many cases it would be in none. */

#include <math.h>
#include <string.h>

#include "result/explain.h"

#define ALPHA 0.05

bool routes_i_told_in_cluster(const routes_i_told *told)
{
    const char *ids = routes_i_told_text(told, "areas");
    size_t size = strlen(told->id);
    for (const char *at = ids; at; at = strchr(at, '|')) {
        at += *at == '|';
        size_t its = strcspn(at, "|");
        if (its == size && memcmp(at, told->id, size) == 0)
            return true;
    }
    return false;
}

static size_t areas_of(const routes_i_told *told)
{
    size_t count = 1;
    for (const char *at = routes_i_told_text(told, "areas"); at && (at = strchr(at, '|')); at++)
        count++;
    return count;
}

/* Kulldorff 1997, equation of the Poisson model; 0 log 0 is 0. */
static double ratio_of(double cases, double expected, double all)
{
    double within = cases > 0.0 ? cases * log(cases / expected) : 0.0;
    double outside = all > cases ? (all - cases) * log((all - cases) / (all - expected)) : 0.0;
    return within + outside;
}

/* Cases nearest to those expected with which the ratio still passes the limit; NaN where another
 * model or a long ellipse has another ratio. */
static double turning_cases(const routes_i_told *told, double limit)
{
    const char *model = routes_i_told_word(told, "model");
    const char *window = routes_i_told_word(told, "window");
    double observed = routes_i_told_number(told, "observed");
    double expected = routes_i_told_number(told, "expected");
    double all = routes_i_told_parameter(told, "cases");
    double step = observed > expected ? 1.0 : -1.0;
    if (!model || strcmp(model, "bernoulli") == 0 || !window || strcmp(window, "circle") != 0 ||
        !(expected > 0.0 && expected < all && limit > 0.0))
        return NAN;
    double cases = step > 0.0 ? ceil(expected) : floor(expected);
    while (cases >= 0.0 && cases <= all && ratio_of(cases, expected, all) <= limit)
        cases += step;
    return cases >= 0.0 && cases <= all ? cases : (double)NAN;
}

static void say_where(const routes_i_told *told)
{
    const char *start = routes_i_told_text(told, "start");
    const routes_column *radius =
        routes_table_column(told->answer, routes_table_find(told->answer, "radius_m"));
    routes_i_text_print(told->to, "%s: it is in cluster %.0f, of %zu areas round %s within %.6g %s",
                        told->id, routes_i_told_number(told, "cluster"), areas_of(told),
                        routes_i_told_text(told, "centre"), routes_i_told_number(told, "radius_m"),
                        radius && radius->unit ? radius->unit : "units of the plane");
    if (start)
        routes_i_text_print(told->to, ", from %s to %s", start, routes_i_told_text(told, "end"));
    routes_i_text_print(told->to, ": %.0f cases where %.4g were expected",
                        routes_i_told_number(told, "observed"),
                        routes_i_told_number(told, "expected"));
    double risk = routes_i_told_number(told, "relative_risk");
    if (!isnan(risk))
        routes_i_text_print(told->to, ", a risk %.3g times that outside", risk);
    routes_i_text_add(told->to, ".\n");
}

void routes_i_tell_cluster(const routes_i_told *told)
{
    double p = routes_i_told_number(told, "p");
    double limit = routes_i_told_parameter(told, "limit_at_0.05");
    bool stands = p <= ALPHA;
    say_where(told);
    routes_i_text_print(told->to,
                        "Of %.0f data sets drawn by lot, with the same number of cases and no "
                        "cluster, so striking a one comes anywhere with p = %.3g: it %s at %.2g. "
                        "The whole cluster is tested, not each of its areas.\n",
                        routes_i_told_parameter(told, "drawn"), p,
                        stands ? "stands out" : "may be chance", ALPHA);
    double turn = isnan(limit) ? (double)NAN : turning_cases(told, limit);
    if (isnan(limit))
        routes_i_text_print(told->to,
                            "It would change if p came to the other side of %.2g; more "
                            "data sets make p surer.\n",
                            ALPHA);
    else if (isnan(turn))
        routes_i_text_print(told->to,
                            "It would %s if its ratio, now %.4g, %s %.4g, which 5 %% of the data "
                            "sets pass.\n",
                            stands ? "no longer stand out" : "stand out",
                            routes_i_told_number(told, "llr"), stands ? "fell to" : "rose above",
                            limit);
    else
        routes_i_text_print(told->to,
                            "A window with as many expected stands out with %s %.0f cases: its "
                            "ratio, now %.4g, then passes %.4g, as 5 %% of the data sets do.\n",
                            turn > routes_i_told_number(told, "expected") ? "at least" : "at most",
                            turn, routes_i_told_number(told, "llr"), limit);
}
