/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/webpage_table.h
 * @brief A layer as a table on the page: all that is said, for who does not see the map.
 */
#ifndef ROUTES_RENDER_WEBPAGE_TABLE_H
#define ROUTES_RENDER_WEBPAGE_TABLE_H

#include "core/text.h"
#include "routes/layer.h"

/**
 * @brief Writes the section of a layer: title, what it is, its rows, what its columns mean.
 *
 * The section has the id t<index>, its rows t<index>-<row>. Left out are shapes, what is for
 * programs (ids of the ends of a lane, coordinates, classes of lines), and columns of which no
 * row states anything: these are named below the table.
 */
void routes_i_webpage_table(routes_i_text *to, const routes_layer *layer, size_t index);

#endif
