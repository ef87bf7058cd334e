/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/parts.h"

#include "core/fail.h"
#include "render/plates.h"
#include "render/style.h"

static bool has_home(const routes_i_scene *scene, const routes_i_ends *ends)
{
    for (size_t i = 0; i < ends->count; i++)
        if (routes_i_end_is_home(scene, &ends->items[i]))
            return true;
    return false;
}

bool routes_i_ends_inside(const routes_i_scene *scene, const routes_i_ends *ends)
{
    for (size_t i = 0; i < ends->count; i++)
        if (routes_i_end_is_inside(scene, &ends->items[i]))
            return true;
    return false;
}

bool routes_i_lane_is_loop(const routes_i_scene *scene, const routes_i_lane *lane)
{
    return has_home(scene, &lane->from) && has_home(scene, &lane->to);
}

bool routes_i_spot_is_port(const routes_i_spot *spot)
{
    return spot &&
           (routes_i_list_has(spot->role, "sea_gateway") || routes_i_same(spot->kind, "port"));
}

static routes_i_symbol symbol_of_spot(const routes_i_spot *spot, routes_i_end_kind kind)
{
    if (kind == ROUTES_I_END_CROSSING || routes_i_list_has(spot->role, "border_crossing"))
        return ROUTES_I_SYMBOL_CROSSING;
    if (routes_i_list_has(spot->role, "rallying_point"))
        return ROUTES_I_SYMBOL_RALLYING;
    if (routes_i_same(spot->kind, "airport"))
        return ROUTES_I_SYMBOL_AIRPORT;
    if (routes_i_spot_is_port(spot))
        return ROUTES_I_SYMBOL_PORT;
    return ROUTES_I_SYMBOL_DESTINATION;
}

routes_i_map_node routes_i_spot_node(const routes_i_scene *scene, const routes_i_ground *ground,
                                     const routes_i_end *end)
{
    const routes_i_spot *spot = end->kind == ROUTES_I_END_PLACE ? &scene->places[end->index]
                                                                : &scene->crossings[end->index];
    routes_i_symbol symbol = symbol_of_spot(spot, end->kind);
    double radius = routes_i_symbol_radius(symbol);
    return (routes_i_map_node){.kind = end->kind,
                               .index = end->index,
                               .symbol = symbol,
                               .at = routes_i_ground_at(ground, spot->at),
                               .half_width = radius,
                               .half_height = radius,
                               .rgb = ROUTES_I_INK,
                               .name_style = ROUTES_I_NAME_PLACE,
                               .name = spot->name,
                               .share_low = NAN};
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

const char *routes_i_capitals(routes_i_scene *scene, const char *name)
{
    char *copy = routes_i_arena_text(&scene->arena, name);
    for (char *c = copy; c && *c; c++)
        *c = upper(*c);
    return copy;
}

static bool has_node(const routes_i_map *map, size_t country)
{
    for (size_t i = 0; i < map->node_count; i++)
        if (map->nodes[i].kind == ROUTES_I_END_COUNTRY && map->nodes[i].index == country)
            return true;
    return false;
}

routes_status routes_i_map_name_countries(routes_i_map *map, routes_i_scene *scene,
                                          routes_error *err)
{
    for (size_t i = 0; i < scene->country_count; i++) {
        const routes_i_outline *outline = &map->ground->countries[i];
        double air = 0.0;
        if (i == scene->home || has_node(map, i) || outline->n == 0)
            continue;
        routes_i_xy at =
            routes_i_outline_inner(outline, routes_i_rect_grow(map->ground->frame, -10.0), &air);
        if (air < 16.0)
            continue;
        const char *name = routes_i_capitals(scene, scene->countries[i].name);
        if (!name)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a name");
        map->areas[map->area_count++] =
            (routes_i_map_area){.name = name,
                                .outline = outline,
                                .at = at,
                                .type = {ROUTES_I_SANS, 16.0, ROUTES_I_MUTED},
                                .leave_out = 25.0};
    }
    return ROUTES_OK;
}

void routes_i_map_name_waters(routes_i_map *map, const routes_i_scene *scene)
{
    routes_i_rect home =
        routes_i_rect_join(map->ground->countries[scene->home].box, routes_i_rect_none());
    for (size_t i = 0; i < scene->province_count; i++)
        home = routes_i_rect_join(home, map->ground->provinces[i].box);
    for (size_t i = 0; i < scene->water_count; i++) {
        double air = 0.0;
        routes_i_xy at = routes_i_outline_inner(&map->ground->waters[i], home, &air);
        if (air > 0.0)
            map->areas[map->area_count++] =
                (routes_i_map_area){.name = scene->waters[i].name,
                                    .outline = &map->ground->waters[i],
                                    .at = at,
                                    .type = {ROUTES_I_SERIF_ITALIC, 16.0, ROUTES_I_WATER_NAME},
                                    .leave_out = 4.0};
    }
}

routes_status routes_i_sheet_rooms(routes_i_sheet *sheet, routes_error *err)
{
    routes_i_scene *scene = sheet->scene;
    size_t ends = 0;
    size_t branches = 0;
    for (size_t i = 0; i < scene->lane_count; i++) {
        const routes_i_lane *lane = &scene->lanes[i];
        ends += lane->from.count + lane->to.count + lane->via.count + 1;
        branches += 2 * lane->from.count * lane->to.count; /* before and behind a via point */
    }
    routes_i_arena *arena = &scene->arena;
    size_t countries = scene->country_count + 1;
    sheet->shown = routes_i_arena_take(arena, (scene->lane_count + 1) * sizeof *sheet->shown);
    sheet->colours = routes_i_arena_take(arena, (scene->lane_count + 1) * sizeof *sheet->colours);
    sheet->share_colours =
        routes_i_arena_take(arena, (scene->lane_count + 1) * sizeof *sheet->share_colours);
    if (!sheet->shown || !sheet->colours || !sheet->share_colours)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a map of %zu lanes",
                             scene->lane_count);
    return routes_i_sheet_map(sheet, ends + ROUTES_I_PLATES * countries, branches, err);
}

static bool any_dash(const routes_i_map *map, routes_dash dash)
{
    for (size_t i = 0; i < map->lane_count; i++)
        if (map->lanes[i].stroke.dash == dash)
            return true;
    return false;
}

static bool any_symbol(const routes_i_map *map, routes_i_symbol symbol)
{
    for (size_t i = 0; i < map->node_count; i++)
        if (!map->nodes[i].plate && map->nodes[i].symbol == symbol)
            return true;
    return false;
}

void routes_i_legend_lines(routes_i_legend *legend, const routes_i_map *map)
{
    routes_i_legend_head(legend, "How sure: line style");
    static const struct {
        routes_dash dash;
        const char *text;
    } styles[] = {
        {ROUTES_DASH_SOLID, "a number of persons is stated"},
        {ROUTES_DASH_LONG, "a share (%) is stated, or an estimate"},
        {ROUTES_DASH_DOTTED, "named, no figure"},
        {ROUTES_DASH_SPARSE, "one documented case, not a flow"},
        {ROUTES_DASH_MIXED, "smuggling or mixed movement: in no trafficking total"},
    };
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (any_dash(map, styles[i].dash))
            routes_i_legend_line(legend, (routes_i_stroke){styles[i].dash, ROUTES_I_INK, 1, 0},
                                 styles[i].text);
    bool both = false;
    bool mostly = false;
    for (size_t i = 0; i < map->lane_count; i++) {
        both = both || map->lanes[i].stroke.head_from > 0;
        mostly = mostly || map->lanes[i].stroke.head_from < 0;
    }
    if (both)
        routes_i_legend_line(legend, (routes_i_stroke){ROUTES_DASH_DOTTED, ROUTES_I_INK, 1, 1},
                             "both ways, no more is stated");
    if (mostly)
        routes_i_legend_line(legend, (routes_i_stroke){ROUTES_DASH_SOLID, ROUTES_I_INK, 1, -1},
                             "both ways, mostly towards the full head");
    routes_i_legend_remark(
        legend, "Line width carries no quantity: hardly two lanes have numbers in one unit.", true);
    routes_i_legend_space(legend);
}

void routes_i_legend_places(routes_i_legend *legend, const routes_i_map *map,
                            const char *country_text, const char *end_text)
{
    const struct {
        routes_i_symbol symbol;
        const char *text;
    } signs[] = {
        {ROUTES_I_SYMBOL_DESTINATION, "place or province where lanes end"},
        {ROUTES_I_SYMBOL_COUNTRY, country_text},
        {ROUTES_I_SYMBOL_RALLYING, "rallying point"},
        {ROUTES_I_SYMBOL_CROSSING, "border crossing"},
        {ROUTES_I_SYMBOL_PORT, "sea port (gateway)"},
        {ROUTES_I_SYMBOL_AIRPORT, "airport (gateway)"},
        {ROUTES_I_SYMBOL_END, end_text},
    };
    bool port = false;
    for (size_t i = 0; i < map->node_count; i++)
        port = port || map->nodes[i].port;
    routes_i_legend_head(legend, "Places");
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (any_symbol(map, signs[i].symbol) || (port && signs[i].symbol == ROUTES_I_SYMBOL_PORT))
            routes_i_legend_symbol(legend, signs[i].symbol, signs[i].text);
}
