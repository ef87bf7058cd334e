/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/columns.h
 * @brief Which columns of a layer leave at a tier; what is not named here stays inside.
 *
 * So no score, z, p or residual (S14), no note, contributor or effort gets out below restricted,
 * and no column that a later analysis adds does until somebody has thought about it.
 */
#ifndef ROUTES_RELEASE_COLUMNS_H
#define ROUTES_RELEASE_COLUMNS_H

#include "release/review.h"

/**
 * @brief Marks the columns of an answer that may leave.
 * @param[out] columns [columns of the answer]
 * @return False when this build does not know the layer at this tier.
 */
bool routes_i_columns_mark(bool *columns, const routes_i_tier *tier, const routes_table *answer);

/** @brief Whether a meta key may leave. */
bool routes_i_columns_meta(const routes_i_tier *tier, const char *key);

#endif
