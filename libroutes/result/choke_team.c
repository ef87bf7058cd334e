/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/choke_team.h"

#include "core/fail.h"
#include "core/memory.h"
#include "result/place_work.h"

/* The best plan, lanes shifting in answer, and where its teams stand. */
struct teams {
    routes_i_place_work work;
    routes_place_plan plan;
    uint32_t *at; /* [sites] */
    size_t site;
};

static void say_sites(routes_i_text *to, const struct teams *teams)
{
    for (size_t i = 0; i < teams->plan.teams; i++) {
        const char *name = routes_i_place_site_name(&teams->work, teams->plan.place[i]);
        routes_i_text_print(to, "%s%s", i ? ", " : " (",
                            name ? name
                                 : routes_i_place_site_id(&teams->work, teams->plan.place[i]));
    }
    routes_i_text_add(to, teams->plan.teams ? ")" : "");
}

/* Found by the plan, and with one team more or less at the site. */
static routes_status compare(double found[2], struct teams *teams, int change, double theta)
{
    routes_status status = ROUTES_OK;
    for (int i = 0; i < 2 && !status; i++) {
        routes_range range;
        teams->at[teams->site] = (uint32_t)((int)teams->at[teams->site] + i * change);
        status = routes_i_place_work_found(&range, &teams->work, teams->at, theta);
        teams->at[teams->site] = (uint32_t)((int)teams->at[teams->site] - i * change);
        found[i] = status ? 0.0 : range.moderate;
    }
    return status;
}

static routes_status say(routes_i_text *to, struct teams *teams)
{
    double shifting[2], still[2];
    bool stands = teams->at[teams->site] > 0;
    routes_status status = compare(shifting, teams, stands ? -1 : 1, teams->work.theta);
    if (!status)
        status = compare(still, teams, stands ? -1 : 1, 0.0);
    if (status)
        return status;
    routes_i_text_print(to, stands ? "One of the %zu teams" : "None of the %zu teams",
                        teams->plan.teams);
    say_sites(to, teams);
    if (stands)
        routes_i_text_print(to,
                            " of the best plan stands here. Together they find %.3g lanes when "
                            "lanes shift, %.3g without it; %.3g and %.3g if nobody shifts.\n",
                            shifting[0], shifting[1], still[0], still[1]);
    else
        routes_i_text_print(to,
                            " of the best plan stands here. They find %.3g lanes when lanes shift, "
                            "%.3g with one more here; %.3g and %.3g if nobody shifts.\n",
                            shifting[0], shifting[1], still[0], still[1]);
    return ROUTES_OK;
}

static routes_status tell(routes_i_text *to, struct teams *teams, routes_place_plans **plans,
                          const routes_i_choke_work *work, uint32_t node, routes_error *err)
{
    routes_answer_place_options options = ROUTES_ANSWER_PLACE_OPTIONS;
    options.teams = work->use.teams;
    options.draws = 1; /* the stated figures are all that is told */
    routes_status status = routes_i_place_work_make(&teams->work, work->model, work->network,
                                                    work->laying, &options, err);
    if (!status)
        status = routes_i_place_work_solve(plans, &teams->work);
    if (status)
        return status;
    teams->plan = routes_place_best(*plans, routes_place_most(*plans));
    teams->at = routes_i_calloc(teams->work.count, sizeof *teams->at);
    if (!teams->at)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for teams");
    for (size_t i = 0; i < teams->plan.teams; i++)
        teams->at[teams->plan.place[i]]++;
    for (size_t s = 0; s < teams->work.count; s++)
        if (teams->work.site[s] == node) {
            teams->site = s;
            return say(to, teams);
        }
    return ROUTES_OK;
}

routes_status routes_i_choke_say_team(routes_i_text *to, const routes_i_choke_work *work,
                                      uint32_t node, routes_error *err)
{
    struct teams teams = {0};
    routes_place_plans *plans = NULL;
    routes_node_kind kind = routes_network_node(work->network, node)->kind;
    if (kind == ROUTES_NODE_DIFFUSE)
        routes_i_text_add(to, "It stands for all ways over a stretch of border but the known "
                              "crossings: no one team can watch it.\n");
    if (kind != ROUTES_NODE_CROSSING)
        return ROUTES_OK;
    routes_status status = tell(to, &teams, &plans, work, node, err);
    routes_place_free(plans);
    routes_i_free(teams.at);
    routes_i_place_work_free(&teams.work);
    return status;
}
