package io.decant.spi.memory;

import org.jspecify.annotations.Nullable;

/**
 * What a program under construction computes and stores: it becomes a {@link Block} of its own, or
 * shares one, when the program is built. Equality is identity.
 */
public final class Value {
  private final String name;
  private final long bytes;
  private final BlockRole role;
  private final @Nullable Value overwrites;
  private final @Nullable Block persistent;

  private Value(
      String name,
      long bytes,
      BlockRole role,
      @Nullable Value overwrites,
      @Nullable Block persistent) {
    this.name = name;
    this.bytes = bytes;
    this.role = role;
    this.overwrites = overwrites;
    this.persistent = persistent;
  }

  /** Returns a value that lives as long as a run of its program. */
  public static Value transientOf(String name, long bytes, BlockRole role) {
    return new Value(name, bytes, role, null, null);
  }

  /**
   * Returns a value that may take the place of an older one of the same size: it does, when no
   * operator after the first that writes it looks at the older one.
   */
  public static Value inPlaceOf(Value older, String name) {
    return new Value(name, older.bytes, older.role, older, null);
  }

  /** Returns a value that outlives runs and that several programs may share. */
  public static Value persistent(String name, long bytes, BlockRole role) {
    return new Value(name, bytes, role, null, new Block(name, bytes, role, true));
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

  /** Returns the value whose place it may take. */
  public @Nullable Value overwrites() {
    return overwrites;
  }

  /** Returns its block, when it is persistent. */
  public @Nullable Block persistentBlock() {
    return persistent;
  }

  @Override
  public String toString() {
    return name;
  }
}
