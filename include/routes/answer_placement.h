/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_placement.h
 * @brief Where border teams meet most lanes, and where the lanes would go then.
 */
#ifndef ROUTES_ANSWER_PLACEMENT_H
#define ROUTES_ANSWER_PLACEMENT_H

#include "routes/laying.h"
#include "routes/model.h"
#include "routes/network.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Settings of routes_answer_placement(). Start from ROUTES_PLACEMENT_OPTIONS. */
typedef struct routes_placement_options {
    size_t size;
    size_t teams;          /**< 0 means 5. */
    const routes_run *run; /**< May be null. */
} routes_placement_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_PLACEMENT_OPTIONS                                                                   \
    {                                                                                              \
        sizeof(routes_placement_options), 0, NULL                                                  \
    }

/**
 * @brief Places teams at known crossings, each where it adds most, with the displacement that
 *        belongs to it (S22).
 *
 * The unit is lanes: every laid lane of trafficking weighs 1, since most carry no number and the
 * numbers that are there do not add; a fork is split evenly among its branches, which is an
 * assumption. Lanes of one case are left out. A team's chance to find what passes is what the
 * crossing states (1 - reliability_watched / reliability), else 0.5 (0.2 to 0.8), marked `assumed`.
 * Other ways are the shortest with the first, the first two, ... team's crossings closed; the
 * diffuse crossings are ways, but no place for a team. Teams that are left when no crossing adds
 * anything stand where most lanes have moved for the teams before them: they add nothing to
 * `interception`, `marginal_moved` says what they would meet if these moved no more.
 *
 * @param[out] placement    team, id, name, interception (nobody changes way), interception_moving
 *                          (everybody who has a better way takes it), marginal, marginal_moved,
 *                          bound, passing, moved_share, burden, assumed. Owned by the caller. Null
 * on failure.
 * @param[out] displacement team (teams standing), id, name, diffuse, before, after, change: every
 *                          crossing that lanes pass or would pass. Owned by the caller.
 * @param[in] model    Checked. @param[in] network Of the model. @param[in] laying On the network.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT, ROUTES_E_MEMORY, ROUTES_E_CANCELLED
 * Source: see routes_place_greedy_new().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_placement(
    routes_table **placement, routes_table **displacement, const routes_model *model,
    const routes_network *network, const routes_laying *laying,
    const routes_placement_options *options, routes_error *err);

ROUTES_END

#endif
