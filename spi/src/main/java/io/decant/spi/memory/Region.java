package io.decant.spi.memory;

import io.decant.spi.op.TensorSpec;

/**
 * A tensor inside a block.
 *
 * @param block where it lives
 * @param offset of its first element in the block, in bytes
 * @param tensor its geometry
 */
public record Region(Block block, long offset, TensorSpec tensor) {
  /** Checks that the tensor lies within the block. */
  public Region {
    if (offset < 0 || tensor.extentBytes() > block.bytes() - offset) {
      throw new IndexOutOfBoundsException(
          tensor + " at byte " + offset + " does not lie within block " + block);
    }
  }

  /** Returns whether the tensor is the whole block. */
  public boolean isWhole() {
    return offset == 0 && tensor.isDense() && tensor.extentBytes() == block.bytes();
  }
}
