package io.decant.backend.cuda.platform;

/**
 * The compute capability of a device: which instructions it has.
 *
 * @param major first number
 * @param minor second number
 */
public record Capability(int major, int minor) {
  /** Returns both numbers in one, as compilers name it: 90 for 9.0. */
  public int number() {
    return 10 * major + minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
