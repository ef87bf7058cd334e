/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/webpage_sources.h"

#include <math.h>
#include <string.h>

#include "core/json.h"
#include "render/webpage_text.h"

static void join(routes_i_text *to, bool *any, const char *text)
{
    if (!text || !*text)
        return;
    routes_i_text_add(to, *any ? ", " : "");
    routes_i_webpage_html(to, text);
    *any = true;
}

static const char *text_of(const routes_i_json_value *source, const char *key)
{
    return routes_i_json_string(routes_i_json_member(source, key));
}

static void add_source(routes_i_text *to, const routes_i_json_value *source)
{
    const char *author = text_of(source, "author"), *licence = text_of(source, "licence");
    double year = routes_i_json_double(routes_i_json_member(source, "year"));
    bool any = false;
    routes_i_text_add(to, "<div><dt>");
    routes_i_webpage_html(to, text_of(source, "source_id"));
    routes_i_text_add(to, "</dt><dd>");
    join(to, &any, author ? author : text_of(source, "publisher"));
    join(to, &any, text_of(source, "title"));
    if (!isnan(year))
        routes_i_text_print(to, "%s%d", any ? ", " : "", (int)year);
    if (licence && *licence) {
        routes_i_text_add(to, " (");
        routes_i_webpage_html(to, licence);
        routes_i_text_add(to, ")");
    }
    routes_i_text_add(to, "</dd></div>\n");
}

routes_status routes_i_webpage_sources(routes_i_text *to, const routes_release *release,
                                       routes_error *err)
{
    char *text = NULL;
    routes_i_json *json = NULL;
    routes_status status = routes_release_provenance(&text, release, err);
    if (!status)
        status = routes_i_json_read(&json, text, strlen(text), err);
    if (!status) {
        const routes_i_json_value *list = routes_i_json_member(routes_i_json_root(json), "sources");
        for (size_t i = 0; i < routes_i_json_size(list); i++)
            add_source(to, routes_i_json_item(list, i));
    }
    routes_i_json_free(json);
    routes_text_free(text);
    return status;
}
