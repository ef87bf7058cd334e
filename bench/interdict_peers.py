# SPDX-License-Identifier: GPL-3.0-or-later
"""Has HiGHS solve the grids of bench_interdict; called by bench/interdict.sh.

    interdict_peers.py FILE.csv BUDGET SECONDS    prints seconds, value, bound

Israeli and Wood's integer programme by duality: the greatest distance of the sink, no node farther
than the one before it by a link's length and, where it is watched, its delay. One thread; reading
and building are not counted.
"""

import csv
import sys
import time

import highspy
import numpy


def main():
    path, budget, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    with open(path, encoding="ascii", newline="") as file:
        links = [tuple(int(row[c]) for c in ("from", "to", "length", "delay")) for row in csv.DictReader(file)]
    nodes = 1 + max(max(link[:2]) for link in links)
    most = sum(link[2] + link[3] for link in links)
    sites = [i for i, link in enumerate(links) if link[3] > 0]
    column = {link: nodes + k for k, link in enumerate(sites)}
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("time_limit", seconds),
                          ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.999)):
        solver.setOptionValue(option, value)
    solver.addVars(nodes + len(sites), numpy.zeros(nodes + len(sites)),
                   numpy.array([0.0] + [most] * (nodes - 1) + [1.0] * len(sites)))
    for site in sites:
        solver.changeColIntegrality(column[site], highspy.HighsVarType.kInteger)
    solver.changeColCost(nodes - 1, -1.0)
    for i, (start, end, length, delay) in enumerate(links):
        entries = [(end, 1.0), (start, -1.0)] + ([(column[i], -float(delay))] if delay else [])
        solver.addRow(-highspy.kHighsInf, float(length), len(entries),
                      numpy.array([e[0] for e in entries], dtype=numpy.int32),
                      numpy.array([e[1] for e in entries]))
    solver.addRow(-highspy.kHighsInf, float(budget), len(sites),
                  numpy.array([column[site] for site in sites], dtype=numpy.int32), numpy.ones(len(sites)))
    begin = time.perf_counter()
    solver.run()
    spent = time.perf_counter() - begin
    info = solver.getInfo()
    print(f"{spent:.6f} {-info.objective_function_value:.0f} {int(-info.mip_dual_bound + 1e-6)}")


main()
