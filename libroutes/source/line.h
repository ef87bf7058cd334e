/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/line.h
 * @brief The physical lines of a file or of bytes, one by one, in memory bounded by the longest.
 */
#ifndef ROUTES_SOURCE_LINE_H
#define ROUTES_SOURCE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "core/fail.h"

/** @brief Longest line, in bytes, its end not counted. */
#define ROUTES_I_LINE_LIMIT ((size_t)1024 * 1024)

/** @brief One line, with its end (line feed) where it has one. Borrowed until the next. */
typedef struct routes_i_line {
    const char *bytes; /**< Null when there is no further line. */
    size_t size;
    size_t content; /**< Bytes without the end. */
    bool too_long;  /**< Only the beginning is here; the file cannot be followed any further. */
} routes_i_line;

/** @brief A file being read line by line; start from zero, end with routes_i_lines_close(). */
typedef struct routes_i_lines {
    FILE *file; /**< Null: the bytes are the caller's. */
    const char *name;
    uint64_t file_size;
    uint64_t taken;     /**< Bytes handed out. */
    char *own;          /**< Buffer; null when the bytes are the caller's. */
    const char *buffer; /**< What is read: bytes [begin, end). */
    size_t capacity;
    size_t begin;
    size_t end;
    bool at_end; /**< Nothing more to read behind `end`. */
} routes_i_lines;

/** @brief Opens a file. @param[in] name Borrowed until the close. */
routes_status routes_i_lines_open(routes_i_lines *lines, const char *path, const char *name,
                                  routes_error *err);

/** @brief Reads from the caller's bytes, borrowed until the close. */
void routes_i_lines_bytes(routes_i_lines *lines, const char *bytes, size_t size);

/** @brief Closes the file and frees the buffer. */
void routes_i_lines_close(routes_i_lines *lines);

/**
 * @brief The next line.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_lines_next(routes_i_line *line, routes_i_lines *lines, routes_error *err);

/** @brief Looks at up to `size` bytes that come next without taking them. Before any line only. */
routes_status routes_i_lines_peek(const char **bytes, size_t *size, routes_i_lines *lines,
                                  routes_error *err);

/** @brief Skips bytes just looked at. */
void routes_i_lines_skip(routes_i_lines *lines, size_t size);

/** @brief How much of the file was handed out, 0 to 1. */
double routes_i_lines_done(const routes_i_lines *lines);

#endif
