/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "geo/geos.h"

#include <stdio.h>
#include <string.h>

#include "core/memory.h"

static void keep_words(const char *message, void *user)
{
    routes_i_geos *geos = user;
    snprintf(geos->words, sizeof geos->words, "%s", message);
}

routes_status routes_i_geos_open(routes_i_geos *geos, routes_error *err)
{
    *geos = (routes_i_geos){0};
    geos->handle = GEOS_init_r();
    if (!geos->handle)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "GEOS gives no handle");
    GEOSContext_setErrorMessageHandler_r(geos->handle, keep_words, geos);
    /* A notice is no failure; it is how GEOS says why a geometry is not valid. */
    GEOSContext_setNoticeMessageHandler_r(geos->handle, keep_words, geos);
    geos->reader = GEOSWKBReader_create_r(geos->handle);
    geos->writer = GEOSWKBWriter_create_r(geos->handle);
    if (!geos->reader || !geos->writer)
        return routes_i_geos_fail(geos, err, "making a reader and a writer");
    GEOSWKBReader_setFixStructure_r(geos->handle, geos->reader, 1);
    GEOSWKBWriter_setByteOrder_r(geos->handle, geos->writer, GEOS_WKB_NDR);
    GEOSWKBWriter_setOutputDimension_r(geos->handle, geos->writer, 2);
    GEOSWKBWriter_setFlavor_r(geos->handle, geos->writer, GEOS_WKB_ISO);
    return ROUTES_OK;
}

void routes_i_geos_close(routes_i_geos *geos)
{
    if (!geos->handle)
        return;
    if (geos->reader)
        GEOSWKBReader_destroy_r(geos->handle, geos->reader);
    if (geos->writer)
        GEOSWKBWriter_destroy_r(geos->handle, geos->writer);
    GEOS_finish_r(geos->handle);
    *geos = (routes_i_geos){0};
}

routes_status routes_i_geos_fail(routes_i_geos *geos, routes_error *err, const char *what)
{
    routes_status status = ROUTES_E_DEPENDENCY;
    if (strncmp(geos->words, "TopologyException", 17) == 0 ||
        strncmp(geos->words, "IllegalArgumentException", 24) == 0 ||
        strncmp(geos->words, "ParseException", 14) == 0)
        status = ROUTES_E_DATA;
    if (strstr(geos->words, "bad_alloc"))
        status = ROUTES_E_MEMORY;
    routes_i_fail(err, status, "GEOS failed at %s: %s", what,
                  geos->words[0] ? geos->words : "it gives no reason");
    geos->words[0] = '\0';
    return status;
}

routes_status routes_i_geos_read(GEOSGeometry **out, routes_i_geos *geos, routes_wkb wkb,
                                 routes_error *err)
{
    *out = NULL;
    routes_status status = routes_wkb_describe(NULL, NULL, NULL, wkb, err);
    if (status)
        return status;
    *out = GEOSWKBReader_read_r(geos->handle, geos->reader, wkb.bytes, wkb.size);
    return *out ? ROUTES_OK : routes_i_geos_fail(geos, err, "reading a geometry");
}

routes_status routes_i_geos_write(uint8_t **bytes, size_t *size, routes_i_geos *geos,
                                  const GEOSGeometry *geometry, routes_error *err)
{
    size_t n = 0;
    unsigned char *theirs = GEOSWKBWriter_write_r(geos->handle, geos->writer, geometry, &n);
    if (!theirs)
        return routes_i_geos_fail(geos, err, "writing a geometry");
    uint8_t *ours = routes_i_calloc(n, 1);
    if (ours)
        memcpy(ours, theirs, n);
    GEOSFree_r(geos->handle, theirs);
    if (!ours)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a geometry of %zu bytes", n);
    *bytes = ours;
    *size = n;
    return ROUTES_OK;
}

void routes_i_geos_free(routes_i_geos *geos, GEOSGeometry *geometry)
{
    if (geometry)
        GEOSGeom_destroy_r(geos->handle, geometry);
}
