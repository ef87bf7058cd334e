/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/brief.h"

#include <stdio.h>

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/run.h"
#include "render/brief_parts.h"

static const routes_table *table_of(const routes_release *release, const char *name)
{
    const routes_layer *layer = routes_release_find(release, name);
    return layer ? routes_layer_table(layer) : NULL;
}

static void add_titled(routes_i_document *document, routes_i_part_kind kind, const char *title,
                       const char *text)
{
    routes_i_text line = {0};
    if (!text)
        return;
    routes_i_text_add(&line, title);
    routes_i_text_add(&line, text);
    document->failed = document->failed || line.failed;
    routes_i_document_add(document, kind, routes_i_text_get(&line));
    routes_i_text_free(&line);
}

/* What it is, in a title and the numbers that matter first. */
static void add_opening(routes_i_document *document, const routes_i_scene *scene)
{
    const routes_stamp *stamp = scene->stamp;
    const char *home =
        scene->home < scene->country_count ? scene->countries[scene->home].name : "the country";
    size_t with_number = 0;
    char text[512];
    for (size_t i = 0; i < scene->lane_count; i++)
        with_number += scene->lanes[i].has_volume;
    snprintf(text, sizeof text, "Reported trafficking lanes of %s, %s", home,
             stamp->period ? stamp->period : "");
    routes_i_document_add(document, ROUTES_I_PART_TITLE, text);
    snprintf(
        text, sizeof text,
        "%s. %zu lanes are listed; %zu of them have a number, %zu are named only. %zu lanes are "
        "not shown at this tier; %zu values are withheld.",
        stamp->tlp, scene->lane_count, with_number, scene->lane_count - with_number,
        stamp->lanes_withheld, stamp->cells_withheld);
    routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH, text);
    routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH, stamp->notice);
    add_titled(document, ROUTES_I_PART_PARAGRAPH, "Purpose: ", stamp->purpose);
    add_titled(document, ROUTES_I_PART_PARAGRAPH, "Approved by: ", stamp->approver);
    add_titled(document, ROUTES_I_PART_PARAGRAPH, "Not to be used after: ", stamp->end_date);
}

static void add_closing(routes_i_document *document, const routes_stamp *stamp)
{
    routes_i_document_add(document, ROUTES_I_PART_HEADING, "What stands behind it");
    add_titled(document, ROUTES_I_PART_SMALL, "Sources: ", stamp->sources);
    add_titled(document, ROUTES_I_PART_SMALL, "Map data: ", stamp->credits);
    add_titled(document, ROUTES_I_PART_SMALL, "Boundaries: ", stamp->boundary);
    add_titled(document, ROUTES_I_PART_SMALL, "Overrides: ", stamp->overrides);
    add_titled(document, ROUTES_I_PART_SMALL, "Release: ", stamp->release_id);
    add_titled(document, ROUTES_I_PART_SMALL, "Date: ", stamp->date);
}

static routes_status compose(routes_i_document *document, const routes_release *release,
                             routes_error *err)
{
    routes_i_scene scene;
    const routes_i_layers layers = {.countries = table_of(release, "countries"),
                                    .provinces = table_of(release, "provinces"),
                                    .places = table_of(release, "places"),
                                    .crossings = table_of(release, "crossings"),
                                    .lanes = table_of(release, "lanes"),
                                    .stamp = routes_release_stamp(release)};
    routes_status status = routes_i_scene_read(&scene, &layers, err);
    if (!status) {
        add_opening(document, &scene);
        routes_i_brief_provinces(document, table_of(release, "hotspots_provinces"));
        routes_i_brief_numbers(document, &scene);
        routes_i_brief_named(document, &scene);
        routes_i_brief_estimates(document, table_of(release, "estimates"));
        routes_i_brief_crossings(document, table_of(release, "chokepoints_crossings"));
        routes_i_brief_teams(document, table_of(release, "placement"),
                             table_of(release, "displacement"));
        add_closing(document, scene.stamp);
    }
    routes_i_scene_free(&scene);
    if (!status && document->failed)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the brief");
    return status;
}

static routes_status write(const char *folder, const char *name, const routes_i_text *text,
                           routes_error *err)
{
    char *path = text->failed ? NULL : routes_i_path_join(folder, name);
    routes_status status = path ? routes_i_file_write(path, text->bytes, text->size, err)
                                : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %s", name);
    routes_i_free(path);
    return status;
}

static routes_status write_markdown(const char *folder, const char *name,
                                    const routes_i_document *document, routes_error *err)
{
    routes_i_text text = {0};
    routes_i_document_markdown(&text, document);
    routes_status status = write(folder, name, &text, err);
    routes_i_text_free(&text);
    return status;
}

static routes_status write_pdf(const char *folder, const routes_i_document *document,
                               const routes_stamp *stamp, const routes_run *run, routes_error *err)
{
    routes_i_fonts *fonts = NULL;
    routes_i_text text = {0};
    routes_status status = routes_i_fonts_new(&fonts, run ? run->font_path : NULL, err);
    if (!status)
        status = routes_i_document_pdf(&text, document, fonts, stamp, err);
    if (!status)
        status = write(folder, "brief.pdf", &text, err);
    routes_i_text_free(&text);
    routes_i_fonts_free(fonts);
    return status;
}

routes_status routes_brief_write(const routes_release *release, const char *folder,
                                 const routes_run *run, routes_error *err)
{
    routes_i_document brief = {0}, review = {0};
    if (!release || !folder)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "release and folder must not be null");
    routes_status status = compose(&brief, release, err);
    if (!status)
        status = write_markdown(folder, "brief.md", &brief, err);
    if (!status)
        status = write_pdf(folder, &brief, routes_release_stamp(release), run, err);
    if (!status) {
        routes_i_brief_review(&review, release);
        status = review.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the review")
                               : write_markdown(folder, "review.md", &review, err);
    }
    routes_i_document_free(&brief);
    routes_i_document_free(&review);
    return status;
}
