#!/usr/bin/env bash
# What reading and decoding costs: trains one net from an LMDB of JPEGs of 256 x 256, cropped and mirrored at random, and from constant
# DummyData, which costs nothing, and prints images per second of both and their ratio.
#
#   benchmarks/from-jpegs.sh NET.prototxt BATCH [BACKEND] [float32|tf32] [ITERATIONS] [PHOTOS]
#                                              (default: cuda tf32 200 4096)
#
# DECANT is the command to run, CLASS_PATH the jars that make the database. Logs are kept in benchmarks/target/logs.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -ge 2 ] && [ -f "$1" ] || fail "usage: $0 NET.prototxt BATCH [BACKEND] [float32|tf32] [ITERATIONS] [PHOTOS]"
BATCH="$2"
BACKEND="${3:-cuda}"
PRECISION="${4:-tf32}"
ITERATIONS="${5:-200}"
PHOTOS="${6:-4096}"
DECANT="${DECANT:-$ROOT/decant}"
DATABASE="$BENCHMARKS/target/photos_$PHOTOS"

# rate KIND [DATA]: trains from a data layer, and prints images per second of the last lines.
rate() {
  training "$PROTOTXT" "$BATCH" "$ITERATIONS" "$((ITERATIONS / 4))" "${@:2}"
  measure "decant-$NAME-$1" $DECANT train --solver "$SOLVER" --backend "$BACKEND" --precision "$PRECISION"
  iterations_per_second "$LOGS/decant-$NAME-$1.log" | awk -v b="$BATCH" '{ print $1 * b }'
}

PROTOTXT="$1"
if [ ! -d "$DATABASE" ]; then
  "$JAVA" --enable-native-access=ALL-UNNAMED -cp "${CLASS_PATH:-$ROOT/cli/target/lib/*}" \
    io.decant.data.synthetic.MakePhotoDatabase "$PHOTOS" 256 1000 "$DATABASE" >&2
fi
machine
dummy="$(rate dummy)"
jpegs="$(rate jpegs "layer { name: \"data\" type: \"Data\" top: \"data\" top: \"label\" include { phase: TRAIN }
  transform_param { crop_size: 224 mirror: true mean_value: 104 mean_value: 117 mean_value: 123 }
  data_param { source: \"$DATABASE\" backend: LMDB batch_size: $BATCH } }")"
awk -v d="$dummy" -v j="$jpegs" -v n="$(net_name "$PROTOTXT")" -v b="$BATCH" -v p="$PRECISION" 'BEGIN {
  printf "%s, batch %d, %s: from JPEGs %.0f img/s, from DummyData %.0f img/s, ratio %.3f\n", n, b, p, j, d, j / d
}'
