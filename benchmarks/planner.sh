#!/usr/bin/env bash
# Trains nets in 2, 3 and 5 times their smallest feasible pool on a throttled device (5 GB/s, virtual clock, computes
# nothing), by planner hybrid, with recomputation and without, by ibm and lru, and
# prints what an iteration takes of virtual time, and what the best of a grid of hybrid's knobs expects.
#
#   benchmarks/planner.sh [NETS] [FASTER]     (default: lenet,caffenet,resnet50 and 1: operators as fast as recorded)
#
# Times of operators are those of two recordings in conformance-tests/src/test/resources/io/decant/conformance/planner:
# the device takes the first, the planners are told the second. benchmarks/record-op-times.sh makes them.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
build_test_classes
cd "$ROOT/conformance-tests"
"$JAVA" --enable-native-access=ALL-UNNAMED -Xmx2g -cp "$TEST_CLASS_PATH" \
  io.decant.conformance.planner.PlannerTable "${1:-lenet,caffenet,resnet50}" "${2:-1}"
