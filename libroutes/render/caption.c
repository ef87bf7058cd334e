/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/caption.h"

#include <pango/pangocairo.h>

#include "render/style.h"

#define CELLS 4
#define CELL_AIR 12.0
#define GUTTER 28.0
#define ROW_AIR 5.0

static const uint32_t amber = 0xFFC000u; /* FIRST, TLP 2.0: TLP:AMBER on black */
static const uint32_t mark_black = 0x000000u;

static double full_width(void)
{
    return ROUTES_I_PAGE_WIDTH - 2.0 * ROUTES_I_MARGIN;
}

/* The mark as FIRST's standard paints it: on black, CLEAR in white, AMBER in amber. */
static void tier_mark(const routes_i_page *page, const char *tlp, double right, double y)
{
    if (!*tlp)
        return; /* the user's own */
    bool clear = routes_i_same(tlp, "TLP:CLEAR");
    routes_i_type type = {ROUTES_I_SANS_BOLD, 18.0, clear ? ROUTES_I_WHITE : amber};
    routes_i_xy size = routes_i_fonts_measure(page->fonts, type.face, type.px, tlp);
    routes_i_rect box = {right - size.x - 36.0, y, right, y + 36.0};
    routes_i_page_round(page, box, 4.0);
    routes_i_page_colour(page, mark_black, 1.0);
    cairo_fill(page->cr);
    routes_i_page_text(page, type, ROUTES_I_CENTRE,
                       (routes_i_xy){(box.x0 + box.x1) / 2.0, y + 24.5}, tlp);
}

void routes_i_caption_header(const routes_i_page *page, const char *title, const char *subtitle,
                             const char *figure, const routes_stamp *stamp)
{
    double right = ROUTES_I_PAGE_WIDTH - ROUTES_I_MARGIN;
    routes_i_type head = {ROUTES_I_SERIF_BOLD, ROUTES_I_TEXT_TITLE, ROUTES_I_INK};
    routes_i_type small = {ROUTES_I_SANS_BOLD, 18.0, ROUTES_I_MUTED};
    routes_i_type line = {ROUTES_I_SANS, ROUTES_I_TEXT_SUBTITLE, ROUTES_I_INK};
    /* A long title becomes smaller, not cut. */
    routes_i_xy size = routes_i_fonts_measure(page->fonts, head.face, head.px, title);
    double room = full_width() - 250.0;
    if (size.x > room)
        head.px *= room / size.x;
    routes_i_page_text(page, head, ROUTES_I_LEFT, (routes_i_xy){ROUTES_I_MARGIN, 58.0}, title);
    routes_i_page_text(page, small, ROUTES_I_RIGHT, (routes_i_xy){right, 51.0}, figure);
    tier_mark(page, stamp->tlp, right, 66.0);
    size = routes_i_fonts_measure(page->fonts, line.face, line.px, subtitle);
    if (size.x > room)
        line.px *= room / size.x;
    routes_i_page_text(page, line, ROUTES_I_LEFT, (routes_i_xy){ROUTES_I_MARGIN, 98.0}, subtitle);
    routes_i_page_colour(page, ROUTES_I_RULE, 1.0);
    routes_i_page_line(page, (routes_i_xy){0.0, ROUTES_I_HEADER - 1.0},
                       (routes_i_xy){ROUTES_I_PAGE_WIDTH, ROUTES_I_HEADER - 1.0}, 2.0);
}

static const routes_i_type cell_types[CELLS] = {
    {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_TABLE, ROUTES_I_INK},
    {ROUTES_I_SANS, ROUTES_I_TEXT_TABLE, ROUTES_I_INK},
    {ROUTES_I_SANS, ROUTES_I_TEXT_TABLE, ROUTES_I_INK},
    {ROUTES_I_SANS, ROUTES_I_TEXT_SMALL - 0.5, ROUTES_I_MUTED},
};

static double cell_height(const routes_i_page *page, int cell, double width, const char *text)
{
    PangoLayout *layout = routes_i_fonts_layout(page->fonts, cell_types[cell].face,
                                                cell_types[cell].px, width - CELL_AIR, text);
    int height = 0;
    pango_layout_get_size(layout, NULL, &height);
    g_object_unref(layout);
    return (double)height / PANGO_SCALE;
}

static double row_height(const routes_i_page *page, const routes_i_row_text *row,
                         const double *widths)
{
    double height = 0.0;
    for (int c = 0; c < CELLS; c++)
        if (row->cells[c])
            height =
                routes_i_more(height, cell_height(page, c, widths[c], row->cells[c]) + ROW_AIR);
    return height;
}

static void draw_row(const routes_i_page *page, const routes_i_row_text *row, const double *widths,
                     routes_i_rect box, bool striped)
{
    if (striped)
        routes_i_page_box(page, box, ROUTES_I_STRIPE, 1.0);
    double x = box.x0 + 8.0;
    routes_i_page cells = *page;
    cells.twin = NULL; /* a row is one line of the twin */
    routes_i_text line = {0};
    for (int c = 0; c < CELLS; c++) {
        if (row->cells[c]) {
            routes_i_page_paragraph(&cells, cell_types[c], (routes_i_xy){x, box.y0 + ROW_AIR / 2.0},
                                    widths[c] - CELL_AIR, NULL, row->cells[c]);
            routes_i_text_print(&line, "%s%s", line.size > 0 ? " | " : "", row->cells[c]);
        }
        x += widths[c];
    }
    routes_i_page_say(page, routes_i_text_get(&line));
    if (page->twin && line.failed)
        page->twin->failed = true;
    routes_i_text_free(&line);
}

double routes_i_caption_table(const routes_i_page *page, double y, const char *head,
                              const char *sub, const routes_i_row_text *rows, size_t n,
                              const double *widths)
{
    routes_i_type bold = {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_HEAD, ROUTES_I_INK};
    routes_i_type small = {ROUTES_I_SANS, ROUTES_I_TEXT_TABLE, ROUTES_I_MUTED};
    double used = routes_i_page_text(page, bold, ROUTES_I_LEFT,
                                     (routes_i_xy){ROUTES_I_MARGIN, y + 22.0}, head);
    routes_i_page_text(page, small, ROUTES_I_LEFT,
                       (routes_i_xy){ROUTES_I_MARGIN + used + 18.0, y + 22.0}, sub);
    y += 38.0;

    /* The left column takes the first half of the rows, by height. */
    double half = (full_width() - GUTTER) / 2.0;
    double total = 0.0;
    for (size_t i = 0; i < n; i++)
        total += row_height(page, &rows[i], widths);
    double at[2] = {y, y};
    double passed = 0.0;
    size_t in_column[2] = {0, 0};
    for (size_t i = 0; i < n; i++) {
        double height = row_height(page, &rows[i], widths);
        int column = passed + height / 2.0 > total / 2.0 ? 1 : 0;
        double x = ROUTES_I_MARGIN + column * (half + GUTTER);
        draw_row(page, &rows[i], widths,
                 (routes_i_rect){x, at[column], x + half, at[column] + height},
                 in_column[column] % 2 == 0);
        in_column[column]++;
        at[column] += height;
        passed += height;
    }
    return routes_i_more(at[0], at[1]) + 14.0;
}

double routes_i_caption_note(const routes_i_page *page, double y, const char *bold,
                             const char *text)
{
    routes_i_type type = {ROUTES_I_SANS, ROUTES_I_TEXT_TABLE, ROUTES_I_INK};
    return y +
           routes_i_page_paragraph(page, type, (routes_i_xy){ROUTES_I_MARGIN, y}, full_width(),
                                   bold, text) +
           5.0;
}

static double tier_note(const routes_i_page *page, double y, const routes_stamp *stamp)
{
    routes_i_text text = {0};
    routes_i_text_print(&text, "%s (%s). Release %s of %s.", routes_tier_text(stamp->tier),
                        stamp->tlp, stamp->release_id, stamp->date);
    if (stamp->end_date)
        routes_i_text_print(&text, " To be used until %s.", stamp->end_date);
    if (stamp->purpose)
        routes_i_text_print(&text, " Purpose: %s.", stamp->purpose);
    if (stamp->approver)
        routes_i_text_print(&text, " Approved by %s.", stamp->approver);
    routes_i_text_print(&text, " Hidden cells: %zu. Lanes not shown: %zu.", stamp->cells_withheld,
                        stamp->lanes_withheld);
    if (stamp->overrides)
        routes_i_text_print(&text, " %s.", stamp->overrides);
    y = routes_i_caption_note(page, y, "Tier:", routes_i_text_get(&text));
    if (page->twin && text.failed)
        page->twin->failed = true;
    routes_i_text_free(&text);
    return y;
}

double routes_i_caption_stamp(const routes_i_page *page, double y, const routes_stamp *stamp)
{
    routes_i_text text = {0};
    y = routes_i_caption_note(page, y, "Reading:", stamp->notice ? stamp->notice : "");
    y = routes_i_caption_note(page, y, "Boundaries:", stamp->boundary ? stamp->boundary : "");
    routes_i_text_print(&text, "%s. Period of all that is released: %s. Map and data: %s.",
                        stamp->sources ? stamp->sources : "not stated",
                        stamp->period ? stamp->period : "not stated",
                        stamp->credits ? stamp->credits : "not stated");
    y = routes_i_caption_note(page, y, "Source:", routes_i_text_get(&text));
    if (page->twin && text.failed)
        page->twin->failed = true;
    routes_i_text_free(&text);
    return tier_note(page, y, stamp) + 16.0;
}
