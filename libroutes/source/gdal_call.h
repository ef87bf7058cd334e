/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/gdal_call.h
 * @brief A group of calls to GDAL: its errors caught, its network shut, nothing of it changed
 *        outside.
 *
 *     routes_i_gdal_call call;
 *     routes_i_gdal_begin(&call);
 *     ... GDAL ...
 *     routes_i_gdal_end(&call);
 *     if (call.failures) ... call.failure ...
 *
 * Error handler and network are set for this thread only and put back at the end. See
 * docs/decisions/gdal.md for the one thing that stays: GDAL's list of drivers.
 */
#ifndef ROUTES_SOURCE_GDAL_CALL_H
#define ROUTES_SOURCE_GDAL_CALL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/fail.h"

/** @brief Bytes of a message that are kept. */
#define ROUTES_I_GDAL_WORDS 200

/** @brief What GDAL said during a group of calls. Must not move between begin and end. */
typedef struct routes_i_gdal_call {
    size_t failures;
    size_t warnings;
    char failure[ROUTES_I_GDAL_WORDS]; /**< The first one, on one line. */
    char warning[ROUTES_I_GDAL_WORDS]; /**< The first one, on one line. */
} routes_i_gdal_call;

/** @brief Starts listening. Every begin has its end, in the order of brackets. */
void routes_i_gdal_begin(routes_i_gdal_call *call);

/** @brief Stops listening; `call` keeps what was said. */
void routes_i_gdal_end(routes_i_gdal_call *call);

/**
 * @brief Makes sure that GDAL knows a driver; within a begin and an end.
 * @retval ROUTES_E_DEPENDENCY This GDAL was built without it.
 */
routes_status routes_i_gdal_driver(const char *driver, routes_error *err);

/** @brief Whether a message of GDAL says that PROJ does not find its database. */
bool routes_i_gdal_lacks_proj(const char *words);

#endif
