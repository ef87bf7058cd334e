/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/laying.h
 * @brief Lanes laid onto the network: from a statement to the ways it would take.
 *
 * What cannot be laid is not lost: it is listed with the reason.
 */
#ifndef ROUTES_LAYING_H
#define ROUTES_LAYING_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/model.h"
#include "routes/network.h"
#include "routes/path.h"
#include "routes/run.h"

ROUTES_BEGIN

/**
 * @brief One way of a lane. A lane with several ends (a fork) has one for each.
 *
 * How a fork splits is not stated: each branch may carry from nothing to the whole.
 */
typedef struct routes_branch {
    size_t lane;           /**< Row in lanes. */
    const uint32_t *nodes; /**< [steps + 1] */
    const uint32_t *links; /**< [steps] */
    size_t steps;
    double length_m;
    int assumed; /**< Other than 0: an end is an assumed member of a group. */
} routes_branch;

/** @brief All lanes of a model on a network. Opaque, frozen. */
typedef struct routes_laying routes_laying;

/** @brief Settings of routes_laying_new(). Start from ROUTES_LAYING_OPTIONS. */
typedef struct routes_laying_options {
    size_t size;
    const unsigned char *node_closed; /**< [nodes] Other than 0: no lane passes. Null: all open. */
    const unsigned char *link_closed; /**< [links] The same of links. */
    const routes_run *run;            /**< May be null. */
    const unsigned char *lane_closed; /**< [lanes] Other than 0: the lane is not laid. Null: all
                                           are. */
} routes_laying_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_LAYING_OPTIONS                                                                      \
    {                                                                                              \
        sizeof(routes_laying_options), NULL, NULL, NULL, NULL                                      \
    }

/**
 * @brief Lays every lane of a checked model.
 *
 * The node of an end: the place or crossing itself; of a province its capital; of a country abroad
 * its hub. The home country as an end gives way to `via`; without `via` the lane is not laid. A
 * place, crossing or province as `via` is passed on the way; a country as `via` is crossed between
 * the two of its crossings that make the way shortest. Ways are the most reliable ones, which are
 * the shortest where no reliability is stated, by the means of travel that the lane states; a lane
 * that states none takes land, river and sea, and the air only when its scope is international.
 * Between two places of the home country a lane stays inside it; between one inside and one abroad
 * it goes over the border once. A lane whose legs are given is laid leg by leg.
 *
 * @param[out] out     Owned by the caller: routes_laying_free(). Null on failure.
 * @param[in] model    Checked. @param[in] network Of that model. Both needed only during the call.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_MEMORY
 * @retval ROUTES_E_CANCELLED
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_laying_new(routes_laying **out,
                                                        const routes_model *model,
                                                        const routes_network *network,
                                                        const routes_laying_options *options,
                                                        routes_error *err);

/** @brief Frees a laying. Null is allowed. */
ROUTES_API void routes_laying_free(routes_laying *laying);

/** @brief Number of branches of all lanes. */
ROUTES_API size_t routes_laying_size(const routes_laying *laying);
/** @brief A branch, borrowed; those of one lane stand together, lanes in order; null beyond. */
ROUTES_API const routes_branch *routes_laying_at(const routes_laying *laying, size_t branch);

/**
 * @brief The branches of a lane.
 * @param[out] first Index of its first branch; may be null.
 * @param[out] count Number; 0 when it is not laid; may be null.
 * @return Why it is not laid, or which of its branches are not; null when it is laid whole.
 * Borrowed.
 */
ROUTES_API const char *routes_laying_lane(const routes_laying *laying, size_t lane, size_t *first,
                                          size_t *count);

ROUTES_END

#endif
