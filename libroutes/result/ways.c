/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/ways.h"

#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "result/passing.h"

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the ways of lanes");
}

static routes_status add(routes_i_demand_ways *ways, size_t demand, const routes_branch *branch,
                         routes_error *err)
{
    if (ways->count == ways->capacity) {
        size_t capacity = ways->capacity ? ways->capacity * 2 : 64;
        routes_i_demand_way *grown = routes_i_realloc(ways->ways, capacity, sizeof *grown);
        if (!grown)
            return no_memory(err);
        ways->ways = grown;
        ways->capacity = capacity;
    }
    ways->ways[ways->count++] = (routes_i_demand_way){demand, branch};
    return ROUTES_OK;
}

static bool is_wanted(const routes_model *model, size_t lane)
{
    return routes_i_wants_lane(&routes_model_lanes(model, NULL)[lane], NULL);
}

routes_status routes_i_demand_ways_begin(routes_i_demand_ways *ways, const routes_model *model,
                                         const routes_laying *laying, routes_error *err)
{
    size_t branches = routes_laying_size(laying);
    routes_status status = ROUTES_OK;
    ways->weight = routes_i_calloc(branches, sizeof *ways->weight);
    if (!ways->weight)
        return no_memory(err);
    for (size_t i = 0; i < branches && !status; i++) {
        const routes_branch *branch = routes_laying_at(laying, i);
        size_t count;
        if (!is_wanted(model, branch->lane))
            continue;
        routes_laying_lane(laying, branch->lane, NULL, &count);
        ways->weight[ways->demands] = 1.0 / (double)count;
        status = add(ways, ways->demands++, branch, err);
    }
    return status;
}

static bool same_ends(const routes_branch *a, const routes_branch *b)
{
    return a->lane == b->lane && a->nodes[0] == b->nodes[0] &&
           a->nodes[a->steps] == b->nodes[b->steps];
}

static bool same_way(const routes_branch *a, const routes_branch *b)
{
    return same_ends(a, b) && a->steps == b->steps &&
           memcmp(a->links, b->links, a->steps * sizeof *a->links) == 0;
}

/* Whether a demand has this way already; its first one says which demand it is. */
static bool is_known(const routes_i_demand_ways *ways, size_t demand, const routes_branch *branch)
{
    for (size_t i = 0; i < ways->count; i++)
        if (ways->ways[i].demand == demand && same_way(ways->ways[i].branch, branch))
            return true;
    return false;
}

static routes_status add_new(routes_i_demand_ways *ways, const routes_laying *other,
                             routes_error *err)
{
    routes_status status = ROUTES_OK;
    /* The first `demands` entries are the best ways, in order of the demands. */
    for (size_t demand = 0; demand < ways->demands && !status; demand++) {
        const routes_branch *best = ways->ways[demand].branch;
        size_t first, count;
        routes_laying_lane(other, best->lane, &first, &count);
        for (size_t i = first; i < first + count && !status; i++) {
            const routes_branch *branch = routes_laying_at(other, i);
            if (same_ends(best, branch) && !is_known(ways, demand, branch))
                status = add(ways, demand, branch, err);
        }
    }
    return status;
}

routes_status routes_i_demand_ways_close(routes_i_demand_ways *ways, const routes_model *model,
                                         const routes_network *network,
                                         const unsigned char *node_closed, routes_error *err)
{
    routes_laying_options options = ROUTES_LAYING_OPTIONS;
    routes_laying *other = NULL;
    routes_laying **grown =
        routes_i_realloc(ways->layings, ways->laying_count + 1, sizeof *ways->layings);
    if (!grown)
        return no_memory(err);
    ways->layings = grown;
    options.node_closed = node_closed;
    routes_status status = routes_laying_new(&other, model, network, &options, err);
    if (status)
        return status;
    ways->layings[ways->laying_count++] = other;
    return add_new(ways, other, err);
}

static void free_rows(routes_i_demand_ways *ways)
{
    routes_i_free(ways->route_start);
    routes_i_free(ways->step_start);
    routes_i_free(ways->steps);
    ways->route_start = ways->step_start = NULL;
    ways->steps = NULL;
}

routes_status routes_i_demand_ways_read(routes_place_demands *demands, routes_i_demand_ways *ways,
                                        routes_error *err)
{
    size_t steps = 0, route = 0;
    for (size_t i = 0; i < ways->count; i++)
        steps += ways->ways[i].branch->steps + 1;
    free_rows(ways);
    ways->route_start = routes_i_calloc(ways->demands + 1, sizeof *ways->route_start);
    ways->step_start = routes_i_calloc(ways->count + 1, sizeof *ways->step_start);
    ways->steps = routes_i_calloc(steps, sizeof *ways->steps);
    if (!ways->route_start || !ways->step_start || !ways->steps)
        return no_memory(err);
    steps = 0;
    for (size_t demand = 0; demand < ways->demands; demand++) {
        for (size_t i = 0; i < ways->count; i++) {
            const routes_branch *branch = ways->ways[i].branch;
            if (ways->ways[i].demand != demand)
                continue;
            memcpy(ways->steps + steps, branch->nodes, (branch->steps + 1) * sizeof *ways->steps);
            steps += branch->steps + 1;
            ways->step_start[++route] = steps;
        }
        ways->route_start[demand + 1] = route;
    }
    *demands = (routes_place_demands){.demands = ways->demands,
                                      .route_start = ways->route_start,
                                      .step_start = ways->step_start,
                                      .steps = ways->steps,
                                      .weight = ways->weight};
    return ROUTES_OK;
}

void routes_i_demand_ways_free(routes_i_demand_ways *ways)
{
    for (size_t i = 0; i < ways->laying_count; i++)
        routes_laying_free(ways->layings[i]);
    routes_i_free(ways->layings);
    routes_i_free(ways->ways);
    routes_i_free(ways->weight);
    free_rows(ways);
    *ways = (routes_i_demand_ways){0};
}
