/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/lane_things.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

static routes_status add(routes_i_lane_things *things, size_t *size, size_t thing,
                         routes_error *err)
{
    if (*size == things->capacity) {
        size_t capacity = 2 * things->capacity + 64;
        uint32_t *grown = routes_i_realloc(things->thing, capacity, sizeof *grown);
        if (!grown)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for what lanes share");
        things->thing = grown;
        things->capacity = capacity;
    }
    things->thing[(*size)++] = (uint32_t)thing;
    return ROUTES_OK;
}

/* An end as a number: its province where it has one at home, else itself; SIZE_MAX for the home
 * country, which is where everything is. */
static size_t number_of(const routes_model *model, routes_end end)
{
    const char *home = routes_model_home(model);
    size_t province = routes_model_end_province(model, end);
    size_t before = 0;
    if (province != SIZE_MAX)
        return province;
    if (end.entity == ROUTES_AREAS) {
        const char *country = routes_model_end_country(model, end);
        return home && country && strcmp(home, country) == 0 ? SIZE_MAX : end.index;
    }
    before += routes_model_size(model, ROUTES_AREAS);
    if (end.entity == ROUTES_PLACES)
        return before + end.index;
    before += routes_model_size(model, ROUTES_PLACES);
    if (end.entity == ROUTES_CROSSINGS)
        return before + end.index;
    return before + routes_model_size(model, ROUTES_CROSSINGS) + end.index;
}

static routes_status add_ends(routes_i_lane_things *things, size_t *size, const routes_model *model,
                              size_t lane, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (int side = ROUTES_SIDE_FROM; side <= ROUTES_SIDE_VIA; side++) {
        size_t count;
        const routes_end *ends = routes_model_ends(model, lane, (routes_side)side, &count);
        for (size_t i = 0; i < count && !status; i++) {
            size_t number = number_of(model, ends[i]);
            if (number != SIZE_MAX)
                status = add(things, size, number, err);
        }
    }
    return status;
}

static routes_status add_links(routes_i_lane_things *things, size_t *size,
                               const routes_laying *laying, size_t lane, routes_error *err)
{
    size_t first = 0, count = 0;
    routes_status status = ROUTES_OK;
    routes_laying_lane(laying, lane, &first, &count);
    for (size_t b = first; b < first + count; b++) {
        const routes_branch *branch = routes_laying_at(laying, b);
        for (size_t i = 0; i < branch->steps && !status; i++)
            status = add(things, size, branch->links[i], err);
    }
    return status;
}

routes_status routes_i_lane_things_list(routes_i_lane_things *things, const routes_model *model,
                                        const routes_network *network, const routes_laying *laying,
                                        const size_t *order, size_t count,
                                        routes_lane_neighbours by, routes_error *err)
{
    routes_status status = ROUTES_OK;
    size_t size = 0;
    things->things = by == ROUTES_LANE_NEIGHBOURS_LINKS
                         ? routes_graph_links(routes_network_graph(network))
                         : routes_model_size(model, ROUTES_AREAS) +
                               routes_model_size(model, ROUTES_PLACES) +
                               routes_model_size(model, ROUTES_CROSSINGS) +
                               routes_model_size(model, ROUTES_GROUPS);
    things->start = routes_i_calloc(count + 1, sizeof *things->start);
    if (!things->start)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu lanes", count);
    for (size_t i = 0; i < count && !status; i++) {
        status = by == ROUTES_LANE_NEIGHBOURS_LINKS
                     ? add_links(things, &size, laying, order[i], err)
                     : add_ends(things, &size, model, order[i], err);
        things->start[i + 1] = size;
    }
    return status;
}

void routes_i_lane_things_free(routes_i_lane_things *things)
{
    routes_i_free(things->start);
    routes_i_free(things->thing);
    *things = (routes_i_lane_things){0};
}
