/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/sheet.h
 * @brief A figure made ready: what it shows, where, and how high its page is.
 *
 * Made once, drawn as often as there are formats. The parts of the page from top
 * to bottom: header, map with the panel of the legend, table, notes.
 */
#ifndef ROUTES_RENDER_SHEET_H
#define ROUTES_RENDER_SHEET_H

#include "render/map.h"
#include "render/share.h"

/** @brief Why a lane is not on the map. */
typedef enum routes_i_shown {
    ROUTES_I_SHOWN = 0,
    ROUTES_I_LISTED_COUNTRIES = 1, /**< Both ends are countries: in the figure of the region. */
    ROUTES_I_LISTED_INNER = 2,  /**< An end is a province, place or group: in the other figure. */
    ROUTES_I_LISTED_CASE = 3,   /**< One case: on no map of provinces. */
    ROUTES_I_LISTED_NOWHERE = 4 /**< An end has no place. */
} routes_i_shown;

/** @brief The inset of ends too far away for the map, about its own upper left corner. */
typedef struct routes_i_inset {
    routes_i_ground ground;
    routes_i_map map;
    double radius;  /**< Page units; 0: no inset. */
    double ring_km; /**< Distance between the rings. */
    double most_km; /**< The rim. */
} routes_i_inset;

/** @brief A figure made ready. */
typedef struct routes_i_sheet {
    const char *figure; /**< "Figure 4-1". */
    const char *title;
    const char *other; /**< Name of the figure that shows the lanes listed here. */
    routes_i_scene *scene;
    const routes_i_fonts *fonts;
    routes_i_ground ground;
    routes_i_ground_look look;
    routes_i_map map;
    routes_i_shares shares;
    uint32_t *colours;       /**< [lane_count] */
    uint32_t *share_colours; /**< [count of shares] */
    routes_i_shown *shown;   /**< [lane_count] */
    size_t shown_count;
    routes_i_inset inset;
    double height; /**< Of the page. */
    const char *subtitle;
    const void *own; /**< What only this figure knows. */
    /** Fills between land and borders, signs above the borders; null: none. */
    void (*draw_fills)(const struct routes_i_sheet *sheet, const routes_i_page *page);
    void (*draw_signs)(const struct routes_i_sheet *sheet, const routes_i_page *page);
    /** The panel from `y` on; where it ends. */
    double (*draw_panel)(const struct routes_i_sheet *sheet, const routes_i_page *page, double y);
    /** Table and notes from `y` on, but for the stamp's; where they end. */
    double (*draw_rows)(const struct routes_i_sheet *sheet, const routes_i_page *page, double y);
} routes_i_sheet;

/** @brief Makes Figure 4-1: lanes among the provinces. Free with routes_i_sheet_free(). */
routes_status routes_i_sheet_lanes(routes_i_sheet *sheet, routes_i_scene *scene,
                                   const routes_i_fonts *fonts, routes_error *err);

/** @brief Makes Figure 4-2: lanes between countries. */
routes_status routes_i_sheet_region(routes_i_sheet *sheet, routes_i_scene *scene,
                                    const routes_i_fonts *fonts, routes_error *err);

/** @brief Makes the map of provinces by what lanes name them for. */
routes_status routes_i_sheet_hotspots(routes_i_sheet *sheet, routes_i_scene *scene,
                                      const routes_i_fonts *fonts, routes_error *err);

/** @brief Makes the map of crossings and links by what their loss costs. */
routes_status routes_i_sheet_chokepoints(routes_i_sheet *sheet, routes_i_scene *scene,
                                         const routes_i_fonts *fonts, routes_error *err);

/** @brief Makes the map of crossings before and after teams are placed. */
routes_status routes_i_sheet_displacement(routes_i_sheet *sheet, routes_i_scene *scene,
                                          const routes_i_fonts *fonts, routes_error *err);

/** @brief Frees what the sheet holds beside the scene's arena; also after a failure. */
void routes_i_sheet_free(routes_i_sheet *sheet);

/** @brief Draws the whole page. */
void routes_i_sheet_draw(const routes_i_sheet *sheet, const routes_i_page *page);

/** @brief Finds the height of the page; the panel and the texts are measured by drawing nowhere. */
routes_status routes_i_sheet_measure(routes_i_sheet *sheet, routes_error *err);

/** @brief Table and notes of the two lane figures. */
double routes_i_sheet_lane_rows(const routes_i_sheet *sheet, const routes_i_page *page, double y);

/** @brief Title and subtitle, kept in the scene's arena; takes over and empties both texts. */
routes_status routes_i_sheet_words(routes_i_sheet *sheet, routes_i_text *title,
                                   routes_i_text *subtitle, routes_error *err);

/** @brief Both for a lane figure: the home country's name stands between `before` and `after`. */
routes_status routes_i_sheet_lane_words(routes_i_sheet *sheet, const char *before,
                                        const char *after, routes_error *err);

/**
 * @brief Reads the land of a ground that is fitted, and makes the map with room for what stands
 *        on it; the scale's place is kept free.
 */
routes_status routes_i_sheet_map(routes_i_sheet *sheet, size_t nodes, size_t lanes,
                                 routes_error *err);

/** @brief How a lane's line looks: dashes by basis and crime, heads by direction. */
routes_i_stroke routes_i_sheet_stroke(const routes_i_lane *lane, uint32_t rgb);

/** @brief A text in the scene's arena, freed with it; takes over and empties `text`. */
const char *routes_i_sheet_keep(routes_i_scene *scene, routes_i_text *text);

/**
 * @brief The words for a lane's number, kept in the arena; null where it has none.
 * @param[out] tag [3] The number; what it counts, in one line or two.
 */
routes_status routes_i_sheet_tag(const char *tag[3], routes_i_scene *scene,
                                 const routes_i_lane *lane, routes_error *err);

#endif
