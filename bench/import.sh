#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/import.sh [ROWS] [BUILD]
#
# Imports ROWS points (a million) from CSV and from GeoPackage into a workspace, and lets ogr2ogr make
# the same copy with the same indexes, a spatial one and one of the ids, in one run; three times each
# in turn, the middle is reported. Then half as many rows, for the memory. Needs gdal-bin and time.
set -eu
rows=${1:-1000000}
root=$(cd "$(dirname "$0")/.." && pwd)
build=${2:-$root/build/release}
bench=$build/bench/bench_import
work=$(mktemp -d "${TMPDIR:-/tmp}/routes-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
points=(-oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -oo KEEP_GEOM_COLUMNS=NO -a_srs EPSG:4326)
cd "$work"

# Seconds and peak memory in kB of a command, added to a file.
timed() {
  local to=$1
  shift
  /usr/bin/time -f '%e %M' -a -o "$to" "$@" > /dev/null
}

# ogr2ogr and the index of the ids, as one time and the greater memory.
copy() {
  rm -f copy.gpkg part
  timed part ogr2ogr -q -f GPKG copy.gpkg "$@" -nln places
  timed part ogrinfo -q copy.gpkg -sql 'CREATE UNIQUE INDEX places_key ON places(place_id)'
  awk '{s += $1; if ($2 > m) m = $2} END {print s, m}' part >> "$kind.copy"
}

import() {
  rm -f workspace.gpkg
  "$bench" init "$root/tests/data/three" workspace.gpkg
  timed "$kind.import" "$bench" run workspace.gpkg "$1"
}

middle() { sort -n "$1" | awk '{t[NR] = $1; m[NR] = $2} END {k = int((NR + 1) / 2); print t[k], m[k]}'; }

report() {
  read -r ours ours_kb <<< "$(middle "$kind.import")"
  read -r theirs theirs_kb <<< "$(middle "$kind.copy")"
  printf '%-32s %14.3f s\n' "import_$kind" "$ours" "ogr2ogr_$kind" "$theirs"
  printf '%-32s %14.3f times\n' "ratio_$kind" "$(awk "BEGIN {print $ours / $theirs}")"
  printf '%-32s %14.1f MB\n' "import_${kind}_peak" "$(awk "BEGIN {print $ours_kb / 1024}")" \
    "ogr2ogr_${kind}_peak" "$(awk "BEGIN {print $theirs_kb / 1024}")"
}

"$bench" make "$rows" points.csv
ogr2ogr -q -f GPKG points.gpkg points.csv "${points[@]}" -nln places
for _ in 1 2 3; do
  kind=csv && copy points.csv "${points[@]}" && import points.csv
  kind=gpkg && copy points.gpkg && import points.gpkg
done
kind=csv && report
kind=gpkg && report

"$bench" make $((rows / 2)) points.csv
kind=half && import points.csv
printf '%-32s %14.1f MB\n' import_half_peak "$(awk '{print $2 / 1024}' half.import)"
