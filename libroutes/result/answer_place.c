/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/json.h"
#include "core/memory.h"
#include "core/text.h"
#include "result/answer.h"
#include "result/own.h"
#include "result/place_work.h"

/* Below it nothing moved. */
#define NOTHING 1e-9
#define MOST_NAMED 5

/* A solved placement, and where each of its teams stands in the order of the plan. */
struct solved {
    routes_i_place_work work;
    routes_place_plans *plans;
    size_t most; /* teams asked for, or as many as have a place */
    routes_place_plan plan;
    size_t *order;                /* [plan.teams] sites, what adds the most first */
    uint32_t *teams;              /* [sites] those counted so far */
    double *before, *after, *all; /* [sites] */
    routes_error *err;
};

static const char method[] =
    "best plan by prices and branching when lanes shift: share of a way ~ habit x (reliability x "
    "chance that no team finds it)^theta; habit ~ length^-habit";

static const char reference[] =
    "Matejka and McKay, American Economic Review 105(1), 2015; Morton, Pan and Saeger, IIE "
    "Transactions 39(1), 2007; Guignard and Kim, Mathematical Programming 39, 1987";

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a placement");
}

/* The value that plans are judged by. */
static routes_status value_of(routes_range *value, struct solved *solved)
{
    static const double thetas[] = {0.0, 1.0, 2.0, 4.0, 8.0, 16.0, INFINITY};
    routes_range one;
    if (solved->work.use.aim != ROUTES_PLACE_WORST)
        return routes_i_place_work_found(value, &solved->work, solved->teams, solved->work.theta);
    *value = (routes_range){INFINITY, INFINITY, INFINITY, ROUTES_RANGE_BOUNDS};
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < sizeof thetas / sizeof *thetas && !status; i++) {
        status = routes_i_place_work_found(&one, &solved->work, solved->teams, thetas[i]);
        if (status)
            break;
        value->low = fmin(value->low, one.low);
        value->moderate = fmin(value->moderate, one.moderate);
        value->high = fmin(value->high, one.high);
    }
    return status;
}

/* Fixed teams first, then always the one that adds the most to those before. */
static routes_status order_teams(struct solved *solved)
{
    const routes_place_plan *plan = &solved->plan;
    size_t *left = routes_i_calloc(plan->teams, sizeof *left);
    routes_status status = left ? ROUTES_OK : no_memory(solved->err);
    for (size_t i = 0; i < plan->teams && !status; i++)
        left[i] = plan->place[i];
    for (size_t i = 0; i < plan->teams && !status; i++) {
        size_t best = i;
        double most = -INFINITY;
        for (size_t k = i; k < plan->teams && !status; k++) {
            routes_range value;
            solved->teams[left[k]]++;
            status = value_of(&value, solved);
            bool first = solved->work.fixed[left[k]] && solved->teams[left[k]] == 1;
            solved->teams[left[k]]--;
            if (!status && value.moderate + (first ? 1e300 : 0.0) > most) {
                most = value.moderate + (first ? 1e300 : 0.0);
                best = k;
            }
        }
        solved->order[i] = left[best];
        solved->teams[left[best]]++;
        left[best] = left[i];
    }
    memset(solved->teams, 0, solved->work.count * sizeof *solved->teams);
    routes_i_free(left);
    return status;
}

static routes_status solve(struct solved *solved, const routes_model *model,
                           const routes_network *network, const routes_laying *laying,
                           const routes_answer_place_options *options)
{
    routes_i_place_work *work = &solved->work;
    routes_status status =
        routes_i_place_work_make(work, model, network, laying, options, solved->err);
    if (!status)
        status = routes_i_place_work_solve(&solved->plans, work);
    if (status)
        return status;
    solved->most = routes_place_most(solved->plans);
    solved->most = work->use.teams < solved->most ? work->use.teams : solved->most;
    if (solved->most < routes_place_least(solved->plans))
        return routes_i_fail(solved->err, ROUTES_E_ARGUMENT, "%zu sites are fixed, and no teams",
                             routes_place_least(solved->plans));
    solved->plan = routes_place_best(solved->plans, solved->most);
    solved->order = routes_i_calloc(solved->plan.teams, sizeof *solved->order);
    solved->teams = routes_i_calloc(work->count, sizeof *solved->teams);
    solved->before = routes_i_calloc(work->count, sizeof *solved->before);
    solved->after = routes_i_calloc(work->count, sizeof *solved->after);
    solved->all = routes_i_calloc(work->count, sizeof *solved->all);
    if (!solved->order || !solved->teams || !solved->before || !solved->after || !solved->all)
        return no_memory(solved->err);
    status = routes_i_place_work_passing(solved->before, NULL, work, NULL, work->theta);
    return status ? status : order_teams(solved);
}

static void free_solved(struct solved *solved)
{
    routes_place_free(solved->plans);
    routes_i_free(solved->order);
    routes_i_free(solved->teams);
    routes_i_free(solved->before);
    routes_i_free(solved->after);
    routes_i_free(solved->all);
    routes_i_place_work_free(&solved->work);
}

/* Sites that gained most, with how much: "X05 +0.41; X06 +0.38". */
static void say_gains(routes_i_text *to, const struct solved *solved)
{
    const routes_i_place_work *work = &solved->work;
    double last = INFINITY;
    size_t last_site = 0;
    for (int n = 0; n < MOST_NAMED; n++) {
        size_t best = SIZE_MAX;
        double most = NOTHING;
        for (size_t s = 0; s < work->count; s++) {
            double gain = solved->after[s] - solved->before[s];
            bool later = gain < last || (gain == last && s > last_site);
            if (later && gain > most) {
                most = gain;
                best = s;
            }
        }
        if (best == SIZE_MAX)
            return;
        routes_i_text_print(to, "%s%s +%.3g", n ? "; " : "", routes_i_place_site_id(work, best),
                            most);
        last = most;
        last_site = best;
    }
}

/* Travellers stopped a year, and for each person found: known where traffic is, and where what is
 * found is persons in a time. */
static void put_burden(routes_i_row *row, const struct solved *solved, size_t site, double marginal)
{
    const routes_i_place_work *work = &solved->work;
    double screened = work->traffic[site] * work->shift[site];
    double a_year = work->use.unit == ROUTES_UNIT_PERSONS_PER_YEAR    ? 1.0
                    : work->use.unit == ROUTES_UNIT_PERSONS_PER_MONTH ? 12.0
                                                                      : NAN;
    routes_i_text text = {0};
    if (isnan(screened))
        routes_i_row_empty(row, ROUTES_VALUE_NOT_STATED);
    else
        routes_i_row_number(row, screened);
    if (isnan(screened) || isnan(a_year) || !(marginal > NOTHING)) {
        routes_i_row_text(row, "unknown");
        return;
    }
    routes_i_text_print(&text, "%.3g", screened / (a_year * marginal));
    routes_i_row_text(row, routes_i_text_get(&text));
    routes_i_text_free(&text);
}

static routes_status make_table(routes_table **table, const char *name,
                                const routes_column *columns, size_t n, routes_error *err)
{
    routes_status status = routes_table_new(table, name, columns, n, err);
    if (!status)
        routes_table_set_kind(*table, ROUTES_KIND_OPERATIONAL, ROUTES_SENSITIVITY_HIGH);
    return status;
}

/* The metadata, and the table to where it belongs. */
static routes_status finish(routes_table **out, routes_table *table, struct solved *solved,
                            const char *key, routes_status status)
{
    if (!status)
        status = routes_i_place_work_note(table, &solved->work, &solved->plan,
                                          routes_place_stopped(solved->plans));
    if (!status)
        status = routes_table_set_meta(table, "reference", reference, solved->err);
    return routes_i_answer_end(out, table, solved->work.model, method, key, status, solved->err);
}

static routes_status add_team(routes_table *table, struct solved *solved, size_t i, double *before)
{
    routes_i_place_work *work = &solved->work;
    bool is_link = work->use.at == ROUTES_PLACE_AT_LINKS;
    size_t site = solved->order[i];
    routes_range value, still;
    double all = 0.0;
    solved->teams[site]++;
    routes_status status = value_of(&value, solved);
    if (!status)
        status = routes_i_place_work_found(&still, work, solved->teams, 0.0);
    if (!status) {
        routes_range range;
        status = routes_i_place_work_found(&range, work, solved->teams, INFINITY);
        all = status ? 0.0 : range.moderate;
    }
    if (!status)
        status = routes_i_place_work_passing(solved->after, NULL, work, solved->teams, work->theta);
    if (status)
        return status;
    size_t k =
        i + 1 < routes_place_least(solved->plans) ? routes_place_least(solved->plans) : i + 1;
    const double *chosen = routes_place_chosen(solved->plans, solved->most);
    double moved = solved->before[site] > NOTHING
                       ? fmax(0.0, 1.0 - solved->after[site] / solved->before[site])
                       : 0.0;
    routes_i_text gains = {0};
    say_gains(&gains, solved);
    routes_i_row row = routes_i_row_start(table, solved->err);
    routes_i_row_integer(&row, (int64_t)i + 1);
    routes_i_row_text(&row, routes_i_place_site_id(work, site));
    routes_i_row_text(&row, routes_i_place_site_name(work, site));
    routes_i_row_range(&row, value);
    routes_i_row_number(&row, value.moderate - *before);
    routes_i_row_number(&row, fmax(routes_place_best(solved->plans, k).bound, value.moderate));
    routes_i_row_range(&row, still);
    routes_i_row_number(&row, all);
    routes_i_own_computed(&row, chosen ? chosen[site] : NAN);
    routes_i_row_number(&row, solved->before[site]);
    routes_i_row_number(&row, solved->after[site]);
    routes_i_row_number(&row, moved);
    routes_i_row_text(&row, gains.size ? routes_i_text_get(&gains) : NULL);
    put_burden(&row, solved, site, value.moderate - *before);
    routes_i_row_boolean(&row, work->fixed[site]);
    routes_i_row_boolean(&row, work->assumed[site]);
    routes_i_row_text(&row, routes_i_place_source_of(work, work->site[site], is_link));
    routes_i_place_row_shape(&row, work, work->site[site], is_link);
    *before = value.moderate;
    routes_i_text_free(&gains);
    return routes_i_row_end(&row);
}

/* Before and after, all teams standing, as JSON: the table itself carries its displacement (S22).
 */
static routes_status note_displacement(routes_table *table, struct solved *solved)
{
    routes_i_place_work *work = &solved->work;
    routes_i_text text = {0};
    for (size_t i = 0; i < solved->plan.teams; i++)
        solved->teams[solved->plan.place[i]]++;
    routes_status status =
        routes_i_place_work_passing(solved->after, NULL, work, solved->teams, work->theta);
    memset(solved->teams, 0, work->count * sizeof *solved->teams);
    routes_i_text_add(&text, "[");
    for (size_t s = 0; s < work->count && !status; s++) {
        if (!(solved->before[s] > NOTHING) && !(solved->after[s] > NOTHING))
            continue;
        routes_i_text_add(&text, text.size > 1 ? ",{" : "{");
        routes_i_text_add(&text, "\"id\":");
        routes_i_json_text(&text, routes_i_place_site_id(work, s));
        routes_i_text_add(&text, ",\"before\":");
        routes_i_json_number(&text, solved->before[s]);
        routes_i_text_add(&text, ",\"after\":");
        routes_i_json_number(&text, solved->after[s]);
        routes_i_text_add(&text, ",\"change\":");
        routes_i_json_number(&text, solved->after[s] - solved->before[s]);
        routes_i_text_add(&text, "}");
    }
    routes_i_text_add(&text, "]");
    if (!status && text.failed)
        status = no_memory(solved->err);
    if (!status)
        status =
            routes_table_set_meta(table, "displacement", routes_i_text_get(&text), solved->err);
    routes_i_text_free(&text);
    return status;
}

static routes_status fill_placement(routes_placed *placed, struct solved *solved)
{
    const char *unit = routes_i_place_work_unit(&solved->work);
    const routes_column columns[] = {
        {"team", ROUTES_COLUMN_INTEGER, NULL,
         "In the order in which they add the most; one plan, not one after another"},
        {"id", ROUTES_COLUMN_TEXT, NULL, "Where it stands"},
        {"name", ROUTES_COLUMN_TEXT, NULL, "Name of the place"},
        {"interception", ROUTES_COLUMN_RANGE, unit,
         "Found by the teams up to this one when lanes shift; range of detection"},
        {"marginal", ROUTES_COLUMN_NUMBER, unit, "What this team adds to those before it"},
        {"bound", ROUTES_COLUMN_NUMBER, unit, "No plan of as many teams finds more"},
        {"interception_still", ROUTES_COLUMN_RANGE, unit, "The same, nobody shifting"},
        {"interception_all", ROUTES_COLUMN_NUMBER, unit, "The same, all knowing every team"},
        {"chosen", ROUTES_COLUMN_NUMBER, NULL,
         "Share of draws from the ranges in which the best plan has a team here"},
        {"passing", ROUTES_COLUMN_NUMBER, unit, "That pass here before there are teams"},
        {"passing_after", ROUTES_COLUMN_NUMBER, unit, "That pass here, found or not, after"},
        {"moved_share", ROUTES_COLUMN_NUMBER, NULL, "Part of these that takes another way"},
        {"moved_to", ROUTES_COLUMN_TEXT, NULL, "Where most of what these teams move goes"},
        {"screened", ROUTES_COLUMN_NUMBER, "persons_per_year",
         "Travellers who pass while the team watches"},
        {"burden", ROUTES_COLUMN_TEXT, "persons per person", "Travellers stopped per person found"},
        {"fixed", ROUTES_COLUMN_BOOLEAN, NULL, "Whether it was given"},
        {"assumed", ROUTES_COLUMN_BOOLEAN, NULL, "Whether the chance of detection is assumed"},
        {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the place"},
        {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Position, WGS 84"},
    };
    routes_table *table = NULL;
    double before = 0.0;
    routes_status status =
        make_table(&table, "placement", columns, sizeof columns / sizeof *columns, solved->err);
    for (size_t i = 0; i < solved->plan.teams && !status; i++)
        status = add_team(table, solved, i, &before);
    memset(solved->teams, 0, solved->work.count * sizeof *solved->teams);
    if (!status)
        status = note_displacement(table, solved);
    return finish(&placed->placement, table, solved, "team", status);
}

static routes_status add_change(routes_table *table, struct solved *solved, size_t teams,
                                size_t site)
{
    const routes_i_place_work *work = &solved->work;
    bool is_link = work->use.at == ROUTES_PLACE_AT_LINKS;
    if (!(solved->before[site] > NOTHING) && !(solved->after[site] > NOTHING))
        return ROUTES_OK;
    routes_i_row row = routes_i_row_start(table, solved->err);
    routes_i_row_integer(&row, (int64_t)teams);
    routes_i_row_text(&row, routes_i_place_site_id(work, site));
    routes_i_row_text(&row, routes_i_place_site_name(work, site));
    routes_i_row_boolean(&row, routes_i_place_site_diffuse(work, site));
    routes_i_row_boolean(&row, solved->teams[site] > 0);
    routes_i_row_number(&row, solved->before[site]);
    routes_i_row_number(&row, solved->after[site]);
    routes_i_row_number(&row, solved->after[site] - solved->before[site]);
    routes_i_row_number(&row, solved->all[site]);
    routes_i_row_text(&row, routes_i_place_source_of(work, work->site[site], is_link));
    routes_i_place_row_shape(&row, work, work->site[site], is_link);
    return routes_i_row_end(&row);
}

static routes_status fill_displacement(routes_placed *placed, struct solved *solved)
{
    const char *unit = routes_i_place_work_unit(&solved->work);
    const routes_column columns[] = {
        {"team", ROUTES_COLUMN_INTEGER, NULL, "Teams that stand"},
        {"id", ROUTES_COLUMN_TEXT, NULL, "What is passed"},
        {"name", ROUTES_COLUMN_TEXT, NULL, "Its name"},
        {"diffuse", ROUTES_COLUMN_BOOLEAN, NULL, "All other ways over a stretch of border"},
        {"watched", ROUTES_COLUMN_BOOLEAN, NULL, "Whether one of these teams stands here"},
        {"before", ROUTES_COLUMN_NUMBER, unit, "That pass before there are teams"},
        {"after", ROUTES_COLUMN_NUMBER, unit, "That pass, found or not, when lanes shift"},
        {"change", ROUTES_COLUMN_NUMBER, unit, "After less before"},
        {"after_all", ROUTES_COLUMN_NUMBER, unit, "That pass when all know every team"},
        {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the place"},
        {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Position, WGS 84"},
    };
    routes_i_place_work *work = &solved->work;
    routes_table *table = NULL;
    routes_status status =
        make_table(&table, "displacement", columns, sizeof columns / sizeof *columns, solved->err);
    for (size_t i = 0; i < solved->plan.teams && !status; i++) {
        solved->teams[solved->order[i]]++;
        status = routes_i_place_work_passing(solved->after, NULL, work, solved->teams, work->theta);
        if (!status)
            status = routes_i_place_work_passing(solved->all, NULL, work, solved->teams, INFINITY);
        for (size_t s = 0; s < work->count && !status; s++)
            status = add_change(table, solved, i + 1, s);
    }
    memset(solved->teams, 0, work->count * sizeof *solved->teams);
    return finish(&placed->displacement, table, solved, "team|id", status);
}

/* The ids of a plan's sites, in the order of the network: "X01|X05|X11". */
static void say_sites(routes_i_text *to, const routes_i_place_work *work,
                      const routes_place_plan *plan)
{
    for (size_t i = 0; i < plan->teams; i++)
        routes_i_text_print(to, "%s%s", i ? "|" : "", routes_i_place_site_id(work, plan->place[i]));
}

static void put_sites(routes_i_row *row, const routes_i_place_work *work,
                      const routes_place_plan *plan)
{
    routes_i_text sites = {0};
    say_sites(&sites, work, plan);
    routes_i_row_text(row, sites.size ? routes_i_text_get(&sites) : NULL);
    routes_i_text_free(&sites);
}

static routes_range range_of(const routes_place_plan *plan)
{
    return (routes_range){fmin(plan->found, fmin(plan->found_low, plan->found_high)), plan->found,
                          fmax(plan->found, fmax(plan->found_low, plan->found_high)),
                          ROUTES_RANGE_BOUNDS};
}

static routes_status fill_curve(routes_placed *placed, struct solved *solved)
{
    const char *unit = routes_i_place_work_unit(&solved->work);
    const routes_column columns[] = {
        {"teams", ROUTES_COLUMN_INTEGER, NULL, "At most"},
        {"sites", ROUTES_COLUMN_TEXT, NULL, "Where they stand in the best plan"},
        {"interception", ROUTES_COLUMN_RANGE, unit,
         "Found by it when lanes shift; range of detection"},
        {"bound", ROUTES_COLUMN_NUMBER, unit, "No plan of as many teams finds more"},
        {"drawn", ROUTES_COLUMN_RANGE, unit,
         "Found by it over the draws from all ranges: 5, 50 and 95 of 100"},
        {"near_best", ROUTES_COLUMN_NUMBER, NULL,
         "Share of draws in which it is within the tolerance of the best plan of that draw"},
        {"worst", ROUTES_COLUMN_NUMBER, unit, "The least it finds, whatever theta"},
        {"cost", ROUTES_COLUMN_INTEGER, NULL, "Of its teams"},
    };
    routes_table *table = NULL;
    routes_status status = make_table(&table, "placement_curve", columns,
                                      sizeof columns / sizeof *columns, solved->err);
    for (size_t k = routes_place_least(solved->plans); k <= solved->most && !status; k++) {
        routes_place_plan plan = routes_place_best(solved->plans, k);
        routes_place_stability over = routes_place_over_draws(solved->plans, k);
        routes_i_row row = routes_i_row_start(table, solved->err);
        routes_i_row_integer(&row, (int64_t)k);
        put_sites(&row, &solved->work, &plan);
        routes_i_row_range(&row, range_of(&plan));
        routes_i_row_number(&row, plan.bound);
        if (isnan(over.low))
            routes_i_row_empty(&row, ROUTES_VALUE_NO_DATA);
        else
            routes_i_row_range(
                &row, (routes_range){over.low, over.median, over.high, ROUTES_RANGE_BOUNDS});
        routes_i_own_computed(&row, over.near);
        routes_i_row_number(&row, plan.worst);
        routes_i_row_integer(&row, plan.cost);
        status = routes_i_row_end(&row);
    }
    return finish(&placed->curve, table, solved, "teams", status);
}

static routes_status fill_others(routes_placed *placed, struct solved *solved)
{
    const char *unit = routes_i_place_work_unit(&solved->work);
    const routes_column columns[] = {
        {"rank", ROUTES_COLUMN_INTEGER, NULL, "1: the plan itself"},
        {"sites", ROUTES_COLUMN_TEXT, NULL, "Where its teams stand"},
        {"interception", ROUTES_COLUMN_RANGE, unit, "Found when lanes shift; range of detection"},
        {"behind", ROUTES_COLUMN_NUMBER, NULL, "Part of the best that it finds less"},
        {"worst", ROUTES_COLUMN_NUMBER, unit, "The least it finds, whatever theta"},
        {"cost", ROUTES_COLUMN_INTEGER, NULL, "Of its teams"},
    };
    routes_table *table = NULL;
    /* Without teams the plans listed are those of one. */
    size_t others = solved->work.use.teams ? routes_place_alternatives(solved->plans) : 0;
    routes_status status = make_table(&table, "placement_others", columns,
                                      sizeof columns / sizeof *columns, solved->err);
    for (size_t i = 0; i <= others && !status; i++) {
        routes_place_plan plan =
            i ? routes_place_alternative_at(solved->plans, i - 1) : solved->plan;
        double best = solved->plan.found;
        routes_i_row row = routes_i_row_start(table, solved->err);
        routes_i_row_integer(&row, (int64_t)i + 1);
        put_sites(&row, &solved->work, &plan);
        routes_i_row_range(&row, range_of(&plan));
        routes_i_row_number(&row, best > 0.0 ? fmax(0.0, 1.0 - plan.found / best) : 0.0);
        routes_i_row_number(&row, plan.worst);
        routes_i_row_integer(&row, plan.cost);
        status = routes_i_row_end(&row);
    }
    return finish(&placed->others, table, solved, "rank", status);
}

static routes_status fill_regret(routes_placed *placed, struct solved *solved)
{
    const char *unit = routes_i_place_work_unit(&solved->work);
    const routes_column columns[] = {
        {"theta", ROUTES_COLUMN_TEXT, NULL, "0: nobody shifts; infinite: all know"},
        {"interception", ROUTES_COLUMN_NUMBER, unit, "Found by the plan, were this theta true"},
        {"best", ROUTES_COLUMN_NUMBER, unit, "Found by the best plan for it"},
        {"bound", ROUTES_COLUMN_NUMBER, unit, "No plan of as many teams finds more"},
        {"regret", ROUTES_COLUMN_NUMBER, unit, "Best less found"},
    };
    routes_table *table = NULL;
    size_t thetas = solved->work.use.teams ? routes_place_thetas(solved->plans) : 0;
    routes_status status = make_table(&table, "placement_regret", columns,
                                      sizeof columns / sizeof *columns, solved->err);
    for (size_t i = 0; i < thetas && !status; i++) {
        routes_place_regret regret = routes_place_regret_at(solved->plans, i);
        routes_i_text theta = {0};
        if (isinf(regret.theta))
            routes_i_text_add(&theta, "infinite");
        else
            routes_i_text_number(&theta, regret.theta);
        routes_i_row row = routes_i_row_start(table, solved->err);
        routes_i_row_text(&row, routes_i_text_get(&theta));
        routes_i_row_number(&row, regret.found);
        routes_i_row_number(&row, regret.best);
        routes_i_row_number(&row, regret.bound);
        routes_i_row_number(&row, fmax(0.0, regret.best - regret.found));
        status = routes_i_row_end(&row);
        routes_i_text_free(&theta);
    }
    return finish(&placed->regret, table, solved, "theta", status);
}

/* The number of the team at a site in the order of the plan; 0: none. */
static size_t team_at(const struct solved *solved, size_t site)
{
    for (size_t i = 0; i < solved->plan.teams; i++)
        if (solved->order[i] == site)
            return i + 1;
    return 0;
}

/* All teams standing: with one more at the site, or without the one that is there. */
static routes_status add_site(routes_table *table, struct solved *solved, size_t site, double value)
{
    routes_i_place_work *work = &solved->work;
    const double *chosen = routes_place_chosen(solved->plans, solved->most);
    size_t team = team_at(solved, site);
    routes_range other = {value, value, value, ROUTES_RANGE_BOUNDS};
    routes_status status = ROUTES_OK;
    if (!work->forbidden[site]) {
        solved->teams[site] = team ? solved->teams[site] - 1 : 1;
        status = value_of(&other, solved);
        solved->teams[site] = team ? solved->teams[site] + 1 : 0;
    }
    if (status)
        return status;
    routes_i_row row = routes_i_row_start(table, solved->err);
    routes_i_row_text(&row, routes_i_place_site_id(work, site));
    routes_i_row_text(&row, routes_i_place_site_name(work, site));
    if (team)
        routes_i_row_integer(&row, (int64_t)team);
    else
        routes_i_row_empty(&row, ROUTES_VALUE_NOT_STATED);
    routes_i_own_computed(&row, chosen ? chosen[site] : NAN);
    routes_i_own_computed(&row, work->forbidden[site] ? NAN
                                : team                ? value - other.moderate
                                                      : other.moderate - value);
    routes_i_row_number(&row, solved->before[site]);
    routes_i_row_number(&row, solved->after[site]);
    routes_i_row_boolean(&row, work->forbidden[site]);
    return routes_i_row_end(&row);
}

/* Sites on some way, those chosen most often first; equal ones as in the network. */
static routes_status add_sites(routes_table *table, struct solved *solved)
{
    const double *chosen = routes_place_chosen(solved->plans, solved->most);
    size_t count = solved->work.count;
    routes_range value;
    for (size_t i = 0; i < solved->plan.teams; i++)
        solved->teams[solved->plan.place[i]]++;
    routes_status status = value_of(&value, solved);
    if (!status)
        status = routes_i_place_work_passing(solved->after, NULL, &solved->work, solved->teams,
                                             solved->work.theta);
    for (double last = INFINITY, next = 0.0; next >= 0.0 && !status; last = next) {
        next = -1.0;
        for (size_t s = 0; s < count; s++) {
            double share = chosen ? chosen[s] : 0.0;
            next = share < last && share > next ? share : next;
        }
        for (size_t s = 0; s < count && next >= 0.0 && !status; s++)
            if ((chosen ? chosen[s] : 0.0) == next &&
                (solved->before[s] > NOTHING || solved->after[s] > NOTHING || team_at(solved, s)))
                status = add_site(table, solved, s, value.moderate);
    }
    memset(solved->teams, 0, count * sizeof *solved->teams);
    return status;
}

static routes_status fill_sites(routes_placed *placed, struct solved *solved)
{
    const char *unit = routes_i_place_work_unit(&solved->work);
    const routes_column columns[] = {
        {"id", ROUTES_COLUMN_TEXT, NULL, "Where a team may stand"},
        {"name", ROUTES_COLUMN_TEXT, NULL, "Its name"},
        {"team", ROUTES_COLUMN_INTEGER, NULL, "Of the plan; empty: none stands here"},
        {"chosen", ROUTES_COLUMN_NUMBER, NULL,
         "Share of draws from the ranges in which the best plan has a team here"},
        {"adds", ROUTES_COLUMN_NUMBER, unit,
         "Found less without the team here, or more with one beside all others; may be below 0"},
        {"passing", ROUTES_COLUMN_NUMBER, unit, "That pass here before there are teams"},
        {"passing_after", ROUTES_COLUMN_NUMBER, unit, "That pass here, found or not, after"},
        {"forbidden", ROUTES_COLUMN_BOOLEAN, NULL, "No team may, or can, stand here"},
    };
    routes_table *table = NULL;
    routes_status status = make_table(&table, "placement_sites", columns,
                                      sizeof columns / sizeof *columns, solved->err);
    if (!status)
        status = add_sites(table, solved);
    return finish(&placed->sites, table, solved, "id", status);
}

void routes_placed_free(routes_placed *placed)
{
    if (!placed)
        return;
    routes_table_free(placed->placement);
    routes_table_free(placed->displacement);
    routes_table_free(placed->curve);
    routes_table_free(placed->others);
    routes_table_free(placed->regret);
    routes_table_free(placed->sites);
    *placed = (routes_placed){0};
}

routes_status routes_answer_place(routes_placed *placed, const routes_model *model,
                                  const routes_network *network, const routes_laying *laying,
                                  const routes_answer_place_options *options, routes_error *err)
{
    struct solved solved = {.err = err};
    if (!placed)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "placed must not be null");
    *placed = (routes_placed){0};
    routes_status status = solve(&solved, model, network, laying, options);
    if (!status)
        status = fill_placement(placed, &solved);
    if (!status)
        status = fill_displacement(placed, &solved);
    if (!status)
        status = fill_curve(placed, &solved);
    if (!status)
        status = fill_others(placed, &solved);
    if (!status)
        status = fill_regret(placed, &solved);
    if (!status)
        status = fill_sites(placed, &solved);
    if (status)
        routes_placed_free(placed);
    else
        placed->stopped = routes_place_stopped(solved.plans);
    free_solved(&solved);
    return status;
}
