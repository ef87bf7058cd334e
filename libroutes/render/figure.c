/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/figure.h"

#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/run.h"
#include "render/image.h"
#include "render/sheet.h"

#define FORMATS 3
static const char *const endings[FORMATS] = {
    [ROUTES_I_SVG] = ".svg", [ROUTES_I_PDF] = ".pdf", [ROUTES_I_PNG] = ".png"};

static const struct {
    const char *name;
    const char *word;
    const char *layer; /* without which there is nothing to draw */
    routes_status (*make)(routes_i_sheet *sheet, routes_i_scene *scene, const routes_i_fonts *fonts,
                          routes_error *err);
} figures[ROUTES_FIGURES] = {
    [ROUTES_FIGURE_LANES] = {"figure-4-1", "lanes", "lanes", routes_i_sheet_lanes},
    [ROUTES_FIGURE_REGION] = {"figure-4-2", "region", "lanes", routes_i_sheet_region},
    [ROUTES_FIGURE_HOTSPOTS] = {"hotspots", "hotspots", "hotspots_provinces",
                                routes_i_sheet_hotspots},
    [ROUTES_FIGURE_CHOKEPOINTS] = {"chokepoints", "chokepoints", "chokepoints_crossings",
                                   routes_i_sheet_chokepoints},
    [ROUTES_FIGURE_DISPLACEMENT] = {"displacement", "displacement", "displacement",
                                    routes_i_sheet_displacement},
};

const char *routes_figure_name(routes_figure figure)
{
    return (unsigned)figure < ROUTES_FIGURES ? figures[figure].name : NULL;
}

routes_status routes_figure_find(routes_figure *figure, const char *word, routes_error *err)
{
    if (!figure || !word)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "figure and word must not be null");
    for (size_t i = 0; i < ROUTES_FIGURES; i++)
        if (strcmp(word, figures[i].name) == 0 || strcmp(word, figures[i].word) == 0) {
            *figure = (routes_figure)i;
            return ROUTES_OK;
        }
    return routes_i_fail(err, ROUTES_E_ARGUMENT,
                         "\"%s\" is no figure: lanes, region, hotspots, chokepoints "
                         "or displacement",
                         word);
}

routes_status routes_figure_check(const routes_release *release, routes_figure figure,
                                  routes_error *err)
{
    if (!release || (unsigned)figure >= ROUTES_FIGURES)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "release must not be null and figure must be a known one");
    const char *needed[] = {"countries", "provinces", figures[figure].layer};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!routes_release_find(release, needed[i]))
            return routes_i_fail(err, ROUTES_E_NOT_FOUND, "the %s release holds no layer \"%s\"%s",
                                 routes_tier_text(routes_release_stamp(release)->tier), needed[i],
                                 figure >= ROUTES_FIGURE_CHOKEPOINTS ? ": ask for restricted" : "");
    return ROUTES_OK;
}

static void draw(const void *context, const routes_i_page *page)
{
    routes_i_sheet_draw(context, page);
}

/* Writes one format of a figure made ready. */
static routes_status write_format(const routes_i_sheet *sheet, const char *file,
                                  routes_i_format format, routes_error *err)
{
    routes_i_text bytes = {0};
    const routes_i_picture picture = {
        sheet->height, sheet->fonts, sheet->title, sheet->scene->stamp->date, draw, sheet};
    routes_status status = routes_i_image_make(&bytes, format, &picture, err);
    if (!status)
        status = routes_i_file_write(file, routes_i_text_get(&bytes), bytes.size, err);
    routes_i_text_free(&bytes);
    return status;
}

/* Makes a figure ready and writes it as `stem` with each ending of `formats`. */
static routes_status write_formats(const routes_release *release, routes_figure figure,
                                   const char *stem, size_t stem_size, const bool *formats,
                                   const routes_i_fonts *fonts, routes_error *err)
{
    routes_i_layers layers = routes_i_layers_of(release);
    routes_i_scene scene;
    routes_i_sheet sheet = {0};
    routes_status status = routes_i_scene_read(&scene, &layers, err);
    if (!status)
        status = figures[figure].make(&sheet, &scene, fonts, err);
    for (size_t i = 0; i < FORMATS && !status; i++) {
        routes_i_text file = {0};
        if (!formats[i])
            continue;
        routes_i_text_bytes(&file, stem, stem_size);
        routes_i_text_add(&file, endings[i]);
        status = file.failed
                     ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a file's name")
                     : write_format(&sheet, routes_i_text_get(&file), (routes_i_format)i, err);
        routes_i_text_free(&file);
    }
    routes_i_sheet_free(&sheet);
    routes_i_scene_free(&scene);
    return status;
}

routes_status routes_figure_write(const routes_release *release, routes_figure figure,
                                  const char *file, const routes_run *run, routes_error *err)
{
    routes_run use;
    bool formats[FORMATS] = {false};
    routes_i_fonts *fonts = NULL;
    if (!file)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "file must not be null");
    size_t size = strlen(file);
    bool known = false;
    for (size_t i = 0; i < FORMATS; i++) {
        formats[i] = size > 4 && strcmp(file + size - 4, endings[i]) == 0;
        known = known || formats[i];
    }
    if (!known)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s must end in .svg, .pdf or .png", file);
    routes_status status = routes_figure_check(release, figure, err);
    if (!status)
        status = routes_i_run_read(&use, run, err);
    if (!status)
        status = routes_i_fonts_new(&fonts, use.font_path, err);
    if (!status)
        status = write_formats(release, figure, file, size - 4, formats, fonts, err);
    routes_i_fonts_free(fonts);
    return status;
}

routes_status routes_figure_write_all(const routes_release *release, const char *folder,
                                      const routes_run *run, routes_error *err)
{
    static const bool formats[FORMATS] = {true, true, true};
    routes_run use;
    routes_i_fonts *fonts = NULL;
    if (!release || !folder)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "release and folder must not be null");
    routes_status status = routes_i_run_read(&use, run, err);
    if (!status)
        status = routes_i_folder_make(folder, err);
    if (!status)
        status = routes_i_fonts_new(&fonts, use.font_path, err);
    for (size_t i = 0; i < ROUTES_FIGURES && !status; i++) {
        if (routes_figure_check(release, (routes_figure)i, NULL))
            continue;
        char *stem = routes_i_path_join(folder, figures[i].name);
        status = stem ? routes_i_run_tell(run, (double)i / ROUTES_FIGURES, "figures", err)
                      : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a file's name");
        if (!status)
            status =
                write_formats(release, (routes_figure)i, stem, strlen(stem), formats, fonts, err);
        routes_i_free(stem);
    }
    routes_i_fonts_free(fonts);
    return status;
}
