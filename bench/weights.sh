#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/weights.sh [AREAS] [ROUNDS] [BUILD]
#
# Queen and rook contiguity and the 8 nearest of AREAS (100 000) jittered polygons, of 4 points and of 32,
# on one and on two cores: libroutes beside libpysal (W, and its newer Graph) and pygeoda, in turn, ROUNDS
# times (3); the middle is reported with the ratio. All begin with polygons in memory; pygeoda's reading of
# them is not counted. The peers go into a virtual environment (BENCH_PEERS, or beside the results).
set -eu
areas=${1:-100000}
rounds=${2:-3}
root=$(cd "$(dirname "$0")/.." && pwd)
build=${3:-$root/build/release}
bench=$build/bench/bench_weights
work=$(mktemp -d "${TMPDIR:-/tmp}/routes-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
peers=${BENCH_PEERS:-$work/peers}

[ -x "$peers/bin/python" ] || python3 -m venv "$peers"
"$peers/bin/pip" install --quiet libpysal geopandas pygeoda scikit-learn
python=("$peers/bin/python" "$root/bench/weights_peers.py")

for ((round = 0; round < rounds; round++)); do
  for points in 1 8; do
    file=$work/areas_$points
    [ -e "$file" ] || "${python[@]}" make "$areas" $points "$file"
    for threads in 1 2; do
      "$bench" "$file" $threads | while read -r name value _; do
        echo "$value" >> "$work/ours_${name}_${points}_$threads"
      done
    done
    for rule in queen rook nearest_8; do
      for peer in libpysal libpysal_graph pygeoda; do
        "${python[@]}" $rule $peer "$file" > "$work/said" 2> /dev/null || { echo "$peer $rule failed" >&2; continue; }
        read -r seconds pairs < "$work/said"
        echo "$seconds" >> "$work/${peer}_${rule}_$points"
        echo "$pairs" > "$work/pairs_${peer}_${rule}_$points"
      done
    done
  done
done

middle() { sort -n "$work/$1" 2> /dev/null | awk '{t[NR] = $1} END {print NR ? t[int((NR + 1) / 2)] : "nan"}'; }
printf '%-10s %6s %-15s %9s %9s %9s %8s %8s %6s %10s\n' weights points peer ours_1 ours_2 peer_s ratio_1 ratio_2 bound pairs
for rule in queen rook nearest_8; do
  for points in 1 8; do
    for peer in libpysal libpysal_graph pygeoda; do
      case $peer-$rule in
        *-nearest_8) bound=- ;;
        pygeoda-*) bound=1 ;;
        *) bound=3 ;;
      esac
      ours=$(middle "ours_${rule}_pairs_${points}_1" | cut -d. -f1)
      theirs=$(cat "$work/pairs_${peer}_${rule}_$points" 2> /dev/null || true)
      awk -v w=$rule -v n=$((4 * points)) -v p=$peer -v a="$(middle ours_${rule}_${points}_1)" \
        -v b="$(middle ours_${rule}_${points}_2)" -v c="$(middle ${peer}_${rule}_$points)" -v l="$bound" \
        -v s="$([ "$ours" = "$theirs" ] && echo same || echo "$ours/$theirs")" \
        'BEGIN {printf "%-10s %6d %-15s %9.3f %9.3f %9.3f %8.1f %8.1f %6s %10s\n", w, n, p, a, b, c, c / a, c / b, l, s}'
    done
  done
done
