/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/flat.h
 * @brief A table as flat fields: a range becomes five, a number two.
 */
#ifndef ROUTES_EXPORT_FLAT_H
#define ROUTES_EXPORT_FLAT_H

#include "core/text.h"
#include "routes/table.h"

/** @brief What of a column a field holds. */
typedef enum routes_i_flat_part {
    ROUTES_I_FLAT_VALUE = 0,
    ROUTES_I_FLAT_LOW,
    ROUTES_I_FLAT_MODERATE,
    ROUTES_I_FLAT_HIGH,
    ROUTES_I_FLAT_KIND,
    ROUTES_I_FLAT_STATUS
} routes_i_flat_part;

/** @brief What kind of value a field holds. */
typedef enum routes_i_flat_type {
    ROUTES_I_FLAT_INTEGER = 0,
    ROUTES_I_FLAT_NUMBER,
    ROUTES_I_FLAT_TEXT,
    ROUTES_I_FLAT_BOOLEAN,
    ROUTES_I_FLAT_DATE
} routes_i_flat_type;

/** @brief Bytes of a field's name. */
#define ROUTES_I_FLAT_NAME 96

/** @brief One field. */
typedef struct routes_i_flat {
    char name[ROUTES_I_FLAT_NAME];
    size_t column;
    routes_i_flat_part part;
    routes_i_flat_type type;
} routes_i_flat;

/**
 * @brief The fields of a table, geometry left out.
 * @param[out] fields [*count] To be freed with routes_i_free(). Null on failure.
 */
routes_status routes_i_flat_make(routes_i_flat **fields, size_t *count, const routes_table *table,
                                 routes_error *err);

/** @brief Column of the geometry, or SIZE_MAX. */
size_t routes_i_flat_geometry(const routes_table *table);

/** @brief The text of a text field, or null where it is empty. */
const char *routes_i_flat_text(const routes_i_flat *field, const routes_table *table, size_t row);

/** @brief The value of a number field; NaN where it is empty. */
double routes_i_flat_number(const routes_i_flat *field, const routes_table *table, size_t row);

/** @brief Whether a field of an integer, a boolean or a date has a value. */
bool routes_i_flat_has(const routes_i_flat *field, const routes_table *table, size_t row);

/** @brief Appends the value as text, nothing where it is empty; booleans are yes and no. */
void routes_i_flat_print(routes_i_text *to, const routes_i_flat *field, const routes_table *table,
                         size_t row);

#endif
