/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file solve/highs.h
 * @brief A second opinion by HiGHS, which is looked for when it is asked and never needed.
 *
 * Its library is opened by name at run time and stays open until the process ends. HiGHS runs
 * threads of its own; no result of ours depends on what it says.
 */
#ifndef ROUTES_SOLVE_HIGHS_H
#define ROUTES_SOLVE_HIGHS_H

#include "core/run.h"
#include "solve/mip.h"

/** @brief How HiGHS is to work; zero is the default of every field. */
typedef struct routes_i_highs_options {
    const char *library;   /**< Its file, or null: libhighs by the system's own search. */
    double seconds;        /**< Most seconds, by HiGHS's own clock; 0: no limit. */
    double gap_absolute;   /**< Stop when value and bound are as near. */
    double gap_relative;   /**< The same, as a part of the value. */
    const routes_run *run; /**< Asked for a stop; its threads are HiGHS's. Null: one thread. */
} routes_i_highs_options;

/** @brief What HiGHS says. */
typedef struct routes_i_highs_answer {
    bool optimal;  /**< It calls its value the best, within the gaps. */
    bool stopped;  /**< It was stopped by the limit of time. */
    bool feasible; /**< It has a solution. */
    double value;  /**< Of its solution; INFINITY without one. */
    double bound;  /**< No solution costs less, says HiGHS. */
} routes_i_highs_answer;

/**
 * @brief Has HiGHS solve a programme.
 *
 * @param[out] answer
 * @param[out] value   [cols] Its solution where there is one; may be null.
 * @param[in] mip      The programme.
 * @param[in] options  Null for the defaults.
 * @retval ROUTES_E_DEPENDENCY There is no HiGHS here, it is of an unknown make, or it failed.
 * @retval ROUTES_E_CANCELLED  The caller said stop.
 * @retval ROUTES_E_MEMORY
 * Source: Q. Huangfu and J. A. J. Hall, "Parallelizing the dual revised simplex method",
 * Mathematical Programming Computation 10, 2018, pp. 119-142; its C interface, version 1.5 on.
 */
routes_status routes_i_highs_solve(routes_i_highs_answer *answer, double *value,
                                   const routes_i_mip *mip, const routes_i_highs_options *options,
                                   routes_error *err);

/**
 * @brief HiGHS's version, such as "1.7.0".
 * @param[in] library As in routes_i_highs_options.
 * @retval ROUTES_E_DEPENDENCY There is none.
 */
routes_status routes_i_highs_version(const char **version, const char *library, routes_error *err);

#endif
