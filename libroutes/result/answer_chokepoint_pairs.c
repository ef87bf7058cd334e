/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is lost when two sites are held at once: each may be the other's way round. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"
#include "result/choke_ways.h"
#include "result/network_answer.h"
#include "result/own.h"
#include "routes/answer_chokepoint_rank.h"

#define MOST 100 /* sites passed whose pairs are looked at: those ranked first */

static const routes_column columns[] = {
    {"id", ROUTES_COLUMN_TEXT, NULL, "Crossing, place, node or link"},
    {"id_other", ROUTES_COLUMN_TEXT, NULL, "The other that is held"},
    {"name", ROUTES_COLUMN_TEXT, NULL, "Name of the one"},
    {"name_other", ROUTES_COLUMN_TEXT, NULL, "Name of the other"},
    {"choke_score", ROUTES_COLUMN_NUMBER, NULL, "What the loss of both costs, of all, 0 to 1"},
    {"beyond", ROUTES_COLUMN_NUMBER, NULL,
     "Of that, beyond the losses of each alone: above 0 where one is the other's way round"},
    {"share", ROUTES_COLUMN_NUMBER, NULL, "Part of all that is laid that passes either"},
    {"detour_m", ROUTES_COLUMN_NUMBER, "m", "Mean lengthening of what goes round"},
    {"detour_s", ROUTES_COLUMN_NUMBER, "s", "The same in time"},
    {"bypass_ratio", ROUTES_COLUMN_NUMBER, NULL, "Cost of what goes round, by that before"},
    {"ways_left", ROUTES_COLUMN_TEXT, NULL,
     "Whether what passes either has another way: all, some or none of it"},
    {"cut_off", ROUTES_COLUMN_NUMBER, NULL, "Weight that has no other way"},
};

static const char method[] =
    "two sites held at once, what passes either laid again (Corley and Sha 1982)";

/* Both held, or the one alone where there is no other. */
struct pair {
    uint32_t site[2];
    routes_i_choke_sums sums;
    double loss; /* weight lost */
};

struct rounds {
    uint32_t *sites; /* [count] */
    size_t count, room;
};

struct work {
    routes_i_choke_work of;
    routes_i_choke_laid laid[ROUTES_I_CHOKE_MEASURES]; /* the first by the measure of the scores */
    size_t laid_count;
    uint32_t *first; /* [first_count] sites that something passes */
    size_t first_count;
    struct rounds *rounds; /* [first_count] sites passed instead of each */
    struct pair *alone;    /* [first_count] */
    size_t *alone_of;      /* [sites] place in `alone`, plus 1; 0: nothing passes */
    struct pair *pairs;
    size_t pair_count, pair_room;
};

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for pairs of sites");
}

/* Lanes have both measures at once, rows of a table one after the other, each on its best ways. */
static routes_status lay(struct work *work, routes_error *err)
{
    bool timed = routes_graph_time_ms(routes_network_graph(work->of.network)) != NULL;
    routes_path_kind kinds[] = {work->of.use.kind, work->of.use.kind == ROUTES_PATH_TIME
                                                       ? ROUTES_PATH_LENGTH
                                                       : ROUTES_PATH_TIME};
    size_t wanted = work->of.use.od && timed ? 2 : 1;
    routes_status status = ROUTES_OK;
    while (work->laid_count < wanted && !status) {
        size_t i = work->laid_count++;
        status = routes_i_choke_laid_make(&work->laid[i], &work->of, kinds[i], err);
    }
    return status;
}

struct place {
    double rank;
    uint32_t site;
};

static int by_rank(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return (a->site > b->site) - (a->site < b->site);
}

static int by_site(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* The sites that something passes; of many, those ranked first. */
static routes_status find_first(struct work *work, routes_error *err)
{
    struct place *places = routes_i_calloc(work->of.count, sizeof *places);
    work->first = routes_i_calloc(work->of.count, sizeof *work->first);
    if (!places || !work->first) {
        routes_i_free(places);
        return no_memory(err);
    }
    size_t passed = 0;
    for (size_t i = 0; i < work->of.count; i++)
        if (work->of.sums[work->of.listed[i]].passes > 0.0)
            places[passed++] = (struct place){work->of.ranks[i].rank.stated, work->of.listed[i]};
    if (passed)
        qsort(places, passed, sizeof *places, by_rank);
    work->first_count = passed < MOST ? passed : MOST;
    for (size_t i = 0; i < work->first_count; i++)
        work->first[i] = places[i].site;
    if (work->first_count)
        qsort(work->first, work->first_count, sizeof *work->first, by_site);
    routes_i_free(places);
    return ROUTES_OK;
}

/* Where the sums of one pair are gathered. */
struct gathering {
    const struct work *work;
    const routes_i_choke_laid *laid;
    struct pair *pair;
    struct rounds *rounds; /* null: not asked for */
};

static routes_status note_round(struct rounds *rounds, uint32_t site, routes_error *err)
{
    for (size_t i = 0; i < rounds->count; i++)
        if (rounds->sites[i] == site)
            return ROUTES_OK;
    if (rounds->count == rounds->room) {
        size_t room = rounds->room ? 2 * rounds->room : 8;
        uint32_t *grown = routes_i_realloc(rounds->sites, room, sizeof *grown);
        if (!grown)
            return no_memory(err);
        rounds->sites = grown;
        rounds->room = room;
    }
    rounds->sites[rounds->count++] = site;
    return ROUTES_OK;
}

static void gather_cost(struct gathering *to, const routes_i_choke_way *way, const double *cost,
                        double weight)
{
    int by = routes_i_choke_measure(&to->work->of);
    routes_i_choke_sums *sums = &to->pair->sums;
    for (int m = 0; m < ROUTES_I_CHOKE_MEASURES; m++) {
        if (isnan(way->cost[m]) || isnan(cost[m]))
            continue;
        sums->round[m] += weight;
        sums->with[m] += weight * way->cost[m];
        sums->without[m] += weight * cost[m];
    }
    if (to->laid->scored)
        to->pair->loss += weight * routes_i_choke_loss(way->cost[by], cost[by]);
}

static routes_status gather(const routes_i_choke_way *way, const double *cost,
                            const uint32_t *sites, size_t count, void *context, routes_error *err)
{
    struct gathering *to = context;
    double weight = way->part * routes_i_choke_weight(&to->work->of.of.demands[way->demand]);
    routes_status status = ROUTES_OK;
    if (to->laid->scored)
        to->pair->sums.passes += weight;
    if (cost) {
        gather_cost(to, way, cost, weight);
    } else if (to->laid->scored) {
        to->pair->sums.cut_off += weight;
        to->pair->loss += weight;
    }
    for (size_t i = 0; i < count && to->rounds && to->laid->scored && !status; i++)
        status = note_round(to->rounds, sites[i], err);
    return status;
}

static routes_status hold(const struct work *work, struct pair *pair, size_t count,
                          struct rounds *rounds, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < work->laid_count && !status; i++) {
        struct gathering to = {work, &work->laid[i], pair, rounds};
        status = routes_i_choke_hold(&work->laid[i], pair->site, count, gather, &to, err);
    }
    return status;
}

static routes_status hold_each(size_t from, size_t to, unsigned worker, void *context,
                               routes_error *err)
{
    struct work *work = context;
    routes_status status = ROUTES_OK;
    (void)worker;
    for (size_t i = from; i < to && !status; i++) {
        work->alone[i].site[0] = work->first[i];
        status = hold(work, &work->alone[i], 1, &work->rounds[i], err);
    }
    return status;
}

static routes_status hold_pairs(size_t from, size_t to, unsigned worker, void *context,
                                routes_error *err)
{
    struct work *work = context;
    routes_status status = ROUTES_OK;
    (void)worker;
    for (size_t i = from; i < to && !status; i++)
        status = hold(work, &work->pairs[i], 2, NULL, err);
    return status;
}

static routes_status add_pair(struct work *work, uint32_t a, uint32_t b, routes_error *err)
{
    if (work->pair_count == work->pair_room) {
        size_t room = work->pair_room ? 2 * work->pair_room : 64;
        struct pair *grown = routes_i_realloc(work->pairs, room, sizeof *grown);
        if (!grown)
            return no_memory(err);
        work->pairs = grown;
        work->pair_room = room;
    }
    work->pairs[work->pair_count++] = (struct pair){.site = {a, b}};
    return ROUTES_OK;
}

/* All pairs of sites that something passes, and each with what would be passed instead of it. */
static routes_status find_pairs(struct work *work, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < work->first_count && !status; i++) {
        for (size_t k = i + 1; k < work->first_count && !status; k++)
            status = add_pair(work, work->first[i], work->first[k], err);
        for (size_t k = 0; k < work->rounds[i].count && !status; k++)
            if (!work->alone_of[work->rounds[i].sites[k]])
                status = add_pair(work, work->first[i], work->rounds[i].sites[k], err);
    }
    return status;
}

static routes_status compute(struct work *work, routes_error *err)
{
    routes_i_run_part part;
    routes_status status = lay(work, err);
    if (!status)
        status = find_first(work, err);
    if (status)
        return status;
    work->rounds = routes_i_calloc(work->first_count, sizeof *work->rounds);
    work->alone = routes_i_calloc(work->first_count, sizeof *work->alone);
    work->alone_of = routes_i_calloc(work->of.sites, sizeof *work->alone_of);
    if (!work->rounds || !work->alone || !work->alone_of)
        return no_memory(err);
    for (size_t i = 0; i < work->first_count; i++)
        work->alone_of[work->first[i]] = i + 1;
    status = routes_i_parallel(routes_i_run_part_of(&part, &work->of.run, 0.5, 0.6),
                               work->first_count, 1, hold_each, work, "sites", err);
    if (!status)
        status = find_pairs(work, err);
    if (!status)
        status = routes_i_parallel(routes_i_run_part_of(&part, &work->of.run, 0.6, 1.0),
                                   work->pair_count, 1, hold_pairs, work, "pairs", err);
    return status;
}

static double loss_alone(const struct work *work, uint32_t site)
{
    size_t at = work->alone_of[site];
    return at ? work->alone[at - 1].loss : 0.0;
}

/* A sum of losses that are in neither is 0, but for the rounding of its terms. */
static double beyond(const struct work *work, const struct pair *pair)
{
    double apart = loss_alone(work, pair->site[0]) + loss_alone(work, pair->site[1]);
    double more = pair->loss - apart;
    return fabs(more) <= 1e-12 * apart ? 0.0 : more / work->of.whole;
}

static void add_name(routes_i_row *row, const routes_i_choke_work *work, uint32_t site)
{
    routes_i_text name = {0};
    if (row->status)
        return;
    row->status = routes_i_choke_name(&name, work, site, row->err);
    routes_i_row_text(row, name.size ? name.bytes : NULL);
    routes_i_text_free(&name);
}

static routes_status add_row(routes_table *table, const struct work *work, const struct pair *pair,
                             routes_error *err)
{
    const routes_i_choke_sums *sums = &pair->sums;
    routes_i_row row = routes_i_row_start(table, err);
    for (int i = 0; i < 2; i++)
        routes_i_row_text(&row, routes_i_choke_site_id(&work->of, pair->site[i]));
    for (int i = 0; i < 2; i++)
        add_name(&row, &work->of, pair->site[i]);
    routes_i_row_number(&row, fmin(1.0, pair->loss / work->of.whole));
    routes_i_row_number(&row, beyond(work, pair));
    routes_i_row_number(&row, fmin(1.0, sums->passes / work->of.whole));
    for (int m = 0; m < ROUTES_I_CHOKE_MEASURES; m++)
        routes_i_own_computed(&row, routes_i_choke_detour(sums, m));
    routes_i_own_computed(&row, routes_i_choke_ratio(sums, routes_i_choke_measure(&work->of)));
    routes_i_row_text(&row, routes_i_choke_ways_left(sums));
    routes_i_row_number(&row, sums->cut_off);
    return routes_i_row_end(&row);
}

/* A pair and what orders it. */
struct listed {
    double loss;
    const char *id[2];
    const struct pair *pair;
};

static int by_loss(const void *left, const void *right)
{
    const struct listed *a = left, *b = right;
    if (a->loss != b->loss)
        return a->loss > b->loss ? -1 : 1;
    int order = strcmp(a->id[0], b->id[0]);
    return order ? order : strcmp(a->id[1], b->id[1]);
}

static routes_status fill(routes_table *table, struct work *work, routes_error *err)
{
    struct listed *listed = routes_i_calloc(work->pair_count, sizeof *listed);
    routes_status status = listed ? ROUTES_OK : no_memory(err);
    for (size_t i = 0; i < work->pair_count && !status; i++) {
        struct pair *pair = &work->pairs[i];
        const char *ids[] = {routes_i_choke_site_id(&work->of, pair->site[0]),
                             routes_i_choke_site_id(&work->of, pair->site[1])};
        int turned = strcmp(ids[0], ids[1]) > 0;
        if (turned)
            *pair = (struct pair){{pair->site[1], pair->site[0]}, pair->sums, pair->loss};
        listed[i] = (struct listed){pair->loss, {ids[turned], ids[!turned]}, pair};
    }
    if (!status && work->pair_count)
        qsort(listed, work->pair_count, sizeof *listed, by_loss);
    for (size_t i = 0; i < work->pair_count && !status; i++)
        status = add_row(table, work, listed[i].pair, err);
    routes_i_free(listed);
    return status;
}

static void free_work(struct work *work)
{
    for (size_t i = 0; i < work->laid_count; i++)
        routes_i_choke_laid_free(&work->laid[i]);
    for (size_t i = 0; work->rounds && i < work->first_count; i++)
        routes_i_free(work->rounds[i].sites);
    routes_i_free(work->rounds);
    routes_i_free(work->first);
    routes_i_free(work->alone);
    routes_i_free(work->alone_of);
    routes_i_free(work->pairs);
    routes_i_choke_work_free(&work->of);
}

/* Nothing is drawn here. */
static routes_status read(struct work *work, const routes_network *network,
                          const routes_model *model, const routes_laying *laying,
                          const routes_chokepoint_rank_options *options, routes_error *err)
{
    routes_i_run_part part;
    routes_run run;
    routes_chokepoint_rank_options use;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = routes_i_run_read(&run, use.run, err);
    if (status)
        return status;
    use.draws = 1;
    use.without_unseen = 1;
    use.certain = 1;
    use.run = routes_i_run_part_of(&part, &run, 0.0, 0.5);
    status = routes_i_choke_work_make(&work->of, network, model, laying, &use, err);
    work->of.run = run;
    work->of.undrawn = true;
    return status;
}

routes_status routes_answer_chokepoint_pairs(routes_table **out, const routes_network *network,
                                             const routes_model *model, const routes_laying *laying,
                                             const routes_chokepoint_rank_options *options,
                                             routes_error *err)
{
    struct work work = {0};
    routes_table *table = NULL;
    routes_status status = routes_i_network_begin(&table, "chokepoint_pairs", columns,
                                                  sizeof columns / sizeof *columns, network, err);
    if (out)
        *out = NULL;
    else if (!status)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    if (status) {
        routes_table_free(table);
        return status;
    }
    status = read(&work, network, model, laying, options, err);
    if (!status)
        status = compute(&work, err);
    if (!status)
        status = fill(table, &work, err);
    status = routes_i_choke_end(out, table, &work.of, method, "id|id_other", status, err);
    free_work(&work);
    return status;
}
