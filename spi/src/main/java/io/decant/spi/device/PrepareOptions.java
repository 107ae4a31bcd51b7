package io.decant.spi.device;

/**
 * How an operator is prepared.
 *
 * @param workspaceLimit largest workspace in bytes that the executable may ask for
 * @param deterministic whether repeated runs must give the same bits
 */
public record PrepareOptions(long workspaceLimit, boolean deterministic) {
  /** Deterministic, with a workspace of at most 64 MiB. */
  public static final PrepareOptions DEFAULT = new PrepareOptions(64L << 20, true);
}
