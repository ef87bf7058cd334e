/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file graph/diffuse.h
 * @brief The ways over a border that nobody has listed.
 */
#ifndef ROUTES_GRAPH_DIFFUSE_H
#define ROUTES_GRAPH_DIFFUSE_H

#include "graph/network.h"

/**
 * @brief Adds one diffuse crossing for each pair of a home province and a foreign country that have
 *        a border in common, with its two links.
 *
 * A pair without a capital on this side or a place on the other is left out, and the log says so.
 */
routes_status routes_i_diffuse_add(routes_network *network, routes_i_links *links,
                                   const routes_model *model, double factor, const routes_run *run,
                                   routes_error *err);

#endif
