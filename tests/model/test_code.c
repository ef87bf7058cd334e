/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit */

#include "routes/code.h"

#include <stdio.h>

#include "routes/range.h"
#include "support/check.h"

#define LISTS (ROUTES_CODES_INFO_GRADE + 1)

/* The words of docs/glossary.md and docs/package.md, list by list, typed off those pages. */
static const char *const glossary[LISTS] = {
    [ROUTES_CODES_LEVEL] = "country province district place town group",
    [ROUTES_CODES_PLACE_KIND] = "city town district site airport port junction",
    [ROUTES_CODES_ROLE] = "origin transit destination hub rallying_point border_crossing "
                          "informal_crossing air_gateway sea_gateway tourism",
    [ROUTES_CODES_CROSSING_TYPE] = "international bilateral local informal other",
    [ROUTES_CODES_MODE] = "land water sea air",
    [ROUTES_CODES_LINK_CLASS] = "national_road provincial_road bridge ferry river sea air diffuse",
    [ROUTES_CODES_CRIME] = "trafficking smuggling mixed",
    [ROUTES_CODES_PURPOSE] = "sexual labour begging domestic marriage criminal organ other unknown",
    [ROUTES_CODES_BASIS] = "stated share existence case estimated",
    [ROUTES_CODES_DIRECTION] = "no yes mostly_forward",
    [ROUTES_CODES_SCOPE] = "domestic cross_border international",
    [ROUTES_CODES_AGE_GROUP] = "child adult all unknown",
    [ROUTES_CODES_DETECTION] = "discovered reported unknown",
    [ROUTES_CODES_VICTIM_STATUS] = "presumed identified intercepted unknown",
    [ROUTES_CODES_SERVICE_KIND] = "recovery_centre prevention outreach hotline training",
    [ROUTES_CODES_CONSENT_SCOPE] = "aggregate_public partner restricted",
    [ROUTES_CODES_MEMBER_BASIS] = "stated assumed",
    [ROUTES_CODES_ALIAS_KIND] = "spelling former local short",
    [ROUTES_CODES_WATER_KIND] = "lake river",
    [ROUTES_CODES_MEASURE] = "stock flow cumulative share count valuation ratio",
    [ROUTES_CODES_UNIT] = "persons persons_total persons_per_year persons_per_month "
                          "percent_of_total percent_of_group USD_per_year events",
    [ROUTES_CODES_RANGE_KIND] = "source_spread interval95 lower_bound bounds single",
    [ROUTES_CODES_YES_NO] = "yes no",
    [ROUTES_CODES_SOURCE_GRADE] = "A B C D E F",
    [ROUTES_CODES_INFO_GRADE] = "1 2 3 4 5 6",
};

static void codes_are_exactly_those_of_the_glossary(void **state)
{
    (void)state;
    for (int list = 0; list < LISTS; list++) {
        char found[400] = "";
        const char *word;
        for (int i = 0; (word = routes_codes_at((routes_codes)list, i)); i++)
            snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s", i ? " " : "",
                     word);
        assert_string_equal(found, glossary[list]);
    }
}

static void codes_find_what_they_say(void **state)
{
    (void)state;
    for (int list = 0; list < LISTS; list++) {
        const char *word;
        for (int i = 0; (word = routes_codes_at((routes_codes)list, i)); i++) {
            int value = routes_codes_find((routes_codes)list, word);
            assert_int_equal(value, routes_codes_is_set((routes_codes)list) ? 1 << i : i + 1);
            assert_string_equal(routes_codes_text((routes_codes)list, value), word);
        }
        assert_string_equal(routes_codes_text((routes_codes)list, 0), "");
        assert_int_equal(routes_codes_find((routes_codes)list, ""), 0);
        assert_null(routes_codes_at((routes_codes)list, -1));
    }
}

static void codes_know_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(routes_codes_find(ROUTES_CODES_CRIME, "Trafficking"), -1);
    assert_int_equal(routes_codes_find(ROUTES_CODES_CRIME, "trafficking "), -1);
    assert_int_equal(routes_codes_find(ROUTES_CODES_CRIME, NULL), -1);
    assert_int_equal(routes_codes_find((routes_codes)LISTS, "no"), -1);
    assert_null(routes_codes_text(ROUTES_CODES_CRIME, 4));
    assert_null(routes_codes_text(ROUTES_CODES_CRIME, -1));
    assert_null(routes_codes_text(ROUTES_CODES_MODE, ROUTES_MODE_LAND | ROUTES_MODE_AIR));
    assert_null(routes_codes_text((routes_codes)LISTS, 1));
    assert_null(routes_codes_at((routes_codes)LISTS, 0));
    assert_int_equal(routes_codes_is_set((routes_codes)-1), 0);
}

/* The enumerators of code.h and range.h stand in the order of the words. */
static void codes_agree_with_the_enumerators(void **state)
{
    (void)state;
    assert_int_equal(routes_codes_find(ROUTES_CODES_LEVEL, "group"), ROUTES_LEVEL_GROUP);
    assert_int_equal(routes_codes_find(ROUTES_CODES_PLACE_KIND, "junction"), ROUTES_PLACE_JUNCTION);
    assert_int_equal(routes_codes_find(ROUTES_CODES_ROLE, "tourism"), ROUTES_ROLE_TOURISM);
    assert_int_equal(routes_codes_find(ROUTES_CODES_CROSSING_TYPE, "other"), ROUTES_CROSSING_OTHER);
    assert_int_equal(routes_codes_find(ROUTES_CODES_MODE, "air"), ROUTES_MODE_AIR);
    assert_int_equal(routes_codes_find(ROUTES_CODES_LINK_CLASS, "diffuse"), ROUTES_LINK_DIFFUSE);
    assert_int_equal(routes_codes_find(ROUTES_CODES_CRIME, "mixed"), ROUTES_CRIME_MIXED);
    assert_int_equal(routes_codes_find(ROUTES_CODES_BASIS, "estimated"), ROUTES_BASIS_ESTIMATED);
    assert_int_equal(routes_codes_find(ROUTES_CODES_DIRECTION, "mostly_forward"),
                     ROUTES_DIRECTION_MOSTLY_FORWARD);
    assert_int_equal(routes_codes_find(ROUTES_CODES_SCOPE, "international"),
                     ROUTES_SCOPE_INTERNATIONAL);
    assert_int_equal(routes_codes_find(ROUTES_CODES_AGE_GROUP, "unknown"), ROUTES_AGE_UNKNOWN);
    assert_int_equal(routes_codes_find(ROUTES_CODES_CONSENT_SCOPE, "restricted"),
                     ROUTES_CONSENT_RESTRICTED);
    assert_int_equal(routes_codes_find(ROUTES_CODES_VICTIM_STATUS, "unknown"),
                     ROUTES_VICTIM_UNKNOWN);
    assert_int_equal(routes_codes_find(ROUTES_CODES_SERVICE_KIND, "training"),
                     ROUTES_SERVICE_TRAINING);
    assert_int_equal(routes_codes_find(ROUTES_CODES_YES_NO, "no"), ROUTES_NO);
    for (int i = 1; i <= ROUTES_MEASURE_RATIO; i++)
        assert_string_equal(routes_codes_text(ROUTES_CODES_MEASURE, i),
                            routes_measure_text((routes_measure)i));
    for (int i = 1; i <= ROUTES_UNIT_EVENTS; i++)
        assert_string_equal(routes_codes_text(ROUTES_CODES_UNIT, i),
                            routes_unit_text((routes_unit)i));
    for (int i = 1; i <= ROUTES_RANGE_SINGLE; i++)
        assert_string_equal(routes_codes_text(ROUTES_CODES_RANGE_KIND, i),
                            routes_range_kind_text((routes_range_kind)i));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_exactly_those_of_the_glossary),
        cmocka_unit_test(codes_find_what_they_say),
        cmocka_unit_test(codes_know_nothing_else),
        cmocka_unit_test(codes_agree_with_the_enumerators),
    };
    return cmocka_run_group_tests_name("code", tests, NULL, NULL);
}
