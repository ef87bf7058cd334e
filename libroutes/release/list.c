/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/list.h"

#include <string.h>

#include "core/json.h"
#include "core/memory.h"

routes_status routes_i_list_split(routes_i_list *list, const char *text, routes_error *err)
{
    *list = (routes_i_list){0};
    size_t size = text ? strlen(text) : 0, most = 1;
    if (size == 0)
        return ROUTES_OK;
    for (size_t i = 0; i < size; i++)
        most += text[i] == '|';
    list->bytes = routes_i_calloc(size + 1, 1);
    list->items = routes_i_calloc(most, sizeof *list->items);
    if (!list->bytes || !list->items) {
        routes_i_list_free(list);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a list of %zu items", most);
    }
    memcpy(list->bytes, text, size);
    for (char *at = list->bytes; at;) {
        char *stop = strchr(at, '|');
        if (stop)
            *stop = '\0';
        if (*at)
            list->items[list->count++] = at;
        at = stop ? stop + 1 : NULL;
    }
    return ROUTES_OK;
}

routes_status routes_i_list_read(routes_i_list *list, const char *json, routes_error *err)
{
    *list = (routes_i_list){0};
    routes_i_json *read = NULL;
    routes_i_text joined = {0};
    routes_status status = json ? routes_i_json_read(&read, json, strlen(json), err) : ROUTES_OK;
    if (status)
        return status;
    const routes_i_json_value *root = routes_i_json_root(read);
    for (size_t i = 0; json && i < routes_i_json_size(root); i++) {
        const char *item = routes_i_json_string(routes_i_json_item(root, i));
        routes_i_text_print(&joined, "|%s", item ? item : "");
    }
    status = joined.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a list")
                           : routes_i_list_split(list, routes_i_text_get(&joined), err);
    routes_i_text_free(&joined);
    routes_i_json_free(read);
    return status;
}

void routes_i_list_free(routes_i_list *list)
{
    routes_i_free(list->bytes);
    routes_i_free(list->items);
    *list = (routes_i_list){0};
}
