package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.blas.CutProduct;
import io.decant.backend.cpu.blas.Product;
import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import java.util.Arrays;
import java.util.Optional;

/**
 * A convolution by minimal filtering, or the gradient of its input, which is a convolution of the
 * output's gradient with the weights turned around. Strip by strip: points of all source channels,
 * one product for each point and group, result channels. Workspace: points of the weights, of the
 * source, and of the result.
 */
final class WinogradKernel implements Kernel {
  private final WinogradPlan plan;
  private final Blas blas;
  private final boolean gradient;
  private final boolean bias;
  private final WinogradTiles tiles;
  private final WinogradPoints source;
  private final WinogradPoints result;
  private final int sources;
  private final int results;

  private WinogradKernel(WinogradPlan plan, Blas blas, boolean gradient, boolean bias) {
    this.plan = plan;
    this.blas = blas;
    this.gradient = gradient;
    this.bias = bias;
    this.sources = gradient ? plan.outputs : plan.inputs;
    this.results = gradient ? plan.inputs : plan.outputs;
    if (gradient) {
      this.tiles = plan.inputTiles();
      this.source = plan.output(2 - plan.padding(0), 2 - plan.padding(1), tiles.pitch);
      this.result = plan.input(0, 0, tiles.pitch);
    } else {
      this.tiles = plan.outputTiles();
      this.source = plan.input(plan.padding(0), plan.padding(1), tiles.pitch);
      this.result = plan.output(0, 0, tiles.pitch);
    }
  }

  /** Returns the kernel of a convolution, or empty where another way suits it better. */
  static Optional<Kernel> of(Convolution spec, Blas blas, long limit) {
    return WinogradPlan.suits(spec.geometry())
        ? fitting(
            new WinogradKernel(new WinogradPlan(spec.geometry()), blas, false, spec.bias()), limit)
        : Optional.empty();
  }

  /** Returns the kernel of a gradient, or empty where another way suits it better. */
  static Optional<Kernel> of(ConvolutionBackwardData spec, Blas blas, long limit) {
    return WinogradPlan.suits(spec.geometry())
        ? fitting(new WinogradKernel(new WinogradPlan(spec.geometry()), blas, true, false), limit)
        : Optional.empty();
  }

  private static Optional<Kernel> fitting(Kernel kernel, long limit) {
    return kernel.workspaceBytes() <= limit ? Optional.of(kernel) : Optional.empty();
  }

  private long sourceFloats() {
    return (long) WinogradTiles.POINTS * sources * tiles.most();
  }

  private long resultFloats() {
    return (long) WinogradTiles.POINTS * results * tiles.most();
  }

  @Override
  public long workspaceBytes() {
    return (plan.weights.floats() + sourceFloats() + resultFloats()) * Float.BYTES;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    Region workspace = operands[operands.length - 1];
    Region weights = workspace.part(0, plan.weights.floats());
    Region from = workspace.part(plan.weights.floats(), sourceFloats());
    Region to = workspace.part(plan.weights.floats() + sourceFloats(), resultFloats());
    plan.weights.toPoints(operands[1], weights, workers);
    for (int index = 0; index < tiles.strips(); index++) {
      WinogradTiles.Strip strip = tiles.strip(index);
      load(operands[0], from, strip, workers);
      multiply(weights, from, to, strip.tiles(), workers);
      store(to, operands, strip, workers);
    }
  }

  private void load(Region x, Region points, WinogradTiles.Strip strip, Workers workers) {
    forChannels(
        sources,
        source.together(strip),
        strip,
        workers,
        (channel, count, scratch) -> source.ofInput(x, channel, count, strip, points, scratch));
  }

  /** What is done with some channels. */
  interface Channels {
    void run(long channel, int count, Scratch scratch);
  }

  /** Shares out channels, some of which are worked on together. */
  static void forChannels(
      int channels, int together, WinogradTiles.Strip strip, Workers workers, Channels work) {
    long size = (long) WinogradTiles.POINTS * strip.tiles() * together;
    workers.forRanges(
        channels,
        together * Tiles.unitsPerTask(size),
        (first, last, scratch) -> {
          for (long channel = first; channel < last; channel += together) {
            work.run(channel, (int) Math.min(together, last - channel), scratch);
          }
        });
  }

  private void multiply(Region weights, Region from, Region to, int n, Workers workers) {
    int m = results / plan.groups;
    int k = sources / plan.groups;
    int row = plan.groupInputs();
    Product product = new Product(gradient, false, m, n, k, row, n, n, 1);
    CutProduct cut = new CutProduct(blas, product);
    workers.forEach(
        WinogradTiles.POINTS * plan.groups,
        (task, scratch) -> {
          int point = task / plan.groups;
          int group = task % plan.groups;
          cut.run(
              weights,
              plan.weights.at(gradient ? turned(point) : point, (long) group * plan.groupOutputs()),
              from,
              ((long) point * sources + (long) group * k) * n,
              0,
              to,
              ((long) point * results + (long) group * m) * n,
              scratch);
        });
  }

  /** Turning weights around swaps the outer two points along either axis. */
  private static int turned(int point) {
    return 4 * turnedAlong(point / 4) + turnedAlong(point % 4);
  }

  private static int turnedAlong(int index) {
    return index == 0 ? 3 : index == 3 ? 0 : index;
  }

  private void store(Region points, Region[] operands, WinogradTiles.Strip strip, Workers workers) {
    Region y = operands[bias ? 3 : 2];
    forChannels(
        results,
        result.together(strip),
        strip,
        workers,
        (channel, count, scratch) -> {
          float[] summands = scratch.floats(Slots.X, count);
          if (bias) {
            operands[2].get(channel, summands, 0, count);
          } else {
            Arrays.fill(summands, 0, count, 0);
          }
          result.toOutput(points, summands, y, channel, count, strip, scratch);
        });
  }
}
