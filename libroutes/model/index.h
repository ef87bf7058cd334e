/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/index.h
 * @brief From a text to the number that was filed under it.
 */
#ifndef ROUTES_MODEL_INDEX_H
#define ROUTES_MODEL_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** @brief A hash table; start from zero. It is searched only, never walked through. */
typedef struct routes_i_index {
    struct routes_i_index_slot *slots;
    size_t capacity; /**< A power of two, or 0. */
    size_t size;
} routes_i_index;

/**
 * @brief Files `value` under `key`, unless something stands there already.
 * @param[in] key Borrowed: must outlive the index.
 * @param[out] before What stood there, or SIZE_MAX when `value` was filed.
 * @return False when memory is out; then nothing has changed.
 */
bool routes_i_index_add(routes_i_index *index, const char *key, size_t value, size_t *before);

/** @brief What is filed under `key`, or SIZE_MAX. */
size_t routes_i_index_find(const routes_i_index *index, const char *key);

/** @brief Frees the table; it is empty again. */
void routes_i_index_free(routes_i_index *index);

#endif
