/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Figure 4-2: lanes between the home country and others. */

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "render/inset.h"
#include "render/parts.h"
#include "render/plates.h"
#include "render/style.h"
#include "render/words.h"
#include "routes/geodesic.h"

#define FAR_M 5.0e6     /* from here on an end goes to the inset */
#define POINT_M 6.0e5   /* a country no wider than this is a point: its distance means something */
#define LEAST_SEEN 0.34 /* part of a country that must be in the frame for a node there */
#define NEIGHBOUR_AT 310.0 /* from the home country's node */
#define ENOUGH_AIR 60.0    /* of a neighbour's node, to its borders */
#define EDGE_AIR 60.0      /* a node keeps this far from the frame */
#define HOME_RADIUS 30.0
#define TOUCH 4.0      /* outlines nearer than this are neighbours */
#define OFF_NODES 36.0 /* and how far from the signs of other ends */
#define OFF_COAST 11.0 /* where a lane at sea begins */

/* How an end stands on the map. */
enum stand { NOWHERE, NODE, PLATE, FAR_OFF };

struct work {
    routes_i_sheet *sheet;
    routes_i_scene *scene;
    routes_i_map *map;
    enum stand *stands; /* [country_count] */
    routes_i_xy *inner; /* [country_count] where its node stands */
};

static bool all_countries(const routes_i_ends *ends)
{
    for (size_t i = 0; i < ends->count; i++)
        if (ends->items[i].kind != ROUTES_I_END_COUNTRY)
            return false;
    return ends->count > 0;
}

/* Lanes between countries; what goes by way of a province or place is in the other figure, unless
 * a number is stated (or it is one case, which no map of provinces shows). */
static void sift(const struct work *work)
{
    for (size_t i = 0; i < work->scene->lane_count; i++) {
        const routes_i_lane *lane = &work->scene->lanes[i];
        bool shown = all_countries(&lane->from) && all_countries(&lane->to);
        if (shown && routes_i_ends_inside(work->scene, &lane->via))
            shown = lane->has_volume || routes_i_same(lane->basis, "case");
        work->sheet->shown[i] = shown ? ROUTES_I_SHOWN : ROUTES_I_LISTED_INNER;
        work->sheet->shown_count += shown;
    }
}

/* Whether a country is an end or the way of a lane that is shown. */
static bool is_used(const struct work *work, size_t country)
{
    for (size_t i = 0; i < work->scene->lane_count; i++) {
        const routes_i_lane *lane = &work->scene->lanes[i];
        const routes_i_ends *sides[] = {&lane->from, &lane->to, &lane->via};
        for (int s = 0; s < 3 && work->sheet->shown[i] == ROUTES_I_SHOWN; s++)
            for (size_t e = 0; e < sides[s]->count; e++)
                if (sides[s]->items[e].kind == ROUTES_I_END_COUNTRY &&
                    sides[s]->items[e].index == country)
                    return true;
    }
    return false;
}

/* Part of a country's area that the frame shows. */
static routes_status seen_part(double *part, const struct work *work, size_t country,
                               routes_error *err)
{
    static const routes_i_rect everywhere = {-1e9, -1e9, 1e9, 1e9};
    const routes_i_ground *ground = work->map->ground;
    routes_i_outline whole;
    routes_status status = routes_i_outline_read(&whole, work->scene->countries[country].shape,
                                                 &ground->projection, everywhere, err);
    double all = status ? 0.0 : routes_i_outline_area(&whole);
    routes_i_outline_free(&whole);
    *part = all > 0.0 ? routes_i_outline_area(&ground->countries[country]) / all : 0.0;
    return status;
}

/* Whether two countries have a border in common on the page. */
static bool is_neighbour(const struct work *work, size_t country)
{
    const routes_i_outline *outline = &work->map->ground->countries[country];
    const routes_i_outline *home = &work->map->ground->countries[work->scene->home];
    routes_i_rect near = routes_i_rect_grow(home->box, TOUCH);
    for (size_t i = 0; i < outline->n; i++)
        if (routes_i_rect_holds(near, outline->points[i]) &&
            routes_i_outline_distance(home, outline->points[i]) < TOUCH)
            return true;
    return false;
}

/* A neighbour stands at a moderate distance from the home country, so that its lanes do not come
 * from the other end of the land; another country at its representative point where that is on the
 * map, else at an inner point of what can be seen, if that is enough of it; else on a plate at the
 * frame. */
static routes_status place_country(const struct work *work, size_t country, routes_error *err)
{
    const routes_i_scene *scene = work->scene;
    const routes_i_ground *ground = work->map->ground;
    const routes_i_outline *outline = &ground->countries[country];
    routes_i_rect inside = routes_i_rect_grow(ground->frame, -EDGE_AIR);
    routes_i_xy at = routes_i_ground_at(ground, scene->countries[country].rep);
    double part = 0.0;
    double air = 0.0;
    work->stands[country] = NODE;
    work->inner[country] = at;
    if (country == scene->home)
        return ROUTES_OK;
    if (!(isfinite(at.x) && isfinite(at.y))) {
        work->stands[country] = NOWHERE; /* nothing says where it lies */
        return ROUTES_OK;
    }
    if (is_neighbour(work, country)) {
        work->inner[country] = routes_i_outline_inner_at(
            outline, inside, routes_i_ground_at(ground, scene->countries[scene->home].rep),
            NEIGHBOUR_AT, ENOUGH_AIR, &air);
        if (air > 0.0)
            return ROUTES_OK;
    }
    work->inner[country] = at;
    if (routes_i_rect_holds(inside, at))
        return ROUTES_OK;
    if (routes_geodesic_distance(scene->countries[scene->home].rep, scene->countries[country].rep) >
        FAR_M) {
        work->stands[country] = FAR_OFF;
        return ROUTES_OK;
    }
    routes_status status = seen_part(&part, work, country, err);
    if (status)
        return status;
    work->inner[country] = routes_i_outline_inner(outline, inside, &air);
    if (part < LEAST_SEEN || air <= 0.0)
        work->stands[country] = PLATE;
    return ROUTES_OK;
}

static routes_status place_countries(const struct work *work, routes_error *err)
{
    for (size_t c = 0; c < work->scene->country_count; c++) {
        work->stands[c] = NOWHERE;
        if (!is_used(work, c))
            continue;
        routes_status status = place_country(work, c, err);
        if (status)
            return status;
    }
    return ROUTES_OK;
}

/* The tone of a lane: neighbours apart from countries farther away. */
static uint32_t tone(const struct work *work, const routes_i_lane *lane)
{
    const routes_i_ends *sides[] = {&lane->from, &lane->to};
    for (int s = 0; s < 2; s++)
        for (size_t e = 0; e < sides[s]->count; e++) {
            size_t country = sides[s]->items[e].index;
            if (country != work->scene->home && !is_neighbour(work, country))
                return ROUTES_I_LANE_FAR;
        }
    return ROUTES_I_LANE_NEAR;
}

static const routes_i_lane *loop_of(const struct work *work)
{
    for (size_t i = 0; i < work->scene->lane_count; i++)
        if (work->sheet->shown[i] == ROUTES_I_SHOWN &&
            routes_i_lane_is_loop(work->scene, &work->scene->lanes[i]))
            return &work->scene->lanes[i];
    return NULL;
}

static routes_status add_home(const struct work *work, routes_error *err)
{
    routes_i_scene *scene = work->scene;
    const routes_i_area *home = &scene->countries[scene->home];
    const routes_i_lane *loop = loop_of(work);
    double radius = loop ? HOME_RADIUS : ROUTES_I_RADIUS_COUNTRY;
    routes_i_map_node node = {.kind = ROUTES_I_END_COUNTRY,
                              .index = scene->home,
                              .symbol = ROUTES_I_SYMBOL_COUNTRY,
                              .at = work->inner[scene->home],
                              .half_width = radius,
                              .half_height = radius,
                              .rgb = loop ? routes_i_fork_colours[0] : ROUTES_I_INK,
                              .name_style = ROUTES_I_NAME_COUNTRY,
                              .name = routes_i_capitals(scene, home->name),
                              .local = home->local,
                              .share_low = NAN,
                              .loop = loop};
    routes_status status = loop ? routes_i_sheet_tag(node.loop_text, scene, loop, err) : ROUTES_OK;
    if (loop && !node.loop_text[0])
        node.loop_text[0] = "named, no figure";
    if (!status && !node.name)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a name");
    if (!status)
        routes_i_map_add(work->map, node);
    return status;
}

/* What a plate says below the name: the distance where the country is a point on any map. */
static routes_status plate_sub(const char **sub, const struct work *work, size_t country,
                               routes_error *err)
{
    const routes_i_scene *scene = work->scene;
    routes_box box;
    routes_i_text text = {0};
    routes_status status = ROUTES_OK;
    *sub = "place not stated";
    if (scene->countries[country].shape.size == 0)
        return ROUTES_OK;
    status = routes_wkb_describe(NULL, NULL, &box, scene->countries[country].shape, err);
    if (status)
        return status;
    double diagonal = routes_geodesic_distance((routes_point){box.west, box.south},
                                               (routes_point){box.east, box.north});
    if (diagonal > POINT_M)
        return ROUTES_OK;
    double km =
        routes_geodesic_distance(scene->countries[scene->home].rep, scene->countries[country].rep) /
        1000.0;
    routes_i_words_number(&text, round(km / 10.0) * 10.0);
    routes_i_text_add(&text, " km away");
    *sub = routes_i_sheet_keep(work->scene, &text);
    return *sub ? ROUTES_OK : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a plate");
}

static routes_status add_country(const struct work *work, size_t country, routes_error *err)
{
    routes_i_scene *scene = work->scene;
    routes_i_map_node node = {.kind = ROUTES_I_END_COUNTRY,
                              .index = country,
                              .symbol = ROUTES_I_SYMBOL_COUNTRY,
                              .at = work->inner[country],
                              .half_width = ROUTES_I_RADIUS_COUNTRY,
                              .half_height = ROUTES_I_RADIUS_COUNTRY,
                              .rgb = ROUTES_I_INK,
                              .name_style = ROUTES_I_NAME_COUNTRY,
                              .name = routes_i_capitals(scene, scene->countries[country].name),
                              .share_low = NAN};
    if (!node.name)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a name");
    if (work->stands[country] == PLATE) {
        routes_status status = plate_sub(&node.sub, work, country, err);
        if (status)
            return status;
        node.plate = true;
        node.name_style = ROUTES_I_NAME_NONE;
        routes_i_map_size_plate(work->map, &node);
        node.at =
            routes_i_plates_at_edge(work->map, scene, country,
                                    (routes_i_xy){2.0 * node.half_width, 2.0 * node.half_height});
    }
    routes_i_map_add(work->map, node);
    return ROUTES_OK;
}

/* Countries, nodes first: plates keep off them. */
static routes_status add_countries(const struct work *work, routes_error *err)
{
    for (int plates = 0; plates < 2; plates++)
        for (size_t c = 0; c < work->scene->country_count; c++) {
            if (c == work->scene->home || work->stands[c] != (plates ? PLATE : NODE))
                continue;
            routes_status status = add_country(work, c, err);
            if (status)
                return status;
        }
    return ROUTES_OK;
}

/* Whether a lane goes by sea alone: then it keeps off the land. */
static bool at_sea(const routes_i_lane *lane)
{
    return routes_i_same(lane->mode, "sea");
}

/* Whether there is nothing but sea round a point, and no sign of another end. */
static bool is_open_sea(const struct work *work, routes_i_xy p)
{
    for (int k = 0; k < 8; k++)
        if (routes_i_mask_at(
                &work->map->ground->land,
                routes_i_xy_move(p, routes_i_xy_polar(k * ROUTES_I_PI / 4.0), OFF_COAST)))
            return false;
    for (size_t i = 0; i < work->map->node_count; i++)
        if (routes_i_xy_distance(p, work->map->nodes[i].at) <
            work->map->nodes[i].half_width + OFF_NODES)
            return false;
    return !routes_i_mask_at(&work->map->ground->land, p) &&
           routes_i_rect_holds(routes_i_rect_grow(work->map->ground->frame, -20.0), p);
}

/* Open water off a country's coast, the nearest to a point. */
static routes_i_xy off_coast(const struct work *work, size_t country, routes_i_xy from)
{
    const routes_i_layout_mask *land = &work->map->ground->land.view;
    const routes_i_outline *outline = &work->map->ground->countries[country];
    routes_i_rect near = routes_i_rect_grow(outline->box, 3.0 * OFF_COAST);
    routes_i_xy best = from;
    double least = INFINITY;
    for (size_t i = 0; i < land->width * land->height; i++) {
        routes_i_xy p = routes_i_mask_cell(&work->map->ground->land, i);
        double distance = routes_i_xy_distance(p, from);
        if (distance < least && routes_i_rect_holds(near, p) && is_open_sea(work, p) &&
            routes_i_outline_distance(outline, p) < 3.0 * OFF_COAST) {
            least = distance;
            best = p;
        }
    }
    return best;
}

/* The node off the coast of a country from which its lanes at sea begin: near its own node, or,
 * where the other end's is there already, on the coast that faces it. */
static size_t sea_node(const struct work *work, size_t country, size_t other)
{
    size_t found = routes_i_map_find(work->map, ROUTES_I_END_COUNTRY, country, 1);
    size_t facing = routes_i_map_find(work->map, ROUTES_I_END_COUNTRY, other, 1);
    if (found != ROUTES_I_NONE)
        return found;
    routes_i_xy from = facing != ROUTES_I_NONE ? work->map->nodes[facing].at : work->inner[country];
    return routes_i_map_add(work->map, (routes_i_map_node){.kind = ROUTES_I_END_COUNTRY,
                                                           .index = country,
                                                           .twin = 1,
                                                           .symbol = ROUTES_I_SYMBOL_END,
                                                           .at = off_coast(work, country, from),
                                                           .half_width = 3.0,
                                                           .half_height = 3.0,
                                                           .rgb = ROUTES_I_MUTED,
                                                           .share_low = NAN});
}

/* The place or crossing of the home country by which a lane goes; null: none is stated. */
static const routes_i_end *inner_via(const struct work *work, const routes_i_lane *lane)
{
    for (size_t i = 0; i < lane->via.count; i++)
        if (routes_i_end_is_inside(work->scene, &lane->via.items[i]) && lane->via.items[i].located)
            return &lane->via.items[i];
    return NULL;
}

static size_t via_node(const struct work *work, const routes_i_end *via)
{
    size_t found = routes_i_map_find(work->map, via->kind, via->index, 0);
    if (found != ROUTES_I_NONE)
        return found;
    if (via->kind == ROUTES_I_END_PLACE || via->kind == ROUTES_I_END_CROSSING)
        return routes_i_map_add(work->map, routes_i_spot_node(work->scene, work->map->ground, via));
    return routes_i_map_add(
        work->map, (routes_i_map_node){.kind = via->kind,
                                       .index = via->index,
                                       .symbol = ROUTES_I_SYMBOL_END,
                                       .at = routes_i_ground_at(work->map->ground, via->at),
                                       .half_width = ROUTES_I_RADIUS_END,
                                       .half_height = ROUTES_I_RADIUS_END,
                                       .rgb = ROUTES_I_INK,
                                       .name_style = ROUTES_I_NAME_AREA,
                                       .name = via->name,
                                       .share_low = NAN});
}

/* Node at which a lane begins or ends. */
static size_t node_of(const struct work *work, const routes_i_lane *lane, const routes_i_end *end,
                      const routes_i_end *other)
{
    const routes_i_end *via = inner_via(work, lane);
    if (end->index == work->scene->home && via)
        return via_node(work, via);
    if (work->stands[end->index] == NODE && at_sea(lane))
        return sea_node(work, end->index, other->index);
    return routes_i_map_find(work->map, ROUTES_I_END_COUNTRY, end->index, 0);
}

static bool is_far(const struct work *work, const routes_i_lane *lane)
{
    const routes_i_ends *sides[] = {&lane->from, &lane->to};
    for (int s = 0; s < 2; s++)
        for (size_t e = 0; e < sides[s]->count; e++)
            if (work->stands[sides[s]->items[e].index] == FAR_OFF)
                return true;
    return false;
}

static routes_status add_branch(const struct work *work, size_t index, const routes_i_end *from,
                                const routes_i_end *to, bool first, routes_error *err)
{
    const routes_i_lane *lane = &work->scene->lanes[index];
    size_t a = node_of(work, lane, from, to);
    size_t b = node_of(work, lane, to, from);
    if (a == ROUTES_I_NONE || b == ROUTES_I_NONE || a == b)
        return ROUTES_OK;
    routes_i_map_lane *drawn = &work->map->lanes[work->map->lane_count++];
    *drawn = (routes_i_map_lane){
        .lane = lane,
        .stroke = routes_i_sheet_stroke(lane, work->sheet->colours[index]),
        .labelled = true,
        .ends = {.from = a,
                 .to = b,
                 .through = ROUTES_I_NONE,
                 .mask = at_sea(lane) ? ROUTES_I_MASK_SEA : ROUTES_I_NONE,
                 .most = at_sea(lane) ? 1.5 : 0.5},
    };
    for (size_t i = 0; i < lane->via.count; i++)
        if (lane->via.items[i].kind == ROUTES_I_END_COUNTRY)
            drawn->ends.through =
                routes_i_map_find(work->map, ROUTES_I_END_COUNTRY, lane->via.items[i].index, 0);
    if (drawn->ends.through == a || drawn->ends.through == b)
        drawn->ends.through = ROUTES_I_NONE;
    drawn->ends.head_from = drawn->stroke.head_from != 0;
    drawn->ends.head_to = drawn->stroke.head_to != 0;
    return first ? routes_i_sheet_tag(drawn->tag, work->scene, lane, err) : ROUTES_OK;
}

static routes_status add_lanes(const struct work *work, routes_error *err)
{
    for (size_t i = 0; i < work->scene->lane_count; i++) {
        const routes_i_lane *lane = &work->scene->lanes[i];
        if (work->sheet->shown[i] != ROUTES_I_SHOWN || routes_i_lane_is_loop(work->scene, lane) ||
            is_far(work, lane))
            continue;
        work->sheet->colours[i] = tone(work, lane);
        for (size_t f = 0; f < lane->from.count; f++)
            for (size_t t = 0; t < lane->to.count; t++) {
                routes_status status =
                    add_branch(work, i, &lane->from.items[f], &lane->to.items[t], f + t == 0, err);
                if (status)
                    return status;
            }
    }
    return ROUTES_OK;
}

static void legend_where(const routes_i_sheet *sheet, routes_i_legend *legend)
{
    bool near = false;
    bool far = false;
    bool loop = false;
    const uint32_t ochre = ROUTES_I_LANE_NEAR;
    const uint32_t violet = ROUTES_I_LANE_FAR;
    for (size_t i = 0; i < sheet->map.lane_count; i++) {
        near = near || sheet->map.lanes[i].stroke.rgb == ochre;
        far = far || sheet->map.lanes[i].stroke.rgb == violet;
    }
    for (size_t i = 0; i < sheet->map.node_count; i++)
        loop = loop || sheet->map.nodes[i].loop;
    routes_i_legend_head(legend, "Where: colour");
    if (loop)
        routes_i_legend_loop(legend, routes_i_fork_colours[0],
                             "within the country: places not stated");
    if (near)
        routes_i_legend_colours(legend, ROUTES_DASH_DOTTED, &ochre, 1, "neighbouring countries");
    if (far)
        routes_i_legend_colours(legend, ROUTES_DASH_DOTTED, &violet, 1, "countries farther away");
    routes_i_legend_space(legend);
}

static void legend_numbers(const routes_i_sheet *sheet, routes_i_legend *legend)
{
    size_t n = 0;
    for (size_t i = 0; i < sheet->scene->lane_count; i++)
        n += sheet->shown[i] == ROUTES_I_SHOWN && sheet->scene->lanes[i].has_volume;
    if (n == 0)
        return;
    routes_i_legend_head(legend, "Numbers, each a measure of its own");
    for (size_t i = 0; i < sheet->scene->lane_count; i++) {
        const routes_i_lane *lane = &sheet->scene->lanes[i];
        if (sheet->shown[i] != ROUTES_I_SHOWN || !lane->has_volume)
            continue;
        routes_i_text amount = {0};
        routes_i_text unit = {0};
        routes_i_words_amount(&amount, lane);
        routes_i_words_unit(&unit, lane);
        if (lane->volume.kind == ROUTES_RANGE_LOWER_BOUND)
            routes_i_text_add(&unit, "; a lower bound");
        routes_i_words_span(&unit, lane, sheet->scene->period);
        routes_i_legend_number(legend, lane->id, sheet->colours[i], routes_i_text_get(&amount),
                               routes_i_text_get(&unit));
        routes_i_text_free(&amount);
        routes_i_text_free(&unit);
    }
}

static double draw_panel(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    routes_i_legend legend = {page, y};
    bool plate = false;
    for (size_t i = 0; i < sheet->map.node_count; i++)
        plate = plate || sheet->map.nodes[i].plate;
    routes_i_legend_lines(&legend, &sheet->map);
    legend_where(sheet, &legend);
    routes_i_legend_places(&legend, &sheet->map, "country: a fixed inner point, no place is stated",
                           "at sea, off the coast: places not stated");
    if (plate)
        routes_i_legend_plate(&legend, false,
                              "country outside the map, in its direction from the home country");
    routes_i_legend_space(&legend);
    if (sheet->inset.radius > 0.0)
        legend.y = routes_i_inset_draw(sheet, page, legend.y);
    legend_numbers(sheet, &legend);
    return legend.y;
}

static routes_status make_rooms(struct work *work, routes_error *err)
{
    size_t countries = work->scene->country_count + 1;
    routes_status status = routes_i_sheet_rooms(work->sheet, err);
    if (status)
        return status;
    work->map->long_lane = 900.0;
    work->stands = routes_i_arena_take(&work->scene->arena, countries * sizeof *work->stands);
    work->inner = routes_i_arena_take(&work->scene->arena, countries * sizeof *work->inner);
    for (size_t i = 0; i < work->scene->lane_count; i++)
        work->sheet->colours[i] = routes_i_fork_colours[0];
    return work->stands && work->inner
               ? ROUTES_OK
               : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu countries",
                               work->scene->country_count);
}

static routes_status fill_map(struct work *work, routes_error *err)
{
    sift(work);
    routes_status status = place_countries(work, err);
    if (!status)
        status = add_home(work, err);
    if (!status)
        status = add_countries(work, err);
    if (!status)
        status = add_lanes(work, err);
    if (!status)
        status = routes_i_map_name_countries(work->map, work->scene, err);
    return status;
}

/* Lanes with a far end, for the inset. */
static routes_status make_inset(struct work *work, routes_error *err)
{
    size_t n = 0;
    size_t *lanes =
        routes_i_arena_take(&work->scene->arena, (work->scene->lane_count + 1) * sizeof *lanes);
    if (!lanes)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the far lanes");
    for (size_t i = 0; i < work->scene->lane_count; i++)
        if (work->sheet->shown[i] == ROUTES_I_SHOWN && is_far(work, &work->scene->lanes[i]))
            lanes[n++] = i;
    return n > 0 ? routes_i_inset_make(work->sheet, lanes, n, err) : ROUTES_OK;
}

routes_status routes_i_sheet_region(routes_i_sheet *sheet, routes_i_scene *scene,
                                    const routes_i_fonts *fonts, routes_error *err)
{
    struct work work = {.sheet = sheet, .scene = scene, .map = &sheet->map};
    *sheet = (routes_i_sheet){
        .figure = "FIGURE 4-2",
        .other = "Figure 4-1",
        .scene = scene,
        .fonts = fonts,
        .draw_panel = draw_panel,
        .draw_rows = routes_i_sheet_lane_rows,
        .look = {ROUTES_I_SEA, ROUTES_I_LAND_HOME_REGION, ROUTES_I_LAND_NAMED, ROUTES_I_LAND_OTHER,
                 1.6, false, false},
    };
    routes_status status = routes_i_ground_fit_region(&sheet->ground, scene, err);
    if (!status)
        status = make_rooms(&work, err);
    if (!status)
        status = fill_map(&work, err);
    if (!status)
        status = routes_i_sheet_lane_words(sheet, "between ", " and other countries", err);
    if (!status)
        status = routes_i_map_solve(&sheet->map, err);
    if (!status)
        status = make_inset(&work, err);
    return status ? status : routes_i_sheet_measure(sheet, err);
}
