/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/layer_file.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "core/fault.h"
#include "core/memory.h"
#include "core/text.h"
#include "source/excerpt.h"
#include "source/input.h"

static const char *const plain[] = {NULL};
/* Values stay what they are in the file: GDAL would turn texts into dates and lists. The feature as
 * written comes along, since GDAL reads some empty or wrong geometry as none. */
static const char *const geojson[] = {"DATE_AS_STRING=YES", "ARRAY_AS_STRING=YES",
                                      "NATIVE_DATA=YES", NULL};
static const char *const geopackage[] = {"LIST_ALL_TABLES=NO", NULL};
/* Bytes are not recoded, and are judged as UTF-8. */
static const char *const unmarked_shapefile[] = {"ENCODING=", NULL};

static const struct {
    const char *suffix;
    routes_i_layer_format format;
} formats[] = {
    {".gpkg", {"GPKG", geopackage}},    {".shp", {"ESRI Shapefile", plain}},
    {".geojson", {"GeoJSON", geojson}}, {".json", {"GeoJSON", geojson}},
    {".fgb", {"FlatGeobuf", plain}},    {".kml", {"LIBKML", plain}},
};

#define FORMATS (sizeof formats / sizeof *formats)

static uint64_t big_endian(const unsigned char *at, size_t size)
{
    uint64_t value = 0;
    for (size_t i = 0; i < size; i++)
        value = value << 8 | at[i];
    return value;
}

static uint64_t little_endian(const unsigned char *at, size_t size)
{
    uint64_t value = 0;
    for (size_t i = size; i > 0; i--)
        value = value << 8 | at[i - 1];
    return value;
}

/* The beginning of a file, and its size. */
typedef struct head {
    unsigned char bytes[100];
    size_t taken;
    uint64_t size;
} head;

static routes_status read_head(head *to, const char *path, const char *name, routes_error *err)
{
    FILE *file = NULL;
    *to = (head){0};
    routes_status status = routes_i_input_open(&file, path, name, err);
    if (status)
        return status;
    to->size = routes_i_input_size(file);
    status = routes_i_input_take(&to->taken, (char *)to->bytes, sizeof to->bytes, file, name, err);
    fclose(file);
    return status;
}

static routes_status whole_file_fault(routes_faults *faults, const char *name, const char *message,
                                      const char *remedy, routes_error *err)
{
    routes_fault where = {.file = name, .remedy = remedy};
    routes_status status = routes_i_fault(faults, &where, err, "%s", message);
    return status ? status : routes_i_fail(err, ROUTES_E_DATA, "%s: %s; %s", name, message, remedy);
}

static routes_status cut_off(routes_faults *faults, const char *name, uint64_t size,
                             uint64_t wanted, routes_error *err)
{
    char message[128];
    snprintf(message, sizeof message,
             "the file is cut off: it has %llu bytes, its header tells of %llu",
             (unsigned long long)size, (unsigned long long)wanted);
    return whole_file_fault(faults, name, message, "copy it again from where it came", err);
}

/* A GeoPackage is an SQLite database: its first page has the size and the number of pages. */
static routes_status check_geopackage(const head *first, const char *name, routes_faults *faults,
                                      routes_error *err)
{
    if (first->taken < sizeof first->bytes || memcmp(first->bytes, "SQLite format 3", 16) != 0)
        return whole_file_fault(faults, name, "the file is no GeoPackage, or only its beginning",
                                "copy it again from where it came", err);
    uint64_t page = big_endian(first->bytes + 16, 2);
    uint64_t pages = big_endian(first->bytes + 28, 4);
    /* The number holds only where the writer was one that kept it. */
    bool kept = memcmp(first->bytes + 24, first->bytes + 92, 4) == 0;
    if (page == 1)
        page = 65536;
    if (kept && first->size < page * pages)
        return cut_off(faults, name, first->size, page * pages, err);
    return ROUTES_OK;
}

/* Of the header shared by .shp and .shx. */
static routes_status check_shape_head(const head *first, const char *name, routes_faults *faults,
                                      routes_error *err)
{
    if (first->taken < sizeof first->bytes || big_endian(first->bytes, 4) != 9994)
        return whole_file_fault(faults, name, "the file is no Shapefile, or only its beginning",
                                "copy it again from where it came", err);
    uint64_t wanted = big_endian(first->bytes + 24, 4) * 2;
    if (first->size < wanted)
        return cut_off(faults, name, first->size, wanted, err);
    return ROUTES_OK;
}

/* The rows of the attributes must be those of the shapes. */
static routes_status check_dbf(const head *first, uint64_t shapes, const char *name,
                               routes_faults *faults, routes_error *err)
{
    if (first->taken < 32)
        return whole_file_fault(faults, name, "the file is no dBASE table, or only its beginning",
                                "copy it again from where it came", err);
    uint64_t rows = little_endian(first->bytes + 4, 4);
    uint64_t wanted =
        little_endian(first->bytes + 8, 2) + rows * little_endian(first->bytes + 10, 2);
    if (first->size < wanted)
        return cut_off(faults, name, first->size, wanted, err);
    if (rows == shapes)
        return ROUTES_OK;
    char message[128];
    snprintf(message, sizeof message, "the file has %llu rows for %llu shapes",
             (unsigned long long)rows, (unsigned long long)shapes);
    return whole_file_fault(faults, name, message,
                            "take .shp, .shx and .dbf of one and the same copy", err);
}

/* A path and a name with another ending, in the case of the former. */
typedef struct sibling {
    routes_i_text path;
    routes_i_text name;
} sibling;

static routes_status sibling_make(sibling *to, const char *path, const char *name,
                                  const char *ending, routes_error *err)
{
    bool upper = path[strlen(path) - 1] == 'P';
    to->path.size = 0;
    to->name.size = 0;
    routes_i_text_bytes(&to->path, path, strlen(path) - 3);
    routes_i_text_bytes(&to->name, name, strlen(name) > 3 ? strlen(name) - 3 : 0);
    for (; *ending; ending++) {
        char c = (char)(upper ? *ending - 'a' + 'A' : *ending);
        routes_i_text_bytes(&to->path, &c, 1);
        routes_i_text_bytes(&to->name, &c, 1);
    }
    if (to->path.failed || to->name.failed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the name of a file");
    return ROUTES_OK;
}

static bool is_there(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file)
        fclose(file);
    return file != NULL;
}

#define ROWS_AT_ONCE ((size_t)256)

/* Each row of a dBASE table begins with a blank, or a star where it is deleted. */
static routes_status count_stars(size_t *stars, FILE *file, const head *first, const char *name,
                                 routes_error *err)
{
    size_t width = little_endian(first->bytes + 10, 2);
    size_t rows = little_endian(first->bytes + 4, 4);
    char *block = routes_i_calloc(ROWS_AT_ONCE, width ? width : 1);
    if (!block)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to read %s", name);
    size_t taken = width;
    routes_status status = ROUTES_OK;
    while (rows && taken && !status) {
        size_t n = rows < ROWS_AT_ONCE ? rows : ROWS_AT_ONCE;
        status = routes_i_input_take(&taken, block, n * width, file, name, err);
        for (size_t at = 0; at < taken && !status; at += width)
            *stars += block[at] == '*';
        rows -= n;
    }
    routes_i_free(block);
    return status;
}

routes_status routes_i_shapefile_deleted(size_t *deleted, const char *path, routes_error *err)
{
    sibling dbf = {0};
    head first;
    FILE *file = NULL;
    *deleted = 0;
    routes_status status = sibling_make(&dbf, path, path, "dbf", err);
    if (!status)
        status = read_head(&first, dbf.path.bytes, dbf.path.bytes, err);
    if (!status)
        status = routes_i_input_open(&file, dbf.path.bytes, NULL, err);
    if (!status) {
        if (fseek(file, (long)little_endian(first.bytes + 8, 2), SEEK_SET) == 0)
            status = count_stars(deleted, file, &first, dbf.path.bytes, err);
        fclose(file);
    }
    routes_i_text_free(&dbf.path);
    routes_i_text_free(&dbf.name);
    return status;
}

/* The three files of a Shapefile, one after the other. */
static routes_status check_shapefile(routes_i_layer_format *format, const head *shp,
                                     const char *path, const char *name, routes_faults *faults,
                                     routes_error *err)
{
    sibling other = {0};
    head shx = {0};
    head dbf = {0};
    routes_status status = check_shape_head(shp, name, faults, err);
    if (!status)
        status = sibling_make(&other, path, name, "shx", err);
    if (!status)
        status = read_head(&shx, other.path.bytes, other.name.bytes, err);
    if (!status)
        status = check_shape_head(&shx, other.name.bytes, faults, err);
    if (!status)
        status = sibling_make(&other, path, name, "dbf", err);
    if (!status)
        status = read_head(&dbf, other.path.bytes, other.name.bytes, err);
    if (!status)
        status = check_dbf(&dbf, (big_endian(shx.bytes + 24, 4) * 2 - 100) / 8, other.name.bytes,
                           faults, err);
    if (!status)
        status = sibling_make(&other, path, name, "cpg", err);
    /* Byte 29 names a code page. Without it and without a .cpg GDAL would guess. */
    if (!status && dbf.bytes[29] == 0 && !is_there(other.path.bytes))
        format->options = unmarked_shapefile;
    routes_i_text_free(&other.path);
    routes_i_text_free(&other.name);
    return status;
}

static routes_status refuse_format(routes_faults *faults, const char *path, const char *name,
                                   routes_error *err)
{
    char value[ROUTES_I_EXCERPT_SIZE];
    const char *dot = strrchr(path, '.');
    const char *message = "files of this kind are not read";
    const char *remedy = "save a table as .csv, a layer as .gpkg, .shp, .geojson, .fgb or .kml";
    if (!dot || strchr(dot, '/'))
        dot = "";
    routes_fault where = {
        .file = name, .value = routes_i_excerpt(value, dot, strlen(dot)), .remedy = remedy};
    routes_status status = routes_i_fault(faults, &where, err, "%s", message);
    return status ? status : routes_i_fail(err, ROUTES_E_DATA, "%s: %s; %s", name, message, remedy);
}

routes_status routes_i_layer_file_check(routes_i_layer_format *format, const char *path,
                                        const char *name, routes_faults *faults, routes_error *err)
{
    /* GDAL takes such a path for a virtual file, an archive or an address. */
    if (strncmp(path, "/vsi", 4) == 0 || strstr(path, "://"))
        return routes_i_fail(err, ROUTES_E_IO,
                             "cannot open %s: only files of this machine are read", name);
    size_t at = 0;
    while (at < FORMATS && !routes_i_input_ends_in(path, formats[at].suffix))
        at++;
    if (at == FORMATS)
        return refuse_format(faults, path, name, err);
    head first;
    routes_status status = read_head(&first, path, name, err);
    if (status)
        return status;
    *format = formats[at].format;
    if (strcmp(format->driver, "GPKG") == 0)
        return check_geopackage(&first, name, faults, err);
    if (strcmp(format->driver, "ESRI Shapefile") == 0)
        return check_shapefile(format, &first, path, name, faults, err);
    return ROUTES_OK;
}
