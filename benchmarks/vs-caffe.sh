#!/usr/bin/env bash
# Times forward+backward of one net by the real Caffe 1.0 and by Decant on the same machine: pairs of processes, one after
# the other, so that both meet the same load. Each side reads the same prototxt.
#
#   benchmarks/vs-caffe.sh NET.prototxt [PAIRS] [ITERATIONS] [TARGET]     (default: 7 pairs of 200 iterations, 0.5)
#
# A net that reads a database gets random data in its place, BATCH (default: 8) at a time.
# OPENBLAS_CORETYPE, if set, holds for both sides. BLAS_THREADS sets Caffe's BLAS threads (default: all cores); Decant
# spreads its work itself. CAFFE_ONLY=1 runs the Caffe side alone. Logs are kept in benchmarks/target/logs.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -ge 1 ] && [ -f "$1" ] || fail "usage: $0 NET.prototxt [PAIRS] [ITERATIONS] [TARGET]"
NET="$(self_fed "$1")"
PAIRS="${2:-7}"
ITERATIONS="${3:-200}"
TARGET="${4:-0.5}"
CAFFE_ONLY="${CAFFE_ONLY:-0}"
cd "$ROOT"

build_oracle
[ "$CAFFE_ONLY" = 1 ] || build_decant

machine
echo "Net $1, $ITERATIONS iterations a process, OPENBLAS_CORETYPE=${OPENBLAS_CORETYPE:-(none)}"
RATIOS=()
CAFFE_TIMES=()
DECANT_TIMES=()
CAFFE_PEAK=0
DECANT_PEAK=0
HEAP_PEAK=0
for ((pair = 1; pair <= PAIRS; pair++)); do
  run_caffe
  caffe_ms="$(milliseconds caffe)"
  if [ "$PEAK_KIB" -gt "$CAFFE_PEAK" ]; then CAFFE_PEAK="$PEAK_KIB"; fi
  if [ "$CAFFE_ONLY" = 1 ]; then
    echo "run $pair: Caffe $caffe_ms ms"
    RATIOS+=("$caffe_ms")
    continue
  fi
  run_decant
  decant_ms="$(milliseconds decant)"
  peak="$(cat "$LOGS/decant.peak")"
  if [ "$peak" -gt "$DECANT_PEAK" ]; then DECANT_PEAK="$peak"; fi
  heap="$(peak_heap_mib "$LOGS/heap.log")"
  if [ "$heap" -gt "$HEAP_PEAK" ]; then HEAP_PEAK="$heap"; fi
  ratio="$(awk -v d="$decant_ms" -v c="$caffe_ms" 'BEGIN { printf "%.3f", d / c }')"
  echo "pair $pair: Caffe $caffe_ms ms, Decant $decant_ms ms, ratio $ratio"
  RATIOS+=("$ratio")
  CAFFE_TIMES+=("$caffe_ms")
  DECANT_TIMES+=("$decant_ms")
done

echo "Caffe:  $(blas_of caffe); peak resident set $((CAFFE_PEAK / 1024)) MiB"
if [ "$CAFFE_ONLY" = 1 ]; then
  echo "Median of Caffe's averages: $(printf '%s\n' "${RATIOS[@]}" | median) ms"
  exit 0
fi
echo "Decant: $(blas_of decant); peak resident set $((DECANT_PEAK / 1024)) MiB; peak heap $HEAP_PEAK MiB"
caffe_best="$(printf '%s\n' "${CAFFE_TIMES[@]}" | sort -g | head -1)"
decant_best="$(printf '%s\n' "${DECANT_TIMES[@]}" | sort -g | head -1)"
echo "Fastest runs: Caffe $caffe_best ms, Decant $decant_best ms, ratio $(awk -v d="$decant_best" -v c="$caffe_best" 'BEGIN { printf "%.3f", d / c }')"
echo "Median ratio: $(printf '%s\n' "${RATIOS[@]}" | median) (target: at most $TARGET)"
