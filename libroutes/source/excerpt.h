/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/excerpt.h
 * @brief The beginning of a doubtful value, fit to be shown.
 */
#ifndef ROUTES_SOURCE_EXCERPT_H
#define ROUTES_SOURCE_EXCERPT_H

#include <stddef.h>

/** @brief Bytes that hold any excerpt. */
#define ROUTES_I_EXCERPT_SIZE 72

/**
 * @brief Valid UTF-8 on one line: bytes that are no character become U+FFFD, control characters
 *        a blank, and what is too long ends in "...".
 * @param[out] out [ROUTES_I_EXCERPT_SIZE]
 * @return `out`
 */
const char *routes_i_excerpt(char *out, const void *bytes, size_t size);

#endif
