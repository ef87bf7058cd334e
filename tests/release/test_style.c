/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit */

#include "release/style.h"

#include "release/words.h"
#include "support/answer.h"

static routes_i_arena arena;

static int leave(void **state)
{
    (void)state;
    routes_i_arena_free(&arena);
    return 0;
}

static routes_style style_of(const char *layer, const char *heads, const char *const *cells)
{
    routes_style style;
    routes_error err;
    routes_table *table = answer_make(layer, ROUTES_KIND_PLACES, heads, cells);
    assert_ok(routes_i_style_make(&style, &arena, table, &err), &err);
    routes_table_free(table);
    return style;
}

/* Every layer with every class it can have. */
static const struct {
    const char *layer, *heads;
    const char *cells[12];
} all[] = {
    {"countries", "name:T", {"A"}},
    {"provinces", "name:T", {"A"}},
    {"neighbours", "area_a:T", {"A"}},
    {"lanes",
     "line_class:T",
     {"stated", "share", "estimated", "existence", "case", "smuggling", "mixed"}},
    {"lane_routes", "lane_id:T", {"A"}},
    {"hotspots_provinces",
     "class:T",
     {"named as origin", "named as destination", "named as origin and destination",
      "named as passed through", "not named", "-"}},
    {"estimates",
     "value_unit:T",
     {"persons", "percent_of_group", "percent_of_total", "USD_per_year", "events"}},
    {"places",
     "kind:T",
     {"city", "town", "district", "site", "airport", "port", "junction", "other"}},
    {"crossings", "type:T", {"international", "bilateral", "local", "informal", "other"}},
    {"placement", "id:T", {"A"}},
    {"displacement", "id:T", {"A"}},
    {"something_new", "id:T", {"A"}},
};

#define LAYERS (sizeof all / sizeof *all)

/* Luma of ITU-R BT.601, 0 to 255: what a grey print shows. */
static double grey(uint32_t colour)
{
    return 0.299 * ((colour >> 16) & 255) + 0.587 * ((colour >> 8) & 255) + 0.114 * (colour & 255);
}

/* Red as people see it: clearly more red than green and blue, and not so much green that it is
 * orange or brown. */
static bool is_red(uint32_t colour)
{
    double r = (colour >> 16) & 255, g = (colour >> 8) & 255, b = colour & 255;
    return r > 100 && g < 0.55 * r && b < 0.6 * r;
}

static void no_layer_is_red(void **state)
{
    (void)state;
    assert_true(is_red(0xD7191C) && is_red(0xC00000));
    for (size_t i = 0; i < LAYERS; i++) {
        routes_style style = style_of(all[i].layer, all[i].heads, all[i].cells);
        assert_true(style.count > 0);
        for (size_t j = 0; j < style.count; j++) {
            assert_false(is_red(style.classes[j].fill));
            assert_false(is_red(style.classes[j].stroke));
            assert_non_null(style.classes[j].label);
            assert_null(routes_i_words_find(style.classes[j].label));
        }
    }
}

static bool differ(const routes_style_class *a, const routes_style_class *b)
{
    bool symbols =
        (a->symbol || b->symbol) && (!a->symbol || !b->symbol || strcmp(a->symbol, b->symbol) != 0);
    return a->dash != b->dash || a->hatch != b->hatch || symbols ||
           fabs(grey(a->fill) - grey(b->fill)) >= 20.0 ||
           fabs(grey(a->stroke) - grey(b->stroke)) >= 20.0 ||
           fabs(a->size_mm - b->size_mm) >= 0.4 || fabs(a->width_mm - b->width_mm) >= 0.2;
}

static void classes_differ_in_grey_print(void **state)
{
    (void)state;
    for (size_t i = 0; i < LAYERS; i++) {
        routes_style style = style_of(all[i].layer, all[i].heads, all[i].cells);
        for (size_t j = 0; j < style.count; j++)
            for (size_t k = 0; k < j; k++)
                if (!differ(&style.classes[j], &style.classes[k]))
                    fail_msg("%s: \"%s\" and \"%s\" look alike", all[i].layer,
                             style.classes[j].label, style.classes[k].label);
    }
}

/* S12: what can be public has at most five widths, sizes and colours. */
static void s12_at_most_five_widths(void **state)
{
    (void)state;
    for (size_t i = 0; i < LAYERS; i++) {
        routes_style style = style_of(all[i].layer, all[i].heads, all[i].cells);
        size_t widths = 0;
        for (size_t j = 0; j < style.count; j++) {
            size_t k = 0;
            while (style.classes[k].width_mm < style.classes[j].width_mm ||
                   style.classes[k].width_mm > style.classes[j].width_mm)
                k++;
            widths += k == j;
        }
        assert_true(widths <= 5);
    }
}

static void lines_follow_what_a_lane_rests_on(void **state)
{
    (void)state;
    assert_string_equal(routes_i_style_of_lane(ROUTES_CRIME_TRAFFICKING, ROUTES_BASIS_SHARE),
                        "share");
    assert_string_equal(routes_i_style_of_lane(ROUTES_CRIME_SMUGGLING, ROUTES_BASIS_CASE),
                        "smuggling");
    assert_string_equal(routes_i_style_of_lane(ROUTES_CRIME_MIXED, ROUTES_BASIS_STATED), "mixed");
    const routes_dash dashes[] = {ROUTES_DASH_SOLID,  ROUTES_DASH_LONG,   ROUTES_DASH_LONG,
                                  ROUTES_DASH_DOTTED, ROUTES_DASH_SPARSE, ROUTES_DASH_MIXED,
                                  ROUTES_DASH_MIXED};
    routes_style style = style_of("lanes", all[3].heads, all[3].cells);
    assert_int_equal(style.count, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(style.classes[i].value, all[3].cells[i]);
        assert_int_equal(style.classes[i].dash, dashes[i]);
    }
}

static void a_legend_names_only_what_is_there(void **state)
{
    (void)state;
    const char *cells[] = {"share", "existence", "share", NULL};
    routes_style style = style_of("lanes", "line_class:T lane_id:T", NULL);
    assert_int_equal(style.count, 0);
    assert_string_equal(style.label_column, "lane_id");
    style = style_of("lanes", "line_class:T", cells);
    assert_int_equal(style.count, 2);
    assert_null(style.label_column);
    const char *places[] = {"city", "lighthouse", NULL};
    style = style_of("places", "kind:T", places);
    assert_int_equal(style.count, 2);
    assert_null(style.classes[1].value);
}

static void loads_grow_darker_and_broader(void **state)
{
    (void)state;
    const char *cells[] = {"1 to 2", "5 or more", "-", "3 to 4", NULL};
    routes_style style;
    routes_error err;
    routes_table *table = answer_make("links", ROUTES_KIND_OPERATIONAL, "load_class:T", cells);
    assert_ok(
        routes_table_set_meta(table, "classes", "[\"1 to 2\",\"3 to 4\",\"5 or more\"]", &err),
        &err);
    assert_ok(routes_i_style_make(&style, &arena, table, &err), &err);
    routes_table_free(table);
    assert_string_equal(style.column, "load_class");
    assert_int_equal(style.count, 4);
    assert_string_equal(style.classes[2].value, "5 or more");
    assert_null(style.classes[3].value);
    for (size_t i = 1; i < 3; i++) {
        assert_true(grey(style.classes[i].stroke) < grey(style.classes[i - 1].stroke));
        assert_true(style.classes[i].width_mm > style.classes[i - 1].width_mm);
        assert_true(style.classes[i].size_mm > style.classes[i - 1].size_mm);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(no_layer_is_red, leave),
        cmocka_unit_test_teardown(classes_differ_in_grey_print, leave),
        cmocka_unit_test_teardown(s12_at_most_five_widths, leave),
        cmocka_unit_test_teardown(lines_follow_what_a_lane_rests_on, leave),
        cmocka_unit_test_teardown(a_legend_names_only_what_is_there, leave),
        cmocka_unit_test_teardown(loads_grow_darker_and_broader, leave),
    };
    return cmocka_run_group_tests_name("style", tests, NULL, NULL);
}
