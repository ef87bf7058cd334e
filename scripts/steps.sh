# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts beside it: how a step is announced, timed and reported when it fails.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
log_dir=build/log
mkdir -p "$log_dir" || exit 1
verbose=${verbose:-no}

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$0: $*"
    exit 1
}

# step NAME WORDS... -- COMMAND...: runs the command with its output in build/log/NAME.log, and
# shows the end of that file when the command fails.
step() {
    local name=$1 words=()
    shift
    while [ "$1" != -- ]; do
        words+=("$1")
        shift
    done
    shift
    local log=$log_dir/$name.log start=$SECONDS status=0
    say "${words[*]}"
    if [ "$verbose" = yes ]; then
        "$@" </dev/null 2>&1 | tee "$log" >&2
        status=${PIPESTATUS[0]}
    else
        "$@" </dev/null >"$log" 2>&1 || status=$?
    fi
    if [ "$status" -ne 0 ]; then
        [ "$verbose" = yes ] || tail -n 40 "$log" >&2
        die "failed: ${words[*]} (status $status, all of it in $log)"
    fi
    [ $((SECONDS - start)) -lt 5 ] || say "  $((SECONDS - start)) s"
}
