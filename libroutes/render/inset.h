/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/inset.h
 * @brief The small round map of lanes whose ends lie half a world away.
 *
 * Azimuthal equidistant about the home country: distance and bearing from there
 * are true, which is all that such a map can say.
 */
#ifndef ROUTES_RENDER_INSET_H
#define ROUTES_RENDER_INSET_H

#include "render/sheet.h"

/** @brief Makes the inset for the given lanes of the scene. */
routes_status routes_i_inset_make(routes_i_sheet *sheet, const size_t *lanes, size_t n,
                                  routes_error *err);

/** @brief Draws it in the panel from `y` on, with its heading; returns where it ends. */
double routes_i_inset_draw(const routes_i_sheet *sheet, const routes_i_page *page, double y);

#endif
