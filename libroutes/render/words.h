/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/words.h
 * @brief A lane in words: who, how many as stated, by what, since when.
 */
#ifndef ROUTES_RENDER_WORDS_H
#define ROUTES_RENDER_WORDS_H

#include "core/text.h"
#include "render/scene.h"

/** @brief A number as people write it: 40,000; 2.5; 18. */
void routes_i_words_number(routes_i_text *to, double value);

/** @brief A range without its unit: "30–35", "over 100", "12,000", "400 to 900, about 600". */
void routes_i_words_range(routes_i_text *to, routes_range range);

/** @brief The number of a lane alone, "over 40,000"; nothing where it has none. */
void routes_i_words_amount(routes_i_text *to, const routes_i_lane *lane);

/** @brief What the number of a lane counts: "women and children a year". */
void routes_i_words_unit(routes_i_text *to, const routes_i_lane *lane);

/** @brief The figure as stated, and what else is: "over 100 children a month; both ways, ...". */
void routes_i_words_figure(routes_i_text *to, const routes_i_lane *lane, const char *period);

/** @brief "Kampong Cham → Phnom Penh, Siem Reap", "Cambodia ↔ Thailand", "A → B via C". */
void routes_i_words_ends(routes_i_text *to, const routes_i_lane *lane);

/** @brief Who is named as source, and the section: "Chea Pyden 2001, §4". */
void routes_i_words_source(routes_i_text *to, const routes_i_lane *lane);

/** @brief A lane's years where they are not the period of the whole: "1998", "1979–2001". */
void routes_i_words_years(routes_i_text *to, const routes_i_lane *lane, const char *period);

/** @brief The same behind a comma; nothing where there is nothing to say. */
void routes_i_words_span(routes_i_text *to, const routes_i_lane *lane, const char *period);

/** @brief Items of a list joined by '|', with `between` between them and '_' as a blank. */
void routes_i_words_list(routes_i_text *to, const char *list, const char *between);

#endif
