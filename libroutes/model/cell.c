/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/cell.h"

#include <string.h>

#include "model/near.h"

static bool fail(routes_i_site *site, const routes_i_field *field, const char *cell,
                 const char *remedy, const char *message)
{
    char shown[ROUTES_I_SHOWN_SIZE];
    routes_i_site_show(shown, cell);
    routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, cell, remedy, "%s %s", shown,
                        message);
    return false;
}

static bool looks_endless(const char *cell)
{
    static const char *const words[] = {"nan", "inf", "+inf", "-inf", "infinity", "-infinity"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = 0;
        while (cell[at] && (cell[at] | 0x20) == (words[i][at] | 0x20))
            at++;
        if (!cell[at] && !words[i][at])
            return true;
    }
    return false;
}

static bool read_number(routes_i_site *site, const routes_i_field *field, const char *cell,
                        void *row)
{
    double value;
    if (routes_i_number_read(&value, cell)) {
        routes_i_field_set_number(field, row, value);
        return true;
    }
    /* digits with an exponent that double does not reach */
    bool beyond = strspn(cell, "+-0123456789.eE") == strlen(cell) && strpbrk(cell, "eE");
    if (beyond || looks_endless(cell))
        return fail(site, field, cell, "leave it empty where it is not stated",
                    "is not a finite number");
    return fail(site, field, cell, "digits with a point for the decimals, such as 12.5",
                "is not a number");
}

static bool read_integer(routes_i_site *site, const routes_i_field *field, const char *cell,
                         void *row)
{
    int64_t value;
    if (!routes_i_integer_read(&value, cell) || value <= INT32_MIN || value > INT32_MAX)
        return fail(site, field, cell, field->about, "is not a whole number");
    routes_i_field_set_integer(field, row, (int32_t)value);
    return true;
}

static bool read_date(routes_i_site *site, const routes_i_field *field, const char *cell, void *row)
{
    int32_t days;
    if (!routes_i_date_read(&days, cell))
        return fail(site, field, cell, "YYYY-MM-DD", "is not a date that exists");
    routes_i_field_set_integer(field, row, days);
    return true;
}

/* "did you mean land? one of land, water, sea, air" */
static bool fail_word(routes_i_site *site, const routes_i_field *field, const char *cell,
                      const char *word)
{
    routes_i_near near;
    routes_i_text remedy = {0};
    const char *known;
    routes_i_near_start(&near, word);
    for (int i = 0; (known = routes_codes_at(field->codes, i)); i++)
        routes_i_near_try(&near, known, known, 0);
    routes_i_near_end(&near);
    if (near.best)
        routes_i_text_print(&remedy, "did you mean %s? ", near.best);
    for (int i = 0; (known = routes_codes_at(field->codes, i)); i++)
        routes_i_text_print(&remedy, "%s%s", i ? ", " : "one of ", known);
    if (near.failed || remedy.failed) {
        site->status = routes_i_fail(site->err, ROUTES_E_MEMORY, "no memory for a suggestion");
    } else {
        char shown[ROUTES_I_SHOWN_SIZE];
        routes_i_site_show(shown, word);
        routes_i_site_fault(site, ROUTES_SEVERITY_ERROR, field->name, cell, remedy.bytes,
                            "%s is not known", shown);
    }
    routes_i_text_free(&remedy);
    return false;
}

static bool read_code(routes_i_site *site, const routes_i_field *field, const char *cell, void *row)
{
    int value = routes_codes_find(field->codes, cell);
    if (value <= 0)
        return fail_word(site, field, cell, cell);
    routes_i_field_set_code(field, row, value);
    return true;
}

static bool read_set(routes_i_site *site, const routes_i_field *field, const char *cell, void *row,
                     routes_i_text *scratch)
{
    unsigned bits = 0;
    for (const char *at = cell;; at++) {
        size_t size = strcspn(at, "|");
        scratch->size = 0;
        routes_i_text_bytes(scratch, at, size);
        if (scratch->failed)
            return false;
        if (!size)
            return fail(site, field, cell, "a list is written a|b", "has an empty item");
        int bit = routes_codes_find(field->codes, scratch->bytes);
        if (bit <= 0)
            return fail_word(site, field, cell, scratch->bytes);
        if (bits & (unsigned)bit)
            return fail(site, field, cell, "once each", "names an item twice");
        bits |= (unsigned)bit;
        at += size;
        if (!*at)
            break;
    }
    routes_i_field_set_code(field, row, (int)bits);
    return true;
}

bool routes_i_cell_read(routes_i_site *site, const routes_i_field *field, const char *cell,
                        void *row, routes_i_text *scratch)
{
    if (!routes_i_utf8_valid(cell, strlen(cell)))
        return fail(site, field, cell, "write the file in UTF-8", "is not UTF-8");
    switch (field->type) {
    case ROUTES_I_FIELD_TEXT:
    case ROUTES_I_FIELD_MOMENT:
    case ROUTES_I_FIELD_EXTRA:
        routes_i_field_set_text(field, row, cell);
        return true;
    case ROUTES_I_FIELD_NUMBER:
        return read_number(site, field, cell, row);
    case ROUTES_I_FIELD_INTEGER:
        return read_integer(site, field, cell, row);
    case ROUTES_I_FIELD_DATE:
        return read_date(site, field, cell, row);
    case ROUTES_I_FIELD_CODE:
        return read_code(site, field, cell, row);
    case ROUTES_I_FIELD_SET:
        return read_set(site, field, cell, row, scratch);
    case ROUTES_I_FIELD_GEOMETRY:
        break;
    }
    return true;
}
