# SPDX-License-Identifier: GPL-3.0-or-later
"""The graph and hotspot cases of the oracles, run by command and read back from JSON; a new folder is a new case.

check_oracles.py ROUTES SHARED
"""

import csv
import json
import math
import os
import subprocess
import sys
import tempfile

ROUTES, SHARED = sys.argv[1:3]
FOLDERS = [os.path.join(SHARED, "oracles", name) for name in ("exact_small", "od_betweenness")]
MAPS = ["--map", "length=weight", "--map", "id=edge", "--map", "id=node", "--map", "volume=demand"]
failures, cases = [], 0


def rows(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ask(verb, case, *more):
    directed = json.load(open(os.path.join(case, "case.json"))).get("directed", False)
    words = [ROUTES, "graph", verb, "--json", "--links", os.path.join(case, "edges.csv"),
             "--nodes", os.path.join(case, "nodes.csv"), *MAPS, *more]
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


def table(*path):
    with open(os.path.join(SHARED, "oracles", *path), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hotspot(what, *words):
    done = subprocess.run([ROUTES, "hotspot", *words, "--json", "--quiet"], capture_output=True, text=True)
    if done.returncode:
        failures.append(f"{what}: left with {done.returncode}: {done.stderr.strip()}")
        return {}
    return {row["id"]: row for row in json.loads(done.stdout)["data"]}


def compare(what, found, expected, tolerance):
    for key, want in expected.items():
        got = found.get(key)
        if got is None or not abs(got - want) <= tolerance(want):
            failures.append(f"{what}: {key} is {got}, expected {want}")


def smoothed_rates():
    counties = os.path.join(SHARED, "oracles", "nc_sids", "counties.csv")
    expected = table("nc_sids", "expected.csv")
    with tempfile.TemporaryDirectory() as folder:
        pairs = os.path.join(folder, "pairs.csv")
        with open(pairs, "w", encoding="utf-8") as file:
            file.write("from,to\n")
            file.writelines(f"{row['fips']},{row['neighbour']}\n"
                            for row in table("nc_sids", "expected_neighbours.csv"))
        for rate, column in (("raw", "raw74"), ("eb", "ebglobal74"), ("eb_binomial", "ebglobal74_binomial"),
                             ("eb_local", "eblocal74"), ("eb_local_geoda", "eblocal74_geoda")):
            rows = hotspot(rate, "rates", "--input", counties, "--id", "fips", "--value", "sid74",
                           "--population", "bir74", "--rate", rate, "--weights", pairs)
            compare(rate, {key: row["rate"] for key, row in rows.items()},
                    {row["fips"]: float(row[column]) for row in expected},
                    lambda want: max(1e-10 * want, 1e-12))


def neighbours():
    """Contiguity of the counties; and a list of pairs, taken as it stands by --map."""
    counties = os.path.join(SHARED, "oracles", "nc_sids", "counties.geojson")
    expected = table("nc_sids", "expected_neighbours.csv")
    france = os.path.join(SHARED, "oracles", "guerry")
    cases = [(rule, ["--input", counties, "--id", "fips", "--weights", rule],
              [(row["fips"], row["neighbour"]) for row in expected if rule.startswith("queen") or row["rook"] == "1"])
             for rule in ("queen", "rook", "queen:0m", "rook:0m")]
    if os.path.isdir(france):
        cases.append(("pairs", ["--input", os.path.join(france, "departments.csv"), "--id", "dept", "--weights",
                                os.path.join(france, "neighbours.csv"), "--map", "from=dept", "--map",
                                "to=neighbour"],
                      [(row["dept"], row["neighbour"]) for row in table("guerry", "neighbours.csv")]))
    for what, words, pairs in cases:
        done = subprocess.run([ROUTES, "hotspot", "weights", *words, "--json"], capture_output=True, text=True)
        found = [(row["from"], row["to"]) for row in json.loads(done.stdout)["data"]] if done.stdout else []
        if sorted(found) != sorted(pairs):
            failures.append(f"{what}: {len(found)} pairs, expected {len(pairs)}: {done.stderr.strip()}")


def rank_shares():
    items, expected = table("rank_uncertainty", "items.csv"), table("rank_uncertainty", "expected.csv")
    for case in sorted({row["case"] for row in items}):
        with tempfile.TemporaryDirectory() as folder:
            own = [row for row in items if row["case"] == case]
            path = os.path.join(folder, "items.csv")
            with open(path, "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, own[0].keys())
                writer.writeheader()
                writer.writerows(own)
            for top in sorted({row["rank"] for row in expected if row["case"] == case}):
                how = ["rank", "--input", path, "--id", "item", "--value", "moderate", "--low", "low",
                       "--high", "high", "--top", top]
                at_most = {row["item"]: float(row["at_most"]) for row in expected
                           if row["case"] == case and row["rank"] == top}
                for method, tolerance in (
                        ("exact", lambda want: 1e-10),
                        ("draws", lambda want: 4 * math.sqrt(max(0, want * (1 - want)) / 9999) + 1e-9)):
                    rows = hotspot(case, *how, "--method", method)
                    compare(f"{case}, top {top}, {method}",
                            {key: row["share_in_top"] for key, row in rows.items()}, at_most, tolerance)


def compare_flows(case, of, expected, columns, *more):
    key = {"nodes": "node", "links": "edge"}[of]
    found = {row["id"]: row for row in ask("betweenness", case, "--of", of, *more)}
    for row in expected:
        for column in columns:
            want, got = float(row[column]), found.get(row[key], {}).get(column, math.nan)
            if not abs(want - got) <= 1e-9 * max(1, abs(want)):
                failures.append(f"{case}: {column} of {row[key]} is {got}, expected {want}")


def betweenness(case):
    """Without a table of demands the expectation is of every pair."""
    od = os.path.join(case, "od.csv")
    more = ["--od", od] if os.path.exists(od) else []
    nodes = rows(case, "expected_node.csv")
    compare_flows(case, "nodes", nodes, {"through", "through_plus_ends"} & nodes[0].keys(), *more)
    compare_flows(case, "links", rows(case, "expected_edge.csv"), ["flow"], *more)


def uniform(case):
    compare_flows(case, "nodes", rows(case, "expected_node_uniform.csv"), ["through"])
    compare_flows(case, "links", rows(case, "expected_edge_uniform.csv"), ["flow"])


def scan(name, folder, expected, row_of, *words):
    """Clusters as SaTScan has them: the row of each expected cluster, or one of the same ratio."""
    global cases
    cases += 1
    done = subprocess.run([ROUTES, "hotspot", "scan", "--json", "--replicates", "19", *words],
                          capture_output=True, text=True, cwd=folder)
    if done.returncode:
        failures.append(f"{name}: left with {done.returncode}: {done.stderr.strip()}")
        return
    found = json.loads(done.stdout)["data"]
    for row in csv.DictReader(open(os.path.join(folder, expected), encoding="utf-8", newline="")):
        if row[row_of] != name:
            continue
        alike = [cluster for cluster in found if abs(cluster["llr"] - float(row["llr"])) < 1e-6
                 and abs(found[int(row["rank"]) - 1]["llr"] - float(row["llr"])) < 1e-6
                 and cluster["observed"] == int(row["observed"])
                 and abs(cluster["expected"] / float(row["expected"]) - 1) < 1e-9
                 and (cluster["start"] or "") == row.get("start", "")
                 and (cluster["end"] or "") == row.get("end", "")
                 and set(cluster["areas"].split("|")) >= set(row["members"].split("|")) - {"11370"}]
        if not alike:
            failures.append(f"{name}: no cluster like that of rank {row['rank']}")


def scans():
    folder = os.path.join(SHARED, "oracles", "pennLC")
    where = ["--x", "lon", "--y", "lat", "--crs", "EPSG:4326"]
    counties = ["--input", "counties.csv", "--id", "county", "--value", "cases", *where]
    people = ["--population", "population"]
    if os.path.isdir(folder):
        for model in ("bernoulli", "poisson"):
            scan(model, folder, "expected.csv", "model", *counties, *people, "--model", model)
        scan("poisson_strata", folder, "expected.csv", "model", *counties, "--expected", "expected_strata")
        strata = ["--strata", "race", "--strata", "gender", "--strata", "age", "--places", "counties.csv"]
        scan("poisson_strata", folder, "expected.csv", "model", "--input", "strata.csv", *counties[2:], *people,
             *strata)
    folder = os.path.join(SHARED, "oracles", "satscan_samples")
    ids = ["--id", "location", "--value", "cases"]
    years = ["--input", "nm_year.csv", "--places", "nm_locations.csv", *ids, *where, "--expected", "expected",
             "--time", "year"]
    if os.path.isdir(folder):
        scan("nm_spatial", folder, "expected.csv", "analysis", *years)
        scan("nm_space_time", folder, "expected.csv", "analysis", *years, "--type", "space-time")
        scan("humberside_bernoulli", folder, "expected.csv", "analysis", "--input", "humberside.csv", *ids, "--x",
             "x", "--y", "y", "--crs", "plane", "--controls", "controls", "--model", "bernoulli")
        scan("nycfever_permutation_prospective", folder, "expected.csv", "analysis", "--input",
             "nycfever_cases.csv", "--places", "nycfever_locations.csv", *ids, *where, "--time", "date", "--model",
             "permutation", "--type", "prospective", "--cap-radius", "3km", "--cap-periods", "7")


def cut(path):
    """Any minimum cut is right: its links must cost the flow, and be one of the two listed where they are."""
    case = os.path.basename(path)
    expected = json.load(open(os.path.join(path, "expected.json")))
    if "max_flow" not in expected:
        return 0
    words = [ROUTES, "graph", "cut", "--json", "--links", os.path.join(path, "edges.csv"), *MAPS,
             "--from", str(expected["source"]), "--to", str(expected["sink"])]
    if os.path.exists(os.path.join(path, "nodes.csv")):
        words += ["--nodes", os.path.join(path, "nodes.csv")]
    if expected.get("directed", False):
        words.append("--directed")
    for nearest, listed in (("origin", "cut_edges_smallest"), ("destination", "cut_edges_largest")):
        done = subprocess.run([*words, "--nearest", nearest], capture_output=True, text=True)
        if done.returncode:
            failures.append(f"{case}: cut left with {done.returncode}: {done.stderr.strip()}")
            continue
        answer = json.loads(done.stdout)
        value = float(answer["meta"]["value"])
        if value != expected["max_flow"] or sum(row["capacity"] for row in answer["data"]) != value:
            failures.append(f"{case}: a cut of {value}, expected {expected['max_flow']}")
        if listed in expected and sorted(int(row["link"]) for row in answer["data"]) != expected[listed]:
            failures.append(f"{case}: the cut nearest the {nearest} is {answer['data']}, expected {expected[listed]}")
    return 1


def interdict(what, want, tolerance, *words):
    """The plan's value, which its own bound proves."""
    global cases
    cases += 1
    done = subprocess.run([ROUTES, "chokepoint", "interdict", "--json", *words], capture_output=True, text=True)
    if done.returncode:
        failures.append(f"{what}: left with {done.returncode}: {done.stderr.strip()}")
        return
    meta = json.loads(done.stdout)["meta"]
    value = float(meta["value"])
    if meta["optimal"] != "yes" or not (value == want or abs(value - want) <= tolerance):
        failures.append(f"{what}: {value}, bound {meta['bound']}, expected {want}")


def interdictions():
    folder = os.path.join(SHARED, "oracles", "interdiction")
    for row in table("interdiction", "shortest_path", "reference.csv") if os.path.isdir(folder) else []:
        interdict(f"{row['instance']}, {row['budget']}", float(row["max_shortest_path"]), 0, "--links",
                  os.path.join(folder, "shortest_path", row["instance"] + ".csv"), "--directed", "--map",
                  "watchable=interdictable", "--from", row["source"], "--to", row["sink"], "--budget", row["budget"])
    for row in table("interdiction", "max_flow", "reference.csv") if os.path.isdir(folder) else []:
        interdict(f"{row['instance']}, {row['budget']}", float(row["min_max_flow"]), 0, "--kind", "flow", "--links",
                  os.path.join(folder, "max_flow", row["instance"] + ".csv"), "--directed", "--map",
                  "watchable=interdictable", "--map", "watch_cost=cost", "--from", row["source"], "--to", row["sink"],
                  "--budget", row["budget"])
    most = ["--kind", "reliable", "--directed", "--map", "reliability_watched=reliability_sensor", "--map",
            "watch_cost=cost", "--map", "volume=probability"]
    for row in table("interdiction", "snip", "reference.csv") if os.path.isdir(folder) else []:
        if row["snipno"] != "1" or row["status"] != "verified" or row["budget"] != "90":
            continue  # the others are solved by the C tests
        interdict(f"snip {row['instance']}, {row['snipno']}, {row['budget']}", float(row["optimal_value"]), 1e-7,
                  "--links", os.path.join(folder, "snip", f"instance{row['instance']}_arcs.csv"), "--od",
                  os.path.join(folder, "snip", "scenarios.csv"), *most, "--budget", row["budget"])
    with tempfile.TemporaryDirectory() as temporary:
        for row in table("interdiction", "tiny", "reference.csv") if os.path.isdir(folder) else []:
            last = 7 + int(row["instance"][-2:]) % 4
            who = os.path.join(temporary, "who.csv")
            with open(who, "w", encoding="utf-8") as file:
                file.write(f"origin,destination,volume\n0,{last},0.5\n1,{last},0.3\n0,{last - 1},0.2\n")
            interdict(f"{row['instance']}, {row['budget']}", float(row["optimal_value"]), 1e-9, "--links",
                      os.path.join(folder, "tiny", row["instance"] + ".csv"), "--od", who, *most, "--budget",
                      row["budget"])


def interdict_exactly(case):
    """Edges and nodes to remove, edges to delay; `inf` where nothing gets through."""
    about = json.load(open(os.path.join(case, "case.json")))
    for row in rows(case, "expected.csv"):
        how = {"remove_edges": ["--remove"], "remove_nodes": ["--sites", "nodes"], "delay_edges": []}[row["kind"]]
        interdict(f"{case}: {row['kind']}, {row['budget']}", float(row["worst_shortest_path"]), 1e-9, "--links",
                  os.path.join(case, "edges.csv"), "--nodes", os.path.join(case, "nodes.csv"), *MAPS, *how,
                  *(["--directed"] if about.get("directed", False) else []), "--from", about["source"], "--to",
                  about["sink"], "--budget", row["budget"])


folders = [folder for folder in FOLDERS if os.path.isdir(folder)]
if not folders:
    print("skipped: no", *FOLDERS)
    sys.exit(77)
for case in sorted(os.path.join(folder, name) for folder in folders for name in os.listdir(folder)):
    for name, check in (("expected_distance.csv", distances), ("expected_articulation.csv", cut_nodes),
                        ("expected_bridges.csv", bridges), ("expected_node.csv", betweenness),
                        ("expected_node_uniform.csv", uniform)):
        if os.path.exists(os.path.join(case, name)):
            cases += 1
            check(case)
for name, check in (("nc_sids", smoothed_rates), ("nc_sids", neighbours), ("rank_uncertainty", rank_shares)):
    if os.path.isdir(os.path.join(SHARED, "oracles", name)):
        cases += 1
        check()
scans()
interdictions()
for case in sorted(os.path.join(folder, name) for folder in folders for name in os.listdir(folder)):
    if os.path.basename(case).startswith("interdiction_"):
        interdict_exactly(case)
for folder in (*folders, os.path.join(SHARED, "oracles", "maxflow")):
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        if os.path.exists(os.path.join(folder, name, "expected.json")):
            cases += cut(os.path.join(folder, name))
print(cases, "cases")
for failure in failures:
    print("FAILED", failure)
sys.exit(1 if failures or cases == 0 else 0)
