/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/date.h
 * @brief Days since 1970-01-01, to and from ISO 8601.
 */
#ifndef ROUTES_DATE_H
#define ROUTES_DATE_H

#include <stdint.h>

#include "routes/api.h"

ROUTES_BEGIN

/** @brief Bytes that hold any date as text. */
#define ROUTES_DATE_SIZE 16

/**
 * @brief Reads YYYY-MM-DD.
 * @return 1, or 0 when it is no date that exists; then `days` is untouched.
 */
ROUTES_API int routes_date_read(int32_t *days, const char *text);

/** @brief Writes YYYY-MM-DD, "" for no date. @param[out] out [ROUTES_DATE_SIZE] */
ROUTES_API void routes_date_text(char *out, int32_t days);

ROUTES_END

#endif
