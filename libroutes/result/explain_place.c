/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why a site is, or is not, in the plan: what passes, what a team there adds, where that goes. */

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "result/place_work.h"

#define NOTHING 1e-9
#define MOST_NAMED 5

struct story {
    routes_i_place_work work;
    routes_place_plans *plans;
    routes_place_plan plan;
    size_t site;
    uint32_t *teams;        /* [sites] */
    double *before, *after; /* [sites] */
    routes_i_text text;
    routes_error *err;
};

static void name_site(routes_i_text *to, const routes_i_place_work *work, size_t site)
{
    const char *name = routes_i_place_site_name(work, site);
    routes_i_text_print(to, "%s%s%s", routes_i_place_site_id(work, site), name ? " " : "",
                        name ? name : "");
}

/* Lanes that may take a way over the site, and those that have no other. */
static void say_lanes(struct story *story)
{
    const routes_i_place_work *work = &story->work;
    const routes_i_choices *choices = &work->choices;
    const routes_lane *lanes = routes_model_lanes(work->model, NULL);
    size_t told = 0, bound = 0;
    routes_i_text names = {0};
    for (size_t d = 0; d < choices->demands; d++) {
        size_t over = 0, ways = choices->route_start[d + 1] - choices->route_start[d];
        for (size_t r = choices->route_start[d]; r < choices->route_start[d + 1]; r++) {
            bool passes = false;
            for (size_t k = choices->step_start[r]; k < choices->step_start[r + 1]; k++)
                passes = passes || choices->steps[k] == work->site[story->site];
            over += passes;
        }
        if (over == 0 || !(work->weight[d] > 0.0))
            continue;
        bound += over == ways;
        if (told++ < 2 * MOST_NAMED)
            routes_i_text_print(&names, "%s%s", told > 1 ? ", " : "",
                                lanes[choices->lane[d]].lane_id);
    }
    if (told == 0)
        routes_i_text_add(&story->text, "No lane has a way over it.\n");
    else
        routes_i_text_print(&story->text,
                            "%zu branches of lanes have a way over it (%s%s); %zu of them have no "
                            "other way.\n",
                            told, routes_i_text_get(&names), told > 2 * MOST_NAMED ? " ..." : "",
                            bound);
    story->text.failed = story->text.failed || names.failed;
    routes_i_text_free(&names);
}

static void count_plan(struct story *story)
{
    memset(story->teams, 0, story->work.count * sizeof *story->teams);
    for (size_t i = 0; i < story->plan.teams; i++)
        story->teams[story->plan.place[i]]++;
}

/* Found by the plan, with one team more or less at the site. */
static routes_status found_with(double *found, struct story *story, int change, double theta)
{
    routes_range range;
    story->teams[story->site] = (uint32_t)((int)story->teams[story->site] + change);
    routes_status status = routes_i_place_work_found(&range, &story->work, story->teams, theta);
    story->teams[story->site] = (uint32_t)((int)story->teams[story->site] - change);
    *found = status ? 0.0 : range.moderate;
    return status;
}

static routes_status say_team(struct story *story)
{
    const char *unit = routes_i_place_work_unit(&story->work);
    const double thetas[] = {story->work.theta, 0.0, INFINITY};
    static const char *const when[] = {"When lanes shift", "If nobody shifts",
                                       "If all know every team"};
    bool stands = story->teams[story->site] > 0;
    routes_i_text_print(&story->text,
                        stands ? "A team stands here in the best plan of at most %zu"
                               : "No team stands here in the best plan of at most %zu",
                        story->work.use.teams);
    routes_i_text_add(&story->text, stands && story->work.fixed[story->site]
                                        ? ", since it was asked for. "
                                        : ". ");
    if (story->work.forbidden[story->site]) {
        routes_i_text_add(&story->text, routes_i_place_site_diffuse(&story->work, story->site)
                                            ? "It stands for all ways over a stretch of border but "
                                              "the known crossings: no team can watch it.\n"
                                            : "No team may stand here.\n");
        return ROUTES_OK;
    }
    for (int i = 0; i < 3; i++) {
        double plan, other;
        routes_status status = found_with(&plan, story, 0, thetas[i]);
        if (!status)
            status = found_with(&other, story, stands ? -1 : 1, thetas[i]);
        if (status)
            return status;
        if (stands)
            routes_i_text_print(&story->text,
                                "%s: the plan finds %.3g %s, without this team %.3g. ", when[i],
                                plan, unit, other);
        else
            routes_i_text_print(&story->text,
                                "%s: the plan finds %.3g %s, with a team more here "
                                "%.3g. ",
                                when[i], plan, unit, other);
    }
    routes_i_text_add(&story->text, "\n");
    return ROUTES_OK;
}

static void say_draws(struct story *story)
{
    const double *chosen = routes_place_chosen(story->plans, routes_place_most(story->plans));
    size_t others = routes_place_alternatives(story->plans), with = 0;
    for (size_t i = 0; i < others; i++) {
        routes_place_plan plan = routes_place_alternative_at(story->plans, i);
        for (size_t k = 0; k < plan.teams; k++)
            if (plan.place[k] == story->site) {
                with++;
                break;
            }
    }
    if (chosen)
        routes_i_text_print(&story->text,
                            "Over %lu draws from the ranges the best plan has a team here in %.0f "
                            "of 100. ",
                            (unsigned long)routes_place_draws(story->plans),
                            100.0 * chosen[story->site]);
    if (others)
        routes_i_text_print(&story->text, "%zu of %zu other plans that are nearly as good have it.",
                            with, others);
    routes_i_text_add(&story->text, "\n");
}

/* Where what passes here would go, were this site alone watched. */
static routes_status say_gains(struct story *story)
{
    routes_i_place_work *work = &story->work;
    const char *unit = routes_i_place_work_unit(work);
    memset(story->teams, 0, work->count * sizeof *story->teams);
    if (work->forbidden[story->site])
        return ROUTES_OK;
    story->teams[story->site] = 1;
    routes_status status =
        routes_i_place_work_passing(story->after, NULL, work, story->teams, work->theta);
    if (status)
        return status;
    routes_i_text_print(&story->text,
                        "Were it alone watched, %.3g %s would pass here instead of %.3g",
                        story->after[story->site], unit, story->before[story->site]);
    for (int told = 0; told < MOST_NAMED; told++) {
        size_t best = SIZE_MAX;
        double most = NOTHING;
        for (size_t s = 0; s < work->count; s++)
            if (story->after[s] - story->before[s] > most) {
                most = story->after[s] - story->before[s];
                best = s;
            }
        if (best == SIZE_MAX)
            break;
        routes_i_text_add(&story->text, told ? ", " : "; more would pass ");
        name_site(&story->text, work, best);
        routes_i_text_print(&story->text, " (+%.3g)", most);
        story->after[best] = story->before[best];
    }
    routes_i_text_add(&story->text, ".\n");
    return ROUTES_OK;
}

static routes_status tell(struct story *story)
{
    routes_i_place_work *work = &story->work;
    routes_status status =
        routes_i_place_work_passing(story->before, NULL, work, NULL, work->theta);
    if (status)
        return status;
    name_site(&story->text, work, story->site);
    routes_i_text_print(&story->text, ": %.3g %s pass here before there are teams, by habit.\n",
                        story->before[story->site], routes_i_place_work_unit(work));
    say_lanes(story);
    count_plan(story);
    status = say_team(story);
    if (!status) {
        say_draws(story);
        status = say_gains(story);
    }
    if (work->assumed[story->site])
        routes_i_text_add(&story->text, "The chance that a team finds what passes is assumed.\n");
    return status;
}

static routes_status begin(struct story *story, const routes_model *model,
                           const routes_network *network, const routes_laying *laying,
                           const routes_answer_place_options *options, const char *id)
{
    routes_i_place_work *work = &story->work;
    routes_status status =
        routes_i_place_work_make(work, model, network, laying, options, story->err);
    if (status)
        return status;
    story->site = routes_i_place_site_find(work, id);
    if (story->site == SIZE_MAX)
        return routes_i_fail(story->err, ROUTES_E_NOT_FOUND, "%s is no site of a team", id);
    story->teams = routes_i_calloc(work->count, sizeof *story->teams);
    story->before = routes_i_calloc(work->count, sizeof *story->before);
    story->after = routes_i_calloc(work->count, sizeof *story->after);
    if (!story->teams || !story->before || !story->after)
        return routes_i_fail(story->err, ROUTES_E_MEMORY, "no memory to explain a plan");
    status = routes_i_place_work_solve(&story->plans, work);
    if (!status)
        story->plan =
            routes_place_best(story->plans, work->use.teams ? routes_place_most(story->plans)
                                                            : routes_place_least(story->plans));
    return status;
}

routes_status routes_explain_place(char **text, const routes_model *model,
                                   const routes_network *network, const routes_laying *laying,
                                   const routes_answer_place_options *options, const char *id,
                                   routes_error *err)
{
    struct story story = {.err = err};
    if (!text)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "text must not be null");
    *text = NULL;
    if (!id)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "an id is needed");
    routes_status status = begin(&story, model, network, laying, options, id);
    if (!status)
        status = tell(&story);
    if (!status && story.text.failed)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to explain a plan");
    if (!status) {
        *text = story.text.bytes;
        story.text = (routes_i_text){0};
    }
    routes_i_text_free(&story.text);
    routes_place_free(story.plans);
    routes_i_free(story.teams);
    routes_i_free(story.before);
    routes_i_free(story.after);
    routes_i_place_work_free(&story.work);
    return status;
}
