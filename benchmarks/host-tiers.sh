#!/usr/bin/env bash
# Trains one net in less device memory with each kind of host memory below it: all of it pinned; some of it pinned, the
# rest pageable; the same, the rest a file. Prints the time of an iteration, its ratio to that with all pinned, what an iteration
# moves, and what blocks have of each tier.
#
#   benchmarks/host-tiers.sh NET.prototxt BATCH POOL [BACKEND] [float32|tf32] [ITERATIONS] [PINNED_BYTES] [FOLDER]
#
#   benchmarks/host-tiers.sh examples/models/vgg16/train_val.prototxt 64 2GiB cuda tf32 60 1GiB /tmp
#
# DECANT is the command to run. Logs are kept in benchmarks/target/logs.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -ge 3 ] && [ -f "$1" ] || fail "usage: $0 NET.prototxt BATCH POOL [BACKEND] [float32|tf32] [ITERATIONS] [PINNED_BYTES] [FOLDER]"
BACKEND="${4:-cuda}"
PRECISION="${5:-tf32}"
PINNED_BYTES="${7:-1GiB}"
FOLDER="${8:-$(mktemp -d)}"
DECANT="${DECANT:-$ROOT/decant}"
training "$1" "$2" "${6:-60}" 10
PINNED=""

# run LABEL OPTIONS...: trains, and prints a line.
run() {
  local label="$1" log="$LOGS/tiers-$NAME-$1.log" rate
  shift
  $DECANT train --solver "$SOLVER" --backend "$BACKEND" --precision "$PRECISION" --device_memory "$POOL" --lms auto "$@" \
    >"$log" 2>&1 || fail "training failed, see $log: $(tail -1 "$log")"
  rate="$(iterations_per_second "$log")"
  PINNED="${PINNED:-$rate}"
  awk -v label="$NAME in $POOL, $label" -v rate="$rate" -v pinned="$PINNED" '
    / Plan of / { moved = $0; sub(/.*a run: /, "", moved); sub(/;.*/, "", moved) }
    / Memory below / { below = $0; sub(/.* Memory below the device: /, "", below) }
    END { printf "%s: %.2f ms, %.3f of the speed with all pinned; %s; %s\n", label, 1000 / rate, rate / pinned, moved, below }
  ' "$log"
}

POOL="$3"
run pinned
run pageable --pinned_memory "$PINNED_BYTES"
run file --pinned_memory "$PINNED_BYTES" --host_memory 0 --spill_dir "$FOLDER"
