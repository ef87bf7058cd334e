/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/table.h
 * @brief The one shape in which libroutes answers: columns with units, a status for every value,
 *        geometry, and where it all comes from.
 *
 * A table is read column by column without a copy. A value that is not there
 * has a status that says why; it is never a zero and never blank alone.
 */
#ifndef ROUTES_TABLE_H
#define ROUTES_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/range.h"

ROUTES_BEGIN

/** @brief What a column holds. */
typedef enum routes_column_type {
    ROUTES_COLUMN_INTEGER = 0, /**< int64. */
    ROUTES_COLUMN_NUMBER = 1,  /**< double. */
    ROUTES_COLUMN_TEXT = 2,    /**< UTF-8. */
    ROUTES_COLUMN_BOOLEAN = 3, /**< yes or no. */
    ROUTES_COLUMN_DATE = 4,    /**< Days since 1970-01-01. */
    ROUTES_COLUMN_RANGE = 5,   /**< Low, moderate, high and their kind. */
    ROUTES_COLUMN_GEOMETRY = 6 /**< WKB, little endian, two dimensions; one column at most. */
} routes_column_type;

/** @brief Why a value is empty or altered. */
typedef enum routes_value_status {
    ROUTES_VALUE_OK = 0,         /**< The value stands. */
    ROUTES_VALUE_NOT_STATED = 1, /**< The sources do not say. */
    ROUTES_VALUE_SUPPRESSED = 2, /**< Known, and held back by a rule of disclosure. */
    ROUTES_VALUE_NO_DATA = 3,    /**< Could not be computed; a reason stands in the row. */
    ROUTES_VALUE_MERGED = 4      /**< Part of a larger class, such as "fewer than 11". */
} routes_value_status;

/** @brief Highest tier at which a kind of result may leave; see the release rules. */
typedef enum routes_kind {
    ROUTES_KIND_PLACES = 0,      /**< Areas and what stands in them: no counts. */
    ROUTES_KIND_LANES = 1,       /**< Lanes. */
    ROUTES_KIND_ESTIMATES = 2,   /**< Stated figures of areas. */
    ROUTES_KIND_HOTSPOTS = 3,    /**< Hotspots of areas. */
    ROUTES_KIND_OPERATIONAL = 4, /**< Chokepoints, placement, displacement, alarms: restricted. */
    ROUTES_KIND_OWN = 5          /**< Made from the user's own plain file. */
} routes_kind;

/** @brief OCHA's classes; severe is never held. */
typedef enum routes_sensitivity {
    ROUTES_SENSITIVITY_LOW = 0,
    ROUTES_SENSITIVITY_MODERATE = 1,
    ROUTES_SENSITIVITY_HIGH = 2
} routes_sensitivity;

/** @brief A column's head. Texts may be null, but for the name. */
typedef struct routes_column {
    const char *name; /**< As in the glossary: lower case, digits and '_'. */
    routes_column_type type;
    const char *unit;        /**< Null where there is none. */
    const char *description; /**< One sentence. */
} routes_column;

/** @brief A table. Opaque. Rows are added at its end; columns before the first row. */
typedef struct routes_table routes_table;

/**
 * @brief Makes an empty table with the given columns.
 *
 * @param[out] out    Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] name    The layer's name, such as "lanes".
 * @param[in] columns [n] Copied.
 * @param[in] n       Number of columns, >= 1.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT A null, a name twice, a bad name, two geometries.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_table_new(routes_table **out, const char *name,
                                                       const routes_column *columns, size_t n,
                                                       routes_error *err);

/** @brief Frees a table. Null is allowed. */
ROUTES_API void routes_table_free(routes_table *table);

/** @brief The table's name. */
ROUTES_API const char *routes_table_name(const routes_table *table);
/** @brief Number of rows. Null counts as empty. */
ROUTES_API size_t routes_table_rows(const routes_table *table);
/** @brief Number of columns. Null counts as empty. */
ROUTES_API size_t routes_table_columns(const routes_table *table);
/** @brief Head of a column, borrowed; null when there is no such column. */
ROUTES_API const routes_column *routes_table_column(const routes_table *table, size_t column);
/** @brief Index of a column by its name, or SIZE_MAX. */
ROUTES_API size_t routes_table_find(const routes_table *table, const char *name);

/** @name Adding
 * A new row holds nothing: every value is `not_stated`. A setter gives one value of the last row or
 * of any other, and sets its status to ok. NaN, a null text, and a range that states nothing read
 * as `not_stated`. All return ROUTES_E_ARGUMENT for a wrong column, row or type, ROUTES_E_MEMORY,
 * or ROUTES_OK; on failure the table is as it was.
 * @{ */
/** @brief Adds a row. */
ROUTES_API ROUTES_CHECK routes_status routes_table_add_row(routes_table *table, routes_error *err);
/** @brief Sets an integer. */
ROUTES_API ROUTES_CHECK routes_status routes_table_set_integer(routes_table *table, size_t column,
                                                               size_t row, int64_t value,
                                                               routes_error *err);
/** @brief Sets a number. */
ROUTES_API ROUTES_CHECK routes_status routes_table_set_number(routes_table *table, size_t column,
                                                              size_t row, double value,
                                                              routes_error *err);
/** @brief Sets a text; copied; must be UTF-8. */
ROUTES_API ROUTES_CHECK routes_status routes_table_set_text(routes_table *table, size_t column,
                                                            size_t row, const char *value,
                                                            routes_error *err);
/** @brief Sets a boolean. */
ROUTES_API ROUTES_CHECK routes_status routes_table_set_boolean(routes_table *table, size_t column,
                                                               size_t row, int value,
                                                               routes_error *err);
/** @brief Sets a date, in days since 1970-01-01. */
ROUTES_API ROUTES_CHECK routes_status routes_table_set_date(routes_table *table, size_t column,
                                                            size_t row, int32_t days,
                                                            routes_error *err);
/** @brief Sets a range; it must pass routes_range_check(). */
ROUTES_API ROUTES_CHECK routes_status routes_table_set_range(routes_table *table, size_t column,
                                                             size_t row, routes_range value,
                                                             routes_error *err);
/** @brief Sets a geometry, [size] bytes of WKB; copied. */
ROUTES_API ROUTES_CHECK routes_status routes_table_set_geometry(routes_table *table, size_t column,
                                                                size_t row, const uint8_t *wkb,
                                                                size_t size, routes_error *err);
/** @brief Empties a value and says why. With ROUTES_VALUE_OK: ROUTES_E_ARGUMENT. */
ROUTES_API ROUTES_CHECK routes_status routes_table_set_status(routes_table *table, size_t column,
                                                              size_t row,
                                                              routes_value_status status,
                                                              routes_error *err);
/** @} */

/** @name Reading a whole column without a copy
 * Borrowed until the table changes; null for a wrong column or type. Where the status is not ok
 * the value is 0, NaN, null, or of size 0.
 * @{ */
/** @brief [rows] Status of each value. */
ROUTES_API const uint8_t *routes_table_status(const routes_table *table, size_t column);
/** @brief [rows] Integers. */
ROUTES_API const int64_t *routes_table_integers(const routes_table *table, size_t column);
/** @brief [rows] Numbers. */
ROUTES_API const double *routes_table_numbers(const routes_table *table, size_t column);
/** @brief [rows] Texts. */
ROUTES_API const char *const *routes_table_texts(const routes_table *table, size_t column);
/** @brief [rows] 0 or 1. */
ROUTES_API const uint8_t *routes_table_booleans(const routes_table *table, size_t column);
/** @brief [rows] Days since 1970-01-01. */
ROUTES_API const int32_t *routes_table_dates(const routes_table *table, size_t column);
/** @brief [rows] Ranges. */
ROUTES_API const routes_range *routes_table_ranges(const routes_table *table, size_t column);
/** @brief [rows] Pointers to WKB; their [rows] sizes go to `sizes`. */
ROUTES_API const uint8_t *const *routes_table_geometries(const routes_table *table, size_t column,
                                                         const size_t **sizes);
/** @} */

/** @brief Text at a row of a text column by name; null when empty or when there is none. */
ROUTES_API const char *routes_table_text_at(const routes_table *table, const char *name,
                                            size_t row);

/** @name What stands behind a table
 * Keys such as method, reference, seed, sources, period, parameters. A value is a text, or JSON
 * where it begins with '{' or '['. Setting a key again replaces its value.
 * @{ */
/** @brief Sets a key; `value` is copied. */
ROUTES_API ROUTES_CHECK routes_status routes_table_set_meta(routes_table *table, const char *key,
                                                            const char *value, routes_error *err);
/** @brief The value of a key, or null. */
ROUTES_API const char *routes_table_meta(const routes_table *table, const char *key);
/** @brief Number of keys. */
ROUTES_API size_t routes_table_meta_size(const routes_table *table);
/** @brief Key and value at `index`, in the order set; null beyond. Either output may be null. */
ROUTES_API const char *routes_table_meta_at(const routes_table *table, size_t index,
                                            const char **value);
/** @brief What kind of result this is; ROUTES_KIND_OPERATIONAL until set, so that a forgotten
 *         kind stays inside. */
ROUTES_API void routes_table_set_kind(routes_table *table, routes_kind kind,
                                      routes_sensitivity sensitivity);
/** @brief The kind set, or ROUTES_KIND_OPERATIONAL. */
ROUTES_API routes_kind routes_table_kind(const routes_table *table);
/** @brief The sensitivity set, or ROUTES_SENSITIVITY_HIGH. */
ROUTES_API routes_sensitivity routes_table_sensitivity(const routes_table *table);
/** @} */

/** @brief The glossary's word for a status: ok, not_stated, suppressed, no_data, merged. */
ROUTES_API const char *routes_value_status_text(routes_value_status status);

/**
 * @brief The table as JSON table schema with rows, as data-frame readers take it.
 *
 * {"schema": {"fields": [...], "primaryKey": [...]}, "data": [...], "meta": {...}}; the key is what
 * the meta key primary_key lists, as "a" or "a|b". A range column
 * x stands as x_low, x_moderate, x_high, x_kind, x_status, a number as x and x_status where any of
 * its values is not ok. Numbers carry 17 significant digits; null is never 0; geometry is left
 * out. An integer column with a null is declared `number`, a date `string`, a boolean `string`
 * (yes, no): the rules of pandas' reader (orient="table").
 *
 * @param[out] out Zero-terminated; free with routes_text_free(). Null on failure.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_table_json(char **out, const routes_table *table,
                                                        routes_error *err);

/** @brief Frees a text that a function of this library gave to the caller. Null is allowed. */
ROUTES_API void routes_text_free(char *text);

ROUTES_END

#endif
