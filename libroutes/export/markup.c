/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/markup.h"

void routes_i_markup_text(routes_i_text *to, const char *text)
{
    for (; text && *text; text++) {
        switch (*text) {
        case '&':
            routes_i_text_add(to, "&amp;");
            break;
        case '<':
            routes_i_text_add(to, "&lt;");
            break;
        case '>':
            routes_i_text_add(to, "&gt;");
            break;
        case '"':
            routes_i_text_add(to, "&quot;");
            break;
        case '\'':
            routes_i_text_add(to, "&apos;");
            break;
        default:
            /* XML 1.0 has no other control characters than tab and line breaks. */
            if ((unsigned char)*text >= 0x20)
                routes_i_text_bytes(to, text, 1);
            else
                routes_i_text_add(to, " ");
        }
    }
}

void routes_i_markup_element(routes_i_text *to, const char *name, const char *text)
{
    if (!text) {
        routes_i_text_print(to, "<%s/>\n", name);
        return;
    }
    routes_i_text_print(to, "<%s>", name);
    routes_i_markup_text(to, text);
    routes_i_text_print(to, "</%s>\n", name);
}

void routes_i_markup_colour(routes_i_text *to, uint32_t colour)
{
    routes_i_text_print(to, "%u,%u,%u,255", (unsigned)(colour >> 16 & 255),
                        (unsigned)(colour >> 8 & 255), (unsigned)(colour & 255));
}
