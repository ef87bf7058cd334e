/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/code.h
 * @brief The code lists of the glossary: the only values a coded field may take.
 *
 * In every list 0 is "not stated". Values are stable: new ones are only appended.
 */
#ifndef ROUTES_CODE_H
#define ROUTES_CODE_H

#include "routes/api.h"

ROUTES_BEGIN

/** @brief The lists. */
typedef enum routes_codes {
    ROUTES_CODES_LEVEL = 0,
    ROUTES_CODES_PLACE_KIND,
    ROUTES_CODES_ROLE, /**< A set: see routes_codes_is_set(). */
    ROUTES_CODES_CROSSING_TYPE,
    ROUTES_CODES_MODE, /**< A set. */
    ROUTES_CODES_LINK_CLASS,
    ROUTES_CODES_CRIME,
    ROUTES_CODES_PURPOSE,
    ROUTES_CODES_BASIS,
    ROUTES_CODES_DIRECTION,
    ROUTES_CODES_SCOPE,
    ROUTES_CODES_AGE_GROUP,
    ROUTES_CODES_DETECTION,
    ROUTES_CODES_VICTIM_STATUS,
    ROUTES_CODES_SERVICE_KIND,
    ROUTES_CODES_CONSENT_SCOPE,
    ROUTES_CODES_MEMBER_BASIS,
    ROUTES_CODES_ALIAS_KIND,
    ROUTES_CODES_WATER_KIND,
    ROUTES_CODES_MEASURE,    /**< routes_measure */
    ROUTES_CODES_UNIT,       /**< routes_unit */
    ROUTES_CODES_RANGE_KIND, /**< routes_range_kind */
    ROUTES_CODES_YES_NO,
    ROUTES_CODES_SOURCE_GRADE, /**< A = 1 .. F = 6 */
    ROUTES_CODES_INFO_GRADE    /**< 1 .. 6 */
} routes_codes;

/** @brief Kind of area an end or a place stands for. */
typedef enum routes_level {
    ROUTES_LEVEL_NOT_STATED = 0,
    ROUTES_LEVEL_COUNTRY,
    ROUTES_LEVEL_PROVINCE,
    ROUTES_LEVEL_DISTRICT,
    ROUTES_LEVEL_PLACE,
    ROUTES_LEVEL_TOWN,
    ROUTES_LEVEL_GROUP
} routes_level;

/** @brief What a place is. */
typedef enum routes_place_kind {
    ROUTES_PLACE_NOT_STATED = 0,
    ROUTES_PLACE_CITY,
    ROUTES_PLACE_TOWN,
    ROUTES_PLACE_DISTRICT,
    ROUTES_PLACE_SITE,
    ROUTES_PLACE_AIRPORT,
    ROUTES_PLACE_PORT,
    ROUTES_PLACE_JUNCTION
} routes_place_kind;

/** @brief What a place does in lanes; a set of bits. */
typedef enum routes_role {
    ROUTES_ROLE_ORIGIN = 1 << 0,
    ROUTES_ROLE_TRANSIT = 1 << 1,
    ROUTES_ROLE_DESTINATION = 1 << 2,
    ROUTES_ROLE_HUB = 1 << 3,
    ROUTES_ROLE_RALLYING_POINT = 1 << 4,
    ROUTES_ROLE_BORDER_CROSSING = 1 << 5,
    ROUTES_ROLE_INFORMAL_CROSSING = 1 << 6,
    ROUTES_ROLE_AIR_GATEWAY = 1 << 7,
    ROUTES_ROLE_SEA_GATEWAY = 1 << 8,
    ROUTES_ROLE_TOURISM = 1 << 9
} routes_role;

/** @brief Who may use a crossing. */
typedef enum routes_crossing_type {
    ROUTES_CROSSING_NOT_STATED = 0,
    ROUTES_CROSSING_INTERNATIONAL,
    ROUTES_CROSSING_BILATERAL,
    ROUTES_CROSSING_LOCAL,
    ROUTES_CROSSING_INFORMAL,
    ROUTES_CROSSING_OTHER /**< The diffuse crossing of a stretch of border. */
} routes_crossing_type;

/** @brief Means of travel; a set of bits. */
typedef enum routes_mode {
    ROUTES_MODE_LAND = 1 << 0,
    ROUTES_MODE_WATER = 1 << 1,
    ROUTES_MODE_SEA = 1 << 2,
    ROUTES_MODE_AIR = 1 << 3
} routes_mode;

/** @brief What a link is. */
typedef enum routes_link_class {
    ROUTES_LINK_NOT_STATED = 0,
    ROUTES_LINK_NATIONAL_ROAD,
    ROUTES_LINK_PROVINCIAL_ROAD,
    ROUTES_LINK_BRIDGE,
    ROUTES_LINK_FERRY,
    ROUTES_LINK_RIVER,
    ROUTES_LINK_SEA,
    ROUTES_LINK_AIR,
    ROUTES_LINK_DIFFUSE
} routes_link_class;

/** @brief Three different things, never added. */
typedef enum routes_crime {
    ROUTES_CRIME_NOT_STATED = 0,
    ROUTES_CRIME_TRAFFICKING,
    ROUTES_CRIME_SMUGGLING,
    ROUTES_CRIME_MIXED
} routes_crime;

/** @brief What a lane rests on. */
typedef enum routes_basis {
    ROUTES_BASIS_NOT_STATED = 0,
    ROUTES_BASIS_STATED,    /**< A number of persons. */
    ROUTES_BASIS_SHARE,     /**< A share of a total. */
    ROUTES_BASIS_EXISTENCE, /**< Named, without a number. */
    ROUTES_BASIS_CASE,      /**< One documented case. */
    ROUTES_BASIS_ESTIMATED  /**< By a model. */
} routes_basis;

/** @brief Whether a lane runs both ways. */
typedef enum routes_direction {
    ROUTES_DIRECTION_NOT_STATED = 0,
    ROUTES_DIRECTION_ONE_WAY,       /**< `no` */
    ROUTES_DIRECTION_BOTH,          /**< `yes` */
    ROUTES_DIRECTION_MOSTLY_FORWARD /**< `mostly_forward` */
} routes_direction;

/** @brief Reach of a lane. */
typedef enum routes_scope {
    ROUTES_SCOPE_NOT_STATED = 0,
    ROUTES_SCOPE_DOMESTIC,
    ROUTES_SCOPE_CROSS_BORDER,
    ROUTES_SCOPE_INTERNATIONAL
} routes_scope;

/** @brief Ages. */
typedef enum routes_age_group {
    ROUTES_AGE_NOT_STATED = 0,
    ROUTES_AGE_CHILD,
    ROUTES_AGE_ADULT,
    ROUTES_AGE_ALL,
    ROUTES_AGE_UNKNOWN
} routes_age_group;

/** @brief How a source's figures may be used. */
typedef enum routes_consent_scope {
    ROUTES_CONSENT_NOT_STATED = 0,
    ROUTES_CONSENT_AGGREGATE_PUBLIC,
    ROUTES_CONSENT_PARTNER,
    ROUTES_CONSENT_RESTRICTED
} routes_consent_scope;

/** @brief Victim status. */
typedef enum routes_victim_status {
    ROUTES_VICTIM_NOT_STATED = 0,
    ROUTES_VICTIM_PRESUMED,
    ROUTES_VICTIM_IDENTIFIED,
    ROUTES_VICTIM_INTERCEPTED,
    ROUTES_VICTIM_UNKNOWN
} routes_victim_status;

/** @brief Service kind. */
typedef enum routes_service_kind {
    ROUTES_SERVICE_NOT_STATED = 0,
    ROUTES_SERVICE_RECOVERY_CENTRE,
    ROUTES_SERVICE_PREVENTION,
    ROUTES_SERVICE_OUTREACH,
    ROUTES_SERVICE_HOTLINE,
    ROUTES_SERVICE_TRAINING
} routes_service_kind;

/** @brief Yes, no, or not said. */
typedef enum routes_yes_no {
    ROUTES_YES_NO_NOT_STATED = 0,
    ROUTES_YES = 1,
    ROUTES_NO = 2
} routes_yes_no;

/**
 * @brief The glossary's word for a value of a list; for a set, of one bit.
 * @return A static string; "" for not stated, null for a value the list does not have.
 */
ROUTES_API const char *routes_codes_text(routes_codes list, int value);

/** @brief The value of a word, or -1 when the list does not have it. */
ROUTES_API int routes_codes_find(routes_codes list, const char *text);

/** @brief The word at `index` of a list, from 0 on, in order; null beyond. For messages. */
ROUTES_API const char *routes_codes_at(routes_codes list, int index);

/** @brief Whether a field of this list holds a set of bits ("land|sea"). */
ROUTES_API int routes_codes_is_set(routes_codes list);

ROUTES_END

#endif
