/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/closing.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"

static bool passes(const routes_branch *branch, uint32_t site, int site_is_link)
{
    size_t count = branch->steps + !site_is_link;
    const uint32_t *items = site_is_link ? branch->links : branch->nodes;
    for (size_t i = 0; i < count; i++)
        if (items[i] == site)
            return true;
    return false;
}

/* The branch of the same ends in the other laying, or null. A lane's branches keep their order, so
 * the search goes on from the last one found. */
static const routes_branch *counterpart(const routes_branch *branch, const routes_laying *other,
                                        size_t *next, size_t end)
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

/* Lengths summed over branches that go round. */
struct totals {
    double with, without;
    double loss;
    size_t laid;
};

static void compare_lane(routes_i_closing *closing, struct totals *totals,
                         const routes_laying *laying, const routes_laying *other, size_t lane,
                         uint32_t site, int site_is_link)
{
    size_t first, count, next, other_count;
    double loss = 0.0;
    bool cut = false;
    routes_laying_lane(laying, lane, &first, &count);
    routes_laying_lane(other, lane, &next, &other_count);
    size_t end = next + other_count;
    for (size_t i = first; i < first + count; i++) {
        const routes_branch *branch = routes_laying_at(laying, i);
        const routes_branch *round = counterpart(branch, other, &next, end);
        if (!passes(branch, site, site_is_link))
            continue;
        if (!round) {
            cut = true;
            loss += 1.0;
            continue;
        }
        closing->rerouted++;
        totals->with += branch->length_m;
        totals->without += round->length_m;
        if (round->length_m > branch->length_m)
            loss += 1.0 - branch->length_m / round->length_m;
    }
    closing->cut_off += cut;
    if (count) {
        totals->laid++;
        totals->loss += loss / (double)count;
    }
}

static routes_status lay_without(routes_laying **out, const routes_model *model,
                                 const routes_network *network, uint32_t site, int site_is_link,
                                 routes_error *err)
{
    const routes_graph *graph = routes_network_graph(network);
    routes_laying_options options = ROUTES_LAYING_OPTIONS;
    size_t size = site_is_link ? routes_graph_links(graph) : routes_graph_nodes(graph);
    unsigned char *closed = routes_i_calloc(size, 1);
    *out = NULL;
    if (!closed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to close a site");
    closed[site] = 1;
    options.node_closed = site_is_link ? NULL : closed;
    options.link_closed = site_is_link ? closed : NULL;
    routes_status status = routes_laying_new(out, model, network, &options, err);
    routes_i_free(closed);
    return status;
}

routes_status routes_i_closing_find(routes_i_closing *closing, const routes_model *model,
                                    const routes_network *network, const routes_laying *laying,
                                    uint32_t site, int site_is_link, routes_error *err)
{
    routes_laying *other = NULL;
    struct totals totals = {0};
    routes_i_closing found = {.detour_m = NAN, .bypass_ratio = NAN};
    routes_status status = lay_without(&other, model, network, site, site_is_link, err);
    if (status)
        return status;
    for (size_t lane = 0; lane < routes_model_size(model, ROUTES_LANES); lane++)
        compare_lane(&found, &totals, laying, other, lane, site, site_is_link);
    if (found.rerouted) {
        found.detour_m = (totals.without - totals.with) / (double)found.rerouted;
        found.bypass_ratio = totals.with > 0.0 ? totals.without / totals.with : NAN;
    }
    found.choke_score = totals.laid ? totals.loss / (double)totals.laid : 0.0;
    routes_laying_free(other);
    *closing = found;
    return ROUTES_OK;
}
