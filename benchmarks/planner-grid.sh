#!/usr/bin/env bash
# Trains a net on a device as planner hybrid plans for users, and by other settings of its knobs, one after the other in one
# process, and prints what an iteration takes.
#
#   benchmarks/planner-grid.sh NET.prototxt BATCH POOLS [BACKEND] [float32|tf32] [ITERATIONS]
#
#   benchmarks/planner-grid.sh examples/models/resnet50/train_val.prototxt 64 2.5GiB,1.25GiB cuda tf32 150
#
# Settings that are half as slow again as the fastest are given up after 50 iterations. TEST_CLASS_PATH, where it is set, is what
# to run with; nothing is built then.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -ge 3 ] && [ -f "$1" ] || fail "usage: $0 NET.prototxt BATCH POOLS [BACKEND] [float32|tf32] [ITERATIONS]"
[ -n "${TEST_CLASS_PATH:-}" ] || build_test_classes
training "$1" "$2" 1000 1000
for pool in ${3//,/ }; do
  echo "$NAME, batch $2, ${5:-tf32}, $pool on ${4:-cuda}"
  bytes="$(numfmt --from=iec-i "${pool%B}")" || fail "give pools as 2.5GiB, not '$pool'"
  "$JAVA" --enable-native-access=ALL-UNNAMED -Xmx2g -cp "$TEST_CLASS_PATH" io.decant.conformance.planner.PlannerGrid \
    "$SOLVER" "${4:-cuda}" "${5:-tf32}" "$bytes" "${6:-150}"
done
