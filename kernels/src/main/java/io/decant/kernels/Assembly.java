package io.decant.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Makes the complete text of a call and its scalars. */
final class Assembly {
  /**
   * From this much work on, sizes are compiled in: a compilation costs tenths of a second, which
   * small operators never earn back.
   */
  static final long SPECIALISED_FROM = 1L << 24;

  private final KernelCall call;
  private final Dialect dialect;
  private final boolean wide;
  private final boolean specialised;

  /**
   * @param largestBuffer bytes of the largest buffer, which decides the type of indices
   */
  Assembly(KernelCall call, Dialect dialect, long largestBuffer) {
    this.call = call;
    this.dialect = dialect;
    this.wide =
        largestBuffer > Integer.MAX_VALUE
            || call.geometry().sizes().stream()
                .anyMatch(size -> Math.abs(size.value()) > Integer.MAX_VALUE / 2);
    this.specialised = call.work() >= SPECIALISED_FROM;
  }

  KernelSource source() {
    StringBuilder text = new StringBuilder();
    Grid grid = call.grid();
    define(text, "GROUP_X", Integer.toString(grid.sizeX()));
    define(text, "GROUP_Y", Integer.toString(grid.sizeY()));
    define(text, "GROUP_Z", Integer.toString(grid.sizeZ()));
    text.append(dialect.prelude());
    define(text, "INDEX", wide ? "INT64" : "INT32");
    new TreeMap<>(call.constants()).forEach((name, value) -> define(text, name, value));
    if (specialised) {
      define(text, "GEOMETRY", "");
      call.geometry()
          .sizes()
          .forEach(size -> define(text, size.name(), "((INDEX) " + size.value() + ")"));
    } else {
      define(text, "GEOMETRY", parameters());
    }
    define(text, "RECIPROCALS", hasReciprocals() ? "1" : "0");
    if (!hasReciprocals()) {
      call.geometry().sizes().stream()
          .filter(Geometry.Size::divides)
          .forEach(size -> Reciprocal.PARTS.forEach(part -> define(text, size.name() + part, "0")));
    }
    text.append(Sources.read(call.kernel() + ".c"));
    return new KernelSource(call.kernel(), text.toString());
  }

  List<Scalar> scalars() {
    List<Scalar> scalars = new ArrayList<>(call.scalars());
    if (!specialised) {
      for (Geometry.Size size : call.geometry().sizes()) {
        scalars.add(wide ? new Scalar.Int64(size.value()) : new Scalar.Int32((int) size.value()));
        if (size.divides() && hasReciprocals()) {
          scalars.addAll(Reciprocal.of(size.value()));
        }
      }
    }
    return scalars;
  }

  private String parameters() {
    StringBuilder parameters = new StringBuilder();
    for (Geometry.Size size : call.geometry().sizes()) {
      parameters.append(", const INDEX ").append(size.name());
      if (size.divides() && hasReciprocals()) {
        Reciprocal.PARTS.forEach(
            part -> parameters.append(", const UINT32 ").append(size.name()).append(part));
      }
    }
    return parameters.toString();
  }

  /** Compilers divide by constants well themselves; a 64-bit division cannot be mended. */
  private boolean hasReciprocals() {
    return !specialised && !wide;
  }

  private static void define(StringBuilder text, String name, String value) {
    text.append("#define ").append(name).append(' ').append(value).append('\n');
  }
}
