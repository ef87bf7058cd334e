/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/gamma.h
 * @brief The incomplete gamma function and its inverse: chances of counts, and limits of rates.
 *
 * Own code: igraph, GLPK, GEOS and PROJ have no such function, and GSL's, which has, ends the
 * process on an argument it dislikes unless a handler common to all its users is replaced
 * (docs/decisions/0012-rates-and-ranks.md).
 *
 * Source: NIST Digital Library of Mathematical Functions, 8.7.3 (series), 8.9.2 (continued
 * fraction) and 8.12 (uniform expansion for a large parameter, after N. M. Temme, 1979); the power
 * term after C. Loader, "Fast and accurate computation of binomial probabilities", 2000.
 */
#ifndef ROUTES_CORE_GAMMA_H
#define ROUTES_CORE_GAMMA_H

/** @brief Lower regularised P(a, x): chance that a gamma variate of shape a is at most x.
 *         a > 0, x >= 0. Relative error about 1e-13. */
double routes_i_gamma_lower(double a, double x);

/** @brief Upper regularised Q(a, x) = 1 - P(a, x), without the loss of that difference. */
double routes_i_gamma_upper(double a, double x);

/** @brief The x with P(a, x) = p; 0 for p = 0, infinity for p = 1. */
double routes_i_gamma_lower_inverse(double a, double p);

/** @brief The x with Q(a, x) = q; infinity for q = 0, 0 for q = 1. */
double routes_i_gamma_upper_inverse(double a, double q);

#endif
