/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/choices.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/run.h"
#include "result/passing.h"

#define MOST_WAYS 32
#define MOST_LAYINGS 96

/* Sites closed together, in rising order, and the way that is left. */
struct closing {
    uint32_t *site;
    size_t count;
    const routes_branch *branch;
};

struct work {
    routes_i_choices *choices;
    const routes_model *model;
    const routes_network *network;
    const routes_i_choices_rule *rule;
    unsigned char *closed;      /* [nodes or links] */
    unsigned char *lane_closed; /* [lanes] all but one */
    struct closing queue[MOST_LAYINGS];
    size_t queued;
    size_t first; /* way of the demand */
    routes_error *err;
};

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the ways of lanes");
}

static size_t sites_of(const struct work *work)
{
    const routes_graph *graph = routes_network_graph(work->network);
    return work->rule->links ? routes_graph_links(graph) : routes_graph_nodes(graph);
}

static routes_status add_way(struct work *work, size_t demand, const routes_branch *branch)
{
    routes_i_choices *choices = work->choices;
    if (choices->count == choices->capacity) {
        size_t capacity = choices->capacity ? choices->capacity * 2 : 64;
        routes_i_choice *grown = routes_i_realloc(choices->way, capacity, sizeof *grown);
        if (!grown)
            return no_memory(work->err);
        choices->way = grown;
        choices->capacity = capacity;
    }
    choices->way[choices->count++] = (routes_i_choice){demand, branch};
    return ROUTES_OK;
}

static bool is_known(const struct work *work, const routes_branch *branch)
{
    for (size_t i = work->first; i < work->choices->count; i++) {
        const routes_branch *other = work->choices->way[i].branch;
        if (other->steps == branch->steps &&
            memcmp(other->links, branch->links, branch->steps * sizeof *branch->links) == 0)
            return true;
    }
    return false;
}

static routes_status keep_laying(struct work *work, routes_laying *laying)
{
    routes_i_choices *choices = work->choices;
    if (choices->laying_count == choices->laying_capacity) {
        size_t capacity = choices->laying_capacity ? choices->laying_capacity * 2 : 64;
        routes_laying **grown = routes_i_realloc(choices->layings, capacity, sizeof(*grown));
        if (!grown) {
            routes_laying_free(laying);
            return no_memory(work->err);
        }
        choices->layings = grown;
        choices->laying_capacity = capacity;
    }
    choices->layings[choices->laying_count++] = laying;
    return ROUTES_OK;
}

/* The branch of the same ends, with what is closed; null: none. */
static routes_status lay_again(const routes_branch **found, struct work *work,
                               const routes_branch *branch)
{
    routes_laying_options options = ROUTES_LAYING_OPTIONS;
    routes_laying *laying = NULL;
    size_t first, count;
    *found = NULL;
    options.node_closed = work->rule->links ? NULL : work->closed;
    options.link_closed = work->rule->links ? work->closed : NULL;
    options.lane_closed = work->lane_closed;
    work->lane_closed[branch->lane] = 0;
    routes_status status =
        routes_laying_new(&laying, work->model, work->network, &options, work->err);
    work->lane_closed[branch->lane] = 1;
    if (status)
        return status;
    routes_laying_lane(laying, branch->lane, &first, &count);
    for (size_t i = first; i < first + count && !*found; i++) {
        const routes_branch *other = routes_laying_at(laying, i);
        if (other->nodes[0] == branch->nodes[0] &&
            other->nodes[other->steps] == branch->nodes[branch->steps])
            *found = other;
    }
    if (*found)
        return keep_laying(work, laying);
    routes_laying_free(laying);
    return ROUTES_OK;
}

/* Whether these sites, and one more, were closed together before. */
static bool was_closed(const struct work *work, const struct closing *one, uint32_t more)
{
    for (size_t i = 0; i < work->queued; i++) {
        const struct closing *other = &work->queue[i];
        size_t same = 0;
        bool has = false;
        if (other->count != one->count + 1)
            continue;
        for (size_t k = 0; k < other->count; k++) {
            has = has || other->site[k] == more;
            for (size_t j = 0; j < one->count; j++)
                same += other->site[k] == one->site[j];
        }
        if (has && same == one->count)
            return true;
    }
    return false;
}

/* Closes one more site, and queues the way that is left, if there is one. */
static routes_status close_site(struct work *work, size_t at, uint32_t site, size_t demand)
{
    struct closing *one = &work->queue[at], *next = &work->queue[work->queued];
    if (work->queued == MOST_LAYINGS || work->choices->count - work->first >= MOST_WAYS ||
        was_closed(work, one, site))
        return ROUTES_OK;
    *next = (struct closing){.count = one->count + 1};
    next->site = routes_i_calloc(next->count, sizeof *next->site);
    if (!next->site)
        return no_memory(work->err);
    work->queued++;
    for (size_t i = 0; i < one->count; i++)
        next->site[i] = one->site[i];
    next->site[one->count] = site;
    for (size_t i = 0; i < next->count; i++)
        work->closed[next->site[i]] = 1;
    routes_status status = lay_again(&next->branch, work, work->choices->way[work->first].branch);
    for (size_t i = 0; i < next->count; i++)
        work->closed[next->site[i]] = 0;
    if (status || !next->branch)
        return status;
    const routes_branch *best = work->choices->way[work->first].branch;
    if (next->branch->length_m > work->rule->cutoff * best->length_m) {
        next->branch = NULL; /* and so are all after it */
        return ROUTES_OK;
    }
    return is_known(work, next->branch) ? ROUTES_OK : add_way(work, demand, next->branch);
}

static routes_status find_ways(struct work *work, size_t demand, const routes_branch *branch)
{
    bool links = work->rule->links;
    work->first = work->choices->count;
    routes_status status = add_way(work, demand, branch);
    work->queue[0] = (struct closing){NULL, 0, branch};
    work->queued = 1;
    for (size_t at = 0; at < work->queued && !status; at++) {
        const routes_branch *way = work->queue[at].branch;
        const uint32_t *items = !way ? NULL : links ? way->links : way->nodes;
        size_t count = !way ? 0 : links ? way->steps : way->steps + 1;
        for (size_t i = 0; i < count && !status; i++)
            if (work->rule->is_site[items[i]])
                status = close_site(work, at, items[i], demand);
    }
    for (size_t i = 1; i < work->queued; i++)
        routes_i_free(work->queue[i].site);
    return status;
}

static routes_status find_all(struct work *work, const routes_laying *laying, const routes_run *run)
{
    routes_i_choices *choices = work->choices;
    const routes_lane *lanes = routes_model_lanes(work->model, NULL);
    size_t branches = routes_laying_size(laying);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < branches && !status; i++) {
        const routes_branch *branch = routes_laying_at(laying, i);
        size_t count;
        if (!routes_i_wants_lane(&lanes[branch->lane], NULL))
            continue;
        status = routes_i_run_tell(run, (double)i / (double)branches, "other ways", work->err);
        routes_laying_lane(laying, branch->lane, NULL, &count);
        choices->lane[choices->demands] = branch->lane;
        choices->weight[choices->demands] = 1.0 / (double)count;
        if (!status)
            status = find_ways(work, choices->demands++, branch);
    }
    return status;
}

static double reliability_of(const struct work *work, const routes_branch *branch)
{
    const routes_link *links = routes_model_links(work->model, NULL);
    const routes_crossing *crossings = routes_model_crossings(work->model, NULL);
    double chance = 1.0;
    for (size_t i = 0; i < branch->steps; i++) {
        size_t row = routes_network_link_at(work->network, branch->links[i])->row;
        if (row != SIZE_MAX && !isnan(links[row].reliability))
            chance *= links[row].reliability;
    }
    for (size_t i = 0; i <= branch->steps; i++) {
        const routes_node *node = routes_network_node(work->network, branch->nodes[i]);
        if (node->kind == ROUTES_NODE_CROSSING && !isnan(crossings[node->row].reliability))
            chance *= crossings[node->row].reliability;
    }
    return fmax(chance, 1e-300);
}

/* Shares by length: with habit h, that of a way is as (shortest / length)^h. */
static void share_out(struct work *work)
{
    routes_i_choices *choices = work->choices;
    for (size_t d = 0; d < choices->demands; d++) {
        size_t first = choices->route_start[d], end = choices->route_start[d + 1];
        double sum = 0.0, least = INFINITY;
        for (size_t r = first; r < end; r++)
            least = fmin(least, choices->way[r].branch->length_m);
        for (size_t r = first; r < end; r++) {
            double length = choices->way[r].branch->length_m;
            choices->share[r] = length > 0.0 ? pow(least / length, work->rule->habit) : 1.0;
            sum += choices->share[r];
        }
        for (size_t r = first; r < end; r++)
            choices->share[r] /= sum;
    }
}

static routes_status make_rows(struct work *work)
{
    routes_i_choices *choices = work->choices;
    bool links = work->rule->links;
    size_t steps = 0;
    for (size_t i = 0; i < choices->count; i++)
        steps += choices->way[i].branch->steps + !links;
    choices->route_start = routes_i_calloc(choices->demands + 1, sizeof *choices->route_start);
    choices->step_start = routes_i_calloc(choices->count + 1, sizeof *choices->step_start);
    choices->steps = routes_i_calloc(steps, sizeof *choices->steps);
    choices->share = routes_i_calloc(choices->count, sizeof *choices->share);
    choices->reliability = routes_i_calloc(choices->count, sizeof *choices->reliability);
    if (!choices->route_start || !choices->step_start || !choices->steps || !choices->share ||
        !choices->reliability)
        return no_memory(work->err);
    steps = 0;
    for (size_t i = 0; i < choices->count; i++) {
        const routes_branch *branch = choices->way[i].branch;
        size_t count = branch->steps + !links;
        memcpy(choices->steps + steps, links ? branch->links : branch->nodes,
               count * sizeof *choices->steps);
        steps += count;
        choices->step_start[i + 1] = steps;
        choices->route_start[choices->way[i].demand + 1] = i + 1;
        choices->reliability[i] = reliability_of(work, branch);
    }
    share_out(work);
    return ROUTES_OK;
}

routes_status routes_i_choices_find(routes_i_choices *choices, const routes_model *model,
                                    const routes_network *network, const routes_laying *laying,
                                    const routes_i_choices_rule *rule, const routes_run *run,
                                    routes_error *err)
{
    size_t branches = routes_laying_size(laying), lanes = routes_model_size(model, ROUTES_LANES);
    struct work work = {
        .choices = choices, .model = model, .network = network, .rule = rule, .err = err};
    work.closed = routes_i_calloc(sites_of(&work), 1);
    work.lane_closed = routes_i_calloc(lanes, 1);
    choices->lane = routes_i_calloc(branches, sizeof *choices->lane);
    choices->weight = routes_i_calloc(branches, sizeof *choices->weight);
    routes_status status = ROUTES_OK;
    if (!work.closed || !work.lane_closed || !choices->lane || !choices->weight)
        status = no_memory(err);
    if (!status) {
        memset(work.lane_closed, 1, lanes);
        status = find_all(&work, laying, run);
    }
    if (!status)
        status = make_rows(&work);
    routes_i_free(work.closed);
    routes_i_free(work.lane_closed);
    return status;
}

routes_place_demands routes_i_choices_read(const routes_i_choices *choices)
{
    return (routes_place_demands){.demands = choices->demands,
                                  .route_start = choices->route_start,
                                  .step_start = choices->step_start,
                                  .steps = choices->steps,
                                  .weight = choices->weight,
                                  .share = choices->share,
                                  .reliability = choices->reliability};
}

void routes_i_choices_free(routes_i_choices *choices)
{
    for (size_t i = 0; i < choices->laying_count; i++)
        routes_laying_free(choices->layings[i]);
    routes_i_free(choices->layings);
    routes_i_free(choices->lane);
    routes_i_free(choices->weight);
    routes_i_free(choices->way);
    routes_i_free(choices->route_start);
    routes_i_free(choices->step_start);
    routes_i_free(choices->steps);
    routes_i_free(choices->share);
    routes_i_free(choices->reliability);
    *choices = (routes_i_choices){0};
}
