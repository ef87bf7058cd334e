/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/site.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/fault.h"
#include "model/personal.h"

void routes_i_site_at(routes_i_site *site, const routes_i_schema *schema, const void *row,
                      size_t index)
{
    const routes_origin *origin = routes_i_row_origin(row);
    site->file = origin->file ? origin->file : schema->name;
    /* a row made in code stands where it would stand in a table with one header row */
    site->row = origin->row ? origin->row : index + 2;
}

/* Bytes of the longest beginning of `value` that ends between characters. */
static size_t whole_characters(const char *value, size_t most)
{
    size_t size = strlen(value);
    if (size <= most)
        return size;
    size = most;
    while (size && ((unsigned char)value[size] & 0xC0) == 0x80)
        size--;
    return size;
}

enum { MOST = 70, ROOM = MOST + 8 };

/* Cuts; false where the value may not be shown. */
static bool cut(char to[ROOM], const char *value)
{
    if (!routes_i_utf8_valid(value, strlen(value)) ||
        routes_i_personal_cell(value, ROUTES_I_CONTENT_PROSE))
        return false;
    size_t size = whole_characters(value, MOST);
    memcpy(to, value, size);
    strcpy(to + size, value[size] ? "..." : "");
    return true;
}

void routes_i_site_show(char *shown, const char *value)
{
    char text[ROOM];
    if (cut(text, value))
        snprintf(shown, ROUTES_I_SHOWN_SIZE, "\"%s\"", text);
    else
        strcpy(shown, "(not shown)");
}

void routes_i_site_fault(routes_i_site *site, routes_severity severity, const char *field,
                         const char *value, const char *remedy, const char *format, ...)
{
    if (site->status)
        return;
    char message[1024];
    char text[ROOM];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    const routes_fault where = {.severity = severity,
                                .file = site->file,
                                .row = site->row,
                                .field = field,
                                .value = value && cut(text, value) ? text : NULL,
                                .remedy = remedy};
    site->status = routes_i_fault(site->faults, &where, site->err, "%s", message);
    site->errors += severity == ROUTES_SEVERITY_ERROR;
}
