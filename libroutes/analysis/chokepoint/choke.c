/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/choke.h"

#include <math.h>
#include <stdbool.h>

#include "analysis/hotspot/ranking.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "core/variate.h"

#define DRAWS 1000
#define TOP 5

/* Which end of its range a weight is taken at. */
enum { LOW, MODERATE, HIGH, ENDS };

struct task {
    const routes_choke_losses *of;
    routes_choke_options use;
    routes_run run;
    routes_spread *spread; /* [demands] of what is stated */
    uint32_t *stated;      /* [stated_count] demands with a weight */
    size_t stated_count;
    double *room;  /* [workers][demands] weights drawn */
    double *score; /* [ENDS][sites] */
    routes_choke *made;
};

static bool is_unseen(const routes_choke_losses *of, size_t demand)
{
    return of->unseen && of->unseen[demand];
}

static routes_status check_entries(const routes_choke_losses *of, routes_error *err)
{
    for (size_t i = 0; i < of->demands; i++)
        if (of->start[i + 1] < of->start[i])
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "start[%zu] is %zu, must be at least %zu",
                                 i + 1, of->start[i + 1], of->start[i]);
    size_t entries = of->start[of->demands];
    if (entries && (!of->site || !of->loss))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "site and loss must not be null");
    for (size_t k = 0; k < entries; k++) {
        double passes = of->passes ? of->passes[k] : 1.0;
        if (of->site[k] >= of->sites)
            return routes_i_fail(err, ROUTES_E_DATA, "site[%zu] is %lu, must be below %zu", k,
                                 (unsigned long)of->site[k], of->sites);
        if (!(passes >= 0.0 && passes <= 1.0) || !(of->loss[k] >= 0.0 && of->loss[k] <= 1.0))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "entry %zu: passes is %g and loss %g, must be 0 to 1", k, passes,
                                 of->loss[k]);
    }
    return ROUTES_OK;
}

static routes_status check(const struct task *task, routes_error *err)
{
    const routes_choke_losses *of = task->of;
    if (!of || !of->start || of->start[0] != 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "losses must be given, and their starts begin with 0");
    if (of->sites == 0 || of->sites >= UINT32_MAX || of->demands >= UINT32_MAX)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "sites is %zu, must be 1 or above, below 2^32",
                             of->sites);
    if (!routes_spread_kind_text(task->use.spread) || task->use.spread == ROUTES_SPREAD_POINT)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.spread is %d, not a known choice",
                             (int)task->use.spread);
    for (size_t i = 0; of->chance && i < of->demands; i++)
        if (!(of->chance[i] >= 0.0 && of->chance[i] <= 1.0))
            return routes_i_fail(err, ROUTES_E_DATA, "chance[%zu] is %g, must be 0 to 1", i,
                                 of->chance[i]);
    return check_entries(of, err);
}

/* A bound is all that is known of what is open above. */
static routes_range closed(routes_range range)
{
    if (range.kind == ROUTES_RANGE_LOWER_BOUND)
        return (routes_range){NAN, range.low, NAN, ROUTES_RANGE_SINGLE};
    return range;
}

static routes_status take_weight(struct task *task, size_t demand, routes_error *err)
{
    routes_error why;
    const routes_range one = {NAN, 1.0, NAN, ROUTES_RANGE_SINGLE};
    routes_range range = task->of->weight ? task->of->weight[demand] : one;
    routes_status status = routes_range_check(range, &why);
    if (status)
        return routes_i_fail(err, status, "weight[%zu]: %s", demand, why.message);
    if (range.kind == ROUTES_RANGE_NOT_STATED)
        return ROUTES_OK;
    status = routes_spread_of(&task->spread[demand], closed(range), task->use.spread, err);
    if (!status)
        task->stated[task->stated_count++] = (uint32_t)demand;
    return status;
}

static routes_status take_room(struct task *task, routes_error *err)
{
    size_t demands = task->of->demands ? task->of->demands : 1;
    task->spread = routes_i_calloc(demands, sizeof *task->spread);
    task->stated = routes_i_calloc(demands, sizeof *task->stated);
    task->room = routes_i_calloc(demands, task->run.threads * sizeof *task->room);
    task->score = routes_i_calloc(task->of->sites, ENDS * sizeof *task->score);
    task->made = routes_i_calloc(task->of->sites, sizeof *task->made);
    routes_status status = ROUTES_OK;
    if (!task->spread || !task->stated || !task->room || !task->score || !task->made)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites and %zu demands",
                               task->of->sites, task->of->demands);
    for (size_t i = 0; i < task->of->demands && !status; i++)
        if (!is_unseen(task->of, i))
            status = take_weight(task, i, err);
    return status;
}

static double weight_at(const struct task *task, size_t demand, int end)
{
    const routes_spread *spread = &task->spread[demand];
    return end == LOW ? spread->low : end == HIGH ? spread->high : spread->moderate;
}

/* Scores and shares from the stated weights; the demands in their order, so that the sums are. */
static void score_stated(struct task *task)
{
    const routes_choke_losses *of = task->of;
    for (int end = 0; end < ENDS; end++) {
        double *score = task->score + (size_t)end * of->sites;
        double whole = 0.0;
        for (size_t i = 0; i < task->stated_count; i++) {
            size_t demand = task->stated[i];
            double weight = weight_at(task, demand, end);
            whole += weight;
            for (size_t k = of->start[demand]; k < of->start[demand + 1]; k++) {
                score[of->site[k]] += weight * of->loss[k];
                if (end == MODERATE)
                    task->made[of->site[k]].share += weight * (of->passes ? of->passes[k] : 1.0);
            }
        }
        for (size_t s = 0; s < of->sites; s++) {
            score[s] = whole > 0.0 ? fmin(1.0, score[s] / whole) : 0.0;
            if (end == MODERATE)
                task->made[s].share = whole > 0.0 ? fmin(1.0, task->made[s].share / whole) : 0.0;
        }
    }
}

static bool is_there(const struct task *task, routes_i_random *stream, size_t demand)
{
    double chance = task->of->chance ? task->of->chance[demand] : 1.0;
    return routes_i_random_unit(stream) < chance;
}

static void add(double *values, const routes_choke_losses *of, size_t demand, double weight)
{
    for (size_t k = of->start[demand]; k < of->start[demand + 1]; k++)
        values[of->site[k]] += weight * of->loss[k];
}

static void draw_stated(const struct task *task, double *values, double *weights,
                        uint32_t replicate)
{
    const routes_choke_losses *of = task->of;
    for (size_t i = 0; i < task->stated_count; i++) {
        size_t demand = task->stated[i];
        uint32_t site = of->stream ? of->stream[demand] : (uint32_t)demand;
        routes_i_random stream =
            routes_i_random_start(task->use.seed, ROUTES_I_PURPOSE_RANGE, site, replicate);
        weights[i] = routes_i_variate_spread(&stream, &task->spread[demand]);
        stream = routes_i_random_start(task->use.seed, ROUTES_I_PURPOSE_LANE, site, replicate);
        if (is_there(task, &stream, demand))
            add(values, of, demand, weights[i]);
    }
}

static void draw_unseen(const struct task *task, double *values, const double *weights,
                        uint32_t replicate)
{
    const routes_choke_losses *of = task->of;
    for (size_t demand = 0; task->stated_count && demand < of->demands; demand++) {
        if (!is_unseen(of, demand))
            continue;
        uint32_t site = of->stream ? of->stream[demand] : (uint32_t)demand;
        routes_i_random stream =
            routes_i_random_start(task->use.seed, ROUTES_I_PURPOSE_UNSEEN, site, replicate);
        if (is_there(task, &stream, demand))
            add(values, of, demand,
                weights[routes_i_random_below(&stream, (uint32_t)task->stated_count)]);
    }
}

/* What all sites' losses cost in one draw; not divided by the whole, which is the same for all. */
static void draw(double *values, uint32_t replicate, unsigned worker, void *context)
{
    const struct task *task = context;
    double *weights = task->room + worker * task->of->demands;
    for (size_t s = 0; s < task->of->sites; s++)
        values[s] = 0.0;
    draw_stated(task, values, weights, replicate);
    draw_unseen(task, values, weights, replicate);
}

static routes_status rank_scores(struct task *task, routes_error *err)
{
    size_t sites = task->of->sites;
    routes_i_ranked *values = routes_i_calloc(sites, sizeof *values);
    uint32_t *ranks = routes_i_calloc(sites, sizeof *ranks);
    routes_status status = ROUTES_OK;
    if (!values || !ranks)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to rank %zu sites", sites);
    for (int end = 0; end < ENDS && !status; end++) {
        const double *score = task->score + (size_t)end * sites;
        for (size_t s = 0; s < sites; s++)
            values[s] = (routes_i_ranked){score[s], (uint32_t)s};
        routes_i_ranking_order(ranks, values, sites);
        routes_i_ranking_zero_last(ranks, score, sites);
        for (size_t s = 0; s < sites; s++) {
            routes_choke *made = &task->made[s];
            double *const score_of[] = {&made->score_low, &made->score, &made->score_high};
            double *const rank_of[] = {&made->rank_low, &made->rank.stated, &made->rank_high};
            *score_of[end] = score[s];
            *rank_of[end] = ranks[s] + 1.0;
        }
    }
    routes_i_free(values);
    routes_i_free(ranks);
    return status;
}

static void conclude(routes_choke *sites, const struct task *task)
{
    double top = (double)task->use.top;
    for (size_t s = 0; s < task->of->sites; s++) {
        routes_choke *made = &task->made[s];
        int in_top =
            (made->rank_low <= top) + (made->rank.stated <= top) + (made->rank_high <= top);
        made->agrees = in_top == 0 || in_top == ENDS;
        made->stands = made->score > 0.0 &&
                       made->rank.upper - made->rank.lower < 0.5 * (double)task->of->sites;
        sites[s] = *made;
    }
}

static void free_task(struct task *task)
{
    routes_i_free(task->spread);
    routes_i_free(task->stated);
    routes_i_free(task->room);
    routes_i_free(task->score);
    routes_i_free(task->made);
}

static routes_status rank_over_draws(struct task *task, routes_error *err)
{
    routes_rank_options how = ROUTES_RANK_OPTIONS, use;
    routes_run run;
    how.draws = task->use.draws;
    how.top = task->use.top;
    how.level = task->use.level;
    how.run = &task->run;
    routes_status status = routes_i_ranking_read(&use, &run, &how, err);
    routes_rank *ranks = routes_i_calloc(task->of->sites, sizeof *ranks);
    if (!status && !ranks)
        status =
            routes_i_fail(err, ROUTES_E_MEMORY, "no memory to rank %zu sites", task->of->sites);
    for (size_t s = 0; s < task->of->sites && !status; s++)
        ranks[s] = task->made[s].rank;
    if (!status)
        status = routes_i_ranking_draw(ranks, task->of->sites, draw, task, true, &use, &run, err);
    for (size_t s = 0; s < task->of->sites && !status; s++)
        task->made[s].rank = ranks[s];
    routes_i_free(ranks);
    return status;
}

routes_status routes_choke_rank(routes_choke *sites, const routes_choke_losses *losses,
                                const routes_choke_options *options, routes_error *err)
{
    struct task task = {.of = losses};
    if (!sites)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "sites must not be null");
    routes_status status = routes_i_options_read(&task.use, sizeof task.use, options, err);
    if (!status)
        status = routes_i_run_read(&task.run, task.use.run, err);
    if (status)
        return status;
    task.use.draws = task.use.draws ? task.use.draws : DRAWS;
    task.use.top = task.use.top ? task.use.top : TOP;
    status = check(&task, err);
    if (!status)
        status = take_room(&task, err);
    if (!status) {
        score_stated(&task);
        status = rank_scores(&task, err);
    }
    if (!status)
        status = rank_over_draws(&task, err);
    if (!status)
        conclude(sites, &task);
    free_task(&task);
    return status;
}
