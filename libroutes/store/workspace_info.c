/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/row.h"
#include "core/text.h"
#include "model/model.h"
#include "routes/workspace.h"
#include "store/digest.h"

/* First and last day that a table speaks of; ROUTES_NO_DATE where it says nothing. */
struct period {
    int32_t first, last;
};

static void widen(struct period *period, int32_t first, int32_t last)
{
    if (first != ROUTES_NO_DATE && (period->first == ROUTES_NO_DATE || first < period->first))
        period->first = first;
    if (last != ROUTES_NO_DATE && (period->last == ROUTES_NO_DATE || last > period->last))
        period->last = last;
}

static int32_t day_of(int32_t year, const char *day)
{
    char text[32];
    int32_t days = ROUTES_NO_DATE;
    if (year != ROUTES_NO_DATE)
        snprintf(text, sizeof text, "%04d-%s", (int)year, day);
    if (year == ROUTES_NO_DATE || !routes_i_date_read(&days, text))
        return ROUTES_NO_DATE;
    return days;
}

/* A table has a period, or a year, or neither; the year of a source is that of its printing. */
static struct period period_of(const routes_model *model, const routes_i_schema *schema)
{
    struct period period = {ROUTES_NO_DATE, ROUTES_NO_DATE};
    const routes_i_field *start = routes_i_schema_find(schema, "period_start");
    const routes_i_field *end = routes_i_schema_find(schema, "period_end");
    const routes_i_field *year = routes_i_schema_find(schema, "year");
    for (size_t i = 0; i < routes_model_size(model, schema->entity); i++) {
        const void *row = routes_i_model_row(model, schema->entity, i);
        if (start && end)
            widen(&period, routes_i_field_integer(start, row), routes_i_field_integer(end, row));
        else if (year && schema->entity != ROUTES_SOURCES)
            widen(&period, day_of(routes_i_field_integer(year, row), "01-01"),
                  day_of(routes_i_field_integer(year, row), "12-31"));
    }
    return period;
}

static bool cites(const routes_model *model, routes_entity entity, const char *source)
{
    for (size_t i = 0; i < routes_model_size(model, entity); i++) {
        const char *id = routes_i_row_origin(routes_i_model_row(model, entity, i))->source_id;
        if (id && strcmp(id, source) == 0)
            return true;
    }
    return false;
}

/* The sources of a table, in their own order. */
static void list_sources(routes_i_text *to, const routes_model *model, routes_entity entity)
{
    size_t count;
    const routes_source *sources = routes_model_sources(model, &count);
    for (size_t i = 0; i < count; i++) {
        const char *id = sources[i].origin.source_id;
        if (id && cites(model, entity, id)) {
            routes_i_text_add(to, to->size ? "|" : "");
            routes_i_text_add(to, id);
        }
    }
}

static routes_status add_row(routes_table *table, const routes_model *model, routes_entity entity,
                             routes_error *err)
{
    const routes_i_schema *schema = routes_i_schema_of(entity);
    const struct period period = period_of(model, schema);
    routes_i_text sources = {0};
    list_sources(&sources, model, entity);
    if (sources.failed) {
        routes_i_text_free(&sources);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the sources of a table");
    }
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, schema->name);
    routes_i_row_integer(&row, (int64_t)routes_model_size(model, entity));
    if (period.first == ROUTES_NO_DATE)
        routes_i_row_empty(&row, ROUTES_VALUE_NOT_STATED);
    else
        routes_i_row_date(&row, period.first);
    if (period.last == ROUTES_NO_DATE)
        routes_i_row_empty(&row, ROUTES_VALUE_NOT_STATED);
    else
        routes_i_row_date(&row, period.last);
    routes_i_row_text(&row, sources.bytes);
    routes_i_text_free(&sources);
    return routes_i_row_end(&row);
}

static routes_status set_meta(routes_table *table, const routes_model *model, routes_error *err)
{
    char digest[ROUTES_I_DIGEST_SIZE];
    const char *home = routes_model_home(model);
    routes_i_model_digest(digest, model);
    routes_status status = routes_table_set_meta(table, "primary_key", "table", err);
    if (!status)
        status = routes_table_set_meta(table, "digest", digest, err);
    if (!status && home)
        status = routes_table_set_meta(table, "home", home, err);
    return status;
}

routes_status routes_workspace_info(routes_table **out, const routes_model *model,
                                    routes_error *err)
{
    static const routes_column columns[] = {
        {"table", ROUTES_COLUMN_TEXT, NULL, "Table of the model."},
        {"rows", ROUTES_COLUMN_INTEGER, "rows", "Rows in it."},
        {"period_start", ROUTES_COLUMN_DATE, NULL, "First day it speaks of."},
        {"period_end", ROUTES_COLUMN_DATE, NULL, "Last day it speaks of."},
        {"sources", ROUTES_COLUMN_TEXT, NULL, "Ids of the sources of its rows."},
    };
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!model)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "model must not be null");
    routes_table *table = NULL;
    routes_status status =
        routes_table_new(&table, "workspace", columns, sizeof columns / sizeof *columns, err);
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES && !status; entity++)
        status = add_row(table, model, entity, err);
    if (!status)
        status = set_meta(table, model, err);
    if (status)
        routes_table_free(table);
    else
        *out = table;
    return status;
}
