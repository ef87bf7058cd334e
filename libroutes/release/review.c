/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/review.h"

#include "core/fail.h"
#include "core/memory.h"
#include "release/areas.h"
#include "release/overrides.h"

const char *routes_i_reason_text(routes_i_reason reason)
{
    static const char *const texts[ROUTES_I_REASONS] = {
        [ROUTES_I_HELD_KIND] = "restricted by kind (S20)",
        [ROUTES_I_HELD_CASE] = "one documented case (S18)",
        [ROUTES_I_HELD_SOURCE] = "source not open to this tier (S30)",
        [ROUTES_I_HELD_RETENTION] = "source past its retention date (S30)",
        [ROUTES_I_HELD_TABLE] = "counts without protection of their sums (S17)",
        [ROUTES_I_HELD_CONTRIBUTORS] = "too few contributors (S19)",
        [ROUTES_I_HELD_CHILD] = "children below country level (S29)",
        [ROUTES_I_HELD_HEALTH] = "health figure (S28)",
        [ROUTES_I_HELD_AREA] = "area finer or smaller than the tier allows",
        [ROUTES_I_HELD_BREAKDOWN] = "more breakdowns than the tier allows",
        [ROUTES_I_HELD_SMALL] = "values smaller than the tier shows (S04, S08)",
        [ROUTES_I_HELD_ROLE] = "places other than capitals and gateways",
        [ROUTES_I_HELD_UNKNOWN] = "this build does not know how to protect it",
    };
    return (unsigned)reason < ROUTES_I_REASONS ? texts[reason] : NULL;
}

/* At least one entry, so that null means no memory. */
static bool *flags(size_t n)
{
    return routes_i_calloc(n ? n : 1, sizeof(bool));
}

routes_status routes_i_review_start(routes_i_review *review, size_t answers, routes_error *err)
{
    size_t sources = routes_model_size(review->model, ROUTES_SOURCES);
    review->source_shown = flags(sources);
    review->source_mapped = flags(sources);
    review->held = routes_i_calloc(answers ? answers : 1, sizeof *review->held);
    review->held_count = answers;
    if (!review->source_shown || !review->source_mapped || !review->held)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a release");
    routes_status status = routes_i_overrides_start(review, err);
    return status ? status : routes_i_areas_start(review, err);
}

void routes_i_review_end(routes_i_review *review)
{
    routes_i_free(review->overrides);
    routes_i_free(review->override_used);
    routes_i_free(review->inhabitants);
    routes_i_free(review->source_shown);
    routes_i_free(review->source_mapped);
    routes_i_free(review->held);
    *review = (routes_i_review){0};
}

void routes_i_review_hold(routes_i_review *review, routes_i_reason reason)
{
    review->now->counts[reason]++;
}

void routes_i_review_hold_all(routes_i_review *review, routes_i_reason reason)
{
    review->now->whole = true;
    review->now->why = reason;
}
