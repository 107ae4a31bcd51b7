package io.decant.backend.cpu.kernel;

import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Layout;
import io.decant.spi.op.Window;
import java.util.List;

/**
 * What the kernels of convolutions by minimal filtering, F(2 x 2, 3 x 3), share: which geometries
 * they suit, and the planes on both sides. It takes 4 multiplications for each output and input
 * channel instead of 9, and is as exact: the transforms only add and halve.
 */
final class WinogradPlan {
  /** Channels of a group, on either side, below which transforms cost more than is saved. */
  private static final long LEAST_CHANNELS = 24;

  /** Rows and columns of the output below which tiles cover too much that is none. */
  private static final long LEAST_EXTENT = 4;

  /** Places of a batch's outputs below which transforming the weights costs more than is saved. */
  private static final long LEAST_PLACES = 176;

  /** Elements of a plane that still fit the heap several times. */
  private static final long LARGEST_PLANE = 1L << 22;

  private static final long LARGEST_BATCH = 1L << 16;
  private static final long LARGEST_WEIGHTS = 1L << 26;

  final ConvolutionGeometry geometry;
  final int groups;
  final int inputs;
  final int outputs;
  final WinogradWeights weights;

  WinogradPlan(ConvolutionGeometry geometry) {
    this.geometry = geometry;
    this.groups = (int) geometry.groups();
    this.inputs = (int) geometry.inputs();
    this.outputs = (int) geometry.outputs();
    this.weights = new WinogradWeights(geometry);
  }

  /** Returns whether a convolution, and its gradients, should be computed this way. */
  static boolean suits(ConvolutionGeometry geometry) {
    Window window = geometry.window();
    return geometry.layout() == Layout.CHANNELS_FIRST
        && window.rank() == 2
        && window.kernel().equals(List.of(3L, 3L))
        && window.stride().equals(List.of(1L, 1L))
        && window.dilation().equals(List.of(1L, 1L))
        && window.inputCount() <= LARGEST_PLANE
        && window.outputCount() <= LARGEST_PLANE
        && geometry.weightCount() <= LARGEST_WEIGHTS
        && geometry.batch() > 0
        && geometry.batch() <= LARGEST_BATCH
        && geometry.inputs() / geometry.groups() >= LEAST_CHANNELS
        && geometry.groupOutputs() >= LEAST_CHANNELS
        && Math.min(window.output(0), window.output(1)) >= LEAST_EXTENT
        && geometry.batch() * window.outputCount() >= LEAST_PLACES;
  }

  int groupInputs() {
    return inputs / groups;
  }

  int groupOutputs() {
    return outputs / groups;
  }

  /** Returns the strips of planes like those of the output. */
  WinogradTiles outputTiles() {
    Window window = geometry.window();
    return tiles(window.output(0), window.output(1));
  }

  /** Returns the strips of planes like those of the input. */
  WinogradTiles inputTiles() {
    return tiles(geometry.window().input().get(0), geometry.window().input().get(1));
  }

  private WinogradTiles tiles(long height, long width) {
    return new WinogradTiles(
        (int) geometry.batch(),
        (int) height,
        (int) width,
        inputs + outputs,
        geometry.weightCount());
  }

  /** Returns the transforms of the input's planes, shifted by some padding. */
  WinogradPoints input(long shiftRows, long shiftColumns, int pitch) {
    List<Long> extents = geometry.window().input();
    return points(extents.get(0), extents.get(1), shiftRows, shiftColumns, pitch, inputs);
  }

  /** Returns the transforms of the output's planes, shifted by some padding. */
  WinogradPoints output(long shiftRows, long shiftColumns, int pitch) {
    Window window = geometry.window();
    return points(window.output(0), window.output(1), shiftRows, shiftColumns, pitch, outputs);
  }

  private static WinogradPoints points(
      long height, long width, long shiftRows, long shiftColumns, int pitch, int channels) {
    return new WinogradPoints(
        new WinogradPlanes(
            (int) height, (int) width, (int) shiftRows, (int) shiftColumns, pitch, channels),
        pitch,
        channels);
  }

  /** Returns the padding before the rows, or columns, of the input. */
  long padding(int axis) {
    return geometry.window().padBegin().get(axis);
  }
}
