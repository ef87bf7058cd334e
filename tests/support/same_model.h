/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/same_model.h
 * @brief Whether two models hold the same rows, value by value.
 */
#ifndef ROUTES_TESTS_SUPPORT_SAME_MODEL_H
#define ROUTES_TESTS_SUPPORT_SAME_MODEL_H

#include "model/model.h"
#include "support/check.h"

static inline int same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static inline int same_value(const routes_i_field *field, const void *a, const void *b)
{
    size_t a_size = 0, b_size = 0;
    const uint8_t *a_wkb, *b_wkb;
    double x, y;
    switch (field->type) {
    case ROUTES_I_FIELD_TEXT:
    case ROUTES_I_FIELD_MOMENT:
    case ROUTES_I_FIELD_EXTRA:
        return same_text(routes_i_field_text(field, a), routes_i_field_text(field, b));
    case ROUTES_I_FIELD_NUMBER:
        x = routes_i_field_number(field, a);
        y = routes_i_field_number(field, b);
        return x == y || (isnan(x) && isnan(y));
    case ROUTES_I_FIELD_INTEGER:
    case ROUTES_I_FIELD_DATE:
        return routes_i_field_integer(field, a) == routes_i_field_integer(field, b);
    case ROUTES_I_FIELD_CODE:
    case ROUTES_I_FIELD_SET:
        return routes_i_field_code(field, a) == routes_i_field_code(field, b);
    case ROUTES_I_FIELD_GEOMETRY:
        a_wkb = routes_i_field_geometry(field, a, &a_size);
        b_wkb = routes_i_field_geometry(field, b, &b_size);
        return a_size == b_size && (!a_size || memcmp(a_wkb, b_wkb, a_size) == 0);
    }
    return 0;
}

/** Fails unless the models are equal; `origins` asks for the same files and lines too. */
static inline void assert_same_model(const routes_model *a, const routes_model *b, int origins)
{
    assert_true(same_text(routes_model_home(a), routes_model_home(b)));
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES; entity++) {
        const routes_i_schema *schema = routes_i_schema_of(entity);
        assert_int_equal(routes_model_size(a, entity), routes_model_size(b, entity));
        for (size_t i = 0; i < routes_model_size(a, entity); i++) {
            const void *x = routes_i_model_row(a, entity, i), *y = routes_i_model_row(b, entity, i);
            for (size_t f = 0; f < schema->field_count; f++)
                if (!same_value(&schema->fields[f], x, y))
                    fail_msg("row %zu of %s differs in %s", i, schema->name,
                             schema->fields[f].name);
            if (origins) {
                assert_true(same_text(routes_i_row_origin(x)->file, routes_i_row_origin(y)->file));
                assert_int_equal(routes_i_row_origin(x)->row, routes_i_row_origin(y)->row);
            }
        }
    }
}

#endif
