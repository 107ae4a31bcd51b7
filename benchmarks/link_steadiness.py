"""Copies so many bytes from the device to pinned memory and back, over and over, with nothing else running, and prints how
long that takes: on a host with other guests, what a run that waits for copies cannot be faster than, and how much that varies.

    python3 benchmarks/link_steadiness.py [GIGABYTES [TIMES]]
"""

import statistics
import sys

import torch

PIECE = 48 << 20


def main() -> None:
    size = int(float(sys.argv[1]) * 1e9) // PIECE * PIECE if len(sys.argv) > 1 else 53 * PIECE
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    host = torch.empty(size, dtype=torch.uint8, pin_memory=True)
    device = torch.ones(size, dtype=torch.uint8, device="cuda")

    def copy(target: torch.Tensor, source: torch.Tensor) -> None:
        for at in range(0, size, PIECE):
            target[at : at + PIECE].copy_(source[at : at + PIECE], non_blocking=True)

    marks = [torch.cuda.Event(enable_timing=True) for _ in range(2 * times + 7)]
    for i, mark in enumerate(marks):
        mark.record()
        copy(host, device) if i % 2 == 0 else copy(device, host)
    torch.cuda.synchronize()
    # the first three times warm up
    steps = [marks[i].elapsed_time(marks[i + 1]) for i in range(6, len(marks) - 1)]
    print(f"{size / 1e9:.2f} GB out and in, {times} times, GB/s at the best: {size / 1e6 / min(steps[0::2]):.1f} out, {size / 1e6 / min(steps[1::2]):.1f} in")
    for name, ms in (("out", steps[0::2]), ("in", steps[1::2]), ("both", [a + b for a, b in zip(steps[0::2], steps[1::2])])):
        print(f"{name}: least {min(ms):.1f} ms, median {statistics.median(ms):.1f}, mean {statistics.mean(ms):.1f}, most {max(ms):.1f}")


main()
