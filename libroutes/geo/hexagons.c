/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/hexagons.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "routes/crs.h"
#include "routes/geometry.h"

#define SQRT3 1.7320508075688772935274463415059
#define CORNERS 6
#define FARTHEST 1073741824.0 /* 2^30 cells */

struct cell {
    int32_t column;
    int32_t row;
    uint32_t point; /* while cells are sought */
};

struct routes_hexagons {
    double side; /* of a cell, in metres */
    size_t size;
    struct cell *cells;    /* [size] */
    uint32_t *of_point;    /* [n] */
    routes_point *corners; /* [size][CORNERS] */
};

static int by_place(const void *left, const void *right)
{
    const struct cell *a = left;
    const struct cell *b = right;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The cell of a point: of the three axial coordinates, which sum to 0, the one that rounding moved
 * most is made up from the other two. */
static routes_status find_cell(struct cell *cell, routes_point point, double side, uint32_t number,
                               routes_error *err)
{
    double q = (SQRT3 / 3.0 * point.lon - point.lat / 3.0) / side;
    double r = 2.0 / 3.0 * point.lat / side;
    double s = -q - r;
    if (!(fabs(q) < FARTHEST && fabs(r) < FARTHEST && fabs(s) < FARTHEST))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "point %lu lies more than 2^30 cells away: take larger hexagons",
                             (unsigned long)number);
    double column = nearbyint(q);
    double row = nearbyint(r);
    double third = nearbyint(s);
    double gap_q = fabs(column - q);
    double gap_r = fabs(row - r);
    double gap_s = fabs(third - s);
    if (gap_q > gap_r && gap_q > gap_s)
        column = -row - third;
    else if (gap_r > gap_s)
        row = -column - third;
    *cell = (struct cell){(int32_t)column, (int32_t)row, number};
    return ROUTES_OK;
}

static routes_point centre_of(const struct cell *cell, double side)
{
    return (routes_point){side * SQRT3 * (cell->column + 0.5 * cell->row), side * 1.5 * cell->row};
}

/* The longitude opposite the middle of the widest gap between those of the points. */
static routes_status middle_longitude(double *middle, const routes_point *points, size_t n,
                                      routes_error *err)
{
    double *sorted = routes_i_calloc(n, sizeof *sorted);
    if (!sorted)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu points", n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = points[i].lon;
    qsort(sorted, n, sizeof *sorted, by_value);
    double widest = sorted[0] + 360.0 - sorted[n - 1];
    double opposite = sorted[0] + 0.5 * (sorted[n - 1] - sorted[0]);
    for (size_t i = 1; i < n; i++)
        if (sorted[i] - sorted[i - 1] > widest) {
            widest = sorted[i] - sorted[i - 1];
            opposite = sorted[i - 1] + 0.5 * widest + 180.0;
        }
    routes_i_free(sorted);
    *middle = nearbyint(opposite > 180.0 ? opposite - 360.0 : opposite);
    return ROUTES_OK;
}

static double middle_latitude(const routes_point *points, size_t n)
{
    double least = INFINITY;
    double most = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        least = fmin(least, points[i].lat);
        most = fmax(most, points[i].lat);
    }
    return nearbyint(0.5 * (least + most));
}

static routes_status check_points(const routes_point *points, size_t n, int plane,
                                  routes_error *err)
{
    for (size_t i = 0; i < n; i++) {
        routes_error why;
        if (plane && !(isfinite(points[i].lon) && isfinite(points[i].lat)))
            return routes_i_fail(err, ROUTES_E_DATA, "point %zu is not finite", i);
        if (!plane && routes_point_check(points[i], &why))
            return routes_i_fail(err, ROUTES_E_DATA, "point %zu: %s", i, why.message);
    }
    return ROUTES_OK;
}

/* The plane of equal areas about the middle of the points. */
static routes_status make_plane(routes_crs **crs, const routes_point *points, size_t n,
                                const routes_run *run, routes_error *err)
{
    char definition[96];
    double longitude = 0.0;
    routes_status status = middle_longitude(&longitude, points, n, err);
    if (status)
        return status;
    snprintf(definition, sizeof definition, "+proj=laea +lat_0=%d +lon_0=%d +datum=WGS84 +units=m",
             (int)middle_latitude(points, n), (int)longitude);
    return routes_crs_new(crs, definition, run, err);
}

/* One of each cell in order, and which is that of each point. */
static void number_cells(routes_hexagons *made, size_t n)
{
    qsort(made->cells, n, sizeof *made->cells, by_place);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || by_place(&made->cells[made->size - 1], &made->cells[i]) != 0) {
            uint32_t point = made->cells[i].point;
            made->cells[made->size] = made->cells[i];
            made->cells[made->size++].point = point;
            made->of_point[point] = (uint32_t)(made->size - 1);
        } else {
            made->of_point[made->cells[i].point] = (uint32_t)(made->size - 1);
        }
    }
}

/* Corners from the east upwards, in the coordinates of the points, on one side of the antimeridian.
 */
static routes_status place_corners(routes_hexagons *made, routes_crs *crs, routes_error *err)
{
    made->corners = routes_i_calloc(made->size, CORNERS * sizeof *made->corners);
    if (!made->corners)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu hexagons", made->size);
    for (size_t k = 0; k < made->size; k++) {
        routes_point centre = centre_of(&made->cells[k], made->side);
        double half = 0.5 * SQRT3 * made->side;
        double low = 0.5 * made->side;
        const routes_point corners[CORNERS] = {
            {centre.lon + half, centre.lat - low}, {centre.lon + half, centre.lat + low},
            {centre.lon, centre.lat + made->side}, {centre.lon - half, centre.lat + low},
            {centre.lon - half, centre.lat - low}, {centre.lon, centre.lat - made->side}};
        for (size_t c = 0; c < CORNERS; c++)
            made->corners[k * CORNERS + c] = corners[c];
    }
    if (!crs)
        return ROUTES_OK;
    routes_status status =
        routes_crs_to_lonlat(made->corners, crs, made->corners, made->size * CORNERS, err);
    for (size_t c = 0; c < made->size * CORNERS && !status; c++) {
        double first = made->corners[c - c % CORNERS].lon;
        double *longitude = &made->corners[c].lon;
        *longitude += *longitude - first > 180.0 ? -360.0 : *longitude - first < -180.0 ? 360.0 : 0;
    }
    return status;
}

static routes_status gather(routes_hexagons *made, const routes_point *points, size_t n,
                            const routes_hexagons_options *use, routes_error *err)
{
    routes_crs *crs = NULL;
    routes_point *flat = routes_i_calloc(n, sizeof *flat);
    routes_status status = ROUTES_OK;
    made->cells = routes_i_calloc(n, sizeof *made->cells);
    made->of_point = routes_i_calloc(n, sizeof *made->of_point);
    if (!flat || !made->cells || !made->of_point)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu points", n);
    if (!status && !use->plane)
        status = make_plane(&crs, points, n, use->run, err);
    if (!status && crs)
        status = routes_crs_from_lonlat(flat, crs, points, n, err);
    for (size_t i = 0; i < n && !status; i++)
        status =
            find_cell(&made->cells[i], crs ? flat[i] : points[i], made->side, (uint32_t)i, err);
    if (!status) {
        number_cells(made, n);
        status = place_corners(made, crs, err);
    }
    routes_crs_free(crs);
    routes_i_free(flat);
    return status;
}

routes_status routes_hexagons_new(routes_hexagons **out, const routes_point *points, size_t n,
                                  double spacing_m, const routes_hexagons_options *options,
                                  routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_hexagons_options use;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (status)
        return status;
    if (!points || n == 0 || n >= UINT32_MAX)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "there are %zu points, must be 1 or more, below 2^32", n);
    if (!(spacing_m > 0.0) || isinf(spacing_m))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "spacing_m is %g, must be above 0", spacing_m);
    status = check_points(points, n, use.plane, err);
    if (status)
        return status;
    routes_hexagons *made = routes_i_calloc(1, sizeof *made);
    if (!made)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for hexagons");
    made->side = spacing_m / SQRT3;
    status = gather(made, points, n, &use, err);
    if (status)
        routes_hexagons_free(made);
    else
        *out = made;
    return status;
}

void routes_hexagons_free(routes_hexagons *hexagons)
{
    if (!hexagons)
        return;
    routes_i_free(hexagons->cells);
    routes_i_free(hexagons->of_point);
    routes_i_free(hexagons->corners);
    routes_i_free(hexagons);
}

size_t routes_hexagons_size(const routes_hexagons *hexagons)
{
    return hexagons->size;
}

const uint32_t *routes_hexagons_cells(const routes_hexagons *hexagons)
{
    return hexagons->of_point;
}

void routes_hexagons_at(int32_t *column, int32_t *row, const routes_hexagons *hexagons,
                        uint32_t cell)
{
    *column = hexagons->cells[cell].column;
    *row = hexagons->cells[cell].row;
}

size_t routes_hexagons_pairs(uint32_t *cell, uint32_t *neighbour, const routes_hexagons *hexagons)
{
    /* Three of the six sides: each pair is met from one of its cells. */
    static const int32_t steps[][2] = {{1, -1}, {1, 0}, {0, 1}};
    size_t pairs = 0;
    for (size_t k = 0; k < hexagons->size; k++)
        for (size_t t = 0; t < sizeof steps / sizeof *steps; t++) {
            const struct cell key = {hexagons->cells[k].column + steps[t][0],
                                     hexagons->cells[k].row + steps[t][1], 0};
            const struct cell *found =
                bsearch(&key, hexagons->cells, hexagons->size, sizeof key, by_place);
            if (!found)
                continue;
            if (cell && neighbour) {
                cell[pairs] = (uint32_t)k;
                neighbour[pairs] = (uint32_t)(found - hexagons->cells);
            }
            pairs++;
        }
    return pairs;
}

routes_status routes_hexagons_outline(uint8_t **bytes, size_t *size,
                                      const routes_hexagons *hexagons, uint32_t cell,
                                      routes_error *err)
{
    routes_geometry *polygon = NULL;
    routes_status status = routes_geometry_new(&polygon, ROUTES_POLYGON, err);
    if (!status)
        status = routes_geometry_add_part(polygon, hexagons->corners + (size_t)cell * CORNERS,
                                          CORNERS, err);
    if (!status)
        status = routes_geometry_write(bytes, size, polygon, err);
    routes_geometry_free(polygon);
    return status;
}
