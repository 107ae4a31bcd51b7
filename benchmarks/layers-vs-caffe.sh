#!/usr/bin/env bash
# Times every layer of one net by the real Caffe 1.0 and by Decant, in pairs of processes, and puts both tables side by
# side: of each layer the smallest average of a process, since whatever else the machine does only adds. A layer that
# takes Decant more than 1 ms and more than 1.5 times as long as Caffe is marked and counted.
#
#   benchmarks/layers-vs-caffe.sh NET.prototxt [PAIRS] [ITERATIONS]      (default: 3 pairs of 10 iterations)
#
# The environment is that of vs-caffe.sh.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -ge 1 ] && [ -f "$1" ] || fail "usage: $0 NET.prototxt [PAIRS] [ITERATIONS]"
NET="$(self_fed "$1")"
PAIRS="${2:-3}"
ITERATIONS="${3:-10}"
cd "$ROOT"

build_oracle
build_decant

# name, direction, milliseconds of every layer of a log, in the log's order
layers_of() {
  awk '{
    for (i = 2; i < NF; i++)
      if ($i == "forward:" || $i == "backward:") print $(i - 1), substr($i, 1, length($i) - 1), $(i + 1)
  }' "$LOGS/$1.log"
}

machine
rm -f "$LOGS/caffe.layers" "$LOGS/decant.layers"
for ((pair = 1; pair <= PAIRS; pair++)); do
  run_caffe
  layers_of caffe >>"$LOGS/caffe.layers"
  run_decant
  layers_of decant >>"$LOGS/decant.layers"
done
echo "Net $1: Caffe's $(blas_of caffe); Decant's $(blas_of decant)"

awk '
  NR == FNR { if (!(($1, $2) in caffe) || $3 < caffe[$1, $2]) caffe[$1, $2] = $3; next }
  !(($1, $2) in ours) { ours[$1, $2] = $3; layer[++layers] = $1; direction[layers] = $2 }
  $3 < ours[$1, $2] { ours[$1, $2] = $3 }
  END {
    for (i = 1; i <= layers; i++) {
      theirs = caffe[layer[i], direction[i]]
      own = ours[layer[i], direction[i]]
      slower = own > 1 && own > 1.5 * theirs
      slow += slower
      printf "%-28s %-8s %10.3f %10.3f %6.2f%s\n", layer[i], direction[i], theirs, own, theirs ? own / theirs : 0, slower ? "  SLOW" : ""
    }
    printf "%d of %d take Decant more than 1 ms and more than 1.5 times what they take Caffe\n", slow, layers
  }' "$LOGS/caffe.layers" "$LOGS/decant.layers"
