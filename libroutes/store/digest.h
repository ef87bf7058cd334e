/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/digest.h
 * @brief Says in 64 digits what data a table or a model holds.
 *
 * Two of them are equal when the rows are, value by value and in order; the
 * file and the line from which a row was read do not count. The digest of a
 * table grows row by row, so that an import need not read what was there.
 */
#ifndef ROUTES_STORE_DIGEST_H
#define ROUTES_STORE_DIGEST_H

#include "core/digest.h"
#include "model/schema.h"

/** @brief The digest of the rows of a table so far; start from zero. */
typedef struct routes_i_table_digest {
    char text[ROUTES_I_DIGEST_SIZE]; /**< "" without rows. */
} routes_i_table_digest;

/** @brief Takes in the next row. */
void routes_i_table_digest_add(routes_i_table_digest *digest, const routes_i_schema *schema,
                               const void *row);

/** @brief Makes one digest of those of all tables and the home country, which may be null. */
void routes_i_digest_all(char *out, const routes_i_table_digest *tables, const char *home);

/** @brief The digest of a model. @param[out] out [ROUTES_I_DIGEST_SIZE] */
void routes_i_model_digest(char *out, const routes_model *model);

#endif
