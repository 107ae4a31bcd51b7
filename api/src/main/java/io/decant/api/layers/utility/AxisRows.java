package io.decant.api.layers.utility;

import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;

/** Copies between a blob and its parts along an axis. */
public final class AxisRows {
  private AxisRows() {}

  /**
   * Returns the copy of a part into the whole.
   *
   * @param rows extents before the axis, multiplied
   * @param run extents of the part from the axis on, multiplied
   * @param pitch extents of the whole from the axis on, multiplied
   */
  public static Copy gather(long rows, long run, long pitch) {
    return new Copy(rows(rows, run, run), rows(rows, run, pitch));
  }

  /** Returns the copy of a part out of the whole. */
  public static Copy scatter(long rows, long run, long pitch) {
    return new Copy(rows(rows, run, pitch), rows(rows, run, run));
  }

  private static TensorSpec rows(long rows, long run, long pitch) {
    return TensorSpec.strided(DType.FLOAT32, Shape.of(rows, run), pitch, 1);
  }
}
