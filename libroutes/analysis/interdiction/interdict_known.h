/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/interdict_known.h
 * @brief Known ways, each with its length under the sites that are taken.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_INTERDICT_KNOWN_H
#define ROUTES_ANALYSIS_INTERDICTION_INTERDICT_KNOWN_H

#include "analysis/interdiction/interdict_net.h"

/** @brief The ways; start from zero, end with routes_i_known_free(). */
typedef struct routes_i_known {
    size_t ways, room;
    int64_t *now;   /**< [ways] Detour with the delays of the taken sites. */
    size_t *start;  /**< [ways + 1] Rows of `site`. */
    uint64_t *used; /**< [ways] When it was last of use. */
    uint32_t *site; /**< [start[ways]] */
    uint32_t *way;  /**< [start[ways]] The way of each entry. */
    uint32_t *next; /**< [start[ways]] Another entry of the same site, plus 1. */
    size_t site_room;
    uint32_t *first; /**< [sites] An entry of the site, plus 1; 0: on no way. */
    size_t sites;
    uint32_t *known;         /**< [known_count] Sites on ways, as they were met. */
    unsigned char *is_known; /**< [sites] */
    size_t known_count;
} routes_i_known;

/** @brief Makes an empty pool. */
routes_status routes_i_known_make(routes_i_known *pool, size_t sites, routes_error *err);

/** @brief Frees it. */
void routes_i_known_free(routes_i_known *pool);

/** @brief Adds a way of the given length under the taken sites. */
routes_status routes_i_known_add(routes_i_known *pool, const uint32_t *site, size_t count,
                                 int64_t now, uint64_t used, routes_error *err);

/** @brief Adds `delay` to all ways over a site. */
void routes_i_known_shift(routes_i_known *pool, uint32_t site, int64_t delay);

/** @brief Forgets ways that were not of use for longest, when there are more than `most`. */
routes_status routes_i_known_trim(routes_i_known *pool, size_t most, routes_error *err);

#endif
