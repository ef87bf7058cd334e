/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/kinds.h"

#include "core/fail.h"
#include "release/tier.h"

routes_status routes_i_kinds_admit(routes_kind kind, routes_tier tier, routes_error *err)
{
    const char *name = routes_tier_text(tier);
    if (!name)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "tier %d is none", (int)tier);
    switch (kind) {
    case ROUTES_KIND_PLACES:
    case ROUTES_KIND_LANES:
    case ROUTES_KIND_ESTIMATES:
    case ROUTES_KIND_HOTSPOTS:
        if (tier != ROUTES_TIER_OWN)
            return ROUTES_OK;
        return routes_i_fail(err, ROUTES_E_DATA,
                             "what comes from a model is never of tier own: ask for public, "
                             "partner or restricted");
    case ROUTES_KIND_OPERATIONAL:
        if (tier == ROUTES_TIER_RESTRICTED)
            return ROUTES_OK;
        return routes_i_fail(err, ROUTES_E_DATA,
                             "chokepoints, placement and alarms are restricted by kind and not "
                             "released as %s: ask for restricted, with purpose and approver",
                             name);
    case ROUTES_KIND_OWN:
        if (tier == ROUTES_TIER_OWN)
            return ROUTES_OK;
        return routes_i_fail(err, ROUTES_E_DATA,
                             "a table of one's own file is of tier own and is not released as %s",
                             name);
    }
    return routes_i_fail(err, ROUTES_E_ARGUMENT, "kind %d is none", (int)kind);
}
