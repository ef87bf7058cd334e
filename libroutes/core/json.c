/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/json.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include <json-c/json.h>

#include "core/memory.h"

#define DEEPEST 64

static void escape(routes_i_text *to, unsigned char c)
{
    switch (c) {
    case '"':
        routes_i_text_add(to, "\\\"");
        break;
    case '\\':
        routes_i_text_add(to, "\\\\");
        break;
    case '\n':
        routes_i_text_add(to, "\\n");
        break;
    case '\t':
        routes_i_text_add(to, "\\t");
        break;
    case '\r':
        routes_i_text_add(to, "\\r");
        break;
    default:
        routes_i_text_print(to, "\\u%04x", c);
    }
}

void routes_i_json_text(routes_i_text *to, const char *value)
{
    if (!value) {
        routes_i_text_add(to, "null");
        return;
    }
    routes_i_text_add(to, "\"");
    for (const char *from = value; *from;) {
        size_t plain = 0;
        while ((unsigned char)from[plain] >= 0x20 && from[plain] != '"' && from[plain] != '\\' &&
               from[plain] != 0x7F)
            plain++;
        routes_i_text_bytes(to, from, plain);
        from += plain;
        if (*from)
            escape(to, (unsigned char)*from++);
    }
    routes_i_text_add(to, "\"");
}

void routes_i_json_number(routes_i_text *to, double value)
{
    char number[ROUTES_I_NUMBER_SIZE];
    if (!isfinite(value)) {
        routes_i_text_add(to, "null");
        return;
    }
    routes_i_number_text(number, value, 17);
    routes_i_text_add(to, number);
}

/* A document is json-c's own tree; a value is one of its objects. The casts are in these two
 * functions alone. */
struct routes_i_json {
    struct json_object *root;
};

static struct json_object *object(const routes_i_json_value *value)
{
    union {
        const routes_i_json_value *value;
        struct json_object *object;
    } same = {value};
    return same.object;
}

static const routes_i_json_value *wrap(struct json_object *inner)
{
    return (const routes_i_json_value *)(const void *)inner;
}

/* Where json-c is laxer than RFC 8259 even when strict: 'single quotes', NaN and Infinity. The
 * offset of the first of these outside strings, or `size`. */
static size_t first_lax(const char *bytes, size_t size)
{
    bool quoted = false;
    for (size_t i = 0; i < size; i++) {
        if (quoted && bytes[i] == '\\')
            i++;
        else if (bytes[i] == '"')
            quoted = !quoted;
        else if (!quoted && bytes[i] && strchr("'NI", bytes[i]))
            return i;
    }
    return size;
}

routes_status routes_i_json_read(routes_i_json **out, const char *bytes, size_t size,
                                 routes_error *err)
{
    *out = NULL;
    if (size > INT_MAX)
        return routes_i_fail(err, ROUTES_E_DATA, "JSON of %zu bytes is too long", size);
    if (!routes_i_utf8_valid(bytes, size))
        return routes_i_fail(err, ROUTES_E_DATA, "JSON is not UTF-8; save the file as UTF-8");
    size_t lax = first_lax(bytes, size);
    if (lax < size)
        return routes_i_fail(err, ROUTES_E_DATA, "JSON is wrong at byte %zu: unexpected '%c'", lax,
                             bytes[lax]);
    struct json_tokener *tokener = json_tokener_new_ex(DEEPEST);
    routes_i_json *json = tokener ? routes_i_calloc(1, sizeof *json) : NULL;
    if (!json) {
        if (tokener)
            json_tokener_free(tokener);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for JSON");
    }
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    json->root = json_tokener_parse_ex(tokener, bytes, (int)size);
    enum json_tokener_error found = json_tokener_get_error(tokener);
    size_t end = json_tokener_get_parse_end(tokener);
    while (end < size && strchr(" \t\r\n", bytes[end]))
        end++;
    json_tokener_free(tokener);
    if (found == json_tokener_success && end == size) {
        *out = json;
        return ROUTES_OK;
    }
    routes_i_json_free(json);
    if (found == json_tokener_continue)
        return routes_i_fail(err, ROUTES_E_DATA, "JSON ends too early, at byte %zu", size);
    return routes_i_fail(err, ROUTES_E_DATA, "JSON is wrong at byte %zu: %s", end,
                         found == json_tokener_success ? "more follows its end"
                                                       : json_tokener_error_desc(found));
}

void routes_i_json_free(routes_i_json *json)
{
    if (!json)
        return;
    json_object_put(json->root);
    routes_i_free(json);
}

const routes_i_json_value *routes_i_json_root(const routes_i_json *json)
{
    return json ? wrap(json->root) : NULL;
}

const routes_i_json_value *routes_i_json_member(const routes_i_json_value *value, const char *key)
{
    struct json_object *member = NULL;
    if (!json_object_is_type(object(value), json_type_object) ||
        !json_object_object_get_ex(object(value), key, &member))
        return NULL;
    return wrap(member);
}

size_t routes_i_json_size(const routes_i_json_value *value)
{
    return json_object_is_type(object(value), json_type_array)
               ? json_object_array_length(object(value))
               : 0;
}

const routes_i_json_value *routes_i_json_item(const routes_i_json_value *value, size_t index)
{
    return index < routes_i_json_size(value) ? wrap(json_object_array_get_idx(object(value), index))
                                             : NULL;
}

const char *routes_i_json_string(const routes_i_json_value *value)
{
    return json_object_is_type(object(value), json_type_string)
               ? json_object_get_string(object(value))
               : NULL;
}

double routes_i_json_double(const routes_i_json_value *value)
{
    struct json_object *inner = object(value);
    if (!json_object_is_type(inner, json_type_double) && !json_object_is_type(inner, json_type_int))
        return NAN;
    return json_object_get_double(inner);
}

int routes_i_json_truth(const routes_i_json_value *value)
{
    if (!json_object_is_type(object(value), json_type_boolean))
        return -1;
    return json_object_get_boolean(object(value)) ? 1 : 0;
}
