/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/index.h"

#include <string.h>

#include "core/memory.h"

struct routes_i_index_slot {
    const char *key; /* null: free */
    size_t value;
};

/* FNV-1a, 64 bit: G. Fowler, L. C. Noll, K.-P. Vo, 1991. */
static uint64_t hash(const char *key)
{
    uint64_t value = UINT64_C(14695981039346656037);
    for (; *key; key++)
        value = (value ^ (unsigned char)*key) * UINT64_C(1099511628211);
    return value ^ value >> 32;
}

/* The slot that holds `key`, or the free one where it would go. */
static struct routes_i_index_slot *slot_of(struct routes_i_index_slot *slots, size_t capacity,
                                           const char *key)
{
    size_t at = (size_t)hash(key) & (capacity - 1);
    while (slots[at].key && strcmp(slots[at].key, key) != 0)
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

/* Keeps at least a third of the slots free, so that searches stay short. */
static bool reserve_one(routes_i_index *index)
{
    if (index->capacity && index->size + 1 <= index->capacity / 3 * 2)
        return true;
    size_t capacity = index->capacity ? index->capacity * 2 : 16;
    struct routes_i_index_slot *slots = routes_i_calloc(capacity, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < index->capacity; i++)
        if (index->slots[i].key)
            *slot_of(slots, capacity, index->slots[i].key) = index->slots[i];
    routes_i_free(index->slots);
    index->slots = slots;
    index->capacity = capacity;
    return true;
}

bool routes_i_index_add(routes_i_index *index, const char *key, size_t value, size_t *before)
{
    if (!reserve_one(index))
        return false;
    struct routes_i_index_slot *slot = slot_of(index->slots, index->capacity, key);
    *before = slot->key ? slot->value : SIZE_MAX;
    if (!slot->key) {
        *slot = (struct routes_i_index_slot){key, value};
        index->size++;
    }
    return true;
}

size_t routes_i_index_find(const routes_i_index *index, const char *key)
{
    if (!index->capacity)
        return SIZE_MAX;
    const struct routes_i_index_slot *slot = slot_of(index->slots, index->capacity, key);
    return slot->key ? slot->value : SIZE_MAX;
}

void routes_i_index_free(routes_i_index *index)
{
    routes_i_free(index->slots);
    *index = (routes_i_index){0};
}
