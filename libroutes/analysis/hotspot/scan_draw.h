/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/scan_draw.h
 * @brief Random data sets: the cases of a study, spread as chance alone would.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_SCAN_DRAW_H
#define ROUTES_ANALYSIS_HOTSPOT_SCAN_DRAW_H

#include "analysis/hotspot/scan_study.h"

/** @brief What drawing needs, ready; read by many threads. */
typedef struct routes_i_scan_lot {
    const routes_i_scan_study *study;
    uint32_t *accept;  /**< [cells] Poisson: chance to stay with the cell, in 2^-32. */
    uint32_t *other;   /**< [cells] Poisson: the cell taken else. */
    uint64_t *up_to;   /**< [cells] Bernoulli: persons in the cells up to this one. */
    uint32_t *place;   /**< [cases] Permutation: location of each case. */
    uint32_t *time;    /**< [cases] Permutation: its period. */
    size_t taken_size; /**< Bernoulli: places in the table of persons taken, a power of 2. */
    uint64_t choose;   /**< Bernoulli: cases, or controls where those are fewer. */
} routes_i_scan_lot;

/** @brief One thread's scratch. */
typedef struct routes_i_scan_hand {
    uint32_t *counts; /**< [cells] What was drawn. */
    uint64_t *taken;  /**< [taken_size] Bernoulli: persons drawn, plus 1. */
    uint32_t *time;   /**< [cases] Permutation: shuffled. */
} routes_i_scan_hand;

/** @brief Makes ready; to be freed on failure too. */
routes_status routes_i_scan_lot_new(routes_i_scan_lot *lot, const routes_i_scan_study *study,
                                    routes_error *err);

/** @brief Frees what it holds. */
void routes_i_scan_lot_free(routes_i_scan_lot *lot);

/** @brief Scratch for a thread; to be freed on failure too. */
routes_status routes_i_scan_hand_new(routes_i_scan_hand *hand, const routes_i_scan_lot *lot,
                                     routes_error *err);

/** @brief Frees what it holds. */
void routes_i_scan_hand_free(routes_i_scan_hand *hand);

/** @brief Draws a data set into `hand->counts`, named by the seed and the number alone. */
void routes_i_scan_draw(routes_i_scan_hand *hand, const routes_i_scan_lot *lot, uint32_t replicate);

#endif
