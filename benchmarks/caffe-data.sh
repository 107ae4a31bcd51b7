#!/usr/bin/env bash
# Databases, means, HDF5 and images from Decant to the real Caffe 1.0 and back: see RealCaffeTest; with a folder of photos also how their
# pixels differ, decoded and resized: see PhotosTest.
#
#   benchmarks/caffe-data.sh [FOLDER]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
PHOTOS="${1:+$(cd "$1" && pwd)}"
cd "$ROOT"
build_oracle
mvn -q -B -pl data -am test -Dtest=RealCaffeTest,PhotosTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Ddecant.photos="$PHOTOS" \
  -Ddecant.caffe.classpath="$ORACLE/target/classes:$(cat "$ORACLE/target/classpath.txt")" \
  || fail "Decant and the real Caffe read the same data differently"
echo "Caffe and Decant read each other's data"
