/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/whole.h
 * @brief The answers of a whole run over the scene, of every kind, and their releases.
 */
#ifndef ROUTES_TESTS_SUPPORT_WHOLE_H
#define ROUTES_TESTS_SUPPORT_WHOLE_H

#include "support/scene.h"

#define WHOLE_SQUARE "#102 12, 104 12, 104 14, 102 14"

/* What a run asks: two lanes, one of them a case of seven, and layers of every kind. */
struct whole {
    routes_model *model;
    routes_table *tables[16];
    size_t n;
};

static inline void whole_add(struct whole *answers, routes_table *table)
{
    answers->tables[answers->n++] = table;
}

static inline struct whole whole_make(void)
{
    struct whole made = {.model = scene_ground()};
    routes_error err;
    routes_lane lane = scene_lane("L01", "KH14", ROUTES_LEVEL_PROVINCE, "P03", ROUTES_LEVEL_PLACE,
                                  "P01", ROUTES_BASIS_EXISTENCE);
    scene_add_lane(made.model, lane);
    scene_publish(made.model, "lanes", "L01");
    lane = scene_lane("L02", "VN", ROUTES_LEVEL_COUNTRY, "KH", ROUTES_LEVEL_COUNTRY, NULL,
                      ROUTES_BASIS_STATED);
    lane.volume = (routes_quantity){{40000, NAN, NAN, ROUTES_RANGE_LOWER_BOUND},
                                    ROUTES_MEASURE_FLOW,
                                    ROUTES_UNIT_PERSONS_PER_YEAR};
    scene_add_lane(made.model, lane);
    scene_publish(made.model, "lanes", "L02");
    lane = scene_lane("L27", "P02", ROUTES_LEVEL_PLACE, "TH", ROUTES_LEVEL_COUNTRY, NULL,
                      ROUTES_BASIS_CASE);
    scene_add_lane(made.model, lane);
    scene_check(made.model);

    const char *provinces[] = {
        "KH01",       "Banteay Meanchey",
        "-",          "yes",
        "577772",     "MAP",
        WHOLE_SQUARE, "KH08",
        "Kandal",     "\xE1\x9E\x80\xE1\x9E\x8E\xE1\x9F\x92\xE1\x9E\x8A\xE1\x9E\xB6\xE1\x9E\x9B",
        "no",         "1075125",
        "MAP",        WHOLE_SQUARE,
        "KH14",       "Prey Veng",
        "-",          "no",
        "946042",     "MAP",
        WHOLE_SQUARE, "KH23",
        "Kep",        "-",
        "no",         "-",
        "MAP",        WHOLE_SQUARE,
        NULL};
    const char *borders[] = {"KH08", "KH14", "87654.5", NULL};
    const char *places[] = {"C14",
                            "Prey Veng",
                            "city",
                            "yes",
                            "-",
                            "FG",
                            "105.3 11.5",
                            "P01",
                            "Neak Loeung",
                            "town",
                            "no",
                            "rallying_point",
                            "FG",
                            "105.28 11.26",
                            "P05",
                            "Kampong Port",
                            "port",
                            "no",
                            "tourism|sea_gateway",
                            "FG",
                            "104.4 10.6",
                            NULL};
    const char *hotspots[] = {"KH01",
                              "Banteay Meanchey",
                              "0",
                              "7",
                              "named as destination",
                              "1.7",
                              "0.04",
                              WHOLE_SQUARE,
                              "KH08",
                              "Kandal",
                              "9",
                              "0",
                              "named as origin",
                              "2.9",
                              "0.01",
                              WHOLE_SQUARE,
                              "KH14",
                              "Prey Veng",
                              "7",
                              "0",
                              "named as origin",
                              "0.1",
                              "0.80",
                              WHOLE_SQUARE,
                              "KH23",
                              "Kep",
                              "0",
                              "0",
                              "not named",
                              "0.0",
                              "0.90",
                              WHOLE_SQUARE,
                              NULL};
    const char *lanes[] = {"L01",
                           "Prey Veng",
                           "Poipet",
                           "KH14",
                           "P03",
                           "P01",
                           "FG",
                           "/105 11, 102 13",
                           "told by a shelter",
                           "existence",
                           "yes",
                           "-",
                           "-",
                           "2001-01-01",
                           "2001-12-31",
                           "L02",
                           "Vietnam",
                           "Cambodia",
                           "VN",
                           "KH",
                           "-",
                           "FG",
                           "/107 11, 105 12",
                           "a \"note\", with a comma",
                           "stated",
                           "no",
                           "40000 - - lower_bound",
                           "persons_per_year",
                           "1979-01-01",
                           "2001-12-31",
                           "L27",
                           "Kien Svay",
                           "Thailand",
                           "P02",
                           "TH",
                           "-",
                           "FG",
                           "/105 11, 101 14",
                           "seven persons",
                           "case",
                           "no",
                           "-",
                           "-",
                           "2001-01-01",
                           "2001-12-31",
                           NULL};
    const char *crossings[] = {"X1", "Poipet", "international", "7", "102.5 13.6", NULL};
    const char *links[] = {"K1", "P01", "P03", "7", "K2", "P02", "P03", "9", NULL};
    const char *teams[] = {"1", "X1", "Poipet", "0.5", "0.25", "unknown", NULL};
    const char *moved[] = {"X2", "1", "0 - 7 bounds", "3 - 9 bounds", NULL};
    whole_add(
        &made,
        answer_make(
            "provinces", ROUTES_KIND_PLACES,
            "area_id:T name:T name_local:T services:B population:I:persons source_id:T geometry:G",
            provinces));
    whole_add(&made, answer_make("neighbours", ROUTES_KIND_PLACES, "area_a:T area_b:T shared_m:N:m",
                                 borders));
    assert_ok(routes_table_set_meta(made.tables[1], "sources", "[\"MAP\"]", &err), &err);
    whole_add(&made, answer_make("places", ROUTES_KIND_PLACES,
                                 "place_id:T name:T kind:T capital:B role:T source_id:T geometry:G",
                                 places));
    whole_add(&made, answer_make("hotspots_provinces", ROUTES_KIND_HOTSPOTS,
                                 "area_id:T name:T lanes_from:I lanes_to:I class:T gi_z:N gi_p:N "
                                 "geometry:G",
                                 hotspots));
    assert_ok(routes_table_set_meta(made.tables[3], "sources", "[\"FG\",\"MAP\"]", &err), &err);
    whole_add(&made, answer_make("lanes", ROUTES_KIND_LANES,
                                 "lane_id:T from:T to:T from_ids:T to_ids:T via_ids:T source_id:T "
                                 "geometry:G note:T basis:T bidirectional:T volume:R volume_unit:T "
                                 "period_start:D period_end:D",
                                 lanes));
    whole_add(&made,
              answer_make("chokepoints_crossings", ROUTES_KIND_OPERATIONAL,
                          "crossing_id:T name:T type:T choke_score:N geometry:G", crossings));
    whole_add(&made, answer_make("links", ROUTES_KIND_OPERATIONAL, "link_id:T from:T to:T lanes:I",
                                 links));
    whole_add(&made,
              answer_make("placement", ROUTES_KIND_OPERATIONAL,
                          "team:I id:T name:T interception:N moved_share:N burden:T", teams));
    whole_add(&made, answer_make("displacement", ROUTES_KIND_OPERATIONAL,
                                 "id:T team:I before:R after:R", moved));
    return made;
}

static inline void whole_free(struct whole *answers)
{
    for (size_t i = 0; i < answers->n; i++)
        routes_table_free(answers->tables[i]);
    routes_model_free(answers->model);
}

static inline routes_status whole_try(routes_release **release, const struct whole *answers,
                                      const routes_release_options *options, routes_error *err)
{
    return routes_release_new(release, answers->model, (const routes_table *const *)answers->tables,
                              answers->n, options, NULL, err);
}

static inline routes_release *whole_release(routes_tier tier)
{
    struct whole answers = whole_make();
    routes_release *release = NULL;
    routes_error err;
    const routes_release_options options = scene_options(tier);
    assert_ok(whole_try(&release, &answers, &options, &err), &err);
    whole_free(&answers);
    return release;
}

#endif
