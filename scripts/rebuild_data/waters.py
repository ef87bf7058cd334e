# SPDX-License-Identifier: GPL-3.0-or-later
"""The great lake and the rivers wide enough to have two banks, from GSHHG.

GMT prints its shores bin by bin, with their level: 2 is the shore of a lake or of a wide river, 3
that of an island in it. The pieces are joined to rings; of the rings those count that hold a point
named in facts/waters.csv. Where GMT is not installed the shapes written before are kept.
"""
import json
import os
import shutil
import subprocess
import tempfile

from osgeo import ogr

from . import facts

REGION = "98/110/5/25"  # all of the two-banked Mekong
DATA = "/usr/share/gmt-gshhg/binned_GSHHS_h.nc"
DIGITS = 5  # about a metre


def features(folder, former):
    """(properties, polygons) of each water; `former` is the layer as it was written last."""
    rows = facts.read(folder, "waters")
    if not shutil.which("gmt") or not os.path.exists(DATA):
        return _kept(rows, former)
    shores = _shores()
    lakes, islands = _faces(shores[2]), _faces(shores[3])
    found = []
    for row in rows:
        inside = _point(float(row["lon"]), float(row["lat"]))
        shape = next(lake for lake in lakes if lake.Contains(inside))
        for island in islands:
            if shape.Contains(island.PointOnSurface()):
                shape.AddGeometry(island.GetGeometryRef(0))
        if not shape.IsValid():
            raise ValueError(f"{row['water_id']}: the rings make no valid polygon")
        found.append((_properties(row), [_rings(shape)]))
    return found


def _properties(row):
    return {name: value for name, value in row.items() if name not in ("lon", "lat")}


def _kept(rows, former):
    with open(former, encoding="utf-8") as file:
        shapes = {feature["properties"]["water_id"]: feature["geometry"]["coordinates"]
                  for feature in json.load(file)["features"]}
    return [(_properties(row), [shapes[row["water_id"]]]) for row in rows]


def _shores():
    """Pieces of shore by level."""
    with tempfile.TemporaryDirectory() as scratch:  # GMT leaves a history where it runs
        done = subprocess.run(["gmt", "coast", "-R" + REGION, "-Dh", "-W0.1", "-M"], check=True,
                              capture_output=True, text=True, cwd=scratch)
    shores = {1: [], 2: [], 3: [], 4: []}
    piece = []
    for line in done.stdout.splitlines():
        if line.startswith(">"):
            piece = []
            shores[int(line.split()[-1])].append(piece)
            continue
        at = tuple(round(float(number), DIGITS) for number in line.split()[:2])
        if not piece or piece[-1] != at:
            piece.append(at)
    return shores


def _faces(pieces):
    lines = ogr.Geometry(ogr.wkbMultiLineString)
    for piece in pieces:
        if len(piece) > 1:
            line = ogr.Geometry(ogr.wkbLineString)
            for at in piece:
                line.AddPoint_2D(*at)
            lines.AddGeometry(line)
    made = lines.Polygonize()
    return [made.GetGeometryRef(i).Clone() for i in range(made.GetGeometryCount())]


def _point(lon, lat):
    point = ogr.Geometry(ogr.wkbPoint)
    point.AddPoint_2D(lon, lat)
    return point


def _rings(shape):
    """The outer ring against the clock, islands with it; each from its westernmost point."""
    rings = []
    for i in range(shape.GetGeometryCount()):
        ring = [list(at[:2]) for at in shape.GetGeometryRef(i).GetPoints()][:-1]
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))
        if (area > 0) != (i == 0):
            ring.reverse()
        first = ring.index(min(ring))
        ring = ring[first:] + ring[:first]
        rings.append(ring + ring[:1])
    return rings[:1] + sorted(rings[1:])
