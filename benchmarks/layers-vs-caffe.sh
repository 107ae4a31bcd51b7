#!/usr/bin/env bash
# Times every layer of one net by the real Caffe 1.0 and by Decant, one process of each, and puts both tables side by
# side. A layer that takes Decant more than 1 ms and more than 1.5 times as long as Caffe is marked and counted.
#
#   benchmarks/layers-vs-caffe.sh NET.prototxt [ITERATIONS]      (default: 10 iterations)
#
# REUSE=1 reads the logs of the last run instead. The environment is that of vs-caffe.sh.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -ge 1 ] && [ -f "$1" ] || fail "usage: $0 NET.prototxt [ITERATIONS]"
NET="$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
ITERATIONS="${2:-10}"
cd "$ROOT"

if [ "${REUSE:-0}" != 1 ]; then
  build_oracle
  build_decant
  machine
  run_caffe
  run_decant
fi
echo "Net $1: Caffe's $(blas_of caffe); Decant's $(blas_of decant)"

# name, direction, milliseconds of every layer of a log, in the log's order
layers_of() {
  sed -n 's/^.*[] ]*[[:space:]]\([^[:space:]]*\)[[:space:]]*\(forward\|backward\): *\([0-9.eE+-]*\) ms.*/\1 \2 \3/p' "$LOGS/$1.log"
}

awk '
  NR == FNR { caffe[$1, $2] = $3; next }
  !(($1, $2) in caffe) { print "Caffe has no layer " $1; next }
  {
    theirs = caffe[$1, $2]
    slower = $3 > 1 && $3 > 1.5 * theirs
    slow += slower
    printf "%-28s %-8s %10.3f %10.3f %6.2f%s\n", $1, $2, theirs, $3, theirs ? $3 / theirs : 0, slower ? "  SLOW" : ""
  }
  END { printf "%d of Decant'"'"'s layers take more than 1 ms and more than 1.5 times what they take Caffe\n", slow }' \
  <(layers_of caffe) <(layers_of decant)
