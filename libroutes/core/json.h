/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/json.h
 * @brief Writing JSON piece by piece, and the few reads that the rooms need.
 */
#ifndef ROUTES_CORE_JSON_H
#define ROUTES_CORE_JSON_H

#include "core/text.h"

/** @brief Appends a JSON string, quoted and escaped; `null` for null. */
void routes_i_json_text(routes_i_text *to, const char *value);

/** @brief Appends a number with 17 significant digits; `null` when it is not finite. */
void routes_i_json_number(routes_i_text *to, double value);

/** @brief A JSON document read whole. Opaque; borrowed values live as long as it does. */
typedef struct routes_i_json routes_i_json;
/** @brief A value within a document; null stands for a value that is not there. */
typedef struct routes_i_json_value routes_i_json_value;

/**
 * @brief Parses `size` bytes of UTF-8 JSON, strictly, at most 64 levels deep.
 * @retval ROUTES_E_DATA What is wrong, with the byte offset.
 */
routes_status routes_i_json_read(routes_i_json **out, const char *bytes, size_t size,
                                 routes_error *err);
/** @brief Frees a document. Null is allowed. */
void routes_i_json_free(routes_i_json *json);
/** @brief The outermost value. */
const routes_i_json_value *routes_i_json_root(const routes_i_json *json);
/** @brief Member of an object, or null. */
const routes_i_json_value *routes_i_json_member(const routes_i_json_value *value, const char *key);
/** @brief Items of an array; 0 for anything else. */
size_t routes_i_json_size(const routes_i_json_value *value);
/** @brief Item of an array, or null. */
const routes_i_json_value *routes_i_json_item(const routes_i_json_value *value, size_t index);
/** @brief The text of a string, or null for anything else. */
const char *routes_i_json_string(const routes_i_json_value *value);
/** @brief The value of a number, or NaN for anything else. */
double routes_i_json_double(const routes_i_json_value *value);
/** @brief 1 for true, 0 for false, -1 for anything else. */
int routes_i_json_truth(const routes_i_json_value *value);

#endif
