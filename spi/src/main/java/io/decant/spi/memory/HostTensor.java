package io.decant.spi.memory;

import io.decant.spi.device.HostMemory;
import io.decant.spi.op.TensorSpec;
import java.nio.FloatBuffer;

/**
 * A dense tensor in host memory.
 *
 * @param memory where it lives
 * @param offset of its first element, in bytes
 * @param tensor its geometry
 */
public record HostTensor(HostMemory memory, long offset, TensorSpec tensor) {
  /** Largest number of floats that one buffer reaches. */
  public static final int WINDOW = 1 << 28;

  /** Returns the elements from {@code first} on, {@code count} of them, at most {@link #WINDOW}. */
  public FloatBuffer floats(long first, int count) {
    return memory.slice(offset + 4 * first, 4 * count).asFloatBuffer();
  }

  /**
   * Returns all elements.
   *
   * @throws IllegalStateException when there are more than {@link #WINDOW}
   */
  public FloatBuffer floats() {
    long count = tensor.shape().count();
    if (count > WINDOW) {
      throw new IllegalStateException(
          tensor + " is larger than one buffer; read it in windows of " + WINDOW + " elements");
    }
    return floats(0, (int) count);
  }
}
