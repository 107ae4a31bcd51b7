#!/usr/bin/env bash
# Times forward+backward of one net by the real Caffe 1.0 and by Decant on the same machine: pairs of processes, one after
# the other, so that both meet the same load. Each side reads the same prototxt.
#
#   benchmarks/vs-caffe.sh NET.prototxt [PAIRS] [ITERATIONS]     (default: 7 pairs of 200 iterations)
#
# OPENBLAS_CORETYPE, if set, holds for both sides. BLAS_THREADS sets Caffe's BLAS threads (default: all cores); Decant
# spreads its work itself. CAFFE_ONLY=1 runs the Caffe side alone. Logs are kept in benchmarks/target/logs.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -ge 1 ] && [ -f "$1" ] || fail "usage: $0 NET.prototxt [PAIRS] [ITERATIONS]"
NET="$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
PAIRS="${2:-7}"
ITERATIONS="${3:-200}"
BLAS_THREADS="${BLAS_THREADS:-$(nproc)}"
CAFFE_ONLY="${CAFFE_ONLY:-0}"
cd "$ROOT"

build_oracle
[ "$CAFFE_ONLY" = 1 ] || build_decant

run_caffe() {
  OPENBLAS_NUM_THREADS="$BLAS_THREADS" measure caffe "$JAVA" \
    -Dorg.bytedeco.javacpp.cachedir="$BENCHMARKS/target/javacpp" \
    -cp "$ORACLE/target/classes:$(cat "$ORACLE/target/classpath.txt")" \
    io.decant.benchmarks.CaffeTime "$NET" "$ITERATIONS"
}

run_decant() {
  (
    heap_log_options "$LOGS/heap.log"
    measure decant ./decant time --model "$NET" --iterations "$ITERATIONS"
    echo "$PEAK_KIB" >"$LOGS/decant.peak"
  )
}

milliseconds() {
  local value
  value="$(sed -n 's/.*Average Forward-Backward: *\([0-9.eE+-]*\) ms.*/\1/p' "$LOGS/$1.log" | tail -1)"
  [ -n "$value" ] || fail "no 'Average Forward-Backward: X ms.' in $LOGS/$1.log"
  echo "$value"
}

blas_of() {
  sed -n 's/.*\(BLAS kernel: .*\)/\1/p' "$LOGS/$1.log" | tail -1 | grep . || echo "BLAS kernel: not printed"
}

machine
echo "Net $1, $ITERATIONS iterations a process, OPENBLAS_CORETYPE=${OPENBLAS_CORETYPE:-(none)}"
RATIOS=()
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
done

echo "Caffe:  $(blas_of caffe); peak resident set $((CAFFE_PEAK / 1024)) MiB"
if [ "$CAFFE_ONLY" = 1 ]; then
  echo "Median of Caffe's averages: $(printf '%s\n' "${RATIOS[@]}" | median) ms"
  exit 0
fi
echo "Decant: $(blas_of decant); peak resident set $((DECANT_PEAK / 1024)) MiB; peak heap $HEAP_PEAK MiB"
echo "Median ratio: $(printf '%s\n' "${RATIOS[@]}" | median) (target: at most 0.5)"
echo "Peak heap: $HEAP_PEAK MiB (target: under 256); peak resident set: $((DECANT_PEAK / 1024)) MiB (target: under 600)"
