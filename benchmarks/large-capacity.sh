#!/usr/bin/env bash
# Trains nets that are far larger than their pool for some iterations, and prints a line for each: the bytes of all blocks, the
# pool, the pool's peak, what was moved, tiles and operators that ran again, and the time of an iteration.
#
#   benchmarks/large-capacity.sh [BACKEND] [float32|tf32] [ITERATIONS] [CASES]
#
# Cases, all by default: vgg16 (a batch of 368 in 2.7 GiB), chain (10,000 layers in 512 MiB), hd and uhd (FCN-32s, one picture of
# 1920x1080 in 2 GB, of 3840x2160 in 4 GB), layer (one convolution over 3840x2160 in 1 GiB). SMALL=1 makes them small, to try the script.
# DECANT is the command to run; SECONDS_EACH (300) ends a case. Logs are kept in benchmarks/target/logs.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

BACKEND="${1:-cuda}"
PRECISION="${2:-float32}"
ITERATIONS="${3:-3}"
CASES="${4:-vgg16,chain,hd,uhd,layer}"
DECANT="${DECANT:-$ROOT/decant}"
MODELS="$ROOT/examples/models"

# data SHAPE SHAPE: a DummyData layer of constants with a shape for its top data and one for its top label.
data() {
  cat <<END
layer { name: "data" type: "DummyData" top: "data" top: "label" dummy_data_param {
  shape { $1 } shape { $2 }
  data_filler { type: "constant" value: 0.5 } data_filler { type: "constant" value: 3 } } }
END
}

# pictures CHANNELS LABELS HEIGHT WIDTH: one picture, and a label for each of its pixels, or values.
pictures() { data "dim: 1 dim: $1 dim: $3 dim: $4" "dim: 1 dim: $2 dim: $3 dim: $4"; }

# chain LAYERS WIDTH BATCH: inner products with a nonlinearity behind each.
chain() {
  printf 'name: "Chain"\n'
  data "dim: $3 dim: $2" "dim: $3 dim: $2"
  awk -v layers="$1" -v width="$2" 'BEGIN {
    bottom = "data"
    for (i = 1; i <= layers / 2; i++) {
      printf "layer { name: \"ip%d\" type: \"InnerProduct\" bottom: \"%s\" top: \"ip%d\"\n", i, bottom, i
      printf "  inner_product_param { num_output: %d weight_filler { type: \"xavier\" } } }\n", width
      printf "layer { name: \"tanh%d\" type: \"TanH\" bottom: \"ip%d\" top: \"tanh%d\" }\n", i, i, i
      bottom = "tanh" i
    }
    printf "layer { name: \"loss\" type: \"EuclideanLoss\" bottom: \"%s\" bottom: \"label\" top: \"loss\" }\n", bottom
  }'
}

# layer HEIGHT WIDTH: one convolution of 64 to 64 channels, with a gradient for its bottom.
layer() {
  printf 'name: "Layer"\nforce_backward: true\n'
  pictures 64 64 "$1" "$2"
  cat <<END
layer { name: "conv" type: "Convolution" bottom: "data" top: "conv"
  convolution_param { num_output: 64 kernel_size: 3 pad: 1 weight_filler { type: "msra" } } }
layer { name: "loss" type: "EuclideanLoss" bottom: "conv" bottom: "label" top: "loss" }
END
}

# net CASE: prints the case's net.
net() {
  case "$1${SMALL:+-small}" in
    vgg16) with_data "$(constant_data "$MODELS/vgg16/train_val.prototxt" 368)" "$MODELS/vgg16/train_val.prototxt" ;;
    vgg16-small) with_data "$(constant_data "$MODELS/vgg16/train_val.prototxt" 4)" "$MODELS/vgg16/train_val.prototxt" ;;
    hd) with_data "$(pictures 3 1 1080 1920)" "$MODELS/fcn32s/train_val.prototxt" ;;
    uhd) with_data "$(pictures 3 1 2160 3840)" "$MODELS/fcn32s/train_val.prototxt" ;;
    hd-small | uhd-small) with_data "$(pictures 3 1 108 192)" "$MODELS/fcn32s/train_val.prototxt" ;;
    chain) chain 10000 128 4096 ;;
    chain-small) chain 10000 16 64 ;;
    layer) layer 2160 3840 ;;
    layer-small) layer 216 384 ;;
    *) fail "no case '$1'" ;;
  esac
}

# pool CASE: prints the case's device memory.
pool() {
  case "$1${SMALL:+-small}" in
    vgg16) echo 2790MiB ;;
    vgg16-small) echo 1700MiB ;;
    hd) echo 1900MiB ;;
    uhd) echo 3800MiB ;;
    hd-small | uhd-small) echo 1000MiB ;;
    chain) echo 512MiB ;;
    chain-small) echo 8MiB ;;
    layer) echo 1GiB ;;
    layer-small) echo 16MiB ;;
  esac
}

for case in ${CASES//,/ }; do
  log="$LOGS/capacity-$case.log"
  began=$SECONDS
  net "$case" >"$LOGS/capacity-$case.prototxt"
  solver "$LOGS/capacity-$case.prototxt" "$ITERATIONS" 1 >"$LOGS/capacity-$case.solver.prototxt"
  timeout "${SECONDS_EACH:-300}" $DECANT train --solver "$LOGS/capacity-$case.solver.prototxt" --backend "$BACKEND" \
    --precision "$PRECISION" --device_memory "$(pool "$case")" --lms auto >"$log" 2>&1 || {
    echo "$case: failed after $((SECONDS - began)) s, see $log: $(tail -1 "$log" | cut -c1-300)"
    continue
  }
  awk -v label="$case" -v took="$((SECONDS - began))" '
    / blocks may leave / {
      pool = $0; sub(/.* pool /, "", pool); sub(/ bytes.*/, "", pool)
      blocks = $0; sub(/ bytes; tiers.*/, "", blocks); sub(/.* of /, "", blocks)
    }
    / iter\/s/ { seconds = $0; sub(/.*iter\/s, /, "", seconds); sub(/s\/.*/, "", seconds) }
    / in all: peak / { all = $0; sub(/.* in all: /, "", all); sub(/, waited.*/, "", all) }
    / Memory below / { below = $0; sub(/.* Memory below the device: /, "", below) }
    END {
      printf "%s: blocks of %.2f GB, %.1f times the pool of %.2f; %s; %.2f s an iteration, %d s in all; below: %s\n",
        label, blocks / 1e9, blocks / pool, pool / 1e9, all, seconds, took, below
    }' "$log"
done
