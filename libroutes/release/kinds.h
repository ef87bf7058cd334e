/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/kinds.h
 * @brief S20: which kinds of result leave at which tier, whatever their content.
 */
#ifndef ROUTES_RELEASE_KINDS_H
#define ROUTES_RELEASE_KINDS_H

#include "routes/layer.h"

/**
 * @brief What routes_release_admits() says.
 * @retval ROUTES_E_DATA The kind does not leave at this tier.
 * @retval ROUTES_E_ARGUMENT There is no such kind or tier.
 */
routes_status routes_i_kinds_admit(routes_kind kind, routes_tier tier, routes_error *err);

#endif
