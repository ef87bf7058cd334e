/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/key.h"

#include <string.h>

#include <utf8proc.h>

#include "core/memory.h"

static bool within(int32_t c, int32_t first, int32_t last)
{
    return c >= first && c <= last;
}

/* Blanks of all kinds are U+0020 after decomposition. */
static bool is_joiner(int32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '-' || c == '\'' || c == '`' ||
           within(c, 0x2010, 0x2015) || within(c, 0x2018, 0x201B) || within(c, 0x02B9, 0x02BF) ||
           c == 0x2032 || c == 0x2212;
}

/* The blocks of combining accents; the vowel signs of other scripts lie in their own blocks. */
static bool is_accent(int32_t c)
{
    return within(c, 0x0300, 0x036F) || within(c, 0x1AB0, 0x1AFF) || within(c, 0x1DC0, 0x1DFF) ||
           within(c, 0x20D0, 0x20FF) || within(c, 0xFE20, 0xFE2F);
}

/* Letters that Unicode does not take apart, though people do. */
static const char *plain_letters(int32_t c)
{
    switch (c) {
    case 0x00E6:
        return "ae";
    case 0x0153:
        return "oe";
    case 0x00F0:
    case 0x0111:
        return "d";
    case 0x00F8:
        return "o";
    case 0x00FE:
        return "th";
    case 0x0131:
        return "i";
    case 0x0142:
        return "l";
    default:
        return NULL;
    }
}

static void add_character(routes_i_text *to, int32_t c)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t size = utf8proc_encode_char(c, bytes);
    routes_i_text_bytes(to, (const char *)bytes, size > 0 ? (size_t)size : 0);
}

static void add_folded(routes_i_text *to, int32_t c, bool *blank_due)
{
    if (is_accent(c))
        return;
    if (is_joiner(c)) {
        *blank_due = to->size > 0;
        return;
    }
    if (*blank_due)
        routes_i_text_add(to, " ");
    *blank_due = false;
    const char *plain = plain_letters(c);
    if (plain)
        routes_i_text_add(to, plain);
    else
        add_character(to, c);
}

static bool is_ascii(const char *name)
{
    while (*name && (unsigned char)*name < 0x80)
        name++;
    return !*name;
}

/* ASCII is its own decomposition, and most names are ASCII. */
static void write_ascii(routes_i_text *to, const char *name)
{
    bool blank_due = false;
    for (; *name; name++)
        add_folded(to, *name >= 'A' && *name <= 'Z' ? *name - 'A' + 'a' : *name, &blank_due);
}

static routes_status write_decomposed(routes_i_text *to, const char *name, routes_error *err)
{
    const utf8proc_option_t form =
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)name;
    utf8proc_ssize_t length = (utf8proc_ssize_t)strlen(name);
    utf8proc_ssize_t size = utf8proc_decompose(bytes, length, NULL, 0, form);
    if (size < 0)
        return routes_i_fail(err, ROUTES_E_DATA, "a name cannot be read: %s",
                             utf8proc_errmsg(size));
    utf8proc_int32_t *characters = routes_i_calloc((size_t)size + 1, sizeof *characters);
    if (!characters)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a name");
    utf8proc_decompose(bytes, length, characters, size, form);
    bool blank_due = false;
    for (utf8proc_ssize_t i = 0; i < size; i++)
        add_folded(to, characters[i], &blank_due);
    routes_i_free(characters);
    return ROUTES_OK;
}

routes_status routes_i_key_write(routes_i_text *to, const char *name, routes_error *err)
{
    if (!routes_i_utf8_valid(name, strlen(name)))
        return routes_i_fail(err, ROUTES_E_DATA, "a name is not UTF-8");
    to->size = 0;
    routes_i_text_add(to, "");
    routes_status status = ROUTES_OK;
    if (is_ascii(name))
        write_ascii(to, name);
    else
        status = write_decomposed(to, name, err);
    if (!status && to->failed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a name");
    return status;
}
