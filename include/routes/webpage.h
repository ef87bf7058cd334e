/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/webpage.h
 * @brief A release as one web page: a map to look into, and every layer as a table below it.
 *
 * For who opens a map in a browser, without a GIS program and without a network.
 * The page asks nothing of any host, and whoever cannot see the map reads the
 * same in the tables.
 */
#ifndef ROUTES_WEBPAGE_H
#define ROUTES_WEBPAGE_H

#include "routes/error.h"
#include "routes/release.h"
#include "routes/run.h"

ROUTES_BEGIN

/**
 * @brief Writes a release as one HTML file, which takes the place of a former one when it is whole.
 *
 * The file holds the stamp, the table of each layer without what is for programs
 * alone, and the shapes to 1e-5 degree; areas are made simpler where a screen
 * would not show it. The same release gives the same bytes.
 *
 * @param[in] release
 * @param[in] file  Path, such as "out/public/map.html"; its folder must be there.
 * @param[in] run   Null for the defaults.
 * @param[out] err  May be null.
 * @retval ROUTES_E_ARGUMENT A null.
 * @retval ROUTES_E_DATA     A shape cannot be read.
 * @retval ROUTES_E_IO       The file cannot be written: path and reason; a former one is whole.
 * @retval ROUTES_E_CANCELLED
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O(points log points). Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_webpage_write(const routes_release *release,
                                                           const char *file, const routes_run *run,
                                                           routes_error *err);

ROUTES_END

#endif
