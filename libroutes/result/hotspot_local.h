/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/hotspot_local.h
 * @brief A local statistic of the user's own areas, computed: what its answer lists and its
 *        explanation tells.
 */
#ifndef ROUTES_RESULT_HOTSPOT_LOCAL_H
#define ROUTES_RESULT_HOTSPOT_LOCAL_H

#include "core/run.h"
#include "result/tested.h"
#include "routes/answer_hotspot_local.h"
#include "routes/stability.h"

/** @brief All of it, in order of the ids. */
typedef struct routes_i_hotspot_local {
    routes_i_tested tested;
    routes_hotspot_local_options use;
    routes_local_options test;
    routes_run run;
    routes_local *rows;  /**< [n] */
    unsigned char *here; /**< [n] Other than 0: the row was computed; not in another shard. */
    routes_local_summary summary;
    routes_stability *held; /**< [n] Null where nothing is drawn again. */
    bool few_cases;         /**< Fewer than asked for: nothing is tested. */
} routes_i_hotspot_local;

/** @brief Reads and computes. To be freed with routes_i_hotspot_local_free(), also on failure. */
routes_status routes_i_hotspot_local_make(routes_i_hotspot_local *made, const routes_table *areas,
                                          const routes_weights *weights,
                                          const routes_hotspot_local_options *options,
                                          routes_error *err);

/** @brief The same from the answers of shards. */
routes_status routes_i_hotspot_local_merge(routes_i_hotspot_local *made, const routes_table *areas,
                                           const routes_weights *weights,
                                           const routes_table *const *parts, size_t count,
                                           const routes_hotspot_local_options *options,
                                           routes_error *err);

/** @brief Frees all of it. */
void routes_i_hotspot_local_free(routes_i_hotspot_local *made);

/** @brief The class of an area, uncertain where it does not hold. */
routes_hot_class routes_i_hotspot_local_class(const routes_i_hotspot_local *made, size_t k);

/** @brief Why an area has no answer, in a word; null where it has one. */
const char *routes_i_hotspot_local_reason(const routes_i_hotspot_local *made, size_t k);

#endif
