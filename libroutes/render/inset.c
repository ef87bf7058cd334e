/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/inset.h"

#include "core/fail.h"
#include "render/parts.h"
#include "render/style.h"
#include "render/words.h"
#include "routes/geodesic.h"

#define RADIUS 180.0
#define RIM_AIR 1.30 /* the rim lies this much farther than the farthest end */
#define NODE_RADIUS 4.0
#define RING_STEPS 2.5

/* The farthest end, in km. */
static double farthest(const routes_i_sheet *sheet, const size_t *lanes, size_t n)
{
    const routes_i_scene *scene = sheet->scene;
    double most = 0.0;
    for (size_t i = 0; i < n; i++) {
        const routes_i_ends *sides[] = {&scene->lanes[lanes[i]].from, &scene->lanes[lanes[i]].to};
        for (int s = 0; s < 2; s++)
            for (size_t e = 0; e < sides[s]->count; e++)
                most =
                    routes_i_more(most, routes_geodesic_distance(scene->countries[scene->home].rep,
                                                                 sides[s]->items[e].at) /
                                            1000.0);
    }
    return most;
}

static double round_length(double most)
{
    double power = pow(10.0, floor(log10(most)));
    return power * (most / power >= 5.0 ? 5.0 : most / power >= 2.0 ? 2.0 : 1.0);
}

static size_t add_node(routes_i_sheet *sheet, const routes_i_end *end)
{
    routes_i_map *map = &sheet->inset.map;
    size_t found = routes_i_map_find(map, end->kind, end->index, 0);
    if (found != ROUTES_I_NONE)
        return found;
    return routes_i_map_add(map, (routes_i_map_node){.kind = end->kind,
                                                     .index = end->index,
                                                     .symbol = ROUTES_I_SYMBOL_END,
                                                     .at = routes_i_ground_at(map->ground, end->at),
                                                     .half_width = NODE_RADIUS,
                                                     .half_height = NODE_RADIUS,
                                                     .rgb = ROUTES_I_INK,
                                                     .name_style = ROUTES_I_NAME_SMALL,
                                                     .name = end->name,
                                                     .share_low = NAN});
}

static void add_lane(routes_i_sheet *sheet, size_t index)
{
    const routes_i_lane *lane = &sheet->scene->lanes[index];
    for (size_t f = 0; f < lane->from.count; f++)
        for (size_t t = 0; t < lane->to.count; t++) {
            size_t a = add_node(sheet, &lane->from.items[f]);
            size_t b = add_node(sheet, &lane->to.items[t]);
            if (a == b)
                continue;
            routes_i_map_lane *drawn = &sheet->inset.map.lanes[sheet->inset.map.lane_count++];
            *drawn = (routes_i_map_lane){
                .lane = lane,
                .stroke = routes_i_sheet_stroke(lane, ROUTES_I_LANE_FAR),
                .labelled = true,
                .ends = {.from = a, .to = b, .through = ROUTES_I_NONE, .mask = ROUTES_I_NONE}};
            drawn->ends.head_from = drawn->stroke.head_from != 0;
            drawn->ends.head_to = drawn->stroke.head_to != 0;
        }
}

routes_status routes_i_inset_make(routes_i_sheet *sheet, const size_t *lanes, size_t n,
                                  routes_error *err)
{
    routes_i_scene *scene = sheet->scene;
    routes_i_inset *inset = &sheet->inset;
    size_t branches = 0;
    for (size_t i = 0; i < n; i++)
        branches += scene->lanes[lanes[i]].from.count * scene->lanes[lanes[i]].to.count;
    inset->radius = RADIUS;
    inset->most_km = RIM_AIR * farthest(sheet, lanes, n);
    inset->ring_km = round_length(inset->most_km / RING_STEPS);
    inset->ground.centre = scene->countries[scene->home].rep;
    inset->ground.frame = (routes_i_rect){0.0, 0.0, 2.0 * RADIUS, 2.0 * RADIUS};
    inset->ground.projection =
        routes_i_projection_at(ROUTES_I_EQUIDISTANT, inset->ground.centre,
                               (routes_i_xy){RADIUS, RADIUS}, RADIUS / (inset->most_km * 1000.0));
    routes_status status = routes_i_ground_read(&inset->ground, scene, err);
    if (!status)
        status = routes_i_map_new(&inset->map, &inset->ground, sheet->fonts, &scene->arena,
                                  2 * branches, branches, 0, err);
    if (status)
        return status;
    inset->map.long_lane = 300.0;
    for (size_t i = 0; i < n; i++)
        add_lane(sheet, lanes[i]);
    return routes_i_map_solve(&inset->map, err);
}

static void draw_rings(const routes_i_inset *inset, const routes_i_page *page)
{
    static const double dashes[] = {4.0, 4.0};
    routes_i_type type = {ROUTES_I_SANS, 13.0, ROUTES_I_MUTED};
    int rings = (int)floor(0.97 * inset->most_km / inset->ring_km);
    for (int i = 1; i <= rings; i++) {
        double km = inset->ring_km * i;
        double radius = inset->radius * km / inset->most_km;
        routes_i_text text = {0};
        cairo_new_path(page->cr);
        cairo_arc(page->cr, inset->radius, inset->radius, radius, 0.0, 2.0 * ROUTES_I_PI);
        cairo_set_dash(page->cr, dashes, 2, 0.0);
        cairo_set_line_width(page->cr, 1.0);
        routes_i_page_colour(page, ROUTES_I_MUTED, 0.6);
        cairo_stroke(page->cr);
        cairo_set_dash(page->cr, NULL, 0, 0.0);
        routes_i_words_number(&text, km);
        routes_i_text_add(&text, " km");
        routes_i_page_text(page, type, ROUTES_I_CENTRE,
                           (routes_i_xy){inset->radius, inset->radius + radius - 4.0},
                           routes_i_text_get(&text));
        routes_i_text_free(&text);
    }
}

static void circle(const routes_i_inset *inset, const routes_i_page *page)
{
    cairo_new_path(page->cr);
    cairo_arc(page->cr, inset->radius, inset->radius, inset->radius, 0.0, 2.0 * ROUTES_I_PI);
}

double routes_i_inset_draw(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    const routes_i_inset *inset = &sheet->inset;
    routes_i_legend legend = {page, y};
    routes_i_text text = {0};
    routes_i_legend_head(&legend, "Far ends");
    routes_i_text_print(&text,
                        "Distance and bearing from %s are true. Only countries of the map data "
                        "are drawn.",
                        sheet->scene->countries[sheet->scene->home].name);
    routes_i_legend_remark(&legend, routes_i_text_get(&text), false);
    routes_i_text_free(&text);

    routes_i_page plain = *page;
    plain.marks = NULL; /* not part of the map */
    routes_i_ground_look look = {ROUTES_I_STRIPE,
                                 ROUTES_I_LAND_HOME_REGION,
                                 ROUTES_I_LAND_NAMED,
                                 ROUTES_I_LAND_OTHER,
                                 0.8,
                                 false,
                                 false};
    cairo_save(page->cr);
    cairo_translate(page->cr, (ROUTES_I_PANEL - 2.0 * inset->radius) / 2.0, legend.y);
    cairo_save(page->cr);
    circle(inset, page);
    cairo_clip(page->cr);
    routes_i_ground_draw_land(&inset->ground, &plain, sheet->scene, &look);
    routes_i_ground_draw_borders(&inset->ground, &plain, sheet->scene, &look);
    draw_rings(inset, &plain);
    routes_i_map_draw(&inset->map, &plain);
    cairo_restore(page->cr);
    circle(inset, page);
    cairo_set_line_width(page->cr, 1.5);
    routes_i_page_colour(page, ROUTES_I_MUTED, 1.0);
    cairo_stroke(page->cr);
    cairo_restore(page->cr);
    return legend.y + 2.0 * inset->radius + 24.0;
}
