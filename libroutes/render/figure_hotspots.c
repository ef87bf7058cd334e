/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hotspots: the provinces of the home country by what lanes name them for. */

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "render/caption.h"
#include "render/cell.h"
#include "render/parts.h"
#include "render/sheet.h"
#include "render/style.h"
#include "render/words.h"

#define LAYER "hotspots_provinces"
#define NOT_NAMED "not named"

static const double table_widths[] = {64.0, 190.0, 250.0, 446.0};

/* What the figure draws beside the scene. */
struct own {
    const routes_table *table;
    const routes_style *style;
    const size_t *rows; /* [province_count] row of each province, or SIZE_MAX */
};

static const struct own *own_of(const routes_i_sheet *sheet)
{
    return sheet->own;
}

/* The class of a row: that of its text, else the one for all else; null: none. */
static const routes_style_class *class_of(const struct own *own, size_t row)
{
    const routes_style_class *other = NULL;
    const char *value =
        own->style->column ? routes_table_text_at(own->table, own->style->column, row) : NULL;
    for (size_t i = 0; i < own->style->count; i++) {
        const routes_style_class *one = &own->style->classes[i];
        if (routes_i_same(one->value, value))
            return one;
        if (!one->value)
            other = one;
    }
    return other;
}

static void draw_fills(const routes_i_sheet *sheet, const routes_i_page *page)
{
    const struct own *own = own_of(sheet);
    for (size_t i = 0; i < sheet->scene->province_count; i++) {
        if (own->rows[i] == SIZE_MAX)
            continue;
        const routes_style_class *one = class_of(own, own->rows[i]);
        if (!one)
            continue;
        routes_i_outline_path(&sheet->ground.provinces[i], page);
        routes_i_page_colour(page, one->fill, 1.0);
        cairo_fill_preserve(page->cr);
        routes_i_symbol_hatch(page, one->hatch, ROUTES_I_HATCH_LINE);
    }
}

/* "from 3, to 1, through 2"; nothing where the release holds no counts. */
static void write_counts(routes_i_text *to, const routes_table *table, size_t row)
{
    static const struct {
        const char *column;
        const char *word;
    } counts[] = {{"lanes_from", "from"},
                  {"lanes_to", "to"},
                  {"lanes_through", "through"},
                  {"lanes_case", "one case"}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        double n = routes_i_cell_number(table, counts[i].column, row);
        if (!(n > 0.0))
            continue;
        routes_i_text_add(to, to->size > 0 ? ", " : "");
        routes_i_text_print(to, "%s ", counts[i].word);
        routes_i_words_number(to, n);
    }
}

static void write_rate(routes_i_text *to, const routes_table *table, size_t row)
{
    routes_range rate = routes_i_cell_range(table, "rate", row);
    if (rate.kind == ROUTES_RANGE_NOT_STATED)
        return;
    routes_range whole = {round(rate.low), round(rate.moderate), round(rate.high), rate.kind};
    routes_i_text_add(to, to->size > 0 ? "; " : "");
    routes_i_words_range(to, whole);
    routes_i_text_add(to, " exploited per 100,000, as stated");
}

static routes_status add_names(routes_i_sheet *sheet, const struct own *own, routes_error *err)
{
    routes_i_scene *scene = sheet->scene;
    routes_i_map *map = &sheet->map;
    for (size_t i = 0; i < scene->province_count; i++) {
        const routes_i_area *area = &scene->provinces[i];
        routes_i_text counts = {0};
        const char *sub = NULL;
        if (own->rows[i] != SIZE_MAX)
            write_counts(&counts, own->table, own->rows[i]);
        if (counts.size > 0 || counts.failed) {
            sub = routes_i_sheet_keep(scene, &counts);
            if (!sub)
                return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a name");
        }
        map->areas[map->area_count++] =
            (routes_i_map_area){.name = area->name,
                                .local = area->local,
                                .sub = sub,
                                .outline = &sheet->ground.provinces[i],
                                .at = routes_i_ground_at(&sheet->ground, area->rep),
                                .type = {ROUTES_I_SANS, ROUTES_I_TEXT_AREA, ROUTES_I_INK},
                                .leave_out = 300.0};
    }
    routes_i_map_name_waters(map, scene);
    return routes_i_map_name_countries(map, scene, err);
}

static double draw_panel(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    const struct own *own = own_of(sheet);
    routes_i_legend legend = {page, y};
    routes_i_legend_head(&legend, "What reported lanes name a province for");
    for (size_t i = 0; i < own->style->count; i++) {
        const routes_style_class *one = &own->style->classes[i];
        routes_i_legend_fill(&legend, one->fill, one->stroke, one->hatch, one->label);
    }
    routes_i_legend_space(&legend);
    routes_i_legend_remark(&legend,
                           "Hatched is no information, which is not none. A class says that lanes "
                           "are reported, not how many persons.",
                           true);
    if (routes_table_find(own->table, "lanes_from") != SIZE_MAX)
        routes_i_legend_remark(&legend,
                               "Below a name: reported lanes from, to and through the province; "
                               "lanes of one documented case are counted apart.",
                               true);
    return legend.y;
}

/* What the row says beside the class. */
static void write_rest(routes_i_text *to, const struct own *own, size_t row)
{
    write_counts(to, own->table, row);
    if (to->size > 0)
        routes_i_text_add(to, " (lanes)");
    write_rate(to, own->table, row);
    const char *hot = routes_table_text_at(own->table, "hot_class", row);
    if (hot && strcmp(hot, "not_tested") != 0) {
        routes_i_text_add(to, "; Gi*: ");
        routes_i_words_list(to, hot, ", ");
    }
}

static bool is_named(const struct own *own, size_t row)
{
    const char *word = routes_table_text_at(own->table, "class", row);
    return word && strcmp(word, NOT_NAMED) != 0;
}

static double draw_named(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    const struct own *own = own_of(sheet);
    size_t n = routes_table_rows(own->table);
    routes_i_text head = {0};
    routes_i_row_text *rows = routes_i_calloc(n + 1, sizeof *rows);
    routes_i_text *rest = routes_i_calloc(n + 1, sizeof *rest);
    size_t named = 0;
    for (size_t row = 0; rows && rest && row < n; row++) {
        if (!is_named(own, row))
            continue;
        write_rest(&rest[named], own, row);
        rows[named] = (routes_i_row_text){{routes_table_text_at(own->table, "area_id", row),
                                           routes_table_text_at(own->table, "name", row),
                                           routes_table_text_at(own->table, "class", row),
                                           routes_i_text_get(&rest[named])}};
        named++;
    }
    if (rows && rest) {
        routes_i_text_print(&head, "The %zu provinces named, of %zu", named, n);
        y = routes_i_caption_table(page, y, routes_i_text_get(&head),
                                   "code, name, what for, as far as this tier shows", rows, named,
                                   table_widths);
    } else if (page->twin)
        page->twin->failed = true;
    for (size_t i = 0; rest && i < named; i++)
        routes_i_text_free(&rest[i]);
    routes_i_text_free(&head);
    routes_i_free(rows);
    routes_i_free(rest);
    return y;
}

static double draw_rows(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    const struct own *own = own_of(sheet);
    routes_i_text others = {0};
    y = draw_named(sheet, page, y);
    for (size_t row = 0; row < routes_table_rows(own->table); row++) {
        const char *name = routes_table_text_at(own->table, "name", row);
        if (!is_named(own, row) && name) {
            routes_i_text_add(&others, others.size > 0 ? ", " : "");
            routes_i_text_add(&others, name);
        }
    }
    if (others.size > 0) {
        routes_i_text_add(&others, ".");
        y = routes_i_caption_note(
            page, y, "No lane names, which is no information:", routes_i_text_get(&others));
    }
    routes_i_text_free(&others);
    routes_i_text text = {0};
    routes_i_text_add(&text, "lanes, counted once for each province that they name; a lane with "
                             "several ends names each of them.");
    const char *reason = routes_table_text_at(own->table, "reason", 0);
    if (reason)
        routes_i_text_print(&text, " Statistics of the rates: %s.", reason);
    y = routes_i_caption_note(page, y, "Unit:", routes_i_text_get(&text));
    routes_i_text_free(&text);
    return y;
}

static routes_status make_own(struct own *own, routes_i_sheet *sheet, routes_error *err)
{
    routes_i_scene *scene = sheet->scene;
    const routes_layer *layer = scene->release ? routes_release_find(scene->release, LAYER) : NULL;
    if (!layer)
        return routes_i_fail(err, ROUTES_E_NOT_FOUND, "the release holds no layer \"%s\"", LAYER);
    size_t *rows = routes_i_arena_take(&scene->arena, (scene->province_count + 1) * sizeof *rows);
    if (!rows)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu provinces",
                             scene->province_count);
    *own = (struct own){routes_layer_table(layer), routes_layer_style(layer), rows};
    for (size_t i = 0; i < scene->province_count; i++) {
        rows[i] = SIZE_MAX;
        for (size_t row = 0; row < routes_table_rows(own->table); row++)
            if (routes_i_same(routes_table_text_at(own->table, "area_id", row),
                              scene->provinces[i].id))
                rows[i] = row;
    }
    return ROUTES_OK;
}

static routes_status make_words(routes_i_sheet *sheet, const struct own *own, routes_error *err)
{
    size_t named = 0;
    routes_i_text title = {0};
    routes_i_text subtitle = {0};
    for (size_t row = 0; row < routes_table_rows(own->table); row++)
        named += is_named(own, row);
    routes_i_text_print(&title, "Provinces of %s named in reported trafficking lanes, %s",
                        sheet->scene->countries[sheet->scene->home].name, sheet->scene->period);
    routes_i_text_print(&subtitle,
                        "%zu of %zu provinces named by %zu lanes; %zu lanes not shown at this "
                        "tier. A province that is not named may only be one that nobody looked at.",
                        named, routes_table_rows(own->table), sheet->scene->lane_count,
                        sheet->scene->stamp->lanes_withheld);
    return routes_i_sheet_words(sheet, &title, &subtitle, err);
}

routes_status routes_i_sheet_hotspots(routes_i_sheet *sheet, routes_i_scene *scene,
                                      const routes_i_fonts *fonts, routes_error *err)
{
    *sheet = (routes_i_sheet){
        .figure = "HOTSPOTS",
        .scene = scene,
        .fonts = fonts,
        .draw_fills = draw_fills,
        .draw_panel = draw_panel,
        .draw_rows = draw_rows,
        .look = {ROUTES_I_SEA, ROUTES_I_LAND_HOME, ROUTES_I_LAND_OTHER, ROUTES_I_LAND_OTHER, 2.2,
                 true, false},
    };
    struct own *own = routes_i_arena_take(&scene->arena, sizeof *own);
    if (!own)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a figure");
    sheet->own = own;
    routes_status status = make_own(own, sheet, err);
    if (!status)
        status = make_words(sheet, own, err);
    if (!status)
        status = routes_i_ground_fit_home(&sheet->ground, scene, err);
    if (!status)
        status = routes_i_sheet_map(sheet, 0, 0, err);
    if (!status)
        status = add_names(sheet, own, err);
    if (!status)
        status = routes_i_map_solve(&sheet->map, err);
    return status ? status : routes_i_sheet_measure(sheet, err);
}
