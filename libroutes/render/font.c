/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/font.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdio.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"

#define SYSTEM_FOLDER "/usr/share/fonts/truetype"

/* Needed ones first; the others are for local names of other countries, taken where they are. */
static const struct {
    const char *folder;
    const char *file;
    const char *package;
    bool needed;
} files[] = {
    {"noto", "NotoSans-Regular.ttf", "fonts-noto-core", true},
    {"noto", "NotoSans-Bold.ttf", "fonts-noto-core", true},
    {"noto", "NotoSans-Italic.ttf", "fonts-noto-core", true},
    {"noto", "NotoSerif-Bold.ttf", "fonts-noto-core", true},
    {"noto", "NotoSerif-Italic.ttf", "fonts-noto-core", true},
    {"noto", "NotoSansSymbols-Regular.ttf", "fonts-noto-core", true}, /* the arrows */
    {"khmeros", "KhmerOScontent.ttf", "fonts-khmeros", true},
    {"noto", "NotoSansThai-Regular.ttf", "fonts-noto-core", false},
    {"noto", "NotoSansLao-Regular.ttf", "fonts-noto-core", false},
    {"noto", "NotoSansMyanmar-Regular.ttf", "fonts-noto-core", false},
    {"noto", "NotoSansDevanagari-Regular.ttf", "fonts-noto-core", false},
    {"noto", "NotoSansBengali-Regular.ttf", "fonts-noto-core", false},
};

/* Families in the order in which a sign is looked for. Bold Khmer is not asked for: the font has
 * one weight, and a smeared one is hard to read. */
#define LOCAL                                                                                      \
    ",Khmer OS Content,Noto Sans Thai,Noto Sans Lao,Noto Sans Myanmar,Noto Sans Devanagari,"       \
    "Noto Sans Bengali,Noto Sans Symbols"

static const struct {
    const char *families;
    PangoWeight weight;
    PangoStyle style;
} faces[] = {
    [ROUTES_I_SANS] = {"Noto Sans" LOCAL, PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL},
    [ROUTES_I_SANS_BOLD] = {"Noto Sans" LOCAL, PANGO_WEIGHT_BOLD, PANGO_STYLE_NORMAL},
    [ROUTES_I_SANS_ITALIC] = {"Noto Sans" LOCAL, PANGO_WEIGHT_NORMAL, PANGO_STYLE_ITALIC},
    [ROUTES_I_SERIF_BOLD] = {"Noto Serif" LOCAL, PANGO_WEIGHT_BOLD, PANGO_STYLE_NORMAL},
    [ROUTES_I_SERIF_ITALIC] = {"Noto Serif" LOCAL, PANGO_WEIGHT_NORMAL, PANGO_STYLE_ITALIC},
};

struct routes_i_fonts {
    FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
};

static bool readable(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file)
        fclose(file);
    return file != NULL;
}

/* Finds a file in the folder or in its own folder below it; false when it is in neither. */
static bool find(routes_i_text *path, const char *folder, const char *below, const char *file)
{
    for (int deep = 1; deep >= 0; deep--) {
        routes_i_text_free(path);
        routes_i_text_print(path, "%s/%s%s%s", folder, deep ? below : "", deep ? "/" : "", file);
        if (path->failed || readable(routes_i_text_get(path)))
            return true;
    }
    return false;
}

static routes_status add_files(FcConfig *config, const char *folder, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < sizeof files / sizeof *files && !status; i++) {
        routes_i_text path = {0};
        bool found = find(&path, folder, files[i].folder, files[i].file);
        if (path.failed)
            status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the name of a font");
        else if (found)
            found = FcConfigAppFontAddFile(config, (const FcChar8 *)routes_i_text_get(&path));
        if (!status && !found && files[i].needed)
            status = routes_i_fail(err, ROUTES_E_DEPENDENCY,
                                   "the font %s is not in %s: install the package %s",
                                   files[i].file, folder, files[i].package);
        routes_i_text_free(&path);
    }
    return status;
}

/* The same shapes on every kind of surface: no hinting, no rounding of positions. */
static void set_up_context(PangoContext *context)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72.0);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("en"));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
}

routes_status routes_i_fonts_new(routes_i_fonts **out, const char *folder, routes_error *err)
{
    *out = NULL;
    routes_i_fonts *fonts = routes_i_calloc(1, sizeof *fonts);
    if (!fonts)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the fonts");
    routes_status status = ROUTES_OK;
    fonts->config = FcConfigCreate();
    if (!fonts->config)
        status = routes_i_fail(err, ROUTES_E_DEPENDENCY, "Fontconfig could not be set up");
    if (!status)
        status = add_files(fonts->config, folder ? folder : SYSTEM_FOLDER, err);
    if (!status) {
        fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
        if (!fonts->map)
            status = routes_i_fail(err, ROUTES_E_DEPENDENCY, "Pango was built without FreeType");
    }
    if (status) {
        routes_i_fonts_free(fonts);
        return status;
    }
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), fonts->config);
    fonts->context = pango_font_map_create_context(fonts->map);
    set_up_context(fonts->context);
    *out = fonts;
    return ROUTES_OK;
}

void routes_i_fonts_free(routes_i_fonts *fonts)
{
    if (!fonts)
        return;
    if (fonts->context)
        g_object_unref(fonts->context);
    if (fonts->map) {
        /* Pango 1.50 keeps its hold of the configuration unless told otherwise. */
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), NULL);
        g_object_unref(fonts->map);
    }
    if (fonts->config)
        FcConfigDestroy(fonts->config);
    routes_i_free(fonts);
}

PangoLayout *routes_i_fonts_layout(const routes_i_fonts *fonts, routes_i_face face, double px,
                                   double width, const char *text)
{
    PangoLayout *layout = pango_layout_new(fonts->context);
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family_static(description, faces[face].families);
    pango_font_description_set_weight(description, faces[face].weight);
    pango_font_description_set_style(description, faces[face].style);
    pango_font_description_set_absolute_size(description, px * PANGO_SCALE);
    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);
    if (width > 0.0) {
        pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    }
    pango_layout_set_text(layout, text, -1);
    return layout;
}

routes_i_xy routes_i_fonts_measure(const routes_i_fonts *fonts, routes_i_face face, double px,
                                   const char *text)
{
    PangoLayout *layout = routes_i_fonts_layout(fonts, face, px, 0.0, text);
    int width = 0;
    int height = 0;
    pango_layout_get_size(layout, &width, &height);
    g_object_unref(layout);
    return (routes_i_xy){(double)width / PANGO_SCALE, (double)height / PANGO_SCALE};
}

bool routes_i_fonts_cover(const routes_i_fonts *fonts, const char *text)
{
    PangoLayout *layout = routes_i_fonts_layout(fonts, ROUTES_I_SANS, 20.0, 0.0, text);
    int unknown = pango_layout_get_unknown_glyphs_count(layout);
    g_object_unref(layout);
    return unknown == 0;
}
