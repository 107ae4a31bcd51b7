#!/usr/bin/env bash
# LeNet, batch 64: Decant against the real Caffe (forward+backward), then Decant's start-up time and memory in training.
#
#   benchmarks/lenet-vs-caffe.sh [PAIRS] [ITERATIONS]
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
"$HERE/vs-caffe.sh" "$HERE/nets/lenet_b64.prototxt" "$@"
if [ "${CAFFE_ONLY:-0}" != 1 ]; then
  "$HERE/train-start.sh" "$HERE/nets/lenet_b64_solver.prototxt"
fi
