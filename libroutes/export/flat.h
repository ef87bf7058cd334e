/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/flat.h
 * @brief The columns of a layer as flat fields, one value each, as files hold them.
 */
#ifndef ROUTES_EXPORT_FLAT_H
#define ROUTES_EXPORT_FLAT_H

#include <stdbool.h>

#include "core/arena.h"
#include "routes/release.h"

/** @brief What of a column a field holds. */
typedef enum routes_i_part {
    ROUTES_I_PART_WHOLE,
    ROUTES_I_PART_LOW,
    ROUTES_I_PART_MODERATE,
    ROUTES_I_PART_HIGH,
    ROUTES_I_PART_KIND,
    ROUTES_I_PART_STATUS,
    ROUTES_I_PART_STAMP /**< The same text in every row: tier, release id, end date. */
} routes_i_part;

/** @brief A field. */
typedef struct routes_i_flat_field {
    const char *name;
    const char *short_name;  /**< At most 10 bytes, capitals, for shapefiles. */
    const char *title;       /**< For people: the name with blanks, the unit behind it. */
    const char *unit;        /**< Null where there is none. */
    const char *about;       /**< One sentence; null where there is none. */
    routes_column_type type; /**< Integer, number, text, boolean or date. */
    routes_i_part part;
    size_t column;     /**< Of the table; SIZE_MAX for the stamp. */
    const char *stamp; /**< The text of the stamp. */
} routes_i_flat_field;

/** @brief The fields of a layer; end with routes_i_flat_free(). */
typedef struct routes_i_flat {
    routes_i_arena arena;
    const routes_table *table;
    routes_i_flat_field *fields;
    size_t count;
    size_t geometry; /**< Column with the geometry, or SIZE_MAX. */
} routes_i_flat;

/** @brief One value. Where `stated` is false the others are 0 or null. */
typedef struct routes_i_flat_value {
    bool stated;
    int64_t integer; /**< Also of a boolean, 0 or 1, and of a date, in days since 1970-01-01. */
    double number;
    const char *text;
} routes_i_flat_value;

/**
 * @brief Lays the columns of a layer out.
 * @retval ROUTES_E_DATA Two fields would bear the same name.
 */
routes_status routes_i_flat_make(routes_i_flat *flat, const routes_layer *layer,
                                 const routes_stamp *stamp, routes_error *err);

/** @brief Frees the fields. */
void routes_i_flat_free(routes_i_flat *flat);

/** @brief The value of a field in a row. */
routes_i_flat_value routes_i_flat_at(const routes_i_flat *flat, size_t field, size_t row);

/** @brief Index of the field that holds a column as a whole, or SIZE_MAX. */
size_t routes_i_flat_find(const routes_i_flat *flat, const char *name);

#endif
