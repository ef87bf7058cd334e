/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/contents.h
 * @brief What a finished release holds; all of it its own, nothing of the model's.
 */
#ifndef ROUTES_RELEASE_CONTENTS_H
#define ROUTES_RELEASE_CONTENTS_H

#include "core/arena.h"
#include "core/digest.h"
#include "release/review.h"
#include "routes/release.h"

/** @brief A released layer. */
struct routes_layer {
    const char *name;
    const char *title;
    const char *abstract;
    routes_tier tier;
    routes_table *table;
    routes_style style;
    size_t rows_withheld;
    char digest[ROUTES_I_DIGEST_SIZE]; /**< Of the released values. */
};

/** @brief A finished release. */
struct routes_release {
    routes_i_arena arena; /**< Of every text below. */
    routes_stamp stamp;
    routes_layer *layers;
    size_t count;
    routes_source *sources; /**< [source_count] Those shown or mapped. */
    size_t source_count;
    size_t sources_closed;      /**< Not open to the tier, or past their date. */
    routes_override *overrides; /**< [override_count] Those that released rows needed. */
    size_t override_count;
    routes_i_held *held; /**< [held_count] */
    size_t held_count;
    char data_digest[ROUTES_I_DIGEST_SIZE];   /**< Of the answers; for the ledger alone. */
    char output_digest[ROUTES_I_DIGEST_SIZE]; /**< Of layers and stamp. */
};

/** @brief Adds a table to a digest: heads, statuses, values, geometry. */
void routes_i_contents_digest(routes_i_digest *digest, const routes_table *table);

/** @brief Copies a text into the release; null stays null. False when memory is out. */
bool routes_i_contents_text(routes_release *release, const char **to, const char *text);

/**
 * @brief Makes layer `index` of `table`, which it owns from now on, also on failure.
 * @param[in] withheld Rows of the answer that stay inside.
 */
routes_status routes_i_layer_make(routes_release *release, routes_table *table, size_t withheld,
                                  routes_error *err);

/** @brief Copies what the review found out: sources, overrides, what was held. */
routes_status routes_i_contents_take(routes_release *release, const routes_i_review *review,
                                     routes_error *err);

/** @brief Fills the stamp, last of all. */
routes_status routes_i_stamp_make(routes_release *release, const routes_release_options *options,
                                  routes_error *err);

#endif
