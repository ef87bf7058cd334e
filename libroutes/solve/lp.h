/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file solve/lp.h
 * @brief Linear programmes that change a little and are solved again: the least of a cost over
 *        columns in bounds, under rows in bounds.
 *
 * A door to GLPK's dual simplex; its integer solver is never called. Inside a call GLPK prints
 * nothing, and where it would end the process (no memory, a fault of its own) the call returns a
 * status instead: the programme is then broken, every later call but the free fails alike, and
 * what GLPK held for it is lost until the thread's GLPK is freed.
 *
 * GLPK keeps its memory by thread: a programme is made, used and freed on one thread. Different
 * threads may each have their own. GLPK's hooks of the calling thread are cleared by each call, and
 * with the last thing that GLPK holds on a thread its settings there go.
 *
 * Columns and rows are numbered from 0 in the order they were added; INFINITY stands for no bound.
 */
#ifndef ROUTES_SOLVE_LP_H
#define ROUTES_SOLVE_LP_H

#include <stddef.h>
#include <stdint.h>

#include "core/fail.h"

/** @brief A linear programme. */
typedef struct routes_i_lp routes_i_lp;

/** @brief How the last solving ended. */
typedef enum routes_i_lp_state {
    ROUTES_I_LP_NONE = 0,       /**< Not solved since it was made. */
    ROUTES_I_LP_OPTIMAL = 1,    /**< Solved. */
    ROUTES_I_LP_INFEASIBLE = 2, /**< No values of the columns satisfy the rows. */
    ROUTES_I_LP_UNBOUNDED = 3,  /**< The cost can fall without end. */
    ROUTES_I_LP_CUTOFF = 4,     /**< The least cost is at least the cutoff. */
    ROUTES_I_LP_LIMIT = 5       /**< The iterations were used up. */
} routes_i_lp_state;

/** @brief Whether a column or row is basic, or else at which of its bounds it lies. */
typedef enum routes_i_lp_basis {
    ROUTES_I_LP_BASIC = 0,
    ROUTES_I_LP_AT_LOWER = 1,
    ROUTES_I_LP_AT_UPPER = 2
} routes_i_lp_basis;

/** @brief An empty programme; null on failure. */
routes_status routes_i_lp_new(routes_i_lp **lp, routes_error *err);

/** @brief Frees a programme, on the thread that made it. Null is allowed. */
void routes_i_lp_free(routes_i_lp *lp);

/** @brief Number of columns. */
size_t routes_i_lp_cols(const routes_i_lp *lp);

/** @brief Number of rows. */
size_t routes_i_lp_rows(const routes_i_lp *lp);

/**
 * @brief Adds columns that stand in no row yet.
 * @param[in] cost  [count] Per unit of the column.
 * @param[in] lower [count] -INFINITY: none.
 * @param[in] upper [count] INFINITY: none.
 */
routes_status routes_i_lp_add_cols(routes_i_lp *lp, size_t count, const double *cost,
                                   const double *lower, const double *upper, routes_error *err);

/**
 * @brief Adds rows lower <= sum of value x column <= upper.
 * @param[in] start [count + 1] Entries of row i are start[i] to start[i + 1].
 * @param[in] col   [entries] Each column at most once a row.
 * @param[in] value [entries]
 */
routes_status routes_i_lp_add_rows(routes_i_lp *lp, size_t count, const size_t *start,
                                   const uint32_t *col, const double *value, const double *lower,
                                   const double *upper, routes_error *err);

/**
 * @brief Removes rows; those behind them move up. Rows that are not tight cost nothing.
 * @param[in] row [count] Ascending.
 */
routes_status routes_i_lp_del_rows(routes_i_lp *lp, size_t count, const uint32_t *row,
                                   routes_error *err);

/** @brief Changes the bounds of a column; equal ones fix it. */
routes_status routes_i_lp_set_col_bounds(routes_i_lp *lp, uint32_t col, double lower, double upper,
                                         routes_error *err);

/** @brief Changes the bounds of a row. */
routes_status routes_i_lp_set_row_bounds(routes_i_lp *lp, uint32_t row, double lower, double upper,
                                         routes_error *err);

/**
 * @brief Solves by the dual simplex method, from where the last solving ended.
 *
 * @param[in] iterations Most of them; 0: no limit.
 * @param[in] cutoff     Stop when the least cost is known to be at least this; INFINITY: never.
 * @retval ROUTES_E_DEPENDENCY GLPK met a fault of its own; the message has its words.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_lp_solve(routes_i_lp *lp, size_t iterations, double cutoff,
                                routes_error *err);

/** @brief How the last solving ended. */
routes_i_lp_state routes_i_lp_state_of(const routes_i_lp *lp);

/**
 * @brief The least cost; where solving stopped early, what it is at least: -INFINITY where nothing
 *        is known.
 */
double routes_i_lp_objective(const routes_i_lp *lp);

/** @brief Writes [cols] the values of the columns. */
void routes_i_lp_read_values(double *value, const routes_i_lp *lp);

/** @brief Writes [cols] what the cost would rise by per unit of each column. */
void routes_i_lp_read_reduced_costs(double *cost, const routes_i_lp *lp);

/** @brief Writes [rows] how far each row is from the nearer of its bounds, < 0 outside of them. */
void routes_i_lp_read_slack(double *slack, const routes_i_lp *lp);

/** @brief Writes [rows] what the cost would rise by per unit of each row's binding bound. */
void routes_i_lp_read_duals(double *dual, const routes_i_lp *lp);

/** @brief Writes [cols] and [rows] the basis, as routes_i_lp_basis. Either may be null. */
void routes_i_lp_read_basis(unsigned char *cols, unsigned char *rows, const routes_i_lp *lp);

/** @brief Begins the next solving from this basis. Either may be null: left as it is. */
routes_status routes_i_lp_set_basis(routes_i_lp *lp, const unsigned char *cols,
                                    const unsigned char *rows, routes_error *err);

/** @brief GLPK's version, such as "5.0". */
const char *routes_i_lp_version(void);

#endif
