#!/usr/bin/env bash
# Records per second that the data layers of Decant and the real Caffe give from one LMDB (parsed, scaled, in batches of 64), in turn;
# and images per second that Decant's makes of JPEGs of 256 x 256 (cropped to 227, mirrored) on 1, 2, 4 ... cores.
#
#   benchmarks/data-sources.sh [LMDB] [PAIRS] [BATCHES] [PHOTOS]      (default: examples/mnist/mnist_train_lmdb 3 10000 1024)
#
# CLASS_PATH are Decant's jars. Logs are kept in benchmarks/target/logs.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

LMDB="${1:-$ROOT/examples/mnist/mnist_train_lmdb}"
PAIRS="${2:-3}"
BATCHES="${3:-10000}"
PHOTOS="${4:-1024}"
CLASS_PATH="${CLASS_PATH:-$ROOT/cli/target/lib/*}"
DATABASE="$BENCHMARKS/target/photos_$PHOTOS"
BATCH=64

[ -d "$LMDB" ] || fail "there is no $LMDB"
build_oracle
if [ ! -d "$DATABASE" ]; then
  "$JAVA" -cp "$CLASS_PATH" io.decant.data.synthetic.MakePhotoDatabase "$PHOTOS" 256 1000 "$DATABASE" >&2
fi

# The best of the three rounds that a program prints.
best() {
  sed -n 's, records/s.*,,p' "$LOGS/$1.log" | sort -g | tail -1 | grep . || fail "no records/s in $LOGS/$1.log"
}

rates() {
  measure "$1" "${@:2}"
  best "$1"
}

ours() {
  rates "$1" "${@:5}" "$JAVA" --enable-native-access=ALL-UNNAMED -cp "$CLASS_PATH" "$BENCHMARKS/DataRates.java" "$2" "$3" "$4"
}

machine
NET="$LOGS/records.prototxt"
cat >"$NET" <<END
layer {
  name: "records" type: "Data" top: "data" top: "label"
  transform_param { scale: 0.00390625 }
  data_param { source: "$LMDB" backend: LMDB batch_size: $BATCH }
}
END
for pair in $(seq "$PAIRS"); do
  decant="$(ours records-decant "$NET" "$BATCHES" "$BATCH")"
  caffe="$(rates records-caffe bash -c '"$@" || [ $? = 137 ]' _ "$JAVA" -Dorg.bytedeco.javacpp.cachedir="$BENCHMARKS/target/javacpp" \
    -cp "$ORACLE/target/classes:$(cat "$ORACLE/target/classpath.txt")" \
    io.decant.benchmarks.CaffeBatches "$NET" "$BATCHES" "$BATCH")"
  awk -v d="$decant" -v c="$caffe" -v p="$pair" 'BEGIN {
    printf "LMDB, pair %d: Decant %d records/s, Caffe %d records/s, ratio %.2f\n", p, d, c, d / c }'
done

NET="$LOGS/photos.prototxt"
cat >"$NET" <<END
layer {
  name: "photos" type: "Data" top: "data" top: "label"
  transform_param { crop_size: 227 mirror: true mean_value: 104 mean_value: 117 mean_value: 123 }
  data_param { source: "$DATABASE" backend: LMDB batch_size: $BATCH }
}
END
cores=1
while [ "$cores" -le "$(nproc)" ]; do
  rate="$(ours "photos-$cores" "$NET" $((12 * cores)) "$BATCH" taskset -c "0-$((cores - 1))")"
  [ "$cores" -gt 1 ] || single="$rate"
  awk -v r="$rate" -v s="$single" -v c="$cores" 'BEGIN {
    printf "JPEGs, %d cores: %d img/s, %.2f times one\n", c, r, r / s }'
  cores=$((2 * cores))
done
