/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/run.h
 * @brief Talking to the caller during long work.
 */
#ifndef ROUTES_CORE_RUN_H
#define ROUTES_CORE_RUN_H

#include "core/fail.h"
#include "routes/run.h"

/** @brief Copies the caller's run, or the defaults for null, into `known`; `threads` becomes >= 1.
 */
routes_status routes_i_run_read(routes_run *known, const routes_run *given, routes_error *err);

/**
 * @brief Tells the caller how far the work is.
 * @param[in] run Null: nobody listens.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 */
routes_status routes_i_run_tell(const routes_run *run, double done, const char *what,
                                routes_error *err);

/** @brief A piece of longer work, which tells of itself from 0 to 1. Must not move. */
typedef struct routes_i_run_part {
    routes_run run; /**< For the piece. */
    const routes_run *whole;
    double from, to;
} routes_i_run_part;

/**
 * @brief Makes the run of a piece of work, whose 0 to 1 the caller is told as `from` to `to`.
 * @param[in] whole As routes_i_run_read() gives it; borrowed. Null: nobody listens.
 * @return The run of the piece.
 */
const routes_run *routes_i_run_part_of(routes_i_run_part *part, const routes_run *whole,
                                       double from, double to);

/** @brief Sends one line to the caller's log, if there is one. */
void routes_i_run_log(const routes_run *run, routes_log_level level, const char *format, ...)
    ROUTES_I_PRINTF(3, 4);

#endif
