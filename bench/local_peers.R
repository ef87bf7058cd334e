# SPDX-License-Identifier: GPL-3.0-or-later
# Rscript local_peers.R moran|gi_star SIDE: seconds of spdep on the lattice of bench_local, 999
# permutations on two cores; weights are not counted. Called by bench/local.sh.
suppressPackageStartupMessages(library(spdep))
arguments <- commandArgs(trailingOnly = TRUE)
side <- as.integer(arguments[2])
invisible(set.coresOption(2L))
set.seed(1)
near <- cell2nb(side, side, type = "queen")
values <- runif(side * side) + runif(side * side)
if (arguments[1] == "moran") {
  weights <- nb2listw(near, style = "W")
  took <- system.time(localmoran_perm(values, weights, nsim = 999))
} else {
  weights <- nb2listw(include.self(near), style = "B")
  took <- system.time(localG_perm(values, weights, nsim = 999))
}
cat(sprintf("%.3f\n", took[["elapsed"]]))
