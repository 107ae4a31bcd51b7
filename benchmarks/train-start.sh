#!/usr/bin/env bash
# Measures a training run by Decant: seconds from the start of the process to the first 'Iteration 0' line, and the
# peaks of heap and resident set over the whole run.
#
#   benchmarks/train-start.sh SOLVER.prototxt [RUNS]     (default: 5 runs; paths in the solver start at the repository's root)
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -ge 1 ] && [ -f "$1" ] || fail "usage: $0 SOLVER.prototxt [RUNS]"
SOLVER="$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
RUNS="${2:-5}"
cd "$ROOT"
build_decant

# Runs the training, writing the time of the first 'Iteration 0' line to $LOGS/first-iteration.
train() {
  ./decant train --solver "$SOLVER" 2>&1 | {
    seen=0
    while IFS= read -r line; do
      if [ "$seen" = 0 ] && [[ "$line" =~ Iteration\ 0([^0-9]|$) ]]; then
        echo "$EPOCHREALTIME" >"$LOGS/first-iteration"
        seen=1
      fi
      printf '%s\n' "$line"
    done
  }
}

machine
STARTS=()
RESIDENT=0
HEAP=0
for ((run = 1; run <= RUNS; run++)); do
  rm -f "$LOGS/first-iteration"
  heap_log_options "$LOGS/train-heap.log"
  begin="$EPOCHREALTIME"
  measure train train
  [ -s "$LOGS/first-iteration" ] || fail "no 'Iteration 0' line in $LOGS/train.log"
  seconds="$(awk -v a="$begin" -v b="$(cat "$LOGS/first-iteration")" 'BEGIN { printf "%.2f", b - a }')"
  heap="$(peak_heap_mib "$LOGS/train-heap.log")"
  echo "run $run: first iteration after $seconds s, peak heap $heap MiB, peak resident set $((PEAK_KIB / 1024)) MiB"
  STARTS+=("$seconds")
  if [ "$PEAK_KIB" -gt "$RESIDENT" ]; then RESIDENT="$PEAK_KIB"; fi
  if [ "$heap" -gt "$HEAP" ]; then HEAP="$heap"; fi
done
echo "Median start to first iteration: $(printf '%s\n' "${STARTS[@]}" | median) s (target: under 2)"
echo "Peak heap: $HEAP MiB (target: under 256); peak resident set: $((RESIDENT / 1024)) MiB (target: under 600)"
