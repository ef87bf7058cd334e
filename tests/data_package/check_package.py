# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample package holds together: keys, references, ranges, traps; nothing beside it is read.

    check_package.py PACKAGE
"""
import datetime
import json
import os
import re
import sys

import support

# House rules on words, as whole phrases; the title of a source is exempt.
AVOIDED = """child prostitute|child prostitution|child sex worker|child pornography|sex tourist
child sex tourism|client|customer|user|sex slave|slave nation|rescue|rescued|saved|illegals
illegal migrant|virgin trade|merchandise|supply|harvest|cargo|stock of girls|hot market
top destination|best route|prevalence map"""
AVOIDED = re.compile(r"\b(" + AVOIDED.replace("\n", "|") + r")s?\b", re.I)

FLOAT = re.compile(r"-?\d+(\.\d+)?$")


def main(folder):
    faults = support.Faults()
    with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as file:
        package = json.load(file)
    resources = {r["name"]: r for r in package["resources"]}
    tables = {name: support.table(folder, r["path"][:-4])
              for name, r in resources.items() if r["format"] == "csv"}
    data = {name: rows for name, (_, rows) in tables.items()}
    columns = {name: head for name, (head, _) in tables.items()}
    for name, shapes in (("areas", support.areas(folder)),
                         ("waters", support.layer(folder, "waters", "water_id"))):
        data[name] = [{k: "" if v is None else str(v) for k, v in f["properties"].items()}
                      for f in shapes.values()]
        columns[name] = list(next(iter(shapes.values()))["properties"])

    for name, resource in resources.items():
        schema(faults, name, resource["schema"], columns[name], data[name])
        references(faults, name, resource["schema"], data)
    counts(faults, data)
    ends(faults, data)
    spellings(faults, data)
    ranges(faults, data)
    traps(faults, data)
    overrides(faults, data)
    words(faults, folder)
    return faults.end()


def schema(faults, name, schema_, head, rows):
    """Columns, types, allowed values and primary key as the descriptor says."""
    faults.equal(f"{name}: columns", head, [f["name"] for f in schema_["fields"]])
    for field in schema_["fields"]:
        limits = field.get("constraints", {})
        for n, row in enumerate(rows, 2):
            value, where = row[field["name"]], f"{name}, row {n}, {field['name']}"
            if value == "":
                faults.check(not limits.get("required"), f"{where}: empty")
                continue
            faults.check(typed(value, field["type"]), f"{where}: {value!r} is no {field['type']}")
            if "enum" in limits:
                faults.check(value in limits["enum"], f"{where}: {value!r} is not allowed")
            if "pattern" in limits:
                faults.check(re.fullmatch(limits["pattern"], value),
                             f"{where}: {value!r} is not {limits['pattern']}")
    keys = [tuple(row[k] for k in schema_["primaryKey"]) for row in rows]
    faults.equal(f"{name}: distinct keys", len(set(keys)), len(keys))


def typed(value, kind):
    if kind == "integer":
        return re.fullmatch(r"-?\d+", value)
    if kind == "number":
        return FLOAT.match(value)
    if kind == "date":
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return False
    return value == value.strip() and "\n" not in value


def references(faults, name, schema_, data):
    for key in schema_.get("foreignKeys", []) + schema_.get("x_foreignKeys", []):
        ours, other = key["fields"], key["reference"]["resource"] or name
        known = {row[key["reference"]["fields"]] for row in data[other]}
        for row in data[name]:
            faults.check(not row[ours] or row[ours] in known,
                         f"{name}: {ours} {row[ours]!r} is not in {other}")


def counts(faults, data):
    """Counted in the facts by hand: 24 provinces, 35 lanes, 15 estimates, 24 services ..."""
    level = [row["level"] for row in data["areas"]]
    faults.equal("provinces", level.count("province"), 24)
    for name, number in (("lanes", 35), ("services", 24), ("x_neighbours", 44),
                         ("links", 184), ("crossings", 23), ("waters", 2)):
        faults.equal(name, len(data[name]), number)
    cities = [row["area_id"] for row in data["places"] if row["kind"] == "city"]
    faults.equal("capitals", len(set(cities)), 24)
    faults.equal("capitals, each once", len(cities), 24)
    hubs = {row["country"] for row in data["places"] if "hub" in support.listed(row["role"])}
    faults.equal("countries with a hub", hubs,
                 {"KH", "TH", "VN", "LA", "MY", "SG", "HK", "TW"})
    faults.check(not any("lon" in column or "lat" in column or "address" in column
                         for column in data["services"][0]), "a service has a position")


def ends(faults, data):
    """Every end and node is a row of the table its level names; no lane from a place to itself."""
    level = {row["area_id"]: row["level"] for row in data["areas"]}
    level.update((row["place_id"], "place") for row in data["places"])
    level.update((row["crossing_id"], "place") for row in data["crossings"])
    ids = len(data["areas"]) + len(data["places"]) + len(data["crossings"])
    faults.equal("ids used once over areas, places and crossings", len(level), ids)
    level.update((row["group_id"], "group") for row in data["groups"])
    for row in data["lanes"]:
        for side in ("from", "to"):
            for end in support.listed(row[side]):
                faults.equal(f"{row['lane_id']}: level of {side} {end}", level.get(end),
                             row[side + "_level"])
        for end in support.listed(row["via"]):
            faults.check(end in level, f"{row['lane_id']}: via {end} is unknown")
        same = set(support.listed(row["from"])) & set(support.listed(row["to"]))
        faults.check(not same or row["to_level"] in ("country", "province", "group"),
                     f"{row['lane_id']}: from a place to itself")
    via = {row["lane_id"]: row["via"] for row in data["lanes"] if row["via"]}
    faults.equal("vias", via, {"L13": "P03", "L14": "P04", "L15": "KH17", "L17": "KH",
                               "L27": "P05", "L31": "P06"})
    for row in data["links"]:
        for side in ("from", "to"):
            faults.check(level.get(row[side]) == "place",
                         f"{row['link_id']}: {side} {row[side]} is no place and no crossing")
        faults.check(row["from"] != row["to"], f"{row['link_id']}: a loop")
    for row in data["aliases"]:
        faults.check(row["target_id"] in level, f"alias {row['alias']}: {row['target_id']}")


def spellings(faults, data):
    """Within provinces, countries, places and crossings, a spelling means one thing."""
    kinds = {"province": {}, "country": {}, "place": {}, "crossing": {}}
    kind = {row["area_id"]: row["level"] for row in data["areas"]}
    kind.update((row["place_id"], "place") for row in data["places"])
    kind.update((row["crossing_id"], "crossing") for row in data["crossings"])
    names = [(row["name"], row["area_id"]) for row in data["areas"]]
    names += [(row["name"], row["place_id"]) for row in data["places"]]
    names += [(row["name"], row["crossing_id"]) for row in data["crossings"]]
    names += [(row["alias"], row["target_id"]) for row in data["aliases"]]
    for name, target in names:
        other = kinds[kind[target]].setdefault(support.fold(name), target)
        faults.equal(f"{kind[target]} {name!r}", other, target)


def ranges(faults, data):
    for name, key in (("lanes", "lane_id"), ("observations", "observation_id")):
        for row in data[name]:
            stated = [k for k in ("low", "moderate", "high") if row[k]]
            values = [float(row[k]) for k in stated]
            faults.check(values == sorted(values), f"{row[key]}: low, moderate, high not in order")
            faults.check(bool(stated) == bool(row["unit"] and row["measure"]),
                         f"{row[key]}: a number without unit and measure, or the reverse")
            should = {(): "", ("low",): "lower_bound", ("moderate",): "single",
                      ("low", "high"): "source_spread",
                      ("low", "moderate", "high"): "source_spread"}[tuple(stated)]
            faults.equal(f"{row[key]}: range_kind", row["range_kind"], should)
            faults.check(row["period_start"] <= row["period_end"], f"{row[key]}: period")
            faults.check(row["measure"] != "share" or name != "lanes" or row["denominator"],
                         f"{row[key]}: a share of what?")


def traps(faults, data):
    """The traps that the facts name, each with the figure it must give."""
    lane = {row["lane_id"]: row for row in data["lanes"]}
    shares = [lane[f"L0{n}"] for n in range(3, 8)]
    faults.equal("least sum of shares", sum(float(r["low"] or r["moderate"]) for r in shares), 77)
    faults.equal("most sum of shares", sum(float(r["high"] or r["moderate"]) for r in shares), 82)
    faults.equal("measures of L08, L09, L13", [lane[k]["measure"] for k in ("L08", "L09", "L13")],
                 ["flow", "cumulative", "flow"])
    faults.equal("units of L08, L09, L13", [lane[k]["unit"] for k in ("L08", "L09", "L13")],
                 ["persons_per_year", "persons_total", "persons_per_month"])
    faults.equal("L09", (lane["L09"]["moderate"], lane["L09"]["range_kind"],
                         lane["L09"]["period_start"]), ("12000", "single", "1979-01-01"))
    faults.equal("crimes other than trafficking",
                 [k for k, row in lane.items() if row["crime"] != "trafficking"], ["L31"])
    faults.equal("case lanes", [k for k, row in lane.items() if row["basis"] == "case"],
                 ["L27", "L28", "L29", "L30", "L31"])
    town = next(row for row in data["observations"] if row["observation_id"] == "E03")
    faults.equal("E03", (town["place_id"], town["area_id"], town["denominator"],
                         town["denominator_area"]), ("P08", "", "12000", "P08"))
    census = [row for row in data["populations"] if row["year"] == "1998"]
    total = next(row for row in census if row["area_id"] == "KH")
    for column, published in (("population", 11437656), ("male", 5511408), ("female", 5926248)):
        parts = [int(row[column]) for row in census if row["area_id"] != "KH"]
        faults.equal(f"census 1998, provinces, {column}", (len(parts), sum(parts)),
                     (24, published))
        faults.equal(f"census 1998, total, {column}", int(total[column]), published)
    for row in census:
        faults.equal(f"census 1998, {row['area_id']}", int(row["male"]) + int(row["female"]),
                     int(row["population"]))
    crossing = [row for row in data["links"] if {row["from"], row["to"]} == {"NLW", "P01"}]
    held = [row["class"] for row in crossing
            if (row["open_from"] or "0") <= "2001-06-30" <= (row["open_to"] or "9")]
    faults.equal("Neak Loeung in 2001", held, ["ferry"])
    groups = {row["group_id"]: [] for row in data["groups"]}
    for row in data["groups"]:
        if row["member"]:
            groups[row["group_id"]].append((row["member"], row["member_basis"]))
    faults.equal("groups", groups, {"G_OTHER": [], "G_EAST": [
        (f"KH{n:02}", "assumed") for n in (3, 7, 8, 10, 11, 14, 16, 20, 21)]})


def overrides(faults, data):
    """Public are 30 lanes and 11 estimates; child figures below country level are 11 lanes."""
    estimates = {f"E{n:02}" for n in (1, 2, 4, 5, 6, 7, 8, 9, 10, 14, 15)}
    public = {row["lane_id"] for row in data["lanes"] if row["basis"] != "case"}
    child = {f"L{n:02}" for n in (3, 4, 5, 6, 7, 13, 14, 15, 16, 19, 20)}
    wanted = {("lanes", r, k) for r in public for k in ("S17", "S19")}
    wanted |= {("lanes", r, "S29") for r in child}
    wanted |= {("observations", r, k) for r in estimates for k in ("S17", "S19")}
    found = {(row["table"], row["row_id"], row["requirement"]) for row in data["overrides"]}
    faults.equal("overrides", sorted(found ^ wanted), [])
    by_age = {row["lane_id"] for row in data["lanes"] if row["age_group"] == "child"}
    faults.equal("lanes of children", by_age, child)


def words(faults, folder):
    """No avoided phrase in any file, but in the title of the report."""
    title = "Challenges of Child Sex Slavery and Trafficking in Cambodia"
    for at, _, files in os.walk(folder):
        for name in files:
            with open(os.path.join(at, name), encoding="utf-8") as file:
                for n, line in enumerate(file, 1):
                    if len(line) < 800:  # outlines of areas hold no words
                        found = AVOIDED.search(line.replace(title, ""))
                        faults.check(not found, f"{name}, line {n}: {found and found.group()!r}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
