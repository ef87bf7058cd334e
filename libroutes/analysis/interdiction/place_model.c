/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/place_model.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

/* Chances this near to the greatest, relative, are as good. */
#define SAME 1e-12

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a placement");
}

static routes_status check_sites(const routes_place_sites *sites, routes_error *err)
{
    for (size_t s = 0; s < sites->count; s++) {
        if (sites->shift && !(sites->shift[s] >= 0.0 && sites->shift[s] <= 1.0))
            return routes_i_fail(err, ROUTES_E_DATA, "shift[%zu] is %g, must be 0 to 1", s,
                                 sites->shift[s]);
        if (sites->cost && sites->cost[s] < 0)
            return routes_i_fail(err, ROUTES_E_DATA, "cost[%zu] is %lld, must be 0 or above", s,
                                 (long long)sites->cost[s]);
        if (sites->most && (sites->most[s] < 1 || sites->most[s] > ROUTES_PLACE_MOST))
            return routes_i_fail(err, ROUTES_E_DATA, "most[%zu] is %lu, must be 1 to %d", s,
                                 (unsigned long)sites->most[s], ROUTES_PLACE_MOST);
        if (sites->fixed && sites->forbidden && sites->fixed[s] && sites->forbidden[s])
            return routes_i_fail(err, ROUTES_E_DATA, "sites[%zu] is both fixed and forbidden", s);
    }
    return ROUTES_OK;
}

routes_status routes_i_place_model_read(routes_i_place_model *model,
                                        const routes_place_demands *demands,
                                        const routes_place_sites *sites, routes_error *err)
{
    routes_place_greedy_options how = ROUTES_PLACE_GREEDY_OPTIONS;
    *model = (routes_i_place_model){.sites = sites};
    if (!sites)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "demands and sites must not be null");
    how.detection_low = sites->detection_low;
    how.detection = sites->detection;
    how.detection_high = sites->detection_high;
    routes_i_place_input *input = &model->input;
    routes_status status =
        routes_i_place_input_read(input, demands, sites->site, sites->count, &how, err);
    if (!status)
        status = check_sites(sites, err);
    if (status)
        return status;
    model->demands = demands->demands;
    model->routes = input->routes;
    model->site_count = sites->count;
    model->route_start = demands->route_start;
    model->on_start = input->on_start;
    model->on = input->on;
    model->share = routes_i_calloc(model->routes, sizeof *model->share);
    if (!model->share)
        return no_memory(err);
    for (size_t d = 0; d < model->demands; d++) {
        size_t first = model->route_start[d], end = model->route_start[d + 1];
        model->widest = end - first > model->widest ? end - first : model->widest;
        for (size_t r = first; r < end; r++)
            model->share[r] = demands->share ? demands->share[r] : r == first;
    }
    return ROUTES_OK;
}

void routes_i_place_model_free(routes_i_place_model *model)
{
    routes_i_place_input_free(&model->input);
    routes_i_free(model->share);
}

double routes_i_place_miss(const routes_i_place_model *model, size_t site, double detection)
{
    return 1.0 - detection * (model->sites->shift ? model->sites->shift[site] : 1.0);
}

routes_status routes_i_place_world_make(routes_i_place_world *world,
                                        const routes_i_place_model *model, size_t level,
                                        routes_error *err)
{
    const double *weight = model->input.demands->weight;
    world->miss = routes_i_calloc(model->site_count, sizeof *world->miss);
    world->weight = routes_i_calloc(model->demands, sizeof *world->weight);
    world->log_open = routes_i_calloc(model->routes, sizeof *world->log_open);
    if (!world->miss || !world->weight || !world->log_open)
        return no_memory(err);
    for (size_t s = 0; s < model->site_count; s++)
        world->miss[s] =
            routes_i_place_miss(model, s, routes_i_place_detection(&model->input, level, s));
    for (size_t d = 0; d < model->demands; d++)
        world->weight[d] = weight ? weight[d] : 1.0;
    for (size_t r = 0; r < model->routes && model->input.demands->reliability; r++)
        world->log_open[r] = log(model->input.demands->reliability[r]);
    return ROUTES_OK;
}

void routes_i_place_world_free(routes_i_place_world *world)
{
    routes_i_free(world->miss);
    routes_i_free(world->weight);
    routes_i_free(world->log_open);
}

routes_status routes_i_place_ways_make(routes_i_place_ways *ways, const routes_i_place_model *model,
                                       routes_error *err)
{
    ways->miss = routes_i_calloc(3 * model->widest + 3, sizeof *ways->miss);
    if (!ways->miss)
        return no_memory(err);
    ways->log = ways->miss + model->widest + 1;
    ways->share = ways->log + model->widest + 1;
    return ROUTES_OK;
}

void routes_i_place_ways_free(routes_i_place_ways *ways)
{
    routes_i_free(ways->miss);
}

void routes_i_place_watch(routes_i_place_ways *ways, const routes_i_place_model *model,
                          const routes_i_place_world *world, size_t demand, const uint32_t *teams)
{
    size_t first = model->route_start[demand];
    for (size_t r = first; r < model->route_start[demand + 1]; r++) {
        double miss = 1.0;
        for (size_t k = model->on_start[r]; k < model->on_start[r + 1]; k++)
            for (uint32_t team = 0; team < teams[model->on[k]]; team++)
                miss *= world->miss[model->on[k]];
        ways->miss[r - first] = miss;
        ways->log[r - first] = world->log_open[r] + (miss < 1.0 ? log(miss) : 0.0);
    }
}

/* What draws to a way beside habit, between 0 and 1, the best way having 1. */
static double pull(double log_chance, double best, double theta)
{
    if (theta == 0.0 || isinf(best))
        return 1.0;
    if (isinf(theta))
        return log_chance >= best - SAME;
    return exp(theta * (log_chance - best));
}

double routes_i_place_respond(routes_i_place_ways *ways, const routes_i_place_model *model,
                              size_t demand, double theta)
{
    size_t first = model->route_start[demand], n = model->route_start[demand + 1] - first;
    const double *habit = model->share + first;
    double best = -INFINITY, whole = 0.0, sum = 0.0, found = 0.0;
    for (size_t r = 0; r < n; r++)
        if (habit[r] > 0.0 && ways->log[r] > best)
            best = ways->log[r];
    for (size_t r = 0; r < n; r++) {
        ways->share[r] = habit[r] > 0.0 ? habit[r] * pull(ways->log[r], best, theta) : 0.0;
        whole += habit[r];
        sum += ways->share[r];
    }
    for (size_t r = 0; r < n; r++) {
        ways->share[r] = sum > 0.0 ? ways->share[r] * (whole / sum) : 0.0;
        found += ways->share[r] * (1.0 - ways->miss[r]);
    }
    return found;
}

double routes_i_place_found(routes_i_place_ways *ways, const routes_i_place_model *model,
                            const routes_i_place_world *world, const uint32_t *teams, double theta)
{
    double found = 0.0;
    for (size_t d = 0; d < model->demands; d++) {
        routes_i_place_watch(ways, model, world, d, teams);
        found += world->weight[d] * routes_i_place_respond(ways, model, d, theta);
    }
    return found;
}

/* What all ways yield, one demand after the other. */
static void fill(double *found, double *passing, double *share, routes_i_place_ways *ways,
                 const routes_i_place_model *model, const routes_i_place_world *world,
                 const uint32_t *teams, double theta)
{
    for (size_t s = 0; passing && s < model->site_count; s++)
        passing[s] = 0.0;
    if (found)
        *found = 0.0;
    for (size_t d = 0; d < model->demands; d++) {
        size_t first = model->route_start[d];
        routes_i_place_watch(ways, model, world, d, teams);
        double part = routes_i_place_respond(ways, model, d, theta);
        if (found)
            *found += world->weight[d] * part;
        for (size_t r = first; r < model->route_start[d + 1]; r++) {
            if (share)
                share[r] = ways->share[r - first];
            for (size_t k = model->on_start[r]; passing && k < model->on_start[r + 1]; k++)
                passing[model->on[k]] += world->weight[d] * ways->share[r - first];
        }
    }
}

routes_status routes_place_evaluate(double *found, double *passing, double *share,
                                    const routes_place_demands *demands,
                                    const routes_place_sites *sites, const uint32_t *teams,
                                    double theta, routes_error *err)
{
    routes_i_place_model model;
    routes_i_place_world world = {0};
    routes_i_place_ways ways = {0};
    uint32_t *none = NULL;
    routes_status status = routes_i_place_model_read(&model, demands, sites, err);
    if (!status && !(theta >= 0.0))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "theta is %g, must be from 0 up", theta);
    if (!status)
        status = routes_i_place_world_make(&world, &model, ROUTES_I_MODERATE, err);
    if (!status)
        status = routes_i_place_ways_make(&ways, &model, err);
    if (!status && !teams) {
        none = routes_i_calloc(model.site_count, sizeof *none);
        status = none ? ROUTES_OK : no_memory(err);
    }
    if (!status)
        fill(found, passing, share, &ways, &model, &world, teams ? teams : none, theta);
    routes_i_free(none);
    routes_i_place_ways_free(&ways);
    routes_i_place_world_free(&world);
    routes_i_place_model_free(&model);
    return status;
}
