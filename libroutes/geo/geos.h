/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file geo/geos.h
 * @brief GEOS for the time of one call or of one worker, with its words kept.
 *
 * GEOS does plane geometry: to it longitude and latitude are x and y.
 */
#ifndef ROUTES_GEO_GEOS_H
#define ROUTES_GEO_GEOS_H

/* Only the functions that take a handle: the others share a global one. */
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include "core/fail.h"
#include "routes/wkb.h"

/** @brief A handle of one's own. Must not move while open, for GEOS keeps its address. */
typedef struct routes_i_geos {
    GEOSContextHandle_t handle;
    GEOSWKBReader *reader;
    GEOSWKBWriter *writer;
    char words[160]; /**< The last error or notice in GEOS's words. */
} routes_i_geos;

/** @brief Opens a handle. Close it with routes_i_geos_close(), also on failure. */
routes_status routes_i_geos_open(routes_i_geos *geos, routes_error *err);

/** @brief Closes a handle; one of zeros is allowed. */
void routes_i_geos_close(routes_i_geos *geos);

/**
 * @brief Reports that a function of GEOS failed: what was tried, and GEOS's words.
 * @return ROUTES_E_DATA where the geometry is at fault, ROUTES_E_MEMORY, or ROUTES_E_DEPENDENCY.
 */
routes_status routes_i_geos_fail(routes_i_geos *geos, routes_error *err, const char *what);

/** @brief Reads WKB, after the strict reader has found it sound; open rings are closed. */
routes_status routes_i_geos_read(GEOSGeometry **out, routes_i_geos *geos, routes_wkb wkb,
                                 routes_error *err);

/** @brief Writes WKB into memory of ours: routes_wkb_free(). */
routes_status routes_i_geos_write(uint8_t **bytes, size_t *size, routes_i_geos *geos,
                                  const GEOSGeometry *geometry, routes_error *err);

/** @brief Frees a geometry. Null is allowed. */
void routes_i_geos_free(routes_i_geos *geos, GEOSGeometry *geometry);

#endif
