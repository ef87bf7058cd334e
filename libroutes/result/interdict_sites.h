/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/interdict_sites.h
 * @brief What may be watched, for what, and to what effect, read from the tables of a network.
 */
#ifndef ROUTES_RESULT_INTERDICT_SITES_H
#define ROUTES_RESULT_INTERDICT_SITES_H

#include "routes/answer_interdict.h"

/** @brief The sites; start from zero, end with routes_i_sites_free(). Links, then nodes. */
typedef struct routes_i_sites {
    const routes_network *network;
    const routes_answer_interdict_options *use;
    size_t links, all;
    size_t *row;        /**< [all] In its table, or SIZE_MAX. */
    unsigned char *may; /**< [all] 1: may be watched. */
    int64_t *cost;      /**< [all] In the last decimal. */
    int64_t *delay;     /**< [all] Micrometres or milliseconds, or closed; 0: no site. */
    int64_t *capacity;  /**< [all] In the last decimal of all capacities, or unlimited. */
    double *watched;    /**< [all] Chance to pass when it is watched; NaN: no site. */
    unsigned decimals;  /**< Of costs and budgets. */
    int64_t budget, step;
} routes_i_sites;

/** @brief Reads who may be watched, and at what cost. */
routes_status routes_i_sites_read(routes_i_sites *sites, const routes_network *network,
                                  const routes_answer_interdict_options *use, routes_error *err);

/** @brief Reads delays; of a flow everything that may be watched is closed. */
routes_status routes_i_sites_read_delays(routes_i_sites *sites, routes_error *err);

/** @brief Reads capacities, and of how many decimals they are. */
routes_status routes_i_sites_read_capacities(routes_i_sites *sites, unsigned *decimals,
                                             routes_error *err);

/** @brief Reads the chances to pass what is watched. */
routes_status routes_i_sites_read_watched(routes_i_sites *sites, routes_error *err);

/** @brief Frees them. */
void routes_i_sites_free(routes_i_sites *sites);

#endif
