/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Figure 4-1: lanes among the provinces of the home country, and between them and its neighbours.
 */

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "render/parts.h"
#include "render/plates.h"
#include "render/style.h"
#include "render/words.h"

#define APART 42.0 /* between the rims of two nodes */
#define MANY_LANES 40
#define APART_TOWN 12.0 /* the same of a province that stands at its town */

/* The figure under way. */
struct work {
    routes_i_sheet *sheet;
    routes_i_scene *scene;
    routes_i_map *map;
    routes_i_xy (*plates)[ROUTES_I_PLATES]; /* [country_count] */
    size_t *plate_counts;                   /* [country_count] */
    routes_i_xy *anchors;                   /* scratch */
    bool crowded; /* so many lanes that numbers stand in the table alone */
};

/* Where a branch begins or ends: a lane of the home country at large begins where it passes. */
static const routes_i_end *branch_end(const routes_i_scene *scene, const routes_i_lane *lane,
                                      const routes_i_end *end)
{
    if (!routes_i_end_is_home(scene, end))
        return end;
    for (size_t i = 0; i < lane->via.count; i++)
        if (routes_i_end_is_inside(scene, &lane->via.items[i]))
            return &lane->via.items[i];
    return NULL;
}

static bool has_home_end(const routes_i_scene *scene, const routes_i_lane *lane)
{
    const routes_i_ends *sides[] = {&lane->from, &lane->to};
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < sides[s]->count; i++)
            if (routes_i_end_is_home(scene, &sides[s]->items[i]))
                return true;
    return false;
}

/* Whether some branch of a lane can be drawn. */
static bool can_stand(const routes_i_scene *scene, const routes_i_lane *lane,
                      const routes_i_ends *ends)
{
    for (size_t i = 0; i < ends->count; i++) {
        const routes_i_end *end = branch_end(scene, lane, &ends->items[i]);
        if (end && end->located)
            return true;
    }
    return false;
}

/* Which lanes the figure shows; those of a share count as shown by the bar. */
static void sift(const struct work *work)
{
    const routes_i_scene *scene = work->scene;
    routes_i_sheet *sheet = work->sheet;
    for (size_t i = 0; i < scene->lane_count; i++) {
        const routes_i_lane *lane = &scene->lanes[i];
        bool inner = routes_i_ends_inside(scene, &lane->from) ||
                     routes_i_ends_inside(scene, &lane->to) ||
                     routes_i_ends_inside(scene, &lane->via);
        if (routes_i_same(lane->basis, "case"))
            sheet->shown[i] = ROUTES_I_LISTED_CASE;
        else if (routes_i_lane_is_loop(scene, lane) || routes_i_shares_has(&sheet->shares, i))
            sheet->shown[i] = ROUTES_I_SHOWN;
        else if (!inner)
            sheet->shown[i] = ROUTES_I_LISTED_COUNTRIES;
        else if (!can_stand(scene, lane, &lane->from) || !can_stand(scene, lane, &lane->to))
            sheet->shown[i] = ROUTES_I_LISTED_NOWHERE;
        sheet->shown_count += sheet->shown[i] == ROUTES_I_SHOWN;
    }
}

/* Forks take the tones in turn; other lanes say only whether they cross the border. */
static void colour_lanes(const struct work *work)
{
    const routes_i_scene *scene = work->scene;
    size_t forks = 0;
    for (size_t i = 0; i < scene->lane_count; i++) {
        const routes_i_lane *lane = &scene->lanes[i];
        bool crosses = false;
        const routes_i_ends *sides[] = {&lane->from, &lane->to};
        for (int s = 0; s < 2; s++)
            for (size_t e = 0; e < sides[s]->count; e++)
                crosses = crosses || (sides[s]->items[e].kind == ROUTES_I_END_COUNTRY &&
                                      !routes_i_end_is_home(scene, &sides[s]->items[e]));
        bool fork = lane->to.count > 1 && lane->from.count > 0 && lane->from.items[0].located &&
                    lane->from.items[0].kind == ROUTES_I_END_PROVINCE;
        work->sheet->colours[i] = crosses                          ? ROUTES_I_LANE_NEAR
                                  : fork && forks < ROUTES_I_FORKS ? routes_i_fork_colours[forks++]
                                                                   : ROUTES_I_LANE_HOME;
    }
}

/* The town that stands for a province where lanes end: one called a destination, else the capital.
 */
static const routes_i_spot *town_of(const routes_i_scene *scene, size_t province)
{
    const routes_i_spot *town = NULL;
    for (size_t i = 0; i < scene->place_count; i++) {
        const routes_i_spot *place = &scene->places[i];
        if (!routes_i_same(place->area, scene->provinces[province].id))
            continue;
        if (routes_i_list_has(place->role, "destination"))
            return place;
        if (place->capital && !town)
            town = place;
    }
    return town;
}

/* Whether some lane that is shown ends at this end. */
static bool is_destination(const struct work *work, const routes_i_end *end)
{
    for (size_t i = 0; i < work->scene->lane_count; i++) {
        const routes_i_lane *lane = &work->scene->lanes[i];
        for (size_t e = 0; e < lane->to.count && work->sheet->shown[i] == ROUTES_I_SHOWN; e++)
            if (lane->to.items[e].kind == end->kind && lane->to.items[e].index == end->index &&
                end->kind != ROUTES_I_END_GROUP)
                return true;
    }
    return false;
}

/* The node for a province, with the share of the lane that begins there, if it states one. */
static routes_i_map_node province_node(const struct work *work, const routes_i_end *end)
{
    const routes_i_scene *scene = work->scene;
    const routes_i_area *area = &scene->provinces[end->index];
    const routes_i_spot *town = is_destination(work, end) ? town_of(scene, end->index) : NULL;
    bool destination = is_destination(work, end);
    routes_i_map_node node = {
        .kind = end->kind,
        .index = end->index,
        .symbol = destination ? ROUTES_I_SYMBOL_DESTINATION : ROUTES_I_SYMBOL_END,
        .at = routes_i_ground_at(work->map->ground, town ? town->at : area->rep),
        .rgb = ROUTES_I_INK,
        .name_style = destination ? ROUTES_I_NAME_DESTINATION : ROUTES_I_NAME_AREA,
        .name = area->name,
        .local = area->local,
        .share_low = NAN,
        .port = routes_i_spot_is_port(town),
        .outline = &work->map->ground->provinces[end->index],
    };
    node.half_width = node.half_height = routes_i_symbol_radius(node.symbol);
    return node;
}

/* A group is told from others by its id alone: `index` is the lane that brought it first. */
static size_t group_key(const struct work *work, const routes_i_end *end)
{
    for (size_t i = 0; i < work->scene->lane_count; i++) {
        const routes_i_lane *lane = &work->scene->lanes[i];
        for (size_t e = 0; e < lane->from.count; e++)
            if (routes_i_same(lane->from.items[e].id, end->id))
                return i;
        for (size_t e = 0; e < lane->to.count; e++)
            if (routes_i_same(lane->to.items[e].id, end->id))
                return i;
    }
    return work->scene->lane_count;
}

static size_t key_of(const struct work *work, const routes_i_end *end)
{
    return end->kind == ROUTES_I_END_GROUP ? group_key(work, end) : end->index;
}

/* Adds the node of an inner end where it is not there yet; plates come later. */
static void add_inner(const struct work *work, const routes_i_end *end)
{
    if (!end || !end->located || end->kind == ROUTES_I_END_COUNTRY ||
        end->kind == ROUTES_I_END_GROUP ||
        routes_i_map_find(work->map, end->kind, end->index, 0) != ROUTES_I_NONE)
        return;
    routes_i_map_add(work->map, end->kind == ROUTES_I_END_PROVINCE
                                    ? province_node(work, end)
                                    : routes_i_spot_node(work->scene, work->map->ground, end));
}

static void add_inner_nodes(const struct work *work)
{
    for (size_t i = 0; i < work->scene->lane_count; i++) {
        const routes_i_lane *lane = &work->scene->lanes[i];
        if (work->sheet->shown[i] != ROUTES_I_SHOWN || routes_i_lane_is_loop(work->scene, lane) ||
            !can_stand(work->scene, lane, &lane->from))
            continue;
        for (size_t e = 0; e < lane->from.count; e++)
            add_inner(work, branch_end(work->scene, lane, &lane->from.items[e]));
        for (size_t e = 0; e < lane->to.count; e++)
            add_inner(work, branch_end(work->scene, lane, &lane->to.items[e]));
        for (size_t e = 0; e < lane->via.count; e++)
            if (routes_i_end_is_inside(work->scene, &lane->via.items[e]))
                add_inner(work, &lane->via.items[e]);
    }
}

/* Origins of a share become discs. */
static routes_status add_shares(const struct work *work, routes_error *err)
{
    const routes_i_shares *shares = &work->sheet->shares;
    for (size_t i = 0; i < shares->count; i++) {
        const routes_i_lane *lane = &work->scene->lanes[shares->lanes[i]];
        work->sheet->share_colours[i] = work->sheet->colours[shares->lanes[i]];
        if (lane->from.count != 1 || lane->from.items[0].kind != ROUTES_I_END_PROVINCE)
            continue;
        size_t at =
            routes_i_map_find(work->map, ROUTES_I_END_PROVINCE, lane->from.items[0].index, 0);
        if (at == ROUTES_I_NONE || work->map->nodes[at].symbol == ROUTES_I_SYMBOL_DESTINATION)
            continue;
        routes_i_map_node *node = &work->map->nodes[at];
        routes_i_text text = {0};
        routes_i_words_range(&text, lane->volume);
        node->share_text = routes_i_sheet_keep(work->scene, &text);
        if (!node->share_text)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a share");
        routes_i_share_ends(&node->share_low, &node->share_high, lane->volume);
        node->symbol = ROUTES_I_SYMBOL_SHARE;
        node->rgb = work->sheet->colours[shares->lanes[i]];
        node->half_width = node->half_height = routes_i_share_radius(node->share_high);
    }
    return ROUTES_OK;
}

/* How much too near a node at `at` would be to the others. */
static double crowding(const routes_i_map *map, size_t self, routes_i_xy at)
{
    double lack = 0.0;
    double apart = map->nodes[self].symbol == ROUTES_I_SYMBOL_DESTINATION ? APART_TOWN : APART;
    for (size_t i = 0; i < map->node_count; i++)
        if (i != self) {
            double air = routes_i_xy_distance(at, map->nodes[i].at) - map->nodes[i].half_width -
                         map->nodes[self].half_width;
            lack += routes_i_more(0.0, apart - air);
        }
    return lack;
}

/* Moves a province's node within the province to where it is not too near another. */
static void part_node(routes_i_map *map, size_t index)
{
    routes_i_map_node *node = &map->nodes[index];
    routes_i_xy best = node->at;
    double least = 8.0 * crowding(map, index, node->at);
    for (int k = 0; k < 900 && least > 0.0; k++) {
        routes_i_xy at = routes_i_rect_cell(node->outline->box, k, 30, 30);
        if (!routes_i_outline_holds(node->outline, at) ||
            routes_i_outline_distance(node->outline, at) < 6.0)
            continue;
        double cost = 8.0 * crowding(map, index, at) + routes_i_xy_distance(at, node->at);
        if (cost < least) {
            least = cost;
            best = at;
        }
    }
    node->at = best;
}

/* A province's node stands for an area, not for a spot: where two are too near each other, that of
 * the larger province moves. Depends on which lanes there are, never on how many persons. */
static void part_nodes(const struct work *work)
{
    routes_i_map *map = work->map;
    for (int destinations = 0; destinations < 2; destinations++) {
        double done = INFINITY; /* area of the province moved last */
        for (size_t round = 0; round < map->node_count; round++) {
            size_t next = ROUTES_I_NONE;
            double most = 0.0;
            for (size_t i = 0; i < map->node_count; i++) {
                const routes_i_map_node *node = &map->nodes[i];
                bool destination = node->symbol == ROUTES_I_SYMBOL_DESTINATION;
                if (node->kind != ROUTES_I_END_PROVINCE || destination != (destinations == 1))
                    continue;
                double area = routes_i_outline_area(node->outline);
                if (area > most && area < done) {
                    most = area;
                    next = i;
                }
            }
            if (next == ROUTES_I_NONE)
                break;
            part_node(map, next);
            done = most;
        }
    }
}

/* Inner ends of the lanes of one foreign country. */
static size_t find_anchors(const struct work *work, size_t country)
{
    size_t n = 0;
    for (size_t i = 0; i < work->scene->lane_count; i++) {
        const routes_i_lane *lane = &work->scene->lanes[i];
        if (work->sheet->shown[i] != ROUTES_I_SHOWN || routes_i_lane_is_loop(work->scene, lane))
            continue;
        const routes_i_ends *sides[] = {&lane->from, &lane->to};
        for (int s = 0; s < 2; s++)
            for (size_t e = 0; e < sides[s]->count; e++) {
                if (sides[s]->items[e].kind != ROUTES_I_END_COUNTRY ||
                    sides[s]->items[e].index != country || country == work->scene->home)
                    continue;
                for (size_t o = 0; o < sides[1 - s]->count; o++) {
                    const routes_i_end *other =
                        branch_end(work->scene, lane, &sides[1 - s]->items[o]);
                    if (other && other->located)
                        work->anchors[n++] = routes_i_ground_at(work->map->ground, other->at);
                }
            }
    }
    return n;
}

static routes_status add_country_plates(const struct work *work, routes_error *err)
{
    routes_i_scene *scene = work->scene;
    for (size_t c = 0; c < scene->country_count; c++) {
        size_t n = find_anchors(work, c);
        if (n == 0)
            continue;
        routes_i_map_node node = {.kind = ROUTES_I_END_COUNTRY,
                                  .index = c,
                                  .plate = true,
                                  .rgb = ROUTES_I_LANE_NEAR,
                                  .share_low = NAN,
                                  .name = routes_i_capitals(scene, scene->countries[c].name),
                                  .sub = "place not stated"};
        if (!node.name)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a plate");
        routes_i_map_size_plate(work->map, &node);
        routes_i_xy size = {2.0 * node.half_width, 2.0 * node.half_height};
        work->plate_counts[c] =
            routes_i_plates_find(work->plates[c], work->map, scene, c, size, work->anchors, n);
        for (size_t p = 0; p < work->plate_counts[c]; p++) {
            node.twin = p;
            node.at = work->plates[c][p];
            routes_i_map_add(work->map, node);
        }
    }
    return ROUTES_OK;
}

static void add_groups(const struct work *work)
{
    for (size_t i = 0; i < work->scene->lane_count; i++) {
        const routes_i_lane *lane = &work->scene->lanes[i];
        const routes_i_ends *sides[] = {&lane->from, &lane->to};
        for (int s = 0; s < 2 && work->sheet->shown[i] == ROUTES_I_SHOWN; s++)
            for (size_t e = 0; e < sides[s]->count; e++) {
                const routes_i_end *end = &sides[s]->items[e];
                if (end->kind != ROUTES_I_END_GROUP || !end->located ||
                    routes_i_map_find(work->map, end->kind, key_of(work, end), 0) != ROUTES_I_NONE)
                    continue;
                routes_i_map_node node = {.kind = end->kind,
                                          .index = key_of(work, end),
                                          .plate = true,
                                          .dotted = true,
                                          .rgb = ROUTES_I_LANE_HOME,
                                          .share_low = NAN,
                                          .name = end->name,
                                          .sub = "which ones: not stated"};
                routes_i_map_size_plate(work->map, &node);
                node.at = routes_i_plates_settle(
                    work->map, (routes_i_xy){2.0 * node.half_width, 2.0 * node.half_height},
                    routes_i_ground_at(work->map->ground, end->at), 1.0);
                routes_i_map_add(work->map, node);
            }
    }
}

/* Node of an end, seen from the other end of the branch; ROUTES_I_NONE where it has none. */
static size_t node_of(const struct work *work, const routes_i_end *end, const routes_i_end *other)
{
    if (!end || !end->located)
        return ROUTES_I_NONE;
    size_t twin = 0;
    if (end->kind == ROUTES_I_END_COUNTRY && other)
        twin = routes_i_plates_choose(work->plates[end->index], work->plate_counts[end->index],
                                      work->map, routes_i_ground_at(work->map->ground, other->at));
    return routes_i_map_find(work->map, end->kind, key_of(work, end), twin);
}

/* Whether a lane passes a point inside that stands for neither of its ends. */
static const routes_i_end *passed(const struct work *work, const routes_i_lane *lane)
{
    if (has_home_end(work->scene, lane))
        return NULL; /* there the lane begins or ends */
    for (size_t i = 0; i < lane->via.count; i++)
        if (routes_i_end_is_inside(work->scene, &lane->via.items[i]) &&
            lane->via.items[i].located && lane->via.items[i].kind != ROUTES_I_END_GROUP)
            return &lane->via.items[i];
    return NULL;
}

/* Adds one curve; null where its two nodes are one. */
static routes_i_map_lane *add_curve(const struct work *work, size_t index, const routes_i_end *a,
                                    const routes_i_end *b)
{
    const routes_i_lane *lane = &work->scene->lanes[index];
    if (!a || !b)
        return NULL;
    size_t node_a = node_of(work, a, b);
    size_t node_b = node_of(work, b, a);
    if (node_a == ROUTES_I_NONE || node_b == ROUTES_I_NONE || node_a == node_b)
        return NULL;
    bool domestic = a->kind != ROUTES_I_END_COUNTRY && b->kind != ROUTES_I_END_COUNTRY;
    routes_i_map_lane *drawn = &work->map->lanes[work->map->lane_count++];
    *drawn = (routes_i_map_lane){
        .lane = lane,
        .stroke = routes_i_sheet_stroke(lane, work->sheet->colours[index]),
        .labelled = true,
        .ends = {.from = node_a,
                 .to = node_b,
                 .through = ROUTES_I_NONE,
                 .mask = domestic ? ROUTES_I_MASK_OWN : ROUTES_I_NONE},
    };
    drawn->ends.head_from = drawn->stroke.head_from != 0;
    drawn->ends.head_to = drawn->stroke.head_to != 0;
    return drawn;
}

/* A branch from end to end; by way of a point inside it is two curves, the first without a head. */
static routes_status add_branch(const struct work *work, size_t index, const routes_i_end *from,
                                const routes_i_end *to, bool first, routes_error *err)
{
    const routes_i_lane *lane = &work->scene->lanes[index];
    const routes_i_end *a = branch_end(work->scene, lane, from);
    const routes_i_end *b = branch_end(work->scene, lane, to);
    const routes_i_end *via = a && b ? passed(work, lane) : NULL;
    routes_i_map_lane *before = via ? add_curve(work, index, a, via) : NULL;
    routes_i_map_lane *drawn = add_curve(work, index, before ? via : a, b);
    if (before && drawn) {
        before->stroke.head_to = 0;
        before->ends.head_to = false;
        drawn->stroke.head_from = 0;
        drawn->ends.head_from = false;
    }
    if (!drawn)
        return ROUTES_OK;
    drawn->feather_from = a != from;
    drawn->feather_to = b != to;
    if (!first || routes_i_shares_has(&work->sheet->shares, index) || work->crowded)
        return ROUTES_OK;
    return routes_i_sheet_tag(drawn->tag, work->scene, lane, err);
}

static routes_status add_lanes(const struct work *work, routes_error *err)
{
    for (size_t i = 0; i < work->scene->lane_count; i++) {
        const routes_i_lane *lane = &work->scene->lanes[i];
        if (work->sheet->shown[i] != ROUTES_I_SHOWN || routes_i_lane_is_loop(work->scene, lane))
            continue;
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

/* Lanes from the country to itself: a plate each, where it disturbs least. */
static routes_status add_loops(const struct work *work, routes_error *err)
{
    routes_i_scene *scene = work->scene;
    for (size_t i = 0; i < scene->lane_count; i++) {
        const routes_i_lane *lane = &scene->lanes[i];
        if (work->sheet->shown[i] != ROUTES_I_SHOWN || !routes_i_lane_is_loop(scene, lane))
            continue;
        routes_i_map_node node = {.kind = ROUTES_I_END_COUNTRY,
                                  .index = scene->home,
                                  .twin = i,
                                  .plate = true,
                                  .rgb = ROUTES_I_LANE_HOME,
                                  .share_low = NAN,
                                  .name =
                                      routes_i_capitals(scene, scene->countries[scene->home].name),
                                  .sub = "within the country; where: not stated",
                                  .loop = lane};
        routes_status status = routes_i_sheet_tag(node.loop_text, scene, lane, err);
        if (status)
            return status;
        if (!node.name)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a plate");
        if (!node.loop_text[0])
            node.loop_text[0] = "named, no figure";
        routes_i_map_size_plate(work->map, &node);
        node.at = routes_i_plates_settle(
            work->map, (routes_i_xy){2.0 * node.half_width, 2.0 * node.half_height},
            routes_i_ground_at(work->map->ground, scene->countries[scene->home].rep), 0.05);
        routes_i_map_add(work->map, node);
    }
    return ROUTES_OK;
}

/* Names of the provinces that have no node, and of the neighbours that have no plate. */
static routes_status add_areas(const struct work *work, routes_error *err)
{
    routes_i_scene *scene = work->scene;
    routes_i_map *map = work->map;
    for (size_t i = 0; i < scene->province_count; i++) {
        const routes_i_area *area = &scene->provinces[i];
        if (routes_i_map_find(map, ROUTES_I_END_PROVINCE, i, 0) != ROUTES_I_NONE)
            continue;
        uint32_t rgb = area->named ? ROUTES_I_INK : ROUTES_I_MUTED;
        map->areas[map->area_count++] =
            (routes_i_map_area){.name = area->name,
                                .local = area->local,
                                .outline = &map->ground->provinces[i],
                                .at = routes_i_ground_at(map->ground, area->rep),
                                .type = {ROUTES_I_SANS, ROUTES_I_TEXT_AREA, rgb},
                                .leave_out = 300.0};
    }
    routes_i_map_name_waters(map, scene);
    return routes_i_map_name_countries(map, scene, err);
}

static void legend_colours(const routes_i_sheet *sheet, routes_i_legend *legend)
{
    uint32_t forks[ROUTES_I_FORKS];
    size_t n = 0;
    bool home = false;
    bool near = false;
    for (size_t i = 0; i < sheet->map.lane_count; i++) {
        uint32_t rgb = sheet->map.lanes[i].stroke.rgb;
        home = home || rgb == ROUTES_I_LANE_HOME;
        near = near || rgb == ROUTES_I_LANE_NEAR;
        for (size_t f = 0; f < ROUTES_I_FORKS; f++)
            if (rgb == routes_i_fork_colours[f] && f == n)
                forks[n++] = rgb;
    }
    routes_i_legend_head(legend, "Where: colour");
    const uint32_t slate = ROUTES_I_LANE_HOME;
    const uint32_t ochre = ROUTES_I_LANE_NEAR;
    if (n > 0)
        routes_i_legend_colours(legend, ROUTES_DASH_LONG, forks, n,
                                "within the country: one tone for each origin with several ends");
    if (home)
        routes_i_legend_colours(legend, ROUTES_DASH_DOTTED, &slate, 1,
                                n > 0 ? "within the country, other lanes" : "within the country");
    if (near)
        routes_i_legend_colours(legend, ROUTES_DASH_DOTTED, &ochre, 1, "across the border");
    routes_i_legend_space(legend);
}

static void legend_shares(const routes_i_sheet *sheet, routes_i_legend *legend)
{
    if (sheet->shares.count == 0)
        return;
    const routes_i_lane *lane = &sheet->scene->lanes[sheet->shares.lanes[0]];
    routes_i_text text = {0};
    routes_i_legend_head(legend, "Shares of one whole, by origin");
    routes_i_text_add(&text, "% of ");
    routes_i_text_add(&text, lane->denominator ? lane->denominator : "one whole");
    routes_i_text_add(&text, ". Disc area = share: dark to the low, light to the high end. Its "
                             "split over the ends is not stated.");
    routes_i_legend_remark(legend, routes_i_text_get(&text), false);
    routes_i_text_free(&text);
    routes_i_rect bar = {ROUTES_I_MARGIN, legend->y, ROUTES_I_PANEL - 30.0, legend->y + 28.0};
    legend->y +=
        routes_i_shares_bar(&sheet->shares, sheet->scene, legend->page, bar, sheet->share_colours);
    routes_i_legend_space(legend);
}

static void legend_places(const routes_i_sheet *sheet, routes_i_legend *legend)
{
    const routes_i_map *map = &sheet->map;
    bool group = false;
    bool feather = false;
    bool plate = false;
    bool unnamed = false;
    for (size_t i = 0; i < map->node_count; i++) {
        group = group || map->nodes[i].dotted;
        plate = plate || (map->nodes[i].plate && !map->nodes[i].dotted && !map->nodes[i].loop);
    }
    for (size_t i = 0; i < map->lane_count; i++)
        feather = feather || map->lanes[i].feather_from || map->lanes[i].feather_to;
    for (size_t i = 0; i < sheet->scene->province_count; i++)
        unnamed = unnamed || !sheet->scene->provinces[i].named;
    routes_i_legend_places(legend, map, NULL, "province named: a fixed inner point");
    if (feather)
        routes_i_legend_feather(legend, ROUTES_I_LANE_NEAR,
                                "from the country at large, place not stated");
    if (group)
        routes_i_legend_plate(legend, true, "group of provinces, not named one by one");
    if (plate)
        routes_i_legend_plate(legend, false, "another country");
    if (unnamed)
        routes_i_legend_fill(legend, ROUTES_I_LAND_HOME, ROUTES_I_PROVINCE_LINE,
                             ROUTES_HATCH_SINGLE,
                             "no lane names this province: no information, which is not none");
}

static double draw_panel(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    routes_i_legend legend = {page, y};
    routes_i_legend_lines(&legend, &sheet->map);
    if (sheet->shown_count > MANY_LANES)
        routes_i_legend_remark(&legend, "So many lanes: numbers stand in the table alone.", true);
    legend_colours(sheet, &legend);
    legend_shares(sheet, &legend);
    legend_places(sheet, &legend);
    return legend.y;
}

static routes_status make_rooms(struct work *work, routes_error *err)
{
    routes_i_arena *arena = &work->scene->arena;
    size_t countries = work->scene->country_count + 1;
    routes_status status = routes_i_sheet_rooms(work->sheet, err);
    if (status)
        return status;
    work->plates = routes_i_arena_take(arena, countries * sizeof *work->plates);
    work->plate_counts = routes_i_arena_take(arena, countries * sizeof *work->plate_counts);
    work->anchors = routes_i_arena_take(arena, (work->map->lane_room + 1) * sizeof *work->anchors);
    if (!work->plates || !work->plate_counts || !work->anchors)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the plates of %zu countries",
                             work->scene->country_count);
    return ROUTES_OK;
}

/* What stands on the map, in the order in which one thing needs the others. */
static routes_status fill_map(struct work *work, routes_error *err)
{
    sift(work);
    work->crowded = work->sheet->shown_count > MANY_LANES;
    colour_lanes(work);
    add_inner_nodes(work);
    routes_status status = add_shares(work, err);
    if (status)
        return status;
    part_nodes(work);
    status = add_country_plates(work, err);
    if (status)
        return status;
    add_groups(work);
    status = add_lanes(work, err);
    if (!status)
        status = add_loops(work, err);
    if (!status)
        status = add_areas(work, err);
    return status;
}

routes_status routes_i_sheet_lanes(routes_i_sheet *sheet, routes_i_scene *scene,
                                   const routes_i_fonts *fonts, routes_error *err)
{
    struct work work = {.sheet = sheet, .scene = scene, .map = &sheet->map};
    *sheet = (routes_i_sheet){
        .figure = "FIGURE 4-1",
        .other = "Figure 4-2",
        .scene = scene,
        .fonts = fonts,
        .draw_panel = draw_panel,
        .draw_rows = routes_i_sheet_lane_rows,
        .look = {ROUTES_I_SEA, ROUTES_I_LAND_HOME, ROUTES_I_LAND_OTHER, ROUTES_I_LAND_OTHER, 2.2,
                 true, true},
    };
    routes_status status = routes_i_ground_fit_home(&sheet->ground, scene, err);
    if (!status)
        status = make_rooms(&work, err);
    if (!status)
        status = routes_i_shares_find(&sheet->shares, scene, err);
    if (!status)
        status = fill_map(&work, err);
    if (!status)
        status = routes_i_sheet_lane_words(sheet, "among the provinces of ", "", err);
    if (!status)
        status = routes_i_map_solve(&sheet->map, err);
    return status ? status : routes_i_sheet_measure(sheet, err);
}
