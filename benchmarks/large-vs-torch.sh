#!/usr/bin/env bash
# Trains one net on a GPU in less and less device memory, by Decant and by PyTorch with checkpoint, save_on_cpu and both, one
# after the other, and prints a line for each: time of an iteration (median of the last three intervals of ten), overhead over
# the run without a cap, what the plan expected, the lower bound for swapping, the pool's peak, and what the driver
# says the process had at most.
#
#   benchmarks/large-vs-torch.sh NET.prototxt BATCH POOLS [BACKEND] [float32|tf32] [ITERATIONS] [PLANNERS]
#
#   benchmarks/large-vs-torch.sh examples/models/resnet50/train_val.prototxt 64 5GiB,2.5GiB,1.25GiB cuda tf32 150 hybrid,ibm
#
# At least 150 iterations let the last plan be made from warm times, and corrected. DECANT is the command to run, PYTHON a Python with
# PyTorch; PYTHON=none leaves PyTorch out. Each way of PyTorch's is a process of its own, which TORCH_SECONDS (60) end. Logs are
# kept in benchmarks/target/logs, with a table of what was measured, large-NET-PRECISION.tsv, and the curves drawn from it,
# large-NET-PRECISION.svg.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -ge 3 ] && [ -f "$1" ] || fail "usage: $0 NET.prototxt BATCH POOLS [BACKEND] [float32|tf32] [ITERATIONS] [PLANNERS]"
BATCH="$2"
POOLS="${3//,/ }"
BACKEND="${4:-cuda}"
PRECISION="${5:-tf32}"
PLANNERS="${7:-hybrid}"
PLANNERS="${PLANNERS//,/ }"
DECANT="${DECANT:-$ROOT/decant}"
PYTHON="${PYTHON:-python3}"
training "$1" "$BATCH" "${6:-150}" 10
TABLE="$LOGS/large-$NAME-$PRECISION.tsv"
TORCH_SECONDS="${TORCH_SECONDS:-60}"

# typical LOG: milliseconds of an iteration, the median of the last three intervals; of what there is of them, but for the first.
typical() {
  interval_rates "$1" | sed 1,2d | tail -3 | sort -n |
    awk '{ rate[NR] = $1 } END { if (NR == 0) exit 1; printf "%.2f", 1000 / rate[int((NR + 1) / 2)] }'
}

# run LABEL OPTIONS...: trains, and sets MILLISECONDS, LOG and DRIVER, the largest figure of the driver in MiB, for any process.
run() {
  local label="$1" watch
  shift
  LOG="$LOGS/large-$NAME-$PRECISION-$label.log"
  # one process for all figures: to start one for each takes the driver's locks, which slows down what is enqueued
  nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits --loop-ms=200 >"$LOGS/driver" 2>/dev/null &
  watch=$!
  MILLISECONDS=""
  if $DECANT train --solver "$SOLVER" --backend "$BACKEND" --precision "$PRECISION" "$@" >"$LOG" 2>&1; then
    MILLISECONDS="$(typical "$LOG")" || fail "no 'Iteration N (X iter/s' in $LOG"
  fi
  kill "$watch" 2>/dev/null || true
  wait "$watch" 2>/dev/null || true
  DRIVER="$(sort -n "$LOGS/driver" | tail -1)"
}

# row SERIES GIB MILLISECONDS: adds a point to the table.
row() { printf '%s\t%s\t%s\n' "$@" >>"$TABLE"; }

# peak: the pool's peak in GiB, from LOG.
peak() { awk '/ in all: peak / { sub(/.*peak /, ""); sub(/ bytes.*/, ""); printf "%.3f", $0 / 1073741824 }' "$LOG"; }

printf '# %s, batch %s, %s: series, GiB, milliseconds\n' "$NAME" "$BATCH" "$PRECISION" >"$TABLE"
run unmanaged
[ -n "$MILLISECONDS" ] || fail "training without a cap failed, see $LOG"
WHOLE="$MILLISECONDS"
echo "$NAME, batch $BATCH, $PRECISION, no cap: $WHOLE ms, driver $DRIVER MiB"
row "Decant, no cap" "$(peak)" "$WHOLE"
for pool in $POOLS; do
  for planner in $PLANNERS; do
    run "$pool-$planner" --device_memory "$pool" --lms auto --planner "$planner"
    if [ -z "$MILLISECONDS" ]; then
      echo "$NAME, $pool, $planner: refused or failed: $(grep -m 1 -E 'E[0-9]{4} |^E' "$LOG" | cut -c1-200)"
      continue
    fi
    awk -v label="$NAME, batch $BATCH, $PRECISION, $pool, $planner" -v ms="$MILLISECONDS" -v whole="$WHOLE" \
      -v driver="$DRIVER" '
      / Plan of / {
        expected = $0; sub(/.*computed again; /, "", expected); sub(/ ms expected.*/, "", expected)
        bound = $0; sub(/.*at least /, "", bound); sub(/ ms.*/, "", bound)
        moved = $0; sub(/.*a run: /, "", moved); sub(/;.*/, "", moved)
      }
      / in all: peak / { peak = $0; sub(/.*peak /, "", peak); sub(/ bytes.*/, "", peak) }
      END {
        printf "%s: %s ms, %+.1f %%; expected %s ms, bound for swapping %s ms (%s); pool %.3f GiB, driver %s MiB\n",
          label, ms, 100 * (ms / whole - 1), expected, bound, moved, peak / 1073741824, driver
      }' "$LOG"
    row "Decant $planner" "$(peak)" "$MILLISECONDS"
  done
done

# torch SERIES ROW LAYOUT: runs one way of PyTorch's, prints its line, and sets MILLISECONDS; empty where it had none in time.
torch() {
  local line flags=()
  [ "$PRECISION" = float32 ] || flags=(--tf32)
  MILLISECONDS=""
  line="$(timeout "$TORCH_SECONDS" "$PYTHON" "$BENCHMARKS/torch_net.py" "$NET" --memory "$2" --layout "$3" --iterations 10 \
    "${flags[@]}" 2>>"$LOGS/large-torch-$NAME.log" | tail -1)" || true
  echo "${line:-torch $NAME $3 $2: no result within $TORCH_SECONDS s, see $LOGS/large-torch-$NAME.log}"
  if [ -n "$line" ]; then
    MILLISECONDS="$(awk -v l="$line" -v b="$BATCH" 'BEGIN { sub(/.*: /, "", l); printf "%.2f", 1000 * b / (l + 0) }')"
    row "$1" "$(sed -n 's/.*peak \([0-9.]*\) GiB/\1/p' <<<"$line")" "$MILLISECONDS"
  fi
}

if [ "$PYTHON" != none ]; then
  torch "PyTorch" plain NCHW
  first="$MILLISECONDS"
  torch "PyTorch" plain NHWC
  layout="$(awk -v a="${first:-0}" -v b="${MILLISECONDS:-0}" 'BEGIN { print (b > 0 && (a == 0 || b < a)) ? "NHWC" : "NCHW" }')"
  for segments in 2 4 8 16 32; do torch "PyTorch checkpoint" "checkpoint:$segments" "$layout"; done
  torch "PyTorch save_on_cpu" save_on_cpu "$layout"
  for segments in 4 16 32; do torch "PyTorch both" "checkpoint:$segments+save_on_cpu" "$layout"; done
fi
"$JAVA" "$BENCHMARKS/LargeCurves.java" "$TABLE" "${TABLE%.tsv}.svg"
