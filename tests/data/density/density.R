# SPDX-License-Identifier: GPL-3.0-or-later

# Makes links.csv, events.csv and density.csv beside this file: densities along a small network
# as densityEqualSplit() of spatstat.linnet computes them. Coordinates in km; bandwidth 55 km.
# Rscript density.R
suppressMessages(library(spatstat.linnet))

set.seed(20)
window <- owin(c(0, 100), c(0, 100))
nodes <- matrix(c(10, 10, 50, 12, 90, 8, 12, 50, 48, 52, 88, 49, 9, 90, 52, 91, 91, 88, 70, 70,
                  99, 30), ncol = 2, byrow = TRUE)
edges <- matrix(c(1, 2, 2, 3, 1, 4, 2, 5, 3, 6, 4, 5, 5, 6, 4, 7, 5, 8, 6, 9, 8, 9, 5, 10, 6, 11),
                ncol = 2, byrow = TRUE)
network <- linnet(ppp(nodes[, 1], nodes[, 2], window = window), edges = edges)
events <- runiflpp(14, network)
at <- coords(events)
km <- lengths_psp(as.psp(network))

# What a bandwidth is in standard deviations, spatstat's measure.
deviations <- c(epanechnikov = sqrt(5), biweight = sqrt(7), rectangular = sqrt(3),
                triangular = sqrt(6))
rows <- NULL
for (kernel in names(deviations)) for (continuous in c(TRUE, FALSE)) {
  image <- densityEqualSplit(events, sigma = 55 / deviations[kernel], kernel = kernel,
                             continuous = continuous, epsilon = 1e-14, verbose = FALSE,
                             dimyx = c(64, 64))
  pixels <- attr(image, "df")
  pixels <- pixels[seq(1, nrow(pixels), length.out = 60), ]
  rows <- rbind(rows, data.frame(kernel = kernel, continuous = as.integer(continuous),
                                 link = pixels$mapXY - 1,
                                 offset_km = pixels$tp * km[pixels$mapXY],
                                 density = pixels$values))
}

write_rows <- function(rows, file) {
  write.table(format(rows, digits = 17, scientific = FALSE, trim = TRUE), file, sep = ",",
              quote = FALSE, row.names = FALSE)
}
write_rows(data.frame(from = edges[, 1] - 1, to = edges[, 2] - 1, length_km = km), "links.csv")
write_rows(data.frame(link = at$seg - 1, offset_km = at$tp * km[at$seg]), "events.csv")
write_rows(rows, "density.csv")
