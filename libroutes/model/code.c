/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/code.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Words in the order of their values: of a list from 1 on, of a set from bit 0 on. Null ends. */
struct list {
    bool is_set;
    const char *const *words;
};

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct list lists[] = {
    [ROUTES_CODES_LEVEL] = {false,
                            WORDS("country", "province", "district", "place", "town", "group")},
    [ROUTES_CODES_PLACE_KIND] = {false, WORDS("city", "town", "district", "site", "airport", "port",
                                              "junction")},
    [ROUTES_CODES_ROLE] = {true, WORDS("origin", "transit", "destination", "hub", "rallying_point",
                                       "border_crossing", "informal_crossing", "air_gateway",
                                       "sea_gateway", "tourism")},
    [ROUTES_CODES_CROSSING_TYPE] = {false, WORDS("international", "bilateral", "local", "informal",
                                                 "other")},
    [ROUTES_CODES_MODE] = {true, WORDS("land", "water", "sea", "air")},
    [ROUTES_CODES_LINK_CLASS] = {false, WORDS("national_road", "provincial_road", "bridge", "ferry",
                                              "river", "sea", "air", "diffuse")},
    [ROUTES_CODES_CRIME] = {false, WORDS("trafficking", "smuggling", "mixed")},
    [ROUTES_CODES_PURPOSE] = {false, WORDS("sexual", "labour", "begging", "domestic", "marriage",
                                           "criminal", "organ", "other", "unknown")},
    [ROUTES_CODES_BASIS] = {false, WORDS("stated", "share", "existence", "case", "estimated")},
    [ROUTES_CODES_DIRECTION] = {false, WORDS("no", "yes", "mostly_forward")},
    [ROUTES_CODES_SCOPE] = {false, WORDS("domestic", "cross_border", "international")},
    [ROUTES_CODES_AGE_GROUP] = {false, WORDS("child", "adult", "all", "unknown")},
    [ROUTES_CODES_DETECTION] = {false, WORDS("discovered", "reported", "unknown")},
    [ROUTES_CODES_VICTIM_STATUS] = {false,
                                    WORDS("presumed", "identified", "intercepted", "unknown")},
    [ROUTES_CODES_SERVICE_KIND] = {false, WORDS("recovery_centre", "prevention", "outreach",
                                                "hotline", "training")},
    [ROUTES_CODES_CONSENT_SCOPE] = {false, WORDS("aggregate_public", "partner", "restricted")},
    [ROUTES_CODES_MEMBER_BASIS] = {false, WORDS("stated", "assumed")},
    [ROUTES_CODES_ALIAS_KIND] = {false, WORDS("spelling", "former", "local", "short")},
    [ROUTES_CODES_WATER_KIND] = {false, WORDS("lake", "river")},
    [ROUTES_CODES_MEASURE] = {false, WORDS("stock", "flow", "cumulative", "share", "count",
                                           "valuation", "ratio")},
    [ROUTES_CODES_UNIT] = {false, WORDS("persons", "persons_total", "persons_per_year",
                                        "persons_per_month", "percent_of_total", "percent_of_group",
                                        "USD_per_year", "events")},
    [ROUTES_CODES_RANGE_KIND] = {false, WORDS("source_spread", "interval95", "lower_bound",
                                              "bounds", "single")},
    [ROUTES_CODES_YES_NO] = {false, WORDS("yes", "no")},
    [ROUTES_CODES_SOURCE_GRADE] = {false, WORDS("A", "B", "C", "D", "E", "F")},
    [ROUTES_CODES_INFO_GRADE] = {false, WORDS("1", "2", "3", "4", "5", "6")},
};

static const struct list *list_of(routes_codes list)
{
    return (unsigned)list < sizeof lists / sizeof *lists ? &lists[list] : NULL;
}

static int size_of(const struct list *list)
{
    int size = 0;
    while (list->words[size])
        size++;
    return size;
}

/* Where the word of a value stands, or -1. */
static int place_of(const struct list *list, int value)
{
    if (!list->is_set)
        return value >= 1 && value <= size_of(list) ? value - 1 : -1;
    for (int bit = 0; bit < size_of(list); bit++)
        if (value == 1 << bit)
            return bit;
    return -1;
}

const char *routes_codes_text(routes_codes list, int value)
{
    const struct list *known = list_of(list);
    if (!known)
        return NULL;
    if (value == 0)
        return "";
    int place = place_of(known, value);
    return place < 0 ? NULL : known->words[place];
}

int routes_codes_find(routes_codes list, const char *text)
{
    const struct list *known = list_of(list);
    if (!known || !text)
        return -1;
    if (!*text)
        return 0;
    for (int i = 0; known->words[i]; i++)
        if (strcmp(known->words[i], text) == 0)
            return known->is_set ? 1 << i : i + 1;
    return -1;
}

const char *routes_codes_at(routes_codes list, int index)
{
    const struct list *known = list_of(list);
    return known && index >= 0 && index < size_of(known) ? known->words[index] : NULL;
}

int routes_codes_is_set(routes_codes list)
{
    const struct list *known = list_of(list);
    return known && known->is_set;
}
