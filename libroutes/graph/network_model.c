/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The network of a model. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "core/text.h"
#include "graph/diffuse.h"
#include "graph/network.h"
#include "routes/decimal.h"
#include "routes/geodesic.h"

static routes_status add_places(routes_network *network, const routes_model *model,
                                routes_error *err)
{
    size_t count;
    const routes_place *places = routes_model_places(model, &count);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < count && !status; i++) {
        routes_node node = {.kind = ROUTES_NODE_PLACE,
                            .id = places[i].place_id,
                            .name = places[i].name,
                            .country = places[i].country,
                            .row = i,
                            .lon = places[i].lon,
                            .lat = places[i].lat};
        status = routes_i_network_add_node(NULL, network, &node, err);
    }
    return status;
}

static routes_status add_crossings(routes_network *network, const routes_model *model,
                                   routes_error *err)
{
    size_t count;
    const routes_crossing *crossings = routes_model_crossings(model, &count);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < count && !status; i++) {
        routes_node node = {.kind = ROUTES_NODE_CROSSING,
                            .id = crossings[i].crossing_id,
                            .name = crossings[i].name,
                            .country = crossings[i].country_a,
                            .country_other = crossings[i].country_b,
                            .row = i,
                            .lon = crossings[i].lon,
                            .lat = crossings[i].lat};
        status = routes_i_network_add_node(NULL, network, &node, err);
    }
    return status;
}

/* 30 June of the latest year of which a lane speaks; no date when there is no lane. */
static int32_t middle_of_latest_year(const routes_model *model)
{
    size_t count;
    const routes_lane *lanes = routes_model_lanes(model, &count);
    int32_t latest = ROUTES_NO_DATE;
    char text[16];
    for (size_t i = 0; i < count; i++)
        if (lanes[i].period_end != ROUTES_NO_DATE && lanes[i].period_end > latest)
            latest = lanes[i].period_end;
    routes_i_date_text(text, latest);
    if (!*text)
        return ROUTES_NO_DATE;
    memcpy(text + 5, "06-30", sizeof "06-30");
    return routes_i_date_read(&latest, text) ? latest : ROUTES_NO_DATE;
}

static int is_open(const routes_link *link, int32_t day)
{
    if (day == ROUTES_NO_DATE)
        return 1;
    return (link->open_from == ROUTES_NO_DATE || link->open_from <= day) &&
           (link->open_to == ROUTES_NO_DATE || link->open_to >= day);
}

static routes_status add_link(routes_network *network, routes_i_links *links,
                              const routes_link *link, size_t row, routes_error *err)
{
    uint32_t from = routes_network_find(network, link->from);
    uint32_t to = routes_network_find(network, link->to);
    if (from == ROUTES_GRAPH_NONE || to == ROUTES_GRAPH_NONE)
        return routes_i_fail(err, ROUTES_E_DATA, "link \"%s\" has an end that is no node",
                             link->link_id);
    const routes_node *a = &network->nodes[from], *b = &network->nodes[to];
    double length_m = link->length_m;
    if (isnan(length_m))
        length_m = routes_geodesic_distance((routes_point){a->lon, a->lat},
                                            (routes_point){b->lon, b->lat});
    routes_i_link made = {.about = {link->link_id, row, link->mode, link->link_class, length_m},
                          .from = from,
                          .to = to,
                          .time_ms = -1,
                          .reliability = link->reliability,
                          .both_ways = link->both_ways != ROUTES_NO};
    routes_status status = routes_decimal_round(&made.length_um, length_m, 6, err);
    if (!status && !isnan(link->time_s))
        status = routes_decimal_round(&made.time_ms, link->time_s, 3, err);
    return status ? status : routes_i_network_add_link(network, links, &made, err);
}

static routes_status add_links(routes_network *network, routes_i_links *links,
                               const routes_model *model, int32_t day, routes_error *err)
{
    size_t count;
    const routes_link *rows = routes_model_links(model, &count);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < count && !status; i++)
        if (is_open(&rows[i], day))
            status = add_link(network, links, &rows[i], i, err);
    return status;
}

static routes_status read_options(routes_network_options *use, int32_t *day,
                                  const routes_model *model, const routes_network_options *given,
                                  routes_error *err)
{
    routes_status status = routes_i_options_read(use, sizeof *use, given, err);
    if (status)
        return status;
    if (use->diffuse_factor == 0.0)
        use->diffuse_factor = 3.0;
    if (!(use->diffuse_factor >= 1.0) || !isfinite(use->diffuse_factor))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.diffuse_factor is %g, must be 1 or above",
                             use->diffuse_factor);
    *day = middle_of_latest_year(model);
    if (use->date && !routes_i_date_read(day, use->date))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.date \"%s\" is no date, YYYY-MM-DD",
                             use->date);
    return ROUTES_OK;
}

routes_status routes_network_new(routes_network **out, const routes_model *model,
                                 const routes_network_options *options, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!model || !routes_model_is_checked(model))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "the model must have passed routes_model_check()");
    routes_network_options use;
    int32_t day;
    routes_status status = read_options(&use, &day, model, options, err);
    if (status)
        return status;

    routes_network *network = NULL;
    routes_i_links links = {0};
    status = routes_i_network_new(&network, err);
    if (!status)
        status = add_places(network, model, err);
    if (!status)
        status = add_crossings(network, model, err);
    if (!status)
        status = add_links(network, &links, model, day, err);
    if (!status && !use.without_diffuse)
        status = routes_i_diffuse_add(network, &links, model, use.diffuse_factor, use.run, err);
    if (!status)
        status = routes_i_network_freeze(network, &links, err);
    if (status) {
        routes_i_free(links.links);
        routes_network_free(network);
        return status;
    }
    *out = network;
    return ROUTES_OK;
}
