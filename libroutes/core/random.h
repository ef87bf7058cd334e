/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/random.h
 * @brief Random streams named by what they are for, so that no thread's order can change them.
 *
 * A stream is fixed by (seed, purpose, site, replicate): the same four give the
 * same numbers on any machine, in any order of asking. Counter-based: Philox
 * 4x32-10 of J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
 * SC'11, 2011. A stream holds 2^34 numbers of 32 bits.
 */
#ifndef ROUTES_CORE_RANDOM_H
#define ROUTES_CORE_RANDOM_H

#include <stdint.h>

/** @brief What a stream is for; appended to, never renumbered, or results would change. */
typedef enum routes_i_purpose {
    ROUTES_I_PURPOSE_TEST = 0,
    ROUTES_I_PURPOSE_PERMUTATION = 1,
    ROUTES_I_PURPOSE_RANGE = 2,
    ROUTES_I_PURPOSE_DENOMINATOR = 3,
    ROUTES_I_PURPOSE_SAMPLING = 4,
    ROUTES_I_PURPOSE_SCAN = 5,
    ROUTES_I_PURPOSE_LANE = 6,      /* whether a stated lane is there */
    ROUTES_I_PURPOSE_UNSEEN = 7,    /* whether an unseen one is, and what it carries */
    ROUTES_I_PURPOSE_DETECTION = 8, /* what a team finds */
    ROUTES_I_PURPOSE_RELIABILITY = 9,
    ROUTES_I_PURPOSE_WAYS = 10 /* from where to where, and by which way */
} routes_i_purpose;

/** @brief A stream; a value, made by routes_i_random_start(). */
typedef struct routes_i_random {
    uint32_t key[2];
    uint32_t counter[4];
    uint32_t block[4];
    unsigned left;
} routes_i_random;

/** @brief The stream of these four names, from its first number. */
routes_i_random routes_i_random_start(uint64_t seed, routes_i_purpose purpose, uint32_t site,
                                      uint32_t replicate);

/** @brief The next 32 random bits. */
uint32_t routes_i_random_next(routes_i_random *stream);

/** @brief Uniform in [0, 1), with 53 bits. */
double routes_i_random_unit(routes_i_random *stream);

/** @brief Uniform among 0 .. n-1 without bias; `n` is at least 1. */
uint32_t routes_i_random_below(routes_i_random *stream, uint32_t n);

#endif
