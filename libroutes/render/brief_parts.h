/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/brief_parts.h
 * @brief The sections of the brief, each from the layers that it needs.
 */
#ifndef ROUTES_RENDER_BRIEF_PARTS_H
#define ROUTES_RENDER_BRIEF_PARTS_H

#include "render/document.h"
#include "render/scene.h"

/** @brief Lanes with a number, and what their shares leave unsaid. */
void routes_i_brief_numbers(routes_i_document *document, const routes_i_scene *scene);

/** @brief Lanes without a number, in one table. */
void routes_i_brief_named(routes_i_document *document, const routes_i_scene *scene);

/** @brief Provinces by what lanes name them for. */
void routes_i_brief_provinces(routes_i_document *document, const routes_table *hotspots);

/** @brief Stated figures of areas. */
void routes_i_brief_estimates(routes_i_document *document, const routes_table *estimates);

/** @brief Crossings by what passes and what their loss would cost; null adds nothing. */
void routes_i_brief_crossings(routes_i_document *document, const routes_table *chokepoints);

/** @brief Teams with what each adds and what moves; null adds nothing. */
void routes_i_brief_teams(routes_i_document *document, const routes_table *placement,
                          const routes_table *displacement);

/** @brief The review page of a release. */
void routes_i_brief_review(routes_i_document *document, const routes_release *release);

#endif
