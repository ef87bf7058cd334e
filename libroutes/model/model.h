/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/model.h
 * @brief What a model is made of; rows of any table by one pair of functions.
 */
#ifndef ROUTES_MODEL_MODEL_H
#define ROUTES_MODEL_MODEL_H

#include "core/arena.h"
#include "model/schema.h"

/** @brief What routes_model_check() found out; see model/resolved.h. */
struct routes_i_resolved;

/** @brief The rows of one table, one after another. */
typedef struct routes_i_rows {
    unsigned char *bytes;
    size_t size; /**< Rows. */
    size_t capacity;
} routes_i_rows;

struct routes_model {
    routes_i_arena texts;
    routes_i_rows tables[ROUTES_ENTITIES];
    const char *home;                   /**< As set; null: not set. */
    struct routes_i_resolved *resolved; /**< Null: not checked since the last change. */
};

/** @brief Adds a row of any table: what the routes_model_add_... do. */
routes_status routes_i_model_add(routes_model *model, routes_entity entity, const void *row,
                                 routes_error *err);

/** @brief A row of any table; `index` < routes_model_size(). */
const void *routes_i_model_row(const routes_model *model, routes_entity entity, size_t index);

/** @brief routes_model_check() of rows each of which passed model/row_check.h before, as those that
 *         model/parse.h finds good: only what they say together is judged. */
routes_status routes_i_model_check_together(routes_model *model, const routes_run *run,
                                            routes_faults *faults, routes_error *err);

#endif
