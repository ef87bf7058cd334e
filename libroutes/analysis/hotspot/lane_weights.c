/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/lane_weights.h"

#include <stdlib.h>

#include "analysis/starts.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"

/* The lanes that have each thing, and what is found of one lane's neighbours. */
struct sharing {
    size_t lanes;
    const size_t *start;
    const uint32_t *thing;
    size_t things;
    size_t *first;   /* [things + 1] */
    uint32_t *owner; /* [start[lanes]] lanes of a thing, in order */
    uint32_t *seen;  /* [things] the last lane + 1 that was given the thing */
    size_t *shared;  /* [lanes] things shared with the lane under way */
    uint32_t *met;   /* [lanes] the lanes with any */
    size_t met_count;
    uint32_t *area; /* [pairs] */
    uint32_t *neighbour;
    double *weight;
    size_t pairs;
    size_t capacity;
};

static routes_status check(size_t lanes, const size_t *start, const uint32_t *thing, size_t things,
                           routes_error *err)
{
    if (lanes == 0)
        return ROUTES_OK;
    if (lanes >= UINT32_MAX)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "lanes is %zu, must be below %lu", lanes,
                             (unsigned long)UINT32_MAX);
    routes_status status = routes_i_starts_check(start, lanes, "start", err);
    if (status)
        return status;
    if (start[lanes] && !thing)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "thing must not be null");
    for (size_t k = 0; k < start[lanes]; k++)
        if (thing[k] >= things)
            return routes_i_fail(err, ROUTES_E_DATA, "thing[%zu] is %lu, must be below %zu", k,
                                 (unsigned long)thing[k], things);
    return ROUTES_OK;
}

static void free_sharing(struct sharing *sharing)
{
    routes_i_free(sharing->first);
    routes_i_free(sharing->owner);
    routes_i_free(sharing->seen);
    routes_i_free(sharing->shared);
    routes_i_free(sharing->met);
    routes_i_free(sharing->area);
    routes_i_free(sharing->neighbour);
    routes_i_free(sharing->weight);
}

/* Whether this lane has the thing for the first time. */
static int is_new(struct sharing *sharing, uint32_t lane, uint32_t thing)
{
    int is_first = sharing->seen[thing] != lane + 1;
    sharing->seen[thing] = lane + 1;
    return is_first;
}

static routes_status list_owners(struct sharing *sharing, routes_error *err)
{
    size_t total = sharing->lanes ? sharing->start[sharing->lanes] : 0;
    sharing->first = routes_i_calloc(sharing->things + 1, sizeof *sharing->first);
    sharing->owner = routes_i_calloc(total, sizeof *sharing->owner);
    sharing->seen = routes_i_calloc(sharing->things, sizeof *sharing->seen);
    sharing->shared = routes_i_calloc(sharing->lanes, sizeof *sharing->shared);
    sharing->met = routes_i_calloc(sharing->lanes, sizeof *sharing->met);
    if (!sharing->first || !sharing->owner || !sharing->seen || !sharing->shared || !sharing->met)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu lanes", sharing->lanes);
    for (uint32_t i = 0; i < sharing->lanes; i++)
        for (size_t k = sharing->start[i]; k < sharing->start[i + 1]; k++)
            sharing->first[sharing->thing[k]] += (size_t)is_new(sharing, i, sharing->thing[k]);
    for (size_t t = 0; t < sharing->things; t++) {
        sharing->first[t + 1] += sharing->first[t];
        sharing->seen[t] = 0;
    }
    /* From the last lane down, so that a thing's lanes stand in order and `first` at the first. */
    for (uint32_t i = (uint32_t)sharing->lanes; i-- > 0;)
        for (size_t k = sharing->start[i]; k < sharing->start[i + 1]; k++)
            if (is_new(sharing, i, sharing->thing[k]))
                sharing->owner[--sharing->first[sharing->thing[k]]] = i;
    for (size_t t = 0; t < sharing->things; t++)
        sharing->seen[t] = 0;
    return ROUTES_OK;
}

static routes_status make_room(struct sharing *sharing, routes_error *err)
{
    if (sharing->pairs + sharing->met_count <= sharing->capacity)
        return ROUTES_OK;
    size_t capacity = 2 * sharing->capacity + sharing->met_count + 64;
    uint32_t *area = routes_i_realloc(sharing->area, capacity, sizeof *area);
    if (area)
        sharing->area = area;
    uint32_t *neighbour = routes_i_realloc(sharing->neighbour, capacity, sizeof *neighbour);
    if (neighbour)
        sharing->neighbour = neighbour;
    double *weight = routes_i_realloc(sharing->weight, capacity, sizeof *weight);
    if (weight)
        sharing->weight = weight;
    if (!area || !neighbour || !weight)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu pairs of lanes", capacity);
    sharing->capacity = capacity;
    return ROUTES_OK;
}

/* The neighbours of one lane, each pair once: both ways are told to the weights. */
static routes_status pair_lane(struct sharing *sharing, uint32_t lane, int counted,
                               routes_error *err)
{
    sharing->met_count = 0;
    for (size_t k = sharing->start[lane]; k < sharing->start[lane + 1]; k++) {
        uint32_t thing = sharing->thing[k];
        if (!is_new(sharing, lane, thing))
            continue;
        for (size_t o = sharing->first[thing]; o < sharing->first[thing + 1]; o++) {
            uint32_t other = sharing->owner[o];
            if (other > lane && sharing->shared[other]++ == 0)
                sharing->met[sharing->met_count++] = other;
        }
    }
    routes_status status = make_room(sharing, err);
    for (size_t m = 0; m < sharing->met_count; m++) {
        uint32_t other = sharing->met[m];
        if (!status) {
            sharing->area[sharing->pairs] = lane;
            sharing->neighbour[sharing->pairs] = other;
            sharing->weight[sharing->pairs++] = counted ? (double)sharing->shared[other] : 1.0;
        }
        sharing->shared[other] = 0;
    }
    return status;
}

routes_status routes_lane_weights_new(routes_weights **weights, size_t lanes, const size_t *start,
                                      const uint32_t *thing, size_t things,
                                      const routes_lane_weights_options *options, routes_error *err)
{
    if (!weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "weights must not be null");
    *weights = NULL;
    routes_lane_weights_options use;
    routes_weights_options how = ROUTES_WEIGHTS_OPTIONS;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = check(lanes, start, thing, things, err);
    if (status)
        return status;
    struct sharing sharing = {.lanes = lanes, .start = start, .thing = thing, .things = things};
    status = list_owners(&sharing, err);
    for (uint32_t i = 0; i < lanes && !status; i++)
        status = pair_lane(&sharing, i, use.counted, err);
    how.both_ways = 1;
    how.with_self = use.with_self;
    how.row_standardised = use.row_standardised;
    if (!status)
        status = routes_weights_new(weights, lanes, sharing.area, sharing.neighbour, sharing.weight,
                                    sharing.pairs, &how, err);
    free_sharing(&sharing);
    return status;
}
