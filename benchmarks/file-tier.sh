#!/usr/bin/env bash
# Compares the rate at which blocks go to a file and come back with that of plain, direct writes and reads of 4 MiB.
#
#   benchmarks/file-tier.sh [FOLDER] [MIB] [ROUNDS]     (default: a temporary folder, 512 MiB, 5 rounds)
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

FOLDER="${1:-$(mktemp -d)}"
MIB="${2:-512}"
ROUNDS="${3:-5}"
cd "$ROOT"
mvn -q -B -pl tiering -am -DskipTests install >&2
mvn -q -B -pl tiering dependency:build-classpath -Dmdep.outputFile="$LOGS/tiering.classpath" >&2

machine
"$JAVA" --enable-native-access=ALL-UNNAMED \
  -cp "tiering/target/classes:tiering/target/test-classes:$(cat "$LOGS/tiering.classpath")" \
  io.decant.tiering.FileTierRate "$FOLDER" "$MIB" "$ROUNDS"
