/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/memory.h"
#include "model/check.h"

static void mark(const routes_i_check *check, bool *linked, const char *id)
{
    size_t at = id ? routes_i_index_find(&check->resolved->ids[ROUTES_CROSSINGS], id) : SIZE_MAX;
    if (at != SIZE_MAX)
        linked[at] = true;
}

void routes_i_check_network(routes_i_check *check)
{
    size_t count, link_count;
    const routes_crossing *crossings = routes_model_crossings(check->model, &count);
    const routes_link *links = routes_model_links(check->model, &link_count);
    bool *linked = routes_i_calloc(count + 1, sizeof *linked);
    if (!linked) {
        routes_i_check_no_memory(check);
        return;
    }
    for (size_t i = 0; i < link_count; i++) {
        mark(check, linked, links[i].from);
        mark(check, linked, links[i].to);
    }
    for (size_t i = 0; i < count; i++)
        if (!linked[i]) {
            routes_i_check_at(check, ROUTES_CROSSINGS, i);
            routes_i_site_fault(&check->site, ROUTES_SEVERITY_NOTE, "crossing_id",
                                crossings[i].crossing_id, "a link from or to it",
                                "no link leads to the crossing: no lane is laid over it");
        }
    routes_i_free(linked);
}
