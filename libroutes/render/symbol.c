/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/symbol.h"

#include "render/style.h"

#define CASING 4.5
#define CASING_ALPHA 0.85
#define HATCH_STEP 9.0
#define SHARE_SCALE 6.4 /* radius of 1 % */

static const struct {
    double width;
    double on; /* 0: no dashes */
    double off;
    double dot;
    double off_again; /* 0: none */
    bool round;
} strokes[] = {
    [ROUTES_DASH_SOLID] = {3.2, 0.0, 0.0, 0.0, 0.0, false},
    [ROUTES_DASH_LONG] = {2.8, 15.0, 7.0, 0.0, 0.0, false},
    [ROUTES_DASH_DOTTED] = {3.5, 0.1, 6.6, 0.0, 0.0, true},
    [ROUTES_DASH_SPARSE] = {3.1, 0.1, 9.0, 0.0, 0.0, true},
    [ROUTES_DASH_MIXED] = {2.2, 12.0, 6.0, 0.1, 6.0, true},
};

static void set_stroke(const routes_i_page *page, routes_dash dash)
{
    const double dashes[4] = {strokes[dash].on, strokes[dash].off, strokes[dash].dot,
                              strokes[dash].off_again};
    int count = dashes[0] > 0.0 ? (dashes[3] > 0.0 ? 4 : 2) : 0;
    cairo_set_dash(page->cr, dashes, count, 0.0);
    cairo_set_line_width(page->cr, strokes[dash].width);
    cairo_set_line_cap(page->cr, strokes[dash].round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
}

static void set_plain(const routes_i_page *page, double width)
{
    cairo_set_dash(page->cr, NULL, 0, 0.0);
    cairo_set_line_width(page->cr, width);
    cairo_set_line_cap(page->cr, CAIRO_LINE_CAP_BUTT);
}

static void curve_path(const routes_i_page *page, const routes_i_curve *curve)
{
    const routes_i_xy *p = curve->p;
    cairo_move_to(page->cr, p[0].x, p[0].y);
    cairo_curve_to(page->cr, p[1].x, p[1].y, p[2].x, p[2].y, p[3].x, p[3].y);
}

/* The part of a curve that its heads leave: they are solid from here to the tip. */
static routes_i_curve shaft(const routes_i_curve *curve, routes_i_stroke stroke)
{
    double length = routes_i_more(routes_i_curve_length(curve), 1.0);
    double front = stroke.head_from ? 0.72 * ROUTES_I_HEAD_LONG / length : 0.0;
    double back = stroke.head_to ? 0.72 * ROUTES_I_HEAD_LONG / length : 0.0;
    return routes_i_curve_part(curve, routes_i_less(front, 0.45), 1.0 - routes_i_less(back, 0.45));
}

void routes_i_symbol_casing(const routes_i_page *page, const routes_i_curve *curve,
                            routes_i_stroke stroke)
{
    set_plain(page, strokes[stroke.dash].width + CASING);
    routes_i_page_colour(page, ROUTES_I_WHITE, CASING_ALPHA);
    curve_path(page, curve);
    cairo_stroke(page->cr);
}

void routes_i_symbol_head(const routes_i_page *page, routes_i_xy tip, routes_i_xy direction,
                          uint32_t rgb, bool hollow)
{
    double size = hollow ? 0.8 : 1.0;
    routes_i_xy side = {-direction.y, direction.x};
    routes_i_xy back = routes_i_xy_move(tip, direction, -size * ROUTES_I_HEAD_LONG);
    routes_i_xy notch = routes_i_xy_move(tip, direction, -size * 0.76 * ROUTES_I_HEAD_LONG);
    routes_i_xy left = routes_i_xy_move(back, side, size * ROUTES_I_HEAD_WIDE / 2.0);
    routes_i_xy right = routes_i_xy_move(back, side, -size * ROUTES_I_HEAD_WIDE / 2.0);
    set_plain(page, hollow ? 4.4 : 2.4);
    cairo_set_line_join(page->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_move_to(page->cr, tip.x, tip.y);
    cairo_line_to(page->cr, left.x, left.y);
    cairo_line_to(page->cr, notch.x, notch.y);
    cairo_line_to(page->cr, right.x, right.y);
    cairo_close_path(page->cr);
    routes_i_page_colour(page, ROUTES_I_WHITE, 1.0);
    cairo_stroke_preserve(page->cr);
    if (hollow) {
        cairo_fill_preserve(page->cr);
        cairo_set_line_width(page->cr, 1.8);
        routes_i_page_colour(page, rgb, 1.0);
        cairo_stroke(page->cr);
        return;
    }
    routes_i_page_colour(page, rgb, 1.0);
    cairo_fill(page->cr);
}

void routes_i_symbol_line(const routes_i_page *page, const routes_i_curve *curve,
                          routes_i_stroke stroke)
{
    routes_i_curve line = shaft(curve, stroke);
    set_stroke(page, stroke.dash);
    routes_i_page_colour(page, stroke.rgb, 1.0);
    curve_path(page, &line);
    cairo_stroke(page->cr);
    set_plain(page, 1.0);
    routes_i_chain chain = routes_i_chain_of(curve);
    routes_i_page_mark(page, ROUTES_I_MARK_LANE, chain.box, strokes[stroke.dash].width);
}

void routes_i_symbol_heads(const routes_i_page *page, const routes_i_curve *curve,
                           routes_i_stroke stroke)
{
    routes_i_curve line = shaft(curve, stroke);
    routes_i_xy first = curve->p[0];
    routes_i_xy last = curve->p[3];
    if (stroke.head_from)
        routes_i_symbol_head(page, first, routes_i_xy_unit(routes_i_xy_sub(first, line.p[0])),
                             stroke.rgb, stroke.head_from < 0);
    if (stroke.head_to)
        routes_i_symbol_head(page, last, routes_i_xy_unit(routes_i_xy_sub(last, line.p[3])),
                             stroke.rgb, stroke.head_to < 0);
}

static void disc_path(const routes_i_page *page, routes_i_xy at, double radius)
{
    cairo_new_sub_path(page->cr);
    cairo_arc(page->cr, at.x, at.y, radius, 0.0, 2.0 * ROUTES_I_PI);
}

static void disc(const routes_i_page *page, routes_i_xy at, double radius, uint32_t rgb)
{
    disc_path(page, at, radius);
    routes_i_page_colour(page, rgb, 1.0);
    cairo_fill(page->cr);
}

/* White disc with a rim. */
static void ring(const routes_i_page *page, routes_i_xy at, double radius, double width,
                 uint32_t rgb)
{
    disc_path(page, at, radius - width / 2.0);
    routes_i_page_colour(page, ROUTES_I_WHITE, 1.0);
    cairo_fill_preserve(page->cr);
    set_plain(page, width);
    routes_i_page_colour(page, rgb, 1.0);
    cairo_stroke(page->cr);
}

/* A closed path through points about `at`, white inside. */
static void polygon(const routes_i_page *page, routes_i_xy at, const routes_i_xy *points, size_t n,
                    double width, uint32_t rgb)
{
    cairo_new_path(page->cr);
    for (size_t i = 0; i < n; i++)
        cairo_line_to(page->cr, at.x + points[i].x, at.y + points[i].y);
    cairo_close_path(page->cr);
    set_plain(page, width + 3.0);
    cairo_set_line_join(page->cr, CAIRO_LINE_JOIN_ROUND);
    routes_i_page_colour(page, ROUTES_I_WHITE, 1.0);
    cairo_stroke_preserve(page->cr);
    cairo_fill_preserve(page->cr);
    cairo_set_line_width(page->cr, width);
    routes_i_page_colour(page, rgb, 1.0);
    cairo_stroke(page->cr);
}

static void anchor(const routes_i_page *page, routes_i_xy at, uint32_t rgb)
{
    for (int pass = 0; pass < 2; pass++) {
        set_plain(page, pass ? 2.4 : 6.0);
        cairo_set_line_cap(page->cr, CAIRO_LINE_CAP_ROUND);
        routes_i_page_colour(page, pass ? rgb : ROUTES_I_WHITE, 1.0);
        disc_path(page, (routes_i_xy){at.x, at.y - 8.5}, 2.8);
        cairo_move_to(page->cr, at.x, at.y - 5.7);
        cairo_line_to(page->cr, at.x, at.y + 10.0);
        cairo_move_to(page->cr, at.x - 5.0, at.y - 1.5);
        cairo_line_to(page->cr, at.x + 5.0, at.y - 1.5);
        cairo_new_sub_path(page->cr);
        cairo_arc(page->cr, at.x, at.y + 0.5, 9.5, 0.12 * ROUTES_I_PI, 0.88 * ROUTES_I_PI);
        cairo_stroke(page->cr);
    }
    set_plain(page, 1.0);
}

static void aeroplane(const routes_i_page *page, routes_i_xy at, uint32_t rgb)
{
    static const routes_i_xy half[] = {{0.0, -12.0}, {1.9, -9.0}, {1.9, -3.0}, {11.5, 3.2},
                                       {11.5, 6.0},  {1.9, 3.4},  {1.6, 8.0},  {4.8, 10.4},
                                       {4.8, 12.2},  {0.0, 11.0}};
    size_t n = sizeof half / sizeof *half;
    cairo_new_path(page->cr);
    for (size_t i = 0; i < n; i++)
        cairo_line_to(page->cr, at.x + half[i].x, at.y + half[i].y);
    for (size_t i = n; i-- > 0;)
        cairo_line_to(page->cr, at.x - half[i].x, at.y + half[i].y);
    cairo_close_path(page->cr);
    set_plain(page, 3.4);
    routes_i_page_colour(page, ROUTES_I_WHITE, 1.0);
    cairo_stroke_preserve(page->cr);
    routes_i_page_colour(page, rgb, 1.0);
    cairo_fill(page->cr);
}

double routes_i_symbol_radius(routes_i_symbol symbol)
{
    switch (symbol) {
    case ROUTES_I_SYMBOL_DESTINATION:
    case ROUTES_I_SYMBOL_TEAM:
        return ROUTES_I_RADIUS_DESTINATION;
    case ROUTES_I_SYMBOL_RALLYING:
        return ROUTES_I_RADIUS_RALLYING;
    case ROUTES_I_SYMBOL_CROSSING:
    case ROUTES_I_SYMBOL_PORT:
    case ROUTES_I_SYMBOL_AIRPORT:
        return ROUTES_I_RADIUS_CROSSING;
    case ROUTES_I_SYMBOL_COUNTRY:
        return ROUTES_I_RADIUS_COUNTRY;
    default:
        return ROUTES_I_RADIUS_END;
    }
}

void routes_i_symbol_node(const routes_i_page *page, routes_i_symbol symbol, routes_i_xy at,
                          uint32_t rgb)
{
    static const routes_i_xy triangle[] = {{0.0, -9.5}, {9.0, 7.0}, {-9.0, 7.0}};
    static const routes_i_xy diamond[] = {{0.0, -11.0}, {11.0, 0.0}, {0.0, 11.0}, {-11.0, 0.0}};
    double radius = routes_i_symbol_radius(symbol);
    switch (symbol) {
    case ROUTES_I_SYMBOL_DESTINATION:
        disc(page, at, radius + 1.6, ROUTES_I_WHITE);
        ring(page, at, radius, 3.0, rgb);
        disc(page, at, 6.0, rgb);
        break;
    case ROUTES_I_SYMBOL_RALLYING:
        polygon(page, at, triangle, 3, 2.6, rgb);
        break;
    case ROUTES_I_SYMBOL_CROSSING:
        polygon(page, at, diamond, 4, 2.6, rgb);
        routes_i_page_line(page, (routes_i_xy){at.x, at.y - 4.5}, (routes_i_xy){at.x, at.y + 4.5},
                           2.6);
        break;
    case ROUTES_I_SYMBOL_PORT:
        anchor(page, at, rgb);
        break;
    case ROUTES_I_SYMBOL_AIRPORT:
        aeroplane(page, at, rgb);
        break;
    case ROUTES_I_SYMBOL_TEAM:
        routes_i_symbol_badge(page, at, "1");
        return;
    case ROUTES_I_SYMBOL_DRAWN:
        return;
    case ROUTES_I_SYMBOL_COUNTRY:
        disc(page, at, radius + 1.6, ROUTES_I_WHITE);
        ring(page, at, radius, 2.4, rgb);
        disc(page, at, 3.6, rgb);
        break;
    default:
        disc(page, at, radius + 1.4, ROUTES_I_WHITE);
        disc(page, at, radius, rgb);
        break;
    }
    routes_i_page_mark(page, ROUTES_I_MARK_NODE,
                       routes_i_rect_about(at, 2.0 * radius, 2.0 * radius), radius);
}

double routes_i_share_radius(double percent)
{
    return SHARE_SCALE * sqrt(routes_i_more(percent, 0.0));
}

/* Half way to white. */
static uint32_t lighter(uint32_t rgb)
{
    uint32_t out = 0;
    for (int shift = 0; shift <= 16; shift += 8)
        out |= ((rgb >> shift & 255u) * 2u + 255u * 3u) / 5u << shift;
    return out;
}

void routes_i_symbol_share(const routes_i_page *page, routes_i_xy at, double low, double high,
                           uint32_t rgb, const char *text)
{
    double outer = routes_i_share_radius(high);
    double inner = routes_i_share_radius(low);
    disc(page, at, outer + 2.0, ROUTES_I_WHITE);
    if (high > low) {
        disc(page, at, outer, lighter(rgb));
        /* A dark rim too: the high end must be seen on light ground. */
        disc_path(page, at, outer - 0.6);
        set_plain(page, 1.2);
        routes_i_page_colour(page, rgb, 1.0);
        cairo_stroke(page->cr);
    }
    disc(page, at, inner, rgb);
    double px = routes_i_less(17.0, routes_i_more(12.5, inner * 0.9));
    routes_i_type type = {ROUTES_I_SANS_BOLD, px, ROUTES_I_WHITE};
    routes_i_block block = {0};
    routes_i_block_add(&block, page->fonts, type, text);
    routes_i_block_draw(&block, page, routes_i_rect_about(at, block.width, block.height),
                        ROUTES_I_CENTRE, 0.0);
    routes_i_page_mark(page, ROUTES_I_MARK_DISC, routes_i_rect_about(at, 2.0 * inner, 2.0 * inner),
                       low);
}

void routes_i_symbol_badge(const routes_i_page *page, routes_i_xy at, const char *text)
{
    double radius = routes_i_symbol_radius(ROUTES_I_SYMBOL_TEAM);
    routes_i_type type = {ROUTES_I_SANS_BOLD, 16.0, ROUTES_I_INK};
    routes_i_block block = {0};
    disc(page, at, radius + 2.0, ROUTES_I_WHITE);
    disc(page, at, radius, ROUTES_I_INK);
    disc(page, at, radius - 2.2, ROUTES_I_TEAM);
    routes_i_block_add(&block, page->fonts, type, text);
    routes_i_block_draw(&block, page, routes_i_rect_about(at, block.width, block.height),
                        ROUTES_I_CENTRE, 0.0);
    routes_i_page_mark(page, ROUTES_I_MARK_NODE,
                       routes_i_rect_about(at, 2.0 * radius, 2.0 * radius), radius);
}

void routes_i_symbol_feather(const routes_i_page *page, routes_i_xy at, double radius,
                             routes_i_xy away, uint32_t rgb)
{
    double middle = atan2(away.y, away.x);
    set_plain(page, 2.0);
    for (int i = -1; i <= 1; i++) {
        routes_i_xy e = routes_i_xy_polar(middle + 0.32 * i);
        routes_i_xy start = routes_i_xy_move(at, e, radius + 3.0);
        routes_i_xy end = routes_i_xy_move(at, e, radius + 34.0);
        routes_i_page_colour(page, ROUTES_I_WHITE, CASING_ALPHA);
        routes_i_page_line(page, start, end, 5.5);
        routes_i_page_colour(page, rgb, 1.0);
        routes_i_page_line(page, start, end, 2.0);
        ring(page, end, 4.2, 1.8, rgb);
    }
}

void routes_i_symbol_plate(const routes_i_page *page, routes_i_rect box,
                           const routes_i_block *block, uint32_t rgb, bool dotted)
{
    double radius = dotted ? (box.y1 - box.y0) / 2.0 : 8.0;
    static const double dots[] = {0.1, 5.0};
    routes_i_page_round(page, box, routes_i_less(radius, (box.y1 - box.y0) / 2.0));
    routes_i_page_colour(page, ROUTES_I_WHITE, 0.95);
    cairo_fill_preserve(page->cr);
    set_plain(page, 2.2);
    if (dotted) {
        cairo_set_dash(page->cr, dots, 2, 0.0);
        cairo_set_line_cap(page->cr, CAIRO_LINE_CAP_ROUND);
    }
    routes_i_page_colour(page, rgb, 1.0);
    cairo_stroke(page->cr);
    set_plain(page, 1.0);
    routes_i_xy middle = routes_i_rect_centre(box);
    routes_i_block_draw(block, page, routes_i_rect_about(middle, block->width, block->height),
                        ROUTES_I_CENTRE, 0.0);
    routes_i_page_mark(page, ROUTES_I_MARK_PLATE, box, 0.0);
}

void routes_i_symbol_loop(const routes_i_page *page, routes_i_xy at, double radius, uint32_t rgb,
                          routes_dash dash, const char *id)
{
    double start = -0.32 * ROUTES_I_PI;
    double end = 1.46 * ROUTES_I_PI;
    disc(page, at, radius + 4.0, ROUTES_I_WHITE);
    set_stroke(page, dash);
    routes_i_page_colour(page, rgb, 1.0);
    cairo_new_sub_path(page->cr);
    cairo_arc(page->cr, at.x, at.y, radius, start, end - 10.0 / radius);
    cairo_stroke(page->cr);
    set_plain(page, 1.0);
    routes_i_xy tip = routes_i_xy_move(at, routes_i_xy_polar(end + 2.0 / radius), radius);
    routes_i_xy tail =
        routes_i_xy_move(at, routes_i_xy_polar(end - (ROUTES_I_HEAD_LONG - 2.0) / radius), radius);
    routes_i_symbol_head(page, tip, routes_i_xy_unit(routes_i_xy_sub(tip, tail)), rgb, false);
    routes_i_page_mark(page, ROUTES_I_MARK_LANE,
                       routes_i_rect_about(at, 2.0 * radius, 2.0 * radius), strokes[dash].width);
    routes_i_type type = {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_ID, rgb};
    routes_i_block block = {0};
    routes_i_block_add(&block, page->fonts, type, id);
    routes_i_block_draw(&block, page, routes_i_rect_about(at, block.width, block.height),
                        ROUTES_I_CENTRE, 0.0);
}

void routes_i_symbol_hatch(const routes_i_page *page, routes_hatch hatch, uint32_t rgb)
{
    double x0 = 0.0;
    double y0 = 0.0;
    double x1 = 0.0;
    double y1 = 0.0;
    if (hatch == ROUTES_HATCH_NONE) {
        cairo_new_path(page->cr);
        return;
    }
    cairo_path_extents(page->cr, &x0, &y0, &x1, &y1);
    cairo_save(page->cr);
    cairo_clip(page->cr);
    set_plain(page, 1.5);
    routes_i_page_colour(page, rgb, 1.0);
    /* Lines x + y = c, and for crossed ones x - y = c; c the same all over the page. */
    double step = HATCH_STEP * sqrt(2.0);
    for (long i = (long)floor((x0 + y0) / step); (double)i * step <= x1 + y1; i++) {
        cairo_move_to(page->cr, (double)i * step - y0, y0);
        cairo_line_to(page->cr, (double)i * step - y1, y1);
    }
    for (long i = (long)floor((x0 - y1) / step);
         hatch == ROUTES_HATCH_CROSSED && (double)i * step <= x1 - y0; i++) {
        cairo_move_to(page->cr, (double)i * step + y0, y0);
        cairo_line_to(page->cr, (double)i * step + y1, y1);
    }
    cairo_stroke(page->cr);
    cairo_restore(page->cr);
}

void routes_i_symbol_id(const routes_i_page *page, routes_i_rect box, const char *id, uint32_t rgb)
{
    routes_i_type type = {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_ID, rgb};
    routes_i_block block = {0};
    routes_i_page_round(page, box, 4.5);
    routes_i_page_colour(page, ROUTES_I_WHITE, 1.0);
    cairo_fill_preserve(page->cr);
    set_plain(page, 1.5);
    routes_i_page_colour(page, rgb, 1.0);
    cairo_stroke(page->cr);
    routes_i_block_add(&block, page->fonts, type, id);
    routes_i_block_draw(&block, page,
                        routes_i_rect_about(routes_i_rect_centre(box), block.width, block.height),
                        ROUTES_I_CENTRE, 0.0);
    routes_i_page_mark(page, ROUTES_I_MARK_ID, box, ROUTES_I_TEXT_ID);
}

static void half_disc(const routes_i_page *page, routes_i_xy at, double radius, double from,
                      uint32_t rgb)
{
    if (!(radius > 0.0))
        return;
    cairo_new_path(page->cr);
    cairo_arc(page->cr, at.x, at.y, radius, from, from + ROUTES_I_PI);
    cairo_close_path(page->cr);
    routes_i_page_colour(page, rgb, 1.0);
    cairo_fill_preserve(page->cr);
    cairo_set_line_width(page->cr, 1.4);
    routes_i_page_colour(page, ROUTES_I_INK, 1.0);
    cairo_stroke(page->cr);
}

void routes_i_symbol_halves(const routes_i_page *page, routes_i_xy at, uint32_t before,
                            double before_radius, uint32_t after, double after_radius)
{
    half_disc(page, at, before_radius, ROUTES_I_PI / 2.0, before);
    half_disc(page, at, after_radius, -ROUTES_I_PI / 2.0, after);
}
