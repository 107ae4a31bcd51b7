package io.decant.spi.memory;

/** The tiers below the device have no room for what may leave it. */
public final class HostMemoryExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long neededBytes;
  private final long availableBytes;

  /**
   * Creates the exception.
   *
   * @param neededBytes what would be needed
   * @param availableBytes what there is
   * @param explanation which tiers there are, and what to do
   */
  public HostMemoryExceededException(long neededBytes, long availableBytes, String explanation) {
    super(
        "blocks that leave the device need up to "
            + neededBytes
            + " bytes elsewhere, there is room for "
            + availableBytes
            + " bytes: "
            + explanation);
    this.neededBytes = neededBytes;
    this.availableBytes = availableBytes;
  }

  /** Returns what would be needed, in bytes. */
  public long neededBytes() {
    return neededBytes;
  }

  /** Returns what there is, in bytes. */
  public long availableBytes() {
    return availableBytes;
  }
}
