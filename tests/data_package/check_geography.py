# SPDX-License-Identifier: GPL-3.0-or-later
"""Areas, neighbours, names and points against a second, finer and independent layer.

    check_geography.py PACKAGE SHARED

The other layer is made from communes of 2014 put back to 2001; it is for comparison only and no
part of the package. Differences that are known stand here one by one; any other is a fault.
"""
import csv
import json
import math
import os
import sys

import support

AUTHALIC_KM = 6371.0072

# Natural Earth draws these otherwise: least and most quotient of the areas (ours : theirs).
# The lake lies inside KH06, KH15, KH17; Oddar Meanchey lacks its east, which is in Siem Reap;
# the coast of KH18 and KH23 is coarse.
AREA = {"KH17": (1.2, 1.4), "KH22": (0.5, 0.6), "KH18": (0.8, 0.9), "KH23": (0.8, 0.9)}
OVERLAP = {"KH22": 0.5, "KH17": 0.7, "KH18": 0.7, "KH23": 0.7}

# Points farther outside the outline of their own area than their accuracy.
OUTSIDE_KM = {"T30": 32}


def main(folder, shared):
    ogr = support.need_gdal()
    geodata = os.path.join(shared, "geodata")
    support.need(os.path.join(geodata, "cambodia_admin1_2001.geojson"))
    faults = support.Faults()
    ours = support.areas(folder)
    with open(os.path.join(geodata, "cambodia_admin1_2001.geojson"), encoding="utf-8") as file:
        theirs = {f["properties"]["id"]: f for f in json.load(file)["features"]}
    shape = {k: ogr.CreateGeometryFromJson(json.dumps(f["geometry"])) for k, f in ours.items()}
    other = {k: ogr.CreateGeometryFromJson(json.dumps(f["geometry"])) for k, f in theirs.items()}
    outlines(faults, ogr, ours, shape)
    provinces(faults, ogr, ours, theirs, shape, other)
    neighbours(faults, folder, geodata, shape)
    points(faults, ogr, folder, shape)
    crossings(faults, ogr, folder, geodata, shape)
    moved_nothing(faults, folder, geodata)
    waters(faults, ogr, folder, geodata)
    return faults.end()


def read(ogr, path, key):
    with open(path, encoding="utf-8") as file:
        return {f["properties"].get(key): ogr.CreateGeometryFromJson(json.dumps(f["geometry"]))
                for f in json.load(file)["features"]}


def waters(faults, ogr, folder, geodata):
    """The lake is where another survey has it; the Mekong's line runs in the river."""
    ours = read(ogr, os.path.join(folder, "waters.geojson"), "water_id")
    lake = next(iter(read(ogr, os.path.join(geodata, "cambodia_tonle_sap_lake.geojson"),
                          "id").values()))
    common = ours["W01"].Intersection(lake).Area()
    faults.check(common > 0.8 * max(ours["W01"].Area(), lake.Area()),
                 f"Tonle Sap: {common / lake.Area():.2f} of the other survey's lake")
    with open(os.path.join(geodata, "rivers.geojson"), encoding="utf-8") as file:
        lines = [ogr.CreateGeometryFromJson(json.dumps(f["geometry"]))
                 for f in json.load(file)["features"] if "Mekong" in json.dumps(f["properties"])]
    near = ours["W02"].Buffer(0.03)  # the other source is a line of the scale 1:10m
    length = sum(line.Length() for line in lines)
    inside = sum(line.Intersection(near).Length() for line in lines)
    faults.check(lines and inside > 0.8 * length, f"Mekong: {inside / length:.2f} in the river")
    for key, shape in ours.items():
        faults.check(shape.IsValid(), f"{key}: not valid")


def point(ogr, lon, lat):
    p = ogr.Geometry(ogr.wkbPoint)
    p.AddPoint_2D(float(lon), float(lat))
    return p


def outlines(faults, ogr, ours, shape):
    """Valid polygons; the provinces tile the country without gap or overlap."""
    for key, feature in ours.items():
        properties = feature["properties"]
        faults.check(shape[key].IsValid(), f"{key}: not valid")
        inner = point(ogr, properties["rep_lon"], properties["rep_lat"])
        faults.check(shape[key].Contains(inner), f"{key}: representative point outside")
    keys = [k for k, f in ours.items() if f["properties"]["level"] == "province"]
    whole = ogr.Geometry(ogr.wkbMultiPolygon)
    for key in keys:
        whole = whole.Union(shape[key])
    faults.check(whole.SymDifference(shape["KH"]).GetArea() < 1e-9, "provinces are not the country")
    total = sum(shape[key].GetArea() for key in keys)
    faults.check(abs(total - whole.GetArea()) < 1e-9, "provinces overlap")


def provinces(faults, ogr, ours, theirs, shape, other):
    faults.equal("provinces", sorted(k for k, f in ours.items()
                                     if f["properties"]["level"] == "province"), sorted(theirs))
    for key, feature in theirs.items():
        said, mine = feature["properties"], ours[key]["properties"]
        for our_name, their_name in (("name", "name_en"), ("name_local", "name_km"),
                                     ("iso", "iso_3166_2"), ("pcode", "pcode"),
                                     ("x_type", "type"),
                                     ("x_area_official_km2", "area_official_km2")):
            faults.equal(f"{key}.{our_name}", mine[our_name], said[their_name])
        quotient = area_km2(ours[key]["geometry"]) / area_km2(feature["geometry"])
        low, high = AREA.get(key, (0.9, 1.1))
        faults.check(low <= quotient <= high, f"{key}: area is {quotient:.3f} of the other layer's")
        both = shape[key].Intersection(other[key]).GetArea()
        either = shape[key].Union(other[key]).GetArea()
        faults.check(both / either >= OVERLAP.get(key, 0.8),
                     f"{key}: overlap {both / either:.2f} with the other layer")
        inner = point(ogr, mine["rep_lon"], mine["rep_lat"])
        faults.check(other[key].Contains(inner), f"{key}: its point is in another province there")


def area_km2(geometry):
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return sum(sphere_km2(rings[0]) - sum(map(sphere_km2, rings[1:])) for rings in polygons)


def sphere_km2(ring):
    """Lambert's cylinder: exact on the sphere for edges straight in longitude and sine."""
    total = sum(math.radians(b[0] - a[0]) * (math.sin(math.radians(a[1]))
                                             + math.sin(math.radians(b[1]))) / 2
                for a, b in zip(ring, ring[1:]))
    return abs(total) * AUTHALIC_KM ** 2


def neighbours(faults, folder, geodata, shape):
    """44 pairs against 43: two over the lake more, one less; and GEOS sees the same 44."""
    ours = {(row["a_id"], row["b_id"]): float(row["shared_km"])
            for row in support.rows(folder, "neighbours")}
    with open(os.path.join(geodata, "cambodia_admin1_adjacency.csv"), encoding="utf-8") as file:
        theirs = {(row["a_id"], row["b_id"]): float(row["shared_km"])
                  for row in csv.DictReader(file)
                  if row["layer"] == "cambodia_admin1_2001" and row["contact"] == "rook"}
    faults.equal("pairs more", sorted(set(ours) - set(theirs)),
                 [("KH06", "KH15"), ("KH15", "KH17")])
    faults.equal("pairs less", sorted(set(theirs) - set(ours)), [("KH13", "KH22")])
    for pair in set(ours) & set(theirs):
        quotient = ours[pair] / theirs[pair]  # a coarser line is shorter
        faults.check(0.4 <= quotient <= 1.4, f"{pair}: border {quotient:.2f} of the other layer's")
    keys = sorted(k for k in shape if k.startswith("KH") and k != "KH")
    touching = {(a, b) for i, a in enumerate(keys) for b in keys[i + 1:]
                if shape[a].Intersection(shape[b]).GetDimension() == 1}
    faults.equal("pairs by GEOS", sorted(touching), sorted(ours))


def points(faults, ogr, folder, shape):
    """A place lies in its province or country, or as near as its accuracy (at least 3 km)."""
    for row in support.rows(folder, "places"):
        inside = shape[row["area_id"] or row["country"]]
        off_km = inside.Distance(point(ogr, row["lon"], row["lat"])) * 111
        limit = OUTSIDE_KM.get(row["place_id"], max(3.0, float(row["accuracy_m"]) / 1000))
        faults.check(off_km <= limit, f"{row['place_id']} {row['name']}: {off_km:.1f} km outside")


def crossings(faults, ogr, folder, geodata, shape):
    """On the border of both sides to within a metre; moved no more than the accuracy says."""
    with open(os.path.join(geodata, "crossings.csv"), encoding="utf-8") as file:
        stated = {row["id"]: row for row in csv.DictReader(file) if row["other_country"]}
    rows = {row["crossing_id"]: row for row in support.rows(folder, "crossings")}
    faults.equal("crossings", sorted(rows), sorted(stated))
    for key, row in rows.items():
        at = point(ogr, row["lon"], row["lat"])
        for side in ("area_a", "area_b"):
            off_m = shape[row[side]].Boundary().Distance(at) * 111e3
            faults.check(off_m < 1, f"{key}: {off_m:.1f} m off the border of {row[side]}")
        before = point(ogr, stated[key]["lon"], stated[key]["lat"])
        moved_m = at.Distance(before) * 111e3
        faults.check(moved_m <= float(row["accuracy_m"]) * 1.03,
                     f"{key}: moved {moved_m:.0f} m, accuracy {row['accuracy_m']} m")
        faults.check(float(row["accuracy_m"]) >= float(stated[key]["accuracy_m"]),
                     f"{key}: more accurate than the fact it is from")
    opened = {key for key, row in rows.items() if row["type"] == "international"}
    faults.equal("international in 2001", opened, {"X01", "X02", "X11", "X12", "X22"})


def moved_nothing(faults, folder, geodata):
    """Places and links are those of the facts, under one id each."""
    with open(os.path.join(geodata, "network_nodes.csv"), encoding="utf-8") as file:
        nodes = {row["id"]: (row["lon"], row["lat"]) for row in csv.DictReader(file)}
    with open(os.path.join(geodata, "network_edges.csv"), encoding="utf-8") as file:
        edges = list(csv.DictReader(file))
    at = {row["place_id"]: (row["lon"], row["lat"]) for row in support.rows(folder, "places")}
    at.update((row["crossing_id"], (row["x_lon_stated"], row["x_lat_stated"]))
              for row in support.rows(folder, "crossings"))
    for row, edge in zip(support.rows(folder, "links"), edges, strict=True):
        for side in ("from", "to"):
            faults.equal(f"{edge['id']}.{side}", at[row[side]], nodes[edge[side]])
        faults.equal(f"{edge['id']}: length", round(float(row["length_m"])),
                     round(float(edge["length_km"]) * 1000))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
