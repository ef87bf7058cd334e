/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/plates.h"

#include "render/style.h"

#define STEPS_X 44
#define STEPS_Y 34
#define EDGE_STEPS 60
#define FRAME_AIR 14.0
#define PLATE_APART 16.0
#define OVER_HOME 3.0     /* a unit of a lane over the home country, in units of length */
#define OFF_COUNTRY 500.0 /* a plate that does not stand on its country */
#define SECOND 330.0
#define IN_THE_WAY 120.0 /* a node that the lane must go round */
#define NODE_AIR 24.0
#define NEAR_ANCHOR 90.0 /* nearer than this a lane has no room to bend */

static routes_i_rect node_box(const routes_i_map_node *node)
{
    return routes_i_rect_about(node->at, 2.0 * node->half_width, 2.0 * node->half_height);
}

/* Whether a plate may stand here at all: inside the frame, off the home country, plates and signs.
 */
static bool may_stand(const routes_i_map *map, routes_i_rect box, bool off_home)
{
    if (!routes_i_rect_within(routes_i_rect_grow(box, FRAME_AIR - 1.0), map->ground->frame))
        return false;
    if (off_home && routes_i_mask_share(&map->ground->home, routes_i_rect_grow(box, 8.0)) > 0.0)
        return false;
    for (size_t i = 0; i < map->node_count; i++)
        if (routes_i_rect_meet(routes_i_rect_grow(box, PLATE_APART), node_box(&map->nodes[i])))
            return false;
    for (size_t i = 0; i < map->fixed_count; i++)
        if (routes_i_rect_meet(box, map->fixed[i].box))
            return false;
    return true;
}

static routes_i_xy candidate(const routes_i_map *map, int index)
{
    return routes_i_rect_cell(map->ground->frame, index, STEPS_X, STEPS_Y);
}

static double segment_distance(routes_i_xy a, routes_i_xy b, routes_i_xy p)
{
    routes_i_xy along = routes_i_xy_sub(b, a);
    double squared = routes_i_xy_dot(along, along);
    double t = squared > 0.0 ? routes_i_xy_dot(routes_i_xy_sub(p, a), along) / squared : 0.0;
    t = routes_i_less(routes_i_more(t, 0.0), 1.0);
    return routes_i_xy_distance(routes_i_xy_move(a, along, t), p);
}

/* Whether a node stands in the straight way; the lane would have to squeeze by. */
static double in_the_way(const routes_i_map *map, routes_i_xy plate, routes_i_xy anchor)
{
    double cost = 0.0;
    for (size_t i = 0; i < map->node_count; i++) {
        const routes_i_map_node *node = &map->nodes[i];
        double air = segment_distance(plate, anchor, node->at) - node->half_width;
        if (!node->plate && routes_i_xy_distance(node->at, anchor) > 1.0 && air < NODE_AIR)
            cost += IN_THE_WAY;
    }
    return cost;
}

/* What a lane from an inner end to a plate costs: its way, above all that over the home country. */
static double way(const routes_i_map *map, routes_i_xy plate, routes_i_xy anchor)
{
    double length = routes_i_xy_distance(plate, anchor);
    double over = routes_i_mask_length(&map->ground->home, plate, anchor);
    double tight = routes_i_more(0.0, NEAR_ANCHOR + 60.0 - length);
    return length + OVER_HOME * over + 4.0 * tight + in_the_way(map, plate, anchor);
}

/* A country that is not on the map: best where the straight way to it leaves the frame. */
static double edge_cost(const routes_i_map *map, const routes_i_scene *scene, size_t country,
                        routes_i_rect box)
{
    routes_i_rect frame = map->ground->frame;
    routes_i_xy home = routes_i_ground_at(map->ground, scene->countries[scene->home].rep);
    routes_i_xy there = routes_i_ground_at(map->ground, scene->countries[country].rep);
    routes_i_xy to = routes_i_xy_sub(there, home);
    routes_i_xy here = routes_i_xy_sub(routes_i_rect_centre(box), home);
    double off = fabs(routes_i_angle_wrap(atan2(to.y, to.x) - atan2(here.y, here.x)));
    double edge = routes_i_less(routes_i_less(box.x0 - frame.x0, frame.x1 - box.x1),
                                routes_i_less(box.y0 - frame.y0, frame.y1 - box.y1));
    return 600.0 * off + 4.0 * edge;
}

/* What the place of a plate itself costs: off its country, or away from its direction. */
static double stand_cost(const routes_i_map *map, const routes_i_scene *scene, size_t country,
                         routes_i_rect box)
{
    const routes_i_outline *outline = &map->ground->countries[country];
    routes_i_xy middle = routes_i_rect_centre(box);
    routes_i_rect frame = map->ground->frame;
    bool seen = !routes_i_rect_empty(outline->box) && outline->box.x1 > frame.x0 + 20.0 &&
                outline->box.x0 < frame.x1 - 20.0 && outline->box.y1 > frame.y0 + 20.0 &&
                outline->box.y0 < frame.y1 - 20.0;
    if (seen) {
        if (!routes_i_outline_holds(outline, middle))
            return OFF_COUNTRY;
        int off = 0;
        for (int i = 0; i < 9; i++)
            off += !routes_i_outline_holds(outline, routes_i_rect_net(box, i, 3, 3));
        return 25.0 * off;
    }
    return edge_cost(map, scene, country, box);
}

static double cost_of(const routes_i_map *map, const routes_i_xy *plates, size_t count,
                      const routes_i_xy *anchors, size_t n)
{
    double cost = 0.0;
    for (size_t i = 0; i < n; i++) {
        double least = INFINITY;
        for (size_t p = 0; p < count; p++)
            least = routes_i_less(least, way(map, plates[p], anchors[i]));
        cost += least;
    }
    return cost;
}

/* Best place for plate `index` given the others before it. */
static double place_one(routes_i_xy *plates, size_t index, const routes_i_map *map,
                        const routes_i_scene *scene, size_t country, routes_i_xy size,
                        const routes_i_xy *anchors, size_t n)
{
    double best = INFINITY;
    routes_i_xy found = {0.0, 0.0};
    for (int i = 0; i < STEPS_X * STEPS_Y; i++) {
        routes_i_xy at = candidate(map, i);
        routes_i_rect box = routes_i_rect_about(at, size.x, size.y);
        bool clear = may_stand(map, box, true);
        for (size_t p = 0; clear && p < index; p++)
            clear = !routes_i_rect_meet(routes_i_rect_grow(box, PLATE_APART),
                                        routes_i_rect_about(plates[p], size.x, size.y));
        if (!clear)
            continue;
        plates[index] = at;
        double cost =
            stand_cost(map, scene, country, box) + cost_of(map, plates, index + 1, anchors, n);
        if (cost < best) {
            best = cost;
            found = at;
        }
    }
    plates[index] = found;
    return best;
}

size_t routes_i_plates_find(routes_i_xy *at, const routes_i_map *map, const routes_i_scene *scene,
                            size_t country, routes_i_xy size, const routes_i_xy *anchors, size_t n)
{
    double one = place_one(at, 0, map, scene, country, size, anchors, n);
    if (isinf(one)) { /* nowhere free: the upper right corner, over what is there */
        at[0] = (routes_i_xy){map->ground->frame.x1 - FRAME_AIR - size.x / 2.0,
                              map->ground->frame.y0 + FRAME_AIR + size.y / 2.0};
        return 1;
    }
    if (n < 2)
        return 1;
    routes_i_xy pair[ROUTES_I_PLATES] = {at[0], at[0]};
    double two = INFINITY;
    for (int round = 0; round < 2;
         round++) { /* the second beside the first, then the first again */
        two = place_one(pair, 1, map, scene, country, size, anchors, n);
        routes_i_xy swap = pair[0];
        pair[0] = pair[1];
        pair[1] = swap;
    }
    if (!(two + SECOND < one))
        return 1;
    at[0] = pair[0];
    at[1] = pair[1];
    return 2;
}

size_t routes_i_plates_choose(const routes_i_xy *at, size_t count, const routes_i_map *map,
                              routes_i_xy anchor)
{
    return count > 1 && way(map, at[1], anchor) < way(map, at[0], anchor) ? 1 : 0;
}

routes_i_xy routes_i_plates_at_edge(const routes_i_map *map, const routes_i_scene *scene,
                                    size_t country, routes_i_xy size)
{
    routes_i_rect frame = routes_i_rect_grow(map->ground->frame, -FRAME_AIR);
    routes_i_xy best = {frame.x1 - size.x / 2.0, frame.y0 + size.y / 2.0};
    double least = INFINITY;
    const routes_i_rect middles = {frame.x0 + size.x / 2.0, frame.y0 + size.y / 2.0,
                                   frame.x1 - size.x / 2.0, frame.y1 - size.y / 2.0};
    for (int i = 0; i < EDGE_STEPS * EDGE_STEPS; i++) {
        routes_i_xy at = routes_i_rect_net(middles, i, EDGE_STEPS, EDGE_STEPS);
        if (at.x > middles.x0 && at.x < middles.x1 && at.y > middles.y0 && at.y < middles.y1)
            continue; /* not at the frame */
        routes_i_rect box = routes_i_rect_about(at, size.x, size.y);
        double cost = edge_cost(map, scene, country, box);
        if (cost < least && may_stand(map, box, true)) {
            least = cost;
            best = at;
        }
    }
    return best;
}

routes_i_xy routes_i_plates_settle(const routes_i_map *map, routes_i_xy size, routes_i_xy wanted,
                                   double pull)
{
    routes_i_xy best = wanted;
    double least = INFINITY;
    for (int i = 0; i < STEPS_X * STEPS_Y; i++) {
        routes_i_xy at = candidate(map, i);
        routes_i_rect box = routes_i_rect_about(at, size.x, size.y);
        if (!may_stand(map, box, false))
            continue;
        /* Air: plates that stand close to nodes leave lanes no room; chords are what lanes follow.
         */
        double cost = pull * routes_i_xy_distance(at, wanted);
        for (size_t k = 0; k < map->node_count; k++) {
            double air = routes_i_rect_distance(box, map->nodes[k].at) - map->nodes[k].half_width;
            cost += 0.3 * routes_i_more(0.0, 80.0 - air);
        }
        for (size_t k = 0; k < map->lane_count; k++) {
            routes_i_xy a = map->nodes[map->lanes[k].ends.from].at;
            routes_i_xy b = map->nodes[map->lanes[k].ends.to].at;
            for (int s = 0; s <= 24; s++)
                cost += routes_i_rect_holds(routes_i_rect_grow(box, 12.0),
                                            routes_i_xy_move(a, routes_i_xy_sub(b, a), s / 24.0))
                            ? 8.0
                            : 0.0;
        }
        if (cost < least) {
            least = cost;
            best = at;
        }
    }
    return best;
}
