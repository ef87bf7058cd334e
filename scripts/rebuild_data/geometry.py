# SPDX-License-Identifier: GPL-3.0-or-later
"""Polygons of Natural Earth, their shared borders, inner points and lengths.

Plain Python on the source's own coordinates: no digit depends on the version of a geometry
library. Neighbours share vertices in this source, so a common border is a set of common segments.
"""
import heapq
import math

from osgeo import ogr

ogr.UseExceptions()

SEMI_MAJOR_M = 6378137.0  # WGS 84
ECCENTRICITY2 = 0.00669437999014


def read(path, layer, query):
    """Features of a layer as (attributes, [polygon, ...]); a polygon is a list of closed rings."""
    source = ogr.Open(path)
    features = source.GetLayerByName(layer)
    features.SetAttributeFilter(query)
    found = []
    for feature in features:
        names = [feature.GetFieldDefnRef(i).GetName() for i in range(feature.GetFieldCount())]
        found.append(({name: feature[name] for name in names},
                      _polygons(feature.GetGeometryRef())))
    return found


def simplify(polygons, tolerance_deg, least_area):
    """Fewer points for a country far outside every map; small islands are left out."""
    shape = _shape([rings for rings in polygons if abs(_area(rings[0])) >= least_area])
    simple = shape.SimplifyPreserveTopology(tolerance_deg)
    if not simple.IsValid():
        raise ValueError("the simplified polygons are not valid: choose another tolerance")
    return _polygons(simple)


def oriented(polygons):
    """Outer rings counter-clockwise, holes clockwise, as RFC 7946 asks."""
    return [[ring if (_area(ring) > 0) == (k == 0) else ring[::-1]
             for k, ring in enumerate(rings)] for rings in polygons]


def near(polygons, others, margin_deg):
    """The part of an area within the bounding box of another, grown by a margin."""
    lon, lat = zip(*(point for rings in others for point in rings[0]))
    west, east = min(lon) - margin_deg, max(lon) + margin_deg
    south, north = min(lat) - margin_deg, max(lat) + margin_deg
    frame = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return _polygons(_shape(polygons).Intersection(_shape([[frame]])))


def segments(polygons):
    """The undirected border segments."""
    return {(a, b) if a < b else (b, a)
            for rings in polygons for ring in rings for a, b in zip(ring, ring[1:])}


def length_m(pieces):
    """Geodesic length of short segments: radii of curvature at the middle of each."""
    total = 0.0
    for (lon1, lat1), (lon2, lat2) in sorted(pieces):
        north_m, east_m = metres_per_degree((lat1 + lat2) / 2)
        total += math.hypot((lon2 - lon1) * east_m, (lat2 - lat1) * north_m)
    return total


def metres_per_degree(lat):
    """Metres to a degree northward and eastward on the ellipsoid."""
    s = math.sin(math.radians(lat))
    w = math.sqrt(1 - ECCENTRICITY2 * s * s)
    meridian = SEMI_MAJOR_M * (1 - ECCENTRICITY2) / w ** 3
    normal = SEMI_MAJOR_M / w
    return math.radians(meridian), math.radians(normal * math.cos(math.radians(lat)))


def nearest(point, pieces):
    """The nearest point of a set of segments, and how far off it is (m)."""
    lon, lat = point
    north_m, east_m = metres_per_degree(lat)
    best = None
    for a, b in sorted(pieces):
        ax, ay = (a[0] - lon) * east_m, (a[1] - lat) * north_m
        bx, by = (b[0] - lon) * east_m, (b[1] - lat) * north_m
        dx, dy = bx - ax, by - ay
        t = min(1.0, max(0.0, -(ax * dx + ay * dy) / (dx * dx + dy * dy)))
        off = math.hypot(ax + t * dx, ay + t * dy)
        if best is None or off < best[0]:
            best = (off, a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))
    return (best[1], best[2]), best[0]


def inner_point(polygons, precision_deg=0.0005):
    """Pole of inaccessibility of the largest polygon: from geometry alone, so it never moves.

    Method: cells halved best first, as in Mapbox's polylabel (Agafonkin 2016, ISC), written anew;
    longitudes shrunk by the cosine of the middle latitude.
    """
    rings = max(polygons, key=lambda rings: abs(_area(rings[0])) * _shrink(rings[0]))
    shrink = _shrink(rings[0])
    flat = [[(lon * shrink, lat) for lon, lat in ring] for ring in rings]
    pieces = [(a, b) for ring in flat for a, b in zip(ring, ring[1:])]
    left, right = min(p[0] for p in flat[0]), max(p[0] for p in flat[0])
    low, high = min(p[1] for p in flat[0]), max(p[1] for p in flat[0])
    half = min(right - left, high - low) / 2
    cells, best = [], (-1.0, 0.0, 0.0)

    def push(x, y, h):
        nonlocal best
        d = _inside_distance(x, y, pieces)
        if d > best[0]:
            best = (d, x, y)
        reach = d + h * math.sqrt(2)
        if reach > best[0] + precision_deg:
            heapq.heappush(cells, (-reach, x, y, h))

    x = left + half
    while x < right + half:
        y = low + half
        while y < high + half:
            push(x, y, half)
            y += 2 * half
        x += 2 * half
    while cells:
        reach, x, y, h = heapq.heappop(cells)
        if -reach - best[0] <= precision_deg:
            break
        for dx in (-h / 2, h / 2):
            for dy in (-h / 2, h / 2):
                push(x + dx, y + dy, h / 2)
    return best[1] / shrink, best[2]


def _shrink(ring):
    """A degree eastward against one northward, at the ring's middle latitude."""
    lats = [lat for _, lat in ring]
    return math.cos(math.radians((min(lats) + max(lats)) / 2))


def _inside_distance(x, y, pieces):
    """Distance to the border, negative outside."""
    inside, least = False, math.inf
    for (ax, ay), (bx, by) in pieces:
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
        dx, dy = bx - ax, by - ay
        square = dx * dx + dy * dy
        t = ((x - ax) * dx + (y - ay) * dy) / square if square > 0 else 0.0
        t = 0.0 if t < 0 else 1.0 if t > 1 else t
        px, py = x - ax - t * dx, y - ay - t * dy
        off = px * px + py * py
        if off < least:
            least = off
    return math.sqrt(least) if inside else -math.sqrt(least)


def _area(ring):
    """Signed area in square degrees; positive when counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2


def _shape(polygons):
    shape = ogr.Geometry(ogr.wkbMultiPolygon)
    for rings in polygons:
        polygon = ogr.Geometry(ogr.wkbPolygon)
        for ring in rings:
            line = ogr.Geometry(ogr.wkbLinearRing)
            for lon, lat in ring:
                line.AddPoint_2D(lon, lat)
            polygon.AddGeometry(line)
        shape.AddGeometry(polygon)
    return shape


def _polygons(shape):
    if shape.GetGeometryName() == "POLYGON":
        return [_rings(shape)]
    return [_rings(shape.GetGeometryRef(i)) for i in range(shape.GetGeometryCount())]


def _rings(polygon):
    rings = []
    for i in range(polygon.GetGeometryCount()):
        ring = polygon.GetGeometryRef(i)
        rings.append([ring.GetPoint_2D(k) for k in range(ring.GetPointCount())])
    return rings
