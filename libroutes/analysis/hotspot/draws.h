/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/draws.h
 * @brief Values drawn without replacement and summed, many replicates at a time.
 *
 * A draw is defined by its stream, routes_i_random_start(seed, ROUTES_I_PURPOSE_PERMUTATION, site,
 * replicate): each of its 32-bit numbers x names place x * others >> 32 of the pool; a number that
 * would make some places likelier (D. Lemire, "Fast random integer generation in an interval", ACM
 * TOMACS 29(1), 2019), and a place already drawn, are passed over. So the order of drawing, the
 * number of threads and the processor do not matter.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_DRAWS_H
#define ROUTES_ANALYSIS_HOTSPOT_DRAWS_H

#include <stdint.h>

/** @brief Replicates of one step. */
#define ROUTES_I_DRAWS_LANES 16

/** @brief Rounds of the generator, Philox 4x32-10. */
#define ROUTES_I_DRAWS_ROUNDS 10

/** @brief What is drawn for one site. */
typedef struct routes_i_draws {
    const double *pool; /**< [others] */
    uint32_t others;    /**< >= size */
    const double *by;   /**< [size] Weight of each draw. */
    uint32_t size;
    int equal;   /**< Other than 0: the weights are all the same. */
    int squared; /**< Other than 0: sum by (x - own)^2, else by x. */
    double own;  /**< Used when squared. */
    uint64_t seed;
    uint32_t site;
    uint32_t *picks; /**< [size] Scratch. */
    uint32_t *marks; /**< [others] Scratch, all below `mark`; may be null up to
                          ROUTES_I_DRAWS_SEARCHED. */
    uint32_t mark;   /**< Grows by one with each draw made with `marks`. */
    int64_t keys[ROUTES_I_DRAWS_ROUNDS][2]; /**< Of the seed: routes_i_draws_key(). */
} routes_i_draws;

/** @brief Sets the seed and the keys that follow from it. */
void routes_i_draws_key(routes_i_draws *what, uint64_t seed);

/** @brief Up to this many draws a repeated place is searched for, beyond it is marked. */
#define ROUTES_I_DRAWS_SEARCHED 64

/** @brief The sum of one replicate, by the definition. */
double routes_i_draws_one(routes_i_draws *what, uint32_t replicate);

/**
 * @brief The sums of the replicates `first` .. `first` + 15, sixteen at a time.
 * @param[out] sums Those whose bit is set in the return value are not to be used.
 * @return Replicates in whose stream a number is passed over: left to routes_i_draws_one().
 */
typedef uint32_t (*routes_i_draws_many)(double sums[ROUTES_I_DRAWS_LANES],
                                        const routes_i_draws *what, uint32_t first);

/**
 * @brief The way of this processor's wide registers, or null where it has none.
 * @param[in] widest Bits of a register at most, so that tests can try each: 256 or 512.
 */
routes_i_draws_many routes_i_draws_wide(unsigned widest);

#endif
