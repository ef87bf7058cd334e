/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/parse.h"

#include <math.h>
#include <string.h>

#include "core/json.h"
#include "core/memory.h"
#include "model/cell.h"
#include "model/near.h"
#include "model/personal.h"
#include "model/row_check.h"
#include "routes/wkb.h"

/* "column "x" is missing", "column "y" would hold a phone number": `verb` and `rest`. */
static void refuse(routes_i_parser *parser, routes_i_site *site, const char *name,
                   const char *remedy, const char *verb, const char *rest)
{
    char shown[ROUTES_I_SHOWN_SIZE];
    routes_i_site_show(shown, name);
    routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, name, NULL, remedy, "column %s %s%s", shown,
                        verb, rest);
    parser->refused = true;
}

/* Whether `file` may have a column with the name of this field. */
static bool is_column(const routes_i_parser *parser, const routes_i_field *field)
{
    return field->type != ROUTES_I_FIELD_GEOMETRY &&
           (field->type != ROUTES_I_FIELD_EXTRA || parser->header.is_stored);
}

static void refuse_unknown(routes_i_parser *parser, routes_i_site *site, const char *name)
{
    const routes_i_schema *schema = parser->schema;
    routes_i_near near;
    routes_i_near_start(&near, name);
    for (size_t i = 0; i < schema->field_count; i++)
        if (is_column(parser, &schema->fields[i]))
            routes_i_near_try(&near, schema->fields[i].name, schema->fields[i].name, i);
    routes_i_near_end(&near);
    if (near.failed) {
        site->status = routes_i_fail(site->err, ROUTES_E_MEMORY, "no memory for a suggestion");
        return;
    }
    routes_i_text remedy = {0};
    if (near.best)
        routes_i_text_print(&remedy, "did you mean %s? ", near.best);
    routes_i_text_add(&remedy, "a column of your own begins with x_");
    if (remedy.failed)
        site->status = routes_i_fail(site->err, ROUTES_E_MEMORY, "no memory for a suggestion");
    else
        refuse(parser, site, name, remedy.bytes, "is not known", "");
    routes_i_text_free(&remedy);
}

/* S02, then S01: both before anything else is said of the column. False when it was refused. */
static bool check_privacy(routes_i_parser *parser, routes_i_site *site, const char *name)
{
    bool position = false;
    const char *what = NULL;
    routes_entity entity = parser->schema->entity;
    if (entity == ROUTES_SERVICES && !routes_i_schema_find(parser->schema, name))
        site->status = routes_i_position_column(&position, name, site->err);
    if (!site->status)
        site->status = routes_i_personal_column(&what, entity, name, site->err);
    if (site->status)
        return false;
    if (position)
        refuse(parser, site, name, "take it out: a service has its province in area_id",
               "would hold ", "the position of a service");
    else if (what)
        refuse(parser, site, name,
               "take it out: only counts of many are held, nothing about a person", "would hold ",
               what);
    return !position && !what;
}

/* More columns than any table has need: the check for repeats takes time with their square. */
#define MOST_COLUMNS 1000

static bool stands_before(const routes_i_header *header, size_t column)
{
    for (size_t i = 0; i < column; i++)
        if (strcmp(header->names[i], header->names[column]) == 0)
            return true;
    return false;
}

static void check_column(routes_i_parser *parser, routes_i_site *site, size_t column)
{
    const char *name = parser->header.names[column];
    if (!*name) {
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, NULL, NULL, "give it a name",
                            "column %zu has no name", column + 1);
        parser->refused = true;
        return;
    }
    if (!routes_i_utf8_valid(name, strlen(name))) {
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, NULL, NULL, "write the file in UTF-8",
                            "the name of column %zu is not UTF-8", column + 1);
        parser->refused = true;
        return;
    }
    if (!check_privacy(parser, site, name))
        return;
    if (stands_before(&parser->header, column)) {
        refuse(parser, site, name, "keep one of them", "stands twice", "");
        return;
    }
    const routes_i_field *field = routes_i_schema_find(parser->schema, name);
    if (field && is_column(parser, field))
        parser->fields[column] = field;
    else if (strncmp(name, "x_", 2) != 0)
        refuse_unknown(parser, site, name);
}

static bool has_column(const routes_i_parser *parser, const char *name)
{
    for (size_t i = 0; i < parser->header.count; i++)
        if (parser->fields[i] && strcmp(parser->fields[i]->name, name) == 0)
            return true;
    return false;
}

static bool is_coordinate(const routes_i_field *field)
{
    return strcmp(field->name, "lon") == 0 || strcmp(field->name, "lat") == 0;
}

static void check_missing(routes_i_parser *parser, routes_i_site *site)
{
    for (size_t i = 0; i < parser->schema->field_count; i++) {
        const routes_i_field *field = &parser->schema->fields[i];
        bool from_point = parser->header.has_geometry && is_coordinate(field);
        if (field->required && !from_point && !has_column(parser, field->name))
            refuse(parser, site, field->name, field->about, "is missing", "");
    }
}

/* S02 once more: geometry is a position. Other tables without a place for it say so. */
static void check_geometry(routes_i_parser *parser, routes_i_site *site)
{
    if (!parser->header.has_geometry || parser->geometry || parser->lon)
        return;
    bool service = parser->schema->entity == ROUTES_SERVICES;
    routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, "geometry", NULL,
                        service ? "give a table without geometry: a service has its province in "
                                  "area_id"
                                : "give a table without geometry",
                        "%s have no geometry", parser->schema->name);
    parser->refused = true;
}

/* Those that a row is asked for, looked up once. */
static void find_fields(routes_i_parser *parser)
{
    const routes_i_schema *schema = parser->schema;
    parser->geometry = routes_i_schema_find(schema, "geometry");
    parser->lon = routes_i_schema_find(schema, "lon");
    parser->lat = routes_i_schema_find(schema, "lat");
    parser->low = routes_i_schema_find(schema, "low");
    parser->moderate = routes_i_schema_find(schema, "moderate");
    parser->high = routes_i_schema_find(schema, "high");
    parser->range_kind = routes_i_schema_find(schema, "range_kind");
}

routes_status routes_i_parser_start(routes_i_parser *parser, routes_entity entity, const char *file,
                                    const routes_i_header *header, routes_faults *faults,
                                    routes_error *err)
{
    *parser =
        (routes_i_parser){.schema = routes_i_schema_of(entity), .file = file, .header = *header};
    if (!parser->schema)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "entity %d is not known", (int)entity);
    parser->fields = routes_i_calloc(header->count + 1, sizeof(const routes_i_field *));
    parser->bad = routes_i_calloc(parser->schema->field_count, sizeof *parser->bad);
    if (!parser->fields || !parser->bad)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the columns of %s", file);

    find_fields(parser);
    routes_i_site site = {.faults = faults, .err = err, .file = file, .row = 1};
    if (header->count > MOST_COLUMNS) {
        parser->refused = true;
        routes_i_site_fault(&site, ROUTES_SEVERITY_ERROR, NULL, NULL, NULL,
                            "the table has %zu columns, must have %d at most", header->count,
                            MOST_COLUMNS);
        return site.status;
    }
    for (size_t i = 0; i < header->count && !site.status; i++)
        check_column(parser, &site, i);
    check_missing(parser, &site);
    check_geometry(parser, &site);
    parser->from_point = header->has_geometry && parser->lon && !has_column(parser, "lon");
    return site.status;
}

/* A column of the user's own goes to `extra`, unless it says something about a person. */
static bool take_extra(routes_i_parser *parser, routes_i_site *site, const char *name,
                       const char *cell)
{
    if (!routes_i_utf8_valid(cell, strlen(cell))) {
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, name, NULL, "write the file in UTF-8",
                            "(not shown) is not UTF-8");
        return false;
    }
    const char *what = routes_i_personal_cell(cell, ROUTES_I_CONTENT_PROSE);
    bool service = parser->schema->entity == ROUTES_SERVICES;
    if (what) {
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, name, NULL,
                            "take it out: only counts of many are held, nothing about a person",
                            "holds what looks like %s", what);
        return false;
    }
    if (service && routes_i_position_cell(cell)) {
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, name, NULL,
                            "take it out: a service has a province and no position",
                            "holds what looks like coordinates");
        return false;
    }
    routes_i_text_add(&parser->extra, parser->extra.size ? ", " : "{");
    routes_i_json_text(&parser->extra, name);
    routes_i_text_add(&parser->extra, ": ");
    routes_i_json_text(&parser->extra, cell);
    return true;
}

/* A kind of range that is not stated follows from which numbers are there; a lone low may be two
 * things. */
static void infer_range_kind(const routes_i_parser *parser, void *row)
{
    if (!parser->range_kind || routes_i_field_stated(parser->range_kind, row))
        return;
    bool low = routes_i_field_stated(parser->low, row);
    bool moderate = routes_i_field_stated(parser->moderate, row);
    bool high = routes_i_field_stated(parser->high, row);
    if (low && high)
        routes_i_field_set_code(parser->range_kind, row, ROUTES_RANGE_SOURCE_SPREAD);
    else if (moderate && !low && !high)
        routes_i_field_set_code(parser->range_kind, row, ROUTES_RANGE_SINGLE);
}

static void take_point(const routes_i_parser *parser, routes_i_site *site, routes_wkb wkb,
                       void *row)
{
    routes_point point;
    routes_error why;
    if (routes_wkb_read_point(&point, wkb, &why)) {
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, "geometry", NULL, "a point", "%s",
                            why.message);
        parser->bad[parser->lon - parser->schema->fields] = true;
        parser->bad[parser->lat - parser->schema->fields] = true;
        return;
    }
    routes_i_field_set_number(parser->lon, row, point.lon);
    routes_i_field_set_number(parser->lat, row, point.lat);
}

static void take_geometry(const routes_i_parser *parser, routes_i_site *site, const uint8_t *wkb,
                          size_t size, void *row)
{
    if (parser->geometry)
        routes_i_field_set_geometry(parser->geometry, row, wkb, size);
    else if (parser->from_point && wkb && size)
        take_point(parser, site, (routes_wkb){wkb, size}, row);
}

routes_status routes_i_parser_row(routes_i_parser *parser, size_t line, const char *const *cells,
                                  const uint8_t *wkb, size_t size, void *row, bool *good,
                                  routes_faults *faults, routes_error *err)
{
    const routes_i_schema *schema = parser->schema;
    routes_i_site site = {.faults = faults, .err = err, .file = parser->file, .row = line};
    routes_entity_clear(schema->entity, row);
    memset(parser->bad, 0, schema->field_count * sizeof *parser->bad);
    parser->extra.size = 0;

    bool own_good = true;
    for (size_t i = 0; i < parser->header.count && !site.status; i++) {
        const char *cell = cells[i];
        const routes_i_field *field = parser->fields[i];
        if (!cell || !*cell)
            continue;
        if (field)
            parser->bad[field - schema->fields] =
                !routes_i_cell_read(&site, field, cell, row, &parser->scratch);
        else
            own_good = take_extra(parser, &site, parser->header.names[i], cell) && own_good;
    }
    if (parser->extra.size)
        routes_i_text_add(&parser->extra, "}");
    if (!site.status && (parser->extra.failed || parser->scratch.failed))
        site.status =
            routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a row of %s", parser->file);
    if (site.status)
        return site.status;

    take_geometry(parser, &site, wkb, size, row);
    infer_range_kind(parser, row);
    routes_origin *origin = row;
    routes_i_row_check(&site, schema, row, parser->bad);
    if (parser->extra.size)
        origin->extra = parser->extra.bytes; /* its cells were judged one by one, by their names */
    origin->file = parser->file;
    origin->row = line;
    *good = own_good && site.errors == 0;
    return site.status;
}

void routes_i_parser_end(routes_i_parser *parser)
{
    routes_i_free(parser->fields);
    routes_i_free(parser->bad);
    routes_i_text_free(&parser->extra);
    routes_i_text_free(&parser->scratch);
    *parser = (routes_i_parser){0};
}
