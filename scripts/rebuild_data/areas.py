# SPDX-License-Identifier: GPL-3.0-or-later
"""Provinces and countries, their neighbours, groups and census figures."""
from . import facts, geometry

HOME = "KH"
VINTAGE = 2001

# Far outside both maps, and the source's coast of Canada alone is larger than all the rest.
SIMPLIFIED = {"CA": (0.25, 0.5)}  # tolerance in degrees, least area of an island in square degrees

# A neighbour's point lies in its part about the home country: a lane from Vietnam would else come
# over Laos, from the far end of the land.
NEAR_DEG = 2.0

# The census of 2008 and 2019 counts these in other boundaries than those of 2001.
NOT_COMPARABLE = {
    "2008": {"KH08", "KH09", "KH12", "KH18"},
    "2019": {"KH03", "KH08", "KH09", "KH12", "KH18", "KH25"},
}
REDRAWN = {"KH02", "KH15"}  # their common border, December 2008


class Areas:
    """What the other parts ask of the areas: rows, outlines, common borders."""

    def __init__(self, folder, world):
        self.provinces = facts.read(folder, "provinces")
        self.countries = facts.read(folder, "countries")
        self.outline = {}
        self.source_names = {}
        self._read_world(world)
        self.edges = {key: geometry.segments(p) for key, p in self.outline.items()}

    def _read_world(self, world):
        by_fips = {row["world_map_fips"]: row["pcode"] for row in self.provinces}
        found = geometry.read(world, "states_provinces", "adm0_a3 = 'KHM'")
        if len(found) != len(self.provinces):
            raise ValueError(f"{world}: {len(found)} provinces, not {len(self.provinces)}")
        for attributes, polygons in found:
            key = by_fips.pop(attributes["fips"])
            self.outline[key] = geometry.oriented(polygons)
            label = (attributes["woe_label"] or "").split(",")[0]
            self.source_names[key] = [attributes["name"], attributes["woe_name"], label,
                                      attributes["gn_name"]]
        wanted = [row["iso"] for row in self.countries]
        query = "iso_a2 IN ({})".format(", ".join(f"'{iso}'" for iso in wanted))
        for attributes, polygons in geometry.read(world, "countries", query):
            key = attributes["iso_a2"]
            if key in SIMPLIFIED:
                polygons = geometry.simplify(polygons, *SIMPLIFIED[key])
            self.outline[key] = geometry.oriented(polygons)
            self.source_names[key] = [attributes["NAME"]]
        missing = [key for key in wanted if key not in self.outline]
        if missing:
            raise ValueError(f"{world}: no country {', '.join(missing)}")

    def border(self, a, b):
        """Common segments of two areas."""
        return self.edges[a] & self.edges[b]

    def abroad(self):
        return [row["iso"] for row in self.countries if row["iso"] != HOME]

    def bordering(self, country):
        """Provinces that share a border with a country."""
        return [row["pcode"] for row in self.provinces if self.border(row["pcode"], country)]


def features(areas, capitals):
    """The areas as (properties, polygons): provinces, then countries."""
    out = []
    for row in areas.provinces:
        key = row["pcode"]
        out.append((dict(
            area_id=key, level="province", name=row["name"], name_local=row["name_km"],
            iso=row["iso"], pcode=key, country=HOME, parent=HOME,
            pred_pcode=row["predecessor"], vintage=VINTAGE, valid_from=row["valid_from"],
            valid_to=row["valid_to"], source_id="NE", note=row["note"], x_type=row["type"],
            x_capital=capitals[key], x_area_official_km2=float(row["area_official_km2"]),
            x_name_source=areas.source_names[key][0]), areas.outline[key]))
    for row in areas.countries:
        key = row["iso"]
        note = "coast simplified, small islands left out" if key in SIMPLIFIED else ""
        out.append((dict(
            area_id=key, level="country", name=row["name"], name_local=row["name_local"],
            iso=key, country=key, source_id="NE", note=note, x_hub=row["hub"],
            x_lane_end=row["lane_end"], x_name_source=areas.source_names[key][0],
            x_simplified_deg=SIMPLIFIED[key][0] if key in SIMPLIFIED else None),
            areas.outline[key]))
    for properties, polygons in out:
        key = properties["area_id"]
        if properties["level"] == "country" and key != HOME and areas.border(key, HOME):
            polygons = geometry.near(polygons, areas.outline[HOME], NEAR_DEG)
        lon, lat = geometry.inner_point(polygons)
        properties["rep_lon"], properties["rep_lat"] = round(lon, 5), round(lat, 5)
    return out


def neighbours(areas):
    """Each pair of provinces with a common border, and its length."""
    rows = []
    for i, a in enumerate(areas.provinces):
        for b in areas.provinces[i + 1:]:
            shared = areas.border(a["pcode"], b["pcode"])
            if shared:
                rows.append(dict(a_id=a["pcode"], a_name=a["name"], b_id=b["pcode"],
                                 b_name=b["name"], contact="rook",
                                 shared_km=f"{geometry.length_m(shared) / 1000:.2f}"))
    return rows


def groups(areas):
    """The two groups that the report names without saying who is in them."""
    rows = [dict(group_id="G_OTHER", name="other provinces", source_id=facts.REPORT,
                 section="Section 4",
                 note="the provinces that the source does not name; which ones is not stated")]
    for key in areas.bordering("VN"):
        rows.append(dict(group_id="G_EAST", name="eastern provinces", member=key,
                         member_basis="assumed", source_id=facts.REPORT, section="Section 4",
                         note="which ones is not stated; assumed: those that border Vietnam"))
    return rows


def populations(folder, areas):
    """Census figures in the boundaries of 2001, and the national totals."""
    rows, totals = [], {}
    for row in facts.read(folder, "population"):
        census, key = row["census"], row["id"]
        total = totals.setdefault(census, [0, 0, 0])
        for k, column in enumerate(("both_sexes", "male", "female")):
            total[k] += int(row[column] or 0)
        if key in NOT_COMPARABLE.get(census, ()):
            continue
        note = ""
        if census == "2019" and key in REDRAWN:
            note = "the border between Battambang and Pursat was redrawn in December 2008"
        rows.append(dict(area_id=key, year=census, population=row["both_sexes"],
                         male=row["male"], female=row["female"], source_id=row["source"],
                         note=note))
    for census, (both, male, female) in totals.items():
        rows.append(dict(area_id=HOME, year=census, population=both, male=male or "",
                         female=female or "", source_id=f"NIS{census}",
                         note="sum of the provinces; equals the published total"))
    return rows


def aliases(areas):
    """Every spelling of an area other than its name."""
    rows = []
    for row in areas.provinces:
        key = row["pcode"]
        for name in facts.listed(row["aliases"]) + areas.source_names[key]:
            rows.append(dict(alias=name, target_id=key, kind=kind_of(name)))
        rows.append(dict(alias=row["name_km"], target_id=key, kind="local"))
    for row in areas.countries:
        key = row["iso"]
        for name in facts.listed(row["aliases"]) + areas.source_names[key]:
            rows.append(dict(alias=name, target_id=key, kind="spelling"))
        if row["name_local"]:
            rows.append(dict(alias=row["name_local"], target_id=key, kind="local"))
    return rows


def kind_of(name):
    """Kampong Som is the older name of Sihanoukville, in any spelling."""
    return "former" if name in ("Kampong Som", "Kompong Som", "Kampong Saom") else "spelling"
