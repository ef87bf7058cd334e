/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/layer_in.h"

#include <stdio.h>
#include <string.h>

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "core/arena.h"
#include "core/fault.h"
#include "core/file.h"
#include "core/memory.h"
#include "source/batch.h"
#include "source/excerpt.h"
#include "source/gdal_call.h"
#include "source/layer_file.h"

struct routes_i_layer {
    routes_i_arena arena;
    const char *name; /* how faults call the file */
    const char *path;
    bool is_shapefile;
    GDALDatasetH dataset;
    OGRLayerH layer;
    const char *crs;
    bool has_geometry;
    size_t size; /* rows the file says it has; SIZE_MAX: not known */
    size_t read;
    bool over;
    bool warned;
    routes_i_filling filling;
};

static routes_status out_of_memory(const char *name, routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to read %s", name);
}

/* A fault of the file as a whole, which is refused for it. */
static routes_status refuse(routes_faults *faults, const char *name, const char *value,
                            const char *message, const char *remedy, routes_error *err)
{
    routes_fault where = {.file = name, .value = value, .remedy = remedy};
    routes_status status = routes_i_fault(faults, &where, err, "%s", message);
    return status ? status : routes_i_fail(err, ROUTES_E_DATA, "%s: %s; %s", name, message, remedy);
}

/* What GDAL said of a file it could not read, as a status. */
static routes_status gdal_failed(const routes_i_gdal_call *call, routes_faults *faults,
                                 const char *name, routes_error *err)
{
    char message[ROUTES_I_GDAL_WORDS + 64];
    if (routes_i_gdal_lacks_proj(call->failure))
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "%s", call->failure);
    if (strstr(call->failure, "crs not found")) {
        snprintf(message, sizeof message, "its coordinate system is not known: %s", call->failure);
        return refuse(faults, name, NULL, message,
                      "name one that PROJ knows, such as EPSG:4326 for longitude and latitude",
                      err);
    }
    snprintf(message, sizeof message, "the file cannot be read: %s",
             call->failures ? call->failure : "GDAL does not know it");
    return refuse(faults, name, NULL, message, "it may be damaged or cut off: copy it again", err);
}

/* Styles of QGIS lie in the same file and are no layer of the map. */
static bool is_candidate(OGRLayerH layer)
{
    return strcmp(OGR_L_GetName(layer), "layer_styles") != 0;
}

/* The names of a file's layers, and how many are candidates. */
static size_t list_layers(routes_i_text *names, OGRLayerH *only, GDALDatasetH dataset,
                          const char *wanted)
{
    size_t count = 0;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset); i++) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset, i);
        if (!layer || !is_candidate(layer))
            continue;
        if (wanted && strcmp(OGR_L_GetName(layer), wanted) == 0) {
            *only = layer;
            return 1;
        }
        routes_i_text_print(names, "%s%s", count ? ", " : "", OGR_L_GetName(layer));
        *only = layer;
        count++;
    }
    return count;
}

/* The layer wanted, or the only one. */
static routes_status choose_layer(routes_i_layer *to, const char *wanted, routes_faults *faults,
                                  routes_error *err)
{
    routes_i_text names = {0};
    routes_status status = ROUTES_OK;
    size_t count = list_layers(&names, &to->layer, to->dataset, wanted);
    bool found = to->layer && wanted && strcmp(OGR_L_GetName(to->layer), wanted) == 0;
    if (names.failed) {
        status = out_of_memory(to->name, err);
    } else if (count == 0) {
        status = refuse(faults, to->name, NULL, "the file holds no layer",
                        "look whether it is the right one", err);
    } else if (!found && (count > 1 || wanted)) {
        char value[ROUTES_I_EXCERPT_SIZE];
        char message[128];
        routes_i_excerpt(value, names.bytes, names.size);
        if (!wanted)
            snprintf(message, sizeof message, "the file holds %zu layers", count);
        else
            snprintf(message, sizeof message, "there is no layer \"%.80s\"", wanted);
        status = refuse(faults, to->name, value, message, "name the one that is meant", err);
    }
    routes_i_text_free(&names);
    return status;
}

/* The coordinate system by its code, or else in full. */
static routes_status read_crs(routes_i_layer *layer, routes_error *err)
{
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(layer->layer);
    const char *name = srs ? OSRGetName(srs) : NULL;
    /* GeoPackage has two systems that stand for "not stated". */
    if (!srs || (name && strncmp(name, "Undefined ", 10) == 0))
        return ROUTES_OK;
    const char *authority = OSRGetAuthorityName(srs, NULL);
    const char *code = OSRGetAuthorityCode(srs, NULL);
    routes_i_text text = {0};
    if (authority && code) {
        routes_i_text_print(&text, "%s:%s", authority, code);
    } else {
        char *wkt = NULL;
        const char *const options[] = {"FORMAT=WKT2_2019", NULL};
        if (OSRExportToWktEx(srs, &wkt, options) == OGRERR_NONE && wkt)
            routes_i_text_add(&text, wkt);
        CPLFree(wkt);
    }
    bool failed = text.failed;
    if (!failed && text.size) {
        layer->crs = routes_i_arena_text(&layer->arena, text.bytes);
        failed = !layer->crs;
    }
    routes_i_text_free(&text);
    return failed ? out_of_memory(layer->name, err) : ROUTES_OK;
}

static routes_status open_dataset(routes_i_layer *layer, const char *path,
                                  const routes_i_layer_format *format, routes_error *err)
{
    routes_status status = routes_i_gdal_driver(format->driver, err);
    if (status)
        return status;
    /* Behind "./" GDAL cannot take a path for something else than a file. */
    char *joined = path[0] == '/' ? NULL : routes_i_path_join(".", path);
    if (path[0] != '/' && !joined)
        return out_of_memory(layer->name, err);
    const char *const drivers[] = {format->driver, NULL};
    layer->dataset = GDALOpenEx(joined ? joined : path,
                                GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers,
                                format->options, NULL);
    routes_i_free(joined);
    return ROUTES_OK;
}

/* All that needs GDAL at the opening. */
static routes_status open_layer(routes_i_layer *layer, const char *path,
                                const routes_i_layer_format *format, const char *wanted,
                                routes_faults *faults, routes_error *err)
{
    routes_i_gdal_call call;
    routes_i_gdal_begin(&call);
    routes_status status = open_dataset(layer, path, format, err);
    if (!status && (!layer->dataset || call.failures))
        status = gdal_failed(&call, faults, layer->name, err);
    if (!status)
        status = choose_layer(layer, wanted, faults, err);
    if (!status)
        status = read_crs(layer, err);
    if (!status)
        status = routes_i_filling_start(&layer->filling, OGR_L_GetLayerDefn(layer->layer), err);
    if (!status) {
        layer->has_geometry = OGR_L_GetGeomType(layer->layer) != wkbNone;
        GIntBig size = OGR_L_GetFeatureCount(layer->layer, 0);
        layer->size = size < 0 ? SIZE_MAX : (size_t)size;
        if (call.failures)
            status = gdal_failed(&call, faults, layer->name, err);
    }
    routes_i_gdal_end(&call);
    return status;
}

routes_status routes_i_layer_open(routes_i_layer **out, const char *path, const char *layer,
                                  const char *name, routes_faults *faults, routes_error *err)
{
    routes_i_layer_format format;
    *out = NULL;
    name = name ? name : path;
    routes_status status = routes_i_layer_file_check(&format, path, name, faults, err);
    if (status)
        return status;
    routes_i_layer *made = routes_i_calloc(1, sizeof *made);
    if (!made)
        return out_of_memory(name, err);
    made->name = routes_i_arena_text(&made->arena, name);
    made->path = routes_i_arena_text(&made->arena, path);
    made->filling.file = made->name;
    made->is_shapefile = strcmp(format.driver, "ESRI Shapefile") == 0;
    status = made->name && made->path ? open_layer(made, path, &format, layer, faults, err)
                                      : out_of_memory(name, err);
    if (status)
        routes_i_layer_close(made);
    else
        *out = made;
    return status;
}

void routes_i_layer_close(routes_i_layer *layer)
{
    if (!layer)
        return;
    if (layer->dataset) {
        routes_i_gdal_call call;
        routes_i_gdal_begin(&call);
        GDALClose(layer->dataset);
        routes_i_gdal_end(&call);
    }
    routes_i_filling_free(&layer->filling);
    routes_i_arena_free(&layer->arena);
    routes_i_free(layer);
}

const routes_i_layer_field *routes_i_layer_fields(size_t *columns, const routes_i_layer *layer)
{
    *columns = layer->filling.batch.columns;
    return layer->filling.batch.fields;
}

bool routes_i_layer_has_geometry(const routes_i_layer *layer)
{
    return layer->has_geometry;
}

const char *routes_i_layer_crs(const routes_i_layer *layer)
{
    return layer->crs;
}

size_t routes_i_layer_size(const routes_i_layer *layer)
{
    return layer->size;
}

/* Adds features until the batch is full or the layer at its end. */
static routes_status fill(routes_i_layer *layer, routes_i_gdal_call *call, routes_error *err)
{
    routes_i_filling *filling = &layer->filling;
    routes_status status = ROUTES_OK;
    while (!status && !layer->over && !routes_i_filling_is_full(filling)) {
        OGRFeatureH feature = OGR_L_GetNextFeature(layer->layer);
        if (!feature) {
            layer->over = true;
            break;
        }
        layer->read++;
        status = routes_i_filling_add(filling, feature, err);
        OGR_F_Destroy(feature);
        if (!status && call->failures) {
            status = routes_i_filling_fault(filling, NULL, NULL, call->failure,
                                            "mend the row, or remove it", err);
            call->failures = 0;
        }
    }
    return status;
}

static routes_status warn(routes_i_layer *layer, const char *message, const char *remedy,
                          routes_faults *faults, routes_error *err)
{
    routes_fault where = {
        .severity = ROUTES_SEVERITY_WARNING, .file = layer->name, .remedy = remedy};
    return routes_i_fault(faults, &where, err, "%s", message);
}

/* At the end: was it the end of the file, or did GDAL give up? */
static routes_status check_end(routes_i_layer *layer, const routes_i_gdal_call *call,
                               routes_faults *faults, routes_error *err)
{
    char message[128];
    if (call->failures)
        return gdal_failed(call, faults, layer->name, err);
    if (layer->size == SIZE_MAX || layer->size == layer->read)
        return ROUTES_OK;
    size_t deleted = 0;
    routes_status status = ROUTES_OK;
    if (layer->is_shapefile)
        status = routes_i_shapefile_deleted(&deleted, layer->path, err);
    if (status)
        return status;
    if (deleted && layer->read + deleted == layer->size) {
        snprintf(message, sizeof message, "%zu rows are marked as deleted and are not read",
                 deleted);
        return warn(layer, message, "pack the Shapefile, or save it anew", faults, err);
    }
    snprintf(message, sizeof message, "the file tells of %zu rows and holds %zu", layer->size,
             layer->read);
    return refuse(faults, layer->name, NULL, message, "it may be damaged or cut off: copy it again",
                  err);
}

/* What GDAL finds worth a warning, the first time. */
static routes_status pass_warning(routes_i_layer *layer, const routes_i_gdal_call *call,
                                  routes_faults *faults, routes_error *err)
{
    if (!call->warnings || layer->warned)
        return ROUTES_OK;
    layer->warned = true;
    return warn(layer, call->warning, "look at the layer in a GIS", faults, err);
}

routes_status routes_i_layer_next(const routes_i_batch **batch, routes_i_layer *layer,
                                  routes_faults *faults, routes_error *err)
{
    *batch = NULL;
    if (layer->over)
        return ROUTES_OK;
    routes_i_gdal_call call;
    layer->filling.faults = faults;
    routes_i_filling_clear(&layer->filling, layer->read + 1);
    routes_i_gdal_begin(&call);
    routes_status status = fill(layer, &call, err);
    if (!status && layer->over)
        status = check_end(layer, &call, faults, err);
    routes_i_gdal_end(&call);
    if (!status)
        status = pass_warning(layer, &call, faults, err);
    if (!status && layer->filling.batch.size)
        *batch = &layer->filling.batch;
    return status;
}
