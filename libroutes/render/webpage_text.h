/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/webpage_text.h
 * @brief Texts and values as a page may carry them: whatever a name holds, it stays text.
 */
#ifndef ROUTES_RENDER_WEBPAGE_TEXT_H
#define ROUTES_RENDER_WEBPAGE_TEXT_H

#include "core/text.h"
#include "routes/table.h"

/** @brief Appends a text with what means something to HTML escaped; nothing for null. */
void routes_i_webpage_html(routes_i_text *to, const char *text);

/**
 * @brief Appends JSON so that it can stand within a script element.
 *
 * '<', '>' and '&' occur within its strings only, and so do the two line ends of
 * Unicode that old readers of scripts trip over: they become \\u escapes.
 */
void routes_i_webpage_json(routes_i_text *to, const char *json);

/** @brief Appends a code or a list of such in words: "cross border", "land, water"; names and ids
 *         only have their lists taken apart. */
void routes_i_webpage_words(routes_i_text *to, const char *code);

/** @brief Appends a value in words, not escaped; where there is none, why. */
void routes_i_webpage_value(routes_i_text *to, const routes_table *table, size_t column,
                            size_t row);

#endif
