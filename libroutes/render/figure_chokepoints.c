/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Chokepoints: links by the lanes laid on them, crossings by what their loss costs these, with
 * their rank and how sure it is, the teams proposed, and where the flow would go instead.
 * Restricted by kind: no such layer leaves at another tier. */

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
#include "routes/geometry.h"

#define PER_MM (1.0 / ROUTES_I_MM_PER_PX)
#define MOST_ROWS 24     /* of the table: the rest is in the layer */
#define MOST_NAMED 12    /* crossings without a team that are named on the map */
#define NAME_REACH 300.0 /* of a name from its node */
#define LINK_STEP 10.0
#define LINK_UNDER 1.5 /* a piece of a link under a name */
#define TEAM_RADIUS 13.0
#define LEAST_GAIN 0.05 /* lanes: less is not worth a sign */
#define BADGE_OFF 15.0  /* a team beside its crossing */

static const double table_widths[] = {76.0, 250.0, 300.0, 324.0};

struct own {
    const routes_layer *crossings;
    const routes_layer *links;        /* with their loads; null: none */
    const routes_layer *placement;    /* null: none */
    const routes_layer *displacement; /* null: none */
    size_t *order;                    /* [rows of crossings] by score, the highest first */
};

static const struct own *own_of(const routes_i_sheet *sheet)
{
    return sheet->own;
}

static const routes_table *table_of(const routes_layer *layer)
{
    return layer ? routes_layer_table(layer) : NULL;
}

static const routes_style_class *class_of(const routes_layer *layer, size_t row)
{
    const routes_style *style = routes_layer_style(layer);
    const routes_style_class *other = NULL;
    const char *value =
        style->column ? routes_table_text_at(table_of(layer), style->column, row) : NULL;
    for (size_t i = 0; i < style->count; i++) {
        if (routes_i_same(style->classes[i].value, value))
            return &style->classes[i];
        if (!style->classes[i].value)
            other = &style->classes[i];
    }
    return other;
}

static bool position(routes_i_xy *at, const routes_i_sheet *sheet, const routes_table *table,
                     size_t row)
{
    routes_point point;
    if (routes_wkb_read_point(&point, routes_i_cell_shape(table, row), NULL))
        return false;
    *at = routes_i_ground_at(&sheet->ground, point);
    return true;
}

static void draw_link(const routes_i_sheet *sheet, const routes_i_page *page,
                      const routes_geometry *line, const routes_style_class *one)
{
    for (size_t part = 0; part < routes_geometry_parts(line); part++) {
        size_t n = 0;
        const routes_point *points = routes_geometry_points(&n, line, part, 0);
        for (size_t i = 0; i < n; i++) {
            routes_i_xy p = routes_i_ground_at(&sheet->ground, points[i]);
            if (i == 0)
                cairo_move_to(page->cr, p.x, p.y);
            else
                cairo_line_to(page->cr, p.x, p.y);
        }
    }
    cairo_set_line_cap(page->cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_width(page->cr, one->width_mm * PER_MM);
    routes_i_page_colour(page, one->stroke, 1.0);
    cairo_stroke(page->cr);
}

/* Links with a load, by class; the darkest come last. */
static void draw_links(const routes_i_sheet *sheet, const routes_i_page *page)
{
    const struct own *own = own_of(sheet);
    const routes_table *table = table_of(own->links);
    const routes_style *style = own->links ? routes_layer_style(own->links) : NULL;
    for (size_t c = 0; style && c < style->count; c++) {
        const routes_style_class *drawn = &style->classes[c];
        for (size_t row = 0; drawn->value && row < routes_table_rows(table); row++) {
            routes_geometry *line = NULL;
            if (class_of(own->links, row) != drawn ||
                routes_geometry_read(&line, routes_i_cell_shape(table, row), NULL))
                continue;
            draw_link(sheet, page, line, drawn);
            routes_geometry_free(line);
        }
    }
}

/* Filled: its rank says something. */
static void draw_crossing(const routes_i_page *page, routes_i_xy at, const routes_style_class *one,
                          bool diffuse, bool stands)
{
    double radius = one->size_mm * PER_MM / 2.0;
    cairo_new_path(page->cr);
    if (diffuse) /* a square: no place, a stretch of border */
        cairo_rectangle(page->cr, at.x - 0.8 * radius, at.y - 0.8 * radius, 1.6 * radius,
                        1.6 * radius);
    else
        cairo_arc(page->cr, at.x, at.y, radius, 0.0, 2.0 * ROUTES_I_PI);
    routes_i_page_colour(page, stands ? one->fill : ROUTES_I_WHITE, 1.0);
    cairo_fill_preserve(page->cr);
    cairo_set_line_width(page->cr, 1.6);
    routes_i_page_colour(page, ROUTES_I_INK, 1.0);
    cairo_stroke(page->cr);
    routes_i_page_mark(page, ROUTES_I_MARK_NODE,
                       routes_i_rect_about(at, 2.0 * radius, 2.0 * radius), radius);
}

/* Most teams that the displacement speaks of: its last word. */
static double all_teams(const routes_table *table)
{
    double most = 0.0;
    for (size_t row = 0; table && row < routes_table_rows(table); row++) {
        double team = routes_i_cell_number(table, "team", row);
        most = team > most ? team : most;
    }
    return most;
}

static bool gains(const routes_table *table, size_t row, double teams)
{
    return routes_i_cell_number(table, "team", row) == teams &&
           routes_i_cell_number(table, "change", row) >= LEAST_GAIN;
}

/* A triangle that points down where more would pass. */
static void draw_gain(const routes_i_page *page, routes_i_xy at)
{
    cairo_new_path(page->cr);
    cairo_move_to(page->cr, at.x - 9.0, at.y - 24.0);
    cairo_line_to(page->cr, at.x + 9.0, at.y - 24.0);
    cairo_line_to(page->cr, at.x, at.y - 10.0);
    cairo_close_path(page->cr);
    cairo_set_line_width(page->cr, 3.0);
    routes_i_page_colour(page, ROUTES_I_WHITE, 1.0);
    cairo_stroke_preserve(page->cr);
    routes_i_page_colour(page, ROUTES_I_LANE_FAR, 1.0);
    cairo_fill(page->cr);
}

static void draw_signs(const routes_i_sheet *sheet, const routes_i_page *page)
{
    const struct own *own = own_of(sheet);
    const routes_table *crossings = table_of(own->crossings);
    const routes_table *moved = table_of(own->displacement);
    routes_i_xy at;
    draw_links(sheet, page);
    for (size_t i = routes_table_rows(crossings); i-- > 0;) { /* the highest score on top */
        size_t row = own->order[i];
        const routes_style_class *one = class_of(own->crossings, row);
        if (one && position(&at, sheet, crossings, row))
            draw_crossing(page, at, one, routes_i_cell_yes(crossings, "diffuse", row),
                          routes_i_cell_yes(crossings, "chokepoint", row));
    }
    double teams = all_teams(moved);
    for (size_t row = 0; moved && row < routes_table_rows(moved); row++)
        if (gains(moved, row, teams) && position(&at, sheet, moved, row))
            draw_gain(page, at);
}

static const char *number_text(routes_i_scene *scene, double value)
{
    routes_i_text text = {0};
    routes_i_words_number(&text, value);
    return routes_i_sheet_keep(scene, &text);
}

static bool costs(const routes_table *table, size_t row)
{
    return routes_i_cell_number(table, "choke_score", row) > 0.0;
}

/* "1 (1-3)": the rank, and where it lies in most draws. */
static void write_rank(routes_i_text *to, const routes_table *table, size_t row)
{
    routes_i_words_number(to, routes_i_cell_number(table, "rank", row));
    routes_i_text_add(to, " (");
    routes_i_words_number(to, routes_i_cell_number(table, "rank_lower", row));
    routes_i_text_add(to, "\xE2\x80\x93");
    routes_i_words_number(to, routes_i_cell_number(table, "rank_upper", row));
    routes_i_text_add(to, ")");
}

/* The crossing of an id, where its loss costs something; else SIZE_MAX. */
static size_t ranked_row(const routes_table *crossings, const char *id)
{
    for (size_t row = 0; row < routes_table_rows(crossings); row++)
        if (costs(crossings, row) &&
            routes_i_same(routes_table_text_at(crossings, "crossing_id", row), id))
            return row;
    return SIZE_MAX;
}

/* "Poipet, rank 1 (1-3)". */
static const char *ranked_name(routes_i_scene *scene, const routes_table *crossings, size_t row,
                               const char *name)
{
    routes_i_text text = {0};
    if (row == SIZE_MAX)
        return name;
    routes_i_text_print(&text, "%s, rank ", name);
    write_rank(&text, crossings, row);
    return routes_i_sheet_keep(scene, &text);
}

static routes_status add_node(routes_i_sheet *sheet, routes_i_map_node node, routes_error *err)
{
    if (!node.name)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a name");
    node.kind = ROUTES_I_END_CROSSING;
    node.half_width = node.half_height = TEAM_RADIUS;
    node.rgb = ROUTES_I_INK;
    node.name_style = ROUTES_I_NAME_PLACE;
    node.share_low = NAN;
    routes_i_map_add(&sheet->map, node);
    return ROUTES_OK;
}

/* Teams are nodes of the map: their names are placed with the others. */
static routes_status add_teams(routes_i_sheet *sheet, const struct own *own, routes_error *err)
{
    const routes_table *table = table_of(own->placement);
    const routes_table *crossings = table_of(own->crossings);
    routes_status status = ROUTES_OK;
    for (size_t row = 0; table && row < routes_table_rows(table) && !status; row++) {
        const char *name = routes_table_text_at(table, "name", row);
        routes_i_map_node node = {.index = row, .symbol = ROUTES_I_SYMBOL_TEAM};
        if (!name || !position(&node.at, sheet, table, row))
            continue;
        node.name =
            ranked_name(sheet->scene, crossings,
                        ranked_row(crossings, routes_table_text_at(table, "id", row)), name);
        node.share_text = number_text(sheet->scene, routes_i_cell_number(table, "team", row));
        if (!node.share_text)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a team");
        node.at.x += BADGE_OFF; /* the crossing itself must be seen */
        node.at.y -= BADGE_OFF;
        status = add_node(sheet, node, err);
    }
    return status;
}

static bool has_team(const struct own *own, const char *id)
{
    const routes_table *teams = table_of(own->placement);
    for (size_t row = 0; teams && row < routes_table_rows(teams); row++)
        if (routes_i_same(routes_table_text_at(teams, "id", row), id))
            return true;
    return false;
}

/* So are the first of the crossings that cost something and have no team. */
static routes_status add_ranked(routes_i_sheet *sheet, const struct own *own, routes_error *err)
{
    const routes_table *table = table_of(own->crossings);
    size_t teams = own->placement ? routes_table_rows(table_of(own->placement)) : 0, named = 0;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < routes_table_rows(table) && named < MOST_NAMED && !status; i++) {
        size_t row = own->order[i];
        const char *name = routes_table_text_at(table, "name", row);
        routes_i_map_node node = {.index = teams + row, .symbol = ROUTES_I_SYMBOL_DRAWN};
        if (!name || !costs(table, row) ||
            has_team(own, routes_table_text_at(table, "crossing_id", row)) ||
            !position(&node.at, sheet, table, row))
            continue;
        node.name = ranked_name(sheet->scene, table, row, name);
        status = add_node(sheet, node, err);
        named++;
    }
    return status;
}

static double distance(routes_i_xy a, routes_i_xy b)
{
    return hypot(a.x - b.x, a.y - b.y);
}

static bool is_near_node(const routes_i_map *map, routes_i_xy at)
{
    for (size_t i = 0; i < map->node_count; i++)
        if (distance(map->nodes[i].at, at) < NAME_REACH)
            return true;
    return false;
}

/* Boxes along a link, where a name might come to lie; counts those for which there is no room. */
static size_t avoid_link(routes_i_map *map, const routes_i_ground *ground,
                         const routes_geometry *line)
{
    size_t count = 0, n = 0;
    const routes_point *points = routes_geometry_points(&n, line, 0, 0);
    for (size_t i = 1; i < n; i++) {
        routes_i_xy a = routes_i_ground_at(ground, points[i - 1]);
        routes_i_xy b = routes_i_ground_at(ground, points[i]);
        size_t steps = (size_t)ceil(distance(a, b) / LINK_STEP);
        for (size_t k = 0; k < steps; k++) {
            double part = ((double)k + 0.5) / (double)steps;
            routes_i_xy at = {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
            if (!is_near_node(map, at))
                continue;
            count++;
            if (map->fixed_count < map->fixed_room)
                map->fixed[map->fixed_count++] =
                    (routes_i_obstacle){routes_i_rect_about(at, LINK_STEP, LINK_STEP), LINK_UNDER};
        }
    }
    return count;
}

static size_t avoid_all(routes_i_sheet *sheet, const struct own *own)
{
    const routes_table *table = table_of(own->links);
    size_t count = 0;
    for (size_t row = 0; row < routes_table_rows(table); row++) {
        routes_geometry *line = NULL;
        const routes_style_class *one = class_of(own->links, row);
        if (!one || !one->value ||
            routes_geometry_read(&line, routes_i_cell_shape(table, row), NULL))
            continue;
        count += avoid_link(&sheet->map, &sheet->ground, line);
        routes_geometry_free(line);
    }
    return count;
}

/* Names keep off the links that are drawn. */
static routes_status avoid_links(routes_i_sheet *sheet, const struct own *own, routes_error *err)
{
    routes_i_map *map = &sheet->map;
    const routes_i_obstacle *before = map->fixed;
    size_t kept = map->fixed_count;
    if (!own->links)
        return ROUTES_OK;
    map->fixed_room = kept; /* at first they are counted only */
    size_t count = avoid_all(sheet, own);
    map->fixed = routes_i_arena_take(map->arena, (kept + count) * sizeof *map->fixed);
    if (!map->fixed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu links", count);
    memcpy(map->fixed, before, kept * sizeof *map->fixed);
    map->fixed_room = kept + count;
    avoid_all(sheet, own);
    return ROUTES_OK;
}

static routes_status add_names(routes_i_sheet *sheet, routes_error *err)
{
    routes_i_scene *scene = sheet->scene;
    routes_i_map *map = &sheet->map;
    for (size_t i = 0; i < scene->province_count; i++)
        map->areas[map->area_count++] =
            (routes_i_map_area){.name = scene->provinces[i].name,
                                .outline = &sheet->ground.provinces[i],
                                .at = routes_i_ground_at(&sheet->ground, scene->provinces[i].rep),
                                .type = {ROUTES_I_SANS, 16.0, ROUTES_I_MUTED},
                                .leave_out = 60.0};
    routes_i_map_name_waters(map, scene);
    return routes_i_map_name_countries(map, scene, err);
}

/* A label of the layer with its decimals cut to three figures: all of them stand in the layer. */
static void brief(routes_i_text *to, const char *label)
{
    while (*label) {
        size_t word = strspn(label, "0123456789.");
        double value = 0.0;
        routes_i_text number = {0};
        routes_i_text_bytes(&number, label, word);
        if (word > 5 && routes_i_number_read(&value, routes_i_text_get(&number))) {
            char digits[ROUTES_I_NUMBER_SIZE];
            routes_i_number_text(digits, value, 3);
            routes_i_text_add(to, digits);
        } else
            routes_i_text_add(to, routes_i_text_get(&number));
        to->failed = to->failed || number.failed;
        routes_i_text_free(&number);
        label += word;
        size_t rest = strcspn(label, "0123456789.");
        routes_i_text_bytes(to, label, rest);
        label += rest;
    }
}

static void legend_classes(routes_i_legend *legend, const routes_layer *layer, bool line)
{
    const routes_style *style = routes_layer_style(layer);
    for (size_t i = 0; i < style->count; i++) {
        const routes_style_class *one = &style->classes[i];
        routes_i_text label = {0};
        if (line && !one->value) /* without a load: not drawn */
            continue;
        brief(&label, one->label);
        if (line)
            routes_i_legend_stroke(legend, one->stroke, one->width_mm * PER_MM,
                                   routes_i_text_get(&label));
        else
            routes_i_legend_disc(legend, one->fill, one->size_mm * PER_MM / 2.0,
                                 routes_i_text_get(&label));
        routes_i_text_free(&label);
    }
    routes_i_legend_space(legend);
}

static double draw_panel(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    const struct own *own = own_of(sheet);
    routes_i_legend legend = {page, y};
    routes_i_legend_head(&legend, "Crossings: mean loss of all laid lanes when held (0 to 1)");
    legend_classes(&legend, own->crossings, false);
    routes_i_legend_disc(&legend, ROUTES_I_WHITE, 6.0,
                         "hollow: no chokepoint, as its rank may be anywhere over half the "
                         "list, or nothing is lost");
    routes_i_legend_remark(&legend,
                           "rank 2 (1\xE2\x80\x93"
                           "4): second by that loss, and first to fourth in 95 % of "
                           "draws that leave out doubtful lanes and add plausible ones.",
                           false);
    routes_i_legend_space(&legend);
    if (own->links) {
        routes_i_legend_head(&legend, "Links: lanes laid on them");
        legend_classes(&legend, own->links, true);
    }
    routes_i_legend_head(&legend, "And then");
    if (own->placement)
        routes_i_legend_symbol(&legend, ROUTES_I_SYMBOL_TEAM,
                               "proposed team, what adds most first");
    if (own->displacement)
        routes_i_legend_gain(&legend, "more lanes would pass here, were all teams in place");
    routes_i_legend_square(&legend, "all other ways over a stretch of border");
    routes_i_legend_remark(&legend,
                           "Every crossing that is held has ways round it: read score and bypass "
                           "together. Straight links join places; they are no roads.",
                           true);
    return legend.y;
}

/* "12 lanes; score 0.31; rank 1 (1-3)". */
static void write_score(routes_i_text *to, const routes_table *table, size_t row)
{
    routes_i_words_number(to, routes_i_cell_number(table, "lanes", row));
    routes_i_text_add(to, " lanes; score ");
    routes_i_words_number(to,
                          round(1000.0 * routes_i_cell_number(table, "choke_score", row)) / 1000.0);
    if (costs(table, row)) {
        routes_i_text_add(to, "; rank ");
        write_rank(to, table, row);
    }
}

/* "2 cut off; round it 1.4 times as long, 83 km more on the mean". */
static void write_bypass(routes_i_text *to, const routes_table *table, size_t row)
{
    double cut_off = routes_i_cell_number(table, "cut_off", row);
    double ratio = routes_i_cell_number(table, "bypass_ratio", row);
    double detour = routes_i_cell_number(table, "detour_m", row);
    if (cut_off > 0.0) {
        routes_i_words_number(to, cut_off);
        routes_i_text_add(to, " cut off");
    }
    if (isfinite(ratio)) {
        routes_i_text_add(to, to->size > 0 ? "; " : "");
        routes_i_text_add(to, "way round ");
        routes_i_words_number(to, round(100.0 * ratio) / 100.0);
        routes_i_text_add(to, " times as long");
    }
    if (isfinite(detour)) {
        routes_i_text_add(to, ", ");
        routes_i_words_number(to, round(detour / 1000.0));
        routes_i_text_add(to, " km more");
    }
    if (to->size == 0)
        routes_i_text_add(to, "no other way known");
}

static double draw_crossings(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    const struct own *own = own_of(sheet);
    const routes_table *table = table_of(own->crossings);
    routes_i_row_text rows[MOST_ROWS];
    routes_i_text texts[MOST_ROWS][2] = {{{0}}};
    size_t n = 0;
    for (size_t i = 0; i < routes_table_rows(table) && n < MOST_ROWS; i++) {
        size_t row = own->order[i];
        if (!(routes_i_cell_number(table, "lanes", row) > 0.0))
            continue;
        write_score(&texts[n][0], table, row);
        write_bypass(&texts[n][1], table, row);
        rows[n] =
            (routes_i_row_text){{routes_table_text_at(table, "crossing_id", row),
                                 routes_table_text_at(table, "name", row),
                                 routes_i_text_get(&texts[n][0]), routes_i_text_get(&texts[n][1])}};
        n++;
    }
    routes_i_text head = {0};
    routes_i_text_print(&head, "The %zu crossings that most would be lost with", n);
    y = routes_i_caption_table(page, y, routes_i_text_get(&head),
                               "lanes laid over it, score, rank; what is left when it is held",
                               rows, n, table_widths);
    routes_i_text_free(&head);
    for (size_t i = 0; i < n; i++) {
        routes_i_text_free(&texts[i][0]);
        routes_i_text_free(&texts[i][1]);
    }
    return y;
}

/* One sentence a team: what it meets, what moves, what is not known. */
static void write_team(routes_i_text *to, const routes_table *table, size_t row)
{
    routes_range met = routes_i_cell_range(table, "interception", row);
    double moved = routes_i_cell_number(table, "moved_share", row);
    const char *name = routes_table_text_at(table, "name", row);
    routes_range short_one = {round(100.0 * met.low) / 100.0, round(100.0 * met.moderate) / 100.0,
                              round(100.0 * met.high) / 100.0, met.kind};
    routes_i_text_add(to, to->size > 0 ? "; " : "");
    routes_i_words_number(to, routes_i_cell_number(table, "team", row));
    routes_i_text_print(to, " %s: ", name ? name : "?");
    routes_i_words_range(to, short_one);
    routes_i_text_add(to, " lanes found in all");
    if (isfinite(moved)) {
        routes_i_text_add(to, ", ");
        routes_i_words_number(to, round(100.0 * moved));
        routes_i_text_add(to, " % of what passed moves");
    }
    if (routes_i_cell_yes(table, "assumed", row))
        routes_i_text_add(to, " (detection assumed)");
}

static double draw_rows(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    const struct own *own = own_of(sheet);
    const routes_table *teams = table_of(own->placement);
    const routes_table *moved = table_of(own->displacement);
    double all = all_teams(moved);
    routes_i_text text = {0};
    y = draw_crossings(sheet, page, y);
    for (size_t row = 0; teams && row < routes_table_rows(teams); row++)
        write_team(&text, teams, row);
    if (text.size > 0) {
        routes_i_text_add(&text, ". Travellers stopped for each victim found: unknown.");
        y = routes_i_caption_note(page, y, "Teams:", routes_i_text_get(&text));
    }
    routes_i_text_free(&text);
    for (size_t row = 0; moved && row < routes_table_rows(moved); row++) {
        const char *name = routes_table_text_at(moved, "name", row);
        if (!gains(moved, row, all) || !name)
            continue;
        routes_i_text_print(&text, "%s%s (+", text.size > 0 ? ", " : "", name);
        double change = routes_i_cell_number(moved, "change", row);
        routes_i_words_number(&text, round(100.0 * change) / 100.0);
        routes_i_text_add(&text, ")");
    }
    if (text.size > 0) {
        routes_i_text_add(&text, " lanes, were all teams in place and lanes shifted as assumed. "
                                 "Displacement is neither certain nor total.");
        y = routes_i_caption_note(page, y, "Where flow would go:", routes_i_text_get(&text));
    }
    routes_i_text_free(&text);
    return routes_i_caption_note(
        page, y, "Unit:",
        "lanes that were laid on the network; each weighs 1, whatever number it states; a fork "
        "counts by the mean of its branches. Lanes of one case are counted apart. Ranks are among "
        "all crossings, known and diffuse.");
}

static const routes_layer *layer_of(const routes_i_scene *scene, const char *name)
{
    return scene->release ? routes_release_find(scene->release, name) : NULL;
}

/* Crossings by score, the highest first; by row where alike. */
static routes_status make_own(struct own *own, routes_i_scene *scene, routes_error *err)
{
    *own = (struct own){.crossings = layer_of(scene, "chokepoints_crossings"),
                        .links = layer_of(scene, "links"),
                        .placement = layer_of(scene, "placement"),
                        .displacement = layer_of(scene, "displacement")};
    if (!own->crossings)
        return routes_i_fail(err, ROUTES_E_NOT_FOUND,
                             "the release holds no layer \"chokepoints_crossings\"");
    const routes_table *table = table_of(own->crossings);
    size_t n = routes_table_rows(table);
    own->order = routes_i_arena_take(&scene->arena, (n + 1) * sizeof *own->order);
    if (!own->order)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu crossings", n);
    for (size_t row = 0; row < n; row++) {
        double score = routes_i_cell_number(table, "choke_score", row);
        score = isnan(score) ? -1.0 : score;
        size_t at = row;
        for (; at > 0; at--) {
            double before = routes_i_cell_number(table, "choke_score", own->order[at - 1]);
            if (!(score > (isnan(before) ? -1.0 : before)))
                break;
            own->order[at] = own->order[at - 1];
        }
        own->order[at] = row;
    }
    return ROUTES_OK;
}

static routes_status make_words(routes_i_sheet *sheet, const struct own *own, routes_error *err)
{
    routes_i_text title = {0};
    routes_i_text subtitle = {0};
    size_t n = 0;
    const routes_table *table = table_of(own->crossings);
    for (size_t row = 0; row < routes_table_rows(table); row++)
        n += routes_i_cell_number(table, "lanes", row) > 0.0;
    routes_i_text_print(&title, "Crossings of %s that reported lanes pass, %s",
                        sheet->scene->countries[sheet->scene->home].name, sheet->scene->period);
    routes_i_text_print(&subtitle,
                        "%zu crossings carry laid lanes. Lanes were laid on the shortest ways; the "
                        "ways that people take are not known.",
                        n);
    return routes_i_sheet_words(sheet, &title, &subtitle, err);
}

routes_status routes_i_sheet_chokepoints(routes_i_sheet *sheet, routes_i_scene *scene,
                                         const routes_i_fonts *fonts, routes_error *err)
{
    *sheet = (routes_i_sheet){
        .figure = "CHOKEPOINTS",
        .scene = scene,
        .fonts = fonts,
        .draw_signs = draw_signs,
        .draw_panel = draw_panel,
        .draw_rows = draw_rows,
        .look = {ROUTES_I_SEA, ROUTES_I_LAND_HOME, ROUTES_I_LAND_OTHER, ROUTES_I_LAND_OTHER, 2.2,
                 true, false},
    };
    struct own *own = routes_i_arena_take(&scene->arena, sizeof *own);
    if (!own)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a figure");
    sheet->own = own;
    routes_status status = make_own(own, scene, err);
    if (!status)
        status = make_words(sheet, own, err);
    if (!status)
        status = routes_i_ground_fit_home(&sheet->ground, scene, err);
    if (!status)
        status = routes_i_sheet_map(sheet, routes_table_rows(table_of(own->placement)) + MOST_NAMED,
                                    0, err);
    if (!status)
        status = add_teams(sheet, own, err);
    if (!status)
        status = add_ranked(sheet, own, err);
    if (!status)
        status = avoid_links(sheet, own, err);
    if (!status)
        status = add_names(sheet, err);
    if (!status)
        status = routes_i_map_solve(&sheet->map, err);
    return status ? status : routes_i_sheet_measure(sheet, err);
}
