/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/weights.h
 * @brief The inside of weights, and making them row by row on many threads.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_WEIGHTS_H
#define ROUTES_ANALYSIS_HOTSPOT_WEIGHTS_H

#include <stdbool.h>

#include "core/parallel.h"
#include "routes/weights.h"

/** @brief Rows in one array each; the neighbours of a row rise. */
struct routes_weights {
    size_t areas;
    size_t *start;       /**< [areas + 1] */
    uint32_t *neighbour; /**< [start[areas]] */
    double *value;       /**< [start[areas]] */
};

/** @brief Areas of a block: rows are found block by block. */
#define ROUTES_I_ROW_BLOCK 64

/** @brief The rows of one block of areas, one behind the other. */
typedef struct routes_i_row_block {
    uint32_t *neighbour;
    double *value;
    size_t size;
    size_t neighbour_capacity;
    size_t value_capacity;
} routes_i_row_block;

/**
 * @brief Finds the row of an area and adds it by routes_i_row_add(), in any order.
 * @param worker Scratch space of one's own.
 * @param err    Never null.
 */
typedef routes_status (*routes_i_row_find)(routes_i_row_block *to, uint32_t area, unsigned worker,
                                           void *context, routes_error *err);

/** @brief Adds a weight to the row under way. No memory: ROUTES_E_MEMORY. */
routes_status routes_i_row_add(routes_i_row_block *to, uint32_t neighbour, double value,
                               routes_error *err);

/**
 * @brief Makes weights by finding each row; the same for any number of threads.
 *
 * @param[in] options Of it, with_self and row_standardised: an area that is found among its own
 *                    neighbours keeps that weight.
 * @param[in] what    For the progress line.
 */
routes_status routes_i_weights_by_rows(routes_weights **out, size_t areas, routes_i_row_find find,
                                       void *context, const routes_weights_options *options,
                                       const routes_run *run, const char *what, routes_error *err);

#endif
