package io.decant.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Sizes of a call, by name, in the order in which the entry takes them. Immutable.
 *
 * @param sizes names and values
 */
public record Geometry(List<Size> sizes) {
  /** No sizes. */
  public static final Geometry EMPTY = new Geometry(List.of());

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");

  /**
   * A size.
   *
   * @param name upper case
   * @param value of type INDEX
   * @param divides whether the kernel divides by it
   */
  public record Size(String name, long value, boolean divides) {
    /** Checks the name, and that a divisor is at least 1. */
    public Size {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("the size " + name + " is not named in upper case");
      }
      if (divides && value < 1) {
        throw new IllegalArgumentException("nothing can be divided by " + name + " = " + value);
      }
    }
  }

  /** Copies the list. */
  public Geometry {
    sizes = List.copyOf(sizes);
  }

  /** Returns these sizes and one more. */
  public Geometry with(String name, long value) {
    return with(new Size(name, value, false));
  }

  /**
   * Returns these sizes and one that the kernel divides by, with {@code QUOTIENT(n, NAME)} of
   * {@code division.h}.
   */
  public Geometry withDivisor(String name, long value) {
    return with(new Size(name, value, true));
  }

  /** Returns these sizes and one for each of the values, named NAME0, NAME1, and so on. */
  public Geometry withAll(String name, List<Long> values) {
    Geometry result = this;
    for (int i = 0; i < values.size(); i++) {
      result = result.with(name + i, values.get(i));
    }
    return result;
  }

  /** Returns these sizes and one divisor for each of the values, named NAME0, NAME1, and so on. */
  public Geometry withDivisors(String name, List<Long> values) {
    Geometry result = this;
    for (int i = 0; i < values.size(); i++) {
      result = result.withDivisor(name + i, values.get(i));
    }
    return result;
  }

  private Geometry with(Size size) {
    List<Size> more = new ArrayList<>(sizes);
    more.add(size);
    return new Geometry(more);
  }
}
