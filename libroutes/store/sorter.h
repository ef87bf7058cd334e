/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/sorter.h
 * @brief Boxes in the order of a curve that fills the earth, so that neighbours come together; any
 *        number of them in bounded memory.
 *
 * What does not fit into memory lies in a file beside the workspace, which is without a name from
 * the start: it is gone when it is closed, or when the program is killed.
 */
#ifndef ROUTES_STORE_SORTER_H
#define ROUTES_STORE_SORTER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "core/fail.h"

/** @brief A row and its bounding box, rounded outwards: min x, max x, min y, max y. */
typedef struct routes_i_boxed {
    uint64_t place; /**< On the curve. */
    int64_t id;
    float box[4];
} routes_i_boxed;

/** @brief Boxes being sorted; start from zero, end with routes_i_sorter_end(). */
typedef struct routes_i_sorter {
    const char *beside; /**< Path of the file for what does not fit; borrowed. */
    size_t capacity;    /**< Boxes in memory at most; 0 means 131072. */
    routes_i_boxed *held;
    size_t size;
    FILE *file;
    size_t *run_sizes; /**< [runs] In the file, one behind the other, each in order. */
    size_t runs;
    struct routes_i_run_reader *readers; /**< [left] A heap by what comes next. */
    size_t left;
    size_t at; /**< Next of `held` where there is no file. */
} routes_i_sorter;

/** @brief The box of a row, rounded outwards, with its place on the curve. */
routes_i_boxed routes_i_boxed_make(int64_t id, double west, double east, double south,
                                   double north);

/** @brief Adds a box. @retval ROUTES_E_IO @retval ROUTES_E_MEMORY */
routes_status routes_i_sorter_add(routes_i_sorter *sorter, const routes_i_boxed *boxed,
                                  routes_error *err);

/** @brief After the last box: makes ready to give them out. */
routes_status routes_i_sorter_turn(routes_i_sorter *sorter, routes_error *err);

/** @brief The next box by its place, of equals by its id; `more` false behind the last. */
routes_status routes_i_sorter_next(routes_i_boxed *boxed, bool *more, routes_i_sorter *sorter,
                                   routes_error *err);

/** @brief Frees all, and the file with it. */
void routes_i_sorter_end(routes_i_sorter *sorter);

#endif
