/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/words.h
 * @brief S35: words that hurt those they speak of, and what to write instead.
 */
#ifndef ROUTES_RELEASE_WORDS_H
#define ROUTES_RELEASE_WORDS_H

#include "release/review.h"

/** @brief A phrase and what to write instead; a static pair. */
typedef struct routes_i_phrase {
    const char *avoid;
    const char *instead;
} routes_i_phrase;

/**
 * @brief The first phrase to avoid in a text, or null.
 *
 * Whole phrases only, whatever the case; blanks, '_' and '-' separate words alike.
 */
const routes_i_phrase *routes_i_words_find(const char *text);

/** @brief The phrase at `index` of the list; null beyond. */
const routes_i_phrase *routes_i_words_at(size_t index);

/**
 * @brief Looks through a released table: names, texts, legend. The words of sources
 *        (attributed_to, section, the meta key reference) are theirs and stay as they are.
 * @retval ROUTES_E_DATA At public, a phrase was found; above, it is a line in the log.
 */
routes_status routes_i_words_check(const routes_i_review *review, const routes_table *table,
                                   routes_error *err);

#endif
