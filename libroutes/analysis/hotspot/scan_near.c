/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/scan_near.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/memory.h"

#define EARTH_M 6371008.8
#define RADIANS (3.14159265358979323846 / 180.0)

/* What rounding may do to a distance: this share of it, and of the size of the coordinates. */
#define ROUNDING 1e-12
#define ROUNDING_PLACE 2e-15

/* Keys are the bits of a square as a float, which order as the squares do: 31 of them, in three
 * digits. The first digit also tells the bins of the cap. */
#define DIGIT 11
#define DIGITS 3
#define BINS (1U << DIGIT)
/* Sums of each bin side by side: most locations fall into few bins, and would wait for each other.
 */
#define SIDES 4
#define BIN_SHIFT 20

static routes_status no_memory(size_t locations, routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to scan %zu locations", locations);
}

static routes_status place_points(routes_i_scan_near *near, const routes_scan_data *data,
                                  const uint32_t *source, routes_error *err)
{
    bool sphere = near->distance == ROUTES_SCAN_SPHERE;
    if (!data->points)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "points must not be null");
    double largest = 0.0;
    for (size_t i = 0; i < near->locations; i++) {
        routes_point point = data->points[source[i]];
        routes_error why;
        if (sphere && routes_point_check(point, &why))
            return routes_i_fail(err, ROUTES_E_DATA, "points[%lu]: %s", (unsigned long)source[i],
                                 why.message);
        if (!isfinite(point.lon) || !isfinite(point.lat))
            return routes_i_fail(err, ROUTES_E_DATA, "points[%lu] is (%g, %g), must be finite",
                                 (unsigned long)source[i], point.lon, point.lat);
        largest = fmax(largest, fmax(fabs(point.lon), fabs(point.lat)));
        /* Degrees folded to one turn: -180 and 180 are one meridian, and a pole has none. */
        double lon = point.lon == -180.0 ? 180.0 : point.lon;
        double across = fabs(point.lat) == 90.0 ? 0.0 : cos(point.lat * RADIANS);
        near->at[0][i] = sphere ? across * cos(lon * RADIANS) : point.lon;
        near->at[1][i] = sphere ? across * sin(lon * RADIANS) : point.lat;
        near->at[2][i] = sphere ? sin(point.lat * RADIANS) : 0.0;
    }
    near->rounding = ROUNDING_PLACE * (sphere ? 1.0 : largest);
    return ROUTES_OK;
}

/* Locations by the node they stand at. */
static routes_status place_nodes(routes_i_scan_near *near, const routes_scan_data *data,
                                 const uint32_t *source, routes_error *err)
{
    if (!data->graph || !data->nodes)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "distances along a network need graph and nodes");
    size_t nodes = routes_graph_nodes(data->graph);
    near->graph = data->graph;
    near->nodes = routes_i_calloc(near->locations, sizeof *near->nodes);
    near->start = routes_i_calloc(nodes + 2, sizeof *near->start);
    near->there = routes_i_calloc(near->locations, sizeof *near->there);
    if (!near->nodes || !near->start || !near->there)
        return no_memory(near->locations, err);
    for (size_t i = 0; i < near->locations; i++) {
        uint32_t node = data->nodes[source[i]];
        if (node >= nodes)
            return routes_i_fail(err, ROUTES_E_DATA, "nodes[%lu] is %lu, must be below %zu",
                                 (unsigned long)source[i], (unsigned long)node, nodes);
        near->nodes[i] = node;
        near->start[node + 2]++;
    }
    for (size_t v = 0; v < nodes; v++)
        near->start[v + 2] += near->start[v + 1];
    for (size_t i = 0; i < near->locations; i++)
        near->there[near->start[near->nodes[i] + 1]++] = (uint32_t)i;
    return ROUTES_OK;
}

routes_status routes_i_scan_near_new(routes_i_scan_near *near, const routes_scan_data *data,
                                     routes_scan_distance distance, const uint32_t *source,
                                     size_t locations, routes_error *err)
{
    *near = (routes_i_scan_near){.locations = locations, .distance = distance};
    if (distance == ROUTES_SCAN_NETWORK)
        return place_nodes(near, data, source, err);
    for (int axis = 0; axis < 3; axis++) {
        near->at[axis] = routes_i_calloc(locations, sizeof **near->at);
        if (!near->at[axis])
            return no_memory(locations, err);
    }
    return place_points(near, data, source, err);
}

void routes_i_scan_near_free(routes_i_scan_near *near)
{
    for (int axis = 0; axis < 3; axis++)
        routes_i_free(near->at[axis]);
    routes_i_free(near->nodes);
    routes_i_free(near->start);
    routes_i_free(near->there);
    *near = (routes_i_scan_near){0};
}

routes_status routes_i_scan_fan_new(routes_i_scan_fan *fan, const routes_i_scan_near *near,
                                    routes_error *err)
{
    *fan = (routes_i_scan_fan){0};
    size_t n = near->locations;
    fan->order = routes_i_calloc(n, sizeof *fan->order);
    fan->distance = routes_i_calloc(n, sizeof *fan->distance);
    bool whole = fan->order && fan->distance;
    if (near->graph) {
        size_t nodes = routes_graph_nodes(near->graph);
        fan->cost = routes_i_calloc(nodes, sizeof *fan->cost);
        fan->links = routes_i_calloc(nodes, sizeof *fan->links);
        fan->touched = routes_i_calloc(nodes, sizeof *fan->touched);
        whole = whole && fan->cost && fan->links && fan->touched &&
                routes_i_heap_new(&fan->heap, nodes, fan->cost, fan->links);
        for (size_t v = 0; v < nodes && whole; v++)
            fan->cost[v] = UINT64_MAX;
    } else {
        fan->keys[0] = routes_i_calloc(n, sizeof **fan->keys);
        fan->keys[1] = routes_i_calloc(n, sizeof **fan->keys);
        fan->bins = routes_i_calloc(BINS, SIDES * sizeof *fan->bins);
        whole = whole && fan->keys[0] && fan->keys[1] && fan->bins;
    }
    return whole ? ROUTES_OK : no_memory(n, err);
}

void routes_i_scan_fan_free(routes_i_scan_fan *fan)
{
    routes_i_free(fan->order);
    routes_i_free(fan->distance);
    routes_i_free(fan->keys[0]);
    routes_i_free(fan->keys[1]);
    routes_i_free(fan->bins);
    routes_i_free(fan->cost);
    routes_i_free(fan->links);
    routes_i_free(fan->touched);
    routes_i_heap_free(&fan->heap);
    *fan = (routes_i_scan_fan){0};
}

static void squares_round(double *restrict square, const routes_i_scan_near *near, uint32_t centre)
{
    const double *x = near->at[0];
    const double *y = near->at[1];
    const double *z = near->at[2];
    double x0 = x[centre];
    double y0 = y[centre];
    double z0 = z[centre];
    for (size_t i = 0; i < near->locations; i++) {
        double dx = x[i] - x0;
        double dy = y[i] - y0;
        double dz = z[i] - z0;
        square[i] = dx * dx + dy * dy + dz * dz;
    }
}

/* In units of the minor axis. */
static void squares_long(double *restrict square, const routes_i_scan_near *near, uint32_t centre,
                         double shape, double angle_rad)
{
    const double *x = near->at[0];
    const double *y = near->at[1];
    double x0 = x[centre];
    double y0 = y[centre];
    double along_x = cos(angle_rad) / shape;
    double along_y = sin(angle_rad) / shape;
    double across_x = -sin(angle_rad);
    double across_y = cos(angle_rad);
    for (size_t i = 0; i < near->locations; i++) {
        double dx = x[i] - x0;
        double dy = y[i] - y0;
        double along = along_x * dx + along_y * dy;
        double across = across_x * dx + across_y * dy;
        square[i] = along * along + across * across;
    }
}

/* Of the square of a radius, with what rounding may add. */
static double square_of(const routes_i_scan_near *near, double radius)
{
    if (near->distance == ROUTES_SCAN_SPHERE) {
        double half = radius / (2.0 * EARTH_M);
        radius = half < RADIANS * 90.0 ? 2.0 * sin(half) : INFINITY;
    }
    radius = radius * (1.0 + ROUNDING) + near->rounding;
    return radius * radius;
}

static uint32_t key_of(double square)
{
    float key = (float)square;
    uint32_t bits;
    memcpy(&bits, &key, sizeof bits);
    return bits;
}

/* Keys of all locations that may lie within the largest window: how many. Whole bins are left out,
 * so that one too many stays rather than one too few. */
static size_t choose(routes_i_scan_fan *fan, const routes_i_scan_near *near)
{
    const double *square = fan->distance;
    double farthest = isinf(near->cap_radius) ? INFINITY : square_of(near, near->cap_radius);
    uint32_t last = BINS - 1;
    uint64_t *keys = fan->keys[0];
    memset(fan->bins, 0, BINS * SIDES * sizeof *fan->bins);
    for (size_t i = 0; i < near->locations; i++) {
        uint32_t key = key_of(square[i]);
        keys[i] = (uint64_t)key << 32 | i;
        fan->bins[(key >> BIN_SHIFT) * SIDES + i % SIDES] += near->weight[i];
    }
    double sum = 0.0;
    for (uint32_t bin = 0; bin < BINS && sum <= near->cap * (1.0 + 1e-9); bin++) {
        for (size_t side = 0; side < SIDES; side++)
            sum += fan->bins[bin * SIDES + side];
        last = bin;
    }
    size_t size = 0;
    for (size_t i = 0; i < near->locations; i++) {
        uint64_t key = keys[i];
        keys[size] = key;
        size += key >> (32 + BIN_SHIFT) <= last && square[i] <= farthest;
    }
    return size;
}

/* Sorts by digits, least first; then by the squares themselves, which differ from their keys in
 * few places. */
static void sort(routes_i_scan_fan *fan, size_t size)
{
    uint64_t *from = fan->keys[0];
    uint64_t *to = fan->keys[1];
    for (int digit = 0; digit < DIGITS; digit++) {
        uint32_t place[BINS] = {0};
        int shift = 32 + digit * DIGIT;
        for (size_t k = 0; k < size; k++)
            place[from[k] >> shift & (BINS - 1)]++;
        uint32_t sum = 0;
        for (size_t bin = 0; bin < BINS; bin++) {
            uint32_t count = place[bin];
            place[bin] = sum;
            sum += count;
        }
        for (size_t k = 0; k < size; k++)
            to[place[from[k] >> shift & (BINS - 1)]++] = from[k];
        uint64_t *other = from;
        from = to;
        to = other;
    }
    const double *square = fan->distance;
    for (size_t k = 0; k < size; k++) {
        uint32_t item = (uint32_t)from[k];
        size_t at = k;
        for (; at > 0 && square[fan->order[at - 1]] > square[item]; at--)
            fan->order[at] = fan->order[at - 1];
        fan->order[at] = item;
    }
}

/* Whether two squares, the second no less than the first, are those of one distance. */
static bool equally_far(const routes_i_scan_near *near, double a, double b)
{
    double gap = b - a;
    return gap <= 2.0 * ROUNDING * b || gap * gap <= 4.0 * near->rounding * near->rounding * b;
}

/* Marks those that enter together, and ends the order where the largest window does. */
static void cut(routes_i_scan_fan *fan, const routes_i_scan_near *near, size_t size)
{
    double sum = 0.0;
    double most = near->cap * (1.0 + 1e-12);
    fan->size = 0;
    for (size_t k = 0; k < size; k++) {
        uint32_t item = fan->order[k];
        sum += near->weight[item];
        if (sum > most)
            return;
        if (k + 1 < size &&
            equally_far(near, fan->distance[item], fan->distance[fan->order[k + 1]]))
            fan->order[k] |= ROUTES_I_SCAN_TIED;
        else
            fan->size = k + 1;
    }
}

static void reach(routes_i_scan_fan *fan, uint32_t node, uint64_t cost, uint32_t links,
                  size_t *touched)
{
    if (cost >= fan->cost[node])
        return;
    if (fan->cost[node] == UINT64_MAX)
        fan->touched[(*touched)++] = node;
    fan->cost[node] = cost;
    fan->links[node] = links;
    routes_i_heap_lower(&fan->heap, node);
}

/* Locations that are equally far in their own order, whatever the order of the nodes: sums over
 * them are the same then. From `from` on, all are. */
static void settle_ties(routes_i_scan_fan *fan, size_t from, size_t size)
{
    for (size_t k = from; k < size; k++) {
        uint32_t item = fan->order[k] & ~ROUTES_I_SCAN_TIED;
        size_t at = k;
        for (; at > from && (fan->order[at - 1] & ~ROUTES_I_SCAN_TIED) > item; at--)
            fan->order[at] = fan->order[at - 1];
        fan->order[at] = item;
    }
    for (size_t k = from; k + 1 < size; k++)
        fan->order[k] |= ROUTES_I_SCAN_TIED;
}

/* Dijkstra's search from the centre, no farther than the largest window. Lengths are whole
 * micrometres: equal is equal. */
static void search(routes_i_scan_fan *fan, const routes_i_scan_near *near, uint32_t centre)
{
    const int64_t *length = routes_graph_length_um(near->graph);
    double sum = 0.0;
    double most = near->cap * (1.0 + 1e-12);
    size_t touched = 0;
    size_t size = 0;
    bool over = false;
    fan->size = 0;
    reach(fan, near->nodes[centre], 0, 0, &touched);
    while (fan->heap.size > 0) {
        uint32_t node = routes_i_heap_take(&fan->heap);
        double distance = (double)fan->cost[node];
        /* All that are as far as the last are in: that was a window. */
        if (size > 0 && distance > fan->distance[size - 1]) {
            settle_ties(fan, fan->size, size);
            fan->size = size;
        }
        if (distance > near->cap_radius * 1e6 * (1.0 + ROUNDING))
            break;
        for (uint32_t k = near->start[node]; k < near->start[node + 1]; k++) {
            fan->order[size] = near->there[k];
            fan->distance[size++] = distance;
            sum += near->weight[near->there[k]];
        }
        over = sum > most;
        if (over)
            break;
        const uint32_t *ends;
        const uint32_t *links;
        size_t leaving = routes_graph_leaving(&ends, &links, near->graph, node);
        for (size_t k = 0; k < leaving; k++)
            reach(fan, ends[k], fan->cost[node] + (uint64_t)length[links[k]], fan->links[node] + 1,
                  &touched);
    }
    if (!over && fan->heap.size == 0) {
        settle_ties(fan, fan->size, size);
        fan->size = size;
    }
    while (fan->heap.size > 0)
        fan->heap.place[fan->heap.items[--fan->heap.size]] = 0;
    while (touched > 0)
        fan->cost[fan->touched[--touched]] = UINT64_MAX;
}

void routes_i_scan_fan_open(routes_i_scan_fan *fan, const routes_i_scan_near *near, uint32_t centre,
                            double shape, double angle_rad)
{
    if (near->graph) {
        search(fan, near, centre);
    } else {
        if (shape > 1.0)
            squares_long(fan->distance, near, centre, shape, angle_rad);
        else
            squares_round(fan->distance, near, centre);
        size_t size = choose(fan, near);
        sort(fan, size);
        cut(fan, near, size);
    }
    if (fan->size > 0)
        fan->order[fan->size - 1] &= ~ROUTES_I_SCAN_TIED;
}

double routes_i_scan_fan_radius(const routes_i_scan_fan *fan, const routes_i_scan_near *near,
                                size_t place)
{
    if (near->graph)
        return fan->distance[place] / 1e6;
    double distance = sqrt(fan->distance[fan->order[place] & ~ROUTES_I_SCAN_TIED]);
    if (near->distance == ROUTES_SCAN_SPHERE)
        return 2.0 * EARTH_M * asin(fmin(1.0, distance / 2.0));
    return distance;
}
