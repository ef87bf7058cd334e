/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/place_input.h"

#include <math.h>

#include "analysis/starts.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"

#define TEAMS 5
#define NO_PLACE SIZE_MAX

/* Shares of a whole may miss it by their rounding. */
#define SHARE_ROUNDING 1e-9

static routes_status check_values(const routes_place_demands *demands, size_t routes,
                                  routes_error *err)
{
    for (size_t i = 0; demands->weight && i < demands->demands; i++)
        if (!(demands->weight[i] >= 0.0) || isinf(demands->weight[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "weight[%zu] is %g, must be 0 or above", i,
                                 demands->weight[i]);
    for (size_t r = 0; demands->reliability && r < routes; r++)
        if (!(demands->reliability[r] > 0.0 && demands->reliability[r] <= 1.0))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "reliability[%zu] is %g, must be above 0, at most 1", r,
                                 demands->reliability[r]);
    for (size_t i = 0; demands->share && i < demands->demands; i++) {
        double sum = 0.0;
        for (size_t r = demands->route_start[i]; r < demands->route_start[i + 1]; r++) {
            if (!(demands->share[r] >= 0.0))
                return routes_i_fail(err, ROUTES_E_DATA, "share[%zu] is %g, must be 0 to 1", r,
                                     demands->share[r]);
            sum += demands->share[r];
        }
        if (sum > 1.0 + SHARE_ROUNDING)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "the shares of demand %zu sum to %g, must be at most 1", i, sum);
    }
    return ROUTES_OK;
}

static routes_status check_detection(const routes_i_place_input *input, routes_error *err)
{
    int given = 0;
    for (size_t k = 0; k < ROUTES_I_DETECTIONS; k++)
        given += input->detection[k] != NULL;
    if (given != 0 && given != ROUTES_I_DETECTIONS)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "detection low, moderate and high must be given together or not at "
                             "all");
    for (size_t s = 0; given && s < input->site_count; s++) {
        double low = input->detection[0][s];
        double moderate = input->detection[ROUTES_I_MODERATE][s];
        double high = input->detection[2][s];
        if (!(0.0 <= low && low <= moderate && moderate <= high && high <= 1.0))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "detection of sites[%zu] is %g, %g, %g, must rise from 0 to 1", s,
                                 low, moderate, high);
    }
    return ROUTES_OK;
}

static routes_status check(const routes_i_place_input *input, routes_error *err)
{
    const routes_place_demands *demands = input->demands;
    if (!demands || (input->site_count && !input->sites))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "demands and sites must not be null");
    routes_status status =
        routes_i_starts_check(demands->route_start, demands->demands, "route_start", err);
    if (status)
        return status;
    size_t routes = demands->route_start[demands->demands];
    status = routes_i_starts_check(demands->step_start, routes, "step_start", err);
    if (!status && demands->step_start[routes] && !demands->steps)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "steps must not be null");
    if (!status)
        status = check_values(demands, routes, err);
    if (!status)
        status = check_detection(input, err);
    return status;
}

/* Where each node stands among the sites; `place` has room for every node named. */
static routes_status number_sites(size_t *place, size_t nodes, const routes_i_place_input *input,
                                  routes_error *err)
{
    for (size_t v = 0; v < nodes; v++)
        place[v] = NO_PLACE;
    for (size_t s = 0; s < input->site_count; s++) {
        size_t *at = &place[input->sites[s]];
        if (*at != NO_PLACE)
            return routes_i_fail(err, ROUTES_E_DATA, "sites[%zu] and sites[%zu] are both %lu", s,
                                 *at, (unsigned long)input->sites[s]);
        *at = s;
    }
    return ROUTES_OK;
}

static size_t count_nodes(const routes_i_place_input *input)
{
    size_t most = 0;
    for (size_t s = 0; s < input->site_count; s++)
        most = input->sites[s] >= most ? (size_t)input->sites[s] + 1 : most;
    for (size_t k = 0; k < input->demands->step_start[input->routes]; k++)
        most = input->demands->steps[k] >= most ? (size_t)input->demands->steps[k] + 1 : most;
    return most;
}

/* Lists the sites on every route, each once. */
static routes_status list_sites(routes_i_place_input *input, routes_error *err)
{
    const routes_place_demands *demands = input->demands;
    size_t nodes = count_nodes(input);
    routes_status status = ROUTES_OK;
    size_t *place = routes_i_calloc(nodes, sizeof *place);
    size_t *last = routes_i_calloc(input->site_count, sizeof *last);
    input->on_start = routes_i_calloc(input->routes + 1, sizeof *input->on_start);
    input->on = routes_i_calloc(demands->step_start[input->routes], sizeof *input->on);
    if (!place || !last || !input->on_start || !input->on)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu routes", input->routes);
    if (!status)
        status = number_sites(place, nodes, input, err);
    size_t size = 0;
    for (size_t r = 0; !status && r < input->routes; r++) {
        for (size_t k = demands->step_start[r]; k < demands->step_start[r + 1]; k++) {
            size_t site = place[demands->steps[k]];
            if (site == NO_PLACE || last[site] == r + 1)
                continue;
            last[site] = r + 1;
            input->on[size++] = site;
        }
        input->on_start[r + 1] = size;
    }
    routes_i_free(place);
    routes_i_free(last);
    return status;
}

routes_status routes_i_place_input_read(routes_i_place_input *input,
                                        const routes_place_demands *demands, const uint32_t *sites,
                                        size_t site_count,
                                        const routes_place_greedy_options *options,
                                        routes_error *err)
{
    routes_place_greedy_options use;
    *input = (routes_i_place_input){.demands = demands, .sites = sites, .site_count = site_count};
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = routes_i_run_read(&input->run, use.run, err);
    if (status)
        return status;
    input->detection[0] = use.detection_low;
    input->detection[ROUTES_I_MODERATE] = use.detection;
    input->detection[2] = use.detection_high;
    status = check(input, err);
    if (status)
        return status;
    input->routes = demands->route_start[demands->demands];
    input->follow = use.follow;
    input->teams = use.teams ? use.teams : TEAMS;
    input->teams = input->teams < site_count ? input->teams : site_count;
    return list_sites(input, err);
}

void routes_i_place_input_free(routes_i_place_input *input)
{
    routes_i_free(input->on_start);
    routes_i_free(input->on);
}

double routes_i_place_detection(const routes_i_place_input *input, size_t level, size_t site)
{
    const double assumed[ROUTES_I_DETECTIONS] = {ROUTES_PLACE_DETECTION_LOW, ROUTES_PLACE_DETECTION,
                                                 ROUTES_PLACE_DETECTION_HIGH};
    return input->detection[level] ? input->detection[level][site] : assumed[level];
}

double routes_i_place_weight(const routes_i_place_input *input, size_t demand, size_t route)
{
    const routes_place_demands *demands = input->demands;
    double weight = demands->weight ? demands->weight[demand] : 1.0;
    if (demands->share)
        return weight * demands->share[route];
    return route == demands->route_start[demand] ? weight : 0.0;
}
