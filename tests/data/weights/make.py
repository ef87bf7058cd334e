# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the figures of this folder by libpysal: python3 make.py FOLDER (needs libpysal, geopandas)."""

import csv
import os
import random
import sys
import warnings

import geopandas
import libpysal
from libpysal.weights import KNN, DistanceBand, Kernel, Queen, Rook, higher_order
from shapely import affinity
from shapely.geometry import Polygon, box

warnings.simplefilter("ignore")
FOLDER = sys.argv[1]
RADIUS_KM = 6371.0087714150598
draw = random.Random(20260101)


def put(name, head, rows):
    with open(os.path.join(FOLDER, name), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def pairs(rule, w):
    """Rows rule, from, to, weight; what has no weight is no neighbour."""
    for i in w.id_order:
        for j, weight in sorted(zip(w.neighbors[i], w.weights[i])):
            if weight > 0:
                yield rule, i, j, repr(float(weight))


points = []
for i in range(30):
    lon = draw.uniform(-9, 9) + (180 if i % 3 == 0 else 104)
    points.append((round(lon - 360 if lon > 180 else lon, 4), round(draw.uniform(-30, 60), 4)))
plane = [(x + 180, y) for x, y in points]
put("points.csv", ["id", "x", "y"], [(i, *p) for i, p in enumerate(points)])

rows = []
rows += pairs("knn:1", KNN(points, k=1, distance_metric="arc", radius=RADIUS_KM))
rows += pairs("knn:5", KNN(points, k=5, distance_metric="arc", radius=RADIUS_KM))
rows += pairs("plane knn:4", KNN(plane, k=4))
rows += pairs("plane band:12m", DistanceBand(plane, 12.0, binary=True))
rows += pairs("sphere band:900km", DistanceBand(points, 900.0, binary=True, distance_metric="arc",
                                                radius=RADIUS_KM))
for ours, theirs in (("triangular", "triangular"), ("uniform", "uniform"), ("epanechnikov", "quadratic"),
                     ("quartic", "quartic"), ("gaussian", "gaussian")):
    rows += pairs(f"plane kernel:{ours}:20m", Kernel(plane, bandwidth=20.0, function=theirs))
for shape in ("triangular", "gaussian"):
    rows += pairs(f"plane kernel:{shape}:6", Kernel(plane, fixed=False, k=6, function=shape))
nearest = KNN(plane, k=3)
for order in (2, 3):
    rows += pairs(f"order {order} of plane knn:3", higher_order(nearest, order))
    rows += pairs(f"order 1 to {order} of plane knn:3", higher_order(nearest, order, lower_order=True))
put("expected.csv", ["rule", "from", "to", "weight"], rows)

# A jittered lattice of 7 by 6 areas, some of them left out, one alone.
corners = {(x, y): (x + draw.uniform(-0.3, 0.3), y + draw.uniform(-0.3, 0.3))
           for x in range(8) for y in range(7)}
areas = {}
for x in range(7):
    for y in range(6):
        if draw.random() < 0.85:
            areas[f"a {x} {y}"] = Polygon([corners[x, y], corners[x + 1, y], corners[x + 1, y + 1],
                                           corners[x, y + 1]])
areas["alone"] = affinity.translate(box(0, 0, 1, 1), 20, 20)
frame = geopandas.GeoDataFrame({"id": list(areas)}, geometry=list(areas.values()), crs=4326)
frame.to_file(os.path.join(FOLDER, "areas.geojson"), driver="GeoJSON", COORDINATE_PRECISION=15)
queen = Queen.from_dataframe(frame, ids="id", use_index=False)
rook = Rook.from_dataframe(frame, ids="id", use_index=False)
put("expected_areas.csv", ["rule", "from", "to", "weight"], [*pairs("queen", queen), *pairs("rook", rook)])

# Files as libpysal writes them; spaces in ids become "_", in .gwt by itself.
def write(name, w):
    file = libpysal.io.open(os.path.join(FOLDER, name), "w")
    file.write(w)
    file.close()


write("areas.gal", Queen.from_dataframe(frame, ids=[i.replace(" ", "_") for i in areas], use_index=False))
write("areas.gwt", KNN([(p.centroid.x, p.centroid.y) for p in areas.values()], k=2, ids=list(areas)))
print("libpysal", libpysal.__version__, "geopandas", geopandas.__version__)
