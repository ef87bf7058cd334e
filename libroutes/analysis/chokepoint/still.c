/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/still.h"

#include "core/fail.h"
#include "core/memory.h"

#define NONE UINT32_MAX

/* Ways of no length followed for each source, at most. Their number has no short formula (L. G.
 * Valiant 1979), so they are counted by following them. */
#define MOST_WAYS 10000000

routes_status routes_i_still_make(routes_i_still *still, const routes_i_adjacency *arcs,
                                  routes_error *err)
{
    *still = (routes_i_still){.arcs = arcs};
    still->node = routes_i_calloc(arcs->largest, sizeof *still->node);
    still->at = routes_i_calloc(arcs->largest, sizeof *still->at);
    still->beyond = routes_i_calloc(arcs->largest, sizeof *still->beyond);
    still->on = routes_i_calloc(arcs->nodes, 1);
    if (!still->node || !still->at || !still->beyond || !still->on)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for links of length 0");
    return ROUTES_OK;
}

void routes_i_still_free(routes_i_still *still)
{
    routes_i_free(still->node);
    routes_i_free(still->at);
    routes_i_free(still->beyond);
    routes_i_free(still->on);
}

static size_t enter(routes_i_still *still, size_t deep, uint32_t node)
{
    still->node[deep] = node;
    still->at[deep] = still->arcs->start[node];
    still->beyond[deep] = 0.0;
    still->on[node] = 1;
    return deep + 1;
}

/* Where the next arc from the end of the way leads that stays in the group and off the way. */
static uint32_t next(routes_i_still *still, size_t deep)
{
    const routes_i_adjacency *arcs = still->arcs;
    uint32_t node = still->node[deep - 1];
    uint32_t *at = &still->at[deep - 1];
    while (*at < arcs->start[node + 1]) {
        uint32_t arc = (*at)++;
        uint32_t head = arcs->arc[arc].head;
        if (routes_i_adjacency_length(arcs, arc) == 0 && arcs->rank[head] == arcs->rank[node] &&
            !still->on[head])
            return head;
    }
    return NONE;
}

void routes_i_still_reach(routes_i_still *still, uint32_t start, double weight, double *reach)
{
    size_t deep = enter(still, 0, start);
    reach[start] += weight;
    while (deep > 0) {
        uint32_t head = next(still, deep);
        if (head != NONE) {
            deep = enter(still, deep, head);
            reach[head] += weight;
        } else {
            still->on[still->node[--deep]] = 0;
        }
    }
}

double routes_i_still_load_on(routes_i_still *still, uint32_t start, double weight,
                              const routes_i_still_load *load)
{
    size_t deep = enter(still, 0, start);
    double whole = 0.0;
    while (deep > 0) {
        uint32_t head = next(still, deep);
        if (head != NONE) {
            deep = enter(still, deep, head);
            continue;
        }
        uint32_t node = still->node[--deep];
        double passing = still->beyond[deep] + load->out[node];
        still->on[node] = 0;
        whole = passing + load->ending[node];
        load->passing[node].through += weight * passing;
        if (deep > 0) {
            /* The arc by which it was entered is the last one tried. */
            load->flow[still->at[deep - 1] - 1] += weight * whole;
            still->beyond[deep - 1] += whole;
        }
    }
    return whole;
}

routes_status routes_i_still_check(routes_i_still *still, routes_error *err)
{
    const routes_i_adjacency *arcs = still->arcs;
    long ways = 0;
    for (uint32_t start = 0; start < arcs->nodes; start++) {
        size_t deep = arcs->shared[start] ? enter(still, 0, start) : 0;
        while (deep > 0) {
            uint32_t head = next(still, deep);
            if (head != NONE && ++ways > MOST_WAYS)
                return routes_i_fail(err, ROUTES_E_DATA,
                                     "the links of length 0 make more than %ld ways among "
                                     "themselves; join their nodes, or give them a length",
                                     (long)MOST_WAYS);
            if (head != NONE)
                deep = enter(still, deep, head);
            else
                still->on[still->node[--deep]] = 0;
        }
    }
    return ROUTES_OK;
}
