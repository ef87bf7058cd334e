/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_interdict.h"

#include <math.h>

#include "core/fail.h"
#include "core/options.h"
#include "core/row.h"
#include "core/run.h"
#include "core/text.h"
#include "result/decimals.h"
#include "result/interdict_question.h"

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
    {"reliable",
     "Pan and Morton 2008, the most reliable ways made least reliable: rows from ways and by "
     "rounding, proved best by branching",
     "Chance to pass on the most reliable way, by the volumes",
     "No plan of the budget is below it"},
};

static void put_number(routes_i_row *row, double value)
{
    if (isfinite(value))
        routes_i_row_number(row, value);
    else
        routes_i_row_empty(row, ROUTES_VALUE_NOT_STATED);
}

/* One row: a link or a node by its number among both, or neither. */
static routes_status add_row(routes_table *table, const routes_i_interdict_question *question,
                             size_t at, double effect, size_t number,
                             const routes_i_told_plan *plan, routes_error *err)
{
    const routes_i_sites *sites = &question->sites;
    routes_i_row row = routes_i_row_start(table, err);
    int is_link = at < sites->links;
    int is_node = !is_link && at < sites->all;
    double ten = (double)routes_i_decimals_ten(sites->decimals);
    routes_i_row_text(&row, is_link ? routes_network_link_at(question->network, at)->id : NULL);
    put_number(&row, effect);
    routes_i_row_text(&row, is_node ? routes_network_node(question->network, at - sites->links)->id
                                    : NULL);
    put_number(&row, at < sites->all ? (double)sites->cost[at] / ten : INFINITY);
    put_number(&row, plan->budget);
    routes_i_row_integer(&row, (int64_t)number);
    put_number(&row, plan->value);
    put_number(&row, plan->bound);
    return routes_i_row_end(&row);
}

static routes_status add_plan(routes_table *table, const routes_i_interdict_question *question,
                              const routes_i_told_plan *plan, size_t number, routes_error *err)
{
    size_t links = question->sites.links;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < plan->links && !status; i++)
        status = add_row(table, question, plan->link[i], routes_i_told_effect(question, plan, 0, i),
                         number, plan, err);
    for (size_t i = 0; i < plan->nodes && !status; i++)
        status = add_row(table, question, links + plan->node[i],
                         routes_i_told_effect(question, plan, 1, i), number, plan, err);
    return status;
}

static routes_status add_plans(routes_table *table, const routes_i_interdict_question *question,
                               routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t p = 0; p < routes_i_told_plans(question, 0) && !status; p++) {
        routes_i_told_plan plan = routes_i_told_plan_at(question, 0, p);
        status = add_plan(table, question, &plan, 1, err);
        if (!status && plan.links + plan.nodes == 0 && question->use->step > 0.0)
            status = add_row(table, question, SIZE_MAX, INFINITY, 1, &plan, err);
    }
    for (size_t p = 0; p < routes_i_told_plans(question, 1) && !status; p++) {
        routes_i_told_plan plan = routes_i_told_plan_at(question, 1, p);
        status = add_plan(table, question, &plan, p + 2, err);
    }
    return status;
}

static routes_status set_number(routes_table *table, const char *key, double value,
                                routes_error *err)
{
    char text[ROUTES_I_NUMBER_SIZE];
    routes_i_number_text(text, value, 0);
    return routes_table_set_meta(table, key, text, err);
}

/* How far value and bound are apart, as a part of the value. */
static double gap_of(const routes_i_told_plan *plan)
{
    if (isinf(plan->value) || isinf(plan->bound))
        return isinf(plan->value) && isinf(plan->bound) ? 0.0 : INFINITY;
    double apart = fabs(plan->bound - plan->value);
    return apart > 0.0 ? apart / plan->value : 0.0;
}

static routes_status describe(routes_table *table, const routes_i_interdict_question *question,
                              routes_error *err)
{
    routes_i_told_plan plan =
        routes_i_told_plan_at(question, 0, routes_i_told_plans(question, 0) - 1);
    const char *const meta[][2] = {
        {"kind_of_interdiction", tellings[question->use->kind].name},
        {"value", plan.value_text},
        {"bound", plan.bound_text},
        {"optimal", plan.proved ? "yes" : "no"},
        {"stopped", routes_i_told_stopped(question) ? "yes" : "no"},
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
    if (!status && question->reliable && routes_interdict_reliable_saturated(question->reliable))
        status = routes_table_set_meta(table, "saturated", "yes", err);
    return status;
}

/* What HiGHS says stands beside what was found, and is nowhere used. */
static routes_status add_opinion(routes_table *table, const routes_i_interdict_question *question,
                                 const char *version, routes_error *err)
{
    routes_interdict_opinion opinion = {NAN, NAN, NAN, 0};
    routes_i_told_plan plan =
        routes_i_told_plan_at(question, 0, routes_i_told_plans(question, 0) - 1);
    routes_status status = routes_i_interdict_question_ask_highs(question, &opinion, err);
    int is_stopped = status == ROUTES_E_CANCELLED;
    if (status && !is_stopped)
        return status;
    if (opinion.proved && plan.proved && fabs(opinion.value - plan.value) > 1e-5 * plan.value)
        routes_i_run_log(question->use->run, ROUTES_LOG_WARNING,
                         "HiGHS calls a value of %.9g best, libroutes one of %.9g", opinion.value,
                         plan.value);
    status = routes_table_set_meta(table, "highs", version, err);
    if (!status && !isnan(opinion.value))
        status = set_number(table, "highs_value", opinion.value, err);
    if (!status && !isnan(opinion.bound))
        status = set_number(table, "highs_bound", opinion.bound, err);
    if (status)
        return status;
    return routes_table_set_meta(table, "highs_optimal",
                                 is_stopped       ? "stopped"
                                 : opinion.proved ? "yes"
                                                  : "no",
                                 err);
}

static routes_status check(const routes_answer_interdict_options *use, routes_error *err)
{
    if ((unsigned)use->kind > ROUTES_INTERDICT_RELIABLE)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "kind is %d, must be 0 to 2", (int)use->kind);
    if ((unsigned)use->sites > ROUTES_INTERDICT_CROSSINGS)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "sites is %d, must be 0 to 3",
                             (int)use->sites);
    if (use->by != ROUTES_PATH_LENGTH && use->by != ROUTES_PATH_TIME)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "by is %d, must be length or time",
                             (int)use->by);
    if (!(use->tolerance >= 0.0))
        return routes_i_fail(err, ROUTES_E_DATA, "tolerance is %.15g, must be 0 or above",
                             use->tolerance);
    if (!(use->watched_factor >= 0.0 && use->watched_factor <= 1.0))
        return routes_i_fail(err, ROUTES_E_DATA, "watched_factor is %.15g, must be from 0 to 1",
                             use->watched_factor);
    return ROUTES_OK;
}

/* The table, empty. */
static routes_status begin(routes_table **out, const routes_network *network,
                           const routes_answer_interdict_options *use, routes_error *err)
{
    const struct telling *telling = &tellings[use->kind];
    const char *unit = use->kind != ROUTES_INTERDICT_PATH ? NULL
                       : use->by == ROUTES_PATH_TIME      ? "s"
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
    return routes_i_network_begin(out, "interdict", columns, sizeof columns / sizeof *columns,
                                  network, err);
}

/* Everything, into a table that is still empty. */
static routes_status fill(routes_table *table, routes_i_interdict_question *question,
                          const routes_table *ends, routes_error *err)
{
    const char *version = NULL;
    int ask_highs = question->use->ask_highs;
    routes_status status = routes_i_interdict_question_read(question, ends, err);
    if (!status && ask_highs)
        status = routes_interdict_highs_version(&version, question->use->highs, err);
    if (!status)
        status = routes_i_interdict_question_ask(question, err);
    if (!status)
        status = add_plans(table, question, err);
    if (!status)
        status = describe(table, question, err);
    return status || !ask_highs ? status : add_opinion(table, question, version, err);
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
    if (!status)
        status = begin(out, network, &use, err);
    if (status)
        return status;
    routes_i_interdict_question question = {.network = network, .use = &use};
    status = fill(*out, &question, ends, err);
    routes_i_interdict_question_free(&question);
    return routes_i_network_end(out, tellings[use.kind].method, status, err);
}

routes_status routes_answer_interdict_write_mps(const char *path, const routes_network *network,
                                                const routes_table *ends,
                                                const routes_answer_interdict_options *options,
                                                routes_error *err)
{
    routes_answer_interdict_options use;
    routes_i_interdict_question question = {.network = network, .use = &use};
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status && (!path || !network))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "path and network must not be null");
    if (!status)
        status = check(&use, err);
    if (!status)
        status = routes_i_interdict_question_read(&question, ends, err);
    if (!status)
        status = routes_i_interdict_question_write_mps(&question, path, err);
    routes_i_interdict_question_free(&question);
    return status;
}
