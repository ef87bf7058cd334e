# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a jittered lattice of polygons, and times the weights of libpysal and pygeoda on it.

weights_peers.py make N POINTS FILE  N polygons of 4 x POINTS points, as bench_weights reads them
weights_peers.py RULE PEER FILE      seconds (the least of three) and pairs, from polygons in memory;
                                     RULE: queen, rook or nearest_8; PEER: libpysal, libpysal_graph or
                                     pygeoda
"""

import struct
import sys
import time
import warnings

import numpy
import shapely

warnings.simplefilter("ignore")
ROUNDS = 3


def make(n, points, path):
    """Neighbours share corners and the points between, to the bit."""
    side = int(numpy.ceil(n ** 0.5))
    draw = numpy.random.default_rng(1)
    step = 0.01
    corner = numpy.stack(numpy.meshgrid(numpy.arange(side + 1.0), numpy.arange(side + 1.0), indexing="ij"), -1)
    corner = (corner + draw.uniform(-0.3, 0.3, corner.shape)) * step + [100.0, 5.0]

    def edge(a, b):
        """From the lesser corner to the greater, so that both sides have the same points."""
        share = numpy.linspace(0.0, 1.0, points, endpoint=False)[1:, None]
        wave = 0.05 * step * numpy.sin(share * numpy.pi * 3)
        return a + share * (b - a) + wave

    with open(path, "wb") as file:
        for k in range(n):
            x, y = divmod(k, side)
            a, b, c, d = corner[x, y], corner[x + 1, y], corner[x + 1, y + 1], corner[x, y + 1]
            ring = numpy.vstack([a, edge(a, b), b, edge(b, c), c, edge(d, c)[::-1], d, edge(a, d)[::-1], a])
            wkb = shapely.to_wkb(shapely.polygons(ring), byte_order=1)
            file.write(struct.pack("=I", len(wkb)) + wkb)


def read(path):
    found = []
    with open(path, "rb") as file:
        data = file.read()
    at = 0
    while at < len(data):
        (size,) = struct.unpack_from("=I", data, at)
        found.append(data[at + 4:at + 4 + size])
        at += 4 + size
    return shapely.from_wkb(found)


def peer(rule, name, path):
    import geopandas

    frame = geopandas.GeoDataFrame({"id": range(len(shapes := read(path)))}, geometry=shapes, crs=4326)
    if name == "libpysal":
        from libpysal.weights import KNN, Queen, Rook

        points = numpy.column_stack([frame.centroid.x, frame.centroid.y])

        def work():
            if rule == "nearest_8":
                return KNN(points, k=8, distance_metric="arc", radius=6371.0).nonzero
            return (Queen if rule == "queen" else Rook).from_dataframe(frame, use_index=False).nonzero
    elif name == "libpysal_graph":
        from libpysal.graph import Graph

        def work():
            if rule == "nearest_8":
                return len(Graph.build_knn(frame.centroid, k=8, metric="haversine").adjacency)
            return len(Graph.build_contiguity(frame, rook=rule == "rook").adjacency)
    else:
        import pygeoda

        areas = pygeoda.open(frame)  # reading is not timed

        def work():
            if rule == "nearest_8":
                found = pygeoda.knn_weights(areas, 8, is_arc=True)
            else:
                found = (pygeoda.queen_weights if rule == "queen" else pygeoda.rook_weights)(areas)
            return int(round(found.mean_neighbors() * areas.num_obs))
    least = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        pairs = work()
        least = min(least, time.perf_counter() - start)
    print(f"{least:.3f} {pairs}")


if sys.argv[1] == "make":
    make(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
else:
    peer(*sys.argv[1:4])
