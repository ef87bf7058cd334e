/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/rejects.h
 * @brief The rows that an import refuses, as CSV, each with its reason.
 *
 * The columns of the file, then x_reject_row and x_reject_reason: who has mended a row can import
 * the table again. Points stand as lon and lat, other geometry as x_wkt. A cell that says
 * something about a person is left empty: no copy of it is made.
 */
#ifndef ROUTES_STORE_REJECTS_H
#define ROUTES_STORE_REJECTS_H

#include <stdio.h>

#include "model/schema.h"
#include "store/feed.h"

/** @brief A row to be refused. */
typedef struct routes_i_reject {
    const char *const *cells; /**< As in the file; null when they could not be told apart. */
    routes_wkb geometry;      /**< In longitude and latitude; size 0: none. */
    size_t line;
    const char *reason;
} routes_i_reject;

/** @brief A table of rejects being written; start from zero, end with routes_i_rejects_end(). */
typedef struct routes_i_rejects {
    const routes_i_schema *schema;
    const char *const *columns;
    size_t column_count;
    bool is_point, is_shape; /**< How geometry is written; neither: it is not. */
    char *target;
    char *part; /**< Where it is written until it is whole. */
    FILE *file;
    routes_i_text line;
    size_t cells; /**< In `line`. */
} routes_i_rejects;

/**
 * @brief Says where the rejects go; nothing is written yet.
 * @param[in] feed   Outlives the rejects.
 * @param[in] target Null: `file` with .rejects.csv behind it.
 */
routes_status routes_i_rejects_begin(routes_i_rejects *rejects, routes_entity entity,
                                     const routes_i_feed *feed, const char *file,
                                     const char *target, routes_error *err);

/** @brief Adds a row. @retval ROUTES_E_IO */
routes_status routes_i_rejects_add(routes_i_rejects *rejects, const routes_i_reject *reject,
                                   routes_error *err);

/** @brief Puts the table in its place. Without a row there is none, unless a former one would
 *         stay: then it has only its header. @retval ROUTES_E_IO */
routes_status routes_i_rejects_keep(routes_i_rejects *rejects, routes_error *err);

/** @brief Frees all; what was not kept is removed. */
void routes_i_rejects_end(routes_i_rejects *rejects);

#endif
