/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/plot.h"

#include <string.h>

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/run.h"
#include "render/caption.h"
#include "render/image.h"
#include "render/plot_sheet.h"
#include "render/style.h"

#define PANEL_TOP (ROUTES_I_HEADER + 22.0)

static const struct {
    const char *word;
    routes_status (*make)(routes_i_plot *plot, routes_error *err);
} plots[ROUTES_PLOTS] = {
    [ROUTES_PLOT_CLUSTERS] = {"clusters", routes_i_plot_clusters},
    [ROUTES_PLOT_MORAN] = {"moran", routes_i_plot_moran},
    [ROUTES_PLOT_FUNNEL] = {"funnel", routes_i_plot_funnel},
    [ROUTES_PLOT_RANKS] = {"ranks", routes_i_plot_ranks},
    [ROUTES_PLOT_TEAMS] = {"teams", routes_i_plot_teams},
};

static const char *const endings[] = {
    [ROUTES_I_SVG] = ".svg", [ROUTES_I_PDF] = ".pdf", [ROUTES_I_PNG] = ".png"};

routes_status routes_plot_find(routes_plot *plot, const char *word, routes_error *err)
{
    if (!plot || !word)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "plot and word must not be null");
    for (size_t i = 0; i < ROUTES_PLOTS; i++)
        if (strcmp(word, plots[i].word) == 0) {
            *plot = (routes_plot)i;
            return ROUTES_OK;
        }
    return routes_i_fail(err, ROUTES_E_ARGUMENT,
                         "\"%s\" is no plot: clusters, moran, funnel, ranks or teams", word);
}

/* The user's own table carries no notice of a release, only what it is. */
static double draw_notes(const routes_i_plot *plot, const routes_i_page *page, double y)
{
    const char *method = routes_table_meta(plot->table, "method");
    routes_i_text text = {0};
    y = routes_i_caption_note(page, y, "How to read it:", plot->reading);
    routes_i_text_print(&text, "%zu of %zu rows are drawn", plot->row_count,
                        routes_table_rows(plot->table));
    routes_i_text_add(&text, plot->row_count < routes_table_rows(plot->table)
                                 ? "; the others lack a value, which is not zero, or a place here."
                                 : ".");
    y = routes_i_caption_note(page, y, "Shown:", routes_i_text_get(&text));
    routes_i_text_free(&text);
    if (method)
        y = routes_i_caption_note(page, y, "Method:", method);
    if (plot->stamp->tier != ROUTES_TIER_OWN)
        return routes_i_caption_stamp(page, y, plot->stamp);
    routes_i_text_print(&text, "made from the user's own file on %s; not reviewed for release.",
                        plot->stamp->date);
    y = routes_i_caption_note(page, y, "Own:", routes_i_text_get(&text));
    routes_i_text_free(&text);
    return y + 16.0;
}

static double draw_all(const routes_i_plot *plot, const routes_i_page *page)
{
    double panel = plot->draw_panel(plot, page, PANEL_TOP);
    plot->draw(plot, page);
    double below = routes_i_more(panel, plot->frame.y1 + 70.0) + 12.0;
    routes_i_page_colour(page, ROUTES_I_RULE, 1.0);
    routes_i_page_line(page, (routes_i_xy){0.0, below}, (routes_i_xy){ROUTES_I_PAGE_WIDTH, below},
                       1.5);
    return draw_notes(plot, page, below + 16.0);
}

static void draw(const void *context, const routes_i_page *page)
{
    const routes_i_plot *plot = context;
    cairo_set_fill_rule(page->cr, CAIRO_FILL_RULE_EVEN_ODD);
    routes_i_page_box(page, (routes_i_rect){0.0, 0.0, ROUTES_I_PAGE_WIDTH, plot->height},
                      ROUTES_I_WHITE, 1.0);
    routes_i_caption_header(page, routes_i_text_get(&plot->title),
                            routes_i_text_get(&plot->subtitle), plot->figure, plot->stamp);
    draw_all(plot, page);
}

/* The page is as high as what stands on it: measured by drawing nowhere. */
static routes_status measure(routes_i_plot *plot, routes_error *err)
{
    cairo_surface_t *nowhere = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
    cairo_t *cr = cairo_create(nowhere);
    routes_i_text twin = {0};
    const routes_i_page page = {cr, plot->fonts, &twin, NULL};
    plot->height = ceil(draw_all(plot, &page));
    cairo_status_t status = cairo_status(cr);
    bool failed = twin.failed || plot->title.failed || plot->subtitle.failed;
    cairo_destroy(cr);
    cairo_surface_destroy(nowhere);
    routes_i_text_free(&twin);
    if (failed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the texts of a plot");
    if (status)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "Cairo: %s", cairo_status_to_string(status));
    return ROUTES_OK;
}

static void plot_free(routes_i_plot *plot)
{
    for (size_t i = 0; plot->outlines && i < plot->row_count; i++)
        routes_i_outline_free(&plot->outlines[i]);
    routes_i_free(plot->outlines);
    routes_i_free(plot->rows);
    routes_i_text_free(&plot->title);
    routes_i_text_free(&plot->subtitle);
}

static routes_status make(const routes_layer *layer, const routes_stamp *stamp, routes_plot kind,
                          const char *file, routes_i_format format, const routes_i_fonts *fonts,
                          routes_error *err)
{
    routes_i_plot plot = {.table = routes_layer_table(layer),
                          .style = routes_layer_style(layer),
                          .stamp = stamp,
                          .fonts = fonts};
    routes_i_text bytes = {0};
    routes_status status = plots[kind].make(&plot, err);
    if (!status)
        status = measure(&plot, err);
    const routes_i_picture picture = {plot.height, fonts, routes_i_text_get(&plot.title),
                                      stamp->date, draw,  &plot};
    if (!status)
        status = routes_i_image_make(&bytes, format, &picture, err);
    if (!status)
        status = routes_i_file_write(file, routes_i_text_get(&bytes), bytes.size, err);
    routes_i_text_free(&bytes);
    plot_free(&plot);
    return status;
}

static bool find_format(routes_i_format *format, const char *file)
{
    size_t size = strlen(file);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (size > 4 && strcmp(file + size - 4, endings[i]) == 0) {
            *format = (routes_i_format)i;
            return true;
        }
    return false;
}

routes_status routes_plot_write(const routes_release *release, const char *layer, routes_plot plot,
                                const char *file, const routes_run *run, routes_error *err)
{
    routes_run use;
    routes_i_format format;
    routes_i_fonts *fonts = NULL;
    if (!release || !layer || !file || (unsigned)plot >= ROUTES_PLOTS)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "release, layer and file must not be null, plot must be a known one");
    if (!find_format(&format, file))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s must end in .svg, .pdf or .png", file);
    const routes_layer *found = routes_release_find(release, layer);
    if (!found)
        return routes_i_fail(err, ROUTES_E_NOT_FOUND, "the release holds no layer \"%s\"", layer);
    routes_status status = routes_i_run_read(&use, run, err);
    if (!status)
        status = routes_i_fonts_new(&fonts, use.font_path, err);
    if (!status)
        status = make(found, routes_release_stamp(release), plot, file, format, fonts, err);
    routes_i_fonts_free(fonts);
    return status;
}
