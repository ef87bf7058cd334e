# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report states: lanes, observations, services; and the overrides that let them out.

Words are mapped, nothing is worked out. An end is written as the id it resolves to, with the
report's own word beside it.
"""
from . import facts
from .areas import HOME

SERVICE = {"prevention_centre": "prevention", "prevention_training": "training",
           "reporting_hotline": "hotline"}
MEASURE = {"persons_per_year": "flow", "persons_per_month": "flow", "persons_total": "cumulative",
           "percent_of_total": "share", "percent_of_group": "share", "persons": "stock",
           "USD_per_year": "valuation"}
AGE = {"children": "child", "women": "adult", "women_and_children": "all",
       "women_and_girls": "all", "persons_exploited_in_sihanoukville": "all"}
WHOLE = {"percent_of_total": "all children sold within Cambodia of whom the source speaks",
         "percent_of_group": "persons exploited in Sihanoukville"}
SMUGGLING = {"L31"}

# The facts' words for what an estimate counts: quantity, age group, population it speaks of.
QUANTITY = {
    "persons exploited or in prostitution": ("persons_exploited", "all", "all"),
    "share of those exploited who are children": ("share_children", "child", "persons_exploited"),
    "share of those exploited who are Vietnamese":
        ("share_of_origin_country", "all", "persons_exploited"),
    "international victims who came from Vietnam":
        ("share_of_origin_country", "all", "international_victims"),
    "HIV prevalence among those exploited": ("hiv_prevalence", "all", "persons_exploited"),
    "HIV prevalence among military personnel": ("hiv_prevalence", "", "military_personnel"),
    "market valuation": ("market_value", "", ""),
}


class Ends:
    """From the report's word for a place to the id it stands for, by level."""

    def __init__(self, areas, points, groups):
        self.level = {"province": {}, "country": {}, "place": {}, "group": {}}
        for row in areas.provinces:
            self.level["province"][row["name"]] = row["pcode"]
        for row in areas.countries:
            self.level["country"][row["name"]] = row["iso"]
        for place in points.rows:
            self.level["place"][place["name"]] = place["place_id"]
        for alias in points.aliases():
            self.level["place"].setdefault(alias["alias"], alias["target_id"])
        for row in groups:
            self.level["group"][row["name"]] = row["group_id"]

    def find(self, words, level):
        return "|".join(self.level[level][word] for word in facts.listed(words))

    def via(self, row):
        """A place, then a province, then a country; but L15 means the province."""
        word = row["via"]
        if not word:
            return ""
        order = ("province",) if row["id"] == "L15" else ("place", "province", "country")
        return next(self.level[k][word] for k in order if word in self.level[k])


def range_kind(row):
    """What the stated range is, by which of its cells are filled."""
    low, moderate, high = bool(row["low"]), bool(row["moderate"]), bool(row["high"])
    if not (low or moderate or high):
        return ""
    if low and not (moderate or high):
        return "lower_bound"
    if moderate and not (low or high):
        return "single"
    return "source_spread"


def lanes(folder, ends):
    rows = []
    for row in facts.read(folder, "lanes"):
        first, last = facts.days(row["period"])
        section, _ = facts.reference(row["ref"])
        population = facts.snake(row["population"])
        rows.append({
            "lane_id": row["id"], "from": ends.find(row["from"], row["from_level"]),
            "from_level": row["from_level"], "to": ends.find(row["to"], row["to_level"]),
            "to_level": row["to_level"],
            "crime": "smuggling" if row["id"] in SMUGGLING else "trafficking",
            "basis": row["basis"], "bidirectional": row["bidirectional"],
            "period_start": first, "period_end": last, "source_id": facts.REPORT,
            "via": ends.via(row), "scope": row["scope"], "mode": row["mode"],
            "population": population, "age_group": AGE.get(population, ""),
            "measure": MEASURE.get(row["unit"], ""), "unit": row["unit"],
            "denominator": WHOLE.get(row["unit"], ""), "low": row["low"],
            "moderate": row["moderate"], "high": row["high"], "range_kind": range_kind(row),
            "info_grade": "6", "section": section,
            "attributed_to": row["attributed_to"], "note": row["note"],
            "x_from_word": row["from"], "x_to_word": row["to"], "x_via_word": row["via"]})
    return rows


def observations(folder, areas):
    """Estimates, hotline, investigations, training and outreach sessions, one count a row."""
    province = {row["name"]: row["pcode"] for row in areas.provinces}
    return (_estimates(folder, province) + _hotline(folder) + _investigations(folder)
            + _training(folder, province) + _outreach(folder, province))


def _estimates(folder, province):
    rows = []
    for row in facts.read(folder, "estimates"):
        quantity, age, population = QUANTITY[row["quantity"]]
        section, _ = facts.reference(row["ref"])
        first, last = facts.days(row["year"])
        where = {"country": dict(area_id=HOME), "town": dict(place_id="P08"),
                 "province": dict(area_id=province.get(row["place"]))}[row["level"]]
        origin = "VN" if quantity == "share_of_origin_country" else ""
        rows.append(dict(
            where, observation_id=row["id"], quantity=quantity, measure=MEASURE[row["unit"]],
            unit=row["unit"], period_start=first, period_end=last, source_id=facts.REPORT,
            low=row["low"], moderate=row["moderate"], high=row["high"],
            range_kind=range_kind(row), denominator=row["denominator"],
            denominator_area=(where.get("area_id") or where.get("place_id"))
            if row["denominator"] else "", detection="unknown",
            victim_status="" if population in ("", "military_personnel") else "unknown",
            age_group=age, population=population, section=section,
            attributed_to="|".join(part.strip() for part in row["attributed_to"].split(";")),
            note=row["note"], x_origin_country=origin))
    return rows


def _count(key, quantity, unit, value, first, last, **more):
    return dict(observation_id=key, quantity=quantity, measure="count", unit=unit,
                period_start=first, period_end=last, source_id=facts.REPORT, moderate=value,
                range_kind="single", **more)


def _hotline(folder):
    rows = []
    for row in facts.read(folder, "hotline_2001_first_half"):
        section, _ = facts.reference(row["ref"])
        crime = "trafficking" if "trafficking" in row["case_type"] else ""
        for column, quantity, unit in (("cases_completed", "reports", "events"),
                                       ("offenders_arrested", "offenders_arrested", "persons")):
            if row[column]:  # not stated: no row, never a zero
                rows.append(_count(f"HL{len(rows) + 1:02}", quantity, unit, row[column],
                                   "2001-01-01", "2001-06-30", area_id=HOME, crime=crime,
                                   detection="reported", section=section,
                                   x_case_type=row["case_type"]))
    return rows


def _investigations(folder):
    rows = []
    for row in facts.read(folder, "investigations_1995_1999"):
        section, named = facts.reference(row["ref"])
        for column, quantity, unit, more in (
                ("investigations", "investigations", "events", {}),
                ("raids", "operations", "events", {}),
                ("children_assisted", "children_assisted", "persons",
                 dict(victim_status="unknown", age_group="child", population="children"))):
            rows.append(_count(f"IN{len(rows) + 1:02}", quantity, unit, row[column],
                               f"{row['year']}-01-01", f"{row['year']}-12-31", area_id=HOME,
                               detection="discovered", section=section, attributed_to=named,
                               contributor_id="CCPCR", **more))
    return rows


def _training(folder, province):
    rows = []
    for row in facts.read(folder, "police_training_1995_1999"):
        section, _ = facts.reference(row["ref"])
        for column, quantity, unit in (("courses", "training_courses", "events"),
                                       ("participants", "training_participants", "persons")):
            rows.append(_count(f"TR{len(rows) + 1:02}", quantity, unit, row[column],
                               "1995-01-01", "1999-12-31", area_id=province[row["province"]],
                               section=section))
    return rows


def _outreach(folder, province):
    """Two services carry a count of sessions in the remark of their reference."""
    rows = []
    for row in facts.read(folder, "services"):
        section, remark = facts.reference(row["ref"])
        if remark:
            sessions = remark.split()[0]
            rows.append(_count(f"OU{len(rows) + 1:02}", "outreach_sessions", "events", sessions,
                               "2001-01-01", "2001-03-31", area_id=province[row["province"]],
                               section=section, contributor_id=row["organisation"],
                               x_service=row["id"]))
    return rows


def services(folder, areas):
    """Province level only: no service has a position here."""
    province = {row["name"]: row["pcode"] for row in areas.provinces}
    rows = []
    for row in facts.read(folder, "services"):
        section, _ = facts.reference(row["ref"])
        rows.append(dict(service_id=row["id"], organisation=row["organisation"],
                         service_kind=SERVICE.get(row["kind"], row["kind"]),
                         area_id=province[row["province"]], capacity_low=row["capacity_low"],
                         capacity_high=row["capacity_high"], occupancy=row["occupancy"],
                         year=row["year"], source_id=facts.REPORT, section=section))
    return rows


def overrides(folder, stated):
    """One row for each figure and requirement, citing where the report states it (S40)."""
    section = {(table, row[key]): row["section"]
               for table, key, rows in stated for row in rows}
    out = []
    for rule in facts.read(folder, "overrides"):
        for row_id in facts.listed(rule["row_ids"]):
            where = section[rule["table"], row_id].replace("|", "; ")
            out.append(dict(table=rule["table"], row_id=row_id, requirement=rule["requirement"],
                            citation=f"The Future Group 2001, {where}", reason=rule["reason"],
                            approver=rule["approver"], date=rule["date"]))
    return out
