/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/weights.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"

/* What one worker needs for itself: areas in the order in which they were reached. */
struct worker {
    uint32_t *reached; /* [areas] */
    uint32_t *mark;    /* [areas] area + 1 for which it was reached last */
};

struct search {
    const routes_weights *weights;
    size_t order;
    bool lower;
    struct worker *workers;
};

static routes_status find_row(routes_i_row_block *to, uint32_t area, unsigned worker, void *context,
                              routes_error *err)
{
    struct search *search = context;
    struct worker *own = &search->workers[worker];
    const routes_weights *weights = search->weights;
    size_t from = 0, size = 1; /* the areas of the last step */
    own->reached[0] = area;
    own->mark[area] = area + 1;
    for (size_t step = 0; step < search->order && from < size; step++) {
        size_t until = size;
        for (; from < until; from++) {
            uint32_t at = own->reached[from];
            for (size_t k = weights->start[at]; k < weights->start[at + 1]; k++) {
                uint32_t next = weights->neighbour[k];
                if (own->mark[next] == area + 1)
                    continue;
                own->mark[next] = area + 1;
                own->reached[size++] = next;
            }
        }
    }
    routes_status status = ROUTES_OK;
    for (size_t i = search->lower ? 1 : from; i < size && !status; i++)
        status = routes_i_row_add(to, own->reached[i], 1.0, err);
    return status;
}

static routes_status make_workers(struct search *search, unsigned threads, routes_error *err)
{
    size_t areas = search->weights->areas;
    search->workers = routes_i_calloc(threads, sizeof *search->workers);
    bool failed = !search->workers;
    for (unsigned i = 0; i < threads && !failed; i++) {
        search->workers[i].reached = routes_i_calloc(areas, sizeof(uint32_t));
        search->workers[i].mark = routes_i_calloc(areas, sizeof(uint32_t));
        failed = !search->workers[i].reached || !search->workers[i].mark;
    }
    return failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the neighbours of %zu areas",
                                  areas)
                  : ROUTES_OK;
}

routes_status routes_weights_higher(routes_weights **out, const routes_weights *weights,
                                    size_t order, const routes_weights_higher_options *options,
                                    routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!weights || order == 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "weights must be given, and order be above 0");
    routes_weights_higher_options use;
    routes_run run;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = routes_i_run_read(&run, use.run, err);
    if (status)
        return status;
    routes_weights_options shape = ROUTES_WEIGHTS_OPTIONS;
    shape.with_self = use.with_self;
    shape.row_standardised = use.row_standardised;
    struct search search = {.weights = weights, .order = order, .lower = use.lower != 0};
    status = make_workers(&search, run.threads, err);
    if (!status)
        status = routes_i_weights_by_rows(out, weights->areas, find_row, &search, &shape, &run,
                                          "neighbours", err);
    for (unsigned i = 0; search.workers && i < run.threads; i++) {
        routes_i_free(search.workers[i].reached);
        routes_i_free(search.workers[i].mark);
    }
    routes_i_free(search.workers);
    return status;
}

size_t routes_weights_islands(uint32_t *islands, const routes_weights *weights)
{
    size_t count = 0;
    for (uint32_t i = 0; i < weights->areas; i++) {
        size_t from = weights->start[i], to = weights->start[i + 1];
        if (to > from + 1 || (to == from + 1 && weights->neighbour[from] != i))
            continue;
        if (islands)
            islands[count] = i;
        count++;
    }
    return count;
}
