/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/diffuse.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/run.h"
#include "core/text.h"
#include "routes/border.h"
#include "routes/decimal.h"
#include "routes/geodesic.h"

/* Outlines of provinces and of countries come from two layers of one maker. */
#define TOLERANCE_M 100.0

/* What the pairs have in common. */
struct work {
    routes_network *network;
    routes_i_links *links;
    const routes_model *model;
    double factor;
    const routes_run *run;
    routes_error *err;
};

static routes_wkb shape_of(const routes_area *area)
{
    return (routes_wkb){area->wkb, area->wkb_size};
}

static int boxes_meet(const routes_area *a, const routes_area *b)
{
    const double margin = 0.01; /* degrees, above the tolerance up to 84 degrees of latitude */
    routes_box x, y;
    if (routes_wkb_describe(NULL, NULL, &x, shape_of(a), NULL) ||
        routes_wkb_describe(NULL, NULL, &y, shape_of(b), NULL))
        return 0;
    return x.west <= y.east + margin && y.west <= x.east + margin && x.south <= y.north + margin &&
           y.south <= x.north + margin;
}

/* The place of a country nearest to a point, as a node; of equals the first. */
static uint32_t nearest_place(const struct work *work, const char *country, routes_point point)
{
    uint32_t best = ROUTES_GRAPH_NONE;
    double least = INFINITY;
    for (size_t i = 0; i < work->network->node_count; i++) {
        const routes_node *node = &work->network->nodes[i];
        if (node->kind != ROUTES_NODE_PLACE || !node->country ||
            strcmp(node->country, country) != 0)
            continue;
        double distance = routes_geodesic_distance(point, (routes_point){node->lon, node->lat});
        if (distance < least) {
            least = distance;
            best = (uint32_t)i;
        }
    }
    return best;
}

static uint32_t capital_node(const struct work *work, size_t province)
{
    size_t place = routes_model_capital(work->model, province);
    return place == SIZE_MAX
               ? ROUTES_GRAPH_NONE
               : routes_network_find(work->network,
                                     routes_model_places(work->model, NULL)[place].place_id);
}

static routes_status join(const struct work *work, const char *crossing, char side, uint32_t from,
                          uint32_t to)
{
    const routes_node *a = &work->network->nodes[from], *b = &work->network->nodes[to];
    routes_i_text id = {0};
    routes_i_link link = {
        .from = from, .to = to, .time_ms = -1, .reliability = NAN, .both_ways = 1};
    double length_m = work->factor * routes_geodesic_distance((routes_point){a->lon, a->lat},
                                                              (routes_point){b->lon, b->lat});
    routes_i_text_print(&id, "%s-%c", crossing, side);
    if (id.failed) {
        routes_i_text_free(&id);
        return routes_i_fail(work->err, ROUTES_E_MEMORY, "no memory for a diffuse link");
    }
    link.about =
        (routes_network_link){id.bytes, SIZE_MAX, ROUTES_MODE_LAND, ROUTES_LINK_DIFFUSE, length_m};
    routes_status status = routes_decimal_round(&link.length_um, length_m, 6, work->err);
    if (!status)
        status = routes_i_network_add_link(work->network, work->links, &link, work->err);
    routes_i_text_free(&id);
    return status;
}

/* The crossing at the middle of the border, and its links to both sides. */
static routes_status add_crossing(const struct work *work, size_t province,
                                  const routes_area *country, routes_point middle)
{
    const routes_area *area = &routes_model_areas(work->model, NULL)[province];
    uint32_t here = capital_node(work, province);
    uint32_t there = nearest_place(work, country->country, middle);
    if (here == ROUTES_GRAPH_NONE || there == ROUTES_GRAPH_NONE) {
        routes_i_run_log(work->run, ROUTES_LOG_WARNING,
                         "no diffuse crossing from %s to %s: no %s is known", area->name,
                         country->name, here == ROUTES_GRAPH_NONE ? "capital" : "place abroad");
        return ROUTES_OK;
    }
    routes_i_text id = {0}, name = {0};
    uint32_t node = 0;
    routes_i_text_print(&id, "D-%s-%s", area->area_id, country->country);
    routes_i_text_print(&name, "other crossings, %s - %s", area->name, country->name);
    routes_node made = {.kind = ROUTES_NODE_DIFFUSE,
                        .id = id.bytes,
                        .name = name.bytes,
                        .country = area->country,
                        .country_other = country->country,
                        .row = province,
                        .lon = middle.lon,
                        .lat = middle.lat};
    routes_status status =
        id.failed || name.failed
            ? routes_i_fail(work->err, ROUTES_E_MEMORY, "no memory for a diffuse crossing")
            : routes_i_network_add_node(&node, work->network, &made, work->err);
    if (!status)
        status = join(work, id.bytes, 'a', here, node);
    if (!status)
        status = join(work, id.bytes, 'b', node, there);
    routes_i_text_free(&id);
    routes_i_text_free(&name);
    return status;
}

static routes_status add_pair(const struct work *work, size_t province, const routes_area *country)
{
    const routes_area *area = &routes_model_areas(work->model, NULL)[province];
    const routes_wkb shapes[] = {shape_of(area), shape_of(country)};
    routes_border_options options = ROUTES_BORDER_OPTIONS;
    routes_point middle;
    routes_error why;
    if (!boxes_meet(area, country))
        return ROUTES_OK;
    options.tolerance_m = TOLERANCE_M;
    routes_status status = routes_border_common(NULL, NULL, NULL, &middle, shapes, &options, &why);
    if (status == ROUTES_E_NOT_FOUND)
        return ROUTES_OK;
    if (status)
        return routes_i_fail(work->err, status, "%s", why.message);
    return add_crossing(work, province, country, middle);
}

static int is_home_province(const routes_model *model, const routes_area *area)
{
    const char *home = routes_model_home(model);
    return home && area->level == ROUTES_LEVEL_PROVINCE && area->country && area->wkb_size &&
           strcmp(area->country, home) == 0;
}

static int is_abroad(const routes_model *model, const routes_area *area)
{
    const char *home = routes_model_home(model);
    return home && area->level == ROUTES_LEVEL_COUNTRY && area->country && area->wkb_size &&
           strcmp(area->country, home) != 0;
}

routes_status routes_i_diffuse_add(routes_network *network, routes_i_links *links,
                                   const routes_model *model, double factor, const routes_run *run,
                                   routes_error *err)
{
    const struct work work = {network, links, model, factor, run, err};
    size_t count;
    const routes_area *areas = routes_model_areas(model, &count);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < count && !status; i++)
        for (size_t k = 0; is_home_province(model, &areas[i]) && k < count && !status; k++)
            if (is_abroad(model, &areas[k]))
                status = add_pair(&work, i, &areas[k]);
    return status;
}
