/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/areas.h
 * @brief The finest area a tier shows, and what stands for an end that is finer.
 */
#ifndef ROUTES_RELEASE_AREAS_H
#define ROUTES_RELEASE_AREAS_H

#include "release/review.h"
#include "routes/point.h"

/** @brief Gathers how many inhabitants each area has at the date of the release. */
routes_status routes_i_areas_start(routes_i_review *review, routes_error *err);

/**
 * @brief Whether figures of this area may leave: no finer than the tier allows and, below
 *        country, with at least as many inhabitants. Where these are not known: no.
 */
bool routes_i_areas_pass(const routes_i_review *review, size_t area);

/**
 * @brief Puts in the place of an end of a lane the finest area that may stand for it.
 *
 * A place or crossing becomes its province, a province that does not pass its
 * country. A group stays when all its members pass, or it has none; a country stays.
 *
 * @return False when nothing that passes contains it.
 */
bool routes_i_areas_generalise(const routes_i_review *review, routes_end *end);

/** @brief Level of an end: of an area its own, else place or group. */
routes_level routes_i_areas_level(const routes_model *model, routes_end end);

/** @brief The fixed point that stands for an end, from geometry alone (S15); false: it has none. */
bool routes_i_areas_point(routes_point *point, const routes_model *model, routes_end end);

#endif
