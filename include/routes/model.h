/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/model.h
 * @brief What is known: areas, places, crossings, links, lanes, counts, and who said so.
 *
 * A model is filled row by row, from a data package or in code, then checked as
 * a whole by routes_model_check(), which resolves every name to what it means
 * and reports every fault. Only a checked model answers questions.
 *
 * Every entity is a plain struct. Texts are UTF-8, null where not stated;
 * numbers NaN, years and dates ROUTES_NO_DATE, codes 0. The model copies what it
 * is given. Columns and rules are those of the data package (docs/package.md).
 */
#ifndef ROUTES_MODEL_H
#define ROUTES_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "routes/code.h"
#include "routes/error.h"
#include "routes/fault.h"
#include "routes/gazetteer.h"
#include "routes/range.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief A year or a date that is not stated. Dates are days since 1970-01-01. */
#define ROUTES_NO_DATE INT32_MIN

/** @brief The tables of a model, in the order in which they are read. */
typedef enum routes_entity {
    ROUTES_SOURCES = 0,
    ROUTES_AREAS,
    ROUTES_GROUPS,
    ROUTES_ALIASES,
    ROUTES_POPULATIONS,
    ROUTES_PLACES,
    ROUTES_CROSSINGS,
    ROUTES_LINKS,
    ROUTES_LANES,
    ROUTES_LEGS,
    ROUTES_OBSERVATIONS,
    ROUTES_SERVICES,
    ROUTES_OVERRIDES,
    ROUTES_WATERS,
    ROUTES_ENTITIES /**< How many there are. */
} routes_entity;

/** @brief Where a row comes from; the first member of every entity. */
typedef struct routes_origin {
    const char *source_id;     /**< Of `sources`. */
    const char *section;       /**< In the source. */
    const char *attributed_to; /**< Whom the source names. */
    const char *note;          /**< Never leaves above restricted. */
    const char *extra;         /**< Columns x_..., a JSON object; never released. */
    const char *file;          /**< File it was read from, for messages. */
    size_t row;                /**< Row there, the header being 1; 0: made in code. */
} routes_origin;

/** @brief Who said it. */
typedef struct routes_source {
    routes_origin origin; /**< Its own `source_id` is that of the source. */
    const char *title, *author, *publisher, *owner;
    int32_t year;
    routes_consent_scope consent_scope;
    int source_grade; /**< Admiralty: A = 1 .. F = 6. */
    const char *lawful_basis, *purpose, *licence, *url;
    int32_t retention_until;
} routes_source;

/** @brief A country, province or district, of one vintage. */
typedef struct routes_area {
    routes_origin origin;
    const char *area_id;
    routes_level level;
    const char *name, *name_local, *iso, *pcode, *country, *parent, *pred_pcode;
    int32_t vintage, valid_from, valid_to; /**< Year; dates. */
    double rep_lon, rep_lat;               /**< Fixed inner point, from geometry alone. */
    const uint8_t *wkb;                    /**< Polygon or multipolygon, WGS 84. */
    size_t wkb_size;
} routes_area;

/** @brief One member of a named set of areas; a set without members has one row, member null. */
typedef struct routes_group {
    routes_origin origin;
    const char *group_id, *name, *member;
    int member_basis; /**< ROUTES_CODES_MEMBER_BASIS: 1 stated, 2 assumed. */
} routes_group;

/** @brief Another name of an area, place, crossing or group. */
typedef struct routes_alias {
    routes_origin origin;
    const char *alias, *target_id;
    int kind; /**< ROUTES_CODES_ALIAS_KIND. */
} routes_alias;

/** @brief Inhabitants by census. */
typedef struct routes_population {
    routes_origin origin;
    const char *area_id;
    int32_t year;
    double population, male, female;
} routes_population;

/** @brief A point that lanes use. */
typedef struct routes_place {
    routes_origin origin;
    const char *place_id, *name;
    routes_place_kind kind;
    double lon, lat;
    const char *name_local, *area_id, *country, *position_source;
    unsigned role; /**< Bits of routes_role. */
    double accuracy_m;
} routes_place;

/** @brief A point on the border of two countries. */
typedef struct routes_crossing {
    routes_origin origin;
    const char *crossing_id, *name, *country_a, *country_b;
    double lon, lat;
    routes_crossing_type type;
    unsigned mode; /**< Bits of routes_mode. */
    const char *name_other, *area_a, *area_b, *opened, *closed, *status_confidence;
    double hours_open, hours_monitored;                    /**< Hours a day. */
    double reliability, reliability_low, reliability_high; /**< Chance to pass undetected. */
    double reliability_watched, reliability_watched_low, reliability_watched_high;
    double accuracy_m;
} routes_crossing;

/** @brief A piece of the transport network between two nodes. */
typedef struct routes_link {
    routes_origin origin;
    const char *link_id, *from, *to; /**< Ids of places or crossings. */
    unsigned mode;
    routes_link_class link_class; /**< Column `class`. */
    double length_m, time_s;      /**< NaN: geodesic; not stated. */
    double reliability, reliability_low, reliability_high;
    double reliability_watched, reliability_watched_low, reliability_watched_high;
    routes_yes_no both_ways;
    int32_t open_from, open_to;
} routes_link;

/** @brief A claimed movement from place to place. */
typedef struct routes_lane {
    routes_origin origin;
    const char *lane_id;
    const char *from, *to,
        *via; /**< As written: `A|B|C` is a fork; resolved: routes_model_ends(). */
    routes_level from_level, to_level;
    routes_crime crime;
    routes_basis basis;
    routes_direction bidirectional;
    int32_t period_start, period_end;
    routes_scope scope;
    unsigned mode;
    int purpose; /**< ROUTES_CODES_PURPOSE. */
    const char *population;
    routes_age_group age_group;
    const char *denominator; /**< Whole of a share, in words. */
    routes_quantity volume;
    int info_grade; /**< Admiralty 1 .. 6. */
} routes_lane;

/** @brief One hop of a lane whose legs are known one by one. */
typedef struct routes_leg {
    routes_origin origin;
    const char *lane_id;
    int32_t leg_no; /**< From 1. */
    const char *from, *to;
    unsigned mode;
} routes_leg;

/** @brief A count or estimate of an area or a place over a period. */
typedef struct routes_observation {
    routes_origin origin;
    const char *observation_id, *area_id, *place_id, *quantity;
    routes_crime crime;
    routes_quantity value;
    int32_t period_start, period_end;
    const char *denominator, *denominator_area;
    int detection; /**< ROUTES_CODES_DETECTION. */
    routes_victim_status victim_status;
    routes_age_group age_group;
    const char *population;
    double effort;
    const char *effort_unit, *contributor_id;
} routes_observation;

/** @brief A service; it has a province and never a position. */
typedef struct routes_service {
    routes_origin origin;
    const char *service_id, *organisation;
    routes_service_kind service_kind;
    const char *area_id;
    double capacity_low, capacity_high, occupancy;
    int32_t year;
} routes_service;

/** @brief A recorded exception from a rule of disclosure (S40). */
typedef struct routes_override {
    routes_origin origin;
    const char *table, *row_id, *requirement, *citation, *reason, *approver;
    int32_t date;
} routes_override;

/** @brief A lake or a wide river, to be drawn: no statistic reads it. */
typedef struct routes_water {
    routes_origin origin;
    const char *water_id;
    int kind; /**< ROUTES_CODES_WATER_KIND: 1 lake, 2 river. */
    const char *name, *name_local;
    const uint8_t *wkb; /**< Polygon or multipolygon, WGS 84. */
    size_t wkb_size;
} routes_water;

/** @brief A model. Opaque. One writer, or any number of readers. */
typedef struct routes_model routes_model;

/**
 * @brief Makes an empty model.
 * @param[out] out Owned by the caller: routes_model_free(). Null on failure.
 * @param[out] err May be null.
 * @retval ROUTES_E_ARGUMENT `out` is null.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_model_new(routes_model **out, routes_error *err);

/** @brief Frees a model. Null is allowed. */
ROUTES_API void routes_model_free(routes_model *model);

/** @name Adding a row
 * The row and its texts are copied. The model is unchecked again. Ids, ranges and references are
 * judged by routes_model_check(), so that all faults come out together.
 * All return ROUTES_E_ARGUMENT for a null, ROUTES_E_DATA for a text that is not UTF-8, or
 * ROUTES_E_MEMORY; then nothing was added.
 * @{ */
/** @brief Adds one row to the table. */
ROUTES_API ROUTES_CHECK routes_status routes_model_add_source(routes_model *model,
                                                              const routes_source *row,
                                                              routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_area(routes_model *model,
                                                            const routes_area *row,
                                                            routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_group(routes_model *model,
                                                             const routes_group *row,
                                                             routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_alias(routes_model *model,
                                                             const routes_alias *row,
                                                             routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_population(routes_model *model,
                                                                  const routes_population *row,
                                                                  routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_place(routes_model *model,
                                                             const routes_place *row,
                                                             routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_crossing(routes_model *model,
                                                                const routes_crossing *row,
                                                                routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_link(routes_model *model,
                                                            const routes_link *row,
                                                            routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_lane(routes_model *model,
                                                            const routes_lane *row,
                                                            routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_leg(routes_model *model,
                                                           const routes_leg *row,
                                                           routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_observation(routes_model *model,
                                                                   const routes_observation *row,
                                                                   routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_service(routes_model *model,
                                                               const routes_service *row,
                                                               routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_override(routes_model *model,
                                                                const routes_override *row,
                                                                routes_error *err);
ROUTES_API ROUTES_CHECK routes_status routes_model_add_water(routes_model *model,
                                                             const routes_water *row,
                                                             routes_error *err);
/** @} */

/** @name Reading the rows
 * [*count] rows in the order added, borrowed until the model changes; `count` may be null.
 * @{ */
/** @brief The rows of the table. */
ROUTES_API const routes_source *routes_model_sources(const routes_model *model, size_t *count);
ROUTES_API const routes_area *routes_model_areas(const routes_model *model, size_t *count);
ROUTES_API const routes_group *routes_model_groups(const routes_model *model, size_t *count);
ROUTES_API const routes_alias *routes_model_aliases(const routes_model *model, size_t *count);
ROUTES_API const routes_population *routes_model_populations(const routes_model *model,
                                                             size_t *count);
ROUTES_API const routes_place *routes_model_places(const routes_model *model, size_t *count);
ROUTES_API const routes_crossing *routes_model_crossings(const routes_model *model, size_t *count);
ROUTES_API const routes_link *routes_model_links(const routes_model *model, size_t *count);
ROUTES_API const routes_lane *routes_model_lanes(const routes_model *model, size_t *count);
ROUTES_API const routes_leg *routes_model_legs(const routes_model *model, size_t *count);
ROUTES_API const routes_observation *routes_model_observations(const routes_model *model,
                                                               size_t *count);
ROUTES_API const routes_service *routes_model_services(const routes_model *model, size_t *count);
ROUTES_API const routes_override *routes_model_overrides(const routes_model *model, size_t *count);
ROUTES_API const routes_water *routes_model_waters(const routes_model *model, size_t *count);
/** @brief Number of rows of a table. */
ROUTES_API size_t routes_model_size(const routes_model *model, routes_entity entity);
/** @} */

/** @brief The name of a table: "sources", "areas", ...; null for none. */
ROUTES_API const char *routes_entity_text(routes_entity entity);

/**
 * @brief Makes a row that states nothing, to be filled and added: texts null, numbers NaN, dates
 *        ROUTES_NO_DATE, codes 0.
 *
 * Start every row from this: a struct of zeros says 0 degrees and 1 January 1970.
 *
 * @param[in] entity Table of the row.
 * @param[out] row   The struct of that table, such as routes_lane for ROUTES_LANES.
 * @since 0.1
 */
ROUTES_API void routes_entity_clear(routes_entity entity, void *row);

/**
 * @brief The country the model is about, ISO 3166 alpha-2: as set by routes_model_set_home() or,
 *        in a checked model, the country with most areas of level province that have a population
 *        (of equals the first).
 * @return Borrowed; null when there is none.
 */
ROUTES_API const char *routes_model_home(const routes_model *model);
/** @brief Sets the home country. `country` is copied. */
ROUTES_API ROUTES_CHECK routes_status routes_model_set_home(routes_model *model,
                                                            const char *country, routes_error *err);

/**
 * @brief Judges the whole model and resolves its names.
 *
 * Keys once, references known, code values, ranges (low <= moderate <= high, kind and measure and
 * unit where a number is), dates in order, coordinates in range and inside what they belong to,
 * geometry valid, services without position, lanes not from a place to itself, shares of one whole
 * not above 100, text fields free of personal data. Contradictions that do not stop the work are
 * warnings.
 *
 * @param[in,out] model On success it is checked.
 * @param[in] run       Null for the defaults; `date` is the date for retention and opening.
 * @param[in,out] faults Every fault found is added.
 * @param[out] err      May be null.
 * @retval ROUTES_E_DATA At least one fault is an error; the first stands in `err`.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_model_check(routes_model *model, const routes_run *run,
                                                         routes_faults *faults, routes_error *err);

/** @brief Whether the last routes_model_check() passed and nothing was added since. */
ROUTES_API int routes_model_is_checked(const routes_model *model);

/** @brief What an end of a lane, or a via point, turned out to be. */
typedef struct routes_end {
    routes_entity entity; /**< ROUTES_AREAS, _PLACES, _CROSSINGS or _GROUPS. */
    size_t index;         /**< Row there; of a group: its first row. */
} routes_end;

/** @brief Which end. */
typedef enum routes_side {
    ROUTES_SIDE_FROM = 0,
    ROUTES_SIDE_TO = 1,
    ROUTES_SIDE_VIA = 2
} routes_side;

/**
 * @brief The ends of a lane, one for each branch of a fork, as checked.
 * @param[in] lane Index of the lane.
 * @param[out] count Number of ends; 0 for a via that is not stated.
 * @return Borrowed until the model changes; null when not checked.
 */
ROUTES_API const routes_end *routes_model_ends(const routes_model *model, size_t lane,
                                               routes_side side, size_t *count);

/**
 * @brief An end of a leg, as checked.
 * @param[in] side ROUTES_SIDE_FROM or _TO.
 * @return Of entity ROUTES_ENTITIES when not checked or there is no such leg.
 * @since 0.1
 */
ROUTES_API routes_end routes_model_leg_end(const routes_model *model, size_t leg, routes_side side);

/**
 * @brief What a text means: an id, or a name, an alias or a code of a checked model.
 *
 * Level place allows places and crossings, town places, district districts and places of that
 * kind; not stated: places, then crossings, then provinces, districts and countries.
 *
 * @param[out] end   As it was, on failure.
 * @param[in] model  Checked.
 * @param[in] text   UTF-8.
 * @param[in] level  What kind of end is wanted.
 * @param[out] err   May be null.
 * @retval ROUTES_E_ARGUMENT  A null, an unknown level, or the model is not checked.
 * @retval ROUTES_E_NOT_FOUND Nothing is known by it; the message has a near name, if there is one.
 * @retval ROUTES_E_AMBIGUOUS More than one is; the message has their ids.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_model_resolve(routes_end *end,
                                                           const routes_model *model,
                                                           const char *text, routes_level level,
                                                           routes_error *err);

/**
 * @brief All names of a level: a gazetteer in which place is the row + 1 of `areas`, `places` or
 *        `groups`; that of areas knows which came of which (routes_gazetteer_successors()).
 * @return Borrowed until the model changes; null when not checked or for no level.
 * @since 0.1
 */
ROUTES_API const routes_gazetteer *routes_model_names(const routes_model *model,
                                                      routes_level level);

/**
 * @brief Row of an id in a table (of `groups`: its first), or SIZE_MAX. Works on a checked model.
 */
ROUTES_API size_t routes_model_find(const routes_model *model, routes_entity entity,
                                    const char *id);

/** @brief Id, name and country of an end; borrowed. Name is the display name in English. */
ROUTES_API const char *routes_model_end_id(const routes_model *model, routes_end end);
/** @copydoc routes_model_end_id */
ROUTES_API const char *routes_model_end_name(const routes_model *model, routes_end end);
/** @copydoc routes_model_end_id */
ROUTES_API const char *routes_model_end_country(const routes_model *model, routes_end end);

/**
 * @brief The province (area of level province) an end lies in or is, or SIZE_MAX: a place's
 *        area (or its parent), a crossing's area in the home country.
 */
ROUTES_API size_t routes_model_end_province(const routes_model *model, routes_end end);

/** @brief The capital of a province or the hub of a country: index of a place, or SIZE_MAX. */
ROUTES_API size_t routes_model_capital(const routes_model *model, size_t area);

/**
 * @brief One table of the model as a routes_table, columns as in the data package.
 * @param[out] out Owned by the caller.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_model_table(routes_table **out,
                                                         const routes_model *model,
                                                         routes_entity entity, routes_error *err);

ROUTES_END

#endif
