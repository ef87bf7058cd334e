/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/repeat.h"

#include "core/memory.h"

void routes_i_repeats_free(routes_i_repeats *repeats)
{
    routes_i_free(repeats->hashes);
    routes_i_free(repeats->slots);
    *repeats = (routes_i_repeats){0};
}

/* FNV-1a of G. Fowler, L. Noll and P. Vo. */
uint64_t routes_i_repeats_hash(uint64_t hash, const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    hash ^= UINT64_C(0xCBF29CE484222325);
    do
        hash = (hash ^ *at) * UINT64_C(0x100000001B3);
    while (*at++);
    return hash;
}

static size_t free_slot(const routes_i_repeats *repeats, uint64_t hash)
{
    size_t at = (size_t)(hash ^ hash >> 32) % repeats->slot_count;
    while (repeats->slots[at])
        at = at + 1 == repeats->slot_count ? 0 : at + 1;
    return at;
}

/* Twice the room; a third of the slots stays free. */
static bool grow(routes_i_repeats *repeats)
{
    size_t capacity = repeats->capacity ? repeats->capacity * 2 : 64;
    uint64_t *hashes = routes_i_realloc(repeats->hashes, capacity, sizeof *hashes);
    if (!hashes)
        return false;
    repeats->hashes = hashes;
    size_t count = capacity + capacity / 2;
    size_t *slots = routes_i_calloc(count, sizeof *slots);
    if (!slots)
        return false;
    routes_i_free(repeats->slots);
    repeats->slots = slots;
    repeats->slot_count = count;
    repeats->capacity = capacity;
    for (size_t i = 0; i < repeats->size; i++)
        slots[free_slot(repeats, hashes[i])] = i + 1;
    return true;
}

bool routes_i_repeats_add(size_t *earlier, routes_i_repeats *repeats, uint64_t hash,
                          routes_i_repeats_same same, void *user)
{
    *earlier = SIZE_MAX;
    if (repeats->size == repeats->capacity && !grow(repeats))
        return false;
    size_t at = (size_t)(hash ^ hash >> 32) % repeats->slot_count;
    for (; repeats->slots[at]; at = at + 1 == repeats->slot_count ? 0 : at + 1) {
        size_t item = repeats->slots[at] - 1;
        if (item < *earlier && repeats->hashes[item] == hash && same(item, user))
            *earlier = item;
    }
    repeats->slots[at] = repeats->size + 1;
    repeats->hashes[repeats->size++] = hash;
    return true;
}
