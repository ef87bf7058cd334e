/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"

static bool reserve(routes_i_text *text, size_t more)
{
    if (text->failed)
        return false;
    if (text->capacity - text->size > more)
        return true;
    size_t capacity = text->capacity ? text->capacity : 64;
    while (capacity - text->size <= more && capacity <= SIZE_MAX / 2)
        capacity *= 2;
    char *grown = capacity - text->size > more ? routes_i_realloc(text->bytes, capacity, 1) : NULL;
    if (!grown) {
        text->failed = true;
        return false;
    }
    text->bytes = grown;
    text->capacity = capacity;
    return true;
}

void routes_i_text_bytes(routes_i_text *text, const char *bytes, size_t size)
{
    if (!reserve(text, size))
        return;
    if (size)
        memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
}

void routes_i_text_add(routes_i_text *text, const char *more)
{
    routes_i_text_bytes(text, more, strlen(more));
}

void routes_i_text_print(routes_i_text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int needed = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (needed < 0 || !reserve(text, (size_t)needed)) {
        text->failed = true;
        return;
    }
    va_start(args, format);
    vsnprintf(text->bytes + text->size, (size_t)needed + 1, format, args);
    va_end(args);
    text->size += (size_t)needed;
}

void routes_i_text_number(routes_i_text *text, double value)
{
    char number[ROUTES_I_NUMBER_SIZE];
    routes_i_number_text(number, value, 0);
    routes_i_text_add(text, number);
}

/* The entity of a sign, or null. */
static const char *entity_of(char sign)
{
    switch (sign) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&apos;";
    default: /* XML 1.0 has no other control characters than tab and line breaks. */
        return (unsigned char)sign < 0x20 && !strchr("\t\n\r", sign) ? " " : NULL;
    }
}

void routes_i_text_markup(routes_i_text *text, const char *more)
{
    for (; more && *more; more++) {
        const char *entity = entity_of(*more);
        if (entity)
            routes_i_text_add(text, entity);
        else
            routes_i_text_bytes(text, more, 1);
    }
}

const char *routes_i_text_get(const routes_i_text *text)
{
    return text->bytes ? text->bytes : "";
}

void routes_i_text_free(routes_i_text *text)
{
    routes_i_free(text->bytes);
    *text = (routes_i_text){0};
}

/* Bytes of the character that starts at `at`, or 0 when it is none (Unicode 15, table 3-7). */
static size_t character_size(const unsigned char *at, size_t left)
{
    unsigned char lead = at[0];
    if (lead < 0x80)
        return lead ? 1 : 0;
    size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || left < size)
        return 0;
    unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (at[1] < least || at[1] > most)
        return 0;
    for (size_t i = 2; i < size; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

bool routes_i_utf8_valid(const char *bytes, size_t size)
{
    const unsigned char *at = (const unsigned char *)bytes;
    while (size) {
        if (*at && *at < 0x80) { /* most texts are ASCII throughout */
            at++;
            size--;
            continue;
        }
        size_t step = character_size(at, size);
        if (!step)
            return false;
        at += step;
        size -= step;
    }
    return true;
}
