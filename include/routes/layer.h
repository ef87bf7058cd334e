/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/layer.h
 * @brief A released layer: a table that has passed the rules of its tier, with its style.
 *
 * Only routes_release_new() makes one. Its table holds released values alone,
 * so whoever draws or writes it cannot give away more.
 */
#ifndef ROUTES_LAYER_H
#define ROUTES_LAYER_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Release level. */
typedef enum routes_tier {
    ROUTES_TIER_PUBLIC = 0,     /**< TLP:CLEAR */
    ROUTES_TIER_PARTNER = 1,    /**< TLP:AMBER */
    ROUTES_TIER_RESTRICTED = 2, /**< TLP:AMBER+STRICT */
    ROUTES_TIER_OWN = 3         /**< The user's own plain file, printed back. */
} routes_tier;

/** @brief The glossary's word: public, partner, restricted, own. */
ROUTES_API const char *routes_tier_text(routes_tier tier);

/** @brief Pattern of an area's fill. */
typedef enum routes_hatch {
    ROUTES_HATCH_NONE = 0,
    ROUTES_HATCH_SINGLE = 1, /**< No information. */
    ROUTES_HATCH_CROSSED = 2 /**< Not shown: fewer than k, or none. */
} routes_hatch;

/** @brief Dashes of a line. */
typedef enum routes_dash {
    ROUTES_DASH_SOLID = 0,
    ROUTES_DASH_LONG = 1,   /**< A share, or an estimate. */
    ROUTES_DASH_DOTTED = 2, /**< Named only. */
    ROUTES_DASH_SPARSE = 3, /**< One case. */
    ROUTES_DASH_MIXED = 4   /**< Smuggling. */
} routes_dash;

/** @brief How the rows of one class look. */
typedef struct routes_style_class {
    const char *value;  /**< The text of the style's column that makes the class; null: all else. */
    const char *label;  /**< Words of the legend. */
    uint32_t fill;      /**< 0xRRGGBB. */
    uint32_t stroke;    /**< 0xRRGGBB. */
    double width_mm;    /**< Line or outline. */
    double size_mm;     /**< Point symbol. */
    const char *symbol; /**< circle, square, diamond, triangle, star; null for lines and areas. */
    routes_dash dash;
    routes_hatch hatch;
} routes_style_class;

/** @brief A layer's style: classes by the text of one column. */
typedef struct routes_style {
    const char *column; /**< Null: one class for all rows. */
    const routes_style_class *classes;
    size_t count;
    const char *label_column; /**< Column written beside the shape; null: none. */
} routes_style;

/** @brief A released layer. Opaque, read only. */
typedef struct routes_layer routes_layer;

/** @brief Its name, such as "lanes". */
ROUTES_API const char *routes_layer_name(const routes_layer *layer);
/** @brief Its title for people. */
ROUTES_API const char *routes_layer_title(const routes_layer *layer);
/** @brief One paragraph: what it is, unit, period, what is hidden. */
ROUTES_API const char *routes_layer_abstract(const routes_layer *layer);
/** @brief Its tier. */
ROUTES_API routes_tier routes_layer_tier(const routes_layer *layer);
/** @brief The released values, borrowed. */
ROUTES_API const routes_table *routes_layer_table(const routes_layer *layer);
/** @brief The style, borrowed. */
ROUTES_API const routes_style *routes_layer_style(const routes_layer *layer);

ROUTES_END

#endif
