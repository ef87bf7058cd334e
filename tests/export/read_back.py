#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""read_back.py FOLDER: reads every file of the sample releases with GDAL and Python's own csv and
json, and compares cell by cell. What the library wrote is read by nothing of the library.

Leaves with 77 where GDAL's Python is not installed."""
import csv
import json
import pathlib
import sys

try:
    from osgeo import gdal, ogr
except ImportError:
    print("skipped: python3-gdal is not installed")
    sys.exit(77)

gdal.UseExceptions()
FOLDER = pathlib.Path(sys.argv[1])
wrong = 0


def complain(text):
    global wrong
    wrong += 1
    print(text)


def read_csv(path):
    """The rows of a CSV, strictly; lines end with CR LF."""
    raw = path.read_bytes()
    if b"\n" in raw.replace(b"\r\n", b""):
        complain(f"{path}: a line does not end with CR LF")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    if any(len(row) != len(rows[0]) for row in rows):
        complain(f"{path}: rows of different lengths")
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def cell(feature, index):
    """A field of a feature as the text that CSV has."""
    if not feature.IsFieldSetAndNotNull(index):
        return ""
    field = feature.GetFieldDefnRef(index)
    if field.GetSubType() == ogr.OFSTBoolean:
        return "yes" if feature.GetFieldAsInteger(index) else "no"
    if field.GetType() == ogr.OFTReal:
        return feature.GetFieldAsDouble(index)
    if field.GetType() == ogr.OFTDate:
        return "%04d-%02d-%02d" % tuple(feature.GetFieldAsDateTime(index)[:3])
    return feature.GetFieldAsString(index)


def same(a, b, tolerance):
    if isinstance(a, float):
        return b != "" and abs(a - float(b)) <= tolerance * max(1.0, abs(a))
    return a == b


def compare(path, layer, rows, names, tolerance):
    """Features of a layer against the rows of its CSV; names: short name by name, or None."""
    if layer.GetFeatureCount() != len(rows):
        complain(f"{path}: {layer.GetFeatureCount()} features for {len(rows)} rows")
    definition = layer.GetLayerDefn()
    for feature, row in zip(layer, rows):
        for name, value in row.items():
            index = definition.GetFieldIndex(names[name] if names else name)
            if index < 0:
                complain(f"{path}: no field {name}")
            elif not same(cell(feature, index), value, tolerance):
                complain(f"{path}: {name} is {cell(feature, index)!r}, in the table {value!r}")


def shapes(layer):
    layer.ResetReading()
    found = []
    for feature in layer:
        geometry = feature.GetGeometryRef()
        found.append(geometry.Clone() if geometry else None)
    return found


def compare_shapes(path, layer, expected, tolerance):
    for got, wanted in zip(shapes(layer), expected):
        if (got is None) != (wanted is None):
            complain(f"{path}: a geometry is there in one file only")
        elif got is not None:
            got = ogr.ForceTo(got, wanted.GetGeometryType())
            a, b = got.GetEnvelope(), wanted.GetEnvelope()
            if max(abs(x - y) for x, y in zip(a, b)) > tolerance:
                complain(f"{path}: geometry {a} is not {b}")
            if got.GetGeometryCount() != wanted.GetGeometryCount():
                complain(f"{path}: {got.GetGeometryCount()} parts")


def check_crs(path, layer):
    crs = layer.GetSpatialRef()
    if layer.GetGeomType() != ogr.wkbNone and (crs is None or not crs.IsGeographic()):
        complain(f"{path}: coordinates without the system WGS 84")


def check_tier(tree):
    fields = read_csv(tree / "shapefiles/fields.csv")
    package = gdal.OpenEx(str(tree / "layers.gpkg"), gdal.OF_VECTOR)
    record = json.loads((tree / "release.json").read_text(encoding="utf-8"))
    provenance = json.loads((tree / "provenance.json").read_text(encoding="utf-8"))
    if package.GetMetadataItem("TLP") != record["tlp"]:
        complain(f"{tree}: the package's mark is {package.GetMetadataItem('TLP')}")
    for entry in record["layers"]:
        name = entry["name"]
        rows = read_csv(tree / f"tables/{name}.csv")
        short = {f["field"]: f["shp"] for f in fields if f["layer"] == name}
        if len(rows) != entry["rows"] or len(provenance["layers"][name]) != len(rows):
            complain(f"{tree}: {name} has {len(rows)} rows")
        for row in rows:
            if row["tier"] != record["tier"] or row["release_id"] != record["release"]:
                complain(f"{tree}: a row of {name} has another tier or release")
        check_layer(tree, package, name, rows, short)


def check_layer(tree, package, name, rows, short):
    layer = package.GetLayerByName(name)
    compare(f"{tree}/layers.gpkg/{name}", layer, rows, None, 0.0)
    check_crs(f"{tree}/layers.gpkg/{name}", layer)
    expected = shapes(layer)
    shaped = layer.GetGeomType() != ogr.wkbNone
    for path, names, tolerance in (
        (tree / f"shapefiles/{name}", short, 1e-9),
        (tree / f"{name}", short, 1e-9),
        (tree / f"{name}.gpkg", None, 0.0),
        (tree / f"{name}.fgb", None, 0.0),
        (tree / f"{name}.geojson", None, 0.0),
    ):
        if not shaped and path in (tree / name, tree / f"{name}.fgb"):
            continue
        if names:
            shp, dbf = path.with_suffix(".shp"), path.with_suffix(".dbf")
            path = shp if shp.exists() else dbf
        file = gdal.OpenEx(str(path), gdal.OF_VECTOR)
        single = file.GetLayer(0)
        # The index of a FlatGeobuf puts neighbours beside each other: rows come by their first cell.
        order = range(len(rows))
        if path.suffix == ".fgb":
            key = list(rows[0])[0]
            order = sorted(order, key=lambda i: rows[i][key])
            single = file.ExecuteSQL(f'SELECT * FROM "{name}" ORDER BY "{key}"', dialect="OGRSQL")
        compare(path, single, [rows[i] for i in order], names, tolerance)
        check_crs(path, single)
        # RFC 7946 writes seven decimals.
        compare_shapes(path, single, [expected[i] for i in order], 1e-7 if path.suffix == ".geojson" else 1e-12)
        if names and path.suffix == ".shp":
            for index in range(single.GetLayerDefn().GetFieldCount()):
                if len(single.GetLayerDefn().GetFieldDefn(index).GetName()) > 10:
                    complain(f"{path}: a name longer than 10")
    if [list(r.values()) for r in read_csv(tree / f"{name}.csv")] != [list(r.values()) for r in rows]:
        complain(f"{tree}: {name}.csv is not tables/{name}.csv")
    table = json.loads((tree / f"{name}.json").read_text(encoding="utf-8"))
    if len(table["data"]) != len(rows):
        complain(f"{tree}: {name}.json has {len(table['data'])} rows")


trees = sorted(path for path in FOLDER.iterdir() if path.is_dir())
if [tree.name for tree in trees] != ["public", "restricted"]:
    complain(f"{FOLDER}: {trees}")
for tree in trees:
    check_tier(tree)
print(f"{wrong} wrong")
sys.exit(1 if wrong else 0)
