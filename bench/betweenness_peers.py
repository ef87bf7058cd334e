#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""betweenness_peers.py LINKS [SOURCES]: seconds of processor a source that networkx needs for betweenness from
SOURCES nodes (4) to all, on a table of links `from,to,length_m`."""
import csv
import sys
import time

import networkx

graph = networkx.Graph()
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        # Whole micrometres, so that ties are ties.
        graph.add_edge(int(row["from"]), int(row["to"]), length=round(float(row["length_m"]) * 1e6))
count = int(sys.argv[2]) if len(sys.argv) > 2 else 4
nodes = sorted(graph)
sources = [nodes[(2 * i + 1) * len(nodes) // (2 * count)] for i in range(count)]
start = time.process_time()
networkx.betweenness_centrality_subset(graph, sources, nodes, weight="length")
print(f"{1e3 * (time.process_time() - start) / count:.3f}")
