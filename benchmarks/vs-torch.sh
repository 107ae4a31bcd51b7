#!/usr/bin/env bash
# Trains one net by Decant and by PyTorch at its best on the same GPU, one after the other, and prints images per second of
# both and their ratio. Both read the same prototxt; PyTorch's data stay on the device, Decant's are constant DummyData.
#
#   benchmarks/vs-torch.sh NET.prototxt BATCH [BACKEND] [float32|tf32] [ITERATIONS]   (default: opencl float32 40)
#
# DECANT is the command to run, PYTHON a Python with PyTorch. Logs are kept in benchmarks/target/logs.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -ge 2 ] && [ -f "$1" ] || fail "usage: $0 NET.prototxt BATCH [BACKEND] [float32|tf32] [ITERATIONS]"
BATCH="$2"
BACKEND="${3:-opencl}"
PRECISION="${4:-float32}"
DECANT="${DECANT:-$ROOT/decant}"
PYTHON="${PYTHON:-python3}"

training "$1" "$BATCH" "${5:-40}" 10
measure "decant-$NAME" $DECANT train --solver "$SOLVER" --backend "$BACKEND" --precision "$PRECISION"
decant="$(iterations_per_second "$LOGS/decant-$NAME.log")"
tf32=()
[ "$PRECISION" = float32 ] || tf32=(--tf32)
measure "torch-$NAME" "$PYTHON" "$BENCHMARKS/torch_net.py" "$NET" --iterations 10 "${tf32[@]}"
torch="$(sed -n 's/.* best \([0-9]*\) img\/s.*/\1/p' "$LOGS/torch-$NAME.log")"
[ -n "$torch" ] || fail "no 'best N img/s' in $LOGS/torch-$NAME.log"
awk -v d="$decant" -v b="$BATCH" -v t="$torch" -v n="$NAME" -v p="$PRECISION" 'BEGIN {
  printf "%s, batch %d, %s: Decant %.0f img/s, PyTorch at its best %d img/s, ratio %.3f\n", n, b, p, d * b, t, d * b / t
}'
