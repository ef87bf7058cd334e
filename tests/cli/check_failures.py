# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong, through the command: bad input, a bad environment, a stop in the middle.

    check_failures.py ROUTES SAMPLE THREE CASES

CASES is tests/store/bad.csv: each case spoils a package of three provinces. The former output and
the workspace must be the same to the byte afterwards, and nothing may lie beside them.
"""
import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROUTES, SAMPLE, THREE, CASES = sys.argv[1:5]
EXITS = {"DATA": 3, "IO": 4, "DEPENDENCY": 4}
DATE = ["--date", "2002-01-31"]
failures = []
skipped = []
done_cases = 0


def run(*words, env=None):
    return subprocess.run([ROUTES, *words], capture_output=True, text=True, errors="replace",
                          env={**os.environ, **(env or {})})


def expect(what, done, exit_code, said=()):
    global done_cases
    done_cases += 1
    if done.returncode != exit_code:
        failures.append(f"{what}: left with {done.returncode}, expected {exit_code}: {done.stderr[-300:]}")
    for text in said:
        if text not in done.stderr:
            failures.append(f"{what}: standard error lacks {text!r}: {done.stderr[:400]}")


def tree(folder):
    """Every file and folder below with its bytes."""
    found = {}
    for root, folders, names in os.walk(folder):
        for name in folders:
            found[os.path.relpath(os.path.join(root, name), folder)] = None
        for name in names:
            path = os.path.join(root, name)
            if os.path.islink(path):
                found[os.path.relpath(path, folder)] = os.readlink(path)
                continue
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def same(what, before, folder, but_parts=False):
    after = tree(folder)
    if but_parts:
        after = {key: held for key, held in after.items() if not key.split(os.sep)[0].endswith(".part")}
    if after != before:
        changed = sorted(key for key in before.keys() | after.keys() if before.get(key, 0) != after.get(key, 0))
        failures.append(f"{what}: changed {changed[:5]}")


def bytes_of(text):
    """\\xHH in a case stands for a byte."""
    return text.encode("utf-8").decode("unicode_escape").encode("latin-1") if "\\x" in text else text.encode()


def replace(path, find, put):
    with open(path, "rb") as file:
        held = file.read()
    if find.encode() not in held:
        sys.exit(f"{path} does not hold {find!r}")
    with open(path, "wb") as file:
        file.write(held.replace(find.encode(), put, 1))


def convert(package, driver, name):
    extra = [] if driver == "GPKG" else ["-lco", "ENCODING=UTF-8"]
    subprocess.run(["ogr2ogr", "-q", "-f", driver, *extra, os.path.join(package, name),
                    os.path.join(package, "areas.geojson")], check=True)
    replace(os.path.join(package, "datapackage.json"), '"areas.geojson"', f'"{name}"'.encode())


def spoil(package, case):
    path = os.path.join(package, case["file"])
    if case["do"] == "replace":
        replace(path, case["find"], bytes_of(case["put"]))
    elif case["do"] == "long":
        replace(path, case["find"], b"x" * (1024 * 1024 + 1))
    elif case["do"] == "remove":
        os.unlink(path)
    elif case["do"] == "loop":
        os.unlink(path)
        os.symlink(case["file"], path)
    elif case["do"] in ("gpkg", "shp"):
        convert(package, *(("GPKG", "areas.gpkg") if case["do"] == "gpkg" else ("ESRI Shapefile", "areas.shp")))
        if case["put"] == "cut":
            size = os.path.getsize(path)
            os.truncate(path, size - size // 3)
        else:
            os.unlink(path)


def bad_packages(folder):
    """check says what is wrong; run and init leave everything as it was."""
    out = os.path.join(folder, "out")
    workspace = os.path.join(folder, "kept.gpkg")
    expect("a first run", run("run", THREE, "--out", out, *DATE), 0)
    expect("a first workspace", run("init", workspace, "--from", THREE), 0)
    with open(CASES, encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    for case in cases:
        if case["do"] in ("gpkg", "shp") and not shutil.which("ogr2ogr"):
            skipped.append(f"{case['case']}: no ogr2ogr")
            continue
        package = os.path.join(folder, "package")
        shutil.copytree(THREE, package)
        spoil(package, case)
        before = tree(folder)
        env = {"ROUTES_PROJ_DATA": package} if case["do"] == "proj" else None
        said = [text for text in (case["fault_file"], case["field"], case["value"], case["message"],
                                  case["remedy"]) if text]
        said += [f"row {case['row']}"] if case["row"] not in ("", "0") else []
        expect(case["case"], run("run", package, "--out", out, *DATE, env=env), EXITS[case["status"]], said)
        expect(case["case"] + ", init", run("init", workspace, "--from", package, env=env),
               EXITS[case["status"]])
        checked = run("check", package, env=env)
        if checked.returncode != EXITS[case["status"]]:
            failures.append(f"{case['case']}: check left with {checked.returncode}")
        same(case["case"], before, folder)
        shutil.rmtree(package)


def doctor(folder):
    for name in ("ROUTES_PROJ_DATA", "PROJ_DATA", "PROJ_LIB"):
        done = run("doctor", env={name: folder})
        if done.returncode != 4 or "proj.db" not in done.stdout or folder not in done.stdout:
            failures.append(f"doctor with {name}: {done.returncode} {done.stdout[:300]}")


def mounted(what, folder, options):
    """A file system of its own; None, and a word about it, where that is not allowed."""
    os.makedirs(folder, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", folder], capture_output=True, text=True)
    if done.returncode:
        skipped.append(f"{what}: {done.stderr.strip()}")
        return None
    return folder


def full_disk(folder):
    place = mounted("full disk", os.path.join(folder, "small"), ["-o", "size=700k"])
    if not place:
        return
    try:
        out = os.path.join(place, "out")
        os.makedirs(os.path.join(out, "public"))
        with open(os.path.join(out, "public", "former.txt"), "w", encoding="utf-8") as file:
            file.write("as it was\n")
        before = tree(place)
        expect("run on a full disk", run("run", SAMPLE, "--out", out, *DATE), 4, ["full"])
        same("run on a full disk", before, place)
        expect("workspace on a full disk", run("init", os.path.join(place, "w.gpkg"), "--from", SAMPLE), 4)
        same("workspace on a full disk", before, place)
    finally:
        subprocess.run(["umount", place], check=True)


def read_only(folder):
    place = mounted("read-only folder", os.path.join(folder, "fixed"), [])
    if not place:
        return
    try:
        workspace = os.path.join(place, "w.gpkg")
        expect("a workspace", run("init", workspace, "--from", THREE), 0)
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        before = tree(place)
        expect("run into a read-only folder", run("run", THREE, "--out", os.path.join(place, "out"), *DATE), 4,
               [place])
        rows = os.path.join(folder, "rows.csv")
        shutil.copy(os.path.join(THREE, "aliases.csv"), rows)
        expect("import into a read-only workspace", run("import", workspace, "aliases", rows), 4, [place])
        expect("export into a read-only folder",
               run("export", THREE, "provinces", os.path.join(place, "p.geojson"), *DATE), 4, [place])
        expect("info of a read-only workspace", run("info", workspace), 0)
        same("a read-only folder", before, place)
    finally:
        subprocess.run(["umount", place], check=True)


def stopped(folder):
    """A stop at ten times of a run over a former one: stopped or done, the former is whole."""
    out = os.path.join(folder, "stopped")
    words = [ROUTES, "run", SAMPLE, "--out", out, "--progress", "never", *DATE]
    start = time.monotonic()
    expect("a run to be stopped", run(*words[1:]), 0)
    whole = time.monotonic() - start
    before = tree(out)
    for sent, exits in ((signal.SIGINT, (0, 5)), (signal.SIGKILL, (0, -signal.SIGKILL))):
        seen = set()
        for step in range(10):
            child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(whole * (step + 0.5) / 10)
            child.send_signal(sent)
            seen.add(child.wait())
            # A killed run leaves .public.part, which the next takes away.
            same(f"{sent.name} after {step} tenths", before, out, but_parts=sent == signal.SIGKILL)
        if not seen <= set(exits) or exits[1] not in seen:
            failures.append(f"{sent.name}: left with {seen}, expected {exits}")
    expect("time limit", run("run", SAMPLE, "--out", out, "--time-limit", "0.05", *DATE), 5, ["time limit"])
    same("time limit", before, out, but_parts=True)
    expect("a run after those killed", run(*words[1:]), 0)
    same("a run after those killed", before, out)


def traced(folder):
    """No socket, and nothing opened for writing, made, renamed or removed outside the output."""
    global done_cases
    log = os.path.join(folder, "trace")
    out = os.path.join(folder, "traced")
    calls = "trace=network,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,symlink,link"
    try:
        done = subprocess.run(["strace", "-f", "-e", calls, "-o", log, ROUTES, "run", THREE, "--out", out, *DATE],
                              capture_output=True, text=True)
    except FileNotFoundError:
        skipped.append("trace: no strace")
        return
    if not os.path.isdir(out):
        skipped.append(f"trace: {done.stderr.strip()[-200:]}")
        return
    done_cases += 1
    seen = 0
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            reads = "open" in line and not any(flag in line for flag in ("O_WRONLY", "O_RDWR", "O_CREAT"))
            if "(" not in line or reads or " = -1 " in line:
                continue
            seen += 1
            paths = line.split('"')[1::2]
            within = re.search(r"at2?\(\d", line)  # below a folder that was opened
            if not paths or not all(path.startswith(out) or (within and path[0] != "/") for path in paths):
                failures.append(f"trace: {line.strip()[:200]}")
    if seen < 20:
        failures.append(f"trace: only {seen} calls seen")


with tempfile.TemporaryDirectory() as here:
    bad_packages(here)
with tempfile.TemporaryDirectory() as here:
    doctor(here)
    full_disk(here)
    read_only(here)
    stopped(here)
    traced(here)
print(json.dumps({"cases": done_cases, "skipped": skipped}))
for failure in failures:
    print("FAILED", failure)
sys.exit(1 if failures or done_cases < 100 else 0)
