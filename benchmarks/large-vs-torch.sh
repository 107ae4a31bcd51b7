#!/usr/bin/env bash
# Trains one net on a GPU in less and less device memory, by Decant and by PyTorch with checkpoint, save_on_cpu and both, one
# after the other, and prints a line for each: time of an iteration, overhead over the run without a cap, what the plan
# expected, the lower bound for swapping, the pool's peak, and what the driver says the process had at most.
#
#   benchmarks/large-vs-torch.sh NET.prototxt BATCH POOLS [BACKEND] [float32|tf32] [ITERATIONS] [PLANNERS]
#
#   benchmarks/large-vs-torch.sh benchmarks/nets/resnet50_b16.prototxt 64 5GiB,2.5GiB,1.25GiB cuda tf32 150 hybrid,ibm
#
# At least 130 iterations let the last plan be made from warm times. DECANT is the command to run, PYTHON a Python with
# PyTorch; PYTHON=none leaves PyTorch out. Logs are kept in benchmarks/target/logs.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -ge 3 ] && [ -f "$1" ] || fail "usage: $0 NET.prototxt BATCH POOLS [BACKEND] [float32|tf32] [ITERATIONS] [PLANNERS]"
BATCH="$2"
POOLS="${3//,/ }"
BACKEND="${4:-cuda}"
PRECISION="${5:-tf32}"
ITERATIONS="${6:-150}"
PLANNERS="${7:-hybrid}"
PLANNERS="${PLANNERS//,/ }"
DECANT="${DECANT:-$ROOT/decant}"
PYTHON="${PYTHON:-python3}"
NAME="$(basename "$1" .prototxt)"
NET="$LOGS/$NAME.$BATCH.prototxt"
SOLVER="$LOGS/$NAME.$BATCH.solver.prototxt"
train_files "$1" "$BATCH" "$ITERATIONS" "$NET" "$SOLVER"

# Prints the largest figure of the driver, in MiB, for any process until the file $1 is gone.
watch_driver() {
  local most=0 now
  while [ -e "$1" ]; do
    now="$(nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits 2>/dev/null | sort -n | tail -1 || true)"
    if [ "${now:-0}" -gt "$most" ] 2>/dev/null; then most="$now"; fi
    sleep 0.2
  done
  echo "$most"
}

# run LABEL OPTIONS...: trains, and sets MILLISECONDS (of the last interval), LOG and DRIVER.
run() {
  local label="$1" flag="$LOGS/running" rate
  shift
  LOG="$LOGS/large-$NAME-$PRECISION-$label.log"
  touch "$flag"
  watch_driver "$flag" >"$LOGS/driver" &
  $DECANT train --solver "$SOLVER" --backend "$BACKEND" --precision "$PRECISION" "$@" >"$LOG" 2>&1 || {
    rm -f "$flag"
    wait
    MILLISECONDS=""
    return
  }
  rm -f "$flag"
  wait
  DRIVER="$(cat "$LOGS/driver")"
  rate="$(sed -n 's/.*Iteration [0-9]* (\([0-9.]*\) iter\/s.*/\1/p' "$LOG" | tail -1)"
  [ -n "$rate" ] || fail "no 'Iteration N (X iter/s' in $LOG"
  MILLISECONDS="$(awk -v r="$rate" 'BEGIN { printf "%.2f", 1000 / r }')"
}

run unmanaged
[ -n "$MILLISECONDS" ] || fail "training without a cap failed, see $LOG"
WHOLE="$MILLISECONDS"
echo "$NAME, batch $BATCH, $PRECISION, no cap: $WHOLE ms, driver $DRIVER MiB"
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
  done
done
if [ "$PYTHON" != none ]; then
  tf32=()
  [ "$PRECISION" = float32 ] || tf32=(--tf32)
  "$PYTHON" "$BENCHMARKS/torch_net.py" "$NET" --memory --iterations 10 "${tf32[@]}" | tee "$LOGS/large-torch-$NAME.log"
fi
