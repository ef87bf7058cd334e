/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/fail.h"
#include "core/memory.h"
#include "render/layout.h"

#define DEG (180.0 / ROUTES_I_PI)

static void measure_crossings(routes_i_layout_quality *quality, const routes_i_chain *chains,
                              size_t n)
{
    double least_sine = 1.0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            routes_i_crossing crossings[ROUTES_I_CROSSINGS];
            size_t found = routes_i_chain_crossings(crossings, &chains[i], &chains[j]);
            quality->crossings += found;
            for (size_t c = 0; c < found; c++)
                least_sine = routes_i_less(least_sine, crossings[c].sine);
        }
    quality->least_crossing_deg = asin(least_sine) * DEG;
}

static double rim_distance(const routes_i_layout_node *node, const routes_i_chain *chain)
{
    if (!node->plate)
        return routes_i_chain_distance(chain, node->at) - node->half_width;
    routes_i_rect box =
        routes_i_rect_about(node->at, 2.0 * node->half_width, 2.0 * node->half_height);
    double distance = INFINITY;
    for (int i = 0; i <= ROUTES_I_CHAIN_PIECES; i++)
        distance = routes_i_less(distance, routes_i_rect_distance(box, chain->at[i]));
    return distance;
}

static void measure_nodes(routes_i_layout_quality *quality, const routes_i_layout *layout,
                          const routes_i_chain *chains)
{
    for (size_t i = 0; i < layout->lane_count; i++)
        for (size_t j = 0; j < layout->node_count; j++)
            if (j != layout->lanes[i].from && j != layout->lanes[i].to &&
                j != layout->lanes[i].through)
                quality->nearest_node = routes_i_less(quality->nearest_node,
                                                      rim_distance(&layout->nodes[j], &chains[i]));
}

static bool has_head(const routes_i_layout_lane *lane, size_t end)
{
    return end % 2 ? lane->head_to : lane->head_from;
}

static void measure_tips(routes_i_layout_quality *quality, const routes_i_layout *layout,
                         const routes_i_curve *curves)
{
    for (size_t a = 0; a < 2 * layout->lane_count; a++)
        for (size_t b = 0; b < a; b++) {
            const routes_i_layout_lane *one = &layout->lanes[a / 2];
            const routes_i_layout_lane *two = &layout->lanes[b / 2];
            if (!has_head(one, a) || !has_head(two, b))
                continue;
            if ((a % 2 ? one->to : one->from) == (b % 2 ? two->to : two->from))
                quality->nearest_tips = routes_i_less(
                    quality->nearest_tips, routes_i_xy_distance(curves[a / 2].p[a % 2 ? 3 : 0],
                                                                curves[b / 2].p[b % 2 ? 3 : 0]));
        }
}

static void measure_bends(routes_i_layout_quality *quality, const routes_i_chain *chains, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (int s = 1; s < ROUTES_I_CHAIN_PIECES; s++) {
            routes_i_xy a = routes_i_xy_sub(chains[i].at[s], chains[i].at[s - 1]);
            routes_i_xy b = routes_i_xy_sub(chains[i].at[s + 1], chains[i].at[s]);
            double turn = fabs(atan2(routes_i_xy_cross(a, b), routes_i_xy_dot(a, b)));
            quality->most_bend = routes_i_more(quality->most_bend, turn * DEG);
        }
}

routes_status routes_i_layout_measure(routes_i_layout_quality *quality,
                                      const routes_i_layout *layout, const routes_i_curve *curves,
                                      routes_error *err)
{
    size_t n = layout->lane_count;
    routes_i_chain *chains = routes_i_calloc(n, sizeof *chains);
    if (n > 0 && !chains)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to measure %zu lanes", n);
    for (size_t i = 0; i < n; i++)
        chains[i] = routes_i_chain_of(&curves[i]);

    *quality = (routes_i_layout_quality){.nearest_node = INFINITY, .nearest_tips = INFINITY};
    measure_crossings(quality, chains, n);
    measure_nodes(quality, layout, chains);
    measure_tips(quality, layout, curves);
    measure_bends(quality, chains, n);
    routes_i_free(chains);
    return ROUTES_OK;
}
