/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/tier.h
 * @brief The table of the tiers: what each allows. The rules read it and hold no figure themselves.
 *
 * Its line on periods and lag binds counts of persons from operations, which do not leave below the
 * restricted tier as long as S05 to S07 are not built; it comes with them.
 */
#ifndef ROUTES_RELEASE_TIER_H
#define ROUTES_RELEASE_TIER_H

#include <stdbool.h>

#include "routes/code.h"
#include "routes/layer.h"

/** @brief What a tier allows. */
typedef struct routes_i_tier {
    routes_tier tier;
    const char *text;
    const char *tlp;
    routes_sensitivity sensitivity; /**< Of what leaves at this tier. */
    unsigned k;                     /**< Least count of persons that is shown. */
    routes_level finest;            /**< Finest area a figure may stand for. */
    double inhabitants;             /**< Least number in an area below country; 0: no floor. */
    unsigned rounding;              /**< Counts of persons, after suppression; 0: none. */
    unsigned breakdowns;            /**< Besides place and period. */
    unsigned contributors;          /**< Organisations behind a count, at least. */
    double largest_share;           /**< Of one of them, at most. */
    bool merges_zero;               /**< A zero reads as "fewer than k, or none". */
    bool merges_ends;               /**< Ends of lanes are provinces, countries or groups. */
    bool shows_cases;               /**< Lanes of one documented case. */
    bool shows_health;              /**< Health figures as proxies. */
    bool splits_children;           /**< Figures of children below country level. */
    bool operational;               /**< Chokepoints, placement, alarms; every column. */
    routes_consent_scope scope;     /**< Least open scope of a source that may feed it. */
} routes_i_tier;

/** @brief The row of a tier; null for a value that is none, and for `own`, which has no rules. */
const routes_i_tier *routes_i_tier_of(routes_tier tier);

#endif
