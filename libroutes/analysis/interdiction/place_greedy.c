/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/place_greedy.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "analysis/interdiction/place_input.h"
#include "core/memory.h"

/* Gains, and chances, this near to the best, relative, are as good as the best. */
#define SAME 1e-12

struct routes_place_greedy {
    size_t demands;
    size_t sites;
    size_t teams;
    routes_place_team *team; /* [teams] */
    double *flow;            /* [teams + 1][sites] */
    double *arrivals;        /* [teams][sites] */
    uint32_t *choice;        /* [teams + 1][demands] */
    double bound;
    int assumed;
};

/* A placement under way. */
struct work {
    const routes_i_place_input *input;
    routes_place_greedy *made;
    double *missed[ROUTES_I_DETECTIONS]; /* [routes] chance to pass all teams on it undetected */
    double *gain;                        /* [sites] */
    double *sorted;                      /* [sites] */
    bool *placed;                        /* [sites] */
};

static bool is_on(const routes_i_place_input *input, size_t route, size_t site)
{
    for (size_t k = input->on_start[route]; k < input->on_start[route + 1]; k++)
        if (input->on[k] == site)
            return true;
    return false;
}

/* Weight found by the teams that stand, nobody changing way. */
static double caught(const struct work *work, size_t level)
{
    const routes_i_place_input *input = work->input;
    const size_t *start = input->demands->route_start;
    double sum = 0.0;
    for (size_t d = 0; d < input->demands->demands; d++)
        for (size_t r = start[d]; r < start[d + 1]; r++)
            sum += routes_i_place_weight(input, d, r) * (1.0 - work->missed[level][r]);
    return sum;
}

static double chance(const struct work *work, size_t level, size_t route)
{
    const double *before = work->input->demands->reliability;
    return (before ? before[route] : 1.0) * work->missed[level][route];
}

/* The best route for who can choose, of a demand that has any. */
static size_t best_route(const struct work *work, size_t level, size_t demand)
{
    const size_t *start = work->input->demands->route_start;
    double most = 0.0;
    for (size_t r = start[demand]; r < start[demand + 1]; r++)
        most = fmax(most, chance(work, level, r));
    size_t best = start[demand];
    while (chance(work, level, best) < most * (1.0 - SAME))
        best++;
    return best;
}

/* The route that the flow on `route` takes: the best, if it is better. */
static size_t route_taken(const struct work *work, size_t level, size_t route, size_t best)
{
    bool better = chance(work, level, best) > chance(work, level, route) * (1.0 + SAME);
    return better ? best : route;
}

static double caught_moving(const struct work *work, size_t level)
{
    const routes_i_place_input *input = work->input;
    const size_t *start = input->demands->route_start;
    double sum = 0.0;
    for (size_t d = 0; d < input->demands->demands; d++) {
        if (start[d] == start[d + 1])
            continue;
        size_t best = best_route(work, level, d);
        for (size_t r = start[d]; r < start[d + 1]; r++) {
            size_t taken = route_taken(work, level, r, best);
            sum += routes_i_place_weight(input, d, r) * (1.0 - work->missed[level][taken]);
        }
    }
    return sum;
}

static void add_on(double *sites, const routes_i_place_input *input, size_t route, double weight)
{
    for (size_t k = input->on_start[route]; k < input->on_start[route + 1]; k++)
        sites[input->on[k]] += weight;
}

/* Where everybody goes once `teams` teams stand; and, for the last of them, what leaves its site
 * and where that goes. */
static void move_all(struct work *work, size_t teams)
{
    const routes_i_place_input *input = work->input;
    const size_t *start = input->demands->route_start;
    routes_place_greedy *made = work->made;
    double *flow = made->flow + teams * made->sites;
    double *arrivals = teams ? made->arrivals + (teams - 1) * made->sites : NULL;
    routes_place_team *team = teams ? &made->team[teams - 1] : NULL;
    for (size_t d = 0; d < made->demands; d++) {
        uint32_t *choice = &made->choice[teams * made->demands + d];
        *choice = ROUTES_GRAPH_NONE;
        if (start[d] == start[d + 1])
            continue;
        size_t best = best_route(work, ROUTES_I_MODERATE, d);
        *choice = (uint32_t)(best - start[d]);
        for (size_t r = start[d]; r < start[d + 1]; r++) {
            double weight = routes_i_place_weight(input, d, r);
            size_t taken = teams ? route_taken(work, ROUTES_I_MODERATE, r, best) : r;
            add_on(flow, input, taken, weight);
            if (!team || !is_on(input, r, team->place))
                continue;
            team->passing += weight;
            if (taken == r)
                continue;
            team->moved += weight;
            add_on(arrivals, input, taken, weight);
        }
    }
    if (team && team->passing > 0.0)
        team->share_moved = team->moved / team->passing;
}

/* A team that follows the flow is measured against the flow as it was when the last one stood. */
static void move_on(struct work *work, size_t teams)
{
    routes_place_greedy *made = work->made;
    const double *before = made->flow + (teams - 1) * made->sites;
    const double *after = made->flow + teams * made->sites;
    double *arrivals = made->arrivals + (teams - 1) * made->sites;
    routes_place_team *team = &made->team[teams - 1];
    team->passing = before[team->place];
    team->moved = fmax(0.0, before[team->place] - after[team->place]);
    team->share_moved = team->moved / team->passing;
    for (size_t s = 0; s < made->sites; s++)
        arrivals[s] = fmax(0.0, after[s] - before[s]);
}

static void watch_gains(struct work *work)
{
    for (size_t s = 0; s < work->input->site_count; s++)
        work->gain[s] *=
            work->placed[s] ? 0.0 : routes_i_place_detection(work->input, ROUTES_I_MODERATE, s);
}

/* What one more team at each site would find; nothing where one stands. */
static void find_gains(struct work *work)
{
    const routes_i_place_input *input = work->input;
    const size_t *start = input->demands->route_start;
    for (size_t s = 0; s < input->site_count; s++)
        work->gain[s] = 0.0;
    for (size_t d = 0; d < input->demands->demands; d++)
        for (size_t r = start[d]; r < start[d + 1]; r++)
            add_on(work->gain, input, r,
                   routes_i_place_weight(input, d, r) * work->missed[ROUTES_I_MODERATE][r]);
    watch_gains(work);
}

/* The same, of the flow on the ways that it takes now. */
static void find_moved_gains(struct work *work)
{
    const routes_i_place_input *input = work->input;
    const size_t *start = input->demands->route_start;
    for (size_t s = 0; s < input->site_count; s++)
        work->gain[s] = 0.0;
    for (size_t d = 0; d < input->demands->demands; d++) {
        if (start[d] == start[d + 1])
            continue;
        size_t best = best_route(work, ROUTES_I_MODERATE, d);
        for (size_t r = start[d]; r < start[d + 1]; r++) {
            size_t taken = route_taken(work, ROUTES_I_MODERATE, r, best);
            add_on(work->gain, input, taken,
                   routes_i_place_weight(input, d, r) * work->missed[ROUTES_I_MODERATE][taken]);
        }
    }
    watch_gains(work);
}

static int most_first(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x < y) - (x > y);
}

/* No plan finds more than what is found now and the largest gains left, since gains only fall. */
static void bound_the_best(struct work *work)
{
    size_t sites = work->input->site_count;
    double sum = caught(work, ROUTES_I_MODERATE);
    for (size_t s = 0; s < sites; s++)
        work->sorted[s] = work->gain[s];
    qsort(work->sorted, sites, sizeof *work->sorted, most_first);
    for (size_t k = 0; k < work->input->teams; k++)
        sum += work->sorted[k];
    work->made->bound = fmin(work->made->bound, sum);
}

/* The site with the largest gain, of equal ones the lowest number; false where none gains. */
static bool choose(size_t *site, const struct work *work)
{
    const routes_i_place_input *input = work->input;
    double most = 0.0;
    for (size_t s = 0; s < input->site_count; s++)
        most = fmax(most, work->gain[s]);
    bool any = false;
    for (size_t s = 0; s < input->site_count; s++) {
        if (!(work->gain[s] > 0.0) || work->gain[s] < most * (1.0 - SAME))
            continue;
        if (!any || input->sites[s] < input->sites[*site])
            *site = s;
        any = true;
    }
    return any;
}

static void place(struct work *work, size_t site, bool follows)
{
    const routes_i_place_input *input = work->input;
    routes_place_greedy *made = work->made;
    work->placed[site] = true;
    for (size_t r = 0; r < input->routes; r++)
        for (size_t level = 0; is_on(input, r, site) && level < ROUTES_I_DETECTIONS; level++)
            work->missed[level][r] *= 1.0 - routes_i_place_detection(input, level, site);

    double found[ROUTES_I_DETECTIONS];
    double moving[ROUTES_I_DETECTIONS];
    for (size_t level = 0; level < ROUTES_I_DETECTIONS; level++) {
        found[level] = caught(work, level);
        moving[level] = caught_moving(work, level);
    }
    /* A sharper watch may move more, and then find less. */
    double least = fmin(moving[0], fmin(moving[1], moving[2]));
    double most = fmax(moving[0], fmax(moving[1], moving[2]));
    made->team[made->teams++] = (routes_place_team){
        .site = input->sites[site],
        .place = site,
        .gain = follows ? 0.0 : work->gain[site],
        .gain_moved = follows ? work->gain[site] : 0.0,
        .caught = {found[0], found[1], found[2], ROUTES_RANGE_BOUNDS},
        .caught_moving = {least, moving[ROUTES_I_MODERATE], most, ROUTES_RANGE_BOUNDS}};
    move_all(work, made->teams);
    if (follows)
        move_on(work, made->teams);
}

static bool new_work(struct work *work)
{
    const routes_i_place_input *input = work->input;
    routes_place_greedy *made = work->made;
    made->team = routes_i_calloc(input->teams, sizeof *made->team);
    made->flow = routes_i_calloc(input->teams + 1, made->sites * sizeof *made->flow);
    made->arrivals = routes_i_calloc(input->teams, made->sites * sizeof *made->arrivals);
    made->choice = routes_i_calloc(input->teams + 1, made->demands * sizeof *made->choice);
    work->gain = routes_i_calloc(made->sites, sizeof *work->gain);
    work->sorted = routes_i_calloc(made->sites, sizeof *work->sorted);
    work->placed = routes_i_calloc(made->sites, sizeof *work->placed);
    bool enough = made->team && made->flow && made->arrivals && made->choice && work->gain &&
                  work->sorted && work->placed;
    for (size_t level = 0; level < ROUTES_I_DETECTIONS; level++) {
        work->missed[level] = routes_i_calloc(input->routes, sizeof *work->missed[level]);
        enough = enough && work->missed[level];
        for (size_t r = 0; enough && r < input->routes; r++)
            work->missed[level][r] = 1.0;
    }
    return enough;
}

static routes_status place_all(struct work *work, routes_error *err)
{
    const routes_i_place_input *input = work->input;
    size_t site = 0;
    move_all(work, 0);
    find_gains(work);
    work->made->bound = INFINITY;
    bound_the_best(work);
    for (size_t k = 0; k < input->teams; k++) {
        double done = (double)k / (double)input->teams;
        routes_status status = routes_i_run_tell(&input->run, done, "placing teams", err);
        if (status)
            return status;
        bool follows = !choose(&site, work);
        if (follows && input->follow)
            find_moved_gains(work);
        if (follows && !choose(&site, work))
            break;
        place(work, site, follows);
        find_gains(work);
        bound_the_best(work);
    }
    return ROUTES_OK;
}

routes_status routes_place_greedy_new(routes_place_greedy **placement,
                                      const routes_place_demands *demands, const uint32_t *sites,
                                      size_t site_count, const routes_place_greedy_options *options,
                                      routes_error *err)
{
    if (!placement)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "placement must not be null");
    *placement = NULL;
    routes_i_place_input input = {0};
    struct work work = {.input = &input};
    routes_status status =
        routes_i_place_input_read(&input, demands, sites, site_count, options, err);
    if (!status) {
        work.made = routes_i_calloc(1, sizeof *work.made);
        if (work.made) {
            work.made->demands = demands->demands;
            work.made->sites = site_count;
            work.made->assumed = input.detection[ROUTES_I_MODERATE] == NULL;
        }
        if (!work.made || !new_work(&work))
            status =
                routes_i_fail(err, ROUTES_E_MEMORY, "no memory to place %zu teams", input.teams);
    }
    if (!status)
        status = place_all(&work, err);
    for (size_t level = 0; level < ROUTES_I_DETECTIONS; level++)
        routes_i_free(work.missed[level]);
    routes_i_free(work.gain);
    routes_i_free(work.sorted);
    routes_i_free(work.placed);
    routes_i_place_input_free(&input);
    if (status)
        routes_place_greedy_free(work.made);
    else
        *placement = work.made;
    return status;
}

void routes_place_greedy_free(routes_place_greedy *placement)
{
    if (!placement)
        return;
    routes_i_free(placement->team);
    routes_i_free(placement->flow);
    routes_i_free(placement->arrivals);
    routes_i_free(placement->choice);
    routes_i_free(placement);
}

size_t routes_place_greedy_teams(const routes_place_greedy *placement)
{
    return placement->teams;
}

routes_place_team routes_place_greedy_team(const routes_place_greedy *placement, size_t team)
{
    return placement->team[team];
}

const double *routes_place_greedy_flow(const routes_place_greedy *placement, size_t teams)
{
    return placement->flow + teams * placement->sites;
}

const double *routes_place_greedy_arrivals(const routes_place_greedy *placement, size_t team)
{
    return placement->arrivals + team * placement->sites;
}

const uint32_t *routes_place_greedy_choice(const routes_place_greedy *placement, size_t teams)
{
    return placement->choice + teams * placement->demands;
}

double routes_place_greedy_bound(const routes_place_greedy *placement)
{
    return placement->bound;
}

int routes_place_greedy_assumed(const routes_place_greedy *placement)
{
    return placement->assumed;
}
