/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "render/caption.h"
#include "render/style.h"
#include "render/words.h"

#define PANEL_TOP (ROUTES_I_HEADER + 22.0)
#define TAG_LONG 26 /* bytes of a unit in one line */

/* Widths of id, ends, figure and source in a row of the table. */
static const double table_widths[] = {50.0, 322.0, 372.0, 206.0};

void routes_i_sheet_free(routes_i_sheet *sheet)
{
    routes_i_ground_free(&sheet->ground);
    routes_i_ground_free(&sheet->inset.ground);
}

routes_i_stroke routes_i_sheet_stroke(const routes_i_lane *lane, uint32_t rgb)
{
    routes_i_stroke stroke = {ROUTES_DASH_DOTTED, rgb, 1, 0};
    if (routes_i_same(lane->crime, "smuggling") || routes_i_same(lane->crime, "mixed"))
        stroke.dash = ROUTES_DASH_MIXED;
    else if (routes_i_same(lane->basis, "case"))
        stroke.dash = ROUTES_DASH_SPARSE;
    else if (routes_i_same(lane->basis, "stated"))
        stroke.dash = ROUTES_DASH_SOLID;
    else if (routes_i_same(lane->basis, "share") || routes_i_same(lane->basis, "estimated"))
        stroke.dash = ROUTES_DASH_LONG;
    if (stroke.dash == ROUTES_DASH_MIXED || stroke.dash == ROUTES_DASH_SPARSE)
        stroke.rgb = ROUTES_I_LANE_CASE;
    if (routes_i_same(lane->bidirectional, "yes"))
        stroke.head_from = 1;
    else if (routes_i_same(lane->bidirectional, "mostly_forward"))
        stroke.head_from = -1;
    return stroke;
}

const char *routes_i_sheet_keep(routes_i_scene *scene, routes_i_text *text)
{
    const char *kept =
        text->failed ? NULL : routes_i_arena_text(&scene->arena, routes_i_text_get(text));
    routes_i_text_free(text);
    return kept;
}

/* Breaks a text at the blank nearest its middle; the second half, or null where it is short. */
static char *break_in_two(char *text)
{
    size_t size = strlen(text);
    char *best = NULL;
    for (char *at = text; *at && size > TAG_LONG; at++)
        if (*at == ' ' &&
            (!best || labs(2 * (at - text) - (long)size) < labs(2 * (best - text) - (long)size)))
            best = at;
    if (!best)
        return NULL;
    *best = '\0';
    return best + 1;
}

routes_status routes_i_sheet_tag(const char *tag[3], routes_i_scene *scene,
                                 const routes_i_lane *lane, routes_error *err)
{
    routes_i_text amount = {0};
    routes_i_text unit = {0};
    for (int i = 0; i < 3; i++)
        tag[i] = NULL;
    if (!lane->has_volume)
        return ROUTES_OK;
    routes_i_words_amount(&amount, lane);
    routes_i_words_unit(&unit, lane);
    char *words = unit.failed ? NULL : routes_i_arena_text(&scene->arena, routes_i_text_get(&unit));
    routes_i_text_free(&unit);
    tag[0] = routes_i_sheet_keep(scene, &amount);
    if (!tag[0] || !words)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the number of a lane");
    tag[2] = break_in_two(words);
    tag[1] = words;
    return ROUTES_OK;
}

/* A sentence per reason, with the ids it holds for. */
static double draw_listed(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    static const struct {
        routes_i_shown why;
        const char *words;
    } reasons[] = {
        {ROUTES_I_LISTED_COUNTRIES, "both ends are countries, drawn in "},
        {ROUTES_I_LISTED_INNER, "an end or the way is a province, town or group, drawn in "},
        {ROUTES_I_LISTED_CASE, "one documented case each, no lane among provinces, see "},
        {ROUTES_I_LISTED_NOWHERE, "an end has no place on the map"},
    };
    routes_i_text text = {0};
    for (size_t r = 0; r < sizeof reasons / sizeof *reasons; r++) {
        size_t n = 0;
        for (size_t i = 0; i < sheet->scene->lane_count; i++) {
            if (sheet->shown[i] != reasons[r].why)
                continue;
            if (n++ == 0)
                routes_i_text_print(&text, "%s%s%s:", text.size > 0 ? "; " : "", reasons[r].words,
                                    r < 3 ? sheet->other : "");
            routes_i_text_print(&text, " %s", sheet->scene->lanes[i].id);
        }
    }
    if (text.size > 0) {
        routes_i_text head = {0};
        routes_i_text_print(
            &head, "Listed, not drawn here (%zu):", sheet->scene->lane_count - sheet->shown_count);
        routes_i_text_add(&text, ".");
        y = routes_i_caption_note(page, y, routes_i_text_get(&head), routes_i_text_get(&text));
        routes_i_text_free(&head);
    }
    routes_i_text_free(&text);
    return y;
}

/* What may be compared with what. */
static double draw_units(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    routes_i_text text = {0};
    routes_i_text_add(&text,
                      "persons a year, persons a month, persons in all and shares of different "
                      "wholes are different measures; they may not be added or compared. 'Over' is "
                      "a lower bound. 'Named, no figure' is not zero.");
    if (sheet->shares.count > 0) {
        routes_range sum = {100.0 - routes_range_most(sheet->shares.remainder), NAN,
                            100.0 - routes_range_least(sheet->shares.remainder),
                            ROUTES_RANGE_BOUNDS};
        const routes_i_lane *lane = &sheet->scene->lanes[sheet->shares.lanes[0]];
        routes_i_text_add(&text, " The shares of one whole (");
        routes_i_text_add(&text, lane->denominator ? lane->denominator : "not stated which");
        routes_i_text_add(&text, ") add up to ");
        routes_i_words_range(&text, sum);
        routes_i_text_add(&text, " %; the rest is not stated and was not spread over the others.");
    }
    y = routes_i_caption_note(page, y, "Units:", routes_i_text_get(&text));
    routes_i_text_free(&text);
    return y;
}

/* One lane as a row; texts live as long as the caller's four. */
static routes_i_row_text row_of(const routes_i_sheet *sheet, const routes_i_lane *lane,
                                routes_i_text text[3])
{
    routes_i_words_ends(&text[0], lane);
    routes_i_words_figure(&text[1], lane, sheet->scene->period);
    routes_i_words_source(&text[2], lane);
    return (routes_i_row_text){{lane->id, routes_i_text_get(&text[0]), routes_i_text_get(&text[1]),
                                routes_i_text_get(&text[2])}};
}

static double draw_table(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    size_t n = 0;
    routes_i_text head = {0};
    routes_i_row_text *rows = routes_i_calloc(sheet->shown_count + 1, sizeof *rows);
    routes_i_text(*texts)[3] = routes_i_calloc(sheet->shown_count + 1, sizeof *texts);
    if (rows && texts) {
        for (size_t i = 0; i < sheet->scene->lane_count; i++)
            if (sheet->shown[i] == ROUTES_I_SHOWN) {
                rows[n] = row_of(sheet, &sheet->scene->lanes[i], texts[n]);
                n++;
            }
        routes_i_text_print(&head, "The %zu lanes shown", n);
        y = routes_i_caption_table(page, y, routes_i_text_get(&head),
                                   "figure as stated; who is named as its source; section", rows, n,
                                   table_widths);
    } else if (page->twin)
        page->twin->failed = true;
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 3; k++)
            routes_i_text_free(&texts[i][k]);
    routes_i_text_free(&head);
    routes_i_free(texts);
    routes_i_free(rows);
    return y;
}

double routes_i_sheet_lane_rows(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    y = draw_table(sheet, page, y);
    y = draw_listed(sheet, page, y);
    return draw_units(sheet, page, y);
}

routes_status routes_i_sheet_words(routes_i_sheet *sheet, routes_i_text *title,
                                   routes_i_text *subtitle, routes_error *err)
{
    sheet->title = routes_i_sheet_keep(sheet->scene, title);
    sheet->subtitle = routes_i_sheet_keep(sheet->scene, subtitle);
    return sheet->title && sheet->subtitle
               ? ROUTES_OK
               : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a title");
}

routes_status routes_i_sheet_lane_words(routes_i_sheet *sheet, const char *before,
                                        const char *after, routes_error *err)
{
    routes_i_text title = {0};
    routes_i_text line = {0};
    routes_i_text_print(&title, "Reported trafficking lanes %s%s%s, %s", before,
                        sheet->scene->countries[sheet->scene->home].name, after,
                        sheet->scene->period);
    routes_i_text_print(&line, "%zu of %zu lanes shown; %zu listed", sheet->shown_count,
                        sheet->scene->lane_count + sheet->scene->stamp->lanes_withheld,
                        sheet->scene->lane_count - sheet->shown_count);
    if (sheet->scene->stamp->lanes_withheld > 0)
        routes_i_text_print(&line, "; %zu not shown at this tier",
                            sheet->scene->stamp->lanes_withheld);
    routes_i_text_add(&line, ". Curves join reported ends; they are not routes.");
    return routes_i_sheet_words(sheet, &title, &line, err);
}

routes_status routes_i_sheet_map(routes_i_sheet *sheet, size_t nodes, size_t lanes,
                                 routes_error *err)
{
    routes_i_scene *scene = sheet->scene;
    routes_status status = routes_i_ground_read(&sheet->ground, scene, err);
    if (!status)
        status = routes_i_map_new(
            &sheet->map, &sheet->ground, sheet->fonts, &scene->arena, nodes, lanes,
            scene->province_count + scene->country_count + scene->water_count, err);
    if (!status)
        sheet->map.fixed[sheet->map.fixed_count++] =
            (routes_i_obstacle){routes_i_ground_scale_box(&sheet->ground), 80.0};
    return status;
}

static double draw_below(const routes_i_sheet *sheet, const routes_i_page *page)
{
    double y = sheet->draw_rows(sheet, page, sheet->ground.frame.y1 + 18.0);
    return routes_i_caption_stamp(page, y, sheet->scene->stamp);
}

void routes_i_sheet_draw(const routes_i_sheet *sheet, const routes_i_page *page)
{
    cairo_set_fill_rule(page->cr, CAIRO_FILL_RULE_EVEN_ODD);
    routes_i_page_box(page, (routes_i_rect){0.0, 0.0, ROUTES_I_PAGE_WIDTH, sheet->height},
                      ROUTES_I_WHITE, 1.0);
    routes_i_caption_header(page, sheet->title, sheet->subtitle, sheet->figure,
                            sheet->scene->stamp);

    cairo_save(page->cr);
    routes_i_rect frame = sheet->ground.frame;
    cairo_rectangle(page->cr, frame.x0, frame.y0, frame.x1 - frame.x0, frame.y1 - frame.y0);
    cairo_clip(page->cr);
    routes_i_ground_draw_land(&sheet->ground, page, sheet->scene, &sheet->look);
    if (sheet->draw_fills)
        sheet->draw_fills(sheet, page);
    routes_i_ground_draw_borders(&sheet->ground, page, sheet->scene, &sheet->look);
    if (sheet->draw_signs)
        sheet->draw_signs(sheet, page);
    routes_i_ground_draw_scale(&sheet->ground, page);
    cairo_restore(page->cr);
    routes_i_map_draw(&sheet->map, page);

    routes_i_page_colour(page, ROUTES_I_RULE, 1.0);
    routes_i_page_line(page, (routes_i_xy){frame.x0, frame.y0}, (routes_i_xy){frame.x0, frame.y1},
                       1.5);
    routes_i_page_line(page, (routes_i_xy){0.0, frame.y1},
                       (routes_i_xy){ROUTES_I_PAGE_WIDTH, frame.y1}, 1.5);
    sheet->draw_panel(sheet, page, PANEL_TOP);
    draw_below(sheet, page);
}

routes_status routes_i_sheet_measure(routes_i_sheet *sheet, routes_error *err)
{
    cairo_surface_t *nowhere = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
    cairo_t *cr = cairo_create(nowhere);
    routes_i_text twin = {0};
    const routes_i_page page = {cr, sheet->fonts, &twin, NULL};
    double y = sheet->draw_panel(sheet, &page, PANEL_TOP);
    /* The map is as high as the panel beside it needs; what is on it stays where it is. */
    sheet->ground.frame.y1 = routes_i_more(sheet->ground.frame.y1, ceil(y + 12.0));
    sheet->height = ceil(draw_below(sheet, &page));
    cairo_status_t status = cairo_status(cr);
    bool failed = twin.failed;
    cairo_destroy(cr);
    cairo_surface_destroy(nowhere);
    routes_i_text_free(&twin);
    if (failed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the texts of a figure");
    if (status)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "Cairo: %s", cairo_status_to_string(status));
    return ROUTES_OK;
}
