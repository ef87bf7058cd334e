/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/validity.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "geo/geos.h"
#include "geo/wkb.h"

#define MOST_ROUNDS 8

static void set_fault(routes_validity *validity, const char *reason, routes_point where)
{
    validity->valid = 0;
    validity->where = where;
    snprintf(validity->reason, sizeof validity->reason, "%s", reason);
}

/* GEOS refuses to read these, so they are found first. True when a fault was found. */
static bool run_fault(routes_validity *validity, const routes_i_wkb_run *run,
                      routes_geometry_kind kind)
{
    if (run->n == 0)
        return false;
    routes_point first = routes_i_wkb_at(run, 0);
    routes_point last = routes_i_wkb_at(run, run->n - 1);
    if ((kind == ROUTES_LINE || kind == ROUTES_MULTILINE) && run->n < 2) {
        set_fault(validity, "Line of one point", first);
        return true;
    }
    if (kind != ROUTES_POLYGON && kind != ROUTES_MULTIPOLYGON)
        return false;
    if (first.lon != last.lon || first.lat != last.lat) {
        set_fault(validity, "Ring not closed", last);
        return true;
    }
    if (run->n < 4) {
        set_fault(validity, "Ring of fewer than three points", first);
        return true;
    }
    return false;
}

static routes_status check_runs(routes_validity *validity, bool *fault, routes_wkb wkb,
                                routes_error *err)
{
    routes_i_wkb_walk walk;
    routes_i_wkb_run run;
    bool more = false;
    routes_status status = routes_i_wkb_open(&walk, wkb, err);
    while (!status && !(status = routes_i_wkb_next(&walk, &run, &more, err)) && more) {
        if (run.n > 0)
            validity->empty = 0;
        if (!*fault)
            *fault = run_fault(validity, &run, walk.kind);
    }
    return status;
}

static routes_status check_by_geos(routes_validity *validity, routes_i_geos *geos, routes_wkb wkb,
                                   routes_error *err)
{
    GEOSGeometry *geometry = NULL;
    GEOSGeometry *place = NULL;
    char *reason = NULL;
    routes_status status = routes_i_geos_read(&geometry, geos, wkb, err);
    if (status)
        return status;
    char valid = GEOSisValidDetail_r(geos->handle, geometry, 0, &reason, &place);
    if (valid == 2)
        status = routes_i_geos_fail(geos, err, "checking a geometry");
    if (valid == 0) {
        routes_point where = {NAN, NAN};
        if (place) {
            GEOSGeomGetX_r(geos->handle, place, &where.lon);
            GEOSGeomGetY_r(geos->handle, place, &where.lat);
        }
        set_fault(validity, reason ? reason : "not valid", where);
    }
    routes_i_geos_free(geos, place);
    routes_i_geos_free(geos, geometry);
    if (reason)
        GEOSFree_r(geos->handle, reason);
    return status;
}

routes_status routes_validity_check(routes_validity *validity, routes_wkb wkb, routes_error *err)
{
    if (!validity)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "validity must not be null");
    routes_validity found = {.valid = 1, .empty = 1, .where = {NAN, NAN}};
    bool fault = false;
    routes_status status = check_runs(&found, &fault, wkb, err);
    if (status)
        return status;
    if (!fault && !found.empty) {
        routes_i_geos geos;
        status = routes_i_geos_open(&geos, err);
        if (!status)
            status = check_by_geos(&found, &geos, wkb, err);
        routes_i_geos_close(&geos);
    }
    if (!status)
        *validity = found;
    return status;
}

static GEOSGeometry *mend(routes_i_geos *geos, const GEOSGeometry *geometry,
                          enum GEOSMakeValidMethods method)
{
    GEOSMakeValidParams *how = GEOSMakeValidParams_create_r(geos->handle);
    GEOSGeometry *mended = NULL;
    if (how && GEOSMakeValidParams_setMethod_r(geos->handle, how, method) &&
        GEOSMakeValidParams_setKeepCollapsed_r(geos->handle, how, 0))
        mended = GEOSMakeValidWithParams_r(geos->handle, geometry, how);
    if (how)
        GEOSMakeValidParams_destroy_r(geos->handle, how);
    return mended;
}

/* GEOS's way by structure: keeps areas, and drops what has none. Where edges cross in one point
 * three at a time, rounding can leave the result with a crossing of its own; that one is smaller,
 * and mending again ends it. Null where it does not. */
static GEOSGeometry *mend_by_structure(routes_i_geos *geos, const GEOSGeometry *geometry)
{
    GEOSGeometry *mended = mend(geos, geometry, GEOS_MAKE_VALID_STRUCTURE);
    for (int round = 0; mended && round < MOST_ROUNDS; round++) {
        char valid = GEOSisValid_r(geos->handle, mended);
        if (valid == 1)
            return mended;
        GEOSGeometry *again = valid == 0 ? mend(geos, mended, GEOS_MAKE_VALID_STRUCTURE) : NULL;
        routes_i_geos_free(geos, mended);
        mended = again;
    }
    routes_i_geos_free(geos, mended);
    return NULL;
}

/* GEOS's way by lines, for tangles in which the other loses itself: what an odd number of edges
 * encloses. Leaves lines too, so the areas are picked out. */
static GEOSGeometry *mend_by_lines(routes_i_geos *geos, const GEOSGeometry *geometry)
{
    GEOSGeometry *mixed = mend(geos, geometry, GEOS_MAKE_VALID_LINEWORK);
    if (!mixed)
        return NULL;
    int n = GEOSGetNumGeometries_r(geos->handle, mixed);
    GEOSGeometry *areas = GEOSGeom_createEmptyPolygon_r(geos->handle);
    for (int i = 0; areas && i < n; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(geos->handle, mixed, i);
        if (!part || GEOSGeom_getDimensions_r(geos->handle, part) != 2)
            continue;
        GEOSGeometry *sum = GEOSUnion_r(geos->handle, areas, part);
        routes_i_geos_free(geos, areas);
        areas = sum;
    }
    routes_i_geos_free(geos, mixed);
    if (areas && GEOSisValid_r(geos->handle, areas) == 1)
        return areas;
    routes_i_geos_free(geos, areas);
    return NULL;
}

static routes_status repair(uint8_t **bytes, size_t *size, routes_i_geos *geos, routes_wkb wkb,
                            routes_error *err)
{
    GEOSGeometry *geometry = NULL;
    routes_status status = routes_i_geos_read(&geometry, geos, wkb, err);
    if (status)
        return status;
    GEOSGeometry *mended = mend_by_structure(geos, geometry);
    if (!mended && GEOSGeom_getDimensions_r(geos->handle, geometry) == 2)
        mended = mend_by_lines(geos, geometry);
    if (!mended)
        status = routes_i_geos_fail(geos, err, "mending a geometry");
    if (!status && GEOSisEmpty_r(geos->handle, mended) == 1 &&
        GEOSisEmpty_r(geos->handle, geometry) == 0)
        status = routes_i_fail(err, ROUTES_E_DATA,
                               "nothing is left of the geometry when it is mended: its points lie "
                               "on a line, or are one");
    if (!status)
        status = routes_i_geos_write(bytes, size, geos, mended, err);
    routes_i_geos_free(geos, mended);
    routes_i_geos_free(geos, geometry);
    return status;
}

routes_status routes_validity_repair(uint8_t **bytes, size_t *size, routes_wkb wkb,
                                     routes_error *err)
{
    if (!bytes || !size)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "bytes and size must not be null");
    routes_i_geos geos;
    routes_status status = routes_i_geos_open(&geos, err);
    if (!status)
        status = repair(bytes, size, &geos, wkb, err);
    routes_i_geos_close(&geos);
    return status;
}

const char *routes_validity_geos_version(void)
{
    return GEOSversion();
}
