/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/dissolve.h"

#include "core/memory.h"
#include "geo/geos.h"
#include "geo/wkb.h"

/* Reads one area for the union; what GEOS cannot work with is named before it tries. */
static routes_status read_area(GEOSGeometry **out, routes_i_geos *geos, size_t index,
                               routes_wkb wkb, routes_error *err)
{
    routes_geometry_kind kind = ROUTES_POLYGON;
    routes_error inner = {0};
    routes_status status = routes_wkb_describe(&kind, NULL, NULL, wkb, &inner);
    if (!status && kind != ROUTES_POLYGON && kind != ROUTES_MULTIPOLYGON)
        return routes_i_fail(err, ROUTES_E_DATA, "area %zu is %s, must be a polygon", index,
                             routes_i_wkb_kind_text(kind));
    if (!status)
        status = routes_i_geos_read(out, geos, wkb, &inner);
    if (status)
        return routes_i_fail(err, status, "area %zu: %s", index, inner.message);
    char valid = GEOSisValid_r(geos->handle, *out);
    if (valid == 2)
        return routes_i_geos_fail(geos, err, "checking an area");
    if (valid == 0)
        return routes_i_fail(err, ROUTES_E_DATA, "area %zu is not valid (%.100s): mend it first",
                             index, geos->words);
    return ROUTES_OK;
}

static routes_status dissolve(uint8_t **bytes, size_t *size, routes_i_geos *geos,
                              GEOSGeometry **parts, const routes_wkb *areas, size_t n,
                              routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < n && !status; i++)
        status = read_area(&parts[i], geos, i, areas[i], err);
    if (status)
        return status;
    GEOSGeometry *all =
        GEOSGeom_createCollection_r(geos->handle, GEOS_GEOMETRYCOLLECTION, parts, (unsigned)n);
    for (size_t i = 0; i < n; i++)
        parts[i] = NULL; /* GEOS owns them now, also where it failed */
    if (!all)
        return routes_i_geos_fail(geos, err, "gathering areas");
    GEOSGeometry *one = GEOSUnaryUnion_r(geos->handle, all);
    /* GEOS makes nothing into a collection of nothing, which is no area. */
    if (one && GEOSisEmpty_r(geos->handle, one) == 1) {
        routes_i_geos_free(geos, one);
        one = GEOSGeom_createEmptyPolygon_r(geos->handle);
    }
    if (!one)
        status = routes_i_geos_fail(geos, err, "dissolving areas");
    else
        status = routes_i_geos_write(bytes, size, geos, one, err);
    routes_i_geos_free(geos, one);
    routes_i_geos_free(geos, all);
    return status;
}

routes_status routes_dissolve_areas(uint8_t **bytes, size_t *size, const routes_wkb *areas,
                                    size_t n, routes_error *err)
{
    if (!bytes || !size || !areas)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "bytes, size and areas must not be null");
    if (n == 0 || n > UINT32_MAX)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "n is %zu, must be 1 to 4294967295", n);
    GEOSGeometry **parts = routes_i_calloc(n, sizeof(GEOSGeometry *));
    if (!parts)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    routes_i_geos geos;
    routes_status status = routes_i_geos_open(&geos, err);
    if (!status)
        status = dissolve(bytes, size, &geos, parts, areas, n, err);
    for (size_t i = 0; i < n; i++)
        routes_i_geos_free(&geos, parts[i]);
    routes_i_geos_close(&geos);
    routes_i_free(parts);
    return status;
}
