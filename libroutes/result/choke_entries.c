/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/choke_entries.h"

#include <math.h>
#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for what lanes lose");
}

routes_status routes_i_choke_add_demand(routes_i_choke_entries *to, routes_i_choke_demand demand,
                                        routes_error *err)
{
    if (to->demand_count == to->demand_room) {
        size_t room = to->demand_room ? 2 * to->demand_room : 64;
        routes_i_choke_demand *grown = routes_i_realloc(to->demands, room, sizeof *grown);
        if (!grown)
            return no_memory(err);
        to->demands = grown;
        to->demand_room = room;
    }
    to->demands[to->demand_count++] = demand;
    return ROUTES_OK;
}

routes_status routes_i_choke_add(routes_i_choke_entries *to, routes_i_choke_entry entry,
                                 routes_error *err)
{
    if (to->entry_count == to->entry_room) {
        size_t room = to->entry_room ? 2 * to->entry_room : 256;
        routes_i_choke_entry *grown = routes_i_realloc(to->entries, room, sizeof *grown);
        if (!grown)
            return no_memory(err);
        to->entries = grown;
        to->entry_room = room;
    }
    to->entries[to->entry_count++] = entry;
    return ROUTES_OK;
}

/* In the order of the demands, then of the sites; equal ones by what they hold, so that sums of
 * them do not depend on the sort. */
static int by_demand(const void *left, const void *right)
{
    const routes_i_choke_entry *a = left, *b = right;
    if (a->demand != b->demand)
        return a->demand < b->demand ? -1 : 1;
    if (a->site != b->site)
        return a->site < b->site ? -1 : 1;
    if (a->loss != b->loss)
        return a->loss < b->loss ? -1 : 1;
    if (a->passes != b->passes)
        return a->passes < b->passes ? -1 : 1;
    for (int m = 0; m < ROUTES_I_CHOKE_MEASURES; m++)
        if (a->with[m] != b->with[m])
            return a->with[m] < b->with[m] ? -1 : 1;
    return 0;
}

static void join(routes_i_choke_entry *to, const routes_i_choke_entry *more)
{
    to->passes += more->passes;
    to->cut += more->cut;
    to->loss += more->loss;
    for (int m = 0; m < ROUTES_I_CHOKE_MEASURES; m++) {
        to->round[m] += more->round[m];
        to->with[m] += more->with[m];
        to->without[m] += more->without[m];
    }
}

/* The parts of a fork, thirds for instance, may sum to a little more than the whole. */
static void trim(routes_i_choke_entry *entry)
{
    entry->passes = fmin(1.0, entry->passes);
    entry->cut = fmin(1.0, entry->cut);
    entry->loss = fmin(1.0, entry->loss);
}

routes_status routes_i_choke_sort(routes_i_choke_entries *of, routes_error *err)
{
    size_t kept = 0;
    of->start = routes_i_calloc(of->demand_count + 1, sizeof *of->start);
    if (!of->start)
        return no_memory(err);
    if (of->entry_count)
        qsort(of->entries, of->entry_count, sizeof *of->entries, by_demand);
    for (size_t i = 0; i < of->entry_count; i++) {
        routes_i_choke_entry *last = kept ? &of->entries[kept - 1] : NULL;
        if (last && last->demand == of->entries[i].demand && last->site == of->entries[i].site)
            join(last, &of->entries[i]);
        else
            of->entries[kept++] = of->entries[i];
    }
    of->entry_count = kept;
    for (size_t i = 0; i < kept; i++) {
        trim(&of->entries[i]);
        of->start[of->entries[i].demand + 1]++;
    }
    for (size_t i = 0; i < of->demand_count; i++)
        of->start[i + 1] += of->start[i];
    return ROUTES_OK;
}

double routes_i_choke_weight(const routes_i_choke_demand *demand)
{
    routes_range range = demand->weight;
    if (range.kind == ROUTES_RANGE_NOT_STATED)
        return 0.0;
    if (!isnan(range.moderate))
        return range.moderate;
    return range.kind == ROUTES_RANGE_LOWER_BOUND ? range.low
                                                  : range.low + 0.5 * (range.high - range.low);
}

double routes_i_choke_loss(double with, double without)
{
    return without > with ? 1.0 - with / without : 0.0;
}

bool routes_i_choke_rounds(const routes_i_choke_sums *sums)
{
    return sums->round[ROUTES_I_CHOKE_M] > 0.0 || sums->round[ROUTES_I_CHOKE_S] > 0.0;
}

const char *routes_i_choke_ways_left(const routes_i_choke_sums *sums)
{
    if (!(sums->passes > 0.0))
        return NULL;
    if (!(sums->cut_off > 0.0))
        return "all";
    return routes_i_choke_rounds(sums) ? "some" : "none";
}

double routes_i_choke_detour(const routes_i_choke_sums *sums, int measure)
{
    return sums->round[measure] > 0.0
               ? (sums->without[measure] - sums->with[measure]) / sums->round[measure]
               : NAN;
}

double routes_i_choke_ratio(const routes_i_choke_sums *sums, int measure)
{
    return sums->round[measure] > 0.0 && sums->with[measure] > 0.0
               ? sums->without[measure] / sums->with[measure]
               : NAN;
}

void routes_i_choke_sum(routes_i_choke_sums *sums, const routes_i_choke_entries *of)
{
    for (size_t i = 0; i < of->entry_count; i++) {
        const routes_i_choke_entry *entry = &of->entries[i];
        const routes_i_choke_demand *demand = &of->demands[entry->demand];
        routes_i_choke_sums *to = &sums[entry->site];
        double weight = demand->unseen ? 0.0 : routes_i_choke_weight(demand);
        to->passes += weight * entry->passes;
        to->cut_off += weight * entry->cut;
        for (int m = 0; m < ROUTES_I_CHOKE_MEASURES; m++) {
            to->round[m] += weight * entry->round[m];
            to->with[m] += weight * entry->with[m];
            to->without[m] += weight * entry->without[m];
        }
    }
}

/* The entries as the kernel takes them. */
struct plain {
    uint32_t *site;
    double *passes, *loss, *chance;
    routes_range *weight;
    unsigned char *unseen;
    uint32_t *stream;
    uint32_t *number; /* [sites] of a site among those listed, plus 1 */
};

static void free_plain(struct plain *plain)
{
    routes_i_free(plain->site);
    routes_i_free(plain->passes);
    routes_i_free(plain->loss);
    routes_i_free(plain->chance);
    routes_i_free(plain->weight);
    routes_i_free(plain->unseen);
    routes_i_free(plain->stream);
    routes_i_free(plain->number);
}

static routes_status make_plain(struct plain *plain, const routes_i_choke_entries *of, size_t sites,
                                routes_error *err)
{
    size_t demands = of->demand_count, entries = of->entry_count;
    plain->site = routes_i_calloc(entries, sizeof *plain->site);
    plain->passes = routes_i_calloc(entries, sizeof *plain->passes);
    plain->loss = routes_i_calloc(entries, sizeof *plain->loss);
    plain->chance = routes_i_calloc(demands, sizeof *plain->chance);
    plain->weight = routes_i_calloc(demands, sizeof *plain->weight);
    plain->unseen = routes_i_calloc(demands, sizeof *plain->unseen);
    plain->stream = routes_i_calloc(demands, sizeof *plain->stream);
    plain->number = routes_i_calloc(sites, sizeof *plain->number);
    if (!plain->site || !plain->passes || !plain->loss || !plain->chance || !plain->weight ||
        !plain->unseen || !plain->stream || !plain->number)
        return no_memory(err);
    for (size_t i = 0; i < demands; i++) {
        plain->chance[i] = of->demands[i].chance;
        plain->weight[i] = of->demands[i].weight;
        plain->unseen[i] = of->demands[i].unseen;
        plain->stream[i] = of->demands[i].stream;
    }
    return ROUTES_OK;
}

/* Numbers the sites that have an entry or are wanted anyway, in their order. */
static routes_status list_sites(uint32_t **listed, size_t *count, struct plain *plain,
                                const routes_i_choke_entries *of, const unsigned char *also,
                                size_t sites, routes_error *err)
{
    *count = 0;
    for (size_t i = 0; i < of->entry_count; i++)
        plain->number[of->entries[i].site] = 1;
    for (size_t s = 0; s < sites; s++)
        plain->number[s] |= also[s] != 0;
    for (size_t s = 0; s < sites; s++)
        if (plain->number[s])
            plain->number[s] = (uint32_t)++ * count;
    *listed = routes_i_calloc(*count, sizeof **listed);
    if (!*listed)
        return no_memory(err);
    for (uint32_t s = 0; s < sites; s++)
        if (plain->number[s])
            (*listed)[plain->number[s] - 1] = s;
    for (size_t i = 0; i < of->entry_count; i++) {
        plain->site[i] = plain->number[of->entries[i].site] - 1;
        plain->passes[i] = of->entries[i].passes;
        plain->loss[i] = of->entries[i].loss;
    }
    return ROUTES_OK;
}

routes_status routes_i_choke_rank(routes_choke **ranks, uint32_t **listed, size_t *count,
                                  const routes_i_choke_entries *of, const unsigned char *also,
                                  size_t sites, const routes_choke_options *options,
                                  routes_error *err)
{
    struct plain plain = {0};
    *ranks = NULL;
    *listed = NULL;
    *count = 0;
    routes_status status = make_plain(&plain, of, sites, err);
    if (!status)
        status = list_sites(listed, count, &plain, of, also, sites, err);
    if (!status) {
        *ranks = routes_i_calloc(*count, sizeof **ranks);
        status = *ranks ? ROUTES_OK : no_memory(err);
    }
    if (!status && *count) {
        const routes_choke_losses losses = {
            *count,     of->demand_count, of->start,    plain.site,   plain.passes,
            plain.loss, plain.weight,     plain.chance, plain.unseen, plain.stream};
        status = routes_choke_rank(*ranks, &losses, options, err);
    }
    free_plain(&plain);
    if (status) {
        routes_i_free(*ranks);
        routes_i_free(*listed);
        *ranks = NULL;
        *listed = NULL;
    }
    return status;
}

void routes_i_choke_entries_free(routes_i_choke_entries *of)
{
    routes_i_free(of->demands);
    routes_i_free(of->entries);
    routes_i_free(of->start);
    *of = (routes_i_choke_entries){0};
}
