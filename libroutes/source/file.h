/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/file.h
 * @brief Opening and reading plain files, with the host's reason in words.
 */
#ifndef ROUTES_SOURCE_FILE_H
#define ROUTES_SOURCE_FILE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "core/fail.h"

/**
 * @brief Opens a file for reading; close with fclose().
 * @param[in] name How messages call it; null: `path`.
 * @retval ROUTES_E_IO It is missing, a folder, closed to us, or a loop of links.
 */
routes_status routes_i_file_open(FILE **out, const char *path, const char *name, routes_error *err);

/**
 * @brief Reads up to `capacity` bytes; fewer only at the end of the file.
 * @retval ROUTES_E_IO
 */
routes_status routes_i_file_take(size_t *taken, char *bytes, size_t capacity, FILE *file,
                                 const char *name, routes_error *err);

/** @brief Bytes of the file, its position kept; 0 where it has no size (a pipe). */
uint64_t routes_i_file_size(FILE *file);

/**
 * @brief Reads a whole file.
 * @param[out] bytes Zero-terminated; free with routes_i_free(). Null on failure.
 * @param[in] limit  Largest size that is accepted, in bytes.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_DATA It is larger than `limit`.
 */
routes_status routes_i_file_read(char **bytes, size_t *size, const char *path, const char *name,
                                 size_t limit, routes_error *err);

#endif
