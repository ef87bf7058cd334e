/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/memory.h"
#include "model/check.h"

static void mark(const routes_i_check *check, bool *linked, const char *id)
{
    size_t at = id ? routes_i_index_find(&check->resolved->ids[ROUTES_CROSSINGS], id) : SIZE_MAX;
    if (at != SIZE_MAX)
        linked[at] = true;
}

static void check_crossings(routes_i_check *check)
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

/* Countries abroad that a lane begins or ends in. */
static void check_hubs(routes_i_check *check)
{
    size_t count;
    size_t lanes = routes_model_size(check->model, ROUTES_LANES);
    const routes_area *areas = routes_model_areas(check->model, &count);
    bool *wanted = routes_i_calloc(count + 1, sizeof *wanted);
    if (!wanted) {
        routes_i_check_no_memory(check);
        return;
    }
    for (size_t i = 0; i < 3 * lanes; i++) {
        const routes_i_ends *ends = &check->resolved->lane_ends[i];
        for (size_t e = 0; e < ends->count && i % 3 != ROUTES_SIDE_VIA; e++)
            if (routes_i_class_of(check->model, ends->ends[e]) == ROUTES_I_CLASS_COUNTRY)
                wanted[ends->ends[e].index] = true;
    }
    for (size_t i = 0; i < count; i++) {
        const char *country = check->resolved->countries[i];
        bool home = country && check->resolved->home && strcmp(country, check->resolved->home) == 0;
        if (!wanted[i] || home || check->resolved->capitals[i] != SIZE_MAX)
            continue;
        char shown[ROUTES_I_SHOWN_SIZE];
        routes_i_check_at(check, ROUTES_AREAS, i);
        routes_i_site_show(shown, areas[i].name ? areas[i].name : "");
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_NOTE, "area_id", areas[i].area_id,
                            "a place there with the role hub",
                            "country %s has no hub: its lanes are drawn, not laid", shown);
    }
    routes_i_free(wanted);
}

void routes_i_check_network(routes_i_check *check)
{
    check_crossings(check);
    if (!check->site.status)
        check_hubs(check);
}
