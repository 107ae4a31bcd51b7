package io.decant.spi.memory;

/** Supplies memory managers; found by {@link java.util.ServiceLoader}. Stateless. */
public interface MemoryManagerProvider {
  /** Returns its name. */
  String name();

  /** Returns whether it is the one for these options. */
  boolean serves(MemoryOptions options);

  /**
   * Returns its rank: of those that serve, the one with the lowest is opened. Decant's own have
   * 100.
   */
  default int rank() {
    return 0;
  }

  /** Opens a manager; the caller closes it before the device. */
  MemoryManager open(MemoryContext context);
}
