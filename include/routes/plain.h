/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/plain.h
 * @brief A user's own table, read from CSV column by column: what a command works on and prints
 *        back as tier `own`.
 */
#ifndef ROUTES_PLAIN_H
#define ROUTES_PLAIN_H

#include <stddef.h>

#include "routes/error.h"
#include "routes/fault.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief A column that is wanted. */
typedef struct routes_plain_column {
    const char *name;
    int required; /**< Other than 0: the file must have it, and no cell may be empty. */
} routes_plain_column;

/**
 * @brief Reads the wanted columns of a CSV file as texts.
 *
 * Other columns are ignored. A wanted column that the file lacks is not_stated in every row, an
 * empty cell in its own. `maps` gives a column of the file another name ("length=weight": the
 * column weight is read as length, and no longer as weight); a map whose column the file does not
 * have does nothing, so that one list serves several files.
 *
 * @param[out] out     Columns as wanted, in that order, all of type text; owned by the caller.
 * @param[in] file     CSV, UTF-8.
 * @param[in] columns  [n]
 * @param[in] maps     [map_count] "field=column"; null for none.
 * @param[in,out] faults Every fault found is added.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT A null, or a map without '='.
 * @retval ROUTES_E_DATA     The file is wrong; `faults` says all.
 * @retval ROUTES_E_IO       The file cannot be read.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_plain_read(routes_table **out, const char *file,
                                                        const routes_plain_column *columns,
                                                        size_t n, const char *const *maps,
                                                        size_t map_count, routes_faults *faults,
                                                        routes_error *err);

ROUTES_END

#endif
