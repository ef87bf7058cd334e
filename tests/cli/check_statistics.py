# SPDX-License-Identifier: GPL-3.0-or-later
"""hotspot local and global by command: the oracles' columns, and the same answer for any threads and order.

check_statistics.py ROUTES SHARED
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile

ROUTES, SHARED = sys.argv[1:3]
SIDS = os.path.join(SHARED, "oracles", "nc_sids")
GUERRY = os.path.join(SHARED, "oracles", "guerry")
failures, figures = [], 0


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(*words):
    return subprocess.run([ROUTES, "hotspot", *words, "--json"], capture_output=True, text=True)


def ask(*words):
    done = run(*words)
    if done.returncode:
        failures.append(f"{' '.join(words)} left with {done.returncode}: {done.stderr.strip()}")
        return {}
    data = json.loads(done.stdout)["data"]
    return {str(row.get("id", row.get("name"))): row for row in data}


def near(what, found, expected, tolerance):
    global figures
    figures += 1
    if found is None or abs(found - expected) > (tolerance * abs(expected) or 1e-12):
        failures.append(f"{what} is {found}, expected {expected}")


def counties(table="counties.csv"):
    return ("--input", os.path.join(SIDS, table), "--id", "fips", "--value", "sid74", "--population", "bir74",
            "--weights", os.path.join(SIDS, "expected_neighbours.csv"), "--map", "from=fips", "--map",
            "to=neighbour")


def check_counties():
    cases = (
        ("gi_star", (), {"gistar_r74": "z", "raw74": "value"}),
        ("gi", (), {"gi_r74": "z"}),
        ("moran", (), {"moran_i": "statistic", "moran_e_cond": "expected", "moran_var_cond": "variance",
                       "moran_z_cond": "z", "moran_p2_cond": "p"}),
        ("moran", ("--moments", "total"), {"moran_e_rand": "expected", "moran_var_rand": "variance",
                                           "moran_z_rand": "z"}),
        ("moran", ("--divisor", "n-1"), {"moran_i_nminus1": "statistic"}),
        ("moran", ("--style", "given"), {"moran_i_binary": "statistic", "moran_z_cond_binary": "z"}),
    )
    expected = rows(os.path.join(SIDS, "expected.csv"))
    for statistic, more, columns in cases:
        found = ask("local", *counties(), "--statistic", statistic, "--normal", *more)
        for row in expected:
            for column, name in columns.items():
                near(f"{column} of {row['fips']}", found.get(row["fips"], {}).get(name), float(row[column]), 1e-10)
    scalars = {row["key"]: float(row["value"]) for row in rows(os.path.join(SIDS, "expected_global.csv"))}
    for statistic, more, columns in (
        ("moran", (), {"moran_I_W": "statistic", "moran_E_W": "expected", "moran_var_rand_W": "variance",
                       "moran_z_rand_W": "z", "moran_p_greater_rand_W": "p_greater"}),
        ("moran", ("--assumption", "normality"), {"moran_var_norm_W": "variance", "moran_z_norm_W": "z"}),
        ("moran", ("--style", "given"), {"moran_I_B": "statistic", "moran_var_rand_B": "variance",
                                         "moran_z_rand_B": "z", "moran_p_greater_rand_B": "p_greater"}),
        ("geary", (), {"geary_C_W": "statistic", "geary_var_rand_W": "variance"}),
        ("geary", ("--style", "given"), {"geary_C_B": "statistic", "geary_var_rand_B": "variance"}),
        ("general_g", (), {"globalG_B": "statistic", "globalG_E_B": "expected", "globalG_var_B": "variance",
                           "globalG_z_B": "z"}),
        ("moran_eb", (), {"ebi_moran_I_W": "statistic"}),
    ):
        found = ask("global", *counties(), "--statistic", statistic, *more).get(statistic, {})
        for key, name in columns.items():
            near(key, found.get(name), scalars[key], 1e-10)


def check_departments():
    expected = rows(os.path.join(GUERRY, "expected.csv"))
    for variable in sorted({row["variable"] for row in expected}):
        words = ("local", "--input", os.path.join(GUERRY, "departments.csv"), "--id", "dept", "--value", variable,
                 "--weights", os.path.join(GUERRY, "neighbours.csv"), "--map", "from=dept", "--map", "to=neighbour",
                 "--normal", "--divisor", "n-1", "--statistic")
        found = {name: ask(*words, name) for name in ("moran", "gi_star", "gi")}
        for row in (row for row in expected if row["variable"] == variable):
            for column, statistic, name in (("local_moran_nminus1", "moran", "statistic"),
                                            ("gstar_raw", "gi_star", "statistic"), ("g_raw", "gi", "statistic"),
                                            ("gistar_z", "gi_star", "z"), ("gi_z", "gi", "z")):
                near(f"{column} of {variable}, {row['dept']}", found[statistic].get(row["dept"], {}).get(name),
                     float(row[column]), 1e-9)


def check_order(folder):
    """The same rows for 1, 2 and 7 threads and for shuffled rows, joined by id."""
    table = rows(os.path.join(SIDS, "counties.csv"))
    random.Random(3).shuffle(table)
    shuffled = os.path.join(folder, "shuffled.csv")
    with open(shuffled, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0].keys())
        writer.writeheader()
        writer.writerows(table)
    for words in (("local", "--statistic", "moran"), ("local", "--statistic", "geary", "--draws", "shared"),
                  ("local", "--stop", "20"), ("global", "--permutations", "199")):
        first = ask(*words, *counties(), "--threads", "1")
        for threads, path in (("2", "counties.csv"), ("7", shuffled)):
            if ask(*words, *counties(path), "--threads", threads) != first:
                failures.append(f"{' '.join(words)}: {threads} threads, {path}: another answer")


def check_refusals():
    for more, status, said in (
        (("local", "--permutations", "0"), 2, "--permutations 0: must be a whole number from 1"),
        (("local", "--normal", "--stop", "5"), 2, "take either --normal or --stop"),
        (("local", "--statistic", "moram"), 2, "nearest is moran"),
        (("local", "--moments", "total"), 2, "total moments are known of Moran and Geary"),
        (("local", "--statistic", "join_count"), 3, "must be 0 or 1 for join counts"),
        (("local", "--statistic", "moran_bivariate", "--other", "name"), 3, "name"),
        (("global", "--assumption", "normality", "--statistic", "general_g"), 2, "normality is for Moran and Geary"),
    ):
        done = run(*more[:1], *counties(), *more[1:])
        if done.returncode != status or said not in done.stderr:
            failures.append(f"{more}: {done.returncode}, {done.stderr.strip()}")
    done = run("local", *counties(), "--permutations", "999")
    if "999 permutations cannot bring a lone area among 100 to 0.05" not in done.stderr:
        failures.append(f"no warning of too few permutations: {done.stderr.strip()}")


if not os.path.isdir(SIDS):
    print("skipped: no", SIDS)
    sys.exit(77)
with tempfile.TemporaryDirectory() as place:
    check_counties()
    check_departments()
    check_order(place)
    check_refusals()
print(figures, "figures")
for failure in failures[:40]:
    print("FAILED", failure)
sys.exit(1 if failures else 0)
