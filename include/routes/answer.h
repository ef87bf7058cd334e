/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer.h
 * @brief What a model holds, as tables: the layers that need no statistic.
 *
 * Every answer is a table with units, a status for each value, geometry in
 * WGS 84, and in its metadata the method, the sources and the period. It is not
 * yet fit to leave: routes/release.h decides what may.
 */
#ifndef ROUTES_ANSWER_H
#define ROUTES_ANSWER_H

#include "routes/error.h"
#include "routes/model.h"
#include "routes/table.h"

ROUTES_BEGIN

/**
 * @name Tables of a checked model
 * @param[out] out   Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] model  Checked.
 * @param[out] err   May be null.
 * @retval ROUTES_E_ARGUMENT A null, or the model is not checked.
 * @retval ROUTES_E_MEMORY
 * @{ */

/** @brief Countries with their outline. */
ROUTES_API ROUTES_CHECK routes_status routes_answer_countries(routes_table **out,
                                                              const routes_model *model,
                                                              routes_error *err);

/** @brief Lakes and wide rivers, to be drawn. No row where the data have none. */
ROUTES_API ROUTES_CHECK routes_status routes_answer_waters(routes_table **out,
                                                           const routes_model *model,
                                                           routes_error *err);

/**
 * @brief Provinces of the home country: names, codes, census, whether there are services.
 *
 * The population is that of the latest census up to the year of the latest lane
 * or observation, so that boundaries and people are of one time.
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_provinces(routes_table **out,
                                                              const routes_model *model,
                                                              routes_error *err);

/**
 * @brief Pairs of home provinces that share a border, with its line and its geodesic length in m.
 *
 * Rook contiguity: a common line, not only a corner; each pair once, the lower id first. The line
 * is the part of the outline of area_a along which area_b lies: routes_border_common().
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_neighbours(routes_table **out,
                                                               const routes_model *model,
                                                               routes_error *err);

/** @brief Towns, districts, airports, ports and other points, with their roles. */
ROUTES_API ROUTES_CHECK routes_status routes_answer_places(routes_table **out,
                                                           const routes_model *model,
                                                           routes_error *err);

/** @brief Border crossings as known; diffuse ones are added by the network. */
ROUTES_API ROUTES_CHECK routes_status routes_answer_crossings(routes_table **out,
                                                              const routes_model *model,
                                                              routes_error *err);

/**
 * @brief Lanes with ends, evidence, figures as stated, and one schematic curve a branch.
 *
 * A lane without a number has an empty `volume` of status not_stated: it is a
 * fact without a number, never zero.
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_lanes(routes_table **out,
                                                          const routes_model *model,
                                                          routes_error *err);

/** @brief Observations as stated: estimates, counts, shares of areas and places. */
ROUTES_API ROUTES_CHECK routes_status routes_answer_estimates(routes_table **out,
                                                              const routes_model *model,
                                                              routes_error *err);
/** @} */

ROUTES_END

#endif
