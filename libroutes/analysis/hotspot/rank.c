/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/rank.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/hotspot/ranking.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"

#define DRAWS 9999
#define TOP 10
#define LEVEL 0.95

/* Values this near to the largest of them, relative, are equal. */
#define SAME_VALUE 1e-12

/* Draws that are ranked together before they are counted. */
#define BATCH 64
/* Classes into which the ranks sought are narrowed down at each turn. */
#define CLASSES 64
#define QUANTILES 3

routes_status routes_i_ranking_read(routes_rank_options *use, routes_run *run,
                                    const routes_rank_options *options, routes_error *err)
{
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(run, use->run, err);
    if (status)
        return status;
    use->draws = use->draws ? use->draws : DRAWS;
    use->top = use->top ? use->top : TOP;
    use->level = use->level != 0.0 ? use->level : LEVEL;
    if (!(use->level > 0.0 && use->level < 1.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.level is %g, must be above 0 and below 1", use->level);
    return ROUTES_OK;
}

bool routes_i_ranking_below(double value, double largest)
{
    return largest - value > SAME_VALUE * fabs(largest);
}

static int from_large_to_small(const void *left, const void *right)
{
    const routes_i_ranked *a = left;
    const routes_i_ranked *b = right;
    return (a->value < b->value) - (a->value > b->value);
}

void routes_i_ranking_order(uint32_t *ranks, routes_i_ranked *values, size_t n)
{
    qsort(values, n, sizeof *values, from_large_to_small);
    size_t first = 0;
    for (size_t k = 0; k < n; k++) {
        if (routes_i_ranking_below(values[k].value, values[first].value))
            first = k;
        ranks[values[k].who] = (uint32_t)first;
    }
}

routes_status routes_i_ranking_stated(routes_rank *ranks, const routes_redraw *redraw,
                                      routes_error *err)
{
    size_t n = routes_redraw_areas(redraw);
    routes_i_ranked *values = routes_i_calloc(n, sizeof *values);
    uint32_t *order = routes_i_calloc(n, sizeof *order);
    routes_status status = ROUTES_OK;
    if (!values || !order)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to rank %zu areas", n);
    size_t known = 0;
    for (size_t i = 0; i < n && !status; i++) {
        ranks[i] = (routes_rank){NAN, NAN, NAN, NAN, NAN, NAN, NAN};
        if (!routes_redraw_state_of(redraw, i))
            values[known++] = (routes_i_ranked){routes_redraw_stated(redraw, i), (uint32_t)i};
    }
    if (!status) {
        routes_i_ranking_order(order, values, known);
        for (size_t k = 0; k < known; k++)
            ranks[values[k].who].stated = (double)order[values[k].who] + 1.0;
    }
    routes_i_free(values);
    routes_i_free(order);
    return status;
}

/* A quantile that is sought: it lies at `base` or above, and `below` draws are below `base`. */
struct quantile {
    uint32_t base;
    uint32_t below;
    uint32_t counts[CLASSES]; /* of ranks from `base` on, `width` ranks a class */
};

struct area {
    uint32_t in_top;
    uint64_t sum; /* of its ranks, from 0 */
    struct quantile quantiles[QUANTILES];
};

struct ranker {
    routes_i_ranking_values values_of;
    void *context;
    bool zero_last;
    const routes_run *run;
    const routes_rank_options *use;
    size_t n;
    struct area *areas;      /* [n] */
    uint32_t *ranks;         /* [BATCH][n] of the batch under way */
    double *numbers;         /* [workers][n] */
    routes_i_ranked *values; /* [workers][n] */
    uint32_t first;          /* draw of the batch */
    uint32_t size;           /* draws in it */
    uint32_t width;          /* ranks a class */
    bool is_first_turn;
};

void routes_i_ranking_zero_last(uint32_t *ranks, const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (values[i] == 0.0)
            ranks[i] = (uint32_t)n - 1;
}

static routes_status rank_draws(size_t from, size_t to, unsigned worker, void *context,
                                routes_error *err)
{
    (void)err;
    const struct ranker *ranker = context;
    routes_i_ranked *values = ranker->values + worker * ranker->n;
    double *numbers = ranker->numbers + worker * ranker->n;
    for (size_t r = from; r < to; r++) {
        ranker->values_of(numbers, ranker->first + (uint32_t)r, worker, ranker->context);
        for (size_t i = 0; i < ranker->n; i++)
            values[i] = (routes_i_ranked){numbers[i], (uint32_t)i};
        routes_i_ranking_order(ranker->ranks + r * ranker->n, values, ranker->n);
        if (ranker->zero_last)
            routes_i_ranking_zero_last(ranker->ranks + r * ranker->n, numbers, ranker->n);
    }
    return ROUTES_OK;
}

static routes_status count_ranks(size_t from, size_t to, unsigned worker, void *context,
                                 routes_error *err)
{
    (void)worker;
    (void)err;
    const struct ranker *ranker = context;
    for (size_t i = from; i < to; i++) {
        struct area *area = &ranker->areas[i];
        for (size_t r = 0; r < ranker->size; r++) {
            uint32_t rank = ranker->ranks[r * ranker->n + i];
            for (int q = 0; q < QUANTILES; q++) {
                struct quantile *quantile = &area->quantiles[q];
                uint32_t class =
                    rank < quantile->base ? CLASSES : (rank - quantile->base) / ranker->width;
                if (class < CLASSES)
                    quantile->counts[class]++;
            }
            if (ranker->is_first_turn) {
                area->sum += rank;
                area->in_top += rank < ranker->use->top;
            }
        }
    }
    return ROUTES_OK;
}

/* All draws once: ranked batch by batch, and counted. */
static routes_status take_turn(struct ranker *ranker, double from, double to, routes_error *err)
{
    uint32_t draws = ranker->use->draws;
    uint32_t batches = (draws - 1) / BATCH + 1;
    routes_run quiet = *ranker->run;
    quiet.progress = NULL;
    routes_status status = ROUTES_OK;
    for (uint32_t b = 0; b < batches && !status; b++) {
        routes_i_run_part part;
        double share = (to - from) / batches;
        ranker->first = b * BATCH;
        ranker->size = b + 1 < batches ? BATCH : draws - b * BATCH;
        const routes_run *run =
            routes_i_run_part_of(&part, ranker->run, from + b * share, from + (b + 1.0) * share);
        status = routes_i_parallel(run, ranker->size, 1, rank_draws, ranker, "ranks", err);
        if (!status)
            status = routes_i_parallel(&quiet, ranker->n, 256, count_ranks, ranker, "ranks", err);
    }
    return status;
}

/* Moves on to the class that holds the draw of number `wanted`, counted from 1. */
static void narrow(struct quantile *quantile, uint32_t wanted, uint32_t width)
{
    uint32_t class = 0;
    while (class + 1 < CLASSES && quantile->below + quantile->counts[class] < wanted)
        quantile->below += quantile->counts[class ++];
    quantile->base += class * width;
    for (class = 0; class < CLASSES; class ++)
        quantile->counts[class] = 0;
}

static uint32_t number_of(double share, uint32_t draws)
{
    double number = ceil(share * draws - 1e-9);
    return number < 1.0 ? 1 : (uint32_t)number;
}

static routes_status find_ranks(struct ranker *ranker, routes_error *err)
{
    double side = 0.5 * (1.0 - ranker->use->level);
    uint32_t draws = ranker->use->draws;
    const uint32_t wanted[QUANTILES] = {number_of(side, draws), number_of(0.5, draws),
                                        number_of(1.0 - side, draws)};
    uint32_t turns = 1;
    for (size_t width = ranker->n; width > CLASSES; width = (width + CLASSES - 1) / CLASSES)
        turns++;
    routes_status status = ROUTES_OK;
    uint32_t width = (uint32_t)ranker->n;
    for (uint32_t turn = 0; turn < turns && !status; turn++) {
        width = (width + CLASSES - 1) / CLASSES;
        ranker->width = width;
        ranker->is_first_turn = turn == 0;
        status = take_turn(ranker, (double)turn / turns, (turn + 1.0) / turns, err);
        for (size_t i = 0; i < ranker->n && !status; i++)
            for (int q = 0; q < QUANTILES; q++)
                narrow(&ranker->areas[i].quantiles[q], wanted[q], width);
    }
    return status;
}

static void conclude(routes_rank *ranks, const struct ranker *ranker)
{
    double draws = ranker->use->draws;
    for (size_t i = 0; i < ranker->n; i++) {
        const struct area *area = &ranker->areas[i];
        double share = area->in_top / draws;
        ranks[i].lower = area->quantiles[0].base + 1.0;
        ranks[i].median = area->quantiles[1].base + 1.0;
        ranks[i].upper = area->quantiles[2].base + 1.0;
        ranks[i].mean = (double)area->sum / draws + 1.0;
        ranks[i].share_in_top = share;
        ranks[i].error = sqrt(share * (1.0 - share) / draws);
    }
}

routes_status routes_i_ranking_draw(routes_rank *ranks, size_t n, routes_i_ranking_values values,
                                    void *context, bool zero_last, const routes_rank_options *use,
                                    const routes_run *run, routes_error *err)
{
    struct ranker ranker = {.values_of = values,
                            .context = context,
                            .zero_last = zero_last,
                            .run = run,
                            .use = use,
                            .n = n};
    size_t workers = run->threads < BATCH ? run->threads : BATCH;
    routes_status status = ROUTES_OK;
    ranker.areas = routes_i_calloc(n, sizeof *ranker.areas);
    ranker.ranks = routes_i_calloc(n, BATCH * sizeof *ranker.ranks);
    ranker.numbers = routes_i_calloc(n, workers * sizeof *ranker.numbers);
    ranker.values = routes_i_calloc(n, workers * sizeof *ranker.values);
    if (!ranker.areas || !ranker.ranks || !ranker.numbers || !ranker.values)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to rank %zu areas", n);
    if (!status)
        status = find_ranks(&ranker, err);
    if (!status)
        conclude(ranks, &ranker);
    routes_i_free(ranker.areas);
    routes_i_free(ranker.ranks);
    routes_i_free(ranker.numbers);
    routes_i_free(ranker.values);
    return status;
}

/* The areas that can be drawn. */
struct drawn {
    const routes_redraw *redraw;
    size_t n;
    uint32_t *who; /* [n] their numbers in the redraw */
};

static void values_of(double *values, uint32_t replicate, unsigned worker, void *context)
{
    const struct drawn *drawn = context;
    (void)worker;
    for (size_t i = 0; i < drawn->n; i++)
        values[i] = routes_redraw_value(drawn->redraw, drawn->who[i], replicate);
}

static routes_status rank_drawn(routes_rank *ranks, struct drawn *drawn,
                                const routes_rank_options *use, const routes_run *run,
                                routes_error *err)
{
    size_t all = routes_redraw_areas(drawn->redraw);
    routes_rank *made = routes_i_calloc(all, sizeof *made);
    drawn->who = routes_i_calloc(all, sizeof *drawn->who);
    routes_status status = ROUTES_OK;
    if (!made || !drawn->who)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to rank %zu areas", all);
    for (size_t i = 0; i < all && !status; i++)
        if (!routes_redraw_state_of(drawn->redraw, i)) {
            made[drawn->n].stated = ranks[i].stated;
            drawn->who[drawn->n++] = (uint32_t)i;
        }
    if (!status && drawn->n)
        status = routes_i_ranking_draw(made, drawn->n, values_of, drawn, false, use, run, err);
    for (size_t i = 0; i < drawn->n && !status; i++)
        ranks[drawn->who[i]] = made[i];
    routes_i_free(made);
    routes_i_free(drawn->who);
    return status;
}

routes_status routes_rank_draw(routes_rank *ranks, const routes_redraw *redraw,
                               const routes_rank_options *options, routes_error *err)
{
    routes_rank_options use;
    routes_run run;
    routes_status status = routes_i_ranking_read(&use, &run, options, err);
    if (!status && (!ranks || !redraw))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "ranks and redraw must not be null");
    if (status)
        return status;
    struct drawn drawn = {.redraw = redraw};
    size_t n = routes_redraw_areas(redraw);
    routes_rank *made = routes_i_calloc(n, sizeof *made);
    if (!made)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to rank %zu areas", n);
    if (!status)
        status = routes_i_ranking_stated(made, redraw, err);
    if (!status)
        status = rank_drawn(made, &drawn, &use, &run, err);
    for (size_t i = 0; i < n && !status; i++)
        ranks[i] = made[i];
    routes_i_free(made);
    return status;
}
