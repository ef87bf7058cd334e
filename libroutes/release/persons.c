/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/persons.h"

#include <string.h>

#include "core/fail.h"
#include "model/personal.h"

/* The field of any table of the package that has this name; null: none. */
static const routes_i_field *field_of(const char *name)
{
    const routes_i_field *field = NULL;
    for (int entity = 0; !field && entity < ROUTES_ENTITIES; entity++)
        field = routes_i_schema_find(routes_i_schema_of((routes_entity)entity), name);
    return field;
}

/* A name is harmless where one of the package's tables might have it. */
static routes_status check_column(const routes_table *answer, const char *name, routes_error *err)
{
    const char *what = "";
    routes_status status = ROUTES_OK;
    for (int entity = 0; !status && what && entity < ROUTES_ENTITIES; entity++)
        status = routes_i_personal_column(&what, (routes_entity)entity, name, err);
    if (status || !what)
        return status;
    return routes_i_fail(err, ROUTES_E_DATA,
                         "column \"%s\" of \"%s\" would hold %s; only counts of many are held, "
                         "nothing about a person (S01)",
                         name, routes_table_name(answer), what);
}

static routes_status check_cells(const routes_table *answer, size_t column, routes_error *err)
{
    const char *name = routes_table_column(answer, column)->name;
    const char *const *cells = routes_table_texts(answer, column);
    const routes_i_field *field = field_of(name);
    routes_i_content content = field ? field->content : ROUTES_I_CONTENT_ID;
    for (size_t row = 0; cells && row < routes_table_rows(answer); row++) {
        const char *what = cells[row] ? routes_i_personal_cell(cells[row], content) : NULL;
        if (what)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "column \"%s\" of \"%s\", row %zu, holds what looks like %s; only "
                                 "counts of many are held, nothing about a person (S01)",
                                 name, routes_table_name(answer), row, what);
    }
    return ROUTES_OK;
}

static bool is_of_services(const routes_table *answer)
{
    return strcmp(routes_table_name(answer), "services") == 0 ||
           routes_table_find(answer, "service_id") != SIZE_MAX ||
           routes_table_find(answer, "service_kind") != SIZE_MAX ||
           routes_table_find(answer, "organisation") != SIZE_MAX;
}

static routes_status check_position(const routes_table *answer, size_t column, routes_error *err)
{
    const routes_column *head = routes_table_column(answer, column);
    const char *const *cells = routes_table_texts(answer, column);
    bool found = false;
    routes_status status = routes_i_position_column(&found, head->name, err);
    found = found || head->type == ROUTES_COLUMN_GEOMETRY;
    for (size_t row = 0; cells && !found && row < routes_table_rows(answer); row++)
        found = cells[row] && routes_i_position_cell(cells[row]);
    if (status || !found)
        return status;
    return routes_i_fail(err, ROUTES_E_DATA,
                         "column \"%s\" of \"%s\" would hold the position of a service; a service "
                         "has its province and no more (S02)",
                         head->name, routes_table_name(answer));
}

routes_status routes_i_persons_check(const routes_table *answer, routes_error *err)
{
    bool services = is_of_services(answer);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && i < routes_table_columns(answer); i++) {
        status = check_column(answer, routes_table_column(answer, i)->name, err);
        if (!status)
            status = check_cells(answer, i, err);
        if (!status && services)
            status = check_position(answer, i, err);
    }
    return status;
}
