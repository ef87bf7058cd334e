/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/scene.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "render/cell.h"
#include "render/words.h"
#include "routes/geometry.h"

bool routes_i_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

bool routes_i_list_has(const char *list, const char *item)
{
    size_t size = strlen(item);
    for (const char *at = list; at && *at; at = strchr(at, '|'), at = at ? at + 1 : NULL)
        if (strncmp(at, item, size) == 0 && (at[size] == '|' || !at[size]))
            return true;
    return false;
}

static void *take(routes_i_scene *scene, size_t count, size_t size)
{
    return routes_i_arena_take(&scene->arena, (count ? count : 1) * size);
}

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a figure");
}

/* Where no representative point is stated: the middle of the box. */
static routes_status read_rep(routes_point *rep, const routes_table *table, size_t row,
                              routes_wkb shape, routes_error *err)
{
    *rep = (routes_point){routes_i_cell_number(table, "rep_lon", row),
                          routes_i_cell_number(table, "rep_lat", row)};
    if ((isfinite(rep->lon) && isfinite(rep->lat)) || shape.size == 0)
        return ROUTES_OK;
    routes_box box;
    routes_status status = routes_wkb_describe(NULL, NULL, &box, shape, err);
    if (!status)
        *rep = (routes_point){(box.west + box.east) / 2.0, (box.south + box.north) / 2.0};
    return status;
}

static routes_status read_areas(routes_i_area **out, size_t *count, routes_i_scene *scene,
                                const routes_table *table, const char *id, routes_error *err)
{
    size_t n = routes_table_rows(table);
    routes_i_area *areas = take(scene, n, sizeof *areas);
    if (!areas)
        return no_memory(err);
    size_t kept = 0;
    for (size_t row = 0; row < n; row++) {
        routes_i_area *area = &areas[kept];
        *area = (routes_i_area){.id = routes_table_text_at(table, id, row),
                                .name = routes_table_text_at(table, "name", row),
                                .local = routes_table_text_at(table, "name_local", row),
                                .shape = routes_i_cell_shape(table, row)};
        if (!area->id || !area->name)
            continue;
        routes_status status = read_rep(&area->rep, table, row, area->shape, err);
        if (status)
            return status;
        kept++;
    }
    *out = areas;
    *count = kept;
    return ROUTES_OK;
}

static routes_status read_spots(routes_i_spot **out, size_t *count, routes_i_scene *scene,
                                const routes_table *table, const char *id, const char *kind,
                                routes_error *err)
{
    size_t n = routes_table_rows(table);
    routes_i_spot *spots = take(scene, n, sizeof *spots);
    if (!spots)
        return no_memory(err);
    size_t kept = 0;
    for (size_t row = 0; row < n; row++) {
        routes_i_spot *spot = &spots[kept];
        routes_wkb shape = routes_i_cell_shape(table, row);
        *spot = (routes_i_spot){.id = routes_table_text_at(table, id, row),
                                .name = routes_table_text_at(table, "name", row),
                                .local = routes_table_text_at(table, "name_local", row),
                                .kind = routes_table_text_at(table, kind, row),
                                .area = routes_table_text_at(table, "area_id", row),
                                .role = routes_table_text_at(table, "role", row),
                                .capital = routes_i_cell_yes(table, "capital", row)};
        if (!spot->id || !spot->name || shape.size == 0)
            continue;
        routes_status status = routes_wkb_read_point(&spot->at, shape, err);
        if (status)
            return status;
        kept++;
    }
    *out = spots;
    *count = kept;
    return ROUTES_OK;
}

/* Number of items of a list joined by '|'. */
static size_t list_size(const char *list)
{
    size_t n = list && *list ? 1 : 0;
    for (; list && *list; list++)
        n += *list == '|';
    return n;
}

/* Item of a list joined by '|', copied; null when there is none or no memory. */
static const char *list_item(routes_i_scene *scene, const char *list, size_t index)
{
    for (; list && index > 0; index--) {
        list = strchr(list, '|');
        list = list ? list + 1 : NULL;
    }
    if (!list)
        return NULL;
    const char *end = strchr(list, '|');
    return routes_i_arena_copy(&scene->arena, list, end ? (size_t)(end - list) : strlen(list));
}

static bool find_area(routes_i_end *end, const routes_i_area *areas, size_t n,
                      routes_i_end_kind kind)
{
    for (size_t i = 0; i < n; i++)
        if (routes_i_same(areas[i].id, end->id)) {
            bool located = isfinite(areas[i].rep.lon) && isfinite(areas[i].rep.lat);
            *end = (routes_i_end){kind, i, end->id, areas[i].name, areas[i].rep, located};
            return true;
        }
    return false;
}

static bool find_spot(routes_i_end *end, const routes_i_spot *spots, size_t n,
                      routes_i_end_kind kind)
{
    for (size_t i = 0; i < n; i++)
        if (routes_i_same(spots[i].id, end->id)) {
            *end = (routes_i_end){kind, i, end->id, spots[i].name, spots[i].at, true};
            return true;
        }
    return false;
}

/* The first or last point of a lane's curve: where a group's members lie about. */
static void locate_by_curve(routes_i_end *end, const routes_table *table, size_t row, bool last)
{
    routes_geometry *geometry = NULL;
    routes_wkb shape = routes_i_cell_shape(table, row);
    if (shape.size == 0 || routes_geometry_read(&geometry, shape, NULL))
        return;
    size_t n = 0;
    const routes_point *points = routes_geometry_points(&n, geometry, 0, 0);
    if (n > 0) {
        end->at = points[last ? n - 1 : 0];
        end->located = true;
    }
    routes_geometry_free(geometry);
}

static routes_status read_ends(routes_i_ends *out, routes_i_scene *scene, const routes_table *table,
                               size_t row, const char *side, const char *ids_name,
                               routes_error *err)
{
    const char *ids = routes_table_text_at(table, ids_name, row);
    const char *names = routes_table_text_at(table, side, row);
    size_t n = list_size(ids);
    routes_i_end *ends = take(scene, n, sizeof *ends);
    if (!ends)
        return no_memory(err);
    for (size_t i = 0; i < n; i++) {
        routes_i_end *end = &ends[i];
        end->id = list_item(scene, ids, i);
        end->name = list_item(scene, names, i);
        if (!end->id)
            return no_memory(err);
        if (!end->name)
            end->name = end->id;
        if (find_area(end, scene->countries, scene->country_count, ROUTES_I_END_COUNTRY) ||
            find_area(end, scene->provinces, scene->province_count, ROUTES_I_END_PROVINCE) ||
            find_spot(end, scene->places, scene->place_count, ROUTES_I_END_PLACE) ||
            find_spot(end, scene->crossings, scene->crossing_count, ROUTES_I_END_CROSSING))
            continue;
        end->kind = ROUTES_I_END_GROUP;
        locate_by_curve(end, table, row, strcmp(side, "to") == 0);
    }
    *out = (routes_i_ends){ends, n};
    return ROUTES_OK;
}

static routes_status read_lane(routes_i_lane *lane, routes_i_scene *scene,
                               const routes_table *table, size_t row, routes_error *err)
{
    *lane = (routes_i_lane){.id = routes_table_text_at(table, "lane_id", row),
                            .crime = routes_table_text_at(table, "crime", row),
                            .basis = routes_table_text_at(table, "basis", row),
                            .bidirectional = routes_table_text_at(table, "bidirectional", row),
                            .mode = routes_table_text_at(table, "mode", row),
                            .population = routes_table_text_at(table, "population", row),
                            .unit = routes_table_text_at(table, "volume_unit", row),
                            .denominator = routes_table_text_at(table, "denominator", row),
                            .section = routes_table_text_at(table, "section", row),
                            .attributed_to = routes_table_text_at(table, "attributed_to", row),
                            .reason = routes_table_text_at(table, "reason", row),
                            .year_first = routes_i_cell_year(table, "period_start", row),
                            .year_last = routes_i_cell_year(table, "period_end", row)};
    if (!lane->id)
        return routes_i_fail(err, ROUTES_E_DATA, "lanes: row %zu has no lane_id", row + 1);
    lane->volume = routes_i_cell_range(table, "volume", row);
    lane->has_volume = lane->volume.kind != ROUTES_RANGE_NOT_STATED;
    routes_status status = read_ends(&lane->from, scene, table, row, "from", "from_ids", err);
    if (!status)
        status = read_ends(&lane->to, scene, table, row, "to", "to_ids", err);
    if (!status)
        status = read_ends(&lane->via, scene, table, row, "via", "via_ids", err);
    return status;
}

static void name_areas(routes_i_scene *scene, const routes_i_ends *ends)
{
    for (size_t i = 0; i < ends->count; i++) {
        const routes_i_end *end = &ends->items[i];
        const char *area = end->id;
        if (end->kind == ROUTES_I_END_PLACE)
            area = scene->places[end->index].area;
        for (size_t p = 0; p < scene->province_count; p++)
            if (routes_i_same(scene->provinces[p].id, area))
                scene->provinces[p].named = true;
        for (size_t c = 0; c < scene->country_count; c++)
            if (routes_i_same(scene->countries[c].id, area))
                scene->countries[c].named = true;
    }
}

static routes_status read_lanes(routes_i_scene *scene, const routes_table *table, routes_error *err)
{
    size_t n = routes_table_rows(table);
    scene->lanes = take(scene, n, sizeof *scene->lanes);
    if (!scene->lanes)
        return no_memory(err);
    for (size_t row = 0; row < n; row++) {
        routes_i_lane *lane = &scene->lanes[row];
        routes_status status = read_lane(lane, scene, table, row, err);
        if (status)
            return status;
        name_areas(scene, &lane->from);
        name_areas(scene, &lane->to);
        name_areas(scene, &lane->via);
        scene->lane_count++;
    }
    return ROUTES_OK;
}

/* The years that most lanes speak of; of two as frequent the later. */
static routes_status find_period(routes_i_scene *scene, routes_error *err)
{
    const routes_i_lane *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < scene->lane_count; i++) {
        const routes_i_lane *lane = &scene->lanes[i];
        size_t n = 0;
        for (size_t j = 0; j < scene->lane_count; j++)
            n += scene->lanes[j].year_first == lane->year_first &&
                 scene->lanes[j].year_last == lane->year_last;
        if (lane->year_first &&
            (n > most || (n == most && best && lane->year_last > best->year_last))) {
            most = n;
            best = lane;
        }
    }
    scene->period = scene->stamp->period ? scene->stamp->period : "undated";
    if (!best)
        return ROUTES_OK;
    routes_i_text text = {0};
    routes_i_words_years(&text, best, NULL);
    scene->period = text.failed ? NULL : routes_i_arena_text(&scene->arena, text.bytes);
    routes_i_text_free(&text);
    return scene->period ? ROUTES_OK : no_memory(err);
}

/* A home country without a point of its own lies in the middle of its provinces. */
static void locate(routes_i_scene *scene)
{
    routes_i_area *home = &scene->countries[scene->home];
    routes_point sum = {0.0, 0.0};
    size_t n = 0;
    for (size_t i = 0; i < scene->province_count; i++)
        if (isfinite(scene->provinces[i].rep.lon) && isfinite(scene->provinces[i].rep.lat)) {
            sum.lon += scene->provinces[i].rep.lon;
            sum.lat += scene->provinces[i].rep.lat;
            n++;
        }
    if (n > 0 && !(isfinite(home->rep.lon) && isfinite(home->rep.lat)))
        home->rep = (routes_point){sum.lon / (double)n, sum.lat / (double)n};
}

/* The country whose provinces the release holds. */
static routes_status find_home(routes_i_scene *scene, const routes_i_layers *layers,
                               routes_error *err)
{
    const char *country =
        scene->province_count > 0 ? routes_table_text_at(layers->provinces, "country", 0) : NULL;
    for (scene->home = 0; scene->home < scene->country_count; scene->home++)
        if (routes_i_same(scene->countries[scene->home].id, country)) {
            locate(scene);
            return ROUTES_OK;
        }
    return routes_i_fail(err, ROUTES_E_DATA,
                         "no row of countries is \"%s\", the country of the provinces",
                         country ? country : "");
}

routes_status routes_i_scene_read(routes_i_scene *scene, const routes_i_layers *layers,
                                  routes_error *err)
{
    *scene = (routes_i_scene){.stamp = layers->stamp, .release = layers->release};
    if (!layers->countries || !layers->provinces)
        return routes_i_fail(err, ROUTES_E_NOT_FOUND, "the release holds no layer \"%s\"",
                             layers->countries ? "provinces" : "countries");
    routes_status status = read_areas(&scene->countries, &scene->country_count, scene,
                                      layers->countries, "area_id", err);
    if (!status)
        status = read_areas(&scene->provinces, &scene->province_count, scene, layers->provinces,
                            "area_id", err);
    if (!status)
        status =
            read_areas(&scene->waters, &scene->water_count, scene, layers->waters, "water_id", err);
    if (!status)
        status = read_spots(&scene->places, &scene->place_count, scene, layers->places, "place_id",
                            "kind", err);
    if (!status)
        status = read_spots(&scene->crossings, &scene->crossing_count, scene, layers->crossings,
                            "crossing_id", "type", err);
    if (!status)
        status = find_home(scene, layers, err);
    if (!status)
        status = read_lanes(scene, layers->lanes, err);
    return status ? status : find_period(scene, err);
}

void routes_i_scene_free(routes_i_scene *scene)
{
    routes_i_arena_free(&scene->arena);
}

bool routes_i_end_is_home(const routes_i_scene *scene, const routes_i_end *end)
{
    return end->kind == ROUTES_I_END_COUNTRY && end->index == scene->home;
}

bool routes_i_end_is_inside(const routes_i_scene *scene, const routes_i_end *end)
{
    if (end->kind != ROUTES_I_END_PLACE)
        return end->kind != ROUTES_I_END_COUNTRY;
    const char *area = scene->places[end->index].area;
    for (size_t i = 0; i < scene->country_count; i++)
        if (i != scene->home && routes_i_same(scene->countries[i].id, area))
            return false;
    return true;
}

static const routes_table *table_of(const routes_release *release, const char *name)
{
    const routes_layer *layer = routes_release_find(release, name);
    return layer ? routes_layer_table(layer) : NULL;
}

routes_i_layers routes_i_layers_of(const routes_release *release)
{
    return (routes_i_layers){.countries = table_of(release, "countries"),
                             .provinces = table_of(release, "provinces"),
                             .waters = table_of(release, "waters"),
                             .places = table_of(release, "places"),
                             .crossings = table_of(release, "crossings"),
                             .lanes = table_of(release, "lanes"),
                             .stamp = routes_release_stamp(release),
                             .release = release};
}
