# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of every table, in order, with type, constraint and key.

A column is (name, type, constraint): `!` after the name makes it required; the constraint is a
list of allowed values, or `many(...)` for a cell that lists several of them.
"""
from . import codes


def many(values):
    """Pattern of a cell with one or more of the values, split by |."""
    one = "(" + "|".join(values) + ")"
    return f"{one}(\\|{one})*"


COUNTRY = "[A-Z]{2}"
SAID = [("section", "string"), ("attributed_to", "string"), ("note", "string")]
RANGE = [("low", "number"), ("moderate", "number"), ("high", "number"),
         ("range_kind", "string", codes.RANGE_KIND)]

COLUMNS = {
    "sources": [
        ("source_id!", "string"), ("title!", "string"), ("year!", "integer"),
        ("consent_scope!", "string", codes.CONSENT), ("author", "string"),
        ("publisher", "string"), ("owner", "string"),
        ("source_grade", "string", codes.SOURCE_GRADE), ("lawful_basis", "string"),
        ("purpose", "string"), ("retention_until", "date"), ("licence", "string"),
        ("url", "string"), ("note", "string")],
    "areas": [
        ("area_id!", "string"), ("level!", "string", codes.LEVEL_AREA), ("name!", "string"),
        ("name_local", "string"), ("iso", "string"), ("pcode", "string"),
        ("country", "string", COUNTRY), ("parent", "string"), ("pred_pcode", "string"),
        ("vintage", "integer"), ("valid_from", "date"), ("valid_to", "date"),
        ("rep_lon", "number"), ("rep_lat", "number"), ("source_id", "string"),
        ("note", "string"), ("x_type", "string"), ("x_capital", "string"), ("x_hub", "string"),
        ("x_lane_end", "string"), ("x_area_official_km2", "number"), ("x_name_source", "string"),
        ("x_simplified_deg", "number")],
    "groups": [
        ("group_id!", "string"), ("name!", "string"), ("member", "string"),
        ("member_basis", "string", codes.MEMBER_BASIS), ("source_id", "string"),
        ("section", "string"), ("note", "string")],
    "aliases": [
        ("alias!", "string"), ("target_id!", "string"), ("kind", "string", codes.ALIAS_KIND)],
    "populations": [
        ("area_id!", "string"), ("year!", "integer"), ("population!", "integer"),
        ("male", "integer"), ("female", "integer"), ("source_id", "string"), ("note", "string")],
    "places": [
        ("place_id!", "string"), ("name!", "string"), ("kind!", "string", codes.PLACE_KIND),
        ("lon!", "number"), ("lat!", "number"), ("name_local", "string"), ("area_id", "string"),
        ("country", "string", COUNTRY), ("role", "string", many(codes.ROLE)),
        ("accuracy_m", "number"), ("position_source", "string"), ("source_id", "string"),
        ("section", "string"), ("note", "string"), ("x_kind", "string"),
        ("x_province", "string"), ("x_status_2001", "string")],
    "crossings": [
        ("crossing_id!", "string"), ("name!", "string"), ("country_a!", "string", COUNTRY),
        ("country_b!", "string", COUNTRY), ("lon!", "number"), ("lat!", "number"),
        ("type!", "string", codes.CROSSING_TYPE), ("mode!", "string", many(codes.MODE)),
        ("name_other", "string"), ("area_a", "string"), ("area_b", "string"),
        ("opened", "date"), ("closed", "date"), ("hours_open", "number"),
        ("hours_monitored", "number"), ("reliability", "number"),
        ("reliability_watched", "number"), ("accuracy_m", "number"),
        ("status_confidence", "string", codes.CONFIDENCE), ("source_id", "string"),
        ("note", "string"), ("x_opened_international", "integer"), ("x_status_2001", "string"),
        ("x_type_later", "string"), ("x_moved_m", "number"), ("x_province_b", "string"),
        ("x_lon_stated", "number"), ("x_lat_stated", "number")],
    "links": [
        ("link_id!", "string"), ("from!", "string"), ("to!", "string"),
        ("mode!", "string", many(codes.MODE)), ("class!", "string", codes.LINK_CLASS),
        ("length_m", "number"), ("time_s", "number"), ("reliability", "number"),
        ("reliability_watched", "number"), ("both_ways", "string", codes.YES_NO),
        ("open_from", "date"), ("open_to", "date"), ("source_id", "string"),
        ("note", "string"), ("x_ref", "string"), ("x_class", "string"),
        ("x_surface_2001", "string"), ("x_length_source", "string"),
        ("x_usable_2001", "string", codes.YES_NO)],
    "lanes": [
        ("lane_id!", "string"), ("from!", "string"), ("from_level!", "string", codes.LEVEL_END),
        ("to!", "string"), ("to_level!", "string", codes.LEVEL_END),
        ("crime!", "string", codes.CRIME), ("basis!", "string", codes.BASIS),
        ("bidirectional!", "string", codes.BIDIRECTIONAL), ("period_start!", "date"),
        ("period_end!", "date"), ("source_id!", "string"), ("via", "string"),
        ("scope", "string", codes.SCOPE), ("mode", "string", many(codes.MODE)),
        ("purpose", "string", codes.PURPOSE), ("population", "string"),
        ("age_group", "string", codes.AGE_GROUP), ("measure", "string", codes.MEASURE),
        ("unit", "string", codes.UNIT), ("denominator", "string"), *RANGE,
        ("info_grade", "string", codes.INFO_GRADE), *SAID, ("x_from_word", "string"),
        ("x_to_word", "string"), ("x_via_word", "string")],
    "observations": [
        ("observation_id!", "string"), ("area_id", "string"), ("place_id", "string"),
        ("quantity!", "string"), ("measure!", "string", codes.MEASURE),
        ("unit!", "string", codes.UNIT), ("period_start!", "date"), ("period_end!", "date"),
        ("source_id!", "string"), ("crime", "string", codes.CRIME), *RANGE,
        ("denominator", "number"), ("denominator_area", "string"),
        ("detection", "string", codes.DETECTION),
        ("victim_status", "string", codes.VICTIM_STATUS),
        ("age_group", "string", codes.AGE_GROUP), ("population", "string"),
        ("effort", "number"), ("effort_unit", "string"), ("contributor_id", "string"), *SAID,
        ("x_origin_country", "string", COUNTRY), ("x_case_type", "string"),
        ("x_service", "string")],
    "services": [
        ("service_id!", "string"), ("organisation!", "string"),
        ("service_kind!", "string", codes.SERVICE_KIND), ("area_id!", "string"),
        ("capacity_low", "number"), ("capacity_high", "number"), ("occupancy", "number"),
        ("year", "integer"), ("source_id", "string"), ("section", "string")],
    "overrides": [
        ("table!", "string"), ("row_id!", "string"),
        ("requirement!", "string", ["S04", "S17", "S19", "S29"]), ("citation!", "string"),
        ("reason!", "string"), ("approver!", "string"), ("date!", "date")],
    "waters": [
        ("water_id!", "string"), ("kind!", "string", codes.WATER_KIND), ("name!", "string"),
        ("name_local", "string"), ("source_id", "string")],
    "x_neighbours": [
        ("a_id!", "string"), ("a_name!", "string"), ("b_id!", "string"), ("b_name!", "string"),
        ("contact!", "string", ["rook"]), ("shared_km!", "number")],
}

PRIMARY = {
    "sources": ["source_id"], "areas": ["area_id"], "groups": ["group_id", "member"],
    "aliases": ["alias", "target_id"], "populations": ["area_id", "year"],
    "places": ["place_id"], "crossings": ["crossing_id"], "links": ["link_id"],
    "lanes": ["lane_id"], "observations": ["observation_id"], "services": ["service_id"],
    "overrides": ["table", "row_id", "requirement"], "waters": ["water_id"],
    "x_neighbours": ["a_id", "b_id"],
}

# Ends, vias, alias targets and nodes of links may lie in several tables: no foreign key says that.
FOREIGN = {
    "areas": [("parent", "", "area_id"), ("source_id", "sources", "source_id")],
    "groups": [("member", "areas", "area_id"), ("source_id", "sources", "source_id")],
    "populations": [("area_id", "areas", "area_id"), ("source_id", "sources", "source_id")],
    "places": [("area_id", "areas", "area_id"), ("source_id", "sources", "source_id")],
    "crossings": [("area_a", "areas", "area_id"), ("area_b", "areas", "area_id"),
                  ("source_id", "sources", "source_id")],
    "links": [("source_id", "sources", "source_id")],
    "lanes": [("source_id", "sources", "source_id")],
    "observations": [("area_id", "areas", "area_id"), ("place_id", "places", "place_id"),
                     ("source_id", "sources", "source_id")],
    "services": [("area_id", "areas", "area_id"), ("source_id", "sources", "source_id")],
    "waters": [("source_id", "sources", "source_id")],
    "x_neighbours": [("a_id", "areas", "area_id"), ("b_id", "areas", "area_id")],
}


def names(table):
    return [column[0].rstrip("!") for column in COLUMNS[table]]


def describe(table):
    """The Table Schema of a table."""
    fields = []
    for name, kind, *allowed in COLUMNS[table]:
        field = {"name": name.rstrip("!"), "type": kind}
        limits = {}
        if name.endswith("!"):
            limits["required"] = True
        if allowed:
            limits["pattern" if isinstance(allowed[0], str) else "enum"] = allowed[0]
        if limits:
            field["constraints"] = limits
        fields.append(field)
    out = {"fields": fields, "primaryKey": PRIMARY[table], "missingValues": [""]}
    for ours, other, theirs in FOREIGN.get(table, []):
        # A validator of tables cannot follow a key into a layer: those are ours to check.
        name = "x_foreignKeys" if {"areas", "waters"} & {table, other} else "foreignKeys"
        key = {"fields": ours, "reference": {"resource": other, "fields": theirs}}
        out.setdefault(name, []).append(key)
    return out
