/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/render_health.h
 * @brief Rows of `routes doctor` on what draws the maps.
 */
#ifndef ROUTES_RENDER_RENDER_HEALTH_H
#define ROUTES_RENDER_RENDER_HEALTH_H

#include "core/health.h"

/** @brief Adds the versions of Cairo, Pango and Fontconfig, and whether the fonts are here. */
routes_status routes_i_render_health(routes_table *table, const routes_run *run, routes_error *err);

#endif
