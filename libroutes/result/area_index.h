/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/area_index.h
 * @brief The areas of a table by their id, in the order in which each comes first.
 */
#ifndef ROUTES_RESULT_AREA_INDEX_H
#define ROUTES_RESULT_AREA_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "core/fail.h"
#include "model/index.h"
#include "routes/table.h"

/** @brief The areas; start from zero, end with routes_i_area_index_free(). */
typedef struct routes_i_area_index {
    size_t areas;       /**< How many there are. */
    const char **ids;   /**< [areas] Borrowed from the table. */
    size_t *first_row;  /**< [areas] The row in which each comes first. */
    uint32_t *row_area; /**< [rows] The area of each row. */
    routes_i_index index;
} routes_i_area_index;

/**
 * @brief Files the areas of a table that has a text column id.
 * @retval ROUTES_E_ARGUMENT There is no such column, or there are too many areas.
 * @retval ROUTES_E_DATA     A row has no id.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_area_index_make(routes_i_area_index *index, const routes_table *table,
                                       routes_error *err);

/** @brief The area of an id, or SIZE_MAX. */
size_t routes_i_area_index_find(const routes_i_area_index *index, const char *id);

/** @brief Frees the index; it is empty again. */
void routes_i_area_index_free(routes_i_area_index *index);

#endif
