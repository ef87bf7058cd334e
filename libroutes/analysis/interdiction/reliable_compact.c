/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The compact extensive form (Towle and Luedtke 2018): for each destination a chance y_i from
 * each node, and for an arc (i, j) with chance r, or q when watched, x telling of its site and b_j
 * the chance with nothing watched,
 *
 *     y_i >= r y_j - (r - q) b_j x,   y_i >= q y_j.
 */

#include <math.h>

#include "analysis/interdiction/reliable.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "solve/highs.h"
#include "solve/mip.h"

struct work {
    routes_interdict_reliable_options options;
    routes_run run;
    routes_i_reliable problem;
    routes_i_mip mip;
};

static void free_work(struct work *work)
{
    routes_i_mip_free(&work->mip);
    routes_i_reliable_free(&work->problem);
}

static void add_sites(struct work *work)
{
    const routes_i_reliable *problem = &work->problem;
    for (size_t s = 0; s < problem->sites; s++) {
        size_t given = problem->given_site[s];
        bool is_link = given < problem->given_links;
        routes_i_mip_add_col(&work->mip, 0, problem->fixed[s], 1, true, is_link ? "x" : "n",
                             is_link ? given : given - problem->given_links);
    }
}

static routes_status add_budget(struct work *work, routes_error *err)
{
    const routes_i_reliable *problem = &work->problem;
    uint32_t *col = routes_i_calloc(problem->sites + 1, sizeof *col);
    double fixed = 0;
    routes_status status = ROUTES_OK;
    if (!col)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", problem->sites);
    for (uint32_t s = 0; !status && s < problem->sites; s++) {
        col[s] = s;
        fixed += problem->fixed[s] ? problem->cost[s] : 0;
    }
    /* Fixed sites without effect are no columns. */
    if (!status)
        routes_i_mip_add_row(&work->mip, problem->sites, col, problem->cost, -INFINITY,
                             work->options.budget - (problem->fixed_cost - fixed));
    routes_i_free(col);
    return status;
}

/* The columns of a destination, which begin at `base`, and the rows of all arcs. */
static void add_group(struct work *work, size_t group)
{
    const routes_i_reliable *problem = &work->problem;
    uint32_t base = (uint32_t)work->mip.cols;
    const double *best = problem->best + group * problem->nodes;
    for (uint32_t v = 0; v < problem->nodes; v++) {
        double cost = 0;
        for (size_t i = problem->first[group]; i < problem->first[group + 1]; i++)
            cost += problem->origin[i] == v ? problem->weight[i] : 0;
        bool end = problem->destination[group] == v;
        routes_i_mip_add_col(&work->mip, cost, end, 1, false, "y", group * problem->nodes + v);
    }
    for (size_t a = 0; a < problem->arcs; a++) {
        const routes_i_reliable_arc *arc = &problem->arc[a];
        uint32_t col[3] = {base + arc->tail, base + arc->head, arc->site};
        double value[3] = {1, -arc->open, (arc->open - arc->watched) * best[arc->head]};
        if (!(best[arc->head] > 0))
            continue;
        routes_i_mip_add_row(&work->mip, arc->site == ROUTES_GRAPH_NONE ? 2 : 3, col, value, 0,
                             INFINITY);
        value[1] = -arc->watched;
        if (arc->site != ROUTES_GRAPH_NONE && arc->watched > 0)
            routes_i_mip_add_row(&work->mip, 2, col, value, 0, INFINITY);
    }
}

static routes_status make_work(struct work *work, const routes_graph *graph,
                               const routes_interdict_scenarios *scenarios,
                               const routes_interdict_reliable_options *options, routes_error *err)
{
    routes_status status =
        routes_i_options_read(&work->options, sizeof work->options, options, err);
    if (!status)
        status = routes_i_run_read(&work->run, work->options.run, err);
    if (!status)
        status = routes_i_reliable_make(&work->problem, graph, scenarios, &work->options, err);
    if (!status && !(work->options.budget >= work->problem.fixed_cost))
        status =
            routes_i_fail(err, ROUTES_E_DATA, "what is fixed costs %g, more than the budget of %g",
                          work->problem.fixed_cost, work->options.budget);
    if (status)
        return status;
    add_sites(work);
    status = add_budget(work, err);
    for (size_t g = 0; !status && g < work->problem.groups; g++)
        add_group(work, g);
    return status ? status : routes_i_mip_check(&work->mip, err);
}

routes_status routes_interdict_reliable_write_mps(const char *path, const routes_graph *graph,
                                                  const routes_interdict_scenarios *scenarios,
                                                  const routes_interdict_reliable_options *options,
                                                  routes_error *err)
{
    struct work work = {0};
    if (!path)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "path must not be null");
    routes_status status = make_work(&work, graph, scenarios, options, err);
    if (!status)
        status = routes_i_mip_write_mps(&work.mip, path, "interdict_reliable", err);
    free_work(&work);
    return status;
}

/* The plan that HiGHS means, evaluated by searching. */
static routes_status evaluate(double *value, const struct work *work, const double *x,
                              routes_error *err)
{
    const routes_i_reliable *problem = &work->problem;
    routes_i_reliable_search search;
    routes_status status = routes_i_reliable_search_make(&search, problem, err);
    unsigned char *plan = routes_i_calloc(problem->sites + 1, 1);
    if (!status && !plan)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", problem->sites);
    if (!status) {
        *value = 0;
        for (size_t s = 0; s < problem->sites; s++)
            plan[s] = x[s] > 0.5;
        routes_i_reliable_search_plan(&search, plan);
        for (size_t g = 0; g < problem->groups; g++) {
            routes_i_reliable_search_run(&search, g);
            for (size_t i = problem->first[g]; i < problem->first[g + 1]; i++)
                *value += problem->weight[i] * search.chance[problem->origin[i]];
        }
    }
    routes_i_free(plan);
    routes_i_reliable_search_free(&search);
    return status;
}

static routes_status ask(routes_interdict_opinion *opinion, const struct work *work,
                         const char *library, double seconds, routes_error *err)
{
    routes_i_highs_answer answer;
    double gap = work->options.gap > 0 ? work->options.gap : 1e-9;
    routes_i_highs_options how = {
        .library = library, .seconds = seconds, .gap_absolute = gap, .run = &work->run};
    how.gap_relative = gap / 10;
    double *x = routes_i_calloc(work->mip.cols + 1, sizeof *x);
    if (!x)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu columns", work->mip.cols);
    routes_status status = routes_i_highs_solve(&answer, x, &work->mip, &how, err);
    double value = NAN;
    if (!status && answer.feasible)
        status = evaluate(&value, work, x, err);
    if (!status)
        *opinion = (routes_interdict_opinion){value, answer.value, answer.bound, answer.optimal};
    routes_i_free(x);
    return status;
}

routes_status routes_interdict_reliable_ask_highs(routes_interdict_opinion *opinion,
                                                  const routes_graph *graph,
                                                  const routes_interdict_scenarios *scenarios,
                                                  const routes_interdict_reliable_options *options,
                                                  const char *library, double seconds,
                                                  routes_error *err)
{
    struct work work = {0};
    if (!opinion)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "opinion must not be null");
    routes_status status = make_work(&work, graph, scenarios, options, err);
    if (!status)
        status = ask(opinion, &work, library, seconds, err);
    free_work(&work);
    return status;
}
