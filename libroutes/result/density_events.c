/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/density_events.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/ids.h"
#include "core/memory.h"
#include "core/text.h"
#include "routes/decimal.h"
#include "routes/geodesic.h"
#include "routes/geometry.h"
#include "routes/snap.h"

routes_status routes_i_link_order_new(routes_i_link_order *order, const routes_network *network,
                                      routes_error *err)
{
    size_t count = routes_graph_links(routes_network_graph(network));
    routes_i_id *sorted = routes_i_calloc(count, sizeof *sorted);
    *order = (routes_i_link_order){.network = network, .count = count};
    order->links = routes_i_calloc(count, sizeof *order->links);
    order->rank = routes_i_calloc(count, sizeof *order->rank);
    if (!sorted || !order->links || !order->rank) {
        routes_i_free(sorted);
        routes_i_link_order_free(order);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu links", count);
    }
    for (uint32_t l = 0; l < count; l++)
        sorted[l] = (routes_i_id){routes_network_link_at(network, l)->id, l};
    routes_i_ids_sort(sorted, count);
    for (uint32_t i = 0; i < count; i++) {
        order->links[i] = (uint32_t)sorted[i].row;
        order->rank[sorted[i].row] = i;
    }
    routes_i_free(sorted);
    return ROUTES_OK;
}

void routes_i_link_order_free(routes_i_link_order *order)
{
    routes_i_free(order->links);
    routes_i_free(order->rank);
    *order = (routes_i_link_order){0};
}

/* What is read, and where faults are. */
struct reader {
    const routes_i_link_order *order;
    const routes_graph *graph;
    const routes_table *events;
    size_t row;
    int weighted; /* some row has a weight */
    routes_error *err;
};

static routes_status wrong(const struct reader *reader, const char *field, const char *value,
                           const char *right)
{
    return routes_i_fail(reader->err, ROUTES_E_DATA, "events row %zu %s: \"%s\" %s",
                         reader->row + 2, field, value, right);
}

static const char *cell(const struct reader *reader, const char *field)
{
    return routes_table_text_at(reader->events, field, reader->row);
}

/* Position of the first link whose id is not below `id`. */
static size_t seek(const routes_i_link_order *order, const char *id)
{
    size_t from = 0;
    size_t to = order->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (strcmp(routes_network_link_at(order->network, order->links[middle])->id, id) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static int is_called(const routes_i_link_order *order, size_t at, const char *id)
{
    return at < order->count &&
           strcmp(routes_network_link_at(order->network, order->links[at])->id, id) == 0;
}

static routes_status read_on_link(routes_i_density_place *place, const struct reader *reader,
                                  const char *id)
{
    const routes_i_link_order *order = reader->order;
    const char *offset = cell(reader, "offset_m");
    size_t at = seek(order, id);
    double metres;
    if (!is_called(order, at, id))
        return wrong(reader, "link", id, "is no link");
    if (is_called(order, at + 1, id))
        return wrong(reader, "link", id, "is more than one link");
    place->link = order->links[at];
    if (!offset)
        return wrong(reader, "offset_m", "", "must be a number: metres from the link's beginning");
    if (!routes_i_number_read(&metres, offset) ||
        routes_decimal_round(&place->offset_um, metres, 6, NULL))
        return wrong(reader, "offset_m", offset, "must be a number of metres");
    if (place->offset_um < 0 ||
        place->offset_um > routes_graph_length_um(reader->graph)[place->link])
        return wrong(reader, "offset_m", offset, "must be from 0 to the length of the link");
    return ROUTES_OK;
}

/* A node as the end of one of its links, the one with the first id. */
static routes_status read_on_node(routes_i_density_place *place, const struct reader *reader,
                                  const char *id)
{
    const uint32_t *links;
    uint32_t node = routes_network_find(reader->order->network, id);
    if (node == ROUTES_GRAPH_NONE)
        return wrong(reader, "node", id, "is no node");
    size_t count = routes_graph_touching(NULL, &links, reader->graph, node);
    if (count == 0)
        return wrong(reader, "node", id, "has no link");
    place->link = links[0];
    for (size_t k = 1; k < count; k++)
        if (reader->order->rank[links[k]] < reader->order->rank[place->link])
            place->link = links[k];
    place->offset_um = routes_graph_from(reader->graph)[place->link] == node
                           ? 0
                           : routes_graph_length_um(reader->graph)[place->link];
    return ROUTES_OK;
}

static routes_status read_weight(routes_i_density_place *place, const struct reader *reader)
{
    const char *weight = cell(reader, "weight");
    place->weight = 1.0;
    if (!reader->weighted)
        return ROUTES_OK;
    if (!weight)
        return wrong(reader, "weight", "", "must be a number, as in the other rows");
    if (!routes_i_number_read(&place->weight, weight) || !isfinite(place->weight) ||
        place->weight < 0.0)
        return wrong(reader, "weight", weight, "must be a number from 0 up");
    return ROUTES_OK;
}

/* Rows that state degrees, to be moved onto links together. */
struct floating {
    size_t *rows;
    routes_point *points;
    size_t count;
};

static routes_status read_degrees(struct floating *floating, const struct reader *reader)
{
    const char *lon = cell(reader, "lon");
    const char *lat = cell(reader, "lat");
    routes_point point;
    routes_error why;
    if (!lon || !lat)
        return wrong(reader, lon ? "lat" : "link", "",
                     "must be stated: link with offset_m, or node, or lon with lat");
    if (!routes_i_number_read(&point.lon, lon) || !routes_i_number_read(&point.lat, lat))
        return wrong(reader, "lon", lon, "with its lat must be degrees");
    if (routes_point_check(point, &why))
        return wrong(reader, "lon", lon, why.message);
    floating->rows[floating->count] = reader->row;
    floating->points[floating->count++] = point;
    return ROUTES_OK;
}

static routes_status read_row(routes_i_density_place *place, struct floating *floating,
                              const struct reader *reader)
{
    const char *link = cell(reader, "link");
    const char *node = cell(reader, "node");
    int stated = (link != NULL) + (node != NULL) + (cell(reader, "lon") != NULL);
    if (stated > 1)
        return wrong(reader, "link", link ? link : "",
                     "must be the only place stated: link, or node, or lon with lat");
    routes_status status = link   ? read_on_link(place, reader, link)
                           : node ? read_on_node(place, reader, node)
                                  : read_degrees(floating, reader);
    return status ? status : read_weight(place, reader);
}

/* The links that have both ends on the earth, as lines. */
struct lines {
    routes_wkb *wkb;
    uint8_t **bytes; /* what `wkb` points to, owned */
    uint32_t *links;
    size_t count;
};

static void free_lines(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        routes_wkb_free(lines->bytes[i]);
    routes_i_free(lines->wkb);
    routes_i_free(lines->bytes);
    routes_i_free(lines->links);
}

static routes_point end_of(const struct reader *reader, uint32_t link, int to)
{
    const uint32_t *ends = to ? routes_graph_to(reader->graph) : routes_graph_from(reader->graph);
    const routes_node *node = routes_network_node(reader->order->network, ends[link]);
    return (routes_point){node->lon, node->lat};
}

static routes_status add_line(struct lines *lines, const struct reader *reader, uint32_t link)
{
    const routes_point ends[] = {end_of(reader, link, 0), end_of(reader, link, 1)};
    routes_geometry *line = NULL;
    uint8_t *bytes = NULL;
    size_t size = 0;
    if (routes_network_link_at(reader->order->network, link)->link_class == ROUTES_LINK_DIFFUSE ||
        routes_point_check(ends[0], NULL) || routes_point_check(ends[1], NULL) ||
        routes_graph_length_um(reader->graph)[link] == 0)
        return ROUTES_OK;
    routes_status status = routes_geometry_new(&line, ROUTES_LINE, reader->err);
    if (!status)
        status = routes_geometry_add_part(line, ends, 2, reader->err);
    if (!status)
        status = routes_geometry_write(&bytes, &size, line, reader->err);
    routes_geometry_free(line);
    if (!status) {
        lines->wkb[lines->count] = (routes_wkb){bytes, size};
        lines->bytes[lines->count] = bytes;
        lines->links[lines->count++] = link;
    }
    return status;
}

static routes_status make_lines(struct lines *lines, const struct reader *reader)
{
    const routes_i_link_order *order = reader->order;
    routes_status status = ROUTES_OK;
    lines->wkb = routes_i_calloc(order->count, sizeof *lines->wkb);
    lines->bytes = routes_i_calloc(order->count, sizeof *lines->bytes);
    lines->links = routes_i_calloc(order->count, sizeof *lines->links);
    if (!lines->wkb || !lines->bytes || !lines->links)
        return routes_i_fail(reader->err, ROUTES_E_MEMORY, "no memory for %zu lines", order->count);
    for (size_t i = 0; i < order->count && !status; i++)
        status = add_line(lines, reader, order->links[i]);
    return status;
}

/* Where a place on the line between a link's ends lies along the link, which may be longer. */
static int64_t offset_on(const struct reader *reader, uint32_t link, routes_point point)
{
    routes_point from = end_of(reader, link, 0);
    double whole = routes_geodesic_distance(from, end_of(reader, link, 1));
    double part = whole > 0.0 ? routes_geodesic_distance(from, point) / whole : 0.0;
    int64_t length = routes_graph_length_um(reader->graph)[link];
    double offset = fmin(1.0, part) * (double)length;
    return offset < (double)length ? (int64_t)offset : length;
}

static routes_status settle(routes_i_density_place *places, const struct floating *floating,
                            const struct reader *reader, const routes_run *run)
{
    struct lines lines = {0};
    routes_snap_place *found = routes_i_calloc(floating->count, sizeof *found);
    routes_status status = found ? make_lines(&lines, reader)
                                 : routes_i_fail(reader->err, ROUTES_E_MEMORY, "no memory");
    if (!status && lines.count == 0)
        status = routes_i_fail(reader->err, ROUTES_E_DATA,
                               "events row %zu lon: the network has no positions; state link with "
                               "offset_m, or node",
                               floating->rows[0] + 2);
    if (!status)
        status = routes_snap_points(found, floating->points, floating->count, lines.wkb,
                                    lines.count, run, reader->err);
    for (size_t i = 0; i < floating->count && !status; i++) {
        routes_i_density_place *place = &places[floating->rows[i]];
        place->link = lines.links[found[i].border];
        place->offset_um = offset_on(reader, (uint32_t)place->link, found[i].point);
    }
    free_lines(&lines);
    routes_i_free(found);
    return status;
}

static int any_weight(const routes_table *events)
{
    for (size_t row = 0; row < routes_table_rows(events); row++)
        if (routes_table_text_at(events, "weight", row))
            return 1;
    return 0;
}

routes_status routes_i_density_events_read(routes_i_density_place **places,
                                           const routes_i_link_order *order,
                                           const routes_table *events, const routes_run *run,
                                           routes_error *err)
{
    size_t rows = routes_table_rows(events);
    struct reader reader = {.order = order,
                            .graph = routes_network_graph(order->network),
                            .events = events,
                            .weighted = any_weight(events),
                            .err = err};
    struct floating floating = {routes_i_calloc(rows, sizeof *floating.rows),
                                routes_i_calloc(rows, sizeof *floating.points), 0};
    routes_status status = ROUTES_OK;
    *places = routes_i_calloc(rows, sizeof **places);
    if (!*places || !floating.rows || !floating.points)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu events", rows);
    for (; reader.row < rows && !status; reader.row++)
        status = read_row(&(*places)[reader.row], &floating, &reader);
    if (!status && floating.count)
        status = settle(*places, &floating, &reader, run);
    routes_i_free(floating.rows);
    routes_i_free(floating.points);
    if (status) {
        routes_i_free(*places);
        *places = NULL;
    }
    return status;
}
