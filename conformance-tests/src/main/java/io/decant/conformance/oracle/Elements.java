package io.decant.conformance.oracle;

import io.decant.spi.op.TensorSpec;

/** Where the elements of a tensor are stored. */
public final class Elements {
  private Elements() {}

  /** Returns each element's offset from the first one, in elements, in row-major order. */
  public static long[] offsets(TensorSpec tensor) {
    int rank = tensor.shape().rank();
    long[] offsets = new long[Math.toIntExact(tensor.shape().count())];
    long[] position = new long[rank];
    for (int i = 0; i < offsets.length; i++) {
      long offset = 0;
      for (int axis = 0; axis < rank; axis++) {
        offset += position[axis] * tensor.stride(axis);
      }
      offsets[i] = offset;
      for (int axis = rank - 1; axis >= 0; axis--) {
        if (++position[axis] < tensor.shape().dim(axis)) {
          break;
        }
        position[axis] = 0;
      }
    }
    return offsets;
  }

  /** Returns how many elements lie between the first and the last one, both included. */
  public static int extent(TensorSpec tensor) {
    return Math.toIntExact(tensor.extentBytes() / tensor.type().bytes());
  }
}
