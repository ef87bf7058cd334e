#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/local.sh [ROUNDS] [BUILD]
#
# Local Moran and Gi* on a jittered lattice with queen neighbours, 999 permutations, two cores: libroutes
# beside PySAL (esda), GeoDa (pygeoda) at 100 000 areas and R's spdep at 20 000, in turn, ROUNDS times
# (3); the middle is reported, with the ratio and the peak memory of the whole process. Like is set
# beside like: draws of each area's own beside GeoDa's "complete" and spdep; draws shared by all areas
# beside GeoDa's "lookup-table" and PySAL, which do the same. Python's peers go into a virtual environment
# (BENCH_PEERS, or beside the results); spdep must be installed (Debian: r-cran-spdep), and gdal-bin, time.
set -eu
rounds=${1:-3}
root=$(cd "$(dirname "$0")/.." && pwd)
build=${2:-$root/build/release}
bench=$build/bench/bench_local
work=$(mktemp -d "${TMPDIR:-/tmp}/routes-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
peers=${BENCH_PEERS:-$work/peers}
big=316 small=141

[ -x "$peers/bin/python" ] || python3 -m venv "$peers"
"$peers/bin/pip" install --quiet esda libpysal pygeoda numba
python=("$peers/bin/python" "$root/bench/local_peers.py")
"${python[@]}" grid $big "$work/grid.csv"
ogr2ogr -q -f "ESRI Shapefile" "$work/grid.shp" "$work/grid.csv" \
  -oo GEOM_POSSIBLE_NAMES=WKT -oo KEEP_GEOM_COLUMNS=NO

# Seconds that the command prints last, and its peak memory in MB, added to the results of a name.
timed() {
  local name=$1
  shift
  /usr/bin/time -f %M -o "$work/memory" "$@" > "$work/said" 2> /dev/null || { echo "$name failed" >&2; return; }
  printf '%s %s\n' "$(grep -Eo '[0-9]+\.[0-9]+' "$work/said" | tail -n "${place:-1}" | head -n 1)" \
    "$(awk '{printf "%.1f", $1 / 1024}' "$work/memory")" >> "$work/$name.result"
}
ours() { place=2 timed "$1_$2" "$bench" $(($2 * $2)) 2 "$1"; }

for ((round = 0; round < rounds; round++)); do
  for kind in moran gi_star; do
    for size in $big $small; do
      ours $kind $size
      ours ${kind}_shared $size
    done
    timed esda_$kind "${python[@]}" esda_$kind $big
    timed geoda_$kind "${python[@]}" geoda_$kind $big "$work/grid.shp"
    timed geoda_${kind}_table "${python[@]}" geoda_${kind}_table $big "$work/grid.shp"
    timed spdep_$kind Rscript "$root/bench/local_peers.R" $kind $small
  done
done

middle() { sort -n "$work/$1.result" 2> /dev/null | awk '{t[NR] = $1; m[NR] = $2} END {k = int((NR + 1) / 2); print t[k], m[k]}'; }
row() {
  read -r our_s our_mb <<< "$(middle "$2")"
  read -r their_s their_mb <<< "$(middle "$3")"
  awk -v w="$1" -v a="$our_s" -v b="$their_s" -v m="$our_mb" -v n="$their_mb" -v p="$3" \
    'BEGIN {printf "%-20s %-22s %9.3f %9.3f %8.1f %9.1f %9.1f %8.2f\n", w, p, a, b, b / a, m, n, m / n}'
}
printf '%-20s %-22s %9s %9s %8s %9s %9s %8s\n' statistic peer ours_s peer_s ratio ours_MB peer_MB share
for kind in moran gi_star; do
  row $kind ${kind}_$big geoda_$kind
  row ${kind}_shared ${kind}_shared_$big geoda_${kind}_table
  row ${kind}_shared ${kind}_shared_$big esda_$kind
  row $kind ${kind}_$small spdep_$kind
done
