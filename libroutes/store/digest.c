/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/digest.h"

#include <string.h>

#include "model/model.h"

static void add_u64(routes_i_digest *to, uint64_t value)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(value >> (8 * i));
    routes_i_digest_add(to, bytes, sizeof bytes);
}

/* There are two zeros; what they mean is one thing. */
static void add_number(routes_i_digest *to, double value)
{
    uint64_t bits = 0;
    if (value != 0.0)
        memcpy(&bits, &value, sizeof bits);
    add_u64(to, bits);
}

static void add_value(routes_i_digest *to, const routes_i_field *field, const void *row)
{
    size_t size = 0;
    const uint8_t *wkb;
    switch (field->type) {
    case ROUTES_I_FIELD_TEXT:
    case ROUTES_I_FIELD_MOMENT:
    case ROUTES_I_FIELD_EXTRA:
        routes_i_digest_text(to, routes_i_field_text(field, row));
        break;
    case ROUTES_I_FIELD_NUMBER:
        add_number(to, routes_i_field_number(field, row));
        break;
    case ROUTES_I_FIELD_INTEGER:
    case ROUTES_I_FIELD_DATE:
        add_u64(to, (uint64_t)routes_i_field_integer(field, row));
        break;
    case ROUTES_I_FIELD_CODE:
    case ROUTES_I_FIELD_SET:
        add_u64(to, (uint64_t)routes_i_field_code(field, row));
        break;
    case ROUTES_I_FIELD_GEOMETRY:
        wkb = routes_i_field_geometry(field, row, &size);
        add_u64(to, size);
        if (size)
            routes_i_digest_add(to, wkb, size);
        break;
    }
}

void routes_i_table_digest_add(routes_i_table_digest *digest, const routes_i_schema *schema,
                               const void *row)
{
    routes_i_digest next = routes_i_digest_start();
    routes_i_digest_add(&next, digest->text, strlen(digest->text));
    for (size_t i = 0; i < schema->field_count; i++) {
        if (!routes_i_field_stated(&schema->fields[i], row))
            continue;
        const unsigned char place = (unsigned char)i;
        routes_i_digest_add(&next, &place, 1);
        add_value(&next, &schema->fields[i], row);
    }
    routes_i_digest_end(digest->text, next);
}

void routes_i_digest_all(char *out, const routes_i_table_digest *tables, const char *home)
{
    routes_i_digest all = routes_i_digest_start();
    routes_i_digest_text(&all, home);
    for (int i = 0; i < ROUTES_ENTITIES; i++)
        routes_i_digest_text(&all, tables[i].text);
    routes_i_digest_end(out, all);
}

void routes_i_model_digest(char *out, const routes_model *model)
{
    routes_i_table_digest tables[ROUTES_ENTITIES] = {{{0}}};
    for (int i = 0; i < ROUTES_ENTITIES; i++) {
        routes_entity entity = (routes_entity)i;
        for (size_t k = 0; k < routes_model_size(model, entity); k++)
            routes_i_table_digest_add(&tables[i], routes_i_schema_of(entity),
                                      routes_i_model_row(model, entity, k));
    }
    routes_i_digest_all(out, tables, routes_model_home(model));
}
