/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/webpage_stamp.h
 * @brief What must stand on every map (S33, S34), as parts of the page.
 */
#ifndef ROUTES_RENDER_WEBPAGE_STAMP_H
#define ROUTES_RENDER_WEBPAGE_STAMP_H

#include "core/text.h"
#include "routes/release.h"

/** @brief Row of the countries whose provinces are drawn, or SIZE_MAX where it is not one. */
size_t routes_i_webpage_home(const routes_release *release);

/** @brief Title, escaped: "Reported trafficking lanes, Cambodia, 1979–2001". */
void routes_i_webpage_heading(routes_i_text *to, const routes_release *release);

/** @brief The mark, escaped: "TLP:CLEAR · public". */
void routes_i_webpage_mark(routes_i_text *to, const routes_release *release);

/** @brief Tier, release, dates, purpose, approver, period, units, n, what is not shown: items of a
 *         list of terms. */
void routes_i_webpage_facts(routes_i_text *to, const routes_release *release);

/** @brief Notice, boundaries, sources, credits, overrides: items of a list of terms. */
void routes_i_webpage_notes(routes_i_text *to, const routes_release *release);

#endif
