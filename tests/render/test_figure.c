/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit golden property */
/* Timeout: 240 */

#include <fontconfig/fontconfig.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "render/image.h"
#include "routes/geodesic.h"
#include "support/figure.h"

static routes_release *restricted;
static routes_release *public_one;

/* Every pair of names, ids, plates and nodes of the kinds given; the worst overlap of two of them,
 * as part of the smaller. */
static double worst_overlap(const figure *f, unsigned kinds)
{
    double worst = 0.0;
    for (size_t i = 0; i < f->marks.count; i++)
        for (size_t j = 0; j < i; j++) {
            const routes_i_mark *a = &f->marks.items[i];
            const routes_i_mark *b = &f->marks.items[j];
            if (!(kinds >> a->kind & 1u) || !(kinds >> b->kind & 1u))
                continue;
            double least = fmin((a->box.x1 - a->box.x0) * (a->box.y1 - a->box.y0),
                                (b->box.x1 - b->box.x0) * (b->box.y1 - b->box.y0));
            worst = fmax(worst, routes_i_rect_overlap(a->box, b->box) / fmax(least, 1.0));
        }
    return worst;
}

#define KIND(name) (1u << ROUTES_I_MARK_##name)

/* Labels of one pair may share a corner of their boxes; letters do not reach the corners. */
#define CORNER 0.02

static void check_page(const figure *f, double home_part)
{
    routes_i_mark map = figure_mark(f, ROUTES_I_MARK_MAP);
    routes_i_mark home = figure_mark(f, ROUTES_I_MARK_HOME);
    double wide = map.box.x1 - map.box.x0;
    assert_true((home.box.x1 - home.box.x0) / wide >= home_part);
    assert_true(worst_overlap(f, KIND(LABEL) | KIND(ID)) <= CORNER);
    for (size_t i = 0; i < f->marks.count; i++) {
        const routes_i_mark *mark = &f->marks.items[i];
        if (mark->kind == ROUTES_I_MARK_NODE) {
            routes_i_xy at = routes_i_rect_centre(mark->box);
            assert_true(routes_i_rect_holds(routes_i_rect_grow(map.box, -40.0), at));
        }
        if (mark->kind == ROUTES_I_MARK_LABEL || mark->kind == ROUTES_I_MARK_ID ||
            mark->kind == ROUTES_I_MARK_PLATE)
            assert_true(routes_i_rect_within(mark->box, map.box));
        if (mark->kind == ROUTES_I_MARK_TEXT || mark->kind == ROUTES_I_MARK_LABEL)
            assert_true(mark->value >= 12.5); /* 1.86 mm */
    }
}

/* The bar is as long as the projection says of two points that far apart, and that is true to a per
 * cent on the ground. */
static void check_scale(const figure *f)
{
    routes_i_mark bar = figure_mark(f, ROUTES_I_MARK_SCALE);
    routes_point a = f->sheet.ground.centre;
    routes_point b = {a.lon + 1.0, a.lat};
    double per_km = routes_i_xy_distance(routes_i_ground_at(&f->sheet.ground, a),
                                         routes_i_ground_at(&f->sheet.ground, b)) /
                    (routes_geodesic_distance(a, b) / 1000.0);
    assert_near((bar.box.x1 - bar.box.x0) / bar.value, per_km, 0.01 * per_km);
    b = (routes_point){a.lon, a.lat + 1.0};
    per_km = routes_i_xy_distance(routes_i_ground_at(&f->sheet.ground, a),
                                  routes_i_ground_at(&f->sheet.ground, b)) /
             (routes_geodesic_distance(a, b) / 1000.0);
    assert_near((bar.box.x1 - bar.box.x0) / bar.value, per_km, 0.01 * per_km);
}

/* One width for each style: width carries no quantity (S12). */
static void check_widths(const figure *f)
{
    double seen[8];
    size_t n = 0;
    for (size_t i = 0; i < f->marks.count; i++) {
        const routes_i_mark *mark = &f->marks.items[i];
        bool known = mark->kind != ROUTES_I_MARK_LANE;
        for (size_t k = 0; k < n; k++)
            known = known || seen[k] == mark->value;
        if (!known) {
            assert_true(n < 8);
            seen[n++] = mark->value;
        }
    }
    assert_true(n >= 1 && n <= 5);
}

/* The target's figures for 25 curves: 19 crossings, none below 30 degrees, nearest node 13; for 15:
 * 17 crossings, one at 26 degrees, nearest node 13. */
static void check_curves(const figure *f, size_t crossings)
{
    routes_i_layout_quality quality;
    routes_error err;
    assert_ok(routes_i_map_measure(&quality, &f->sheet.map, &err), &err);
    print_message("%zu curves: %zu crossings, least %.1f degrees, nearest node %.1f, heads %.1f "
                  "apart\n",
                  f->sheet.map.lane_count, quality.crossings, quality.least_crossing_deg,
                  quality.nearest_node, quality.nearest_tips);
    assert_true(quality.crossings < crossings);
    assert_true(quality.least_crossing_deg > 30.0);
    assert_true(quality.nearest_node > 13.0);
    assert_true(quality.nearest_tips > 12.6);
}

static void lanes_among_provinces_beat_the_target(void **state)
{
    (void)state;
    figure f;
    figure_make(&f, restricted, routes_i_sheet_lanes);
    assert_int_equal(f.sheet.shown_count, 18);
    assert_int_equal(f.sheet.map.lane_count, 25);
    check_curves(&f, 19);
    check_page(&f, 0.65);
    check_scale(&f);
    check_widths(&f);
    figure_free(&f);
}

static void lanes_between_countries_beat_the_target(void **state)
{
    (void)state;
    figure f;
    figure_make(&f, restricted, routes_i_sheet_region);
    assert_int_equal(f.sheet.shown_count, 19);
    assert_int_equal(f.sheet.map.lane_count, 15);
    check_curves(&f, 17);
    check_page(&f, 0.25);
    check_scale(&f);
    check_widths(&f);
    figure_free(&f);
}

static void the_public_edition_is_as_the_package_says(void **state)
{
    (void)state;
    figure f;
    figure_make(&f, public_one, routes_i_sheet_lanes);
    assert_int_equal(f.scene.lane_count, 30);
    assert_int_equal(f.sheet.shown_count, 18);
    check_page(&f, 0.65);
    check_widths(&f);
    static const char *const gone[] = {"Poipet", "Neak Loeung", "Kien Svay"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_null(strstr(routes_i_text_get(&f.twin), gone[i]));
    assert_non_null(strstr(routes_i_text_get(&f.twin), "5 not shown at this tier"));
    figure_free(&f);

    figure_make(&f, public_one, routes_i_sheet_region);
    assert_int_equal(f.sheet.shown_count, 14);
    assert_true(f.sheet.inset.radius == 0.0);
    for (int i = 27; i <= 31; i++) {
        char id[8];
        snprintf(id, sizeof id, "L%d", i);
        assert_null(strstr(routes_i_text_get(&f.twin), id));
    }
    check_page(&f, 0.25);
    figure_free(&f);
}

/* Shares of 30, 10, 8 and 4 per cent: the areas are as the shares, to a per cent. */
static void discs_are_as_large_as_their_shares(void **state)
{
    (void)state;
    figure f;
    double one = 0.0;
    size_t n = 0;
    figure_make(&f, restricted, routes_i_sheet_lanes);
    for (size_t i = 0; i < f.marks.count; i++) {
        const routes_i_mark *mark = &f.marks.items[i];
        if (mark->kind != ROUTES_I_MARK_DISC)
            continue;
        double radius = (mark->box.x1 - mark->box.x0) / 2.0;
        double area = ROUTES_I_PI * radius * radius / mark->value;
        one = n++ ? one : area;
        assert_near(area / one, 1.0, 0.01);
    }
    assert_int_equal(n, 4);
    figure_free(&f);
}

static char *read_back(const char *path, size_t *size)
{
    char *bytes = NULL;
    routes_error err;
    assert_ok(routes_i_file_read(&bytes, size, path, &err), &err);
    return bytes;
}

static const char *temporary(const char *name)
{
    static char path[512];
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/routes-figure-%s", folder ? folder : "/tmp", name);
    return path;
}

/* S34: tier, source, period, unit, n, hidden cells, "not prevalence", boundary. The letters of an
 * SVG of Cairo are outlines: they stand in its description. */
static void a_map_carries_the_eight_items_and_its_stamp(void **state)
{
    (void)state;
    routes_error err;
    size_t size = 0;
    const char *path = temporary("items.svg");
    for (int which = 0; which < ROUTES_FIGURES; which++) {
        assert_ok(routes_figure_write(restricted, (routes_figure)which, path, NULL, &err), &err);
        char *svg = read_back(path, &size);
        const routes_stamp *stamp = routes_release_stamp(restricted);
        const char *items[] = {"TLP:AMBER+STRICT",
                               "The Future Group",
                               "Period",
                               "Unit",
                               "Hidden cells: ",
                               "not prevalence",
                               "Boundaries",
                               stamp->release_id,
                               FIGURE_DATE,
                               "2026-04-15",
                               "a test of &lt;maps&gt; &amp; figures",
                               "TEST-1"};
        for (size_t i = 0; i < sizeof items / sizeof *items; i++)
            if (!strstr(svg, items[i]))
                fail_msg("%s lacks \"%s\"", routes_figure_name((routes_figure)which), items[i]);
        assert_non_null(strstr(svg, "<title>"));
        assert_null(strstr(svg, "<maps>"));
        routes_i_free(svg);
    }
    remove(path);
}

static void the_same_release_gives_the_same_bytes(void **state)
{
    (void)state;
    routes_error err;
    static const char *const names[] = {"same.svg", "same.pdf", "same.png"};
    char *first[3] = {NULL};
    size_t sizes[3];
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 3; i++) {
            size_t size = 0;
            const char *path = temporary(names[i]);
            assert_ok(routes_figure_write(public_one, ROUTES_FIGURE_HOTSPOTS, path, NULL, &err),
                      &err);
            char *bytes = read_back(path, &size);
            remove(path);
            if (round == 0) {
                first[i] = bytes;
                sizes[i] = size;
                continue;
            }
            assert_int_equal(size, sizes[i]);
            assert_memory_equal(bytes, first[i], size);
            routes_i_free(bytes);
            routes_i_free(first[i]);
        }
        /* Another drawing in between, since Cairo counts what a process makes. */
        assert_ok(routes_figure_write(public_one, ROUTES_FIGURE_REGION, temporary("other.svg"),
                                      NULL, &err),
                  &err);
    }
    remove(temporary("other.svg"));
}

static void what_cannot_be_drawn_is_refused(void **state)
{
    (void)state;
    routes_error err;
    routes_run run = ROUTES_RUN;
    routes_figure found = ROUTES_FIGURE_LANES;
    assert_ok(routes_figure_find(&found, "figure-4-2", &err), &err);
    assert_int_equal(found, ROUTES_FIGURE_REGION);
    assert_int_equal(routes_figure_find(&found, "flows", &err), ROUTES_E_ARGUMENT);
    assert_string_equal(
        err.message,
        "\"flows\" is no figure: lanes, region, hotspots, chokepoints or displacement");
    assert_int_equal(
        routes_figure_write(public_one, ROUTES_FIGURE_CHOKEPOINTS, temporary("no.svg"), NULL, &err),
        ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "the public release holds no layer "
                                     "\"chokepoints_crossings\": ask for restricted");
    assert_int_equal(
        routes_figure_write(public_one, ROUTES_FIGURE_LANES, "/tmp/lanes.tiff", NULL, &err),
        ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "/tmp/lanes.tiff must end in .svg, .pdf or .png");
    run.font_path = "/nowhere";
    assert_int_equal(
        routes_figure_write(public_one, ROUTES_FIGURE_LANES, temporary("no.svg"), &run, &err),
        ROUTES_E_DEPENDENCY);
    assert_string_equal(err.message, "the font NotoSans-Regular.ttf is not in /nowhere: install "
                                     "the package fonts-noto-core");
    assert_int_equal(
        routes_figure_write(public_one, ROUTES_FIGURE_HOTSPOTS, "/nowhere/at/all.svg", NULL, &err),
        ROUTES_E_IO);
    assert_false(routes_i_file_exists(temporary("no.svg")));
}

/* No count of the restricted table shines through the public one. */
static void public_hotspots_hold_classes_alone(void **state)
{
    (void)state;
    figure f;
    figure_make(&f, public_one, routes_i_sheet_hotspots);
    assert_null(strstr(routes_i_text_get(&f.twin), "(lanes)"));
    assert_null(strstr(routes_i_text_get(&f.twin), "per 100,000"));
    assert_non_null(strstr(routes_i_text_get(&f.twin), "named as origin"));
    check_page(&f, 0.65);
    figure_free(&f);
    figure_make(&f, restricted, routes_i_sheet_hotspots);
    assert_non_null(strstr(routes_i_text_get(&f.twin), "(lanes)"));
    figure_free(&f);
    figure_make(&f, restricted, routes_i_sheet_chokepoints);
    assert_non_null(strstr(routes_i_text_get(&f.twin), "way round"));
    assert_non_null(strstr(routes_i_text_get(&f.twin), "Where flow would go"));
    assert_non_null(strstr(routes_i_text_get(&f.twin), "; rank 1 (1"));
    assert_non_null(strstr(routes_i_text_get(&f.twin), "; rank 2 (1"));
    assert_non_null(strstr(routes_i_text_get(&f.twin), "Links: lanes laid on them"));
    figure_free(&f);
}

static int make(void **state)
{
    (void)state;
    restricted = figure_release(ROUTES_SAMPLE, ROUTES_TIER_RESTRICTED);
    public_one = figure_release(ROUTES_SAMPLE, ROUTES_TIER_PUBLIC);
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    routes_release_free(restricted);
    routes_release_free(public_one);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lanes_among_provinces_beat_the_target),
        cmocka_unit_test(lanes_between_countries_beat_the_target),
        cmocka_unit_test(the_public_edition_is_as_the_package_says),
        cmocka_unit_test(discs_are_as_large_as_their_shares),
        cmocka_unit_test(a_map_carries_the_eight_items_and_its_stamp),
        cmocka_unit_test(the_same_release_gives_the_same_bytes),
        cmocka_unit_test(what_cannot_be_drawn_is_refused),
        cmocka_unit_test(public_hotspots_hold_classes_alone),
    };
    int failed = cmocka_run_group_tests_name("figure", tests, make, unmake);
    FcFini(); /* patterns of the system's settings, which the leak checker cannot see */
    return failed;
}
