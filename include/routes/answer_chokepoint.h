/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_chokepoint.h
 * @brief What passes each crossing and link, and what their loss would cost. Operational: such
 *        answers leave at tier restricted alone.
 */
#ifndef ROUTES_ANSWER_CHOKEPOINT_H
#define ROUTES_ANSWER_CHOKEPOINT_H

#include "routes/laying.h"
#include "routes/model.h"
#include "routes/network.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/**
 * @name Answers on laid lanes
 * @param[out] out     Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] model    Checked. @param[in] network Of the model. @param[in] laying On the network.
 * @param[in] run      May be null.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT, ROUTES_E_MEMORY, ROUTES_E_CANCELLED
 * @{ */

/** @brief Links of the network with the number and volume of the lanes that they carry. */
ROUTES_API ROUTES_CHECK routes_status routes_answer_links(routes_table **out,
                                                          const routes_model *model,
                                                          const routes_network *network,
                                                          const routes_laying *laying,
                                                          const routes_run *run, routes_error *err);

/** @brief Each lane with the ways it was laid on, or why it was not. */
ROUTES_API ROUTES_CHECK routes_status routes_answer_lane_routes(
    routes_table **out, const routes_model *model, const routes_network *network,
    const routes_laying *laying, const routes_run *run, routes_error *err);

/**
 * @brief Crossings that lanes pass, known and diffuse ones.
 *
 * Each is held in turn and all lanes of trafficking, but those of one case, are laid again.
 * `cut_off` counts the lanes that then have a branch without a way; `detour_m`, and `detour_s`
 * where times are known, is the mean lengthening of what has one, and `bypass_ratio` its length
 * together without the crossing by that with it. `choke_score`, `share` and the ranks with their
 * intervals are those of routes_answer_chokepoint_rank() with its defaults, lanes weighing 1 each:
 * what only lanes of one case pass has no rank.
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_chokepoints_crossings(
    routes_table **out, const routes_model *model, const routes_network *network,
    const routes_laying *laying, const routes_run *run, routes_error *err);

/** @brief The same for links. */
ROUTES_API ROUTES_CHECK routes_status routes_answer_chokepoints_links(
    routes_table **out, const routes_model *model, const routes_network *network,
    const routes_laying *laying, const routes_run *run, routes_error *err);
/** @} */

ROUTES_END

#endif
