/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/scan_block.h
 * @brief 64 random data sets side by side.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_SCAN_BLOCK_H
#define ROUTES_ANALYSIS_HOTSPOT_SCAN_BLOCK_H

#include "analysis/hotspot/scan_draw.h"
#include "analysis/hotspot/scan_lanes.h"

/** @brief The counts of a block, [cells][64] from a multiple of 64 bytes on. */
typedef struct routes_i_scan_block {
    uint8_t *bytes;
    uint32_t *words; /**< Instead of the bytes where a count is above its limit, else null. */
    size_t lanes;    /**< Data sets in it; the other lanes hold nothing. */
    void *held;      /**< What to free. */
    void *held_words;
} routes_i_scan_block;

/** @brief Room for a block; to be freed on failure too. */
routes_status routes_i_scan_block_new(routes_i_scan_block *block, size_t cells, routes_error *err);

/** @brief Frees what it holds. */
void routes_i_scan_block_free(routes_i_scan_block *block);

/**
 * @brief The most that a cell of each location is taken to hold, at most 255: a good deal above
 * what is expected.
 * @param[out] limits [locations]
 */
void routes_i_scan_block_limits(uint8_t *limits, const routes_i_scan_study *study);

/** @brief Draws the data sets `from` to `from + lanes` into a block. */
routes_status routes_i_scan_block_draw(routes_i_scan_block *block, routes_i_scan_hand *hand,
                                       const routes_i_scan_lot *lot, const uint8_t *limits,
                                       size_t from, size_t lanes, routes_error *err);

#endif
