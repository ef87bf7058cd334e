/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/intake.h
 * @brief Rows on their way into a workspace: taken in batches, each judged against what the
 *        workspace holds already.
 *
 * A row is judged alone when it is read (model/parse.h) and in its batch by routes_model_check(),
 * on a model of the tables that it may refer to and of the rows beside it. What a batch cannot
 * know, a key that came in an earlier one, the database refuses.
 */
#ifndef ROUTES_STORE_INTAKE_H
#define ROUTES_STORE_INTAKE_H

#include "core/arena.h"
#include "model/index.h"
#include "store/digest.h"
#include "store/feed.h"
#include "store/rejects.h"
#include "store/sheet.h"
#include "store/spatial.h"

/** @brief Rows of a full batch. */
#define ROUTES_I_INTAKE_ROWS 16384

/** @brief A row of the batch. */
typedef struct routes_i_taken {
    routes_i_reject record; /**< `reason` null: not refused so far. */
    size_t row;             /**< In the batch's model; SIZE_MAX: not there. */
} routes_i_taken;

/** @brief Rows under way; start with routes_i_intake_begin(). */
typedef struct routes_i_intake {
    const routes_i_schema *schema;
    const char *file;      /**< How faults call it. */
    const char *name;      /**< What rows keep of it: no folder. */
    const routes_run *run; /**< Without progress. */
    routes_faults *found;  /**< Of the record just read: the feed adds to it. */
    routes_faults *faults; /**< The caller's. */
    routes_model *base;    /**< Tables that the rows refer to. */
    routes_i_index nodes;  /**< Ids of the base that rows of this table may not take. */
    routes_model *batch;   /**< Those and the rows of the batch. */
    routes_i_arena arena;  /**< Cells, geometry and reasons of the batch. */
    routes_i_taken *taken; /**< [size] */
    size_t size;
    size_t bytes;
    unsigned char *scratch; /**< [row_size] */
    size_t kept, rejected;
} routes_i_intake;

/** @brief Where the rows go. */
typedef struct routes_i_intake_to {
    routes_i_sheet *sheet;
    routes_i_spatial *spatial; /**< Null for a table without geometry. */
    routes_i_table_digest *digest;
    routes_i_rejects *rejects;
} routes_i_intake_to;

/** @brief Tables whose rows rows of this one refer to, or must differ from: bits of routes_entity.
 */
unsigned routes_i_intake_needs(routes_entity entity);

/**
 * @brief Starts an intake.
 * @param[in] run  Without progress; borrowed.
 * @param[in] base With the tables of routes_i_intake_needs(); rows of tables that refer to
 *                 themselves are added to it.
 */
routes_status routes_i_intake_begin(routes_i_intake *intake, routes_entity entity, const char *file,
                                    const routes_run *run, routes_model *base,
                                    routes_faults *faults, routes_error *err);

/** @brief Frees all; the base stays. */
void routes_i_intake_end(routes_i_intake *intake);

/** @brief Gives what is in `found` to the caller's list. */
routes_status routes_i_intake_pass(routes_i_intake *intake, routes_error *err);

/** @brief Takes a record of the feed; what is in `found` goes to the caller's list. */
routes_status routes_i_intake_take(routes_i_intake *intake, const routes_i_feed *feed,
                                   const routes_i_fed *fed, routes_error *err);

/** @brief Whether the batch should be put away. */
bool routes_i_intake_is_full(const routes_i_intake *intake);

/**
 * @brief Judges the batch, writes the good rows and the rejects.
 * @retval ROUTES_E_DATA With these rows the workspace as a whole would no longer be in order.
 */
routes_status routes_i_intake_put(routes_i_intake *intake, const routes_i_intake_to *to,
                                  routes_error *err);

#endif
