/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/release.h
 * @brief The only door out: answers become released layers of a tier, or do not leave.
 *
 * Export and render take a release and nothing else. What is released has
 * passed the rules of its tier; what a rule does not know how to protect stays
 * out. Where no tier is asked, it is public.
 */
#ifndef ROUTES_RELEASE_H
#define ROUTES_RELEASE_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/layer.h"
#include "routes/model.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Settings of a release. Start from ROUTES_RELEASE_OPTIONS. */
typedef struct routes_release_options {
    size_t size;
    routes_tier tier;     /**< Default: public. */
    const char *purpose;  /**< What for; required above public (S33). */
    const char *approver; /**< Code of who approved; required above public. */
    const char *date;     /**< YYYY-MM-DD; required. */
    unsigned days;        /**< Until the end date of a restricted release; 0 means 90. */
} routes_release_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_RELEASE_OPTIONS                                                                     \
    {                                                                                              \
        sizeof(routes_release_options), ROUTES_TIER_PUBLIC, NULL, NULL, NULL, 0                    \
    }

/** @brief What is printed on every layer and map, and stands in release.json (S32-S34). */
typedef struct routes_stamp {
    routes_tier tier;
    const char *tlp;        /**< "TLP:CLEAR", "TLP:AMBER", "TLP:AMBER+STRICT". */
    const char *release_id; /**< From the digests, tier and date: the same release, the same id. */
    const char *date;       /**< YYYY-MM-DD. */
    const char *end_date;   /**< YYYY-MM-DD; null at public. */
    const char *purpose;    /**< Null at public. */
    const char *approver;   /**< Null at public. */
    const char *sources;    /**< One line: titles, authors, years of the sources shown. */
    const char *credits;    /**< One line: map data and their licences. */
    const char *period;     /**< "2001", "1979-2001". */
    const char *notice;     /**< "Reported and detected, not prevalence ..." */
    const char *boundary;   /**< Boundary notice. */
    const char *overrides;  /**< One line on figures that pass by override; null when none. */
    size_t lanes_withheld;  /**< Lanes neither drawn nor listed at this tier. */
    size_t cells_withheld;  /**< Values suppressed or merged, and figures not shown. */
    const char *units;      /**< Units of the lanes and figures shown; null when none has one. */
    size_t lanes_shown;     /**< n of the lanes: released rows. */
    size_t figures_shown;   /**< n of the stated figures. */
} routes_stamp;

/** @brief A set of released layers of one tier. Opaque, read only. */
typedef struct routes_release routes_release;

/**
 * @brief Turns answers into a release.
 *
 * @param[out] out    Owned by the caller: routes_release_free(). Null on failure.
 * @param[in] model   Checked; gives sources with their consent, and overrides. Null for tables of
 *                    kind ROUTES_KIND_OWN alone.
 * @param[in] answers [n] Tables. Those whose kind the tier does not admit are left out, unless
 *                    `options` says otherwise.
 * @param[in] options Null is refused: a release needs a date.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT Purpose, approver or date is missing, or a tier is unknown.
 * @retval ROUTES_E_DATA     No safe pattern, an override that may not be, a word to avoid at
 *                           public, a placement without its displacement: nothing is released.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_release_new(
    routes_release **out, const routes_model *model, const routes_table *const *answers, size_t n,
    const routes_release_options *options, const routes_run *run, routes_error *err);

/** @brief Frees a release with its layers. Null is allowed. */
ROUTES_API void routes_release_free(routes_release *release);

/** @brief The stamp, borrowed. */
ROUTES_API const routes_stamp *routes_release_stamp(const routes_release *release);
/** @brief Number of layers. */
ROUTES_API size_t routes_release_size(const routes_release *release);
/** @brief Layer at `index`, borrowed; null beyond. */
ROUTES_API const routes_layer *routes_release_at(const routes_release *release, size_t index);
/** @brief Layer by its name, borrowed; null when the release does not hold it. */
ROUTES_API const routes_layer *routes_release_find(const routes_release *release, const char *name);

/**
 * @brief Text of provenance.json: every released row with the released rows and sources behind it.
 * @param[out] out Free with routes_text_free().
 */
ROUTES_API ROUTES_CHECK routes_status routes_release_provenance(char **out,
                                                                const routes_release *release,
                                                                routes_error *err);

/**
 * @brief Text of release.json: tier, id, date, purpose, approver, what was withheld in counts,
 *        overrides, digests of layers and of inputs.
 * @param[out] out Free with routes_text_free().
 */
ROUTES_API ROUTES_CHECK routes_status routes_release_json(char **out, const routes_release *release,
                                                          routes_error *err);

/**
 * @brief Whether a result of this kind may leave at this tier at all (S20).
 * @retval ROUTES_E_DATA It may not; the message says from which tier on.
 */
ROUTES_API ROUTES_CHECK routes_status routes_release_admits(routes_kind kind, routes_tier tier,
                                                            routes_error *err);

ROUTES_END

#endif
