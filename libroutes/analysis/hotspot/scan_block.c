/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/scan_block.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"

#define LANES ROUTES_I_SCAN_LANES

/* Zeroed, and from a cache line's begin on. */
static void *aligned(void **held, size_t cells, size_t size)
{
    *held = routes_i_calloc(cells + 1, LANES * size);
    if (!*held)
        return NULL;
    uintptr_t past = (uintptr_t)*held % LANES;
    return (char *)*held + (past ? LANES - past : 0);
}

routes_status routes_i_scan_block_new(routes_i_scan_block *block, size_t cells, routes_error *err)
{
    *block = (routes_i_scan_block){0};
    block->bytes = aligned(&block->held, cells, sizeof *block->bytes);
    if (!block->bytes)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for data sets of %zu cells", cells);
    return ROUTES_OK;
}

void routes_i_scan_block_free(routes_i_scan_block *block)
{
    routes_i_free(block->held);
    routes_i_free(block->held_words);
    *block = (routes_i_scan_block){0};
}

void routes_i_scan_block_limits(uint8_t *limits, const routes_i_scan_study *study)
{
    for (size_t i = 0; i < study->locations; i++) {
        double most = 0.0;
        for (size_t t = 0; t < study->periods; t++) {
            double measure = study->measure[i * study->periods + t];
            double e = routes_i_scan_expected(&study->ratio, measure);
            most = fmax(most, measure > 0.0 ? ceil(e + 6.0 * sqrt(e) + 6.0) : 0.0);
        }
        limits[i] = (uint8_t)fmin(most, 255.0);
    }
}

/* From bytes to words, what was drawn so far. */
static routes_status widen(routes_i_scan_block *block, size_t cells, routes_error *err)
{
    block->words = aligned(&block->held_words, cells, sizeof *block->words);
    if (!block->words)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for data sets of %zu cells", cells);
    for (size_t k = 0; k < cells * LANES; k++)
        block->words[k] = block->bytes[k];
    return ROUTES_OK;
}

static routes_status put(routes_i_scan_block *block, const uint32_t *counts, const uint8_t *limits,
                         const routes_i_scan_study *study, size_t lane, routes_error *err)
{
    size_t cells = study->locations * study->periods;
    for (size_t k = 0; k < cells && !block->words; k++) {
        uint32_t count = counts[k];
        block->bytes[k * LANES + lane] = (uint8_t)count;
        if (count > limits[study->periods > 1 ? k / study->periods : k]) {
            routes_status status = widen(block, cells, err);
            if (status)
                return status;
        }
    }
    for (size_t k = 0; k < cells && block->words; k++)
        block->words[k * LANES + lane] = counts[k];
    return ROUTES_OK;
}

routes_status routes_i_scan_block_draw(routes_i_scan_block *block, routes_i_scan_hand *hand,
                                       const routes_i_scan_lot *lot, const uint8_t *limits,
                                       size_t from, size_t lanes, routes_error *err)
{
    const routes_i_scan_study *study = lot->study;
    routes_i_free(block->held_words);
    block->held_words = NULL;
    block->words = NULL;
    block->lanes = lanes;
    memset(block->bytes, 0, study->locations * study->periods * LANES);
    routes_status status = ROUTES_OK;
    for (size_t lane = 0; lane < lanes && !status; lane++) {
        routes_i_scan_draw(hand, lot, (uint32_t)(from + lane));
        status = put(block, hand->counts, limits, study, lane, err);
    }
    return status;
}
