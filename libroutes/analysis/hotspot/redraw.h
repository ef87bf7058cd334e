/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/redraw.h
 * @brief What the exact ranks need to know of figures that can be drawn again.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_REDRAW_H
#define ROUTES_ANALYSIS_HOTSPOT_REDRAW_H

#include <stdbool.h>

#include "routes/redraw.h"

/** @brief The spread of value / exposure where it has a closed form: no sampling, and a denominator
 *         that is a point. False elsewhere, and where the area cannot be drawn. */
bool routes_i_redraw_closed(routes_spread *spread, const routes_redraw *redraw, size_t area);

#endif
