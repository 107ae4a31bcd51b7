#!/usr/bin/env bash
# What reading MNIST costs: trains LeNet, batch 64, from an LMDB and from constant DummyData, in turn, and prints the iterations per
# second of both and the loss. Target: under 3 %.
#
#   benchmarks/lenet-from-lmdb.sh [PAIRS] [ITERATIONS] [LMDB]      (default: 5 1500 examples/mnist/mnist_train_lmdb)
#
# DECANT is the command to run. Logs are kept in benchmarks/target/logs.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

PAIRS="${1:-5}"
ITERATIONS="${2:-1500}"
LMDB="${3:-$ROOT/examples/mnist/mnist_train_lmdb}"
DECANT="${DECANT:-$ROOT/decant}"
[ -d "$LMDB" ] || fail "there is no $LMDB"

# rate NAME DATA: trains from a data layer and prints the iterations per second of the last lines.
# rate KIND [DATA]: trains from a data layer, and prints iterations per second of the last lines.
rate() {
  training "$BENCHMARKS/nets/lenet_b64.prototxt" 64 "$ITERATIONS" "$((ITERATIONS / 3))" "${@:2}"
  measure "lenet-$1" $DECANT train --solver "$SOLVER" --backend cpu
  iterations_per_second "$LOGS/lenet-$1.log"
}

machine
for pair in $(seq "$PAIRS"); do
  dummy="$(rate dummy)"
  lmdb="$(rate lmdb "layer { name: \"mnist\" type: \"Data\" top: \"data\" top: \"label\"
    transform_param { scale: 0.00390625 } data_param { source: \"$LMDB\" backend: LMDB batch_size: 64 } }")"
  awk -v d="$dummy" -v l="$lmdb" -v p="$pair" 'BEGIN {
    printf "pair %d: from LMDB %.1f it/s, from DummyData %.1f it/s, loss %.1f %%\n", p, l, d, 100 * (1 - l / d) }'
done | tee "$LOGS/lenet-from-lmdb.txt"
sed 's/.*loss \(.*\) %/\1/' "$LOGS/lenet-from-lmdb.txt" | median | sed 's/.*/median loss & %/'
