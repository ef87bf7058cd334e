/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/qml.h"

#include <string.h>

#include "export/markup.h"
#include "export/qml_symbol.h"

/* The style being written. */
struct sheet {
    routes_i_text *to;
    const routes_i_flat *flat;
    const routes_style *style;
    routes_i_shape_kind kind;
    bool short_names;
    unsigned symbols;
};

/* Ways a lane can run, with the words of the glossary; the last is all else. */
static const struct {
    const char *value;
    const char *label;
    routes_i_heads heads;
} directions[] = {
    {"yes", ", both ways", ROUTES_I_HEADS_BOTH},
    {"mostly_forward", ", mostly one way", ROUTES_I_HEADS_MOSTLY},
    {NULL, "", ROUTES_I_HEADS_END},
};

#define DIRECTIONS (sizeof directions / sizeof *directions)

static const char *field_name(const struct sheet *sheet, const char *column)
{
    size_t field = routes_i_flat_find(sheet->flat, column);
    if (field == SIZE_MAX)
        return NULL;
    return sheet->short_names ? sheet->flat->fields[field].short_name
                              : sheet->flat->fields[field].name;
}

/* 'value', as QGIS writes texts in expressions. */
static void write_quoted(routes_i_text *to, const char *value)
{
    routes_i_text_add(to, "'");
    for (; *value; value++) {
        const char one[] = {*value, '\0'};
        if (*value == '\'')
            routes_i_text_add(to, "''");
        else
            routes_i_text_markup(to, one);
    }
    routes_i_text_add(to, "'");
}

/* The class of all else takes what none of the others names. */
static void write_class_condition(const struct sheet *sheet, const char *field,
                                  const routes_style_class *one)
{
    size_t named = 0;
    if (one->value) {
        routes_i_text_print(sheet->to, "&quot;%s&quot; = ", field);
        write_quoted(sheet->to, one->value);
        return;
    }
    routes_i_text_print(sheet->to, "(&quot;%s&quot; IS NULL OR &quot;%s&quot; NOT IN (", field,
                        field);
    for (size_t i = 0; i < sheet->style->count; i++) {
        if (!sheet->style->classes[i].value)
            continue;
        routes_i_text_add(sheet->to, named++ ? "," : "");
        write_quoted(sheet->to, sheet->style->classes[i].value);
    }
    routes_i_text_add(sheet->to, named ? "))" : "''))");
}

/* That the lane runs this way; the last one: that it runs in none of the others. */
static void write_way_condition(routes_i_text *to, const char *field, size_t direction)
{
    if (directions[direction].value) {
        routes_i_text_print(to, " AND &quot;%s&quot; = ", field);
        write_quoted(to, directions[direction].value);
        return;
    }
    routes_i_text_print(to, " AND (&quot;%s&quot; IS NULL OR &quot;%s&quot; NOT IN (", field,
                        field);
    for (size_t i = 0; i + 1 < DIRECTIONS; i++) {
        routes_i_text_add(to, i ? "," : "");
        write_quoted(to, directions[i].value);
    }
    routes_i_text_add(to, "))");
}

static bool runs(const struct sheet *sheet, const char *column, const routes_style_class *one,
                 size_t direction)
{
    for (size_t row = 0; row < routes_table_rows(sheet->flat->table); row++) {
        const char *value = routes_table_text_at(sheet->flat->table, column, row);
        const char *way = routes_table_text_at(sheet->flat->table, "bidirectional", row);
        size_t found = DIRECTIONS - 1;
        for (size_t i = 0; way && i + 1 < DIRECTIONS; i++)
            if (strcmp(directions[i].value, way) == 0)
                found = i;
        if (found == direction && value && one->value && strcmp(value, one->value) == 0)
            return true;
    }
    return false;
}

static void write_rule(struct sheet *sheet, const char *field, const routes_style_class *one,
                       const char *way_field, size_t direction)
{
    routes_i_text *to = sheet->to;
    routes_i_text_print(to, "<rule symbol=\"%u\" key=\"r%u\"", sheet->symbols, sheet->symbols);
    if (field) {
        routes_i_text_add(to, " filter=\"");
        write_class_condition(sheet, field, one);
        if (way_field)
            write_way_condition(to, way_field, direction);
        routes_i_text_add(to, "\"");
    }
    routes_i_text_add(to, " label=\"");
    routes_i_text_markup(to, one->label);
    routes_i_text_markup(to, way_field ? directions[direction].label : "");
    routes_i_text_add(to, "\"/>\n");
    sheet->symbols++;
}

/* Calls once for every rule: a class, or a class with each way its lanes run. */
static void each_rule(struct sheet *sheet, bool symbols)
{
    const char *column = sheet->style->column;
    const char *field = field_name(sheet, column);
    const char *way = field_name(sheet, "bidirectional");
    bool heads = sheet->kind == ROUTES_I_SHAPES_LINES &&
                 strcmp(routes_table_name(sheet->flat->table), "lanes") == 0;
    sheet->symbols = 0;
    for (size_t i = 0; i < sheet->style->count; i++) {
        const routes_style_class *one = &sheet->style->classes[i];
        for (size_t j = 0; j < DIRECTIONS; j++) {
            bool split = heads && way && field && one->value;
            if (split ? !runs(sheet, column, one, j) : j + 1 < DIRECTIONS)
                continue;
            routes_i_heads ends = heads ? directions[j].heads : ROUTES_I_HEADS_NONE;
            if (symbols)
                routes_i_qml_symbol(sheet->to, one, sheet->kind, ends, sheet->symbols++);
            else
                write_rule(sheet, field, one, split ? way : NULL, j);
        }
    }
}

static void write_labels(struct sheet *sheet)
{
    const char *field = field_name(sheet, sheet->style->label_column);
    const char *placement[] = {"0", "1", "2", "1"}; /* QGIS: around a point, over, along a line */
    if (!field)
        return;
    routes_i_text_add(sheet->to,
                      "<labeling type=\"simple\">\n<settings>\n<text-style fieldName=\"");
    routes_i_text_markup(sheet->to, field);
    routes_i_text_print(
        sheet->to,
        "\" isExpression=\"0\" fontFamily=\"Noto Sans\" namedStyle=\"Regular\" fontSize=\"8\" "
        "fontSizeUnit=\"Point\" textColor=\"35,40,45,255\" textOpacity=\"1\">\n"
        "<text-buffer bufferDraw=\"1\" bufferSize=\"0.7\" bufferSizeUnits=\"MM\" "
        "bufferColor=\"255,255,255,255\" bufferOpacity=\"1\"/>\n</text-style>\n"
        "<placement placement=\"%s\" placementFlags=\"10\" dist=\"1\" distUnits=\"MM\"/>\n"
        "<rendering obstacle=\"1\" drawLabels=\"1\"/>\n</settings>\n</labeling>\n",
        placement[sheet->kind]);
}

void routes_i_qml_write(routes_i_text *to, const routes_layer *layer, const routes_i_flat *flat,
                        routes_i_shape_kind kind, bool short_names)
{
    struct sheet sheet = {
        .to = to,
        .flat = flat,
        .style = routes_layer_style(layer),
        .kind = kind,
        .short_names = short_names,
    };
    bool labels = field_name(&sheet, sheet.style->label_column) != NULL;
    routes_i_text_print(to,
                        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                        "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" "
                        "labelsEnabled=\"%d\">\n"
                        "<renderer-v2 type=\"RuleRenderer\" forceraster=\"0\" symbollevels=\"0\" "
                        "enableorderby=\"0\">\n<rules key=\"r\">\n",
                        labels);
    each_rule(&sheet, false);
    routes_i_text_add(to, "</rules>\n<symbols>\n");
    each_rule(&sheet, true);
    routes_i_text_add(to, "</symbols>\n</renderer-v2>\n");
    write_labels(&sheet);
    routes_i_text_print(to, "<layerGeometryType>%d</layerGeometryType>\n</qgis>\n",
                        kind == ROUTES_I_SHAPES_POINTS  ? 0
                        : kind == ROUTES_I_SHAPES_LINES ? 1
                                                        : 2);
}
