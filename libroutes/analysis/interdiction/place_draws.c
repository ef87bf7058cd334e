/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/place_draws.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/parallel.h"
#include "core/variate.h"
#include "routes/spread.h"

/* Draws after which they are counted. */
#define BATCH 64

/* What one thread works with. */
struct worker {
    routes_i_place_search search;
    routes_i_place_world world;
    double *detection, *reliability;
    routes_i_place_plan plan, before;
};

struct job {
    const routes_i_place_draws *how;
    routes_i_place_drawn *drawn;
    struct worker *workers;
    unsigned threads;
    uint32_t first;        /* draw of the batch */
    unsigned char *chosen; /* [BATCH][most + 1][sites] */
};

static void free_worker(struct worker *worker)
{
    routes_i_place_search_free(&worker->search);
    routes_i_place_world_free(&worker->world);
    routes_i_free(worker->detection);
    routes_i_free(worker->reliability);
    routes_i_free(worker->plan.teams);
    routes_i_free(worker->before.teams);
}

static routes_status make_worker(struct worker *worker, const routes_i_place_draws *how,
                                 const routes_i_place_world *stated, routes_error *err)
{
    const routes_i_place_model *model = how->model;
    routes_status status = routes_i_place_search_make(&worker->search, model, stated, how->thetas,
                                                      how->theta_count, err);
    if (!status)
        status = routes_i_place_world_make(&worker->world, model, ROUTES_I_MODERATE, err);
    worker->detection = routes_i_calloc(model->site_count, sizeof *worker->detection);
    worker->reliability = routes_i_calloc(model->routes, sizeof *worker->reliability);
    worker->plan.teams = routes_i_calloc(model->site_count, sizeof *worker->plan.teams);
    worker->before.teams = routes_i_calloc(model->site_count, sizeof *worker->before.teams);
    if (!status && (!worker->detection || !worker->reliability || !worker->plan.teams ||
                    !worker->before.teams))
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for draws");
    return status;
}

static double draw_detection(const routes_i_place_model *model, size_t site, uint64_t seed,
                             uint32_t draw)
{
    routes_range range = {routes_i_place_detection(&model->input, 0, site),
                          routes_i_place_detection(&model->input, ROUTES_I_MODERATE, site),
                          routes_i_place_detection(&model->input, 2, site), ROUTES_RANGE_BOUNDS};
    routes_spread spread = {ROUTES_SPREAD_POINT, range.low, range.moderate, range.high};
    routes_i_random stream =
        routes_i_random_start(seed, ROUTES_I_PURPOSE_DETECTION, model->sites->site[site], draw);
    if (range.high > range.low)
        spread.kind = ROUTES_SPREAD_TRIANGULAR;
    return routes_i_variate_spread(&stream, &spread);
}

/* Keeps what a caller draws within what the formulas take. */
static double within(double value, double least, double most)
{
    return value >= least ? fmin(value, most) : least;
}

static void draw_world(struct worker *worker, const routes_i_place_draws *how, uint32_t draw)
{
    const routes_i_place_model *model = how->model;
    const routes_place_demands *demands = model->input.demands;
    routes_i_place_world *world = &worker->world;
    for (size_t d = 0; d < model->demands; d++)
        world->weight[d] = demands->weight ? demands->weight[d] : 1.0;
    for (size_t r = 0; r < model->routes; r++)
        worker->reliability[r] = demands->reliability ? demands->reliability[r] : 1.0;
    for (size_t s = 0; s < model->site_count; s++)
        worker->detection[s] = how->options->draw
                                   ? routes_i_place_detection(&model->input, ROUTES_I_MODERATE, s)
                                   : draw_detection(model, s, how->options->seed, draw);
    if (how->options->draw)
        how->options->draw(world->weight, worker->detection, worker->reliability, draw,
                           how->options->draw_user);
    for (size_t d = 0; d < model->demands; d++)
        world->weight[d] = within(world->weight[d], 0.0, HUGE_VAL);
    for (size_t r = 0; r < model->routes; r++)
        world->log_open[r] = log(within(worker->reliability[r], 1e-300, 1.0));
    for (size_t s = 0; s < model->site_count; s++)
        world->miss[s] = routes_i_place_miss(model, s, within(worker->detection[s], 0.0, 1.0));
}

/* The fixed teams. */
static void begin_plan(routes_i_place_plan *plan, struct worker *worker)
{
    const routes_i_place_search *search = &worker->search;
    const routes_i_place_model *model = search->model;
    memset(plan->teams, 0, model->site_count * sizeof *plan->teams);
    plan->count = search->fixed;
    plan->cost = 0;
    for (size_t p = 0; p < search->fixed; p++) {
        plan->teams[search->site[p]] = 1;
        plan->cost += model->sites->cost ? model->sites->cost[search->site[p]] : 0;
    }
    plan->found = routes_i_place_value(&worker->search, plan->teams);
}

static void take_prices(routes_i_place_search *search, const double *price)
{
    for (size_t v = 0; v < search->view_count; v++)
        memcpy(search->views[v].price, price + v * search->prices,
               search->prices * sizeof *search->views[v].price);
}

/* The best plan of k teams: from that of one less, or the one of the stated figures. */
static void solve_one(struct job *job, struct worker *worker, size_t k, uint32_t at)
{
    const routes_i_place_draws *how = job->how;
    const routes_i_place_plan *stated = &how->plan[k];
    routes_i_place_search *search = &worker->search;
    size_t sites = how->model->site_count, all = job->how->options->draws;
    routes_i_place_limits limits = how->limits;
    unsigned char *chosen = job->chosen + (at * (how->most + 1) + k) * sites;
    limits.teams = k;
    double found = routes_i_place_value(search, stated->teams);
    routes_i_place_add(&worker->plan, search, &limits);
    if (found > worker->plan.found + ROUTES_I_PLACE_SAME * fabs(found)) {
        routes_i_place_copy(&worker->plan, stated, sites);
        worker->plan.found = found;
    }
    take_prices(search, how->price + k * search->prices * search->view_count);
    routes_i_place_solve(&worker->plan, search, &limits, NULL);
    for (size_t s = 0; s < sites; s++)
        chosen[s] = worker->plan.teams[s] > 0;
    job->drawn->found[k * all + job->first + at] = found;
    job->drawn->best[k * all + job->first + at] = worker->plan.found;
}

static routes_status draw_some(size_t from, size_t to, unsigned number, void *context,
                               routes_error *err)
{
    struct job *job = context;
    struct worker *worker = &job->workers[number];
    (void)err;
    for (size_t i = from; i < to; i++) {
        draw_world(worker, job->how, job->first + (uint32_t)i);
        routes_i_place_search_enter(&worker->search, &worker->world);
        begin_plan(&worker->plan, worker);
        for (size_t k = job->how->least; k <= job->how->most; k++)
            solve_one(job, worker, k, (uint32_t)i);
    }
    return ROUTES_OK;
}

static void count(struct job *job, uint32_t size)
{
    size_t entries = (job->how->most + 1) * job->how->model->site_count;
    for (uint32_t i = 0; i < size; i++)
        for (size_t e = 0; e < entries; e++)
            job->drawn->chosen[e] += job->chosen[i * entries + e];
    job->drawn->draws += size;
}

static routes_status draw_all(struct job *job, const routes_run *run, bool *stopped,
                              routes_error *err)
{
    uint32_t draws = job->how->options->draws;
    routes_status status = ROUTES_OK;
    for (job->first = 0; job->first < draws && !status; job->first += BATCH) {
        routes_i_run_part part;
        uint32_t size = draws - job->first < BATCH ? draws - job->first : BATCH;
        const routes_run *piece = routes_i_run_part_of(&part, run, (double)job->first / draws,
                                                       (double)(job->first + size) / draws);
        status = routes_i_parallel(piece, size, 1, draw_some, job, "draws", err);
        if (!status)
            count(job, size);
    }
    if (status == ROUTES_E_CANCELLED) {
        *stopped = true;
        return ROUTES_OK;
    }
    return status;
}

routes_status routes_i_place_draw(routes_i_place_drawn *drawn, const routes_i_place_draws *how,
                                  const routes_run *run, bool *stopped, routes_error *err)
{
    struct job job = {.how = how, .drawn = drawn, .threads = run->threads};
    routes_i_place_world stated = {0};
    routes_status status = routes_i_place_world_make(&stated, how->model, ROUTES_I_MODERATE, err);
    job.chosen =
        routes_i_calloc(BATCH * (how->most + 1), how->model->site_count * sizeof *job.chosen);
    job.workers = routes_i_calloc(job.threads, sizeof *job.workers);
    if (!status && (!job.chosen || !job.workers))
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for draws");
    for (unsigned i = 0; i < job.threads && !status; i++)
        status = make_worker(&job.workers[i], how, &stated, err);
    if (!status)
        status = draw_all(&job, run, stopped, err);
    for (unsigned i = 0; job.workers && i < job.threads; i++)
        free_worker(&job.workers[i]);
    routes_i_free(job.workers);
    routes_i_free(job.chosen);
    routes_i_place_world_free(&stated);
    return status;
}
