"""Trains the net of a prototxt with PyTorch on a GPU and prints images per second.

Usage: torch_net.py NET.prototxt [--tf32] [--batch N] [--iterations N] [--memory ROW --layout NCHW|NHWC]

Reads the layers that nets of examples/models and benchmarks/nets use, fed with random data that stay on the device, and tries
NCHW and NHWC, eager and as a CUDA graph, with cudnn.benchmark and the fused SGD with momentum and weight
decay. The last line is the best of them.

With --memory it prints instead what one way to save memory costs, with the peak of the memory that PyTorch had allocated. ROW
is plain, checkpoint:N for N segments, save_on_cpu for pinned memory, or checkpoint:N+save_on_cpu. A segment begins where one
blob is all that later layers need, and not at a layer that works in place.
"""
import argparse
import contextlib
import re
import statistics
import time

import torch
from torch import nn
from torch.autograd.graph import save_on_cpu
from torch.utils.checkpoint import checkpoint


def parse(text):
    """Parses protobuf's text format into lists of (name, value); a value is a string or such a list."""
    tokens = re.findall(r'"[^"]*"|[{}:]|[^\s{}:]+', re.sub(r"#.*", "", text))
    at = 0

    def block():
        nonlocal at
        fields = []
        while at < len(tokens) and tokens[at] != "}":
            name = tokens[at]
            at += 1
            if tokens[at] == ":":
                at += 1
            if tokens[at] == "{":
                at += 1
                fields.append((name, block()))
                at += 1
            else:
                fields.append((name, tokens[at].strip('"')))
                at += 1
        return fields

    return block()


def get(fields, name, default=None):
    for key, value in fields:
        if key == name:
            return value
    return default


def every(fields, name):
    return [value for key, value in fields if key == name]


class Split(nn.Module):
    """A net of named blobs, run layer by layer in the order of its file."""

    def __init__(self, layers, shapes):
        super().__init__()
        self.steps = []
        self.kinds = []
        self.parts = nn.ModuleList()
        shapes = dict(shapes)
        for layer in layers:
            kind = get(layer, "type")
            bottoms, tops = every(layer, "bottom"), every(layer, "top")
            if kind in ("DummyData", "Accuracy"):
                continue
            part = self.part(kind, layer, [shapes[b] for b in bottoms])
            with torch.no_grad():
                if kind != "SoftmaxWithLoss":
                    probe = part.eval()(*[torch.zeros(2, *shapes[b]) for b in bottoms])
                    for top in tops:
                        shapes[top] = tuple(probe.shape[1:])
            part.train()
            self.parts.append(part)
            self.steps.append((len(self.parts) - 1, bottoms, tops))
            self.kinds.append(kind)

    def forward(self, data, label, segments=1):
        if segments == 1:
            return self.run(0, len(self.steps), "data", data, label)
        cuts = self.cuts()
        chosen = [cuts[len(cuts) * i // segments] for i in range(1, segments)]
        bounds = [(0, "data")] + sorted(set(chosen)) + [(len(self.steps), "")]
        value = data
        for (begin, name), (end, _) in zip(bounds, bounds[1:]):
            if end == len(self.steps):
                value = self.run(begin, end, name, value, label)
            else:
                value = checkpoint(self.run, begin, end, name, value, label, use_reentrant=False)
        return value

    def run(self, begin, end, name, value, label):
        """Runs the steps from begin to end, over the one blob that they need; returns the last result."""
        blobs = {name: value, "label": label}
        for index, bottoms, tops in self.steps[begin:end]:
            result = self.parts[index](*[blobs[b] for b in bottoms])
            for top in tops:
                blobs[top] = result
        return result

    def cuts(self):
        """Returns (step, blob) for each step that may begin a segment: later ones need that blob alone."""
        found = []
        for step in range(1, len(self.steps)):
            made = {top for _, _, tops in self.steps[:step] for top in tops} | {"data"}
            rewritten, needed = set(), set()
            for _, bottoms, tops in self.steps[step:]:
                needed |= {b for b in bottoms if b in made and b not in rewritten}
                rewritten |= set(tops)
            last = self.steps[step - 1][2]
            if needed == set(last) and len(last) == 1 and self.kinds[step] not in ("ReLU", "Dropout", "Scale"):
                found.append((step, last[0]))
        return found

    @staticmethod
    def part(kind, layer, shapes):
        if kind == "Convolution":
            p = get(layer, "convolution_param")
            bias = get(p, "bias_term", "true") == "true"
            return nn.Conv2d(shapes[0][0], int(get(p, "num_output")), int(get(p, "kernel_size")),
                             int(get(p, "stride", 1)), int(get(p, "pad", 0)), groups=int(get(p, "group", 1)),
                             bias=bias)
        if kind == "InnerProduct":
            p = get(layer, "inner_product_param")
            count = 1
            for extent in shapes[0]:
                count *= extent
            return nn.Sequential(nn.Flatten(), nn.Linear(count, int(get(p, "num_output"))))
        if kind == "ReLU":
            return nn.ReLU(inplace=True)
        if kind == "Dropout":
            return nn.Dropout(float(get(get(layer, "dropout_param", []), "dropout_ratio", 0.5)))
        if kind == "LRN":
            p = get(layer, "lrn_param")
            return nn.LocalResponseNorm(int(get(p, "local_size", 5)), float(get(p, "alpha", 1)),
                                        float(get(p, "beta", 0.75)))
        if kind == "Pooling":
            p = get(layer, "pooling_param")
            if get(p, "global_pooling", "false") == "true":
                return nn.AdaptiveAvgPool2d(1)
            size, stride, pad = (int(get(p, n, d)) for n, d in
                                 (("kernel_size", 0), ("stride", 1), ("pad", 0)))
            if get(p, "pool", "MAX") == "MAX":
                return nn.MaxPool2d(size, stride, pad, ceil_mode=True)
            return nn.AvgPool2d(size, stride, pad, ceil_mode=True)
        if kind == "BatchNorm":
            return nn.BatchNorm2d(shapes[0][0], affine=True)
        if kind == "Scale":
            return nn.Identity()  # the BatchNorm before it scales, in one kernel
        if kind == "Eltwise":
            return Sum()
        if kind == "Concat":
            return Concat()
        if kind == "SoftmaxWithLoss":
            return Loss()
        raise ValueError("no layer for " + kind)


class Sum(nn.Module):
    def forward(self, a, b):
        return a + b


class Concat(nn.Module):
    def forward(self, *parts):
        return torch.cat(parts, 1)


class Loss(nn.Module):
    def forward(self, scores, label):
        return nn.functional.cross_entropy(scores.flatten(1), label)


def rate(net_text, batch, channels_last, graph, iterations, segments=1, offload=False):
    """Returns images per second, and the peak of allocated memory in bytes."""
    torch.manual_seed(1)
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    layers = every(parse(net_text), "layer")
    dims = [int(d) for d in every(get(get(layers[0], "dummy_data_param"), "shape"), "dim")]
    batch = batch or dims[0]
    net = Split(layers, {"data": tuple(dims[1:]), "label": ()}).cuda()
    data = torch.randn(batch, *dims[1:], device="cuda")
    if channels_last:
        net = net.to(memory_format=torch.channels_last)
        data = data.to(memory_format=torch.channels_last)
    label = torch.full((batch,), 3, device="cuda")
    sgd = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9, weight_decay=0.0005, fused=True)

    def step():
        sgd.zero_grad(set_to_none=not graph)
        with save_on_cpu(pin_memory=True) if offload else contextlib.nullcontext():
            loss = net(data, label, segments)
        loss.backward()
        sgd.step()

    stream = torch.cuda.Stream()
    with torch.cuda.stream(stream):
        for _ in range(5 if not offload else 2):
            step()
    torch.cuda.synchronize()
    run = step
    if graph:
        recorded = torch.cuda.CUDAGraph()
        with torch.cuda.graph(recorded):
            step()
        run = recorded.replay
    times = []
    for _ in range(3 if not offload else 1):
        torch.cuda.synchronize()
        start = time.perf_counter()
        for _ in range(iterations):
            run()
        torch.cuda.synchronize()
        times.append((time.perf_counter() - start) / iterations)
    return batch / statistics.median(times), torch.cuda.max_memory_allocated()


def save_memory(name, text, args):
    """Prints what one way to save memory costs."""
    segments = re.search(r"checkpoint:(\d+)", args.memory)
    offload = "save_on_cpu" in args.memory
    images, peak = rate(text, args.batch, args.layout == "NHWC", False, 3 if offload else args.iterations,
                        int(segments.group(1)) if segments else 1, offload)
    print("torch %s %s %s: %.1f img/s, peak %.3f GiB" % (
        name, args.layout, args.memory, images, peak / 2**30), flush=True)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("net")
    options.add_argument("--tf32", action="store_true")
    options.add_argument("--batch", type=int, default=0)
    options.add_argument("--iterations", type=int, default=20)
    options.add_argument("--memory", metavar="ROW")
    options.add_argument("--layout", choices=("NCHW", "NHWC"), default="NCHW")
    args = options.parse_args()
    torch.backends.cuda.matmul.allow_tf32 = args.tf32
    torch.backends.cudnn.allow_tf32 = args.tf32
    torch.backends.cudnn.benchmark = True
    text = open(args.net).read()
    if args.memory:
        save_memory(args.net, text, args)
        return
    best = 0
    for channels_last in (False, True):
        for graph in (False, True):
            images, _ = rate(text, args.batch, channels_last, graph, args.iterations)
            best = max(best, images)
            print("torch %s %s %s: %.0f img/s" % (
                args.net, "NHWC" if channels_last else "NCHW", "graph" if graph else "eager", images), flush=True)
            torch.cuda.empty_cache()
    print("torch %s best %.0f img/s" % (args.net, best))


main()
