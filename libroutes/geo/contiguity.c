/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/contiguity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"
#include "geo/edges.h"
#include "geo/geometry.h"
#include "geo/sharing.h"
#include "geo/tree.h"

#define BLOCK 64

struct routes_contiguity {
    routes_contiguity_pair *pairs;
    size_t size;
};

/* A pair that may be one: `other` meets the box of the area asked for, moved by -shift. */
struct candidate {
    size_t other;
    double shift;
};

/* What one worker needs for itself. */
struct worker {
    routes_i_scratch scratch;
    struct candidate *candidates;
    size_t size;
    size_t capacity;
    size_t asked; /* area under way */
    double shift;
    bool out_of_memory;
};

/* The pairs of one block of areas. */
struct found {
    routes_contiguity_pair *pairs;
    size_t size;
    size_t capacity;
};

struct search {
    routes_i_sharing how;
    routes_i_edges edges;
    routes_i_tree *tree;
    bool rook;
    struct worker *workers;
    struct found *found; /* [blocks] */
    size_t blocks;
};

static bool note_candidate(size_t item, void *user)
{
    struct worker *worker = user;
    if (item <= worker->asked)
        return true;
    void *array = worker->candidates;
    worker->out_of_memory =
        !routes_i_reserve(&array, &worker->capacity, worker->size + 1, sizeof *worker->candidates);
    worker->candidates = array;
    if (worker->out_of_memory)
        return false;
    worker->candidates[worker->size++] = (struct candidate){item, worker->shift};
    return true;
}

static routes_i_cuboid to_cuboid(routes_box box, double x, double y)
{
    return (routes_i_cuboid){{box.west - x, box.south - y, 0.0},
                             {box.east + x, box.north + y, 0.0}};
}

static void ask(const struct search *search, struct worker *worker, routes_box box, double x,
                double y, double shift)
{
    worker->shift = shift;
    box.west -= shift;
    box.east -= shift;
    routes_i_cuboid wide = to_cuboid(box, x, y);
    if (!worker->out_of_memory)
        routes_i_tree_find(search->tree, &wide, note_candidate, worker);
}

static int by_other(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return (x->shift > y->shift) - (x->shift < y->shift);
}

/* All later areas whose box comes near, also over the antimeridian, in order. */
static routes_status find_candidates(const struct search *search, struct worker *worker, size_t a,
                                     routes_error *err)
{
    routes_box box = search->edges.box[a];
    worker->size = 0;
    worker->asked = a;
    worker->out_of_memory = false;
    if (routes_box_is_empty(box))
        return ROUTES_OK;
    double x = 0.0;
    double y = 0.0;
    routes_i_sharing_margin(&x, &y, &search->how, box);
    /* The other's margin too: it may lie nearer to a pole, but by a tolerance at most. */
    x *= 2.5;
    y *= 2.5;
    ask(search, worker, box, x, y, 0.0);
    if (!search->how.plane && box.east + x >= 180.0)
        ask(search, worker, box, x, y, 360.0);
    if (!search->how.plane && box.west - x <= -180.0)
        ask(search, worker, box, x, y, -360.0);
    if (worker->out_of_memory)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the neighbours of area %zu", a);
    if (worker->size > 1)
        qsort(worker->candidates, worker->size, sizeof *worker->candidates, by_other);
    return ROUTES_OK;
}

static routes_status keep(struct found *found, routes_contiguity_pair pair, routes_error *err)
{
    void *array = found->pairs;
    bool room = routes_i_reserve(&array, &found->capacity, found->size + 1, sizeof *found->pairs);
    found->pairs = array;
    if (!room)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for pairs of neighbours");
    found->pairs[found->size++] = pair;
    return ROUTES_OK;
}

static routes_status find_neighbours(const struct search *search, struct worker *worker,
                                     struct found *found, size_t a, routes_error *err)
{
    routes_status status = find_candidates(search, worker, a, err);
    for (size_t i = 0; i < worker->size && !status;) {
        routes_contiguity_pair pair = {a, worker->candidates[i].other, 0.0};
        bool touching = false;
        for (; i < worker->size && worker->candidates[i].other == pair.b && !status; i++)
            status = routes_i_sharing_compare(
                &touching, &pair.shared_m, &search->how, &search->edges, a, pair.b,
                worker->candidates[i].shift, &worker->scratch, NULL, NULL, err);
        if (pair.shared_m <= ROUTES_I_LINE_TOLERANCES * search->how.tolerance_m)
            pair.shared_m = 0.0;
        bool neighbours = search->rook ? pair.shared_m > 0.0 : touching;
        if (search->how.until != ROUTES_I_UNTIL_MEASURED)
            pair.shared_m = NAN;
        if (!status && neighbours)
            status = keep(found, pair, err);
    }
    return status;
}

static routes_status do_block(size_t from, size_t to, unsigned worker, void *context,
                              routes_error *err)
{
    struct search *search = context;
    routes_status status = ROUTES_OK;
    for (size_t a = from; a < to && !status; a++)
        status =
            find_neighbours(search, &search->workers[worker], &search->found[from / BLOCK], a, err);
    return status;
}

static routes_status make_tree(struct search *search, routes_error *err)
{
    size_t n = search->edges.n;
    routes_i_cuboid *boxes = routes_i_calloc(n, sizeof *boxes);
    if (!boxes)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the boxes of %zu areas", n);
    for (size_t i = 0; i < n; i++) {
        /* An empty area lies where nobody looks. */
        routes_box box = search->edges.box[i];
        boxes[i] = routes_box_is_empty(box) ? to_cuboid((routes_box){0}, 0.0, 0.0)
                                            : to_cuboid(box, 0.0, 0.0);
        if (routes_box_is_empty(box))
            boxes[i].low[2] = boxes[i].high[2] = 1.0;
    }
    routes_status status = routes_i_tree_new(&search->tree, boxes, n, err);
    routes_i_free(boxes);
    return status;
}

/* Puts the pairs of all blocks behind one another. */
static routes_status gather(routes_contiguity *out, struct search *search, routes_error *err)
{
    size_t size = 0;
    for (size_t i = 0; i < search->blocks; i++)
        size += search->found[i].size;
    if (size == 0)
        return ROUTES_OK;
    out->pairs = routes_i_calloc(size, sizeof *out->pairs);
    if (!out->pairs)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu pairs of neighbours", size);
    for (size_t i = 0; i < search->blocks; i++) {
        if (search->found[i].size > 0)
            memcpy(out->pairs + out->size, search->found[i].pairs,
                   search->found[i].size * sizeof *out->pairs);
        out->size += search->found[i].size;
    }
    return ROUTES_OK;
}

static routes_status search_all(routes_contiguity *out, struct search *search,
                                const routes_run *run, const routes_wkb *areas, size_t n,
                                routes_error *err)
{
    routes_status status = routes_i_edges_read(&search->edges, areas, n, err);
    if (!status)
        status = make_tree(search, err);
    if (status)
        return status;
    search->blocks = n / BLOCK + 1;
    search->found = routes_i_calloc(search->blocks, sizeof *search->found);
    search->workers = routes_i_calloc(run->threads, sizeof *search->workers);
    if (!search->found || !search->workers)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the neighbours of %zu areas", n);
    status = routes_i_parallel(run, n, BLOCK, do_block, search, "neighbours", err);
    return status ? status : gather(out, search, err);
}

static void close_search(struct search *search, const routes_run *run)
{
    for (size_t i = 0; search->workers && i < run->threads; i++) {
        routes_i_scratch_free(&search->workers[i].scratch);
        routes_i_free(search->workers[i].candidates);
    }
    for (size_t i = 0; search->found && i < search->blocks; i++)
        routes_i_free(search->found[i].pairs);
    routes_i_free(search->workers);
    routes_i_free(search->found);
    routes_i_tree_free(search->tree);
    routes_i_edges_free(&search->edges);
}

routes_status routes_contiguity_new(routes_contiguity **out, const routes_wkb *areas, size_t n,
                                    const routes_contiguity_options *options, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (n > 0 && !areas)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "areas must not be null");
    routes_contiguity_options use;
    routes_run run;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = routes_i_run_read(&run, use.run, err);
    if (status)
        return status;
    if (!(use.tolerance_m >= 0.0) || !isfinite(use.tolerance_m))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.tolerance_m is %g, must be 0 or above", use.tolerance_m);

    struct search search = {
        .how = {routes_i_wgs84(), use.tolerance_m, use.plane != 0, ROUTES_I_UNTIL_MEASURED},
        .rook = use.rook != 0};
    if (use.unmeasured)
        search.how.until = use.rook ? ROUTES_I_UNTIL_LINE : ROUTES_I_UNTIL_TOUCHING;
    routes_contiguity *contiguity = routes_i_calloc(1, sizeof *contiguity);
    if (!contiguity)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for neighbours");
    status = search_all(contiguity, &search, &run, areas, n, err);
    close_search(&search, &run);
    if (status) {
        routes_contiguity_free(contiguity);
        return status;
    }
    *out = contiguity;
    return ROUTES_OK;
}

void routes_contiguity_free(routes_contiguity *contiguity)
{
    if (!contiguity)
        return;
    routes_i_free(contiguity->pairs);
    routes_i_free(contiguity);
}

const routes_contiguity_pair *routes_contiguity_pairs(size_t *count,
                                                      const routes_contiguity *contiguity)
{
    *count = contiguity ? contiguity->size : 0;
    return contiguity ? contiguity->pairs : NULL;
}
