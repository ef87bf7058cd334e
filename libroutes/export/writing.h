/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/writing.h
 * @brief A group of calls to GDAL that write: its errors caught, its clock set, nothing of it
 *        changed outside.
 *
 *     routes_i_writing writing;
 *     routes_i_writing_begin(&writing, "2001-12-31");
 *     ... GDAL ...
 *     routes_i_writing_end(&writing);
 *
 * All is set for this thread only and put back at the end.
 */
#ifndef ROUTES_EXPORT_WRITING_H
#define ROUTES_EXPORT_WRITING_H

#include <stddef.h>

#include "core/fail.h"

/** @brief Settings of GDAL's that are changed for the time of writing. */
#define ROUTES_I_WRITING_SETTINGS 5

/** @brief What GDAL said. Must not move between begin and end. */
typedef struct routes_i_writing {
    size_t failures;
    char failure[160];                       /**< The first one, on one line. */
    char *before[ROUTES_I_WRITING_SETTINGS]; /**< What the settings were; null: not set. */
} routes_i_writing;

/**
 * @brief Starts listening. Every begin has its end, in the order of brackets.
 * @param[in] date YYYY-MM-DD, for the times that formats write; null: 1970-01-01.
 */
void routes_i_writing_begin(routes_i_writing *writing, const char *date);

/** @brief Stops listening and puts back what was. */
void routes_i_writing_end(routes_i_writing *writing);

/** @brief Makes sure GDAL knows a driver. @retval ROUTES_E_DEPENDENCY It was built without it. */
routes_status routes_i_writing_driver(const char *driver, routes_error *err);

/** @brief `ROUTES_E_IO`: the path, and the first thing GDAL said. */
routes_status routes_i_writing_fail(const routes_i_writing *writing, const char *path,
                                    routes_error *err);

#endif
