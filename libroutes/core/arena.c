/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "core/memory.h"

#define BLOCK_SIZE ((size_t)64 * 1024)

struct routes_i_arena_block {
    struct routes_i_arena_block *before;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

static struct routes_i_arena_block *block_new(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct routes_i_arena_block))
        return NULL;
    struct routes_i_arena_block *block = routes_i_calloc(1, sizeof *block + size);
    if (block)
        block->size = size;
    return block;
}

void *routes_i_arena_take(routes_i_arena *arena, size_t size)
{
    const size_t unit = alignof(max_align_t);
    if (size > SIZE_MAX - unit)
        return NULL;
    size = (size + unit - 1) / unit * unit;

    struct routes_i_arena_block *last = arena->last;
    if (!last || last->size - last->used < size) {
        struct routes_i_arena_block *block = block_new(size > BLOCK_SIZE ? size : BLOCK_SIZE);
        if (!block)
            return NULL;
        block->before = last;
        arena->last = last = block;
    }
    void *piece = last->bytes + last->used;
    last->used += size;
    return piece;
}

void *routes_i_arena_copy(routes_i_arena *arena, const void *bytes, size_t size)
{
    if (size == SIZE_MAX)
        return NULL;
    unsigned char *copy = routes_i_arena_take(arena, size + 1);
    if (copy && size)
        memcpy(copy, bytes, size);
    return copy;
}

char *routes_i_arena_text(routes_i_arena *arena, const char *text)
{
    return text ? routes_i_arena_copy(arena, text, strlen(text)) : NULL;
}

void routes_i_arena_free(routes_i_arena *arena)
{
    while (arena->last) {
        struct routes_i_arena_block *block = arena->last;
        arena->last = block->before;
        routes_i_free(block);
    }
}
