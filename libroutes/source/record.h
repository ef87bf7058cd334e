/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/record.h
 * @brief A small file whole in memory: raw cells and geometry, and where each row stood.
 *
 * For the tables of a data package. A million rows are read one by one: source/rows.h.
 */
#ifndef ROUTES_SOURCE_RECORD_H
#define ROUTES_SOURCE_RECORD_H

#include "source/rows.h"

/** @brief Rows in memory. Opaque; what it gives out lives as long as it does. */
typedef struct routes_i_records routes_i_records;

/** @brief Looks at the columns of a file before its rows are read; other than ROUTES_OK stops. */
typedef routes_status (*routes_i_columns_check)(const char *const *names, size_t columns,
                                                void *user, routes_error *err);

/**
 * @brief Reads all rows of a file.
 *
 * @param[out] out   routes_i_records_free(). Null on failure.
 * @param[in] rows   Just opened; read to its end, still to be closed.
 * @param[in] check  Null: any columns.
 * @param[in] user   For `check`.
 * @retval ROUTES_E_DATA A row has a fault, the file is damaged, or what `check` returned.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_records_read(routes_i_records **out, routes_i_rows *rows,
                                    routes_i_columns_check check, void *user, routes_error *err);

/** @brief Frees the rows. Null is allowed. */
void routes_i_records_free(routes_i_records *records);

/** @brief Rows. */
size_t routes_i_records_size(const routes_i_records *records);
/** @brief Columns. */
size_t routes_i_records_columns(const routes_i_records *records);
/** @brief Names of the columns, [columns]. */
const char *const *routes_i_records_names(const routes_i_records *records);
/** @brief Column of a name, or SIZE_MAX. */
size_t routes_i_records_find(const routes_i_records *records, const char *name);
/** @brief A row by its index; its texts live as long as `records`. */
const routes_i_raw *routes_i_records_at(const routes_i_records *records, size_t index);
/** @brief A cell; "" when empty. */
const char *routes_i_records_cell(const routes_i_records *records, size_t index, size_t column);

#endif
