/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/fill.h
 * @brief Files into a model, and the model judged, so that as many faults as can be come out at
 *        once.
 *
 * A row with a fault is added too, as far as it could be read: else every row
 * that names it would look wrong as well. What the check then finds in such a
 * row is not told a second time.
 */
#ifndef ROUTES_STORE_FILL_H
#define ROUTES_STORE_FILL_H

#include "store/feed.h"

/** @brief A row that has been told of already. */
typedef struct routes_i_told {
    const char *file;
    size_t row;
} routes_i_told;

/** @brief A model being filled; start with routes_i_fill_begin(). */
typedef struct routes_i_fill {
    routes_model *model;
    routes_faults *faults;
    const routes_run *run; /**< As routes_i_run_read() gives it. */
    routes_i_told *told;   /**< [told_count] */
    size_t told_count;
    size_t told_capacity;
    size_t faults_before; /**< In the list when the filling began: */
    size_t errors_before; /**< they are somebody else's. */
    bool is_partial;      /**< Rows are missing altogether: names cannot be judged. */
} routes_i_fill;

/**
 * @brief Starts with an empty model.
 * @param[in] run As routes_i_run_read() gives it; borrowed.
 */
routes_status routes_i_fill_begin(routes_i_fill *fill, const routes_run *run, routes_faults *faults,
                                  routes_error *err);

/**
 * @brief Adds the rows of a file.
 * @retval ROUTES_OK Also for a file that is wrong: the faults say why.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_DEPENDENCY
 * @retval ROUTES_E_MEMORY
 * @retval ROUTES_E_CANCELLED
 */
routes_status routes_i_fill_table(routes_i_fill *fill, const routes_i_feed_from *from,
                                  routes_error *err);

/**
 * @brief Adds a fault of a file as a whole, or of its head.
 * @param[in] what Not null.
 */
routes_status routes_i_fill_fault(routes_i_fill *fill, const routes_fault *where, const char *what,
                                  routes_error *err);

/**
 * @brief Checks the model.
 * @retval ROUTES_E_DATA There are errors, here or from the files.
 */
routes_status routes_i_fill_check(routes_i_fill *fill, routes_error *err);

/** @brief ROUTES_E_DATA when there were errors since the beginning. */
routes_status routes_i_fill_judge(const routes_i_fill *fill, routes_error *err);

/** @brief Gives the model away, for the caller to free. */
routes_model *routes_i_fill_model(routes_i_fill *fill);

/** @brief Frees what the filling holds; the model too. */
void routes_i_fill_end(routes_i_fill *fill);

#endif
