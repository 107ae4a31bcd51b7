#!/usr/bin/env bash
# Times the forward pass of one net in phase TEST by the real Caffe 1.0, by OpenCV's DNN module and by Decant on the same
# machine: rounds of three processes, one after the other, so that all meet the same load. All read the same prototxt, the
# same caffemodel, made up and written by Decant, and the same pictures; the first outputs are compared.
#
#   benchmarks/inference.sh NET.prototxt BATCH [ROUNDS] [SECONDS]     (default: 3 rounds, 5 seconds measured by each)
#
# NET has one Input layer, whose first extent becomes BATCH. THREADS (default: all cores) holds for all; CLASS_PATH are
# Decant's jars (default: those of this checkout); SIDES (default: "caffe opencv decant") says who takes part. OpenCV is that
# of PYTHON (default: Debian's, with python3-opencv). Logs are kept in benchmarks/target/logs.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -ge 2 ] && [ -f "$1" ] || fail "usage: $0 NET.prototxt BATCH [ROUNDS] [SECONDS]"
BATCH="$2"
ROUNDS="${3:-3}"
MEASURED="${4:-5}"
THREADS="${THREADS:-$(nproc)}"
[ -n "${CLASS_PATH:-}" ] || build_decant
CLASS_PATH="${CLASS_PATH:-$ROOT/cli/target/lib/*}"
PYTHON="${PYTHON:-/usr/bin/python3}"
SIDES="${SIDES:-caffe opencv decant}"
NAME="$(net_name "$1")"
FILES="$BENCHMARKS/target/inference"
NET="$FILES/$NAME.$BATCH.prototxt"
WEIGHTS="$FILES/$NAME.caffemodel"
PICTURES="$FILES/$NAME.$BATCH.f32"
DECANT=("$JAVA" --enable-native-access=ALL-UNNAMED -cp "$CLASS_PATH" "$BENCHMARKS/Inference.java")
mkdir -p "$FILES"

sed "0,/dim: *[0-9]*/s//dim: $BATCH/" "$1" >"$NET"
SHAPE="$(sed -n 's/.*shape *{ *\(dim:[^}]*\)}.*/\1/p' "$NET" | head -1 | sed 's/dim: *//g; s/ *$//; s/ /,/g')"
case " $SIDES " in *" caffe "*) build_oracle ;; esac
case " $SIDES " in
  *" opencv "*) "$PYTHON" -c "import cv2" 2>/dev/null || fail "OpenCV is not installed: apt-get install python3-opencv" ;;
esac
"${DECANT[@]}" make "$NET" "$WEIGHTS" "$PICTURES" >"$LOGS/inference-make.log" 2>&1 \
  || fail "no weights, see $LOGS/inference-make.log"

run_caffe_side() {
  OPENBLAS_NUM_THREADS="$THREADS" measure inference-caffe "$JAVA" -Dorg.bytedeco.javacpp.cachedir="$BENCHMARKS/target/javacpp" \
    -cp "$ORACLE/target/classes:$(cat "$ORACLE/target/classpath.txt")" \
    io.decant.benchmarks.CaffeInference "$NET" "$WEIGHTS" "$PICTURES" "$FILES/caffe.result" "$MEASURED"
}

run_opencv_side() {
  measure inference-opencv "$PYTHON" "$BENCHMARKS/opencv_inference.py" \
    "$NET" "$WEIGHTS" "$PICTURES" "$SHAPE" "$FILES/opencv.result" "$THREADS" "$MEASURED"
}

run_decant_side() {
  measure inference-decant "${DECANT[@]}" time "$NET" "$WEIGHTS" "$PICTURES" "$FILES/decant.result" "$MEASURED"
}

# The largest difference between Decant's result and another, as a part of the largest value.
difference() {
  paste <(od -An -v -w4 -tf4 "$FILES/decant.result") <(od -An -v -w4 -tf4 "$FILES/$1.result") | awk '
    function abs(x) { return x < 0 ? -x : x }
    NF != 2 { odd = 1 }
    { if (abs($1 - $2) > d) d = abs($1 - $2); if (abs($2) > m) m = abs($2) }
    END { if (odd || !m || d != d) print "none"; else printf "%.1e", d / m }'
}

machine
echo "$NAME, batch $BATCH, $THREADS threads, medians of $MEASURED s in each process"
rm -f "$FILES"/*.result "$FILES"/*.times
for ((round = 1; round <= ROUNDS; round++)); do
  line="round $round:"
  for side in $SIDES; do
    "run_${side}_side"
    ms="$(sed -n 's/^Median forward: \([0-9.]*\) ms.*/\1/p' "$LOGS/inference-$side.log")"
    [ -n "$ms" ] || fail "no 'Median forward: X ms' in $LOGS/inference-$side.log"
    echo "$ms" >>"$FILES/$side.times"
    line+=" $side $ms ms"
  done
  echo "$line"
done
for side in $SIDES; do
  [ "$side" != decant ] || continue
  [ -f "$FILES/decant.times" ] || continue
  different="$(difference "$side")"
  ratio="$(paste "$FILES/decant.times" "$FILES/$side.times" | awk '{ print $1 / $2 }' | median)"
  echo "Decant / $side: $ratio (median of $ROUNDS rounds); largest difference $different of the largest value"
  awk -v d="$different" 'BEGIN { exit !(d != "none" && d + 0 <= 1e-4) }' || fail "Decant and $side disagree"
done
