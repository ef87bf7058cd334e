/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/row_check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/json.h"
#include "model/personal.h"
#include "model/row_rules.h"

bool routes_i_moment_valid(const char *text)
{
    char date[11] = "0000-01-01";
    size_t size = strlen(text);
    int32_t days;
    if (size != 4 && size != 7 && size != 10)
        return false;
    for (size_t i = 0; i < size; i++)
        date[i] = text[i];
    return routes_i_date_read(&days, date);
}

static void check_bounds(routes_i_site *site, const routes_i_field *field, double value)
{
    char shown[ROUTES_I_NUMBER_SIZE], remedy[64];
    if (isfinite(value) && value >= field->least && value <= field->most)
        return;
    routes_i_number_text(shown, value, 15);
    snprintf(remedy, sizeof remedy, "a number from %.15g to %.15g", field->least, field->most);
    if (!isfinite(value))
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, shown,
                            "leave it empty where it is not stated", "%s is not a finite number",
                            shown);
    else if (value < field->least && isinf(field->most))
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, shown, "0 or more",
                            "%s is below 0", shown);
    else
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, shown, remedy,
                            "%s is not between %.15g and %.15g", shown, field->least, field->most);
}

static void check_code(routes_i_site *site, const routes_i_field *field, int value)
{
    if (!routes_codes_text(field->codes, value))
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, NULL, NULL,
                            "%d is no value of this list", value);
}

static void check_set(routes_i_site *site, const routes_i_field *field, unsigned bits)
{
    unsigned known = 0;
    for (int i = 0; routes_codes_at(field->codes, i); i++)
        known |= 1U << i;
    if (bits & ~known)
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, NULL, NULL,
                            "%u has bits beyond this list", bits);
}

static bool has_blank_ends(const char *text)
{
    size_t size = strlen(text);
    return size && (strchr(" \t\r\n", text[0]) || strchr(" \t\r\n", text[size - 1]));
}

static void check_text(routes_i_site *site, const routes_i_schema *schema,
                       const routes_i_field *field, const char *text)
{
    const char *what = routes_i_personal_cell(text, field->content);
    if (what)
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, NULL,
                            "take it out: only counts of many are held, nothing about a person",
                            "holds what looks like %s", what);
    else if (schema->entity == ROUTES_SERVICES && routes_i_position_cell(text))
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, NULL,
                            "take it out: a service has a province and no position",
                            "holds what looks like coordinates");
    else if (field->content == ROUTES_I_CONTENT_ID && has_blank_ends(text))
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, text, "take the blanks out",
                            "has blanks at its ends");
}

static void check_moment(routes_i_site *site, const routes_i_field *field, const char *text)
{
    char shown[ROUTES_I_SHOWN_SIZE];
    routes_i_site_show(shown, text);
    if (!routes_i_moment_valid(text))
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, text,
                            "YYYY, YYYY-MM or YYYY-MM-DD",
                            "%s is no year, month or date that "
                            "exists",
                            shown);
}

/* The first string of a JSON text that says something about a person, each looked at alone: what
 * two columns hold side by side is no address. */
static const char *personal_string(routes_i_text *scratch, const char *json)
{
    for (const char *at = strchr(json, '"'); at; at = strchr(at + 1, '"')) {
        scratch->size = 0;
        routes_i_text_add(scratch, "");
        for (at++; *at && *at != '"'; at++) {
            if (*at == '\\' && at[1])
                at++;
            routes_i_text_bytes(scratch, at, 1);
        }
        const char *what =
            routes_i_personal_cell(routes_i_text_get(scratch), ROUTES_I_CONTENT_PROSE);
        if (what || scratch->failed || !*at)
            return what;
    }
    return NULL;
}

static void check_extra(routes_i_site *site, const routes_i_field *field, const char *text)
{
    routes_i_json *json = NULL;
    routes_i_text scratch = {0};
    routes_status status = routes_i_json_read(&json, text, strlen(text), NULL);
    const char *what = personal_string(&scratch, text);
    if (status == ROUTES_E_MEMORY || scratch.failed)
        site->status = routes_i_fail(site->err, ROUTES_E_MEMORY, "no memory for further columns");
    else if (status || *text != '{')
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, NULL,
                            "{\"x_column\": \"text\", ...}", "is no JSON object");
    if (what)
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, NULL,
                            "take it out: only counts of many are held, nothing about a person",
                            "holds what looks like %s", what);
    routes_i_json_free(json);
    routes_i_text_free(&scratch);
}

static void check_field(routes_i_site *site, const routes_i_schema *schema,
                        const routes_i_field *field, const void *row)
{
    if (!routes_i_field_stated(field, row)) {
        if (field->required)
            routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, NULL, field->about,
                                "is empty, must be stated");
        return;
    }
    switch (field->type) {
    case ROUTES_I_FIELD_TEXT:
        check_text(site, schema, field, routes_i_field_text(field, row));
        break;
    case ROUTES_I_FIELD_MOMENT:
        check_moment(site, field, routes_i_field_text(field, row));
        break;
    case ROUTES_I_FIELD_NUMBER:
        check_bounds(site, field, routes_i_field_number(field, row));
        break;
    case ROUTES_I_FIELD_INTEGER:
        check_bounds(site, field, routes_i_field_integer(field, row));
        break;
    case ROUTES_I_FIELD_CODE:
        check_code(site, field, routes_i_field_code(field, row));
        break;
    case ROUTES_I_FIELD_SET:
        check_set(site, field, (unsigned)routes_i_field_code(field, row));
        break;
    case ROUTES_I_FIELD_EXTRA:
        check_extra(site, field, routes_i_field_text(field, row));
        break;
    case ROUTES_I_FIELD_DATE:
    case ROUTES_I_FIELD_GEOMETRY:
        break;
    }
}

void routes_i_row_check(routes_i_site *site, const routes_i_schema *schema, const void *row,
                        const bool *bad)
{
    for (size_t i = 0; i < schema->field_count && !site->status; i++)
        if (!bad || !bad[i])
            check_field(site, schema, &schema->fields[i], row);
    routes_i_row_rules(site, schema, row, bad);
}
