/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/ground.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "render/style.h"
#include "render/symbol.h"
#include "routes/geometry.h"

#define CELL 5.0       /* of the pictures */
#define CUT_AIR 30.0   /* outlines are cut this far outside the frame */
#define HOME_WIDE 0.80 /* of the free width, at most */
#define HOME_TALL 0.84 /* of the height */
#define MAP_TALLEST 1290.0
#define MAP_LOWEST 760.0
#define REGION_HOME 0.275 /* of the free width */
#define REGION_TALL 1518.0
#define REGION_STEPS 40
#define OFF_MIDDLE 5.0 /* countries given up for a home half a frame off the middle */

static const routes_i_rect everywhere = {-1e9, -1e9, 1e9, 1e9};

/* Bounding box of the home country in degrees: of its outline, or of its provinces. */
static routes_status home_degrees(routes_box *box, const routes_i_scene *scene, routes_error *err)
{
    const routes_i_area *home = &scene->countries[scene->home];
    if (home->shape.size > 0)
        return routes_wkb_describe(NULL, NULL, box, home->shape, err);
    *box = routes_box_none();
    for (size_t i = 0; i < scene->province_count; i++) {
        routes_box one = routes_box_none();
        routes_status status =
            scene->provinces[i].shape.size > 0
                ? routes_wkb_describe(NULL, NULL, &one, scene->provinces[i].shape, err)
                : ROUTES_OK;
        if (status)
            return status;
        *box = routes_box_join(*box, one);
    }
    return ROUTES_OK;
}

/* The projection's centre: the middle of the country's box, in half degrees, which print well. */
static routes_status home_centre(routes_point *centre, const routes_i_scene *scene,
                                 routes_error *err)
{
    routes_box box;
    routes_status status = home_degrees(&box, scene, err);
    if (status)
        return status;
    if (routes_box_is_empty(box))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "neither the home country nor a province has an outline");
    *centre = (routes_point){round(box.west + box.east) / 2.0, round(box.south + box.north) / 2.0};
    return ROUTES_OK;
}

/* The home country's box about the projection's centre, in km. */
static routes_status home_box(routes_i_rect *box, routes_point centre, const routes_i_scene *scene,
                              routes_error *err)
{
    const routes_i_projection km =
        routes_i_projection_at(ROUTES_I_EQUAL_AREA, centre, (routes_i_xy){0.0, 0.0}, 1e-3);
    bool whole = scene->countries[scene->home].shape.size > 0;
    routes_status status = ROUTES_OK;
    *box = routes_i_rect_none();
    for (size_t i = 0; i < (whole ? 1 : scene->province_count) && !status; i++) {
        routes_i_outline outline;
        status = routes_i_outline_read(
            &outline, whole ? scene->countries[scene->home].shape : scene->provinces[i].shape, &km,
            everywhere, err);
        *box = routes_i_rect_join(*box, outline.box);
        routes_i_outline_free(&outline);
    }
    if (!status && routes_i_rect_empty(*box))
        status = routes_i_fail(err, ROUTES_E_DATA, "the home country has no outline");
    return status;
}

static void set_projection(routes_i_ground *ground, routes_i_xy middle_km, double per_km)
{
    routes_i_xy middle = routes_i_rect_centre(ground->frame);
    routes_i_xy origin = {middle.x - middle_km.x * per_km, middle.y - middle_km.y * per_km};
    ground->projection =
        routes_i_projection_at(ROUTES_I_EQUAL_AREA, ground->centre, origin, per_km / 1000.0);
}

/* An empty ground about the home country, and the country's box in km about the centre. */
static routes_status start(routes_i_ground *ground, routes_i_rect *km, const routes_i_scene *scene,
                           routes_error *err)
{
    *ground = (routes_i_ground){0};
    routes_status status = home_centre(&ground->centre, scene, err);
    return status ? status : home_box(km, ground->centre, scene, err);
}

routes_status routes_i_ground_fit_home(routes_i_ground *ground, const routes_i_scene *scene,
                                       routes_error *err)
{
    routes_i_rect km;
    routes_status status = start(ground, &km, scene, err);
    if (status)
        return status;
    double wide = ROUTES_I_PAGE_WIDTH - ROUTES_I_PANEL;
    double per_km = HOME_WIDE * wide / (km.x1 - km.x0);
    double tall = (km.y1 - km.y0) * per_km / HOME_TALL;
    tall = routes_i_more(MAP_LOWEST, routes_i_less(MAP_TALLEST, tall));
    per_km = routes_i_less(per_km, HOME_TALL * tall / (km.y1 - km.y0));
    ground->frame = (routes_i_rect){ROUTES_I_PANEL, ROUTES_I_HEADER, ROUTES_I_PAGE_WIDTH,
                                    ROUTES_I_HEADER + tall};
    set_projection(ground, routes_i_rect_centre(km), per_km);
    return ROUTES_OK;
}

/* Whether two boxes of countries meet: neighbours, or near enough. */
static bool may_touch(const routes_i_scene *scene, size_t country)
{
    routes_box home;
    routes_box other;
    if (home_degrees(&home, scene, NULL) || scene->countries[country].shape.size == 0 ||
        routes_wkb_describe(NULL, NULL, &other, scene->countries[country].shape, NULL))
        return false;
    return routes_box_meets(home, other);
}

/* How good a frame is: the countries of lanes in it count one each, less a little for a home far
 * from its middle. Neighbours are in it whatever it is. */
static double frame_worth(const routes_i_ground *ground, const routes_i_scene *scene,
                          routes_i_xy home, const bool *counts)
{
    double worth = 0.0;
    for (size_t i = 0; i < scene->country_count; i++) {
        routes_i_xy at = routes_i_project(&ground->projection, scene->countries[i].rep);
        if (counts[i] && routes_i_rect_holds(routes_i_rect_grow(ground->frame, -60.0), at))
            worth += 1.0;
    }
    routes_i_xy off = routes_i_xy_sub(home, routes_i_rect_centre(ground->frame));
    double half = (ground->frame.x1 - ground->frame.x0) / 2.0;
    return worth - OFF_MIDDLE * routes_i_xy_dot(off, off) / (half * half);
}

/* Moves the frame about until it is worth most. */
static void find_frame(routes_i_ground *ground, const routes_i_scene *scene, routes_i_xy middle,
                       double per_km, const bool *counts)
{
    routes_i_xy best = middle;
    double most = -INFINITY;
    /* The home country stays in the middle half. */
    routes_i_rect where =
        routes_i_rect_about(middle, (ground->frame.x1 - ground->frame.x0) / per_km * 0.44,
                            (ground->frame.y1 - ground->frame.y0) / per_km * 0.44);
    for (int i = 0; i < REGION_STEPS * REGION_STEPS; i++) {
        routes_i_xy tried = routes_i_rect_cell(where, i, REGION_STEPS, REGION_STEPS);
        set_projection(ground, tried, per_km);
        double worth = frame_worth(
            ground, scene, routes_i_xy_move(ground->projection.origin, middle, per_km), counts);
        if (worth > most + 1e-9) {
            most = worth;
            best = tried;
        }
    }
    set_projection(ground, best, per_km);
}

routes_status routes_i_ground_fit_region(routes_i_ground *ground, const routes_i_scene *scene,
                                         routes_error *err)
{
    routes_i_rect km;
    routes_status status = start(ground, &km, scene, err);
    if (status)
        return status;
    ground->frame = (routes_i_rect){ROUTES_I_PANEL, ROUTES_I_HEADER, ROUTES_I_PAGE_WIDTH,
                                    ROUTES_I_HEADER + REGION_TALL};
    bool *counts = routes_i_calloc(scene->country_count + 1, sizeof *counts);
    if (!counts)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a frame");
    for (size_t i = 0; i < scene->country_count; i++)
        counts[i] = scene->countries[i].named && !may_touch(scene, i);
    double wide = ground->frame.x1 - ground->frame.x0;
    double per_km = REGION_HOME * wide / routes_i_more(km.x1 - km.x0, km.y1 - km.y0);
    find_frame(ground, scene, routes_i_rect_centre(km), per_km, counts);
    routes_i_free(counts);
    return ROUTES_OK;
}

static routes_status read_outlines(routes_i_outline **out, const routes_i_ground *ground,
                                   const routes_i_area *areas, size_t n, routes_error *err)
{
    routes_i_rect cut = routes_i_rect_grow(ground->frame, CUT_AIR);
    *out = routes_i_calloc(n ? n : 1, sizeof **out);
    if (!*out)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu outlines", n);
    for (size_t i = 0; i < n; i++) {
        routes_status status =
            routes_i_outline_read(&(*out)[i], areas[i].shape, &ground->projection, cut, err);
        if (status)
            return status;
    }
    return ROUTES_OK;
}

routes_status routes_i_ground_read(routes_i_ground *ground, const routes_i_scene *scene,
                                   routes_error *err)
{
    ground->country_count = scene->country_count;
    ground->province_count = scene->province_count;
    ground->water_count = scene->water_count;
    routes_status status =
        read_outlines(&ground->countries, ground, scene->countries, scene->country_count, err);
    if (!status)
        status =
            read_outlines(&ground->provinces, ground, scene->provinces, scene->province_count, err);
    if (!status)
        status = read_outlines(&ground->waters, ground, scene->waters, scene->water_count, err);
    if (!status)
        status = routes_i_mask_new(&ground->home, ground->frame, CELL, 0, err);
    if (!status)
        status = routes_i_mask_fill(&ground->home, &ground->countries[scene->home], 1, err);
    if (!status)
        status = routes_i_mask_new(&ground->land, ground->frame, CELL, 0, err);
    /* Provinces too: the home country may have no outline of its own. */
    for (size_t i = 0; !status && i < scene->province_count; i++) {
        status = routes_i_mask_fill(&ground->home, &ground->provinces[i], 1, err);
        if (!status)
            status = routes_i_mask_fill(&ground->land, &ground->provinces[i], 1, err);
    }
    for (size_t i = 0; !status && i < scene->country_count; i++)
        status = routes_i_mask_fill(&ground->land, &ground->countries[i], 1, err);
    return status;
}

static void free_outlines(routes_i_outline **outlines, size_t n)
{
    for (size_t i = 0; *outlines && i < n; i++)
        routes_i_outline_free(&(*outlines)[i]);
    routes_i_free(*outlines);
    *outlines = NULL;
}

void routes_i_ground_free(routes_i_ground *ground)
{
    free_outlines(&ground->countries, ground->country_count);
    free_outlines(&ground->provinces, ground->province_count);
    free_outlines(&ground->waters, ground->water_count);
    routes_i_mask_free(&ground->home);
    routes_i_mask_free(&ground->land);
}

routes_i_xy routes_i_ground_at(const routes_i_ground *ground, routes_point point)
{
    return routes_i_project(&ground->projection, point);
}

static void fill(const routes_i_outline *outline, const routes_i_page *page, uint32_t rgb)
{
    routes_i_outline_path(outline, page);
    cairo_set_fill_rule(page->cr, CAIRO_FILL_RULE_EVEN_ODD);
    routes_i_page_colour(page, rgb, 1.0);
    cairo_fill(page->cr);
}

static void stroke(const routes_i_outline *outline, const routes_i_page *page, uint32_t rgb,
                   double width)
{
    routes_i_outline_path(outline, page);
    cairo_set_line_join(page->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(page->cr, width);
    routes_i_page_colour(page, rgb, 1.0);
    cairo_stroke(page->cr);
}

void routes_i_ground_draw_land(const routes_i_ground *ground, const routes_i_page *page,
                               const routes_i_scene *scene, const routes_i_ground_look *look)
{
    routes_i_page_box(page, ground->frame, look->sea, 1.0);
    routes_i_page_mark(page, ROUTES_I_MARK_MAP, ground->frame, 0.0);
    for (size_t i = 0; i < ground->country_count; i++) {
        uint32_t rgb = i == scene->home            ? look->home
                       : scene->countries[i].named ? look->named
                                                   : look->other;
        fill(&ground->countries[i], page, rgb);
    }
    routes_i_rect home = ground->countries[scene->home].box;
    for (size_t i = 0; i < ground->province_count; i++) {
        home = routes_i_rect_join(home, ground->provinces[i].box);
        if (scene->countries[scene->home].shape.size == 0)
            fill(&ground->provinces[i], page, look->home);
    }
    routes_i_page_mark(page, ROUTES_I_MARK_HOME, home, 0.0);
    for (size_t i = 0; look->hatch_unnamed && i < ground->province_count; i++)
        if (!scene->provinces[i].named) {
            routes_i_outline_path(&ground->provinces[i], page);
            routes_i_symbol_hatch(page, ROUTES_HATCH_SINGLE, ROUTES_I_HATCH_LINE);
        }
}

void routes_i_ground_draw_borders(const routes_i_ground *ground, const routes_i_page *page,
                                  const routes_i_scene *scene, const routes_i_ground_look *look)
{
    for (size_t i = 0; i < ground->water_count; i++) {
        fill(&ground->waters[i], page, look->sea);
        stroke(&ground->waters[i], page, ROUTES_I_SHORE, 0.6);
    }
    for (size_t i = 0; look->provinces && i < ground->province_count; i++)
        stroke(&ground->provinces[i], page, ROUTES_I_PROVINCE_LINE, 1.3);
    for (size_t i = 0; i < ground->country_count; i++)
        if (i != scene->home)
            stroke(&ground->countries[i], page, ROUTES_I_PROVINCE_LINE, 1.3);
    stroke(&ground->countries[scene->home], page, ROUTES_I_WHITE, look->nation_width + 2.8);
    stroke(&ground->countries[scene->home], page, ROUTES_I_NATION_LINE, look->nation_width);
}

/* The largest of 1, 2, 5 times a power of ten that takes at most a sixth of the frame. */
static double scale_km(const routes_i_ground *ground)
{
    double most = (ground->frame.x1 - ground->frame.x0) / 6.0 / (ground->projection.per_m * 1000.0);
    double power = pow(10.0, floor(log10(most)));
    return power * (most / power >= 5.0 ? 5.0 : most / power >= 2.0 ? 2.0 : 1.0);
}

routes_i_rect routes_i_ground_scale_box(const routes_i_ground *ground)
{
    double length = scale_km(ground) * 1000.0 * ground->projection.per_m;
    double x = ground->frame.x0 + ROUTES_I_MARGIN;
    double y = ground->frame.y1 - 64.0;
    return (routes_i_rect){x - 10.0, y - 12.0, x + routes_i_more(length + 60.0, 330.0), y + 56.0};
}

void routes_i_ground_draw_scale(const routes_i_ground *ground, const routes_i_page *page)
{
    double km = scale_km(ground);
    double length = km * 1000.0 * ground->projection.per_m;
    routes_i_xy at = {ground->frame.x0 + ROUTES_I_MARGIN, ground->frame.y1 - 64.0};
    routes_i_type type = {ROUTES_I_SANS, ROUTES_I_TEXT_SMALL, ROUTES_I_INK};
    const double marks[] = {0.0, km / 2.0, km};
    routes_i_text text = {0};

    routes_i_page_box(page, routes_i_rect_grow(routes_i_ground_scale_box(ground), -2.0),
                      ROUTES_I_WHITE, 0.6);
    routes_i_page_box(page, (routes_i_rect){at.x, at.y, at.x + length, at.y + 7.0}, ROUTES_I_WHITE,
                      1.0);
    routes_i_page_box(page, (routes_i_rect){at.x, at.y, at.x + length / 2.0, at.y + 7.0},
                      ROUTES_I_INK, 1.0);
    routes_i_page_colour(page, ROUTES_I_INK, 1.0);
    cairo_set_line_width(page->cr, 1.4);
    cairo_rectangle(page->cr, at.x, at.y, length, 7.0);
    cairo_stroke(page->cr);
    routes_i_page_mark(page, ROUTES_I_MARK_SCALE,
                       (routes_i_rect){at.x, at.y, at.x + length, at.y + 7.0}, km);
    for (int i = 0; i < 3; i++) {
        char number[ROUTES_I_NUMBER_SIZE];
        routes_i_number_text(number, marks[i], 6);
        routes_i_text_free(&text);
        routes_i_text_print(&text, "%s%s", number, i == 2 ? " km" : "");
        routes_i_page_text(page, type, i == 0 ? ROUTES_I_LEFT : ROUTES_I_CENTRE,
                           (routes_i_xy){at.x + length * i / 2.0, at.y + 26.0},
                           routes_i_text_get(&text));
    }
    char lat[ROUTES_I_NUMBER_SIZE];
    char lon[ROUTES_I_NUMBER_SIZE];
    routes_i_number_text(lat, fabs(ground->centre.lat), 6);
    routes_i_number_text(lon, fabs(ground->centre.lon), 6);
    routes_i_text_free(&text);
    routes_i_text_print(&text, "Lambert azimuthal equal-area, %s° %s %s° %s", lat,
                        ground->centre.lat < 0.0 ? "S" : "N", lon,
                        ground->centre.lon < 0.0 ? "W" : "E");
    type.rgb = ROUTES_I_MUTED;
    routes_i_page_text(page, type, ROUTES_I_LEFT, (routes_i_xy){at.x, at.y + 47.0},
                       routes_i_text_get(&text));
    routes_i_text_free(&text);
}
