/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/figure.h
 * @brief From a data package to a release, and from a release to a figure made ready.
 */
#ifndef ROUTES_TESTS_SUPPORT_FIGURE_H
#define ROUTES_TESTS_SUPPORT_FIGURE_H

#include "core/memory.h"
#include "render/sheet.h"
#include "routes/answer.h"
#include "routes/answer_chokepoint.h"
#include "routes/answer_hotspot.h"
#include "routes/answer_place.h"
#include "routes/figure.h"
#include "routes/package.h"
#include "support/check.h"

#define FIGURE_DATE "2026-01-15"

/** All answers of the main job on the package in `folder`, released at a tier. */
static inline routes_release *figure_release(const char *folder, routes_tier tier)
{
    enum { ANSWERS = 11 };
    routes_run run = ROUTES_RUN;
    routes_error err;
    routes_faults *faults = NULL;
    routes_model *model = NULL;
    routes_network *network = NULL;
    routes_laying *laying = NULL;
    routes_release *release = NULL;
    routes_table *t[ANSWERS] = {NULL};
    run.date = FIGURE_DATE;
    routes_hotspot_options hotspot = ROUTES_HOTSPOT_OPTIONS;
    routes_answer_place_options place = ROUTES_ANSWER_PLACE_OPTIONS;
    routes_placed placed;
    routes_release_options options = ROUTES_RELEASE_OPTIONS;
    options.tier = tier;
    options.date = FIGURE_DATE;
    options.purpose = tier == ROUTES_TIER_PUBLIC ? NULL : "a test of <maps> & figures";
    options.approver = tier == ROUTES_TIER_PUBLIC ? NULL : "TEST-1";
    hotspot.seed = 1;

    assert_ok(routes_faults_new(&faults, 100, &err), &err);
    assert_ok(routes_package_read(&model, folder, &run, faults, &err), &err);
    assert_ok(routes_model_check(model, &run, faults, &err), &err);
    assert_ok(routes_network_new(&network, model, NULL, &err), &err);
    assert_ok(routes_laying_new(&laying, model, network, NULL, &err), &err);
    assert_ok(routes_answer_countries(&t[0], model, &err), &err);
    assert_ok(routes_answer_provinces(&t[1], model, &err), &err);
    assert_ok(routes_answer_places(&t[2], model, &err), &err);
    assert_ok(routes_answer_crossings(&t[3], model, &err), &err);
    assert_ok(routes_answer_lanes(&t[4], model, &err), &err);
    assert_ok(routes_answer_hotspots_provinces(&t[5], model, network, laying, &hotspot, &err),
              &err);
    assert_ok(routes_answer_links(&t[6], model, network, laying, &run, &err), &err);
    assert_ok(routes_answer_chokepoints_crossings(&t[7], model, network, laying, &run, &err), &err);
    assert_ok(routes_answer_chokepoints_links(&t[8], model, network, laying, &run, &err), &err);
    place.draws = 5;
    assert_ok(routes_answer_place(&placed, model, network, laying, &place, &err), &err);
    t[9] = placed.placement;
    t[10] = placed.displacement;
    placed.placement = placed.displacement = NULL;
    routes_placed_free(&placed);
    assert_ok(routes_release_new(&release, model, (const routes_table *const *)t, ANSWERS, &options,
                                 &run, &err),
              &err);
    for (int i = 0; i < ANSWERS; i++)
        routes_table_free(t[i]);
    routes_laying_free(laying);
    routes_network_free(network);
    routes_model_free(model);
    routes_faults_free(faults);
    return release;
}

/** A figure made ready, with what lies where on it. Free with figure_free(). */
typedef struct figure {
    routes_i_fonts *fonts;
    routes_i_scene scene;
    routes_i_sheet sheet;
    routes_i_marks marks;
    routes_i_text twin;
} figure;

typedef routes_status (*figure_maker)(routes_i_sheet *sheet, routes_i_scene *scene,
                                      const routes_i_fonts *fonts, routes_error *err);

static inline void figure_make(figure *f, const routes_release *release, figure_maker make)
{
    routes_error err;
    routes_i_layers layers = routes_i_layers_of(release);
    memset(f, 0, sizeof *f);
    assert_ok(routes_i_fonts_new(&f->fonts, NULL, &err), &err);
    assert_ok(routes_i_scene_read(&f->scene, &layers, &err), &err);
    assert_ok(make(&f->sheet, &f->scene, f->fonts, &err), &err);
    cairo_surface_t *nowhere = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
    cairo_t *cr = cairo_create(nowhere);
    const routes_i_page page = {cr, f->fonts, &f->twin, &f->marks};
    routes_i_sheet_draw(&f->sheet, &page);
    assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
    cairo_destroy(cr);
    cairo_surface_destroy(nowhere);
    assert_false(f->marks.failed || f->twin.failed);
}

static inline void figure_free(figure *f)
{
    routes_i_sheet_free(&f->sheet);
    routes_i_scene_free(&f->scene);
    routes_i_fonts_free(f->fonts);
    routes_i_text_free(&f->twin);
    routes_i_free(f->marks.items);
}

/** The first mark of a kind. */
static inline routes_i_mark figure_mark(const figure *f, routes_i_mark_kind kind)
{
    for (size_t i = 0; i < f->marks.count; i++)
        if (f->marks.items[i].kind == kind)
            return f->marks.items[i];
    fail_msg("no mark of kind %d", (int)kind);
    return (routes_i_mark){0};
}

#endif
