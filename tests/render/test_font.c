/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit golden */

#include "render/font.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-font.h>

#include "core/memory.h"
#include "support/check.h"

/* Glyphs of a text by the font that shapes it: none may be missing (0) or a dotted circle, which
 * Debian 12's Noto Sans Khmer puts into two-part vowels. */
static void check_shape(const routes_i_fonts *fonts, const char *text)
{
    PangoLayout *layout = routes_i_fonts_layout(fonts, ROUTES_I_SANS, 20.0, 0.0, text);
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    do {
        PangoLayoutRun *run = pango_layout_iter_get_run_readonly(iter);
        if (!run)
            continue;
        PangoFont *font = run->item->analysis.font;
        hb_font_t *hb = pango_font_get_hb_font(font);
        hb_codepoint_t circle = 0;
        if (!hb_font_get_nominal_glyph(hb, 0x25CC, &circle))
            circle = 0;
        for (int i = 0; i < run->glyphs->num_glyphs; i++) {
            PangoGlyph glyph = run->glyphs->glyphs[i].glyph;
            assert_true(glyph != 0);
            assert_true(!(glyph & PANGO_GLYPH_UNKNOWN_FLAG));
            assert_true(circle == 0 || glyph != circle);
        }
    } while (pango_layout_iter_next_run(iter));
    assert_int_equal(pango_layout_get_unknown_glyphs_count(layout), 0);
    pango_layout_iter_free(iter);
    g_object_unref(layout);
}

static void khmer_is_shaped_without_dotted_circles(void **state)
{
    (void)state;
    /* Siem Reap, Pursat, Koh Kong, Svay Rieng: with U+17C0 and U+17C4. */
    static const char *const names[] = {"សៀមរាប", "ពោធិ៍សាត់", "កោះកុង", "ស្វាយរៀង"};
    routes_i_fonts *fonts = NULL;
    routes_error err;
    assert_ok(routes_i_fonts_new(&fonts, NULL, &err), &err);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        check_shape(fonts, names[i]);
        assert_true(routes_i_fonts_cover(fonts, names[i]));
    }
    check_shape(fonts, "Cambodia → Thailand ↔ 30–35 % “é”");
    assert_false(routes_i_fonts_cover(fonts, "中国"));
    routes_i_fonts_free(fonts);
}

static void widths_are_measured_not_counted(void **state)
{
    (void)state;
    routes_i_fonts *fonts = NULL;
    routes_error err;
    assert_ok(routes_i_fonts_new(&fonts, NULL, &err), &err);
    routes_i_xy narrow = routes_i_fonts_measure(fonts, ROUTES_I_SANS, 20.0, "iiii");
    routes_i_xy wide = routes_i_fonts_measure(fonts, ROUTES_I_SANS, 20.0, "WWWW");
    assert_true(wide.x > 2.0 * narrow.x);
    assert_near(routes_i_fonts_measure(fonts, ROUTES_I_SANS, 40.0, "WWWW").x, 2.0 * wide.x, 0.01);
    routes_i_fonts_free(fonts);
}

static void a_missing_font_names_its_package(void **state)
{
    (void)state;
    routes_i_fonts *fonts = NULL;
    routes_error err;
    assert_int_equal(routes_i_fonts_new(&fonts, "/nowhere", &err), ROUTES_E_DEPENDENCY);
    assert_null(fonts);
    assert_string_equal(err.message, "the font NotoSans-Regular.ttf is not in /nowhere: install "
                                     "the package fonts-noto-core");
}

static void loading_survives_without_memory(void **state)
{
    (void)state;
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_i_fonts *fonts = NULL;
        routes_i_memory_fail_after(n);
        status = routes_i_fonts_new(&fonts, NULL, NULL);
        routes_i_memory_fail_after(-1);
        routes_i_fonts_free(fonts);
        assert_true(status == ROUTES_OK || status == ROUTES_E_MEMORY);
        assert_int_equal(routes_i_memory_live(), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(khmer_is_shaped_without_dotted_circles),
        cmocka_unit_test(widths_are_measured_not_counted),
        cmocka_unit_test(a_missing_font_names_its_package),
        cmocka_unit_test(loading_survives_without_memory),
    };
    int failed = cmocka_run_group_tests_name("font", tests, NULL, NULL);
    FcFini(); /* patterns of the system's settings, which the leak checker cannot see */
    return failed;
}
