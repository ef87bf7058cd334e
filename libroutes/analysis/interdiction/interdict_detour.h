/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/interdict_detour.h
 * @brief The shortest way through an interdicted net, as long as it is below a limit.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_INTERDICT_DETOUR_H
#define ROUTES_ANALYSIS_INTERDICTION_INTERDICT_DETOUR_H

#include "analysis/interdiction/interdict_net.h"

/** @brief As an extra: not to be passed. */
#define ROUTES_I_BLOCKED INT64_MAX

/** @brief A search; start from zero, end with routes_i_detour_free(). */
typedef struct routes_i_detours {
    const routes_i_interdict_net *net;
    int64_t *far;  /**< [nodes] Detour from the source; holds where `met` is `round`. */
    uint32_t *met; /**< [nodes] */
    uint32_t *by;  /**< [nodes] Arc by which it was reached. */
    uint32_t round;
    uint32_t *bucket; /**< [ROUTES_I_BUCKETS] Last entry of a detour, plus 1. */
    uint32_t *entry;  /**< [arcs + 1] Node of an entry. */
    uint32_t *before; /**< [arcs + 1] The entry of the same detour before it, plus 1. */
    size_t *heap;     /**< [arcs + 1] Entries, where detours are too large for buckets. */
    int64_t *key;     /**< [arcs + 1] Their detours. */
    size_t entries, heap_size;
    uint32_t *sites; /**< [arcs] Sites of the way found. */
    size_t site_count;
    int64_t detour;   /**< Of the way found, without what is extra. */
    uint64_t settled; /**< Nodes settled in all searches. */
} routes_i_detours;

/** @brief Detours below it are kept in buckets. */
enum { ROUTES_I_BUCKETS = 4096 };

/** @brief Makes room. */
routes_status routes_i_detour_make(routes_i_detours *search, const routes_i_interdict_net *net,
                                   routes_error *err);

/** @brief Frees it. */
void routes_i_detour_free(routes_i_detours *search);

/**
 * @brief Finds the shortest way.
 * @param[in] extra [sites] Delay on each site now, or ROUTES_I_BLOCKED.
 * @param[in] limit Only ways below it.
 * @param[out] length Detour with what is extra; as it was where there is none.
 * @return Other than 0 when there is one.
 */
int routes_i_detour_find(int64_t *length, routes_i_detours *search, const int64_t *extra,
                         int64_t limit);

#endif
