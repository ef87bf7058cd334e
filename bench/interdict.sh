#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/interdict.sh [SEEDS] [BUILD]
#
# Shortest-path interdiction on SEEDS (3) random grids of each size: libroutes beside HiGHS on the
# integer programme by duality, in turn, one thread each, HiGHS with 300 s at the most; seconds of
# all grids together, and the ratio. Values are compared: a difference ends the run. Then 60 by 60
# with 3 to 10 teams alone, 60 s each: seconds and the proved gap. HiGHS goes into a virtual
# environment (BENCH_PEERS, or beside the results).
set -eu
seeds=${1:-3}
root=$(cd "$(dirname "$0")/.." && pwd)
build=${2:-$root/build/release}
bench=$build/bench/bench_interdict
work=$(mktemp -d "${TMPDIR:-/tmp}/routes-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
peers=${BENCH_PEERS:-$work/peers}

[ -x "$peers/bin/python" ] || python3 -m venv "$peers"
"$peers/bin/pip" install --quiet highspy

printf '%-8s %6s %10s %10s %9s\n' grid teams ours_s highs_s ratio
for case in 8:6 10:5 12:5 15:3 20:3; do
  side=${case%:*} teams=${case#*:} ours=0 theirs=0 note=
  for ((seed = 1; seed <= seeds; seed++)); do
    "$bench" "$side" "$seed" write "$work/grid.csv"
    read -r our_s our_value our_bound <<< "$("$bench" "$side" "$seed" "$teams" 300)"
    read -r their_s their_value their_bound <<< \
      "$("$peers/bin/python" "$root/bench/interdict_peers.py" "$work/grid.csv" "$teams" 300 | tail -n 1)"
    if [ "$our_value" != "$our_bound" ]; then note="not proved"; fi
    if [ "$their_value" != "$their_bound" ]; then
      note="HiGHS stopped"
    elif [ "$our_value" != "$their_value" ]; then
      echo "grid $side, seed $seed: $our_value here, $their_value by HiGHS" >&2
      exit 1
    fi
    ours=$(awk "BEGIN {print $ours + $our_s}")
    theirs=$(awk "BEGIN {print $theirs + $their_s}")
  done
  awk -v g="${side}x$side" -v t="$teams" -v a="$ours" -v b="$theirs" -v n="$note" \
    'BEGIN {printf "%-8s %6d %10.4f %10.2f %9.0f %s\n", g, t, a, b, b / a, n}'
done
printf '\n%-8s %6s %10s %7s %7s %8s\n' grid teams ours_s value bound gap
for ((teams = 3; teams <= 10; teams++)); do
  for ((seed = 1; seed <= seeds; seed++)); do
    read -r our_s our_value our_bound <<< "$("$bench" 60 "$seed" "$teams" 60)"
    awk -v t="$teams" -v s="$our_s" -v v="$our_value" -v b="$our_bound" \
      'BEGIN {printf "%-8s %6d %10.3f %7d %7d %7.2f%%\n", "60x60", t, s, v, b, 100 * (b - v) / v}'
  done
done
