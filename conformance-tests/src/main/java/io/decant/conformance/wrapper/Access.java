package io.decant.conformance.wrapper;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.View;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that an operation touches.
 *
 * @param slab the device memory they are in; null for host memory, whose bytes are counted by
 *     address
 * @param region which bytes
 * @param write whether they may change
 * @param role what the operation calls them
 */
public record Access(@Nullable WrappedSlab slab, ByteRegion region, boolean write, String role) {
  static Access of(WrappedSlab slab, long offset, CopyShape shape, boolean write) {
    return new Access(slab, rows(offset, shape, write), write, write ? "target" : "source");
  }

  static Access of(HostMemory host, long offset, CopyShape shape, boolean write) {
    return new Access(
        null, rows(host.address() + offset, shape, write), write, write ? "target" : "source");
  }

  static Access of(View view, boolean write, String role) {
    return new Access(
        (WrappedSlab) view.slab(), ByteRegion.of(view.tensor(), view.offset()), write, role);
  }

  private static ByteRegion rows(long start, CopyShape shape, boolean target) {
    long pitch = target ? shape.targetPitch() : shape.sourcePitch();
    return pitch == shape.rowBytes() || shape.rows() <= 1
        ? ByteRegion.run(start, shape.total())
        : new ByteRegion(start, shape.rows(), shape.rowBytes(), pitch);
  }

  boolean conflictsWith(Access other) {
    return (write || other.write) && slab == other.slab && region.overlaps(other.region);
  }

  @Override
  public String toString() {
    return (write ? "writes " : "reads ")
        + role
        + ", "
        + region
        + " of "
        + (slab == null ? "host memory" : slab.toString());
  }
}
