/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/draws_wide.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#include <stdbool.h>

#include "core/random.h"

/* Without optimisation gcc 12's gathers are macros that it warns of itself. */
#pragma GCC diagnostic ignored "-Wsign-conversion"

#define AVX512 __attribute__((target("avx512f")))
#define INLINE AVX512 __attribute__((always_inline)) static inline

/* 0x96 is the exclusive or of three. */
INLINE void one_round(__m512i c[4], __m512i k0, __m512i k1)
{
    __m512i p0 = _mm512_mul_epu32(c[0], _mm512_set1_epi64(ROUTES_I_PHILOX_0));
    __m512i p1 = _mm512_mul_epu32(c[2], _mm512_set1_epi64(ROUTES_I_PHILOX_1));
    c[0] = _mm512_ternarylogic_epi64(_mm512_srli_epi64(p1, 32), c[1], k0, 0x96);
    c[2] = _mm512_ternarylogic_epi64(_mm512_srli_epi64(p0, 32), c[3], k1, 0x96);
    c[1] = p1;
    c[3] = p0;
}

INLINE void numbers(__m512i a[4], __m512i b[4], const routes_i_draws *what, uint32_t block,
                    __m512i even)
{
    a[0] = b[0] = _mm512_set1_epi64(block);
    a[1] = even;
    b[1] = _mm512_add_epi64(even, _mm512_set1_epi64(1));
    a[2] = b[2] = _mm512_set1_epi64(what->site);
    a[3] = b[3] = _mm512_set1_epi64(ROUTES_I_PURPOSE_PERMUTATION);
    for (int round = 0; round < ROUTES_I_DRAWS_ROUNDS; round++) {
        __m512i k0 = _mm512_set1_epi64(what->keys[round][0]);
        __m512i k1 = _mm512_set1_epi64(what->keys[round][1]);
        one_round(a, k0, k1);
        one_round(b, k0, k1);
    }
}

INLINE __m512d term(const routes_i_draws *what, __m256i places, double by, bool squared)
{
    __m512d x = _mm512_i32gather_pd(places, what->pool, 8);
    if (squared) {
        x = _mm512_sub_pd(x, _mm512_set1_pd(what->own));
        x = _mm512_mul_pd(x, x);
    }
    return _mm512_mul_pd(_mm512_set1_pd(by), x);
}

INLINE uint32_t sixteen(double *sums, const routes_i_draws *what, uint32_t first, bool squared)
{
    const __m512i others = _mm512_set1_epi64(what->others);
    const __m512i even =
        _mm512_add_epi64(_mm512_set1_epi64(first), _mm512_set_epi64(14, 12, 10, 8, 6, 4, 2, 0));
    __m512i places[ROUTES_I_DRAWS_SEARCHED];
    __m512i least = _mm512_set1_epi64(-1); /* remainders; below `others` they may be unfair */
    __mmask16 fresh = 0xFFFF;
    __m512d low = _mm512_setzero_pd();
    __m512d high = _mm512_setzero_pd();
    __m512i a[4];
    __m512i b[4];
    for (uint32_t t = 0; t < what->size; t++) {
        if (t % 4 == 0)
            numbers(a, b, what, t / 4, even);
        __m512i p = _mm512_mul_epu32(a[t % 4], others);
        __m512i q = _mm512_mul_epu32(b[t % 4], others);
        least = _mm512_min_epu32(least, _mm512_min_epu32(p, q));
        __m512i place = _mm512_mask_blend_epi32(0xAAAA, _mm512_srli_epi64(p, 32), q);
        for (uint32_t s = 0; s < t; s++)
            fresh = _mm512_mask_cmpneq_epi32_mask(fresh, place, places[s]);
        places[t] = place;
        double by = what->by[t];
        low = _mm512_add_pd(low, term(what, _mm512_castsi512_si256(place), by, squared));
        high = _mm512_add_pd(high, term(what, _mm512_extracti64x4_epi64(place, 1), by, squared));
    }
    _mm512_storeu_pd(sums, low);
    _mm512_storeu_pd(sums + 8, high);
    __m512i remainders = _mm512_and_si512(least, _mm512_set1_epi64(0xFFFFFFFF));
    return (0xFFFF & ~(uint32_t)fresh) |
           routes_i_draws_pairs(_mm512_cmplt_epu64_mask(remainders, others));
}

AVX512 uint32_t routes_i_draws_avx512(double *sums, const routes_i_draws *what, uint32_t first)
{
    return what->squared ? sixteen(sums, what, first, true) : sixteen(sums, what, first, false);
}

#else
typedef int routes_i_no_avx512; /* a source must not be empty */
#endif
