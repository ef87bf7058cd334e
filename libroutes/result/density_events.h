/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/density_events.h
 * @brief The rows of a table of events as points of a network's links.
 */
#ifndef ROUTES_RESULT_DENSITY_EVENTS_H
#define ROUTES_RESULT_DENSITY_EVENTS_H

#include "routes/network.h"
#include "routes/run.h"
#include "routes/table.h"

/** @brief One event. */
typedef struct routes_i_density_place {
    size_t link; /**< Of the network. */
    int64_t offset_um;
    double weight;
} routes_i_density_place;

/** @brief Numbers of a network's links in order of their ids. */
typedef struct routes_i_link_order {
    const routes_network *network;
    size_t count;
    uint32_t *links; /**< [count] Links, by id; equal ids by number. */
    uint32_t *rank;  /**< [count] Where a link stands in `links`. */
} routes_i_link_order;

routes_status routes_i_link_order_new(routes_i_link_order *order, const routes_network *network,
                                      routes_error *err);
void routes_i_link_order_free(routes_i_link_order *order);

/**
 * @brief Reads all rows.
 * @param[out] places [rows] To be freed with routes_i_free(). Null on failure.
 * @retval ROUTES_E_DATA A row is wrong; the message names it.
 */
routes_status routes_i_density_events_read(routes_i_density_place **places,
                                           const routes_i_link_order *order,
                                           const routes_table *events, const routes_run *run,
                                           routes_error *err);

#endif
