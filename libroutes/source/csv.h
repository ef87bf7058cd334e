/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/csv.h
 * @brief Tables as CSV, read strictly and row by row in memory bounded by one row.
 *
 * UTF-8 (a byte order mark is dropped), RFC 4180 with line ends LF or CRLF, commas, one header
 * row, as many cells in every row as in the header, at most 1 MiB a row. A cell is what stands
 * between the commas, blanks included; nothing is trimmed, typed or guessed.
 *
 * What is wrong goes into a list of faults with file, row, field, value and remedy. A row with a
 * fault is not handed out; where the file can still be followed, reading goes on behind it.
 *
 * The header is there before the first row is read, so that a table whose columns must not be
 * read at all (S01) is refused before any of its cells can enter a fault.
 */
#ifndef ROUTES_SOURCE_CSV_H
#define ROUTES_SOURCE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "core/fail.h"
#include "routes/fault.h"

/** @brief A row, borrowed until the next one is read. */
typedef struct routes_i_csv_row {
    const char *const *cells; /**< [columns] UTF-8, zero-terminated; "" when empty. */
    const size_t *sizes;      /**< [columns] Bytes, the zero not counted. */
    size_t columns;
    size_t row;  /**< As a spreadsheet counts: the header is row 1, blank lines count. */
    size_t line; /**< Physical line on which it begins, from 1. */
} routes_i_csv_row;

/** @brief A table being read. Opaque. */
typedef struct routes_i_csv routes_i_csv;

/**
 * @brief Opens a table and reads its header.
 *
 * @param[out] out   routes_i_csv_close(). Null on failure.
 * @param[in] path
 * @param[in] name   How faults call the file; null: `path`. Copied.
 * @param[in] faults Gets every fault until the close; not null.
 * @retval ROUTES_E_IO   The file cannot be opened or read.
 * @retval ROUTES_E_DATA No header to go by: empty, not UTF-8, names doubled or missing.
 */
routes_status routes_i_csv_open(routes_i_csv **out, const char *path, const char *name,
                                routes_faults *faults, routes_error *err);

/** @brief The same from bytes, borrowed until the close. */
routes_status routes_i_csv_open_bytes(routes_i_csv **out, const char *bytes, size_t size,
                                      const char *name, routes_faults *faults, routes_error *err);

/** @brief Closes a table. Null is allowed. */
void routes_i_csv_close(routes_i_csv *csv);

/** @brief The header; lives until the close. */
const routes_i_csv_row *routes_i_csv_header(const routes_i_csv *csv);

/**
 * @brief The next sound row.
 *
 * @param[out] row Null at the end, and on failure.
 * @retval ROUTES_E_DATA At the end only: rows had faults, and were left out.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_csv_next(const routes_i_csv_row **row, routes_i_csv *csv, routes_error *err);

/**
 * @brief One row on, sound or not: for who accounts for every row.
 *
 * @param[out] row  Null for a row with a fault, which is told in the list, as are blank lines
 *                  before a row; null at the end, and on failure.
 * @param[out] over There is no further row.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_csv_step(const routes_i_csv_row **row, bool *over, routes_i_csv *csv,
                                routes_error *err);

/**
 * @brief Whether the rows met so far cannot be trusted one by one: the file could not be followed
 *        to its end, or is in another encoding.
 */
bool routes_i_csv_is_lost(const routes_i_csv *csv);

/** @brief How much of the file is read, 0 to 1. */
double routes_i_csv_done(const routes_i_csv *csv);

#endif
