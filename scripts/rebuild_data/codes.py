# SPDX-License-Identifier: GPL-3.0-or-later
"""The allowed values of the package's fields."""

LEVEL_AREA = ["country", "province", "district"]
LEVEL_END = ["country", "province", "district", "place", "group"]
CONSENT = ["aggregate_public", "partner", "restricted"]
SOURCE_GRADE = list("ABCDEF")
INFO_GRADE = list("123456")
MEMBER_BASIS = ["stated", "assumed"]
WATER_KIND = ["lake", "river"]
ALIAS_KIND = ["spelling", "former", "local", "short"]
PLACE_KIND = ["city", "town", "district", "site", "airport", "port", "junction"]
ROLE = ["origin", "transit", "destination", "hub", "rallying_point", "border_crossing",
        "informal_crossing", "air_gateway", "sea_gateway", "tourism"]
CROSSING_TYPE = ["international", "bilateral", "local", "informal", "other"]
CONFIDENCE = ["high", "medium", "low"]
MODE = ["land", "water", "sea", "air"]
LINK_CLASS = ["national_road", "provincial_road", "bridge", "ferry", "river", "sea", "air",
              "diffuse"]
YES_NO = ["yes", "no"]
CRIME = ["trafficking", "smuggling", "mixed"]
BASIS = ["stated", "share", "existence", "case", "estimated"]
BIDIRECTIONAL = ["no", "yes", "mostly_forward"]
SCOPE = ["domestic", "cross_border", "international"]
PURPOSE = ["sexual", "labour", "begging", "domestic", "marriage", "criminal", "organ", "other",
           "unknown"]
AGE_GROUP = ["child", "adult", "all", "unknown"]
MEASURE = ["stock", "flow", "cumulative", "share", "count", "valuation", "ratio"]
UNIT = ["persons", "persons_total", "persons_per_year", "persons_per_month", "percent_of_total",
        "percent_of_group", "USD_per_year", "events"]
RANGE_KIND = ["source_spread", "interval95", "lower_bound", "bounds", "single"]
DETECTION = ["discovered", "reported", "unknown"]
VICTIM_STATUS = ["presumed", "identified", "intercepted", "unknown"]
SERVICE_KIND = ["recovery_centre", "prevention", "outreach", "hotline", "training"]
