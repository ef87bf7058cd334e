/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/page.h
 * @brief A sheet to draw on, its texts, and what lies where on it.
 *
 * Every text drawn is also kept in reading order: the figure as text, for who
 * cannot see it and for the description inside the SVG. Where a list of marks
 * is given, each thing drawn is noted with its box, so that a test can see it.
 */
#ifndef ROUTES_RENDER_PAGE_H
#define ROUTES_RENDER_PAGE_H

#include <cairo.h>
#include <stdint.h>

#include "core/text.h"
#include "render/font.h"

/** @brief What a mark notes. */
typedef enum routes_i_mark_kind {
    ROUTES_I_MARK_LABEL = 0, /**< A name on the map; `value` is its size. */
    ROUTES_I_MARK_ID = 1,    /**< A lane's id on its curve. */
    ROUTES_I_MARK_NODE = 2,  /**< An end of a lane. */
    ROUTES_I_MARK_PLATE = 3, /**< An end outside the map, or a group. */
    ROUTES_I_MARK_LANE = 4,  /**< A lane's stroke; `value` is its width. */
    ROUTES_I_MARK_DISC = 5,  /**< A share of origin; `value` is its per cent. */
    ROUTES_I_MARK_SCALE = 6, /**< The bar of the scale; `value` is its length in km. */
    ROUTES_I_MARK_HOME = 7,  /**< The home country. */
    ROUTES_I_MARK_MAP = 8,   /**< The free part of the map. */
    ROUTES_I_MARK_TEXT = 9   /**< Text outside the map; `value` is its size. */
} routes_i_mark_kind;

/** @brief One thing drawn. */
typedef struct routes_i_mark {
    routes_i_mark_kind kind;
    routes_i_rect box;
    double value;
} routes_i_mark;

/** @brief What was drawn; start from zero, free `items` with routes_i_free(). */
typedef struct routes_i_marks {
    routes_i_mark *items;
    size_t count;
    size_t capacity;
    bool failed; /**< Memory ran out: some are missing. */
} routes_i_marks;

/** @brief The sheet. All but `cr` and `fonts` may be null. */
typedef struct routes_i_page {
    cairo_t *cr;
    const routes_i_fonts *fonts;
    routes_i_text *twin;   /**< Texts in the order drawn, one a line. */
    routes_i_marks *marks; /**< What lies where. */
} routes_i_page;

/** @brief Which point of a text its x stands for. */
typedef enum routes_i_align {
    ROUTES_I_LEFT = 0,
    ROUTES_I_CENTRE = 1,
    ROUTES_I_RIGHT = 2
} routes_i_align;

/** @brief Sets the colour, 0xRRGGBB, and how much of it covers, 0 to 1. */
void routes_i_page_colour(const routes_i_page *page, uint32_t rgb, double alpha);

/** @brief Notes something drawn. */
void routes_i_page_mark(const routes_i_page *page, routes_i_mark_kind kind, routes_i_rect box,
                        double value);

/** @brief Adds a line to the twin without drawing it. */
void routes_i_page_say(const routes_i_page *page, const char *text);

/** @brief Fills a box. */
void routes_i_page_box(const routes_i_page *page, routes_i_rect box, uint32_t rgb, double alpha);

/** @brief A path round a box, its corners rounded. */
void routes_i_page_round(const routes_i_page *page, routes_i_rect box, double radius);

/** @brief A straight line in the present colour. */
void routes_i_page_line(const routes_i_page *page, routes_i_xy from, routes_i_xy to, double width);

/** @brief How a text looks. */
typedef struct routes_i_type {
    routes_i_face face;
    double px;
    uint32_t rgb;
} routes_i_type;

/** @brief Draws one line of text on its baseline; returns its width. */
double routes_i_page_text(const routes_i_page *page, routes_i_type type, routes_i_align align,
                          routes_i_xy baseline, const char *text);

/** @brief Draws lines that break at a width, the first words bold; returns their height. */
double routes_i_page_paragraph(const routes_i_page *page, routes_i_type type, routes_i_xy corner,
                               double width, const char *bold, const char *text);

#endif
