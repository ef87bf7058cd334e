/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/stability.h
 * @brief Whether a hotspot holds when the figures are drawn again within their ranges.
 *
 * Any statistic that gives classes can be asked again for each draw. A hotspot
 * that comes and goes with the draws is one of the figures, not of the place.
 */
#ifndef ROUTES_STABILITY_H
#define ROUTES_STABILITY_H

#include "routes/getis_ord.h"
#include "routes/local_statistic.h"
#include "routes/redraw.h"
#include "routes/run.h"

ROUTES_BEGIN

/**
 * @brief Gives each area its class from one set of figures.
 *
 * Called from several threads at once, each with its own arrays; it may not
 * change what `user` points to, and gives the same classes for the same values.
 *
 * @param[out] classes [n]
 * @param[in] values   [n] NaN: not reported, or not to be drawn.
 * @param[in] n        Number of areas.
 * @param[in] user     The `user` of routes_stability_test().
 * @param[out] err     Never null.
 */
typedef routes_status (*routes_stability_classify)(routes_hot_class *classes, const double *values,
                                                   size_t n, void *user, routes_error *err);

/** @brief The answer for one area. */
typedef struct routes_stability {
    routes_hot_class stated; /**< The class from the stated figures. */
    routes_hot_class hot; /**< The same, or ROUTES_HOT_UNCERTAIN where it holds in too few draws. */
    double share;         /**< Share of draws with the class of the stated figures; NaN where that
                               is not_tested. */
    double share_hot;     /**< Share of draws in which the area is hot, or high among high; NaN
                                  likewise. */
} routes_stability;

/** @brief Settings of routes_stability_test(). Start from ROUTES_STABILITY_OPTIONS. */
typedef struct routes_stability_options {
    size_t size;           /**< sizeof this struct, set by ROUTES_STABILITY_OPTIONS. */
    uint32_t draws;        /**< 0 means 999. */
    double least_share;    /**< A class that holds in fewer is uncertain; 0 means 0.9. At most 1. */
    const routes_run *run; /**< Null: one thread, silence. Threads do not change the answer. */
} routes_stability_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_STABILITY_OPTIONS                                                                   \
    {                                                                                              \
        sizeof(routes_stability_options), 0, 0.0, NULL                                             \
    }

/**
 * @brief Repeats a classification over draws, and marks what does not hold.
 *
 * Only a class that claims something can become uncertain: not_tested and none
 * stay. Draws are compared with the class of the stated figures.
 *
 * @param[out] areas   [routes_redraw_areas()]
 * @param[in] redraw   The figures.
 * @param[in] classify The statistic.
 * @param[in] user     Handed to it.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  A required argument is null, or an option is out of range.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop. Outputs are untouched on failure.
 * @retval other              What `classify` returned.
 *
 * Cost: 1 + draws classifications, shared among threads. Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_stability_test(
    routes_stability *areas, const routes_redraw *redraw, routes_stability_classify classify,
    void *user, const routes_stability_options *options, routes_error *err);

/** @brief What routes_stability_getis_ord() works with: a `user` for it. */
typedef struct routes_stability_gi {
    const routes_weights *weights;
    const routes_getis_ord_options *options; /**< Null for the defaults; its run is not used. */
} routes_stability_gi;

/** @brief A routes_stability_classify: the classes of routes_getis_ord_test(). `user` is a
 *         routes_stability_gi. @since 0.1 */
ROUTES_API ROUTES_CHECK routes_status routes_stability_getis_ord(routes_hot_class *classes,
                                                                 const double *values, size_t n,
                                                                 void *user, routes_error *err);

/** @brief What routes_stability_local() works with: a `user` for it. */
typedef struct routes_stability_statistic {
    const routes_weights *weights;
    const double *other; /**< As for routes_local_test(); it is not drawn. May be null. */
    const routes_local_options *options; /**< Null for the defaults; its run is not used. */
} routes_stability_statistic;

/** @brief A routes_stability_classify: the classes of routes_local_test(), for any of its
 * statistics. `user` is a routes_stability_statistic. @since 0.1 */
ROUTES_API ROUTES_CHECK routes_status routes_stability_local(routes_hot_class *classes,
                                                             const double *values, size_t n,
                                                             void *user, routes_error *err);

ROUTES_END

#endif
