/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/sift.h
 * @brief A new table of some rows and columns of another; the one way a value gets into a layer.
 */
#ifndef ROUTES_RELEASE_SIFT_H
#define ROUTES_RELEASE_SIFT_H

#include <stdbool.h>
#include <stddef.h>

#include "release/tier.h"
#include "routes/table.h"

/** @brief What is taken over. */
typedef struct routes_i_sift {
    const routes_table *from;
    const routes_i_tier *tier; /**< Decides on meta keys; null: all. */
    const bool *columns;       /**< [columns of `from`] Which; null: all. */
    const bool *rows;          /**< [rows of `from`] Which; null: all. */
    const routes_column *more; /**< [more_count] Columns added behind; they state nothing yet. */
    size_t more_count;
} routes_i_sift;

/**
 * @brief Makes the table; values keep their status, the table its kind and its meta keys.
 * @param[out] out Owned by the caller. Null on failure.
 * @retval ROUTES_E_DATA No column is left, or an added column is there already.
 */
routes_status routes_i_sift_take(routes_table **out, const routes_i_sift *sift, routes_error *err);

#endif
