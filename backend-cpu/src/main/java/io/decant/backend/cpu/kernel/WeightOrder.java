package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ConvolutionGeometry;

/** Reorders weights between (output, channel, window) and (output, window, channel). */
final class WeightOrder {
  private final int outputs;
  private final int depth;
  private final int channels;
  private final int kernel;

  WeightOrder(ConvolutionGeometry geometry) {
    this.outputs = (int) geometry.outputs();
    this.depth = (int) geometry.groupDepth();
    this.kernel = (int) geometry.window().kernelCount();
    this.channels = depth / kernel;
  }

  /** Writes the weights with their channels innermost. */
  void channelsInnermost(Region weights, Region reordered, Workers workers) {
    workers.forRanges(
        outputs,
        Tiles.unitsPerTask(depth),
        (from, to, scratch) -> {
          float[] row = scratch.floats(Slots.Y, depth);
          float[] turned = scratch.floats(Slots.Z, depth);
          for (long output = from; output < to; output++) {
            weights.get(output * depth, row, 0, depth);
            turn(row, channels, kernel, turned);
            reordered.put(output * depth, turned, 0, depth);
          }
        });
  }

  /** Returns a row with its channels outermost again, in an array of the scratch. */
  float[] channelsOutermost(float[] row, Scratch scratch) {
    float[] turned = scratch.floats(Slots.Z, depth);
    turn(row, kernel, channels, turned);
    return turned;
  }

  /** Writes one output's weights with their channels outermost again, or adds them. */
  void toOutermost(Region reordered, Region dw, long at, boolean accumulate, Scratch scratch) {
    float[] row = scratch.floats(Slots.X, depth);
    reordered.get(at, row, 0, depth);
    row = channelsOutermost(row, scratch);
    if (accumulate) {
      float[] old = scratch.floats(Slots.Y, depth);
      dw.get(at, old, 0, depth);
      BinaryFunctions.add(row, old, depth);
    }
    dw.put(at, row, 0, depth);
  }

  /** Transposes rows x columns. */
  private static void turn(float[] source, int rows, int columns, float[] target) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        target[column * rows + row] = source[row * columns + column];
      }
    }
  }
}
