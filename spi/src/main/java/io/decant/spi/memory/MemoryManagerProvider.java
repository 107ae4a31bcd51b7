package io.decant.spi.memory;

/** Supplies memory managers; found by {@link java.util.ServiceLoader}. Stateless. */
public interface MemoryManagerProvider {
  /** Returns its name. */
  String name();

  /** Returns whether it is the one for these options. */
  boolean serves(MemoryOptions options);

  /** Opens a manager; the caller closes it before the device. */
  MemoryManager open(MemoryContext context);
}
