/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/fault.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "core/text.h"
#include "routes/centroid.h"
#include "routes/crs.h"
#include "routes/plain.h"
#include "source/excerpt.h"
#include "source/rename.h"
#include "source/repeat.h"
#include "source/rows.h"

#define TELL_EVERY 1024

static const char lonlat[] = "EPSG:4326";

/* What the reading needs. */
struct reading {
    const char *file;
    const routes_plain_field *fields;
    size_t n;
    routes_plain_layer_options options;
    routes_run run;
    routes_i_rows *rows;
    size_t *places; /* [n] where each field stands in the file, SIZE_MAX: nowhere */
    size_t x_place; /* of a table */
    size_t y_place;
    routes_crs *crs; /* from the file's coordinates to longitude and latitude; null: kept */
    bool plane;      /* the coordinates of the result are of a plane */
    bool unstated;   /* because nobody says of what they are */
    routes_box box;  /* of the file's coordinates */
    routes_table *table;
    routes_i_repeats repeats;
    size_t *file_rows; /* [rows of the table] for faults */
    size_t file_rows_capacity;
    routes_faults *faults;
    routes_error *err;
};

static routes_status out_of_memory(const struct reading *reading)
{
    return routes_i_fail(reading->err, ROUTES_E_MEMORY, "no memory to read %s", reading->file);
}

/* A fault of a cell; `row` 0 and null texts where there is nothing to say. */
static routes_status tell(const struct reading *reading, size_t row, const char *field,
                          const char *cell, const char *message, const char *remedy)
{
    char value[ROUTES_I_EXCERPT_SIZE];
    routes_fault where = {.file = reading->file,
                          .row = row,
                          .field = field,
                          .value = cell ? routes_i_excerpt(value, cell, strlen(cell)) : NULL,
                          .remedy = remedy};
    return routes_i_fault(reading->faults, &where, reading->err, "%s", message);
}

/* The names of the file's columns, in one line. */
static void list_columns(routes_i_text *to, const char *const *names, size_t columns)
{
    routes_i_text_add(to, "take one of ");
    for (size_t c = 0; c < columns; c++)
        routes_i_text_print(to, "%s%s", c ? ", " : "", names[c]);
    routes_i_text_add(to, ", or say by --map which one it is");
}

static routes_status find_column(size_t *place, const struct reading *reading, const char *name,
                                 bool own, bool required)
{
    size_t columns;
    const char *const *names = routes_i_rows_names(&columns, reading->rows);
    /* A column that is asked for by its own name is there, whatever a map makes of it. */
    *place = own ? routes_i_rename_find(names, columns, name, NULL, 0) : SIZE_MAX;
    if (*place == SIZE_MAX)
        *place = routes_i_rename_find(names, columns, name, reading->options.maps,
                                      reading->options.map_count);
    if (*place != SIZE_MAX || !required)
        return ROUTES_OK;
    routes_i_text message = {0}, remedy = {0};
    routes_i_text_print(&message, "there is no column \"%s\"", name);
    list_columns(&remedy, names, columns);
    routes_status status = message.failed || remedy.failed
                               ? out_of_memory(reading)
                               : tell(reading, 0, name, NULL, message.bytes, remedy.bytes);
    routes_i_text_free(&message);
    routes_i_text_free(&remedy);
    return status;
}

static routes_status find_columns(struct reading *reading)
{
    reading->places = routes_i_calloc(reading->n, sizeof *reading->places);
    if (!reading->places)
        return out_of_memory(reading);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < reading->n && !status; i++) {
        const routes_plain_field *field = &reading->fields[i];
        status =
            find_column(&reading->places[i], reading, field->column ? field->column : field->name,
                        field->column != NULL, field->required || field->column);
    }
    reading->x_place = reading->y_place = SIZE_MAX;
    if (!status && reading->options.x)
        status = find_column(&reading->x_place, reading, reading->options.x, true, true);
    if (!status && reading->options.y)
        status = find_column(&reading->y_place, reading, reading->options.y, true, true);
    return status;
}

/* What the coordinates are, and how they come to be longitude and latitude. */
static routes_status find_crs(struct reading *reading)
{
    bool has_shapes = routes_i_rows_has_geometry(reading->rows);
    if (!reading->options.geometry || (!has_shapes && !reading->options.x))
        return ROUTES_OK;
    const char *stated = reading->options.crs;
    reading->plane = stated && strcmp(stated, "plane") == 0;
    if (reading->plane)
        return ROUTES_OK;
    if (!stated && !reading->options.x)
        stated = routes_i_rows_crs(reading->rows);
    reading->unstated = !stated;
    reading->plane = reading->unstated;
    if (reading->unstated)
        return ROUTES_OK;
    return routes_crs_new(&reading->crs, stated, &reading->run, reading->err);
}

static routes_status make_table(struct reading *reading)
{
    bool shapes = reading->options.geometry != ROUTES_PLAIN_NO_GEOMETRY;
    const char *unit = reading->plane ? "m" : "deg";
    size_t n = reading->n;
    routes_column *heads = routes_i_calloc(n + 3, sizeof *heads);
    if (!heads)
        return out_of_memory(reading);
    for (size_t i = 0; i < n; i++)
        heads[i] =
            (routes_column){reading->fields[i].name,
                            reading->fields[i].number ? ROUTES_COLUMN_NUMBER : ROUTES_COLUMN_TEXT,
                            reading->fields[i].unit, reading->fields[i].description};
    heads[n] = (routes_column){"x", ROUTES_COLUMN_NUMBER, unit, "Longitude, or x in a plane."};
    heads[n + 1] = (routes_column){"y", ROUTES_COLUMN_NUMBER, unit, "Latitude, or y in a plane."};
    heads[n + 2] = (routes_column){"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "The shape."};
    routes_status status =
        routes_table_new(&reading->table, "own", heads, shapes ? n + 3 : n, reading->err);
    routes_i_free(heads);
    if (status)
        return status;
    routes_table_set_kind(reading->table, ROUTES_KIND_OWN, ROUTES_SENSITIVITY_LOW);
    if (shapes)
        status = routes_table_set_meta(reading->table, "crs", reading->plane ? "plane" : lonlat,
                                       reading->err);
    if (!status && reading->crs && !routes_crs_is_wgs84(reading->crs))
        status = routes_table_set_meta(reading->table, "crs_file", routes_crs_name(reading->crs),
                                       reading->err);
    return status;
}

static routes_status read_number(double *value, const struct reading *reading,
                                 const routes_i_raw *row, size_t place, const char *field)
{
    *value = NAN;
    const char *cell = place == SIZE_MAX ? "" : row->cells[place];
    if (!*cell || routes_i_number_read(value, cell))
        return ROUTES_OK;
    *value = NAN;
    return tell(reading, row->row, field, cell, "this is no number",
                "write it as 12.5, or leave the cell empty where it is not stated");
}

static routes_status add_fields(const struct reading *reading, const routes_i_raw *row, size_t at)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < reading->n && !status; i++) {
        const routes_plain_field *field = &reading->fields[i];
        const char *cell = reading->places[i] == SIZE_MAX ? "" : row->cells[reading->places[i]];
        double value = NAN;
        if (!*cell && field->required) {
            status = tell(reading, row->row, field->column ? field->column : field->name, NULL,
                          "the cell is empty", "fill the cell or leave the row out");
        } else if (!*cell) {
            continue;
        } else if (!field->number) {
            status = routes_table_set_text(reading->table, i, at, cell, reading->err);
        } else {
            status = read_number(&value, reading, row, reading->places[i],
                                 field->column ? field->column : field->name);
            if (!status)
                status = routes_table_set_number(reading->table, i, at, value, reading->err);
        }
    }
    return status;
}

static routes_status set_position(const struct reading *reading, size_t at, routes_point point)
{
    routes_status status =
        routes_table_set_number(reading->table, reading->n, at, point.lon, reading->err);
    return status ? status
                  : routes_table_set_number(reading->table, reading->n + 1, at, point.lat,
                                            reading->err);
}

/* What cannot be brought to longitude and latitude, as a fault of its row. */
static routes_status tell_place(const struct reading *reading, const routes_i_raw *row,
                                routes_status status, const routes_error *err)
{
    if (status != ROUTES_E_DATA)
        return routes_i_fail(reading->err, status, "%s", err->message);
    return tell(reading, row->row, NULL, NULL, err->message, "mend the coordinates, or --crs");
}

/* The position in a table. */
static routes_status add_point(struct reading *reading, const routes_i_raw *row, size_t at)
{
    routes_point point;
    routes_error err;
    routes_status status =
        read_number(&point.lon, reading, row, reading->x_place, reading->options.x);
    if (!status)
        status = read_number(&point.lat, reading, row, reading->y_place, reading->options.y);
    if (status)
        return status;
    if (isnan(point.lon) || isnan(point.lat)) {
        if (reading->options.geometry < ROUTES_PLAIN_EACH_GEOMETRY)
            return ROUTES_OK;
        return tell(reading, row->row, isnan(point.lon) ? reading->options.x : reading->options.y,
                    NULL, "the row has no position", "fill the cell or leave the row out");
    }
    reading->box = routes_box_add(reading->box, point);
    if (reading->crs) {
        status = routes_crs_to_lonlat(&point, reading->crs, &point, 1, &err);
        if (status)
            return tell_place(reading, row, status, &err);
    }
    return set_position(reading, at, point);
}

/* The shape of a row of a layer, and its centroid. */
static routes_status add_shape(struct reading *reading, const routes_i_raw *row, size_t at)
{
    routes_box box;
    routes_point point;
    routes_error err;
    routes_wkb shape = row->geometry;
    uint8_t *moved = NULL;
    if (shape.size == 0)
        return reading->options.geometry < ROUTES_PLAIN_EACH_GEOMETRY
                   ? ROUTES_OK
                   : tell(reading, row->row, NULL, NULL, "the row has no geometry",
                          "draw it or leave the row out");
    routes_status status = routes_wkb_describe(NULL, NULL, &box, shape, &err);
    if (!status)
        reading->box = routes_box_join(reading->box, box);
    if (!status && reading->crs && !routes_crs_is_wgs84(reading->crs)) {
        status = routes_crs_wkb_to_lonlat(&moved, &shape.size, reading->crs, shape, &err);
        shape.bytes = moved;
    }
    if (!status)
        status = routes_centroid_find(&point, shape, reading->plane, &err);
    if (status) {
        routes_wkb_free(moved);
        return tell_place(reading, row, status, &err);
    }
    if (!reading->options.x)
        status = set_position(reading, at, point);
    if (!status)
        status = routes_table_set_geometry(reading->table, reading->n + 2, at, shape.bytes,
                                           shape.size, reading->err);
    routes_wkb_free(moved);
    return status;
}

/* Whether the last row of the table has the keys of an earlier one. */
static bool same_keys(size_t earlier, void *user)
{
    const struct reading *reading = user;
    size_t last = routes_table_rows(reading->table) - 1;
    for (size_t i = 0; i < reading->n; i++) {
        if (!reading->fields[i].key)
            continue;
        const char *const *texts = routes_table_texts(reading->table, i);
        const char *a = texts[earlier] ? texts[earlier] : "";
        const char *b = texts[last] ? texts[last] : "";
        if (strcmp(a, b) != 0)
            return false;
    }
    return true;
}

/* A row that says again what an earlier one has said. */
static routes_status check_repeat(struct reading *reading, const routes_i_raw *row, size_t at)
{
    const routes_plain_field *key = NULL;
    size_t key_place = SIZE_MAX, earlier;
    uint64_t hash = 0;
    for (size_t i = reading->n; i-- > 0;) {
        if (!reading->fields[i].key)
            continue;
        const char *text = routes_table_texts(reading->table, i)[at];
        hash = routes_i_repeats_hash(hash, text ? text : "");
        key = &reading->fields[i]; /* the first in the end: the fault stands there */
        key_place = reading->places[i];
    }
    if (!key)
        return ROUTES_OK;
    if (!routes_i_repeats_add(&earlier, &reading->repeats, hash, same_keys, reading))
        return out_of_memory(reading);
    if (earlier == SIZE_MAX || key_place == SIZE_MAX || !*row->cells[key_place])
        return ROUTES_OK;
    char message[64];
    snprintf(message, sizeof message, "stands in row %zu too", reading->file_rows[earlier]);
    return tell(reading, row->row, key->column ? key->column : key->name, row->cells[key_place],
                message, "keep one of the two");
}

static routes_status note_file_row(struct reading *reading, size_t at, size_t row)
{
    if (at == reading->file_rows_capacity) {
        size_t capacity = at ? at * 2 : 64;
        size_t *grown = routes_i_realloc(reading->file_rows, capacity, sizeof *grown);
        if (!grown)
            return out_of_memory(reading);
        reading->file_rows = grown;
        reading->file_rows_capacity = capacity;
    }
    reading->file_rows[at] = row;
    return ROUTES_OK;
}

static routes_status add_row(struct reading *reading, const routes_i_raw *row)
{
    size_t at = routes_table_rows(reading->table);
    routes_status status = routes_table_add_row(reading->table, reading->err);
    if (!status)
        status = note_file_row(reading, at, row->row);
    if (!status)
        status = add_fields(reading, row, at);
    if (!status)
        status = check_repeat(reading, row, at);
    if (!status && reading->options.geometry && routes_i_rows_has_geometry(reading->rows))
        status = add_shape(reading, row, at);
    if (!status && reading->x_place != SIZE_MAX && reading->y_place != SIZE_MAX)
        status = add_point(reading, row, at);
    return status;
}

static routes_status read_rows(struct reading *reading)
{
    const routes_i_raw *row = NULL;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status; i++) {
        status = routes_i_rows_next(&row, reading->rows, reading->err);
        if (status || !row)
            break;
        if (row->sound)
            status = add_row(reading, row);
        if (!status && i % TELL_EVERY == 0)
            status = routes_i_run_tell(&reading->run, routes_i_rows_done(reading->rows), "rows",
                                       reading->err);
    }
    return status;
}

/* Whether the coordinates can be those of their system. */
static routes_status check_place(struct reading *reading)
{
    routes_error err;
    routes_status status = ROUTES_OK;
    if (reading->crs)
        status = routes_crs_check_box(reading->crs, reading->box, NULL, &err);
    if (status == ROUTES_E_DATA)
        return tell(reading, 0, NULL, NULL, err.message, "mend the coordinates, or --crs");
    if (status)
        return routes_i_fail(reading->err, status, "%s", err.message);
    if (!reading->unstated || routes_box_is_empty(reading->box))
        return ROUTES_OK;
    if (reading->options.x || routes_box_judge(reading->box, NULL) == ROUTES_BOX_FITS)
        return tell(reading, 0, NULL, NULL, "the coordinates are of no stated system",
                    "say --crs EPSG:4326 for longitude and latitude, or --crs plane");
    routes_fault where = {.severity = ROUTES_SEVERITY_WARNING,
                          .file = reading->file,
                          .remedy = "say --crs plane, or the system by its code"};
    return routes_i_fault(reading->faults, &where, reading->err,
                          "the layer states no coordinate system and is taken to be of a plane");
}

static routes_status check_arguments(const char *file, const routes_plain_field *fields, size_t n,
                                     const routes_plain_layer_options *use,
                                     const routes_faults *faults, routes_error *err)
{
    static const char *const taken[] = {"x", "y", "geometry"};
    if (!file || !fields || n == 0 || !faults || (use->map_count && !use->maps))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "file, fields and faults must be given");
    if (!use->x != !use->y)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "x and y must both be given, or none");
    for (size_t i = 0; i < n; i++) {
        if (!fields[i].name || (fields[i].key && fields[i].number))
            return routes_i_fail(err, ROUTES_E_ARGUMENT,
                                 "fields[%zu] must have a name, and be text when it is a key", i);
        for (size_t k = 0; k < 3 && use->geometry; k++)
            if (strcmp(fields[i].name, taken[k]) == 0)
                return routes_i_fail(err, ROUTES_E_ARGUMENT,
                                     "fields[%zu] is named %s, as the geometry is", i, taken[k]);
    }
    return routes_i_rename_check(use->maps, use->map_count, err);
}

static routes_status read_all(struct reading *reading)
{
    routes_status status = routes_i_rows_open(&reading->rows, reading->file, reading->options.layer,
                                              reading->file, reading->faults, reading->err);
    if (!status)
        status = find_columns(reading);
    if (!status)
        status = find_crs(reading);
    if (!status)
        status = make_table(reading);
    /* Without its columns a file cannot be read on; with a wrong cell it can. */
    if (!status && !routes_faults_count(reading->faults, ROUTES_SEVERITY_ERROR)) {
        status = read_rows(reading);
        if (!status)
            status = check_place(reading);
    }
    return status ? status : routes_i_faults_judge(reading->faults, reading->err);
}

routes_status routes_plain_layer_read(routes_table **out, const char *file,
                                      const routes_plain_field *fields, size_t n,
                                      const routes_plain_layer_options *options,
                                      routes_faults *faults, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    struct reading reading = {.file = file, .fields = fields, .n = n, .faults = faults};
    reading.err = err;
    reading.box = routes_box_none();
    routes_status status =
        routes_i_options_read(&reading.options, sizeof reading.options, options, err);
    if (!status)
        status = routes_i_run_read(&reading.run, reading.options.run, err);
    if (!status)
        status = check_arguments(file, fields, n, &reading.options, faults, err);
    if (!status)
        status = read_all(&reading);
    routes_i_rows_close(reading.rows);
    routes_crs_free(reading.crs);
    routes_i_repeats_free(&reading.repeats);
    routes_i_free(reading.file_rows);
    routes_i_free(reading.places);
    if (status)
        routes_table_free(reading.table);
    else
        *out = reading.table;
    return status;
}
