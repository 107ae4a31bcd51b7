package io.decant.spi.memory;

/** A program cannot run in the device memory there is. Nothing of it has run. */
public final class DeviceMemoryExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String layer;
  private final long neededBytes;
  private final long limitBytes;

  /**
   * Creates the exception.
   *
   * @param layer the layer at which memory ran out
   * @param neededBytes what would be needed
   * @param limitBytes what there is
   * @param explanation what needs it, and what to do
   */
  public DeviceMemoryExceededException(
      String layer, long neededBytes, long limitBytes, String explanation) {
    super(
        "layer '"
            + layer
            + "' does not fit: "
            + neededBytes
            + " bytes of device memory are needed, the limit is "
            + limitBytes
            + " bytes; "
            + explanation);
    this.layer = layer;
    this.neededBytes = neededBytes;
    this.limitBytes = limitBytes;
  }

  /** Returns the layer at which memory ran out. */
  public String layer() {
    return layer;
  }

  /** Returns what would be needed, in bytes. */
  public long neededBytes() {
    return neededBytes;
  }

  /** Returns what there is, in bytes. */
  public long limitBytes() {
    return limitBytes;
  }
}
