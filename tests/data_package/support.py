# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a package in the plainest way, and telling all faults at the end."""
import csv
import json
import os
import sys
import unicodedata

SKIPPED = 77


def table(folder, name):
    with open(os.path.join(folder, name + ".csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    head = rows[0]
    short = [n for n, row in enumerate(rows, 1) if len(row) != len(head)]
    if short:
        raise ValueError(f"{name}.csv: row {short[0]} has not {len(head)} cells")
    return head, [dict(zip(head, row)) for row in rows[1:]]


def rows(folder, name):
    return table(folder, name)[1]


def layer(folder, name, key):
    with open(os.path.join(folder, name + ".geojson"), encoding="utf-8") as file:
        return {f["properties"][key]: f for f in json.load(file)["features"]}


def areas(folder):
    return layer(folder, "areas", "area_id")


def listed(cell):
    return [item for item in cell.split("|") if item]


def fold(name):
    """Letters without marks and case; blanks, hyphens and apostrophes as one blank."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if unicodedata.category(c) != "Mn" or ord(c) > 0x0e00)
    plain = plain.replace("œ", "oe").replace("đ", "d").replace("-", " ").replace("'", " ")
    return " ".join(plain.split())


class Faults:
    """Collects what is wrong; a test says all of it, not the first."""

    def __init__(self):
        self.found = []

    def check(self, right, text):
        if not right:
            self.found.append(text)

    def equal(self, what, is_, should):
        self.check(is_ == should, f"{what} is {is_!r}, should be {should!r}")

    def end(self):
        for text in self.found:
            print(text)
        print(f"{len(self.found)} faults")
        return 1 if self.found else 0


def need(*paths):
    """Skips the test, visibly, when something it compares with is absent."""
    for path in paths:
        if not os.path.exists(path):
            print(f"skipped: no {path}")
            sys.exit(SKIPPED)


def need_gdal():
    try:
        from osgeo import ogr
    except ImportError:
        print("skipped: no python3-gdal")
        sys.exit(SKIPPED)
    ogr.UseExceptions()
    return ogr
