/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/near.h"

#include <string.h>

#include "core/memory.h"

/* The character at `*at`, which moves on; the text is known to be UTF-8. */
static int32_t next_character(const char **at)
{
    const unsigned char *p = (const unsigned char *)*at;
    int more = p[0] < 0x80 ? 0 : p[0] < 0xE0 ? 1 : p[0] < 0xF0 ? 2 : 3;
    int32_t c = more ? p[0] & (0x3F >> more) : p[0];
    int read = 1;
    while (read <= more && (p[read] & 0xC0) == 0x80)
        c = c << 6 | (p[read++] & 0x3F);
    *at += read;
    return c;
}

static size_t split(int32_t *to, const char *text)
{
    size_t size = 0;
    while (*text)
        to[size++] = next_character(&text);
    return size;
}

static size_t allowed(size_t size)
{
    return size <= 2 ? 0 : size <= 5 ? 1 : size <= 9 ? 2 : 3;
}

void routes_i_near_start(routes_i_near *near, const char *wanted)
{
    *near = (routes_i_near){0};
    near->wanted = routes_i_calloc(strlen(wanted) + 1, sizeof *near->wanted);
    near->failed = !near->wanted;
    if (near->failed)
        return;
    near->wanted_size = split(near->wanted, wanted);
    near->distance = allowed(near->wanted_size) + 1;
}

static bool reserve(routes_i_near *near, size_t size)
{
    if (size <= near->capacity)
        return true;
    int32_t *tried = routes_i_realloc(near->tried, size, sizeof *tried);
    if (tried)
        near->tried = tried;
    size_t *rows = tried ? routes_i_realloc(near->rows, 3 * size, sizeof *rows) : NULL;
    if (!rows) {
        near->failed = true;
        return false;
    }
    near->rows = rows;
    near->capacity = size;
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Distance to the tried word of `size` characters, or anything above `most`. */
static size_t distance(const routes_i_near *near, size_t size, size_t most)
{
    size_t *before = near->rows, *last = before + size + 1, *now = last + size + 1;
    for (size_t j = 0; j <= size; j++)
        last[j] = j;
    for (size_t i = 1; i <= near->wanted_size; i++) {
        const int32_t *a = &near->wanted[i - 1];
        size_t best_of_row = now[0] = i;
        for (size_t j = 1; j <= size; j++) {
            const int32_t *b = &near->tried[j - 1];
            now[j] = least(last[j - 1] + (*a != *b), least(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[0] == b[-1] && a[-1] == b[0])
                now[j] = least(now[j], before[j - 2] + 1);
            best_of_row = least(best_of_row, now[j]);
        }
        if (best_of_row > most)
            return most + 1;
        size_t *oldest = before;
        before = last;
        last = now;
        now = oldest;
    }
    return last[size];
}

void routes_i_near_try(routes_i_near *near, const char *key, const char *word, size_t value)
{
    size_t bytes = strlen(key);
    if (near->failed || near->distance == 0 || !reserve(near, bytes + 1))
        return;
    size_t size = split(near->tried, key);
    size_t most = near->distance;
    size_t gap = size > near->wanted_size ? size - near->wanted_size : near->wanted_size - size;
    if (gap > most)
        return;
    size_t found = distance(near, size, most);
    bool nearer = found < most || (found == most && near->key && strcmp(key, near->key) < 0);
    if (!nearer)
        return;
    near->distance = found;
    near->key = key;
    near->best = word;
    near->value = value;
}

void routes_i_near_end(routes_i_near *near)
{
    routes_i_free(near->wanted);
    routes_i_free(near->tried);
    routes_i_free(near->rows);
    near->wanted = NULL;
    near->tried = NULL;
    near->rows = NULL;
    near->capacity = 0;
}
