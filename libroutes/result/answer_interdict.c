/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_interdict.h"

#include <math.h>
#include <stdio.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/row.h"
#include "core/text.h"
#include "result/decimals.h"
#include "result/interdict_sites.h"
#include "result/network_answer.h"
#include "routes/interdict_flow.h"
#include "routes/interdict_path.h"

/* Most budgets in one table. */
#define MOST_PLANS 100000

/* What is told of each kind. */
static const struct telling {
    const char *name, *method, *value, *bound;
} tellings[] = {
    {"path",
     "Israeli and Wood 2002, the shortest way made longest: coverings of ways in whole numbers, "
     "proved best by dual solutions and branching",
     "Shortest way that is left; empty: none", "No plan of the budget is above it; empty: none"},
    {"flow",
     "Wood 1993, the maximum flow made least: cuts that pay a price, in whole numbers, proved best "
     "by branching",
     "Most that can still flow; empty: no limit", "No plan of the budget is below it"},
};

/* What a kernel is asked, and what it said. */
struct question {
    const routes_network *network;
    const routes_answer_interdict_options *use;
    routes_i_sites sites;
    routes_i_end_nodes ends;
    unsigned decimals; /* of values */
    routes_interdict *made;
};

static void free_question(struct question *question)
{
    routes_i_sites_free(&question->sites);
    routes_i_end_nodes_free(&question->ends);
    routes_interdict_free(question->made);
}

/* A count of the last decimal; what has no end as infinity. */
static double number_of(int64_t count, unsigned decimals)
{
    if (count == ROUTES_INTERDICT_CLOSED)
        return INFINITY;
    return (double)count / (double)routes_i_decimals_ten(decimals);
}

static void put_number(routes_i_row *row, double value)
{
    if (isfinite(value))
        routes_i_row_number(row, value);
    else
        routes_i_row_empty(row, ROUTES_VALUE_NOT_STATED);
}

/* Asking */

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

static routes_interdict_options options_of(const struct question *question)
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
    return options;
}

static routes_status ask_path(struct question *question, routes_error *err)
{
    routes_i_sites *sites = &question->sites;
    question->decimals = question->use->by == ROUTES_PATH_TIME ? 3 : 6;
    routes_status status = only_one(&question->ends, question->network, err);
    if (!status)
        status = routes_i_sites_read_delays(sites, err);
    if (status)
        return status;
    routes_interdict_options options = options_of(question);
    return routes_interdict_path(&question->made, routes_network_graph(question->network),
                                 question->ends.node[0][0], question->ends.node[1][0], &options,
                                 err);
}

static routes_status ask_flow(struct question *question, routes_error *err)
{
    routes_i_sites *sites = &question->sites;
    const routes_i_end_nodes *ends = &question->ends;
    routes_status status = routes_i_sites_read_delays(sites, err);
    if (!status)
        status = routes_i_sites_read_capacities(sites, &question->decimals, err);
    if (status)
        return status;
    routes_interdict_options options = options_of(question);
    options.capacity = sites->capacity;
    options.node_capacity = sites->capacity + sites->links;
    options.shown = (double)routes_i_decimals_ten(question->decimals);
    return routes_interdict_flow(&question->made, routes_network_graph(question->network),
                                 ends->node[0], ends->count[0], ends->node[1], ends->count[1],
                                 &options, err);
}

static routes_status ask(struct question *question, const routes_table *ends, routes_error *err)
{
    const routes_answer_interdict_options *use = question->use;
    routes_status status = routes_i_end_nodes_read(&question->ends, question->network, ends, err);
    if (!status)
        status = routes_i_sites_read(&question->sites, question->network, use, err);
    if (!status && question->sites.step &&
        question->sites.budget / question->sites.step >= MOST_PLANS)
        status = routes_i_fail(err, ROUTES_E_DATA, "step: more than %d budgets up to the budget",
                               MOST_PLANS);
    if (status)
        return status;
    return use->kind == ROUTES_INTERDICT_FLOW ? ask_flow(question, err) : ask_path(question, err);
}

/* Telling */

/* One row: a link or a node by its number among both, or neither. */
static routes_status add_row(routes_table *table, const struct question *question, size_t at,
                             int64_t effect, size_t number, const routes_interdict_plan *plan,
                             routes_error *err)
{
    const routes_i_sites *sites = &question->sites;
    routes_i_row row = routes_i_row_start(table, err);
    int is_link = at < sites->links;
    int is_node = !is_link && at < sites->all;
    routes_i_row_text(&row, is_link ? routes_network_link_at(question->network, at)->id : NULL);
    put_number(&row, effect < 0 ? INFINITY : number_of(effect, question->decimals));
    routes_i_row_text(&row, is_node ? routes_network_node(question->network, at - sites->links)->id
                                    : NULL);
    put_number(&row, at < sites->all ? number_of(sites->cost[at], sites->decimals) : INFINITY);
    put_number(&row, number_of(plan->budget, sites->decimals));
    routes_i_row_integer(&row, (int64_t)number);
    put_number(&row, number_of(plan->value, question->decimals));
    put_number(&row, number_of(plan->bound, question->decimals));
    return routes_i_row_end(&row);
}

static routes_status add_plan(routes_table *table, const struct question *question,
                              const routes_interdict_plan *plan, size_t number, routes_error *err)
{
    size_t links = question->sites.links;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < plan->links && !status; i++)
        status = add_row(table, question, plan->link[i],
                         plan->link_effect ? plan->link_effect[i] : -1, number, plan, err);
    for (size_t i = 0; i < plan->nodes && !status; i++)
        status = add_row(table, question, links + plan->node[i],
                         plan->node_effect ? plan->node_effect[i] : -1, number, plan, err);
    return status;
}

static routes_status add_plans(routes_table *table, const struct question *question,
                               routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t p = 0; p < routes_interdict_plans(question->made) && !status; p++) {
        routes_interdict_plan plan = routes_interdict_plan_at(question->made, p);
        status = add_plan(table, question, &plan, 1, err);
        if (!status && plan.links + plan.nodes == 0 && question->use->step > 0.0)
            status = add_row(table, question, SIZE_MAX, -1, 1, &plan, err);
    }
    for (size_t p = 0; p < routes_interdict_alternatives(question->made) && !status; p++) {
        routes_interdict_plan plan = routes_interdict_alternative_at(question->made, p);
        status = add_plan(table, question, &plan, p + 2, err);
    }
    return status;
}

static void value_text(char *text, int64_t value, unsigned decimals)
{
    if (value == ROUTES_INTERDICT_CLOSED)
        snprintf(text, ROUTES_I_DECIMALS_SIZE, "inf");
    else
        routes_i_decimals_text(text, value, decimals);
}

static routes_status set_number(routes_table *table, const char *key, double value,
                                routes_error *err)
{
    char text[ROUTES_I_NUMBER_SIZE];
    routes_i_number_text(text, value, 0);
    return routes_table_set_meta(table, key, text, err);
}

static double gap_of(const routes_interdict_plan *plan)
{
    double apart = fabs((double)plan->bound - (double)plan->value);
    if (plan->bound == plan->value)
        return 0.0;
    if (plan->bound == ROUTES_INTERDICT_CLOSED || plan->value == ROUTES_INTERDICT_CLOSED ||
        plan->value == 0)
        return INFINITY;
    return apart / (double)plan->value;
}

static routes_status describe(routes_table *table, const struct question *question,
                              routes_error *err)
{
    char text[2][ROUTES_I_DECIMALS_SIZE];
    size_t plans = routes_interdict_plans(question->made);
    routes_interdict_plan plan = routes_interdict_plan_at(question->made, plans - 1);
    value_text(text[0], plan.value, question->decimals);
    value_text(text[1], plan.bound, question->decimals);
    const char *const meta[][2] = {
        {"kind_of_interdiction", tellings[question->use->kind].name},
        {"value", text[0]},
        {"bound", text[1]},
        {"optimal", plan.value == plan.bound ? "yes" : "no"},
        {"stopped", routes_interdict_stopped(question->made) ? "yes" : "no"},
    };
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < sizeof meta / sizeof *meta && !status; i++)
        status = routes_table_set_meta(table, meta[i][0], meta[i][1], err);
    if (!status)
        status = set_number(table, "gap", gap_of(&plan), err);
    if (!status)
        status = set_number(table, "budget", question->use->budget, err);
    if (!status && question->use->step > 0.0)
        status = set_number(table, "step", question->use->step, err);
    return status;
}

static routes_status check(const routes_answer_interdict_options *use, routes_error *err)
{
    if ((unsigned)use->kind > ROUTES_INTERDICT_FLOW)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "kind is %d, must be 0 or 1", (int)use->kind);
    if ((unsigned)use->sites > ROUTES_INTERDICT_CROSSINGS)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "sites is %d, must be 0 to 3",
                             (int)use->sites);
    if (use->by != ROUTES_PATH_LENGTH && use->by != ROUTES_PATH_TIME)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "by is %d, must be length or time",
                             (int)use->by);
    if (!(use->tolerance >= 0.0))
        return routes_i_fail(err, ROUTES_E_DATA, "tolerance is %.15g, must be 0 or above",
                             use->tolerance);
    return ROUTES_OK;
}

routes_status routes_answer_interdict(routes_table **out, const routes_network *network,
                                      const routes_table *ends,
                                      const routes_answer_interdict_options *options,
                                      routes_error *err)
{
    routes_answer_interdict_options use;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = check(&use, err);
    if (status)
        return status;
    const struct telling *telling = &tellings[use.kind];
    const char *unit = use.kind == ROUTES_INTERDICT_FLOW ? NULL
                       : use.by == ROUTES_PATH_TIME      ? "s"
                                                         : "m";
    const routes_column columns[] = {
        {"link", ROUTES_COLUMN_TEXT, NULL, "Link to watch"},
        {"effect", ROUTES_COLUMN_NUMBER, unit,
         "Value lost when this one is left out; empty: all of it"},
        {"node", ROUTES_COLUMN_TEXT, NULL, "Node to watch, where it is no link"},
        {"cost", ROUTES_COLUMN_NUMBER, NULL, "What it costs to watch it"},
        {"budget", ROUTES_COLUMN_NUMBER, NULL, "What the plan may cost"},
        {"plan", ROUTES_COLUMN_INTEGER, NULL, "1: the best of its budget; others are as good"},
        {"value", ROUTES_COLUMN_NUMBER, unit, telling->value},
        {"bound", ROUTES_COLUMN_NUMBER, unit, telling->bound},
    };
    status = routes_i_network_begin(out, "interdict", columns, sizeof columns / sizeof *columns,
                                    network, err);
    if (status)
        return status;
    struct question question = {.network = network, .use = &use};
    status = ask(&question, ends, err);
    if (!status)
        status = add_plans(*out, &question, err);
    if (!status)
        status = describe(*out, &question, err);
    free_question(&question);
    return routes_i_network_end(out, telling->method, status, err);
}
