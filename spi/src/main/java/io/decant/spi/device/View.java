package io.decant.spi.device;

import io.decant.spi.op.TensorSpec;

/**
 * A tensor in device memory. A value: it owns nothing.
 *
 * @param slab where it lives
 * @param offset of its first element in the slab, in bytes
 * @param tensor its geometry
 */
public record View(DeviceSlab slab, long offset, TensorSpec tensor) {
  /**
   * Checks that the tensor lies within the slab.
   *
   * @throws IndexOutOfBoundsException otherwise
   */
  public View {
    if (offset < 0 || tensor.extentBytes() > slab.bytes() - offset) {
      throw new IndexOutOfBoundsException(
          tensor
              + " at byte "
              + offset
              + " does not lie within a slab of "
              + slab.bytes()
              + " bytes");
    }
  }
}
