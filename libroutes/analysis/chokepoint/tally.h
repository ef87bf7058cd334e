/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/chokepoint/tally.h
 * @brief Means of shares of 0 to 1 over samples, with a bound on how far off they are that holds
 *        whenever one looks.
 *
 * Sums are whole numbers, so that tallies of several threads add up in any order.
 */
#ifndef ROUTES_ANALYSIS_CHOKEPOINT_TALLY_H
#define ROUTES_ANALYSIS_CHOKEPOINT_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "core/fail.h"

/** @brief Parts of which a share is made. */
#define ROUTES_I_TALLY_PARTS 64

/** @brief Most bets on one side. */
#define ROUTES_I_TALLY_BETS 10

/** @brief Constants c of the products of 1 - c x, or of 1 + c x, over the samples. */
typedef struct routes_i_bets {
    size_t count;
    double c[ROUTES_I_TALLY_BETS];
    double chance[ROUTES_I_TALLY_BETS]; /**< Logarithm of that of a product as large as counts. */
    int64_t log[ROUTES_I_TALLY_BETS][ROUTES_I_TALLY_PARTS + 1]; /**< Of a share in parts, 2^-32. */
} routes_i_bets;

/** @brief What the means are judged by. */
typedef struct routes_i_tally_rule {
    size_t items;
    routes_i_bets above; /**< Against means that are too low. */
    routes_i_bets below; /**< Against means that are too high. */
    size_t least;        /**< Samples without which no bound is met. */
} routes_i_tally_rule;

/** @brief Sums over samples. */
typedef struct routes_i_tally {
    const routes_i_tally_rule *rule;
    uint64_t *sum;    /**< [items] Of shares, 2^-40. */
    int64_t *log;     /**< [items][above.count + below.count] Of logarithms, 2^-32. */
    uint32_t *parts;  /**< [items] In the sample at hand. */
    uint32_t *marked; /**< [items] Items with parts. */
    size_t marked_count;
} routes_i_tally;

/** @brief The rule by which all of `items` means are within `error`, at this confidence. */
void routes_i_tally_rule_make(routes_i_tally_rule *rule, size_t items, double error,
                              double confidence);

/** @brief An empty tally. */
routes_status routes_i_tally_make(routes_i_tally *tally, const routes_i_tally_rule *rule,
                                  routes_error *err);

/** @brief Frees what it holds; also after a failure. */
void routes_i_tally_free(routes_i_tally *tally);

/** @brief Adds a part to an item's share in the sample at hand. */
static inline void routes_i_tally_part(routes_i_tally *tally, size_t item)
{
    if (tally->parts[item]++ == 0)
        tally->marked[tally->marked_count++] = (uint32_t)item;
}

/** @brief Ends the sample at hand. */
void routes_i_tally_end(routes_i_tally *tally);

/** @brief Adds an item's share in a sample of its own; once an item and sample. */
void routes_i_tally_share(routes_i_tally *tally, size_t item, double share);

/** @brief Moves all sums over. */
void routes_i_tally_move(routes_i_tally *tally, routes_i_tally *from);

/** @brief An item's mean over `samples`. */
double routes_i_tally_mean(const routes_i_tally *tally, size_t item, size_t samples);

/** @brief How far off its mean may be. */
double routes_i_tally_error(const routes_i_tally *tally, size_t item, size_t samples);

#endif
