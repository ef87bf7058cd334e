/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/repeat.h
 * @brief Which rows of a file say what an earlier one has said: keys met before, by hash.
 */
#ifndef ROUTES_SOURCE_REPEAT_H
#define ROUTES_SOURCE_REPEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** @brief Keys met so far; start from zero, end with routes_i_repeats_free(). */
typedef struct routes_i_repeats {
    uint64_t *hashes; /**< [size] */
    size_t size;
    size_t capacity;
    size_t *slots; /**< [slot_count] Item + 1, 0 where free. */
    size_t slot_count;
} routes_i_repeats;

/** @brief Whether the key under way is that of the item `earlier`; its hash is. */
typedef bool (*routes_i_repeats_same)(size_t earlier, void *user);

/** @brief Frees the keys. */
void routes_i_repeats_free(routes_i_repeats *repeats);

/** @brief The hash of a text, going on from `hash`, at first 0. Its end is part of it. */
uint64_t routes_i_repeats_hash(uint64_t hash, const char *text);

/**
 * @brief Adds the next item.
 * @param[out] earlier The first item with the same key, or SIZE_MAX.
 * @return False: no memory.
 */
bool routes_i_repeats_add(size_t *earlier, routes_i_repeats *repeats, uint64_t hash,
                          routes_i_repeats_same same, void *user);

#endif
