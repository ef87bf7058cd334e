# SPDX-License-Identifier: GPL-3.0-or-later
"""Times PySAL and GeoDa on the lattice of bench_local; called by bench/local.sh.

    local_peers.py grid SIDE FILE.csv    writes a jittered lattice of polygons as WKT
    local_peers.py WHAT SIDE [FILE.shp]  prints the seconds of one statistic, 999 permutations

WHAT: esda_moran, esda_gi_star; geoda_moran, geoda_gi_star (draws of each area's own);
geoda_moran_table, geoda_gi_star_table (one table of draws for all). Weights, imports and compiling
are not counted.
"""

import sys
import time
import warnings

PERMUTATIONS = 999
THREADS = 2


def neighbours(side):
    for i in range(side * side):
        row, column = divmod(i, side)
        yield i, [
            r * side + c
            for r in range(max(row - 1, 0), min(row + 2, side))
            for c in range(max(column - 1, 0), min(column + 2, side))
            if (r, c) != (row, column)
        ]


def write_grid(side, path):
    import numpy

    random = numpy.random.default_rng(2001)
    x, y = numpy.meshgrid(numpy.arange(side + 1.0), numpy.arange(side + 1.0))
    x += random.uniform(-0.2, 0.2, x.shape)
    y += random.uniform(-0.2, 0.2, y.shape)
    with open(path, "w", encoding="ascii") as out:
        out.write("id,WKT\n")
        for row in range(side):
            for column in range(side):
                ring = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
                points = ",".join(f"{x[at]:.9g} {y[at]:.9g}" for at in ring + ring[:1])
                out.write(f'{row * side + column},"POLYGON (({points}))"\n')


def esda_run(what, side, values):
    import esda
    import libpysal

    def run(area_values, weights, permutations):
        if what.endswith("moran"):
            esda.Moran_Local(
                area_values, weights, permutations=permutations, n_jobs=THREADS, seed=1
            )
        else:
            esda.G_Local(
                area_values, weights, star=True, permutations=permutations, n_jobs=THREADS, seed=1
            )

    warnings.simplefilter("ignore")
    weights = libpysal.weights.W(dict(neighbours(side)), silence_warnings=True)
    if what.endswith("gi_star"):
        weights.transform = "B"
    run(values[:100], libpysal.weights.lat2W(10, 10), 9)
    return lambda: run(values, weights, PERMUTATIONS)


def geoda_run(what, path, values):
    import pygeoda

    weights = pygeoda.queen_weights(pygeoda.open(path))
    kind = pygeoda.local_moran if "moran" in what else pygeoda.local_gstar
    method = "lookup-table" if what.endswith("table") else "complete"
    figures = list(values)
    return lambda: kind(
        weights,
        figures,
        permutations=PERMUTATIONS,
        permutation_method=method,
        cpu_threads=THREADS,
        seed=1,
    )


def main():
    what, side = sys.argv[1], int(sys.argv[2])
    if what == "grid":
        write_grid(side, sys.argv[3])
        return
    import numpy

    values = numpy.random.default_rng(1).uniform(size=(2, side * side)).sum(axis=0)
    run = (
        esda_run(what, side, values)
        if what.startswith("esda")
        else geoda_run(what, sys.argv[3], values)
    )
    start = time.perf_counter()
    run()
    print(f"{time.perf_counter() - start:.3f}")


main()
