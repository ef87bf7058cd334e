# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the command `routes` as a person would and looks at exit, standard output and standard error.

check_cli.py ROUTES SAMPLE THREE
"""

import json
import os
import subprocess
import sys
import tempfile

ROUTES, SAMPLE, THREE = sys.argv[1:4]
failures = []


def run(*words, env=None, cwd=None):
    environment = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "NO_COLOR")}
    environment.update(env or {})
    return subprocess.run([ROUTES, *words], capture_output=True, text=True, env=environment, cwd=cwd)


def expect(what, done, exit_code, out=(), err=()):
    """Every text of `out` stands on standard output, every one of `err` on standard error."""
    wrong = []
    if done.returncode != exit_code:
        wrong.append(f"exit {done.returncode}, not {exit_code}")
    wrong += [f"standard output lacks {text!r}" for text in out if text not in done.stdout]
    wrong += [f"standard error lacks {text!r}" for text in err if text not in done.stderr]
    if wrong:
        failures.append(f"{what}: {'; '.join(wrong)}\n{done.stdout[-500:]}\n{done.stderr[-500:]}")
    else:
        print("ok", what)


def usage():
    expect("help", run("--help"), 0, ["routes NOUN", "doctor", "graph path"])
    expect("no command", run(), 2, ["routes NOUN"])
    expect("version", run("--version"), 0, ["routes 0.1.0"])
    expect("help of a noun", run("graph", "--help"), 0, ["graph path", "graph bridges"])
    expect("help of a verb", run("graph", "path", "--help"), 0, ["--reliable", "Example"])
    expect("near command", run("docter"), 2, err=["nearest is: routes doctor"])
    expect("near verb", run("graph", "bridge"), 2, err=["nearest is: routes graph bridges"])
    expect("noun without verb", run("graph"), 2, err=["graph needs a verb"])
    expect("near option", run("doctor", "--jsno"), 2, err=["nearest is --json"])
    expect("option without value", run("doctor", "--date"), 2, err=["--date needs D"])
    expect("switch with value", run("doctor", "--json=yes"), 2, err=["--json takes no value"])
    expect("wrong number", run("doctor", "--threads", "many"), 2, err=["--threads many"])
    expect("wrong word", run("doctor", "--progress", "allways"), 2, err=["nearest is always"])


def doctor():
    expect("doctor", run("doctor"), 0, ["PROJ", "GEOS", "GDAL", "igraph", "proj.db"])
    with tempfile.TemporaryDirectory() as folder:
        expect("doctor without proj.db", run("doctor", env={"ROUTES_PROJ_DATA": folder}), 4,
               ["proj.db", "fault", "proj-data"])


def links(folder, text):
    path = os.path.join(folder, "links.csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    return path


def graphs():
    with tempfile.TemporaryDirectory() as folder:
        good = links(folder, "id,from,to,length\nk1,a,b,0.1\nk2,b,c,0.2\nk3,a,c,0.3\n")
        expect("path with a tie", run("graph", "path", "--links", good, "--from", "a", "--to", "c"), 0,
               ["k3"])
        expect("path to no node", run("graph", "path", "--links", good, "--from", "a", "--to", "z"), 1,
               err=['no node is called "z"'])
        expect("path from nowhere", run("graph", "path", "--links", good), 2, err=["needs --from NODE"])
        expect("no links", run("graph", "bridges"), 2, err=["graph needs --links FILE"])
        expect("missing file", run("graph", "bridges", "--links", good + "x"), 4, err=["links.csvx"])
        for what, text, said in (
                ("length is a word", "from,to,length\na,b,far\n", ["row 2", "length", "far"]),
                ("length below 0", "from,to,length\na,b,-1\n", ["row 2", "length", "0 or above"]),
                ("an empty end", "from,to\na,\n", ["row 2", "to", "empty"]),
                ("no column to", "from,length\na,1\n", ["to", "--map"]),
                ("a short row", "from,to\na\n", ["row 2"]),
                ("an empty length", "from,to,length\na,b,1\nb,c,\n", ["row 3", "length"])):
            expect(what, run("graph", "bridges", "--links", links(folder, text)), 3, err=said)


usage()
doctor()
graphs()
for failure in failures:
    print("FAILED", failure)
sys.exit(1 if failures else 0)
