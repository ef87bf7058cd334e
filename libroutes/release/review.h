/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/review.h
 * @brief A release under way: the tier it is for, what is known, and what was held back and why.
 *
 * Each rule of the room takes the review and one answer, and gives back the
 * table that may leave. What it holds back it notes here.
 */
#ifndef ROUTES_RELEASE_REVIEW_H
#define ROUTES_RELEASE_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "release/tier.h"
#include "routes/model.h"
#include "routes/run.h"
#include "routes/table.h"

/** @brief Why a row, a value or a layer stays inside. */
typedef enum routes_i_reason {
    ROUTES_I_HELD_KIND = 0,     /**< S20: results of this kind leave at restricted only. */
    ROUTES_I_HELD_CASE,         /**< S18 */
    ROUTES_I_HELD_SOURCE,       /**< S30: the source is not open to this tier. */
    ROUTES_I_HELD_RETENTION,    /**< S30: the source is past its retention date. */
    ROUTES_I_HELD_TABLE,        /**< S17, and S05 to S07, which this build does not know. */
    ROUTES_I_HELD_CONTRIBUTORS, /**< S19 */
    ROUTES_I_HELD_CHILD,        /**< S29 */
    ROUTES_I_HELD_HEALTH,       /**< S28 */
    ROUTES_I_HELD_AREA,         /**< Finer than the tier allows, or too few inhabitants. */
    ROUTES_I_HELD_BREAKDOWN,    /**< Split along more dimensions than the tier allows. */
    ROUTES_I_HELD_SMALL,        /**< S04, S08: a value, not a row. */
    ROUTES_I_HELD_ROLE,         /**< A place that is neither capital nor gateway. */
    ROUTES_I_HELD_UNKNOWN,      /**< A layer this build does not know how to protect. */
    ROUTES_I_REASONS
} routes_i_reason;

/** @brief The reason in words, for release.json. */
const char *routes_i_reason_text(routes_i_reason reason);

/** @brief What was held back from one layer. */
typedef struct routes_i_held {
    const char *layer;               /**< Of the answer; borrowed. */
    size_t counts[ROUTES_I_REASONS]; /**< Rows; for HELD_SMALL, values. */
    bool whole;                      /**< The layer itself stays inside, */
    routes_i_reason why;             /**< for this reason. */
} routes_i_held;

/** @brief One override of the model; borrowed. */
typedef struct routes_i_exception {
    const routes_override *of;
} routes_i_exception;

/** @brief A release under way. */
typedef struct routes_i_review {
    const routes_i_tier *tier;
    const routes_model *model;
    int32_t date; /**< Of the release. */
    const routes_run *run;
    routes_i_exception *overrides; /**< [override_count] Of the model, sorted by their key. */
    size_t override_count;
    bool *override_used; /**< [override_count] In the model's order: a released row needs it. */
    double *inhabitants; /**< [areas] By the latest census at the date; NaN: not known. */
    bool *source_shown;  /**< [sources] Some released row rests on it. */
    bool *source_mapped; /**< [sources] Some released place or geometry rests on it. */
    routes_i_held *held; /**< One for each answer. */
    size_t held_count;
    routes_i_held *now;        /**< Of the answer at hand. */
    const routes_table *lanes; /**< The released lanes; null until there are any. */
} routes_i_review;

/** @brief Makes room for the notes on `answers` answers. */
routes_status routes_i_review_start(routes_i_review *review, size_t answers, routes_error *err);
/** @brief Frees the notes. */
void routes_i_review_end(routes_i_review *review);
/** @brief Notes one row, or value, of the answer at hand as held back. */
void routes_i_review_hold(routes_i_review *review, routes_i_reason reason);
/** @brief Leaves the answer at hand out as a whole. */
void routes_i_review_hold_all(routes_i_review *review, routes_i_reason reason);

#endif
