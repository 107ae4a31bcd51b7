package io.decant.tiering;

/** Where the contents of a block are. */
enum Residency {
  /** Nowhere: it holds nothing. */
  NOTHING,
  /** Nowhere: it holds zeros. */
  ZERO,
  /** In a host copy. */
  HOST,
  /** On the device, where they are zeros. */
  DEVICE_ZERO,
  /** On the device and, the same, in a host copy. */
  DEVICE_CLEAN,
  /** On the device alone. */
  DEVICE_DIRTY;

  /** Returns whether the block has device memory. */
  boolean onDevice() {
    return this == DEVICE_ZERO || this == DEVICE_CLEAN || this == DEVICE_DIRTY;
  }

  /** Returns whether the block has a host copy. */
  boolean onHost() {
    return this == HOST || this == DEVICE_CLEAN;
  }

  /** Returns whether a block may go from here to there. */
  boolean mayBecome(Residency next) {
    return switch (this) {
      case NOTHING -> next == HOST || next == DEVICE_DIRTY;
      case ZERO -> next == NOTHING || next == HOST || next == DEVICE_ZERO || next == DEVICE_DIRTY;
      case HOST -> next == NOTHING || next == DEVICE_CLEAN || next == DEVICE_DIRTY;
      case DEVICE_ZERO -> next == NOTHING || next == ZERO || next == DEVICE_DIRTY;
      case DEVICE_CLEAN -> next == NOTHING || next == HOST || next == DEVICE_DIRTY;
      case DEVICE_DIRTY -> next == NOTHING || next == HOST || next == DEVICE_CLEAN;
    };
  }
}
