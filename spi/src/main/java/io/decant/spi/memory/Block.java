package io.decant.spi.memory;

/**
 * Storage that holds values one after another. Equality is identity. Immutable, thread-safe; where
 * its bytes are is a {@link ResidencyManager}'s business.
 */
public final class Block {
  private final String name;
  private final long bytes;
  private final BlockRole role;
  private final boolean persistent;

  /**
   * Creates a block.
   *
   * @param name for people
   * @param bytes its size, at least 0
   * @param role what it is for
   * @param persistent whether its contents outlive a run of a program
   */
  public Block(String name, long bytes, BlockRole role, boolean persistent) {
    this.name = name;
    this.bytes = bytes;
    this.role = role;
    this.persistent = persistent;
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /** Returns its size in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Returns what it is for. */
  public BlockRole role() {
    return role;
  }

  /** Returns whether its contents outlive a run of a program. */
  public boolean persistent() {
    return persistent;
  }

  @Override
  public String toString() {
    return name + " (" + role + ", " + bytes + " bytes)";
  }
}
