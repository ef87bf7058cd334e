/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Displacement: what passes each crossing before teams are placed and after, when lanes shift away
 * from them. Restricted by kind: no such layer leaves at another tier. */

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "render/caption.h"
#include "render/cell.h"
#include "render/parts.h"
#include "render/sheet.h"
#include "render/style.h"
#include "render/words.h"

#define MOST_ROWS 16
#define MOST_RADIUS 44.0  /* of the largest half disc */
#define LEAST_RADIUS 4.0  /* smaller ones would not be seen */
#define LEAST_CHANGE 0.05 /* lanes: a name on the map */
#define TEAM_RADIUS 13.0
#define BADGE_OFF 8.0
#define GAIN ROUTES_I_LANE_FAR
#define LOSS 0x6FA8D6u
#define BEFORE 0xB7B3A8u

static const double table_widths[] = {110.0, 350.0, 220.0, 270.0};

struct own {
    const routes_table *moved;
    const routes_table *placed; /* null: none */
    double teams;               /* all that stand */
    double most;                /* of all that passes anywhere, before or after */
    size_t *order;              /* [count] rows of `moved` for all teams, what gains most first */
    size_t count;
};

static const struct own *own_of(const routes_i_sheet *sheet)
{
    return sheet->own;
}

static double cell(const struct own *own, const char *column, size_t row)
{
    return routes_i_cell_number(own->moved, column, row);
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

/* Areas are as lanes. */
static double radius_of(const struct own *own, double lanes)
{
    double radius = own->most > 0.0 ? MOST_RADIUS * sqrt(lanes / own->most) : 0.0;
    return lanes > 0.0 ? fmax(radius, LEAST_RADIUS) : 0.0;
}

static uint32_t colour_of(double change)
{
    return change > 0.0 ? GAIN : LOSS;
}

/* The large below the small, so that none is hidden. */
static void draw_signs(const routes_i_sheet *sheet, const routes_i_page *page)
{
    const struct own *own = own_of(sheet);
    double last = INFINITY;
    for (size_t drawn = 0; drawn < own->count;) {
        double next = -1.0;
        for (size_t i = 0; i < own->count; i++) {
            double size =
                fmax(cell(own, "before", own->order[i]), cell(own, "after", own->order[i]));
            next = size < last && size > next ? size : next;
        }
        if (next < 0.0)
            break;
        for (size_t i = 0; i < own->count; i++) {
            size_t row = own->order[i];
            double before = cell(own, "before", row), after = cell(own, "after", row);
            routes_i_xy at;
            if (fmax(before, after) != next)
                continue;
            drawn++;
            if (!position(&at, sheet, own->moved, row))
                continue;
            double r = fmax(radius_of(own, before), radius_of(own, after));
            routes_i_symbol_halves(page, at, BEFORE, radius_of(own, before),
                                   colour_of(cell(own, "change", row)), radius_of(own, after));
            routes_i_page_mark(page, ROUTES_I_MARK_NODE, routes_i_rect_about(at, 2.0 * r, 2.0 * r),
                               r);
        }
        last = next;
    }
}

/* "Prum (Pailin) +0.50"; of a stretch of border its province alone. */
static const char *name_of(routes_i_scene *scene, const struct own *own, size_t row)
{
    const char *name = routes_table_text_at(own->moved, "name", row);
    const char *id = routes_table_text_at(own->moved, "id", row);
    double change = round(100.0 * cell(own, "change", row)) / 100.0;
    routes_i_text text = {0};
    name = name ? name : id;
    if (routes_i_cell_yes(own->moved, "diffuse", row) && strstr(name, ", ")) {
        const char *from = strstr(name, ", ") + 2, *to = strstr(from, " - ");
        routes_i_text_add(&text, "elsewhere, ");
        routes_i_text_bytes(&text, from, to ? (size_t)(to - from) : strlen(from));
    } else {
        routes_i_text_add(&text, name);
    }
    routes_i_text_add(&text, change < 0.0 ? " \xE2\x88\x92" : " +");
    routes_i_words_number(&text, fabs(change));
    return routes_i_sheet_keep(scene, &text);
}

static const char *number_of_team(routes_i_scene *scene, const struct own *own, const char *id)
{
    for (size_t row = 0; own->placed && id && row < routes_table_rows(own->placed); row++) {
        const char *other = routes_table_text_at(own->placed, "id", row);
        routes_i_text text = {0};
        if (!other || strcmp(other, id) != 0)
            continue;
        routes_i_words_number(&text, routes_i_cell_number(own->placed, "team", row));
        return routes_i_sheet_keep(scene, &text);
    }
    return NULL;
}

/* Watched crossings carry a badge; what gains carries its name. */
static routes_status add_nodes(routes_i_sheet *sheet, const struct own *own, routes_error *err)
{
    for (size_t i = 0; i < own->count; i++) {
        size_t row = own->order[i];
        bool watched = routes_i_cell_yes(own->moved, "watched", row);
        double most = fmax(cell(own, "before", row), cell(own, "after", row));
        routes_i_map_node node = {.kind = ROUTES_I_END_CROSSING,
                                  .index = row,
                                  .symbol = ROUTES_I_SYMBOL_DRAWN,
                                  .rgb = ROUTES_I_INK,
                                  .name_style = ROUTES_I_NAME_PLACE,
                                  .share_low = NAN};
        if (!position(&node.at, sheet, own->moved, row) ||
            (!watched && fabs(cell(own, "change", row)) < LEAST_CHANGE))
            continue;
        node.half_width = node.half_height = radius_of(own, most);
        node.name = name_of(sheet->scene, own, row);
        if (watched)
            node.share_text =
                number_of_team(sheet->scene, own, routes_table_text_at(own->moved, "id", row));
        if (!node.name || (watched && own->placed && !node.share_text))
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a crossing");
        if (node.share_text) { /* beside the half discs, which must be seen */
            node.at.x += BADGE_OFF;
            node.at.y -= BADGE_OFF + 0.6 * radius_of(own, most);
            node.half_width = node.half_height = TEAM_RADIUS;
            node.symbol = ROUTES_I_SYMBOL_TEAM;
        }
        routes_i_map_add(&sheet->map, node);
    }
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
    return routes_i_map_name_countries(map, scene, err);
}

static double draw_panel(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    const struct own *own = own_of(sheet);
    routes_i_legend legend = {page, y};
    double unit = own->most > 2.0 ? 0.5 : 0.25;
    routes_i_text size = {0};
    routes_i_text_add(&size, "half discs of ");
    routes_i_words_number(&size, unit);
    routes_i_text_add(&size, " lanes");
    routes_i_legend_head(&legend, "Lanes that pass: area of the half disc");
    routes_i_legend_halves(&legend, BEFORE, 8.0, GAIN, 14.0,
                           "left before there are teams, right after: more pass");
    routes_i_legend_halves(&legend, BEFORE, 14.0, LOSS, 8.0, "fewer pass, found by a team or not");
    routes_i_legend_halves(&legend, BEFORE, radius_of(own, unit), BEFORE, radius_of(own, unit),
                           routes_i_text_get(&size));
    routes_i_legend_space(&legend);
    if (own->placed)
        routes_i_legend_symbol(&legend, ROUTES_I_SYMBOL_TEAM, "a team stands here");
    routes_i_legend_remark(&legend,
                           "\"Elsewhere\" stands in the middle of a stretch of border, for all "
                           "ways over it but the known crossings. Numbers: lanes more (+) or "
                           "fewer (\xE2\x88\x92).",
                           true);
    routes_i_legend_remark(&legend,
                           "Displacement is neither certain nor total: how far lanes shift is an "
                           "assumption. Where more would pass, look next; fewer lanes found is "
                           "not fewer lanes.",
                           true);
    routes_i_text_free(&size);
    return legend.y;
}

static void write_lanes(routes_i_text *to, double lanes)
{
    routes_i_words_number(to, round(100.0 * lanes) / 100.0);
}

static double draw_rows(const routes_i_sheet *sheet, const routes_i_page *page, double y)
{
    const struct own *own = own_of(sheet);
    routes_i_row_text rows[MOST_ROWS] = {0};
    routes_i_text texts[MOST_ROWS][2] = {{{0}}};
    size_t n = 0;
    for (size_t i = 0; i < own->count && n < MOST_ROWS; i++) {
        size_t row = own->order[i];
        if (routes_i_cell_yes(own->moved, "watched", row) || !(cell(own, "change", row) >= 0.005))
            continue;
        write_lanes(&texts[n][0], cell(own, "before", row));
        routes_i_text_add(&texts[n][0], " before, ");
        write_lanes(&texts[n][0], cell(own, "after", row));
        routes_i_text_add(&texts[n][0], " after");
        routes_i_text_add(&texts[n][1], "if all knew every team: ");
        write_lanes(&texts[n][1], cell(own, "after_all", row));
        rows[n] =
            (routes_i_row_text){{routes_table_text_at(own->moved, "id", row),
                                 routes_table_text_at(own->moved, "name", row),
                                 routes_i_text_get(&texts[n][0]), routes_i_text_get(&texts[n][1])}};
        n++;
    }
    y = routes_i_caption_table(page, y, "Where to look next",
                               "crossings without a team that gain most, in lanes", rows, n,
                               table_widths);
    for (size_t i = 0; i < n; i++) {
        routes_i_text_free(&texts[i][0]);
        routes_i_text_free(&texts[i][1]);
    }
    return routes_i_caption_note(
        page, y, "Unit:",
        "lanes, each of which weighs 1, whatever number it states; a fork is split evenly. Before "
        "there are teams each takes its ways by their length; then the more a way is watched, the "
        "less it is taken. Lanes of one case are left out.");
}

static const routes_table *table_of(const routes_i_scene *scene, const char *name)
{
    const routes_layer *layer = scene->release ? routes_release_find(scene->release, name) : NULL;
    return layer ? routes_layer_table(layer) : NULL;
}

/* The rows for all teams, what gains most first; by row where alike. */
static routes_status make_own(struct own *own, routes_i_scene *scene, routes_error *err)
{
    *own = (struct own){.moved = table_of(scene, "displacement"),
                        .placed = table_of(scene, "placement")};
    if (!own->moved)
        return routes_i_fail(err, ROUTES_E_NOT_FOUND,
                             "the release holds no layer \"displacement\"");
    size_t n = routes_table_rows(own->moved);
    own->order = routes_i_arena_take(&scene->arena, (n + 1) * sizeof *own->order);
    if (!own->order)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu crossings", n);
    for (size_t row = 0; row < n; row++)
        own->teams = fmax(own->teams, cell(own, "team", row));
    for (size_t row = 0; row < n; row++) {
        if (cell(own, "team", row) != own->teams)
            continue;
        size_t at = own->count++;
        for (; at > 0 && cell(own, "change", own->order[at - 1]) < cell(own, "change", row); at--)
            own->order[at] = own->order[at - 1];
        own->order[at] = row;
        own->most = fmax(own->most, fmax(cell(own, "before", row), cell(own, "after", row)));
    }
    return ROUTES_OK;
}

static routes_status make_words(routes_i_sheet *sheet, const struct own *own, routes_error *err)
{
    routes_i_text title = {0};
    routes_i_text subtitle = {0};
    routes_i_text_print(&title, "Where lanes of %s would go if teams stood at ",
                        sheet->scene->countries[sheet->scene->home].name);
    routes_i_words_number(&title, own->teams);
    routes_i_text_add(&title, own->teams == 1.0 ? " crossing" : " crossings");
    routes_i_text_print(
        &subtitle,
        "Reported lanes, %s, before and after, when they shift as assumed; the ways "
        "that people take are not known.",
        sheet->scene->period);
    return routes_i_sheet_words(sheet, &title, &subtitle, err);
}

routes_status routes_i_sheet_displacement(routes_i_sheet *sheet, routes_i_scene *scene,
                                          const routes_i_fonts *fonts, routes_error *err)
{
    *sheet = (routes_i_sheet){
        .figure = "DISPLACEMENT",
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
        status = routes_i_sheet_map(sheet, own->count, 0, err);
    if (!status)
        status = add_nodes(sheet, own, err);
    if (!status)
        status = add_names(sheet, err);
    if (!status)
        status = routes_i_map_solve(&sheet->map, err);
    return status ? status : routes_i_sheet_measure(sheet, err);
}
