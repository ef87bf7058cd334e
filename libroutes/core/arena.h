/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/arena.h
 * @brief Many small pieces that live and die together.
 */
#ifndef ROUTES_CORE_ARENA_H
#define ROUTES_CORE_ARENA_H

#include <stddef.h>

/** @brief A chain of blocks; start from zero. Pieces never move. */
typedef struct routes_i_arena {
    struct routes_i_arena_block *last;
} routes_i_arena;

/** @brief `size` zeroed bytes, aligned for any type, or null when there is no memory. */
void *routes_i_arena_take(routes_i_arena *arena, size_t size);

/** @brief A copy of `size` bytes, a zero byte added behind them; null when there is no memory. */
void *routes_i_arena_copy(routes_i_arena *arena, const void *bytes, size_t size);

/** @brief A copy of a text; null for null or when there is no memory. */
char *routes_i_arena_text(routes_i_arena *arena, const char *text);

/** @brief Frees all pieces; the arena is empty and usable again. */
void routes_i_arena_free(routes_i_arena *arena);

#endif
