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
    expect("help", run("--help"), 0, ["routes NOUN", "check", "graph path"])
    expect("no command", run(), 2, ["routes NOUN"])
    expect("version", run("--version"), 0, ["routes 0.1.0"])
    expect("help of a command", run("run", "--help"), 0, ["--out FILE", "Example", "routes run data"])
    expect("help of a noun", run("graph", "--help"), 0, ["graph path", "graph bridges"])
    expect("help of a verb", run("graph", "path", "--help"), 0, ["--reliable"])
    expect("near command", run("chekc"), 2, err=["nearest is: routes check"])
    expect("near verb", run("graph", "bridge"), 2, err=["nearest is: routes graph bridges"])
    expect("noun without verb", run("graph"), 2, err=["graph needs a verb"])
    expect("near option", run("check", SAMPLE, "--jsno"), 2, err=["nearest is --json"])
    expect("option without value", run("run", SAMPLE, "--out"), 2, err=["--out needs FILE"])
    expect("switch with value", run("check", SAMPLE, "--json=yes"), 2, err=["--json takes no value"])
    expect("missing argument", run("check"), 2, err=["usage: routes check"])
    expect("wrong number", run("check", SAMPLE, "--threads", "many"), 2, err=["--threads many"])
    expect("wrong word", run("check", SAMPLE, "--progress", "allways"), 2, err=["nearest is always"])
    expect("near tier", run("run", SAMPLE, "--out", "x", "--tier", "publick"), 2, err=["nearest is public"])
    expect("no tier at all", run("run", SAMPLE, "--out", "x", "--tier", "secret"), 2,
           err=["take public, partner or restricted"])
    expect("restricted without purpose", run("run", SAMPLE, "--out", "x", "--tier", "restricted"), 2,
           err=["needs --purpose TEXT and --approver CODE"])


def doctor():
    expect("doctor", run("doctor"), 0, ["PROJ", "GEOS", "GDAL", "igraph", "GLPK", "HiGHS", "proj.db"])
    with tempfile.TemporaryDirectory() as folder:
        expect("doctor without proj.db", run("doctor", env={"ROUTES_PROJ_DATA": folder}), 4,
               ["proj.db", "fault", "proj-data"])


def proj():
    """The library and GDAL use one database, whoever names it; where none is there all commands say so."""
    real = next((folder for folder in (os.environ.get("ROUTES_PROJ_DATA"), os.environ.get("PROJ_DATA"),
                                       "/usr/share/proj") if folder and os.path.exists(f"{folder}/proj.db")), None)
    with tempfile.TemporaryDirectory() as folder:
        missing, out = os.path.join(folder, "none"), os.path.join(folder, "out")
        workspace, csv = os.path.join(folder, "three.gpkg"), os.path.join(folder, "more.csv")
        expect("a workspace", run("init", workspace, "--from", THREE, "--date", "2026-01-01"), 0)
        with open(csv, "w", encoding="utf-8") as file:
            file.write("place_id,name,kind,lon,lat,country\nN1,Newtown,town,101.1,10.4,AA\n")
        before = tree(folder)
        for variable in ("ROUTES_PROJ_DATA", "PROJ_DATA", "PROJ_LIB"):
            named = {variable: missing}
            said = [f"{missing}/proj.db", variable]
            expect(f"doctor, {variable} names no database", run("doctor", env=named), 4,
                   ["fault", f"{missing}/proj.db", "proj-data"], [f"{variable} names {missing}"])
            expect(f"run, {variable} names no database", run("run", THREE, "--out", out, env=named), 4, err=said)
            expect(f"check, {variable} names no database", run("check", THREE, env=named), 4, err=said)
            expect(f"init, {variable} names no database",
                   run("init", workspace, "--from", THREE, env=named), 4, err=said)
            expect(f"import, {variable} names no database",
                   run("import", workspace, "places", csv, env=named), 4, err=said)
            if tree(folder) != before or os.path.exists(out):
                failures.append(f"{variable} names no database, and something was written")
        links_file = links(folder, "id,from,to\nk1,a,b\n")
        expect("a network in plain files needs no PROJ",
               run("graph", "bridges", "--links", links_file, env={"PROJ_DATA": missing}), 0, ["k1"])
        if not real:
            print("skipped: no folder with proj.db is known here")
            return
        for what, named in (("PROJ_LIB alone", {"PROJ_LIB": real}),
                            ("the second folder of a list", {"PROJ_DATA": f"{missing}:{real}"}),
                            ("ROUTES_PROJ_DATA before the others",
                             {"ROUTES_PROJ_DATA": real, "PROJ_DATA": missing, "PROJ_LIB": missing}),
                            ("PROJ_DATA before PROJ_LIB", {"PROJ_DATA": real, "PROJ_LIB": missing}),
                            ("an empty name", {"PROJ_DATA": "", "PROJ_LIB": ""})):
            expect(f"doctor, {what}", run("doctor", env=named), 0, ["proj.db"])
            expect(f"run, {what}", run("run", THREE, "--out", out, "--date", "2026-01-01", env=named), 0)


def links(folder, text):
    path = os.path.join(folder, "links.csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    return path


def densities(folder):
    star = links(folder, "id,from,to,length\nk1,c,a,10\nk2,c,b,10\nk3,c,d,10\n")
    events = os.path.join(folder, "events.csv")
    with open(events, "w", encoding="utf-8") as file:
        file.write("link,offset_m\nk1,4\n")
    how = ["hotspot", "density", "--links", star, "--events", events]
    # Epanechnikov, h = 8: half of k(5) = 0.05712890625 at 1 m on another arm.
    done = run(*how, "--bandwidth", "8m", "--spacing", "2", "--kernel", "epanechnikov", "--json")
    expect("density", done, 0, ['"link":"k2","offset_m":1,"density":0.028564453125'])
    expect("density without bandwidth", run(*how), 2, err=["needs --bandwidth LENGTH"])
    expect("density with a wrong length", run(*how, "--bandwidth", "8mi"), 2, err=["--bandwidth 8mi"])
    expect("near method", run(*how, "--bandwidth", "8", "--method", "continous"), 2,
           err=["nearest is continuous"])
    expect("density without events", run(*how[:4], "--bandwidth", "8"), 2, err=["needs --events FILE"])
    expect("density with a wrong event", run(*how, "--bandwidth", "8", "--map", "node=offset_m"), 3,
           err=["events row 2"])
    model = ["hotspot", "density", THREE, "--events", events, "--bandwidth", "1km"]
    expect("density on a model", run(*model), 1, err=["--tier restricted"])
    restricted = ["--tier", "restricted", "--purpose", "t", "--approver", "T1"]
    for verb in ("nodes", "lanes"):
        expect(f"{verb} of a model", run("hotspot", verb, THREE), 1, err=["--tier restricted"])
        expect(f"{verb} without purpose", run("hotspot", verb, THREE, "--tier", "restricted"), 2,
               err=["needs --purpose TEXT"])
    expect("nodes, restricted", run("hotspot", "nodes", THREE, *restricted), 0, ["X1", "transit"])
    expect("lanes, restricted", run("hotspot", "lanes", THREE, *restricted, "--json"), 0,
           ['"hot_class":"not_tested"', '"reason":"too few lanes have figures of this kind"'])
    expect("a lane explained", run("hotspot", "lanes", THREE, *restricted, "--explain", "L1", "--json"), 0,
           ['"line":2,"text":"It was not tested: no figure is stated."'])
    expect("a node that is none", run("hotspot", "nodes", THREE, *restricted, "--explain", "X9"), 3, err=['crossing is called "X9"'])
    expect("nodes by no unit", run("hotspot", "nodes", THREE, *restricted, "--unit", "persons_per_yaer"), 2,
           err=["nearest is persons_per_year"])
    expect("lanes by no neighbours", run("hotspot", "lanes", THREE, *restricted, "--neighbours", "x"), 2,
           err=["take ends or links"])
    expect("lanes without a floor", run("hotspot", "lanes", THREE, *restricted, "--min-lanes", "0"), 2,
           err=["must be a whole number from 1 to 1000000000"])


def outs(folder, good):
    """A result made from one's own file, as a file of its own."""
    table = os.path.join(folder, "cut.csv")
    how = ["graph", "articulation", "--links", links(folder, "from,to\na,b\nb,c\n"), "--out"]
    done = run(*how, table, "--date", "2003-01-31")
    expect("out as CSV", done, 0)
    with open(table, encoding="utf-8") as file:
        text = file.read()
    if done.stdout or not text.startswith("id,") or "\nb," not in text or ",own," not in text:
        failures.append("out as CSV: " + text + done.stdout)
    expect("out and JSON", run(*how, table, "--json"), 0, ['"id":"b"'])
    expect("out as a plot that is none", run(*how, os.path.join(folder, "cut.svg")), 2, err=["has no plot"])
    expect("out as another plot", run(*how, os.path.join(folder, "cut.svg"), "--plot", "funnel"), 1,
           err=['no column "population"'])
    expect("no such plot", run(*how, os.path.join(folder, "cut.svg"), "--plot", "pie"), 2, err=["funnel"])
    expect("out of no format", run(*how, os.path.join(folder, "cut.doc")), 2, err=[".doc", ".gpkg"])
    expect("out into no folder", run(*how, os.path.join(folder, "none", "cut.csv")), 4, err=["none"])
    restricted = ["--tier", "restricted", "--purpose", "test", "--approver", "T"]
    expect("out of a model", run("graph", "bridges", THREE, *restricted, "--out", table), 2,
           err=["routes run or routes export"])
    links(folder, "id,from,to,length\nk1,a,b,0.1\nk2,b,c,0.2\nk3,a,c,0.3\n")


def graphs():
    with tempfile.TemporaryDirectory() as folder:
        good = links(folder, "id,from,to,length\nk1,a,b,0.1\nk2,b,c,0.2\nk3,a,c,0.3\n")
        expect("path with a tie", run("graph", "path", "--links", good, "--from", "a", "--to", "c"), 0,
               ["k3"])
        expect("path to no node", run("graph", "path", "--links", good, "--from", "a", "--to", "z"), 1,
               err=['no node is called "z"'])
        expect("path from nowhere", run("graph", "path", "--links", good), 2, err=["needs --from NODE"])
        both = ["graph", "path", "--links", good, "--from", "a", "--to", "c"]
        expect("the best paths", run(*both, "--k", "5", "--json"), 0, ['"paths":"2"', '"path":2,"step":2'])
        expect("paths that share no link", run(*both, "--disjoint", "edges", "--json"), 0, ['"value":"2"'])
        expect("several paths to everywhere", run("graph", "path", "--links", good, "--from", "a", "--k", "2"), 2,
               err=["need --to NODE"])
        expect("disjoint paths by chance", run(*both, "--disjoint", "nodes", "--reliable"), 2, err=["--reliable"])
        expect("paths without number", run(*both, "--k", "0"), 2, err=["--k 0"])
        expect("paths that share no ways", run(*both, "--disjoint", "ways"), 2, err=["edges or nodes"])
        expect("betweenness of links", run("graph", "betweenness", "--links", good, "--of", "links", "--json"),
               0, ['"flow"', '"k2"'])
        expect("betweenness of ways", run("graph", "betweenness", "--links", good, "--of", "ways"), 2,
               err=["--of ways", "nodes"])
        expect("sampled betweenness", run("graph", "betweenness", "--links", good, "--error", "0.1", "--json"),
               0, ['"samples":"0"', '"seed":"1"'])
        expect("betweenness of sure ways",
               run("graph", "betweenness", "--links", good, "--by", "reliability", "--json"), 0, ['"through"'])
        expect("betweenness of short ways", run("graph", "betweenness", "--links", good, "--cutoff", "1m", "--json"), 0,
               ['"farthest":"1"'])
        expect("short ways of a sample", run("graph", "betweenness", "--links", good, "--cutoff", "1m", "--error",
                                             "0.1"), 2, err=["--cutoff goes neither"])
        expect("betweenness by chance", run("graph", "betweenness", "--links", good, "--confidence", "0.9"), 2,
               err=["--error SHARE"])
        expect("closeness", run("graph", "closeness", "--links", good, "--to", "a", "--json"), 0,
               ['"nearest":"a"', '"distance_m":0', '"unreached"'])
        expect("closeness to nothing", run("graph", "closeness", "--links", good), 1, err=["no crossing"])
        expect("closeness to nobody", run("graph", "closeness", "--links", good, "--to", "zz"), 1, err=["zz"])
        expect("closeness twice", run("graph", "closeness", "--links", good, "--to", "a", "--diffuse"), 2,
               err=["--diffuse"])
        cut = ["graph", "cut", "--links", good, "--from", "a", "--to", "c", "--json"]
        expect("every minimum cut", run(*cut, "--members", "any"), 0, ['"k1"', '"k2"', '"k3"'])
        expect("what all cuts share", run(*cut, "--members", "shared"), 0, ['"k3"', '"nearest":"shared"'])
        expect("no members", run(*cut, "--members", "every"), 2, err=["one, shared or any"])
        expect("no links", run("graph", "bridges"), 2, err=["needs --links FILE"])
        expect("missing file", run("graph", "bridges", "--links", good + "x"), 4, err=["links.csvx"])
        outs(folder, good)
        densities(folder)
        for what, text, said in (
                ("length is a word", "from,to,length\na,b,far\n", ["row 2", "length", "far"]),
                ("length below 0", "from,to,length\na,b,-1\n", ["row 2", "length", "0 or above"]),
                ("an empty end", "from,to\na,\n", ["row 2", "to", "empty"]),
                ("no column to", "from,length\na,1\n", ["to", "--map"]),
                ("a short row", "from,to\na\n", ["row 2"]),
                ("an empty length", "from,to,length\na,b,1\nb,c,\n", ["row 3", "length"])):
            expect(what, run("graph", "bridges", "--links", links(folder, text)), 3, err=said)


def placements(folder):
    """Teams on the sample: restricted by kind, never without displacement, never by who travels."""
    leave = ["--tier", "restricted", "--purpose", "t", "--approver", "T1", "--progress", "never"]
    place = ["chokepoint", "place", SAMPLE]
    quick = [*place, *leave, "--draws", "5"]
    expect("placement of a model", run(*place, "--teams", "2"), 1, err=["--tier restricted"])
    if run(*place).stdout or run("chokepoint", "displace", SAMPLE, "--watch", "X01").stdout:
        failures.append("a refused placement printed something")
    expect("placement", run(*quick, "--teams", "2"), 0, ["X01", "X11", "unknown"], ["other way", "assumed"])
    expect("placement as JSON", run(*quick, "--teams", "2", "--json"), 0,
           ['"optimal":"yes"', '"displacement":[', '"theta":4', '"interception_moderate"'])
    for show, word in (("curve", "near_best"), ("others", "behind"), ("regret", "infinite"), ("displacement", "after_all"),
                       ("sites", "D-KH01-TH")):
        expect(f"placement, {show}", run(*quick, "--teams", "2", "--show", show), 0, [word])
    expect("placement where nobody shifts", run(*quick, "--theta", "nobody", "--json"), 0, ['"theta":0'])
    expect("placement where all know", run(*quick, "--theta", "all", "--json"), 0, ['"theta":"infinite"'])
    expect("placement for the worst case", run(*quick, "--aim", "worst"), 0)
    expect("placement by a bad word", run(*quick, "--theta", "mosst"), 2, err=["most"])
    expect("no teams", run(*quick, "--teams", "0"), 0, err=["no team"])
    expect("more teams than crossings", run(*quick, "--teams", "90"), 0, ["X01"])
    expect("teams below nothing", run(*quick, "--teams", "-1"), 2, err=["--teams -1"])
    expect("fixed and forbidden", run(*quick, "--teams", "2", "--fix", "X17", "--forbid", "X01", "--json"), 0, ['"X17"'])
    expect("a team nowhere", run(*quick, "--fix", "X99"), 3, err=["X99"])
    expect("a team on a stretch of border", run(*quick, "--fix", "D-KH01-TH"), 2, err=["no team can watch it"])
    expect("why a team", run(*quick, "--explain", "X01"), 0, ["Poipet", "without this team"])
    sites = write(folder, "sites.csv", "id,cost,hours,traffic\nX01,5,12,400000\nX11,3,,\n")
    expect("placement within a budget", run(*quick, "--sites", sites, "--budget", "3", "--json"), 0, ['"X11"', '"budget":3'])
    write(folder, "sites.csv", "id,nationality\nX01,any\n")
    expect("placement by who travels", run(*quick, "--sites", sites), 3, err=["nationality", "S23"])
    expect("displacement", run("chokepoint", "displace", SAMPLE, "--watch", "X01", *leave), 0, ["X06", "E122"])
    expect("displacement as JSON", run("chokepoint", "displace", SAMPLE, "--watch", "X01", "--watch", "X11", "--json",
                                       *leave), 0, ['"change"', '"watched":true'])
    expect("displacement of nothing", run("chokepoint", "displace", SAMPLE, *leave), 2, err=["--watch"])
    for figure in ("displacement", "teams"):
        picture = os.path.join(folder, figure + ".svg")
        expect(f"map of {figure}", run("map", SAMPLE, "--figure", figure, "--out", picture), 1, err=["restricted"])
        expect(f"map of {figure}, restricted", run("map", SAMPLE, "--figure", figure, "--out", picture, *leave), 0)
        if not os.path.exists(picture):
            failures.append(f"no picture of {figure}")
    expect("placement cut short", run(*place, *leave, "--time-limit", "3", "--draws", "1000000"), 5, ["X01"],
           ["best plan so far"])


def interdictions():
    """What a person reads; values are the business of check_oracles.py."""
    with tempfile.TemporaryDirectory() as folder:
        text = "id,from,to,length,delay\nk1,a,b,0.1,1\nk2,b,c,0.2,1\nk3,a,c,0.35,closed\n"
        how = ["chokepoint", "interdict", "--links", links(folder, text), "--from", "a", "--to", "c"]
        expect("interdiction", run(*how), 0, ["k1", "0.35"])
        expect("interdiction, all budgets", run(*how, "--budget", "2", "--step", "1", "--json"), 0,
               ['"value":"1.3"', '"optimal":"yes"', '"budget":0,"plan":1,"value":0.29999999999999999'])
        expect("interdiction without a budget", run(*how, "--budget", "0"), 0, ["link"],
               ["no plan watches anything: value 0.3"])
        expect("interdiction, others as good", run(*how, "--remove", "--budget", "2", "--alternatives", "5", "--json"),
               0, ['"plan":2', '"value":"inf"'])
        expect("interdiction of nodes", run(*how, "--sites", "nodes", "--json"), 0, ['"node":"b"', '"value":"0.35"'])
        mps = os.path.join(folder, "problem.mps")
        expect("interdiction as a programme", run(*how, "--write-mps", mps), 0, ["k1"])
        with open(mps, encoding="utf-8") as file:
            if "ENDATA" not in file.read():
                failures.append("the programme is not whole")
        expect("interdiction as a programme nowhere", run(*how, "--write-mps", os.path.join(folder, "no", "p.mps")), 4,
               err=["p.mps"])
        expect("interdiction without HiGHS", run(*how, "--solver", "highs", "--highs", "/nowhere/libhighs.so"), 4,
               err=["there is no HiGHS in /nowhere/libhighs.so"])
        if os.environ.get("ROUTES_HIGHS"):
            for kind in ("path", "flow", "reliable"):
                expect(f"interdiction with HiGHS, {kind}", run(*how, "--solver", "highs", "--kind", kind, "--json"), 0,
                       ['"highs_optimal":"yes"'])
        expect("interdiction by another solver", run(*how, "--solver", "hihgs"), 2, err=["highs"])
        expect("interdiction of crowds", run(*how, "--sites", "crowds"), 2, err=["links", "crossings"])
        expect("interdiction of no kind", run(*how, "--kind", "pith"), 2, err=["path"])
        expect("interdiction below nothing", run(*how, "--budget", "-1"), 2, err=["--budget -1"])
        expect("interdiction without ends", run(*how[:4]), 2, err=["needs --from NODE and --to NODE, or --od"])
        expect("interdiction from nowhere", run(*how[:4], "--from", "z", "--to", "a"), 1, err=['"z"'])
        flow = ["chokepoint", "interdict", "--kind", "flow", "--from", "a", "--to", "c", "--links"]
        text = "id,from,to,capacity\nk1,a,b,2.5\nk2,b,c,1.25\nk3,a,c,unlimited\n"
        expect("interdiction of a flow", run(*flow, links(folder, text), "--json"), 0,
               ['"link":"k3"', '"value":"1.25"', '"kind_of_interdiction":"flow"'])
        expect("interdiction of a flow without limit", run(*flow, links(folder, text), "--budget", "0", "--json"), 0,
               ['"value":"inf"', '"bound":"inf"', '"optimal":"yes"'])
        expect("interdiction where there is no way", run("chokepoint", "interdict", "--links", links(
            folder, "from,to\na,b\nc,d\n"), "--from", "a", "--to", "d", "--json"), 0, ['"value":"inf"'],
               ["there is no way between the two ends"])
        text = "id,from,to,reliability,reliability_watched\nk1,a,b,0.9,0.1\nk2,b,c,0.9,\nk3,a,c,0.5,0.25\n"
        safe = ["chokepoint", "interdict", "--kind", "reliable", "--links", links(folder, text)]
        ends = ["--from", "a", "--to", "c", "--json"]
        expect("interdiction of the safest way", run(*safe, *ends), 0, ['"link":"k1"', '"value":"0.5"'])
        expect("interdiction by a factor", run(*safe, *ends, "--watched-factor", "0.8", "--budget", "2"), 0,
               ['"link":"k1"', '"value":"0.648'])
        expect("interdiction by no factor", run(*safe, *ends, "--watched-factor", "2"), 2, err=["--watched-factor 2"])
        who = write(folder, "who.csv", "origin,destination,volume\na,c,3\nb,c,1\nc,d,1\n")
        nodes = write(folder, "nodes.csv", "id\nd\n")
        expect("interdiction of several", run(*safe, "--od", who, "--nodes", nodes, "--json"), 0,
               ['"value":"2.3999999999999999"'], ["1 of 3 pairs of ends have no way"])
        expect("interdiction with a bad chance", run("chokepoint", "interdict", "--kind", "reliable", "--links", links(
            folder, "from,to,reliability,reliability_watched\na,c,0.5,0.6\n"), *ends), 3,
               err=["row 2 reliability_watched", "from 0 to 0.5"])
        expect("interdiction with a bad capacity", run(*flow, links(folder, "from,to,capacity\na,c,wide\n")), 3,
               err=["row 2 capacity", "wide"])
        expect("interdiction with a bad delay", run("chokepoint", "interdict", "--links", links(
            folder, "from,to,delay\na,b,late\n"), "--from", "a", "--to", "b"), 3, err=["row 2 delay", "late"])
        side = 24
        rows = [(v, w, (7 * v + 3 * w) % 10 + 1, (5 * v + w) % 10 + 1) for v in range(side * side)
                for w in (v + 1, v + side, v + side + 1)
                if w < side * side and (v % side + 1 < side or w == v + side)]
        text = "from,to,length,delay\n" + "".join(f"{v},{w},{a},{b}\n" for v, w, a, b in rows)
        expect("interdiction cut short", run("chokepoint", "interdict", "--links", links(folder, text), "--from", "0",
                                             "--to", str(side * side - 1), "--budget", "25", "--time-limit", "1.5",
                                             "--progress", "always", "--json"),
               5, ['"stopped":"yes"', '"link"'], ["stopped by the time limit of 1.5 s; the best plan so far",
                                                 "interdiction, value"])


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    return path


def square(code, x, y):
    ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    return {"type": "Feature", "properties": {"code": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


def chokepoints():
    restricted = ["--tier", "restricted", "--purpose", "t", "--approver", "T1"]
    refused = run("chokepoint", "rank", THREE)
    expect("ranking of a model", refused, 1, err=["--tier restricted"])
    if refused.stdout:
        failures.append("a refused ranking printed something")
    expect("ranking without purpose", run("chokepoint", "rank", THREE, "--tier", "restricted"), 2,
           err=["needs --purpose TEXT"])
    how = ["chokepoint", "rank", THREE, *restricted, "--draws", "50"]
    done = run(*how, "--json")
    expect("ranking, restricted", done, 0, ['"id":"X1"', '"kind":"diffuse"', '"ways_left"', '"seed":"1"'])
    if [*json.loads(done.stdout)["data"][0]][:8] != ["id", "name", "kind", "rank", "choke_score", "share",
                                                     "betweenness", "detour_m"]:
        failures.append("the columns of chokepoint rank are not in their order")
    if run(*how, "--json", "--threads", "3").stdout != done.stdout:
        failures.append("threads changed a ranking")
    if run(*how, "--json", "--seed", "2").stdout == done.stdout:
        failures.append("the seed changed nothing")
    expect("a crossing explained", run(*how, "--explain", "X1"), 0, ["comes 1st of 2 crossings", "draws", "One of the 1 teams"])
    expect("a link explained", run(*how, "--explain", "K2", "--json"), 0, ['"line":1', "of 6 links"])
    expect("pairs of crossings", run(*how, "--pairs", "--json"), 0, ['"id_other"', '"beyond"'])
    expect("no such site", run(*how, "--explain", "X9"), 3, err=['"X9" is not among'])
    expect("ranking of ways", run(*how, "--of", "ways"), 2, err=["crossings, places or links"])
    expect("ranking by no unit", run(*how, "--weight", "volume", "--unit", "persons_per_yaer"), 2,
           err=["nearest is persons_per_year"])
    expect("ranking without draws", run(*how, "--draws", "0"), 2, err=["--draws 0"])
    expect("lanes by time", run(*how, "--by", "time"), 2, err=["--by time needs --od FILE"])
    with tempfile.TemporaryDirectory() as folder:
        good = links(folder, "id,from,to,length\nk1,a,b,1\nk2,b,c,1\nk3,a,c,3\nk4,c,d,1\n")
        od = os.path.join(folder, "od.csv")
        with open(od, "w", encoding="utf-8") as file:
            file.write("origin,destination,volume,chance\na,c,10,0.5\na,d,30,\n")
        how = ["chokepoint", "rank", "--links", good, "--od", od]
        expect("ranking of nodes", run(*how, "--of", "places", "--json"), 0, ['"id":"c","name":null,"kind":"node"'])
        expect("ranking of links", run(*how, "--of", "links"), 0, ["k4", "none"])
        expect("ranking without demands", run("chokepoint", "rank", "--links", good), 2, err=["needs --od FILE"])
        expect("demands from nowhere", run(*how, "--map", "origin=volume", "--map", "volume=chance"), 3, err=["od row 2 origin"])


def neighbours():
    with tempfile.TemporaryDirectory() as folder:
        squares = [square("a b", 104, 12), square("c", 105, 12), square("d", 105, 13)]
        layer = write(folder, "areas.geojson",
                      json.dumps({"type": "FeatureCollection", "features": squares}))
        how = ["hotspot", "weights", "--input", layer, "--id", "code"]
        expect("queen", run(*how, "--json"), 0, ['"from":"a b","to":"d","weight":1', '"islands":"0"'])
        done = run(*how, "--weights", "rook", "--row-standardised", "--json")
        expect("rook", done, 0, ['"from":"c","to":"d","weight":0.5', "rook, row-standardised"])
        if '"from":"a b","to":"d"' in done.stdout:
            failures.append("rook: a corner counts as a line")
        table = write(folder, "areas.csv", "code,n\nx,1\ny,2\n")
        how[3] = table
        pairs = write(folder, "pairs.csv", "a,b\nx,y\n")
        maps = ["--map", "from=a", "--map", "to=b"]
        expect("pairs", run(*how, "--weights", pairs, *maps, "--json"), 0, ['"from":"x","to":"y","weight":1'])
        pairs = write(folder, "pairs.csv", "a,b\nx,z\n")
        expect("pairs of nobody", run(*how, "--weights", pairs, *maps), 3, err=["row 2", "to", '"z"'])
        kept = os.path.join(folder, "kept.gal")
        done = run("hotspot", "weights", "--input", layer, "--id", "code", "--out", kept)
        expect("weights as .gal", done, 0)
        if done.stdout or open(kept, encoding="utf-8").read() != (
                "0 3 Unknown code\na_b 2\nc d\nc 2\na_b d\nd 2\na_b c\n"):
            failures.append("weights as .gal: another text")
        expect("weights of a .gal", run("hotspot", "weights", "--input", layer, "--id", "code", "--weights",
                                        kept, "--json"), 0, ['"from":"a b","to":"d","weight":1'])
        points = write(folder, "points.csv", "id,lon,lat\np,104,12\nq,104.1,12\nr,106,12\n")
        near = ["hotspot", "weights", "--input", points, "--x", "lon", "--y", "lat", "--crs", "EPSG:4326"]
        expect("nearest", run(*near, "--weights", "knn:1", "--json"), 0, ['"from":"r","to":"q","weight":1'])
        expect("too many nearest", run(*near, "--weights", "knn:3"), 2, err=["has 2 others"])
        expect("a band with an island", run(*near, "--weights", "band:20km", "--json"), 0,
               ['"islands":"1"'], ["no neighbour", "r"])
        expect("an island refused", run(*near, "--weights", "band:20km", "--islands", "refuse"), 3, err=["r"])
        expect("an island joined", run(*near, "--weights", "band:20km", "--islands", "nearest", "--json"), 0,
               ['"from":"q","to":"r","weight":1'])
        expect("order 2", run(*near, "--weights", "knn:1", "--order", "2", "--json"), 0,
               ['"from":"r","to":"p","weight":1'])
        expect("no unit", run(*near, "--weights", "band:20"), 2, err=["unit"])
        ways = links(folder, "from,to,length\np,q,10\nq,r,20\n")
        expect("by the way", run(*near, "--weights", "network:band:15m", "--links", ways, "--json"), 0,
               ['"from":"p","to":"q","weight":1'], ["r"])
        expect("by no way", run(*near, "--weights", "network:band:15m"), 2, err=["--links"])
        expect("no outlines", run(*how), 3, err=["no outline"])
        expect("no such rule", run(*how, "--weights", "quen"), 2, err=["queen"])
        expect("no such layer", run("hotspot", "weights", "--input", layer + ":towns"), 3, err=["towns"])
        expect("no such column", run(*how[:4], "--id", "cod"), 3, err=["code, n"])
        expect("no input", run("hotspot", "weights"), 2, err=["--input"])
        expect("x alone", run(*how, "--x", "n"), 2, err=["--y"])
        expect("no system", run(*how, "--x", "n", "--y", "n"), 3, err=["--crs"])
        twice = write(folder, "areas.csv", "code,n\nx,1\nx,2\n")
        expect("an id twice", run("hotspot", "weights", "--input", twice, "--id", "code"), 3,
               err=["row 3", "row 2"])


def rates():
    with tempfile.TemporaryDirectory() as folder:
        table = write(folder, "areas.csv", "code,cases,least,most,people\n"
                      "x,20,10,40,200\ny,10,,,100\nz,,,,50\nw,3,,,0\n")
        pairs = write(folder, "pairs.csv", "from,to\nx,y\ny,x\n")
        how = ["hotspot", "rates", "--input", table, "--id", "code", "--value", "cases"]
        full = [*how, "--population", "people", "--low", "least", "--high", "most"]
        expect("raw rates", run(*full, "--per", "1000", "--json"), 0,
               ['"id":"x","observed":20,', '"rate":100,', '"range_low":50', '"range_high":200', '"reason":"not_stated"', '"reason":"zero_denominator"'],
               err=["have no denominator and no rate: w"])
        expect("a rate explained", run(*full, "--explain", "x", "--quiet"), 0, ["x: 20 events among 200", "Its rate is 0.1"])
        expect("local rates", run(*full, "--rate", "eb_local", "--weights", pairs, "--quiet"), 0, ["rests_on"])
        expect("a rate of that name", run(*full, "--rate", "bayes"), 2, err=["--rate bayes", "raw"])
        expect("no denominator", run(*how), 2, err=["population or expected"])
        expect("an odd level", run(*full, "--level", "2"), 2, err=["--level 2"])
        how[1] = "rank"
        expect("ranks", run(*how, "--low", "least", "--high", "most", "--top", "1", "--json"), 0,
               ['"id":"x","rank":1', "exact", '"reason":"not_stated"'])
        expect("a rank explained", run(*how, "--low", "least", "--high", "most", "--top", "1", "--explain", "x"), 0,
               ["x: its figure is between 10 and 40", "figure above 10, and out for certain with one below 10"])
        expect("no such rank", run(*how, "--explain", "v"), 3, err=['no area is called "v"'])
        expect("ranks of rates", run(*how, "--population", "people", "--draws", "99", "--json"), 0,
               ['"seed":"1"', "poisson"])
        expect("exact ranks of rates", run(*how, "--population", "people", "--method", "exact"), 1,
               err=["rank by draws"])
        expect("no values", run("hotspot", "rank", "--input", table, "--id", "code"), 3, err=["value"])
        expect("no draws", run(*how, "--draws", "0"), 2, err=["--draws 0"])


def emerging():
    with tempfile.TemporaryDirectory() as folder:
        lines, pairs = ["code,month,cases"], ["from,to"]
        for area in range(25):
            for month in range(12):
                high = 40 + month if area % 5 < 3 and area < 15 and month > 7 else 0
                lines.append(f"a{area},2001-{month + 1:02},{10 + (area * 7 + month * 5) % 4 + high}")
            pairs += [f"a{area},a{area + 1}"] * (area % 5 < 4) + [f"a{area},a{area + 5}"] * (area < 20)
        both = pairs + [",".join(reversed(pair.split(","))) for pair in pairs[1:]]
        table = write(folder, "reports.csv", "\n".join(lines) + "\n")
        edges = write(folder, "pairs.csv", "\n".join(both) + "\n")
        how = ["hotspot", "emerging", "--input", table, "--id", "code", "--time", "month", "--value", "cases",
               "--weights", edges, "--permutations", "499"]
        expect("emerging", run(*how, "--json"), 0,
               ['"id":"a0","hot_class":"consecutive_hot"', '"primaryKey":["id"]', "2001-12"])
        expect("a history explained", run(*how, "--explain", "a0"), 0,
               ["oldest first: ---------HHH.", "consecutive_hot by the rules of ArcGIS"])
        expect("quarters", run(*how, "--period", "quarter", "--json"), 0, ["too_few_periods", "not_tested"])
        expect("no permutations", run(*how[:-1], "0"), 2, err=["--permutations 0"])
        expect("no times", run(*how[:6], "--weights", edges), 3, err=["time"])
        points = ["lon,lat,day"]
        for month in range(12):
            for at in range(36):
                many = 1 + (month > 7 and at < 8) * 5 + (at * 7 + month) % 2
                points += [f"{104 + at % 6 * 0.1},{11 + at // 6 * 0.1},2001-{month + 1:02}-03"] * many
        table = write(folder, "points.csv", "\n".join(points) + "\n")
        how = ["hotspot", "emerging", "--input", table, "--x", "lon", "--y", "lat", "--crs", "EPSG:4326",
               "--time", "day", "--period", "month", "--hexagons", "12km", "--inference", "normal"]
        expect("hexagons", run(*how, "--json"), 0, ["consecutive_hot", '"hexagon_m":12000', "2001-12"])
        layer = os.path.join(folder, "cells.gpkg")
        expect("hexagons as a layer", run(*how, "--out", layer), 0)
        if not os.path.exists(layer):
            failures.append("hexagons: no layer was written")
        expect("hexagons with weights", run(*how, "--weights", edges), 2, err=["--hexagons"])
        expect("hexagons of no width", run(*how, "--hexagons", "0"), 2, err=["--hexagons 0"])


def scans():
    with tempfile.TemporaryDirectory() as folder:
        rows = [(f"p{i}", year, 9 if i < 3 and year == 2002 else 1, 40)
                for i in range(12) for year in (2001, 2002, 2003, 2004)]
        text = "".join(f"{place},{year},{n},{people}\n" for place, year, n, people in rows)
        cases = write(folder, "cases.csv", "place,year,n,others\n" + text)
        places = write(folder, "places.csv", "place,lon,lat\n" + "".join(
            f"p{i},{100 + 0.1 * i},{10 + 0.01 * i * i}\n" for i in range(12)))
        how = ["hotspot", "scan", "--input", cases, "--places", places, "--id", "place", "--value", "n",
               "--x", "lon", "--y", "lat", "--crs", "EPSG:4326", "--time", "year", "--replicates", "99"]
        done = run(*how, "--controls", "others", "--model", "bernoulli", "--type", "space-time", "--json")
        expect("scan", done, 0, ['"areas":"p0|p1|p2","observed":27,', '"start":"2002-01-01","end":"2002-12-31"'])
        told = [*how, "--controls", "others", "--model", "bernoulli", "--type", "space-time", "--explain"]
        expect("a cluster explained", run(*told, "p1"), 0, ["p1: it is in cluster 1, of 3 areas", "27 cases where"])
        expect("no such place", run(*told, "q"), 3, err=['no area is called "q"'])
        whole = run(*how, "--model", "permutation", "--type", "prospective", "--json")
        expect("permutation", whole, 0, ['"relative_risk":null'])
        parts = []
        for k in (2, 1):
            part = os.path.join(folder, f"part{k}.csv")
            expect("a shard", run(*how, "--model", "permutation", "--type", "prospective", "--shard", f"{k}/2",
                                  "--out", part), 0)
            parts += ["--merge", part]
        done = run(*how, "--model", "permutation", "--type", "prospective", "--json", *parts)
        expect("shards put together", done, 0)
        if done.stdout != whole.stdout:
            failures.append("shards put together: not the same bytes")
        expect("a shard missing", run(*how, "--model", "permutation", "--type", "prospective", *parts[:2]), 3,
               err=["--merge: data set 0 of 99 is in no part"])
        expect("no data sets", run(*how, "--replicates", "0"), 2, err=["--replicates 0"])
        expect("no measure", run(*how), 2, err=["no row states a population"])
        expect("near model", run(*how, "--model", "poison"), 2, err=["nearest is poisson"])
        expect("a bad shard", run(*how, "--shard", "3/2"), 2, err=["--shard 3/2: must be K/M"])
        expect("a bad radius", run(*how, "--cap-radius", "3mi"), 2, err=["--cap-radius 3mi"])
        expect("two measures", run(*how, "--controls", "others", "--population", "others"), 2,
               err=["take either --population or --controls"])
        few = write(folder, "few.csv", "place,year,n,people\np1,2001,5,3\np2,2001,1,9\n")
        how[3] = few
        expect("more cases than people", run(*how, "--population", "people"), 3,
               err=['area "p1" has 5 cases among 3'])
        links_file = links(folder, "from,to,length\np1,p2,5\np2,p3,5\n")
        how[3] = write(folder, "road.csv", "place,n,people\np1,5,30\np2,1,30\np3,0,30\n")
        done = run(*how[:4], "--id", "place", "--value", "n", "--population", "people", "--distance", "network",
                   "--links", links_file, "--replicates", "19", "--json")
        expect("scan of a network", done, 0, ['"centre":"p1","radius_m":0'])


def packages():
    expect("check the sample", run("check", SAMPLE), 0, ["severity"])
    done = run("check", SAMPLE, "--json")
    expect("check as JSON", done, 0)
    try:
        document = json.loads(done.stdout)
        names = [field["name"] for field in document["schema"]["fields"]]
        if names[:3] != ["severity", "file", "row"]:
            failures.append(f"check --json: fields are {names}")
    except ValueError as error:
        failures.append(f"check --json is no JSON: {error}")
    expect("missing package", run("check", "/no/such/folder"), 4, err=["/no/such/folder"])
    expect("info", run("info", SAMPLE), 0, ["lanes", "35"])


def workspaces():
    with tempfile.TemporaryDirectory() as folder:
        workspace = os.path.join(folder, "three.gpkg")
        expect("init", run("init", workspace, "--from", THREE, "--date", "2026-01-01"), 0)
        expect("info of a workspace", run("info", workspace), 0, ["lanes"])
        expect("check of a workspace", run("check", workspace), 0)
        expect("init without --from", run("init", workspace), 2, err=["--from PACKAGE"])
        expect("import into no table", run("import", workspace, "lane", "x.csv"), 2, err=["tables are sources"])
        expect("import of no file", run("import", workspace, "lanes", os.path.join(folder, "x.csv")), 4)
        rows = os.path.join(folder, "more.csv")
        with open(rows, "w", encoding="utf-8") as file:
            file.write("place_id,name,kind,lon,lat,country\nN1,Newtown,town,101.1,10.4,AA\n"
                       "N2,Nowhere,town,201.1,10.4,AA\n")
        expect("import with a reject", run("import", workspace, "places", rows), 3, ["read", "2", "1"],
               ["row 3", "lon", "201.1"])
        with open(rows + ".rejects.csv", encoding="utf-8") as file:
            if "Nowhere" not in file.read():
                failures.append("the rejected row is not in the file of rejects")
        expect("the kept row is there", run("info", workspace), 0, ["places"])


def tree(folder):
    """Every file below a folder with its bytes."""
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def jobs():
    with tempfile.TemporaryDirectory() as folder:
        out, again = os.path.join(folder, "out"), os.path.join(folder, "again")
        both = ["--tier", "public", "--tier", "restricted", "--purpose", "test", "--approver", "T1"]
        expect("run", run("run", SAMPLE, "--out", out, "--date", "2026-01-01", "--threads", "1", *both), 0)
        expect("run again", run("run", SAMPLE, "--out", again, "--threads", "2", *both,
                                env={"SOURCE_DATE_EPOCH": "1767225600"}), 0)
        first, second = tree(out), tree(again)
        differ = [name for name in sorted(set(first) | set(second)) if first.get(name) != second.get(name)]
        if differ:
            failures.append(f"two runs differ in {differ}")
        else:
            print("ok", len(first), "files the same for two runs, 1 and 2 threads")
        wanted = ["layers.gpkg", "map.html", "brief.md", "brief.pdf", "review.md", "provenance.json", "release.json",
                  "figures/figure-4-1.svg", "figures/figure-4-2.png", "tables/lanes.csv",
                  "shapefiles/lanes.shp", "shapefiles/fields.csv"]
        brief = open(os.path.join(out, "restricted", "brief.md"), encoding="utf-8").read()
        figures = os.listdir(os.path.join(out, "restricted", "figures"))
        if "| Burden |" not in brief or "Where the lanes would go" not in brief:
            failures.append("the brief tells teams without their burden or displacement")
        if not {"displacement.svg", "teams.pdf", "chokepoints.png"} <= set(figures):
            failures.append(f"figures of the restricted tier: {figures}")
        if {"displacement.svg", "teams.svg"} & set(os.listdir(os.path.join(out, "public", "figures"))):
            failures.append("a picture of teams is public")
        lacking = [f"{tier}/{name}" for tier in ("public", "restricted") for name in wanted
                   if f"{tier}/{name}" not in first]
        if lacking:
            failures.append(f"the tree lacks {lacking}")
        operational = [name for name in first if name.startswith("public/")
                       and any(word in name for word in ("chokepoint", "placement", "displacement", "links"))]
        if operational:
            failures.append(f"operational results at public: {operational}")
        without = os.path.join(folder, "without")
        expect("no tier", run("run", SAMPLE, "--out", without, "--date", "2026-01-01"), 0)
        public = {name: data for name, data in first.items() if name.startswith("public/")}
        if {n: d for n, d in tree(without).items() if not n.startswith(".ledger")} != public:
            failures.append("no tier is not the same as --tier public, byte for byte")
        expect("a date that is none", run("run", SAMPLE, "--out", out, "--date", "2026-02-30"), 2,
               err=["2026-02-30", "YYYY-MM-DD"])
        if tree(out) != first:
            failures.append("a refused run changed what was there")
        expect("export", run("export", SAMPLE, "lanes", os.path.join(folder, "lanes.geojson")), 0)
        expect("export of an operational layer", run("export", SAMPLE, "chokepoints_crossings",
                                                     os.path.join(folder, "c.csv")), 1, err=["public"])
        if os.path.exists(os.path.join(folder, "c.csv")):
            failures.append("a refused layer was written")
        figure = os.path.join(folder, "figure.svg")
        expect("map", run("map", SAMPLE, "--figure", "lanes", "--out", figure), 0)
        if not os.path.exists(figure):
            failures.append("map wrote nothing")
        expect("map of a restricted figure", run("map", SAMPLE, "--figure", "chokepoints", "--out", figure), 1,
               err=["restricted"])
        expect("map of no figure", run("map", SAMPLE, "--figure", "lane", "--out", figure), 2, err=["lanes"])
        expect("export to an unknown format", run("export", SAMPLE, "lanes", os.path.join(folder, "l.xyz")),
               2, err=[".gpkg"])
        expect("graph of a model", run("graph", "bridges", SAMPLE), 1, err=["--tier restricted"])
        expect("closeness of a model", run("graph", "closeness", SAMPLE), 1, err=["--tier restricted"])
        expect("closeness of a model, restricted",
               run("graph", "closeness", SAMPLE, "--tier", "restricted", "--purpose", "t", "--approver", "T1",
                   "--json"), 0, ['"distance_m":0', '"targets"'])
        expect("betweenness of a model", run("graph", "betweenness", SAMPLE), 1, err=["--tier restricted"])
        expect("interdiction of a model", run("chokepoint", "interdict", SAMPLE, "--from", "P01", "--to", "P02"), 1,
               err=["--tier restricted"])
        expect("interdiction of a model, restricted",
               run("chokepoint", "interdict", SAMPLE, "--from", "P01", "--to", "P02", "--sites", "both", "--json",
                   "--tier", "restricted", "--purpose", "t", "--approver", "T1"), 0, ['"optimal":"yes"'])
        placements(folder)
        expect("graph of a model, restricted",
               run("graph", "bridges", SAMPLE, "--tier", "restricted", "--purpose", "t", "--approver", "T1"),
               0, ["separated_nodes"])


usage()
doctor()
proj()
graphs()
interdictions()
chokepoints()
neighbours()
rates()
emerging()
scans()
packages()
workspaces()
jobs()
for failure in failures:
    print("FAILED", failure)
sys.exit(1 if failures else 0)
