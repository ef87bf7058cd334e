#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/interdict_reliable.sh FOLDER [INSTANCES] [SNIPNOS] [BUDGETS] [SECONDS] [BUILD]
#
# Most-reliable-path interdiction on one core: libroutes beside HiGHS (highspy from PyPI) on the compact
# extensive form of the same problem, in turn. Each to proof, ours to a gap of 1e-9, HiGHS to 1e-6;
# HiGHS for at most SECONDS (600): the ratio is then at least what is printed. FOLDER as
# bench_interdict_reliable reads it; the lists are words, "0 1 2", "3" and "30" where not given.
# highspy goes into a virtual environment (BENCH_PEERS, or beside the results).
set -eu
folder=$1
instances=${2:-0 1 2}
snipnos=${3:-3}
budgets=${4:-30}
seconds=${5:-600}
root=$(cd "$(dirname "$0")/.." && pwd)
build=${6:-$root/build/release}
work=$(mktemp -d "${TMPDIR:-/tmp}/routes-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
peers=${BENCH_PEERS:-$work/peers}

[ -x "$peers/bin/python" ] || python3 -m venv "$peers"
"$peers/bin/pip" install --quiet highspy

printf '%-8s %6s %6s %13s %9s %9s %9s  %s\n' instance snipno budget value ours_s HiGHS_s ratio HiGHS
for instance in $instances; do
  for snipno in $snipnos; do
    for budget in $budgets; do
      "$build/bench/bench_interdict_reliable" "$folder" "$instance" "$snipno" "$budget" 0 "$work/it.mps" \
        > "$work/ours" 2> /dev/null
      "$peers/bin/python" "$root/bench/interdict_reliable_peers.py" "$work/it.mps" "$seconds" \
        | tail -n 1 > "$work/theirs"
      read -r their_s their_value _ status < "$work/theirs"
      awk -v i="$instance" -v s="$snipno" -v b="$budget" -v t="$their_s" -v v="$their_value" -v w="$status" '
        $1 == "value" {value = $2}
        $1 == "seconds" {ours = $2}
        END {
          printf "%-8s %6s %6s %13.10f %9.3f %9.3f %9.1f  %s %.10f\n", i, s, b, value, ours, t, t / ours, w, v
        }' "$work/ours"
    done
  done
done
