/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/share.h
 * @brief Lanes whose shares are parts of one whole: the only numbers that may be compared by eye.
 */
#ifndef ROUTES_RENDER_SHARE_H
#define ROUTES_RENDER_SHARE_H

#include "render/page.h"
#include "render/scene.h"

/** @brief Lanes that state a share of the same whole, by the same source. */
typedef struct routes_i_shares {
    size_t *lanes;          /**< [count] Of the scene, in its order. */
    size_t count;           /**< 0, or at least 2. */
    routes_range remainder; /**< Not stated, in per cent. */
} routes_i_shares;

/** @brief Finds the largest such set; `lanes` lives in the scene's arena. */
routes_status routes_i_shares_find(routes_i_shares *shares, routes_i_scene *scene,
                                   routes_error *err);

/** @brief Whether a lane is in the set. */
bool routes_i_shares_has(const routes_i_shares *shares, size_t lane);

/** @brief Low and high end of a share in per cent; the same where one value is stated. */
void routes_i_share_ends(double *low, double *high, routes_range range);

/**
 * @brief The bar from 0 to 100 %: each share in its colour, the rest hatched; never stretched.
 * @param[in] colours [count of shares]
 * @return Height used.
 */
double routes_i_shares_bar(const routes_i_shares *shares, const routes_i_scene *scene,
                           const routes_i_page *page, routes_i_rect box, const uint32_t *colours);

#endif
