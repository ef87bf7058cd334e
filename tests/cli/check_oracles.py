# SPDX-License-Identifier: GPL-3.0-or-later
"""The graph cases of the oracles, run by command and read back from JSON; a new folder is a new case.

check_oracles.py ROUTES SHARED
"""

import csv
import json
import math
import os
import subprocess
import sys

ROUTES, SHARED = sys.argv[1:3]
FOLDER = os.path.join(SHARED, "oracles", "exact_small")
MAPS = ["--map", "length=weight", "--map", "id=edge", "--map", "id=node", "--map", "volume=demand"]
failures, cases = [], 0


def rows(*path):
    with open(os.path.join(FOLDER, *path), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ask(verb, case, *more):
    directed = json.load(open(os.path.join(FOLDER, case, "case.json"))).get("directed", False)
    words = [ROUTES, "graph", verb, "--json", "--links", os.path.join(FOLDER, case, "edges.csv"),
             "--nodes", os.path.join(FOLDER, case, "nodes.csv"), *MAPS, *more]
    done = subprocess.run(words + (["--directed"] if directed else []), capture_output=True, text=True)
    if done.returncode:
        failures.append(f"{case}: {verb} left with {done.returncode}: {done.stderr.strip()}")
        return []
    return json.loads(done.stdout)["data"]


def distances(case):
    """From 16 origins at most: each is a run of the command; the C tests take them all."""
    expected = rows(case, "expected_distance.csv")
    origins = sorted({row["origin"] for row in expected})
    for origin in origins[::len(origins) // 16 + 1]:
        found = {row["node"]: row["cost"] for row in ask("path", case, "--from", origin)}
        for row in expected:
            if row["origin"] != origin:
                continue
            want, got = float(row["distance"]), found.get(row["destination"], math.inf)
            if want != got and not abs(want - got) <= 1e-12 * abs(want):
                failures.append(f"{case}: {origin} to {row['destination']} is {got}, expected {want}")


def cut_nodes(case):
    expected = {(r["node"], int(r["pieces"]), r["piece_sizes"]) for r in rows(case, "expected_articulation.csv")}
    found = {(r["id"], r["pieces"], r["piece_sizes"]) for r in ask("articulation", case)}
    if found != expected:
        failures.append(f"{case}: cut nodes differ: {sorted(found ^ expected)}")


def bridges(case):
    expected = {r["edge"] for r in rows(case, "expected_bridges.csv")}
    found = {r["id"] for r in ask("bridges", case)}
    if found != expected:
        failures.append(f"{case}: bridges differ: {sorted(found ^ expected)}")


if not os.path.isdir(FOLDER):
    print("skipped: no", FOLDER)
    sys.exit(77)
for case in sorted(os.listdir(FOLDER)):
    for name, check in (("expected_distance.csv", distances), ("expected_articulation.csv", cut_nodes),
                        ("expected_bridges.csv", bridges)):
        if os.path.exists(os.path.join(FOLDER, case, name)):
            cases += 1
            check(case)
print(cases, "cases")
for failure in failures:
    print("FAILED", failure)
sys.exit(1 if failures or cases == 0 else 0)
