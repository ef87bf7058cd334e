/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/list.h
 * @brief A list in a cell, "A|B|C", taken apart; and a list in a meta key, ["A","B"].
 */
#ifndef ROUTES_RELEASE_LIST_H
#define ROUTES_RELEASE_LIST_H

#include <stddef.h>

#include "core/fail.h"

/** @brief The items of a list. */
typedef struct routes_i_list {
    char *bytes;
    const char **items; /**< [count] Into `bytes`; none is empty. */
    size_t count;
} routes_i_list;

/** @brief Takes "A|B|C" apart; null or "" is an empty list. Free with routes_i_list_free(). */
routes_status routes_i_list_split(routes_i_list *list, const char *text, routes_error *err);

/** @brief The same for a JSON list of texts, as meta keys hold it. */
routes_status routes_i_list_read(routes_i_list *list, const char *json, routes_error *err);

/** @brief Frees a list; it is empty again. */
void routes_i_list_free(routes_i_list *list);

#endif
