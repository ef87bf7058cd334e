/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/qml.h"

#include <string.h>

#include "export/flat.h"

enum shape { SHAPE_NONE, SHAPE_POINT, SHAPE_LINE, SHAPE_AREA };

static enum shape shape_of(const routes_table *table)
{
    const size_t *sizes = NULL;
    const uint8_t *const *wkb =
        routes_table_geometries(table, routes_i_flat_geometry(table), &sizes);
    for (size_t row = 0; wkb && row < routes_table_rows(table); row++)
        if (sizes[row])
            return wkb[row][1] % 3 == 1   ? SHAPE_POINT
                   : wkb[row][1] % 3 == 2 ? SHAPE_LINE
                                          : SHAPE_AREA;
    return SHAPE_NONE;
}

void routes_i_xml_text(routes_i_text *to, const char *text)
{
    for (; text && *text; text++) {
        switch (*text) {
        case '&':
            routes_i_text_add(to, "&amp;");
            break;
        case '<':
            routes_i_text_add(to, "&lt;");
            break;
        case '>':
            routes_i_text_add(to, "&gt;");
            break;
        case '"':
            routes_i_text_add(to, "&quot;");
            break;
        default:
            if ((unsigned char)*text >= 0x20 || *text == '\n' || *text == '\t')
                routes_i_text_bytes(to, text, 1);
        }
    }
}

static void property(routes_i_text *to, const char *key, const char *value)
{
    routes_i_text_print(to, "<prop k=\"%s\" v=\"%s\"/>", key, value);
}

static void colour(routes_i_text *to, const char *key, uint32_t rgb)
{
    routes_i_text_print(to, "<prop k=\"%s\" v=\"%u,%u,%u,255\"/>", key, (unsigned)(rgb >> 16 & 255),
                        (unsigned)(rgb >> 8 & 255), (unsigned)(rgb & 255));
}

static void number(routes_i_text *to, const char *key, double value)
{
    routes_i_text_print(to, "<prop k=\"%s\" v=\"", key);
    routes_i_text_number(to, value);
    routes_i_text_add(to, "\"/>");
}

/* Lengths of dash and gap, in widths of the line. */
static const char *dashes(routes_dash dash)
{
    static const char *const patterns[] = {"", "5;2.4", "0.6;2", "0.6;3.4", "5;2;0.6;2"};
    return (unsigned)dash < sizeof patterns / sizeof *patterns ? patterns[dash] : "";
}

static void line_layer(routes_i_text *to, const routes_style_class *class)
{
    const char *pattern = dashes(class->dash);
    routes_i_text_add(to, "<layer class=\"SimpleLine\" enabled=\"1\" locked=\"0\" pass=\"0\">");
    colour(to, "line_color", class->stroke);
    number(to, "line_width", class->width_mm);
    property(to, "line_width_unit", "MM");
    property(to, "capstyle", class->dash == ROUTES_DASH_SOLID ? "square" : "round");
    property(to, "joinstyle", "round");
    property(to, "use_custom_dash", *pattern ? "1" : "0");
    if (*pattern) {
        property(to, "customdash", pattern);
        property(to, "customdash_unit", "MM");
    }
    routes_i_text_add(to, "</layer>");
}

static void hatch_layer(routes_i_text *to, const routes_style_class *class, const char *angle)
{
    routes_i_text_add(to,
                      "<layer class=\"LinePatternFill\" enabled=\"1\" locked=\"0\" pass=\"0\">");
    property(to, "angle", angle);
    property(to, "distance", "1.8");
    property(to, "distance_unit", "MM");
    colour(to, "color", class->stroke);
    property(to, "line_width", "0.2");
    routes_i_text_add(to, "</layer>");
}

static void area_layers(routes_i_text *to, const routes_style_class *class)
{
    routes_i_text_add(to, "<layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\">");
    colour(to, "color", class->fill);
    colour(to, "outline_color", class->stroke);
    number(to, "outline_width", class->width_mm);
    property(to, "outline_width_unit", "MM");
    property(to, "style", "solid");
    routes_i_text_add(to, "</layer>");
    if (class->hatch != ROUTES_HATCH_NONE)
        hatch_layer(to, class, "45");
    if (class->hatch == ROUTES_HATCH_CROSSED)
        hatch_layer(to, class, "135");
}

static void point_layer(routes_i_text *to, const routes_style_class *class)
{
    routes_i_text_add(to, "<layer class=\"SimpleMarker\" enabled=\"1\" locked=\"0\" pass=\"0\">");
    property(to, "name", class->symbol ? class->symbol : "circle");
    colour(to, "color", class->fill);
    colour(to, "outline_color", class->stroke);
    number(to, "outline_width", class->width_mm);
    number(to, "size", class->size_mm > 0.0 ? class->size_mm : 2.0);
    property(to, "size_unit", "MM");
    routes_i_text_add(to, "</layer>");
}

static void symbol(routes_i_text *to, enum shape shape, const routes_style_class *class, size_t i)
{
    static const char *const types[] = {"", "marker", "line", "fill"};
    routes_i_text_print(to, "<symbol name=\"%zu\" type=\"%s\" alpha=\"1\" clip_to_extent=\"1\">", i,
                        types[shape]);
    if (shape == SHAPE_POINT)
        point_layer(to, class);
    else if (shape == SHAPE_LINE)
        line_layer(to, class);
    else
        area_layers(to, class);
    routes_i_text_add(to, "</symbol>");
}

/* "column" = 'value', quoted for the expression and then for XML. */
static void filter(routes_i_text *to, const char *column, const char *value)
{
    routes_i_text expression = {0};
    routes_i_text_print(&expression, "\"%s\" = '", column);
    for (; *value; value++) {
        if (*value == '\'')
            routes_i_text_add(&expression, "'");
        routes_i_text_bytes(&expression, value, 1);
    }
    routes_i_text_add(&expression, "'");
    to->failed = to->failed || expression.failed;
    routes_i_xml_text(to, routes_i_text_get(&expression));
    routes_i_text_free(&expression);
}

static void rules(routes_i_text *to, const routes_style *style, const char *column)
{
    routes_i_text_add(to, "<rules key=\"root\">");
    for (size_t i = 0; i < style->count; i++) {
        const routes_style_class *class = &style->classes[i];
        routes_i_text_print(to, "<rule key=\"r%zu\" symbol=\"%zu\" label=\"", i, i);
        routes_i_xml_text(to, class->label);
        routes_i_text_add(to, "\"");
        if (style->column && style->count > 1) {
            routes_i_text_add(to, " filter=\"");
            if (class->value)
                filter(to, column, class->value);
            else
                routes_i_text_add(to, "ELSE");
            routes_i_text_add(to, "\"");
        }
        routes_i_text_add(to, "/>");
    }
    routes_i_text_add(to, "</rules>");
}

static void labels(routes_i_text *to, const char *column)
{
    routes_i_text_add(to, "<labeling type=\"simple\"><settings><text-style fieldName=\"");
    routes_i_xml_text(to, column);
    routes_i_text_add(to, "\" fontFamily=\"Noto Sans\" fontSize=\"8\" textColor=\"35,40,45,255\" "
                          "isExpression=\"0\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" "
                          "bufferColor=\"255,255,255,255\"/></text-style><placement "
                          "placement=\"0\"/></settings></labeling>");
}

void routes_i_qml_print(routes_i_text *to, const routes_layer *layer, const char *column,
                        const char *label)
{
    const routes_style *style = routes_layer_style(layer);
    enum shape shape = shape_of(routes_layer_table(layer));
    routes_i_text_add(to, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis "
                          "version=\"3.22.16\" styleCategories=\"Symbology|Labeling\">\n");
    if (shape != SHAPE_NONE && style->count) {
        routes_i_text_add(to, "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" "
                              "enableorderby=\"0\" forceraster=\"0\">");
        rules(to, style, column ? column : style->column);
        routes_i_text_add(to, "<symbols>");
        for (size_t i = 0; i < style->count; i++)
            symbol(to, shape, &style->classes[i], i);
        routes_i_text_add(to, "</symbols></renderer-v2>\n");
        if (style->label_column)
            labels(to, label ? label : style->label_column);
    }
    routes_i_text_print(to, "<layerGeometryType>%d</layerGeometryType>\n</qgis>\n",
                        shape == SHAPE_NONE ? 4 : (int)shape - 1);
}

static void element(routes_i_text *to, const char *name, const char *text)
{
    routes_i_text_print(to, "  <%s>", name);
    routes_i_xml_text(to, text);
    routes_i_text_print(to, "</%s>\n", name);
}

void routes_i_qmd_print(routes_i_text *to, const routes_layer *layer, const routes_stamp *stamp)
{
    routes_i_text_add(to, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                          "<qgis version=\"3.22.16\">\n");
    element(to, "identifier", routes_layer_name(layer));
    element(to, "parentidentifier", stamp->release_id);
    element(to, "language", "ENG");
    element(to, "type", "dataset");
    element(to, "title", routes_layer_title(layer));
    element(to, "abstract", routes_layer_abstract(layer));
    routes_i_text_add(to, "  <contact/>\n  <links/>\n");
    element(to, "history", stamp->date);
    element(to, "rights", stamp->tlp);
    if (stamp->end_date)
        element(to, "constraints", stamp->end_date);
    element(to, "license", stamp->credits);
    element(to, "fees", "");
    element(to, "encoding", "UTF-8");
    element(to, "history", stamp->sources);
    element(to, "history", stamp->notice);
    element(to, "history", stamp->boundary);
    routes_i_text_add(to, "  <crs><spatialrefsys><authid>EPSG:4326</authid></spatialrefsys></crs>\n"
                          "  <extent/>\n</qgis>\n");
}
