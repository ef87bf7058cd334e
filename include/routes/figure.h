/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/figure.h
 * @brief Released layers as maps: SVG, PDF and PNG.
 *
 * A figure draws what a release holds and nothing else; it carries tier, source,
 * period, unit, number of what is shown and hidden, and both notices (S34). The
 * same release gives the same bytes, on one thread and on many.
 */
#ifndef ROUTES_FIGURE_H
#define ROUTES_FIGURE_H

#include "routes/error.h"
#include "routes/release.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief The figures. */
typedef enum routes_figure {
    ROUTES_FIGURE_LANES = 0,       /**< Figure 4-1: lanes among the provinces. */
    ROUTES_FIGURE_REGION = 1,      /**< Figure 4-2: lanes between countries. */
    ROUTES_FIGURE_HOTSPOTS = 2,    /**< Provinces by what lanes name them for. */
    ROUTES_FIGURE_CHOKEPOINTS = 3, /**< Crossings and links by what their loss costs; restricted. */
    ROUTES_FIGURE_DISPLACEMENT = 4 /**< What passes crossings before and after teams are placed;
                                        restricted. */
} routes_figure;

/** @brief Number of figures. */
#define ROUTES_FIGURES 5

/** @brief The name of its files: "figure-4-1", "figure-4-2", "hotspots", "chokepoints",
 *         "displacement". */
ROUTES_API const char *routes_figure_name(routes_figure figure);

/**
 * @brief The figure of a word: lanes, region, hotspots, chokepoints, displacement, or the name of
 * its files.
 * @retval ROUTES_E_ARGUMENT There is none; the message lists them.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_figure_find(routes_figure *figure, const char *word,
                                                         routes_error *err);

/**
 * @brief Whether a release holds what a figure draws.
 * @retval ROUTES_E_NOT_FOUND It does not; the message names the layer, and the tier that has it.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_figure_check(const routes_release *release,
                                                          routes_figure figure, routes_error *err);

/**
 * @brief Draws a figure into a file; its ending says the format: .svg, .pdf, .png.
 *
 * What stood there is replaced when the new file is whole.
 *
 * @param[in] run    `font_path` is read; may be null.
 * @retval ROUTES_E_ARGUMENT   The ending is not known.
 * @retval ROUTES_E_NOT_FOUND  As of routes_figure_check().
 * @retval ROUTES_E_DEPENDENCY A font is missing: the message names its package. Or Cairo's words.
 * @retval ROUTES_E_IO         The file cannot be written.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_figure_write(const routes_release *release,
                                                          routes_figure figure, const char *file,
                                                          const routes_run *run, routes_error *err);

/**
 * @brief Draws all figures that a release holds into a folder, in all three formats.
 * @param[in] folder Made where it is not there.
 * @retval other As of routes_figure_write().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_figure_write_all(const routes_release *release,
                                                              const char *folder,
                                                              const routes_run *run,
                                                              routes_error *err);

ROUTES_END

#endif
