/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/text.h
 * @brief Texts that grow, and numbers and dates to and from text, whatever the locale.
 */
#ifndef ROUTES_CORE_TEXT_H
#define ROUTES_CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/fail.h"

/**
 * @brief A text under construction; start from zero, end with routes_i_text_free().
 *
 * Once memory ran out, `failed` stays set and later calls do nothing, so that a
 * long text is checked once, at its end.
 */
typedef struct routes_i_text {
    char *bytes; /**< Zero-terminated; null while empty. */
    size_t size; /**< Without the zero. */
    size_t capacity;
    bool failed;
} routes_i_text;

/** @brief Appends `size` bytes. */
void routes_i_text_bytes(routes_i_text *text, const char *bytes, size_t size);

/** @brief Appends a zero-terminated text. */
void routes_i_text_add(routes_i_text *text, const char *more);

/** @brief Appends as printf does. Not for doubles: routes_i_text_number(). */
void routes_i_text_print(routes_i_text *text, const char *format, ...) ROUTES_I_PRINTF(2, 3);

/** @brief Appends a double with as few digits as read back the same, a point for the decimals. */
void routes_i_text_number(routes_i_text *text, double value);

/**
 * @brief Appends a text as it stands in XML: & < > " ' as entities, control characters that XML
 *        does not know as blanks. Null: nothing.
 */
void routes_i_text_markup(routes_i_text *text, const char *more);

/** @brief The text, "" while empty. */
const char *routes_i_text_get(const routes_i_text *text);

/** @brief Frees the text; it is empty again. */
void routes_i_text_free(routes_i_text *text);

/** @brief Bytes that hold any double: see routes_i_number_text(). */
#define ROUTES_I_NUMBER_SIZE 32

/**
 * @brief Writes a double with `digits` significant digits, trailing zeros dropped; "nan", "inf".
 * @param[out] out   [ROUTES_I_NUMBER_SIZE]
 * @param[in] digits 1 to 17, or 0 for as few as read back the same.
 */
void routes_i_number_text(char *out, double value, int digits);

/** @brief Reads a whole text as a decimal number: no blanks, no hexadecimal, no nan or inf. */
bool routes_i_number_read(double *value, const char *text);

/** @brief Reads a whole text as an integer. */
bool routes_i_integer_read(int64_t *value, const char *text);

/** @brief No date. */
#define ROUTES_I_NO_DATE INT32_MIN

/**
 * @brief Reads an ISO 8601 date, YYYY-MM-DD, that exists, as days since 1970-01-01.
 */
bool routes_i_date_read(int32_t *days, const char *text);

/** @brief Writes YYYY-MM-DD. @param[out] out [16] */
void routes_i_date_text(char *out, int32_t days);

/** @brief Whether these bytes are well-formed UTF-8 (no surrogates, no overlong forms, no zero). */
bool routes_i_utf8_valid(const char *bytes, size_t size);

#endif
