#!/usr/bin/env bash
# Training runs and their snapshots from the real Caffe 1.0 to Decant and back: see CaffeRoundTripTest.
#
#   benchmarks/caffe-round-trip.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$ROOT"
build_oracle
mvn -q -B -pl conformance-tests -am test -Dtest=CaffeRoundTripTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Ddecant.caffe.classpath="$ORACLE/target/classes:$(cat "$ORACLE/target/classpath.txt")" \
  || fail "files of the real Caffe and Decant do not go together"
echo "Caffe and Decant go on from each other's snapshots"
