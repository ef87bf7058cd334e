/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/ids.h
 * @brief Ids with the rows they stand in, put in order: what follows does not depend on the order
 *        of the input.
 */
#ifndef ROUTES_CORE_IDS_H
#define ROUTES_CORE_IDS_H

#include <stddef.h>

/** @brief An id, borrowed, and where it stands. */
typedef struct routes_i_id {
    const char *id;
    size_t row;
} routes_i_id;

/** @brief Sorts by the bytes of the ids, equal ones by their rows. */
void routes_i_ids_sort(routes_i_id *ids, size_t n);

#endif
