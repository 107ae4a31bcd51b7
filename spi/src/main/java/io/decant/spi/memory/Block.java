package io.decant.spi.memory;

import org.jspecify.annotations.Nullable;

/**
 * Storage that holds values one after another. Equality is identity. Immutable, thread-safe; where
 * its bytes are is a {@link ResidencyManager}'s business.
 */
public final class Block {
  private final String name;
  private final long bytes;
  private final BlockRole role;
  private final boolean persistent;
  private final @Nullable WindowOf window;

  /**
   * Creates a block.
   *
   * @param name for people
   * @param bytes its size, at least 0
   * @param role what it is for
   * @param persistent whether its contents outlive a run of a program
   */
  public Block(String name, long bytes, BlockRole role, boolean persistent) {
    this(name, bytes, role, persistent, null);
  }

  private Block(
      String name, long bytes, BlockRole role, boolean persistent, @Nullable WindowOf window) {
    this.name = name;
    this.bytes = bytes;
    this.role = role;
    this.persistent = persistent;
    this.window = window;
  }

  /**
   * Returns a block that stands for a part of another one. Its contents are the other's; while it
   * is used, these are on the host.
   */
  public static Block windowOf(WindowOf window) {
    Block parent = window.parent();
    return new Block(parent.name + "[part]", window.bytes(), parent.role, false, window);
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /** Returns its size in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Returns its size in bytes, rounded up to an alignment. */
  public long alignedBytes(int alignment) {
    return Alignment.up(bytes, alignment);
  }

  /** Returns what it is for. */
  public BlockRole role() {
    return role;
  }

  /** Returns whether its contents outlive a run of a program. */
  public boolean persistent() {
    return persistent;
  }

  /** Returns the part of another block that it stands for; null for a block of its own. */
  public @Nullable WindowOf window() {
    return window;
  }

  @Override
  public String toString() {
    return name + " (" + role + ", " + bytes + " bytes)";
  }
}
