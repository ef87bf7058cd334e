/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/explain.h
 * @brief A row of an answer in plain words.
 */
#ifndef ROUTES_EXPLAIN_H
#define ROUTES_EXPLAIN_H

#include "routes/table.h"

ROUTES_BEGIN

/**
 * @brief Why a row of an answer came out so: what was seen, the test, what would change it.
 *
 * Knows the answers hotspot_rank, hotspot_rates, hotspot_emerging, hotspot_scan, hotspots_nodes,
 * hotspots_lanes, displacement and interdict (one line for each plan that watches it), and reads
 * nothing but their rows and metadata, so that it says what the answer says. Three lines; of a
 * place or crossing three for each role, of an area three for each cluster that holds it.
 * (hotspot_local: routes_explain_hotspot_local().)
 *
 * @param[out] text  Owned by the caller: routes_text_free(). Null on failure.
 * @param[in] answer As made.
 * @param[in] areas  Of a scan: what was scanned, with its column `id`, so that an area outside of
 *                   all clusters is told from one that does not exist. Else not read; may be null.
 * @param[in] id     Of the area, place, crossing or lane.
 * @param[out] err   May be null.
 * @retval ROUTES_E_ARGUMENT  A null, or no answer of these.
 * @retval ROUTES_E_NOT_FOUND Nothing has this id; the message names the nearest.
 * @retval ROUTES_E_DATA      The answer's metadata are no JSON.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_explain(char **text, const routes_table *answer,
                                                     const routes_table *areas, const char *id,
                                                     routes_error *err);

ROUTES_END

#endif
