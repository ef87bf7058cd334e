/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/webpage_said.h
 * @brief A row in a few words, for who stands on it in the map: what it is, what is said of it,
 *        and by whom.
 */
#ifndef ROUTES_RENDER_WEBPAGE_SAID_H
#define ROUTES_RENDER_WEBPAGE_SAID_H

#include "core/text.h"
#include "routes/layer.h"

/** @brief What it is: "L03: Kampong Cham → Phnom Penh, Siem Reap"; "Kandal". */
void routes_i_webpage_title(routes_i_text *to, const routes_layer *layer, size_t row);

/** @brief What is said: "30–35 % of all children sold"; "named, no figure"; the words of its
 *         class; nothing where there is nothing more to say. */
void routes_i_webpage_said(routes_i_text *to, const routes_layer *layer, size_t row);

/** @brief Who says so and where: "Chea Pyden 2001, in FG2001, Section 4". */
void routes_i_webpage_source(routes_i_text *to, const routes_layer *layer, size_t row);

/** @brief Class of a row in the layer's style, or SIZE_MAX where it falls into none. */
size_t routes_i_webpage_class(const routes_layer *layer, size_t row);

#endif
