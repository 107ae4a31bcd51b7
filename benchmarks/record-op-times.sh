#!/usr/bin/env bash
# Records how long the operators of a net take on the CPU, in a process of its own, for benchmarks/planner.sh. Leave the
# machine alone meanwhile.
#
#   benchmarks/record-op-times.sh NET RUN     (lenet, caffenet, googlenet, vgg16, resnet50; run 1 or 2)
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -eq 2 ] || fail "usage: $0 NET RUN"
build_test_classes
cd "$ROOT/conformance-tests"
"$JAVA" --enable-native-access=ALL-UNNAMED -Xmx2g -cp "$TEST_CLASS_PATH" \
  io.decant.conformance.planner.OpTimesRecording "$1" "$2" src/test/resources/io/decant/conformance/planner
