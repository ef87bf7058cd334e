/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/tier.h"

#include <stddef.h>

/* The table "Tiers" of docs/safeguards.md; a change there is a change here, and nowhere else. */
static const routes_i_tier tiers[] = {
    {
        .tier = ROUTES_TIER_PUBLIC,
        .text = "public",
        .tlp = "TLP:CLEAR",
        .sensitivity = ROUTES_SENSITIVITY_LOW,
        .k = 11,
        .finest = ROUTES_LEVEL_PROVINCE,
        .inhabitants = 20000,
        .rounding = 5,
        .breakdowns = 1,
        .contributors = 3,
        .largest_share = 0.8,
        .merges_zero = true,
        .merges_ends = true,
        .scope = ROUTES_CONSENT_AGGREGATE_PUBLIC,
    },
    {
        .tier = ROUTES_TIER_PARTNER,
        .text = "partner",
        .tlp = "TLP:AMBER",
        .sensitivity = ROUTES_SENSITIVITY_MODERATE,
        .k = 5,
        .finest = ROUTES_LEVEL_DISTRICT,
        .breakdowns = 2,
        .contributors = 3,
        .largest_share = 1.0,
        .shows_health = true,
        .splits_children = true,
        .scope = ROUTES_CONSENT_PARTNER,
    },
    {
        .tier = ROUTES_TIER_RESTRICTED,
        .text = "restricted",
        .tlp = "TLP:AMBER+STRICT",
        .sensitivity = ROUTES_SENSITIVITY_HIGH,
        .k = 1,
        .finest = ROUTES_LEVEL_TOWN,
        .breakdowns = 3,
        .contributors = 1,
        .largest_share = 1.0,
        .shows_cases = true,
        .shows_health = true,
        .splits_children = true,
        .operational = true,
        .scope = ROUTES_CONSENT_RESTRICTED,
    },
};

const routes_i_tier *routes_i_tier_of(routes_tier tier)
{
    return (unsigned)tier < sizeof tiers / sizeof *tiers ? &tiers[tier] : NULL;
}
