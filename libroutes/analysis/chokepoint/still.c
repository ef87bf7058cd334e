/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/still.h"

#include "core/fail.h"
#include "core/memory.h"

/* Ways of no length followed for each source, at most. Their number has no short formula (L. G.
 * Valiant 1979), so they are counted by following them. */
#define MOST_WAYS 10000000

routes_status routes_i_still_make(routes_i_still *still, const routes_i_steps *steps,
                                  routes_error *err)
{
    *still = (routes_i_still){.steps = steps};
    still->node = routes_i_calloc(steps->largest, sizeof *still->node);
    still->at = routes_i_calloc(steps->largest, sizeof *still->at);
    still->beyond = routes_i_calloc(steps->largest, sizeof *still->beyond);
    still->on = routes_i_calloc(steps->nodes, 1);
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
    still->at[deep] = still->steps->start[node];
    still->beyond[deep] = 0.0;
    still->on[node] = 1;
    return deep + 1;
}

/* The next step from the end of the way that stays in the group and off the way, or null. */
static const routes_i_step *next(routes_i_still *still, size_t deep)
{
    const routes_i_steps *steps = still->steps;
    uint32_t node = still->node[deep - 1];
    uint32_t *at = &still->at[deep - 1];
    while (*at < steps->start[node + 1]) {
        const routes_i_step *step = &steps->steps[(*at)++];
        if (step->length == 0 && steps->rank[step->end] == steps->rank[node] &&
            !still->on[step->end])
            return step;
    }
    return NULL;
}

void routes_i_still_reach(routes_i_still *still, uint32_t start, double weight, double *reach)
{
    size_t deep = enter(still, 0, start);
    reach[start] += weight;
    while (deep > 0) {
        const routes_i_step *step = next(still, deep);
        if (step) {
            deep = enter(still, deep, step->end);
            reach[step->end] += weight;
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
        const routes_i_step *step = next(still, deep);
        if (step) {
            deep = enter(still, deep, step->end);
            continue;
        }
        uint32_t node = still->node[--deep];
        double passing = still->beyond[deep] + load->out[node];
        still->on[node] = 0;
        whole = passing + load->ending[node];
        load->through[node] += weight * passing;
        if (deep > 0) {
            /* The step by which it was entered is the last one tried. */
            uint32_t link = still->steps->steps[still->at[deep - 1] - 1].link;
            load->flow[link] += weight * whole;
            still->beyond[deep - 1] += whole;
        }
    }
    return whole;
}

routes_status routes_i_still_check(routes_i_still *still, routes_error *err)
{
    const routes_i_steps *steps = still->steps;
    long ways = 0;
    for (uint32_t start = 0; start < steps->nodes; start++) {
        size_t deep = steps->shared[start] ? enter(still, 0, start) : 0;
        while (deep > 0) {
            const routes_i_step *step = next(still, deep);
            if (step && ++ways > MOST_WAYS)
                return routes_i_fail(err, ROUTES_E_DATA,
                                     "the links of length 0 make more than %ld ways among "
                                     "themselves; join their nodes, or give them a length",
                                     (long)MOST_WAYS);
            if (step)
                deep = enter(still, deep, step->end);
            else
                still->on[still->node[--deep]] = 0;
        }
    }
    return ROUTES_OK;
}
