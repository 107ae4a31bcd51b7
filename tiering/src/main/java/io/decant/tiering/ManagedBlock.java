package io.decant.tiering;

import io.decant.spi.device.CopyShape;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.WindowOf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one block is: its {@link Residency}, the memory that goes with it, and how many leases hold
 * it. A step that {@link Residency#mayBecome} does not allow, or that takes a leased block from the
 * device, throws {@link IllegalStateException} and changes nothing.
 */
final class ManagedBlock {
  /** No certain address. */
  static final long ANYWHERE = -1;

  private final Block block;
  private final @Nullable ManagedBlock parent;
  private long next = ANYWHERE;
  private Residency residency;
  private @Nullable Place place;
  private @Nullable HostCopy copy;
  private @Nullable Fence arrival;
  private List<Vacated> writtenBack = List.of();
  private boolean ahead;
  private int leases;
  private int programs;

  ManagedBlock(Block block) {
    this.block = block;
    this.parent = null;
    this.residency = block.persistent() ? Residency.ZERO : Residency.NOTHING;
  }

  /**
   * Takes a window in; its contents are in its parent's host copy.
   *
   * @param parent where the block is that it is a part of
   */
  ManagedBlock(Block window, ManagedBlock parent) {
    this.block = window;
    this.parent = parent;
    this.residency = Residency.HOST;
  }

  Block block() {
    return block;
  }

  Residency residency() {
    return residency;
  }

  /** Returns where the block is of which this one is a window; null for a block of its own. */
  @Nullable ManagedBlock parent() {
    return parent;
  }

  /** Returns what becomes of it when its contents are forgotten: a window shows its parent's. */
  Residency forgotten() {
    return parent == null ? Residency.NOTHING : Residency.HOST;
  }

  /** Returns where its contents start in its host copy, in bytes. */
  long offsetInCopy() {
    WindowOf window = block.window();
    return window == null ? 0 : window.offset();
  }

  /** Returns the copy that brings it to the device. */
  CopyShape in() {
    WindowOf window = block.window();
    return window == null ? CopyShape.bytes(block.bytes()) : window.in();
  }

  /** Returns the copy that brings it to the host. */
  CopyShape out() {
    WindowOf window = block.window();
    return window == null ? CopyShape.bytes(block.bytes()) : window.out();
  }

  boolean isLeased() {
    return leases > 0;
  }

  /** Says where it goes when it comes to the device next. */
  void goesNextTo(long address) {
    next = address;
  }

  /** Returns where it goes when it comes to the device next. */
  long next() {
    return next;
  }

  /** Returns where it goes when it comes to the device, and forgets it. */
  long takeNext() {
    long address = next;
    next = ANYWHERE;
    return address;
  }

  /** Returns its device memory. */
  Place place() {
    if (place == null) {
      throw new IllegalStateException(block + " is not on the device but " + residency);
    }
    return place;
  }

  /** Returns its host copy. */
  HostCopy copy() {
    if (parent != null) {
      return parent.copy();
    }
    if (copy == null) {
      throw new IllegalStateException(block + " has no host copy but is " + residency);
    }
    return copy;
  }

  /** Returns the fence behind which contents have arrived; null once compute waits for it. */
  @Nullable Fence arrival() {
    return arrival;
  }

  /** Notes a copy to the device that the compute stream has not waited for. */
  void arriving(Fence fence) {
    arrival = fence;
  }

  /** Notes that the copy that was started last is one ahead of its use. */
  void arrivesAhead() {
    ahead = true;
  }

  /** Makes the compute stream wait for the contents. */
  void awaitArrival(Timeline compute) {
    compute.await(arrival, ahead);
    arrival = null;
    ahead = false;
  }

  /** Notes that its contents are copied to its host copy, while it stays on the device. */
  void writtenBack(List<Vacated> parts) {
    change(Residency.DEVICE_CLEAN);
    writtenBack = parts;
  }

  /** Makes the compute stream wait until contents that it is about to change have been copied. */
  void awaitWriteBack(Timeline compute) {
    writtenBack.forEach(part -> part.fences().forEach(compute::await));
    writtenBack = List.of();
  }

  /**
   * Returns when parts of its device memory may be used again.
   *
   * @param inUse behind all other work that uses it
   */
  List<Vacated> vacated(Fence inUse) {
    return writtenBack.isEmpty()
        ? List.of(new Vacated(place().bytes(), List.of(inUse)))
        : writtenBack.stream().map(part -> part.and(inUse)).toList();
  }

  /** Comes to the device: {@code next} is one of its states there. */
  void enter(Residency next, Place at) {
    if (residency.onDevice() || !next.onDevice()) {
      throw illegal(next);
    }
    become(next);
    place = at;
  }

  /** Leaves the device; the caller frees the place. */
  Place leave(Residency next) {
    if (leases > 0 || next.onDevice()) {
      throw illegal(next);
    }
    Place left = place();
    become(next);
    place = null;
    nothingUnderWay();
    return left;
  }

  /** Changes where it is, without coming to or leaving the device. */
  void change(Residency next) {
    if (residency.onDevice() != next.onDevice()) {
      throw illegal(next);
    }
    become(next);
  }

  /** Is where work that was recorded has left it: no step of its own, and nothing is under way. */
  void resume(Residency as, @Nullable Place at) {
    residency = as;
    place = at;
    nothingUnderWay();
  }

  private void nothingUnderWay() {
    arrival = null;
    ahead = false;
    writtenBack = List.of();
  }

  /** Takes the host copy that it keeps from now on. */
  void hold(HostCopy taken) {
    if (hasCopy()) {
      throw new IllegalStateException(block + " has a host copy already");
    }
    copy = taken;
  }

  /** Returns whether it has a host copy, with its contents or with older ones. */
  boolean hasCopy() {
    return parent == null ? copy != null : parent.hasCopy();
  }

  /** Takes another host copy with the same contents, and returns the one that it had. */
  HostCopy exchangeCopy(HostCopy taken) {
    HostCopy parted = copy();
    copy = taken;
    return parted;
  }

  /** Parts with the host copy, if it has one; its contents are not there. */
  @Nullable HostCopy partWithCopy() {
    if (parent == null && residency.onHost()) {
      throw new IllegalStateException(block + " needs its host copy: it is " + residency);
    }
    HostCopy parted = copy;
    copy = null;
    return parted;
  }

  void lease() {
    if (!residency.onDevice()) {
      throw new IllegalStateException(block + " cannot be leased while it is " + residency);
    }
    leases++;
  }

  void endLease() {
    if (leases == 0) {
      throw new IllegalStateException(block + " is not leased");
    }
    leases--;
  }

  void joinProgram() {
    programs++;
  }

  boolean isInProgram() {
    return programs > 0;
  }

  /** Returns whether no program is left that uses it. */
  boolean leaveProgram() {
    programs--;
    return programs == 0;
  }

  private void become(Residency next) {
    if (!residency.mayBecome(next)) {
      throw illegal(next);
    }
    residency = next;
  }

  private IllegalStateException illegal(Residency next) {
    return new IllegalStateException(
        block
            + " cannot go from "
            + residency
            + " to "
            + next
            + (leases > 0 ? " while it has " + leases + " leases" : ""));
  }
}
