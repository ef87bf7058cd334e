/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/hot_class.h
 * @brief What a test of local clustering says of an area, a node or a lane.
 */
#ifndef ROUTES_HOT_CLASS_H
#define ROUTES_HOT_CLASS_H

#include "routes/api.h"

ROUTES_BEGIN

/** @brief What the test says of an area. Values are only appended. */
typedef enum routes_hot_class {
    ROUTES_HOT_NOT_TESTED = 0, /**< Nothing is said; the status tells why. */
    ROUTES_HOT_NONE = 1,       /**< Nothing out of the ordinary. */
    ROUTES_HOT_HOT = 2,        /**< High values lie together here. */
    ROUTES_HOT_COLD = 3,       /**< Low values lie together here. */
    ROUTES_HOT_UNCERTAIN = 4,  /**< The answer changes within the range of the figures. Not given
                                    by a single test. */
    ROUTES_HOT_HIGH_HIGH = 5,  /**< A high value among high ones. */
    ROUTES_HOT_LOW_LOW = 6,    /**< A low value among low ones. */
    ROUTES_HOT_HIGH_LOW = 7,   /**< A high value among low ones. */
    ROUTES_HOT_LOW_HIGH = 8,   /**< A low value among high ones. */
    ROUTES_HOT_OTHER_POSITIVE = 9, /**< Like its neighbours, and together they are neither high nor
                                    low: local Geary alone. */
    ROUTES_HOT_NEGATIVE = 10       /**< Unlike its neighbours: local Geary alone. */
} routes_hot_class;

/** @brief The glossary's word for a class, or null for a value this version does not know. */
ROUTES_API const char *routes_hot_class_text(routes_hot_class hot);

ROUTES_END

#endif
