/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/share.h"

#include "core/fail.h"
#include "render/style.h"
#include "render/symbol.h"
#include "render/words.h"

static bool states_share(const routes_i_lane *lane)
{
    return lane->has_volume && routes_i_same(lane->unit, "percent_of_total") &&
           lane->volume.kind != ROUTES_RANGE_LOWER_BOUND;
}

/* Null means the same as null here: both say nothing else. */
static bool alike(const char *a, const char *b)
{
    return (!a && !b) || routes_i_same(a, b);
}

static bool same_whole(const routes_i_lane *a, const routes_i_lane *b)
{
    return states_share(a) && states_share(b) && alike(a->denominator, b->denominator) &&
           alike(a->attributed_to, b->attributed_to);
}

void routes_i_share_ends(double *low, double *high, routes_range range)
{
    *low = routes_range_least(range);
    *high = routes_range_most(range);
}

static routes_status find_remainder(routes_i_shares *shares, routes_i_scene *scene,
                                    routes_error *err)
{
    routes_range *ranges = routes_i_arena_take(&scene->arena, shares->count * sizeof *ranges);
    if (!ranges)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu shares", shares->count);
    for (size_t i = 0; i < shares->count; i++)
        ranges[i] = scene->lanes[shares->lanes[i]].volume;
    /* Shares above 100 % in sum are no parts of one whole after all: nothing to compare. */
    if (routes_range_remainder(&shares->remainder, ranges, shares->count, NULL))
        shares->count = 0;
    return ROUTES_OK;
}

routes_status routes_i_shares_find(routes_i_shares *shares, routes_i_scene *scene,
                                   routes_error *err)
{
    size_t first = 0;
    size_t most = 0;
    *shares = (routes_i_shares){0};
    for (size_t i = 0; i < scene->lane_count; i++) {
        size_t n = 0;
        for (size_t j = i; j < scene->lane_count; j++)
            n += same_whole(&scene->lanes[i], &scene->lanes[j]);
        if (n > most) {
            most = n;
            first = i;
        }
    }
    if (most < 2)
        return ROUTES_OK;
    shares->lanes = routes_i_arena_take(&scene->arena, most * sizeof *shares->lanes);
    if (!shares->lanes)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu shares", most);
    for (size_t j = first; j < scene->lane_count; j++)
        if (same_whole(&scene->lanes[first], &scene->lanes[j]))
            shares->lanes[shares->count++] = j;
    return find_remainder(shares, scene, err);
}

bool routes_i_shares_has(const routes_i_shares *shares, size_t lane)
{
    for (size_t i = 0; i < shares->count; i++)
        if (shares->lanes[i] == lane)
            return true;
    return false;
}

static uint32_t lighter(uint32_t rgb)
{
    uint32_t out = 0;
    for (int shift = 0; shift <= 16; shift += 8)
        out |= ((rgb >> shift & 255u) * 2u + 255u * 3u) / 5u << shift;
    return out;
}

/* An end of a share under its piece of the bar; alternating rows keep narrow pieces apart. */
static void label(const routes_i_page *page, double x, double y, const routes_i_lane *lane)
{
    routes_i_type type = {ROUTES_I_SANS, 14.0, ROUTES_I_INK};
    routes_i_text text = {0};
    routes_i_words_range(&text, lane->volume);
    routes_i_page_text(page, type, ROUTES_I_CENTRE, (routes_i_xy){x, y}, routes_i_text_get(&text));
    routes_i_text_free(&text);
}

double routes_i_shares_bar(const routes_i_shares *shares, const routes_i_scene *scene,
                           const routes_i_page *page, routes_i_rect box, const uint32_t *colours)
{
    double per_cent = (box.x1 - box.x0) / 100.0;
    double x = box.x0;
    routes_i_type id = {ROUTES_I_SANS_BOLD, 13.5, ROUTES_I_WHITE};
    for (size_t i = 0; i < shares->count; i++) {
        const routes_i_lane *lane = &scene->lanes[shares->lanes[i]];
        double low = 0.0;
        double high = 0.0;
        routes_i_share_ends(&low, &high, lane->volume);
        routes_i_page_box(page, (routes_i_rect){x, box.y0, x + high * per_cent, box.y1},
                          lighter(colours[i]), 1.0);
        routes_i_page_box(page, (routes_i_rect){x, box.y0, x + low * per_cent, box.y1}, colours[i],
                          1.0);
        double middle = x + high * per_cent / 2.0;
        if (high * per_cent > 26.0)
            routes_i_page_text(page, id, ROUTES_I_CENTRE,
                               (routes_i_xy){x + low * per_cent / 2.0, box.y1 - 7.0}, lane->id);
        label(page, middle, box.y1 + 16.0, lane);
        x += high * per_cent;
    }
    cairo_rectangle(page->cr, x, box.y0, box.x1 - x, box.y1 - box.y0);
    routes_i_symbol_hatch(page, ROUTES_HATCH_SINGLE, ROUTES_I_HATCH_LINE);
    routes_i_page_colour(page, ROUTES_I_INK, 1.0);
    cairo_set_line_width(page->cr, 1.2);
    cairo_rectangle(page->cr, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
    cairo_stroke(page->cr);

    routes_i_type small = {ROUTES_I_SANS, 14.0, ROUTES_I_INK};
    routes_i_text text = {0};
    routes_i_text_add(&text, "not stated ");
    routes_i_words_range(&text, shares->remainder);
    routes_i_page_text(page, small, ROUTES_I_RIGHT, (routes_i_xy){box.x1, box.y1 + 33.0},
                       routes_i_text_get(&text));
    routes_i_text_free(&text);
    routes_i_page_text(page, small, ROUTES_I_LEFT, (routes_i_xy){box.x0, box.y1 + 33.0}, "0 %");
    return box.y1 - box.y0 + 40.0;
}
