/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/webpage_sources.h
 * @brief What the ids of sources on a page stand for.
 */
#ifndef ROUTES_RENDER_WEBPAGE_SOURCES_H
#define ROUTES_RENDER_WEBPAGE_SOURCES_H

#include "core/text.h"
#include "routes/release.h"

/**
 * @brief Writes each source that the release tells of: its id, and "author, title, year (licence)",
 *        as items of a list of terms.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_webpage_sources(routes_i_text *to, const routes_release *release,
                                       routes_error *err);

#endif
