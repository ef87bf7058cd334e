/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/interdict_question.h"

#include <math.h>
#include <stdio.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/run.h"
#include "core/text.h"
#include "result/decimals.h"
#include "routes/interdict_flow.h"
#include "routes/interdict_path.h"

/* Most budgets in one table. */
#define MOST_PLANS 100000

void routes_i_interdict_question_free(routes_i_interdict_question *question)
{
    routes_i_sites_free(&question->sites);
    routes_i_end_nodes_free(&question->ends);
    routes_i_demands_free(&question->who);
    routes_i_free(question->cost);
    routes_interdict_free(question->made);
    routes_interdict_reliable_free(question->reliable);
}

/* Reading */

static routes_status only_one(const routes_i_end_nodes *ends, const routes_network *network,
                              routes_error *err)
{
    for (int which = 0; which < 2; which++)
        for (size_t i = 1; i < ends->count[which]; i++)
            if (ends->node[which][i] != ends->node[which][0])
                return routes_i_fail(err, ROUTES_E_DATA,
                                     "a way has one origin and one destination; \"%s\" is a second",
                                     routes_network_node(network, ends->node[which][i])->id);
    return ROUTES_OK;
}

static routes_status read_path(routes_i_interdict_question *question, routes_error *err)
{
    question->decimals = question->use->by == ROUTES_PATH_TIME ? 3 : 6;
    routes_status status = only_one(&question->ends, question->network, err);
    return status ? status : routes_i_sites_read_delays(&question->sites, err);
}

static routes_status read_flow(routes_i_interdict_question *question, routes_error *err)
{
    routes_status status = routes_i_sites_read_delays(&question->sites, err);
    if (status)
        return status;
    return routes_i_sites_read_capacities(&question->sites, &question->decimals, err);
}

/* Volumes are stated of all rows or of none; then each counts 1. */
static routes_status read_who(routes_i_interdict_question *question, const routes_table *ends,
                              routes_error *err)
{
    routes_i_demands *who = &question->who;
    int stated = routes_i_decimals_stated(ends, "volume");
    routes_status status = routes_i_demands_read(who, question->network, ends, err);
    for (size_t i = 0; i < who->count && !status; i++) {
        if (isnan(who->volume[i]) && stated)
            status =
                routes_i_fail(err, ROUTES_E_DATA,
                              "od row %zu volume: must be a number, as in the other rows", i + 2);
        if (isnan(who->volume[i]))
            who->volume[i] = 1.0;
    }
    return status;
}

static routes_status read_reliable(routes_i_interdict_question *question, const routes_table *ends,
                                   routes_error *err)
{
    const routes_i_sites *sites = &question->sites;
    routes_status status = read_who(question, ends, err);
    if (!status)
        status = routes_i_sites_read_watched(&question->sites, err);
    if (status)
        return status;
    question->cost = routes_i_calloc(sites->all + 1, sizeof *question->cost);
    if (!question->cost)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", sites->all);
    for (size_t at = 0; at < sites->all; at++)
        question->cost[at] =
            (double)sites->cost[at] / (double)routes_i_decimals_ten(sites->decimals);
    return ROUTES_OK;
}

routes_status routes_i_interdict_question_read(routes_i_interdict_question *question,
                                               const routes_table *ends, routes_error *err)
{
    const routes_answer_interdict_options *use = question->use;
    routes_i_sites *sites = &question->sites;
    int is_reliable = use->kind == ROUTES_INTERDICT_RELIABLE;
    routes_status status = ROUTES_OK;
    if (!is_reliable)
        status = routes_i_end_nodes_read(&question->ends, question->network, ends, err);
    if (!status)
        status = routes_i_sites_read(sites, question->network, use, err);
    if (!status && sites->step && sites->budget / sites->step >= MOST_PLANS)
        status = routes_i_fail(err, ROUTES_E_DATA, "step: more than %d budgets up to the budget",
                               MOST_PLANS);
    if (status)
        return status;
    return is_reliable                          ? read_reliable(question, ends, err)
           : use->kind == ROUTES_INTERDICT_FLOW ? read_flow(question, err)
                                                : read_path(question, err);
}

/* Asking */

static routes_interdict_options options_of(const routes_i_interdict_question *question)
{
    const routes_answer_interdict_options *use = question->use;
    const routes_i_sites *sites = &question->sites;
    routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
    double tolerance = use->tolerance * (double)routes_i_decimals_ten(question->decimals);
    options.kind = use->by;
    options.link_delay = sites->delay;
    options.node_delay = sites->delay + sites->links;
    options.link_cost = sites->cost;
    options.node_cost = sites->cost + sites->links;
    options.budget = sites->budget;
    options.step = sites->step;
    options.alternatives = use->alternatives;
    options.tolerance = tolerance < 9e18 ? (int64_t)llround(tolerance) : INT64_MAX;
    options.run = use->run;
    if (use->kind == ROUTES_INTERDICT_FLOW) {
        options.capacity = sites->capacity;
        options.node_capacity = sites->capacity + sites->links;
        options.shown = (double)routes_i_decimals_ten(question->decimals);
    }
    return options;
}

static routes_interdict_reliable_options
reliable_options_of(const routes_i_interdict_question *question)
{
    const routes_answer_interdict_options *use = question->use;
    const routes_i_sites *sites = &question->sites;
    routes_interdict_reliable_options options = ROUTES_INTERDICT_RELIABLE_OPTIONS;
    options.link_watched = sites->watched;
    options.node_watched = sites->watched + sites->links;
    options.link_cost = question->cost;
    options.node_cost = question->cost + sites->links;
    options.budget = use->budget;
    options.step = use->step;
    options.alternatives = use->alternatives;
    options.tolerance = use->tolerance;
    options.run = use->run;
    return options;
}

static routes_interdict_scenarios scenarios_of(const routes_i_interdict_question *question)
{
    const routes_i_demands *who = &question->who;
    return (routes_interdict_scenarios){who->count, who->from, who->to, who->volume};
}

static routes_status ask_reliable(routes_i_interdict_question *question, routes_error *err)
{
    routes_interdict_scenarios who = scenarios_of(question);
    routes_interdict_reliable_options options = reliable_options_of(question);
    routes_status status = routes_interdict_reliable_new(
        &question->reliable, routes_network_graph(question->network), &who, &options, err);
    if (!status && routes_interdict_reliable_wayless(question->reliable))
        routes_i_run_log(question->use->run, ROUTES_LOG_WARNING,
                         "%zu of %zu pairs of ends have no way, watched or not; they count 0",
                         routes_interdict_reliable_wayless(question->reliable), who.count);
    return status;
}

/* No way at all is no length of 0. */
static routes_status warn_of_no_way(const routes_i_interdict_question *question)
{
    routes_interdict_plan plan = routes_interdict_plan_at(question->made, 0);
    if (plan.value == ROUTES_INTERDICT_CLOSED && plan.links + plan.nodes == 0)
        routes_i_run_log(question->use->run, ROUTES_LOG_WARNING,
                         "there is no way between the two ends, watched or not");
    return ROUTES_OK;
}

routes_status routes_i_interdict_question_ask(routes_i_interdict_question *question,
                                              routes_error *err)
{
    const routes_graph *graph = routes_network_graph(question->network);
    const routes_i_end_nodes *ends = &question->ends;
    if (question->use->kind == ROUTES_INTERDICT_RELIABLE)
        return ask_reliable(question, err);
    routes_interdict_options options = options_of(question);
    if (question->use->kind == ROUTES_INTERDICT_FLOW)
        return routes_interdict_flow(&question->made, graph, ends->node[0], ends->count[0],
                                     ends->node[1], ends->count[1], &options, err);
    routes_status status = routes_interdict_path(&question->made, graph, ends->node[0][0],
                                                 ends->node[1][0], &options, err);
    return status ? status : warn_of_no_way(question);
}

routes_status routes_i_interdict_question_write_mps(const routes_i_interdict_question *question,
                                                    const char *path, routes_error *err)
{
    const routes_graph *graph = routes_network_graph(question->network);
    const routes_i_end_nodes *ends = &question->ends;
    if (question->use->kind == ROUTES_INTERDICT_RELIABLE) {
        routes_interdict_scenarios who = scenarios_of(question);
        routes_interdict_reliable_options options = reliable_options_of(question);
        return routes_interdict_reliable_write_mps(path, graph, &who, &options, err);
    }
    routes_interdict_options options = options_of(question);
    if (question->use->kind == ROUTES_INTERDICT_FLOW)
        return routes_interdict_flow_write_mps(path, graph, ends->node[0], ends->count[0],
                                               ends->node[1], ends->count[1], &options, err);
    return routes_interdict_path_write_mps(path, graph, ends->node[0][0], ends->node[1][0],
                                           &options, err);
}

routes_status routes_i_interdict_question_ask_highs(const routes_i_interdict_question *question,
                                                    routes_interdict_opinion *opinion,
                                                    routes_error *err)
{
    const routes_graph *graph = routes_network_graph(question->network);
    const routes_i_end_nodes *ends = &question->ends;
    const char *library = question->use->highs;
    double ten = (double)routes_i_decimals_ten(question->decimals);
    if (question->use->kind == ROUTES_INTERDICT_RELIABLE) {
        routes_interdict_scenarios who = scenarios_of(question);
        routes_interdict_reliable_options options = reliable_options_of(question);
        return routes_interdict_reliable_ask_highs(opinion, graph, &who, &options, library, 0.0,
                                                   err);
    }
    routes_interdict_options options = options_of(question);
    routes_status status =
        question->use->kind == ROUTES_INTERDICT_FLOW
            ? routes_interdict_flow_ask_highs(opinion, graph, ends->node[0], ends->count[0],
                                              ends->node[1], ends->count[1], &options, library, 0.0,
                                              err)
            : routes_interdict_path_ask_highs(opinion, graph, ends->node[0][0], ends->node[1][0],
                                              &options, library, 0.0, err);
    if (status)
        return status;
    opinion->value /= ten;
    opinion->said /= ten;
    opinion->bound /= ten;
    return ROUTES_OK;
}

/* Telling */

/* A count of the last decimal; what has no end as infinity. */
static double number_of(int64_t count, unsigned decimals)
{
    if (count == ROUTES_INTERDICT_CLOSED)
        return INFINITY;
    return (double)count / (double)routes_i_decimals_ten(decimals);
}

static void count_text(char *text, int64_t count, unsigned decimals)
{
    if (count == ROUTES_INTERDICT_CLOSED)
        snprintf(text, ROUTES_I_DECIMALS_SIZE, "inf");
    else
        routes_i_decimals_text(text, count, decimals);
}

static routes_i_told_plan tell_whole(const routes_i_interdict_question *question,
                                     const routes_interdict_plan *plan)
{
    unsigned decimals = question->decimals;
    routes_i_told_plan told = {.budget = number_of(plan->budget, question->sites.decimals),
                               .value = number_of(plan->value, decimals),
                               .bound = number_of(plan->bound, decimals),
                               .proved = plan->value == plan->bound,
                               .links = plan->links,
                               .nodes = plan->nodes,
                               .link = plan->link,
                               .node = plan->node,
                               .whole = {plan->link_effect, plan->node_effect}};
    count_text(told.value_text, plan->value, decimals);
    count_text(told.bound_text, plan->bound, decimals);
    return told;
}

static routes_i_told_plan tell_reliable(const routes_interdict_reliable_plan *plan)
{
    routes_i_told_plan told = {.budget = plan->budget,
                               .value = plan->value,
                               .bound = plan->bound,
                               .proved = plan->proved,
                               .links = plan->links,
                               .nodes = plan->nodes,
                               .link = plan->link,
                               .node = plan->node,
                               .part = {plan->link_effect, plan->node_effect}};
    routes_i_number_text(told.value_text, plan->value, 17);
    routes_i_number_text(told.bound_text, plan->bound, 17);
    return told;
}

size_t routes_i_told_plans(const routes_i_interdict_question *question, int others)
{
    if (question->reliable)
        return others ? routes_interdict_reliable_alternatives(question->reliable)
                      : routes_interdict_reliable_plans(question->reliable);
    return others ? routes_interdict_alternatives(question->made)
                  : routes_interdict_plans(question->made);
}

routes_i_told_plan routes_i_told_plan_at(const routes_i_interdict_question *question, int others,
                                         size_t index)
{
    if (question->reliable) {
        routes_interdict_reliable_plan plan =
            others ? routes_interdict_reliable_alternative_at(question->reliable, index)
                   : routes_interdict_reliable_plan_at(question->reliable, index);
        return tell_reliable(&plan);
    }
    routes_interdict_plan plan = others ? routes_interdict_alternative_at(question->made, index)
                                        : routes_interdict_plan_at(question->made, index);
    return tell_whole(question, &plan);
}

double routes_i_told_effect(const routes_i_interdict_question *question,
                            const routes_i_told_plan *plan, int of_nodes, size_t i)
{
    if (plan->part[of_nodes])
        return plan->part[of_nodes][i];
    return plan->whole[of_nodes] ? number_of(plan->whole[of_nodes][i], question->decimals)
                                 : INFINITY;
}

int routes_i_told_stopped(const routes_i_interdict_question *question)
{
    return question->reliable ? routes_interdict_reliable_stopped(question->reliable)
                              : routes_interdict_stopped(question->made);
}
