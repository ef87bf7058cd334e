/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/place_sites.h
 * @brief What a user says of sites: fixed, forbidden, hours, cost, detection, traffic.
 */
#ifndef ROUTES_RESULT_PLACE_SITES_H
#define ROUTES_RESULT_PLACE_SITES_H

#include "result/place_work.h"

/** @brief Marks the sites that the options name; then those of the table of sites. */
routes_status routes_i_place_sites_mark(routes_i_place_work *work);

#endif
