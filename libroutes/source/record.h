/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/record.h
 * @brief A small table whole in memory: raw cells, and where each row stood.
 *
 * For the tables of a data package. A table of a million rows is read by source/csv.h.
 */
#ifndef ROUTES_SOURCE_RECORD_H
#define ROUTES_SOURCE_RECORD_H

#include <stddef.h>

#include "core/fail.h"
#include "routes/fault.h"

/** @brief A table of texts. Opaque; what it gives out lives as long as it does. */
typedef struct routes_i_records routes_i_records;

/** @brief Looks at the columns of a table before its rows are read; other than ROUTES_OK stops. */
typedef routes_status (*routes_i_header_check)(const char *const *names, size_t columns, void *user,
                                               routes_error *err);

/**
 * @brief Reads a CSV file.
 *
 * @param[out] out   routes_i_records_free(). Null on failure.
 * @param[in] path
 * @param[in] name   How faults call the file; null: `path`.
 * @param[in] check  Null: any columns.
 * @param[in] user   For `check`.
 * @param[in] faults Gets every fault.
 * @retval ROUTES_E_DATA A row or the header has a fault, or what `check` returned.
 * @retval ROUTES_E_IO
 */
routes_status routes_i_records_read(routes_i_records **out, const char *path, const char *name,
                                    routes_i_header_check check, void *user, routes_faults *faults,
                                    routes_error *err);

/** @brief The same from bytes. */
routes_status routes_i_records_read_bytes(routes_i_records **out, const char *bytes, size_t size,
                                          const char *name, routes_i_header_check check, void *user,
                                          routes_faults *faults, routes_error *err);

/** @brief Frees a table. Null is allowed. */
void routes_i_records_free(routes_i_records *records);

/** @brief How faults call the file. */
const char *routes_i_records_file(const routes_i_records *records);
/** @brief Rows, the header not counted. */
size_t routes_i_records_size(const routes_i_records *records);
/** @brief Columns. */
size_t routes_i_records_columns(const routes_i_records *records);
/** @brief Name of a column. */
const char *routes_i_records_name(const routes_i_records *records, size_t column);
/** @brief Column of a name, or SIZE_MAX. */
size_t routes_i_records_find(const routes_i_records *records, const char *name);
/** @brief A cell; "" when empty. */
const char *routes_i_records_cell(const routes_i_records *records, size_t index, size_t column);
/** @brief Number of a row as a spreadsheet counts it, for faults. */
size_t routes_i_records_row(const routes_i_records *records, size_t index);
/** @brief Physical line on which a row begins. */
size_t routes_i_records_line(const routes_i_records *records, size_t index);

#endif
