/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/parallel.h
 * @brief The one parallel loop.
 */
#ifndef ROUTES_CORE_PARALLEL_H
#define ROUTES_CORE_PARALLEL_H

#include "core/run.h"

/**
 * @brief Does the items [from, to) of a loop.
 *
 * @param worker  0 .. threads-1, for scratch space of one's own; results may not depend on it.
 * @param err     Never null.
 */
typedef routes_status (*routes_i_body)(size_t from, size_t to, unsigned worker, void *context,
                                       routes_error *err);

/**
 * @brief Runs a loop of `n` items on `run->threads` threads, in blocks of `block` items.
 *
 * The blocks are the same for any number of threads, so a body that writes only
 * to places of its own items, or of its block, gives the same bits on one
 * thread and on many. Where several blocks fail, the first in order is
 * reported. Progress is told on the calling thread; a stop ends the loop after
 * the blocks under way.
 *
 * @param[in] run   Null: one thread, nobody listens.
 * @param[in] block Items a block, >= 1.
 * @param[in] what  For the progress line.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 * @retval other    What the body returned.
 */
routes_status routes_i_parallel(const routes_run *run, size_t n, size_t block, routes_i_body body,
                                void *context, const char *what, routes_error *err);

#endif
