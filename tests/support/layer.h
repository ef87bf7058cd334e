/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/layer.h
 * @brief Files of geometry for tests, written by GDAL itself. For rooms that may see GDAL.
 */
#ifndef ROUTES_TESTS_SUPPORT_LAYER_H
#define ROUTES_TESTS_SUPPORT_LAYER_H

#include <stdio.h>
#include <stdlib.h>

#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "support/check.h"

/** A file being written. */
typedef struct layer_file {
    GDALDatasetH dataset;
    OGRLayerH layer;
} layer_file;

/** Adds a layer; `epsg` 0: none stated. */
static inline void layer_add(layer_file *file, const char *name, int epsg, OGRwkbGeometryType kind)
{
    OGRSpatialReferenceH srs = NULL;
    if (epsg) {
        srs = OSRNewSpatialReference(NULL);
        assert_int_equal(OSRImportFromEPSG(srs, epsg), OGRERR_NONE);
        OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    }
    char encoding[] = "ENCODING=UTF-8";
    char *options[] = {encoding, NULL};
    const char *driver = GDALGetDriverShortName(GDALGetDatasetDriver(file->dataset));
    int is_shapefile = strcmp(driver, "ESRI Shapefile") == 0;
    file->layer =
        GDALDatasetCreateLayer(file->dataset, name, srs, kind, is_shapefile ? options : NULL);
    assert_non_null(file->layer);
    if (srs)
        OSRRelease(srs);
}

static inline layer_file layer_create(const char *driver, const char *path, const char *name,
                                      int epsg, OGRwkbGeometryType kind)
{
    layer_file file = {0};
    GDALAllRegister();
    GDALDriverH found = GDALGetDriverByName(driver);
    assert_non_null(found);
    file.dataset = GDALCreate(found, path, 0, 0, 0, GDT_Unknown, NULL);
    assert_non_null(file.dataset);
    layer_add(&file, name, epsg, kind);
    return file;
}

static inline void layer_field(layer_file *file, const char *name, OGRFieldType type,
                               OGRFieldSubType subtype)
{
    OGRFieldDefnH field = OGR_Fld_Create(name, type);
    OGR_Fld_SetSubType(field, subtype);
    assert_int_equal(OGR_L_CreateField(file->layer, field, 1), OGRERR_NONE);
    OGR_Fld_Destroy(field);
}

/** A feature with a geometry from WKT; null: none. Fill its fields, then layer_put(). */
static inline OGRFeatureH layer_feature(const layer_file *file, const char *wkt)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(file->layer));
    assert_non_null(feature);
    if (wkt) {
        OGRGeometryH geometry = NULL;
        /* GDAL moves along a text that it does not change. */
        char text[512];
        char *at = text;
        assert_true(snprintf(text, sizeof text, "%s", wkt) < (int)sizeof text);
        assert_int_equal(OGR_G_CreateFromWkt(&at, NULL, &geometry), OGRERR_NONE);
        assert_int_equal(OGR_F_SetGeometryDirectly(feature, geometry), OGRERR_NONE);
    }
    return feature;
}

static inline void layer_put(const layer_file *file, OGRFeatureH feature)
{
    assert_int_equal(OGR_L_CreateFeature(file->layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
}

static inline void layer_close(layer_file *file)
{
    GDALClose(file->dataset);
    *file = (layer_file){0};
}

/** A layer `points` of `n` points: text `id`, integer `count`; the i-th lies at (100 + i / n, 10).
 */
static inline void layer_points(const char *driver, const char *path, size_t n)
{
    layer_file file = layer_create(driver, path, "points", 4326, wkbPoint);
    layer_field(&file, "id", OFTString, OFSTNone);
    layer_field(&file, "count", OFTInteger, OFSTNone);
    int transaction = GDALDatasetStartTransaction(file.dataset, 0) == OGRERR_NONE;
    for (size_t i = 0; i < n; i++) {
        char text[64];
        snprintf(text, sizeof text, "POINT (%.9f 10)", 100.0 + (double)i / (double)n);
        OGRFeatureH feature = layer_feature(&file, text);
        snprintf(text, sizeof text, "P%zu", i);
        OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, "id"), text);
        OGR_F_SetFieldInteger(feature, OGR_F_GetFieldIndex(feature, "count"), (int)i);
        layer_put(&file, feature);
    }
    if (transaction)
        assert_int_equal(GDALDatasetCommitTransaction(file.dataset), OGRERR_NONE);
    layer_close(&file);
}

#endif
