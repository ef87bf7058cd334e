/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/variate.h
 * @brief Draws from distributions, each from a stream of its own.
 *
 * How many numbers a draw takes from its stream depends on what they are: keep
 * to one stream a quantity where that must not matter.
 */
#ifndef ROUTES_CORE_VARIATE_H
#define ROUTES_CORE_VARIATE_H

#include "core/random.h"
#include "routes/spread.h"

/** @brief Standard normal, by the polar method of G. Marsaglia and T. A. Bray, 1964. */
double routes_i_variate_normal(routes_i_random *stream);

/** @brief Gamma of this shape > 0 and scale 1: G. Marsaglia and W. W. Tsang, "A simple method for
 *         generating gamma variables", ACM TOMS 26(3), 2000. */
double routes_i_variate_gamma(routes_i_random *stream, double shape);

/** @brief A value of the spread. */
double routes_i_variate_spread(routes_i_random *stream, const routes_spread *spread);

#endif
