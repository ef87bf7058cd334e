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
 * Each is closed in turn and all lanes are laid again. `cut_off` counts the lanes that then have a
 * branch without a way; `detour_m` is the mean lengthening of the branches that have one, and
 * `bypass_ratio` their length together without the crossing by that with it. `choke_score` is the
 * mean loss over all laid lanes: 0 for a lane untouched, 1 for one cut off, 1 - with / without for
 * one that goes round; a fork counts by the mean of its branches, since its split is not stated.
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
