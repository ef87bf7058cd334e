/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/webpage_data.h
 * @brief What the script of a page draws from: styles, shapes, and a few words for each row.
 */
#ifndef ROUTES_RENDER_WEBPAGE_DATA_H
#define ROUTES_RENDER_WEBPAGE_DATA_H

#include "core/text.h"
#include "render/webpage_shapes.h"
#include "routes/release.h"

/**
 * @brief Writes the data as JSON, not yet made fit for a script element.
 *
 * {"home": name of the country whose provinces are drawn, "layers": [{"name", "title", "classes":
 * [...], "rows": [{"shape", "class", "title", "said", "source", "at", "heads", "views"}]}],
 * "shapes": see routes_i_webpage_shapes_write()}; -1 is no shape and no class, and what else a row
 * has not is left out. All else of a row stands in its table.
 */
routes_status routes_i_webpage_data_write(routes_i_text *to, const routes_release *release,
                                          const routes_i_webpage_shapes *shapes, routes_error *err);

#endif
