package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of an operator: the smaller operator, and which part of each operand it works on. The
 * smaller one's operands hold the elements of their parts, row behind row.
 *
 * @param spec the operator over the parts
 * @param parts for each operand, its part of the whole operand
 */
public record Tile(OpSpec spec, List<Part> parts) {
  /** Says of an operand that every tile has all of it. */
  public static final int WHOLE = -1;

  /** Copies the list and checks sizes. */
  public Tile {
    parts = List.copyOf(parts);
    List<Operand> operands = spec.operands();
    if (parts.size() != operands.size()) {
      throw new IllegalArgumentException(
          spec + " has " + operands.size() + " operands, not " + parts.size());
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!Part.whole(operands.get(i).tensor()).equals(Part.run(0, parts.get(i).count()))) {
        throw new IllegalArgumentException(
            spec + " has the operand " + operands.get(i) + ", which is no " + parts.get(i));
      }
    }
  }

  /**
   * Returns a tile that has {@code begin} to {@code end} (exclusive) of one axis of each operand.
   *
   * @param whole the operator that is cut, of dense operands
   * @param part the smaller operator
   * @param axes for each operand, which axis; or {@link #WHOLE}
   */
  public static Tile cut(OpSpec whole, OpSpec part, long begin, long end, int... axes) {
    List<Part> parts = new ArrayList<>(axes.length);
    for (int i = 0; i < axes.length; i++) {
      TensorSpec tensor = whole.operands().get(i).tensor();
      parts.add(axes[i] == WHOLE ? Part.whole(tensor) : Part.slice(tensor, axes[i], begin, end));
    }
    return new Tile(part, parts);
  }

  /**
   * Returns a tile of this tile's operator as a tile of the whole operator; empty where a part is
   * not rows at equal distances.
   */
  public Optional<Tile> of(Tile smaller) {
    List<Part> whole = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      Optional<Part> part = smaller.parts.get(i).within(parts.get(i));
      if (part.isEmpty()) {
        return Optional.empty();
      }
      whole.add(part.get());
    }
    return Optional.of(new Tile(smaller.spec, whole));
  }
}
