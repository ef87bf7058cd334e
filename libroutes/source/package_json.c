/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "core/fault.h"
#include "source/excerpt.h"
#include "source/package_in.h"
#include "source/package_path.h"

#define FIELD_SIZE 96

/* A package being read. */
typedef struct reader {
    routes_i_package_in *to;
    const char *name; /* how faults call datapackage.json */
    routes_faults *faults;
    routes_error *err;
    size_t faulty;
} reader;

static routes_status out_of_memory(const reader *r)
{
    return routes_i_fail(r->err, ROUTES_E_MEMORY, "no memory to read %s", r->name);
}

static routes_status tell(reader *r, routes_severity severity, const char *field, const char *value,
                          const char *message, const char *remedy)
{
    char shown[ROUTES_I_EXCERPT_SIZE];
    routes_fault where = {.severity = severity,
                          .file = r->name,
                          .field = field,
                          .value = value ? routes_i_excerpt(shown, value, strlen(value)) : NULL,
                          .remedy = remedy};
    r->faulty += severity == ROUTES_SEVERITY_ERROR;
    return routes_i_fault(r->faults, &where, r->err, "%s", message);
}

static routes_status refuse(reader *r, const char *field, const char *value, const char *message,
                            const char *remedy)
{
    return tell(r, ROUTES_SEVERITY_ERROR, field, value, message, remedy);
}

/* "resources[2].path" */
static const char *field_of(char *out, size_t index, const char *key)
{
    snprintf(out, FIELD_SIZE, "resources[%zu]%s%s", index, *key ? "." : "", key);
    return out;
}

static const char *text_of(const routes_i_json_value *value, const char *key)
{
    return routes_i_json_string(routes_i_json_member(value, key));
}

/* The package's licences or sources; what is no list counts as none. */
static routes_status read_credits(reader *r, const routes_i_credit **out, size_t *count,
                                  const char *key)
{
    const routes_i_json_value *list = routes_i_json_member(routes_i_json_root(r->to->json), key);
    size_t n = routes_i_json_size(list);
    routes_i_credit *credits = routes_i_arena_take(&r->to->arena, n * sizeof *credits);
    if (!credits)
        return out_of_memory(r);
    for (size_t i = 0; i < n; i++) {
        const routes_i_json_value *item = routes_i_json_item(list, i);
        credits[i] =
            (routes_i_credit){text_of(item, "name"), text_of(item, "title"), text_of(item, "path")};
    }
    *out = credits;
    *count = n;
    if (n)
        return ROUTES_OK;
    return tell(r, ROUTES_SEVERITY_WARNING, key, NULL, "the package names none",
                "list them, each with its name or title");
}

static bool is_one_of(const char *text, const char *const *words)
{
    while (*words && strcmp(*words, text) != 0)
        words++;
    return *words != NULL;
}

/* A table is read by the rules of docs/package.md whatever is written here: so it must agree. */
static routes_status check_dialect(reader *r, size_t index, const routes_i_json_value *resource)
{
    const routes_i_json_value *dialect = routes_i_json_member(resource, "dialect");
    const char *delimiter = text_of(dialect, "delimiter");
    const char *quote = text_of(dialect, "quoteChar");
    char field[FIELD_SIZE];
    if (!dialect)
        return ROUTES_OK;
    if (routes_i_json_string(dialect))
        return refuse(r, field_of(field, index, "dialect"), routes_i_json_string(dialect),
                      "a dialect in a file of its own is not read",
                      "write it here, or leave it out");
    if (delimiter && strcmp(delimiter, ",") != 0)
        return refuse(r, field_of(field, index, "dialect.delimiter"), delimiter,
                      "cells are separated by commas only", "save the table with commas");
    if (quote && strcmp(quote, "\"") != 0)
        return refuse(r, field_of(field, index, "dialect.quoteChar"), quote,
                      "cells are quoted by \" only", "save the table with double quotes");
    if (routes_i_json_truth(routes_i_json_member(dialect, "header")) == 0)
        return refuse(r, field_of(field, index, "dialect.header"), "false",
                      "a table has a header row", "give it one, and leave this out");
    if (routes_i_json_truth(routes_i_json_member(dialect, "doubleQuote")) == 0)
        return refuse(r, field_of(field, index, "dialect.doubleQuote"), "false",
                      "a quote within a cell is written twice", "save the table so");
    if (routes_i_json_truth(routes_i_json_member(dialect, "skipInitialSpace")) == 1)
        return refuse(r, field_of(field, index, "dialect.skipInitialSpace"), "true",
                      "blanks are part of a cell", "save the table without them");
    if (text_of(dialect, "escapeChar") || text_of(dialect, "commentChar"))
        return refuse(r, field_of(field, index, "dialect"), NULL,
                      "escape and comment characters are not read", "save the table without them");
    return ROUTES_OK;
}

/* Settings that would change how the file is read. */
static routes_status check_settings(reader *r, size_t index, const routes_i_json_value *resource)
{
    static const char *const utf8[] = {"utf-8", "UTF-8", "utf8", "UTF8", NULL};
    char field[FIELD_SIZE];
    const char *encoding = text_of(resource, "encoding");
    if (encoding && !is_one_of(encoding, utf8))
        return refuse(r, field_of(field, index, "encoding"), encoding, "the encoding is not UTF-8",
                      "save the file as UTF-8");
    const routes_i_json_value *missing =
        routes_i_json_member(routes_i_json_member(resource, "schema"), "missingValues");
    for (size_t i = 0; i < routes_i_json_size(missing); i++) {
        const char *word = routes_i_json_string(routes_i_json_item(missing, i));
        if (!word || *word)
            return refuse(r, field_of(field, index, "schema.missingValues"), word,
                          "only an empty cell means 'not stated'", "leave such cells empty");
    }
    return check_dialect(r, index, resource);
}

/* The names of the columns. */
static routes_status read_schema(reader *r, size_t index, routes_i_resource *to,
                                 const routes_i_json_value *resource)
{
    char field[FIELD_SIZE];
    const routes_i_json_value *schema = routes_i_json_member(resource, "schema");
    const routes_i_json_value *list = routes_i_json_member(schema, "fields");
    size_t n = routes_i_json_size(list);
    if (routes_i_json_string(schema))
        return refuse(r, field_of(field, index, "schema"), routes_i_json_string(schema),
                      "a schema in a file of its own is not read", "write it here");
    if (n == 0)
        return tell(r, ROUTES_SEVERITY_WARNING, field_of(field, index, "schema"), NULL,
                    "the resource has no schema", "list the fields of the file");
    const char **names = routes_i_arena_take(&r->to->arena, n * sizeof *names);
    if (!names)
        return out_of_memory(r);
    size_t kept = 0;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < n && !status; i++) {
        const routes_i_json_value *item = routes_i_json_item(list, i);
        const char *name = text_of(item, "name");
        const char *type = text_of(item, "type");
        if (!name || !*name) {
            char at[FIELD_SIZE];
            snprintf(at, sizeof at, "resources[%zu].schema.fields[%zu].name", index, i);
            status =
                refuse(r, at, name, "the field has no name", "name it as in the file's header");
        } else if (!type || strcmp(type, "geojson") != 0) {
            /* The geometry of a layer is no column. */
            names[kept++] = name;
        }
    }
    to->fields = names;
    to->field_count = kept;
    return status;
}

static routes_status read_path(reader *r, size_t index, routes_i_resource *to,
                               const routes_i_json_value *resource)
{
    char field[FIELD_SIZE];
    const char *wrong = NULL;
    to->path = text_of(resource, "path");
    if (routes_i_json_member(resource, "data"))
        return refuse(r, field_of(field, index, "data"), NULL,
                      "data within datapackage.json is not read",
                      "put it into a file and name that");
    if (!to->path)
        return refuse(r, field_of(field, index, "path"), NULL, "the resource names no single file",
                      "give the path of one file in the folder of the package");
    wrong = routes_i_package_path_fault(to->path);
    if (wrong)
        return refuse(r, field_of(field, index, "path"), to->path, wrong,
                      "give the path of a file in the folder of the package");
    return ROUTES_OK;
}

static routes_status read_name(reader *r, size_t index, routes_i_resource *to,
                               const routes_i_json_value *resource)
{
    char field[FIELD_SIZE];
    const char *layer = text_of(resource, "x_layer");
    to->name = text_of(resource, "name");
    to->layer = layer ? layer : to->name;
    if (!to->name || !*to->name)
        return refuse(r, field_of(field, index, "name"), to->name, "the resource has no name",
                      "name it as the table it holds");
    for (size_t i = 0; i < index; i++) {
        const char *other = r->to->resources[i].name;
        if (other && strcmp(other, to->name) == 0)
            return refuse(r, field_of(field, index, "name"), to->name,
                          "two resources have this name", "give each resource a name of its own");
    }
    return ROUTES_OK;
}

static routes_status read_resource(reader *r, size_t index, routes_i_resource *to,
                                   const routes_i_json_value *resource)
{
    to->about = resource;
    routes_status status = read_name(r, index, to, resource);
    if (!status)
        status = read_path(r, index, to, resource);
    if (!status)
        status = check_settings(r, index, resource);
    if (!status)
        status = read_schema(r, index, to, resource);
    return status;
}

/* A package has some dozen tables; names are compared one with the other. */
#define MOST_RESOURCES 1000

static routes_status read_resources(reader *r)
{
    const routes_i_json_value *list =
        routes_i_json_member(routes_i_json_root(r->to->json), "resources");
    size_t n = routes_i_json_size(list);
    if (n == 0 || n > MOST_RESOURCES)
        return refuse(r, "resources", NULL,
                      n ? "the package names more than 1000 files" : "the package names no files",
                      "list its tables and layers, each with name and path");
    routes_i_resource *resources = routes_i_arena_take(&r->to->arena, n * sizeof *resources);
    if (!resources)
        return out_of_memory(r);
    r->to->resources = resources;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < n && !status; i++)
        status = read_resource(r, i, &resources[i], routes_i_json_item(list, i));
    r->to->resource_count = n;
    return status;
}

static routes_status read_package(reader *r)
{
    routes_i_package_in *to = r->to;
    const routes_i_json_value *root = routes_i_json_root(to->json);
    to->name = text_of(root, "name");
    to->title = text_of(root, "title");
    routes_status status = ROUTES_OK;
    if (!to->name || !*to->name)
        status = refuse(r, "name", to->name, "the package has no name",
                        "give it one: lower case, digits, dots and dashes");
    if (!status && !to->title)
        status = tell(r, ROUTES_SEVERITY_WARNING, "title", NULL, "the package has no title",
                      "say in a few words what it holds");
    if (!status)
        status = read_credits(r, &to->licences, &to->licence_count, "licenses");
    if (!status)
        status = read_credits(r, &to->sources, &to->source_count, "sources");
    if (!status)
        status = read_resources(r);
    return status;
}

/* JSON begins with no mark, yet editors write one. */
static routes_status read_json(reader *r, const char *bytes, size_t size)
{
    routes_error why = {0};
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    routes_status status = routes_i_json_read(&r->to->json, bytes, size, &why);
    if (status == ROUTES_E_DATA)
        return refuse(r, NULL, NULL, why.message, "mend the JSON; a checker shows the place");
    return status ? routes_i_fail(r->err, status, "%s", why.message) : ROUTES_OK;
}

routes_status routes_i_package_in_parse(routes_i_package_in *package, const char *bytes,
                                        size_t size, const char *name, routes_faults *faults,
                                        routes_error *err)
{
    reader r = {package, name, faults, err, 0};
    *package = (routes_i_package_in){0};
    routes_status status = read_json(&r, bytes, size);
    if (!status && !r.faulty)
        status = read_package(&r);
    if (!status && r.faulty)
        status = routes_i_faults_judge(faults, err);
    if (status)
        routes_i_package_in_close(package);
    return status;
}
