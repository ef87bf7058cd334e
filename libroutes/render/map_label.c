/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/map_label.h"

#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "geo/geometry.h"
#include "render/style.h"

/* A page unit of a lane under a label. */
#define LANE_UNDER_NAME 0.7
#define LANE_UNDER_AREA 0.4
#define LANE_UNDER_NUMBER 0.6
#define LANE_UNDER_ID 0.2
#define CONFUSED 30.0 /* a name beside another node than its own */
#define NODE_UNDER 45.0
#define PLATE_UNDER 80.0
#define HEAD_UNDER 25.0
#define FEATHER_UNDER 20.0
#define LABEL_AIR 5.0
#define OUTSIDE_AREA 60.0 /* all of a name outside its area: it would be read as another's */
#define FRAME_AIR 8.0
#define HALO 4.5
#define GRID_X 18
#define GRID_Y 14
#define BREAK_LONG 9   /* bytes of a name that may be broken in two */
#define LEAD_FROM 30.0 /* from here on a line leads from a name to its point */
#define ID_HEIGHT 23.0
#define ID_LEAD_FROM 6.0 /* the same, from the id of a short lane to the lane */
#define SHORT_LANE 110.0 /* tip to tip: an id on a shorter lane would hide its ends */

/* Labels and their places under way. */
struct work {
    routes_i_map *map;
    routes_i_label *labels;
    routes_i_label_place *places;
    unsigned char *shapes; /* [place_count] which block of the label a place is for */
    size_t place_count;
    size_t place_room;
    size_t shape_room;
    routes_i_chain *chains;
    routes_i_obstacle *obstacles;
    size_t obstacle_count;
    routes_i_obstacles stands;
    bool failed;
};

static void work_free(struct work *work)
{
    routes_i_free(work->labels);
    routes_i_free(work->places);
    routes_i_free(work->shapes);
    routes_i_free(work->chains);
    routes_i_free(work->obstacles);
}

static routes_i_rect node_box(const routes_i_map_node *node)
{
    return routes_i_rect_about(node->at, 2.0 * node->half_width, 2.0 * node->half_height);
}

static void block_out(struct work *work, routes_i_rect box, double cost)
{
    work->obstacles[work->obstacle_count++] = (routes_i_obstacle){box, cost};
}

static void block_out_lane(struct work *work, size_t index)
{
    const routes_i_map_lane *lane = &work->map->lanes[index];
    for (int side = 0; side < 2; side++) {
        routes_i_xy tip = lane->curve.p[side ? 3 : 0];
        routes_i_xy inwards = routes_i_curve_direction(&lane->curve, side ? 1.0 : 0.0);
        routes_i_xy middle = routes_i_xy_move(tip, inwards, side ? -7.0 : 7.0);
        if (side ? lane->stroke.head_to : lane->stroke.head_from)
            block_out(work, routes_i_rect_about(middle, 15.0, 15.0), HEAD_UNDER);
        if (side ? lane->feather_to : lane->feather_from) {
            const routes_i_map_node *node =
                &work->map->nodes[side ? lane->ends.to : lane->ends.from];
            routes_i_xy away = routes_i_map_feather(work->map, index, side);
            block_out(work,
                      routes_i_rect_about(routes_i_xy_move(node->at, away, node->half_width + 20.0),
                                          44.0, 44.0),
                      FEATHER_UNDER);
        }
    }
}

/* Everything that stands before the labels do. */
static void stand(struct work *work)
{
    routes_i_map *map = work->map;
    for (size_t i = 0; i < map->lane_count; i++) {
        work->chains[i] = routes_i_chain_of(&map->lanes[i].curve);
        block_out_lane(work, i);
    }
    for (size_t i = 0; i < map->node_count; i++) {
        const routes_i_map_node *node = &map->nodes[i];
        block_out(work, routes_i_rect_grow(node_box(node), 1.0),
                  node->plate ? PLATE_UNDER : NODE_UNDER);
        if (node->port)
            block_out(work,
                      routes_i_rect_about(
                          (routes_i_xy){node->at.x - node->half_width - 15.0, node->at.y + 3.0},
                          24.0, 26.0),
                      NODE_UNDER);
    }
    for (size_t i = 0; i < map->fixed_count; i++)
        block_out(work, map->fixed[i].box, map->fixed[i].cost);
    work->stands = (routes_i_obstacles){
        .chains = work->chains,
        .chain_count = map->lane_count,
        .obstacles = work->obstacles,
        .obstacle_count = work->obstacle_count,
        .frame = routes_i_rect_grow(map->ground->frame, -FRAME_AIR),
    };
}

/* Begins a label; its places follow. */
static routes_i_map_label *begin(struct work *work, double leave_out, double lane_under)
{
    work->stands.chain_cost = lane_under;
    routes_i_map *map = work->map;
    work->labels[map->label_count] = (routes_i_label){work->place_count, 0, leave_out};
    map->labels[map->label_count] = (routes_i_map_label){.id_of = ROUTES_I_NONE,
                                                         .node = ROUTES_I_NONE,
                                                         .align = ROUTES_I_CENTRE,
                                                         .leads_to = {NAN, NAN}};
    return &map->labels[map->label_count++];
}

/* Adds a place to the label begun last, for one of its two shapes. */
static void offer(struct work *work, size_t shape, routes_i_rect box, double cost, size_t own)
{
    if (work->failed ||
        !routes_i_reserve((void **)&work->places, &work->place_room, work->place_count + 1,
                          sizeof *work->places) ||
        !routes_i_reserve((void **)&work->shapes, &work->shape_room, work->place_count + 1, 1)) {
        work->failed = true;
        return;
    }
    work->shapes[work->place_count] = (unsigned char)shape;
    work->places[work->place_count++] =
        (routes_i_label_place){box, cost + routes_i_label_price(&work->stands, box, own)};
    work->labels[work->map->label_count - 1].count++;
}

/* Part of a box outside an outline, by nine samples. */
static double share_outside(const routes_i_outline *outline, routes_i_rect box)
{
    int outside = 0;
    for (int i = 0; i < 9; i++)
        outside += !routes_i_outline_holds(outline, routes_i_rect_net(box, i, 3, 3));
    return outside / 9.0;
}

/* A name that stands nearer to another node than to its own would be read as the other's. */
static double confusion(const struct work *work, size_t self, routes_i_rect box)
{
    const routes_i_map *map = work->map;
    const routes_i_map_node *own = &map->nodes[self];
    double near = routes_i_rect_distance(box, own->at) - own->half_width;
    double cost = 0.0;
    for (size_t i = 0; i < map->node_count; i++) {
        const routes_i_map_node *node = &map->nodes[i];
        double other = routes_i_rect_distance(box, node->at) - node->half_width;
        if (i != self && !node->plate && other < near + 4.0)
            cost += CONFUSED + 0.4 * (near + 4.0 - other);
    }
    return cost;
}

/* Where a name may stand about a node or a point. */
struct around {
    routes_i_xy at;
    double half_width;
    double half_height;
    size_t node;                    /* whose name it is; ROUTES_I_NONE: no node's */
    const routes_i_outline *within; /* where it had better be; null: anywhere */
};

/* Places round a point, right before left, near before far. */
static void offer_round(struct work *work, size_t shape, routes_i_xy size,
                        const struct around *around)
{
    static const struct {
        double x;
        double y;
        double cost;
    } sides[] = {{1.0, 0.0, 0.0},   {1.0, -0.5, 0.3}, {1.0, 0.5, 0.3},   {-1.0, 0.0, 0.5},
                 {-1.0, -0.5, 0.8}, {-1.0, 0.5, 0.8}, {0.0, -1.0, 0.9},  {0.0, 1.0, 0.9},
                 {1.0, -1.0, 0.7},  {1.0, 1.0, 0.7},  {-1.0, -1.0, 1.0}, {-1.0, 1.0, 1.0},
                 {0.5, -1.0, 1.0},  {0.5, 1.0, 1.0},  {-0.5, -1.0, 1.2}, {-0.5, 1.0, 1.2}};
    static const double gaps[] = {4.0, 9.0, 15.0, 24.0, 34.0, 46.0, 62.0};
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps * (sizeof sides / sizeof *sides); i++) {
        double gap = gaps[i / (sizeof sides / sizeof *sides)];
        double x = sides[i % (sizeof sides / sizeof *sides)].x;
        double y = sides[i % (sizeof sides / sizeof *sides)].y;
        double cost = sides[i % (sizeof sides / sizeof *sides)].cost + 0.12 * gap;
        /* Beside a round node the corners are near: the gap is that of the rim. */
        bool corner = x != 0.0 && fabs(y) == 1.0;
        double air = corner ? 0.5 * gap : gap;
        double shrink = corner ? 0.7 : 1.0;
        routes_i_xy middle = {around->at.x + x * (shrink * around->half_width + air + size.x / 2.0),
                              around->at.y +
                                  y * (shrink * around->half_height + air + size.y / 2.0)};
        if (fabs(y) == 0.5)
            middle.y = around->at.y + y * size.y * 0.9;
        if (fabs(x) == 0.5)
            middle.x = around->at.x + x * size.x * 0.8;
        routes_i_rect box = routes_i_rect_about(middle, size.x, size.y);
        if (around->within)
            cost += 4.0 * share_outside(around->within, box);
        if (around->node != ROUTES_I_NONE)
            cost += confusion(work, around->node, box);
        offer(work, shape, box, cost, SIZE_MAX);
    }
}

/* A copy of a name with its blank nearest the middle turned into a zero, so that it is two texts;
 * null where it is one word, or short, or there is no memory. */
static char *broken(struct work *work, const char *name, const char **second)
{
    size_t size = strlen(name);
    char *copy = size > BREAK_LONG ? routes_i_arena_text(work->map->arena, name) : NULL;
    char *best = NULL;
    for (char *at = copy; at && *at; at++)
        if (*at == ' ' &&
            (!best || labs(2 * (at - copy) - (long)size) < labs(2 * (best - copy) - (long)size)))
            best = at;
    if (!best)
        return NULL;
    *best = '\0';
    *second = best + 1;
    return copy;
}

/* The texts of a name in its one or two shapes; returns how many. */
static size_t set_name(struct work *work, routes_i_map_label *label, routes_i_type type,
                       const char *name, const char *local, const char *sub)
{
    const routes_i_fonts *fonts = work->map->fonts;
    routes_i_type local_type = {ROUTES_I_SANS, ROUTES_I_TEXT_LOCAL, type.rgb};
    routes_i_type sub_type = {ROUTES_I_SANS, ROUTES_I_TEXT_SMALL, ROUTES_I_MUTED};
    const char *second = NULL;
    const char *first = broken(work, name, &second);
    for (size_t shape = 0; shape < (first ? 2u : 1u); shape++) {
        routes_i_block *block = &label->blocks[shape];
        routes_i_block_add(block, fonts, type, shape ? first : name);
        routes_i_block_add(block, fonts, type, shape ? second : NULL);
        routes_i_block_add(block, fonts, local_type, local);
        routes_i_block_add(block, fonts, sub_type, sub);
    }
    return first ? 2 : 1;
}

static routes_i_xy size_of(const routes_i_block *block)
{
    return (routes_i_xy){block->width, block->height};
}

/* The number of a lane within the country, below its name. */
static void add_loop_text(const struct work *work, routes_i_block *block,
                          const routes_i_map_node *node)
{
    routes_i_type number = {ROUTES_I_SANS_BOLD, 17.0, node->rgb};
    routes_i_type unit = {ROUTES_I_SANS, 15.5, node->rgb};
    for (int i = 0; i < 3; i++)
        routes_i_block_add(block, work->map->fonts, i ? unit : number, node->loop_text[i]);
}

static void name_node(struct work *work, size_t index)
{
    static const routes_i_type types[] = {
        [ROUTES_I_NAME_NONE] = {ROUTES_I_SANS, ROUTES_I_TEXT_AREA, ROUTES_I_INK},
        [ROUTES_I_NAME_DESTINATION] = {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_DESTINATION, ROUTES_I_INK},
        [ROUTES_I_NAME_PLACE] = {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_PLACE, ROUTES_I_INK},
        [ROUTES_I_NAME_AREA] = {ROUTES_I_SANS, ROUTES_I_TEXT_AREA, ROUTES_I_INK},
        [ROUTES_I_NAME_COUNTRY] = {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_COUNTRY, ROUTES_I_INK},
        [ROUTES_I_NAME_SMALL] = {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_SMALL, ROUTES_I_INK},
    };
    const routes_i_map_node *node = &work->map->nodes[index];
    const struct around around = {node->at, node->half_width, node->half_height, index,
                                  node->name_style == ROUTES_I_NAME_AREA ? node->outline : NULL};
    routes_i_map_label *label = begin(work, INFINITY, LANE_UNDER_NAME);
    label->node = index;
    size_t shapes =
        set_name(work, label, types[node->name_style], node->name, node->local, node->sub);
    for (size_t shape = 0; shape < shapes; shape++) {
        add_loop_text(work, &label->blocks[shape], node);
        offer_round(work, shape, size_of(&label->blocks[shape]), &around);
    }
}

/* A grid of places within an area; round its point where it is too small for any. */
static void name_area(struct work *work, const routes_i_map_area *area)
{
    routes_i_map_label *label = begin(work, area->leave_out, LANE_UNDER_AREA);
    const struct around around = {area->at, 3.0, 3.0, ROUTES_I_NONE, NULL};
    size_t shapes = set_name(work, label, area->type, area->name, area->local, area->sub);
    bool roomy = false;
    for (size_t i = 0; i < (size_t)GRID_X * GRID_Y * shapes; i++) {
        size_t shape = i / ((size_t)GRID_X * GRID_Y);
        int cell = (int)(i % ((size_t)GRID_X * GRID_Y));
        routes_i_xy size = size_of(&label->blocks[shape]);
        routes_i_xy p = routes_i_rect_cell(area->outline->box, cell, GRID_X, GRID_Y);
        if (!routes_i_outline_holds(area->outline, p))
            continue;
        routes_i_rect place = routes_i_rect_about(p, size.x, size.y);
        double outside = share_outside(area->outline, place);
        roomy = roomy || outside < 0.3;
        offer(work, shape, place,
              OUTSIDE_AREA * outside + 0.012 * routes_i_xy_distance(p, area->at) + (double)shape,
              SIZE_MAX);
    }
    for (size_t shape = 0; shape < shapes && !roomy; shape++)
        offer_round(work, shape, size_of(&label->blocks[shape]), &around);
    label->leads_to = roomy ? label->leads_to : area->at;
}

/* Places on either side of a curve at t, `gap` away from it. */
static void offer_beside(struct work *work, const routes_i_curve *curve, double t, routes_i_xy size,
                         double gap, double cost)
{
    routes_i_xy at = routes_i_curve_at(curve, t);
    routes_i_xy along = routes_i_curve_direction(curve, t);
    for (int side = -1; side <= 1; side += 2) {
        routes_i_xy normal = {-along.y * side, along.x * side};
        double reach = fabs(normal.x) * size.x / 2.0 + fabs(normal.y) * size.y / 2.0 + gap;
        offer(work, 0, routes_i_rect_about(routes_i_xy_move(at, normal, reach), size.x, size.y),
              cost, SIZE_MAX);
    }
}

/* On the line; beside a line so short that its ends would be hidden. */
static void add_id(struct work *work, size_t index)
{
    const routes_i_map_lane *lane = &work->map->lanes[index];
    routes_i_map_label *label = begin(work, INFINITY, LANE_UNDER_ID);
    routes_i_type type = {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_ID, lane->stroke.rgb};
    routes_i_block_add(&label->blocks[0], work->map->fonts, type, lane->lane->id);
    label->id_of = index;
    label->rgb = lane->stroke.rgb;
    routes_i_xy size = {label->blocks[0].width + 10.0, ID_HEIGHT};
    for (int i = 6; i <= 34; i++) {
        double t = i / 40.0;
        routes_i_xy at = routes_i_curve_at(&lane->curve, t);
        offer(work, 0, routes_i_rect_about(at, size.x, size.y), 4.0 * fabs(t - 0.5), index);
    }
    if (routes_i_xy_distance(lane->curve.p[0], lane->curve.p[3]) >= SHORT_LANE)
        return;
    label->leads_to = routes_i_curve_at(&lane->curve, 0.5);
    for (int i = 0; i < 3 * 5; i++) { /* steps along the line, gaps */
        int step = i % 3;
        int far = i / 3;
        offer_beside(work, &lane->curve, 0.3 + 0.2 * step, size, 3.0 + 9.0 * far, 3.0 + 1.5 * far);
    }
}

/* A number with what it counts, beside its line. */
static void add_tag(struct work *work, const routes_i_map_lane *lane)
{
    routes_i_map_label *label = begin(work, INFINITY, LANE_UNDER_NUMBER);
    routes_i_type number = {ROUTES_I_SANS_BOLD, 17.0, lane->stroke.rgb};
    routes_i_type unit = {ROUTES_I_SANS, 15.5, lane->stroke.rgb};
    routes_i_block_add(&label->blocks[0], work->map->fonts, number, lane->tag[0]);
    routes_i_block_add(&label->blocks[0], work->map->fonts, unit, lane->tag[1]);
    routes_i_block_add(&label->blocks[0], work->map->fonts, unit, lane->tag[2]);
    routes_i_xy size = size_of(&label->blocks[0]);
    for (int i = 0; i < 13 * 3; i++) { /* steps along the line, gaps */
        int step = i / 3;
        double t = 0.2 + 0.05 * step;
        double gap = 7.0 + 12.0 * (i % 3);
        offer_beside(work, &lane->curve, t, size, gap, 2.0 * fabs(t - 0.5) + 0.08 * gap);
    }
}

static void collect(struct work *work)
{
    routes_i_map *map = work->map;
    map->label_count = 0;
    for (size_t i = 0; i < map->node_count; i++)
        if (map->nodes[i].name_style != ROUTES_I_NAME_NONE)
            name_node(work, i);
    for (size_t i = 0; i < map->area_count; i++)
        name_area(work, &map->areas[i]);
    for (size_t i = 0; i < map->lane_count; i++) {
        if (map->lanes[i].labelled)
            add_id(work, i);
        if (map->lanes[i].tag[0])
            add_tag(work, &map->lanes[i]);
    }
}

static routes_i_xy nearest_in(routes_i_rect box, routes_i_xy p)
{
    return (routes_i_xy){routes_i_more(box.x0, routes_i_less(box.x1, p.x)),
                         routes_i_more(box.y0, routes_i_less(box.y1, p.y))};
}

/* A name stands flush with the side that faces its node; far off, a line leads to it. */
static void set_side(const routes_i_map *map, routes_i_map_label *label)
{
    if (label->node != ROUTES_I_NONE) {
        const routes_i_map_node *node = &map->nodes[label->node];
        label->align = label->box.x0 > node->at.x   ? ROUTES_I_LEFT
                       : label->box.x1 < node->at.x ? ROUTES_I_RIGHT
                                                    : ROUTES_I_CENTRE;
        label->leads_to = node->at;
    }
    if (isnan(label->leads_to.x))
        return;
    double rim = label->node == ROUTES_I_NONE ? 0.0 : map->nodes[label->node].half_width;
    double from = label->id_of == ROUTES_I_NONE ? LEAD_FROM : ID_LEAD_FROM;
    if (routes_i_rect_distance(label->box, label->leads_to) - rim < from)
        label->leads_to.x = NAN;
}

routes_status routes_i_map_place_labels(routes_i_map *map, routes_error *err)
{
    struct work work = {.map = map};
    size_t room = map->node_count + map->area_count + 2 * map->lane_count + 1;
    size_t *chosen = routes_i_calloc(room, sizeof *chosen);
    work.labels = routes_i_calloc(room, sizeof *work.labels);
    work.chains = routes_i_calloc(map->lane_count + 1, sizeof *work.chains);
    work.obstacles = routes_i_calloc(
        4 * map->lane_count + 2 * map->node_count + map->fixed_count + 1, sizeof *work.obstacles);
    work.failed = !chosen || !work.labels || !work.chains || !work.obstacles;
    if (!work.failed) {
        stand(&work);
        collect(&work);
    }
    routes_status status =
        work.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory to place %zu labels", room)
                    : routes_i_label_solve(chosen, work.labels, map->label_count, work.places,
                                           LABEL_AIR, err);
    for (size_t i = 0; !status && i < map->label_count; i++) {
        map->labels[i].placed = chosen[i] != ROUTES_I_UNPLACED;
        if (map->labels[i].placed) {
            map->labels[i].box = work.places[chosen[i]].box;
            map->labels[i].shape = work.shapes[chosen[i]];
            set_side(map, &map->labels[i]);
        }
    }
    routes_i_free(chosen);
    work_free(&work);
    return status;
}

static void draw_lead(const routes_i_page *page, const routes_i_map *map,
                      const routes_i_map_label *label)
{
    double rim = label->node == ROUTES_I_NONE ? 1.0 : map->nodes[label->node].half_width + 2.0;
    routes_i_xy from = nearest_in(label->box, label->leads_to);
    routes_i_xy back = routes_i_xy_unit(routes_i_xy_sub(from, label->leads_to));
    routes_i_xy to = routes_i_xy_move(label->leads_to, back, rim);
    routes_i_page_colour(page, ROUTES_I_WHITE, 0.9);
    routes_i_page_line(page, from, to, 4.0);
    routes_i_page_colour(page, ROUTES_I_MUTED, 1.0);
    routes_i_page_line(page, from, to, 1.2);
}

void routes_i_map_draw_labels(const routes_i_map *map, const routes_i_page *page)
{
    for (size_t i = 0; i < map->label_count; i++) {
        const routes_i_map_label *label = &map->labels[i];
        if (label->placed && !isnan(label->leads_to.x))
            draw_lead(page, map, label);
        if (label->placed && label->id_of != ROUTES_I_NONE)
            routes_i_symbol_id(page, label->box, map->lanes[label->id_of].lane->id, label->rgb);
    }
    for (size_t i = 0; i < map->label_count; i++) {
        const routes_i_map_label *label = &map->labels[i];
        const routes_i_block *block = &label->blocks[label->shape];
        if (!label->placed || label->id_of != ROUTES_I_NONE)
            continue;
        routes_i_block_draw(block, page, label->box, label->align, HALO);
        routes_i_page_mark(page, ROUTES_I_MARK_LABEL, label->box, block->lines[0].type.px);
    }
}
