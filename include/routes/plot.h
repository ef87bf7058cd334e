/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/plot.h
 * @brief Released hotspot tables as plots: SVG, PDF and PNG.
 *
 * A map says where; a plot says why, and how sure. Each carries its method, the number of areas
 * shown and left out, and the notices of its release.
 */
#ifndef ROUTES_PLOT_H
#define ROUTES_PLOT_H

#include "routes/error.h"
#include "routes/release.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief The plots. */
typedef enum routes_plot {
    ROUTES_PLOT_CLUSTERS = 0, /**< Map of the areas by their class: `geometry`, `hot_class`. */
    ROUTES_PLOT_MORAN = 1,    /**< Each area's value against its neighbours': `value`, `lag`. */
    ROUTES_PLOT_FUNNEL = 2,   /**< Rates by population with the limits of chance: `population`,
                                   `raw`, `control_low`, `control_high`, `alarm_low`,
                                   `alarm_high`. */
    ROUTES_PLOT_RANKS = 3,    /**< Ranks with their interval: `rank`, `rank_lower`, `rank_upper`,
                                   `share_in_top`. */
    ROUTES_PLOT_TEAMS = 4     /**< What is found by number of teams: `teams`, `bound`, `worst`, the
                                   ranges `interception` and `drawn`. No `id`. */
} routes_plot;

/** @brief Number of plots. */
#define ROUTES_PLOTS 5

/**
 * @brief The plot of a word: clusters, moran, funnel, ranks, teams.
 * @retval ROUTES_E_ARGUMENT There is none; the message lists them.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_plot_find(routes_plot *plot, const char *word,
                                                       routes_error *err);

/**
 * @brief Draws a layer of a release into a file; its ending says the format: .svg, .pdf, .png.
 *
 * The layer has the columns named with the plot, and `id` but for teams. Rows without one of the
 * values are counted, not drawn. What stood in the file's place is replaced when the new file is
 * whole.
 *
 * @param[in] release
 * @param[in] layer   Name of a layer of the release.
 * @param[in] plot    Which.
 * @param[in] file    Its folder exists.
 * @param[in] run     `font_path` is read; may be null.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT   The ending or the plot is not known.
 * @retval ROUTES_E_NOT_FOUND  There is no such layer, it lacks a column, or no row can be drawn.
 * @retval ROUTES_E_DEPENDENCY A font is missing: the message names its package. Or Cairo's words.
 * @retval ROUTES_E_IO         The file cannot be written.
 * @retval ROUTES_E_MEMORY
 *
 * Source: L. Anselin, "The Moran scatterplot as an ESDA tool to assess local instability in spatial
 * association", in M. Fischer et al. (eds), Spatial analytical perspectives on GIS, 1996, pp.
 * 111-125; D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics
 * in Medicine 24, 2005, pp. 1185-1202; H. Goldstein and M. J. R. Healy, "The graphical presentation
 * of a collection of means", JRSS A 158(1), 1995, pp. 175-177, for intervals beside each other.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_plot_write(const routes_release *release,
                                                        const char *layer, routes_plot plot,
                                                        const char *file, const routes_run *run,
                                                        routes_error *err);

ROUTES_END

#endif
