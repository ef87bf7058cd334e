/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/batch.h
 * @brief Filling a batch with features of GDAL, row by row.
 */
#ifndef ROUTES_SOURCE_BATCH_H
#define ROUTES_SOURCE_BATCH_H

#include <ogr_api.h>

#include "core/arena.h"
#include "source/layer_in.h"

/** @brief A batch in the making; start from zero, end with routes_i_filling_free(). */
typedef struct routes_i_filling {
    routes_i_arena fixed;  /**< The arrays, and the names of the fields. */
    routes_i_arena pieces; /**< Texts and geometry of this batch. */
    size_t bytes;          /**< Of `pieces`. */
    const char *file;      /**< As faults call it; borrowed. */
    routes_faults *faults;
    struct routes_i_column *filled; /**< [columns] What `batch.values` shows. */
    routes_wkb *geometry;
    uint8_t *sound;
    routes_i_batch batch;
} routes_i_filling;

/** @brief Prepares a batch for the fields of a layer. @retval ROUTES_E_MEMORY */
routes_status routes_i_filling_start(routes_i_filling *filling, OGRFeatureDefnH definition,
                                     routes_error *err);

/** @brief Frees the batch. */
void routes_i_filling_free(routes_i_filling *filling);

/** @brief Empties the batch; its first row will be `first_row`. */
void routes_i_filling_clear(routes_i_filling *filling, size_t first_row);

/** @brief Whether nothing more should be added: full of rows, or heavy. */
bool routes_i_filling_is_full(const routes_i_filling *filling);

/**
 * @brief Adds a feature as a row. What is wrong with it goes to the faults.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_filling_add(routes_i_filling *filling, OGRFeatureH feature,
                                   routes_error *err);

/** @brief Adds a fault to the row added last, which is no longer sound. */
routes_status routes_i_filling_fault(routes_i_filling *filling, const char *field,
                                     const char *value, const char *message, const char *remedy,
                                     routes_error *err);

#endif
