/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/excerpt.h"

#include <stdbool.h>
#include <string.h>

#include "core/text.h"

/* Bytes of the character at the start, or 0 when there is none. */
static size_t character_size(const char *at, size_t left)
{
    for (size_t size = 1; size <= 4 && size <= left; size++)
        if (routes_i_utf8_valid(at, size))
            return size;
    return 0;
}

const char *routes_i_excerpt(char *out, const void *bytes, size_t size)
{
    const size_t room = ROUTES_I_EXCERPT_SIZE - sizeof "...";
    const char *at = bytes;
    const char *end = at + size;
    size_t used = 0;
    while (at < end) {
        bool control = (unsigned char)*at < 0x20 || *at == 0x7F;
        size_t step = control ? 1 : character_size(at, (size_t)(end - at));
        const char *piece = at;
        size_t length = step ? step : 3;
        if (!step)
            piece = "\xEF\xBF\xBD";
        else if (control)
            piece = " ";
        if (used + length > room) {
            memcpy(out + used, "...", 3);
            used += 3;
            break;
        }
        memcpy(out + used, piece, length);
        used += length;
        at += step ? step : 1;
    }
    out[used] = '\0';
    return out;
}
