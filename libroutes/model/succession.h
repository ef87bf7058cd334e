/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/succession.h
 * @brief Which places came of which when boundaries changed.
 */
#ifndef ROUTES_MODEL_SUCCESSION_H
#define ROUTES_MODEL_SUCCESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "routes/gazetteer.h"

/** @brief From `year` on, `place` is (a part of) what `predecessor` was. */
typedef struct routes_i_succession {
    routes_place_id predecessor, place;
    int year;
} routes_i_succession;

/** @brief A list of them; start from zero. */
typedef struct routes_i_successions {
    routes_i_succession *list;
    size_t size, capacity;
} routes_i_successions;

/** @brief Adds one, unless it is there. False when memory is out. */
bool routes_i_successions_add(routes_i_successions *to, routes_place_id predecessor,
                              routes_place_id place, int year);

/**
 * @brief What `place` is in `year`: itself, or all that came of it, each once.
 * @param[out] found [*count] Owned by the caller: routes_i_free(). Null on failure.
 * @retval ROUTES_E_DATA Places succeed each other in a circle.
 */
routes_status routes_i_successions_follow(routes_place_id **found, size_t *count,
                                          const routes_i_successions *successions,
                                          routes_place_id place, int year, routes_error *err);

/** @brief Frees the list; it is empty again. */
void routes_i_successions_free(routes_i_successions *successions);

#endif
