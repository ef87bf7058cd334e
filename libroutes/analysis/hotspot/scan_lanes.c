/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/scan_lanes.h"

#include "analysis/hotspot/scan_near.h"

#define LANES ROUTES_I_SCAN_LANES
#define ALWAYS static inline __attribute__((always_inline))

/* A row of bytes as vectors of what the registers hold: a compiler that must split a vector keeps
 * its parts in memory. */
typedef uint8_t bytes_16 __attribute__((vector_size(16), may_alias));
typedef uint8_t bytes_32 __attribute__((vector_size(32), may_alias));
typedef uint8_t bytes_64 __attribute__((vector_size(64), may_alias));

ALWAYS size_t row_of(uint32_t entry, size_t stride)
{
    return (size_t)(entry & ~ROUTES_I_SCAN_TIED) * stride;
}

ALWAYS void sum_16(uint8_t *sum, const uint8_t *rows, size_t stride, const uint32_t *order,
                   size_t size)
{
    bytes_16 a = {0}, b = {0}, c = {0}, d = {0};
    for (size_t k = 0; k < size; k++) {
        const bytes_16 *row = (const void *)(rows + row_of(order[k], stride));
        a += row[0];
        b += row[1];
        c += row[2];
        d += row[3];
    }
    bytes_16 *to = (void *)sum;
    to[0] = a;
    to[1] = b;
    to[2] = c;
    to[3] = d;
}

ALWAYS void sum_32(uint8_t *sum, const uint8_t *rows, size_t stride, const uint32_t *order,
                   size_t size)
{
    bytes_32 a = {0}, b = {0};
    for (size_t k = 0; k < size; k++) {
        const bytes_32 *row = (const void *)(rows + row_of(order[k], stride));
        a += row[0];
        b += row[1];
    }
    bytes_32 *to = (void *)sum;
    to[0] = a;
    to[1] = b;
}

ALWAYS void sum_64(uint8_t *sum, const uint8_t *rows, size_t stride, const uint32_t *order,
                   size_t size)
{
    bytes_64 a = {0};
    for (size_t k = 0; k < size; k++)
        a += *(const bytes_64 *)(const void *)(rows + row_of(order[k], stride));
    *(bytes_64 *)(void *)sum = a;
}

ALWAYS int add_sum(int32_t *restrict next, const int32_t *restrict count,
                   const uint8_t *restrict sum, const int32_t *restrict least)
{
    int32_t any = 0;
    for (size_t l = 0; l < LANES; l++) {
        int32_t value = count[l] + sum[l];
        next[l] = value;
        any |= value >= least[l];
    }
    return any;
}

ALWAYS int add_words(int32_t *restrict next, const int32_t *restrict count,
                     const uint32_t *restrict rows, size_t stride, const uint32_t *restrict order,
                     size_t size, const int32_t *restrict least)
{
    int32_t sum[LANES];
    for (size_t l = 0; l < LANES; l++)
        sum[l] = count[l];
    for (size_t k = 0; k < size; k++) {
        const uint32_t *row = rows + row_of(order[k], stride);
        for (size_t l = 0; l < LANES; l++)
            sum[l] += (int32_t)row[l];
    }
    int32_t any = 0;
    for (size_t l = 0; l < LANES; l++) {
        next[l] = sum[l];
        any |= sum[l] >= least[l];
    }
    return any;
}

ALWAYS int any_from(const int32_t *restrict more, const int32_t *restrict less,
                    const int32_t *restrict least)
{
    int32_t any = 0;
    for (size_t l = 0; l < LANES; l++)
        any |= more[l] - less[l] >= least[l];
    return any;
}

ALWAYS int any_to(const int32_t *restrict more, const int32_t *restrict less,
                  const int32_t *restrict most)
{
    int32_t any = 0;
    for (size_t l = 0; l < LANES; l++)
        any |= more[l] - less[l] <= most[l];
    return any;
}

/* The four loops, compiled for one kind of machine. */
#define COMPILE(suffix, width, attributes)                                                         \
    attributes static int add_bytes_##suffix(                                                      \
        int32_t *next, const int32_t *count, const uint8_t *rows, size_t stride,                   \
        const uint32_t *order, size_t size, const int32_t *least)                                  \
    {                                                                                              \
        _Alignas(LANES) uint8_t sum[LANES];                                                        \
        sum_##width(sum, rows, stride, order, size);                                               \
        return add_sum(next, count, sum, least);                                                   \
    }                                                                                              \
    attributes static int add_words_##suffix(                                                      \
        int32_t *next, const int32_t *count, const uint32_t *rows, size_t stride,                  \
        const uint32_t *order, size_t size, const int32_t *least)                                  \
    {                                                                                              \
        return add_words(next, count, rows, stride, order, size, least);                           \
    }                                                                                              \
    attributes static int any_from_##suffix(const int32_t *more, const int32_t *less,              \
                                            const int32_t *least)                                  \
    {                                                                                              \
        return any_from(more, less, least);                                                        \
    }                                                                                              \
    attributes static int any_to_##suffix(const int32_t *more, const int32_t *less,                \
                                          const int32_t *most)                                     \
    {                                                                                              \
        return any_to(more, less, most);                                                           \
    }

COMPILE(plain, 16, )

#if defined(__x86_64__)
COMPILE(avx2, 32, __attribute__((target("avx2"))))
COMPILE(avx512, 64, __attribute__((target("avx512f,avx512bw,avx512vl"))))
#endif

routes_i_scan_width routes_i_scan_widest(void)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl"))
        return ROUTES_I_SCAN_AVX512;
    if (__builtin_cpu_supports("avx2"))
        return ROUTES_I_SCAN_AVX2;
#endif
    return ROUTES_I_SCAN_PLAIN;
}

routes_i_scan_lanes routes_i_scan_lanes_of(routes_i_scan_width width)
{
#if defined(__x86_64__)
    if (width == ROUTES_I_SCAN_AVX512)
        return (routes_i_scan_lanes){add_bytes_avx512, add_words_avx512, any_from_avx512,
                                     any_to_avx512};
    if (width == ROUTES_I_SCAN_AVX2)
        return (routes_i_scan_lanes){add_bytes_avx2, add_words_avx2, any_from_avx2, any_to_avx2};
#endif
    (void)width;
    return (routes_i_scan_lanes){add_bytes_plain, add_words_plain, any_from_plain, any_to_plain};
}
