/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/markup.h"

void routes_i_markup_element(routes_i_text *to, const char *name, const char *text)
{
    if (!text) {
        routes_i_text_print(to, "<%s/>\n", name);
        return;
    }
    routes_i_text_print(to, "<%s>", name);
    routes_i_text_markup(to, text);
    routes_i_text_print(to, "</%s>\n", name);
}

void routes_i_markup_colour(routes_i_text *to, uint32_t colour)
{
    routes_i_text_print(to, "%u,%u,%u,255", (unsigned)(colour >> 16 & 255),
                        (unsigned)(colour >> 8 & 255), (unsigned)(colour & 255));
}
