/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/scene.h
 * @brief A small country for the tests of release and export: a model, and answers made by hand.
 *
 * Two countries (KH is home), four provinces of which one is too small to be shown, towns, a
 * crossing, two groups, lanes of every basis, figures of every sort.
 */
#ifndef ROUTES_TESTS_SUPPORT_SCENE_H
#define ROUTES_TESTS_SUPPORT_SCENE_H

#include "routes/model.h"
#include "routes/release.h"
#include "support/answer.h"

/** 2001-01-01 and 2001-12-31, in days since 1970-01-01. */
#define SCENE_START 11323
#define SCENE_END 11687

#define SCENE_ORIGIN(source)                                                                       \
    {                                                                                              \
        .source_id = (source), .section = "Section 1", .file = "/home/somebody/secret.csv",        \
        .row = 2                                                                                   \
    }

static inline void scene_add_source(routes_model *model, const char *id, routes_consent_scope scope,
                                    int32_t until)
{
    routes_error err;
    const routes_source row = {.origin = {.source_id = id},
                               .title = "Report on Child Sex Slavery",
                               .author = "Field Group",
                               .year = 2001,
                               .consent_scope = scope,
                               .licence = "public domain",
                               .retention_until = until};
    assert_ok(routes_model_add_source(model, &row, &err), &err);
}

static inline void scene_add_area(routes_model *model, const char *id, routes_level level,
                                  const char *name, double lon, double lat, double people)
{
    routes_error err;
    const char *country = level == ROUTES_LEVEL_COUNTRY ? id : "KH";
    const routes_area row = {.origin = SCENE_ORIGIN("MAP"),
                             .area_id = id,
                             .level = level,
                             .name = name,
                             .country = country,
                             .vintage = 2001,
                             .valid_from = ROUTES_NO_DATE,
                             .valid_to = ROUTES_NO_DATE,
                             .rep_lon = lon,
                             .rep_lat = lat};
    const routes_population census = {.origin = SCENE_ORIGIN("MAP"),
                                      .area_id = id,
                                      .year = 1998,
                                      .population = people,
                                      .male = NAN,
                                      .female = NAN};
    assert_ok(routes_model_add_area(model, &row, &err), &err);
    if (people > 0.0)
        assert_ok(routes_model_add_population(model, &census, &err), &err);
}

static inline void scene_add_place(routes_model *model, const char *id, const char *name,
                                   routes_place_kind kind, double lon, double lat, const char *area,
                                   unsigned role)
{
    routes_error err;
    const routes_place row = {.origin = SCENE_ORIGIN("FG"),
                              .place_id = id,
                              .name = name,
                              .kind = kind,
                              .lon = lon,
                              .lat = lat,
                              .area_id = area,
                              .country = "KH",
                              .role = role,
                              .accuracy_m = 1500.0};
    assert_ok(routes_model_add_place(model, &row, &err), &err);
}

static inline void scene_add_group(routes_model *model, const char *id, const char *name,
                                   const char *member)
{
    routes_error err;
    const routes_group row = {.origin = SCENE_ORIGIN("FG"),
                              .group_id = id,
                              .name = name,
                              .member = member,
                              .member_basis = member ? 2 : 0};
    assert_ok(routes_model_add_group(model, &row, &err), &err);
}

/** A lane; what is not given here the tests set before they add it themselves. */
static inline routes_lane scene_lane(const char *id, const char *from, routes_level from_level,
                                     const char *to, routes_level to_level, const char *via,
                                     routes_basis basis)
{
    return (routes_lane){.origin = SCENE_ORIGIN("FG"),
                         .lane_id = id,
                         .from = from,
                         .to = to,
                         .via = via,
                         .from_level = from_level,
                         .to_level = to_level,
                         .crime = ROUTES_CRIME_TRAFFICKING,
                         .basis = basis,
                         .bidirectional = ROUTES_DIRECTION_ONE_WAY,
                         .period_start = SCENE_START,
                         .period_end = SCENE_END,
                         .volume = {.range = {NAN, NAN, NAN, ROUTES_RANGE_NOT_STATED}},
                         .info_grade = 6};
}

static inline void scene_add_override(routes_model *model, const char *table, const char *row_id,
                                      const char *requirement)
{
    routes_error err;
    const routes_override row = {.table = table,
                                 .row_id = row_id,
                                 .requirement = requirement,
                                 .citation = "Field Group 2001, Section 1",
                                 .reason = "already published",
                                 .approver = "TEST-1",
                                 .date = SCENE_END};
    assert_ok(routes_model_add_override(model, &row, &err), &err);
}

/** Lets a row pass as a published one: S17 and S19. */
static inline void scene_publish(routes_model *model, const char *table, const char *row_id)
{
    scene_add_override(model, table, row_id, "S17");
    scene_add_override(model, table, row_id, "S19");
}

static inline void scene_add_lane(routes_model *model, routes_lane lane)
{
    routes_error err;
    assert_ok(routes_model_add_lane(model, &lane, &err), &err);
}

static inline void scene_add_figure(routes_model *model, const char *id, const char *area,
                                    const char *place, const char *quantity, routes_measure measure,
                                    routes_unit unit, double moderate)
{
    routes_error err;
    const routes_observation row = {
        .origin = SCENE_ORIGIN("FG"),
        .observation_id = id,
        .area_id = area,
        .place_id = place,
        .quantity = quantity,
        .crime = ROUTES_CRIME_TRAFFICKING,
        .value = {{NAN, moderate, NAN, ROUTES_RANGE_SINGLE}, measure, unit},
        .period_start = SCENE_START,
        .period_end = SCENE_END,
        .effort = NAN};
    assert_ok(routes_model_add_observation(model, &row, &err), &err);
}

/** Sources, areas, places, groups: what all tests share. */
static inline routes_model *scene_ground(void)
{
    routes_model *model = NULL;
    routes_error err;
    assert_ok(routes_model_new(&model, &err), &err);
    scene_add_source(model, "FG", ROUTES_CONSENT_AGGREGATE_PUBLIC, ROUTES_NO_DATE);
    scene_add_source(model, "MAP", ROUTES_CONSENT_AGGREGATE_PUBLIC, ROUTES_NO_DATE);
    scene_add_source(model, "SHELTER", ROUTES_CONSENT_PARTNER, ROUTES_NO_DATE);
    scene_add_source(model, "CLOSED", ROUTES_CONSENT_RESTRICTED, ROUTES_NO_DATE);
    scene_add_source(model, "OLD", ROUTES_CONSENT_AGGREGATE_PUBLIC, SCENE_START);
    scene_add_area(model, "KH", ROUTES_LEVEL_COUNTRY, "Cambodia", 105.0, 12.5, 11437656);
    scene_add_area(model, "VN", ROUTES_LEVEL_COUNTRY, "Vietnam", 107.0, 11.2, 0);
    scene_add_area(model, "TH", ROUTES_LEVEL_COUNTRY, "Thailand", 101.5, 14.0, 0);
    scene_add_area(model, "KH01", ROUTES_LEVEL_PROVINCE, "Banteay Meanchey", 103.0, 13.7, 577772);
    scene_add_area(model, "KH08", ROUTES_LEVEL_PROVINCE, "Kandal", 105.0, 11.3, 1075125);
    scene_add_area(model, "KH14", ROUTES_LEVEL_PROVINCE, "Prey Veng", 105.4, 11.4, 946042);
    scene_add_area(model, "KH23", ROUTES_LEVEL_PROVINCE, "Kep", 104.3, 10.5, 19999);
    scene_add_place(model, "P01", "Neak Loeung", ROUTES_PLACE_TOWN, 105.2832, 11.261, "KH14",
                    ROUTES_ROLE_RALLYING_POINT);
    scene_add_place(model, "P02", "Kien Svay", ROUTES_PLACE_DISTRICT, 105.06139, 11.4957, "KH08",
                    ROUTES_ROLE_RALLYING_POINT);
    scene_add_place(model, "P03", "Poipet", ROUTES_PLACE_TOWN, 102.56365, 13.65805, "KH01",
                    ROUTES_ROLE_BORDER_CROSSING);
    scene_add_place(model, "P04", "Prek Leap", ROUTES_PLACE_TOWN, 105.01, 11.45, "KH08", 0);
    scene_add_place(model, "C14", "Prey Veng", ROUTES_PLACE_CITY, 105.32533, 11.48682, "KH14", 0);
    scene_add_place(model, "P05", "Kampong Port", ROUTES_PLACE_PORT, 104.4, 10.6, "KH23",
                    ROUTES_ROLE_SEA_GATEWAY);
    scene_add_group(model, "G_OTHER", "other provinces", NULL);
    scene_add_group(model, "G_EAST", "eastern provinces", "KH14");
    scene_add_group(model, "G_EAST", "eastern provinces", "KH08");
    scene_add_group(model, "G_COAST", "coastal provinces", "KH23");
    return model;
}

static inline void scene_check(routes_model *model)
{
    routes_faults *faults = NULL;
    routes_error err;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_model_check(model, NULL, faults, &err), &err);
    routes_faults_free(faults);
}

/** Options of a release on a day on which the scene's old source is past its date. */
static inline routes_release_options scene_options(routes_tier tier)
{
    routes_release_options options = ROUTES_RELEASE_OPTIONS;
    options.tier = tier;
    options.date = "2003-01-31";
    if (tier == ROUTES_TIER_PARTNER || tier == ROUTES_TIER_RESTRICTED) {
        options.purpose = "protection planning";
        options.approver = "TEST-9";
    }
    return options;
}

/** A release of `n` answers that must come out. */
static inline routes_release *scene_release(const routes_model *model,
                                            const routes_table *const *answers, size_t n,
                                            routes_tier tier)
{
    routes_release *release = NULL;
    routes_error err;
    const routes_release_options options = scene_options(tier);
    assert_ok(routes_release_new(&release, model, answers, n, &options, NULL, &err), &err);
    return release;
}

static inline const routes_table *scene_layer(const routes_release *release, const char *name)
{
    return routes_layer_table(routes_release_find(release, name));
}

#endif
