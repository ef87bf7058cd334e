/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/style.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "core/fail.h"
#include "release/list.h"

#define NONE ROUTES_HATCH_NONE
#define SINGLE ROUTES_HATCH_SINGLE
#define CROSSED ROUTES_HATCH_CROSSED
#define SOLID ROUTES_DASH_SOLID

/* Lanes, by docs/targets: widths of 3.2, 2.7, 3.5, 3.1 and 2.2 of 2000 pixels on 297 mm. */
static const routes_style_class lane_classes[] = {
    {"stated", "a number of persons is stated", 0, 0x12386F, 0.48, 0, NULL, SOLID, NONE},
    {"share", "a share is stated", 0, 0x2A78B5, 0.40, 0, NULL, ROUTES_DASH_LONG, NONE},
    {"estimated", "estimated", 0, 0x4B2E83, 0.40, 0, NULL, ROUTES_DASH_LONG, NONE},
    {"existence", "named, no figure", 0, 0x00736B, 0.52, 0, NULL, ROUTES_DASH_DOTTED, NONE},
    {"case", "one documented case", 0, 0x4F565C, 0.46, 0, NULL, ROUTES_DASH_SPARSE, NONE},
    {"smuggling", "smuggling of migrants; not trafficking", 0, 0x4F565C, 0.33, 0, NULL,
     ROUTES_DASH_MIXED, NONE},
    {"mixed", "mixed movement; the crime cannot be told", 0, 0xB07A2A, 0.33, 0, NULL,
     ROUTES_DASH_MIXED, NONE},
};

/* Areas by the lanes that name them: Okabe and Ito's yellow, orange and green, and a dark blue;
 * in grey about 213, 162, 106 and 65 of 255. What is not named is not known to be free of it. */
static const routes_style_class named_classes[] = {
    {ROUTES_I_NAMED_PASSED, ROUTES_I_NAMED_PASSED, 0xF0E442, 0xB7B3A8, 0.19, 0, NULL, SOLID, NONE},
    {ROUTES_I_NAMED_ORIGIN, ROUTES_I_NAMED_ORIGIN, 0xE69F00, 0xB7B3A8, 0.19, 0, NULL, SOLID, NONE},
    {ROUTES_I_NAMED_BOTH, ROUTES_I_NAMED_BOTH, 0x009E73, 0xB7B3A8, 0.19, 0, NULL, SOLID, NONE},
    {ROUTES_I_NAMED_DESTINATION, ROUTES_I_NAMED_DESTINATION, 0x0B4F8A, 0xB7B3A8, 0.19, 0, NULL,
     SOLID, NONE},
    {ROUTES_I_NAMED_NOT, "not named: no information", 0xFCFAF4, 0xBDBAB0, 0.19, 0, NULL, SOLID,
     SINGLE},
    {NULL, "not shown", 0xFCFAF4, 0xBDBAB0, 0.19, 0, NULL, SOLID, CROSSED},
};

/* Dark is high, blue is like its neighbours, orange and yellow are not; in grey about 65, 215, 162
 * and 213 of 255. */
static const routes_style_class hot_classes[] = {
    {"hot", "more than expected", 0x0B4F8A, 0xB7B3A8, 0.19, 0, NULL, SOLID, NONE},
    {"cold", "fewer than expected", 0xC6DBEF, 0xB7B3A8, 0.19, 0, NULL, SOLID, NONE},
    {"high_high", "high among high", 0x0B4F8A, 0xB7B3A8, 0.19, 0, NULL, SOLID, NONE},
    {"low_low", "low among low", 0xC6DBEF, 0xB7B3A8, 0.19, 0, NULL, SOLID, NONE},
    {"high_low", "high among low", 0xE69F00, 0xB7B3A8, 0.19, 0, NULL, SOLID, NONE},
    {"low_high", "low among high", 0xF0E442, 0xB7B3A8, 0.19, 0, NULL, SOLID, NONE},
    {"none", "as expected", 0xFCFAF4, 0xB7B3A8, 0.19, 0, NULL, SOLID, NONE},
    {"uncertain", "uncertain: changes within the range of the figures", 0xFCFAF4, 0xBDBAB0, 0.19, 0,
     NULL, SOLID, CROSSED},
    {NULL, "not tested", 0xFCFAF4, 0xBDBAB0, 0.19, 0, NULL, SOLID, SINGLE},
};

static const routes_style_class place_classes[] = {
    {"city", "city", 0x23282D, 0xFFFFFF, 0.2, 2.0, "circle", SOLID, NONE},
    {"town", "town", 0xFFFFFF, 0x23282D, 0.3, 1.6, "circle", SOLID, NONE},
    {"district", "district", 0xB7B3A8, 0x23282D, 0.2, 1.6, "circle", SOLID, NONE},
    {"site", "site", 0xB7B3A8, 0x23282D, 0.2, 1.6, "square", SOLID, NONE},
    {"airport", "airport", 0x2A78B5, 0xFFFFFF, 0.2, 2.4, "triangle", SOLID, NONE},
    {"port", "port", 0x00736B, 0xFFFFFF, 0.2, 2.4, "diamond", SOLID, NONE},
    {"junction", "junction", 0xFFFFFF, 0x6B7075, 0.2, 1.0, "circle", SOLID, NONE},
    {NULL, "other place", 0xFFFFFF, 0x6B7075, 0.2, 1.2, "square", SOLID, NONE},
};

static const routes_style_class crossing_classes[] = {
    {"international", "open to all travellers", 0x12386F, 0xFFFFFF, 0.2, 2.6, "diamond", SOLID,
     NONE},
    {"bilateral", "open to travellers of the two countries", 0x6FA8D6, 0x23282D, 0.2, 2.4,
     "diamond", SOLID, NONE},
    {"local", "local", 0xFFFFFF, 0x23282D, 0.3, 2.0, "diamond", SOLID, NONE},
    {"informal", "informal", 0xFFFFFF, 0x94560A, 0.3, 2.0, "square", SOLID, NONE},
    {NULL, "stretch of border between crossings", 0xFFFFFF, 0x6B7075, 0.2, 1.2, "circle", SOLID,
     NONE},
};

static const routes_style_class figure_classes[] = {
    {"persons", "persons, as stated", 0x12386F, 0xFFFFFF, 0.2, 2.6, "circle", SOLID, NONE},
    {"percent_of_group", "share of a group, in per cent", 0x00736B, 0xFFFFFF, 0.2, 2.4, "square",
     SOLID, NONE},
    {"percent_of_total", "share of a total, in per cent", 0x2A78B5, 0xFFFFFF, 0.2, 2.4, "diamond",
     SOLID, NONE},
    {"USD_per_year", "US dollars a year", 0xE69F00, 0x23282D, 0.2, 2.6, "triangle", SOLID, NONE},
    {NULL, "other figure", 0xFFFFFF, 0x23282D, 0.3, 2.2, "circle", SOLID, NONE},
};

/* Loads and scores, light and thin to dark and broad: Brewer's blues without the lightest. */
static const uint32_t load_colours[] = {0xC6DBEF, 0x9ECAE1, 0x6BAED6, 0x3182BD, 0x08519C};
static const routes_style_class no_load = {
    NULL, "none", 0xFFFFFF, 0xB7B3A8, 0.2, 1.0, "circle", SOLID, NONE,
};

static const routes_style_class country = {
    NULL, "country", 0xEDEBE5, 0x77756E, 0.33, 0, NULL, SOLID, NONE,
};
static const routes_style_class province = {
    NULL, "province", 0xFCFAF4, 0xB7B3A8, 0.19, 0, NULL, SOLID, NONE,
};
static const routes_style_class water = {
    NULL, "water", 0xDDE7EC, 0x9DB4C0, 0.13, 0, NULL, SOLID, NONE,
};
static const routes_style_class border = {
    NULL, "common border", 0, 0x77756E, 0.33, 0, NULL, SOLID, NONE,
};
static const routes_style_class way = {
    NULL, "way of a lane on the network", 0, 0x39444D, 0.40, 0, NULL, SOLID, NONE,
};
static const routes_style_class team = {
    NULL, "proposed team", 0xE69F00, 0x23282D, 0.3, 3.6, "star", SOLID, NONE,
};
static const routes_style_class moved = {
    NULL, "where flow would move", 0x6A4FA0, 0xFFFFFF, 0.3, 2.6, "triangle", SOLID, NONE,
};
static const routes_style_class plain = {
    NULL, "feature", 0xB7B3A8, 0x39444D, 0.3, 2.0, "circle", SOLID, NONE,
};

#define LIST(classes) classes, sizeof classes / sizeof *classes

/* What each layer follows. Where a layer is not named here, one class stands for all. */
static const struct {
    const char *layer;
    const char *column; /* null: one class */
    const routes_style_class *classes;
    size_t count;
    const char *label;
} looks[] = {
    {"countries", NULL, &country, 1, "name"},
    {"provinces", NULL, &province, 1, "name"},
    {"waters", NULL, &water, 1, "name"},
    {"neighbours", NULL, &border, 1, NULL},
    {"lanes", ROUTES_I_STYLE_LANE, LIST(lane_classes), "lane_id"},
    {"lane_routes", NULL, &way, 1, "lane_id"},
    {"hotspots_provinces", "class", LIST(named_classes), "name"},
    {"hotspots_areas", "hot_class", LIST(hot_classes), "name"},
    {"hotspot_local", "hot_class", LIST(hot_classes), "id"},
    {"estimates", "value_unit", LIST(figure_classes), "observation_id"},
    {"places", "kind", LIST(place_classes), "name"},
    {"crossings", "type", LIST(crossing_classes), "name"},
    {"placement", NULL, &team, 1, "name"},
    {"displacement", NULL, &moved, 1, NULL},
};

const char *routes_i_style_of_lane(routes_crime crime, routes_basis basis)
{
    if (crime == ROUTES_CRIME_SMUGGLING || crime == ROUTES_CRIME_MIXED)
        return routes_codes_text(ROUTES_CODES_CRIME, (int)crime);
    return routes_codes_text(ROUTES_CODES_BASIS, (int)basis);
}

static bool is_one_of(const routes_style_class *classes, size_t n, const char *value)
{
    for (size_t i = 0; value && i < n; i++)
        if (classes[i].value && strcmp(classes[i].value, value) == 0)
            return true;
    return false;
}

/* Whether some row falls into the class; the class of all else takes what no other takes. */
static bool occurs(const routes_style_class *one, const routes_style_class *all, size_t n,
                   const routes_table *table, const char *column)
{
    for (size_t row = 0; row < routes_table_rows(table); row++) {
        const char *value = routes_table_text_at(table, column, row);
        bool falls =
            one->value ? value && strcmp(one->value, value) == 0 : !is_one_of(all, n, value);
        if (falls)
            return true;
    }
    return false;
}

/* The classes that occur, in the order of the list: a legend names only what the map holds. */
static routes_status keep_classes(routes_style *style, routes_i_arena *arena,
                                  const routes_table *table, const routes_style_class *classes,
                                  size_t n, routes_error *err)
{
    routes_style_class *kept = routes_i_arena_take(arena, n * sizeof *kept);
    if (!kept)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a style");
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (!style->column || occurs(&classes[i], classes, n, table, style->column))
            kept[count++] = classes[i];
    style->classes = kept;
    style->count = count;
    return ROUTES_OK;
}

/* Classes of a number, light and thin to dark and broad; their words stand in the meta key. */
static routes_status grade(routes_style *style, routes_i_arena *arena, const routes_table *table,
                           routes_error *err)
{
    const size_t colours = sizeof load_colours / sizeof *load_colours;
    routes_i_list words;
    routes_status status =
        routes_i_list_read(&words, routes_table_meta(table, ROUTES_I_STYLE_CLASSES), err);
    if (status)
        return status;
    routes_style_class *made = routes_i_arena_take(arena, (words.count + 1) * sizeof *made);
    bool complete = made != NULL;
    for (size_t i = 0; complete && i < words.count; i++) {
        double part = words.count > 1 ? (double)i / (double)(words.count - 1) : 1.0;
        const char *word = routes_i_arena_text(arena, words.items[i]);
        size_t shade = (size_t)(part * (double)(colours - 1) + 0.5);
        made[i] = (routes_style_class){.value = word,
                                       .label = word,
                                       .fill = load_colours[shade],
                                       .stroke = load_colours[shade],
                                       .width_mm = 0.3 + part,
                                       .size_mm = 1.4 + 2.0 * part,
                                       .symbol = "circle"};
        complete = word != NULL;
    }
    size_t count = words.count;
    routes_i_list_free(&words);
    if (!complete)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a style");
    made[count] = no_load;
    style->classes = made;
    style->count = count;
    if (occurs(&made[count], made, count + 1, table, style->column))
        style->count++;
    return ROUTES_OK;
}

static const char *graded_column(const routes_table *table)
{
    static const char *const columns[] = {ROUTES_I_STYLE_LOAD, ROUTES_I_STYLE_CHOKE};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (routes_table_find(table, columns[i]) != SIZE_MAX)
            return columns[i];
    return NULL;
}

routes_status routes_i_style_make(routes_style *style, routes_i_arena *arena,
                                  const routes_table *table, routes_error *err)
{
    const char *name = routes_table_name(table);
    const routes_style_class *classes = &plain;
    size_t count = 1;
    *style = (routes_style){0};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        if (strcmp(looks[i].layer, name) != 0)
            continue;
        classes = looks[i].classes;
        count = looks[i].count;
        style->column = looks[i].column;
        style->label_column = looks[i].label;
    }
    if (style->label_column && routes_table_find(table, style->label_column) == SIZE_MAX)
        style->label_column = NULL;
    if (!style->column && (style->column = graded_column(table)))
        return grade(style, arena, table, err);
    return keep_classes(style, arena, table, classes, count, err);
}
