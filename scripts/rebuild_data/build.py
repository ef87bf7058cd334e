# SPDX-License-Identifier: GPL-3.0-or-later
"""The package from its parts, in the order in which one needs the other."""
import csv
import io
import json
import os

from . import areas, descriptor, facts, points, schema, statements, waters


def package(folder, world, former, out):
    """Writes the package, `former` being the one written last; returns the number of rows of each resource."""
    land = areas.Areas(folder, world)
    network = points.Points(folder, land)
    groups = areas.groups(land)
    ends = statements.Ends(land, network, groups)
    lanes = statements.lanes(folder, ends)
    observations = statements.observations(folder, land)
    features = areas.features(land, network.capitals())
    names = {row["area_id"]: row["name"] for row, _ in features}
    places = network.places()
    crossings = network.crossings()
    names.update((row["place_id"], row["name"]) for row in places)
    names.update((row["crossing_id"], row["name"]) for row in crossings)
    tables = {
        "sources": facts.read(folder, "sources"),
        "areas": features,
        "groups": groups,
        "aliases": _other_names(areas.aliases(land) + network.aliases(), names),
        "populations": areas.populations(folder, land),
        "places": places,
        "crossings": crossings,
        "links": network.links(),
        "lanes": lanes,
        "observations": observations,
        "services": statements.services(folder, land),
        "overrides": statements.overrides(folder, [("lanes", "lane_id", lanes),
                                                   ("observations", "observation_id",
                                                    observations)]),
        "waters": waters.features(folder, os.path.join(former, descriptor.path("waters"))),
        "x_neighbours": areas.neighbours(land),
    }
    os.makedirs(out, exist_ok=True)
    for name, rows in tables.items():
        text = _geojson(name, rows) if name in descriptor.LAYERS else _table(name, rows)
        _write(os.path.join(out, descriptor.path(name)), text)
    _write(os.path.join(out, "datapackage.json"), descriptor.text(tables["sources"]))
    return {name: len(rows) for name, rows in tables.items()}


def _other_names(aliases, names):
    """Each alias once for its target, and never the target's own name."""
    seen, rows = set(), []
    for row in aliases:
        key = (row["alias"], row["target_id"])
        if row["alias"] and key not in seen and row["alias"] != names[row["target_id"]]:
            seen.add(key)
            rows.append(row)
    return rows


def _table(name, rows):
    columns = schema.names(name)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        unknown = set(row) - set(columns)
        if unknown:
            raise ValueError(f"{name}: no column {', '.join(sorted(unknown))}")
        writer.writerow([row.get(column, "") for column in columns])
    return text.getvalue()


def _geojson(name, features):
    """One feature a line; coordinates with every digit of the source."""
    columns = schema.names(name)
    lines = []
    for properties, polygons in features:
        values = {column: properties.get(column) for column in columns}
        values = {column: None if value == "" else value for column, value in values.items()}
        shape = {"type": "MultiPolygon", "coordinates": polygons}
        if len(polygons) == 1:
            shape = {"type": "Polygon", "coordinates": polygons[0]}
        lines.append(json.dumps({"type": "Feature", "properties": values, "geometry": shape},
                                ensure_ascii=False, separators=(",", ":")))
    return ('{"type":"FeatureCollection","name":"' + name + '","features":[\n' + ",\n".join(lines)
            + "\n]}\n")


def _write(path, text):
    """Beside the target first, then renamed: a run that is stopped leaves the former file."""
    with open(path + ".part", "w", encoding="utf-8", newline="") as file:
        file.write(text)
    os.replace(path + ".part", path)
