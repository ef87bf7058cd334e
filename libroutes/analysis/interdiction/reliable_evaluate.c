/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "analysis/interdiction/reliable.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"

/* What is worked on. */
struct work {
    routes_interdict_reliable_options options;
    routes_i_reliable problem;
    routes_i_reliable_search search;
    unsigned char *plan; /* [sites] */
    double *chance;      /* [our scenarios] */
    double *link_flow;   /* [links] weight on it */
    double *node_flow;   /* [our nodes] */
    double served;       /* weight that has a way */
};

static void free_work(struct work *work)
{
    routes_i_reliable_search_free(&work->search);
    routes_i_reliable_free(&work->problem);
    routes_i_free(work->plan);
    routes_i_free(work->chance);
    routes_i_free(work->link_flow);
    routes_i_free(work->node_flow);
}

/* Everything that the plan watches must be a site. */
static routes_status check_plan(const unsigned char *plan, const double *watched, size_t count,
                                const char *what, routes_error *err)
{
    for (size_t i = 0; plan && i < count; i++)
        if (plan[i] && (!watched || isnan(watched[i])))
            return routes_i_fail(err, ROUTES_E_DATA, "%s %zu of the plan cannot be watched", what,
                                 i);
    return ROUTES_OK;
}

static routes_status make_work(struct work *work, const routes_graph *graph,
                               const routes_interdict_scenarios *scenarios, routes_error *err)
{
    /* A plan may watch what none would choose. */
    work->options.link_rule = NULL;
    work->options.node_rule = NULL;
    routes_status status =
        routes_i_reliable_make(&work->problem, graph, scenarios, &work->options, err);
    if (!status)
        status = routes_i_reliable_search_make(&work->search, &work->problem, err);
    work->plan = routes_i_calloc(work->problem.sites + 1, 1);
    work->chance = routes_i_calloc(work->problem.scenarios + 1, sizeof *work->chance);
    work->link_flow = routes_i_calloc(work->problem.given_links + 1, sizeof *work->link_flow);
    work->node_flow = routes_i_calloc(work->problem.nodes + 1, sizeof *work->node_flow);
    if (!status && (!work->plan || !work->chance || !work->link_flow || !work->node_flow))
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu scenarios",
                               work->problem.scenarios);
    return status;
}

static void read_plan(struct work *work, const unsigned char *link_plan,
                      const unsigned char *node_plan)
{
    const routes_i_reliable *problem = &work->problem;
    for (size_t s = 0; s < problem->sites; s++) {
        size_t site = problem->given_site[s];
        if (site < problem->given_links)
            work->plan[s] = link_plan && link_plan[site];
        else
            work->plan[s] = node_plan && node_plan[site - problem->given_links];
    }
}

static void lay_way(struct work *work, uint32_t origin, double weight)
{
    const routes_i_reliable *problem = &work->problem;
    work->node_flow[origin] += weight;
    for (uint32_t at = origin; work->search.next[at] != ROUTES_GRAPH_NONE;) {
        const routes_i_reliable_arc *arc = &problem->arc[work->search.next[at]];
        at = arc->head;
        if (arc->link != ROUTES_GRAPH_NONE)
            work->link_flow[arc->link] += weight;
        if (at < problem->given_nodes)
            work->node_flow[at] += weight;
    }
    work->served += weight;
}

static double search(struct work *work)
{
    const routes_i_reliable *problem = &work->problem;
    double value = 0;
    routes_i_reliable_search_plan(&work->search, work->plan);
    for (size_t g = 0; g < problem->groups; g++) {
        routes_i_reliable_search_run(&work->search, g);
        for (size_t i = problem->first[g]; i < problem->first[g + 1]; i++) {
            work->chance[i] = work->search.chance[problem->origin[i]];
            value += problem->weight[i] * work->chance[i];
            if (work->chance[i] > 0)
                lay_way(work, problem->origin[i], problem->weight[i]);
        }
    }
    return value;
}

static void write_shares(double *share, const double *flow, size_t count, double served)
{
    for (size_t i = 0; share && i < count; i++)
        share[i] = served > 0 ? flow[i] / served : 0;
}

routes_status routes_interdict_reliable_evaluate(routes_interdict_reliable_effect *effect,
                                                 const routes_graph *graph,
                                                 const routes_interdict_scenarios *scenarios,
                                                 const unsigned char *link_plan,
                                                 const unsigned char *node_plan,
                                                 const routes_interdict_reliable_options *options,
                                                 routes_error *err)
{
    struct work work = {0};
    if (!effect || !graph)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "effect and graph must not be null");
    routes_status status = routes_i_options_read(&work.options, sizeof work.options, options, err);
    if (!status)
        status = check_plan(link_plan, work.options.link_watched, routes_graph_links(graph), "link",
                            err);
    if (!status)
        status = check_plan(node_plan, work.options.node_watched, routes_graph_nodes(graph), "node",
                            err);
    if (!status)
        status = make_work(&work, graph, scenarios, err);
    if (!status) {
        read_plan(&work, link_plan, node_plan);
        effect->value = search(&work);
        for (size_t i = 0; effect->chance && i < scenarios->count; i++)
            effect->chance[i] = work.chance[work.problem.merged[i]];
        write_shares(effect->link_share, work.link_flow, work.problem.given_links, work.served);
        write_shares(effect->node_share, work.node_flow, work.problem.given_nodes, work.served);
    }
    free_work(&work);
    return status;
}
