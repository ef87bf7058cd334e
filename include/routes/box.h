/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/box.h
 * @brief Bounding boxes, and what they give away about a layer.
 *
 * A layer that calls itself longitude and latitude may hold metres, or the two
 * the wrong way round. Its bounding box shows it before any result is wrong.
 */
#ifndef ROUTES_BOX_H
#define ROUTES_BOX_H

#include "routes/error.h"
#include "routes/point.h"

ROUTES_BEGIN

/**
 * @brief The least and the greatest coordinates of something; a value.
 *
 * Empty when west is above east: see routes_box_none().
 */
typedef struct routes_box {
    double west;  /**< Least x, or longitude. */
    double south; /**< Least y, or latitude. */
    double east;  /**< Greatest x, or longitude. */
    double north; /**< Greatest y, or latitude. */
} routes_box;

/** @brief What a bounding box says about coordinates that are declared as degrees. */
typedef enum routes_box_verdict {
    ROUTES_BOX_FITS = 0,        /**< They may well be longitude and latitude. */
    ROUTES_BOX_EMPTY = 1,       /**< Nothing is in it. */
    ROUTES_BOX_SWAPPED = 2,     /**< Latitude seems to come first. */
    ROUTES_BOX_LON_0_360 = 3,   /**< Longitude runs from 0 to 360. */
    ROUTES_BOX_NOT_DEGREES = 4, /**< Too large for degrees: metres of a projection, likely. */
    ROUTES_BOX_ELSEWHERE = 5    /**< Degrees, but outside the area that was expected. */
} routes_box_verdict;

/** @brief The box of nothing. */
ROUTES_API routes_box routes_box_none(void);

/** @brief Whether a box holds nothing. */
ROUTES_API int routes_box_is_empty(routes_box box);

/** @brief The least box that holds both. */
ROUTES_API routes_box routes_box_join(routes_box a, routes_box b);

/** @brief The least box that holds a box and a point. */
ROUTES_API routes_box routes_box_add(routes_box box, routes_point point);

/** @brief Whether two boxes have a point in common; edges count. */
ROUTES_API int routes_box_meets(routes_box a, routes_box b);

/**
 * @brief Judges the bounding box of a layer that is declared as longitude and latitude.
 *
 * Beyond the range of degrees: swapped if exchanging the two would mend it, else
 * not degrees. Within the range, only an expected area can tell: swapped if the
 * box meets it only after an exchange.
 *
 * @param[in] box
 * @param[in] expected Where the layer should lie; null: not known.
 *
 * Cost: none. Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API routes_box_verdict routes_box_judge(routes_box box, const routes_box *expected);

/**
 * @brief routes_box_judge() as a status with a sentence and a remedy.
 *
 * @param[in] box
 * @param[in] expected Null: not known.
 * @param[out] err     May be null.
 * @retval ROUTES_E_DATA Any verdict but ROUTES_BOX_FITS and ROUTES_BOX_EMPTY.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_box_check(routes_box box, const routes_box *expected,
                                                       routes_error *err);

ROUTES_END

#endif
