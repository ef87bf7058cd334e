/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/qml_symbol.h"

#include "export/markup.h"

/* QGIS 3.22 reads <prop k v>, later versions read it too. */
static void prop(routes_i_text *to, const char *key, const char *value)
{
    routes_i_text_print(to, "<prop k=\"%s\" v=\"", key);
    routes_i_text_markup(to, value);
    routes_i_text_add(to, "\"/>\n");
}

static void colour(routes_i_text *to, const char *key, uint32_t value)
{
    routes_i_text_print(to, "<prop k=\"%s\" v=\"", key);
    routes_i_markup_colour(to, value);
    routes_i_text_add(to, "\"/>\n");
}

static void length(routes_i_text *to, const char *key, double mm)
{
    routes_i_text_print(to, "<prop k=\"%s\" v=\"", key);
    routes_i_text_number(to, mm);
    routes_i_text_print(to, "\"/>\n<prop k=\"%s_unit\" v=\"MM\"/>\n", key);
}

static void begin_layer(routes_i_text *to, const char *kind)
{
    routes_i_text_print(to, "<layer class=\"%s\" enabled=\"1\" locked=\"0\" pass=\"0\">\n", kind);
}

static void begin_symbol(routes_i_text *to, const char *type, unsigned number)
{
    routes_i_text_print(to,
                        "<symbol type=\"%s\" name=\"%u\" alpha=\"1\" clip_to_extent=\"1\" "
                        "force_rhr=\"0\">\n",
                        type, number);
}

/* Dashes in millimetres: pixels of the targets times 0.1485. */
static const char *dashes(routes_dash dash)
{
    switch (dash) {
    case ROUTES_DASH_LONG:
        return "2.2;1";
    case ROUTES_DASH_DOTTED:
        return "0.02;1";
    case ROUTES_DASH_SPARSE:
        return "0.02;1.35";
    case ROUTES_DASH_MIXED:
        return "1.8;0.9;0.02;0.9";
    case ROUTES_DASH_SOLID:
        break;
    }
    return NULL;
}

static void write_stroke(routes_i_text *to, uint32_t value, double width, routes_dash dash)
{
    const char *pattern = dashes(dash);
    begin_layer(to, "SimpleLine");
    colour(to, "line_color", value);
    prop(to, "line_style", "solid");
    routes_i_text_add(to, "<prop k=\"line_width\" v=\"");
    routes_i_text_number(to, width);
    routes_i_text_add(to, "\"/>\n");
    prop(to, "line_width_unit", "MM");
    prop(to, "capstyle", pattern ? "round" : "flat");
    prop(to, "joinstyle", "round");
    prop(to, "use_custom_dash", pattern ? "1" : "0");
    if (pattern) {
        prop(to, "customdash", pattern);
        prop(to, "customdash_unit", "MM");
    }
    routes_i_text_add(to, "</layer>\n");
}

static void write_marker(routes_i_text *to, const char *symbol, uint32_t fill, uint32_t stroke,
                         double size, double outline)
{
    begin_layer(to, "SimpleMarker");
    prop(to, "name", symbol);
    colour(to, "color", fill);
    colour(to, "outline_color", stroke);
    prop(to, "outline_style", "solid");
    length(to, "size", size);
    length(to, "outline_width", outline);
    prop(to, "angle", "0");
    routes_i_text_add(to, "</layer>\n");
}

/* A head at one end of a line; at the start it looks back. The ArrowLine symbol changes between
 * versions of QGIS, a marker on the last vertex does not. */
static void write_head(routes_i_text *to, const routes_style_class *one, bool start, bool hollow,
                       unsigned number)
{
    begin_layer(to, "MarkerLine");
    prop(to, "placement", start ? "firstvertex" : "lastvertex");
    prop(to, "rotate", "1");
    routes_i_text_print(to,
                        "<symbol type=\"marker\" name=\"@%u@%d\" alpha=\"1\" "
                        "clip_to_extent=\"1\" force_rhr=\"0\">\n",
                        number, start ? 2 : 1);
    begin_layer(to, "SimpleMarker");
    prop(to, "name", "filled_arrowhead");
    colour(to, "color", hollow ? 0xFFFFFF : one->stroke);
    colour(to, "outline_color", hollow ? one->stroke : 0xFFFFFF);
    prop(to, "outline_style", "solid");
    length(to, "size", hollow ? 1.6 : 2.2);
    length(to, "outline_width", 0.15);
    prop(to, "angle", start ? "180" : "0");
    routes_i_text_add(to, "</layer>\n</symbol>\n</layer>\n");
}

static void write_line(routes_i_text *to, const routes_style_class *one, routes_i_heads heads,
                       unsigned number)
{
    const double casing = 0.67;
    if (heads != ROUTES_I_HEADS_NONE)
        write_stroke(to, 0xFFFFFF, one->width_mm + casing, ROUTES_DASH_SOLID);
    write_stroke(to, one->stroke, one->width_mm, one->dash);
    if (heads != ROUTES_I_HEADS_NONE)
        write_head(to, one, false, false, number);
    if (heads == ROUTES_I_HEADS_BOTH || heads == ROUTES_I_HEADS_MOSTLY)
        write_head(to, one, true, heads == ROUTES_I_HEADS_MOSTLY, number);
}

static void write_hatch(routes_i_text *to, int degrees, unsigned number, int layer)
{
    const double every = 1.34, width = 0.22; /* 9 and 1.5 pixels */
    begin_layer(to, "LinePatternFill");
    routes_i_text_print(to, "<prop k=\"angle\" v=\"%d\"/>\n", degrees);
    length(to, "distance", every);
    routes_i_text_print(to,
                        "<symbol type=\"line\" name=\"@%u@%d\" alpha=\"1\" "
                        "clip_to_extent=\"1\" force_rhr=\"0\">\n",
                        number, layer);
    write_stroke(to, 0xBDBAB0, width, ROUTES_DASH_SOLID);
    routes_i_text_add(to, "</symbol>\n</layer>\n");
}

static void write_fill(routes_i_text *to, const routes_style_class *one, unsigned number)
{
    begin_layer(to, "SimpleFill");
    colour(to, "color", one->fill);
    prop(to, "style", "solid");
    colour(to, "outline_color", one->stroke);
    prop(to, "outline_style", "solid");
    length(to, "outline_width", one->width_mm);
    routes_i_text_add(to, "</layer>\n");
    if (one->hatch != ROUTES_HATCH_NONE)
        write_hatch(to, 45, number, 1);
    if (one->hatch == ROUTES_HATCH_CROSSED)
        write_hatch(to, 135, number, 2);
}

void routes_i_qml_symbol(routes_i_text *to, const routes_style_class *one, routes_i_shape_kind kind,
                         routes_i_heads heads, unsigned number)
{
    switch (kind) {
    case ROUTES_I_SHAPES_POINTS:
        begin_symbol(to, "marker", number);
        write_marker(to, one->symbol ? one->symbol : "circle", one->fill, one->stroke, one->size_mm,
                     one->width_mm);
        break;
    case ROUTES_I_SHAPES_LINES:
        begin_symbol(to, "line", number);
        write_line(to, one, heads, number);
        break;
    case ROUTES_I_SHAPES_AREAS:
    case ROUTES_I_SHAPES_NONE:
        begin_symbol(to, "fill", number);
        write_fill(to, one, number);
        break;
    }
    routes_i_text_add(to, "</symbol>\n");
}
