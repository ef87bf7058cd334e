# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes graphs.csv and expected.csv: lengths of the best simple paths by networkx, how many paths
share no edge, or no node, and the least they sum to. Run once with networkx 3.6.1: python3 make.py"""
import csv
import itertools
import random

import networkx as nx

CASES = [  # nodes, edges, directed, least and greatest weight
    (12, 26, False, 1, 9),
    (12, 40, True, 0, 5),
    (30, 70, False, 1, 1000),
    (30, 110, True, 1, 1000),
    (60, 130, False, 1, 100000),
    (60, 240, True, 1, 20),
    (100, 180, False, 10, 99),
    (25, 120, False, 1, 1),
]
K = 60


def draw(case, nodes, edges, directed, least, most):
    rng = random.Random(1000 + case)
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(nodes))
    while graph.number_of_edges() < edges:
        a, b = rng.sample(range(nodes), 2)
        graph.add_edge(a, b, weight=rng.randint(least, most))
    return graph


def totals(graph, source, target, most, by_node):
    """Least total lengths of 1, 2, ... `most` paths that share no edge, or no node between."""
    both = graph.to_directed() if not graph.is_directed() else graph
    net = nx.DiGraph()
    for node in both:
        room = most if node in (source, target) else 1
        net.add_edge((node, 0), (node, 1), capacity=room if by_node else most, weight=0)
    for a, b, weight in both.edges(data="weight"):
        net.add_edge((a, 1), (b, 0), capacity=1, weight=weight)
    found = []
    for k in range(1, most + 1):
        net.nodes[(source, 0)]["demand"] = -k
        net.nodes[(target, 1)]["demand"] = k
        found.append(nx.min_cost_flow_cost(net))
    return "|".join(map(str, found))


def main():
    with open("graphs.csv", "w", newline="") as graphs, open("expected.csv", "w", newline="") as out:
        graph_rows = csv.writer(graphs, lineterminator="\n")
        rows = csv.writer(out, lineterminator="\n")
        graph_rows.writerow(["case", "from", "to", "weight", "directed"])
        rows.writerow(["case", "nodes", "source", "target", "lengths", "edge_disjoint", "node_disjoint",
                       "edge_totals", "node_totals"])
        for case, (nodes, edges, directed, least, most) in enumerate(CASES):
            graph = draw(case, nodes, edges, directed, least, most)
            for a, b, weight in graph.edges(data="weight"):
                graph_rows.writerow([case, a, b, weight, int(directed)])
            for source, target in ((0, nodes - 1), (1, nodes // 2), (nodes // 3, 2)):
                lengths = []
                if nx.has_path(graph, source, target):
                    ways = nx.shortest_simple_paths(graph, source, target, weight="weight")
                    lengths = [nx.path_weight(graph, way, "weight") for way in itertools.islice(ways, K)]
                    apart = len(list(nx.edge_disjoint_paths(graph, source, target)))
                    nodes_apart = len(list(nx.node_disjoint_paths(graph, source, target)))
                else:
                    apart = nodes_apart = 0
                rows.writerow([case, nodes, source, target, "|".join(map(str, lengths)), apart, nodes_apart,
                             totals(graph, source, target, apart, False),
                             totals(graph, source, target, nodes_apart, True)])


main()
