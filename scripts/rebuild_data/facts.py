# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of facts, read; and the few words that they and the package say differently."""
import csv
import os

REPORT = "FG2001"

# Alpha-3 codes of the facts to the alpha-2 codes of the package.
COUNTRY = {"KHM": "KH", "THA": "TH", "VNM": "VN", "LAO": "LA"}


def read(folder, name):
    """The rows of a table, each a dict of texts; an empty text is 'not stated'."""
    with open(os.path.join(folder, name + ".csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def listed(cell):
    """The items of a list in a cell."""
    return [item.strip() for item in cell.split("|") if item.strip()]


def reference(ref):
    """Splits 'Section 6 (CCPCR 1999)' into the section, and what stands in the brackets.

    A remark after a section ('Section 2; lies about 11 km ...') is no reference and goes too.
    """
    section, _, rest = ref.partition(" (")
    parts = [part.strip() for part in section.split(";")]
    kept = [part for part in parts if part.startswith(("Section", "Table"))]
    return "|".join(kept), rest.rstrip(")")


def days(period):
    """First and last day of '2001' or '1979-2001'."""
    first, _, last = period.partition("-")
    return f"{first}-01-01", f"{last or first}-12-31"


def day(date, last):
    """A whole date of a date or a year: its first day, or its last."""
    if len(date) == 4:
        return f"{date}-12-31" if last else f"{date}-01-01"
    return date


def snake(words):
    return words.strip().lower().replace(" ", "_")
