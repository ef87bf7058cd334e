/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/scan_lanes.h
 * @brief Counts of 64 data sets side by side: the few loops in which a scan spends its time.
 *
 * Whole numbers throughout, so that every machine's widest registers give the same counts.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_SCAN_LANES_H
#define ROUTES_ANALYSIS_HOTSPOT_SCAN_LANES_H

#include <stddef.h>
#include <stdint.h>

/** @brief Data sets side by side: a cache line of bytes. */
#define ROUTES_I_SCAN_LANES 64

/**
 * @brief Adds rows to counts and tells whether any count reaches its threshold.
 *
 * @param[out] next [64] `count` and the rows.
 * @param[in] count [64]
 * @param[in] rows  First row; row i of 64 values begins `stride` x i values on, at a multiple of 64
 *                  bytes.
 * @param[in] order [size] Rows to add, their highest bit left aside. Bytes: their sums are below
 * 256.
 * @param[in] least [64] Thresholds.
 * @return Other than 0 when any does.
 */
typedef int (*routes_i_scan_add_bytes)(int32_t *next, const int32_t *count, const uint8_t *rows,
                                       size_t stride, const uint32_t *order, size_t size,
                                       const int32_t *least);

/** @brief The same for rows of whole words. */
typedef int (*routes_i_scan_add_words)(int32_t *next, const int32_t *count, const uint32_t *rows,
                                       size_t stride, const uint32_t *order, size_t size,
                                       const int32_t *least);

/** @brief Whether any of `more` less `less` [64] is at least `least`. */
typedef int (*routes_i_scan_any_from)(const int32_t *more, const int32_t *less,
                                      const int32_t *least);

/** @brief Whether any of `more` less `less` [64] is at most `most`. */
typedef int (*routes_i_scan_any_to)(const int32_t *more, const int32_t *less, const int32_t *most);

/** @brief The loops for the machine at hand. */
typedef struct routes_i_scan_lanes {
    routes_i_scan_add_bytes add_bytes;
    routes_i_scan_add_words add_words;
    routes_i_scan_any_from any_from;
    routes_i_scan_any_to any_to;
} routes_i_scan_lanes;

/** @brief How wide the registers are that are used. */
typedef enum routes_i_scan_width {
    ROUTES_I_SCAN_PLAIN = 0,
    ROUTES_I_SCAN_AVX2 = 1,
    ROUTES_I_SCAN_AVX512 = 2
} routes_i_scan_width;

/** @brief The widest that this machine has. */
routes_i_scan_width routes_i_scan_widest(void);

/** @brief The loops of a width that this machine has. */
routes_i_scan_lanes routes_i_scan_lanes_of(routes_i_scan_width width);

#endif
