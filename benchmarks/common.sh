# Shared by the benchmark scripts (sourced, bash): paths, the Caffe oracle, and one measured process.
set -euo pipefail
export LC_ALL=C

BENCHMARKS="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(dirname "$BENCHMARKS")"
ORACLE="$BENCHMARKS/caffe-oracle"
LOGS="$BENCHMARKS/target/logs"
JAVA="${JAVA_HOME:+$JAVA_HOME/bin/}java"
mkdir -p "$LOGS"

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 2
}

# Compiles the oracle and lists its class path, unless that is newer than its sources.
build_oracle() {
  [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || fail "the real Caffe is published for Linux x86_64 only"
  local list="$ORACLE/target/classpath.txt"
  if [ ! -s "$list" ] || [ -n "$(find "$ORACLE/pom.xml" "$ORACLE/src" -newer "$list")" ]; then
    echo "Building the Caffe oracle (fetches about 53 MB once)" >&2
    mvn -q -B -f "$ORACLE/pom.xml" process-classes >&2
    touch "$list"
  fi
}

# Builds Decant before anything is timed: the launcher does so on first use.
build_decant() {
  [ -x "$ROOT/decant" ] || fail "no $ROOT/decant to measure"
  "$ROOT/decant" --version >"$LOGS/decant-version.log" 2>&1 \
    || fail "'./decant --version' failed, see $LOGS/decant-version.log"
}

# Builds the conformance module with its tests and sets TEST_CLASS_PATH to what they run with.
build_test_classes() {
  local list="$BENCHMARKS/target/test-classpath.txt"
  mvn -q -B -f "$ROOT/pom.xml" -pl conformance-tests -am test-compile dependency:build-classpath \
    -Dmdep.outputFile="$list" -Dmdep.includeScope=test >&2 || fail "the build failed"
  TEST_CLASS_PATH="$ROOT/conformance-tests/target/test-classes:$ROOT/conformance-tests/target/classes:$(cat "$list")"
}

# Adds the ids of process $1 and of all its descendants to the array TREE.
add_tree() {
  local children child
  TREE+=("$1")
  children="$(cat "/proc/$1/task/"*/children 2>/dev/null || true)"
  for child in $children; do add_tree "$child"; done
}

# Largest VmHWM (KiB) in the process tree of $1: what one process of it held at most so far.
peak_resident_kib() {
  local id key value rest
  TREE=()
  add_tree "$1"
  for id in "${TREE[@]}"; do
    while read -r key value rest; do
      if [ "$key" = VmHWM: ]; then echo "$value"; fi
    done 2>/dev/null <"/proc/$id/status" || true
  done | sort -n | tail -1
}

# measure NAME COMMAND...: runs the command with its output in $LOGS/NAME.log and sets PEAK_KIB, read every 0.1 s
# while it runs (the kernel's own high-water mark, so only growth in the last 0.1 s can be missed).
measure() {
  local name="$1" id now
  shift
  PEAK_KIB=0
  "$@" >"$LOGS/$name.log" 2>&1 &
  id=$!
  while kill -0 "$id" 2>/dev/null; do
    now="$(peak_resident_kib "$id" 2>/dev/null || true)"
    if [ "${now:-0}" -gt "$PEAK_KIB" ]; then PEAK_KIB="$now"; fi
    sleep 0.1
  done
  wait "$id" || fail "'$*' failed, see $LOGS/$name.log: $(tail -2 "$LOGS/$name.log")"
}

# Options that make every JVM of the next command log its heap use to $1 (the summary at exit has another tag since
# JDK 25; each version notes on its output that it does not know the other's).
heap_log_options() {
  rm -f "$1"
  export JDK_JAVA_OPTIONS="-Xlog:gc,gc+heap+exit=info,gc+exit=info:file=$1"
}

# Peak of used heap (MiB) in a log of heap_log_options: before any collection, or at exit.
peak_heap_mib() {
  awk '
    match($0, /[0-9]+M->/) { m = substr($0, RSTART, RLENGTH) + 0; if (m > peak) peak = m }
    /Metaspace|class space/ { next }
    /gc,(heap,)?exit/ && match($0, /used [0-9]+K/) { exit_k += substr($0, RSTART + 5, RLENGTH - 6) }
    END { if (exit_k / 1024 > peak) peak = exit_k / 1024; printf "%.0f\n", peak }' "$1"
}

# with_data DATA NET: prints a net with another data layer in place of its own, and without Accuracy.
with_data() {
  awk -v data="$1" '
    !inside && /^layer/ { inside = 1; depth = 0; layer = "" }
    !inside { print; next }
    {
      layer = layer $0 "\n"
      for (i = 1; i <= length($0); i++) { c = substr($0, i, 1); depth += (c == "{") - (c == "}") }
      if (depth == 0) {
        inside = 0
        if (layer !~ /type: *"(Data|DummyData|Accuracy)"/) printf "%s", layer
        else if (!done) { done = 1; print data }
      }
    }' "$2"
}

# dummy_data NET BATCH FILLER: prints a data layer filled by FILLER, shaped as the net's own.
dummy_data() {
  local shape crop
  shape="$(grep -o 'shape { dim: [0-9]* dim: [^}]*}' "$1" | head -1 | sed 's/shape { dim: [0-9]* //; s/ *}//' || true)"
  crop="$(sed -n 's/.*crop_size: \([0-9]*\).*/\1/p' "$1" | head -1)"
  [ -n "$shape$crop" ] || fail "$1 says neither a shape nor a crop_size of its data"
  cat <<END
layer { name: "data" type: "DummyData" top: "data" top: "label" dummy_data_param {
  shape { dim: $2 ${shape:-dim: 3 dim: $crop dim: $crop} } shape { dim: $2 }
  data_filler { $3 } data_filler { type: "constant" value: 3 } } }
END
}

# Prints a data layer of constants, which cost nothing: constant_data NET BATCH.
constant_data() { dummy_data "$1" "$2" 'type: "constant" value: 0.5'; }

# Prints a net's name.
net_name() {
  sed -n 's/^name: *"\(.*\)".*/\1/p' "$1" | head -1 | grep . || fail "the net in $1 has no name"
}

# self_fed NET: prints the path of a net that needs no database: NET, or NET with random data, BATCH (default: 8) at a time.
self_fed() {
  local net
  if grep -q DummyData "$1"; then
    net="$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
  else
    net="$LOGS/$(net_name "$1").${BATCH:-8}.prototxt"
    with_data "$(dummy_data "$1" "${BATCH:-8}" 'type: "uniform" min: -1 max: 1')" "$1" >"$net"
  fi
  echo "$net"
}

# training NET BATCH ITERATIONS DISPLAY [DATA]: sets NAME, and makes NET the net with other data (default: constant_data) and
# SOLVER a solver of it.
training() {
  NAME="$(net_name "$1")"
  NET="$LOGS/$NAME.$2.prototxt"
  SOLVER="$LOGS/$NAME.$2.solver.prototxt"
  with_data "${5:-$(constant_data "$1" "$2")}" "$1" >"$NET"
  solver "$NET" "$3" "$4" >"$SOLVER"
}

# solver NET ITERATIONS DISPLAY: prints a solver that only trains.
solver() {
  cat <<END
net: "$1"
base_lr: 0.0001
lr_policy: "fixed"
momentum: 0.9
weight_decay: 0.0005
display: $3
max_iter: $2
snapshot_after_train: false
END
}

# interval_rates LOG: the iterations per second that training printed, a line for each interval; the first is that of iteration 0.
interval_rates() { sed -n 's/.*Iteration [0-9]* (\([0-9.]*\) iter\/s.*/\1/p' "$1"; }

# iterations_per_second LOG: what training printed last.
iterations_per_second() {
  interval_rates "$1" | tail -1 | grep . || fail "no 'Iteration N (X iter/s' in $1"
}

# Times $NET by the real Caffe; BLAS_THREADS sets its BLAS threads (default: all cores).
run_caffe() {
  OPENBLAS_NUM_THREADS="${BLAS_THREADS:-$(nproc)}" measure caffe "$JAVA" \
    -Dorg.bytedeco.javacpp.cachedir="$BENCHMARKS/target/javacpp" \
    -cp "$ORACLE/target/classes:$(cat "$ORACLE/target/classpath.txt")" \
    io.decant.benchmarks.CaffeTime "$NET" "$ITERATIONS"
}

# Times $NET by Decant, and keeps the peak of its resident set.
run_decant() {
  (
    heap_log_options "$LOGS/heap.log"
    measure decant ./decant time --model "$NET" --iterations "$ITERATIONS"
    echo "$PEAK_KIB" >"$LOGS/decant.peak"
  )
}

milliseconds() {
  local value
  value="$(sed -n 's/.*Average Forward-Backward: *\([0-9.eE+-]*\) ms.*/\1/p' "$LOGS/$1.log" | tail -1)"
  [ -n "$value" ] || fail "no 'Average Forward-Backward: X ms.' in $LOGS/$1.log"
  echo "$value"
}

blas_of() {
  sed -n 's/.*\(BLAS kernel: .*\)/\1/p' "$LOGS/$1.log" | tail -1 | grep . || echo "BLAS kernel: not printed"
}

median() {
  sort -g | awk '{ v[NR] = $1 } END { if (NR) printf "%.4g\n", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

machine() {
  local model
  model="$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -1)"
  echo "Machine: $(nproc) cores, $model; $("$JAVA" -version 2>&1 | head -1); load $(cut -d' ' -f1-3 /proc/loadavg)"
}
