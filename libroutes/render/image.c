/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/image.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "render/style.h"

#define POINTS_PER_MM (72.0 / 25.4)

static cairo_status_t write_bytes(void *to, const unsigned char *bytes, unsigned int size)
{
    routes_i_text *text = to;
    routes_i_text_bytes(text, (const char *)bytes, size);
    return text->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *open_surface(routes_i_text *out, routes_i_format format,
                                     const routes_i_picture *picture)
{
    double scale = ROUTES_I_MM_PER_PX * POINTS_PER_MM;
    double width = ROUTES_I_PAGE_WIDTH * scale;
    double height = picture->height * scale;
    cairo_surface_t *surface = NULL;
    char date[32];
    switch (format) {
    case ROUTES_I_SVG:
        surface = cairo_svg_surface_create_for_stream(write_bytes, out, width, height);
        break;
    case ROUTES_I_PDF:
        surface = cairo_pdf_surface_create_for_stream(write_bytes, out, width, height);
        snprintf(date, sizeof date, "%.10sT00:00:00Z",
                 picture->date ? picture->date : "1970-01-01");
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, picture->title);
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
        break;
    default:
        return cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ROUTES_I_PAGE_WIDTH,
                                          (int)ceil(picture->height));
    }
    return surface;
}

static bool number_follows(const char *at, const char *start)
{
    size_t skip = strlen(start);
    return strncmp(at, start, skip) == 0 && at[skip] >= '0' && at[skip] <= '9';
}

static bool opens_coordinates(const char *at)
{
    return strncmp(at, " d=\"", 4) == 0 || strncmp(at, " x=\"", 4) == 0 ||
           strncmp(at, " y=\"", 4) == 0;
}

/* Copies an attribute with the decimals of its numbers cut to two: Cairo writes six, which at this
 * scale are a hundred thousandth of a millimetre and half of the file. */
static const char *copy_coordinates(routes_i_text *to, const char *at)
{
    const char *end = strchr(at + 4, '"');
    if (!end)
        return at + strlen(at);
    for (const char *start = at; start < end;) {
        size_t size = strcspn(start, ".");
        if (start + size >= end) {
            routes_i_text_bytes(to, start, (size_t)(end - start));
            break;
        }
        size_t digits = strspn(start + size + 1, "0123456789");
        routes_i_text_bytes(to, start, size + 1 + (digits < 2 ? digits : 2));
        start += size + 1 + digits;
    }
    return end;
}

/* Cairo numbers the surfaces of an SVG by a count of the whole process: the same drawing would
 * differ when another was made before. They are numbered from 1 here; title and description are put
 * in. */
static void finish_svg(routes_i_text *to, const char *from, const char *title, const char *twin)
{
    unsigned long first = 0;
    const char *head = strstr(from, "<svg");
    const char *body = head ? strchr(head, '>') : NULL;
    if (!body) {
        to->failed = true;
        return;
    }
    routes_i_text_bytes(to, from, (size_t)(body + 1 - from));
    routes_i_text_add(to, "\n<title>");
    routes_i_text_markup(to, title);
    routes_i_text_add(to, "</title>\n<desc>");
    routes_i_text_markup(to, twin);
    routes_i_text_add(to, "</desc>");
    for (const char *at = body + 1; *at;) {
        if (opens_coordinates(at)) {
            at = copy_coordinates(to, at);
        } else if (number_follows(at, "surface")) {
            char *end = NULL;
            unsigned long number = strtoul(at + strlen("surface"), &end, 10);
            first = first ? first : number;
            routes_i_text_print(to, "surface%ld", (long)number - (long)first + 1);
            at = end;
        } else {
            size_t plain = 1 + strcspn(at + 1, " s");
            routes_i_text_bytes(to, at, plain);
            at += plain;
        }
    }
}

/* Draws on a surface; its status covers all that was drawn. */
static cairo_status_t draw(cairo_surface_t *surface, routes_i_format format,
                           const routes_i_picture *picture, routes_i_text *twin)
{
    cairo_t *cr = cairo_create(surface);
    if (format != ROUTES_I_PNG) {
        double scale = ROUTES_I_MM_PER_PX * POINTS_PER_MM;
        cairo_scale(cr, scale, scale);
    }
    const routes_i_page page = {cr, picture->fonts, twin, NULL};
    picture->draw(picture->context, &page);
    cairo_show_page(cr);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    return status;
}

routes_status routes_i_image_make(routes_i_text *out, routes_i_format format,
                                  const routes_i_picture *picture, routes_error *err)
{
    routes_i_text raw = {0};
    routes_i_text twin = {0};
    cairo_surface_t *surface = open_surface(&raw, format, picture);
    cairo_status_t status = draw(surface, format, picture, &twin);
    if (!status && format == ROUTES_I_PNG)
        status = cairo_surface_write_to_png_stream(surface, write_bytes, &raw);
    cairo_surface_finish(surface);
    if (!status)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (!status && format == ROUTES_I_SVG)
        finish_svg(out, routes_i_text_get(&raw), picture->title, routes_i_text_get(&twin));
    else if (!status) {
        *out = raw;
        raw = (routes_i_text){0};
    }
    bool failed = raw.failed || twin.failed || out->failed;
    routes_i_text_free(&raw);
    routes_i_text_free(&twin);
    if (!failed && !status)
        return ROUTES_OK;
    routes_i_text_free(out);
    if (failed || status == CAIRO_STATUS_NO_MEMORY)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a figure");
    return routes_i_fail(err, ROUTES_E_DEPENDENCY, "Cairo: %s", cairo_status_to_string(status));
}
