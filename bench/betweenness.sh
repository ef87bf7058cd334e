#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/betweenness.sh [BUILD]
#
# Betweenness and distances, a source, on a road-like grid of 99 856 nodes: libroutes beside igraph's C library
# (bench_betweenness) and networkx, with the ratios; then, where the folder ROUTES_SHARED is, the same beside
# igraph on its road graph of 411 992 nodes, whose lengths span more than four orders of magnitude. networkx
# goes into a virtual environment (BENCH_PEERS, or beside the results).
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build/release}
work=$(mktemp -d "${TMPDIR:-/tmp}/routes-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
peers=${BENCH_PEERS:-$work/peers}
[ -x "$peers/bin/python" ] || python3 -m venv "$peers"
"$peers/bin/pip" install --quiet networkx

"$build/bench/bench_betweenness" "" "$work/grid.csv" | tee "$work/grid.txt"
ours=$(awk '/^betweenness, a source/ {print $(NF - 1)}' "$work/grid.txt")
theirs=$("$peers/bin/python" "$root/bench/betweenness_peers.py" "$work/grid.csv")
printf '%-32s %14.3f ms\n' "networkx, a source" "$theirs"
printf '%-32s %14.3f times\n' "ratio" "$(awk -v a="$theirs" -v b="$ours" 'BEGIN {print a / b}')"

roads=${ROUTES_SHARED:-}/geodata/stress/moscow_edges.csv.gz
if [ -f "$roads" ]; then
  gzip -dc "$roads" > "$work/roads.csv"
  "$build/bench/bench_betweenness" "$work/roads.csv"
else
  echo "skipped: the road graph is not here (ROUTES_SHARED)"
fi
