/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/map.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "render/map_label.h"
#include "render/style.h"

#define ROUNDS 2 /* of curves and labels in turn */
#define UNDER_NAME 1.2
#define UNDER_LABEL 0.45
#define UNDER_FIXED 3.0 /* under the scale */
#define FIXED_ROOM 8
#define TIP_GAP 4.0
#define HEAD_AIR 15.0
#define PLATE_AIR 13.0

routes_status routes_i_map_new(routes_i_map *map, routes_i_ground *ground,
                               const routes_i_fonts *fonts, routes_i_arena *arena, size_t nodes,
                               size_t lanes, size_t areas, routes_error *err)
{
    *map = (routes_i_map){.fonts = fonts,
                          .ground = ground,
                          .arena = arena,
                          .node_room = nodes,
                          .lane_room = lanes,
                          .area_room = areas,
                          .fixed_room = FIXED_ROOM,
                          .long_lane = 700.0};
    map->nodes = routes_i_arena_take(arena, (nodes + 1) * sizeof *map->nodes);
    map->lanes = routes_i_arena_take(arena, (lanes + 1) * sizeof *map->lanes);
    map->areas = routes_i_arena_take(arena, (areas + 1) * sizeof *map->areas);
    map->fixed = routes_i_arena_take(arena, FIXED_ROOM * sizeof *map->fixed);
    map->labels = routes_i_arena_take(arena, (nodes + 2 * lanes + areas + 1) *
                                                 sizeof(struct routes_i_map_label));
    if (!map->nodes || !map->lanes || !map->areas || !map->fixed || !map->labels)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a map of %zu lanes", lanes);
    return ROUTES_OK;
}

size_t routes_i_map_find(const routes_i_map *map, routes_i_end_kind kind, size_t index, size_t twin)
{
    for (size_t i = 0; i < map->node_count; i++)
        if (map->nodes[i].kind == kind && map->nodes[i].index == index &&
            map->nodes[i].twin == twin)
            return i;
    return ROUTES_I_NONE;
}

size_t routes_i_map_add(routes_i_map *map, routes_i_map_node node)
{
    map->nodes[map->node_count] = node;
    return map->node_count++;
}

/* The texts of a plate. */
static routes_i_block plate_block(const routes_i_map *map, const routes_i_map_node *node)
{
    routes_i_type name = {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_PLACE, node->rgb};
    routes_i_type sub = {ROUTES_I_SANS, ROUTES_I_TEXT_SMALL, ROUTES_I_MUTED};
    routes_i_block block = {0};
    routes_i_block_add(&block, map->fonts, name, node->name);
    routes_i_block_add(&block, map->fonts, sub, node->sub);
    if (node->loop) {
        routes_i_type number = {ROUTES_I_SANS_BOLD, 17.0, node->rgb};
        routes_i_block_add(&block, map->fonts, number, node->loop_text[0]);
        routes_i_block_add(&block, map->fonts, sub, node->loop_text[1]);
        routes_i_block_add(&block, map->fonts, sub, node->loop_text[2]);
    }
    return block;
}

#define LOOP_RADIUS 27.0

void routes_i_map_size_plate(const routes_i_map *map, routes_i_map_node *node)
{
    routes_i_block block = plate_block(map, node);
    double loop = node->loop ? 2.0 * LOOP_RADIUS + 26.0 : 0.0;
    node->half_width = (block.width + loop) / 2.0 + (node->dotted ? 24.0 : 16.0);
    node->half_height =
        routes_i_more(block.height, loop > 0.0 ? 2.0 * LOOP_RADIUS + 14.0 : 0.0) / 2.0 + 8.0;
}

static routes_i_rect node_box(const routes_i_map_node *node)
{
    return routes_i_rect_about(node->at, 2.0 * node->half_width, 2.0 * node->half_height);
}

/* The map as the layout sees it; `boxes` and the other arrays are freed by the caller. */
struct problem {
    routes_i_layout layout;
    routes_i_layout_node *nodes;
    routes_i_layout_lane *lanes;
    routes_i_layout_box *boxes;
    routes_i_layout_mask masks[2]; /* not abroad; at sea */
    routes_i_mask own;
    routes_i_mask sea;
};

static void problem_free(struct problem *problem)
{
    routes_i_free(problem->nodes);
    routes_i_free(problem->lanes);
    routes_i_free(problem->boxes);
    routes_i_mask_free(&problem->own);
    routes_i_mask_free(&problem->sea);
}

/* A lane within the country may run over its waters, not over a neighbour's land. */
static routes_status make_masks(struct problem *problem, const routes_i_map *map, routes_error *err)
{
    const routes_i_layout_mask *land = &map->ground->land.view;
    routes_i_rect frame = map->ground->frame;
    routes_status status = routes_i_mask_new(&problem->own, frame, land->cell, 0, err);
    if (!status)
        status = routes_i_mask_new(&problem->sea, frame, land->cell, 0, err);
    for (size_t i = 0; !status && i < land->width * land->height; i++) {
        problem->sea.cells[i] = !land->cells[i];
        problem->own.cells[i] = !land->cells[i] || map->ground->home.cells[i];
    }
    problem->masks[ROUTES_I_MASK_OWN] = problem->own.view;
    problem->masks[ROUTES_I_MASK_SEA] = problem->sea.view;
    return status;
}

static void add_boxes(struct problem *problem, const routes_i_map *map, bool labels)
{
    size_t n = 0;
    for (size_t i = 0; i < map->fixed_count; i++)
        problem->boxes[n++] = (routes_i_layout_box){map->fixed[i].box, UNDER_FIXED, ROUTES_I_NONE};
    for (size_t i = 0; labels && i < map->label_count; i++)
        if (map->labels[i].placed && map->labels[i].id_of == ROUTES_I_NONE)
            problem->boxes[n++] = (routes_i_layout_box){
                map->labels[i].box, map->labels[i].node == ROUTES_I_NONE ? UNDER_LABEL : UNDER_NAME,
                ROUTES_I_NONE};
    problem->layout.boxes = problem->boxes;
    problem->layout.box_count = n;
}

static routes_status make_problem(struct problem *problem, const routes_i_map *map, bool labels,
                                  routes_error *err)
{
    *problem = (struct problem){0};
    problem->nodes = routes_i_calloc(map->node_count + 1, sizeof *problem->nodes);
    problem->lanes = routes_i_calloc(map->lane_count + 1, sizeof *problem->lanes);
    problem->boxes =
        routes_i_calloc(map->fixed_count + map->label_count + 1, sizeof *problem->boxes);
    if (!problem->nodes || !problem->lanes || !problem->boxes)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to lay out %zu lanes",
                             map->lane_count);
    for (size_t i = 0; i < map->node_count; i++)
        problem->nodes[i] = (routes_i_layout_node){map->nodes[i].at, map->nodes[i].half_width,
                                                   map->nodes[i].half_height, map->nodes[i].plate};
    for (size_t i = 0; i < map->lane_count; i++)
        problem->lanes[i] = map->lanes[i].ends;
    add_boxes(problem, map, labels);
    routes_status status = make_masks(problem, map, err);
    problem->layout.nodes = problem->nodes;
    problem->layout.node_count = map->node_count;
    problem->layout.lanes = problem->lanes;
    problem->layout.lane_count = map->lane_count;
    problem->layout.masks = problem->masks;
    problem->layout.mask_count = 2;
    problem->layout.frame = routes_i_rect_grow(map->ground->frame, -8.0);
    problem->layout.gap = TIP_GAP;
    problem->layout.head = HEAD_AIR;
    problem->layout.long_lane = map->long_lane;
    return status;
}

static routes_status lay_out(routes_i_map *map, bool labels, routes_error *err)
{
    struct problem problem = {0};
    routes_i_curve *curves = routes_i_calloc(map->lane_count + 1, sizeof *curves);
    double *bends = routes_i_calloc(map->lane_count + 1, sizeof *bends);
    routes_status status =
        curves && bends
            ? make_problem(&problem, map, labels, err)
            : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu curves", map->lane_count);
    for (size_t i = 0; !status && i < map->lane_count; i++)
        bends[i] = labels ? map->lanes[i].bend : NAN;
    if (!status)
        status = routes_i_layout_solve(curves, bends, &problem.layout, err);
    for (size_t i = 0; !status && i < map->lane_count; i++) {
        map->lanes[i].curve = curves[i];
        map->lanes[i].bend = bends[i];
    }
    problem_free(&problem);
    routes_i_free(bends);
    routes_i_free(curves);
    return status;
}

routes_status routes_i_map_solve(routes_i_map *map, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (int round = 0; !status && round < ROUNDS; round++) {
        status = lay_out(map, round > 0, err);
        if (!status)
            status = routes_i_map_place_labels(map, err);
    }
    return status;
}

routes_status routes_i_map_measure(routes_i_layout_quality *quality, const routes_i_map *map,
                                   routes_error *err)
{
    struct problem problem = {0};
    routes_i_curve *curves = routes_i_calloc(map->lane_count + 1, sizeof *curves);
    routes_status status =
        curves ? make_problem(&problem, map, false, err)
               : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu curves", map->lane_count);
    for (size_t i = 0; !status && i < map->lane_count; i++)
        curves[i] = map->lanes[i].curve;
    if (!status)
        status = routes_i_layout_measure(quality, &problem.layout, curves, err);
    problem_free(&problem);
    routes_i_free(curves);
    return status;
}

routes_i_xy routes_i_map_feather(const routes_i_map *map, size_t index, int side)
{
    const routes_i_map_lane *lane = &map->lanes[index];
    size_t at = side ? lane->ends.to : lane->ends.from;
    routes_i_xy middle = map->nodes[at].at;
    routes_i_xy away = routes_i_xy_unit(routes_i_xy_sub(middle, lane->curve.p[side ? 3 : 0]));
    routes_i_xy best = away;
    double most = -INFINITY;
    for (int k = 0; k < 36; k++) {
        routes_i_xy e = routes_i_xy_polar(2.0 * ROUTES_I_PI * k / 36.0);
        double least = 1.2; /* farther than this from all tips is far enough */
        for (size_t i = 0; i < 2 * map->lane_count; i++) {
            const routes_i_map_lane *other = &map->lanes[i / 2];
            if ((i % 2 ? other->ends.to : other->ends.from) != at)
                continue;
            routes_i_xy tip =
                routes_i_xy_unit(routes_i_xy_sub(other->curve.p[i % 2 ? 3 : 0], middle));
            least = routes_i_less(least, acos(routes_i_less(1.0, routes_i_xy_dot(e, tip))));
        }
        double worth = least + 0.25 * routes_i_xy_dot(e, away);
        if (worth > most + 1e-9) {
            most = worth;
            best = e;
        }
    }
    return best;
}

static void draw_lanes(const routes_i_map *map, const routes_i_page *page)
{
    static const routes_dash order[] = {ROUTES_DASH_SPARSE, ROUTES_DASH_MIXED, ROUTES_DASH_DOTTED,
                                        ROUTES_DASH_LONG, ROUTES_DASH_SOLID};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < map->lane_count; i++)
            if (map->lanes[i].stroke.dash == order[k]) {
                routes_i_symbol_casing(page, &map->lanes[i].curve, map->lanes[i].stroke);
                routes_i_symbol_line(page, &map->lanes[i].curve, map->lanes[i].stroke);
            }
    for (size_t i = 0; i < map->lane_count; i++)
        routes_i_symbol_heads(page, &map->lanes[i].curve, map->lanes[i].stroke);
}

static void draw_feathers(const routes_i_map *map, const routes_i_page *page)
{
    for (size_t i = 0; i < map->lane_count; i++) {
        const routes_i_map_lane *lane = &map->lanes[i];
        for (int side = 0; side < 2; side++) {
            if (!(side ? lane->feather_to : lane->feather_from))
                continue;
            const routes_i_map_node *node = &map->nodes[side ? lane->ends.to : lane->ends.from];
            routes_i_symbol_feather(page, node->at, node->half_width,
                                    routes_i_map_feather(map, i, side), lane->stroke.rgb);
        }
    }
}

static void draw_plate(const routes_i_map *map, const routes_i_page *page,
                       const routes_i_map_node *node)
{
    routes_i_block block = plate_block(map, node);
    routes_i_rect box = node_box(node);
    if (!node->loop) {
        routes_i_symbol_plate(page, box, &block, node->rgb, node->dotted);
        return;
    }
    routes_i_block none = {0};
    routes_i_symbol_plate(page, box, &none, node->rgb, node->dotted);
    routes_i_xy loop = {box.x0 + LOOP_RADIUS + 18.0, node->at.y};
    routes_i_symbol_loop(page, loop, LOOP_RADIUS, node->rgb,
                         node->loop->has_volume ? ROUTES_DASH_SOLID : ROUTES_DASH_DOTTED,
                         node->loop->id);
    routes_i_rect text = {loop.x + LOOP_RADIUS + 16.0, node->at.y - block.height / 2.0,
                          loop.x + LOOP_RADIUS + 16.0 + block.width,
                          node->at.y + block.height / 2.0};
    routes_i_block_draw(&block, page, text, ROUTES_I_LEFT, 0.0);
}

static void draw_node(const routes_i_map *map, const routes_i_page *page,
                      const routes_i_map_node *node)
{
    if (node->plate)
        draw_plate(map, page, node);
    else if (node->symbol == ROUTES_I_SYMBOL_TEAM)
        routes_i_symbol_badge(page, node->at, node->share_text);
    else if (node->symbol == ROUTES_I_SYMBOL_SHARE)
        routes_i_symbol_share(page, node->at, node->share_low, node->share_high, node->rgb,
                              node->share_text);
    else if (node->loop) {
        /* A country that lanes go round within: the loop is its ring. */
        routes_i_symbol_loop(page, node->at, node->half_width - 5.0, node->rgb,
                             node->loop->has_volume ? ROUTES_DASH_SOLID : ROUTES_DASH_DOTTED,
                             node->loop->id);
        routes_i_page_mark(page, ROUTES_I_MARK_NODE, node_box(node), node->half_width);
    } else
        routes_i_symbol_node(page, node->symbol, node->at, node->rgb);
    if (node->port)
        routes_i_symbol_node(page, ROUTES_I_SYMBOL_PORT,
                             (routes_i_xy){node->at.x - node->half_width - 15.0, node->at.y + 3.0},
                             ROUTES_I_INK);
}

void routes_i_map_draw(const routes_i_map *map, const routes_i_page *page)
{
    cairo_save(page->cr);
    cairo_rectangle(page->cr, map->ground->frame.x0, map->ground->frame.y0,
                    map->ground->frame.x1 - map->ground->frame.x0,
                    map->ground->frame.y1 - map->ground->frame.y0);
    cairo_clip(page->cr);
    draw_lanes(map, page);
    draw_feathers(map, page);
    for (size_t i = 0; i < map->node_count; i++)
        draw_node(map, page, &map->nodes[i]);
    routes_i_map_draw_labels(map, page);
    cairo_restore(page->cr);
}
