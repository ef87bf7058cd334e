/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file solve/mip.h
 * @brief A mixed-integer programme written down whole: for a file that other solvers read, and for
 *        a second opinion.
 *
 * The least of cost x column, columns in bounds, some of them whole numbers, rows in bounds. What
 * is to be greatest has its costs negated by whoever writes it down. INFINITY stands for no bound.
 */
#ifndef ROUTES_SOLVE_MIP_H
#define ROUTES_SOLVE_MIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/fail.h"

/** @brief A programme; start from zero, end with routes_i_mip_free(). Read the fields freely. */
typedef struct routes_i_mip {
    size_t cols;
    double *cost;         /**< [cols] */
    double *lower;        /**< [cols] */
    double *upper;        /**< [cols] */
    unsigned char *whole; /**< [cols] 1: a whole number. */
    const char **stem;    /**< [cols] Borrowed: a column is named by its stem and number. */
    uint32_t *number;     /**< [cols] */
    size_t rows;
    size_t *start;     /**< [rows + 1] Entries of each row; null without rows. */
    uint32_t *col;     /**< [start[rows]] */
    double *value;     /**< [start[rows]] */
    double *row_lower; /**< [rows] */
    double *row_upper; /**< [rows] */
    size_t cols_room;
    size_t rows_room;
    size_t entries_room;
    bool failed; /**< No memory: every later addition does nothing. */
} routes_i_mip;

/** @brief Frees what it holds; it is empty again. */
void routes_i_mip_free(routes_i_mip *mip);

/**
 * @brief Adds a column and returns its number.
 * @param[in] stem   A static text of letters, such as "x".
 * @param[in] number Follows the stem in the name; the two together name no other column.
 */
uint32_t routes_i_mip_add_col(routes_i_mip *mip, double cost, double lower, double upper,
                              bool whole, const char *stem, size_t number);

/** @brief Adds a row lower <= sum of value x column <= upper, each column at most once. */
void routes_i_mip_add_row(routes_i_mip *mip, size_t count, const uint32_t *col, const double *value,
                          double lower, double upper);

/** @brief Whether every addition found memory. */
routes_status routes_i_mip_check(const routes_i_mip *mip, routes_error *err);

/**
 * @brief Writes it as a free MPS file, which is written whole or not at all.
 *
 * Rows are named r0, r1, ...; numbers read back as they were. To be made least.
 *
 * @param[in] name One word, for the head of the file.
 * @retval ROUTES_E_IO The file cannot be written.
 * Source: IBM, "Mathematical Programming System Extended (MPSX/370)", 1976, as all solvers read it.
 */
routes_status routes_i_mip_write_mps(const routes_i_mip *mip, const char *path, const char *name,
                                     routes_error *err);

#endif
