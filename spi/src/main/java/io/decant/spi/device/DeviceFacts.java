package io.decant.spi.device;

import io.decant.spi.op.DType;
import java.util.Set;

/**
 * What does not change while a device is open.
 *
 * @param memoryBytes memory for slabs in bytes, the context's limit applied
 * @param allocationLimit largest slab in bytes
 * @param viewAlignment alignment in bytes, a power of two, that blocks get in their slabs; an
 *     operand may be any element inside a block
 * @param unifiedMemory whether device memory is host memory
 * @param copyEngines copies that can run beside compute; 0 when copies and compute take turns
 * @param types element types that operators support; FLOAT32 and INT32 always
 */
public record DeviceFacts(
    long memoryBytes,
    long allocationLimit,
    int viewAlignment,
    boolean unifiedMemory,
    int copyEngines,
    Set<DType> types) {
  /** Copies the set. */
  public DeviceFacts {
    types = Set.copyOf(types);
  }
}
