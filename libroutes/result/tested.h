/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/tested.h
 * @brief What hotspot statistics test: the user's figures in order of id, as rates where there is a
 *        denominator, and the weights between their areas.
 */
#ifndef ROUTES_RESULT_TESTED_H
#define ROUTES_RESULT_TESTED_H

#include "result/own.h"

/** @brief What a statistic asks of its figures. */
typedef enum routes_i_tested_need {
    ROUTES_I_TESTED_ANY = 0,    /**< Any finite figures, rates where there is a denominator. */
    ROUTES_I_TESTED_EVENTS = 1, /**< Counts and people, apart. */
    ROUTES_I_TESTED_PAIR = 2,   /**< A second figure from `other`, else from `population`. */
    ROUTES_I_TESTED_JOIN = 3,   /**< 0 or 1. */
    ROUTES_I_TESTED_SUM = 4     /**< Not below 0. */
} routes_i_tested_need;

/** @brief The figures; start from zero, end with routes_i_tested_free(). */
typedef struct routes_i_tested {
    routes_i_own own;
    routes_weights *weights; /**< In the order of `own`. */
    double *values;          /**< [own.n] Moderate figures; NaN: none. */
    double *second;          /**< [own.n] People, or the other figure; null where not needed. */
    double cases;            /**< Sum of the figures as given. */
    unsigned char *stated;   /**< [own.n] Whether a figure is given, denominator or not. */
    routes_i_tested_need need;
    const char *divisor; /**< "population" or "expected" where values are rates; else null. */
} routes_i_tested;

/**
 * @brief Reads `value` (number or range), divided by `population`, else by `expected`, where the
 * table has them and events are not asked for. A figure without a denominator above 0 is none.
 *
 * @retval ROUTES_E_ARGUMENT Something is null, a column is missing, or weights are of another
 * number.
 * @retval ROUTES_E_DATA     A figure is not what is needed; the area is named.
 */
routes_status routes_i_tested_read(routes_i_tested *tested, const routes_table *areas,
                                   const routes_weights *weights, routes_i_tested_need need,
                                   routes_error *err);

/** @brief Frees what routes_i_tested_read() took. */
void routes_i_tested_free(routes_i_tested *tested);

/** @brief Why a figure is not there, in a word: not_stated, no_denominator, no_second. */
const char *routes_i_tested_missing(const routes_i_tested *tested, size_t k);

#endif
