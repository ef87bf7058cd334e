/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/schema.h
 * @brief The tables of the data package, column by column, as one description that reading,
 *        checking, storing and answering all run over.
 */
#ifndef ROUTES_MODEL_SCHEMA_H
#define ROUTES_MODEL_SCHEMA_H

#include <stdbool.h>

#include "core/text.h"
#include "routes/model.h"

/** @brief What a field holds, and by which C type. */
typedef enum routes_i_field_type {
    ROUTES_I_FIELD_TEXT,     /**< const char *; null: not stated. */
    ROUTES_I_FIELD_MOMENT,   /**< const char *: a year, a month or a date, YYYY[-MM[-DD]]. */
    ROUTES_I_FIELD_NUMBER,   /**< double; NaN: not stated. */
    ROUTES_I_FIELD_INTEGER,  /**< int32_t: a year, a place in an order; ROUTES_NO_DATE. */
    ROUTES_I_FIELD_DATE,     /**< int32_t: days since 1970-01-01; ROUTES_NO_DATE. */
    ROUTES_I_FIELD_CODE,     /**< An enumeration or int: a value of `codes`; 0: not stated. */
    ROUTES_I_FIELD_SET,      /**< unsigned: bits of `codes`; 0: not stated. */
    ROUTES_I_FIELD_GEOMETRY, /**< const uint8_t * with its size_t at `size_offset`. */
    ROUTES_I_FIELD_EXTRA     /**< const char *: the columns x_..., a JSON object. */
} routes_i_field_type;

/** @brief What kind of words a text holds; decides what counts as personal data in it. */
typedef enum routes_i_content {
    ROUTES_I_CONTENT_ID,       /**< A key, a reference or a short code. */
    ROUTES_I_CONTENT_CITATION, /**< Sources and their authors: names of persons are expected. */
    ROUTES_I_CONTENT_PROSE,    /**< Anything else that people write. */
    ROUTES_I_CONTENT_URL
} routes_i_content;

/** @brief One column. */
typedef struct routes_i_field {
    const char *name; /**< In the package, the store and the answers. */
    routes_i_field_type type;
    size_t offset; /**< In the struct of the entity. */
    size_t size_offset;
    bool required;
    routes_codes codes;
    routes_i_content content;
    double least, most; /**< Of numbers and integers, both allowed. */
    const char *unit;   /**< Null where there is none. */
    const char *about;  /**< One sentence. */
} routes_i_field;

/** @brief One table. Fields with their name null do not exist. */
typedef struct routes_i_schema {
    routes_entity entity;
    const char *name;   /**< "lanes" */
    const char *single; /**< "lane" */
    size_t row_size;    /**< sizeof the struct. */
    const routes_i_field *fields;
    size_t field_count;
    const char *key[3]; /**< Columns that tell rows apart; null beyond the last. */
} routes_i_schema;

/** @brief The description of a table; null for no entity. */
const routes_i_schema *routes_i_schema_of(routes_entity entity);

/** @brief The entity of a table's name, or ROUTES_ENTITIES. */
routes_entity routes_i_schema_entity(const char *name);

/** @brief A field by its column name, or null. */
const routes_i_field *routes_i_schema_find(const routes_i_schema *schema, const char *name);

/** @brief The field `key[at]`, or null beyond the last. */
const routes_i_field *routes_i_schema_key(const routes_i_schema *schema, size_t at);

/** @name One value of a row
 * The type of the field decides which may be called: text (also moment and extra), number,
 * integer (also date), code (also set).
 * @{ */
const char *routes_i_field_text(const routes_i_field *field, const void *row);
double routes_i_field_number(const routes_i_field *field, const void *row);
int32_t routes_i_field_integer(const routes_i_field *field, const void *row);
int routes_i_field_code(const routes_i_field *field, const void *row);
const uint8_t *routes_i_field_geometry(const routes_i_field *field, const void *row, size_t *size);
void routes_i_field_set_text(const routes_i_field *field, void *row, const char *value);
void routes_i_field_set_number(const routes_i_field *field, void *row, double value);
void routes_i_field_set_integer(const routes_i_field *field, void *row, int32_t value);
void routes_i_field_set_code(const routes_i_field *field, void *row, int value);
void routes_i_field_set_geometry(const routes_i_field *field, void *row, const uint8_t *wkb,
                                 size_t size);
/** @} */

/** @brief Whether a row states this field. */
bool routes_i_field_stated(const routes_i_field *field, const void *row);

/** @brief Whether the C type of the field is a text. */
bool routes_i_field_is_text(const routes_i_field *field);

/** @brief Appends a value as a cell of the package; nothing where it is not stated, and of a
 *         geometry. */
void routes_i_field_write(routes_i_text *to, const routes_i_field *field, const void *row);

/** @brief The origin of any row. */
static inline const routes_origin *routes_i_row_origin(const void *row)
{
    return row; /* the first member of every entity */
}

#endif
