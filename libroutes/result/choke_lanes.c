/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lanes of a model as demands of the ranking: laid once, and once more without each site. */

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/ids.h"
#include "core/memory.h"
#include "core/parallel.h"
#include "result/choke_work.h"
#include "result/grade.h"
#include "result/passing.h"

struct lanes {
    routes_i_choke_work *work;
    uint32_t *demand; /* [lanes] number plus 1; 0: not wanted, or not laid */
    uint32_t *sites;  /* [count] that a wanted lane passes */
    size_t count;
    routes_i_choke_entries *found; /* [count] entries at each */
};

static double chance_of(const routes_i_choke_work *work, const routes_lane *lane)
{
    return work->use.certain ? 1.0 : routes_i_grade_chance(work->model, lane);
}

static routes_range weight_of(const routes_i_choke_work *work, const routes_lane *lane)
{
    const routes_range one = {NAN, 1.0, NAN, ROUTES_RANGE_SINGLE};
    if (!work->use.volumes)
        return one;
    return lane->volume.unit == work->use.unit ? lane->volume.range : routes_range_none();
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Parts of unlike wholes do not add. */
static routes_status check_wholes(const routes_i_choke_work *work, routes_error *err)
{
    size_t count;
    const routes_lane *lanes = routes_model_lanes(work->model, &count), *first = NULL;
    bool shares = work->use.unit == ROUTES_UNIT_PERCENT_OF_TOTAL ||
                  work->use.unit == ROUTES_UNIT_PERCENT_OF_GROUP;
    for (size_t i = 0; i < count && shares && work->use.volumes; i++) {
        if (!routes_i_wants_lane(&lanes[i], NULL) || lanes[i].volume.unit != work->use.unit)
            continue;
        if (first && !same(first->denominator, lanes[i].denominator))
            return routes_i_fail(
                err, ROUTES_E_ARGUMENT, "%s: the shares of lanes %s and %s are of unlike wholes",
                routes_unit_text(work->use.unit), first->lane_id, lanes[i].lane_id);
        first = &lanes[i];
    }
    return ROUTES_OK;
}

static routes_status add_lane(struct lanes *lanes, size_t row, uint32_t stream, routes_error *err)
{
    routes_i_choke_work *work = lanes->work;
    const routes_lane *lane = &routes_model_lanes(work->model, NULL)[row];
    size_t first, count;
    routes_laying_lane(work->laying, row, &first, &count);
    if (!routes_i_wants_lane(lane, NULL))
        return ROUTES_OK;
    if (count == 0) {
        work->unserved++;
        return ROUTES_OK;
    }
    uint32_t number = (uint32_t)work->of.demand_count;
    const routes_i_choke_demand demand = {lane->lane_id,         row, stream, weight_of(work, lane),
                                          chance_of(work, lane), 0};
    routes_status status = routes_i_choke_add_demand(&work->of, demand, err);
    lanes->demand[row] = number + 1;
    for (size_t i = first; i < first + count && !status; i++) {
        const routes_branch *branch = routes_laying_at(work->laying, i);
        status = routes_i_choke_add_pair(
            work,
            (routes_i_choke_pair){branch->nodes[0], branch->nodes[branch->steps], number,
                                  1.0 / (double)count, branch->length_m},
            err);
    }
    return status;
}

/* In the order of their ids, which name the streams: the order of rows changes no bit. */
static routes_status add_lanes(struct lanes *lanes, routes_error *err)
{
    size_t count;
    const routes_lane *of = routes_model_lanes(lanes->work->model, &count);
    routes_i_id *ids = routes_i_calloc(count, sizeof *ids);
    routes_status status = ROUTES_OK;
    lanes->demand = routes_i_calloc(count, sizeof *lanes->demand);
    if (!ids || !lanes->demand)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu lanes", count);
    for (size_t i = 0; i < count && !status; i++)
        ids[i] = (routes_i_id){of[i].lane_id, i};
    if (!status)
        routes_i_ids_sort(ids, count);
    for (size_t i = 0; i < count && !status; i++)
        status = add_lane(lanes, ids[i].row, (uint32_t)i, err);
    routes_i_free(ids);
    return status;
}

static bool passes(const routes_i_choke_work *work, const routes_branch *branch, uint32_t site)
{
    const uint32_t *items = work->links ? branch->links : branch->nodes;
    size_t count = branch->steps + !work->links;
    for (size_t i = 0; i < count; i++)
        if (items[i] == site &&
            (work->links || (i > 0 && i < branch->steps) || routes_i_choke_end_passes(work, site)))
            return true;
    return false;
}

static routes_status find_sites(struct lanes *lanes, routes_error *err)
{
    const routes_i_choke_work *work = lanes->work;
    unsigned char *passed = routes_i_calloc(work->sites, 1);
    lanes->sites = routes_i_calloc(work->sites, sizeof *lanes->sites);
    if (!passed || !lanes->sites) {
        routes_i_free(passed);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", work->sites);
    }
    for (size_t i = 0; i < routes_laying_size(work->laying); i++) {
        const routes_branch *branch = routes_laying_at(work->laying, i);
        const uint32_t *items = work->links ? branch->links : branch->nodes;
        size_t count = branch->steps + !work->links;
        for (size_t k = 0; lanes->demand[branch->lane] && k < count; k++)
            passed[items[k]] |= passes(work, branch, items[k]);
    }
    for (uint32_t s = 0; s < work->sites; s++)
        if (passed[s] && work->wanted[s])
            lanes->sites[lanes->count++] = s;
    routes_i_free(passed);
    lanes->found = routes_i_calloc(lanes->count, sizeof *lanes->found);
    if (!lanes->found)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", lanes->count);
    return ROUTES_OK;
}

const routes_branch *routes_i_choke_counterpart(const routes_branch *branch,
                                                const routes_laying *other, size_t *next,
                                                size_t end)
{
    for (size_t i = *next; i < end; i++) {
        const routes_branch *found = routes_laying_at(other, i);
        if (found->nodes[0] == branch->nodes[0] &&
            found->nodes[found->steps] == branch->nodes[branch->steps]) {
            *next = i + 1;
            return found;
        }
    }
    return NULL;
}

double routes_i_choke_seconds(const routes_i_choke_work *work, const routes_branch *branch)
{
    const int64_t *time_ms = routes_graph_time_ms(routes_network_graph(work->network));
    int64_t sum = 0;
    for (size_t i = 0; time_ms && i < branch->steps; i++)
        sum += time_ms[branch->links[i]];
    return time_ms ? (double)sum / 1e3 : NAN;
}

static void go_round(routes_i_choke_entry *entry, const routes_i_choke_work *work,
                     const routes_branch *branch, const routes_branch *round)
{
    double part = entry->passes;
    const double with[] = {branch->length_m, routes_i_choke_seconds(work, branch)};
    const double without[] = {round->length_m, routes_i_choke_seconds(work, round)};
    entry->loss = part * routes_i_choke_loss(branch->length_m, round->length_m);
    for (int m = 0; m < ROUTES_I_CHOKE_MEASURES; m++) {
        if (isnan(with[m]))
            continue;
        entry->round[m] = part;
        entry->with[m] = part * with[m];
        entry->without[m] = part * without[m];
    }
}

static routes_status compare_lane(routes_i_choke_entries *found, const struct lanes *lanes,
                                  const routes_laying *other, size_t lane, uint32_t site,
                                  routes_error *err)
{
    const routes_i_choke_work *work = lanes->work;
    size_t first, count, next, other_count;
    routes_status status = ROUTES_OK;
    routes_laying_lane(work->laying, lane, &first, &count);
    routes_laying_lane(other, lane, &next, &other_count);
    size_t end = next + other_count;
    for (size_t i = first; i < first + count && !status; i++) {
        const routes_branch *branch = routes_laying_at(work->laying, i);
        const routes_branch *round = routes_i_choke_counterpart(branch, other, &next, end);
        if (!passes(work, branch, site))
            continue;
        routes_i_choke_entry entry = {
            .demand = lanes->demand[lane] - 1, .site = site, .passes = 1.0 / (double)count};
        if (round)
            go_round(&entry, work, branch, round);
        else
            entry.cut = entry.loss = entry.passes;
        status = routes_i_choke_add(found, entry, err);
    }
    return status;
}

routes_status routes_i_choke_lay(routes_laying **out, const routes_i_choke_work *work,
                                 const uint32_t *sites, size_t count, routes_error *err)
{
    routes_laying_options options = ROUTES_LAYING_OPTIONS;
    unsigned char *closed = routes_i_calloc(work->sites, 1);
    *out = NULL;
    if (!closed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to close a site");
    for (size_t i = 0; i < count; i++)
        closed[sites[i]] = 1;
    options.node_closed = work->links ? NULL : closed;
    options.link_closed = work->links ? closed : NULL;
    routes_status status = routes_laying_new(out, work->model, work->network, &options, err);
    routes_i_free(closed);
    return status;
}

static routes_status close_some(size_t from, size_t to, unsigned worker, void *context,
                                routes_error *err)
{
    struct lanes *lanes = context;
    size_t count = routes_model_size(lanes->work->model, ROUTES_LANES);
    routes_status status = ROUTES_OK;
    (void)worker;
    for (size_t i = from; i < to && !status; i++) {
        routes_laying *other = NULL;
        status = routes_i_choke_lay(&other, lanes->work, &lanes->sites[i], 1, err);
        for (size_t lane = 0; lane < count && !status; lane++)
            if (lanes->demand[lane])
                status = compare_lane(&lanes->found[i], lanes, other, lane, lanes->sites[i], err);
        routes_laying_free(other);
    }
    return status;
}

static routes_status gather(struct lanes *lanes, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < lanes->count && !status; i++)
        for (size_t k = 0; k < lanes->found[i].entry_count && !status; k++)
            status = routes_i_choke_add(&lanes->work->of, lanes->found[i].entries[k], err);
    return status;
}

routes_status routes_i_choke_lanes(routes_i_choke_work *work, routes_error *err)
{
    struct lanes lanes = {.work = work};
    routes_status status = check_wholes(work, err);
    if (!status)
        status = add_lanes(&lanes, err);
    if (!status)
        status = find_sites(&lanes, err);
    if (!status)
        status = routes_i_parallel(&work->run, lanes.count, 1, close_some, &lanes, "sites", err);
    if (!status)
        status = gather(&lanes, err);
    for (size_t i = 0; lanes.found && i < lanes.count; i++)
        routes_i_choke_entries_free(&lanes.found[i]);
    routes_i_free(lanes.found);
    routes_i_free(lanes.sites);
    routes_i_free(lanes.demand);
    return status;
}
