package io.decant.tiering.tier;

import java.nio.file.OpenOption;

/** How a file is opened so that the system's cache is bypassed. */
public final class UncachedAccess {
  private UncachedAccess() {}

  /**
   * Returns the JDK's own option, found by its name: compilers of newer JDKs warn of the name in a
   * source.
   *
   * @throws IllegalStateException when this Java lacks the module jdk.unsupported
   */
  public static OpenOption option() {
    try {
      return (OpenOption)
          Class.forName("com.sun.nio.file.ExtendedOpenOption").getField("DIRECT").get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this Java lacks the module jdk.unsupported, which Decant needs; link it with the module",
          e);
    }
  }
}
