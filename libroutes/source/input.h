/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/input.h
 * @brief Plain files read piece by piece, with the system's reason in words when that fails.
 */
#ifndef ROUTES_SOURCE_INPUT_H
#define ROUTES_SOURCE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "core/fail.h"

/**
 * @brief Opens a file for reading, without a buffer; close with fclose().
 * @param[in] name How messages call it; null: `path`.
 * @retval ROUTES_E_IO It is missing, a folder, closed to us, or a loop of links.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_input_open(FILE **out, const char *path, const char *name,
                                  routes_error *err);

/**
 * @brief Reads up to `capacity` bytes; fewer only at the end of the file.
 * @retval ROUTES_E_IO
 */
routes_status routes_i_input_take(size_t *taken, char *bytes, size_t capacity, FILE *file,
                                  const char *name, routes_error *err);

/** @brief Bytes of the file, its position kept; 0 where it has no size (a pipe). */
uint64_t routes_i_input_size(FILE *file);

/** @brief Whether a path ends in a suffix such as ".csv", in capitals or not. */
bool routes_i_input_ends_in(const char *path, const char *suffix);

#endif
