/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/style.h
 * @brief How each layer looks, said once, so that files and maps show the same.
 *
 * No red; classes differ in grey print too, by dash, hatch, symbol or darkness.
 */
#ifndef ROUTES_RELEASE_STYLE_H
#define ROUTES_RELEASE_STYLE_H

#include "core/arena.h"
#include "routes/code.h"
#include "routes/layer.h"

/** @brief Column of released lanes: what the line style follows. */
#define ROUTES_I_STYLE_LANE "line_class"
/** @brief Column of released links and places with loads. */
#define ROUTES_I_STYLE_LOAD "load_class"
/** @brief Column of released chokepoints. */
#define ROUTES_I_STYLE_CHOKE "choke_class"

/** @brief Meta key of a layer with one of these two: the words of the classes, in order. */
#define ROUTES_I_STYLE_CLASSES "classes"

/** @brief Words of the classes of areas by the lanes that name them. */
#define ROUTES_I_NAMED_ORIGIN "named as origin"
/** @copydoc ROUTES_I_NAMED_ORIGIN */
#define ROUTES_I_NAMED_DESTINATION "named as destination"
/** @copydoc ROUTES_I_NAMED_ORIGIN */
#define ROUTES_I_NAMED_BOTH "named as origin and destination"
/** @copydoc ROUTES_I_NAMED_ORIGIN */
#define ROUTES_I_NAMED_PASSED "named as passed through"
/** @copydoc ROUTES_I_NAMED_ORIGIN */
#define ROUTES_I_NAMED_NOT "not named"

/** @brief Value of ROUTES_I_STYLE_LANE: smuggling and mixed movement by their crime, else by what
 *         the lane rests on. */
const char *routes_i_style_of_lane(routes_crime crime, routes_basis basis);

/**
 * @brief The style of a released table: the classes it holds, in the order of the legend.
 * @param[in] arena Keeps the classes and their texts.
 */
routes_status routes_i_style_make(routes_style *style, routes_i_arena *arena,
                                  const routes_table *table, routes_error *err);

#endif
