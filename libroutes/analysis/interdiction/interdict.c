/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/interdict.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"

static routes_status check_numbers(const int64_t *numbers, size_t count, const char *what,
                                   routes_error *err)
{
    for (size_t i = 0; numbers && i < count; i++)
        if (numbers[i] < 0)
            return routes_i_fail(err, ROUTES_E_DATA, "%s[%zu] is %lld, must be 0 or above", what, i,
                                 (long long)numbers[i]);
    return ROUTES_OK;
}

static routes_status check(const routes_i_interdict_input *input, const routes_graph *graph,
                           routes_error *err)
{
    const routes_interdict_options *use = &input->use;
    size_t nodes = routes_graph_nodes(graph);
    size_t links = routes_graph_links(graph);
    if (use->kind != ROUTES_PATH_LENGTH && use->kind != ROUTES_PATH_TIME)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "kind is %d, must be length or time",
                             (int)use->kind);
    if (use->kind == ROUTES_PATH_TIME && !routes_graph_time_ms(graph) && links)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "the graph has no times");
    if (use->budget < 0 || use->step < 0 || use->tolerance < 0)
        return routes_i_fail(
            err, ROUTES_E_DATA, "budget %lld, step %lld and tolerance %lld must be 0 or above",
            (long long)use->budget, (long long)use->step, (long long)use->tolerance);
    routes_status status = check_numbers(use->link_delay, links, "link_delay", err);
    if (!status)
        status = check_numbers(use->link_cost, links, "link_cost", err);
    if (!status)
        status = check_numbers(use->node_delay, nodes, "node_delay", err);
    if (!status)
        status = check_numbers(use->node_cost, nodes, "node_cost", err);
    if (!status)
        status = check_numbers(use->capacity, links, "capacity", err);
    return status ? status : check_numbers(use->node_capacity, nodes, "node_capacity", err);
}

routes_status routes_i_interdict_read(routes_i_interdict_input *input, const routes_graph *graph,
                                      const routes_interdict_options *options, routes_error *err)
{
    *input = (routes_i_interdict_input){0};
    routes_status status = routes_i_options_read(&input->use, sizeof input->use, options, err);
    if (!status)
        status = routes_i_run_read(&input->run, input->use.run, err);
    if (!status && !graph)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "graph must not be null");
    if (!status)
        status = check(input, graph, err);
    if (status || input->use.link_delay)
        return status;
    size_t links = routes_graph_links(graph);
    input->every = routes_i_calloc(links + 1, sizeof *input->every);
    if (!input->every)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu links", links);
    for (size_t i = 0; i < links && !input->use.node_delay; i++)
        input->every[i] = ROUTES_INTERDICT_CLOSED;
    input->use.link_delay = input->every;
    return ROUTES_OK;
}

routes_status routes_i_interdict_ends(const routes_graph *graph, uint32_t from, uint32_t to,
                                      routes_error *err)
{
    size_t nodes = routes_graph_nodes(graph);
    if (from >= nodes || to >= nodes)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "from is %lu and to %lu, must be below the %zu nodes",
                             (unsigned long)from, (unsigned long)to, nodes);
    if (from == to)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "from and to are both %lu",
                             (unsigned long)from);
    return ROUTES_OK;
}

double routes_i_interdict_shown(const routes_interdict_options *use, int is_flow)
{
    if (use->shown > 0.0)
        return use->shown;
    return is_flow ? 1.0 : use->kind == ROUTES_PATH_TIME ? 1e3 : 1e6;
}

void routes_i_interdict_input_free(routes_i_interdict_input *input)
{
    routes_i_free(input->every);
}

routes_status routes_i_interdict_new(routes_interdict **out, size_t links, size_t plans,
                                     size_t alternatives, routes_error *err)
{
    routes_interdict *interdict = routes_i_calloc(1, sizeof *interdict);
    *out = NULL;
    if (interdict) {
        interdict->links = links;
        interdict->plan = routes_i_calloc(plans + 1, sizeof *interdict->plan);
        interdict->alternative = routes_i_calloc(alternatives + 1, sizeof *interdict->alternative);
    }
    if (!interdict || !interdict->plan || !interdict->alternative) {
        routes_interdict_free(interdict);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu plans", plans);
    }
    *out = interdict;
    return ROUTES_OK;
}

/* The sites in order: links, then nodes. */
static void fill(routes_i_interdict_kept *to, const routes_i_interdict_plan *plan, size_t links)
{
    for (size_t i = 0; i < plan->count; i++) {
        size_t place = 0;
        for (size_t k = 0; k < plan->count; k++)
            place += plan->at[k] < plan->at[i];
        to->number[place] = plan->at[i] < links ? plan->at[i] : (uint32_t)(plan->at[i] - links);
        to->effect[place] = plan->effect ? plan->effect[i] : 0;
        to->plan.links += plan->at[i] < links;
    }
    to->plan.nodes = plan->count - to->plan.links;
    to->plan.link = to->number;
    to->plan.node = to->number + to->plan.links;
    to->plan.link_effect = plan->effect ? to->effect : NULL;
    to->plan.node_effect = plan->effect ? to->effect + to->plan.links : NULL;
}

routes_status routes_i_interdict_add(routes_interdict *interdict,
                                     const routes_i_interdict_plan *plan, int is_alternative,
                                     routes_error *err)
{
    uint32_t *number = routes_i_calloc(plan->count + 1, sizeof *number);
    int64_t *effect = routes_i_calloc(plan->count + 1, sizeof *effect);
    if (!number || !effect) {
        routes_i_free(number);
        routes_i_free(effect);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a plan of %zu sites",
                             plan->count);
    }
    routes_i_interdict_kept *to = is_alternative
                                      ? &interdict->alternative[interdict->alternatives++]
                                      : &interdict->plan[interdict->plans++];
    *to = (routes_i_interdict_kept){
        {.budget = plan->budget, .cost = plan->cost, .value = plan->value, .bound = plan->bound},
        number,
        effect};
    fill(to, plan, interdict->links);
    return ROUTES_OK;
}

static void free_plans(routes_i_interdict_kept *plan, size_t count)
{
    for (size_t i = 0; plan && i < count; i++) {
        routes_i_free(plan[i].number);
        routes_i_free(plan[i].effect);
    }
    routes_i_free(plan);
}

void routes_interdict_free(routes_interdict *interdict)
{
    if (!interdict)
        return;
    free_plans(interdict->plan, interdict->plans);
    free_plans(interdict->alternative, interdict->alternatives);
    routes_i_free(interdict);
}

size_t routes_interdict_plans(const routes_interdict *interdict)
{
    return interdict->plans;
}

routes_interdict_plan routes_interdict_plan_at(const routes_interdict *interdict, size_t plan)
{
    return interdict->plan[plan].plan;
}

size_t routes_interdict_alternatives(const routes_interdict *interdict)
{
    return interdict->alternatives;
}

routes_interdict_plan routes_interdict_alternative_at(const routes_interdict *interdict,
                                                      size_t alternative)
{
    return interdict->alternative[alternative].plan;
}

int routes_interdict_stopped(const routes_interdict *interdict)
{
    return interdict->stopped;
}

uint64_t routes_interdict_searched(const routes_interdict *interdict)
{
    return interdict->searched;
}
