package io.decant.spi.device;

import io.decant.spi.device.DeviceInfo.Kind;

/**
 * How an operator is prepared.
 *
 * @param workspaceLimit largest workspace in bytes that the executable may ask for; a backend never
 *     sees {@link #SUITABLE}
 * @param deterministic whether repeated runs must give the same bits
 */
public record PrepareOptions(long workspaceLimit, boolean deterministic) {
  /** The limit of whoever leaves it to the device: {@link #on} replaces it. */
  public static final long SUITABLE = -1;

  private static final long SMALL = 64L << 20;
  private static final long LARGE = 1L << 30;

  /** A workspace takes this share of a graphics processor's memory. */
  private static final long SHARE = 4;

  /** Deterministic, with a workspace of at most 64 MiB. */
  public static final PrepareOptions DEFAULT = new PrepareOptions(SMALL, true);

  /**
   * Returns these options for a device: where the limit is {@link #SUITABLE}, it becomes 64 MiB, on
   * graphics processors a quarter of the memory, at most 1 GiB.
   */
  public PrepareOptions on(Device device) {
    if (workspaceLimit != SUITABLE) {
      return this;
    }
    long share = Math.min(LARGE, device.facts().memoryBytes() / SHARE);
    boolean graphics = device.info().kind() == Kind.GPU;
    return new PrepareOptions(graphics ? share : SMALL, deterministic);
  }

  /** Returns these options with another limit, in bytes. */
  public PrepareOptions withWorkspace(long bytes) {
    return new PrepareOptions(bytes, deterministic);
  }
}
