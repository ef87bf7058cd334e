# SPDX-License-Identifier: GPL-3.0-or-later
"""Places, crossings and the links between them: one id for each point.

The ids of the report's places come first (P), then capitals, towns and foreign towns (C, T, F),
then those of the network. Two entries at the same position are one point.
"""
from . import facts, geometry
from .areas import HOME, kind_of

KIND = {"capital": "city", "provincial_capital": "city", "foreign_town": "town",
        "foreign_hub": "town", "ferry_landing": "junction"}
SOURCE = {"geonames": "GEONAMES", "natural_earth": "NE_PORTS", "approximate": "HAND",
          "adm3_polygon": "GEOBOUNDARIES", "adm2_polygon": "GEOBOUNDARIES"}
STATUS = {"open to third-country travellers": "international", "open (river)": "international",
          "open to travellers at times (river)": "international",
          "bilateral only": "bilateral", "local": "local", "local trade crossing": "local",
          "closed or local": "local", "local; road under construction": "local",
          "open to day visitors at times": "local"}
MODE = {"land": "land", "road": "land", "river": "water", "sea": "sea", "air": "air",
        "ferry": "land|water"}  # it carries the road: lanes by land and lanes by water both pass
CLASS = {"primary": "national_road", "secondary": "provincial_road", "local": "provincial_road"}
NODE_COUNTRY = {"H_MYS": "MY", "H_SGP": "SG", "H_HKG": "HK", "H_TWN": "TW"}
GATEWAY = {("airport", "international"): "air_gateway", ("port", "international"): "sea_gateway"}


class Points:
    """All points, and which id each node of the network goes by."""

    def __init__(self, folder, areas):
        self.areas = areas
        self.gazetteer = facts.read(folder, "gazetteer")
        self.reported = {row["id"]: row for row in facts.read(folder, "places")}
        self.crossing_facts = facts.read(folder, "crossings")
        self.nodes = facts.read(folder, "network_nodes")
        self.edges = facts.read(folder, "network_edges")
        self.hubs = {row["hub"] for row in areas.countries if row["hub"]}
        self.id_of_node = {}
        self.rows = []
        self.spellings = []
        self._merge()

    def _merge(self):
        at = {}
        order = sorted(self.gazetteer, key=lambda row: "PCTF".index(row["id"][0]))
        for row in order:
            place = at.get((row["lon"], row["lat"]))
            if place:
                place["kind"] = KIND.get(row["kind"], place["kind"])
                continue
            place = self._from_gazetteer(row)
            at[row["lon"], row["lat"]] = place
            self.rows.append(place)
        self._gateways(at)
        for node in self.nodes:
            if node["kind"] == "crossing":
                self.id_of_node[node["id"]] = node["id"]
                continue
            place = at.get((node["lon"], node["lat"]))
            if not place:
                place = self._from_node(node)
                at[node["lon"], node["lat"]] = place
                self.rows.append(place)
            self.id_of_node[node["id"]] = place["place_id"]
        for place in self.rows:
            if place["place_id"] in self.hubs and "hub" not in facts.listed(place["role"]):
                place["role"] = "|".join(facts.listed(place["role"]) + ["hub"])

    def _from_gazetteer(self, row):
        reported = self.reported.get(row["id"], {})
        country = facts.COUNTRY[row["country"]]
        section, _ = facts.reference(reported.get("ref", ""))
        # Suong became a capital only with Tboung Khmum, at the end of 2013.
        later = row["province_2001"] != row["province_present"] and row["note"].endswith("2013)")
        kind = "town" if later else KIND.get(row["kind"], row["kind"])
        self.spellings.append((row["id"], row["aliases"]))
        home = country == HOME
        return self._place(row, kind, country, row["province_2001"] if home else "",
                           place_id=row["id"], role=reported.get("role", ""), section=section,
                           source_id=facts.REPORT if reported else SOURCE[row["position_source"]],
                           note=row["note"], x_province="" if home else row["province_2001"])

    def _from_node(self, node):
        return self._place(node, KIND.get(node["kind"], node["kind"]),
                           NODE_COUNTRY.get(node["id"], HOME), node["kh_province_2001"],
                           place_id=node["id"])

    def _place(self, row, kind, country, area, **more):
        place = dict(name=row["name"], kind=kind, lon=row["lon"], lat=row["lat"], area_id=area,
                     country=country, role="", accuracy_m=row["accuracy_m"],
                     position_source=row["position_source"],
                     source_id=SOURCE[row["position_source"]], x_kind=row["kind"])
        place.update(more)
        return place

    def _gateways(self, at):
        """Airports and ports stand among the crossings of the facts; they are places."""
        for row in self.crossing_facts:
            if row["other_country"] or (row["lon"], row["lat"]) in at:
                continue
            kind = "airport" if row["mode"] == "air" else "port"
            row = dict(row, name=row["name_kh"], kind=kind)
            place = self._place(row, kind, HOME, row["kh_province"], place_id=row["id"],
                                role=GATEWAY.get((kind, row["type"]), ""), note=row["note"],
                                x_status_2001=row["status_2001"])
            at[row["lon"], row["lat"]] = place
            self.rows.append(place)

    def capitals(self):
        """The capital of each province: its one place of kind city."""
        found = {}
        for place in self.rows:
            if place["kind"] == "city" and place["area_id"]:
                if place["area_id"] in found:
                    raise ValueError(f"two capitals in {place['area_id']}")
                found[place["area_id"]] = place["place_id"]
        return found

    def places(self):
        """The rows, with the local name where a capital is named like its province."""
        local = {row["pcode"]: row for row in self.areas.provinces}
        for place in self.rows:
            province = local.get(place["area_id"])
            if province and place["kind"] == "city" and place["name"] == province["name"]:
                place["name_local"] = province["name_km"]
        return self.rows

    def crossings(self):
        """Border crossings, moved onto the border line of the package's own areas."""
        rows = []
        for row in self.crossing_facts:
            if not row["other_country"]:
                continue
            abroad = facts.COUNTRY[row["other_country"]]
            at = (float(row["lon"]), float(row["lat"]))
            line = self.areas.border(row["kh_province"], abroad)
            (lon, lat), moved = geometry.nearest(at, line)
            rows.append(dict(
                crossing_id=row["id"], name=row["name_kh"], country_a=HOME, country_b=abroad,
                lon=f"{lon:.6f}", lat=f"{lat:.6f}", type=STATUS[row["status_2001"]],
                mode=MODE[row["mode"]], name_other=row["name_other_side"],
                area_a=row["kh_province"], area_b=abroad,
                accuracy_m=max(int(row["accuracy_m"]), round(moved)),
                status_confidence=row["status_confidence"], source_id="HAND", note=row["note"],
                x_opened_international=row["opened_international"],
                x_status_2001=row["status_2001"], x_type_later=row["type"],
                x_moved_m=round(moved), x_province_b=row["other_province"],
                x_lon_stated=row["lon"], x_lat_stated=row["lat"]))
        return rows

    def links(self):
        """The transport network; every length of the facts is kept, with how it was had."""
        rows = []
        for row in self.edges:
            rows.append(dict(
                link_id=row["id"], **{"from": self.id_of_node[row["from"]]},
                to=self.id_of_node[row["to"]], mode=MODE[row["mode"]],
                **{"class": CLASS.get(row["class"], row["class"])},
                length_m=round(float(row["length_km"]) * 1000), both_ways="yes",
                open_from=facts.day(row["open_from"], False),
                open_to=facts.day(row["open_to"], True), source_id="HAND", note=row["note"],
                x_ref=row["ref"], x_class=row["class"], x_surface_2001=row["surface_2001"],
                x_length_source=row["length_source"], x_usable_2001=row["usable_2001"]))
        return rows

    def aliases(self):
        """Other spellings of places; a namesake of its province shares those too."""
        rows = []
        provinces = {row["pcode"]: row for row in self.areas.provinces}
        listed = dict(self.spellings)
        for place in self.rows:
            key = place["place_id"]
            abroad = place["country"] != HOME
            for name in facts.listed(listed.get(key, "")):
                kind = "short" if name in ("PNH", "Pochentong") else kind_of(name)
                rows.append(dict(alias=name, target_id=key, kind="local" if abroad else kind))
            if place.get("name_local"):
                for name in facts.listed(provinces[place["area_id"]]["aliases"]):
                    if "Province" not in name:
                        rows.append(dict(alias=name, target_id=key, kind=kind_of(name)))
                rows.append(dict(alias=place["name_local"], target_id=key, kind="local"))
        for row in self.crossing_facts:
            short = row["name_kh"].split(" (")[0]
            if row["other_country"]:
                for name in short.split(" / "):
                    rows.append(dict(alias=name, target_id=row["id"], kind="short"))
        return rows
