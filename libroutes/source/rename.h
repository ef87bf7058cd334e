/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/rename.h
 * @brief Renaming the columns of a file: "field=column".
 */
#ifndef ROUTES_SOURCE_RENAME_H
#define ROUTES_SOURCE_RENAME_H

#include <stddef.h>

#include "core/fail.h"

/** @brief Refuses a map without '=' with ROUTES_E_ARGUMENT. */
routes_status routes_i_rename_check(const char *const *maps, size_t map_count, routes_error *err);

/**
 * @brief The column in which a field stands, or SIZE_MAX.
 *
 * What a map says comes first; a column that is read as another field has lost its own name.
 *
 * @param[in] columns [n] Names of the columns of the file.
 * @param[in] maps    [map_count] "field=column".
 */
size_t routes_i_rename_find(const char *const *columns, size_t n, const char *field,
                            const char *const *maps, size_t map_count);

#endif
