# SPDX-License-Identifier: GPL-3.0-or-later
"""The network of 2001 hangs together, and its roads are about as long as they are known to be.

    check_network.py PACKAGE
"""
import heapq
import json
import os
import sys

import support

# Road distances in km as commonly given between these towns (ferries included), and the share by
# which the schematic network may be off: 5 to 10 per cent, as the facts warn.
KNOWN = [("P07", "X11", 167), ("P07", "P06", 226), ("P07", "P08", 314), ("P07", "C07", 148),
         ("P07", "X01", 407), ("P07", "F13", 240), ("C02", "X05", 103), ("T11", "X03", 117),
         ("OPM", "X18", 198), ("P03", "F09", 260)]
OFF = 0.10

NOT_LAID = {"MO", "CA", "RO", "MD", "ID", "CN", "PH"}  # ends without a hub, as the rules list them


def open_links(folder, date):
    return [row for row in support.rows(folder, "links")
            if (row["open_from"] or "0") <= date <= (row["open_to"] or "9")]


def graph(links, mode=None):
    nodes = {}
    for row in links:
        if mode is None or mode in support.listed(row["mode"]):
            for a, b in ((row["from"], row["to"]), (row["to"], row["from"])):
                nodes.setdefault(a, []).append((b, int(row["length_m"])))
    return nodes


def distances(nodes, start):
    """Dijkstra, the plainest way."""
    done, queue = {}, [(0, start)]
    while queue:
        far, node = heapq.heappop(queue)
        if node not in done:
            done[node] = far
            for other, length in nodes.get(node, []):
                heapq.heappush(queue, (far + length, other))
    return done


def main(folder):
    faults = support.Faults()
    with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as file:
        date = json.load(file)["x_date"]
    links = open_links(folder, date)
    usable = {row["link_id"] for row in support.rows(folder, "links")
              if row["x_usable_2001"] == "yes"}
    faults.equal("links open at the package's date", {r["link_id"] for r in links}, usable)
    whole = graph(links)
    faults.equal("nodes that Phnom Penh reaches", len(distances(whole, "P07")), len(whole))

    roads = graph(links, "land")
    for a, b, known in KNOWN:
        far = distances(roads, a).get(b, 0) / 1000
        faults.check(abs(far / known - 1) <= OFF, f"{a} - {b}: {far:.0f} km, known as {known}")
    capitals = {row["place_id"] for row in support.rows(folder, "places") if row["kind"] == "city"}
    faults.equal("capitals without a road", sorted(capitals - set(distances(roads, "P07"))), [])

    # Every end can be laid but those that the rules say cannot.
    place = {row["place_id"]: row for row in support.rows(folder, "places")}
    node = {row["area_id"]: row["place_id"] for row in place.values() if row["kind"] == "city"}
    node.update((row["country"], row["place_id"]) for row in place.values()
                if "hub" in support.listed(row["role"]))
    ends = {end for row in support.rows(folder, "lanes")
            for side in ("from", "to", "via") for end in support.listed(row[side])
            if not end.startswith("G_")}
    lost = {end for end in ends if node.get(end, end) not in whole}
    faults.equal("ends off the network", lost, NOT_LAID)
    apart = [row["crossing_id"] for row in support.rows(folder, "crossings")
             if row["crossing_id"] not in whole]
    faults.equal("crossings without a link", apart, ["X07", "X08", "X10", "X19", "X20"])
    return faults.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
