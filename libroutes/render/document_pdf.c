/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <cairo-pdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "render/document.h"
#include "render/page.h"

/* A4 in points. */
#define WIDTH 595.0
#define HEIGHT 842.0
#define MARGIN 54.0
#define FOOT 40.0
#define INK 0x23282D
#define MUTED 0x6B7075
#define STRIPE 0xF4F4EF
#define CELL_GAP 8.0

/* How blocks look: face, size, colour, space before, indent. */
static const struct look {
    routes_i_type type;
    double before;
    double indent;
} looks[] = {
    [ROUTES_I_PART_TITLE] = {{ROUTES_I_SERIF_BOLD, 20.0, INK}, 0.0, 0.0},
    [ROUTES_I_PART_HEADING] = {{ROUTES_I_SANS_BOLD, 12.0, INK}, 14.0, 0.0},
    [ROUTES_I_PART_PARAGRAPH] = {{ROUTES_I_SANS, 9.5, INK}, 5.0, 0.0},
    [ROUTES_I_PART_SMALL] = {{ROUTES_I_SANS, 8.0, MUTED}, 4.0, 0.0},
    [ROUTES_I_PART_ITEM] = {{ROUTES_I_SANS, 9.5, INK}, 3.0, 12.0},
    [ROUTES_I_PART_CHECK] = {{ROUTES_I_SANS, 10.0, INK}, 10.0, 18.0},
    [ROUTES_I_PART_HEAD] = {{ROUTES_I_SANS_BOLD, 8.5, INK}, 6.0, 0.0},
    [ROUTES_I_PART_ROW] = {{ROUTES_I_SANS, 8.5, INK}, 0.0, 0.0},
};

struct sheet {
    routes_i_page page;
    const routes_stamp *stamp;
    double y;
    int number;
    double columns[ROUTES_I_CELLS]; /* widths of the table under way */
};

static cairo_status_t take(void *closure, const unsigned char *bytes, unsigned size)
{
    routes_i_text *to = closure;
    routes_i_text_bytes(to, (const char *)bytes, size);
    return to->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* Tier on top, release and number of the page below. */
static void frame(struct sheet *sheet)
{
    const routes_i_type mark = {ROUTES_I_SANS_BOLD, 8.5, INK};
    const routes_i_type foot = {ROUTES_I_SANS, 7.5, MUTED};
    char text[256];
    sheet->number++;
    sheet->y = MARGIN + 10.0;
    routes_i_page_text(&sheet->page, mark, ROUTES_I_RIGHT, (routes_i_xy){WIDTH - MARGIN, 36.0},
                       sheet->stamp->tlp);
    snprintf(text, sizeof text, "release %s, %s%s%s", sheet->stamp->release_id, sheet->stamp->date,
             sheet->stamp->end_date ? ", valid until " : "",
             sheet->stamp->end_date ? sheet->stamp->end_date : "");
    routes_i_page_text(&sheet->page, foot, ROUTES_I_LEFT, (routes_i_xy){MARGIN, HEIGHT - 28.0},
                       text);
    snprintf(text, sizeof text, "%d", sheet->number);
    routes_i_page_text(&sheet->page, foot, ROUTES_I_RIGHT,
                       (routes_i_xy){WIDTH - MARGIN, HEIGHT - 28.0}, text);
}

static double text_height(const struct sheet *sheet, routes_i_type type, double width,
                          const char *text)
{
    int height = 0;
    PangoLayout *layout = routes_i_fonts_layout(sheet->page.fonts, type.face, type.px, width, text);
    if (!layout)
        return 0.0;
    pango_layout_get_size(layout, NULL, &height);
    g_object_unref(layout);
    return (double)height / PANGO_SCALE;
}

/* Begins a new page when so much room is not left. */
static void make_room(struct sheet *sheet, double height)
{
    if (sheet->y + height <= HEIGHT - MARGIN - FOOT + 20.0)
        return;
    cairo_show_page(sheet->page.cr);
    frame(sheet);
}

/* Widths of the columns of the table that begins at `head`: by the longest cell, the widest ones
 * cut where the page is too narrow. */
static void set_columns(struct sheet *sheet, const routes_i_document *document, size_t head)
{
    const routes_i_part *parts = document->parts;
    size_t count = parts[head].count;
    double room = WIDTH - 2.0 * MARGIN - CELL_GAP * (double)(count - 1), sum = 0.0;
    for (size_t c = 0; c < count; c++) {
        double widest = 20.0;
        for (size_t i = head;
             i < document->count && (i == head || parts[i].kind == ROUTES_I_PART_ROW); i++) {
            const routes_i_type type = looks[parts[i].kind].type;
            double width = c < parts[i].count ? routes_i_fonts_measure(sheet->page.fonts, type.face,
                                                                       type.px, parts[i].cells[c])
                                                    .x
                                              : 0.0;
            widest = fmax(widest, width + 1.0);
        }
        sheet->columns[c] = fmin(widest, room / 2.0);
        sum += sheet->columns[c];
    }
    if (sum > room)
        for (size_t c = 0; c < count; c++)
            sheet->columns[c] *= room / sum;
}

static void draw_row(struct sheet *sheet, const routes_i_part *part, bool striped)
{
    const routes_i_type type = looks[part->kind].type;
    double height = 0.0, x = MARGIN;
    for (size_t c = 0; c < part->count; c++)
        height = fmax(height, text_height(sheet, type, sheet->columns[c], part->cells[c]));
    make_room(sheet, height + 4.0);
    if (striped)
        routes_i_page_box(
            &sheet->page,
            (routes_i_rect){MARGIN - 3.0, sheet->y, WIDTH - MARGIN + 3.0, sheet->y + height + 4.0},
            STRIPE, 1.0);
    for (size_t c = 0; c < part->count; c++) {
        routes_i_page_paragraph(&sheet->page, type, (routes_i_xy){x, sheet->y + 2.0},
                                sheet->columns[c], NULL, part->cells[c]);
        x += sheet->columns[c] + CELL_GAP;
    }
    sheet->y += height + 4.0;
}

static void draw_text(struct sheet *sheet, const routes_i_part *part)
{
    const struct look *look = &looks[part->kind];
    double width = WIDTH - 2.0 * MARGIN - look->indent;
    double height = text_height(sheet, look->type, width, part->cells[0]);
    /* A heading stays with what follows it. */
    make_room(sheet, look->before + height + (part->kind == ROUTES_I_PART_HEADING ? 40.0 : 0.0));
    sheet->y += look->before;
    if (part->kind == ROUTES_I_PART_ITEM)
        routes_i_page_text(&sheet->page, look->type, ROUTES_I_LEFT,
                           (routes_i_xy){MARGIN + 2.0, sheet->y + look->type.px}, "\xE2\x80\xA2");
    if (part->kind == ROUTES_I_PART_CHECK) {
        routes_i_page_round(&sheet->page,
                            (routes_i_rect){MARGIN, sheet->y + 2.0, MARGIN + 10.0, sheet->y + 12.0},
                            1.5);
        routes_i_page_colour(&sheet->page, INK, 1.0);
        cairo_set_line_width(sheet->page.cr, 0.8);
        cairo_stroke(sheet->page.cr);
    }
    routes_i_page_paragraph(&sheet->page, look->type,
                            (routes_i_xy){MARGIN + look->indent, sheet->y}, width, NULL,
                            part->cells[0]);
    sheet->y += height;
}

static void draw(struct sheet *sheet, const routes_i_document *document)
{
    bool striped = false;
    frame(sheet);
    for (size_t i = 0; i < document->count; i++) {
        const routes_i_part *part = &document->parts[i];
        if (part->kind == ROUTES_I_PART_HEAD) {
            set_columns(sheet, document, i);
            sheet->y += looks[part->kind].before;
            draw_row(sheet, part, false);
            striped = false;
        } else if (part->kind == ROUTES_I_PART_ROW) {
            striped = !striped;
            draw_row(sheet, part, striped);
        } else {
            draw_text(sheet, part);
        }
    }
}

routes_status routes_i_document_pdf(routes_i_text *to, const routes_i_document *document,
                                    const routes_i_fonts *fonts, const routes_stamp *stamp,
                                    routes_error *err)
{
    char date[40];
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take, to, WIDTH, HEIGHT);
    snprintf(date, sizeof date, "%sT00:00:00Z", stamp->date);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    if (document->count)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                       document->parts[0].cells[0]);
    struct sheet sheet = {.page = {.cr = cairo_create(surface), .fonts = fonts}, .stamp = stamp};
    draw(&sheet, document);
    cairo_show_page(sheet.page.cr);
    cairo_status_t status = cairo_status(sheet.page.cr);
    cairo_destroy(sheet.page.cr);
    cairo_surface_finish(surface);
    if (!status)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (to->failed || status == CAIRO_STATUS_NO_MEMORY)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a document");
    if (status)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "Cairo: %s", cairo_status_to_string(status));
    return ROUTES_OK;
}
