/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/draws_wide.h
 * @brief routes_i_draws_many in the registers of x86-64: 256 and 512 bits.
 *
 * The numbers are those of Philox 4x32-10 as core/random.h has them (J. K. Salmon et al., "Parallel
 * random numbers: as easy as 1, 2, 3", SC'11, 2011), four to a block, each in the low half of 64
 * bits; the high halves are not looked at. Even replicates stand in one register and odd ones in
 * the next, so that their places, 32 bits each, are in order once put together.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_DRAWS_WIDE_H
#define ROUTES_ANALYSIS_HOTSPOT_DRAWS_WIDE_H

#include "analysis/hotspot/draws.h"

/** @brief The two multipliers of Philox. */
#define ROUTES_I_PHILOX_0 0xD2511F53U
#define ROUTES_I_PHILOX_1 0xCD9E8D57U

/** @brief With AVX2; the processor must have it. */
uint32_t routes_i_draws_avx2(double *sums, const routes_i_draws *what, uint32_t first);
/** @brief With AVX-512F; the processor must have it. */
uint32_t routes_i_draws_avx512(double *sums, const routes_i_draws *what, uint32_t first);

/**
 * @brief Pairs of replicates of which one has a number that may be unfair: the lesser remainder of
 * an even replicate and the odd one after it is kept in one lane, so both are made anew.
 */
static inline uint32_t routes_i_draws_pairs(uint32_t lanes)
{
    uint32_t pairs = 0;
    for (uint32_t lane = 0; lanes >> lane; lane++)
        if (lanes >> lane & 1)
            pairs |= 3U << 2 * lane;
    return pairs;
}

#endif
