/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/draws_wide.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#include <stdbool.h>

#include "core/random.h"

#define AVX2 __attribute__((target("avx2")))
#define INLINE AVX2 __attribute__((always_inline)) static inline

INLINE void one_round(__m256i c[4], __m256i k0, __m256i k1)
{
    __m256i p0 = _mm256_mul_epu32(c[0], _mm256_set1_epi64x(ROUTES_I_PHILOX_0));
    __m256i p1 = _mm256_mul_epu32(c[2], _mm256_set1_epi64x(ROUTES_I_PHILOX_1));
    c[0] = _mm256_xor_si256(_mm256_srli_epi64(p1, 32), _mm256_xor_si256(c[1], k0));
    c[2] = _mm256_xor_si256(_mm256_srli_epi64(p0, 32), _mm256_xor_si256(c[3], k1));
    c[1] = p1;
    c[3] = p0;
}

INLINE void numbers(__m256i a[4], __m256i b[4], const routes_i_draws *what, uint32_t block,
                    __m256i even)
{
    a[0] = b[0] = _mm256_set1_epi64x(block);
    a[1] = even;
    b[1] = _mm256_add_epi64(even, _mm256_set1_epi64x(1));
    a[2] = b[2] = _mm256_set1_epi64x(what->site);
    a[3] = b[3] = _mm256_set1_epi64x(ROUTES_I_PURPOSE_PERMUTATION);
    for (int round = 0; round < ROUTES_I_DRAWS_ROUNDS; round++) {
        __m256i k0 = _mm256_set1_epi64x(what->keys[round][0]);
        __m256i k1 = _mm256_set1_epi64x(what->keys[round][1]);
        one_round(a, k0, k1);
        one_round(b, k0, k1);
    }
}

INLINE __m256d term(const routes_i_draws *what, __m128i places, double by, bool squared)
{
    __m256d x = _mm256_i32gather_pd(what->pool, places, 8);
    if (squared) {
        x = _mm256_sub_pd(x, _mm256_set1_pd(what->own));
        x = _mm256_mul_pd(x, x);
    }
    return _mm256_mul_pd(_mm256_set1_pd(by), x);
}

/* Eight replicates. */
INLINE uint32_t eight(double *sums, const routes_i_draws *what, uint32_t first, bool squared)
{
    const __m256i others = _mm256_set1_epi64x(what->others);
    const __m256i even = _mm256_add_epi64(_mm256_set1_epi64x(first), _mm256_set_epi64x(6, 4, 2, 0));
    __m256i places[ROUTES_I_DRAWS_SEARCHED];
    __m256i least = _mm256_set1_epi64x(-1);
    __m256i again = _mm256_setzero_si256();
    __m256d low = _mm256_setzero_pd();
    __m256d high = _mm256_setzero_pd();
    __m256i a[4];
    __m256i b[4];
    for (uint32_t t = 0; t < what->size; t++) {
        if (t % 4 == 0)
            numbers(a, b, what, t / 4, even);
        __m256i p = _mm256_mul_epu32(a[t % 4], others);
        __m256i q = _mm256_mul_epu32(b[t % 4], others);
        least = _mm256_min_epu32(least, _mm256_min_epu32(p, q));
        __m256i place = _mm256_blend_epi32(_mm256_srli_epi64(p, 32), q, 0xAA);
        for (uint32_t s = 0; s < t; s++)
            again = _mm256_or_si256(again, _mm256_cmpeq_epi32(place, places[s]));
        places[t] = place;
        double by = what->by[t];
        low = _mm256_add_pd(low, term(what, _mm256_castsi256_si128(place), by, squared));
        high = _mm256_add_pd(high, term(what, _mm256_extracti128_si256(place, 1), by, squared));
    }
    _mm256_storeu_pd(sums, low);
    _mm256_storeu_pd(sums + 4, high);
    __m256i remainders = _mm256_and_si256(least, _mm256_set1_epi64x(0xFFFFFFFF));
    __m256i unfair = _mm256_cmpgt_epi64(others, remainders);
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(again)) |
           routes_i_draws_pairs((uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(unfair)));
}

AVX2 uint32_t routes_i_draws_avx2(double *sums, const routes_i_draws *what, uint32_t first)
{
    uint32_t low = what->squared ? eight(sums, what, first, true) : eight(sums, what, first, false);
    uint32_t high = what->squared ? eight(sums + 8, what, first + 8, true)
                                  : eight(sums + 8, what, first + 8, false);
    return low | high << 8;
}

#else
typedef int routes_i_no_avx2; /* a source must not be empty */
#endif
