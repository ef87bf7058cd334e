/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/persons.h
 * @brief S01, S02: nothing about a person leaves, nor where a service stands, at any tier.
 *
 * The model has refused both already. Here an answer is looked at once more, since a program may
 * have made it by hand.
 */
#ifndef ROUTES_RELEASE_PERSONS_H
#define ROUTES_RELEASE_PERSONS_H

#include "routes/table.h"

/**
 * @brief Refuses an answer with a column or a cell about a person, or with the position of a
 *        service.
 * @retval ROUTES_E_DATA It has: which column and row; what stands there is not said.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_persons_check(const routes_table *answer, routes_error *err);

#endif
