/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/tally.h"

#include <math.h>

#include "core/memory.h"

/* The scales of the sums. */
#define SHARE_ONE 0x1p40
#define LOG_ONE 0x1p32

/* Bets are this far apart: between two of them the bound is a sixth above the best one's. */
#define STEP 3.0

/* The greatest bets. Above 0.99 a share of 1 would end the product; a bet of 8 serves shares whose
 * spread is small against their mean. */
#define MOST_ABOVE 0.99
#define MOST_BELOW 8.0

/* Part of what may go wrong that is left to means that are too low: the only side on which a mean
 * near 0 can err, and so the one that says how many samples are needed. */
#define ABOVE 0.9

/* Part of that of a side that its first bet gets. */
#define FIRST 0.7

static void set_log(routes_i_bets *bets, size_t i, double sign)
{
    for (int parts = 0; parts <= ROUTES_I_TALLY_PARTS; parts++)
        bets->log[i][parts] = (int64_t)floor(
            LOG_ONE * log1p(sign * bets->c[i] * parts / (double)ROUTES_I_TALLY_PARTS));
}

/* Bets from `most` down to what serves the widest spread, that of a share which is 0 or 1. */
static void choose_bets(routes_i_bets *bets, double most, double error, double sign, double chance)
{
    bets->count = 0;
    do {
        bets->c[bets->count] = most;
        set_log(bets, bets->count++, sign);
        most /= STEP;
    } while (bets->count < ROUTES_I_TALLY_BETS && most * STEP > 4.0 * error);
    for (size_t i = 0; i < bets->count; i++) {
        double part = bets->count == 1 ? 1.0
                      : i == 0         ? FIRST
                                       : (1.0 - FIRST) / (double)(bets->count - 1);
        bets->chance[i] = log(chance * part);
    }
}

void routes_i_tally_rule_make(routes_i_tally_rule *rule, size_t items, double error,
                              double confidence)
{
    double chance = (1.0 - confidence) / (double)(items ? items : 1);
    rule->items = items;
    choose_bets(&rule->above, MOST_ABOVE, error, -1.0, ABOVE * chance);
    choose_bets(&rule->below, MOST_BELOW, error, 1.0, (1.0 - ABOVE) * chance);
    /* So many, if all shares are 0. */
    rule->least = (size_t)ceil(rule->above.chance[0] / log1p(-MOST_ABOVE * error));
}

routes_status routes_i_tally_make(routes_i_tally *tally, const routes_i_tally_rule *rule,
                                  routes_error *err)
{
    *tally = (routes_i_tally){.rule = rule};
    size_t bets = rule->above.count + rule->below.count;
    tally->sum = routes_i_calloc(rule->items, sizeof *tally->sum);
    tally->log = routes_i_calloc(rule->items * bets, sizeof *tally->log);
    tally->parts = routes_i_calloc(rule->items, sizeof *tally->parts);
    tally->marked = routes_i_calloc(rule->items, sizeof *tally->marked);
    if (!tally->sum || !tally->log || !tally->parts || !tally->marked)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for samples of %zu figures",
                             rule->items);
    return ROUTES_OK;
}

void routes_i_tally_free(routes_i_tally *tally)
{
    routes_i_free(tally->sum);
    routes_i_free(tally->log);
    routes_i_free(tally->parts);
    routes_i_free(tally->marked);
}

static int64_t *logs_of(const routes_i_tally *tally, size_t item)
{
    return tally->log + item * (tally->rule->above.count + tally->rule->below.count);
}

void routes_i_tally_end(routes_i_tally *tally)
{
    const routes_i_bets *above = &tally->rule->above;
    const routes_i_bets *below = &tally->rule->below;
    for (size_t i = 0; i < tally->marked_count; i++) {
        uint32_t item = tally->marked[i];
        uint32_t parts = tally->parts[item];
        int64_t *log = logs_of(tally, item);
        tally->parts[item] = 0;
        tally->sum[item] += (uint64_t)(SHARE_ONE / ROUTES_I_TALLY_PARTS) * parts;
        for (size_t k = 0; k < above->count; k++)
            *log++ += above->log[k][parts];
        for (size_t k = 0; k < below->count; k++)
            *log++ += below->log[k][parts];
    }
    tally->marked_count = 0;
}

void routes_i_tally_share(routes_i_tally *tally, size_t item, double share)
{
    const routes_i_bets *above = &tally->rule->above;
    const routes_i_bets *below = &tally->rule->below;
    int64_t *log = logs_of(tally, item);
    /* A sum of shares may come out above 1 by a rounding. */
    share = fmin(share, 1.0);
    tally->sum[item] += (uint64_t)llround(SHARE_ONE * share);
    for (size_t k = 0; k < above->count; k++)
        *log++ += (int64_t)floor(LOG_ONE * log1p(-above->c[k] * share));
    for (size_t k = 0; k < below->count; k++)
        *log++ += (int64_t)floor(LOG_ONE * log1p(below->c[k] * share));
}

void routes_i_tally_move(routes_i_tally *tally, routes_i_tally *from)
{
    size_t logs = tally->rule->items * (tally->rule->above.count + tally->rule->below.count);
    for (size_t i = 0; i < tally->rule->items; i++) {
        tally->sum[i] += from->sum[i];
        from->sum[i] = 0;
    }
    for (size_t i = 0; i < logs; i++) {
        tally->log[i] += from->log[i];
        from->log[i] = 0;
    }
}

double routes_i_tally_mean(const routes_i_tally *tally, size_t item, size_t samples)
{
    return (double)tally->sum[item] / SHARE_ONE / (double)samples;
}

/* A mean b is ruled out where the product over the samples, divided by (1 - c b) or (1 + c b) to
 * the power of their number, is above one in its chance. */
double routes_i_tally_error(const routes_i_tally *tally, size_t item, size_t samples)
{
    const routes_i_bets *above = &tally->rule->above;
    const routes_i_bets *below = &tally->rule->below;
    const int64_t *log = logs_of(tally, item);
    double n = (double)samples;
    double most = 1.0;
    double least = 0.0;
    for (size_t k = 0; k < above->count; k++) {
        double mean = ((double)*log++ / LOG_ONE + above->chance[k]) / n;
        most = fmin(most, -expm1(mean) / above->c[k]);
    }
    for (size_t k = 0; k < below->count; k++) {
        double mean = ((double)*log++ / LOG_ONE + below->chance[k]) / n;
        least = fmax(least, expm1(mean) / below->c[k]);
    }
    double at = routes_i_tally_mean(tally, item, samples);
    return fmax(most - at, at - least);
}
