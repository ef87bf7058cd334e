/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/sources.h
 * @brief S30: only sources that are open to a tier feed it, and none past its retention date.
 */
#ifndef ROUTES_RELEASE_SOURCES_H
#define ROUTES_RELEASE_SOURCES_H

#include "release/review.h"

/**
 * @brief Takes out the rows of an answer whose sources are not admitted, and notes them.
 *
 * An answer without a column `source_id` rests on the sources of its meta key
 * `sources`, all of them: where one is not admitted, or none is listed, the
 * whole answer is held.
 *
 * @param[in,out] rows [rows of the answer] Set to false where a row stays inside.
 */
routes_status routes_i_sources_sift(routes_i_review *review, const routes_table *answer, bool *rows,
                                    routes_error *err);

/**
 * @brief Notes the sources of a released table as shown, and writes their ids to its meta key
 *        `sources`.
 */
routes_status routes_i_sources_show(routes_i_review *review, routes_table *released,
                                    routes_error *err);

/** @brief Number of sources whose scope is not open to the tier, or that are past their date. */
size_t routes_i_sources_closed(const routes_i_review *review);

#endif
