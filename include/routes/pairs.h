/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/pairs.h
 * @brief Files that say who is whose neighbour, as a table of pairs.
 */
#ifndef ROUTES_PAIRS_H
#define ROUTES_PAIRS_H

#include <stddef.h>

#include "routes/error.h"
#include "routes/fault.h"
#include "routes/table.h"

ROUTES_BEGIN

/**
 * @brief Reads pairs of neighbours from a file.
 *
 * - `.csv` with the columns from and to, and weight where it has one; `maps` give its columns other
 *   names, as for routes_plain_read().
 * - `.gal` of GeoDa, PySAL and spdep: a header "n" or "0 n layer id", then for each area its id and
 *   how many neighbours it has, and a line of their ids.
 * - `.gwt` of GeoDa and PySAL: a header "0 n layer id", then from, to and weight, a pair a line.
 * What it says of a pair is taken for its weight; GeoDa writes distances there: standardise, or
 * take the pairs alone.
 *
 * Words of the latter two stand between blanks; an id with blanks is in quotes, or has '_' for
 * each: see `format`.
 *
 * @param[out] out     Columns from, to (text), weight (number; not_stated where the file has none),
 *                     row (integer, in the file); an area of a `.gal` without neighbours has a row
 *                     whose to is not_stated. Its meta `file` is `file`, and `format` is gal or gwt
 *                     for these two. Owned by the caller. Null on failure.
 * @param[in] file
 * @param[in] maps     [map_count] "field=column"; null for none.
 * @param[in] map_count
 * @param[in,out] faults Every fault found is added.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT A null, or a map without '='.
 * @retval ROUTES_E_DATA     The file is wrong; `faults` says all.
 * @retval ROUTES_E_IO       The file cannot be read.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_pairs_read(routes_table **out, const char *file,
                                                        const char *const *maps, size_t map_count,
                                                        routes_faults *faults, routes_error *err);

ROUTES_END

#endif
