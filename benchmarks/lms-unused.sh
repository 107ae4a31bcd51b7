#!/usr/bin/env bash
# What large-model support costs where it has nothing to do: trains nets in plenty of memory, with --lms auto and without, by
# turns of 0.3 s in one process, and prints the median of the ratios. Leave the machine alone meanwhile.
#
#   benchmarks/lms-unused.sh [NETS] [PAIRS] [BACKEND]     (default: lenet,cifar10, 60 pairs and cpu)
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
build_test_classes
machine
cd "$ROOT/conformance-tests"
"$JAVA" --enable-native-access=ALL-UNNAMED -Xmx2g -cp "$TEST_CLASS_PATH" \
  io.decant.conformance.planner.UnusedTiering "${1:-lenet,cifar10}" "${2:-60}" "${3:-cpu}"
