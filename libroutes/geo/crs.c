/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/crs.h"

#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/run.h"
#include "core/text.h"
#include "geo/geometry.h"

/* The build says where PROJ keeps its data: see CMakeLists.txt. */
#ifndef ROUTES_PROJ_DIR
#define ROUTES_PROJ_DIR "/usr/share/proj"
#endif

#define SIDE_STEPS 8

#define TEXT_OF(number) #number
#define VERSION_OF(major, minor, patch) TEXT_OF(major) "." TEXT_OF(minor) "." TEXT_OF(patch)

struct routes_crs {
    PJ_CONTEXT *context;
    PJ *to_lonlat; /* x and y of the system to longitude and latitude */
    char *name;
    routes_crs_kind kind;
    int is_wgs84;
    char words[160]; /* PROJ's last complaint */
};

const char *routes_crs_default_path(void)
{
    return ROUTES_PROJ_DIR;
}

const char *routes_crs_proj_version(void)
{
    return VERSION_OF(PROJ_VERSION_MAJOR, PROJ_VERSION_MINOR, PROJ_VERSION_PATCH);
}

static void keep_words(void *user, int level, const char *message)
{
    routes_crs *crs = user;
    if (level == PJ_LOG_ERROR && !crs->words[0])
        snprintf(crs->words, sizeof crs->words, "%s", message);
}

static const char *words_of(const routes_crs *crs)
{
    return crs->words[0] ? crs->words : "PROJ gives no reason";
}

void routes_crs_free(routes_crs *crs)
{
    if (!crs)
        return;
    proj_destroy(crs->to_lonlat);
    proj_context_destroy(crs->context);
    routes_i_free(crs->name);
    routes_i_free(crs);
}

/* Points the context at one folder and nowhere else. */
static routes_status open_database(routes_crs *crs, const char *folder, routes_error *err)
{
    routes_i_text path = {0};
    routes_i_text_print(&path, "%s/proj.db", folder);
    if (path.failed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");

    FILE *file = fopen(routes_i_text_get(&path), "rb");
    if (file)
        fclose(file);
    proj_context_set_search_paths(crs->context, 1, &folder);
    proj_context_set_enable_network(crs->context, 0);
    int opened =
        file && proj_context_set_database_path(crs->context, routes_i_text_get(&path), NULL, NULL);
    routes_i_text_free(&path);
    if (!file)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY,
                             "PROJ's database is missing: tried %s/proj.db; install it (Debian: "
                             "proj-data) or name its folder",
                             folder);
    if (!opened)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "PROJ cannot use %s/proj.db: %s", folder,
                             words_of(crs));
    return ROUTES_OK;
}

/* PROJ takes "+proj=utm" for a formula, unless told that a system is meant. */
static PJ *create(PJ_CONTEXT *context, const char *definition, int *no_memory)
{
    *no_memory = 0;
    if (!strstr(definition, "+proj=") || strstr(definition, "type=crs"))
        return proj_create(context, definition);
    routes_i_text text = {0};
    routes_i_text_print(&text, "%s +type=crs", definition);
    *no_memory = text.failed;
    PJ *made = text.failed ? NULL : proj_create(context, routes_i_text_get(&text));
    routes_i_text_free(&text);
    return made;
}

/* Looks through the wrappings of a system: a bound one, or one with heights. 0: no kind of ours. */
static routes_crs_kind kind_of(PJ_CONTEXT *context, const PJ *system)
{
    switch (proj_get_type(system)) {
    case PJ_TYPE_GEOGRAPHIC_2D_CRS:
    case PJ_TYPE_GEOGRAPHIC_3D_CRS:
        return ROUTES_CRS_GEOGRAPHIC;
    case PJ_TYPE_PROJECTED_CRS:
        return ROUTES_CRS_PROJECTED;
    default:
        break;
    }
    PJ *inner = NULL;
    if (proj_get_type(system) == PJ_TYPE_COMPOUND_CRS)
        inner = proj_crs_get_sub_crs(context, system, 0);
    else if (proj_get_type(system) == PJ_TYPE_BOUND_CRS)
        inner = proj_get_source_crs(context, system);
    routes_crs_kind kind = (routes_crs_kind)0;
    if (inner && proj_get_type(inner) == PJ_TYPE_BOUND_CRS) {
        PJ *inmost = proj_get_source_crs(context, inner);
        proj_destroy(inner);
        inner = inmost;
    }
    if (inner && proj_get_type(inner) == PJ_TYPE_PROJECTED_CRS)
        kind = ROUTES_CRS_PROJECTED;
    else if (inner && (proj_get_type(inner) == PJ_TYPE_GEOGRAPHIC_2D_CRS ||
                       proj_get_type(inner) == PJ_TYPE_GEOGRAPHIC_3D_CRS))
        kind = ROUTES_CRS_GEOGRAPHIC;
    proj_destroy(inner);
    return kind;
}

static routes_status set_name(routes_crs *crs, const PJ *system, routes_error *err)
{
    const char *name = proj_get_name(system);
    if (!name)
        name = "unnamed";
    size_t size = strlen(name) + 1;
    crs->name = routes_i_calloc(size, 1);
    if (!crs->name)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the name of a coordinate system");
    memcpy(crs->name, name, size);
    return ROUTES_OK;
}

static routes_status set_transformation(routes_crs *crs, const PJ *system, routes_error *err)
{
    PJ *wgs84 = proj_create(crs->context, "OGC:CRS84");
    PJ *raw =
        wgs84 ? proj_create_crs_to_crs_from_pj(crs->context, system, wgs84, NULL, NULL) : NULL;
    if (raw)
        crs->to_lonlat = proj_normalize_for_visualization(crs->context, raw);
    if (wgs84)
        crs->is_wgs84 = proj_is_equivalent_to_with_ctx(
            crs->context, system, wgs84, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS);
    proj_destroy(raw);
    proj_destroy(wgs84);
    if (!wgs84)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "PROJ does not know OGC:CRS84: %s",
                             words_of(crs));
    if (!crs->to_lonlat)
        return routes_i_fail(err, ROUTES_E_DATA, "no way from '%.100s' to WGS 84: %s", crs->name,
                             words_of(crs));
    return ROUTES_OK;
}

static routes_status define(routes_crs *crs, const char *definition, routes_error *err)
{
    int no_memory = 0;
    PJ *system = create(crs->context, definition, &no_memory);
    if (no_memory)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a coordinate system");
    if (!system)
        return routes_i_fail(err, ROUTES_E_DATA, "'%.60s' names no coordinate system: %s",
                             definition, words_of(crs));
    crs->kind = proj_is_crs(system) ? kind_of(crs->context, system) : (routes_crs_kind)0;
    routes_status status = ROUTES_OK;
    if (!crs->kind)
        status = routes_i_fail(err, ROUTES_E_DATA,
                               "'%.60s' is no system of longitude and latitude or of a plane",
                               definition);
    if (!status)
        status = set_name(crs, system, err);
    if (!status)
        status = set_transformation(crs, system, err);
    proj_destroy(system);
    return status;
}

routes_status routes_crs_new(routes_crs **out, const char *definition, const routes_run *run,
                             routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!definition)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "definition must not be null");
    if (!definition[strspn(definition, " \t\r\n")])
        return routes_i_fail(err, ROUTES_E_DATA,
                             "no coordinate system is named: name one, such as EPSG:4326");
    routes_run use;
    routes_status status = routes_i_run_read(&use, run, err);
    if (status)
        return status;

    routes_crs *crs = routes_i_calloc(1, sizeof *crs);
    if (!crs)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a coordinate system");
    crs->context = proj_context_create();
    if (!crs->context) {
        routes_crs_free(crs);
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "PROJ gives no context");
    }
    proj_log_level(crs->context, PJ_LOG_ERROR);
    proj_log_func(crs->context, crs, keep_words);
    status = open_database(crs, use.proj_path ? use.proj_path : ROUTES_PROJ_DIR, err);
    if (!status)
        status = define(crs, definition, err);
    if (status) {
        routes_crs_free(crs);
        return status;
    }
    *out = crs;
    return ROUTES_OK;
}

routes_crs_kind routes_crs_get_kind(const routes_crs *crs)
{
    return crs->kind;
}

const char *routes_crs_name(const routes_crs *crs)
{
    return crs->name;
}

int routes_crs_is_wgs84(const routes_crs *crs)
{
    return crs->is_wgs84;
}

/* One point either way. PROJ tells failure by infinite coordinates. */
static routes_status transform(routes_point *out, routes_crs *crs, PJ_DIRECTION direction,
                               routes_point in, size_t index, routes_error *err)
{
    crs->words[0] = '\0';
    PJ_COORD found = {{HUGE_VAL, HUGE_VAL, 0.0, 0.0}};
    if (isfinite(in.lon) && isfinite(in.lat)) {
        proj_errno_reset(crs->to_lonlat);
        found = proj_trans(crs->to_lonlat, direction, proj_coord(in.lon, in.lat, 0.0, HUGE_VAL));
    }
    if (isfinite(found.xy.x) && isfinite(found.xy.y)) {
        *out = (routes_point){found.xy.x, found.xy.y};
        return ROUTES_OK;
    }
    int code = proj_errno(crs->to_lonlat);
    const char *words = code ? proj_context_errno_string(crs->context, code) : NULL;
    return routes_i_fail(err, ROUTES_E_DATA,
                         "point %zu (%.9g, %.9g) cannot be brought %s %.80s: %s", index, in.lon,
                         in.lat, direction == PJ_FWD ? "to WGS 84 from" : "from WGS 84 to",
                         crs->name, words ? words : "coordinates out of range");
}

static routes_status transform_all(routes_point *out, routes_crs *crs, PJ_DIRECTION direction,
                                   const routes_point *in, size_t n, routes_error *err)
{
    if (!crs || (n > 0 && (!out || !in)))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out, crs and in must not be null");
    /* Aside first, so that a failure in the middle leaves `out` whole. */
    routes_point *found = routes_i_calloc(n, sizeof *found);
    if (!found)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu points", n);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < n && !status; i++)
        status = transform(&found[i], crs, direction, in[i], i, err);
    if (!status && n > 0)
        memcpy(out, found, n * sizeof *found);
    routes_i_free(found);
    return status;
}

routes_status routes_crs_to_lonlat(routes_point *out, routes_crs *crs, const routes_point *in,
                                   size_t n, routes_error *err)
{
    return transform_all(out, crs, PJ_FWD, in, n, err);
}

routes_status routes_crs_from_lonlat(routes_point *out, routes_crs *crs, const routes_point *in,
                                     size_t n, routes_error *err)
{
    return transform_all(out, crs, PJ_INV, in, n, err);
}

routes_status routes_crs_wkb_to_lonlat(uint8_t **bytes, size_t *size, routes_crs *crs,
                                       routes_wkb wkb, routes_error *err)
{
    if (!bytes || !size || !crs)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "bytes, size and crs must not be null");
    routes_geometry *geometry = NULL;
    routes_status status = routes_geometry_read(&geometry, wkb, err);
    if (!status)
        status = routes_crs_to_lonlat(geometry->points, crs, geometry->points, geometry->n, err);
    if (!status)
        status = routes_geometry_write(bytes, size, geometry, err);
    routes_geometry_free(geometry);
    return status;
}

/* A box by points along its sides: corners alone miss the bulge of a side. */
static routes_status box_to_lonlat(routes_box *out, routes_crs *crs, routes_box box,
                                   routes_error *err)
{
    *out = routes_box_none();
    for (int i = 0; i <= SIDE_STEPS; i++) {
        double x = box.west + (box.east - box.west) * i / SIDE_STEPS;
        double y = box.south + (box.north - box.south) * i / SIDE_STEPS;
        routes_point rim[] = {{x, box.south}, {x, box.north}, {box.west, y}, {box.east, y}};
        routes_status status = routes_crs_to_lonlat(rim, crs, rim, 4, err);
        if (status)
            return status;
        for (int k = 0; k < 4; k++)
            *out = routes_box_add(*out, rim[k]);
    }
    return ROUTES_OK;
}

routes_status routes_crs_check_box(routes_crs *crs, routes_box box, const routes_box *expected,
                                   routes_error *err)
{
    if (!crs)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "crs must not be null");
    if (routes_box_is_empty(box))
        return ROUTES_OK;
    if (crs->kind == ROUTES_CRS_GEOGRAPHIC)
        return routes_box_check(box, expected, err);
    if (box.west >= -180.0 && box.east <= 180.0 && box.south >= -90.0 && box.north <= 90.0)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "x %.7g to %.7g, y %.7g to %.7g look like degrees, but the layer is "
                             "declared in %.60s: name its true system",
                             box.west, box.east, box.south, box.north, crs->name);
    routes_box there;
    routes_status status = box_to_lonlat(&there, crs, box, err);
    if (status)
        return status;
    if (expected && !routes_box_is_empty(*expected) && !routes_box_meets(there, *expected))
        return routes_i_fail(
            err, ROUTES_E_DATA,
            "x %.7g to %.7g, y %.7g to %.7g in %.60s lie outside the area that was "
            "expected: name the true system",
            box.west, box.east, box.south, box.north, crs->name);
    return ROUTES_OK;
}
